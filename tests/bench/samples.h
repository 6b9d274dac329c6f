/* samples.h: how long things took, one by one: rate, median and tail.
 *
 * Shared by the measuring programs. Each prints its figures on one line, NAME
 * PER_SECOND P50_US P99_US, which run-bench reads.
 */
#ifndef MUNIMENT_TESTS_BENCH_SAMPLES_H
#define MUNIMENT_TESTS_BENCH_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

#include "base/own.h"

struct samples {
	int64_t *ns; /* owned */
	size_t n, size;
};
void samples_done(struct samples *s);
DEFINE_AUTO_VAL(samples, samples_done)

/* Nanoseconds that never go back. */
int64_t samples_now(void);
void samples_add(struct samples *s, int64_t ns);
/* Adds all of `from`. */
void samples_join(struct samples *s, const struct samples *from);
/* Sorts s. `elapsed_ns`: from the first beginning to the last end, by the
 * clock on the wall: several clients work at once. */
void samples_print(struct samples *s, const char *name, int64_t elapsed_ns);

#endif
