/* virtual_printer.c: see virtual_printer.h. Joins the USB side
 * (usb_printer.c), the printer's own life (tspl_printer.c) and the words. */
#include "drivers/virtual/virtual_printer.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "drivers/virtual/control.h"
#include "drivers/virtual/tspl_printer.h"
#include "drivers/virtual/usb_printer.h"
#include "drivers/virtual/wrapper.h"

#define DEVICE_ID "MFG:Muniment;CMD:TSPL;MDL:Virtual TSPL;CLS:PRINTER;"

enum { PORT_WELL = 0x18, PORT_PAPER_OUT = 0x30 };

struct virtual_printer {
	struct loop *loop;
	struct loop_timer *timer; /* the label under way is out */
	struct control *control;
	struct usb_printer *usb;
	struct tspl_printer tspl; /* under the lock of usb */
	int capture;
};

/* Called in umockdev's thread, with the lock held. */
static void on_out(void *ctx, const uint8_t *bytes, size_t n,
		   struct buf *answer)
{
	struct virtual_printer *v = ctx;
	size_t done = 0;

	while (v->capture >= 0 && done < n) {
		ssize_t k = write(v->capture, bytes + done, n - done);

		if (k < 0 && errno != EINTR)
			break;
		done += k > 0 ? (size_t)k : 0;
	}
	tspl_printer_feed(&v->tspl, bytes, n, clock_monotonic_ms(), answer);
}

/* Called in umockdev's thread. */
static void on_changed(void *ctx)
{
	struct virtual_printer *v = ctx;

	loop_wake(v->loop);
}

/* Brings the printer up to now and asks those who wait. */
static void refresh(void *ctx)
{
	struct virtual_printer *v = ctx;
	int64_t now_ms = clock_monotonic_ms(), next_ms;

	usb_printer_lock(v->usb);
	next_ms = tspl_printer_run(&v->tspl, now_ms);
	usb_printer_unlock(v->usb);
	loop_timer_set(v->timer, next_ms < 0 ? -1 : next_ms - now_ms);
	control_changed(v->control);
}

/* ---- words --------------------------------------------------------------- */

typedef int word_fn(struct virtual_printer *v, const char *a, const char *b,
		    struct buf *answer, struct err *e);

/* The second word is one of two, and sets a switch of the printer. */
static int set_switch(struct virtual_printer *v, bool *which, const char *word,
		      const char *on, const char *off, struct err *e)
{
	if (!str_eq(word, on) && !str_eq(word, off))
		return err_set(e, ERR_USAGE, "say %s or %s", on, off);
	usb_printer_lock(v->usb);
	/* What is on paper by now is on paper. */
	tspl_printer_run(&v->tspl, clock_monotonic_ms());
	*which = str_eq(word, on);
	usb_printer_unlock(v->usb);
	return 0;
}

static int do_lid(struct virtual_printer *v, const char *a, const char *b,
		  struct buf *answer, struct err *e)
{
	(void)b;
	(void)answer;
	return set_switch(v, &v->tspl.lid_open, a, "open", "close", e);
}

static int do_paper(struct virtual_printer *v, const char *a, const char *b,
		    struct buf *answer, struct err *e)
{
	int rc = set_switch(v, &v->tspl.paper_out, a, "out", "in", e);

	(void)b;
	(void)answer;
	usb_printer_lock(v->usb)->port_status =
		v->tspl.paper_out ? PORT_PAPER_OUT : PORT_WELL;
	usb_printer_unlock(v->usb);
	return rc;
}

static int do_ribbon(struct virtual_printer *v, const char *a, const char *b,
		     struct buf *answer, struct err *e)
{
	(void)b;
	(void)answer;
	return set_switch(v, &v->tspl.ribbon_out, a, "out", "in", e);
}

static int do_pause(struct virtual_printer *v, const char *a, const char *b,
		    struct buf *answer, struct err *e)
{
	(void)b;
	(void)answer;
	return set_switch(v, &v->tspl.paused, a, "on", "off", e);
}

static int do_mute(struct virtual_printer *v, const char *a, const char *b,
		   struct buf *answer, struct err *e)
{
	(void)b;
	(void)answer;
	return set_switch(v, &v->tspl.mute, a, "on", "off", e);
}

static int do_noise(struct virtual_printer *v, const char *a, const char *b,
		    struct buf *answer, struct err *e)
{
	int64_t n;

	(void)b;
	(void)answer;
	if (!str_to_int(a, 1, 255, &n))
		return err_set(e, ERR_USAGE, "noise 1..255");
	usb_printer_lock(v->usb);
	v->tspl.noise = (uint8_t)n;
	usb_printer_unlock(v->usb);
	return 0;
}

static int do_unplug(struct virtual_printer *v, const char *a, const char *b,
		     struct buf *answer, struct err *e)
{
	(void)a;
	(void)b;
	(void)answer;
	if (!usb_printer_state(v->usb).plugged)
		return err_set(e, ERR_USAGE, "the printer is unplugged");
	usb_printer_unplug(v->usb);
	return 0;
}

static int do_replug(struct virtual_printer *v, const char *a, const char *b,
		     struct buf *answer, struct err *e)
{
	(void)a;
	(void)b;
	(void)answer;
	if (usb_printer_state(v->usb).plugged)
		return err_set(e, ERR_USAGE, "the printer is plugged in");
	return usb_printer_plug(v->usb, e);
}

static int do_stall(struct virtual_printer *v, const char *a, const char *b,
		    struct buf *answer, struct err *e)
{
	(void)a;
	(void)b;
	(void)answer;
	(void)e;
	usb_printer_lock(v->usb)->stall = true;
	usb_printer_unlock(v->usb);
	return 0;
}

static int do_hold(struct virtual_printer *v, const char *a, const char *b,
		   struct buf *answer, struct err *e)
{
	int64_t n;

	(void)b;
	(void)answer;
	if (!str_to_int(a, 0, INT32_MAX, &n))
		return err_set(e, ERR_USAGE, "hold N bytes");
	usb_printer_lock(v->usb)->hold = n;
	usb_printer_unlock(v->usb);
	return 0;
}

static int do_release(struct virtual_printer *v, const char *a, const char *b,
		      struct buf *answer, struct err *e)
{
	(void)a;
	(void)b;
	(void)answer;
	(void)e;
	usb_printer_lock(v->usb)->hold = -1;
	usb_printer_unlock(v->usb);
	return 0;
}

static int do_stat(struct virtual_printer *v, const char *a, const char *b,
		   struct buf *answer, struct err *e)
{
	struct usb_printer_state s = usb_printer_state(v->usb);

	(void)a;
	(void)b;
	(void)e;
	usb_printer_lock(v->usb);
	buf_printf(answer,
		   "plugged=%s claimed=%s status=%02x labels=%u spoilt=%u "
		   "queued=%u bytes=%" PRIu64
		   " queries=%u resets=%u unknown=%u clear_halts=%u\n",
		   s.plugged ? "yes" : "no", s.claimed ? "yes" : "no",
		   tspl_printer_status(&v->tspl), v->tspl.labels,
		   v->tspl.spoilt, v->tspl.queued, s.bytes, v->tspl.queries,
		   v->tspl.resets, v->tspl.unknown, s.clear_halts);
	usb_printer_unlock(v->usb);
	return 0;
}

static int do_wait(struct virtual_printer *v, const char *a, const char *b,
		   struct buf *answer, struct err *e)
{
	struct usb_printer_state s = usb_printer_state(v->usb);
	const struct tspl_printer *t = &v->tspl;
	bool printing;
	int64_t n = 0;

	(void)answer;
	usb_printer_lock(v->usb);
	printing = t->printing_until != 0;
	const struct {
		const char *word;
		bool counted;
		uint64_t now;
	} waits[] = {
		{"labels", true, t->labels},   {"bytes", true, s.bytes},
		{"queries", true, t->queries}, {"resets", true, t->resets},
		{"printing", false, printing}, {"idle", false, !printing},
		{"held", false, s.held},       {"claimed", false, s.claimed},
		{"free", false, !s.claimed},
	};
	usb_printer_unlock(v->usb);
	for (size_t i = 0; i < ARRAY_LEN(waits); i++) {
		if (!str_eq(waits[i].word, a))
			continue;
		if (waits[i].counted && !str_to_int(b, 0, INT32_MAX, &n))
			return err_set(e, ERR_USAGE, "wait %s N", a);
		if (waits[i].counted)
			return waits[i].now >= (uint64_t)n ? 0 : CONTROL_LATER;
		return waits[i].now ? 0 : CONTROL_LATER;
	}
	return err_set(e, ERR_USAGE,
		       "wait labels|bytes|queries|resets N, or "
		       "printing|idle|held|claimed|free");
}

static const struct {
	const char *word;
	word_fn *run;
} words[] = {
	{"lid", do_lid},     {"paper", do_paper},     {"ribbon", do_ribbon},
	{"pause", do_pause}, {"unplug", do_unplug},   {"replug", do_replug},
	{"mute", do_mute},   {"noise", do_noise},     {"stall", do_stall},
	{"hold", do_hold},   {"release", do_release}, {"stat", do_stat},
	{"wait", do_wait},
};

static int command(void *ctx, char *const *given, size_t n, struct buf *answer,
		   struct err *e)
{
	struct virtual_printer *v = ctx;

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (!str_eq(words[i].word, given[0]))
			continue;
		/* What was done may end a wait: the loop looks again. */
		loop_wake(v->loop);
		return words[i].run(v, n > 1 ? given[1] : NULL,
				    n > 2 ? given[2] : NULL, answer, e);
	}
	err_set(e, ERR_USAGE, "a virtual printer knows:");
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		snprintf(e->msg + strlen(e->msg),
			 sizeof(e->msg) - strlen(e->msg), " %s", words[i].word);
	return e->code;
}

int virtual_printer_new(struct virtual_printer **ret, struct loop *l,
			const struct virtual_printer_setup *setup,
			struct err *e)
{
	AUTO_PTR(virtual_printer)
	struct virtual_printer *v = mem_alloc(sizeof(*v));
	int rc;

	v->loop = l;
	v->capture = -1;
	tspl_printer_init(&v->tspl);
	v->tspl.print_ms = setup->print_ms;
	v->tspl.reset_ms = setup->reset_ms;
	v->timer = loop_timer_new(l, refresh, v);
	if (setup->capture) {
		v->capture =
			open(setup->capture,
			     O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
		if (v->capture < 0)
			return err_errno(e, ERR_IO, "capture %s",
					 setup->capture);
	}
	rc = usb_printer_new(&v->usb, setup->serial, DEVICE_ID, on_out,
			     on_changed, v, e);
	if (rc >= 0)
		rc = control_new(&v->control, l, setup->control, command, v, e);
	if (rc < 0)
		return rc;
	loop_on_wake(l, refresh, v);
	rc = usb_printer_plug(v->usb, e);
	if (rc >= 0)
		rc = wrapper_write(setup->wrapper, setup->driver,
				   usb_printer_root(v->usb), e);
	if (rc < 0)
		return rc;
	*ret = TAKE(v);
	return 0;
}

void virtual_printer_free(struct virtual_printer *v)
{
	if (!v)
		return;
	control_free(v->control);
	usb_printer_free(v->usb);
	loop_timer_free(v->timer);
	tspl_printer_done(&v->tspl);
	if (v->capture >= 0)
		close(v->capture);
	free(v);
}
