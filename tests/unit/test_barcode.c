/* test_barcode.c: QR codes made by libzint and read by libzbar, and the traps
 * on the way. uses: labels base */
#include "labels/barcode.h"

#include <string.h>

#include "base/str.h"
#include "labels/decode.h"
#include "tests/suite.h"

#define SERIAL "KK89K-LLS98YT-SS8CB-SSUT-SST108"

/* The code with its quiet zone, four dots a module. */
static void frame(const struct bitmap *code, struct bitmap *ret)
{
	int side = (code->width + 2 * BARCODE_QUIET) * 4;

	CU_ASSERT_EQUAL_FATAL(bitmap_reset(ret, side, side, NULL), 0);
	bitmap_paint(ret, code, BARCODE_QUIET * 4, BARCODE_QUIET * 4, 4);
}

static void test_reads_back(void)
{
	static const char *const texts[] = {
		SERIAL,
		"A",
		"KK89K-LLS98YT-SS8CB-SSUT-SST108-XYZ",
		"lower-case-and-123",
		"12345678901234567890",
		"[]01\\x41 %^&{}~",
	};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		AUTO(bitmap) struct bitmap code = BITMAP_INIT;
		AUTO(bitmap) struct bitmap framed = BITMAP_INIT;
		AUTO(buf) struct buf text = BUF_INIT;
		struct err err = ERR_INIT;

		CU_ASSERT_EQUAL_FATAL(barcode_qr(texts[i], &code, &err), 0);
		frame(&code, &framed);
		CU_ASSERT_EQUAL(decode_qr(&framed, &text, &err), 0);
		CU_ASSERT_STRING_EQUAL(buf_text(&text), texts[i]);
	}
}

/* ISO/IEC 18004: the two leftmost modules of row 8 are the error correction
 * level (M is 00) XOR 10. */
static void test_level_is_m(void)
{
	AUTO(bitmap) struct bitmap code = BITMAP_INIT;

	CU_ASSERT_EQUAL_FATAL(barcode_qr(SERIAL, &code, NULL), 0);
	CU_ASSERT(bitmap_get(&code, 0, 8));
	CU_ASSERT(!bitmap_get(&code, 1, 8));
	/* 31 characters of QR's alphanumeric set at level M: version 2. */
	CU_ASSERT_EQUAL(code.width, 25);
	CU_ASSERT_EQUAL(code.height, 25);
}

/* libzint stacks codes in a symbol that is used twice, and says 0. */
static void test_codes_do_not_stack(void)
{
	AUTO(bitmap) struct bitmap first = BITMAP_INIT;
	AUTO(bitmap) struct bitmap again = BITMAP_INIT;

	CU_ASSERT_EQUAL_FATAL(barcode_qr(SERIAL, &first, NULL), 0);
	for (int i = 0; i < 5; i++)
		CU_ASSERT_EQUAL_FATAL(barcode_qr(SERIAL, &again, NULL), 0);
	CU_ASSERT_EQUAL(first.height, again.height);
	CU_ASSERT_EQUAL_FATAL(bitmap_bytes(&first), bitmap_bytes(&again));
	CU_ASSERT(!memcmp(first.bits, again.bits, bitmap_bytes(&first)));
}

static void test_refusals_change_nothing(void)
{
	char too_long[600];
	const char *const texts[] = {
		"", NULL, "中文", "tab\tbed", "del\x7f", "\xff", too_long,
	};
	AUTO(bitmap) struct bitmap code = BITMAP_INIT;

	memset(too_long, 'A', sizeof(too_long) - 1);
	too_long[sizeof(too_long) - 1] = '\0';
	CU_ASSERT_EQUAL_FATAL(barcode_qr("KEPT", &code, NULL), 0);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct bitmap before = code;
		struct err err = ERR_INIT;

		CU_ASSERT_EQUAL(barcode_qr(texts[i], &code, &err), ERR_USAGE);
		CU_ASSERT(err.msg[0] != '\0');
		CU_ASSERT(!memcmp(&before, &code, sizeof(code)));
	}
}

static void test_none_or_two_codes(void)
{
	AUTO(bitmap) struct bitmap a = BITMAP_INIT;
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	AUTO(bitmap) struct bitmap both = BITMAP_INIT;
	AUTO(buf) struct buf text = BUF_INIT;
	struct err err = ERR_INIT;

	buf_puts(&text, "kept");
	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&both, 400, 200, NULL), 0);
	CU_ASSERT_EQUAL(decode_qr(&both, &text, &err), ERR_CORRUPT);
	CU_ASSERT_EQUAL_FATAL(barcode_qr(SERIAL, &a, NULL), 0);
	CU_ASSERT_EQUAL_FATAL(barcode_qr("ANOTHER-ONE", &b, NULL), 0);
	bitmap_paint(&both, &a, 20, 20, 4);
	bitmap_paint(&both, &b, 220, 20, 4);
	CU_ASSERT_EQUAL(decode_qr(&both, &text, &err), ERR_CORRUPT);
	CU_ASSERT_STRING_EQUAL(buf_text(&text), "kept");
}

static const struct suite_test tests[] = {
	{"a code reads back", test_reads_back},
	{"the level is M", test_level_is_m},
	{"codes do not stack", test_codes_do_not_stack},
	{"what is refused changes nothing", test_refusals_change_nothing},
	{"no code and two codes are errors", test_none_or_two_codes},
};
SUITE_MAIN("barcode", tests)
