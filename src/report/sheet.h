/* sheet.h: A4 sheets of a PDF with the frame that every printed list carries:
 * highest mark, title, unit, as of; printed when and by whom, page x of y. The
 * only door to cairo and pango in this folder. What stands inside the frame is
 * the caller's (render_pdf.c).
 *
 * Lengths are points (1/72 inch), y grows downwards. The sheets are gone
 * through twice: first with drawing off, only to count them, then for good.
 */
#ifndef MUNIMENT_REPORT_SHEET_H
#define MUNIMENT_REPORT_SHEET_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/own.h"
#include "report/model.h"

struct sheets;

enum sheet_font {
	SHEET_BODY,
	SHEET_HEADING,
	SHEET_SECTION,
	SHEET_TITLE,
	SHEET_FONT_COUNT,
};
enum sheet_align { SHEET_LEFT, SHEET_CENTER, SHEET_RIGHT };

/* Appends to `out`; report and out are borrowed until sheets_free().
 * ERR_UNSUPPORTED when no font with Chinese characters is installed. */
int sheets_new(struct sheets **ret, const struct report *r, struct buf *out,
	       struct err *e) WARN_UNUSED;
void sheets_free(struct sheets *s);
DEFINE_AUTO_PTR(sheets, sheets_free)

/* Turns all sheets; before the first one is begun. Upright otherwise. */
void sheets_lie(struct sheets *s);
/* Width between the margins, upright or as the sheets are. */
double sheets_upright_width(void);
double sheets_width(const struct sheets *s);
/* Where the frame leaves room. */
double sheets_top(const struct sheets *s);
double sheets_bottom(const struct sheets *s);

/* Width of a text on one line, and its height when wrapped at `width`. */
double sheets_text_width(struct sheets *s, enum sheet_font font,
			 const char *text);
double sheets_text_height(struct sheets *s, enum sheet_font font,
			  const char *text, double width);
/* About the same without wrapping, in a body's font, from the widths of single
 * characters: quick enough to ask of every cell. */
double sheets_guess_width(const struct sheets *s, const char *text);

/* Begins the next sheet, with its frame. */
void sheets_begin(struct sheets *s);
/* Ends the counting round: from here on things are drawn, from sheet 1. */
void sheets_draw(struct sheets *s);
/* These do nothing while counting. x is from the left margin. Text wraps at
 * `width`; what is higher than `height` is cut with an ellipsis; height 0 is a
 * single line. */
void sheets_put_text(struct sheets *s, enum sheet_font font, const char *text,
		     enum sheet_align align, double x, double y, double width,
		     double height);
void sheets_put_rule(struct sheets *s, double y);
void sheets_put_band(struct sheets *s, double y, double height);
/* Writes what is left. Nothing may be put afterwards. */
int sheets_finish(struct sheets *s, struct err *e) WARN_UNUSED;

#endif
