/* jobs.c: see jobs.h. */
#include "serve/jobs.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "serve/press.h"

enum { ORPHAN_RETRY_MS = 1000 };

/* A label that the register calls committed, found at the start: nobody knows
 * whether it came out. */
struct orphan {
	struct jobs *jobs;
	char label[48];
	struct loop_timer *again;
	struct orphan *next;
};

struct jobs {
	struct jobs_setup on;
	struct label *first;
	struct orphan *orphans;
	struct press *presses[CONF_DEVICES_MAX];
	size_t n_presses;
};

/* ---- the line ------------------------------------------------------------ */

static bool is_known(const struct jobs *j, const char *name)
{
	const char *step, *in_hand;

	for (const struct label *l = j->first; l; l = l->next)
		if (str_eq(l->name, name))
			return true;
	for (size_t i = 0; i < j->n_presses; i++) {
		in_hand = press_label(j->presses[i], &step);
		if (in_hand && str_eq(in_hand, name))
			return true;
	}
	return false;
}

static void wake_all(struct jobs *j)
{
	for (size_t i = 0; i < j->n_presses; i++)
		press_wake(j->presses[i]);
}

void jobs_put_first(struct jobs *j, struct label *l)
{
	l->next = j->first;
	j->first = l;
}

void jobs_put_last(struct jobs *j, struct label *l, int64_t delay_ms)
{
	struct label **p = &j->first;

	while (*p)
		p = &(*p)->next;
	l->next = NULL;
	l->not_before_ms = delay_ms ? clock_monotonic_ms() + delay_ms : 0;
	*p = l;
}

struct label *jobs_take(struct jobs *j, const char *printer,
			int64_t *ret_wait_ms)
{
	int64_t now_ms = clock_monotonic_ms();

	*ret_wait_ms = -1;
	for (struct label **p = &j->first; *p; p = &(*p)->next) {
		struct label *l = *p;
		int64_t wait_ms = l->not_before_ms - now_ms;

		if (*l->printer && !str_eq(l->printer, printer))
			continue;
		if (wait_ms <= 0) {
			*p = l->next;
			l->next = NULL;
			return l;
		}
		if (*ret_wait_ms < 0 || wait_ms < *ret_wait_ms)
			*ret_wait_ms = wait_ms;
	}
	return NULL;
}

struct label *jobs_take_committed(struct jobs *j, const char *printer)
{
	for (struct label **p = &j->first; *p; p = &(*p)->next) {
		struct label *l = *p;

		if (l->committed && str_eq(l->printer, printer)) {
			*p = l->next;
			l->next = NULL;
			return l;
		}
	}
	return NULL;
}

static bool has_printer(const struct jobs *j, const char *printer)
{
	if (!*printer)
		return j->n_presses > 0;
	for (size_t i = 0; i < j->n_presses; i++)
		if (str_eq(device_conf(press_device(j->presses[i]))->name,
			   printer))
			return true;
	return false;
}

static void add(struct jobs *j, const char *name, const char *printer)
{
	struct label *l;

	/* Twice in line would be twice on paper. */
	if (is_known(j, name))
		return;
	l = mem_alloc(sizeof(*l));
	STR_COPY(l->name, name);
	STR_COPY(l->printer, printer);
	jobs_put_last(j, l, 0);
	jobs_tell(j, name, l->printer, "waiting",
		  has_printer(j, l->printer) ? "" : "no such printer");
}

/* ---- what the stream and the register are told --------------------------- */

void jobs_tell(struct jobs *j, const char *label, const char *printer,
	       const char *state, const char *reason)
{
	AUTO(buf) struct buf json = BUF_INIT;
	char quoted[80];

	buf_puts(&json, "{\"label\":");
	buf_put_json_string(&json, label);
	buf_puts(&json, ",\"printer\":");
	buf_put_json_string(&json, printer);
	buf_printf(&json, ",\"state\":\"%s\",\"reason\":", state);
	buf_put_json_string(&json, reason);
	buf_puts(&json, "}");
	events_say(j->on.events, "label", &json);
	log_line(LOG_NOTICE, "label %s: %s %s", label, state,
		 log_quoted(quoted, sizeof(quoted), reason, strlen(reason)));
}

struct write_op *jobs_make_op(const char *verb, const char *label,
			      const char *printer, const char *hash,
			      void (*done)(void *ctx, struct write_op *op),
			      void *ctx, struct err *e)
{
	AUTO_PTR(write_op)
	struct write_op *op = write_op_new(WRITE_COMMAND, 1, done, ctx);
	struct command *c = &op->cmds[0];

	if (command_begin(c, verb, e) < 0 ||
	    command_set(c, "label", label, e) < 0 ||
	    (printer && command_set(c, "printer", printer, e) < 0) ||
	    (hash && command_set(c, "hash", hash, e) < 0))
		return NULL;
	STR_COPY(c->actor, "system");
	STR_COPY(c->terminal, "printing");
	return TAKE(op);
}

/* ---- what was committed before the service went down --------------------- */

static void orphan_free(struct orphan *o)
{
	loop_timer_free(o->again);
	free(o);
}

static void on_orphan(void *ctx, struct write_op *op)
{
	struct orphan *o = ctx, **p = &o->jobs->orphans;
	const struct answer *a = &op->answers[0];

	if (a->rc < 0 && a->rc != ERR_REFUSED) {
		loop_timer_set(o->again, ORPHAN_RETRY_MS);
		return;
	}
	jobs_tell(o->jobs, o->label, "", "uncertain",
		  "the service went down while it was printed");
	while (*p != o)
		p = &(*p)->next;
	*p = o->next;
	orphan_free(o);
}

static void settle_orphan(void *ctx)
{
	struct orphan *o = ctx;
	struct err e = ERR_INIT;
	struct write_op *op = jobs_make_op("label-uncertain", o->label, NULL,
					   NULL, on_orphan, o, &e);

	if (op && writer_submit(o->jobs->on.writer, op, &e) >= 0)
		return;
	write_op_free(op);
	log_err(LOG_ERROR, "label-uncertain", &e);
	loop_timer_set(o->again, ORPHAN_RETRY_MS);
}

static void adopt_orphan(struct jobs *j, const char *label)
{
	struct orphan *o = mem_alloc(sizeof(*o));

	o->jobs = j;
	STR_COPY(o->label, label);
	o->again = loop_timer_new(j->on.loop, settle_orphan, o);
	o->next = j->orphans;
	j->orphans = o;
	settle_orphan(o);
}

/* ---- what commands do ---------------------------------------------------- */

static void remove_label(struct jobs *j, const char *name)
{
	for (struct label **p = &j->first; *p; p = &(*p)->next)
		if (str_eq((*p)->name, name)) {
			struct label *l = *p;

			*p = l->next;
			jobs_tell(j, name, l->printer, "cancelled", "");
			free(l);
			return;
		}
	for (size_t i = 0; i < j->n_presses; i++)
		press_cancel(j->presses[i], name);
}

void jobs_on_answer(struct jobs *j, const struct command *c,
		    const struct answer *a)
{
	const char *label, *printer = kv_get(&a->results, "printer");

	/* A repeated one was taken up when it was new, or at the start. */
	if (a->rc != 0 || a->repeated || !c->verb)
		return;
	for (size_t i = 0; (label = kv_get_nth(&a->results, "label", i)); i++)
		if (c->verb->id == VERB_LABEL_PRINT)
			add(j, label, printer ? printer : "");
		else if (c->verb->id == VERB_LABEL_VOID)
			remove_label(j, label);
	wake_all(j);
}

/* ---- start and end ------------------------------------------------------- */

static int take_up(struct jobs *j, struct reg *reg, struct err *e)
{
	AUTO_FREE struct label_job *list = NULL;
	size_t n = 0;
	int rc = reg_label_jobs(reg, &list, &n, e);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].state, "reserved"))
			add(j, list[i].label, list[i].printer);
		else if (str_eq(list[i].state, "committed"))
			adopt_orphan(j, list[i].label);
	return 0;
}

int jobs_new(struct jobs **ret, const struct jobs_setup *setup, struct reg *reg,
	     struct err *e)
{
	AUTO_PTR(jobs) struct jobs *j = mem_alloc(sizeof(*j));
	const struct conf *conf = setup->conf;
	int rc;

	j->on = *setup;
	for (size_t i = 0; i < conf->n_devices; i++)
		if (conf->devices[i].kind == CONF_PRINTER)
			j->presses[j->n_presses++] =
				press_new(setup, j, &conf->devices[i]);
	rc = take_up(j, reg, e);
	if (rc < 0)
		return rc;
	*ret = TAKE(j);
	return 0;
}

void jobs_free(struct jobs *j)
{
	if (!j)
		return;
	for (size_t i = 0; i < j->n_presses; i++)
		press_free(j->presses[i]);
	while (j->first) {
		struct label *next = j->first->next;

		free(j->first);
		j->first = next;
	}
	while (j->orphans) {
		struct orphan *next = j->orphans->next;

		orphan_free(j->orphans);
		j->orphans = next;
	}
	free(j);
}

static void put_label(struct buf *out, const char *name, const char *printer,
		      const char *step, bool first)
{
	buf_puts(out, first ? "{\"label\":" : ",{\"label\":");
	buf_put_json_string(out, name);
	buf_puts(out, ",\"printer\":");
	buf_put_json_string(out, printer);
	buf_printf(out, ",\"state\":\"%s\"}", step);
}

void jobs_put_json(const struct jobs *j, struct buf *out)
{
	const char *step, *name;
	bool first = true;

	buf_putc(out, '[');
	for (size_t i = 0; i < j->n_presses; i++) {
		const struct press *p = j->presses[i];

		name = press_label(p, &step);
		if (!name)
			continue;
		put_label(out, name, device_conf(press_device(p))->name, step,
			  first);
		first = false;
	}
	for (const struct label *l = j->first; l; l = l->next) {
		put_label(out, l->name, l->printer, "waiting", first);
		first = false;
	}
	buf_putc(out, ']');
}

void jobs_each_device(const struct jobs *j,
		      void (*each)(void *ctx, const struct device *d),
		      void *ctx)
{
	for (size_t i = 0; i < j->n_presses; i++)
		each(ctx, press_device(j->presses[i]));
}
