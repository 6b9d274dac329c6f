/* feed.c: see feed.h.
 *
 * A feed lives as long as its request. The child's part is over when it was
 * reaped and both its pipes are at their end.
 */
#include "serve/feed.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "serve/respond.h"
#include "serve/spawn.h"

enum {
	READ_BLOCK = 65536,
	WAITING_MAX = 1 << 20, /* then the child waits for the client */
	STDERR_MAX = 4096,
};

struct pipe_end {
	struct feed *feed;
	int fd;
	struct loop_fd *watch;
};

struct feed {
	struct loop *loop;
	unsigned *running;
	struct http_req *req;
	const char *type;
	struct child *child; /* NULL: reaped */
	int status;
	struct pipe_end out, err;
	struct buf said; /* on stderr */
	bool streaming;
};

static void pipe_close(struct pipe_end *p)
{
	loop_fd_free(TAKE(p->watch));
	auto_close_(&p->fd);
	p->fd = -1;
}

static void feed_free(struct feed *f)
{
	pipe_close(&f->out);
	pipe_close(&f->err);
	spawn_free(f->child);
	buf_done(&f->said);
	--*f->running;
	free(f);
}

static int code_of(int status)
{
	static const int codes[] = {
		[2] = ERR_USAGE,
		[3] = ERR_REFUSED,
		[4] = ERR_NOT_FOUND,
		[5] = ERR_UNREACHABLE,
	};
	int exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 1;

	return exit_status >= 2 && exit_status <= 5 ? codes[exit_status]
						    : ERR_INTERNAL;
}

static void answer_failure(struct feed *f)
{
	struct err e = ERR_INIT;
	char text[64];
	int n = (int)strcspn(buf_text(&f->said), "\n");

	err_set(&e, code_of(f->status), "%.*s", n ? n : 22,
		n ? buf_text(&f->said) : "the child process died");
	err_detail(&e, "%s", spawn_status_text(text, sizeof(text), f->status));
	log_err(LOG_WARNING, "child", &e);
	respond_error(f->req, &e);
}

static void end_if_over(struct feed *f)
{
	AUTO(buf) struct buf nothing = BUF_INIT;

	if (f->child || f->out.fd >= 0 || f->err.fd >= 0)
		return;
	if (f->streaming)
		http_stream_end(f->req, f->status == 0);
	else if (f->status == 0)
		http_answer(f->req, 200, f->type, &nothing);
	else
		answer_failure(f);
}

static void on_end(void *ctx, int status)
{
	struct feed *f = ctx;

	f->status = status;
	spawn_free(TAKE(f->child));
	end_if_over(f);
}

/* ---- what the child prints ----------------------------------------------- */

static void send_on(struct feed *f, const struct buf *bytes)
{
	if (!f->streaming) {
		f->streaming = true;
		http_stream(f->req, 200, f->type);
	}
	http_stream_put(f->req, bytes->data, bytes->len);
	/* Not watched at all: a hang-up would be told again and again. */
	if (http_stream_waiting(f->req) > WAITING_MAX)
		loop_fd_free(TAKE(f->out.watch));
}

static void on_output(void *ctx, unsigned events)
{
	struct pipe_end *p = ctx;
	struct feed *f = p->feed;
	AUTO(buf) struct buf bytes = BUF_INIT;
	ssize_t n;

	(void)events;
	n = read(p->fd, buf_reserve(&bytes, READ_BLOCK), READ_BLOCK);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		pipe_close(p);
		end_if_over(f);
		return;
	}
	buf_added(&bytes, (size_t)n);
	if (p == &f->out)
		send_on(f, &bytes);
	else if (f->said.len < STDERR_MAX)
		buf_put(&f->said, bytes.data, bytes.len);
}

static int watch(struct pipe_end *p, struct err *e)
{
	return loop_fd_new(&p->watch, p->feed->loop, p->fd, LOOP_READ,
			   on_output, p, e);
}

/* ---- the request's side -------------------------------------------------- */

static void on_gone(void *ctx)
{
	feed_free(ctx);
}

static void on_room(void *ctx)
{
	struct feed *f = ctx;
	struct err e = ERR_INIT;

	if (f->out.fd < 0 || f->out.watch)
		return;
	if (watch(&f->out, &e) < 0) {
		log_err(LOG_ERROR, "child", &e);
		http_stream_end(f->req, false);
	}
}

int feed_start(struct loop *l, unsigned *running, struct http_req *req,
	       const char *const *argv, const char *type, struct err *e)
{
	struct spawn_spec spec = {
		.argv = argv, .link = SPAWN_OUTPUT, .on_end = on_end};
	struct http_user user = {on_gone, on_room, NULL};
	struct feed *f;
	int rc;

	if (*running >= FEEDS_MAX)
		return err_set(e, ERR_BUSY,
			       "%d reports and exports are being made "
			       "already; try again",
			       FEEDS_MAX);
	f = mem_alloc(sizeof(*f));
	spec.ctx = user.ctx = f;
	++*running;
	f->running = running;
	f->loop = l;
	f->req = req;
	f->type = type;
	f->out = (struct pipe_end){f, -1, NULL};
	f->err = (struct pipe_end){f, -1, NULL};
	rc = spawn_start(&f->child, l, &spec, &f->out.fd, &f->err.fd, e);
	if (rc >= 0)
		rc = watch(&f->out, e);
	if (rc >= 0)
		rc = watch(&f->err, e);
	if (rc < 0)
		feed_free(f);
	else
		http_watch(req, &user);
	return rc;
}
