/* pn532_tags.h: virtual tags and the field they lie in.
 *
 * ISO 14443 type A: NTAG213/215 with their memory (NXP's data sheet NTAG213_
 * 215_216), MIFARE Classic 1K and DESFire by their UID. A tag taken off the
 * reader keeps its memory and has it when it is put back. Pure.
 */
#ifndef MUNIMENT_VIRTUAL_PN532_TAGS_H
#define MUNIMENT_VIRTUAL_PN532_TAGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum {
	VTAGS_MAX = 64, /* in the drawer; the field holds any of them */
	VTAG_PAGES_MAX = 135,
	VTAG_REPLY_MAX = 64,
};

struct vtag_type;

/* Activated by a selection; halted tags answer only after a field reset. */
enum vtag_state { VTAG_IDLE, VTAG_ACTIVE, VTAG_HALTED };

struct vtag {
	const struct vtag_type *type;
	bool present;
	enum vtag_state state;
	uint8_t uid[7];
	size_t uid_len;
	uint8_t pages[VTAG_PAGES_MAX][4];
};

struct vfield {
	struct vtag tags[VTAGS_MAX];
	size_t n;
	int tear_after; /* page writes until the tag drops out; -1: never */
};

void vfield_init(struct vfield *f);

/* Puts a tag on the reader: a new one (blank), or one that was there. The
 * type is "ntag213", "ntag215", "classic" or "desfire". */
int vfield_place(struct vfield *f, const char *uid_hex, const char *type,
		 struct err *e) WARN_UNUSED;
int vfield_remove(struct vfield *f, const char *uid_hex,
		  struct err *e) WARN_UNUSED;
/* "UID TYPE" lines of what lies on the reader. */
void vfield_list(const struct vfield *f, struct buf *out);
/* The memory of a tag in hex, page by page. */
int vfield_dump(const struct vfield *f, const char *uid_hex, struct buf *out,
		struct err *e) WARN_UNUSED;

/* Overwrites user memory (from page 4) of a tag, as another program would. */
int vfield_poke(struct vfield *f, const char *uid_hex, const char *hex,
		struct err *e) WARN_UNUSED;

/* The field was switched off: all tags forget their state. */
void vfield_reset(struct vfield *f);
/* Wakes one tag: with n UID bytes (0x88 before the parts of a long one) that
 * one, else any that is not halted. NULL when none answers. */
struct vtag *vfield_activate(struct vfield *f, const uint8_t *uid, size_t n);
/* Appends what the PN532 tells about a target: ATQA, SAK, UID, and the answer
 * to select of a tag that has one, when `with_ats`. */
size_t vtag_describe(const struct vtag *t, bool with_ats, bool empty_ats,
		     uint8_t *ret);

enum { VTAG_SILENT = -1, VTAG_NAK = -2, VTAG_ACK = -3 };
/* A command to an active tag: length of the reply, or one of the above. */
int vtag_exchange(struct vfield *f, struct vtag *t, const uint8_t *command,
		  size_t n, uint8_t ret[VTAG_REPLY_MAX]);

#endif
