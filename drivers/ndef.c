/* ndef.c: see ndef.h. */
#include "drivers/ndef.h"

#include <string.h>

#include "base/str.h"

enum {
	TLV_NULL = 0x00,
	TLV_LOCK = 0x01,
	TLV_MEMORY = 0x02,
	TLV_NDEF = 0x03,
	TLV_END = 0xfe
};

static const uint8_t head[] = {
	0xd4, 11, NDEF_IDENT_BYTES, 'm', 'u', 'n', 'i', 'm', 'e', 'n', 't', ':',
	'i',  'd'};
_Static_assert(sizeof(head) + NDEF_IDENT_BYTES == NDEF_RECORD_BYTES,
	       "record length");

const uint8_t *ndef_ident(const uint8_t *record, size_t n)
{
	if (n != NDEF_RECORD_BYTES || memcmp(record, head, sizeof(head)) != 0)
		return NULL;
	return record + sizeof(head);
}

void ndef_layout(uint8_t ret[NDEF_AREA_BYTES],
		 const uint8_t record[NDEF_RECORD_BYTES])
{
	memset(ret, 0, NDEF_AREA_BYTES);
	ret[0] = TLV_NDEF;
	ret[1] = NDEF_RECORD_BYTES;
	memcpy(ret + 2, record, NDEF_RECORD_BYTES);
	ret[2 + NDEF_RECORD_BYTES] = TLV_END;
}

enum ndef_content ndef_parse(const uint8_t area[NDEF_AREA_BYTES],
			     const uint8_t **ret_record)
{
	size_t i = 0;

	*ret_record = NULL;
	while (i + 1 < NDEF_AREA_BYTES) {
		uint8_t type = area[i], length = area[i + 1];

		if (type == TLV_NULL) {
			i++;
		} else if (type == TLV_END) {
			return NDEF_EMPTY;
		} else if (type == TLV_LOCK || type == TLV_MEMORY) {
			/* NTAG215 and 216 come with one from the factory. */
			i += 2 + (size_t)length;
		} else if (type != TLV_NDEF) {
			return NDEF_FOREIGN;
		} else if (length == 0) {
			return NDEF_EMPTY;
		} else if (i + 2 + length <= NDEF_AREA_BYTES &&
			   ndef_ident(area + i + 2, length)) {
			*ret_record = area + i + 2;
			return NDEF_OURS;
		} else {
			return NDEF_FOREIGN;
		}
	}
	return NDEF_EMPTY;
}

const char *ndef_tag_type(const uint8_t cc[NDEF_PAGE_BYTES])
{
	/* Byte 2 is the user memory in units of 8 bytes. */
	static const struct {
		uint8_t size;
		const char *type;
	} types[] = {
		{0x06, "ultralight"},
		{0x12, "ntag213"},
		{0x3e, "ntag215"},
		{0x6d, "ntag216"},
	};

	if (cc[0] != 0xe1)
		return NULL;
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (types[i].size == cc[2])
			return types[i].type;
	return "other";
}
