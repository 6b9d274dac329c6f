/* decode.h: reads a picture as a scanner would, by libzbar. It shares no code
 * with what draws, so it can judge it. */
#ifndef MUNIMENT_LABELS_DECODE_H
#define MUNIMENT_LABELS_DECODE_H

#include "base/buf.h"
#include "base/err.h"
#include "labels/bitmap.h"

/* The text of the one QR code in the picture replaces what is in ret_text.
 * ERR_CORRUPT, and ret_text as it was, when there is none or more than one.
 * 1.5 ms for 400 x 240 dots. May be used by any number of threads. */
int decode_qr(const struct bitmap *picture, struct buf *ret_text,
	      struct err *err) WARN_UNUSED;

#endif
