/* line.c: see line.h. */
#include "serve/line.h"

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	READ_BLOCK = 16384,
	DRAIN_BLOCKS = 64, /* more than a socket holds */
};

static void broken(struct line *l, int code, const char *reason)
{
	if (!line_is_open(l))
		return;
	line_close(l);
	l->user.on_broken(l->user.ctx, code, reason);
}

static int take_messages(struct line *l, struct err *e)
{
	while (line_is_open(l)) {
		AUTO(proto_msg) struct proto_msg m = {.bytes = NULL};
		int rc = proto_take(&l->in, &m, e);

		if (rc <= 0)
			return rc;
		rc = l->user.on_message(l->user.ctx, &m, e);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* Whether something was read. */
static bool receive(struct line *l)
{
	struct err e = ERR_INIT;
	ssize_t n = read(l->fd, buf_reserve(&l->in, READ_BLOCK), READ_BLOCK);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (n <= 0) {
		broken(l, ERR_GONE, "the driver closed its line");
		return false;
	}
	buf_added(&l->in, (size_t)n);
	if (take_messages(l, &e) < 0) {
		AUTO(buf) struct buf why = BUF_INIT;

		buf_printf(&why, "the driver does not speak the protocol: %s",
			   e.msg);
		broken(l, ERR_CORRUPT, buf_text(&why));
	}
	return true;
}

static void on_ready(void *ctx, unsigned events)
{
	struct line *l = ctx;

	if (events & (LOOP_READ | LOOP_HANGUP))
		receive(l);
	if (line_is_open(l) && (events & LOOP_WRITE))
		line_flush(l);
}

int line_open(struct line *l, struct loop *loop, int fd,
	      const struct line_user *user, struct err *e)
{
	int rc;

	buf_clear(&l->in);
	buf_clear(&l->out);
	l->user = *user;
	rc = loop_fd_new(&l->watch, loop, fd, LOOP_READ, on_ready, l, e);
	if (rc < 0) {
		close(fd);
		return rc;
	}
	l->fd = fd;
	return 0;
}

void line_close(struct line *l)
{
	if (!line_is_open(l))
		return;
	loop_fd_free(TAKE(l->watch));
	close(own_take_fd(&l->fd));
}

void line_done(struct line *l)
{
	line_close(l);
	buf_done(&l->in);
	buf_done(&l->out);
}

bool line_is_open(const struct line *l)
{
	return l->fd >= 0;
}

void line_drain(struct line *l)
{
	for (int i = 0; i < DRAIN_BLOCKS && line_is_open(l) && receive(l); i++)
		;
}

void line_flush(struct line *l)
{
	while (line_is_open(l) && l->out.len) {
		ssize_t n = send(l->fd, l->out.data, l->out.len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		/* A broken line is noticed by the read that follows. */
		if (n <= 0)
			break;
		buf_shift(&l->out, (size_t)n);
	}
	if (line_is_open(l))
		loop_fd_events(l->watch,
			       LOOP_READ | (l->out.len ? LOOP_WRITE : 0U));
}
