/* fuzz.h: what the fuzzers share. Each is one file that hands arbitrary bytes
 * to one of our parsers of foreign input, and says what must hold of whatever
 * it makes of them. `make fuzz` searches with libFuzzer, from corpus/NAME and
 * for FUZZ_SECONDS; `make check` runs the corpus alone, through replay.c, with
 * the ordinary compiler. What a search finds goes into corpus/NAME with the
 * repair.
 */
#ifndef MUNIMENT_TESTS_FUZZ_H
#define MUNIMENT_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* What libFuzzer and replay.c call; 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold whatever came in. Ends the process, so that both find it. */
#define MUST(what)                                                             \
	do {                                                                   \
		if (!(what)) {                                                 \
			fprintf(stderr, "%s:%d: does not hold: %s\n",          \
				__FILE__, __LINE__, #what);                    \
			abort();                                               \
		}                                                              \
	} while (0)

#endif
