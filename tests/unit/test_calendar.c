/* uses: core base
 * Working days, on the State Council's calendars of 2025
 * (国办发明电〔2024〕12号) and 2026 (notice of 2025-11-04). */
#include "core/calendar.h"

#include "base/str.h"
#include "tests/suite.h"

struct span {
	const char *from, *to;
};

static const struct span closed[] = {
	{"2025-01-01", "2025-01-01"}, {"2025-01-28", "2025-02-04"},
	{"2025-04-04", "2025-04-06"}, {"2025-05-01", "2025-05-05"},
	{"2025-05-31", "2025-06-02"}, {"2025-10-01", "2025-10-08"},
	{"2026-01-01", "2026-01-03"}, {"2026-02-15", "2026-02-23"},
	{"2026-04-04", "2026-04-06"}, {"2026-05-01", "2026-05-05"},
	{"2026-06-19", "2026-06-21"}, {"2026-09-25", "2026-09-27"},
	{"2026-10-01", "2026-10-07"},
};
static const char *const worked[] = {
	"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28",
	"2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28",
	"2026-05-09", "2026-09-20", "2026-10-10",
};

static struct date day(const char *text)
{
	struct date d = {0};

	CU_ASSERT_TRUE_FATAL(date_parse(text, &d));
	return d;
}

static struct calendar *two_years(void)
{
	struct calendar *c = calendar_new();

	calendar_add_year(c, 2025);
	calendar_add_year(c, 2026);
	/* Worked days first: entering order must not matter. */
	for (size_t i = 0; i < ARRAY_LEN(worked); i++)
		calendar_set_day(c, day(worked[i]), true);
	for (size_t i = ARRAY_LEN(closed); i--;)
		for (struct date d = day(closed[i].from);
		     date_compare(d, day(closed[i].to)) <= 0;
		     d = date_add_days(d, 1))
			calendar_set_day(c, d, false);
	return c;
}

/* By hand: 261 Mondays to Fridays each, less 18 and 19 that are closed, plus 5
 * and 6 weekend days that are worked. */
static void years_have_their_workdays(void)
{
	AUTO_PTR(calendar) struct calendar *c = two_years();

	CU_ASSERT_EQUAL(calendar_count_workdays(c, day("2024-12-31"),
						day("2025-12-31")),
			248);
	CU_ASSERT_EQUAL(calendar_count_workdays(c, day("2025-12-31"),
						day("2026-12-31")),
			248);
}

static void single_days(void)
{
	AUTO_PTR(calendar) struct calendar *c = two_years();

	for (size_t i = 0; i < ARRAY_LEN(worked); i++) {
		int weekday = date_weekday(day(worked[i]));

		CU_ASSERT_TRUE(weekday == 0 || weekday == 6);
		CU_ASSERT_TRUE(calendar_is_workday(c, day(worked[i])));
	}
	for (size_t i = 0; i < ARRAY_LEN(closed); i++) {
		CU_ASSERT_FALSE(calendar_is_workday(c, day(closed[i].from)));
		CU_ASSERT_FALSE(calendar_is_workday(c, day(closed[i].to)));
	}
	CU_ASSERT_TRUE(calendar_is_workday(c, day("2025-09-22")));
	CU_ASSERT_FALSE(calendar_is_workday(c, day("2025-09-20")));
	CU_ASSERT_FALSE(calendar_is_workday(c, day("2025-09-21")));
}

static void due_days(void)
{
	static const struct {
		const char *from;
		int n;
		const char *due;
	} terms[] = {
		/* a loan of Friday before a make-up Sunday */
		{"2025-09-26", 3, "2025-09-30"},
		{"2025-09-26", 1, "2025-09-28"},
		{"2025-09-26", 4, "2025-10-09"},
		{"2025-09-30", 1, "2025-10-09"},
		{"2025-09-30", 3, "2025-10-11"},
		{"2025-09-30", 4, "2025-10-13"},
		/* lent on a closed day */
		{"2025-10-01", 1, "2025-10-09"},
		{"2025-09-27", 1, "2025-09-28"},
		/* over the turn of the year and the Spring Festival */
		{"2025-12-31", 1, "2026-01-04"},
		{"2026-02-13", 1, "2026-02-14"},
		{"2026-02-14", 1, "2026-02-24"},
		{"2026-02-14", 5, "2026-02-28"},
		{"2026-02-14", 6, "2026-03-02"},
		{"2025-09-22", 7, "2025-09-30"},
		{"2025-09-22", 0, "2025-09-22"},
		{"2025-10-04", 0, "2025-10-04"},
	};
	AUTO_PTR(calendar) struct calendar *c = two_years();

	for (size_t i = 0; i < ARRAY_LEN(terms); i++) {
		bool unknown = true;
		struct date due = calendar_add_workdays(c, day(terms[i].from),
							terms[i].n, &unknown);

		CU_ASSERT_EQUAL(date_compare(due, day(terms[i].due)), 0);
		CU_ASSERT_FALSE(unknown);
	}
}

static void unknown_years_are_told(void)
{
	AUTO_PTR(calendar) struct calendar *c = two_years();
	bool unknown = false;
	struct date due;

	CU_ASSERT_TRUE(calendar_knows_year(c, 2025));
	CU_ASSERT_FALSE(calendar_knows_year(c, 2027));
	due = calendar_add_workdays(c, day("2026-12-30"), 2, &unknown);
	CU_ASSERT_EQUAL(date_compare(due, day("2027-01-01")), 0);
	CU_ASSERT_TRUE(unknown);
	calendar_add_workdays(c, day("2026-12-30"), 1, &unknown);
	CU_ASSERT_FALSE(unknown);
	/* Only days that are counted matter. */
	calendar_add_workdays(c, day("2024-12-31"), 1, &unknown);
	CU_ASSERT_FALSE(unknown);
	calendar_add_workdays(c, day("2027-06-01"), 0, &unknown);
	CU_ASSERT_FALSE(unknown);
	due = calendar_add_workdays(c, day("2027-06-04"), 1, NULL);
	CU_ASSERT_EQUAL(date_compare(due, day("2027-06-07")), 0);
}

static void last_word_counts(void)
{
	AUTO_PTR(calendar) struct calendar *c = two_years();

	calendar_set_day(c, day("2025-09-28"), false);
	CU_ASSERT_FALSE(calendar_is_workday(c, day("2025-09-28")));
	calendar_set_day(c, day("2025-09-22"), false);
	CU_ASSERT_FALSE(calendar_is_workday(c, day("2025-09-22")));
	CU_ASSERT_EQUAL(calendar_count_workdays(c, day("2025-09-19"),
						day("2025-09-28")),
			4);
	calendar_set_day(c, day("2025-09-22"), true);
	CU_ASSERT_TRUE(calendar_is_workday(c, day("2025-09-22")));
	calendar_set_day(c, day("2025-10-01"), true);
	CU_ASSERT_TRUE(calendar_is_workday(c, day("2025-10-01")));
	CU_ASSERT_FALSE(calendar_is_workday(c, day("2025-10-02")));
}

static void long_holidays(void)
{
	static const struct {
		const char *day;
		int closed;
	} after[] = {
		{"2025-09-30", 8}, {"2025-01-27", 8}, {"2025-04-03", 3},
		{"2025-04-30", 5}, {"2025-05-30", 3}, {"2025-12-31", 3},
		{"2026-02-14", 9}, {"2026-06-18", 3}, {"2026-09-24", 3},
		{"2026-09-30", 7}, {"2025-09-19", 2}, {"2025-09-26", 1},
		{"2025-09-28", 0}, {"2025-09-22", 0}, {"2025-10-01", 0},
		{"2025-10-11", 1}, {"2026-01-04", 0}, {"2024-12-31", 1},
	};
	AUTO_PTR(calendar) struct calendar *c = two_years();

	for (size_t i = 0; i < ARRAY_LEN(after); i++)
		CU_ASSERT_EQUAL(
			calendar_closed_days_after(c, day(after[i].day)),
			after[i].closed);
}

/* Counting by weeks must agree with walking day by day, from every day and
 * over every distance, and adding must be counting's inverse. */
static void counting_agrees_with_walking(void)
{
	AUTO_PTR(calendar) struct calendar *c = two_years();
	const struct date first = day("2024-11-20");
	unsigned wrong = 0;

	for (int start = 0; start < 850; start += 3) {
		struct date from = date_add_days(first, start), to = from;
		int walked = 0;

		for (int n = 1; n < 120; n++) {
			bool is_workday;

			to = date_add_days(to, 1);
			is_workday = calendar_is_workday(c, to);
			walked += is_workday;
			wrong += calendar_count_workdays(c, from, to) != walked;
			if (is_workday)
				wrong += date_compare(
						 calendar_add_workdays(
							 c, from, walked, NULL),
						 to) != 0;
		}
	}
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT_EQUAL(calendar_count_workdays(c, first, first), 0);
	CU_ASSERT_EQUAL(calendar_count_workdays(c, day("2025-09-22"), first),
			0);
}

static void weeks_before_1970_count_alike(void)
{
	AUTO_PTR(calendar) struct calendar *c = calendar_new();
	struct date from = day("1969-12-01"), to = from;
	int walked = 0;

	for (int n = 1; n < 70; n++) {
		to = date_add_days(to, 1);
		walked += date_weekday(to) >= 1 && date_weekday(to) <= 5;
		CU_ASSERT_EQUAL(calendar_count_workdays(c, from, to), walked);
	}
	calendar_free(NULL);
}

static const struct suite_test tests[] = {
	{"years have their workdays", years_have_their_workdays},
	{"single days", single_days},
	{"due days", due_days},
	{"unknown years are told", unknown_years_are_told},
	{"the last word counts", last_word_counts},
	{"long holidays", long_holidays},
	{"counting agrees with walking", counting_agrees_with_walking},
	{"weeks before 1970 count alike", weeks_before_1970_count_alike},
};
SUITE_MAIN("calendar", tests)
