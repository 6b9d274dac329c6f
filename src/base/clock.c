/* clock.c: see clock.h. The civil calendar by Howard Hinnant's published
 * days-from-civil method (era arithmetic), so that nothing depends on the
 * machine's time zone data. */
#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/str.h"

static int64_t system_now(void *ctx)
{
	struct timespec t;

	(void)ctx;
	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec;
}

static int64_t fixed_now(void *ctx)
{
	const int64_t *value = ctx;

	return *value;
}

struct clock clock_system(void)
{
	return (struct clock){system_now, NULL};
}

struct clock clock_fixed(const int64_t *value_s)
{
	union {
		const int64_t *in;
		void *out;
	} u = {value_s};

	return (struct clock){fixed_now, u.out};
}

int64_t clock_now_s(const struct clock *c)
{
	return c->now_s(c->ctx);
}

int64_t clock_monotonic_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t date_to_days(struct date d)
{
	int64_t y = d.year - (d.month <= 2);
	int64_t era = floor_div(y, 400);
	int64_t yoe = y - era * 400;
	int64_t doy =
		(153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

struct date date_from_days(int64_t days)
{
	int64_t z = days + 719468;
	int64_t era = floor_div(z, 146097);
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	struct date d;

	d.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	d.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	d.year = (int)(yoe + era * 400 + (d.month <= 2));
	return d;
}

int date_days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30,
				   31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

bool date_is_valid(struct date d)
{
	return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 &&
	       d.day >= 1 && d.day <= date_days_in_month(d.year, d.month);
}

bool date_is_none(struct date d)
{
	return d.year == 0;
}

int date_weekday(struct date d)
{
	int64_t days = date_to_days(d);

	return (int)((days % 7 + 11) % 7); /* 1970-01-01 was a Thursday */
}

int date_compare(struct date a, struct date b)
{
	int64_t x = date_to_days(a), y = date_to_days(b);

	return (x > y) - (x < y);
}

struct date date_add_days(struct date d, int64_t days)
{
	return date_from_days(date_to_days(d) + days);
}

struct date date_add_months(struct date d, int months)
{
	int since = d.year * 12 + d.month - 1 + months;
	int most;

	d.year = since / 12;
	d.month = since % 12 + 1;
	most = date_days_in_month(d.year, d.month);
	if (d.day > most)
		d.day = most;
	return d;
}

struct civil civil_from_time(int64_t time_s, int offset_minutes)
{
	int64_t local = time_s + (int64_t)offset_minutes * 60;
	int64_t days = floor_div(local, 86400);
	int rest = (int)(local - days * 86400);
	struct civil c = {date_from_days(days), rest / 3600, rest / 60 % 60,
			  rest % 60};

	return c;
}

int64_t civil_to_time(struct civil c, int offset_minutes)
{
	return date_to_days(c.date) * 86400 + c.hour * 3600 + c.minute * 60 +
	       c.second - (int64_t)offset_minutes * 60;
}

/* Writes v as n digits, whatever v is: no locale, no overflow. */
static char *digits(char *p, int v, int n)
{
	for (int i = n - 1; i >= 0; i--) {
		p[i] = (char)('0' + (v < 0 ? 0 : v % 10));
		v /= 10;
	}
	return p + n;
}

void date_format(char ret[DATE_TEXT], struct date d)
{
	char *p = digits(ret, d.year, 4);

	*p++ = '-';
	p = digits(p, d.month, 2);
	*p++ = '-';
	p = digits(p, d.day, 2);
	*p = '\0';
}

/* n digits at *p, then the character `after` (0: none). */
static bool number(const char **p, int n, char after, int *ret)
{
	int v = 0;

	for (int i = 0; i < n; i++, (*p)++) {
		if (!str_is_digit(**p))
			return false;
		v = v * 10 + (**p - '0');
	}
	if (after) {
		if (**p != after)
			return false;
		(*p)++;
	}
	*ret = v;
	return true;
}

static bool date_scan(const char **p, struct date *d)
{
	return number(p, 4, '-', &d->year) && number(p, 2, '-', &d->month) &&
	       number(p, 2, 0, &d->day) && date_is_valid(*d);
}

bool date_parse(const char *text, struct date *ret)
{
	struct date d;

	if (!text || !date_scan(&text, &d) || *text)
		return false;
	*ret = d;
	return true;
}

void time_format(char ret[TIME_TEXT], int64_t time_s, int offset_minutes)
{
	struct civil c = civil_from_time(time_s, offset_minutes);
	char *p;

	date_format(ret, c.date);
	p = ret + 10;
	*p++ = 'T';
	p = digits(p, c.hour, 2);
	*p++ = ':';
	p = digits(p, c.minute, 2);
	*p++ = ':';
	p = digits(p, c.second, 2);
	offset_format(p, offset_minutes);
}

bool time_parse(const char *text, int offset_minutes, int64_t day_time_s,
		int64_t *ret)
{
	struct civil c = {0};

	if (!text || !date_scan(&text, &c.date))
		return false;
	if (!*text) {
		*ret = civil_to_time(c, offset_minutes) + day_time_s;
		return true;
	}
	if (*text != 'T' && *text != ' ')
		return false;
	text++;
	if (!number(&text, 2, ':', &c.hour) || !number(&text, 2, 0, &c.minute))
		return false;
	if (*text == ':') {
		text++;
		if (!number(&text, 2, 0, &c.second))
			return false;
	}
	if (c.hour > 23 || c.minute > 59 || c.second > 59)
		return false;
	if (*text && !offset_parse(text, &offset_minutes))
		return false;
	*ret = civil_to_time(c, offset_minutes);
	return true;
}

void offset_format(char ret[7], int offset_minutes)
{
	int v = offset_minutes < 0 ? -offset_minutes : offset_minutes;
	char *p = ret;

	*p++ = offset_minutes < 0 ? '-' : '+';
	p = digits(p, v / 60, 2);
	*p++ = ':';
	p = digits(p, v % 60, 2);
	*p = '\0';
}

bool offset_parse(const char *text, int *ret)
{
	int sign, h, m;

	if (str_eq(text, "Z")) {
		*ret = 0;
		return true;
	}
	sign = *text == '-' ? -1 : *text == '+' ? 1 : 0;
	if (!sign)
		return false;
	text++;
	if (!number(&text, 2, ':', &h) || !number(&text, 2, 0, &m) || *text ||
	    h > 14 || m > 59)
		return false;
	*ret = sign * (h * 60 + m);
	return true;
}
