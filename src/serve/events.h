/* events.h: the live stream (server-sent events) of what happens: devices that
 * come and go, taps, entries, labels. Lines carry serials, ids, codes and
 * states; never a title, a name or free text. Nothing is kept: a client that
 * was away asks for the present state first. */
#ifndef MUNIMENT_SERVE_EVENTS_H
#define MUNIMENT_SERVE_EVENTS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/loop.h"
#include "base/own.h"
#include "core/verbs.h"
#include "register/register.h"
#include "serve/http.h"

enum {
	/* A client that went away is noticed at the next write only. */
	EVENTS_HEARTBEAT_MS = 15000,
	/* A client that does not read is cut off rather than fed for ever. */
	EVENTS_WAITING_MAX = 256 << 10,
};

struct events;
struct events *events_new(struct loop *l);
/* The streams must have ended (http_free). */
void events_free(struct events *ev);
DEFINE_AUTO_PTR(events, events_free)

/* Turns the request into a listener. */
void events_join(struct events *ev, struct http_req *r);
/* One event to all; `json` is one line, an object. */
void events_say(struct events *ev, const char *kind, const struct buf *json);
/* An entry was made: number, verb, outcome, reason codes, what it is about. */
void events_entry(struct events *ev, const struct verb *verb,
		  const struct answer *a);
/* A badge or tag was tapped, and what the reader showed. */
void events_tap(struct events *ev, const char *door, const char *uid,
		const char *signal, const struct answer *a);
/* A tag came into a reader's field, or left it; whether or not it is at a
 * door. */
void events_tag(struct events *ev, const char *reader, const char *uid,
		bool present);

#endif
