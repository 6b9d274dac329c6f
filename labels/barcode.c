/* barcode.c: see barcode.h. The only file that knows libzint.
 *
 * Three habits of libzint make a wrong label without a word, so:
 * - a symbol is used once: without ZBarcode_Clear codes stack up;
 * - warnings are failures: an unknown symbology becomes Code 128 with a mere
 *   warning, and a code that was made differently from what was asked for is
 *   not one that was measured;
 * - encoded_data holds the leftmost module in the LEAST significant bit.
 */
#include "labels/barcode.h"

#include <zint.h>

#include "base/str.h"

enum { QR_LEVEL_M = 2, QR_TEXT_MAX = 500 };

static void symbol_free(struct zint_symbol *s)
{
	if (s)
		ZBarcode_Delete(s);
}
DEFINE_AUTO_PTR(zint_symbol, symbol_free)

static int check_text(const char *text, struct err *err)
{
	size_t n = 0;

	if (str_empty(text))
		return err_set(err, ERR_USAGE, "nothing to put in a QR code");
	for (; text[n]; n++)
		if (text[n] < 0x20 || text[n] > 0x7e || n >= QR_TEXT_MAX)
			return err_set(err, ERR_USAGE,
				       "a QR code takes 1 to %d letters, "
				       "digits and signs of ASCII",
				       QR_TEXT_MAX);
	return (int)n;
}

int barcode_qr(const char *text, struct bitmap *ret, struct err *err)
{
	AUTO_PTR(zint_symbol) struct zint_symbol *s = NULL;
	AUTO(bitmap) struct bitmap code = BITMAP_INIT;
	AUTO_FREE char *copy = NULL;
	int n, rc;

	n = check_text(text, err);
	if (n < 0)
		return n;
	s = ZBarcode_Create();
	if (!s)
		return err_set(err, ERR_INTERNAL, "no memory for a QR code");
	copy = mem_dup(text);
	s->symbology = BARCODE_QRCODE;
	s->input_mode = UNICODE_MODE;
	s->option_1 = QR_LEVEL_M;
	s->warn_level = WARN_FAIL_ALL;
	rc = ZBarcode_Encode(s, (unsigned char *)copy, n);
	if (rc != 0) {
		rc = err_set(err, ERR_USAGE, "cannot make a QR code of this");
		err_detail(err, "libzint: %s", s->errtxt);
		return rc;
	}
	/* What came out must be what was asked for: see the head. */
	if (s->symbology != BARCODE_QRCODE || s->rows != s->width ||
	    s->option_1 != QR_LEVEL_M)
		return err_set(err, ERR_INTERNAL,
			       "libzint made another code than QR at level M");
	rc = bitmap_reset(&code, s->width, s->rows, err);
	if (rc < 0)
		return rc;
	for (int y = 0; y < s->rows; y++)
		for (int x = 0; x < s->width; x++)
			if (s->encoded_data[y][x >> 3] >> (x & 7) & 1)
				bitmap_fill(&code, x, y, 1, 1);
	bitmap_done(ret);
	*ret = code;
	code.bits = NULL;
	return 0;
}
