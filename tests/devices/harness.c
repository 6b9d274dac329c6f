/* harness.c: see harness.h. */
#include "tests/devices/harness.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/proto.h"
#include "base/str.h"
#include "drivers/virtual/control.h"

enum { WORDS_MAX = 24 };

/* build/FLAVOUR/tests/devices/test_x -> build/FLAVOUR/NAME */
static void program_path(char ret[PATH_MAX], const char *name)
{
	ssize_t n = readlink("/proc/self/exe", ret, PATH_MAX - 64);
	char *slash;

	ret[n < 0 ? 0 : n] = '\0';
	for (int i = 0; i < 3; i++) {
		slash = strrchr(ret, '/');
		if (slash)
			*slash = '\0';
	}
	n = (ssize_t)strlen(ret);
	snprintf(ret + n, PATH_MAX - (size_t)n, "/%s", name);
}

/* Starts a program with descriptors 0 and 1, whose end ends it when we die. */
static pid_t start(const char *program, char *const *argv, int in, int out)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	dup2(in, 0);
	dup2(out, 1);
	execv(program, argv);
	_exit(127);
}

static bool await_ready(int fd)
{
	char text[16];
	struct pollfd p = {.fd = fd, .events = POLLIN};
	ssize_t n = 0;

	if (poll(&p, 1, RIG_TIMEOUT_MS) == 1)
		n = read(fd, text, sizeof(text));
	return n >= 5 && memcmp(text, "ready", 5) == 0;
}

static bool start_device(struct rig *r, char **argv)
{
	char program[PATH_MAX];
	int in[2], out[2];
	bool up;

	program_path(program, "muniment-virtual");
	argv[0] = program;
	if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0)
		return false;
	r->device = start(program, argv, in[0], out[1]);
	close(in[0]);
	close(out[1]);
	r->device_in = in[1];
	up = await_ready(out[0]);
	close(out[0]);
	if (!up)
		printf("the virtual device does not start\n");
	return up;
}

static bool prepare(struct rig *r)
{
	memset(r, 0, sizeof(*r));
	r->fd = r->device_in = -1;
	strncpy(r->dir, "/tmp/muniment-rig.XXXXXX", sizeof(r->dir) - 1);
	if (!mkdtemp(r->dir))
		return false;
	snprintf(r->control, sizeof(r->control), "%s/ctl", r->dir);
	snprintf(r->wrapper, sizeof(r->wrapper), "%s/driver", r->dir);
	snprintf(r->capture, sizeof(r->capture), "%s/captured", r->dir);
	snprintf(r->link, sizeof(r->link), "%s/tty", r->dir);
	signal(SIGPIPE, SIG_IGN);
	return true;
}

bool rig_start_reader(struct rig *r)
{
	char *argv[] = {NULL,	     "reader",	 "--link", r->link,
			"--control", r->control, NULL};

	return prepare(r) && start_device(r, argv) && rig_start_driver(r);
}

bool rig_start_printer(struct rig *r, ...)
{
	char *argv[WORDS_MAX] = {NULL,	      "printer",   "--control",
				 r->control,  "--wrapper", r->wrapper,
				 "--capture", r->capture};
	size_t n = 8;
	va_list ap;

	if (!prepare(r))
		return false;
	r->is_printer = true;
	va_start(ap, r);
	while (n < WORDS_MAX - 1 && (argv[n] = va_arg(ap, char *)))
		n++;
	va_end(ap);
	return start_device(r, argv) && rig_start_driver(r);
}

static bool start_driver(struct rig *r, char **argv)
{
	char program[PATH_MAX];
	int pair[2];

	program_path(program, "muniment-driver");
	argv[0] = r->is_printer ? r->wrapper : program;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return false;
	buf_clear(&r->in);
	r->driver = start(argv[0], argv, pair[1], pair[1]);
	close(pair[1]);
	r->fd = pair[0];
	return r->driver > 0;
}

bool rig_start_driver_with(struct rig *r, ...)
{
	char *argv[WORDS_MAX] = {NULL};
	size_t n = 1;
	va_list ap;

	va_start(ap, r);
	while (n < WORDS_MAX - 1 && (argv[n] = va_arg(ap, char *)))
		n++;
	va_end(ap);
	return start_driver(r, argv);
}

bool rig_start_driver(struct rig *r)
{
	char device[RIG_PATH + 64];

	snprintf(device, sizeof(device), "device=pn532_uart:%s:115200",
		 r->link);
	if (r->is_printer)
		return rig_start_driver_with(r, "printer", "name=p1",
					     "language=tspl",
					     "usb=serial:VIRTUAL1", NULL);
	return rig_start_driver_with(r, "reader_libnfc", "name=d1", device,
				     NULL);
}

void rig_hang_up(struct rig *r)
{
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
}

/* Waits for a child with a limit: its descriptor becomes readable. */
static bool await_child(pid_t pid, int *ret_status)
{
	struct pollfd p = {.events = POLLIN};
	bool ended;

	p.fd = (int)syscall(SYS_pidfd_open, pid, 0);
	ended = poll(&p, 1, RIG_TIMEOUT_MS) == 1;
	close(p.fd);
	if (!ended)
		kill(pid, SIGKILL);
	waitpid(pid, ret_status, 0);
	return ended;
}

bool rig_await_exit(struct rig *r, int *ret_status)
{
	bool ended = await_child(r->driver, ret_status);

	r->driver = 0;
	if (!ended)
		printf("the driver does not end\n");
	return ended;
}

bool rig_stop(struct rig *r)
{
	bool well = true;
	int status;

	rig_hang_up(r);
	if (r->driver > 0) {
		well = rig_await_exit(r, &status) && WIFEXITED(status) &&
		       WEXITSTATUS(status) == 0;
		if (!well)
			printf("the driver ended with status %x\n", status);
	}
	if (r->device_in >= 0)
		close(r->device_in);
	if (r->device > 0 &&
	    !(await_child(r->device, &status) && status == 0)) {
		printf("the virtual device ended with status %x\n", status);
		well = false;
	}
	unlink(r->wrapper);
	unlink(r->capture);
	rmdir(r->dir);
	buf_done(&r->in);
	buf_done(&r->log);
	return well;
}

/* ---- messages --------------------------------------------------------------
 */

static void write_all(struct rig *r, const struct buf *b)
{
	size_t done = 0;

	while (done < b->len) {
		ssize_t n = write(r->fd, b->data + done, b->len - done);

		if (n < 0 && errno != EINTR)
			return;
		done += n > 0 ? (size_t)n : 0;
	}
}

void rig_send(struct rig *r, const char *line)
{
	AUTO(buf) struct buf out = BUF_INIT;

	buf_printf(&out, "%s\n", line);
	write_all(r, &out);
}

void rig_send_bytes(struct rig *r, const char *line, const void *bytes,
		    size_t n)
{
	AUTO(buf) struct buf out = BUF_INIT;

	buf_printf(&out, "%s bytes=%zu\n", line, n);
	buf_put(&out, bytes, n);
	write_all(r, &out);
}

/* Whether " word k=v ..." (a line of the log) is what is wanted. */
static bool fits(const char *line, size_t n, const char *want)
{
	char words[256], padded[4200], *save = NULL;
	bool first = true;

	snprintf(padded, sizeof(padded), " %.*s ", (int)n, line);
	snprintf(words, sizeof(words), "%s", want);
	for (char *w = strtok_r(words, " ", &save); w;
	     w = strtok_r(NULL, " ", &save)) {
		char needle[264];
		const char *at;

		snprintf(needle, sizeof(needle), " %s ", w);
		at = strstr(padded, needle);
		if (!at || (first && at != padded))
			return false;
		first = false;
	}
	return true;
}

static void log_message(struct rig *r, const struct proto_msg *m)
{
	buf_puts(&r->log, m->word);
	for (size_t i = 0; i < m->n_keys; i++) {
		buf_printf(&r->log, " %s=", m->keys[i].key);
		/* A blank within a value must not look like a new word. */
		for (const char *c = m->keys[i].value; *c; c++)
			buf_putc(&r->log, *c == ' ' ? '_' : *c);
	}
	buf_putc(&r->log, '\n');
}

/* The next message into the log; false at the end or when time is up. */
static bool read_message(struct rig *r, int64_t end_ms)
{
	struct proto_msg m;
	struct err e = ERR_INIT;

	for (;;) {
		int rc = proto_take(&r->in, &m, &e);
		struct pollfd p = {.fd = r->fd, .events = POLLIN};
		int64_t left = end_ms - clock_monotonic_ms();
		ssize_t n;

		if (rc < 0)
			printf("bad line: %s\n", e.msg);
		if (rc > 0) {
			log_message(r, &m);
			proto_msg_done(&m);
		}
		if (rc)
			return rc > 0;
		if (left <= 0 || poll(&p, 1, (int)left) != 1)
			return false;
		n = read(r->fd, buf_reserve(&r->in, 4096), 4096);
		if (n <= 0)
			return false;
		buf_added(&r->in, (size_t)n);
	}
}

bool rig_await_within(struct rig *r, const char *want, int timeout_ms)
{
	int64_t end_ms = clock_monotonic_ms() + timeout_ms;
	size_t from = r->log.len, line = from;

	while (read_message(r, end_ms)) {
		if (fits(r->log.data + line, r->log.len - line - 1, want))
			return true;
		line = r->log.len;
	}
	printf("waited for: %s\nthere came: %s\n", want,
	       r->log.len > from ? r->log.data + from : "nothing");
	return false;
}

bool rig_await(struct rig *r, const char *want)
{
	return rig_await_within(r, want, RIG_TIMEOUT_MS);
}

unsigned rig_said(struct rig *r, const char *want)
{
	unsigned n = 0;
	const char *line = buf_text(&r->log), *end;

	for (; (end = strchr(line, '\n')); line = end + 1)
		n += fits(line, (size_t)(end - line), want);
	return n;
}

const char *rig_last(struct rig *r, const char *word, const char *key)
{
	static char value[256];
	const char *line = buf_text(&r->log), *end, *at;
	char needle[64];

	value[0] = '\0';
	snprintf(needle, sizeof(needle), " %s=", key);
	for (; (end = strchr(line, '\n')); line = end + 1) {
		if (!fits(line, (size_t)(end - line), word))
			continue;
		at = strstr(line, needle);
		value[0] = '\0';
		if (at && at < end)
			snprintf(value, sizeof(value), "%.*s",
				 (int)strcspn(at + strlen(needle), " \n"),
				 at + strlen(needle));
	}
	return value;
}

/* ---- the device
 * --------------------------------------------------------------
 */

const char *rig_ask(struct rig *r, const char *command)
{
	static char text[8192];
	AUTO(buf) struct buf answer = BUF_INIT;
	struct err e = ERR_INIT;
	char copy[512], *words[WORDS_MAX], *save = NULL;
	size_t n = 0;

	snprintf(copy, sizeof(copy), "%s", command);
	for (char *w = strtok_r(copy, " ", &save); w && n < WORDS_MAX;
	     w = strtok_r(NULL, " ", &save))
		words[n++] = w;
	if (control_call(r->control, words, n, RIG_TIMEOUT_MS, &answer, &e) <
	    0) {
		printf("%s: %s\n", command, e.msg);
		return "";
	}
	snprintf(text, sizeof(text), "%s",
		 answer.len ? buf_text(&answer) : "ok");
	return text;
}

bool rig_ctl(struct rig *r, const char *command)
{
	return rig_ask(r, command)[0] != '\0';
}

long rig_stat(struct rig *r, const char *key)
{
	char text[1024], needle[64];
	const char *at;

	snprintf(text, sizeof(text), " %s", rig_ask(r, "stat"));
	snprintf(needle, sizeof(needle), " %s=", key);
	at = strstr(text, needle);
	return at ? strtol(at + strlen(needle), NULL, 10) : -1;
}

void rig_captured(struct rig *r, struct buf *ret)
{
	FILE *f = fopen(r->capture, "re");
	int c, esc = 0;

	/* The labels of these tests hold no ESC of their own. */
	while (f && (c = fgetc(f)) != EOF) {
		if (c == 0x1b || esc)
			esc = (esc + 1) % 3;
		else
			buf_putc(ret, (char)c);
	}
	if (f)
		fclose(f);
}
