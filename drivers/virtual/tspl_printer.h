/* tspl_printer.h: a virtual TSPL label printer behind its USB socket: what it
 * does with the bytes it gets, when it prints, what it says of itself.
 *
 * Pure: bytes and the time go in, answers come out. It follows TSC's TSPL/TSPL2
 * manual: immediate commands (ESC ! x) are picked out of the stream wherever
 * they stand, BITMAP carries bytes, a line ends a command. Pictures are not
 * drawn here; that is for the test renderer, which reads the captured bytes.
 */
#ifndef MUNIMENT_VIRTUAL_TSPL_PRINTER_H
#define MUNIMENT_VIRTUAL_TSPL_PRINTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct tspl_printer {
	/* What a person's hands and the test set. */
	bool lid_open, paper_out, ribbon_out, paused;
	int print_ms;  /* a label takes so long */
	int reset_ms;  /* silent for so long after a reset */
	bool mute;     /* answers nothing */
	uint8_t noise; /* this many bytes of nonsense before the next answer */

	/* What it did; whole labels that came out. */
	unsigned labels, spoilt, queries, resets, unknown;

	/* Its own affairs. */
	struct buf line;
	size_t bitmap_left; /* bytes of a BITMAP still to come */
	int n_escape;	    /* bytes of ESC ! so far */
	bool has_picture;
	unsigned queued;	/* labels commanded and not begun */
	int64_t printing_until; /* 0: not printing */
	int64_t deaf_until;
};

void tspl_printer_init(struct tspl_printer *p);
void tspl_printer_done(struct tspl_printer *p);

/* What the host sent; appends what the printer answers. */
void tspl_printer_feed(struct tspl_printer *p, const uint8_t *bytes, size_t n,
		       int64_t now_ms, struct buf *answer);
/* Brings it up to now: labels come out, faults spoil what was half out. To be
 * called before looking at it and after changing it. Returns when to call it
 * again, or -1. */
int64_t tspl_printer_run(struct tspl_printer *p, int64_t now_ms);
/* The status byte of ESC ! ?. */
uint8_t tspl_printer_status(const struct tspl_printer *p);

#endif
