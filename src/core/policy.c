/* policy.c: see policy.h. Walks the table of policy_table.c: names, values as
 * text and back, floors. */
#include "core/policy.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "core/policy_table.h"
#include "core/role.h"

/* A list of nobody, as typed and shown; held as "". */
static const char nobody[] = "none";

static enum level at_level(enum policy_key k, enum level l)
{
	return policy_forms[k].per_level ? l : LEVEL_PUBLIC;
}

static const struct policy_cell *standard(enum policy_key k, enum level l)
{
	return &policy_rows[k].standard[at_level(k, l)];
}

void policy_defaults(struct policy *ret)
{
	memset(ret, 0, sizeof(*ret));
	for (size_t k = 0; k < POLICY_KEY_COUNT; k++)
		for (size_t l = 0; l < LEVEL_COUNT; l++) {
			const struct policy_cell *cell =
				&policy_rows[k].standard[l];

			ret->value[k][l].number = cell->number;
			STR_COPY(ret->value[k][l].word, cell->word);
		}
}

int64_t policy_int(const struct policy *p, enum policy_key k, enum level l)
{
	assert(policy_forms[k].kind == POLICY_INT ||
	       policy_forms[k].kind == POLICY_TIME);
	return p->value[k][at_level(k, l)].number;
}

bool policy_flag(const struct policy *p, enum policy_key k, enum level l)
{
	assert(policy_forms[k].kind == POLICY_FLAG);
	return p->value[k][at_level(k, l)].number != 0;
}

enum policy_mode policy_mode(const struct policy *p, enum policy_key k)
{
	assert(policy_forms[k].kind == POLICY_MODE);
	return (enum policy_mode)p->value[k][0].number;
}

const char *policy_word(const struct policy *p, enum policy_key k, enum level l)
{
	assert(policy_forms[k].kind == POLICY_WORD);
	return p->value[k][at_level(k, l)].word;
}

/* ---- values as text ---- */

static const char *const flag_words[] = {"no", "yes"};
static const char *const mode_words[] = {
	[POLICY_REFUSE] = "refuse",
	[POLICY_WARN] = "warn",
};

static void format_value(char ret[POLICY_WORD_TEXT], enum policy_key k,
			 int64_t number, const char *word)
{
	switch (policy_forms[k].kind) {
	case POLICY_INT:
		snprintf(ret, POLICY_WORD_TEXT, "%" PRId64, number);
		break;
	case POLICY_TIME:
		snprintf(ret, POLICY_WORD_TEXT, "%02d:%02d", (int)number / 60,
			 (int)number % 60);
		break;
	case POLICY_FLAG:
		str_copy(ret, POLICY_WORD_TEXT, flag_words[number != 0]);
		break;
	case POLICY_MODE:
		str_copy(ret, POLICY_WORD_TEXT, mode_words[number]);
		break;
	case POLICY_WORD:
		str_copy(ret, POLICY_WORD_TEXT,
			 str_empty(word) ? nobody : word);
		break;
	}
}

static bool parse_time(const char *text, int64_t *ret)
{
	char hours[3] = {0};
	int64_t h, m;

	if (strlen(text) != 5 || text[2] != ':')
		return false;
	memcpy(hours, text, 2);
	if (!str_to_int(hours, 0, 23, &h) || !str_to_int(text + 3, 0, 59, &m))
		return false;
	*ret = h * 60 + m;
	return true;
}

static bool parse_choice(const char *text, const char *const words[2],
			 int64_t *ret)
{
	for (int i = 0; i < 2; i++)
		if (str_eq(text, words[i])) {
			*ret = i;
			return true;
		}
	return false;
}

/* Who may be named: not the administrators, who move and approve nothing. */
static bool may_be_named(enum role r)
{
	return r != ROLE_SYSTEM && !(ROLES_ADMIN & 1U << r);
}

static int parse_roles(const char *name, const char *text,
		       char ret[POLICY_WORD_TEXT], struct err *e)
{
	char list[POLICY_WORD_TEXT], *rest = list, *word;
	unsigned seen = 0;

	if (str_empty(text) || str_eq(text, nobody)) {
		ret[0] = '\0';
		return 0;
	}
	if (!STR_COPY(list, text))
		return err_set(e, ERR_USAGE, "%s: longer than %zu bytes", name,
			       sizeof(list) - 1);
	while ((word = strsep(&rest, ","))) {
		enum role r;

		if (!role_parse(word, &r) || !may_be_named(r))
			return err_set(e, ERR_USAGE,
				       "%s: \"%s\" is no role that approves; "
				       "expected role codes with commas "
				       "between, like "
				       "leader_in_charge,section_chief, or %s",
				       name, word, nobody);
		if (seen & 1U << r)
			return err_set(e, ERR_USAGE,
				       "%s: %s stands there "
				       "twice",
				       name, word);
		seen |= 1U << r;
	}
	STR_COPY(list, text);
	memcpy(ret, list, sizeof(list));
	return 0;
}

static int parse_value(enum policy_key k, const char *name, const char *text,
		       int64_t *ret, char ret_word[POLICY_WORD_TEXT],
		       struct err *e)
{
	const struct policy_row *row = &policy_rows[k];

	switch (policy_forms[k].kind) {
	case POLICY_INT:
		if (str_to_int(text, row->min, row->max, ret))
			return 0;
		return err_set(e, ERR_USAGE,
			       "%s: \"%s\", expected a number from %" PRId64
			       " to %" PRId64,
			       name, text, row->min, row->max);
	case POLICY_TIME:
		if (parse_time(text, ret))
			return 0;
		return err_set(e, ERR_USAGE,
			       "%s: \"%s\", expected a time like 17:30", name,
			       text);
	case POLICY_FLAG:
		if (parse_choice(text, flag_words, ret))
			return 0;
		return err_set(e, ERR_USAGE, "%s: \"%s\", expected yes or no",
			       name, text);
	case POLICY_MODE:
		if (parse_choice(text, mode_words, ret))
			return 0;
		return err_set(e, ERR_USAGE,
			       "%s: \"%s\", expected refuse or warn", name,
			       text);
	case POLICY_WORD:
		return parse_roles(name, text, ret_word, e);
	}
	return err_set(e, ERR_INTERNAL, "%s: a setting of no kind", name);
}

/* ---- names ---- */

/* "lend.days.secret", or "close-of-business" */
static void full_name(char *ret, size_t size, enum policy_key k, enum level l)
{
	if (policy_forms[k].per_level)
		snprintf(ret, size, "%s.%s", policy_forms[k].name,
			 level_code(l));
	else
		str_copy(ret, size, policy_forms[k].name);
}

/* The i-th setting, 绝密 first; false past the end. */
static bool nth(size_t i, enum policy_key *ret_key, enum level *ret_level)
{
	for (size_t k = 0; k < POLICY_KEY_COUNT; k++) {
		size_t n = policy_forms[k].per_level ? LEVEL_COUNT : 1;

		if (i < n) {
			*ret_key = (enum policy_key)k;
			*ret_level = (enum level)(n - 1 - i);
			return true;
		}
		i -= n;
	}
	return false;
}

static int unknown_name(const char *name, struct err *e)
{
	enum { NEAR = 3 };
	char other[64], best[64] = "";
	size_t least = NEAR + 1;
	enum policy_key k;
	enum level l;

	for (size_t i = 0; nth(i, &k, &l); i++) {
		size_t distance;

		full_name(other, sizeof(other), k, l);
		distance = str_distance(name, other);
		if (distance < least) {
			least = distance;
			STR_COPY(best, other);
		}
	}
	if (*best)
		return err_set(e, ERR_USAGE,
			       "no setting \"%s\"; did you mean %s?", name,
			       best);
	return err_set(e, ERR_USAGE, "no setting \"%s\"", name);
}

static int find(const char *name, enum policy_key *ret_key,
		enum level *ret_level, struct err *e)
{
	for (size_t k = 0; k < POLICY_KEY_COUNT; k++) {
		const struct policy_form *form = &policy_forms[k];
		size_t n = strlen(form->name);

		if (!str_starts(name, form->name) ||
		    (name[n] && name[n] != '.'))
			continue;
		*ret_key = (enum policy_key)k;
		*ret_level = LEVEL_PUBLIC;
		if (!form->per_level && !name[n])
			return 0;
		if (!form->per_level)
			return err_set(e, ERR_USAGE,
				       "%s is one for all levels: leave out "
				       "\"%s\"",
				       form->name, name + n);
		if (!name[n])
			return err_set(
				e, ERR_USAGE,
				"%s is set for each level: %s.top_secret, "
				".secret, .confidential, .internal or "
				".public",
				name, name);
		if (!level_parse(name + n + 1, ret_level))
			continue;
		/* One spelling each: the name is what is stored. */
		if (str_eq(name + n + 1, level_code(*ret_level)))
			return 0;
		return err_set(e, ERR_USAGE,
			       "no setting \"%s\"; did you mean %s.%s?", name,
			       form->name, level_code(*ret_level));
	}
	return unknown_name(name, e);
}

/* ---- setting and showing ---- */

static bool below_floor(const struct policy_cell *cell, enum policy_key k,
			int64_t number, const char *word)
{
	if (!cell->floor)
		return false;
	return policy_forms[k].kind == POLICY_WORD ? str_empty(word)
						   : number < cell->number;
}

static void format_floor(char *ret, size_t size, enum policy_key k,
			 enum level l)
{
	const struct policy_cell *cell = standard(k, l);
	char least[POLICY_WORD_TEXT];

	ret[0] = '\0';
	if (!cell->floor)
		return;
	format_value(least, k, cell->number, cell->word);
	if (policy_forms[k].kind == POLICY_WORD)
		str_copy(ret, size, "not none");
	else if (policy_forms[k].kind == POLICY_FLAG)
		str_copy(ret, size, least);
	else
		snprintf(ret, size, "at least %.16s", least);
}

int policy_set(struct policy *p, const char *name, const char *value,
	       enum reason *ret_reason, struct err *e)
{
	char word[POLICY_WORD_TEXT] = "", least[48];
	int64_t number = 0;
	enum policy_key k = POLICY_KEY_COUNT;
	enum level l = LEVEL_PUBLIC;
	int rc;

	if (ret_reason)
		*ret_reason = REASON_OK;
	rc = find(name, &k, &l, e);
	if (rc < 0)
		return rc;
	rc = parse_value(k, name, value ? value : "", &number, word, e);
	if (rc < 0)
		return rc;
	if (below_floor(standard(k, l), k, number, word)) {
		if (ret_reason)
			*ret_reason = E_POLICY_FLOOR;
		format_floor(least, sizeof(least), k, l);
		return err_set(e, ERR_REFUSED, "%s: \"%s\", but %s asks for %s",
			       name, value ? value : "", standard(k, l)->source,
			       least);
	}
	p->value[k][l].number = number;
	STR_COPY(p->value[k][l].word, word);
	return 0;
}

bool policy_line(const struct policy *p, size_t i, struct policy_line *ret)
{
	const struct policy_cell *cell;
	enum policy_key k;
	enum level l;

	if (!nth(i, &k, &l))
		return false;
	cell = standard(k, l);
	full_name(ret->name, sizeof(ret->name), k, l);
	format_value(ret->value, k, p->value[k][l].number, p->value[k][l].word);
	format_value(ret->standard, k, cell->number, cell->word);
	format_floor(ret->floor, sizeof(ret->floor), k, l);
	ret->mark = cell->mark;
	ret->source = cell->source;
	ret->zh = policy_rows[k].zh;
	return true;
}
