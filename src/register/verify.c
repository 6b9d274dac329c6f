/* verify.c: whether a register, or an export of one, is what was written: the
 * chain, the secret values, and what replay makes of them. */
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "base/str.h"
#include "core/journal.h"
#include "register/internal.h"

struct chain {
	struct verify_result *result;
	char prev[CRYPTO_HASH_HEX + 1];
	struct db *rebuilt; /* NULL: the chain only */
	char station[FACT_TEXT];
	bool full, begun, values, ended; /* of an export: its parts so far */
};

static int broken(struct chain *c, int64_t seq, const char *what, struct err *e)
{
	if (!c->result->broken_seq) {
		c->result->broken_seq = seq;
		snprintf(c->result->what, sizeof(c->result->what), "%s", what);
	}
	return err_set(e, ERR_CORRUPT, "E_LOG_BROKEN: entry %" PRId64 ": %s",
		       seq, what);
}

static int check_entry(struct chain *c, const char *line, const char *stored,
		       struct err *e)
{
	int64_t seq = c->result->entries + 1;
	char hash[CRYPTO_HASH_HEX + 1], prev[96], head[160];
	int rc = 0;

	crypto_hash_hex(hash, line, strlen(line), NULL, 0);
	if (stored && !str_eq(hash, stored))
		return broken(c, seq, "its bytes do not give its hash", e);
	snprintf(prev, sizeof(prev), "\"prev\":\"%s\",", c->prev);
	snprintf(head, sizeof(head),
		 "{\"v\":%d,\"station\":\"%s\",\"seq\":%" PRId64 ",",
		 JOURNAL_VERSION, c->station, seq);
	if (!str_starts(line, head))
		return broken(c, seq, "it is missing, or out of order", e);
	if (!str_starts(line + strlen(head), prev))
		return broken(c, seq,
			      "the entry before it is not the one it "
			      "was chained to",
			      e);
	if (c->rebuilt) {
		AUTO(decision) struct decision d = {0};
		bool fits = false;

		rc = replay_parse(line, false, &d, e);
		if (rc >= 0)
			rc = replay_fits(c->rebuilt, &d, &fits, e);
		if (rc >= 0 && !fits)
			return broken(c, seq, "it replaced what was not there",
				      e);
		if (rc >= 0)
			rc = replay_apply(c->rebuilt, &d, e);
		if (rc < 0)
			return broken(c, seq, "it cannot be replayed", e);
	}
	c->result->entries = seq;
	STR_COPY(c->prev, hash);
	return 0;
}

static int compare_table(struct reg *r, struct db *rebuilt, enum entity entity,
			 struct verify_result *ret, struct err *e)
{
	AUTO(buf) struct buf sql = BUF_INIT;
	struct stmt *a, *b;
	int ra, rb;

	buf_puts(&sql, "SELECT key");
	for (const struct field *f = entity_fields(entity); f->name; f++)
		buf_printf(&sql, ",%s", f->name);
	buf_printf(&sql, " FROM %s ORDER BY key", entity_name(entity));
	ra = db_sql(r->db, buf_text(&sql), &a, e, "");
	rb = db_sql(rebuilt, buf_text(&sql), &b, e, "");
	while (ra >= 0 && rb >= 0) {
		ra = db_step(a, e);
		rb = db_step(b, e);
		if (ra <= 0 && rb <= 0)
			break;
		for (int i = 0; ra > 0 && rb > 0 && i < db_columns(a); i++)
			if (!str_eq(db_text(a, i), db_text(b, i)))
				rb = 0;
		if (ra <= 0 || rb <= 0) {
			snprintf(ret->what, sizeof(ret->what),
				 "table %s, key %s: not what the journal says",
				 entity_name(entity),
				 ra > 0 ? db_text(a, 0) : "(missing row)");
			db_end(a);
			db_end(b);
			return err_set(e, ERR_CORRUPT, "E_LOG_BROKEN: %s",
				       ret->what);
		}
		ret->rows++;
	}
	ret->tables++;
	return ra < 0 ? ra : rb < 0 ? rb : 0;
}

static int check_secret(const char *ref, const char *salt_hex,
			const char *value, struct err *e)
{
	uint8_t salt[CRYPTO_SALT_BYTES];
	char right[REF_TEXT];

	if (!ref || !salt_hex || !value ||
	    !str_to_hex(salt_hex, salt, sizeof(salt)))
		return err_set(e, ERR_CORRUPT,
			       "E_LOG_BROKEN: a secret value "
			       "is not of the right form");
	journal_secret_ref(right, salt, value);
	if (!str_eq(right, ref))
		return err_set(e, ERR_CORRUPT,
			       "E_LOG_BROKEN: the value of "
			       "secret %s was changed",
			       ref);
	return 0;
}

/* Each value that an entry refers to is still there. */
static int check_references(struct chain *c, struct reg *r, const char *line,
			    struct err *e)
{
	static const char opening[] = "{\"secret\":\"";
	int64_t seq = c->result->entries, one;

	while ((line = strstr(line, opening))) {
		AUTO_FREE char *ref = NULL;
		int rc;

		line += strlen(opening);
		ref = mem_dupn(line, strcspn(line, "\""));
		rc = db_get_int(r->db, QUERY_secret_has, &one, e, "t", ref);
		if (rc < 0)
			return rc;
		if (!rc)
			return broken(c, seq, "a value it refers to is gone",
				      e);
	}
	return 0;
}

static int check_secrets(struct reg *r, struct verify_result *ret,
			 struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_secret_all, &s, e, "");

	while (rc >= 0 && (rc = db_step(s, e)) > 0) {
		rc = check_secret(db_text(s, 0), db_text(s, 1), db_text(s, 2),
				  e);
		if (rc < 0) {
			snprintf(ret->what, sizeof(ret->what),
				 "a secret value was changed");
			db_end(s);
		}
	}
	return rc;
}

int reg_verify(struct reg *r, bool replay, struct verify_result *ret,
	       struct err *e)
{
	AUTO_PTR(db) struct db *rebuilt = NULL;
	struct chain c = {.result = ret};
	struct stmt *s;
	int rc;

	memset(ret, 0, sizeof(*ret));
	STR_COPY(c.prev, journal_no_prev);
	STR_COPY(c.station, r->station);
	rc = db_begin(r->db, e);
	if (rc >= 0 && replay)
		rc = db_open(&rebuilt, NULL, DB_MEMORY, e);
	c.rebuilt = rebuilt;
	if (rc >= 0)
		rc = db_query(r->db, QUERY_entry_all, &s, e, "t", r->station);
	while (rc >= 0 && (rc = db_step(s, e)) > 0) {
		rc = check_entry(&c, db_text(s, 1), db_text(s, 2), e);
		if (rc >= 0)
			rc = check_references(&c, r, db_text(s, 1), e);
		if (rc < 0)
			db_end(s);
	}
	if (rc >= 0)
		rc = check_secrets(r, ret, e);
	for (int i = 0; rc >= 0 && replay && i < ENTITY_COUNT; i++)
		rc = compare_table(r, rebuilt, (enum entity)i, ret, e);
	STR_COPY(ret->last_hash, c.prev);
	db_rollback(r->db);
	return rc < 0 ? rc : 0;
}

static int check_head(struct chain *c, const json_t *head, struct err *e)
{
	const char *station =
		json_string_value(json_object_get(head, "station"));

	if (json_integer_value(json_object_get(head, "journal")) !=
	    JOURNAL_VERSION)
		return err_set(e, ERR_CORRUPT, "an export of another version");
	if (!station || !STR_COPY(c->station, station))
		return err_set(e, ERR_CORRUPT, "the export names no station");
	c->full = json_is_true(json_object_get(head, "full"));
	c->begun = true;
	return 0;
}

/* Head, entries, values, end: docs/journal.md. */
static int check_order(struct chain *c, const char *line, struct err *e)
{
	bool head = str_starts(line, "{\"journal\":");

	if (c->ended)
		return err_set(e, ERR_CORRUPT, "something follows the end");
	if (head == c->begun)
		return err_set(e, ERR_CORRUPT,
			       head ? "a second head"
				    : "the export does not begin with a head");
	if (str_starts(line, "{\"v\":") && c->values)
		return err_set(e, ERR_CORRUPT, "an entry after the values");
	if (str_starts(line, "{\"secret\":")) {
		c->values = true;
		if (!c->full)
			return err_set(e, ERR_CORRUPT,
				       "a redacted export "
				       "with a value in it");
	}
	return 0;
}

/* A line of an export that is no entry. */
static int check_other(struct chain *c, const char *line, struct err *e)
{
	json_error_t why;
	json_t *j = json_loads(line, 0, &why);
	int rc = 0;

	if (!j)
		rc = err_set(e, ERR_CORRUPT, "not a line of an export: %s",
			     why.text);
	else if (json_object_get(j, "journal"))
		rc = check_head(c, j, e);
	else if (json_object_get(j, "secret"))
		rc = check_secret(
			json_string_value(json_object_get(j, "secret")),
			json_string_value(json_object_get(j, "salt")),
			json_string_value(json_object_get(j, "value")), e);
	else if (json_object_get(j, "end")) {
		c->ended = true;
		if (json_integer_value(json_object_get(j, "end")) !=
			    c->result->entries ||
		    !str_eq(json_string_value(json_object_get(j, "hash")),
			    c->prev))
			rc = broken(c, c->result->entries,
				    "the export ends with another hash", e);
	} else {
		rc = err_set(e, ERR_CORRUPT, "not a line of an export");
	}
	json_decref(j);
	return rc;
}

static int read_export(FILE *in, struct chain *c, struct err *e)
{
	AUTO_FREE char *line = NULL;
	size_t size = 0;
	ssize_t n;
	int rc = 0, number = 0;

	while (rc >= 0 && (n = getline(&line, &size, in)) > 0) {
		number++;
		if (line[n - 1] == '\n')
			line[--n] = '\0';
		if (strlen(line) != (size_t)n)
			rc = err_set(e, ERR_CORRUPT, "a NUL byte in the line");
		else
			rc = check_order(c, line, e);
		if (rc >= 0)
			rc = str_starts(line, "{\"v\":")
				     ? check_entry(c, line, NULL, e)
				     : check_other(c, line, e);
		if (rc < 0)
			err_prefix(e, "line %d", number);
	}
	if (rc >= 0 && ferror(in))
		return err_errno(e, ERR_IO, "the export cannot be read");
	if (rc >= 0 && !c->ended)
		rc = err_set(e, ERR_CORRUPT,
			     "the export has no end: it was "
			     "cut off after entry %" PRId64,
			     c->result->entries);
	return rc;
}

/* What the replay of an export came to: there is no register to hold it
 * against. */
static int count_table(struct db *rebuilt, enum entity entity,
		       struct verify_result *ret, struct err *e)
{
	AUTO(buf) struct buf sql = BUF_INIT;
	struct stmt *s;
	int rc;

	buf_printf(&sql, "SELECT count(*) FROM %s", entity_name(entity));
	rc = db_sql(rebuilt, buf_text(&sql), &s, e, "");
	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	ret->rows += db_int(s, 0);
	ret->tables++;
	db_end(s);
	return 0;
}

int reg_verify_export(const char *path, bool replay, struct verify_result *ret,
		      struct err *e)
{
	AUTO_PTR(db) struct db *rebuilt = NULL;
	struct chain c = {.result = ret};
	FILE *in;
	int rc = crypto_init(e);

	memset(ret, 0, sizeof(*ret));
	STR_COPY(c.prev, journal_no_prev);
	if (rc >= 0 && replay)
		rc = db_open(&rebuilt, NULL, DB_MEMORY, e);
	if (rc < 0)
		return rc;
	c.rebuilt = rebuilt;
	in = fopen(path, "re");
	if (!in)
		return err_errno(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO,
				 "%s", path);
	rc = read_export(in, &c, e);
	fclose(in);
	if (rc >= 0 && replay && !c.full)
		rc = err_set(e, ERR_USAGE,
			     "a redacted export verifies but "
			     "does not replay: it lacks the secret values");
	for (int i = 0; rc >= 0 && replay && i < ENTITY_COUNT; i++)
		rc = count_table(rebuilt, (enum entity)i, ret, e);
	STR_COPY(ret->last_hash, c.prev);
	return rc < 0 ? rc : 0;
}
