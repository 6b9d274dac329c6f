/* raster.h: text to dots (pango and cairo, in grey, then a threshold: this
 * keeps thin strokes whole that one-bit drawing would break).
 *
 * A raster is a context that is used for many labels: fonts stay loaded. One
 * thread at a time; each thread has its own.
 */
#ifndef MUNIMENT_LABELS_RASTER_H
#define MUNIMENT_LABELS_RASTER_H

#include <stdbool.h>

#include "base/err.h"
#include "base/own.h"
#include "labels/bitmap.h"

#define RASTER_FONT "WenQuanYi Micro Hei" /* package fonts-wqy-microhei */

struct raster;

/* family NULL: RASTER_FONT. ERR_NOT_FOUND when that font is not installed
 * (another one would silently have other widths). */
int raster_new(struct raster **ret, const char *family,
	       struct err *err) WARN_UNUSED;
void raster_free(struct raster *r);
DEFINE_AUTO_PTR(raster, raster_free)

enum raster_align { RASTER_LEFT, RASTER_CENTER };

/* A text and the box it must stay in; lengths in dots. */
struct raster_text {
	const char *text; /* UTF-8; control characters count as spaces */
	int x, y, width;  /* left top corner; the width it may have */
	int size;	  /* of the font: its em */
	int size_min;	  /* smaller steps tried before it counts as too long;
			   * 0: size only */
	int lines;	  /* at most so many */
	int height;	  /* at most so high, in dots; 0: no limit */
	bool bold;
	bool whole; /* too long: ERR_USAGE; else it ends in "…" */
	enum raster_align align;
};

/* How it would come out: the size chosen and the height of its lines. */
struct raster_fit {
	int size;
	int height; /* dots, of the lines used */
	int lines;
	bool cut; /* it ends in "…" */
};

/* Starts a white picture. */
int raster_begin(struct raster *r, int width, int height,
		 struct err *err) WARN_UNUSED;
/* ERR_USAGE: too long and `whole`, no room for even one line, or not UTF-8;
 * the message never repeats the text, which may be secret. ret may be NULL.
 * An empty text has height 0. */
int raster_measure(struct raster *r, const struct raster_text *t,
		   struct raster_fit *ret, struct err *err) WARN_UNUSED;
int raster_draw(struct raster *r, const struct raster_text *t,
		struct raster_fit *ret, struct err *err) WARN_UNUSED;
/* Adds the black dots of the text drawn to ret, which has the size given to
 * raster_begin(). */
void raster_finish(struct raster *r, struct bitmap *ret);

#endif
