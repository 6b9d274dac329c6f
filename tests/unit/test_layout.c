/* test_layout.c: a copy's label: what may never be lost, what may be
 * shortened, and that nothing touches anything else.
 * uses: labels base */
#include "labels/layout.h"

#include <pthread.h>
#include <string.h>

#include "base/str.h"
#include "labels/barcode.h"
#include "tests/suite.h"

#define SERIAL	  "KK89K-LLS98YT-SS8CB-SSUT-SST108"
#define SERIAL_30 "KK89K-LLS98YT-SS8CB-SSUT-SST10"
#define SERIAL_34 "KK89K-LLS98YT-SS8CB-SSUT-SST108-AB"
/* ISO/IEC 18004: white modules around a QR code. */
enum { QUIET = 4 };
#define TITLE_60                                                                                                 \
	"关于进一步加强和改进涉密载体全生命周期管理工作并开展专项清查整治行动" \
	"有关事项的通知（二〇二五年第三次修订征求意见稿）附件一"

static const struct label_fields full = {
	.serial = SERIAL,
	.mark = "机密★20年",
	.title = TITLE_60,
	.copy_no = "000012",
	.receive_no = "收〔2025〕机131号",
	.unit = "某某研究院办公室",
	.reprint = 2,
};

static const char *const sizes[] = {"50x30", "60x40", "40x30", "100x70"};
static const int resolutions[] = {203, 300};

static struct raster *new_raster(void)
{
	struct raster *r = NULL;

	CU_ASSERT_EQUAL_FATAL(raster_new(&r, NULL, NULL), 0);
	return r;
}

static struct label_media media_of(const char *size, int dpi)
{
	struct label_media m = LABEL_MEDIA_INIT;

	m.dpi = dpi;
	CU_ASSERT_EQUAL_FATAL(media_set_size(&m, size, NULL), 0);
	return m;
}

static void draw(struct raster *r, const struct label_fields *f,
		 const struct label_media *m, struct bitmap *ret)
{
	struct err err = ERR_INIT;
	int rc = label_draw(r, f, m, ret, &err);

	if (rc < 0)
		printf("\n  %s\n", err.msg);
	CU_ASSERT_EQUAL_FATAL(rc, 0);
}

/* ---- boxes of ink -------------------------------------------------------- */

struct box {
	int left, top, right, bottom; /* inclusive; right < left: no ink */
};

static bool only_in(const struct bitmap *a, const struct bitmap *b, int x,
		    int y)
{
	return bitmap_get(a, x, y) && !(b && bitmap_get(b, x, y));
}

/* The box around the ink of a that is not in b (which may be NULL). */
static struct box box_of(const struct bitmap *a, const struct bitmap *b)
{
	struct box box = {a->width, a->height, -1, -1};

	for (int y = 0; y < a->height; y++)
		for (int x = 0; x < a->width; x++)
			if (only_in(a, b, x, y)) {
				box.left = x < box.left ? x : box.left;
				box.right = x > box.right ? x : box.right;
				box.top = y < box.top ? y : box.top;
				box.bottom = y;
			}
	return box;
}

static int ink_in(const struct bitmap *b, const struct box *box)
{
	int n = 0;

	for (int y = box->top; y <= box->bottom; y++)
		for (int x = box->left; x <= box->right; x++)
			n += bitmap_get(b, x, y);
	return n;
}

/* ---- tests --------------------------------------------------------------- */

static void test_every_size_reads_back(void)
{
	static const struct label_fields rows[] = {
		{.serial = "A1"},
		{.serial = SERIAL},
		{.serial = SERIAL_34, .mark = "绝密★长期", .reprint = 99},
		{.serial = SERIAL, .title = "A", .copy_no = "1"},
		{.serial = "abc/def.123", .unit = "单位"},
	};
	AUTO_PTR(raster) struct raster *r = new_raster();
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < ARRAY_LEN(sizes); i++)
		for (size_t j = 0; j < ARRAY_LEN(resolutions); j++) {
			struct label_media m =
				media_of(sizes[i], resolutions[j]);

			draw(r, &full, &m, &b);
			CU_ASSERT_EQUAL(b.width, media_width(&m));
			CU_ASSERT_EQUAL(b.height, media_height(&m));
			CU_ASSERT_EQUAL(label_verify(&b, SERIAL, &err), 0);
			for (size_t k = 0; k < ARRAY_LEN(rows); k++) {
				draw(r, &rows[k], &m, &b);
				CU_ASSERT_EQUAL(
					label_verify(&b, rows[k].serial, &err),
					0);
			}
		}
}

/* Each field but the mark (which moves the title) is taken away in turn: what
 * it had drawn must lie in a box where nothing else is. */
static void test_nothing_overlaps(void)
{
	AUTO_PTR(raster) struct raster *r = new_raster();

	for (size_t i = 0; i < ARRAY_LEN(sizes); i++)
		for (size_t j = 0; j < ARRAY_LEN(resolutions); j++)
			for (int field = 0; field < 6; field++) {
				AUTO(bitmap) struct bitmap all = BITMAP_INIT;
				AUTO(bitmap) struct bitmap less = BITMAP_INIT;
				struct label_fields with = full, without;
				struct label_media m =
					media_of(sizes[i], resolutions[j]);
				struct box box;

				/* The unit, when away, lets its neighbour
				 * down: measured without that one. */
				if (field == 3)
					with.receive_no = NULL;
				if (field == 4)
					with.title = NULL;
				without = with;
				without.title = field == 0 ? "" : with.title;
				without.reprint = field == 1 ? 0 : 2;
				without.receive_no =
					field == 2 ? NULL : with.receive_no;
				without.unit = field == 3 ? "" : with.unit;
				without.mark = field == 4 ? "" : with.mark;
				if (field == 5) {
					with.reprint = without.reprint = 0;
					without.copy_no = NULL;
				}
				draw(r, &with, &m, &all);
				draw(r, &without, &m, &less);
				box = box_of(&all, &less);
				CU_ASSERT(box.right >= box.left);
				CU_ASSERT_EQUAL(ink_in(&less, &box), 0);
			}
}

/* The code is the only thing at the top right: its quiet zone of four modules
 * must be white on all sides. A finder pattern is seven modules wide. */
static void test_quiet_zone(void)
{
	AUTO_PTR(raster) struct raster *r = new_raster();

	for (size_t i = 0; i < ARRAY_LEN(sizes); i++)
		for (size_t j = 0; j < ARRAY_LEN(resolutions); j++) {
			AUTO(bitmap) struct bitmap code = BITMAP_INIT;
			AUTO(bitmap) struct bitmap b = BITMAP_INIT;
			struct label_media m =
				media_of(sizes[i], resolutions[j]);
			int module, side, quiet, inside = 0;
			struct box zone;

			CU_ASSERT_EQUAL(barcode_qr(SERIAL, &code, NULL), 0);
			draw(r, &full, &m, &b);
			/* From the right edge to the first ink of a finder
			 * pattern: four modules. */
			for (quiet = 0; quiet < b.width; quiet++)
				if (bitmap_get(&b, b.width - 1 - quiet, quiet))
					break;
			module = quiet / QUIET;
			side = module * (code.width + 2 * QUIET);
			CU_ASSERT_EQUAL(quiet % QUIET, 0);
			/* Three dots of 203 dpi a module. */
			CU_ASSERT(module >= media_dots(&m, 375));
			zone = (struct box){b.width - side, 0, b.width - 1,
					    side - 1};
			for (int y = 0; y < code.height; y++)
				for (int x = 0; x < code.width; x++)
					inside += bitmap_get(&code, x, y);
			/* All ink of the zone is the code's own. */
			CU_ASSERT_EQUAL(ink_in(&b, &zone),
					inside * module * module);
		}
}

static void test_margins_are_white(void)
{
	AUTO_PTR(raster) struct raster *r = new_raster();

	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		AUTO(bitmap) struct bitmap b = BITMAP_INIT;
		struct label_media m = media_of(sizes[i], 203);
		struct box box;

		draw(r, &full, &m, &b);
		box = box_of(&b, NULL);
		CU_ASSERT(box.left >= media_dots(&m, 800));
		CU_ASSERT(b.width - 1 - box.right >= media_dots(&m, 800));
		CU_ASSERT(box.top >= media_dots(&m, 500));
		CU_ASSERT(b.height - 1 - box.bottom >= media_dots(&m, 500));
	}
}

/* The last character of the serial must be there: it makes a difference at
 * the right end of the strip. */
static void test_serial_is_whole(void)
{
	AUTO_PTR(raster) struct raster *r = new_raster();

	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		AUTO(bitmap) struct bitmap a = BITMAP_INIT;
		AUTO(bitmap) struct bitmap b = BITMAP_INIT;
		const struct label_fields fa = {.serial = SERIAL_30 "X"};
		const struct label_fields fb = {.serial = SERIAL_30 "8"};
		struct label_media m = media_of(sizes[i], 203);
		struct box end;
		int differ = 0;

		draw(r, &fa, &m, &a);
		draw(r, &fb, &m, &b);
		/* The right eighth, below the code. */
		end = (struct box){a.width * 7 / 8,
				   a.height - media_dots(&m, 4000), a.width - 1,
				   a.height - 1};
		for (int y = end.top; y <= end.bottom; y++)
			for (int x = end.left; x <= end.right; x++)
				differ += bitmap_get(&a, x, y) !=
					  bitmap_get(&b, x, y);
		CU_ASSERT(differ > 10);
	}
}

static void test_refused_before_anything_is_drawn(void)
{
	static const struct {
		struct label_fields fields;
		const char *size;
		const char *names; /* in the message */
	} rows[] = {
		{{.serial = NULL}, "50x30", "serial"},
		{{.serial = ""}, "50x30", "serial"},
		{{.serial = "WITH SPACE"}, "50x30", "serial"},
		{{.serial = "中文"}, "50x30", "serial"},
		{{.serial = "A\nB"}, "50x30", "serial"},
		/* Wide letters: cutting would be the only way. */
		{{.serial = "WWWWW-WWWWWWW-WWWWW-WWWW-WWWWWWWWWW"},
		 "40x30",
		 "WWWWW-WWWWWWW-WWWWW-WWWW-WWWWWWWWWW"},
		{{.serial = SERIAL}, "20x30", SERIAL},
		{{.serial = "A", .mark = TITLE_60}, "50x30", "mark"},
		{{.serial = "A", .title = "\xe6\x9c"}, "50x30", "title"},
		{{.serial = "A"}, "30x10", "label"},
	};
	AUTO_PTR(raster) struct raster *r = new_raster();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		AUTO(bitmap) struct bitmap b = BITMAP_INIT;
		struct label_media m = media_of(rows[i].size, 203);
		struct err err = ERR_INIT;

		CU_ASSERT_EQUAL(label_draw(r, &rows[i].fields, &m, &b, &err),
				ERR_USAGE);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, rows[i].names));
		/* A title or mark may be secret: never in a message. */
		CU_ASSERT_PTR_NULL(strstr(err.msg, "涉密载体"));
		CU_ASSERT_PTR_NULL(b.bits);
	}
}

static void test_other_text_is_shortened(void)
{
	static const char long_text[] = TITLE_60 TITLE_60 TITLE_60 TITLE_60;
	const struct label_fields all_long = {
		.serial = SERIAL_34,
		.mark = "秘密★2035年12月31日",
		.title = long_text,
		.copy_no = long_text,
		.receive_no = long_text,
		.unit = long_text,
		.reprint = 999999,
	};
	AUTO_PTR(raster) struct raster *r = new_raster();
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		struct label_media m = media_of(sizes[i], 203);

		draw(r, &all_long, &m, &b);
		CU_ASSERT_EQUAL(label_verify(&b, SERIAL_34, &err), 0);
	}
}

/* Line ends of any kind and control characters must not make more lines. */
static void test_control_characters(void)
{
	struct label_fields f = full, plain = full;
	AUTO_PTR(raster) struct raster *r = new_raster();
	AUTO(bitmap) struct bitmap a = BITMAP_INIT;
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	struct label_media m = media_of("50x30", 203);

	f.title = "A\nB\r\tC\x1b[1m";
	plain.title = "A B  C [1m";
	draw(r, &f, &m, &a);
	draw(r, &plain, &m, &b);
	CU_ASSERT(!memcmp(a.bits, b.bits, bitmap_bytes(&a)));
	f.title = "1\xe2\x80\xa9"
		  "2\xe2\x80\xa8"
		  "3\xe2\x80\xa9"
		  "4\xe2\x80\xa9"
		  "5\xe2\x80\xa9"
		  "6";
	draw(r, &f, &m, &a);
}

static void test_same_bytes_every_time(void)
{
	AUTO_PTR(raster) struct raster *r = new_raster();
	AUTO_PTR(raster) struct raster *fresh = new_raster();
	AUTO(bitmap) struct bitmap a = BITMAP_INIT;
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	struct label_media large = media_of("100x70", 300);
	struct label_media m = media_of("50x30", 203);

	draw(r, &full, &large, &a);
	draw(r, &full, &m, &a);
	draw(fresh, &full, &m, &b);
	CU_ASSERT_EQUAL_FATAL(bitmap_bytes(&a), bitmap_bytes(&b));
	CU_ASSERT(!memcmp(a.bits, b.bits, bitmap_bytes(&a)));
}

struct drawer {
	const struct bitmap *want;
	int wrong;
};

static void *draw_many(void *arg)
{
	struct drawer *d = arg;
	AUTO_PTR(raster) struct raster *r = NULL;
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	const struct label_media m = LABEL_MEDIA_INIT;

	if (raster_new(&r, NULL, NULL) < 0) {
		d->wrong++;
		return NULL;
	}
	for (int i = 0; i < 20; i++)
		if (label_draw(r, &full, &m, &b, NULL) < 0 ||
		    memcmp(b.bits, d->want->bits, bitmap_bytes(&b)) != 0 ||
		    label_verify(&b, SERIAL, NULL) < 0)
			d->wrong++;
	return NULL;
}

static void test_threads(void)
{
	AUTO_PTR(raster) struct raster *r = new_raster();
	AUTO(bitmap) struct bitmap want = BITMAP_INIT;
	const struct label_media m = LABEL_MEDIA_INIT;
	struct drawer drawers[3];
	pthread_t threads[3];

	draw(r, &full, &m, &want);
	for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
		drawers[i] = (struct drawer){.want = &want};
		CU_ASSERT_EQUAL_FATAL(pthread_create(&threads[i], NULL,
						     draw_many, &drawers[i]),
				      0);
	}
	for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
		pthread_join(threads[i], NULL);
		CU_ASSERT_EQUAL(drawers[i].wrong, 0);
	}
}

static void test_shift(void)
{
	const struct label_fields f = {.serial = "A1"};
	AUTO_PTR(raster) struct raster *r = new_raster();
	AUTO(bitmap) struct bitmap a = BITMAP_INIT;
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	struct label_media m = media_of("50x30", 203);
	struct err err = ERR_INIT;
	struct box from, to;

	draw(r, &f, &m, &a);
	m.shift_x_um = 500;
	m.shift_y_um = -250;
	draw(r, &f, &m, &b);
	from = box_of(&a, NULL);
	to = box_of(&b, NULL);
	CU_ASSERT_EQUAL(to.left, from.left + 4);
	CU_ASSERT_EQUAL(to.bottom, from.bottom - 2);
	/* A shift that pushes ink off the label would lose it silently. */
	m.shift_x_um = -5000;
	CU_ASSERT_EQUAL(label_draw(r, &f, &m, &b, &err), ERR_USAGE);
}

static void test_verify_judges(void)
{
	const struct label_fields f = {.serial = SERIAL};
	AUTO_PTR(raster) struct raster *r = new_raster();
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	struct label_media m = media_of("50x30", 203);
	struct err err = ERR_INIT;

	draw(r, &f, &m, &b);
	CU_ASSERT_EQUAL(label_verify(&b, SERIAL, &err), 0);
	CU_ASSERT_EQUAL(label_verify(&b, SERIAL_34, &err), ERR_CORRUPT);
	CU_ASSERT_EQUAL(label_verify(&b, "KK89K", &err), ERR_CORRUPT);
	/* A black bar over the code. */
	bitmap_fill(&b, b.width - 90, 0, 50, 140);
	CU_ASSERT_EQUAL(label_verify(&b, SERIAL, &err), ERR_CORRUPT);
	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&b, 400, 240, NULL), 0);
	CU_ASSERT_EQUAL(label_verify(&b, SERIAL, &err), ERR_CORRUPT);
}

static void test_missing_font(void)
{
	struct raster *r = NULL;
	struct err err = ERR_INIT;

	CU_ASSERT_EQUAL(raster_new(&r, "No Such Font", &err), ERR_NOT_FOUND);
	CU_ASSERT_PTR_NULL(r);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, "No Such Font"));
	CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, "fonts-wqy-microhei"));
	raster_free(NULL);
}

static const struct suite_test tests[] = {
	{"every size and resolution reads back", test_every_size_reads_back},
	{"nothing overlaps", test_nothing_overlaps},
	{"the code's quiet zone is white", test_quiet_zone},
	{"margins are white", test_margins_are_white},
	{"the serial is whole", test_serial_is_whole},
	{"what does not fit is refused", test_refused_before_anything_is_drawn},
	{"other text is shortened", test_other_text_is_shortened},
	{"control characters are spaces", test_control_characters},
	{"the same label has the same dots", test_same_bytes_every_time},
	{"a raster for each thread", test_threads},
	{"shift moves, never loses", test_shift},
	{"read back judges", test_verify_judges},
	{"a missing font is named", test_missing_font},
};
SUITE_MAIN("layout", tests)
