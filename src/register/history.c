/* history.c: the register as it was, and the export of its journal. */
#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "base/str.h"
#include "core/journal.h"
#include "register/internal.h"

int reg_as_of(struct reg **ret, struct reg *r, int64_t as_of_s, struct err *e)
{
	AUTO_PTR(reg) struct reg *then = mem_alloc(sizeof(*then));
	struct stmt *s;
	int rc = db_copy_to_memory(&then->db, r->db, e);

	then->lock_fd = -1;
	then->mode = REG_MEMORY;
	then->clock = r->clock;
	if (rc < 0)
		return rc;
	/* From the present back, entry by entry, through the replaced
	 * values. */
	rc = db_query(r->db, QUERY_entry_after, &s, e, "ti", r->station,
		      as_of_s);
	while (rc >= 0 && (rc = db_step(s, e)) > 0) {
		AUTO(decision) struct decision d = {0};

		rc = replay_parse(db_text(s, 1), true, &d, e);
		if (rc >= 0)
			rc = replay_apply(then->db, &d, e);
	}
	if (rc < 0) {
		db_end(s);
		return rc;
	}
	rc = reg_reload(then, e);
	if (rc < 0)
		return rc;
	*ret = TAKE(then);
	return 0;
}

/* ---- export -------------------------------------------------------------- */

typedef int put_fn(void *ctx, const char *line, size_t n, struct err *e);

static int put_buf(put_fn *put, void *ctx, struct buf *line, struct err *e)
{
	int rc = put(ctx, buf_text(line), line->len, e);

	buf_clear(line);
	return rc;
}

static int export_entries(struct reg *r, put_fn *put, void *ctx, int64_t *n,
			  char last[CRYPTO_HASH_HEX + 1], struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_entry_all, &s, e, "t", r->station);

	while (rc >= 0 && (rc = db_step(s, e)) > 0) {
		const char *line = db_text(s, 1);

		*n = db_int(s, 0);
		str_copy(last, CRYPTO_HASH_HEX + 1, db_text(s, 2));
		rc = put(ctx, line, strlen(line), e);
		if (rc < 0) {
			db_end(s);
			return rc;
		}
	}
	return rc;
}

static int export_secrets(struct reg *r, put_fn *put, void *ctx, struct err *e)
{
	AUTO(buf) struct buf line = BUF_INIT;
	struct stmt *s;
	int rc = db_query(r->db, QUERY_secret_all, &s, e, "");

	while (rc >= 0 && (rc = db_step(s, e)) > 0) {
		buf_printf(&line,
			   "{\"secret\":\"%s\",\"salt\":\"%s\","
			   "\"value\":",
			   db_text(s, 0), db_text(s, 1));
		buf_put_json_string(&line, db_text(s, 2));
		buf_putc(&line, '}');
		rc = put_buf(put, ctx, &line, e);
		if (rc < 0) {
			db_end(s);
			return rc;
		}
	}
	return rc;
}

int reg_export(struct reg *r, bool full, put_fn *put, void *ctx, struct err *e)
{
	AUTO(buf) struct buf line = BUF_INIT;
	char last[CRYPTO_HASH_HEX + 1];
	int64_t n = 0;
	int rc = db_begin(r->db, e);

	if (rc < 0)
		return rc;
	STR_COPY(last, journal_no_prev);
	buf_printf(&line, "{\"journal\":%d,\"station\":", JOURNAL_VERSION);
	buf_put_json_string(&line, r->station);
	buf_printf(&line, ",\"full\":%s}", full ? "true" : "false");
	rc = put_buf(put, ctx, &line, e);
	if (rc >= 0)
		rc = export_entries(r, put, ctx, &n, last, e);
	if (rc >= 0 && full)
		rc = export_secrets(r, put, ctx, e);
	if (rc >= 0) {
		buf_printf(&line, "{\"end\":%" PRId64 ",\"hash\":\"%s\"}", n,
			   last);
		rc = put_buf(put, ctx, &line, e);
	}
	db_rollback(r->db);
	return rc;
}
