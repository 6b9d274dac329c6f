/* printer.c: see printer.h. The cable, the clock and the service's words
 * around print_job.c: keeps the printer open, asks it for its status and says
 * what changed. */
#include "drivers/printer.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "drivers/io_usb.h"
#include "drivers/print_job.h"
#include "labels/language.h"

enum {
	QUERY_IDLE_MS = 1000, /* between two questions when nothing prints */
	QUERY_JOB_MS = 50,    /* shorter than any label takes to come out */
	QUERY_TIMEOUT_MS = 1000,
	UNANSWERED_UNTIL_SILENT = 2,
	JOB_TURN_MS = 25,
	RETRY_FIRST_MS = 250,
	RETRY_MOST_MS = 4000,
	NEVER = -1,
};

struct printer {
	struct channel *c;
	const struct language *language;
	struct io_usb *usb;
	struct print_job job;
	bool open;
	char last_reason[512];
	int64_t retry_ms, retry_at_ms;

	bool told; /* a status was said since the printer was opened */
	enum printer_state state;
	bool query_writing;
	int64_t asked_ms; /* the question that is not answered yet, or NEVER */
	int64_t last_asked_ms;
	int unanswered;
};

/* ---- what print_job.c asks for ------------------------------------------ */

static void op_write(void *ctx, const uint8_t *bytes, size_t n)
{
	struct printer *p = ctx;

	if (p->query_writing)
		io_usb_cancel(p->usb);
	p->query_writing = false;
	io_usb_write(p->usb, bytes, n);
}

static void op_cancel(void *ctx)
{
	struct printer *p = ctx;

	io_usb_cancel(p->usb);
}

static void op_say(void *ctx, const char *word, const char *job, int code,
		   const char *reason)
{
	struct printer *p = ctx;

	channel_send(p->c, word, "job", job, "code",
		     code ? err_word(code) : NULL, "reason", reason, NULL);
}

static const struct job_ops job_ops = {
	.write = op_write,
	.cancel = op_cancel,
	.say = op_say,
};

/* ---- being there --------------------------------------------------------- */

static void say_lost(struct printer *p, const struct err *e)
{
	if (str_eq(e->msg, p->last_reason))
		return;
	log_err(LOG_WARNING, "printer", e);
	STR_COPY(p->last_reason, e->msg);
	channel_send(p->c, "state", "value", "lost", "code", err_word(e->code),
		     "reason", e->msg, NULL);
}

static void lose(struct printer *p, const struct err *e)
{
	int64_t now_ms = clock_monotonic_ms();

	print_job_lost(&p->job);
	say_lost(p, e);
	io_usb_close(p->usb);
	p->open = p->query_writing = false;
	p->retry_at_ms = now_ms + p->retry_ms;
	p->retry_ms = p->retry_ms * 2 > RETRY_MOST_MS ? RETRY_MOST_MS
						      : p->retry_ms * 2;
}

static void try_open(struct printer *p)
{
	struct err e = ERR_INIT;

	if (!io_usb_arrived(p->usb) && clock_monotonic_ms() < p->retry_at_ms)
		return;
	if (io_usb_open(p->usb, &e) < 0) {
		lose(p, &e);
		return;
	}
	p->open = true;
	p->told = false;
	p->asked_ms = p->last_asked_ms = NEVER;
	p->unanswered = 0;
	p->last_reason[0] = '\0';
	p->retry_ms = RETRY_FIRST_MS;
	channel_send(p->c, "state", "value", "ready", "device",
		     io_usb_describe(p->usb), NULL);
}

/* ---- status -------------------------------------------------------------- */

static void tell(struct printer *p, enum printer_state state)
{
	if (p->told && p->state == state)
		return;
	p->told = true;
	p->state = state;
	channel_send(p->c, "status", "state", printer_state_word(state), NULL);
}

static void parse_received(struct printer *p)
{
	struct buf *in = io_usb_received(p->usb);
	struct printer_status s;

	while (in->len) {
		int64_t asked_ms = p->asked_ms;
		int used = p->language->parse_status((const uint8_t *)in->data,
						     in->len, &s);

		if (used == 0)
			break;
		buf_shift(in, used < 0 ? 1 : (size_t)used);
		if (used < 0)
			continue;
		p->asked_ms = NEVER;
		p->unanswered = 0;
		tell(p, s.state);
		/* What nobody asked for is told, but proves nothing, unless
		 * it is the language's own report of the end. */
		if (asked_ms != NEVER || s.printed)
			print_job_status(&p->job, &s,
					 asked_ms == NEVER
						 ? clock_monotonic_ms()
						 : asked_ms,
					 clock_monotonic_ms());
	}
}

/* It should have answered: the port's own status may know why not. */
static void on_unanswered(struct printer *p)
{
	uint8_t port;

	if (p->query_writing)
		io_usb_cancel(p->usb);
	p->query_writing = false;
	p->asked_ms = NEVER;
	if (++p->unanswered < UNANSWERED_UNTIL_SILENT)
		return;
	if (io_usb_port_status(p->usb, &port, NULL) == 0 &&
	    (port & USB_PORT_PAPER_OUT))
		tell(p, PRINTER_PAPER_OUT);
	else
		tell(p, PRINTER_SILENT);
}

static void ask(struct printer *p)
{
	const struct language_bytes *query = &p->language->query;
	int64_t now_ms = clock_monotonic_ms();
	int64_t every_ms =
		print_job_wants_status(&p->job) ? QUERY_JOB_MS : QUERY_IDLE_MS;

	if (!p->open || !query->len || print_job_is_writing(&p->job))
		return;
	if (p->asked_ms != NEVER) {
		if (now_ms - p->asked_ms >= QUERY_TIMEOUT_MS)
			on_unanswered(p);
		return;
	}
	if (p->last_asked_ms != NEVER && now_ms - p->last_asked_ms < every_ms)
		return;
	p->asked_ms = p->last_asked_ms = now_ms;
	p->query_writing = true;
	io_usb_write(p->usb, query->data, query->len);
}

/* ---- events -------------------------------------------------------------- */

static void collect_write(struct printer *p)
{
	int64_t now_ms = clock_monotonic_ms();
	enum io_usb_write state = io_usb_result(p->usb);

	if (state == USB_WRITING)
		print_job_progress(&p->job, io_usb_sent(p->usb), now_ms);
	if (state == USB_WRITING || state == USB_IDLE)
		return;
	if (p->query_writing) {
		p->query_writing = false;
		return;
	}
	print_job_written(&p->job,
			  state == USB_DONE   ? JOB_WRITTEN
			  : state == USB_GONE ? JOB_WRITE_GONE
					      : JOB_WRITE_STALLED,
			  now_ms);
}

static void turn(struct printer *p)
{
	struct err e = ERR_INIT;

	io_usb_turn(p->usb);
	if (!p->open)
		return;
	collect_write(p);
	parse_received(p);
	if (!io_usb_is_open(p->usb)) {
		err_set(&e, ERR_GONE, "the printer was unplugged");
		lose(p, &e);
	}
}

static int on_message(struct printer *p, struct proto_msg *m, struct err *e)
{
	const char *job = proto_get(m, "job");
	int64_t now_ms = clock_monotonic_ms();
	int rc;

	if (str_eq(m->word, "body")) {
		rc = print_job_body(&p->job, job, TAKE(m->bytes), m->n_bytes,
				    now_ms, e);
		if (rc == 0 && !p->open)
			print_job_lost(&p->job);
		return rc;
	}
	if (str_eq(m->word, "commit"))
		return print_job_commit(&p->job, job, TAKE(m->bytes),
					m->n_bytes, now_ms, e);
	if (str_eq(m->word, "abort"))
		return print_job_abort(&p->job, job, e);
	return err_set(e, ERR_UNSUPPORTED, "this driver cannot do '%s'",
		       m->word);
}

static void serve(struct printer *p)
{
	struct proto_msg m;

	while (channel_take(p->c, &m)) {
		struct err e = ERR_INIT;

		if (on_message(p, &m, &e) < 0)
			channel_fail(p->c, &m, &e);
		proto_msg_done(&m);
	}
}

static int64_t patience_ms(const struct printer *p)
{
	int64_t now_ms = clock_monotonic_ms();
	int64_t until_ms =
		p->open ? p->last_asked_ms + QUERY_IDLE_MS : p->retry_at_ms;

	if (p->job.phase != JOB_NONE)
		return JOB_TURN_MS;
	if (!p->language->query.len && p->open)
		return -1;
	return until_ms > now_ms ? until_ms - now_ms : 0;
}

static void work(struct printer *p)
{
	while (!channel_is_over(p->c)) {
		struct pollfd fds[CHANNEL_FDS_MAX];
		size_t n;

		if (!p->open)
			try_open(p);
		ask(p);
		n = io_usb_pollfds(p->usb, fds, CHANNEL_FDS_MAX);
		channel_wait(p->c, fds, n, patience_ms(p));
		turn(p);
		serve(p);
		print_job_tick(&p->job, clock_monotonic_ms());
	}
}

static int run(struct channel *c, const struct driver_args *args, struct err *e)
{
	const char *language = driver_arg(args, "language");
	const char *usb = driver_arg(args, "usb");
	struct printer p = {.c = c, .retry_ms = RETRY_FIRST_MS};
	int rc;

	if (!language || !usb)
		return err_set(e, ERR_USAGE, "language= or usb= is missing");
	p.language = language_find(language, NULL);
	if (!p.language)
		return err_set(e, ERR_USAGE, "there is no language '%s'",
			       language);
	rc = io_usb_new(&p.usb, usb, e);
	if (rc < 0)
		return rc;
	print_job_init(&p.job, p.language, &job_ops, &p);
	work(&p);
	print_job_done(&p.job);
	io_usb_free(p.usb);
	return 0;
}

static const char *const keys[] = {"language", "usb", NULL};

/* By class: a printer of any maker that speaks a known language. */
static const struct driver_usb_id usb_ids[] = {
	{.model = "USB label printer, bidirectional",
	 .class = 7,
	 .subclass = 1,
	 .protocol = 2,
	 .tested = TESTED_EMULATOR},
	{.model = "USB label printer, one-way",
	 .class = 7,
	 .subclass = 1,
	 .protocol = 1},
	{0},
};

const struct driver printer_driver = {
	.name = "printer",
	.class = "printer",
	.feedback = "none",
	.keys = keys,
	.usb_ids = usb_ids,
	.run = run,
};
