/* layout.c: see layout.h. Where things stand and how large they are; how a
 * letter or a code is made is not known here.
 *
 * Lengths are those of a 50 x 30 mm label and grow with the label. The least
 * sizes do not: 2.0 mm is what a Chinese character needs at 203 dpi (16 dots),
 * 1.7 mm a capital letter or digit.
 */
#include "labels/layout.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "labels/barcode.h"
#include "labels/decode.h"

enum {
	MARGIN_UM = 1000,
	GAP_UM = 500,  /* between things that are not to be read together */
	RULE_UM = 250, /* thickness of the line above the serial */

	MARK_UM = 4300,
	MARK_MIN_UM = 2600,
	TITLE_UM = 2900,
	SMALL_UM = 2450, /* numbers, unit */
	TEXT_MIN_UM = 2000,
	SERIAL_UM = 3000,
	SERIAL_MIN_UM = 1700,

	/* A module of the code: 0.5 mm survives a dead dot of a 203 dpi head;
	 * below three such dots (0.375 mm) hand scanners begin to fail. */
	MODULE_UM = 500,
	MODULE_MIN_UM = 375,
};

/* Everything that the parts of one label share while it is drawn. */
struct sheet {
	struct raster *raster;
	const struct label_fields *fields;
	const struct label_media *media;
	int scale;	   /* of lengths, thousandths */
	int width, height; /* dots */
	int margin;
	int bottom;	       /* below it is the serial's strip */
	int line;	       /* height of a line of small text */
	int code_x, code_side; /* the code's box, quiet zone included */
	struct bitmap *out;
};

/* A length that grows with the label, in dots. */
static int grown(const struct sheet *s, int um)
{
	return media_dots(s->media, (int)((int64_t)um * s->scale / 1000));
}

/* A font's size: grown, but never below its least. */
static int sized(const struct sheet *s, int um, int min_um)
{
	int size = grown(s, um), min = media_dots(s->media, min_um);

	return size > min ? size : min;
}

static void choose_scale(struct sheet *s)
{
	int by_width = s->media->width_um / 50;
	int by_height = s->media->height_um / 30;

	s->scale = by_width < by_height ? by_width : by_height;
	if (s->scale > 2000)
		s->scale = 2000;
}

static int check_serial(const char *serial, struct err *err)
{
	size_t n = 0;

	for (; serial && serial[n]; n++)
		if (serial[n] <= 0x20 || serial[n] > 0x7e)
			break;
	if (!n || serial[n] || n > LABEL_SERIAL_MAX)
		return err_set(err, ERR_USAGE,
			       "a label needs a serial of 1 to %d letters, "
			       "digits and signs without spaces",
			       LABEL_SERIAL_MAX);
	return 0;
}

/* ---- the parts, in the order in which they take their room --------------- */

/* The serial on one line at the bottom, under a rule. */
static int draw_serial(struct sheet *s, struct err *err)
{
	struct raster_text t = {
		.text = s->fields->serial,
		.x = s->margin,
		.width = s->width - 2 * s->margin,
		.size = sized(s, SERIAL_UM, SERIAL_MIN_UM),
		.size_min = media_dots(s->media, SERIAL_MIN_UM),
		.lines = 1,
		.whole = true,
		.align = RASTER_CENTER,
	};
	int rule = grown(s, RULE_UM);
	struct raster_fit fit;
	int rc;

	rc = raster_measure(s->raster, &t, &fit, err);
	if (rc == ERR_USAGE)
		return err_set(err, ERR_USAGE,
			       "the serial %s does not fit on one line of a "
			       "label %d mm wide",
			       s->fields->serial, s->media->width_um / 1000);
	if (rc < 0)
		return rc;
	t.y = s->height - s->margin / 2 - fit.height;
	t.size = t.size_min = fit.size;
	rc = raster_draw(s->raster, &t, NULL, err);
	if (rc < 0)
		return rc;
	t.y -= rule;
	bitmap_fill(s->out, s->margin, t.y, s->width - 2 * s->margin, rule);
	s->bottom = t.y - grown(s, GAP_UM);
	return 0;
}

/* Dots a module: a third of the label's width, or MODULE_UM where that is
 * more, but never over half the width nor higher than the room. */
static int choose_module(const struct sheet *s, int modules, int room)
{
	int wanted = media_dots(s->media, MODULE_UM);
	int third = s->width * 35 / 100 / modules;
	int half = s->width / 2 / modules;
	int module = third > wanted ? third : wanted;

	module = module < half ? module : half;
	return module < room / modules ? module : room / modules;
}

/* The code at the top right, room below it for the copy number's and the
 * reprint's lines. Its quiet zone reaches to the label's edges. */
static int draw_code(struct sheet *s, struct err *err)
{
	AUTO(bitmap) struct bitmap code = BITMAP_INIT;
	int below = !str_empty(s->fields->copy_no) + (s->fields->reprint > 0);
	int quiet = BARCODE_QUIET;
	int modules, module, rc;

	rc = barcode_qr(s->fields->serial, &code, err);
	if (rc < 0)
		return rc;
	modules = code.width + 2 * quiet;
	module = choose_module(s, modules, s->bottom - below * s->line);
	if (module < media_dots(s->media, MODULE_MIN_UM))
		return err_set(err, ERR_USAGE,
			       "a label of %d x %d mm has no room for a code "
			       "that can be scanned",
			       s->media->width_um / 1000,
			       s->media->height_um / 1000);
	s->code_side = modules * module;
	s->code_x = s->width - s->code_side;
	bitmap_paint(s->out, &code, s->code_x + quiet * module, quiet * module,
		     module);
	return 0;
}

/* One line of small text, "LABEL VALUE". */
static int draw_small(struct sheet *s, const struct raster_text *where,
		      const char *label, const char *value, struct err *err)
{
	AUTO(buf) struct buf text = BUF_INIT;
	struct raster_text t = *where;

	buf_puts(&text, label);
	buf_puts(&text, value);
	t.text = buf_text(&text);
	t.size = sized(s, SMALL_UM, TEXT_MIN_UM);
	t.size_min = media_dots(s->media, TEXT_MIN_UM);
	t.lines = 1;
	return raster_draw(s->raster, &t, NULL, err);
}

/* Copy number and reprint number, centred under the code. */
static int draw_under_code(struct sheet *s, struct err *err)
{
	struct raster_text t = {
		.x = s->code_x + s->margin,
		.y = s->code_side,
		.width = s->code_side - 2 * s->margin,
		.bold = true,
		.align = RASTER_CENTER,
	};
	char times[16];
	int rc;

	if (!str_empty(s->fields->copy_no)) {
		rc = draw_small(s, &t, "份号 ", s->fields->copy_no, err);
		if (rc < 0)
			return rc;
		t.y += s->line;
	}
	if (s->fields->reprint <= 0)
		return 0;
	snprintf(times, sizeof(times), "%d", s->fields->reprint);
	t.whole = true;
	return draw_small(s, &t, "补打", times, err);
}

/* The mark, in one line if it can be read there, else in two; *y moves to
 * below it. */
static int draw_mark(struct sheet *s, int width, int *y, struct err *err)
{
	struct raster_text t = {
		.text = s->fields->mark,
		.x = s->margin,
		.y = *y,
		.width = width,
		.size = sized(s, MARK_UM, MARK_MIN_UM),
		.size_min = media_dots(s->media, MARK_MIN_UM),
		.lines = 1,
		.bold = true,
		.whole = true,
	};
	struct raster_fit fit;
	int rc;

	rc = raster_draw(s->raster, &t, &fit, err);
	if (rc == ERR_USAGE) {
		t.lines = 2;
		rc = raster_draw(s->raster, &t, &fit, err);
	}
	if (rc < 0)
		return err_prefix(err, "secrecy mark");
	if (fit.height)
		*y += fit.height + grown(s, GAP_UM);
	return 0;
}

/* The column left of the code: mark from the top down, unit and receive
 * number from the bottom up, the title in what is left. */
static int draw_column(struct sheet *s, struct err *err)
{
	const struct {
		const char *label, *value;
	} foot[] = {
		{"", s->fields->unit},
		{"收文 ", s->fields->receive_no},
	};
	struct raster_text t = {
		.x = s->margin,
		.width = s->code_x - s->margin,
	};
	int y = s->margin / 2, end = s->bottom;
	int rc;

	rc = draw_mark(s, t.width, &y, err);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < ARRAY_LEN(foot); i++) {
		if (str_empty(foot[i].value))
			continue;
		end -= s->line;
		t.y = end;
		rc = draw_small(s, &t, foot[i].label, foot[i].value, err);
		if (rc < 0)
			return rc;
	}
	if (end < y)
		return err_set(err, ERR_USAGE,
			       "a label of %d x %d mm is too small for mark, "
			       "receive number and unit",
			       s->media->width_um / 1000,
			       s->media->height_um / 1000);
	t.text = s->fields->title;
	t.y = y;
	t.height = end > y ? end - y : 1;
	t.lines = 3;
	t.size = sized(s, TITLE_UM, TEXT_MIN_UM);
	t.size_min = media_dots(s->media, TEXT_MIN_UM);
	rc = raster_draw(s->raster, &t, NULL, err);
	return rc < 0 ? err_prefix(err, "title") : 0;
}

static int measure_line(struct sheet *s, struct err *err)
{
	struct raster_text t = {
		.text = "份号",
		.width = s->width,
		.size = sized(s, SMALL_UM, TEXT_MIN_UM),
		.lines = 1,
		.bold = true,
	};
	struct raster_fit fit;
	int rc = raster_measure(s->raster, &t, &fit, err);

	s->line = rc < 0 ? 0 : fit.height;
	return rc;
}

int label_draw(struct raster *raster, const struct label_fields *fields,
	       const struct label_media *media, struct bitmap *ret,
	       struct err *err)
{
	static int (*const parts[])(struct sheet *, struct err *) = {
		measure_line, draw_serial,     draw_code,
		draw_column,  draw_under_code,
	};
	AUTO(bitmap) struct bitmap picture = BITMAP_INIT;
	struct sheet s = {
		.raster = raster,
		.fields = fields,
		.media = media,
		.out = &picture,
	};
	int rc;

	rc = media_check(media, err);
	if (rc < 0)
		return rc;
	rc = check_serial(fields->serial, err);
	if (rc < 0)
		return rc;
	s.width = media_width(media);
	s.height = media_height(media);
	choose_scale(&s);
	s.margin = media_dots(media, MARGIN_UM);
	rc = bitmap_reset(&picture, s.width, s.height, err);
	if (rc < 0)
		return rc;
	rc = raster_begin(raster, s.width, s.height, err);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		rc = parts[i](&s, err);
		if (rc < 0)
			return rc;
	}
	raster_finish(raster, &picture);
	rc = bitmap_shift(&picture, media_dots(media, media->shift_x_um),
			  media_dots(media, media->shift_y_um), err);
	if (rc < 0)
		return rc;
	bitmap_done(ret);
	*ret = picture;
	picture.bits = NULL;
	return 0;
}

int label_verify(const struct bitmap *picture, const char *serial,
		 struct err *err)
{
	AUTO(buf) struct buf text = BUF_INIT;
	int rc = decode_qr(picture, &text, err);

	if (rc < 0)
		return err_prefix(err, "the label of %s", serial);
	if (text.len != strlen(serial) ||
	    memcmp(text.data, serial, text.len) != 0)
		return err_set(err, ERR_CORRUPT,
			       "the label of %s reads %s when scanned", serial,
			       buf_text(&text));
	return 0;
}
