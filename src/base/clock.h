/* clock.h: time, injectable.
 *
 * Instants are seconds since 1970-01-01T00:00:00Z (int64_t, suffix _s).
 * Days are civil dates. The rules work in the station's civil time, a fixed
 * offset from UTC that stands in the register's init entry (China: +08:00, no
 * daylight saving since 1991).
 */
#ifndef MUNIMENT_BASE_CLOCK_H
#define MUNIMENT_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Asks the time; ctx is the clock's own. A clock may be a test's. */
struct clock {
	int64_t (*now_s)(void *ctx);
	void *ctx;
};

/* The system's clock. */
struct clock clock_system(void);
/* Always *value; the caller may change it. */
struct clock clock_fixed(const int64_t *value_s);
int64_t clock_now_s(const struct clock *c);

/* Milliseconds that never go back: for time-outs. */
int64_t clock_monotonic_ms(void);

struct date {
	int year;  /* 1..9999; 0 = no date */
	int month; /* 1..12 */
	int day;   /* 1..31 */
};
struct civil {
	struct date date;
	int hour, minute, second;
};

/* Days since 1970-01-01 (proleptic Gregorian) and back. */
int64_t date_to_days(struct date d);
struct date date_from_days(int64_t days);
bool date_is_valid(struct date d);
bool date_is_none(struct date d);
int date_days_in_month(int year, int month);
/* 0 = Sunday .. 6 = Saturday. */
int date_weekday(struct date d);
int date_compare(struct date a, struct date b);
struct date date_add_days(struct date d, int64_t days);
/* The same day of the month, that many months (0 or more) later; the month's
 * last day where it has no such day: a year after 29 February is 28 February.
 */
struct date date_add_months(struct date d, int months);

struct civil civil_from_time(int64_t time_s, int offset_minutes);
int64_t civil_to_time(struct civil c, int offset_minutes);

enum { DATE_TEXT = 11, TIME_TEXT = 26 };
/* "2025-09-22" */
void date_format(char ret[DATE_TEXT], struct date d);
bool date_parse(const char *text, struct date *ret);
/* "2025-09-22T09:00:00+08:00" */
void time_format(char ret[TIME_TEXT], int64_t time_s, int offset_minutes);
/* Accepts the above, and without zone (then offset_minutes holds), with a
 * space for the T, without seconds, or a date alone (then `day_time_s`
 * seconds after midnight). */
bool time_parse(const char *text, int offset_minutes, int64_t day_time_s,
		int64_t *ret);
/* "+08:00" <-> 480 */
void offset_format(char ret[7], int offset_minutes);
bool offset_parse(const char *text, int *ret);

#endif
