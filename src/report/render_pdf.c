/* render_pdf.c: a report's sections as tables on sheets; see render.h. */
#include "base/str.h"
#include "report/fit.h"
#include "report/render.h"
#include "report/sheet.h"

static const double PAD = 3; /* around a cell's text, points */

/* A section as it will stand on the sheet. */
struct table {
	const struct report_section *section;
	double widths[REPORT_COLUMNS_MAX];
	char *title;	 /* "一、未归还：3 份"; owned */
	double above;	 /* height of the title */
	double heading;	 /* height of the column titles */
	double *heights; /* of each row; owned */
};

struct pdf {
	struct sheets *sheets;
	struct table *tables;
	size_t n_tables;
	double y; /* where the next thing goes */
};

static void pdf_done(struct pdf *p)
{
	for (size_t i = 0; i < p->n_tables; i++) {
		free(p->tables[i].title);
		free(p->tables[i].heights);
	}
	free(p->tables);
	sheets_free(p->sheets);
}
DEFINE_AUTO_VAL(pdf, pdf_done)

static void row_cells(const struct report_section *s, size_t row,
		      const char *cells[REPORT_COLUMNS_MAX])
{
	for (size_t i = 0; i < s->n_columns; i++)
		cells[i] = report_cell(s, row, i);
}

static void heading_cells(const struct report_section *s,
			  const char *cells[REPORT_COLUMNS_MAX])
{
	for (size_t i = 0; i < s->n_columns; i++)
		cells[i] = s->columns[i].title;
}

/* What each column needs to stay on one line; returns their sum. */
static double wish_widths(struct sheets *sheets, struct table *t)
{
	const struct report_section *s = t->section;
	double sum = 0;

	for (size_t i = 0; i < s->n_columns; i++) {
		const char *longest = "";
		double most = 0, head, body;

		/* Measuring each cell would take as long as drawing it. */
		for (size_t row = 0; row < s->n_rows; row++) {
			const char *text = report_cell(s, row, i);
			double guess = sheets_guess_width(sheets, text);

			if (guess > most) {
				most = guess;
				longest = text;
			}
		}
		head = sheets_text_width(sheets, SHEET_HEADING,
					 s->columns[i].title);
		body = sheets_text_width(sheets, SHEET_BODY, longest);
		/* One more: widths are rounded, and must not wrap by that. */
		t->widths[i] = (head > body ? head : body) + 2 * PAD + 1;
		sum += t->widths[i];
	}
	return sum;
}

/* Height of a row of cells. One higher than a sheet has room for is cut there:
 * it must not be split, and cannot be shown whole. */
static double measure_row(struct sheets *sheets, const struct table *t,
			  enum sheet_font font, const char *const *cells,
			  double most)
{
	double height = 0;

	for (size_t i = 0; i < t->section->n_columns; i++) {
		double h = sheets_text_height(sheets, font, cells[i],
					      t->widths[i] - 2 * PAD);

		if (h > height)
			height = h;
	}
	height += 2 * PAD;
	return height < most ? height : most;
}

static char *section_title(const struct report_section *s)
{
	struct buf title = BUF_INIT;

	if (s->n_rows)
		buf_printf(&title, "%s：%zu %s", s->title, s->n_rows,
			   s->counter);
	else
		buf_printf(&title, "%s：无", s->title);
	return buf_take(&title);
}

static void measure_table(struct sheets *sheets, struct table *t)
{
	const struct report_section *s = t->section;
	double width = sheets_width(sheets);
	double room = sheets_bottom(sheets) - sheets_top(sheets);
	const char *cells[REPORT_COLUMNS_MAX] = {0};
	bool keep[REPORT_COLUMNS_MAX];

	for (size_t i = 0; i < s->n_columns; i++)
		keep[i] = report_is_fixed(&s->columns[i]);
	fit_widths(t->widths, keep, s->n_columns, width);
	t->title = section_title(s);
	t->above = sheets_text_height(sheets, SHEET_SECTION, t->title, width) +
		   2 * PAD;
	heading_cells(s, cells);
	t->heading = measure_row(sheets, t, SHEET_HEADING, cells, room / 2);
	t->heights = mem_alloc((s->n_rows + 1) * sizeof(double));
	for (size_t row = 0; row < s->n_rows; row++) {
		row_cells(s, row, cells);
		t->heights[row] = measure_row(sheets, t, SHEET_BODY, cells,
					      room - t->above - t->heading);
	}
}

static void plan(struct pdf *p, const struct report *r)
{
	double widest = 0;

	p->n_tables = r->n_sections;
	p->tables = mem_alloc((r->n_sections + 1) * sizeof(*p->tables));
	for (size_t i = 0; i < r->n_sections; i++) {
		double sum;

		p->tables[i].section = &r->sections[i];
		sum = wish_widths(p->sheets, &p->tables[i]);
		if (r->sections[i].n_rows && sum > widest)
			widest = sum;
	}
	if (widest > sheets_upright_width())
		sheets_lie(p->sheets);
	for (size_t i = 0; i < r->n_sections; i++)
		measure_table(p->sheets, &p->tables[i]);
}

static void begin_sheet(struct pdf *p)
{
	sheets_begin(p->sheets);
	p->y = sheets_top(p->sheets);
}

static void put_row(struct pdf *p, const struct table *t, enum sheet_font font,
		    const char *const *cells, double height)
{
	double x = 0;

	if (font == SHEET_HEADING)
		sheets_put_band(p->sheets, p->y, height);
	for (size_t i = 0; i < t->section->n_columns; i++) {
		bool number = t->section->columns[i].kind == REPORT_NUMBER;

		sheets_put_text(p->sheets, font, cells[i],
				number ? SHEET_RIGHT : SHEET_LEFT, x + PAD,
				p->y + PAD, t->widths[i] - 2 * PAD,
				height - 2 * PAD);
		x += t->widths[i];
	}
	p->y += height;
	sheets_put_rule(p->sheets, p->y);
}

static void put_headings(struct pdf *p, const struct table *t)
{
	const char *cells[REPORT_COLUMNS_MAX];

	heading_cells(t->section, cells);
	put_row(p, t, SHEET_HEADING, cells, t->heading);
}

static void put_table(struct pdf *p, const struct table *t)
{
	const struct report_section *s = t->section;
	double bottom = sheets_bottom(p->sheets), needed = t->above;

	/* A title never stands alone at a sheet's end. */
	if (s->n_rows)
		needed += t->heading + t->heights[0];
	if (p->y > sheets_top(p->sheets) && p->y + needed > bottom)
		begin_sheet(p);
	sheets_put_text(p->sheets, SHEET_SECTION, t->title, SHEET_LEFT, 0,
			p->y + PAD, sheets_width(p->sheets),
			t->above - 2 * PAD);
	p->y += t->above;
	if (!s->n_rows)
		return;
	put_headings(p, t);
	for (size_t row = 0; row < s->n_rows; row++) {
		const char *cells[REPORT_COLUMNS_MAX];

		if (p->y + t->heights[row] > bottom) {
			begin_sheet(p);
			put_headings(p, t);
		}
		row_cells(s, row, cells);
		put_row(p, t, SHEET_BODY, cells, t->heights[row]);
	}
	p->y += 3 * PAD;
}

static void put_note(struct pdf *p, const char *note)
{
	const double width = sheets_width(p->sheets);
	AUTO(buf) struct buf text = BUF_INIT;
	double height;

	if (!*note)
		return;
	buf_printf(&text, "注意：%s", note);
	height = sheets_text_height(p->sheets, SHEET_HEADING, buf_text(&text),
				    width);
	sheets_put_text(p->sheets, SHEET_HEADING, buf_text(&text), SHEET_LEFT,
			0, p->y, width, height);
	p->y += height + PAD;
}

static void put_all(struct pdf *p, const char *note)
{
	begin_sheet(p);
	put_note(p, note);
	for (size_t i = 0; i < p->n_tables; i++)
		put_table(p, &p->tables[i]);
}

int render_pdf(const struct report *r, struct buf *out, struct err *e)
{
	AUTO(pdf) struct pdf p = {0};
	int rc = sheets_new(&p.sheets, r, out, e);

	if (rc)
		return rc;
	plan(&p, r);
	put_all(&p, r->note);
	sheets_draw(p.sheets);
	put_all(&p, r->note);
	return sheets_finish(p.sheets, e);
}
