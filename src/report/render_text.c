/* render_text.c: a report for the terminal and the plain printer; see
 * render.h. */
#include <string.h>

#include "base/str.h"
#include "report/fit.h"
#include "report/render.h"

enum {
	GAP = 2,    /* blanks between columns */
	INDENT = 4, /* of a title below its row */
};

/* Punctuation that never begins a line. */
static bool closes(uint32_t c)
{
	static const uint32_t marks[] = {0x3001, 0x3002, 0xff0c, 0xff1b,
					 0xff1a, 0xff09, 0x300b, 0x201d};

	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (c == marks[i])
			return true;
	return false;
}

/* Bytes of the next line of `text` in `width` columns: as much as fits, broken
 * after a blank where there is one, else between any two characters, though not
 * before closing punctuation. At least one character, so that a column too
 * narrow for it still comes to an end. */
static size_t line_bytes(const char *text, size_t width)
{
	const char *p = text;
	size_t used = 0, blank = 0, before = 0;

	while (*p) {
		size_t at = (size_t)(p - text);
		uint32_t c = str_next_utf8(&p);
		AUTO_FREE char *one =
			mem_dupn(text + at, (size_t)(p - text) - at);

		used += str_columns(one);
		if (used > width && at) {
			if (blank)
				return blank;
			return closes(c) && before ? before : at;
		}
		if (c == ' ')
			blank = (size_t)(p - text);
		before = at;
	}
	return (size_t)(p - text);
}

/* The next line out of *text, without the blanks at its end; owned. */
static char *take_line(const char **text, size_t width)
{
	size_t n = line_bytes(*text, width), shown = n;
	char *line;

	while (shown && (*text)[shown - 1] == ' ')
		shown--;
	line = mem_dupn(*text, shown);
	*text += n;
	return line;
}

static void put_spaces(struct buf *out, size_t n)
{
	while (n--)
		buf_putc(out, ' ');
}

/* The text without control characters. */
static char *clean(const char *text)
{
	char *copy = mem_dup(text);

	for (char *p = copy; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = ' ';
	return copy;
}

/* The columns of a section as they stand on a line; titles are not among
 * them. */
struct layout {
	size_t n;
	size_t column[REPORT_COLUMNS_MAX]; /* place in the section */
	size_t width[REPORT_COLUMNS_MAX];
	size_t total;
};

/* One row of the table over as many lines as its longest cell needs. */
static void put_cells(struct buf *out, const struct report_section *s,
		      const struct layout *l, const char *const *cells)
{
	char *texts[REPORT_COLUMNS_MAX];
	const char *rest[REPORT_COLUMNS_MAX];
	bool more;

	for (size_t i = 0; i < l->n; i++)
		rest[i] = texts[i] = clean(cells[l->column[i]]);
	do {
		size_t owed = 0; /* blanks before the next text: none trail */

		more = false;
		for (size_t i = 0; i < l->n; i++) {
			bool right =
				s->columns[l->column[i]].kind == REPORT_NUMBER;
			AUTO_FREE char *line = take_line(&rest[i], l->width[i]);
			size_t used = str_columns(line);
			size_t pad =
				l->width[i] > used ? l->width[i] - used : 0;

			if (right)
				owed += pad;
			if (*line) {
				put_spaces(out, owed);
				buf_puts(out, line);
				owed = 0;
			}
			if (!right)
				owed += pad;
			owed += GAP;
			more = more || *rest[i];
		}
		buf_putc(out, '\n');
	} while (more);
	for (size_t i = 0; i < l->n; i++)
		free(texts[i]);
}

static void put_title(struct buf *out, const char *title)
{
	AUTO_FREE char *text = clean(title);
	const char *rest = text;

	while (*rest) {
		AUTO_FREE char *line =
			take_line(&rest, RENDER_TEXT_COLUMNS - INDENT);

		put_spaces(out, INDENT);
		buf_printf(out, "%s\n", line);
	}
}

/* A heading may break at its blanks, a fixed column's cells nowhere. */
static double heading_width(const struct report_column *c)
{
	double widest = 0;

	for (const char *word = c->title; *word;) {
		size_t n = strcspn(word, " ");
		AUTO_FREE char *one = mem_dupn(word, n);
		double width = (double)str_columns(one);

		if (width > widest)
			widest = width;
		word += n + (word[n] == ' ');
	}
	return widest;
}

static void lay_out(struct layout *l, const struct report_section *s)
{
	double wanted[REPORT_COLUMNS_MAX];
	bool keep[REPORT_COLUMNS_MAX];

	*l = (struct layout){0};
	for (size_t c = 0; c < s->n_columns; c++) {
		size_t i = l->n;

		if (s->columns[c].kind == REPORT_TITLE)
			continue;
		l->column[l->n++] = c;
		keep[i] = report_is_fixed(&s->columns[c]);
		wanted[i] = heading_width(&s->columns[c]);
		for (size_t row = 0; row < s->n_rows; row++) {
			double n = (double)str_columns(report_cell(s, row, c));

			if (n > wanted[i])
				wanted[i] = n;
		}
	}
	fit_widths(wanted, keep, l->n,
		   RENDER_TEXT_COLUMNS - GAP * (double)(l->n - 1));
	for (size_t i = 0; i < l->n; i++) {
		l->width[i] = (size_t)wanted[i];
		l->total += l->width[i] + (i ? GAP : 0);
	}
}

static void put_row(struct buf *out, const struct report_section *s,
		    const struct layout *l, size_t row)
{
	const char *cells[REPORT_COLUMNS_MAX];

	for (size_t c = 0; c < s->n_columns; c++)
		cells[c] = report_cell(s, row, c);
	put_cells(out, s, l, cells);
	for (size_t c = 0; c < s->n_columns; c++)
		if (s->columns[c].kind == REPORT_TITLE)
			put_title(out, cells[c]);
}

static void put_section(struct buf *out, const struct report_section *s)
{
	const char *titles[REPORT_COLUMNS_MAX];
	struct layout l;

	if (!s->n_rows) {
		buf_printf(out, "\n%s：无\n", s->title);
		return;
	}
	buf_printf(out, "\n%s：%zu %s\n", s->title, s->n_rows, s->counter);
	lay_out(&l, s);
	for (size_t c = 0; c < s->n_columns; c++)
		titles[c] = s->columns[c].title;
	put_cells(out, s, &l, titles);
	for (size_t i = 0; i < l.total; i++)
		buf_putc(out, '-');
	buf_putc(out, '\n');
	for (size_t row = 0; row < s->n_rows; row++)
		put_row(out, s, &l, row);
}

int render_text(const struct report *r, struct buf *out, struct err *e)
{
	AUTO_FREE char *unit = clean(r->unit);
	AUTO_FREE char *by = clean(r->printed_by);
	char mark[MARK_TEXT];

	(void)e;
	report_mark(r, mark);
	buf_printf(out, "%s\n\n%s\n", mark, r->title);
	buf_printf(out, "单位：%s    登记站：%s    截至：%s\n", unit,
		   r->station, r->as_of);
	buf_printf(out, "打印时间：%s    打印人：%s    最高密级：%s\n",
		   r->printed_at, *by ? by : "—", mark);
	if (*r->note)
		buf_printf(out, "注意：%s\n", r->note);
	for (size_t i = 0; i < r->n_sections; i++)
		put_section(out, &r->sections[i]);
	return 0;
}
