/* render_csv.c: a report as one table for office programs; see render.h. */
#include <string.h>

#include "base/str.h"
#include "report/render.h"

enum { UNION_MAX = 96 };

/* A plain number as a number column may hold: "-3", "12". */
static bool is_number(const char *text)
{
	int64_t n;

	return str_to_int(text, INT64_MIN, INT64_MAX, &n);
}

static void put_cell(struct buf *out, const char *text, bool number)
{
	bool formula = *text && strchr("=+-@\t\r", *text) &&
		       !(number && is_number(text));

	buf_putc(out, '"');
	if (formula)
		buf_putc(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			buf_putc(out, '"');
		buf_putc(out, *text);
	}
	buf_putc(out, '"');
}

/* The columns of all sections, each key once, in the order met. */
static size_t unite(const struct report *r,
		    const struct report_column *all[UNION_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_sections; i++) {
		const struct report_section *s = &r->sections[i];

		for (size_t c = 0; c < s->n_columns; c++) {
			size_t k = 0;

			while (k < n && !str_eq(all[k]->key, s->columns[c].key))
				k++;
			if (k == n && n < UNION_MAX)
				all[n++] = &s->columns[c];
		}
	}
	return n;
}

static void put_row(struct buf *out, const struct report_section *s,
		    const struct report_column *const *all, size_t n_all,
		    size_t row)
{
	for (size_t k = 0; k < n_all; k++) {
		size_t c = 0;

		buf_putc(out, ',');
		while (c < s->n_columns &&
		       !str_eq(s->columns[c].key, all[k]->key))
			c++;
		if (c < s->n_columns)
			put_cell(out, report_cell(s, row, c),
				 s->columns[c].kind == REPORT_NUMBER);
	}
}

int render_csv(const struct report *r, struct buf *out, struct err *e)
{
	const struct report_column *all[UNION_MAX];
	size_t n_all = unite(r, all);
	char mark[MARK_TEXT];
	const struct {
		const char *title, *text;
	} head[] = {
		{"报表", r->title},	     {"单位", r->unit},
		{"登记站", r->station},	     {"截至", r->as_of},
		{"打印时间", r->printed_at}, {"打印人", r->printed_by},
		{"最高密级", mark},	     {"注意", r->note},
	};

	(void)e;
	report_mark(r, mark);
	buf_puts(out, "\xef\xbb\xbf");
	put_cell(out, "栏目", false);
	for (size_t k = 0; k < n_all; k++) {
		buf_putc(out, ',');
		put_cell(out, all[k]->title, false);
	}
	for (size_t h = 0; h < ARRAY_LEN(head); h++) {
		buf_putc(out, ',');
		put_cell(out, head[h].title, false);
	}
	buf_puts(out, "\r\n");
	for (size_t i = 0; i < r->n_sections; i++) {
		const struct report_section *s = &r->sections[i];
		size_t rows = s->n_rows ? s->n_rows : 1;

		for (size_t row = 0; row < rows; row++) {
			put_cell(out, s->title, false);
			if (s->n_rows) {
				put_row(out, s, all, n_all, row);
			} else {
				for (size_t k = 0; k < n_all; k++)
					buf_puts(out, k ? "," : ",\"无\"");
			}
			for (size_t h = 0; h < ARRAY_LEN(head); h++) {
				buf_putc(out, ',');
				put_cell(out, head[h].text, false);
			}
			buf_puts(out, "\r\n");
		}
	}
	return 0;
}
