/* fit.h: shares a line's width among the columns of a table. Pure. */
#ifndef MUNIMENT_REPORT_FIT_H
#define MUNIMENT_REPORT_FIT_H

#include <stddef.h>

/* widths[] holds what each of n columns would like; on return they add up to
 * at most `available` (any unit). Where they do not fit, only the widest give
 * way: there is one limit, the columns below it keep what they asked for, the
 * others get the limit. So numbers and dates stay whole while titles wrap. */
void fit_widths(double *widths, size_t n, double available);

#endif
