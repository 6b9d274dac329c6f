/* channel.c: see channel.h. */
#include "drivers/channel.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/str.h"

struct channel {
	int in_fd, out_fd;
	bool over;
	struct buf in, out;
};

struct channel *channel_new(int in_fd, int out_fd)
{
	struct channel *c = mem_alloc(sizeof(*c));

	c->in_fd = in_fd;
	c->out_fd = out_fd;
	return c;
}

void channel_free(struct channel *c)
{
	if (!c)
		return;
	buf_done(&c->in);
	buf_done(&c->out);
	free(c);
}

bool channel_is_over(const struct channel *c)
{
	return c->over;
}

static void read_some(struct channel *c)
{
	enum { CHUNK = 65536 };
	ssize_t n = read(c->in_fd, buf_reserve(&c->in, CHUNK), CHUNK);

	if (n > 0)
		buf_added(&c->in, (size_t)n);
	else if (n == 0 || (errno != EINTR && errno != EAGAIN))
		c->over = true;
}

void channel_wait(struct channel *c, struct pollfd *fds, size_t n,
		  int64_t timeout_ms)
{
	struct pollfd all[1 + CHANNEL_FDS_MAX] = {
		{.fd = c->in_fd, .events = POLLIN},
	};
	int timeout = timeout_ms < 0	   ? -1
		      : timeout_ms > 60000 ? 60000
					   : (int)timeout_ms;

	if (c->over)
		return;
	if (n > CHANNEL_FDS_MAX)
		n = CHANNEL_FDS_MAX;
	for (size_t i = 0; i < n; i++)
		all[1 + i] = fds[i];
	if (poll(all, 1 + n, timeout) < 0)
		memset(all, 0, sizeof(all));
	for (size_t i = 0; i < n; i++)
		fds[i].revents = all[1 + i].revents;
	if (all[0].revents)
		read_some(c);
}

int channel_take(struct channel *c, struct proto_msg *ret)
{
	struct err e = ERR_INIT;
	int rc;

	while (!c->over && (rc = proto_take(&c->in, ret, &e))) {
		if (rc < 0) {
			log_err(LOG_ERROR, "service", &e);
			c->over = true;
		} else if (str_eq(ret->word, "ping")) {
			channel_send(c, "pong", "id", proto_get(ret, "id"),
				     NULL);
			proto_msg_done(ret);
		} else if (str_eq(ret->word, "quit")) {
			proto_msg_done(ret);
			c->over = true;
		} else {
			return 1;
		}
	}
	return 0;
}

struct buf *channel_out(struct channel *c)
{
	return &c->out;
}

void channel_flush(struct channel *c)
{
	while (c->out.len && !c->over) {
		ssize_t n = write(c->out_fd, c->out.data, c->out.len);

		if (n >= 0) {
			buf_shift(&c->out, (size_t)n);
		} else if (errno == EAGAIN) {
			struct pollfd p = {.fd = c->out_fd, .events = POLLOUT};

			poll(&p, 1, -1);
		} else if (errno != EINTR) {
			c->over = true;
		}
	}
	buf_clear(&c->out);
}

void channel_fail(struct channel *c, const struct proto_msg *m,
		  const struct err *e)
{
	channel_send(c, "failed", "word", m->word, "code", err_word(e->code),
		     "text", e->msg, "id", proto_get(m, "id"), NULL);
}

void channel_unsupported(struct channel *c, const struct proto_msg *m)
{
	struct err e = ERR_INIT;

	err_set(&e, ERR_UNSUPPORTED, "this driver cannot do '%s'", m->word);
	channel_fail(c, m, &e);
}
