/* layout.h: what stands where on a copy's label.
 *
 *	+--------------------------------------+
 *	| mark (bold)                +-------+ |
 *	| title, up to three lines   |  QR   | |
 *	| receive number             +-------+ |
 *	| unit                        copy no  |
 *	|                             reprint  |
 *	| -----------------------------------  |
 *	|   KK89K-LLS98YT-SS8CB-SSUT-SST108    |
 *	+--------------------------------------+
 *
 * It draws what it is given: whether a title may be shown at all, and what
 * the mark says, was decided before.
 */
#ifndef MUNIMENT_LABELS_LAYOUT_H
#define MUNIMENT_LABELS_LAYOUT_H

#include "base/err.h"
#include "labels/bitmap.h"
#include "labels/media.h"
#include "labels/raster.h"

/* Texts are UTF-8 and borrowed. Any but serial may be NULL or "". */
struct label_fields {
	const char *serial; /* printable ASCII without spaces */
	const char *mark;   /* secrecy mark, whole: "机密★20年" */
	const char *title;
	const char *copy_no;	/* 份号: "000012" */
	const char *receive_no; /* 收文编号 */
	const char *unit;	/* whose label it is */
	int reprint;		/* 0: the first label; n: 补打n */
};

#define LABEL_SERIAL_MAX 64

/* Draws the label at the media's full size. The QR code (level M) holds the
 * serial and nothing else, with its quiet zone of four modules; the serial in
 * writing stands on one line. Serial and mark are never cut: ERR_USAGE when
 * they do not fit at the smallest size that can be read. Title, unit and
 * numbers that do not fit end in "…". ret is only changed on success. Takes
 * about a millisecond; does no I/O. */
int label_draw(struct raster *raster, const struct label_fields *fields,
	       const struct label_media *media, struct bitmap *ret,
	       struct err *err) WARN_UNUSED;

/* Reads the picture back with a decoder that shares no code with the encoder:
 * it must hold exactly one QR code and that must be the serial, else
 * ERR_CORRUPT. Must be called before a byte goes to a printer. */
int label_verify(const struct bitmap *picture, const char *serial,
		 struct err *err) WARN_UNUSED;

#endif
