/* decode.c: see decode.h. The only file that knows libzbar. */
#include "labels/decode.h"

#include <string.h>
#include <zbar.h>

static void scanner_free(zbar_image_scanner_t *s)
{
	if (s)
		zbar_image_scanner_destroy(s);
}
static void image_free(zbar_image_t *i)
{
	if (i)
		zbar_image_destroy(i);
}
static inline void auto_scanner(zbar_image_scanner_t **s)
{
	scanner_free(*s);
}
static inline void auto_image(zbar_image_t **i)
{
	image_free(*i);
}

/* One byte of grey a dot, as libzbar reads it. Nothing is added around it: a
 * quiet zone must be in the picture. */
static uint8_t *to_grey(const struct bitmap *b, size_t *ret_n)
{
	size_t n = (size_t)b->width * (size_t)b->height;
	uint8_t *grey = mem_alloc(n);
	uint8_t *to = grey;

	for (int y = 0; y < b->height; y++)
		for (int x = 0; x < b->width; x++)
			*to++ = bitmap_get(b, x, y) ? 0 : 255;
	*ret_n = n;
	return grey;
}

int decode_qr(const struct bitmap *picture, struct buf *ret_text,
	      struct err *err)
{
	__attribute__((cleanup(auto_scanner))) zbar_image_scanner_t *scanner =
		zbar_image_scanner_create();
	__attribute__((cleanup(auto_image))) zbar_image_t *image =
		zbar_image_create();
	AUTO_FREE uint8_t *grey = NULL;
	const zbar_symbol_t *symbol;
	size_t n;
	int found;

	if (!scanner || !image)
		return err_set(err, ERR_INTERNAL, "no memory for the decoder");
	if (zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE,
					  0) ||
	    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE,
					  1))
		return err_set(err, ERR_INTERNAL,
			       "this libzbar cannot read QR codes");
	grey = to_grey(picture, &n);
	zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(image, (unsigned)picture->width,
			    (unsigned)picture->height);
	zbar_image_set_data(image, grey, n, NULL);
	found = zbar_scan_image(scanner, image);
	if (found != 1)
		return err_set(err, ERR_CORRUPT,
			       "%d QR codes can be read in the picture, one "
			       "is expected",
			       found < 0 ? 0 : found);
	symbol = zbar_image_first_symbol(image);
	buf_clear(ret_text);
	buf_put(ret_text, zbar_symbol_get_data(symbol),
		zbar_symbol_get_data_length(symbol));
	return 0;
}
