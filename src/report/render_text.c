/* render_text.c: a report for the terminal and the plain printer; see
 * render.h. */
#include <string.h>

#include "base/str.h"
#include "report/fit.h"
#include "report/render.h"

enum { GAP = 2 /* blanks between columns */ };

/* Bytes of the next line of `text` in `width` columns: as much as fits, broken
 * after a blank where there is one, else between any two characters. At least
 * one character, so that a column too narrow for it still comes to an end. */
static size_t line_bytes(const char *text, size_t width)
{
	const char *p = text;
	size_t used = 0, blank = 0;

	while (*p) {
		const char *start = p;
		char one[8] = "";

		(void)str_next_utf8(&p);
		memcpy(one, start, (size_t)(p - start));
		used += str_columns(one);
		if (used > width && start > text)
			return blank ? blank : (size_t)(start - text);
		if (*start == ' ')
			blank = (size_t)(p - text);
	}
	return (size_t)(p - text);
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

/* One row of the table over as many lines as its longest cell needs. */
static void put_cells(struct buf *out, const struct report_section *s,
		      const char *const *cells, const size_t *widths)
{
	char *texts[REPORT_COLUMNS_MAX];
	const char *rest[REPORT_COLUMNS_MAX];
	bool more;

	for (size_t i = 0; i < s->n_columns; i++)
		rest[i] = texts[i] = clean(cells[i]);
	do {
		size_t owed = 0; /* blanks before the next text: none trail */

		more = false;
		for (size_t i = 0; i < s->n_columns; i++) {
			size_t n = line_bytes(rest[i], widths[i]);
			AUTO_FREE char *line = mem_dupn(rest[i], n);
			size_t columns;

			for (size_t k = n; k && line[k - 1] == ' '; k--)
				line[k - 1] = '\0';
			columns = str_columns(line);
			if (columns > widths[i])
				columns = widths[i];
			if (s->columns[i].kind == REPORT_NUMBER)
				owed += widths[i] - columns;
			if (*line) {
				put_spaces(out, owed);
				buf_puts(out, line);
				owed = 0;
			}
			if (s->columns[i].kind != REPORT_NUMBER)
				owed += widths[i] - columns;
			owed += GAP;
			rest[i] += n;
			more = more || *rest[i];
		}
		buf_putc(out, '\n');
	} while (more);
	for (size_t i = 0; i < s->n_columns; i++)
		free(texts[i]);
}

static void measure(const struct report_section *s, size_t *widths)
{
	double wanted[REPORT_COLUMNS_MAX];

	for (size_t i = 0; i < s->n_columns; i++)
		wanted[i] = (double)str_columns(s->columns[i].title);
	for (size_t row = 0; row < s->n_rows; row++)
		for (size_t i = 0; i < s->n_columns; i++) {
			double n = (double)str_columns(report_cell(s, row, i));

			if (n > wanted[i])
				wanted[i] = n;
		}
	fit_widths(wanted, s->n_columns,
		   RENDER_TEXT_COLUMNS - GAP * (double)(s->n_columns - 1));
	for (size_t i = 0; i < s->n_columns; i++)
		widths[i] = (size_t)wanted[i];
}

static void put_section(struct buf *out, const struct report_section *s)
{
	size_t widths[REPORT_COLUMNS_MAX], total = 0;
	const char *titles[REPORT_COLUMNS_MAX];

	if (!s->n_rows) {
		buf_printf(out, "\n%s：无\n", s->title);
		return;
	}
	buf_printf(out, "\n%s：%zu %s\n", s->title, s->n_rows, s->counter);
	measure(s, widths);
	for (size_t i = 0; i < s->n_columns; i++) {
		titles[i] = s->columns[i].title;
		total += widths[i] + (i ? GAP : 0);
	}
	put_cells(out, s, titles, widths);
	for (size_t i = 0; i < total; i++)
		buf_putc(out, '-');
	buf_putc(out, '\n');
	for (size_t row = 0; row < s->n_rows; row++) {
		const char *cells[REPORT_COLUMNS_MAX];

		for (size_t i = 0; i < s->n_columns; i++)
			cells[i] = report_cell(s, row, i);
		put_cells(out, s, cells, widths);
	}
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
	for (size_t i = 0; i < r->n_sections; i++)
		put_section(out, &r->sections[i]);
	return 0;
}
