/* csv.h: reads comma-separated values (RFC 4180). Pure.
 *
 * A file as it comes out of a spreadsheet: UTF-8 with or without a byte order
 * mark, or GB18030 as Chinese Excel saves it; lines ended by LF or CRLF; fields
 * that hold commas, quotation marks or line breaks in quotation marks. What is
 * malformed is said line by line, so that a clerk mends the file once.
 */
#ifndef MUNIMENT_CLI_CSV_H
#define MUNIMENT_CLI_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/own.h"

struct csv_row {
	int line;	     /* where it begins, from 1 */
	const char *problem; /* what is malformed in it, or NULL (static) */
	size_t n;
	char **fields; /* into the csv's text */
};

struct csv {
	struct csv_row *rows; /* empty lines are left out */
	size_t n;
	bool gb18030; /* it was not UTF-8, and was converted */
	char *text;   /* owned */
};

void csv_done(struct csv *c);
DEFINE_AUTO_VAL(csv, csv_done)

/* Reads all of it. ERR_USAGE when it is neither UTF-8 nor GB18030 or holds
 * NUL bytes; malformed rows are no error here, see `problem`. *ret must be
 * zeroed or done. */
int csv_parse(struct csv *ret, const char *bytes, size_t n,
	      struct err *e) WARN_UNUSED;

#endif
