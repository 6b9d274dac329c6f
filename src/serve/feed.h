/* feed.h: a child process whose output is the answer to a request. */
#ifndef MUNIMENT_SERVE_FEED_H
#define MUNIMENT_SERVE_FEED_H

#include "base/loop.h"
#include "serve/http.h"

/* Children at work at once: each reads the whole register. */
enum { FEEDS_MAX = 4 };

/* Starts argv (NULL-ended, copied by the kernel) and sends what it prints as
 * `type`. When it fails before its first byte, the request is answered by its
 * exit status (design: exit status) and the first line of its stderr; after
 * that the connection is cut. The child is killed when the client goes.
 * Takes the request over on success. `running` counts those at work:
 * ERR_BUSY when they are FEEDS_MAX. */
int feed_start(struct loop *l, unsigned *running, struct http_req *req,
	       const char *const *argv, const char *type,
	       struct err *e) WARN_UNUSED;

#endif
