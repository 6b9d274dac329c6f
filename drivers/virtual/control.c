/* control.c: see control.h. */
#include "drivers/virtual/control.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"

enum { LINE_BYTES = 1024, WORDS_MAX = 16, CLIENTS_MAX = 32 };

struct client {
	struct control *control;
	struct client *next;
	int fd; /* -1: done, to be freed by the next sweep */
	struct loop_fd *watch;
	struct buf line;
	bool waiting;
};

struct control {
	struct loop *loop;
	control_fn *command;
	void *ctx;
	int fd;
	char path[sizeof(((struct sockaddr_un *)0)->sun_path)];
	struct loop_fd *watch;
	struct client *clients;
};

static int make_address(struct sockaddr_un *ret, const char *path,
			struct err *e)
{
	*ret = (struct sockaddr_un){.sun_family = AF_UNIX};
	if (!STR_COPY(ret->sun_path, path))
		return err_set(e, ERR_USAGE,
			       "control socket: a path of at most %zu bytes",
			       sizeof(ret->sun_path) - 1);
	return 0;
}

static void client_close(struct client *k)
{
	loop_fd_free(k->watch);
	k->watch = NULL;
	close(k->fd);
	k->fd = -1;
	k->waiting = false;
}

static void sweep(struct control *c)
{
	struct client **p = &c->clients;

	while (*p) {
		struct client *k = *p;

		if (k->fd >= 0) {
			p = &k->next;
			continue;
		}
		*p = k->next;
		buf_done(&k->line);
		free(k);
	}
}

static size_t split(char *line, char *words[WORDS_MAX])
{
	size_t n = 0;
	char *save = NULL;

	for (char *w = strtok_r(line, " \t\r\n", &save); w && n < WORDS_MAX;
	     w = strtok_r(NULL, " \t\r\n", &save))
		words[n++] = w;
	return n;
}

static void attempt(struct client *k)
{
	AUTO(buf) struct buf answer = BUF_INIT, out = BUF_INIT;
	AUTO_FREE char *line = mem_dup(buf_text(&k->line));
	struct err e = ERR_INIT;
	char *words[WORDS_MAX];
	size_t n = split(line, words);
	int rc = n ? k->control->command(k->control->ctx, words, n, &answer, &e)
		   : err_set(&e, ERR_USAGE, "no command");

	k->waiting = rc == CONTROL_LATER;
	if (k->waiting)
		return;
	if (rc < 0)
		buf_printf(&out, "err %s %s\n", err_word(e.code), e.msg);
	else
		buf_printf(&out, "ok\n%s", buf_text(&answer));
	/* A peer that does not read its few lines has itself to blame. */
	if (send(k->fd, out.data, out.len, MSG_NOSIGNAL) < 0)
		k->waiting = false;
	client_close(k);
}

static void client_ready(void *ctx, unsigned events)
{
	struct client *k = ctx;
	struct control *c = k->control;
	char bytes[LINE_BYTES];
	ssize_t n = read(k->fd, bytes, sizeof(bytes));

	(void)events;
	if (n <= 0 || k->line.len + (size_t)n > LINE_BYTES) {
		client_close(k);
	} else if (!k->waiting) {
		buf_put(&k->line, bytes, (size_t)n);
		if (strchr(buf_text(&k->line), '\n'))
			attempt(k);
	}
	control_changed(c);
}

static void accept_ready(void *ctx, unsigned events)
{
	struct control *c = ctx;
	struct client *k;
	int fd = accept4(c->fd, NULL, NULL, SOCK_CLOEXEC);

	(void)events;
	if (fd < 0)
		return;
	k = mem_alloc(sizeof(*k));
	k->control = c;
	k->fd = fd;
	k->next = c->clients;
	c->clients = k;
	if (loop_fd_new(&k->watch, c->loop, fd, LOOP_READ, client_ready, k,
			NULL) < 0)
		client_close(k);
}

void control_changed(struct control *c)
{
	for (struct client *k = c->clients; k; k = k->next)
		if (k->waiting)
			attempt(k);
	sweep(c);
}

int control_new(struct control **ret, struct loop *l, const char *path,
		control_fn *command, void *ctx, struct err *e)
{
	AUTO_PTR(control) struct control *c = mem_alloc(sizeof(*c));
	struct sockaddr_un address;
	mode_t mask;
	int rc;

	c->loop = l;
	c->command = command;
	c->ctx = ctx;
	c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		return err_errno(e, ERR_IO, "control socket");
	rc = make_address(&address, path, e);
	if (rc < 0)
		return rc;
	unlink(path);
	mask = umask(0177);
	rc = bind(c->fd, (struct sockaddr *)&address, sizeof(address));
	umask(mask);
	if (rc < 0 || listen(c->fd, CLIENTS_MAX) < 0)
		return err_errno(e, ERR_IO, "control socket %s", path);
	STR_COPY(c->path, path);
	rc = loop_fd_new(&c->watch, l, c->fd, LOOP_READ, accept_ready, c, e);
	if (rc < 0)
		return rc;
	*ret = TAKE(c);
	return 0;
}

void control_free(struct control *c)
{
	if (!c)
		return;
	for (struct client *k = c->clients; k; k = k->next)
		if (k->fd >= 0)
			client_close(k);
	sweep(c);
	loop_fd_free(c->watch);
	if (c->fd >= 0)
		close(c->fd);
	if (c->path[0])
		unlink(c->path);
	free(c);
}

/* ---- the other side ------------------------------------------------------ */

static int read_answer(int fd, int timeout_ms, struct buf *in, struct err *e)
{
	int64_t end_ms = clock_monotonic_ms() + timeout_ms;
	struct pollfd p = {.fd = fd, .events = POLLIN};
	ssize_t n;

	for (;;) {
		int64_t left = end_ms - clock_monotonic_ms();

		if (left <= 0 || poll(&p, 1, (int)left) == 0)
			return err_set(e, ERR_TIMEOUT, "no answer within %d ms",
				       timeout_ms);
		n = read(fd, buf_reserve(in, LINE_BYTES), LINE_BYTES);
		if (n <= 0)
			return 0;
		buf_added(in, (size_t)n);
	}
}

int control_call(const char *path, char *const *words, size_t n, int timeout_ms,
		 struct buf *answer, struct err *e)
{
	AUTO_CLOSE int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	AUTO(buf) struct buf out = BUF_INIT;
	struct sockaddr_un address;
	const char *text;
	char word[32];
	int rc = make_address(&address, path, e);

	if (rc < 0)
		return rc;
	if (fd < 0 ||
	    connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0)
		return err_errno(e, ERR_UNREACHABLE, "virtual device at %s",
				 path);
	for (size_t i = 0; i < n; i++)
		buf_printf(&out, "%s%c", words[i], i + 1 < n ? ' ' : '\n');
	if (send(fd, out.data, out.len, MSG_NOSIGNAL) < 0)
		return err_errno(e, ERR_IO, "virtual device at %s", path);
	rc = read_answer(fd, timeout_ms, answer, e);
	if (rc < 0)
		return rc;
	text = buf_text(answer);
	if (str_starts(text, "ok\n")) {
		buf_shift(answer, 3);
		return 0;
	}
	if (sscanf(text, "err %31s", word) != 1)
		return err_set(e, ERR_CORRUPT, "virtual device: no answer");
	return err_set(e, err_from_word(word), "%s",
		       text + strlen("err ") + strlen(word));
}
