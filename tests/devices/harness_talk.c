/* harness_talk.c: see harness.h. Messages from and to the driver, commands to
 * the virtual device. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/proto.h"
#include "base/str.h"
#include "drivers/virtual/control.h"
#include "tests/devices/harness.h"

enum { WORDS_MAX = 24 };

/* ---- messages ------------------------------------------------------------ */

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

/* ---- the device ---------------------------------------------------------- */

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
