/* media.h: what is loaded in a printer, and how hot and fast it is burnt.
 *
 * Lengths are micrometres, as a person would measure them with a ruler; what
 * a printer counts in is worked out here and nowhere else.
 */
#ifndef MUNIMENT_LABELS_MEDIA_H
#define MUNIMENT_LABELS_MEDIA_H

#include <stdbool.h>

#include "base/err.h"

enum media_kind {
	MEDIA_GAP,	  /* die-cut labels: the sensor looks through */
	MEDIA_MARK,	  /* black marks on the back */
	MEDIA_CONTINUOUS, /* no ends to find */
};

#define MEDIA_AS_SET -1 /* leave it as it is set in the printer */

struct label_media {
	int width_um, height_um; /* of the label itself, without the liner */
	int dpi;		 /* of the head: 203, 300 or 600 */
	enum media_kind kind;
	int gap_um;		    /* gap or black mark, along the feed */
	int darkness;		    /* 0..15, or MEDIA_AS_SET */
	int speed_mm_s;		    /* or MEDIA_AS_SET */
	int shift_x_um, shift_y_um; /* moves the picture right, down */
	bool upside_down; /* the printer turns the label by 180 degrees */
};

/* 50 x 30 mm with a gap of 2 mm at 203 dpi. */
#define LABEL_MEDIA_INIT                                                       \
	{                                                                      \
		.width_um = 50000, .height_um = 30000, .dpi = 203,             \
		.kind = MEDIA_GAP, .gap_um = 2000, .darkness = MEDIA_AS_SET,   \
		.speed_mm_s = MEDIA_AS_SET                                     \
	}

/* ERR_USAGE, naming the value, when something cannot be: sides 10..300 mm
 * (and within BITMAP_SIDE_MAX dots), dpi as above, gap 0..20 mm, speed
 * 10..400 mm/s, shift up to 10 mm. */
int media_check(const struct label_media *m, struct err *err) WARN_UNUSED;

/* "50x30": whole or decimal millimetres, width first. Sets the two sides
 * only. ERR_USAGE when the text is anything else. */
int media_set_size(struct label_media *m, const char *text,
		   struct err *err) WARN_UNUSED;
/* "gap", "mark", "continuous". */
int media_set_kind(struct label_media *m, const char *word,
		   struct err *err) WARN_UNUSED;

/* Dots of a length, rounded down: a picture must not be wider than the label.
 * A head of "203 dpi" has 8 dots a millimetre (203.2). */
int media_dots(const struct label_media *m, int um);
int media_width(const struct label_media *m); /* of the label, in dots */
int media_height(const struct label_media *m);

#endif
