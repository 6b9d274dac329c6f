/* scenario.c: see scenario.h. */
#include "register/scenario.h"

#include <string.h>

#include "base/clock.h"
#include "base/str.h"

/* ---- names -------------------------------------------------------------- */

/* What a command's new thing is called, the most telling first. */
static const char *const identifiers[] = {"approval", "receive-no", "serial",
					  "label"};

static bool is_name_char(char c)
{
	return str_is_alnum(c) || c == '_';
}

static bool is_name(const char *s)
{
	if (!str_is_alnum(*s) || str_is_digit(*s) ||
	    strlen(s) >= SCENARIO_NAME / 2)
		return false;
	while (is_name_char(*s))
		s++;
	return !*s;
}

bool scenario_has(const struct kv_list *names, const char *name)
{
	return kv_get(names, name) != NULL;
}

void scenario_keep(struct kv_list *names, const char *name,
		   const struct answer *a)
{
	const struct kv_list *results = &a->results;
	AUTO(buf) struct buf entry = BUF_INIT;

	for (size_t i = 0; i < ARRAY_LEN(identifiers); i++)
		if (kv_get(results, identifiers[i])) {
			kv_add(names, name, kv_get(results, identifiers[i]));
			break;
		}
	buf_printf(&entry, "%s.entry", name);
	kv_add_int(names, buf_text(&entry), a->seq);
	for (size_t i = 0; i < results->n; i++) {
		AUTO(buf) struct buf key = BUF_INIT;

		buf_printf(&key, "%s.%s", name, results->items[i].key);
		kv_add(names, buf_text(&key), results->items[i].value);
	}
}

/* Length of "NAME", "NAME.KEY" or "NAME.KEY.N" at s. */
static size_t reference_length(const char *s)
{
	size_t n = 0;

	while (is_name_char(s[n]))
		n++;
	for (int parts = 0; parts < 2 && s[n] == '.' && str_is_alnum(s[n + 1]);
	     parts++)
		for (n++; is_name_char(s[n]) || s[n] == '-'; n++)
			;
	return n;
}

/* NAME and NAME.KEY stand in the list as they are; a number at the end means
 * the nth of several, of the serials where no key is given. */
static const char *resolve(const struct kv_list *names, const char *ref)
{
	const char *dot = strrchr(ref, '.');
	AUTO(buf) struct buf key = BUF_INIT;
	int64_t nth;

	if (!dot || !str_to_int(dot + 1, 1, 1000, &nth))
		return kv_get(names, ref);
	buf_put(&key, ref, (size_t)(dot - ref));
	if (!strchr(buf_text(&key), '.'))
		buf_puts(&key, ".serial");
	return kv_get_nth(names, buf_text(&key), (size_t)(nth - 1));
}

static int substitute(char **ret, const char *word, const struct kv_list *names,
		      struct err *e)
{
	AUTO(buf) struct buf out = BUF_INIT;

	while (*word) {
		size_t n = *word == '$' ? reference_length(word + 1) : 0;
		AUTO_FREE char *ref = NULL;
		const char *value;

		if (!n) {
			buf_putc(&out, *word++);
			continue;
		}
		ref = mem_dupn(word + 1, n);
		value = resolve(names, ref);
		if (!value)
			return err_set(e, ERR_USAGE,
				       "nothing was kept under $%s", ref);
		buf_puts(&out, value);
		word += 1 + n;
	}
	*ret = buf_take(&out);
	return 0;
}

/* ---- lines -------------------------------------------------------------- */

void scenario_line_done(struct scenario_line *l)
{
	for (int i = 0; i < l->n; i++)
		free(l->words[i]);
	free(l->words);
	memset(l, 0, sizeof(*l));
}

/* Where the comment begins: a # at the start of a word, outside quotes. */
static size_t comment_at(const char *s)
{
	char quote = 0;
	size_t i;

	for (i = 0; s[i]; i++) {
		if (quote)
			quote = s[i] == quote ? 0 : quote;
		else if (s[i] == '"' || s[i] == '\'')
			quote = s[i];
		else if (s[i] == '#' &&
			 (i == 0 || s[i - 1] == ' ' || s[i - 1] == '\t'))
			break;
	}
	return i;
}

/* `at TIME [as PERSON]`, `as PERSON`: TIME may be two words. */
static int parse_scene(struct scenario_line *l, int n, char *const words[],
		       struct err *e)
{
	AUTO(buf) struct buf when = BUF_INIT;
	int64_t ignored;
	int i = 0;

	if (str_eq(words[0], "at")) {
		for (i = 1; i < n && !str_eq(words[i], "as"); i++)
			buf_printf(&when, "%s%s", i > 1 ? " " : "", words[i]);
		if (!time_parse(buf_text(&when), 0, 0, &ignored) ||
		    !STR_COPY(l->time, buf_text(&when)))
			return err_set(e, ERR_USAGE,
				       "'%s' is no time; expected "
				       "at 2025-09-22 09:00 [as PERSON]",
				       buf_text(&when));
	}
	if (i == n)
		return 0;
	if (i != n - 2)
		return err_set(e, ERR_USAGE, "expected as PERSON");
	l->words = mem_alloc(sizeof(char *));
	l->words[0] = mem_dup(words[n - 1]);
	l->n = 1;
	return 0;
}

static const struct {
	const char *word;
	enum scenario_kind kind;
	int least; /* words after it */
	const char *expected;
} keywords[] = {
	{"include", SCENARIO_INCLUDE, 1, "include FILE"},
	{"why", SCENARIO_WHY, 1, "why VERB ..."},
	{"=>", SCENARIO_CODES, 1, "=> CODE ..."},
	{"expect", SCENARIO_EXPECT, 2, "expect SUBJECT FIELD=VALUE ..."},
};

/* Sets the kind; *ret_skip is the number of words that belong to the language
 * and not to the command. */
static int classify(struct scenario_line *l, int n, char *const words[],
		    const struct kv_list *names, int *ret_skip, struct err *e)
{
	*ret_skip = 0;
	l->kind = SCENARIO_COMMAND;
	for (size_t i = 0; i < ARRAY_LEN(keywords); i++) {
		if (!str_eq(words[0], keywords[i].word))
			continue;
		if (n - 1 < keywords[i].least)
			return err_set(e, ERR_USAGE, "expected %s",
				       keywords[i].expected);
		l->kind = keywords[i].kind;
		*ret_skip = 1;
		return 0;
	}
	if (n < 2 || !str_eq(words[1], "="))
		return 0;
	if (n < 3 || !is_name(words[0]))
		return err_set(e, ERR_USAGE,
			       "expected NAME = VERB ..., the name of letters, "
			       "digits and _");
	if (scenario_has(names, words[0]))
		return err_set(e, ERR_USAGE, "$%s was given before", words[0]);
	STR_COPY(l->name, words[0]);
	*ret_skip = 2;
	return 0;
}

int scenario_parse(struct scenario_line *ret, const char *text,
		   const struct kv_list *names, struct err *e)
{
	AUTO_FREE char *line = mem_dupn(text, comment_at(text));
	AUTO_FREE char **words = NULL;
	AUTO(scenario_line) struct scenario_line l = {0};
	int n, skip, rc;

	rc = command_split(line, &words, &n, e);
	if (rc < 0)
		return rc;
	if (n && (str_eq(words[0], "at") || str_eq(words[0], "as"))) {
		l.kind = SCENARIO_SCENE;
		rc = parse_scene(&l, n, words, e);
	} else if (n) {
		rc = classify(&l, n, words, names, &skip, e);
		l.words = mem_alloc((size_t)n * sizeof(char *));
		for (int i = skip; i < n && rc >= 0; i++) {
			rc = substitute(&l.words[l.n], words[i], names, e);
			l.n += rc >= 0;
		}
	}
	if (rc < 0)
		return rc;
	*ret = l;
	memset(&l, 0, sizeof(l));
	return 0;
}

/* ---- expectations ------------------------------------------------------- */

void scenario_codes(struct buf *to, const struct answer *a)
{
	enum reason r = reason_next(&a->reasons, REASON_OK);
	const char *gap = "";

	if (a->rc < 0 && a->rc != ERR_REFUSED) {
		buf_printf(to, "%s (%s)", err_word(a->rc), a->err.msg);
		return;
	}
	if (a->rc == 0 && r == REASON_OK)
		buf_puts(to, reason_code(REASON_OK));
	for (; r != REASON_OK; r = reason_next(&a->reasons, r)) {
		buf_printf(to, "%s%s", gap, reason_code(r));
		gap = " ";
	}
}

/* A code standing alone: the first of a refusal, one of a deed's flags, or OK
 * for a deed without any. */
static bool judge_one(const struct answer *a, enum reason want)
{
	enum reason first = reason_next(&a->reasons, REASON_OK);

	if (want == REASON_OK)
		return a->rc == 0 && first == REASON_OK;
	if (reason_refuses(want))
		return a->rc == ERR_REFUSED && first == want;
	return a->rc == 0 && reason_has(&a->reasons, want);
}

static bool judge_all(const struct answer *a, const struct reason_set *want)
{
	if (a->rc != (reason_set_refuses(want) ? ERR_REFUSED : 0))
		return false;
	for (int r = REASON_OK + 1; r < REASON_COUNT; r++)
		if (reason_has(&a->reasons, (enum reason)r) !=
		    reason_has(want, (enum reason)r))
			return false;
	return true;
}

int scenario_judge(const struct answer *a, int n, char *const codes[],
		   bool *ret, struct err *e)
{
	struct reason_set want = {{0}};
	enum reason r = REASON_OK;

	/* A word for what is no decision: usage, not-found, ... */
	if (n == 1 && str_lower(codes[0][0]) == codes[0][0] &&
	    str_eq(err_word(err_from_word(codes[0])), codes[0])) {
		*ret = a->rc == err_from_word(codes[0]) && a->rc != 0;
		return 0;
	}
	for (int i = 0; i < n; i++) {
		if (str_eq(codes[i], reason_code(REASON_OK)))
			r = REASON_OK;
		else if (reason_parse(codes[i], &r))
			reason_add(&want, r);
		else
			return err_set(e, ERR_USAGE, "'%s' is no reason code",
				       codes[i]);
	}
	*ret = n == 1 ? judge_one(a, r) : judge_all(a, &want);
	return 0;
}

static bool same_value(const char *have, const char *want, int zone)
{
	int64_t a, b;

	return str_eq(have, want) || (time_parse(have, zone, 0, &a) &&
				      time_parse(want, zone, 0, &b) && a == b);
}

int scenario_holds(const struct kv_list *facts, const char *word, int zone,
		   bool *ret, struct err *e)
{
	const char *eq = strchr(word, '='), *value;
	bool denied = eq && eq > word && eq[-1] == '!', found = false;
	AUTO_FREE char *field = NULL;

	if (!eq || eq - denied == word)
		return err_set(e, ERR_USAGE,
			       "'%s': expected FIELD=VALUE or FIELD!=VALUE",
			       word);
	field = mem_dupn(word, (size_t)(eq - word) - denied);
	for (size_t i = 0; (value = kv_get_nth(facts, field, i)); i++)
		found |= same_value(value, eq + 1, zone);
	/* `field=` says that there is none, or that it is empty. */
	if (!eq[1] && !kv_get(facts, field))
		found = true;
	*ret = found != denied;
	return 0;
}
