/* bitmap.c: see bitmap.h. Dots only: no text, no codes, no millimetres. */
#include "labels/bitmap.h"

#include <string.h>

int bitmap_reset(struct bitmap *b, int width, int height, struct err *err)
{
	size_t size;

	if (width < 1 || height < 1 || width > BITMAP_SIDE_MAX ||
	    height > BITMAP_SIDE_MAX)
		return err_set(err, ERR_USAGE,
			       "a picture of %d x %d dots: each side must be "
			       "1 to %d",
			       width, height, BITMAP_SIDE_MAX);
	size = (size_t)((width + 7) / 8) * (size_t)height;
	if (!b->bits || size != bitmap_bytes(b)) {
		free(b->bits);
		b->bits = mem_alloc(size);
	} else {
		memset(b->bits, 0, size);
	}
	b->width = width;
	b->height = height;
	b->stride = (width + 7) / 8;
	return 0;
}

void bitmap_done(struct bitmap *b)
{
	free(b->bits);
	memset(b, 0, sizeof(*b));
}

size_t bitmap_bytes(const struct bitmap *b)
{
	return (size_t)b->stride * (size_t)b->height;
}

static uint8_t *row_of(const struct bitmap *b, int y)
{
	return b->bits + (size_t)y * (size_t)b->stride;
}

bool bitmap_get(const struct bitmap *b, int x, int y)
{
	if (x < 0 || y < 0 || x >= b->width || y >= b->height)
		return false;
	return row_of(b, y)[x >> 3] & (0x80 >> (x & 7));
}

void bitmap_fill(struct bitmap *b, int x, int y, int width, int height)
{
	int x_end = x + width < b->width ? x + width : b->width;
	int y_end = y + height < b->height ? y + height : b->height;

	if (x < 0)
		x = 0;
	for (int j = y < 0 ? 0 : y; j < y_end; j++) {
		uint8_t *row = row_of(b, j);

		for (int i = x; i < x_end; i++)
			row[i >> 3] = (uint8_t)(row[i >> 3] | 0x80 >> (i & 7));
	}
}

void bitmap_paint(struct bitmap *b, const struct bitmap *src, int x, int y,
		  int scale)
{
	for (int j = 0; j < src->height; j++)
		for (int i = 0; i < src->width; i++)
			if (bitmap_get(src, i, j))
				bitmap_fill(b, x + i * scale, y + j * scale,
					    scale, scale);
}

int bitmap_shift(struct bitmap *b, int dx, int dy, struct err *err)
{
	AUTO(bitmap) struct bitmap moved = BITMAP_INIT;
	int rc;

	if (!dx && !dy)
		return 0;
	rc = bitmap_reset(&moved, b->width, b->height, err);
	if (rc < 0)
		return rc;
	for (int y = 0; y < b->height; y++)
		for (int x = 0; x < b->width; x++) {
			int to_x = x + dx, to_y = y + dy;

			if (!bitmap_get(b, x, y))
				continue;
			if (to_x < 0 || to_y < 0 || to_x >= b->width ||
			    to_y >= b->height)
				return err_set(err, ERR_USAGE,
					       "moved by %d, %d dots, the "
					       "picture would leave the label",
					       dx, dy);
			bitmap_fill(&moved, to_x, to_y, 1, 1);
		}
	free(b->bits);
	b->bits = TAKE(moved.bits);
	return 0;
}
