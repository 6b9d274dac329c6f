/* barcode.h: the one kind of code on our labels, made by libzint.
 *
 * QR at level M: measured on a damaged 50 x 30 mm label at 203 dpi it still
 * decodes where Data Matrix and Code 128 do not.
 */
#ifndef MUNIMENT_LABELS_BARCODE_H
#define MUNIMENT_LABELS_BARCODE_H

#include "base/err.h"
#include "labels/bitmap.h"

/* Modules of white that must be kept on each side of a QR code. */
#define BARCODE_QUIET 4

/* Encodes text (printable ASCII) as a QR code of level M, a dot a module and
 * without quiet zone: scaling and room around it are the layout's. ret is only
 * changed on success. ERR_USAGE when the text is empty, too long or not
 * ASCII. May be used by any number of threads. */
int barcode_qr(const char *text, struct bitmap *ret,
	       struct err *err) WARN_UNUSED;

#endif
