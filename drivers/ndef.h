/* ndef.h: the identifier record, the only thing ever written on a tag, and its
 * place in the memory of an NFC Forum type 2 tag (NTAG, Ultralight).
 *
 * Pure: bytes in, bytes out. docs/protocol.md shows the record; the layout of
 * the tag is that of the NFC Forum's Type 2 Tag specification 1.1.
 */
#ifndef MUNIMENT_DRIVERS_NDEF_H
#define MUNIMENT_DRIVERS_NDEF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	NDEF_IDENT_BYTES = 16,
	NDEF_RECORD_BYTES = 30,
	NDEF_PAGE_BYTES = 4,
	NDEF_FIRST_PAGE = 4, /* of user memory */
	NDEF_CC_PAGE = 3,    /* capability container */
	/* Pages that the record fills with its TLV: 2 + 30 + 1 bytes. */
	NDEF_PAGES = 9,
	NDEF_AREA_BYTES = NDEF_PAGES * NDEF_PAGE_BYTES,
};

/* The identifier in a record, or NULL when the bytes are not our record. */
const uint8_t *ndef_ident(const uint8_t *record, size_t n);

/* What pages 4 to 12 hold with this record on the tag. */
void ndef_layout(uint8_t ret[NDEF_AREA_BYTES],
		 const uint8_t record[NDEF_RECORD_BYTES]);

enum ndef_content {
	NDEF_EMPTY,   /* no message, or one of length 0 (new, or torn) */
	NDEF_OURS,    /* *ret_record points at our record in the area */
	NDEF_FOREIGN, /* somebody else's data */
};
/* Reads pages 4 to 12. */
enum ndef_content ndef_parse(const uint8_t area[NDEF_AREA_BYTES],
			     const uint8_t **ret_record);

/* The word for a tag by its capability container (page 3): "ntag213",
 * "ntag215", "ntag216", "ultralight", or NULL: not formatted for NDEF. */
const char *ndef_tag_type(const uint8_t cc[NDEF_PAGE_BYTES]);

#endif
