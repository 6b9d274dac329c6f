/* fit.c: see fit.h. */
#include "report/fit.h"

#include <stdbool.h>

void fit_widths(double *widths, size_t n, double available)
{
	double limit, rest;
	size_t above;
	bool settled;

	/* A column below an equal share frees room for the others; the limit
	 * grows with each round until no further column falls below it. */
	limit = 0;
	do {
		rest = available;
		above = 0;
		for (size_t i = 0; i < n; i++) {
			if (widths[i] <= limit)
				rest -= widths[i];
			else
				above++;
		}
		if (!above)
			return;
		settled = rest / (double)above <= limit;
		if (!settled)
			limit = rest / (double)above;
	} while (!settled);
	for (size_t i = 0; i < n; i++)
		if (widths[i] > limit)
			widths[i] = limit;
}
