/* calendar.c: see calendar.h. A sorted list of the days that differ from the
 * plain week, and one of the years whose days are all entered. */
#include "core/calendar.h"

#include <stddef.h>
#include <string.h>

struct exception {
	int64_t day; /* as date_to_days() counts */
	bool worked;
};

struct calendar {
	struct exception *days; /* ascending */
	size_t n_days, days_size;
	int *years; /* in the order entered: a handful */
	size_t n_years, years_size;
};

struct calendar *calendar_new(void)
{
	return mem_alloc(sizeof(struct calendar));
}

void calendar_free(struct calendar *c)
{
	if (!c)
		return;
	free(c->days);
	free(c->years);
	free(c);
}

/* Where `day` stands or would stand in the list. */
static size_t place_of(const struct calendar *c, int64_t day)
{
	size_t low = 0, high = c->n_days;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->days[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool stands_at(const struct calendar *c, size_t i, int64_t day)
{
	return i < c->n_days && c->days[i].day == day;
}

void calendar_add_year(struct calendar *c, int year)
{
	if (calendar_knows_year(c, year))
		return;
	if (c->n_years == c->years_size) {
		c->years_size = c->years_size ? c->years_size * 2 : 8;
		c->years =
			mem_resize(c->years, c->years_size * sizeof(*c->years));
	}
	c->years[c->n_years++] = year;
}

void calendar_set_day(struct calendar *c, struct date date, bool worked)
{
	int64_t day = date_to_days(date);
	size_t i = place_of(c, day);

	if (stands_at(c, i, day)) {
		c->days[i].worked = worked;
		return;
	}
	if (c->n_days == c->days_size) {
		c->days_size = c->days_size ? c->days_size * 2 : 64;
		c->days = mem_resize(c->days, c->days_size * sizeof(*c->days));
	}
	memmove(c->days + i + 1, c->days + i,
		(c->n_days - i) * sizeof(*c->days));
	c->days[i] = (struct exception){day, worked};
	c->n_days++;
}

bool calendar_knows_year(const struct calendar *c, int year)
{
	for (size_t i = 0; i < c->n_years; i++)
		if (c->years[i] == year)
			return true;
	return false;
}

/* Days from a Monday (1969-12-29) on, so that weeks are easy to count. */
static int64_t floor_week(int64_t day, int64_t *ret_weekday)
{
	int64_t since = day + 3;
	int64_t week = since / 7 - (since % 7 < 0);

	*ret_weekday = since - week * 7; /* 0 = Monday */
	return week;
}

static bool is_weekday(int64_t day)
{
	int64_t weekday;

	floor_week(day, &weekday);
	return weekday < 5;
}

static bool is_worked(const struct calendar *c, int64_t day)
{
	size_t i = place_of(c, day);

	return stands_at(c, i, day) ? c->days[i].worked : is_weekday(day);
}

bool calendar_is_workday(const struct calendar *c, struct date day)
{
	return is_worked(c, date_to_days(day));
}

struct date calendar_add_workdays(const struct calendar *c, struct date date,
				  int n, bool *ret_unknown)
{
	int64_t day = date_to_days(date);
	int year = 0;
	bool unknown = false;

	while (n > 0) {
		struct date at = date_from_days(++day);

		if (at.year != year) {
			year = at.year;
			unknown |= !calendar_knows_year(c, year);
		}
		n -= is_worked(c, day);
	}
	if (ret_unknown)
		*ret_unknown = unknown;
	return date_from_days(day);
}

/* Mondays to Fridays up to and with `day`, from an arbitrary beginning. */
static int64_t weekdays_until(int64_t day)
{
	int64_t weekday, week = floor_week(day, &weekday);

	return week * 5 + (weekday < 5 ? weekday + 1 : 5);
}

int calendar_count_workdays(const struct calendar *c, struct date from,
			    struct date to)
{
	int64_t first = date_to_days(from) + 1, last = date_to_days(to);
	int64_t count;

	if (last < first)
		return 0;
	/* The nightly report asks this for every copy that is out, however
	 * long it has been: count weeks, then mend by the exceptions. */
	count = weekdays_until(last) - weekdays_until(first - 1);
	for (size_t i = place_of(c, first);
	     i < c->n_days && c->days[i].day <= last; i++)
		count += c->days[i].worked - is_weekday(c->days[i].day);
	return (int)count;
}

int calendar_closed_days_after(const struct calendar *c, struct date date)
{
	int64_t day = date_to_days(date);
	int closed = 0;

	if (!is_worked(c, day))
		return 0;
	while (!is_worked(c, ++day))
		closed++;
	return closed;
}
