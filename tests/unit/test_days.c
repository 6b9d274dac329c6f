/* test_days.c: lists of days, as a calendar is entered.
 * uses: core base */
#include "core/days.h"

#include "base/str.h"
#include "tests/suite.h"

static void test_good(void)
{
	static const struct {
		const char *text;
		size_t n;
		const char *first, *last;
	} good[] = {
		{"2025-01-01", 1, "2025-01-01", "2025-01-01"},
		{"2025-01-28..2025-02-04", 8, "2025-01-28", "2025-02-04"},
		{"2025-01-28..2025-01-28", 1, "2025-01-28", "2025-01-28"},
		{"2024-02-28..2024-03-01,2024-05-01", 4, "2024-02-28",
		 "2024-05-01"},
		{"2025-12-31..2026-01-01", 2, "2025-12-31", "2026-01-01"},
		{"2025-01-01..2025-07-19", DAYS_MAX, "2025-01-01",
		 "2025-07-19"},
	};
	struct days days;
	char text[DATE_TEXT];

	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		CU_ASSERT_TRUE_FATAL(days_parse(good[i].text, &days));
		CU_ASSERT_EQUAL_FATAL(days.n, good[i].n);
		date_format(text, days.day[0]);
		CU_ASSERT_STRING_EQUAL(text, good[i].first);
		date_format(text, days.day[days.n - 1]);
		CU_ASSERT_STRING_EQUAL(text, good[i].last);
	}
	CU_ASSERT_TRUE(days_parse("", &days));
	CU_ASSERT_EQUAL(days.n, 0);
}

static void test_bad(void)
{
	static const char *const bad[] = {
		"2025-02-29",
		"2025-1-1",
		"2025-01-01,",
		",2025-01-01",
		"2025-01-01 2025-01-02",
		"2025-01-01..",
		"2025-01-01..2025-01",
		"2025-02-04..2025-01-28",
		"2025-01-01.2025-01-02",
		"2025-01-01..2025-07-20", /* one too many */
		"x",
	};
	struct days days;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		CU_ASSERT_FALSE(days_parse(bad[i], &days));
}

static const struct suite_test tests[] = {
	{"days and ranges", test_good},
	{"what is no list of days", test_bad},
};
SUITE_MAIN("days", tests)
