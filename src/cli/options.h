/* options.h: what every command of `muniment` is told besides its own words:
 * where the service and the register are, who speaks, in which language. */
#ifndef MUNIMENT_CLI_OPTIONS_H
#define MUNIMENT_CLI_OPTIONS_H

#include <stdbool.h>

#include "base/err.h"

enum { OPTION_PATH = 256 };

enum lang { LANG_EN, LANG_ZH };

struct options {
	char socket[OPTION_PATH];
	char register_path[OPTION_PATH]; /* "": not said anywhere */
	const char *config;		 /* NULL: the default file, if there */
	const char *as;			 /* person; NULL: not said */
	const char *request_id;		 /* NULL: made for each command */
	enum lang lang;
	bool json; /* answers as the service gave them */
};

/* Takes the global options out of the words (in place; *n shrinks) and fills
 * in what was not said: MUNIMENT_SOCKET, then `socket` and `register` of the
 * configuration file, then the defaults. The texts are borrowed from `words`
 * and the environment. `--` ends the options. */
int options_take(struct options *ret, int *n, char **words,
		 struct err *e) WARN_UNUSED;

/* One of two texts. */
const char *say(enum lang lang, const char *zh, const char *en);

#endif
