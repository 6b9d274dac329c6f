/* sheet.c: see sheet.h. */
#include "report/sheet.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/str.h"

static const double A4_SHORT = 595.28, A4_LONG = 841.89;
static const double MARGIN = 36, HEAD = 46, FOOT = 20;
static const double GREY = 0.6, PALE = 0.92, HAIRLINE = 0.4;

static const char FONT_FAMILY[] = "WenQuanYi Micro Hei";
static const struct {
	double size;
	PangoWeight weight;
} font_of[SHEET_FONT_COUNT] = {
	[SHEET_BODY] = {8, PANGO_WEIGHT_NORMAL},
	[SHEET_HEADING] = {8, PANGO_WEIGHT_BOLD},
	[SHEET_SECTION] = {10, PANGO_WEIGHT_BOLD},
	[SHEET_TITLE] = {13, PANGO_WEIGHT_BOLD},
};
static const PangoAlignment align_of[] = {
	[SHEET_LEFT] = PANGO_ALIGN_LEFT,
	[SHEET_CENTER] = PANGO_ALIGN_CENTER,
	[SHEET_RIGHT] = PANGO_ALIGN_RIGHT,
};

struct sheets {
	const struct report *report;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoLayout *layout;
	PangoFontDescription *fonts[SHEET_FONT_COUNT];
	double ascii[128]; /* widths in the body's font */
	double width, height;
	bool draw;
	int page, pages;
};

static cairo_status_t append(void *ctx, const unsigned char *bytes, unsigned n)
{
	buf_put(ctx, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static void set_text(struct sheets *s, enum sheet_font font, const char *text,
		     double width)
{
	pango_layout_set_font_description(s->layout, s->fonts[font]);
	pango_layout_set_width(s->layout,
			       width < 0 ? -1 : (int)(width * PANGO_SCALE));
	pango_layout_set_ellipsize(s->layout, PANGO_ELLIPSIZE_NONE);
	pango_layout_set_text(s->layout, text, -1);
}

int sheets_new(struct sheets **ret, const struct report *r, struct buf *out,
	       struct err *e)
{
	AUTO_PTR(sheets) struct sheets *s = mem_alloc(sizeof(*s));

	s->report = r;
	s->width = A4_SHORT;
	s->height = A4_LONG;
	s->surface = cairo_pdf_surface_create_for_stream(append, out, A4_SHORT,
							 A4_LONG);
	cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_TITLE,
				       r->title);
	s->cr = cairo_create(s->surface);
	s->layout = pango_cairo_create_layout(s->cr);
	pango_cairo_context_set_resolution(pango_layout_get_context(s->layout),
					   72);
	pango_layout_set_wrap(s->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_single_paragraph_mode(s->layout, TRUE);
	for (size_t i = 0; i < SHEET_FONT_COUNT; i++) {
		PangoFontDescription *f = pango_font_description_new();

		pango_font_description_set_family_static(f, FONT_FAMILY);
		pango_font_description_set_absolute_size(
			f, font_of[i].size * PANGO_SCALE);
		pango_font_description_set_weight(f, font_of[i].weight);
		s->fonts[i] = f;
	}
	/* Without such a font the sheet would be full of empty boxes. */
	set_text(s, SHEET_BODY, "密级★", -1);
	if (pango_layout_get_unknown_glyphs_count(s->layout))
		return err_set(e, ERR_UNSUPPORTED,
			       "no font with Chinese characters is installed "
			       "(Debian: fonts-wqy-microhei)");
	for (char c = ' '; c < 127; c++)
		s->ascii[(size_t)c] =
			sheets_text_width(s, SHEET_BODY, (const char[]){c, 0});
	*ret = TAKE(s);
	return 0;
}

void sheets_free(struct sheets *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < SHEET_FONT_COUNT; i++)
		pango_font_description_free(s->fonts[i]);
	g_object_unref(s->layout);
	cairo_destroy(s->cr);
	cairo_surface_destroy(s->surface);
	free(s);
}

void sheets_lie(struct sheets *s)
{
	s->width = A4_LONG;
	s->height = A4_SHORT;
	cairo_pdf_surface_set_size(s->surface, s->width, s->height);
}

double sheets_upright_width(void)
{
	return A4_SHORT - 2 * MARGIN;
}

double sheets_width(const struct sheets *s)
{
	return s->width - 2 * MARGIN;
}

double sheets_top(const struct sheets *s)
{
	(void)s;
	return MARGIN + HEAD;
}

double sheets_bottom(const struct sheets *s)
{
	return s->height - MARGIN - FOOT;
}

double sheets_text_width(struct sheets *s, enum sheet_font font,
			 const char *text)
{
	int w;

	set_text(s, font, text, -1);
	pango_layout_get_size(s->layout, &w, NULL);
	return (double)w / PANGO_SCALE;
}

double sheets_text_height(struct sheets *s, enum sheet_font font,
			  const char *text, double width)
{
	int h;

	set_text(s, font, text, width);
	pango_layout_get_size(s->layout, NULL, &h);
	return (double)h / PANGO_SCALE;
}

double sheets_guess_width(const struct sheets *s, const char *text)
{
	double width = 0;
	uint32_t c;

	while ((c = str_next_utf8(&text)))
		width += c < ARRAY_LEN(s->ascii) ? s->ascii[c]
						 : font_of[SHEET_BODY].size;
	return width;
}

void sheets_put_text(struct sheets *s, enum sheet_font font, const char *text,
		     enum sheet_align align, double x, double y, double width,
		     double height)
{
	int h;

	if (!s->draw)
		return;
	set_text(s, font, text, width);
	pango_layout_get_size(s->layout, NULL, &h);
	/* Rounded up: what was measured to fit is not to be cut. */
	if (h > (int)(height * PANGO_SCALE) + 1) {
		pango_layout_set_height(s->layout, (int)(height * PANGO_SCALE));
		pango_layout_set_ellipsize(s->layout, PANGO_ELLIPSIZE_END);
	}
	pango_layout_set_alignment(s->layout, align_of[align]);
	cairo_move_to(s->cr, MARGIN + x, y);
	pango_cairo_show_layout(s->cr, s->layout);
}

void sheets_put_rule(struct sheets *s, double y)
{
	if (!s->draw)
		return;
	cairo_set_source_rgb(s->cr, GREY, GREY, GREY);
	cairo_set_line_width(s->cr, HAIRLINE);
	cairo_move_to(s->cr, MARGIN, y);
	cairo_line_to(s->cr, s->width - MARGIN, y);
	cairo_stroke(s->cr);
	cairo_set_source_rgb(s->cr, 0, 0, 0);
}

void sheets_put_band(struct sheets *s, double y, double height)
{
	if (!s->draw)
		return;
	cairo_set_source_rgb(s->cr, PALE, PALE, PALE);
	cairo_rectangle(s->cr, MARGIN, y, sheets_width(s), height);
	cairo_fill(s->cr);
	cairo_set_source_rgb(s->cr, 0, 0, 0);
}

/* One line of the frame in its share of the width, so that no text, however
 * long, runs into another. */
static void put_line(struct sheets *s, enum sheet_font font,
		     enum sheet_align align, double share, double y,
		     const char *text)
{
	double whole = sheets_width(s), width = whole * share;
	double x = align == SHEET_RIGHT	   ? whole - width
		   : align == SHEET_CENTER ? (whole - width) / 2
					   : 0;

	sheets_put_text(s, font, text, align, x, y, width, 0);
}

static void put_frame(struct sheets *s)
{
	const struct report *r = s->report;
	double foot = sheets_bottom(s);
	AUTO(buf) struct buf unit = BUF_INIT;
	AUTO(buf) struct buf level = BUF_INIT;
	AUTO(buf) struct buf as_of = BUF_INIT;
	AUTO(buf) struct buf printed = BUF_INIT;
	AUTO(buf) struct buf page = BUF_INIT;
	char mark[MARK_TEXT];

	report_mark(r, mark);
	buf_printf(&unit, "单位：%s", r->unit);
	buf_printf(&level, "最高密级：%s    登记站：%s", mark, r->station);
	buf_printf(&as_of, "截至：%s", r->as_of);
	buf_printf(&printed, "打印时间：%s    打印人：%s", r->printed_at,
		   *r->printed_by ? r->printed_by : "—");
	buf_printf(&page, "第 %d 页 共 %d 页", s->page, s->pages);

	put_line(s, SHEET_TITLE, SHEET_LEFT, 0.3, MARGIN, mark);
	put_line(s, SHEET_TITLE, SHEET_CENTER, 0.38, MARGIN, r->title);
	put_line(s, SHEET_BODY, SHEET_RIGHT, 0.3, MARGIN + 4, buf_text(&unit));
	put_line(s, SHEET_BODY, SHEET_LEFT, 0.6, MARGIN + 23, buf_text(&level));
	put_line(s, SHEET_BODY, SHEET_RIGHT, 0.38, MARGIN + 23,
		 buf_text(&as_of));
	sheets_put_rule(s, MARGIN + 37);
	sheets_put_rule(s, foot + 5);
	put_line(s, SHEET_BODY, SHEET_LEFT, 0.7, foot + 8, buf_text(&printed));
	put_line(s, SHEET_BODY, SHEET_RIGHT, 0.28, foot + 8, buf_text(&page));
}

void sheets_begin(struct sheets *s)
{
	if (s->draw && s->page)
		cairo_show_page(s->cr);
	s->page++;
	put_frame(s);
}

void sheets_draw(struct sheets *s)
{
	s->pages = s->page;
	s->page = 0;
	s->draw = true;
}

int sheets_finish(struct sheets *s, struct err *e)
{
	cairo_status_t status;

	cairo_show_page(s->cr);
	status = cairo_status(s->cr);
	cairo_surface_finish(s->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(s->surface);
	if (status != CAIRO_STATUS_SUCCESS)
		return err_set(e, ERR_INTERNAL, "the PDF could not be made: %s",
			       cairo_status_to_string(status));
	return 0;
}
