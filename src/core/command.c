/* command.c: see command.h; what is typed is taken apart in command_words.c.
 * The form of each argument type is a row of the table below; whether a thing
 * exists is the register's to say. */
#include "core/command.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/str.h"
#include "core/copyno.h"
#include "core/days.h"
#include "core/level.h"
#include "core/role.h"

int command_begin(struct command *c, const char *verb, struct err *e)
{
	const struct verb *v = verb_find(verb);
	const char *near;

	if (!v) {
		near = verb_suggest(verb);
		return err_set(e, ERR_USAGE, "unknown verb '%s'%s%s%s", verb,
			       near ? "; did you mean '" : "", near ? near : "",
			       near ? "'?" : "");
	}
	memset(c, 0, sizeof(*c));
	c->verb = v;
	return 0;
}

void command_done(struct command *c)
{
	for (size_t i = 0; i < c->n_args; i++)
		free(c->args[i].value);
	memset(c, 0, sizeof(*c));
}

/* ---- forms --------------------------------------------------------------- */

static bool is_id(const char *s)
{
	size_t n = strlen(s);

	if (!n || n >= 32)
		return false;
	for (; *s; s++)
		if (!str_is_alnum(*s) && *s != '-' && *s != '_' && *s != '.')
			return false;
	return true;
}

static bool is_word(const char *s)
{
	size_t n = strlen(s);

	if (!n || n > 200 || !str_is_utf8(s, n))
		return false;
	for (; *s; s++)
		if ((unsigned char)*s <= ' ' || *s == 0x7f)
			return false;
	return true;
}

static bool is_text(const char *s)
{
	size_t n = strlen(s);

	if (!n || n > 2000 || !str_is_utf8(s, n))
		return false;
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	return true;
}

bool command_is_flag_word(const char *s)
{
	static const char *const words[] = {"yes", "no", "是", "否", "1", "0"};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_eq(s, words[i]))
			return true;
	return false;
}

static bool is_int(const char *s)
{
	int64_t v;

	return str_to_int(s, 0, 1000000, &v);
}

static bool is_seq(const char *s)
{
	int64_t v;

	return str_to_int(s, 1, INT64_MAX, &v);
}

static bool is_date(const char *s)
{
	struct date d;

	return date_parse(s, &d);
}

static bool is_time(const char *s)
{
	int64_t t;

	return time_parse(s, 0, 0, &t);
}

static bool is_level(const char *s)
{
	enum level l;

	return level_parse(s, &l);
}

static bool is_clearance(const char *s)
{
	enum clearance c;

	return clearance_parse(s, &c);
}

static bool is_role(const char *s)
{
	enum role r;

	return role_parse(s, &r) && r != ROLE_SYSTEM;
}

static bool is_uid(const char *s)
{
	size_t n = strlen(s);
	uint8_t bytes[10];

	return (n == 8 || n == 14 || n == 20) && str_to_hex(s, bytes, n / 2);
}

static bool is_copy_nos(const char *s)
{
	struct copy_nos *nos = mem_alloc(sizeof(*nos));
	bool ok = copy_nos_parse(s, nos);

	free(nos);
	return ok;
}

static bool is_days(const char *s)
{
	struct days *days = mem_alloc(sizeof(*days));
	bool ok = days_parse(s, days);

	free(days);
	return ok;
}

static const struct {
	bool (*is)(const char *);
	const char *expected;
} forms[] = {
	[ARG_ID] = {is_id, "up to 31 letters, digits, '-', '_' or '.'"},
	[ARG_WORD] = {is_word, "text without blanks"},
	[ARG_TEXT] = {is_text, "text in one line, up to 2000 bytes"},
	[ARG_MARK] = {is_text, "a mark such as 机密★20年"},
	[ARG_FLAG] = {command_is_flag_word, "yes or no"},
	[ARG_ENUM] = {is_word, NULL},
	[ARG_INT] = {is_int, "a whole number"},
	[ARG_DATE] = {is_date, "a day, YYYY-MM-DD"},
	[ARG_TIME] = {is_time, "a time, YYYY-MM-DDTHH:MM"},
	[ARG_LEVEL] = {is_level, "绝密, 机密, 秘密, 内部 or 公开"},
	[ARG_CLEARANCE] = {is_clearance, "none, general, important or core"},
	[ARG_ROLE] = {is_role, "a role, such as registry_clerk"},
	[ARG_PERSON] = {is_id, "a person's id"},
	[ARG_PERSONS] = {is_word, "persons' ids, P04,P05"},
	[ARG_PLACE] = {is_id, "a place's id"},
	[ARG_CABINET] = {is_id, "a cabinet's id"},
	[ARG_SLOT] = {is_id, "a slot, such as M1-2-04"},
	[ARG_DOCUMENT] = {is_word, "a receive number or document number"},
	[ARG_COPY] = {is_word, "a serial, the end of one, receive "
			       "number/copy number, or a tag"},
	[ARG_APPROVAL] = {is_word, "an approval's number"},
	[ARG_LABEL] = {is_word, "a label, serial/reprint number"},
	[ARG_UID] = {is_uid, "a UID of 8, 14 or 20 hex digits"},
	[ARG_COPY_NOS] = {is_copy_nos, "copy numbers such as 000012,000013 "
				       "or 000012-000015, or none"},
	[ARG_DAYS] = {is_days, "days such as "
			       "2025-01-28..2025-02-04,2025-04-04"},
	[ARG_SEQ] = {is_seq, "an entry's number"},
};

bool arg_is_secret(const struct arg_spec *s)
{
	return s->type == ARG_TEXT || s->type == ARG_MARK;
}

bool command_has_secret(const struct command *c)
{
	for (size_t i = 0; i < c->n_args; i++)
		if (arg_is_secret(c->args[i].spec))
			return true;
	return false;
}

/* Whether `value` is one of the words "a|b|c". */
static bool one_of(const char *words, const char *value)
{
	size_t n = strlen(value);

	while (words) {
		const char *end = strchr(words, '|');
		size_t k = end ? (size_t)(end - words) : strlen(words);

		if (k == n && memcmp(words, value, n) == 0)
			return true;
		words = end ? end + 1 : NULL;
	}
	return false;
}

static int check_form(const struct command *c, const struct arg_spec *a,
		      const char *value, struct err *e)
{
	const char *expected = forms[a->type].expected;
	bool ok = forms[a->type].is(value);

	if (a->type == ARG_ENUM) {
		ok = one_of(a->words, value);
		expected = a->words;
	}
	if (ok)
		return 0;
	/* What was typed may be a title, or what is left of one that was not
	 * held together by quotes: not repeated. */
	if (arg_is_secret(a) ||
	    (a->flags & ARG_POSITION && command_has_secret(c)))
		return err_set(e, ERR_USAGE, "%s --%s: expected %s",
			       c->verb->name, a->name, expected);
	return err_set(e, ERR_USAGE,
		       "%s --%s: '%.80s' is not understood; "
		       "expected %s",
		       c->verb->name, a->name, value, expected);
}

static const char *suggest_arg(const struct verb *v, const char *name)
{
	const char *best = NULL;
	size_t least = str_near(name);

	for (const struct arg_spec *a = v->args; a->name; a++)
		if (str_distance(name, a->name) < least) {
			least = str_distance(name, a->name);
			best = a->name;
		}
	return best;
}

int command_set(struct command *c, const char *name, const char *value,
		struct err *e)
{
	const struct arg_spec *a = verb_arg(c->verb, name);
	struct cmd_arg *old;
	int rc;

	if (!a) {
		const char *near = suggest_arg(c->verb, name);

		return err_set(e, ERR_USAGE, "%s has no argument --%s%s%s%s",
			       c->verb->name, name,
			       near ? "; did you mean --" : "",
			       near ? near : "", near ? "?" : "");
	}
	rc = check_form(c, a, value, e);
	if (rc < 0)
		return rc;
	old = command_arg(c, name);
	if (old && a->type == ARG_PERSONS) {
		AUTO(buf) struct buf joined = BUF_INIT;

		buf_printf(&joined, "%s,%s", old->value, value);
		free(old->value);
		old->value = buf_take(&joined);
		return 0;
	}
	if (old)
		return err_set(e, ERR_USAGE, "%s --%s is given twice",
			       c->verb->name, name);
	c->args[c->n_args].spec = a;
	c->args[c->n_args].ref[0] = '\0';
	c->args[c->n_args++].value = mem_dup(value);
	return 0;
}

int command_complete(const struct command *c, struct err *e)
{
	for (const struct arg_spec *a = c->verb->args; a->name; a++)
		if ((a->flags & ARG_REQUIRED) && !command_get(c, a->name))
			return err_set(e, ERR_USAGE, "%s needs --%s: %s",
				       c->verb->name, a->name,
				       forms[a->type].expected
					       ? forms[a->type].expected
					       : a->words);
	return 0;
}

/* ---- reading ------------------------------------------------------------- */

const struct cmd_arg *command_arg_c(const struct command *c, const char *name)
{
	for (size_t i = 0; i < c->n_args; i++)
		if (str_eq(c->args[i].spec->name, name))
			return &c->args[i];
	return NULL;
}

struct cmd_arg *command_arg(struct command *c, const char *name)
{
	for (size_t i = 0; i < c->n_args; i++)
		if (str_eq(c->args[i].spec->name, name))
			return &c->args[i];
	return NULL;
}

const char *command_get(const struct command *c, const char *name)
{
	const struct cmd_arg *a = command_arg_c(c, name);

	return a ? a->value : NULL;
}

bool command_flag(const struct command *c, const char *name)
{
	const char *v = command_get(c, name);

	return str_eq(v, "yes") || str_eq(v, "是") || str_eq(v, "1");
}

int64_t command_int(const struct command *c, const char *name,
		    int64_t otherwise)
{
	int64_t v;

	return str_to_int(command_get(c, name), INT64_MIN / 2, INT64_MAX / 2,
			  &v)
		       ? v
		       : otherwise;
}

const char *command_fingerprint(struct command *c)
{
	AUTO(buf) struct buf words = BUF_INIT;

	if (c->print[0])
		return c->print;
	buf_printf(&words, "%s\n%s\n", c->verb->name, c->actor);
	for (size_t i = 0; i < c->n_args; i++)
		buf_printf(&words, "%s=%s\n", c->args[i].spec->name,
			   c->args[i].value);
	crypto_hash_hex(c->print, buf_text(&words), words.len, NULL, 0);
	return c->print;
}
