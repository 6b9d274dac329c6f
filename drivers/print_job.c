/* print_job.c: see print_job.h. */
#include "drivers/print_job.h"

#include <string.h>

#include "base/str.h"

enum { PRINTING_BEFORE_MS = 60000 }; /* an old label may still be coming out */

void print_job_init(struct print_job *j, const struct language *l,
		    const struct job_ops *ops, void *ctx)
{
	*j = (struct print_job){
		.language = l,
		.ops = ops,
		.ctx = ctx,
		.dirty = true,
	};
}

void print_job_done(struct print_job *j)
{
	free(j->bytes);
	j->bytes = NULL;
}

static bool can_ask(const struct print_job *j)
{
	return j->language->query.len > 0;
}

bool print_job_is_writing(const struct print_job *j)
{
	return j->phase == JOB_FLUSH || j->phase == JOB_BODY ||
	       j->phase == JOB_COMMIT;
}

bool print_job_wants_status(const struct print_job *j)
{
	return j->phase == JOB_CHECK || j->phase == JOB_FLUSHED ||
	       j->phase == JOB_CHECK_AGAIN || j->phase == JOB_WAIT;
}

/* ---- ends ---------------------------------------------------------------- */

static void end(struct print_job *j, const char *word, int code,
		const char *reason)
{
	char id[sizeof(j->id)];

	STR_COPY(id, j->id);
	j->phase = JOB_NONE;
	j->id[0] = '\0';
	free(j->bytes);
	j->bytes = NULL;
	j->ops->say(j->ctx, word, id, code, reason);
}

static void fail(struct print_job *j, int code, const char *reason)
{
	end(j, "failed", code, reason);
}

static void doubt(struct print_job *j, const char *reason)
{
	j->dirty = true;
	end(j, "uncertain", 0, reason);
}

/* Something broke: what that means depends on whether the commit was begun. */
static void break_off(struct print_job *j, int code, const char *reason)
{
	if (print_job_is_writing(j))
		j->ops->cancel(j->ctx);
	if (j->phase == JOB_COMMIT || j->phase == JOB_WAIT)
		doubt(j, reason);
	else
		fail(j, code, reason);
}

/* ---- phases -------------------------------------------------------------- */

static void enter(struct print_job *j, enum job_phase phase, int64_t now_ms)
{
	j->phase = phase;
	j->since_ms = now_ms;
	j->heard_ms = now_ms;
}

static void send(struct print_job *j, enum job_phase phase,
		 const uint8_t *bytes, size_t n, int64_t now_ms)
{
	enter(j, phase, now_ms);
	j->moved_ms = now_ms;
	j->moved_bytes = 0;
	j->ops->write(j->ctx, bytes, n);
}

static void send_body(struct print_job *j, int64_t now_ms)
{
	j->dirty = true; /* until it has come out */
	send(j, JOB_BODY, j->bytes, j->n_bytes, now_ms);
}

static void begin(struct print_job *j, int64_t now_ms)
{
	const struct language_bytes *flush = &j->language->flush;

	if (j->dirty && flush->len)
		send(j, JOB_FLUSH, flush->data, flush->len, now_ms);
	else
		send_body(j, now_ms);
}

static void send_commit(struct print_job *j, int64_t now_ms)
{
	j->seen_printing = j->spoilt = false;
	j->ready_since_ms = -1;
	j->fault = PRINTER_READY;
	send(j, JOB_COMMIT, j->bytes, j->n_bytes, now_ms);
}

int print_job_body(struct print_job *j, const char *id, uint8_t *bytes,
		   size_t n, int64_t now_ms, struct err *e)
{
	AUTO_FREE uint8_t *taken = bytes;

	if (j->phase != JOB_NONE)
		return err_set(e, ERR_BUSY, "a label is under way");
	if (str_empty(id) || !STR_COPY(j->id, id)) {
		j->id[0] = '\0';
		return err_set(e, ERR_USAGE, "job= is missing or too long");
	}
	free(j->bytes);
	j->bytes = TAKE(taken);
	j->n_bytes = n;
	enter(j, JOB_CHECK, now_ms);
	if (!can_ask(j))
		begin(j, now_ms);
	return 0;
}

static int is_current(const struct print_job *j, const char *id, struct err *e)
{
	if (j->phase == JOB_NONE || !str_eq(j->id, id))
		return err_set(e, ERR_NOT_FOUND, "no such job is open");
	return 0;
}

int print_job_commit(struct print_job *j, const char *id, uint8_t *bytes,
		     size_t n, int64_t now_ms, struct err *e)
{
	AUTO_FREE uint8_t *taken = bytes;
	int rc = is_current(j, id, e);

	if (rc < 0)
		return rc;
	if (j->phase != JOB_HELD)
		return err_set(e, ERR_BUSY,
			       "the body is not sent yet, or the "
			       "commit is under way");
	if (!n)
		return err_set(e, ERR_USAGE, "a commit without bytes");
	free(j->bytes);
	j->bytes = TAKE(taken);
	j->n_bytes = n;
	enter(j, JOB_CHECK_AGAIN, now_ms);
	if (!can_ask(j))
		send_commit(j, now_ms);
	return 0;
}

int print_job_abort(struct print_job *j, const char *id, struct err *e)
{
	int rc = is_current(j, id, e);

	if (rc < 0)
		return rc;
	break_off(j, ERR_REFUSED, "aborted");
	return 0;
}

void print_job_written(struct print_job *j, enum job_write_end how,
		       int64_t now_ms)
{
	if (!print_job_is_writing(j))
		return;
	if (how != JOB_WRITTEN) {
		bool gone = how == JOB_WRITE_GONE;

		break_off(j, gone ? ERR_GONE : ERR_IO,
			  gone ? "unplugged" : "stalled");
	} else if (j->phase == JOB_FLUSH) {
		j->dirty = false;
		enter(j, JOB_FLUSHED, now_ms);
		if (!can_ask(j))
			send_body(j, now_ms);
	} else if (j->phase == JOB_BODY) {
		enter(j, JOB_HELD, now_ms);
		j->ops->say(j->ctx, "body-sent", j->id, 0, NULL);
	} else {
		enter(j, JOB_WAIT, now_ms);
		j->ops->say(j->ctx, "commit-sent", j->id, 0, NULL);
		if (j->language->end == END_UNKNOWN || !can_ask(j))
			doubt(j, "one-way");
	}
}

void print_job_progress(struct print_job *j, size_t sent, int64_t now_ms)
{
	if (sent == j->moved_bytes)
		return;
	j->moved_bytes = sent;
	j->moved_ms = now_ms;
}

/* Before the commit: may it go on? */
static void status_before(struct print_job *j, const struct printer_status *s,
			  int64_t now_ms)
{
	if (s->state == PRINTER_PRINTING) {
		if (now_ms - j->since_ms > PRINTING_BEFORE_MS)
			fail(j, ERR_BUSY, printer_state_word(s->state));
	} else if (s->state != PRINTER_READY) {
		fail(j, ERR_BUSY, printer_state_word(s->state));
	} else if (j->phase == JOB_CHECK) {
		begin(j, now_ms);
	} else if (j->phase == JOB_FLUSHED) {
		send_body(j, now_ms);
	} else {
		send_commit(j, now_ms);
	}
}

/* After the commit, by the edge from printing to ready. A fault after the
 * printing was seen spoils the label: half of it may be out, and whether the
 * printer repeats it is a setting of its own. */
static void status_by_edge(struct print_job *j, const struct printer_status *s,
			   int64_t now_ms)
{
	if (s->state == PRINTER_PRINTING) {
		j->seen_printing = true;
		j->ready_since_ms = -1;
	} else if (s->state == PRINTER_PAUSED) {
		j->ready_since_ms = -1;
	} else if (s->state != PRINTER_READY) {
		j->fault = s->state;
		j->spoilt = j->spoilt || j->seen_printing;
		j->ready_since_ms = -1;
	} else if (j->spoilt) {
		doubt(j, printer_state_word(j->fault));
	} else if (j->seen_printing) {
		j->dirty = false;
		end(j, "printed", 0, NULL);
	} else if (j->ready_since_ms < 0) {
		j->ready_since_ms = now_ms;
	} else if (now_ms - j->ready_since_ms >= JOB_NO_EDGE_MS) {
		doubt(j, j->fault == PRINTER_READY
				 ? "no-edge"
				 : printer_state_word(j->fault));
	}
}

static void status_by_report(struct print_job *j,
			     const struct printer_status *s)
{
	if (!s->printed)
		return;
	j->dirty = false;
	end(j, "printed", 0, NULL);
}

void print_job_status(struct print_job *j, const struct printer_status *s,
		      int64_t asked_ms, int64_t now_ms)
{
	/* An answer to a question of before this phase proves nothing. */
	if (!print_job_wants_status(j) || asked_ms < j->since_ms)
		return;
	j->heard_ms = now_ms;
	if (j->phase != JOB_WAIT) {
		status_before(j, s, now_ms);
		return;
	}
	if (j->language->end == END_REPORT)
		status_by_report(j, s);
	else
		status_by_edge(j, s, now_ms);
}

void print_job_lost(struct print_job *j)
{
	/* Some printers leave the bus while they reset, which is what a flush
	 * asks of them: to flush again on their return would go on for ever. */
	j->dirty = j->phase != JOB_FLUSHED;
	if (j->phase == JOB_NONE)
		return;
	if (j->phase == JOB_COMMIT || j->phase == JOB_WAIT)
		doubt(j, "unplugged");
	else
		fail(j, ERR_GONE, "unplugged");
}

static bool is_silent(const struct print_job *j, int64_t now_ms)
{
	int64_t limit_ms = JOB_SILENCE_MS;

	if (j->phase == JOB_FLUSHED && j->language->flush_ms > limit_ms)
		limit_ms = j->language->flush_ms;
	if (j->phase == JOB_WAIT && j->language->mute_when_stopped)
		return false;
	return now_ms - j->heard_ms >= limit_ms;
}

void print_job_tick(struct print_job *j, int64_t now_ms)
{
	if (print_job_is_writing(j) && now_ms - j->moved_ms >= JOB_STALL_MS)
		break_off(j, ERR_TIMEOUT, "stalled");
	else if (print_job_wants_status(j) && is_silent(j, now_ms))
		break_off(j, ERR_TIMEOUT, "silent");
}
