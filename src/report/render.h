/* render.h: the formats a report comes in, as one table. A renderer is pure:
 * model in, bytes out; the same model gives the same bytes. All of them show
 * the head (unit, as of, printed when and by whom, the highest level listed)
 * and say 无 for an empty section.
 */
#ifndef MUNIMENT_REPORT_RENDER_H
#define MUNIMENT_REPORT_RENDER_H

#include "base/buf.h"
#include "base/err.h"
#include "report/model.h"

struct render_format {
	const char *name; /* "pdf": on the command line and as file ending */
	const char *content_type;
	/* Appends to out. On failure what was appended is of no use. */
	int (*render)(const struct report *r, struct buf *out, struct err *e);
};

/* i from 0; NULL past the end. */
const struct render_format *render_format_at(size_t i);
/* ERR_USAGE names the formats there are. */
int render_format_find(const char *name, const struct render_format **ret,
		       struct err *e) WARN_UNUSED;

/* A table of fixed columns, up to RENDER_TEXT_COLUMNS wide (an East Asian
 * character counts two); what is longer wraps inside its column. A title
 * stands below its row, wrapped to the whole width. Control characters come out
 * as blanks: a title cannot speak to the terminal. */
enum { RENDER_TEXT_COLUMNS = 160 };
int render_text(const struct report *r, struct buf *out,
		struct err *e) WARN_UNUSED;

/* RFC 4180 with a byte order mark, so that office programs see UTF-8. All
 * sections in one table, the union of their columns: each record begins with
 * its section and ends with the head's texts, so that none stands alone. A
 * cell that an office program would take for a formula (it begins with = + - @
 * tab or return, and is no plain number of a number column) gets a leading
 * apostrophe. */
int render_csv(const struct report *r, struct buf *out,
	       struct err *e) WARN_UNUSED;

/* One object: name, title, unit, station, as_of, printed_at, printed_by, mark,
 * note, sections [{key, title, columns [{key, title}], rows [{key: text}]}]. */
int render_json(const struct report *r, struct buf *out,
		struct err *e) WARN_UNUSED;

/* A4, lying where the columns need it. Head, mark and "page x of y" on each
 * sheet; column headings repeat; long cells wrap; a row is never split.
 * ERR_UNSUPPORTED when no font with Chinese characters is installed. */
int render_pdf(const struct report *r, struct buf *out,
	       struct err *e) WARN_UNUSED;

#endif
