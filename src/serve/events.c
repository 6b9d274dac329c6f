/* events.c: see events.h. */
#include "serve/events.h"

#include "base/str.h"

struct listener {
	struct events *events;
	struct http_req *req;
	struct listener *next, **link;
	bool cut;
};

struct events {
	struct loop_timer *heartbeat;
	struct listener *listeners;
};

static void put(struct listener *l, const struct buf *text)
{
	if (l->cut)
		return;
	if (http_stream_waiting(l->req) + text->len > EVENTS_WAITING_MAX) {
		l->cut = true;
		http_stream_end(l->req, false);
		return;
	}
	http_stream_put(l->req, text->data, text->len);
}

static void put_all(struct events *ev, const struct buf *text)
{
	for (struct listener *l = ev->listeners; l; l = l->next)
		put(l, text);
}

static void beat(void *ctx)
{
	struct events *ev = ctx;
	AUTO(buf) struct buf text = BUF_INIT;

	buf_puts(&text, ": heartbeat\n\n");
	put_all(ev, &text);
	loop_timer_set(ev->heartbeat, EVENTS_HEARTBEAT_MS);
}

struct events *events_new(struct loop *l)
{
	struct events *ev = mem_alloc(sizeof(*ev));

	ev->heartbeat = loop_timer_new(l, beat, ev);
	loop_timer_set(ev->heartbeat, EVENTS_HEARTBEAT_MS);
	return ev;
}

void events_free(struct events *ev)
{
	if (!ev)
		return;
	loop_timer_free(ev->heartbeat);
	free(ev);
}

static void on_gone(void *ctx)
{
	struct listener *l = ctx;

	*l->link = l->next;
	if (l->next)
		l->next->link = l->link;
	free(l);
}

void events_join(struct events *ev, struct http_req *r)
{
	struct listener *l = mem_alloc(sizeof(*l));
	const struct http_user user = {on_gone, NULL, l};
	AUTO(buf) struct buf hello = BUF_INIT;

	*l = (struct listener){ev, r, ev->listeners, &ev->listeners, false};
	if (l->next)
		l->next->link = &l->next;
	ev->listeners = l;
	http_watch(r, &user);
	http_stream(r, 200, "text/event-stream; charset=utf-8");
	/* So that the client sees at once that it is connected. */
	buf_puts(&hello, ": muniment\n\n");
	put(l, &hello);
}

void events_say(struct events *ev, const char *kind, const struct buf *json)
{
	AUTO(buf) struct buf text = BUF_INIT;

	buf_printf(&text, "event: %s\ndata: %s\n\n", kind, buf_text(json));
	put_all(ev, &text);
}

/* Results that may be told: identifiers. Anything else may be a name. */
static const char *const told[] = {"serial", "receive-no", "label",  "approval",
				   "copy",   "tap",	   "act",    "session",
				   "person", "state",	   "holder", "due"};

static void put_answer(struct buf *json, const struct answer *a)
{
	const char *value;
	bool first = true;

	buf_printf(json, "\"outcome\":\"%s\",\"seq\":%lld,\"reasons\":[",
		   a->rc ? err_word(a->rc) : "done", (long long)a->seq);
	for (enum reason r = REASON_OK;
	     (r = reason_next(&a->reasons, r)) != REASON_OK; first = false)
		buf_printf(json, first ? "\"%s\"" : ",\"%s\"", reason_code(r));
	buf_putc(json, ']');
	for (size_t i = 0; i < ARRAY_LEN(told); i++) {
		value = kv_get(&a->results, told[i]);
		if (!value)
			continue;
		buf_printf(json, ",\"%s\":", told[i]);
		buf_put_json_string(json, value);
	}
	buf_putc(json, '}');
}

void events_entry(struct events *ev, const struct verb *verb,
		  const struct answer *a)
{
	AUTO(buf) struct buf json = BUF_INIT;

	if (!a->seq || a->repeated || !ev->listeners)
		return;
	buf_printf(&json, "{\"verb\":\"%s\",", verb->name);
	put_answer(&json, a);
	events_say(ev, "entry", &json);
}

void events_tap(struct events *ev, const char *door, const char *uid,
		const char *signal, const struct answer *a)
{
	AUTO(buf) struct buf json = BUF_INIT;

	buf_puts(&json, "{\"door\":");
	buf_put_json_string(&json, door);
	buf_puts(&json, ",\"uid\":");
	buf_put_json_string(&json, uid);
	buf_puts(&json, ",\"signal\":");
	buf_put_json_string(&json, signal);
	buf_putc(&json, ',');
	put_answer(&json, a);
	events_say(ev, "tap", &json);
}

void events_tag(struct events *ev, const char *reader, const char *uid,
		bool present)
{
	AUTO(buf) struct buf json = BUF_INIT;

	buf_puts(&json, "{\"reader\":");
	buf_put_json_string(&json, reader);
	buf_puts(&json, ",\"uid\":");
	buf_put_json_string(&json, uid);
	buf_printf(&json, ",\"present\":\"%s\"}", present ? "yes" : "no");
	events_say(ev, "tag", &json);
}
