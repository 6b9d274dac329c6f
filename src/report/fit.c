/* fit.c: see fit.h. */
#include "report/fit.h"

static const double KEPT_AT_MOST = 0.75;

/* A column below an equal share frees room for the others: the limit grows with
 * each round until no further column falls below it. */
static double limit_of(const double *widths, const bool *keep, size_t n,
		       double available)
{
	double limit = 0, share;

	for (;;) {
		double rest = available;
		size_t above = 0;

		for (size_t i = 0; i < n; i++) {
			if (keep[i] || widths[i] <= limit)
				rest -= widths[i];
			else
				above++;
		}
		if (!above)
			return limit;
		share = rest / (double)above;
		if (share <= limit)
			return share;
		limit = share;
	}
}

void fit_widths(double *widths, bool *keep, size_t n, double available)
{
	double sum = 0, kept = 0, limit;

	for (size_t i = 0; i < n; i++) {
		sum += widths[i];
		kept += keep[i] ? widths[i] : 0;
	}
	if (sum <= available)
		return;
	for (size_t i = 0; i < n; i++)
		keep[i] = keep[i] && kept <= KEPT_AT_MOST * available;
	limit = limit_of(widths, keep, n, available);
	for (size_t i = 0; i < n; i++)
		if (!keep[i] && widths[i] > limit)
			widths[i] = limit;
}
