/* doors.c: see doors.h. */
#include "serve/doors.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/log.h"
#include "base/str.h"
#include "core/door.h"

enum {
	FIELD_MAX = 8,
	IDENT_BYTES = 16,
	IDENT_HEX = 32,
	/* A tag reported so soon after its reader came back has lain there
	 * all the time: nobody tapped it. */
	SETTLE_MS = 1500,
	/* A write is a second of radio; after this the driver forgot it. */
	WRITE_TIMEOUT_MS = 10000,
};

/* Tags that lie on the reader. */
struct field {
	char uid[FIELD_MAX][DOOR_UID_TEXT];
	size_t n;
};

struct tag_write {
	void (*done)(void *ctx, const char *ident, const struct err *e);
	void *ctx;
	unsigned id;
	struct loop_timer *timer;
};

struct door {
	struct door_setup on;
	const struct conf_device *mine;
	struct device *device;
	struct door_session session; /* the writer's: writer.h */
	struct field now, before;    /* before: when it was lost */
	int64_t ready_ms;
	unsigned times_ready; /* since the service began */
	struct tag_write write;
};

/* ---- what lies there ----------------------------------------------------- */

static bool field_remove(struct field *f, const char *uid)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->uid[i], uid)) {
			memmove(f->uid[i], f->uid[--f->n], sizeof(f->uid[i]));
			return true;
		}
	return false;
}

static void field_add(struct field *f, const char *uid)
{
	field_remove(f, uid);
	if (f->n < FIELD_MAX)
		STR_COPY(f->uid[f->n++], uid);
}

static void lose_field(struct door *d)
{
	for (size_t i = 0; i < d->now.n; i++)
		field_add(&d->before, d->now.uid[i]);
	d->now.n = 0;
}

/* ---- taps ---------------------------------------------------------------- */

static void show(struct door *d, const char *signal)
{
	struct buf *out = device_out(d->device);

	if (!out)
		return;
	proto_put(out, "feedback", "signal", signal, NULL);
	device_flush(d->device);
}

static const char *signal_of(const struct answer *a)
{
	const char *session = kv_get(&a->results, "session");

	if (a->rc < 0)
		return a->rc == ERR_REFUSED ? "refused" : "down";
	if (session && str_eq(session, "needs-clerk"))
		return "waiting";
	if (session && str_eq(session, "full"))
		return "refused";
	return "granted";
}

static void on_decided(void *ctx, struct write_op *op)
{
	struct door *d = ctx;
	const char *signal = signal_of(op->answers);

	show(d, signal);
	events_tap(d->on.events, d->mine->door, op->uid, signal, op->answers);
}

static void tap(struct door *d, const char *uid)
{
	struct write_op *op = write_op_new(WRITE_TAP, 1, on_decided, d);
	struct err e = ERR_INIT;

	op->door = &d->session;
	STR_COPY(op->uid, uid);
	if (writer_submit(d->on.writer, op, &e) >= 0)
		return;
	op->answers[0].rc = e.code;
	op->answers[0].err = e;
	on_decided(d, op);
	write_op_free(op);
}

static void on_tag(struct door *d, const char *uid)
{
	/* What lies there when the service itself has just come up was tapped
	 * before it went down, if at all: a loan must not be undone by a
	 * restart. */
	bool settling = clock_monotonic_ms() - d->ready_ms < SETTLE_MS;
	bool lay_there = settling &&
			 (d->times_ready == 1 || field_remove(&d->before, uid));

	field_add(&d->now, uid);
	events_tag(d->on.events, d->mine->name, uid, true);
	/* A counter's reader writes tags; nobody passes through it. */
	if (str_eq(d->mine->door, CONF_NO_DOOR))
		return;
	if (lay_there)
		log_line(LOG_NOTICE, "door %s: a tag still lies on the reader",
			 d->mine->door);
	else
		tap(d, uid);
}

/* ---- identifiers --------------------------------------------------------- */

static void end_write(struct door *d, const char *ident, const struct err *e)
{
	struct tag_write w = d->write;

	if (!w.done)
		return;
	d->write.done = NULL;
	loop_timer_set(w.timer, -1);
	w.done(w.ctx, ident, e);
}

static void fail_write(struct door *d, int code, const char *text)
{
	struct err e = ERR_INIT;

	err_set(&e, code, "reader %s: %s", d->mine->name, text);
	end_write(d, NULL, &e);
}

static void on_write_timeout(void *ctx)
{
	fail_write(ctx, ERR_TIMEOUT, "the tag was not written in time");
}

/* docs/protocol.md: the identifier record. */
static void make_record(uint8_t ret[30])
{
	static const uint8_t head[14] = "\xd4\x0b\x10muniment:id";

	memcpy(ret, head, sizeof(head));
	crypto_random(ret + sizeof(head), IDENT_BYTES);
}

static void upper(char *text)
{
	for (; *text; text++)
		*text = str_upper(*text);
}

static void lower(char *text)
{
	for (; *text; text++)
		*text = str_lower(*text);
}

void door_write_tag(struct door *d, const char *uid, bool overwrite,
		    void (*done)(void *ctx, const char *ident,
				 const struct err *e),
		    void *ctx)
{
	struct buf *out = device_out(d->device);
	char id[24], wire_uid[DOOR_UID_TEXT] = "";
	uint8_t record[30];
	struct err e = ERR_INIT;

	if (d->write.done)
		err_set(&e, ERR_BUSY, "reader %s is writing another tag",
			d->mine->name);
	else if (!out || device_state(d->device) != DEVICE_READY)
		err_set(&e, ERR_UNREACHABLE, "reader %s is not there",
			d->mine->name);
	else if (!STR_COPY(wire_uid, uid))
		err_set(&e, ERR_USAGE, "uid: up to 20 hex digits");
	if (e.code) {
		done(ctx, NULL, &e);
		return;
	}
	d->write.done = done;
	d->write.ctx = ctx;
	snprintf(id, sizeof(id), "w%u", ++d->write.id);
	make_record(record);
	lower(wire_uid);
	proto_put_bytes(out, record, sizeof(record), "write", "id", id, "uid",
			wire_uid, "overwrite", overwrite ? "yes" : NULL, NULL);
	loop_timer_set(d->write.timer, WRITE_TIMEOUT_MS);
	device_flush(d->device);
}

static void on_write_answer(struct door *d, const struct proto_msg *m)
{
	const char *of = proto_get(m, "id"), *ident = proto_get(m, "ident");
	const char *code = proto_get(m, "code"), *text = proto_get(m, "text");
	char id[24];

	snprintf(id, sizeof(id), "w%u", d->write.id);
	if (!of || !str_eq(of, id))
		return;
	if (str_eq(m->word, "failed"))
		fail_write(d, err_from_word(code ? code : ""),
			   text ? text : "the tag was not written");
	else if (ident && strlen(ident) == IDENT_HEX)
		end_write(d, ident, NULL);
	else
		fail_write(d, ERR_CORRUPT, "the driver names no identifier");
}

/* ---- what the driver says ------------------------------------------------ */

static void on_message(void *ctx, const struct proto_msg *m)
{
	struct door *d = ctx;
	const char *said = proto_get(m, "uid");
	char uid[DOOR_UID_TEXT] = "";

	/* The register writes UIDs in capitals. */
	if (said && STR_COPY(uid, said))
		upper(uid);
	if (str_eq(m->word, "tag") && *uid) {
		on_tag(d, uid);
	} else if (str_eq(m->word, "tag-gone")) {
		field_remove(&d->now, uid);
		events_tag(d->on.events, d->mine->name, uid, false);
	} else if (str_eq(m->word, "written") ||
		   (str_eq(m->word, "failed") &&
		    str_eq(proto_get(m, "word"), "write"))) {
		on_write_answer(d, m);
	} else if (str_eq(m->word, "state")) {
		lose_field(d);
		if (device_state(d->device) == DEVICE_READY) {
			d->ready_ms = clock_monotonic_ms();
			d->times_ready++;
		} else {
			fail_write(d, ERR_GONE, "it was unplugged");
		}
	}
}

static void on_down(void *ctx)
{
	struct door *d = ctx;

	lose_field(d);
	fail_write(d, ERR_GONE, "its driver ended");
}

struct door *door_new(const struct door_setup *setup,
		      const struct conf_device *mine)
{
	struct door *d = mem_alloc(sizeof(*d));
	const struct device_user user = {on_message, on_down, d};

	d->on = *setup;
	d->mine = mine;
	d->write.timer = loop_timer_new(setup->loop, on_write_timeout, d);
	door_session_init(&d->session, mine->door, setup->session_s);
	d->device = device_new(setup->loop, setup->conf, mine, setup->events,
			       &user);
	return d;
}

void door_free(struct door *d)
{
	if (!d)
		return;
	fail_write(d, ERR_UNREACHABLE, "the service is going down");
	device_free(d->device);
	loop_timer_free(d->write.timer);
	free(d);
}

const struct device *door_device(const struct door *d)
{
	return d->device;
}
