/* fit.h: shares a line's width among the columns of a table. Pure. */
#ifndef MUNIMENT_REPORT_FIT_H
#define MUNIMENT_REPORT_FIT_H

#include <stdbool.h>
#include <stddef.h>

/* widths[] holds what each of n columns would like; on return they add up to
 * at most `available` (any unit). Where they do not fit, those in keep[] stay
 * as they are, and of the others only the widest give way: there is one limit,
 * columns below it get what they asked for, the rest get the limit. Where the
 * kept ones would take more than three quarters, nothing is
 * kept, and keep[] says so on return. */
void fit_widths(double *widths, bool *keep, size_t n, double available);

#endif
