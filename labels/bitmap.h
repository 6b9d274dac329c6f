/* bitmap.h: a picture of one bit a dot, as a label printer burns it.
 *
 * A bit that is set is black. Rows lie one after another, `stride` bytes
 * each; within a byte the most significant bit is the leftmost dot. The bits
 * behind the last dot of a row are always 0 (white). Coordinates are dots,
 * (0, 0) is the top left one.
 */
#ifndef MUNIMENT_LABELS_BITMAP_H
#define MUNIMENT_LABELS_BITMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/own.h"

struct bitmap {
	int width, height; /* dots */
	int stride;	   /* bytes a row: (width + 7) / 8 */
	uint8_t *bits;	   /* owned, stride * height bytes; NULL while empty */
};
#define BITMAP_INIT                                                            \
	{                                                                      \
		0                                                              \
	}

/* The largest side: a 108 mm head at 600 dpi has 2,551 dots. */
#define BITMAP_SIDE_MAX 8192

/* Makes b all white; what it held before is freed or used again. ERR_USAGE
 * when a side is not within 1..BITMAP_SIDE_MAX (b stays as it was). */
int bitmap_reset(struct bitmap *b, int width, int height,
		 struct err *err) WARN_UNUSED;
void bitmap_done(struct bitmap *b);
DEFINE_AUTO_VAL(bitmap, bitmap_done)

size_t bitmap_bytes(const struct bitmap *b);

/* White outside of the picture. */
bool bitmap_get(const struct bitmap *b, int x, int y);

/* Paints a black rectangle; what lies outside of the picture is left out. */
void bitmap_fill(struct bitmap *b, int x, int y, int width, int height);

/* Paints src's black dots at (x, y), each as a square of `scale` dots. */
void bitmap_paint(struct bitmap *b, const struct bitmap *src, int x, int y,
		  int scale);

/* Moves the picture by (dx, dy); what becomes free is white. ERR_USAGE, and
 * nothing moved, when a black dot would leave the picture. */
int bitmap_shift(struct bitmap *b, int dx, int dy, struct err *err) WARN_UNUSED;

#endif
