/* print.h: what the service said, as a clerk reads it: aligned by columns, in
 * his language. Refusals, warnings and errors go to `err`, the rest to `out`,
 * so that a script reads results only. */
#ifndef MUNIMENT_CLI_PRINT_H
#define MUNIMENT_CLI_PRINT_H

#include <stdio.h>

#include "base/kv.h"
#include "cli/options.h"
#include "core/reasons.h"
#include "core/verbs.h"
#include "register/register.h"

/* Done: one line and the results. Refused: every reason with its meaning, its
 * source and who can lift it. Flags and alarms of what was done: a line each
 * on `err`. An answer that was not entered (a->err) is left to the caller. */
void print_answer(FILE *out, FILE *err, enum lang lang, const struct verb *v,
		  const struct answer *a);
/* The same for a decision that was only asked for. */
void print_why(FILE *out, enum lang lang, const struct verb *v,
	       const struct answer *a);
/* One reason: code and meaning; with `full` its source and who lifts it. */
void print_reason(FILE *to, enum lang lang, enum reason r, bool full);
/* Names and values in two columns; a time loses its seconds and zone. */
void print_fields(FILE *out, enum lang lang, const struct kv_list *l);
/* "muniment: message (detail)" */
void print_error(FILE *err, const struct err *e);

/* A table that lines up whatever the width of its letters. Rows of `columns`
 * cells each, the first row being the heading; NULL is an empty cell. */
void print_table(FILE *out, const char *const *cells, size_t columns,
		 size_t rows);
/* Text, and blanks up to `columns`. */
void print_padded(FILE *out, const char *text, size_t columns);

#endif
