/* resolve.c: from what a person types or scans to the keys of the register.
 * Nothing is entered for a command whose things cannot be found. */
#include <string.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "base/str.h"
#include "core/days.h"
#include "core/journal.h"
#include "core/serial.h"
#include "register/internal.h"

enum { ENDING_MIN = 4 };

static void upper(char *s)
{
	for (; *s; s++)
		*s = str_upper(*s);
}

/* The key of a query of up to two rows: 1 one row, 0 none, ERR_USAGE two. */
static int single(struct reg *r, enum query q, char ret[FACT_TEXT],
		  const char *text, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, q, &s, e, "t", text);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	str_copy(ret, FACT_TEXT, db_text(s, 0));
	rc = db_step(s, e);
	if (rc > 0) {
		db_end(s);
		return err_set(e, ERR_USAGE,
			       "'%.80s' fits more than one thing; give more "
			       "of it",
			       text);
	}
	return rc < 0 ? rc : 1;
}

int resolve_document(struct reg *r, const char *text, char ret[FACT_TEXT],
		     struct err *e)
{
	char copy[FACT_TEXT], document[FACT_TEXT];
	struct copy_facts facts;
	struct err why = ERR_INIT;
	int rc = single(r, QUERY_document_find, ret, text, e);

	if (rc)
		return rc < 0 ? rc : 0;
	/* A copy's name stands for its document, too. */
	rc = resolve_copy(r, text, copy, &why);
	if (rc < 0 && rc != ERR_NOT_FOUND) {
		if (e)
			*e = why;
		return rc;
	}
	if (rc < 0 || str_starts(copy, "tag:"))
		return err_set(e, ERR_NOT_FOUND, "no document '%.80s'", text);
	rc = load_copy(r, copy, &facts, document, e);
	if (rc < 0)
		return rc;
	str_copy(ret, FACT_TEXT, document);
	return 0;
}

/* receive number or document number, a slash, copy number */
static int by_number(struct reg *r, const char *text, char ret[FACT_TEXT],
		     struct err *e)
{
	const char *slash = strrchr(text, '/');
	char document[FACT_TEXT], head[FACT_TEXT];
	struct stmt *s;
	int rc;

	if (!slash || (size_t)(slash - text) >= sizeof(head))
		return 0;
	memcpy(head, text, (size_t)(slash - text));
	head[slash - text] = '\0';
	rc = single(r, QUERY_document_find, document, head, e);
	if (rc <= 0)
		return rc;
	rc = db_query(r->db, QUERY_copy_by_number, &s, e, "tt", document,
		      slash + 1);
	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	str_copy(ret, FACT_TEXT, db_text(s, 0));
	db_end(s);
	return 1;
}

static bool is_uid(const char *s)
{
	size_t n = strlen(s);
	uint8_t bytes[10];

	return (n == 8 || n == 14 || n == 20) && str_to_hex(s, bytes, n / 2);
}

static void unknown_tag(char ret[FACT_TEXT], const char *uid)
{
	memcpy(ret, "tag:", 4);
	str_copy(ret + 4, FACT_TEXT - 4, uid);
	upper(ret + 4);
}

/* A live tag's copy. A tag that is unknown or retired comes out as "tag:UID",
 * which the rules refuse (E_TAG_UNKNOWN). */
static int by_tag(struct reg *r, const char *text, char ret[FACT_TEXT],
		  struct err *e)
{
	bool marked = str_starts(text, "tag:");
	char uid[FACT_TEXT];
	struct stmt *s;
	int rc;

	if (marked)
		text += 4;
	if (!is_uid(text) || !STR_COPY(uid, text))
		return 0;
	upper(uid);
	rc = db_query(r->db, QUERY_tag_get, &s, e, "t", uid);
	if (rc < 0 || (rc = db_step(s, e)) < 0)
		return rc;
	if (rc > 0 && str_eq(db_text(s, 1), "live")) {
		str_copy(ret, FACT_TEXT, db_text(s, 0));
		db_end(s);
		return 1;
	}
	if (rc > 0)
		db_end(s);
	else if (!marked)
		return 0;
	unknown_tag(ret, uid);
	return 1;
}

static int by_ending(struct reg *r, const char *text, char ret[FACT_TEXT],
		     struct err *e)
{
	char serial[SERIAL_TEXT];
	int rc;

	if (!serial_normalise(serial, text))
		return 0;
	rc = single(r, QUERY_copy_exists, ret, serial, e);
	if (rc)
		return rc;
	return strlen(serial) < ENDING_MIN
		       ? 0
		       : single(r, QUERY_copy_by_ending, ret, serial, e);
}

int resolve_copy(struct reg *r, const char *text, char ret[FACT_TEXT],
		 struct err *e)
{
	char document[FACT_TEXT];
	int rc = single(r, QUERY_copy_exists, ret, text, e);

	if (!rc)
		rc = by_tag(r, text, ret, e);
	if (!rc)
		rc = by_number(r, text, ret, e);
	if (!rc) {
		/* A document with a single copy. */
		rc = single(r, QUERY_document_find, document, text, e);
		if (rc > 0)
			rc = single(r, QUERY_copy_of_document, ret, document,
				    e);
		if (rc == ERR_USAGE)
			return err_set(e, ERR_USAGE,
				       "'%.80s' has more than one copy; say "
				       "which: %.80s/COPY-NUMBER",
				       text, text);
	}
	if (!rc)
		rc = by_ending(r, text, ret, e);
	/* What looks like a tag and is nothing else. */
	if (!rc && is_uid(text)) {
		unknown_tag(ret, text);
		return 0;
	}
	if (!rc)
		return err_set(e, ERR_NOT_FOUND, "no copy '%.80s'", text);
	return rc < 0 ? rc : 0;
}

/* ---- arguments ----------------------------------------------------------- */

static int exists(struct reg *r, enum query q, const char *what,
		  const char *key, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, q, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) < 0)
		return rc;
	if (!rc)
		return err_set(e, ERR_NOT_FOUND, "no %s '%.80s'", what, key);
	db_end(s);
	return 0;
}

static int resolve_persons(struct reg *r, const char *list, struct err *e)
{
	AUTO_FREE char *copy = mem_dup(list);
	char *save = NULL;
	int n = 0;

	for (char *p = strtok_r(copy, ",", &save); p;
	     p = strtok_r(NULL, ",", &save)) {
		int rc = exists(r, QUERY_person_get, "person", p, e);

		if (rc < 0)
			return rc;
		if (++n > PERSONS_MAX)
			return err_set(e, ERR_USAGE,
				       "more than %d persons in one list",
				       PERSONS_MAX);
	}
	return n ? 0 : err_set(e, ERR_USAGE, "an empty list of persons");
}

static int replace(struct cmd_arg *a, const char *key)
{
	free(a->value);
	a->value = mem_dup(key);
	return 0;
}

static int resolve_slot(struct reg *r, struct cmd_arg *a, struct err *e)
{
	char cabinet[FACT_TEXT];
	int rc = single(r, QUERY_cabinet_of_slot, cabinet, a->value, e);

	if (rc == 0)
		return err_set(e, ERR_NOT_FOUND,
			       "no cabinet for the slot '%.80s'", a->value);
	return rc < 0 ? rc : 0;
}

static int resolve_seq(struct reg *r, const struct cmd_arg *a, struct err *e)
{
	int64_t seq = 0;

	str_to_int(a->value, 1, INT64_MAX, &seq);
	if (seq > r->seq)
		return err_set(e, ERR_NOT_FOUND,
			       "no entry %s; the last one is %lld", a->value,
			       (long long)r->seq);
	return 0;
}

static int resolve_arg(struct reg *r, struct cmd_arg *a, struct err *e)
{
	static const struct {
		enum arg_type type;
		enum query query;
		const char *what;
	} named[] = {
		{ARG_PERSON, QUERY_person_get, "person"},
		{ARG_PLACE, QUERY_place_get, "place"},
		{ARG_CABINET, QUERY_cabinet_get, "cabinet"},
		{ARG_APPROVAL, QUERY_approval_get, "approval"},
		{ARG_LABEL, QUERY_label_get, "label"},
	};
	char key[FACT_TEXT];
	int rc = 0;

	for (size_t i = 0; i < ARRAY_LEN(named); i++)
		if (named[i].type == a->spec->type)
			return exists(r, named[i].query, named[i].what,
				      a->value, e);
	if (a->spec->type == ARG_COPY)
		rc = resolve_copy(r, a->value, key, e);
	else if (a->spec->type == ARG_DOCUMENT)
		rc = resolve_document(r, a->value, key, e);
	else if (a->spec->type == ARG_PERSONS)
		return resolve_persons(r, a->value, e);
	else if (a->spec->type == ARG_SLOT)
		return resolve_slot(r, a, e);
	else if (a->spec->type == ARG_SEQ)
		return resolve_seq(r, a, e);
	else if (a->spec->type == ARG_UID) {
		upper(a->value);
		return 0;
	} else
		return 0;
	return rc < 0 ? rc : replace(a, key);
}

/* "system" is the service's own name. */
static int check_names(const struct command *c, struct err *e)
{
	static const char *const names[] = {"person", "sysadmin", "secadmin",
					    "auditor"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq(command_get(c, names[i]), "system"))
			return err_set(e, ERR_USAGE,
				       "%s: nobody can be called 'system'",
				       c->verb->name);
	return 0;
}

static int check_init(const struct command *c, struct err *e)
{
	const char *p = command_get(c, "station");
	int offset;

	if (command_get(c, "zone") &&
	    !offset_parse(command_get(c, "zone"), &offset))
		return err_set(e, ERR_USAGE,
			       "init --zone: expected an offset such as "
			       "+08:00");
	while (str_is_alnum(*p))
		p++;
	if (*p || strlen(command_get(c, "station")) != 5)
		return err_set(e, ERR_USAGE,
			       "init: a registry code has five characters of "
			       "A-Z and 0-9");
	return 0;
}

/* Each day lies in the year that is said, and is said once. */
static int check_days(const struct command *c, int64_t year, struct err *e)
{
	static const char *const lists[] = {"closed", "worked"};
	AUTO_FREE struct days *days = mem_alloc(2 * sizeof(*days));

	if (year < 1990 || year > 2200)
		return err_set(e, ERR_USAGE,
			       "calendar-set: '%lld' is not a year",
			       (long long)year);
	for (size_t l = 0; l < ARRAY_LEN(lists); l++) {
		if (command_get(c, lists[l]))
			days_parse(command_get(c, lists[l]), &days[l]);
		for (size_t i = 0; i < days[l].n; i++)
			if (days[l].day[i].year != year)
				return err_set(e, ERR_USAGE,
					       "calendar-set --%s: a day of "
					       "%d is not of the year %lld",
					       lists[l], days[l].day[i].year,
					       (long long)year);
	}
	for (size_t i = 0; i < days[0].n; i++)
		for (size_t k = 0; k < days[1].n; k++)
			if (!date_compare(days[0].day[i], days[1].day[k]))
				return err_set(e, ERR_USAGE,
					       "calendar-set: a day is both "
					       "closed and worked");
	return 0;
}

/* Whether the setting can be understood; the rules say whether it may be. */
static int check_setting(const struct reg *r, const struct command *c,
			 struct err *e)
{
	struct policy scratch = r->policy;
	enum reason why = REASON_OK;
	int rc = policy_set(&scratch, command_get(c, "setting"),
			    command_get(c, "value"), &why, e);

	return why == REASON_OK ? rc : 0;
}

/* What a table of arguments cannot say. */
static int check_sense(struct reg *r, const struct command *c, struct err *e)
{
	if (c->verb->id != VERB_INIT && !r->initialised)
		return err_set(e, ERR_USAGE,
			       "the register is empty; it begins with init");
	if (command_get(c, "occurred-at") && !command_get(c, "reason"))
		return err_set(e, ERR_USAGE, "%s: a late entry needs --reason",
			       c->verb->name);
	if (c->verb->id == VERB_APPROVAL_REQUEST &&
	    !command_get(c, "copy") == !command_get(c, "document"))
		return err_set(e, ERR_USAGE,
			       "approval-request needs --copy or --document");
	if (c->verb->id == VERB_CALENDAR_SET)
		return check_days(c, command_int(c, "year", 0), e);
	if (c->verb->id == VERB_POLICY_SET && check_setting(r, c, e) < 0)
		return err_prefix(e, "policy-set");
	if (c->verb->id == VERB_INIT && check_init(c, e) < 0)
		return e ? e->code : ERR_USAGE;
	return check_names(c, e);
}

int resolve_command(struct reg *r, struct command *c, struct err *e)
{
	int rc = command_complete(c, e);

	if (rc >= 0)
		rc = check_sense(r, c, e);
	for (size_t i = 0; rc >= 0 && i < c->n_args; i++) {
		rc = resolve_arg(r, &c->args[i], e);
		if (rc < 0)
			err_prefix(e, "%s --%s", c->verb->name,
				   c->args[i].spec->name);
	}
	if (rc < 0)
		return rc;
	if (c->verb->id == VERB_INIT) {
		upper(command_arg(c, "station")->value);
		STR_COPY(c->actor, command_get(c, "sysadmin"));
		return 0;
	}
	if (!str_eq(c->actor, "system")) {
		if (!c->actor[0])
			return err_set(e, ERR_USAGE,
				       "%s: say who acts (--as PERSON)",
				       c->verb->name);
		return exists(r, QUERY_person_get, "person", c->actor, e);
	}
	return 0;
}

int keep_secrets(struct reg *r, struct command *c, bool store, struct err *e)
{
	for (size_t i = 0; i < c->n_args; i++) {
		struct cmd_arg *a = &c->args[i];
		uint8_t salt[CRYPTO_SALT_BYTES];
		char hex[2 * CRYPTO_SALT_BYTES + 1];
		int rc;

		if (!arg_is_secret(a->spec))
			continue;
		crypto_random(salt, sizeof(salt));
		journal_secret_ref(a->ref, salt, a->value);
		if (!store)
			continue;
		str_from_hex(hex, salt, sizeof(salt));
		rc = db_run(r->db, QUERY_secret_insert, e, "ttt", a->ref, hex,
			    a->value);
		if (rc < 0)
			return rc;
	}
	return 0;
}
