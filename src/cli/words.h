/* words.h: what the names of results and facts mean to a clerk. */
#ifndef MUNIMENT_CLI_WORDS_H
#define MUNIMENT_CLI_WORDS_H

#include <stdbool.h>

#include "cli/options.h"

/* "holder" -> "持有人"; the name itself when it is not in the table. */
const char *word_for_field(enum lang lang, const char *name);
/* Whether the table has it. */
bool word_is_field(const char *name);
/* "out_loan" of `state` -> "借出"; the value itself when it says enough. In
 * English the codes stand for themselves. */
const char *word_for_value(enum lang lang, const char *field,
			   const char *value);

#endif
