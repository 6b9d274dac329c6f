/* devices.c: see devices.h. One life of a driver goes
 *
 *	start -> (hello) -> messages, pings -> go_down -> on_end -> start ...
 *
 * go_down comes first when we notice the end through the socket or kill it,
 * and is a part of on_end when the process ends before that.
 */
#include "serve/devices.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "serve/line.h"
#include "serve/spawn.h"

enum { EXIT_USAGE = 2 }; /* docs/protocol.md: not to be restarted */

struct device {
	struct loop *loop;
	const struct conf *conf;
	const struct conf_device *mine;
	struct events *events;
	struct device_user user;

	enum device_state state;
	char reason[256]; /* why it is not ready */
	char model[128];  /* what the device says of itself */
	enum printer_state status;
	int64_t since_s;
	unsigned restarts;

	struct child *child;
	struct line line; /* closed: the driver is down */
	bool said_hello, killed;
	int64_t started_ms, pong_ms, backoff_ms;
	unsigned ping_id;
	struct loop_timer *ping, *restart;
};

/* ---- what is known of it ------------------------------------------------- */

static const char *const state_words[] = {
	[DEVICE_STARTING] = "starting", [DEVICE_READY] = "ready",
	[DEVICE_LOST] = "lost",		[DEVICE_RESTARTING] = "restarting",
	[DEVICE_FAILED] = "failed",
};

const char *device_state_word(enum device_state s)
{
	return state_words[s];
}

const struct conf_device *device_conf(const struct device *d)
{
	return d->mine;
}

enum device_state device_state(const struct device *d)
{
	return d->state;
}

enum printer_state device_status(const struct device *d)
{
	return d->state == DEVICE_READY ? d->status : PRINTER_OFFLINE;
}

void device_put_json(const struct device *d, struct buf *out)
{
	bool printer = d->mine->kind == CONF_PRINTER;
	char since[TIME_TEXT];

	time_format(since, d->since_s, d->conf->zone);
	buf_puts(out, "{\"name\":");
	buf_put_json_string(out, d->mine->name);
	buf_printf(out, ",\"kind\":\"%s\",\"driver\":",
		   printer ? "printer" : "reader");
	buf_put_json_string(out, d->mine->driver);
	if (!printer) {
		buf_puts(out, ",\"door\":");
		buf_put_json_string(out, d->mine->door);
	}
	buf_printf(out, ",\"state\":\"%s\"", state_words[d->state]);
	if (printer)
		buf_printf(out, ",\"status\":\"%s\"",
			   printer_state_word(device_status(d)));
	buf_puts(out, ",\"reason\":");
	buf_put_json_string(out, d->reason);
	buf_puts(out, ",\"model\":");
	buf_put_json_string(out, d->model);
	buf_printf(out, ",\"pid\":%ld,\"restarts\":%u,\"since\":\"%s\"}",
		   line_is_open(&d->line) ? (long)spawn_pid(d->child) : 0L,
		   d->restarts, since);
}

static void tell(struct device *d)
{
	AUTO(buf) struct buf json = BUF_INIT;

	device_put_json(d, &json);
	events_say(d->events, "device", &json);
}

static void enter(struct device *d, enum device_state state, const char *reason)
{
	const struct clock clock = clock_system();
	char text[64];

	if (d->state == state && str_eq(d->reason, reason))
		return;
	d->state = state;
	/* The reason is a driver's words; cut, never trusted to fit. */
	snprintf(d->reason, sizeof(d->reason), "%s", reason);
	str_trim_utf8(d->reason);
	d->since_s = clock_now_s(&clock);
	log_line(state == DEVICE_READY ? LOG_NOTICE : LOG_WARNING,
		 "device %s: %s %s", d->mine->name, state_words[state],
		 log_quoted(text, sizeof(text), d->reason, strlen(d->reason)));
	tell(d);
}

/* ---- its end ------------------------------------------------------------- */

/* Nothing more is said to it or heard from it. Killing what has ended already
 * does nothing. */
static void go_down(struct device *d, const char *reason)
{
	line_close(&d->line);
	loop_timer_set(d->ping, -1);
	spawn_signal(d->child, SIGKILL);
	enter(d, DEVICE_RESTARTING, reason);
	d->user.on_down(d->user.ctx);
}

static void hear(struct device *d, const struct proto_msg *m)
{
	const char *value;

	if (str_eq(m->word, "state")) {
		bool ready = str_eq(proto_get(m, "value"), "ready");

		value = proto_get(m, ready ? "device" : "reason");
		if (ready)
			snprintf(d->model, sizeof(d->model), "%s",
				 value ? value : "");
		str_trim_utf8(d->model);
		d->status = PRINTER_OFFLINE;
		enter(d, ready ? DEVICE_READY : DEVICE_LOST,
		      ready   ? ""
		      : value ? value
			      : "");
	} else if (str_eq(m->word, "status")) {
		value = proto_get(m, "state");
		if (!value || !printer_state_from_word(value, &d->status))
			d->status = PRINTER_OTHER;
		tell(d);
	}
	d->user.on_message(d->user.ctx, m);
}

static int on_message(void *ctx, const struct proto_msg *m, struct err *e)
{
	struct device *d = ctx;

	if (!d->said_hello) {
		if (!str_eq(m->word, "hello") ||
		    !str_eq(proto_get(m, "protocol"), "1"))
			return err_set(e, ERR_CORRUPT,
				       "its first line is not hello "
				       "protocol=1");
		d->said_hello = true;
	} else if (str_eq(m->word, "pong")) {
		d->pong_ms = clock_monotonic_ms();
	} else {
		hear(d, m);
	}
	return 0;
}

static void on_broken(void *ctx, int code, const char *reason)
{
	struct device *d = ctx;

	d->killed = code == ERR_CORRUPT;
	go_down(d, reason);
}

static void on_end(void *ctx, int status)
{
	struct device *d = ctx;
	int64_t lived_ms = clock_monotonic_ms() - d->started_ms;
	char text[64], reason[128];

	line_drain(&d->line);
	snprintf(reason, sizeof(reason), "the driver ended: %s",
		 spawn_status_text(text, sizeof(text), status));
	if (line_is_open(&d->line))
		go_down(d, reason);
	spawn_free(TAKE(d->child));
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_USAGE) {
		enter(d, DEVICE_FAILED,
		      "the driver says that its settings are wrong; see the "
		      "log");
		return;
	}
	/* How it ended says more than that it closed its line, but not more
	 * than why we killed it. */
	if (!d->killed)
		enter(d, DEVICE_RESTARTING, reason);
	if (lived_ms >= d->conf->watch.healthy)
		d->backoff_ms = d->conf->watch.restart_first;
	loop_timer_set(d->restart, d->backoff_ms);
	d->backoff_ms *= 2;
	if (d->backoff_ms > d->conf->watch.restart_most)
		d->backoff_ms = d->conf->watch.restart_most;
}

/* ---- its life ------------------------------------------------------------ */

static void on_ping(void *ctx)
{
	struct device *d = ctx;
	char id[24];

	/* Its answer may lie there: perhaps it was we who had no time. */
	line_drain(&d->line);
	if (!line_is_open(&d->line))
		return;
	if (clock_monotonic_ms() - d->pong_ms >= d->conf->watch.silence) {
		d->killed = true;
		go_down(d, "the driver hangs: it was killed");
		return;
	}
	snprintf(id, sizeof(id), "%u", ++d->ping_id);
	proto_put(&d->line.out, "ping", "id", id, NULL);
	loop_timer_set(d->ping, d->conf->watch.ping);
	line_flush(&d->line);
}

struct words {
	const char *argv[8];
	char text[6][CONF_PATH + 16];
	size_t n;
};

static void add_word(struct words *w, const char *key, const char *value)
{
	snprintf(w->text[w->n], sizeof(w->text[0]), "%s%s", key, value);
	w->argv[w->n] = w->text[w->n];
	w->n++;
}

static void make_words(const struct device *d, struct words *w)
{
	const struct conf_device *c = d->mine;

	add_word(w, "", *c->program ? c->program : d->conf->driver);
	add_word(w, "", c->driver);
	add_word(w, "name=", c->name);
	if (c->kind == CONF_READER) {
		add_word(w, "device=", c->device);
	} else {
		add_word(w, "language=", c->language);
		add_word(w, "usb=", c->usb);
	}
}

static int try_start(struct device *d, struct err *e)
{
	struct words words = {.n = 0};
	struct spawn_spec spec = {.argv = words.argv,
				  .link = SPAWN_SOCKET,
				  .on_end = on_end,
				  .ctx = d};
	const struct line_user user = {on_message, on_broken, d};
	int fd, rc;

	make_words(d, &words);
	rc = spawn_start(&d->child, d->loop, &spec, &fd, NULL, e);
	if (rc < 0)
		return rc;
	rc = line_open(&d->line, d->loop, fd, &user, e);
	if (rc < 0)
		spawn_free(TAKE(d->child));
	return rc;
}

static void start(struct device *d)
{
	struct err e = ERR_INIT;

	d->said_hello = d->killed = false;
	d->status = PRINTER_OFFLINE;
	d->started_ms = d->pong_ms = clock_monotonic_ms();
	if (try_start(d, &e) < 0) {
		enter(d, DEVICE_RESTARTING, e.msg);
		loop_timer_set(d->restart, d->conf->watch.restart_most);
		return;
	}
	enter(d, DEVICE_STARTING, "");
	loop_timer_set(d->ping, d->conf->watch.ping);
}

static void on_restart(void *ctx)
{
	struct device *d = ctx;

	d->restarts++;
	start(d);
}

struct device *device_new(struct loop *l, const struct conf *conf,
			  const struct conf_device *mine, struct events *events,
			  const struct device_user *user)
{
	struct device *d = mem_alloc(sizeof(*d));

	d->loop = l;
	d->conf = conf;
	d->mine = mine;
	d->events = events;
	d->user = *user;
	d->line.fd = -1;
	d->state = DEVICE_RESTARTING;
	d->backoff_ms = conf->watch.restart_first;
	d->ping = loop_timer_new(l, on_ping, d);
	d->restart = loop_timer_new(l, on_restart, d);
	start(d);
	return d;
}

void device_free(struct device *d)
{
	if (!d)
		return;
	line_done(&d->line);
	spawn_free(d->child);
	loop_timer_free(d->ping);
	loop_timer_free(d->restart);
	free(d);
}

struct buf *device_out(struct device *d)
{
	return line_is_open(&d->line) ? &d->line.out : NULL;
}

void device_flush(struct device *d)
{
	line_flush(&d->line);
}
