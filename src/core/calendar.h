/* calendar.h: working days (放假办法 Art 7), as data per year: closed days
 * besides weekends, and weekend days that are worked (调休上班). Pure.
 */
#ifndef MUNIMENT_CORE_CALENDAR_H
#define MUNIMENT_CORE_CALENDAR_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/own.h"

struct calendar;

struct calendar *calendar_new(void);
void calendar_free(struct calendar *c);
DEFINE_AUTO_PTR(calendar, calendar_free)

/* Says that a year's data is complete. Days are entered one by one; the last
 * word on a day counts. */
void calendar_add_year(struct calendar *c, int year);
void calendar_set_day(struct calendar *c, struct date day, bool worked);

/* A year without data counts weekends only (W_CALENDAR). */
bool calendar_knows_year(const struct calendar *c, int year);
bool calendar_is_workday(const struct calendar *c, struct date day);
/* The nth working day after `day`, which itself is day 0; n = 0 gives `day`.
 * *ret_unknown (may be NULL) tells whether any day after `day` up to the
 * result lies in a year without data. */
struct date calendar_add_workdays(const struct calendar *c, struct date day,
				  int n, bool *ret_unknown);
/* Working days in (from, to]; 0 when to <= from. */
int calendar_count_workdays(const struct calendar *c, struct date from,
			    struct date to);
/* Closed days in a row right after a workday; 0 when `day` is none or the
 * next day is worked. Three or more are a long holiday (rulings 28). */
int calendar_closed_days_after(const struct calendar *c, struct date day);

#endif
