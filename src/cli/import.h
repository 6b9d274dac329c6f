/* import.h: a file of comma-separated values into commands of one verb.
 *
 * The heading names the verb's arguments, by their own names or by the titles
 * that a registry's sheets have (import_titles.c). A line is a command. What
 * cannot be read is said for every line at once, and then nothing is sent.
 */
#ifndef MUNIMENT_CLI_IMPORT_H
#define MUNIMENT_CLI_IMPORT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "cli/options.h"
#include "core/command.h"

enum { IMPORT_MAX = 2000 }; /* lines; what the register takes as one batch */

struct import {
	const struct verb *verb;
	struct import_line {
		int line; /* in the file */
		struct command command;
	} * lines; /* owned */
	size_t n;
};

void import_done(struct import *i);
DEFINE_AUTO_VAL(import, import_done)

/* Reads the bytes of a file called `name` as commands of `verb`. ERR_USAGE
 * when anything is wrong: then `faults` holds a line "NAME:LINE: column: what"
 * for each fault, and *ret the lines that read well. `notes` says what was
 * done without asking: the encoding that was guessed, columns that the
 * register does not keep. */
int import_read(struct import *ret, const struct verb *verb, const char *name,
		const char *bytes, size_t n, enum lang lang, struct buf *faults,
		struct buf *notes, struct err *e) WARN_UNUSED;

#endif
