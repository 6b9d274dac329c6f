/* client.h: speaks to the service: HTTP on its Unix socket (docs/api.md).
 * The only door to libcurl. Everything here blocks until there is an answer. */
#ifndef MUNIMENT_CLI_CLIENT_H
#define MUNIMENT_CLI_CLIENT_H

#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/kv.h"
#include "base/own.h"

struct client;

/* `socket` is the service's socket. Nothing is sent yet. */
int client_new(struct client **ret, const char *socket,
	       struct err *e) WARN_UNUSED;
void client_free(struct client *c);
DEFINE_AUTO_PTR(client, client_free)

struct reply {
	long status; /* HTTP's: 200, 409, ... */
	struct buf body;
};
void reply_done(struct reply *r);
DEFINE_AUTO_VAL(reply, reply_done)

/* Any HTTP answer gives 0 and is left in *ret (zeroed before). ERR_UNREACHABLE
 * when the service is not there; ERR_TIMEOUT when it said nothing in a minute.
 *
 * client_post sends the same bytes again for some seconds when the answer was
 * lost on the way: the body must carry a request id, so that a command which
 * was done is not done again. */
int client_post(struct client *c, const char *path, const char *json,
		struct reply *ret, struct err *e) WARN_UNUSED;
/* `query` may be NULL; its values are escaped here. */
int client_get(struct client *c, const char *path, const struct kv_list *query,
	       struct reply *ret, struct err *e) WARN_UNUSED;
/* As client_get, for long answers: an answer of status 200 goes to `out` as it
 * comes and may take for ever; ret->body then stays empty. */
int client_stream(struct client *c, const char *path,
		  const struct kv_list *query, FILE *out, struct reply *ret,
		  struct err *e) WARN_UNUSED;

#endif
