/* help.h: `muniment help`, printed from the table of verbs and from the table
 * of the other commands, so that it cannot say what is not so. */
#ifndef MUNIMENT_CLI_HELP_H
#define MUNIMENT_CLI_HELP_H

#include <stddef.h>
#include <stdio.h>

#include "base/err.h"
#include "cli/options.h"

/* A command that is no verb. */
struct help_line {
	const char *usage;
	const char *zh, *en;
};

/* Everything there is. */
void help_all(FILE *out, enum lang lang, const struct help_line *commands,
	      size_t n);
/* One verb ("lend", "scope-set") or command; ERR_USAGE with a suggestion when
 * there is none of that name. */
int help_one(FILE *out, enum lang lang, const struct help_line *commands,
	     size_t n, const char *name, struct err *e) WARN_UNUSED;
/* The nearest verb or command, or NULL. */
const char *help_suggest(const struct help_line *commands, size_t n,
			 const char *name, char *ret, size_t size);

#endif
