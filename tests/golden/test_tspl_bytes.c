/* test_tspl_bytes.c: the very bytes of TSPL labels, as tests/golden/tspl-*.bin
 * hold them. Whether they are right is for test_labels_judged.c to say; here
 * a change of them cannot go unseen.
 *
 * To make the files anew, from the project's top folder:
 *	MUNIMENT_GOLDEN=update build/plain/tests/golden/test_tspl_bytes
 * and look at `git diff --stat` before you commit.
 * uses: labels base */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "labels/barcode.h"
#include "labels/language.h"
#include "tests/suite.h"

/* A code and two bars on 20 x 15 mm: no fonts, so that the bytes depend on
 * nothing but the language (and on libzint for a code to look at). */
static void draw(struct bitmap *b, const struct label_media *m)
{
	AUTO(bitmap) struct bitmap code = BITMAP_INIT;

	CU_ASSERT_EQUAL_FATAL(
		bitmap_reset(b, media_width(m), media_height(m), NULL), 0);
	CU_ASSERT_EQUAL_FATAL(barcode_qr("GOLDEN-1", &code, NULL), 0);
	bitmap_paint(b, &code, 16, 16, m->dpi / 75);
	bitmap_fill(b, 0, 0, b->width, 2);
	bitmap_fill(b, b->width - 3, 0, 3, b->height);
}

/* As draw(), with dots that read ESC ! R, ~ ! T and, over a row's end,
 * ESC ! ?. */
static void draw_commands(struct bitmap *b, const struct label_media *m)
{
	static const uint8_t sent[] = {0x1b, '!', 'R', 0xff, '~', '!', 'T'};

	draw(b, m);
	for (size_t i = 0; i < sizeof(sent); i++)
		b->bits[100 * b->stride + 3 + (int)i] = (uint8_t)~sent[i];
	b->bits[103 * b->stride - 1] = (uint8_t)~0x1b;
	b->bits[103 * b->stride] = (uint8_t) ~'!';
	b->bits[103 * b->stride + 1] = (uint8_t) ~'?';
}

#define SIZE .width_um = 20000, .height_um = 15000

static const struct {
	const char *file;
	struct label_media media;
	void (*draw)(struct bitmap *, const struct label_media *);
} cases[] = {
	{"tests/golden/tspl-plain.bin",
	 {SIZE, .dpi = 203, .gap_um = 2000, .darkness = MEDIA_AS_SET,
	  .speed_mm_s = MEDIA_AS_SET},
	 draw},
	{"tests/golden/tspl-settings.bin",
	 {SIZE, .dpi = 300, .kind = MEDIA_MARK, .gap_um = 2500, .darkness = 8,
	  .speed_mm_s = 102, .upside_down = true},
	 draw},
	{"tests/golden/tspl-continuous.bin",
	 {SIZE, .dpi = 203, .kind = MEDIA_CONTINUOUS, .darkness = 0,
	  .speed_mm_s = 10},
	 draw},
	{"tests/golden/tspl-commands.bin",
	 {SIZE, .dpi = 203, .gap_um = 2000, .darkness = MEDIA_AS_SET,
	  .speed_mm_s = MEDIA_AS_SET},
	 draw_commands},
};

static void write_golden(const char *path, const struct buf *bytes)
{
	FILE *f = fopen(path, "wb");

	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	CU_ASSERT_EQUAL(fwrite(bytes->data, 1, bytes->len, f), bytes->len);
	CU_ASSERT_EQUAL(fclose(f), 0);
	printf("\n  written: %s\n", path);
}

static void read_golden(const char *path, struct buf *ret)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		printf("\n  %s: %s (run in the top folder)\n", path,
		       strerror(errno));
	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	while ((n = fread(buf_reserve(ret, 4096), 1, 4096, f)) > 0)
		buf_added(ret, n);
	fclose(f);
}

static void report_difference(const char *path, const struct buf *want,
			      const struct buf *got)
{
	size_t i = 0;

	while (i < want->len && i < got->len && want->data[i] == got->data[i])
		i++;
	printf("\n  %s: %zu bytes wanted, %zu made, first difference at %zu\n",
	       path, want->len, got->len, i);
}

static void test_bytes(void)
{
	bool update = str_eq(getenv("MUNIMENT_GOLDEN"), "update");
	const struct language *l = language_find("tspl", NULL);

	CU_ASSERT_PTR_NOT_NULL_FATAL(l);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO(bitmap) struct bitmap b = BITMAP_INIT;
		AUTO(buf) struct buf made = BUF_INIT;
		AUTO(buf) struct buf want = BUF_INIT;

		cases[i].draw(&b, &cases[i].media);
		CU_ASSERT_EQUAL(l->body(&made, &b, &cases[i].media, NULL), 0);
		CU_ASSERT_EQUAL(l->commit(&made, NULL), 0);
		if (update) {
			write_golden(cases[i].file, &made);
			continue;
		}
		read_golden(cases[i].file, &want);
		if (want.len != made.len ||
		    memcmp(want.data, made.data, made.len) != 0) {
			report_difference(cases[i].file, &want, &made);
			CU_FAIL("the bytes have changed");
		}
	}
}

static const struct suite_test tests[] = {
	{"the bytes are those of the golden files", test_bytes},
};
SUITE_MAIN("tspl-bytes", tests)
