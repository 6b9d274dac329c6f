/* test_bitmap.c: dots.
 * uses: labels base */
#include "labels/bitmap.h"

#include <string.h>

#include "tests/suite.h"

static int count(const struct bitmap *b)
{
	int n = 0;

	for (size_t i = 0; i < bitmap_bytes(b); i++)
		n += __builtin_popcount(b->bits[i]);
	return n;
}

static void test_bits_are_msb_first(void)
{
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;

	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&b, 10, 2, NULL), 0);
	CU_ASSERT_EQUAL(b.stride, 2);
	bitmap_fill(&b, 0, 0, 1, 1);
	bitmap_fill(&b, 9, 1, 1, 1);
	CU_ASSERT_EQUAL(b.bits[0], 0x80);
	CU_ASSERT_EQUAL(b.bits[3], 0x40);
	CU_ASSERT(bitmap_get(&b, 0, 0));
	CU_ASSERT(bitmap_get(&b, 9, 1));
	CU_ASSERT(!bitmap_get(&b, 10, 1));
	CU_ASSERT(!bitmap_get(&b, -1, 0));
	CU_ASSERT_EQUAL(count(&b), 2);
}

/* Padding behind the last dot must stay white whatever is painted. */
static void test_fill_is_clipped(void)
{
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;

	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&b, 13, 7, NULL), 0);
	bitmap_fill(&b, -5, -5, 100, 100);
	CU_ASSERT_EQUAL(count(&b), 13 * 7);
	CU_ASSERT_EQUAL(b.bits[1] & 0x07, 0);
	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&b, 13, 7, NULL), 0);
	CU_ASSERT_EQUAL(count(&b), 0);
	bitmap_fill(&b, 13, 0, 5, 5);
	bitmap_fill(&b, 3, 3, 0, 0);
	bitmap_fill(&b, 3, 3, -2, 5);
	CU_ASSERT_EQUAL(count(&b), 0);
}

static void test_paint_scales(void)
{
	AUTO(bitmap) struct bitmap src = BITMAP_INIT;
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;

	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&src, 2, 2, NULL), 0);
	bitmap_fill(&src, 1, 0, 1, 1);
	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&b, 20, 20, NULL), 0);
	bitmap_paint(&b, &src, 4, 5, 3);
	CU_ASSERT_EQUAL(count(&b), 9);
	CU_ASSERT(bitmap_get(&b, 7, 5) && bitmap_get(&b, 9, 7));
}

static void test_shift_loses_nothing(void)
{
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	struct err err = ERR_INIT;

	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&b, 20, 20, NULL), 0);
	bitmap_fill(&b, 5, 5, 3, 3);
	CU_ASSERT_EQUAL(bitmap_shift(&b, 2, -5, &err), 0);
	CU_ASSERT_EQUAL(count(&b), 9);
	CU_ASSERT(bitmap_get(&b, 7, 0) && bitmap_get(&b, 9, 2));
	CU_ASSERT_EQUAL(bitmap_shift(&b, 0, -1, &err), ERR_USAGE);
	CU_ASSERT_EQUAL(bitmap_shift(&b, 11, 0, &err), ERR_USAGE);
	CU_ASSERT_EQUAL(count(&b), 9);
	CU_ASSERT(bitmap_get(&b, 7, 0));
}

static void test_sides(void)
{
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;

	CU_ASSERT_EQUAL(bitmap_reset(&b, 0, 5, NULL), ERR_USAGE);
	CU_ASSERT_EQUAL(bitmap_reset(&b, 5, -1, NULL), ERR_USAGE);
	CU_ASSERT_EQUAL(bitmap_reset(&b, BITMAP_SIDE_MAX + 1, 5, NULL),
			ERR_USAGE);
	CU_ASSERT_PTR_NULL(b.bits);
}

static const struct suite_test tests[] = {
	{"the leftmost dot is the highest bit", test_bits_are_msb_first},
	{"filling is clipped", test_fill_is_clipped},
	{"painting scales", test_paint_scales},
	{"shifting loses no dot", test_shift_loses_nothing},
	{"sides have limits", test_sides},
};
SUITE_MAIN("bitmap", tests)
