/* simulate.h: scenario files (docs/scenarios.md), each on an empty register in
 * memory with the file's own clock. */
#ifndef MUNIMENT_REGISTER_SIMULATE_H
#define MUNIMENT_REGISTER_SIMULATE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/err.h"

struct simulate_result {
	int lines; /* expectations met and not met */
	int failed;
};
/* Runs one file, and prints each failed expectation to `out` as
 * FILE:LINE: what was expected, what came. Returns ERR_USAGE when a line
 * cannot be understood. */
int simulate_file(const char *path, FILE *out, bool verbose,
		  struct simulate_result *ret, struct err *e) WARN_UNUSED;

#endif
