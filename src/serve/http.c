/* http.c: see http.h.
 *
 * libmicrohttpd runs on its own epoll descriptor, which our loop watches; it
 * is run when that is readable, when its time-out is due, and soon after a
 * sleeping connection was woken. A request is in the list of its server from
 * its first header to the end of its connection.
 */
#include "serve/http.h"

#include <microhttpd.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"

enum {
	IDLE_TIMEOUT_S = 120, /* a connection between two requests */
	FLUSH_ROUNDS = 50,    /* of MHD_run when going down */
	STREAM_BLOCK = 16384,
};

struct http {
	struct MHD_Daemon *daemon;
	struct loop_fd *watch;
	struct loop_timer *timer;
	struct http_req *requests;
	bool closing;
	void (*on_request)(void *ctx, struct http_req *r);
	void *ctx;
};

struct http_req {
	struct http *http;
	struct MHD_Connection *conn;
	struct http_req *next, **link;
	char method[8], path[HTTP_PATH_MAX];
	struct buf body;
	bool bad_path, too_large;
	bool asked;  /* on_request has seen it */
	bool asleep; /* suspended: only resuming wakes it */
	unsigned status;
	struct MHD_Response *response; /* made, not queued yet */
	/* streams */
	struct buf out;
	bool streaming, ended, cut;
	struct http_user user;
};

/* ---- running the library ------------------------------------------------- */

static void run(struct http *h)
{
	MHD_UNSIGNED_LONG_LONG ms;

	MHD_run(h->daemon);
	/* Its time-out must always be honoured: it is 0 while it still holds
	 * requests that it has read already. */
	if (MHD_get_timeout(h->daemon, &ms) == MHD_YES)
		loop_timer_set(h->timer, ms > 60000 ? 60000 : (int64_t)ms);
	else
		loop_timer_set(h->timer, -1);
}

static void on_timer(void *ctx)
{
	run(ctx);
}

static void on_ready(void *ctx, unsigned events)
{
	(void)events;
	run(ctx);
}

static void sleep_until_answered(struct http_req *r)
{
	r->asleep = true;
	MHD_suspend_connection(r->conn);
}

static void wake(struct http_req *r)
{
	if (!r->asleep)
		return;
	r->asleep = false;
	MHD_resume_connection(r->conn);
	loop_timer_set(r->http->timer, 0);
}

/* ---- a request comes and goes -------------------------------------------- */

static struct http_req *req_new(struct http *h, struct MHD_Connection *conn,
				const char *method, const char *path)
{
	struct http_req *r = mem_alloc(sizeof(*r));

	r->http = h;
	r->conn = conn;
	if (!STR_COPY(r->method, method) || !STR_COPY(r->path, path))
		r->bad_path = true;
	r->next = h->requests;
	r->link = &h->requests;
	if (r->next)
		r->next->link = &r->next;
	h->requests = r;
	return r;
}

static void on_completed(void *ctx, struct MHD_Connection *conn, void **con_cls,
			 enum MHD_RequestTerminationCode code)
{
	struct http_req *r = *con_cls;

	(void)ctx;
	(void)conn;
	(void)code;
	if (!r)
		return;
	*con_cls = NULL;
	*r->link = r->next;
	if (r->next)
		r->next->link = r->link;
	if (r->user.on_gone)
		r->user.on_gone(r->user.ctx);
	if (r->response)
		MHD_destroy_response(r->response);
	buf_done(&r->body);
	buf_done(&r->out);
	free(r);
}

static enum MHD_Result queue_response(struct http_req *r)
{
	enum MHD_Result rc =
		MHD_queue_response(r->conn, r->status, r->response);

	MHD_destroy_response(TAKE(r->response));
	return rc;
}

/* The library calls this with the headers, with each piece of the body, at
 * the body's end, and again after a sleep. */
static enum MHD_Result on_access(void *ctx, struct MHD_Connection *conn,
				 const char *url, const char *method,
				 const char *version, const char *upload,
				 size_t *upload_size, void **con_cls)
{
	struct http_req *r = *con_cls;

	(void)version;
	if (!r) {
		*con_cls = req_new(ctx, conn, method, url);
		return MHD_YES;
	}
	if (*upload_size) {
		/* No answer can be queued in mid-body: what is too much is
		 * read and thrown away. */
		if (r->body.len + *upload_size > HTTP_BODY_MAX)
			r->too_large = true;
		else
			buf_put(&r->body, upload, *upload_size);
		*upload_size = 0;
		return MHD_YES;
	}
	if (!r->asked) {
		r->asked = true;
		r->http->on_request(r->http->ctx, r);
	}
	if (r->response)
		return queue_response(r);
	sleep_until_answered(r);
	return MHD_YES;
}

/* ---- start and end ------------------------------------------------------- */

int http_new(struct http **ret, struct loop *l, int listen_fd,
	     void (*on_request)(void *ctx, struct http_req *r), void *ctx,
	     struct err *e)
{
	AUTO_PTR(http) struct http *h = mem_alloc(sizeof(*h));
	const union MHD_DaemonInfo *info;

	h->on_request = on_request;
	h->ctx = ctx;
	h->timer = loop_timer_new(l, on_timer, h);
	h->daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
		on_access, h, MHD_OPTION_LISTEN_SOCKET, listen_fd,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)HTTP_CONNECTIONS_MAX,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_TIMEOUT_S,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, h, MHD_OPTION_END);
	if (!h->daemon) {
		close(listen_fd);
		return err_errno(e, ERR_IO, "the HTTP server does not start");
	}
	info = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	if (!info)
		return err_set(e, ERR_INTERNAL, "the HTTP server has no epoll");
	if (loop_fd_new(&h->watch, l, info->epoll_fd, LOOP_READ, on_ready, h,
			e) < 0)
		return ERR_IO;
	run(h);
	*ret = TAKE(h);
	return 0;
}

void http_free(struct http *h)
{
	int fd;

	if (!h)
		return;
	h->closing = true;
	if (h->daemon) {
		fd = MHD_quiesce_daemon(h->daemon);
		auto_close_(&fd);
		/* Stopping with a connection asleep is forbidden. */
		for (struct http_req *r = h->requests, *next; r; r = next) {
			next = r->next;
			if (r->streaming)
				http_stream_end(r, false);
			else if (r->asleep)
				h->on_request(h->ctx, r);
		}
		for (int i = 0; h->requests && i < FLUSH_ROUNDS; i++)
			MHD_run_wait(h->daemon, 10);
		MHD_stop_daemon(h->daemon);
	}
	loop_fd_free(h->watch);
	loop_timer_free(h->timer);
	free(h);
}

/* ---- asking -------------------------------------------------------------- */

int http_check(const struct http_req *r, struct err *e)
{
	if (r->http->closing)
		return err_set(e, ERR_UNREACHABLE, "the service is going down");
	if (r->too_large)
		return err_set(e, ERR_USAGE, "the body is larger than %d MiB",
			       HTTP_BODY_MAX >> 20);
	if (r->bad_path)
		return err_set(e, ERR_NOT_FOUND, "there is no such route");
	return 0;
}

const char *http_method(const struct http_req *r)
{
	return r->method;
}

const char *http_path(const struct http_req *r)
{
	return r->path;
}

const char *http_query(const struct http_req *r, const char *name)
{
	const char *value = NULL;

	if (MHD_lookup_connection_value_n(r->conn, MHD_GET_ARGUMENT_KIND, name,
					  strlen(name), &value,
					  NULL) != MHD_YES)
		return NULL;
	return value ? value : "";
}

struct known {
	const char *names;
	const char *bad;
};

static enum MHD_Result check_name(void *ctx, enum MHD_ValueKind kind,
				  const char *key, const char *value)
{
	struct known *k = ctx;
	size_t n = strlen(key);

	(void)kind;
	(void)value;
	for (const char *p = k->names; *p;) {
		size_t len = strcspn(p, " ");

		if (len == n && !memcmp(p, key, n))
			return MHD_YES;
		p += len;
		p += strspn(p, " ");
	}
	k->bad = key;
	return MHD_NO;
}

bool http_query_only(const struct http_req *r, const char *names,
		     const char **ret_bad)
{
	struct known k = {names, NULL};

	MHD_get_connection_values(r->conn, MHD_GET_ARGUMENT_KIND, check_name,
				  &k);
	if (k.bad)
		*ret_bad = k.bad;
	return !k.bad;
}

const char *http_body(const struct http_req *r, size_t *ret_n)
{
	*ret_n = r->body.len;
	return buf_text(&r->body);
}

int http_fd(const struct http_req *r)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		r->conn, MHD_CONNECTION_INFO_CONNECTION_FD);

	return info ? info->connect_fd : -1;
}

/* ---- answering ----------------------------------------------------------- */

static void set_response(struct http_req *r, unsigned status, const char *type,
			 struct MHD_Response *response)
{
	r->status = status;
	r->response = response;
	MHD_add_response_header(response, "Content-Type", type);
	MHD_add_response_header(response, "Cache-Control", "no-store");
	wake(r);
}

void http_answer(struct http_req *r, unsigned status, const char *type,
		 struct buf *body)
{
	size_t n = body->len;

	set_response(r, status, type,
		     MHD_create_response_from_buffer(n, buf_take(body),
						     MHD_RESPMEM_MUST_FREE));
}

static ssize_t read_stream(void *ctx, uint64_t at, char *to, size_t most)
{
	struct http_req *r = ctx;
	size_t n = r->out.len < most ? r->out.len : most;

	(void)at;
	if (n) {
		memcpy(to, r->out.data, n);
		buf_shift(&r->out, n);
		if (!r->out.len && r->user.on_room && !r->ended)
			r->user.on_room(r->user.ctx);
		return (ssize_t)n;
	}
	if (r->ended)
		return r->cut ? MHD_CONTENT_READER_END_WITH_ERROR
			      : MHD_CONTENT_READER_END_OF_STREAM;
	sleep_until_answered(r);
	return 0;
}

void http_watch(struct http_req *r, const struct http_user *user)
{
	r->user = *user;
}

void http_stream(struct http_req *r, unsigned status, const char *type)
{
	r->streaming = true;
	set_response(r, status, type,
		     MHD_create_response_from_callback(MHD_SIZE_UNKNOWN,
						       STREAM_BLOCK,
						       read_stream, r, NULL));
}

void http_stream_put(struct http_req *r, const void *bytes, size_t n)
{
	buf_put(&r->out, bytes, n);
	wake(r);
}

size_t http_stream_waiting(const struct http_req *r)
{
	return r->out.len;
}

void http_stream_end(struct http_req *r, bool whole)
{
	r->ended = true;
	r->cut = !whole;
	wake(r);
}
