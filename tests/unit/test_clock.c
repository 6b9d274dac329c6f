/* uses: base
 * Dates and instants, judged by the C library's own calendar. */
#include "base/clock.h"

#include <string.h>
#include <time.h>

#include "base/str.h"
#include "tests/suite.h"

enum { DAY_S = 86400, CHINA = 480 };

/* Every day of 400 years, the calendar's whole period, and some more. */
static void days_agree_with_the_library(void)
{
	struct date from = {1890, 1, 1}, d;
	unsigned wrong = 0;

	for (int64_t day = date_to_days(from), n = 0; n < 146097 + 5000;
	     n++, day++) {
		time_t t = (time_t)day * DAY_S;
		struct tm tm;

		if (!gmtime_r(&t, &tm))
			CU_FAIL_FATAL("gmtime_r");
		d = date_from_days(day);
		wrong += d.year != tm.tm_year + 1900 ||
			 d.month != tm.tm_mon + 1 || d.day != tm.tm_mday ||
			 date_weekday(d) != tm.tm_wday || !date_is_valid(d) ||
			 date_to_days(d) != day;
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

static void instants_agree_with_the_library(void)
{
	unsigned wrong = 0;

	/* A prime step meets every second of the day in time. */
	for (int64_t t = -2000000000; t < 6000000000; t += 86399 * 7 + 2) {
		time_t shifted = (time_t)(t + CHINA * 60);
		struct civil c = civil_from_time(t, CHINA);
		struct tm tm;

		if (!gmtime_r(&shifted, &tm))
			CU_FAIL_FATAL("gmtime_r");
		wrong += c.hour != tm.tm_hour || c.minute != tm.tm_min ||
			 c.second != tm.tm_sec || c.date.day != tm.tm_mday ||
			 c.date.month != tm.tm_mon + 1 ||
			 c.date.year != tm.tm_year + 1900 ||
			 civil_to_time(c, CHINA) != t;
	}
	CU_ASSERT_EQUAL(wrong, 0);
}

static void text_round_trips(void)
{
	static const int offsets[] = {0, 480, -210, 345, 840, -720};
	char text[TIME_TEXT], day_text[DATE_TEXT];
	unsigned wrong = 0;

	for (int64_t t = -3000000000; t < 9000000000; t += 7654321) {
		int offset = offsets[(t / 7654321 + 1000) % 6];
		struct date d = civil_from_time(t, offset).date, back;
		int64_t again;

		time_format(text, t, offset);
		/* The zone in the text wins over the one given. */
		wrong += !time_parse(text, 0, 0, &again) || again != t;
		date_format(day_text, d);
		wrong += !date_parse(day_text, &back) ||
			 date_compare(d, back) != 0 ||
			 strncmp(text, day_text, 10) != 0;
	}
	CU_ASSERT_EQUAL(wrong, 0);
	time_format(text, 1758502800, CHINA);
	CU_ASSERT_STRING_EQUAL(text, "2025-09-22T09:00:00+08:00");
	time_format(text, 0, -210);
	CU_ASSERT_STRING_EQUAL(text, "1969-12-31T20:30:00-03:30");
}

static void times_as_typed(void)
{
	static const struct {
		const char *text;
		int64_t expected; /* -1: refused */
	} typed[] = {
		{"2025-09-22T09:00:00+08:00", 1758502800},
		{"2025-09-22T09:00:00", 1758502800},
		{"2025-09-22 09:00", 1758502800},
		{"2025-09-22T01:00:00Z", 1758502800},
		{"2025-09-22T01:00Z", 1758502800},
		{"2025-09-22T09:00+08:00", 1758502800},
		{"2025-09-22", 1758502800 + 30600}, /* 17:30 */
		{"2024-02-29 00:00", 1709136000},
		{"2025-02-29 00:00", -1},
		{"2025-13-01", -1},
		{"2025-00-01", -1},
		{"2025-01-00", -1},
		{"0000-01-01", -1},
		{"2025-9-22", -1},
		{"25-09-22", -1},
		{"2025-09-22T24:00", -1},
		{"2025-09-22T09:60", -1},
		{"2025-09-22T09:00:60", -1},
		{"2025-09-22T09", -1},
		{"2025-09-22T09:00:00+0800", -1},
		{"2025-09-22T09:00:00+08:00 ", -1},
		{"2025-09-22T09:00:00+15:00", -1},
		{"2025-09-22T09:00:00 CST", -1},
		{"2025-09-22 ", -1},
		{" 2025-09-22", -1},
		{"", -1},
		{NULL, -1},
	};

	for (size_t i = 0; i < ARRAY_LEN(typed); i++) {
		int64_t t = -1;

		CU_ASSERT_EQUAL(time_parse(typed[i].text, CHINA,
					   17 * 3600 + 30 * 60, &t),
				typed[i].expected != -1);
		CU_ASSERT_EQUAL(t, typed[i].expected);
	}
}

static void offsets_round_trip(void)
{
	char text[7];
	int back = 0;

	for (int offset = -840; offset <= 840; offset++) {
		offset_format(text, offset);
		CU_ASSERT_TRUE(offset_parse(text, &back));
		CU_ASSERT_EQUAL(back, offset);
	}
	CU_ASSERT_TRUE(offset_parse("Z", &back));
	CU_ASSERT_EQUAL(back, 0);
	CU_ASSERT_FALSE(offset_parse("", &back));
	CU_ASSERT_FALSE(offset_parse("08:00", &back));
	CU_ASSERT_FALSE(offset_parse("+8:00", &back));
	CU_ASSERT_FALSE(offset_parse("+08:60", &back));
}

static void bounds_of_dates(void)
{
	CU_ASSERT_TRUE(date_is_valid((struct date){2000, 2, 29}));
	CU_ASSERT_FALSE(date_is_valid((struct date){1900, 2, 29}));
	CU_ASSERT_FALSE(date_is_valid((struct date){10000, 1, 1}));
	CU_ASSERT_FALSE(date_is_valid((struct date){2025, 4, 31}));
	CU_ASSERT_FALSE(date_is_valid((struct date){0}));
	CU_ASSERT_TRUE(date_is_none((struct date){0}));
	CU_ASSERT_FALSE(date_is_none((struct date){2025, 1, 1}));
	CU_ASSERT_EQUAL(date_days_in_month(2024, 2), 29);
	CU_ASSERT_EQUAL(date_days_in_month(2100, 2), 28);
	CU_ASSERT_EQUAL(date_compare((struct date){2025, 1, 31},
				     (struct date){2025, 2, 1}),
			-1);
	CU_ASSERT_EQUAL(
		date_to_days(date_add_days((struct date){2024, 12, 31}, -366)),
		date_to_days((struct date){2023, 12, 31}));
	CU_ASSERT_EQUAL(
		date_compare(date_add_months((struct date){2024, 2, 29}, 12),
			     (struct date){2025, 2, 28}),
		0);
	CU_ASSERT_EQUAL(
		date_compare(date_add_months((struct date){2024, 2, 29}, 48),
			     (struct date){2028, 2, 29}),
		0);
	CU_ASSERT_EQUAL(
		date_compare(date_add_months((struct date){2025, 10, 31}, 4),
			     (struct date){2026, 2, 28}),
		0);
}

static void clocks_tell_time(void)
{
	int64_t value = 5, before;
	struct clock fixed = clock_fixed(&value), system = clock_system();

	CU_ASSERT_EQUAL(clock_now_s(&fixed), 5);
	value = -7;
	CU_ASSERT_EQUAL(clock_now_s(&fixed), -7);
	CU_ASSERT_TRUE(llabs(clock_now_s(&system) - (int64_t)time(NULL)) <= 1);
	before = clock_monotonic_ms();
	CU_ASSERT_TRUE(clock_monotonic_ms() >= before);
}

static const struct suite_test tests[] = {
	{"days agree with the library", days_agree_with_the_library},
	{"instants agree with the library", instants_agree_with_the_library},
	{"text round trips", text_round_trips},
	{"times as typed", times_as_typed},
	{"offsets round trip", offsets_round_trip},
	{"bounds of dates", bounds_of_dates},
	{"clocks tell time", clocks_tell_time},
};
SUITE_MAIN("clock", tests)
