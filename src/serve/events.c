/* events.c: see events.h. */
#include "serve/events.h"

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
	AUTO(buf) struct buf hello = BUF_INIT;

	*l = (struct listener){ev, r, ev->listeners, &ev->listeners, false};
	if (l->next)
		l->next->link = &l->next;
	ev->listeners = l;
	http_stream(r, 200, "text/event-stream; charset=utf-8", on_gone, l);
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
