/* press.c: see press.h. The table at the end says what each message of the
 * driver means in which step; what is not in it is passed over: a late word
 * about a job that is over. */
#include "serve/press.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "serve/draw.h"

enum step {
	IDLE,
	DRAWING,   /* on a worker */
	BODY,	   /* sent; the printer has not taken all of it */
	ENTERING,  /* label-commit is with the writer */
	COMMIT,	   /* the print command was sent */
	RECORDING, /* the outcome is with the writer, or will be again */
};

enum {
	RETRY_FIRST_MS = 500,
	RETRY_MOST_MS = 30000,
	RECORD_RETRY_MS = 1000,
	/* A label that cannot be drawn lets others pass. */
	BAD_LABEL_MS = 30000,
};

struct press {
	struct jobs_setup on;
	struct jobs *jobs;
	const struct conf_device *mine;
	struct device *device;
	enum step step;
	struct label *label; /* in hand; owned */
	unsigned job;	     /* number of the attempt */
	bool lost;	     /* in ENTERING: the driver's job is over */
	struct buf commit;
	char hash[CRYPTO_HASH_HEX + 1];
	const char *outcome;	  /* in RECORDING: the verb */
	char reason[64];	  /* and why it is uncertain */
	struct loop_timer *timer; /* IDLE: next attempt; RECORDING: again */
	int64_t retry_ms, hold_until_ms;
};

static const char *const step_words[] = {
	[IDLE] = "waiting",    [DRAWING] = "drawing",
	[BODY] = "sending",    [ENTERING] = "committing",
	[COMMIT] = "printing", [RECORDING] = "recording",
};

/* ---- when to try again --------------------------------------------------- */

static void hold(struct press *p)
{
	p->hold_until_ms = clock_monotonic_ms() + p->retry_ms;
	p->retry_ms *= 2;
	if (p->retry_ms > RETRY_MOST_MS)
		p->retry_ms = RETRY_MOST_MS;
}

static void release(struct press *p)
{
	p->hold_until_ms = 0;
	p->retry_ms = RETRY_FIRST_MS;
}

static void drop(struct press *p, const char *state, const char *reason)
{
	jobs_tell(p->jobs, p->label->name, p->mine->name, state, reason);
	free(TAKE(p->label));
	p->step = IDLE;
	press_wake(p);
}

static void send_word(struct press *p, const char *word,
		      const struct buf *bytes)
{
	struct buf *out = device_out(p->device);
	char job[24];

	if (!out)
		return;
	snprintf(job, sizeof(job), "j%u", p->job);
	if (bytes)
		proto_put_bytes(out, bytes->data, bytes->len, word, "job", job,
				NULL);
	else
		proto_put(out, word, "job", job, NULL);
	device_flush(p->device);
}

/* ---- after the commit: the outcome --------------------------------------- */

static void on_recorded(void *ctx, struct write_op *op)
{
	struct press *p = ctx;
	const struct answer *a = &op->answers[0];

	if (a->rc < 0 && a->rc != ERR_REFUSED) {
		loop_timer_set(p->timer, RECORD_RETRY_MS);
		return;
	}
	/* Refused: somebody has confirmed or voided it by hand meanwhile. */
	if (a->rc < 0)
		log_line(LOG_WARNING, "%s %s was refused", p->outcome,
			 p->label->name);
	drop(p,
	     a->rc < 0				   ? "settled"
	     : str_eq(p->outcome, "label-printed") ? "printed"
						   : "uncertain",
	     p->reason);
}

static void record(struct press *p)
{
	struct err e = ERR_INIT;
	AUTO_PTR(write_op)
	struct write_op *op = jobs_make_op(p->outcome, p->label->name, NULL,
					   NULL, on_recorded, p, &e);

	p->step = RECORDING;
	if (op && writer_submit(p->on.writer, op, &e) >= 0) {
		op = NULL;
		return;
	}
	/* The outcome must not get lost: this printer waits for it. */
	log_err(LOG_ERROR, p->outcome, &e);
	loop_timer_set(p->timer, RECORD_RETRY_MS);
}

static void end_printed(struct press *p, const struct proto_msg *m)
{
	(void)m;
	release(p);
	p->reason[0] = '\0';
	p->outcome = "label-printed";
	record(p);
}

/* Its commit is on disk, and it came out perhaps, or never will: the clerk is
 * to look. */
static void give_up(struct press *p, const char *reason)
{
	if (!STR_COPY(p->reason, reason))
		p->reason[0] = '\0';
	p->outcome = "label-uncertain";
	record(p);
}

static void end_uncertain(struct press *p, const struct proto_msg *m)
{
	const char *reason = m ? proto_get(m, "reason") : "the driver ended";

	give_up(p, reason ? reason : "");
}

/* ---- back in line -------------------------------------------------------- */

/* Nothing of it was printed: it goes on when the printer is well again. */
static void put_back(struct press *p, const char *reason)
{
	struct label *l = TAKE(p->label);

	p->step = IDLE;
	jobs_tell(p->jobs, l->name, p->mine->name, "waiting", reason);
	hold(p);
	jobs_put_first(p->jobs, l);
	press_wake(p);
}

/* A committed label waits for paper, but not for a printer that is gone and may
 * never come back: it is bound to this one. One at a time: its end wakes the
 * press again. */
static void give_up_line(struct press *p)
{
	p->label = jobs_take_committed(p->jobs, p->mine->name);
	if (p->label)
		give_up(p, "the printer was lost before the print command");
}

/* ---- up to the commit ---------------------------------------------------- */

static void send_commit(struct press *p)
{
	p->step = COMMIT;
	send_word(p, "commit", &p->commit);
}

static void on_entered(void *ctx, struct write_op *op)
{
	struct press *p = ctx;
	const struct answer *a = &op->answers[0];

	if (a->rc == 0) {
		p->label->committed = true;
		STR_COPY(p->label->printer, p->mine->name);
		STR_COPY(p->label->hash, p->hash);
		if (p->lost)
			put_back(p, "the printer failed before the print "
				    "command");
		else
			send_commit(p);
		return;
	}
	send_word(p, "abort", NULL);
	if (a->rc == ERR_REFUSED)
		drop(p, "cancelled", "");
	else
		put_back(p, a->err.msg);
}

static void on_body_sent(struct press *p, const struct proto_msg *m)
{
	struct err e = ERR_INIT;
	struct write_op *op;

	(void)m;
	if (p->label->committed) {
		send_commit(p);
		return;
	}
	p->lost = false;
	op = jobs_make_op("label-commit", p->label->name, p->mine->name,
			  p->hash, on_entered, p, &e);
	if (op && writer_submit(p->on.writer, op, &e) >= 0) {
		p->step = ENTERING;
		return;
	}
	write_op_free(op);
	send_word(p, "abort", NULL);
	put_back(p, e.msg);
}

static void end_failed(struct press *p, const struct proto_msg *m)
{
	const char *reason = m ? proto_get(m, "reason") : "the driver ended";

	put_back(p, reason ? reason : "");
}

static void fail_while_entering(struct press *p, const struct proto_msg *m)
{
	(void)m;
	p->lost = true;
}

static void on_drawn(void *ctx, struct drawing *d)
{
	struct press *p = ctx;
	/* A label in line that the register calls committed was committed by
	 * us, and no byte of its print command was sent: jobs.h. */
	bool committed = str_eq(d->state, "committed");
	bool wanted = committed || str_eq(d->state, "reserved");

	if (d->work.rc < 0 && d->work.rc != ERR_NOT_FOUND) {
		struct label *l = TAKE(p->label);

		log_err(LOG_ERROR, "drawing", &d->work.err);
		jobs_tell(p->jobs, l->name, p->mine->name, "waiting",
			  d->work.err.msg);
		p->step = IDLE;
		jobs_put_last(p->jobs, l, BAD_LABEL_MS);
		press_wake(p);
	} else if (d->work.rc < 0 || !wanted) {
		drop(p, "cancelled", "");
	} else if (committed && !str_eq(p->label->hash, d->hash)) {
		/* The register says which picture was committed. */
		give_up(p, "the label's text has changed since its commit");
	} else if (device_status(p->device) != PRINTER_READY) {
		put_back(p, printer_state_word(device_status(p->device)));
	} else {
		buf_done(&p->commit);
		p->commit = d->commit;
		d->commit = (struct buf)BUF_INIT;
		STR_COPY(p->hash, d->hash);
		p->label->committed = committed;
		p->job++;
		p->step = BODY;
		send_word(p, "body", &d->body);
	}
}

void press_wake(struct press *p)
{
	int64_t now_ms = clock_monotonic_ms(), wait_ms;
	struct err e = ERR_INIT;

	if (p->step == IDLE && device_state(p->device) != DEVICE_READY)
		give_up_line(p);
	if (p->step != IDLE || device_status(p->device) != PRINTER_READY)
		return;
	if (p->hold_until_ms > now_ms) {
		loop_timer_set(p->timer, p->hold_until_ms - now_ms);
		return;
	}
	p->label = jobs_take(p->jobs, p->mine->name, &wait_ms);
	if (!p->label) {
		loop_timer_set(p->timer, wait_ms);
		return;
	}
	p->step = DRAWING;
	if (draw_start(p->on.workers, p->label->name, p->mine, on_drawn, p,
		       &e) < 0)
		put_back(p, e.msg);
}

void press_cancel(struct press *p, const char *label)
{
	if (p->step == BODY && str_eq(p->label->name, label)) {
		send_word(p, "abort", NULL);
		drop(p, "cancelled", "");
	}
}

/* ---- what the driver says ------------------------------------------------ */

/* What a word means in a step. Every job word carries its job; one of another
 * attempt is over already. */
static const struct meaning {
	const char *word;
	enum step step;
	void (*act)(struct press *p, const struct proto_msg *m);
} meanings[] = {
	{"body-sent", BODY, on_body_sent},
	{"failed", BODY, end_failed},
	{"failed", ENTERING, fail_while_entering},
	{"failed", COMMIT, end_failed},
	{"printed", COMMIT, end_printed},
	{"uncertain", COMMIT, end_uncertain},
	/* A driver that goes: what it had not committed may be sent again. */
	{"(down)", BODY, end_failed},
	{"(down)", ENTERING, fail_while_entering},
	{"(down)", COMMIT, end_uncertain},
};

static void act(struct press *p, const char *word, const struct proto_msg *m)
{
	for (size_t i = 0; i < ARRAY_LEN(meanings); i++)
		if (meanings[i].step == p->step &&
		    str_eq(meanings[i].word, word)) {
			meanings[i].act(p, m);
			return;
		}
}

static void on_message(void *ctx, const struct proto_msg *m)
{
	struct press *p = ctx;
	const char *of = proto_get(m, "job");
	char job[24];

	if (str_eq(m->word, "status") &&
	    device_status(p->device) == PRINTER_READY) {
		/* Somebody has put in paper, closed the lid ... */
		release(p);
		press_wake(p);
		return;
	}
	if (str_eq(m->word, "state")) {
		press_wake(p);
		return;
	}
	snprintf(job, sizeof(job), "j%u", p->job);
	if (of && str_eq(of, job))
		act(p, m->word, m);
}

static void on_down(void *ctx)
{
	act(ctx, "(down)", NULL);
	press_wake(ctx);
}

static void on_timer(void *ctx)
{
	struct press *p = ctx;

	if (p->step == RECORDING)
		record(p);
	else
		press_wake(p);
}

/* ---- start and end ------------------------------------------------------- */

struct press *press_new(const struct jobs_setup *setup, struct jobs *jobs,
			const struct conf_device *mine)
{
	struct press *p = mem_alloc(sizeof(*p));
	const struct device_user user = {on_message, on_down, p};

	p->on = *setup;
	p->jobs = jobs;
	p->mine = mine;
	p->timer = loop_timer_new(setup->loop, on_timer, p);
	release(p);
	p->device = device_new(setup->loop, setup->conf, mine, setup->events,
			       &user);
	return p;
}

void press_free(struct press *p)
{
	if (!p)
		return;
	device_free(p->device);
	loop_timer_free(p->timer);
	buf_done(&p->commit);
	free(p->label);
	free(p);
}

const struct device *press_device(const struct press *p)
{
	return p->device;
}

const char *press_label(const struct press *p, const char **ret_step)
{
	*ret_step = step_words[p->step];
	return p->label ? p->label->name : NULL;
}
