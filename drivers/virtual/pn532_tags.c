/* pn532_tags.c: see pn532_tags.h. */
#include "drivers/virtual/pn532_tags.h"

#include <string.h>

#include "base/str.h"

struct vtag_type {
	const char *word;
	size_t uid_len;
	uint8_t atqa[2], sak;
	size_t pages;	 /* 0: no type 2 memory */
	uint8_t cc_size; /* capability container: user memory / 8 */
	const uint8_t *ats;
	size_t ats_len;
};

static const uint8_t desfire_ats[] = {0x06, 0x75, 0x77, 0x81, 0x02, 0x80};

static const struct vtag_type types[] = {
	{"ntag213", 7, {0x00, 0x44}, 0x00, 45, 0x12, NULL, 0},
	{"ntag215", 7, {0x00, 0x44}, 0x00, 135, 0x3e, NULL, 0},
	{"classic", 4, {0x00, 0x04}, 0x08, 0, 0, NULL, 0},
	{"desfire",
	 7,
	 {0x03, 0x44},
	 0x20,
	 0,
	 0,
	 desfire_ats,
	 sizeof(desfire_ats)},
};

void vfield_init(struct vfield *f)
{
	f->n = 0;
	f->tear_after = -1;
}

static void make_blank(struct vtag *t)
{
	const uint8_t *u = t->uid;

	if (!t->type->pages)
		return;
	memcpy(t->pages[0], u, 3);
	t->pages[0][3] = 0x88 ^ u[0] ^ u[1] ^ u[2];
	memcpy(t->pages[1], u + 3, 4);
	t->pages[2][0] = u[3] ^ u[4] ^ u[5] ^ u[6];
	t->pages[2][1] = 0x48;
	memcpy(t->pages[3], (const uint8_t[]){0xe1, 0x10, t->type->cc_size, 0},
	       4);
	/* From the factory: a lock control TLV (NTAG213) and an empty
	 * message. */
	memcpy(t->pages[4], (const uint8_t[]){0x01, 0x03, 0xa0, 0x0c}, 4);
	memcpy(t->pages[5], (const uint8_t[]){0x34, 0x03, 0x00, 0xfe}, 4);
}

static size_t parse_uid(const char *hex, uint8_t ret[7])
{
	for (size_t n = 4; n <= 7; n += 3)
		if (hex && str_to_hex(hex, ret, n))
			return n;
	return 0;
}

static struct vtag *find(struct vfield *f, const char *uid_hex)
{
	uint8_t uid[7];
	size_t n = parse_uid(uid_hex, uid);

	for (size_t i = 0; n && i < f->n; i++)
		if (f->tags[i].uid_len == n &&
		    memcmp(f->tags[i].uid, uid, n) == 0)
			return &f->tags[i];
	return NULL;
}

int vfield_place(struct vfield *f, const char *uid_hex, const char *type,
		 struct err *e)
{
	struct vtag *t = find(f, uid_hex);
	size_t i = 0;

	if (t) {
		t->present = true;
		t->state = VTAG_IDLE;
		return 0;
	}
	while (i < ARRAY_LEN(types) && !str_eq(types[i].word, type))
		i++;
	if (i == ARRAY_LEN(types))
		return err_set(e, ERR_USAGE,
			       "type: ntag213, ntag215, classic or desfire");
	if (f->n == VTAGS_MAX)
		return err_set(e, ERR_FULL, "at most %d tags", VTAGS_MAX);
	t = &f->tags[f->n];
	*t = (struct vtag){.type = &types[i], .present = true};
	t->uid_len = parse_uid(uid_hex, t->uid);
	if (t->uid_len != types[i].uid_len)
		return err_set(e, ERR_USAGE,
			       "the UID of a %s is %zu hex digits",
			       types[i].word, 2 * types[i].uid_len);
	make_blank(t);
	f->n++;
	return 0;
}

int vfield_remove(struct vfield *f, const char *uid_hex, struct err *e)
{
	struct vtag *t = find(f, uid_hex);

	if (!t || !t->present)
		return err_set(e, ERR_NOT_FOUND, "no such tag on the reader");
	t->present = false;
	return 0;
}

void vfield_list(const struct vfield *f, struct buf *out)
{
	char uid[15];

	for (size_t i = 0; i < f->n; i++) {
		if (!f->tags[i].present)
			continue;
		str_from_hex(uid, f->tags[i].uid, f->tags[i].uid_len);
		buf_printf(out, "%s %s\n", uid, f->tags[i].type->word);
	}
}

int vfield_dump(const struct vfield *f, const char *uid_hex, struct buf *out,
		struct err *e)
{
	uint8_t uid[7];
	size_t n = parse_uid(uid_hex, uid);
	char hex[9];

	for (size_t i = 0; n && i < f->n; i++) {
		const struct vtag *t = &f->tags[i];

		if (t->uid_len != n || memcmp(t->uid, uid, n) != 0)
			continue;
		for (size_t p = 0; p < t->type->pages; p++) {
			str_from_hex(hex, t->pages[p], 4);
			buf_puts(out, hex);
		}
		buf_putc(out, '\n');
		return 0;
	}
	return err_set(e, ERR_NOT_FOUND, "no such tag");
}

int vfield_poke(struct vfield *f, const char *uid_hex, const char *hex,
		struct err *e)
{
	struct vtag *t = find(f, uid_hex);
	size_t n = hex ? strlen(hex) / 2 : 0;

	if (!t || t->type->pages < 4)
		return err_set(e, ERR_NOT_FOUND, "no such tag with memory");
	if (!n || n > 4 * (t->type->pages - 4) ||
	    !str_to_hex(hex, t->pages[4], n))
		return err_set(e, ERR_USAGE, "bytes in hex that fit the tag");
	return 0;
}

void vfield_reset(struct vfield *f)
{
	for (size_t i = 0; i < f->n; i++)
		f->tags[i].state = VTAG_IDLE;
}

/* The UID as the anticollision's cascade levels carry it. */
static size_t cascade(const struct vtag *t, uint8_t ret[8])
{
	if (t->uid_len == 4) {
		memcpy(ret, t->uid, 4);
		return 4;
	}
	ret[0] = 0x88;
	memcpy(ret + 1, t->uid, 7);
	return 8;
}

struct vtag *vfield_activate(struct vfield *f, const uint8_t *uid, size_t n)
{
	struct vtag *best = NULL;

	for (size_t i = 0; i < f->n; i++) {
		struct vtag *t = &f->tags[i];
		uint8_t levels[8];
		size_t len = cascade(t, levels);

		if (!t->present || t->state != VTAG_IDLE)
			continue;
		if (n && (n != len || memcmp(levels, uid, n) != 0))
			continue;
		/* Collisions are resolved towards the higher bit. */
		if (!best || memcmp(t->uid, best->uid, 4) > 0)
			best = t;
	}
	if (best)
		best->state = VTAG_ACTIVE;
	return best;
}

size_t vtag_describe(const struct vtag *t, bool with_ats, bool empty_ats,
		     uint8_t *ret)
{
	size_t n = 0;

	ret[n++] = t->type->atqa[0];
	ret[n++] = t->type->atqa[1];
	ret[n++] = t->type->sak;
	ret[n++] = (uint8_t)t->uid_len;
	memcpy(ret + n, t->uid, t->uid_len);
	n += t->uid_len;
	if (with_ats && empty_ats) {
		ret[n++] = 0;
	} else if (with_ats && t->type->ats) {
		memcpy(ret + n, t->type->ats, t->type->ats_len);
		n += t->type->ats_len;
	}
	return n;
}

static int write_page(struct vfield *f, struct vtag *t, const uint8_t *command)
{
	size_t page = command[1];

	if (page < 4 || page >= t->type->pages)
		return VTAG_NAK;
	if (f->tear_after == 0) {
		f->tear_after = -1;
		t->present = false;
		return VTAG_SILENT;
	}
	if (f->tear_after > 0)
		f->tear_after--;
	memcpy(t->pages[page], command + 2, 4);
	return VTAG_ACK;
}

int vtag_exchange(struct vfield *f, struct vtag *t, const uint8_t *command,
		  size_t n, uint8_t ret[VTAG_REPLY_MAX])
{
	if (!t->present || t->state != VTAG_ACTIVE)
		return VTAG_SILENT;
	if (!t->type->pages)
		return VTAG_NAK;
	if (command[0] == 0x30 && n == 2 && command[1] < t->type->pages) {
		/* READ rolls over to page 0 at the end. */
		for (size_t i = 0; i < 4; i++)
			memcpy(ret + 4 * i,
			       t->pages[(command[1] + i) % t->type->pages], 4);
		return 16;
	}
	if (command[0] == 0xa2 && n == 6)
		return write_page(f, t, command);
	/* A NAK puts the tag back to idle. */
	t->state = VTAG_IDLE;
	return VTAG_NAK;
}
