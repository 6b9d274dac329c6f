/* days.h: lists of days as calendar files write them. */
#ifndef MUNIMENT_CORE_DAYS_H
#define MUNIMENT_CORE_DAYS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"

enum { DAYS_MAX = 200 };

struct days {
	struct date day[DAYS_MAX];
	size_t n;
};

/* "2025-01-28..2025-02-04,2025-04-04". False when malformed or too long. */
bool days_parse(const char *text, struct days *ret);

#endif
