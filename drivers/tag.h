/* tag.h: reading and writing the identifier record on one tag, by way of a
 * reader. Nothing else on a tag is ever touched.
 */
#ifndef MUNIMENT_DRIVERS_TAG_H
#define MUNIMENT_DRIVERS_TAG_H

#include <stdbool.h>

#include "drivers/reader.h"

enum {
	TAG_UID_TEXT = 2 * READER_UID_BYTES + 1,
	TAG_IDENT_TEXT = 2 * NDEF_IDENT_BYTES + 1,
};

/* Lower-case hex of a tag's UID. */
void tag_uid_text(char ret[TAG_UID_TEXT], const struct reader_tag *t);

/* Finds out the tag's type (a word of docs/protocol.md, static) and the
 * identifier it carries ("" when none). ERR_IO when the tag did not let itself
 * be read; other errors: the reader is lost. */
int tag_identify(const struct reader_io *io, void *dev,
		 const struct reader_tag *t, const char **ret_type,
		 char ret_ident[TAG_IDENT_TEXT], struct err *e) WARN_UNUSED;

/* Writes the record, reads it back and compares. ERR_UNSUPPORTED,
 * ERR_REFUSED (a foreign message, unless overwrite), ERR_CORRUPT and ERR_IO
 * concern the tag, with *ret_lost false; with *ret_lost the reader is gone. */
int tag_write(const struct reader_io *io, void *dev, const struct reader_tag *t,
	      const uint8_t record[NDEF_RECORD_BYTES], bool overwrite,
	      bool *ret_lost, struct err *e) WARN_UNUSED;

#endif
