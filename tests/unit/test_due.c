/* test_due.c: due times and what the close of a day says (rulings 14, 17, 28;
 * AC-06, AC-11, AC-21). Calendar of 2025: 国办发明电〔2024〕12号.
 * uses: core base */
#include "core/due.h"

#include <string.h>

#include "base/str.h"
#include "tests/suite.h"

enum { ZONE = 480 };

static int64_t at(const char *text)
{
	int64_t t = 0;

	CU_ASSERT_TRUE_FATAL(time_parse(text, ZONE, 0, &t));
	return t;
}

static void set_days(struct calendar *c, const char *from, int n, bool worked)
{
	struct date d;

	CU_ASSERT_TRUE_FATAL(date_parse(from, &d));
	for (int i = 0; i < n; i++)
		calendar_set_day(c, date_add_days(d, i), worked);
}

static struct calendar *calendar_2025(void)
{
	static const struct {
		const char *from;
		int n;
		bool worked;
	} days[] = {
		{"2025-01-01", 1, false}, {"2025-01-28", 8, false},
		{"2025-04-04", 3, false}, {"2025-05-01", 5, false},
		{"2025-05-31", 3, false}, {"2025-10-01", 8, false},
		{"2025-01-26", 1, true},  {"2025-02-08", 1, true},
		{"2025-04-27", 1, true},  {"2025-09-28", 1, true},
		{"2025-10-11", 1, true},
	};
	struct calendar *c = calendar_new();

	calendar_add_year(c, 2025);
	for (size_t i = 0; i < ARRAY_LEN(days); i++)
		set_days(c, days[i].from, days[i].n, days[i].worked);
	return c;
}

static void test_due_after_workdays(void)
{
	static const struct {
		const char *from;
		int n;
		const char *due;
	} cases[] = {
		/* AC-06: Friday, 3 working days, Sunday the 28th is worked */
		{"2025-09-26T10:00", 3, "2025-09-30T17:30"},
		/* over the October holiday */
		{"2025-09-30T10:00", 1, "2025-10-09T17:30"},
		{"2025-09-30T10:00", 3, "2025-10-11T17:30"},
		/* same day, never rolled: after close and on a closed day too
		 */
		{"2025-09-22T09:00", 0, "2025-09-22T17:30"},
		{"2025-09-22T18:00", 0, "2025-09-22T17:30"},
		{"2025-10-01T09:00", 0, "2025-10-01T17:30"},
		/* the day of issue is day 0, whenever on it */
		{"2025-09-22T00:00", 1, "2025-09-23T17:30"},
		{"2025-09-22T23:59:59", 1, "2025-09-23T17:30"},
	};
	AUTO_PTR(calendar) struct calendar *c = calendar_2025();
	struct policy p;
	bool unknown = false;

	policy_defaults(&p);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		CU_ASSERT_EQUAL(due_after_workdays(&p, c, at(cases[i].from),
						   cases[i].n, ZONE, &unknown),
				at(cases[i].due));
	CU_ASSERT_FALSE(unknown);
	(void)due_after_workdays(&p, c, at("2025-12-30T10:00"), 5, ZONE,
				 &unknown);
	CU_ASSERT_TRUE(unknown);
	/* NULL: the caller does not care */
	CU_ASSERT_EQUAL(due_after_workdays(&p, c, at("2025-09-22T09:00"), 1,
					   ZONE, NULL),
			at("2025-09-23T17:30"));
}

static void test_close_follows_policy(void)
{
	struct policy p;
	enum reason why = REASON_OK;
	struct err e = ERR_INIT;

	policy_defaults(&p);
	CU_ASSERT_EQUAL(due_close_of_day(&p, at("2025-09-22T09:00"), ZONE),
			at("2025-09-22T17:30"));
	CU_ASSERT_EQUAL_FATAL(
		policy_set(&p, "close-of-business", "18:00", &why, &e), 0);
	CU_ASSERT_EQUAL(due_close_of_day(&p, at("2025-09-22T09:00"), ZONE),
			at("2025-09-22T18:00"));
	/* 2025-09-22 in Beijing begins on the 21st in UTC */
	CU_ASSERT_EQUAL(due_close_of_day(&p, at("2025-09-22T00:00"), ZONE),
			at("2025-09-22T18:00"));
}

struct flag_case {
	const char *what;
	enum level level;
	const char *state, *since, *due, *now;
	const char *flags; /* codes in order, a blank after each */
};

static void flags_text(char *ret, size_t size, struct reason_set set)
{
	size_t n = 0;

	ret[0] = '\0';
	for (enum reason r = reason_next(&set, REASON_OK); r;
	     r = reason_next(&set, r))
		n += (size_t)snprintf(ret + n, size - n, "%s ", reason_code(r));
}

static void test_flags(void)
{
	static const struct flag_case cases[] = {
		{"loan on its due second", LEVEL_SECRET, "out_loan",
		 "2025-09-22T10:00", "2025-09-25T17:30", "2025-09-25T17:30:00",
		 ""},
		{"loan one second later", LEVEL_SECRET, "out_loan",
		 "2025-09-22T10:00", "2025-09-25T17:30", "2025-09-25T17:30:01",
		 "W_OVERDUE "},
		{"loan may stay over night", LEVEL_SECRET, "out_loan",
		 "2025-09-22T10:00", "2025-09-25T17:30", "2025-09-22T23:00",
		 ""},
		{"AC-11a before close", LEVEL_CONFIDENTIAL, "out_leg",
		 "2025-09-22T10:00", "2025-09-22T17:30", "2025-09-22T17:29:59",
		 ""},
		{"AC-11a at close", LEVEL_CONFIDENTIAL, "out_leg",
		 "2025-09-22T10:00", "2025-09-22T17:30", "2025-09-22T17:30:00",
		 "W_OVERNIGHT "},
		{"AC-11a after close", LEVEL_CONFIDENTIAL, "out_leg",
		 "2025-09-22T10:00", "2025-09-22T17:30", "2025-09-22T17:30:01",
		 "W_OVERNIGHT W_OVERDUE "},
		{"AC-11b retained", LEVEL_CONFIDENTIAL, "retained",
		 "2025-09-22T17:30", "2025-09-25T17:30", "2025-09-22T18:00",
		 ""},
		{"leg begun after close", LEVEL_SECRET, "out_leg",
		 "2025-09-22T18:00", "2025-09-22T17:30", "2025-09-22T18:00",
		 "W_OVERNIGHT W_OVERDUE "},
		{"内部 leg of five days", LEVEL_INTERNAL, "out_leg",
		 "2025-09-22T10:00", "2025-09-28T17:30", "2025-09-23T09:00",
		 ""},
		{"内部 leg at its due second", LEVEL_INTERNAL, "out_leg",
		 "2025-09-22T10:00", "2025-09-22T17:30", "2025-09-22T17:30",
		 ""},
		{"AC-21 before close", LEVEL_TOP_SECRET, "out_loan",
		 "2025-09-22T10:00", "2025-09-22T17:30", "2025-09-22T17:29:59",
		 ""},
		{"AC-21 at close", LEVEL_TOP_SECRET, "out_loan",
		 "2025-09-22T10:00", "2025-09-22T17:30", "2025-09-22T17:30:00",
		 "A_TS_OVERNIGHT "},
		{"绝密 leg", LEVEL_TOP_SECRET, "out_leg", "2025-09-22T10:00",
		 "2025-09-22T17:30", "2025-09-22T17:30:01",
		 "W_OVERDUE A_TS_OVERNIGHT "},
		{"绝密 whose due somebody set later", LEVEL_TOP_SECRET,
		 "out_copying", "2025-09-22T10:00", "2025-09-24T17:30",
		 "2025-09-22T17:30", "A_TS_OVERNIGHT "},
		{"绝密 carried out, approved", LEVEL_TOP_SECRET, "out_carry",
		 "2025-09-22T10:00", "2025-09-24T17:30", "2025-09-24T17:30",
		 ""},
		{"绝密 carried out, too long", LEVEL_TOP_SECRET, "out_carry",
		 "2025-09-22T10:00", "2025-09-24T17:30", "2025-09-24T17:30:01",
		 "W_OVERDUE A_TS_OVERNIGHT "},
		{"before the October holiday, day", LEVEL_SECRET, "out_loan",
		 "2025-09-30T10:00", "2025-10-11T17:30", "2025-09-30T17:29:59",
		 ""},
		{"before the October holiday, close", LEVEL_SECRET, "out_loan",
		 "2025-09-30T10:00", "2025-10-11T17:30", "2025-09-30T17:30",
		 "W_HOLIDAY_OUT "},
		{"its last day", LEVEL_SECRET, "out_loan", "2025-09-30T10:00",
		 "2025-10-11T17:30", "2025-10-08T23:59:59", "W_HOLIDAY_OUT "},
		{"the day after", LEVEL_SECRET, "out_loan", "2025-09-30T10:00",
		 "2025-10-11T17:30", "2025-10-09T00:00", ""},
		{"a weekend is none", LEVEL_SECRET, "out_loan",
		 "2025-09-19T10:00", "2025-09-24T17:30", "2025-09-20T10:00",
		 ""},
		{"绝密, AC-21 before a holiday", LEVEL_TOP_SECRET, "out_loan",
		 "2025-09-30T10:00", "2025-09-30T17:30", "2025-09-30T17:30",
		 "W_HOLIDAY_OUT A_TS_OVERNIGHT "},
		{"in transit: a receipt is awaited", LEVEL_TOP_SECRET,
		 "in_transit", "2025-09-30T10:00", "2025-10-09T17:30",
		 "2025-10-02T10:00", ""},
		{"no state at all", LEVEL_TOP_SECRET, "", "2025-09-22T10:00",
		 "2025-09-22T17:30", "2025-10-01T10:00", ""},
		{"in store", LEVEL_TOP_SECRET, "in_store", "2025-09-22T10:00",
		 "2025-09-22T17:30", "2025-10-01T10:00", ""},
		{"no due time", LEVEL_INTERNAL, "out_carry", "2025-09-22T10:00",
		 NULL, "2025-09-29T10:00", ""},
	};
	AUTO_PTR(calendar) struct calendar *c = calendar_2025();
	struct policy p;
	char got[256];

	policy_defaults(&p);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct flag_case *t = &cases[i];

		flags_text(got, sizeof(got),
			   due_flags(&p, c, t->level, t->state, at(t->since),
				     t->due ? at(t->due) : 0, at(t->now),
				     ZONE));
		if (strcmp(got, t->flags) != 0)
			printf("\n    %s: %s, expected %s\n", t->what, got,
			       t->flags);
		CU_ASSERT_STRING_EQUAL(got, t->flags);
	}
}

static void test_overdue_counts(void)
{
	static const struct {
		const char *due, *now;
		int workdays, days;
	} cases[] = {
		{"2025-09-25T17:30", "2025-09-25T17:30", 0, 0},
		{"2025-09-25T17:30", "2025-09-25T23:59", 0, 0},
		{"2025-09-25T17:30", "2025-09-26T00:00", 1, 1},
		/* Saturday closed, Sunday worked */
		{"2025-09-25T17:30", "2025-09-28T17:30", 2, 3},
		{"2025-09-30T17:30", "2025-10-08T17:30", 0, 8},
		{"2025-09-30T17:30", "2025-10-09T17:30", 1, 9},
		{"2025-09-25T17:30", "2025-09-24T17:30", 0, 0},
	};
	AUTO_PTR(calendar) struct calendar *c = calendar_2025();

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int64_t due = at(cases[i].due), now = at(cases[i].now);

		CU_ASSERT_EQUAL(due_overdue_workdays(c, due, now, ZONE),
				cases[i].workdays);
		CU_ASSERT_EQUAL(due_overdue_days(due, now, ZONE),
				cases[i].days);
	}
	CU_ASSERT_EQUAL(due_overdue_workdays(c, 0, at("2025-09-25"), ZONE), 0);
	CU_ASSERT_EQUAL(due_overdue_days(0, at("2025-09-25"), ZONE), 0);
}

static const struct suite_test tests[] = {
	{"due after working days", test_due_after_workdays},
	{"close of business is a setting", test_close_follows_policy},
	{"flags at the close of a day", test_flags},
	{"working and calendar days overdue", test_overdue_counts},
};

SUITE_MAIN("due", tests)
