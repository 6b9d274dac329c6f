/* feed.h: a child process whose output is the answer to a request. */
#ifndef MUNIMENT_SERVE_FEED_H
#define MUNIMENT_SERVE_FEED_H

#include "base/loop.h"
#include "serve/http.h"

/* Starts argv (NULL-ended, copied by the kernel) and sends what it prints as
 * `type`. When it fails before its first byte, the request is answered by its
 * exit status (design: exit status) and the first line of its stderr; after
 * that the connection is cut. The child is killed when the client goes.
 * Takes the request over on success. */
int feed_start(struct loop *l, struct http_req *req, const char *const *argv,
	       const char *type, struct err *e) WARN_UNUSED;

#endif
