/* wrapper.h: a small program that starts another one inside a umockdev world:
 * only the driver may live there, as the preloaded library redirects /sys and
 * /dev of everything it is loaded into. */
#ifndef MUNIMENT_VIRTUAL_WRAPPER_H
#define MUNIMENT_VIRTUAL_WRAPPER_H

#include "base/err.h"

/* Writes an executable script at `path` that runs `program` with the script's
 * arguments, with umockdev's world at `root`. */
int wrapper_write(const char *path, const char *program, const char *root,
		  struct err *e) WARN_UNUSED;

#endif
