/* reader.c: see reader.h. A scan, a look at the service's messages, a short
 * pause, again: the reader is polled, as its libraries cannot wait for a tag
 * without risking to hang for ever. */
#include "drivers/reader.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "drivers/tag.h"

enum {
	PAUSE_MS = 25,	       /* between two scans */
	MISSES_UNTIL_GONE = 2, /* one weak answer is not a departure */
	READS_UNTIL_PLAIN = 5, /* then a tag is told without its identifier */
	RETRY_FIRST_MS = 250,
	RETRY_MOST_MS = 4000,
};

struct present {
	struct reader_tag tag;
	int misses;
	int failed_reads;
	bool told;
};

struct reader {
	struct channel *c;
	const struct reader_io *io;
	void *dev;
	bool open;
	char last_reason[512]; /* why it was lost, so as to say it once */
	int64_t retry_ms, retry_at_ms;
	struct present field[READER_TAGS_MAX];
	size_t n_field;
};

static bool same_tag(const struct reader_tag *a, const struct reader_tag *b)
{
	return a->uid_len == b->uid_len &&
	       memcmp(a->uid, b->uid, a->uid_len) == 0;
}

static struct present *find(struct reader *r, const struct reader_tag *t)
{
	for (size_t i = 0; i < r->n_field; i++)
		if (same_tag(&r->field[i].tag, t))
			return &r->field[i];
	return NULL;
}

static void say_lost(struct reader *r, const struct err *e)
{
	if (str_eq(e->msg, r->last_reason))
		return;
	log_err(LOG_WARNING, "reader", e);
	STR_COPY(r->last_reason, e->msg);
	channel_send(r->c, "state", "value", "lost", "code", err_word(e->code),
		     "reason", e->msg, NULL);
}

static void lose(struct reader *r, const struct err *e)
{
	/* Told before closing: close may block on a device that hangs. */
	say_lost(r, e);
	r->io->close(r->dev);
	r->open = false;
	r->n_field = 0;
	r->retry_at_ms = clock_monotonic_ms() + r->retry_ms;
	r->retry_ms = r->retry_ms * 2 > RETRY_MOST_MS ? RETRY_MOST_MS
						      : r->retry_ms * 2;
}

static void try_open(struct reader *r)
{
	struct err e = ERR_INIT;

	if (clock_monotonic_ms() < r->retry_at_ms)
		return;
	if (r->io->open(r->dev, &e) < 0) {
		lose(r, &e);
		return;
	}
	r->open = true;
	r->last_reason[0] = '\0';
	r->retry_ms = RETRY_FIRST_MS;
	channel_send(r->c, "state", "value", "ready", "device",
		     r->io->describe(r->dev), NULL);
}

static void tell_gone(struct reader *r)
{
	size_t kept = 0;
	char uid[TAG_UID_TEXT];

	for (size_t i = 0; i < r->n_field; i++) {
		if (r->field[i].misses < MISSES_UNTIL_GONE) {
			r->field[kept++] = r->field[i];
			continue;
		}
		tag_uid_text(uid, &r->field[i].tag);
		if (r->field[i].told)
			channel_send(r->c, "tag-gone", "uid", uid, NULL);
	}
	r->n_field = kept;
}

/* False when the reader was lost. */
static bool tell_new(struct reader *r, struct present *p)
{
	const char *type = "other";
	char ident[TAG_IDENT_TEXT] = "", uid[TAG_UID_TEXT];
	struct err e = ERR_INIT;
	int rc;

	rc = tag_identify(r->io, r->dev, &p->tag, &type, ident, &e);
	if (rc < 0 && rc != ERR_IO) {
		lose(r, &e);
		return false;
	}
	if (rc < 0 && ++p->failed_reads < READS_UNTIL_PLAIN)
		return true;
	p->told = true;
	tag_uid_text(uid, &p->tag);
	channel_send(r->c, "tag", "uid", uid, "type", type, "ident",
		     ident[0] ? ident : NULL, NULL);
	return true;
}

static void scan(struct reader *r)
{
	struct reader_tag tags[READER_TAGS_MAX];
	struct err e = ERR_INIT;
	int n = r->io->scan(r->dev, tags, READER_TAGS_MAX, &e);

	if (n < 0) {
		lose(r, &e);
		return;
	}
	for (size_t i = 0; i < r->n_field; i++)
		r->field[i].misses++;
	for (int i = 0; i < n; i++) {
		struct present *p = find(r, &tags[i]);

		if (!p && r->n_field < READER_TAGS_MAX) {
			p = &r->field[r->n_field++];
			*p = (struct present){.tag = tags[i]};
		}
		if (p)
			p->misses = 0;
	}
	tell_gone(r);
	for (size_t i = 0; i < r->n_field; i++)
		if (!r->field[i].told && r->field[i].misses == 0 &&
		    !tell_new(r, &r->field[i]))
			return;
}

/* ---- the service's words ------------------------------------------------- */

static struct present *find_uid(struct reader *r, const char *uid)
{
	char text[TAG_UID_TEXT];

	for (size_t i = 0; i < r->n_field; i++) {
		tag_uid_text(text, &r->field[i].tag);
		if (str_eq(text, uid))
			return &r->field[i];
	}
	return NULL;
}

static void on_write(struct reader *r, const struct proto_msg *m)
{
	const uint8_t *ident = ndef_ident(m->bytes, m->n_bytes);
	bool overwrite = str_eq(proto_get(m, "overwrite"), "yes");
	const char *uid = proto_get(m, "uid");
	char text[TAG_IDENT_TEXT];
	struct present *p = find_uid(r, uid);
	struct err e = ERR_INIT;
	bool lost = false;
	int rc;

	if (!ident)
		rc = err_set(&e, ERR_USAGE,
			     "the bytes are not an identifier record");
	else if (!r->open)
		rc = err_set(&e, ERR_GONE, "the reader is not there");
	else if (!p)
		rc = err_set(&e, ERR_NOT_FOUND, "the tag is not on the reader");
	else
		rc = tag_write(r->io, r->dev, &p->tag, m->bytes, overwrite,
			       &lost, &e);
	if (rc < 0) {
		channel_fail(r->c, m, &e);
		if (lost)
			lose(r, &e);
		return;
	}
	str_from_hex(text, ident, NDEF_IDENT_BYTES);
	channel_send(r->c, "written", "id", proto_get(m, "id"), "uid", uid,
		     "ident", text, NULL);
}

static void serve(struct reader *r)
{
	struct proto_msg m;

	while (channel_take(r->c, &m)) {
		if (str_eq(m.word, "write"))
			on_write(r, &m);
		else
			channel_unsupported(r->c, &m);
		proto_msg_done(&m);
	}
}

static int64_t pause_ms(const struct reader *r)
{
	int64_t left;

	if (r->open)
		return PAUSE_MS;
	left = r->retry_at_ms - clock_monotonic_ms();
	return left < 0 ? 0 : left;
}

int reader_run(struct channel *c, const struct reader_io *io, void *dev,
	       struct err *e)
{
	struct reader r = {
		.c = c,
		.io = io,
		.dev = dev,
		.retry_ms = RETRY_FIRST_MS,
	};

	(void)e;
	while (!channel_is_over(c)) {
		struct pollfd hangup = {.fd = -1};

		if (!r.open)
			try_open(&r);
		if (r.open)
			scan(&r);
		if (r.open)
			hangup.fd = io->hangup_fd(dev);
		channel_wait(c, &hangup, 1, pause_ms(&r));
		serve(&r);
	}
	io->close(dev);
	return 0;
}
