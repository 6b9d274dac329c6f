/* test_ndef: the identifier record and its place on a tag, by the bytes of
 * docs/protocol.md.
 * uses: drivers labels base */
#include "drivers/ndef.h"

#include <string.h>

#include "base/str.h"
#include "tests/suite.h"

#define IDENT  "000102030405060708090a0b0c0d0e0f"
#define RECORD "d40b106d756e696d656e743a6964" IDENT

static void area_of(uint8_t ret[NDEF_AREA_BYTES], const char *hex)
{
	memset(ret, 0, NDEF_AREA_BYTES);
	CU_ASSERT(str_to_hex(hex, ret, strlen(hex) / 2));
}

static void test_record(void)
{
	uint8_t r[NDEF_RECORD_BYTES], want[NDEF_IDENT_BYTES];
	const uint8_t *ident;

	CU_ASSERT(str_to_hex(RECORD, r, sizeof(r)));
	CU_ASSERT(str_to_hex(IDENT, want, sizeof(want)));
	ident = ndef_ident(r, sizeof(r));
	CU_ASSERT_FATAL(ident != NULL);
	CU_ASSERT(memcmp(ident, want, sizeof(want)) == 0);
	CU_ASSERT(ndef_ident(r, sizeof(r) - 1) == NULL);
	/* Every byte of the head counts. */
	for (size_t i = 0; i < NDEF_RECORD_BYTES - NDEF_IDENT_BYTES; i++) {
		r[i] ^= 1;
		CU_ASSERT(ndef_ident(r, sizeof(r)) == NULL);
		r[i] ^= 1;
	}
}

static void test_layout(void)
{
	uint8_t r[NDEF_RECORD_BYTES], area[NDEF_AREA_BYTES];
	uint8_t want[NDEF_AREA_BYTES];
	const uint8_t *found;

	CU_ASSERT(str_to_hex(RECORD, r, sizeof(r)));
	area_of(want, "031e" RECORD "fe");
	ndef_layout(area, r);
	CU_ASSERT(memcmp(area, want, sizeof(want)) == 0);
	CU_ASSERT_EQUAL(ndef_parse(area, &found), NDEF_OURS);
	CU_ASSERT(found == area + 2);
	/* As long as the length is not written, there is no message. */
	memcpy(area, "\x03\x00\xfe\x00", 4);
	CU_ASSERT_EQUAL(ndef_parse(area, &found), NDEF_EMPTY);
	CU_ASSERT(found == NULL);
}

static void test_content(void)
{
	static const struct {
		const char *hex;
		enum ndef_content want;
	} cases[] = {
		{"00000000", NDEF_EMPTY},
		{"0300fe00", NDEF_EMPTY},
		{"fe", NDEF_EMPTY},
		/* NTAG213 from the factory: a lock control TLV first. */
		{"0103a00c340300fe", NDEF_EMPTY},
		{"031e" RECORD "fe", NDEF_OURS},
		{"0000031e" RECORD "fe", NDEF_OURS},
		/* A link of another program. */
		{"0308d10104550161626364fe", NDEF_FOREIGN},
		/* Longer than what is read: not ours in any case. */
		{"03ff0100d101", NDEF_FOREIGN},
		/* Proprietary data. */
		{"fd0400112233", NDEF_FOREIGN},
		/* A length that leaves the memory. */
		{"01ff", NDEF_EMPTY},
	};
	const uint8_t *found;
	uint8_t area[NDEF_AREA_BYTES];

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		area_of(area, cases[i].hex);
		CU_ASSERT_EQUAL(ndef_parse(area, &found), cases[i].want);
		CU_ASSERT_EQUAL(found != NULL, cases[i].want == NDEF_OURS);
	}
	/* No content reads past the area, whatever it says. */
	for (unsigned type = 0; type < 256; type++)
		for (unsigned length = 0; length < 256; length++) {
			memset(area, (int)type, sizeof(area));
			area[NDEF_AREA_BYTES - 1] = (uint8_t)length;
			ndef_parse(area, &found);
		}
}

static void test_types(void)
{
	CU_ASSERT_STRING_EQUAL(ndef_tag_type((uint8_t[]){0xe1, 0x10, 0x12, 0}),
			       "ntag213");
	CU_ASSERT_STRING_EQUAL(ndef_tag_type((uint8_t[]){0xe1, 0x10, 0x3e, 0}),
			       "ntag215");
	CU_ASSERT_STRING_EQUAL(ndef_tag_type((uint8_t[]){0xe1, 0x10, 0x6d, 0}),
			       "ntag216");
	CU_ASSERT_STRING_EQUAL(ndef_tag_type((uint8_t[]){0xe1, 0x10, 0x06, 0}),
			       "ultralight");
	CU_ASSERT(ndef_tag_type((uint8_t[]){0, 0, 0, 0}) == NULL);
}

static const struct suite_test tests[] = {
	{"the record", test_record},
	{"its layout on a tag", test_layout},
	{"what lies on a tag", test_content},
	{"types of tags", test_types},
};
SUITE_MAIN("test_ndef", tests)
