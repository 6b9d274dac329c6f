/* virtual_reader.c: see virtual_reader.h. The pseudo-terminal and the words;
 * the chip is pn532.c. */
#include "drivers/virtual/virtual_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"
#include "drivers/virtual/control.h"
#include "drivers/virtual/pn532.h"

struct virtual_reader {
	struct loop *loop;
	struct control *control;
	struct pn532 *chip;
	int master; /* -1: unplugged */
	struct loop_fd *watch;
	char link[256];
	uint64_t mark; /* scans, at the last `wait mark` */
};

static void unplug(struct virtual_reader *v)
{
	loop_fd_free(v->watch);
	v->watch = NULL;
	if (v->master >= 0)
		close(v->master);
	v->master = -1;
	unlink(v->link);
}

static void master_ready(void *ctx, unsigned events);

static int plug(struct virtual_reader *v, struct err *e)
{
	char slave[64], fresh[sizeof(v->link) + 8];
	int rc;

	v->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (v->master < 0 || grantpt(v->master) < 0 ||
	    unlockpt(v->master) < 0 ||
	    ptsname_r(v->master, slave, sizeof(slave)) != 0)
		return err_errno(e, ERR_IO, "pseudo-terminal");
	snprintf(fresh, sizeof(fresh), "%s.new", v->link);
	unlink(fresh);
	if (symlink(slave, fresh) < 0 || rename(fresh, v->link) < 0)
		return err_errno(e, ERR_IO, "link %s", v->link);
	rc = loop_fd_new(&v->watch, v->loop, v->master, LOOP_READ, master_ready,
			 v, e);
	if (rc < 0)
		return rc;
	pn532_power_on(v->chip);
	return 0;
}

static void send_bytes(struct virtual_reader *v, const struct buf *out)
{
	size_t done = 0;

	/* A full terminal loses bytes, as a serial line without flow control
	 * does. */
	while (v->master >= 0 && done < out->len) {
		ssize_t n = write(v->master, out->data + done, out->len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		done += (size_t)n;
	}
}

static void master_ready(void *ctx, unsigned events)
{
	struct virtual_reader *v = ctx;
	AUTO(buf) struct buf out = BUF_INIT;
	struct err e = ERR_INIT;
	uint8_t bytes[512];
	ssize_t n = read(v->master, bytes, sizeof(bytes));

	(void)events;
	if (n > 0) {
		pn532_feed(v->chip, bytes, (size_t)n, &out);
		send_bytes(v, &out);
		control_changed(v->control);
	} else if (n == 0 || errno == EIO) {
		/* The last user closed it. */
		unplug(v);
		if (plug(v, &e) < 0)
			log_err(LOG_ERROR, "reader", &e);
	}
}

/* ---- words --------------------------------------------------------------- */

typedef int word_fn(struct virtual_reader *v, const char *a, const char *b,
		    struct buf *answer, struct err *e);

static int do_place(struct virtual_reader *v, const char *a, const char *b,
		    struct buf *answer, struct err *e)
{
	(void)answer;
	return vfield_place(pn532_field(v->chip), a, b, e);
}

static int do_remove(struct virtual_reader *v, const char *a, const char *b,
		     struct buf *answer, struct err *e)
{
	(void)b;
	(void)answer;
	return vfield_remove(pn532_field(v->chip), a, e);
}

static int do_clear(struct virtual_reader *v, const char *a, const char *b,
		    struct buf *answer, struct err *e)
{
	struct vfield *f = pn532_field(v->chip);

	(void)a;
	(void)b;
	(void)answer;
	(void)e;
	for (size_t i = 0; i < f->n; i++)
		f->tags[i].present = false;
	return 0;
}

static int do_field(struct virtual_reader *v, const char *a, const char *b,
		    struct buf *answer, struct err *e)
{
	(void)a;
	(void)b;
	(void)e;
	vfield_list(pn532_field(v->chip), answer);
	return 0;
}

static int do_dump(struct virtual_reader *v, const char *a, const char *b,
		   struct buf *answer, struct err *e)
{
	(void)b;
	return vfield_dump(pn532_field(v->chip), a, answer, e);
}

static int do_poke(struct virtual_reader *v, const char *a, const char *b,
		   struct buf *answer, struct err *e)
{
	(void)answer;
	return vfield_poke(pn532_field(v->chip), a, b, e);
}

static int do_unplug(struct virtual_reader *v, const char *a, const char *b,
		     struct buf *answer, struct err *e)
{
	(void)a;
	(void)b;
	(void)answer;
	if (v->master < 0)
		return err_set(e, ERR_USAGE, "the reader is unplugged");
	unplug(v);
	return 0;
}

static int do_replug(struct virtual_reader *v, const char *a, const char *b,
		     struct buf *answer, struct err *e)
{
	(void)a;
	(void)b;
	(void)answer;
	if (v->master >= 0)
		return err_set(e, ERR_USAGE, "the reader is plugged in");
	return plug(v, e);
}

static int do_fault(struct virtual_reader *v, const char *a, const char *b,
		    struct buf *answer, struct err *e)
{
	int64_t n = 1;
	uint8_t byte;

	(void)answer;
	if (str_eq(a, "status") && b && str_to_hex(b, &byte, 1))
		n = byte;
	else if (b && !str_to_int(b, 0, 100000, &n))
		return err_set(e, ERR_USAGE, "'%s' is not a number", b);
	return pn532_fault(v->chip, a, n, e);
}

static int do_garbage(struct virtual_reader *v, const char *a, const char *b,
		      struct buf *answer, struct err *e)
{
	AUTO(buf) struct buf out = BUF_INIT;
	uint32_t x = 0x2545f491; /* xorshift: the same noise every time */
	int64_t n;

	(void)b;
	(void)answer;
	if (!str_to_int(a, 1, 4000, &n))
		return err_set(e, ERR_USAGE, "garbage 1..4000");
	for (int64_t i = 0; i < n; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		buf_putc(&out, (char)x);
	}
	send_bytes(v, &out);
	return 0;
}

static int do_stat(struct virtual_reader *v, const char *a, const char *b,
		   struct buf *answer, struct err *e)
{
	const struct pn532_counts *c = pn532_counts(v->chip);

	(void)a;
	(void)b;
	(void)e;
	buf_printf(answer,
		   "plugged=%s commands=%" PRIu64 " scans=%" PRIu64
		   " exchanges=%" PRIu64 " aborts=%" PRIu64 "\n",
		   v->master >= 0 ? "yes" : "no", c->commands, c->scans,
		   c->exchanges, c->aborts);
	return 0;
}

static int do_wait(struct virtual_reader *v, const char *a, const char *b,
		   struct buf *answer, struct err *e)
{
	uint64_t scans = pn532_counts(v->chip)->scans;
	int64_t n;

	(void)answer;
	if (str_eq(a, "mark")) {
		v->mark = scans;
		return 0;
	}
	if (!str_eq(a, "scans") || !str_to_int(b, 1, 1000000, &n))
		return err_set(e, ERR_USAGE, "wait mark | wait scans N");
	return scans - v->mark >= (uint64_t)n ? 0 : CONTROL_LATER;
}

static const struct {
	const char *word;
	word_fn *run;
} words[] = {
	{"place", do_place},   {"remove", do_remove},	{"clear", do_clear},
	{"field", do_field},   {"dump", do_dump},	{"poke", do_poke},
	{"unplug", do_unplug}, {"replug", do_replug},	{"fault", do_fault},
	{"stat", do_stat},     {"garbage", do_garbage}, {"wait", do_wait},
};

static int command(void *ctx, char *const *given, size_t n, struct buf *answer,
		   struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_eq(words[i].word, given[0]))
			return words[i].run(ctx, n > 1 ? given[1] : NULL,
					    n > 2 ? given[2] : NULL, answer, e);
	err_set(e, ERR_USAGE, "a virtual reader knows:");
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		snprintf(e->msg + strlen(e->msg),
			 sizeof(e->msg) - strlen(e->msg), " %s", words[i].word);
	return e->code;
}

int virtual_reader_new(struct virtual_reader **ret, struct loop *l,
		       const char *link, const char *control_path,
		       struct err *e)
{
	AUTO_PTR(virtual_reader)
	struct virtual_reader *v = mem_alloc(sizeof(*v));
	int rc;

	v->loop = l;
	v->master = -1;
	v->chip = pn532_new();
	if (!STR_COPY(v->link, link))
		return err_set(e, ERR_USAGE,
			       "link: a path of at most %zu bytes",
			       sizeof(v->link) - 1);
	rc = control_new(&v->control, l, control_path, command, v, e);
	if (rc >= 0)
		rc = plug(v, e);
	if (rc < 0)
		return rc;
	*ret = TAKE(v);
	return 0;
}

void virtual_reader_free(struct virtual_reader *v)
{
	if (!v)
		return;
	control_free(v->control);
	unplug(v);
	pn532_free(v->chip);
	free(v);
}
