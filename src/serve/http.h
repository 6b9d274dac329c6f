/* http.h: HTTP over a listening Unix socket, on the loop; the only file that
 * knows libmicrohttpd.
 *
 * A request is handed over once it is whole. It is answered now or later,
 * exactly once, from the loop's thread; until then its connection sleeps and
 * costs nothing. An answer is either one body or a stream.
 */
#ifndef MUNIMENT_SERVE_HTTP_H
#define MUNIMENT_SERVE_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/loop.h"
#include "base/own.h"

struct http;
struct http_req;

enum {
	HTTP_BODY_MAX = 4 << 20,
	HTTP_CONNECTIONS_MAX = 400, /* well below 1,024 descriptors */
	HTTP_PATH_MAX = 128,
};

/* `listen_fd` becomes http's. `on_request` must answer or keep the request
 * for later; once http_check() fails it must answer at once. */
int http_new(struct http **ret, struct loop *l, int listen_fd,
	     void (*on_request)(void *ctx, struct http_req *r), void *ctx,
	     struct err *e) WARN_UNUSED;
/* Sends what is answered, hands the rest over once more to be refused, closes
 * everything. */
void http_free(struct http *h);
DEFINE_AUTO_PTR(http, http_free)

/* ---- the request; texts are borrowed until it is answered ---------------- */
/* Whether it can be served at all: ERR_USAGE when the body is too large,
 * ERR_NOT_FOUND for a path longer than any, ERR_UNREACHABLE when the service
 * is going down. */
int http_check(const struct http_req *r, struct err *e) WARN_UNUSED;
const char *http_method(const struct http_req *r);
const char *http_path(const struct http_req *r);
/* Value of ?name=, "" for a name without one, NULL when it is not there. */
const char *http_query(const struct http_req *r, const char *name);
/* False when the query has a name that is not in `names` (with blanks
 * between); *ret_bad is then that name. */
bool http_query_only(const struct http_req *r, const char *names,
		     const char **ret_bad);
/* Followed by a NUL. */
const char *http_body(const struct http_req *r, size_t *ret_n);
/* The connection's descriptor, to ask the kernel who the peer is. */
int http_fd(const struct http_req *r);

/* ---- the answer ---------------------------------------------------------- */
/* Takes the bytes out of body. Nothing but on_gone comes after it. */
void http_answer(struct http_req *r, unsigned status, const char *type,
		 struct buf *body);

struct http_user {
	/* Once, when the request is over for whatever reason, answered or
	 * not: it must not be used after it. A client that went away is
	 * noticed at the next write of a stream. */
	void (*on_gone)(void *ctx);
	/* A stream's client has taken everything; NULL: not wanted. */
	void (*on_room)(void *ctx);
	void *ctx;
};
/* Who wants to know; once for each request. */
void http_watch(struct http_req *r, const struct http_user *user);

/* Begins a stream. */
void http_stream(struct http_req *r, unsigned status, const char *type);
void http_stream_put(struct http_req *r, const void *bytes, size_t n);
/* Bytes that the client has not taken yet. */
size_t http_stream_waiting(const struct http_req *r);
/* `whole` false: the connection is cut, so that the client sees that the rest
 * is missing. */
void http_stream_end(struct http_req *r, bool whole);

#endif
