/* test_media.c: label media as written in a configuration.
 * uses: labels base */
#include "labels/media.h"

#include <string.h>

#include "base/str.h"
#include "tests/suite.h"

static void test_size_words(void)
{
	static const struct {
		const char *text;
		int width_um, height_um; /* 0: refused */
	} rows[] = {
		{"50x30", 50000, 30000},
		{"60x40", 60000, 40000},
		{"100x70", 100000, 70000},
		{"50.5x29.75", 50500, 29750},
		{"300x300", 300000, 300000},
		{"10x10", 10000, 10000},
		{"", 0, 0},
		{"50", 0, 0},
		{"50x", 0, 0},
		{"x30", 0, 0},
		{"50X30", 0, 0},
		{"50x30mm", 0, 0},
		{"50 x 30", 0, 0},
		{"-50x30", 0, 0},
		{"50.x30", 0, 0},
		{"50.0001x30", 0, 0},
		{"9x30", 0, 0},
		{"301x30", 0, 0},
		{"99999999999999999999x30", 0, 0},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct label_media m = LABEL_MEDIA_INIT;
		struct err err = ERR_INIT;
		int rc = media_set_size(&m, rows[i].text, &err);

		if (rows[i].width_um) {
			CU_ASSERT_EQUAL(rc, 0);
			CU_ASSERT_EQUAL(m.width_um, rows[i].width_um);
			CU_ASSERT_EQUAL(m.height_um, rows[i].height_um);
		} else {
			CU_ASSERT_EQUAL(rc, ERR_USAGE);
			CU_ASSERT_EQUAL(m.width_um, 50000);
			CU_ASSERT_EQUAL(m.height_um, 30000);
			CU_ASSERT(err.msg[0] != '\0');
		}
	}
}

static void test_kind_words(void)
{
	struct label_media m = LABEL_MEDIA_INIT;
	struct err err = ERR_INIT;

	CU_ASSERT_EQUAL(media_set_kind(&m, "mark", &err), 0);
	CU_ASSERT_EQUAL(m.kind, MEDIA_MARK);
	CU_ASSERT_EQUAL(media_set_kind(&m, "continuous", &err), 0);
	CU_ASSERT_EQUAL(m.kind, MEDIA_CONTINUOUS);
	CU_ASSERT_EQUAL(media_set_kind(&m, "Gap", &err), ERR_USAGE);
	CU_ASSERT_EQUAL(m.kind, MEDIA_CONTINUOUS);
}

static void test_limits_name_the_value(void)
{
	static const struct {
		struct label_media media;
		const char *names; /* in the message */
	} rows[] = {
		{{.width_um = 9999}, "width"},
		{{.height_um = 300001}, "height"},
		{{.dpi = 204}, "dpi"},
		{{.gap_um = 20001}, "gap"},
		{{.darkness = 16}, "darkness"},
		{{.speed_mm_s = 9}, "speed"},
		{{.shift_x_um = 10001}, "right"},
		{{.shift_y_um = -10001}, "down"},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct label_media m = LABEL_MEDIA_INIT;
		const struct label_media *bad = &rows[i].media;
		struct err err = ERR_INIT;

		CU_ASSERT_EQUAL(media_check(&m, &err), 0);
		if (bad->width_um)
			m.width_um = bad->width_um;
		if (bad->height_um)
			m.height_um = bad->height_um;
		if (bad->dpi)
			m.dpi = bad->dpi;
		if (bad->darkness)
			m.darkness = bad->darkness;
		if (bad->speed_mm_s)
			m.speed_mm_s = bad->speed_mm_s;
		m.gap_um = bad->gap_um;
		m.shift_x_um = bad->shift_x_um;
		m.shift_y_um = bad->shift_y_um;
		CU_ASSERT_EQUAL(media_check(&m, &err), ERR_USAGE);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, rows[i].names));
	}
}

/* A picture must never be wider than the label, at no resolution. */
static void test_dots(void)
{
	struct label_media m = LABEL_MEDIA_INIT;

	CU_ASSERT_EQUAL(media_width(&m), 400);
	CU_ASSERT_EQUAL(media_height(&m), 240);
	m.dpi = 300;
	CU_ASSERT_EQUAL(media_width(&m), 590);
	CU_ASSERT_EQUAL(media_height(&m), 354);
	m.dpi = 600;
	CU_ASSERT_EQUAL(media_width(&m), 1181);
	CU_ASSERT_EQUAL(media_dots(&m, -1000), -23);
}

static const struct suite_test tests[] = {
	{"sizes are width x height in millimetres", test_size_words},
	{"kinds are words", test_kind_words},
	{"a value out of bounds is named", test_limits_name_the_value},
	{"dots are rounded down", test_dots},
};
SUITE_MAIN("media", tests)
