/* reader.h: what all NFC readers have in common: the field, the tags in it,
 * the identifier record, losing and finding the reader again.
 *
 * A library (libnfc, later others) is a struct reader_io; reader_run() makes
 * the protocol of docs/protocol.md out of it.
 */
#ifndef MUNIMENT_DRIVERS_READER_H
#define MUNIMENT_DRIVERS_READER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "drivers/channel.h"
#include "drivers/ndef.h"

enum {
	READER_UID_BYTES = 10,
	READER_TAGS_MAX = 8,	/* in the field at once */
	READER_READ_BYTES = 16, /* type 2 READ gives four pages */
};

/* A tag of ISO 14443 type A as it answered the anticollision. */
struct reader_tag {
	uint8_t uid[READER_UID_BYTES];
	size_t uid_len; /* 4, 7 or 10 */
	uint8_t atqa[2];
	uint8_t sak;
};

/* Every function may block for as long as the library does. Two kinds of
 * failure: ERR_IO concerns the tag (it left, it refused) and the reader goes
 * on; any other code means that the reader is lost and will be closed. */
struct reader_io {
	int (*open)(void *dev, struct err *e);
	/* Also after a failed open, and twice. */
	void (*close)(void *dev);
	/* What the reader says of itself; borrowed until close. */
	const char *(*describe)(void *dev);
	/* A descriptor that hangs up when the reader is pulled out, or -1. */
	int (*hangup_fd)(void *dev);
	/* Switches the field off and on, so that halted tags answer again, and
	 * lists the tags: their number. */
	int (*scan)(void *dev, struct reader_tag *ret, size_t max,
		    struct err *e);
	/* Wakes one tag for the two below. */
	int (*select)(void *dev, const struct reader_tag *t, struct err *e);
	/* Four pages of a type 2 tag, from `page`. */
	int (*read)(void *dev, uint8_t page, uint8_t ret[READER_READ_BYTES],
		    struct err *e);
	int (*write)(void *dev, uint8_t page,
		     const uint8_t bytes[NDEF_PAGE_BYTES], struct err *e);
};

/* Serves the channel until it is over. */
int reader_run(struct channel *c, const struct reader_io *io, void *dev,
	       struct err *e) WARN_UNUSED;

#endif
