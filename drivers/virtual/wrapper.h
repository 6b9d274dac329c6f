/* wrapper.h: a small program that starts another one inside a umockdev world:
 * only the driver may live there, as the preloaded library redirects /sys and
 * /dev of everything it is loaded into. */
#ifndef MUNIMENT_VIRTUAL_WRAPPER_H
#define MUNIMENT_VIRTUAL_WRAPPER_H

#include "base/err.h"

/* Starts this program again with umockdev's library loaded, unless it is: it
 * cannot send hotplug events without. Returns only when it is, or failed. */
int wrapper_enter(char *const *argv, struct err *e) WARN_UNUSED;

/* Writes an executable script at `path` that runs `program` with the script's
 * arguments, with umockdev's world at `root`. To be called after
 * wrapper_enter(). A sanitizer's report from that world comes on stderr and as
 * an exit status, never in a file. */
int wrapper_write(const char *path, const char *program, const char *root,
		  struct err *e) WARN_UNUSED;

#endif
