/* raster.c: see raster.h. The only file that knows pango and cairo. */
#include "labels/raster.h"

#include <pango/pangocairo.h>
#include <string.h>

#include "base/str.h"

/* Grey above which a dot is burnt: half of a dot covered. */
enum { THRESHOLD = 127 };

struct raster {
	PangoFontMap *fonts; /* of its own: the default one is the thread's */
	PangoContext *context;
	PangoLayout *layout;
	PangoFontDescription *font;
	cairo_surface_t *surface;
	cairo_t *cairo;
	int width, height;
};

static int check_font(struct raster *r, const char *family, struct err *err)
{
	if (pango_font_map_get_family(r->fonts, family))
		return 0;
	return err_set(err, ERR_NOT_FOUND,
		       "the font \"%s\" is not installed (Debian's package for "
		       "\"%s\" is fonts-wqy-microhei)",
		       family, RASTER_FONT);
}

static void set_font_options(struct raster *r)
{
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_FULL);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_ON);
	pango_cairo_context_set_font_options(r->context, options);
	cairo_font_options_destroy(options);
}

int raster_new(struct raster **ret, const char *family, struct err *err)
{
	AUTO_PTR(raster) struct raster *r = mem_alloc(sizeof(*r));
	int rc;

	if (!family)
		family = RASTER_FONT;
	r->fonts = pango_cairo_font_map_new();
	rc = check_font(r, family, err);
	if (rc < 0)
		return rc;
	r->context = pango_font_map_create_context(r->fonts);
	pango_context_set_language(r->context,
				   pango_language_from_string("zh-cn"));
	set_font_options(r);
	r->layout = pango_layout_new(r->context);
	pango_layout_set_wrap(r->layout, PANGO_WRAP_WORD_CHAR);
	/* Otherwise a line separator in a title would begin a paragraph, and
	 * the limit of lines holds for each paragraph apart. */
	pango_layout_set_single_paragraph_mode(r->layout, TRUE);
	r->font = pango_font_description_new();
	pango_font_description_set_family(r->font, family);
	*ret = TAKE(r);
	return 0;
}

static void drop_surface(struct raster *r)
{
	if (r->cairo)
		cairo_destroy(r->cairo);
	if (r->surface)
		cairo_surface_destroy(r->surface);
	r->cairo = NULL;
	r->surface = NULL;
}

void raster_free(struct raster *r)
{
	if (!r)
		return;
	drop_surface(r);
	if (r->font)
		pango_font_description_free(r->font);
	g_clear_object(&r->layout);
	g_clear_object(&r->context);
	g_clear_object(&r->fonts);
	free(r);
}

int raster_begin(struct raster *r, int width, int height, struct err *err)
{
	if (width < 1 || height < 1 || width > BITMAP_SIDE_MAX ||
	    height > BITMAP_SIDE_MAX)
		return err_set(err, ERR_USAGE,
			       "cannot draw a picture of %d x %d dots", width,
			       height);
	if (!r->surface || r->width != width || r->height != height) {
		drop_surface(r);
		r->surface = cairo_image_surface_create(CAIRO_FORMAT_A8, width,
							height);
		r->cairo = cairo_create(r->surface);
		r->width = width;
		r->height = height;
	}
	cairo_set_operator(r->cairo, CAIRO_OPERATOR_CLEAR);
	cairo_paint(r->cairo);
	cairo_set_operator(r->cairo, CAIRO_OPERATOR_OVER);
	cairo_set_source_rgba(r->cairo, 0, 0, 0, 1);
	if (cairo_status(r->cairo) != CAIRO_STATUS_SUCCESS) {
		int rc = err_set(err, ERR_INTERNAL, "cannot draw a label");

		err_detail(err, "cairo: %s",
			   cairo_status_to_string(cairo_status(r->cairo)));
		drop_surface(r);
		return rc;
	}
	return 0;
}

/* Control characters, a line's end among them, become spaces. */
static int set_text(struct raster *r, const char *text, struct err *err)
{
	AUTO_FREE char *clean = mem_dup(text);
	size_t n = strlen(clean);

	if (!str_is_utf8(clean, n))
		return err_set(err, ERR_USAGE,
			       "a text for the label is not UTF-8");
	for (char *p = clean; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = ' ';
	pango_layout_set_text(r->layout, clean, (int)n);
	return 0;
}

static void set_size(struct raster *r, int size)
{
	pango_font_description_set_absolute_size(r->font,
						 (double)size * PANGO_SCALE);
	pango_layout_set_font_description(r->layout, r->font);
}

/* The layout as it stands, at this size. */
static struct raster_fit look(struct raster *r, int size, int *ret_width)
{
	struct raster_fit fit = {.size = size};

	pango_layout_get_pixel_size(r->layout, ret_width, &fit.height);
	fit.lines = pango_layout_get_line_count(r->layout);
	fit.cut = pango_layout_is_ellipsized(r->layout);
	return fit;
}

static bool fits(const struct raster_text *t, const struct raster_fit *fit,
		 int width)
{
	return fit->lines <= t->lines && width <= t->width &&
	       (!t->height || fit->height <= t->height);
}

/* Ends the text in "…" at the size set, in as many lines as there is room
 * for. */
static int cut(struct raster *r, const struct raster_text *t, int size,
	       struct raster_fit *ret, struct err *err)
{
	int lines = t->lines;
	int width;

	if (t->height) {
		struct raster_fit all = look(r, size, &width);
		int room = t->height * all.lines / all.height;

		lines = room < lines ? room : lines;
	}
	if (lines >= 1) {
		pango_layout_set_ellipsize(r->layout, PANGO_ELLIPSIZE_END);
		pango_layout_set_height(r->layout, -lines);
		*ret = look(r, size, &width);
		if (fits(t, ret, width))
			return 0;
	}
	return err_set(err, ERR_USAGE, "no room for this text on the label");
}

/* Leaves the layout set up as fit says. */
static int prepare(struct raster *r, const struct raster_text *t,
		   struct raster_fit *ret, struct err *err)
{
	int size_min = t->size_min ? t->size_min : t->size;
	int width, rc;

	if (t->width < 1 || t->size < 1 || size_min > t->size || t->lines < 1)
		return err_set(err, ERR_INTERNAL,
			       "a text box of the label makes no sense");
	rc = set_text(r, t->text, err);
	if (rc < 0)
		return rc;
	pango_font_description_set_weight(
		r->font, t->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_ellipsize(r->layout, PANGO_ELLIPSIZE_NONE);
	pango_layout_set_width(r->layout, t->width * PANGO_SCALE);
	pango_layout_set_alignment(r->layout, t->align == RASTER_CENTER
						      ? PANGO_ALIGN_CENTER
						      : PANGO_ALIGN_LEFT);
	for (int size = t->size; size >= size_min; size--) {
		set_size(r, size);
		*ret = look(r, size, &width);
		if (fits(t, ret, width))
			return 0;
	}
	if (t->whole)
		return err_set(err, ERR_USAGE,
			       "the text does not fit whole: at its smallest "
			       "size it needs %d line(s), there is room for "
			       "%d of %d dots",
			       ret->lines, t->lines, t->width);
	return cut(r, t, size_min, ret, err);
}

int raster_measure(struct raster *r, const struct raster_text *t,
		   struct raster_fit *ret, struct err *err)
{
	struct raster_fit fit = {0};
	int rc = str_empty(t->text) ? 0 : prepare(r, t, &fit, err);

	if (rc == 0 && ret)
		*ret = fit;
	return rc;
}

int raster_draw(struct raster *r, const struct raster_text *t,
		struct raster_fit *ret, struct err *err)
{
	int rc = raster_measure(r, t, ret, err);

	if (rc < 0 || str_empty(t->text))
		return rc;
	cairo_move_to(r->cairo, t->x, t->y);
	pango_cairo_show_layout(r->cairo, r->layout);
	return 0;
}

void raster_finish(struct raster *r, struct bitmap *ret)
{
	const unsigned char *grey;
	int stride;

	cairo_surface_flush(r->surface);
	grey = cairo_image_surface_get_data(r->surface);
	stride = cairo_image_surface_get_stride(r->surface);
	for (int y = 0; y < ret->height && y < r->height; y++) {
		const unsigned char *from = grey + y * stride;
		uint8_t *to = ret->bits + y * ret->stride;

		for (int x = 0; x < ret->width && x < r->width; x++)
			if (from[x] > THRESHOLD)
				to[x >> 3] =
					(uint8_t)(to[x >> 3] | 0x80 >> (x & 7));
	}
}
