/* bench_checkout: clients at the service's socket who lend out copies.
 *
 *	bench_checkout SOCKET LIST FIRST COPIES CLIENTS
 *
 * COPIES lines of LIST (serial, reader) from line FIRST (0 the first) are
 * shared out among CLIENTS threads. Each holds one connection open, sends one
 * `lend`, waits for its answer, sends the next: `lend` is the figure printed.
 * An answer comes when the entry is on disk. Then all are checked in again in
 * the same way, `check-in`, so that the copies can go out another time. Any
 * answer but 200 is an error: a refusal would be cheap.
 * uses: base */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"
#include "tests/bench/samples.h"

enum { CLIENTS_MAX = 256, REPLY_MAX = 16384 };

struct copy {
	char serial[64], reader[32];
};

struct client {
	pthread_t thread;
	pthread_barrier_t *start;
	const char *socket;
	const char *verb; /* lend or check-in */
	const struct copy *copies;
	size_t n;
	struct samples samples;
	int64_t begin, end;
	int rc;
	struct err err;
};

/* ---- one connection ------------------------------------------------------ */

static int reach(const char *path, struct err *e)
{
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || !STR_COPY(to.sun_path, path) ||
	    connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0) {
		auto_close_(&fd);
		return err_errno(e, ERR_UNREACHABLE, "%s", path);
	}
	return fd;
}

static int send_all(int fd, const struct buf *b, struct err *e)
{
	for (size_t done = 0; done < b->len;) {
		ssize_t n = write(fd, b->data + done, b->len - done);

		if (n < 0)
			return err_errno(e, ERR_IO, "sending");
		done += (size_t)n;
	}
	return 0;
}

/* Length of the whole reply, once its head is there; else 0. */
static size_t reply_length(const char *text)
{
	static const char name[] = "Content-Length: ";
	const char *end = strstr(text, "\r\n\r\n");
	const char *length = end ? strcasestr(text, name) : NULL;

	if (!length || length > end)
		return 0;
	return (size_t)(end + 4 - text) +
	       (size_t)strtoul(length + sizeof(name) - 1, NULL, 10);
}

static int read_reply(int fd, struct err *e)
{
	char text[REPLY_MAX + 1];
	size_t have = 0, want = 0;

	while (!want || have < want) {
		ssize_t n = read(fd, text + have, REPLY_MAX - have);

		if (n <= 0)
			return err_errno(e, ERR_IO, "the reply breaks off");
		have += (size_t)n;
		text[have] = '\0';
		if (!want)
			want = reply_length(text);
	}
	if (!str_starts(text, "HTTP/1.1 200 "))
		return err_set(e, ERR_REFUSED, "%.400s", text);
	return 0;
}

static void put_request(struct buf *b, const struct client *c,
			const struct copy *copy)
{
	AUTO(buf) struct buf body = BUF_INIT;

	buf_printf(&body,
		   "{\"verb\":\"%s\",\"as\":\"P01\",\"args\":"
		   "{\"copy\":\"%s\"",
		   c->verb, copy->serial);
	if (str_eq(c->verb, "lend"))
		buf_printf(&body, ",\"to\":\"%s\"", copy->reader);
	buf_puts(&body, "}}");
	buf_printf(b,
		   "POST /v1/command HTTP/1.1\r\nHost: localhost\r\n"
		   "Content-Type: application/json\r\n"
		   "Content-Length: %zu\r\n\r\n%s",
		   body.len, buf_text(&body));
}

/* ---- clients ------------------------------------------------------------- */

static int work(struct client *c)
{
	AUTO_CLOSE int fd = reach(c->socket, &c->err);
	AUTO(buf) struct buf request = BUF_INIT;
	int rc = fd < 0 ? fd : 0;

	pthread_barrier_wait(c->start);
	c->begin = samples_now();
	for (size_t i = 0; rc >= 0 && i < c->n; i++) {
		int64_t then;

		buf_clear(&request);
		put_request(&request, c, &c->copies[i]);
		then = samples_now();
		rc = send_all(fd, &request, &c->err);
		if (rc >= 0)
			rc = read_reply(fd, &c->err);
		samples_add(&c->samples, samples_now() - then);
	}
	c->end = samples_now();
	return rc;
}

static void *run(void *ctx)
{
	struct client *c = ctx;

	c->rc = work(c);
	return NULL;
}

static int measure(struct client *clients, size_t n, const char *verb,
		   struct err *e)
{
	AUTO(samples) struct samples all = {0};
	int64_t begin = INT64_MAX, end = 0;
	pthread_barrier_t start;
	int rc = 0;

	pthread_barrier_init(&start, NULL, (unsigned)n);
	for (size_t i = 0; i < n; i++) {
		clients[i].verb = verb;
		clients[i].start = &start;
		if (pthread_create(&clients[i].thread, NULL, run, &clients[i]))
			abort(); /* the others wait for it at the barrier */
	}
	for (size_t i = 0; i < n; i++) {
		struct client *c = &clients[i];

		pthread_join(c->thread, NULL);
		if (c->rc < 0 && rc >= 0) {
			rc = c->rc;
			*e = c->err;
		}
		begin = c->begin < begin ? c->begin : begin;
		end = c->end > end ? c->end : end;
		samples_join(&all, &c->samples);
		samples_done(&c->samples);
	}
	pthread_barrier_destroy(&start);
	if (rc >= 0)
		samples_print(&all, verb, end - begin);
	return rc;
}

/* ---- the list ------------------------------------------------------------ */

static int read_list(struct copy *copies, const char *path, int64_t first,
		     int64_t n, struct err *e)
{
	FILE *f = fopen(path, "r");
	int64_t got = -first;
	struct copy one;

	if (!f)
		return err_errno(e, ERR_NOT_FOUND, "%s", path);
	for (; got < n && fscanf(f, "%63s %31s", one.serial, one.reader) == 2;
	     got++)
		if (got >= 0)
			copies[got] = one;
	fclose(f);
	return got == n ? 0
			: err_set(e, ERR_USAGE, "%s has not so many lines",
				  path);
}

static int bench(char **argv, int64_t first, int64_t n, int64_t n_clients,
		 struct err *e)
{
	AUTO_FREE struct copy *copies = mem_alloc((size_t)n * sizeof(*copies));
	AUTO_FREE struct client *clients =
		mem_alloc((size_t)n_clients * sizeof(*clients));
	size_t each = (size_t)(n / n_clients);
	int rc = read_list(copies, argv[2], first, n, e);

	for (size_t i = 0; i < (size_t)n_clients; i++) {
		clients[i].socket = argv[1];
		clients[i].copies = copies + i * each;
		clients[i].n = each;
	}
	if (rc >= 0)
		rc = measure(clients, (size_t)n_clients, "lend", e);
	if (rc >= 0)
		rc = measure(clients, (size_t)n_clients, "check-in", e);
	return rc;
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	int64_t first, n, clients;

	if (argc != 6 || !str_to_int(argv[3], 0, 10000000, &first) ||
	    !str_to_int(argv[4], 1, 10000000, &n) ||
	    !str_to_int(argv[5], 1, CLIENTS_MAX, &clients) || n % clients) {
		fputs("usage: bench_checkout SOCKET LIST FIRST COPIES CLIENTS\n"
		      "COPIES is a multiple of CLIENTS\n",
		      stderr);
		return 2;
	}
	if (bench(argv, first, n, clients, &e) < 0) {
		fprintf(stderr, "bench_checkout: %s (%s)\n", e.msg, e.detail);
		return 1;
	}
	return 0;
}
