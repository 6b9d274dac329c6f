/* test_tspl.c: TSPL's commands and status, and the table it stands in.
 * uses: labels base */
#include "labels/language.h"

#include <string.h>

#include "base/str.h"
#include "tests/suite.h"

static const struct language *tspl(void)
{
	const struct language *l = language_find("tspl", NULL);

	CU_ASSERT_PTR_NOT_NULL_FATAL(l);
	return l;
}

static void test_table(void)
{
	struct err err = ERR_INIT;

	CU_ASSERT_PTR_NULL(language_find("zzz", &err));
	CU_ASSERT_EQUAL(err.code, ERR_NOT_FOUND);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, "tspl"));
	CU_ASSERT_PTR_NULL(language_find(NULL, &err));
	for (size_t i = 0; language_at(i); i++) {
		const struct language *l = language_at(i);

		CU_ASSERT_PTR_EQUAL(language_find(l->name, NULL), l);
		CU_ASSERT_PTR_NOT_NULL(l->body);
		/* A printer that can be asked must be understood. */
		CU_ASSERT_EQUAL(l->query.len > 0, l->parse_status != NULL);
		CU_ASSERT(l->query.len > 0 || l->end == END_UNKNOWN);
	}
}

static void test_state_words(void)
{
	for (int i = 0; i < PRINTER_STATES; i++) {
		enum printer_state state = (enum printer_state)i, back;

		CU_ASSERT(printer_state_from_word(printer_state_word(state),
						  &back));
		CU_ASSERT_EQUAL(back, state);
	}
	CU_ASSERT(!printer_state_from_word("fine", &(enum printer_state){0}));
}

#define BIT(state) (1u << PRINTER_##state)

static void test_status(void)
{
	static const struct {
		uint8_t reply;
		int used;
		enum printer_state state;
		unsigned flags;
	} rows[] = {
		{0x00, 1, PRINTER_READY, 0},
		{0x01, 1, PRINTER_HEAD_OPEN, BIT(HEAD_OPEN)},
		{0x02, 1, PRINTER_JAM, BIT(JAM)},
		{0x03, 1, PRINTER_HEAD_OPEN, BIT(JAM) | BIT(HEAD_OPEN)},
		{0x04, 1, PRINTER_PAPER_OUT, BIT(PAPER_OUT)},
		{0x05, 1, PRINTER_HEAD_OPEN, BIT(PAPER_OUT) | BIT(HEAD_OPEN)},
		{0x08, 1, PRINTER_RIBBON_OUT, BIT(RIBBON_OUT)},
		{0x0c, 1, PRINTER_PAPER_OUT, BIT(PAPER_OUT) | BIT(RIBBON_OUT)},
		{0x10, 1, PRINTER_PAUSED, BIT(PAUSED)},
		{0x20, 1, PRINTER_PRINTING, BIT(PRINTING)},
		{0x24, 1, PRINTER_PAPER_OUT, BIT(PRINTING) | BIT(PAPER_OUT)},
		{0x30, 1, PRINTER_PAUSED, BIT(PRINTING) | BIT(PAUSED)},
		{0x80, 1, PRINTER_OTHER, BIT(OTHER)},
		{0x40, -1, PRINTER_SILENT, 77},
		{'S', -1, PRINTER_SILENT, 77},
		{0xff, -1, PRINTER_SILENT, 77},
	};
	struct printer_status status;

	CU_ASSERT_EQUAL(tspl()->parse_status(NULL, 0, &status), 0);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const uint8_t bytes[] = {rows[i].reply, 0xff};

		/* Garbage leaves the status as it was. */
		status.state = PRINTER_SILENT;
		status.flags = 77;
		CU_ASSERT_EQUAL(tspl()->parse_status(bytes, 2, &status),
				rows[i].used);
		CU_ASSERT_EQUAL(status.state, rows[i].state);
		CU_ASSERT_EQUAL(status.flags, rows[i].flags);
	}
}

/* The print command is a transfer of its own: none of it is in the body. */
static void test_commit_is_alone(void)
{
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	AUTO(buf) struct buf body = BUF_INIT;
	AUTO(buf) struct buf commit = BUF_INIT;
	const struct label_media m = LABEL_MEDIA_INIT;

	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&b, 400, 240, NULL), 0);
	CU_ASSERT_EQUAL(tspl()->body(&body, &b, &m, NULL), 0);
	CU_ASSERT_EQUAL(tspl()->commit(&commit, NULL), 0);
	CU_ASSERT_STRING_EQUAL(buf_text(&commit), "PRINT 1,1\r\n");
	CU_ASSERT_PTR_NULL(memmem(body.data, body.len, "PRINT", 5));
	CU_ASSERT_EQUAL(tspl()->end, END_EDGE);
}

static void test_larger_than_the_label(void)
{
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	AUTO(buf) struct buf out = BUF_INIT;
	struct label_media m = LABEL_MEDIA_INIT;
	struct err err = ERR_INIT;

	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&b, 401, 240, NULL), 0);
	CU_ASSERT_EQUAL(tspl()->body(&out, &b, &m, &err), ERR_USAGE);
	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&b, 400, 241, NULL), 0);
	CU_ASSERT_EQUAL(tspl()->body(&out, &b, &m, &err), ERR_USAGE);
	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&b, 400, 240, NULL), 0);
	m.dpi = 204;
	CU_ASSERT_EQUAL(tspl()->body(&out, &b, &m, &err), ERR_USAGE);
	CU_ASSERT_EQUAL(out.len, 0);
}

/* Writes the bytes that TSPL would send for these dots, row by row. */
static void set_sent(struct bitmap *b, int x_byte, int y, const char *sent)
{
	for (int i = 0; sent[i]; i++)
		b->bits[y * b->stride + x_byte + i] = (uint8_t)~sent[i];
}

static int count_of(const struct buf *b, const char *needle)
{
	const char *p = b->data, *end = b->data + b->len;
	int n = 0;

	while ((p = memmem(p, (size_t)(end - p), needle, strlen(needle)))) {
		p++;
		n++;
	}
	return n;
}

/* A printer picks ESC ! R and the like out of the stream wherever they stand:
 * a picture whose dots read so would reset it in the middle of a label. */
static void test_no_command_within_a_picture(void)
{
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	AUTO(buf) struct buf out = BUF_INIT;
	const struct label_media m = LABEL_MEDIA_INIT;

	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&b, 400, 240, NULL), 0);
	CU_ASSERT_EQUAL_FATAL(tspl()->body(&out, &b, &m, NULL), 0);
	CU_ASSERT_EQUAL(count_of(&out, "BITMAP"), 1);

	buf_clear(&out);
	set_sent(&b, 10, 5, "\x1b!R");
	set_sent(&b, 0, 20, "\x1b!?\x1b!R");
	set_sent(&b, 47, 20, "~!T");
	set_sent(&b, 49, 100, "\x1b"); /* from one row to the next */
	set_sent(&b, 0, 101, "!R");
	set_sent(&b, 49, 239, "\x1b");
	CU_ASSERT_EQUAL_FATAL(tspl()->body(&out, &b, &m, NULL), 0);
	CU_ASSERT_EQUAL(count_of(&out, "\x1b!"), 0);
	CU_ASSERT_EQUAL(count_of(&out, "~!"), 0);
	/* Rows 0-4, 5 in two, 6-19, 20 in four, 21-100, 101-239. A printer's
	 * view of the same bytes is in the golden files. */
	CU_ASSERT_EQUAL(count_of(&out, "BITMAP"), 10);
}

static const struct suite_test tests[] = {
	{"the table of languages", test_table},
	{"each state has a word", test_state_words},
	{"status replies, bit by bit", test_status},
	{"the print command is alone", test_commit_is_alone},
	{"a picture larger than the label", test_larger_than_the_label},
	{"no command within a picture", test_no_command_within_a_picture},
};
SUITE_MAIN("tspl", tests)
