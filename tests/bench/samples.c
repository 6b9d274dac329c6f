/* samples.c: see samples.h. */
#include "tests/bench/samples.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

void samples_done(struct samples *s)
{
	free(s->ns);
	memset(s, 0, sizeof(*s));
}

int64_t samples_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void samples_add(struct samples *s, int64_t ns)
{
	if (s->n == s->size) {
		s->size = s->size ? 2 * s->size : 1024;
		s->ns = mem_resize(s->ns, s->size * sizeof(*s->ns));
	}
	s->ns[s->n++] = ns;
}

void samples_join(struct samples *s, const struct samples *from)
{
	for (size_t i = 0; i < from->n; i++)
		samples_add(s, from->ns[i]);
}

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

void samples_print(struct samples *s, const char *name, int64_t elapsed_ns)
{
	size_t half = s->n / 2, late = s->n * 99 / 100;

	if (!s->n || elapsed_ns <= 0)
		return;
	qsort(s->ns, s->n, sizeof(*s->ns), compare);
	printf("%s %.1f %.1f %.1f\n", name,
	       (double)s->n * 1e9 / (double)elapsed_ns,
	       (double)s->ns[half] / 1e3, (double)s->ns[late] / 1e3);
}
