/* uses: core base
 * Secrecy marks as they are printed, mistyped, and counted. */
#include "core/mark.h"

#include <string.h>

#include "base/str.h"
#include "tests/suite.h"

#define TEN	 "一二三四五六七八九十"
#define LONG_OF4 TEN TEN TEN TEN

static struct date on(int year, int month, int day)
{
	return (struct date){year, month, day};
}

static void good_marks_parse(void)
{
	static const struct {
		const char *text;
		enum level level;
		enum term_kind kind;
		int n;
		struct date date;
		const char *condition;
	} good[] = {
		{"绝密★30年", LEVEL_TOP_SECRET, TERM_YEARS, 30, {0}, ""},
		{"机密★6个月", LEVEL_SECRET, TERM_MONTHS, 6, {0}, ""},
		{"机密★11个月", LEVEL_SECRET, TERM_MONTHS, 11, {0}, ""},
		{"秘密★长期", LEVEL_CONFIDENTIAL, TERM_LONG, 0, {0}, ""},
		{"机密★会议开始前",
		 LEVEL_SECRET,
		 TERM_CONDITION,
		 0,
		 {0},
		 "会议开始前"},
		{"秘密★2027年5月1日",
		 LEVEL_CONFIDENTIAL,
		 TERM_DATE,
		 0,
		 {2027, 5, 1},
		 ""},
		{"绝密★2028年2月29日",
		 LEVEL_TOP_SECRET,
		 TERM_DATE,
		 0,
		 {2028, 2, 29},
		 ""},
		{"秘密★1年", LEVEL_CONFIDENTIAL, TERM_YEARS, 1, {0}, ""},
		/* above the cap, yet well formed: mark_exceeds_cap() judges */
		{"秘密★15年", LEVEL_CONFIDENTIAL, TERM_YEARS, 15, {0}, ""},
		{"内部", LEVEL_INTERNAL, TERM_NONE, 0, {0}, ""},
		{"一般", LEVEL_INTERNAL, TERM_NONE, 0, {0}, ""},
		{"公开", LEVEL_PUBLIC, TERM_NONE, 0, {0}, ""},
		/* as keyboards and input methods give it */
		{"  机密★１０年\t", LEVEL_SECRET, TERM_YEARS, 10, {0}, ""},
		{"　秘密★２０２７年５月１日　",
		 LEVEL_CONFIDENTIAL,
		 TERM_DATE,
		 0,
		 {2027, 5, 1},
		 ""},
		/* events that hold numbers or dates, and other scripts */
		{"机密★第3次会议结束后",
		 LEVEL_SECRET,
		 TERM_CONDITION,
		 0,
		 {0},
		 "第3次会议结束后"},
		{"机密★十年规划公布",
		 LEVEL_SECRET,
		 TERM_CONDITION,
		 0,
		 {0},
		 "十年规划公布"},
		{"秘密★2026年考试启用前",
		 LEVEL_CONFIDENTIAL,
		 TERM_CONDITION,
		 0,
		 {0},
		 "2026年考试启用前"},
		{"秘密★项目 A3 验收后",
		 LEVEL_CONFIDENTIAL,
		 TERM_CONDITION,
		 0,
		 {0},
		 "项目 A3 验收后"},
	};

	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		struct mark m = {0};
		enum reason r = mark_parse(good[i].text, &m);

		if (r != REASON_OK || m.level != good[i].level ||
		    m.term.kind != good[i].kind || m.term.n != good[i].n ||
		    memcmp(&m.term.date, &good[i].date, sizeof(m.term.date)) ||
		    !str_eq(m.term.condition, good[i].condition)) {
			printf("%s: %s\n", good[i].text, reason_code(r));
			CU_FAIL("a good mark");
		}
	}
}

static void bad_marks_do_not(void)
{
	static const struct {
		const char *text;
		enum reason expected;
	} bad[] = {
		{"机密10年★", E_MARK_SYNTAX},
		{"机密●10年", E_MARK_SYNTAX},
		{"机密 10年", E_MARK_SYNTAX},
		{"机密☆10年", E_MARK_SYNTAX},
		{"机密*10年", E_MARK_SYNTAX},
		{"机密 ★10年", E_MARK_SYNTAX},
		{"机密★ 10年", E_MARK_SYNTAX},
		{"机密★10 年", E_MARK_SYNTAX},
		{"机密★★10年", E_MARK_SYNTAX},
		{"机密★10年★", E_MARK_SYNTAX},
		{"机密★会议★结束", E_MARK_SYNTAX},
		{"机★10年", E_MARK_SYNTAX},
		{"极密★10年", E_MARK_SYNTAX},
		{"secret★10年", E_MARK_SYNTAX},
		{"★10年", E_MARK_SYNTAX},
		{"", E_MARK_SYNTAX},
		{"   ", E_MARK_SYNTAX},
		{NULL, E_MARK_SYNTAX},
		{"机密★\xff\xfe", E_MARK_SYNTAX},
		/* numbers and fragments of dates are no conditions */
		{"机密★十年", E_MARK_SYNTAX},
		{"机密★10天", E_MARK_SYNTAX},
		{"机密★10", E_MARK_SYNTAX},
		{"机密★半年", E_MARK_SYNTAX},
		{"机密★10年内", E_MARK_SYNTAX},
		{"机密★5-10年", E_MARK_SYNTAX},
		{"机密★3.5年", E_MARK_SYNTAX},
		{"机密★-3年", E_MARK_SYNTAX},
		{"机密★+3年", E_MARK_SYNTAX},
		{"机密★10年6个月", E_MARK_SYNTAX},
		{"机密★6月", E_MARK_SYNTAX},
		{"秘密★2027年", E_MARK_SYNTAX},
		{"秘密★2027年5月", E_MARK_SYNTAX},
		{"秘密★2027年5月1日前", E_MARK_SYNTAX},
		{"秘密★2027年底", E_MARK_SYNTAX},
		{"秘密★5月1日", E_MARK_SYNTAX},
		{"秘密★2027-05-01", E_MARK_SYNTAX},
		{"秘密★2027.5.1", E_MARK_SYNTAX},
		{"秘密★二〇二七年五月一日", E_MARK_SYNTAX},
		{"秘密★27年5月1日", E_MARK_SYNTAX},
		{"秘密★2027年02月30日", E_MARK_SYNTAX},
		{"秘密★2027年2月29日", E_MARK_SYNTAX},
		{"秘密★2027年13月1日", E_MARK_SYNTAX},
		{"秘密★2027年0月1日", E_MARK_SYNTAX},
		/* a year has its own word */
		{"机密★12个月", E_MARK_SYNTAX},
		{"机密★18个月", E_MARK_SYNTAX},
		{"机密★0个月", E_MARK_SYNTAX},
		{"机密★0年", E_MARK_SYNTAX},
		{"机密★010年", E_MARK_SYNTAX},
		{"机密★99999999999年", E_MARK_SYNTAX},
		{"机密★10y", E_MARK_SYNTAX},
		{"机密★会议\n结束", E_MARK_SYNTAX},
		{"机密★会" LONG_OF4 LONG_OF4, E_MARK_SYNTAX},
		{"内部10年", E_MARK_SYNTAX},
		{"内部★3年", E_MARK_NOT_SECRET},
		{"公开★长期", E_MARK_NOT_SECRET},
		{"一般★3年", E_MARK_NOT_SECRET},
		{"内部★", E_MARK_NOT_SECRET},
	};

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct mark m = {LEVEL_COUNT, {.n = -1}};
		enum reason r = mark_parse(bad[i].text, &m);

		if (r != bad[i].expected) {
			printf("%s: %s\n", bad[i].text, reason_code(r));
			CU_FAIL("a bad mark");
		}
		CU_ASSERT_EQUAL(m.level, LEVEL_COUNT);
		CU_ASSERT_EQUAL(m.term.n, -1);
	}
}

static void missing_term_is_the_cap(void)
{
	static const char *const texts[] = {"机密★", "机密", " 机密★ "};
	struct date last = {0};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct mark m = {0};

		CU_ASSERT_EQUAL(mark_parse(texts[i], &m), W_TERM_DEFAULT);
		CU_ASSERT_EQUAL(m.level, LEVEL_SECRET);
		CU_ASSERT_EQUAL(m.term.kind, TERM_NONE);
		CU_ASSERT_FALSE(mark_exceeds_cap(&m, on(2025, 9, 22)));
		CU_ASSERT_TRUE(mark_last_day(&m, on(2025, 9, 22), &last));
		CU_ASSERT_EQUAL(date_compare(last, on(2045, 9, 22)), 0);
	}
}

static void format_is_what_was_printed(void)
{
	static const char *const texts[] = {
		"绝密★30年",
		"机密★6个月",
		"秘密★长期",
		"机密★会议开始前",
		"秘密★2027年5月1日",
		"机密★",
		"内部",
		"公开",
	};
	char text[MARK_TEXT];
	struct mark m;

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		CU_ASSERT_FALSE(reason_refuses(mark_parse(texts[i], &m)));
		mark_format(text, &m);
		CU_ASSERT_STRING_EQUAL(text, texts[i]);
	}
	CU_ASSERT_EQUAL(mark_parse("机密★１０年", &m), REASON_OK);
	mark_format(text, &m);
	CU_ASSERT_STRING_EQUAL(text, "机密★10年");
}

/* Every term that can be marked comes back from its own text. */
static void terms_round_trip(void)
{
	char text[MARK_TEXT], again[MARK_TEXT];
	struct mark m, back;

	for (enum level l = LEVEL_CONFIDENTIAL; l <= LEVEL_TOP_SECRET; l++)
		for (int n = 1; n < 1000; n++) {
			m = (struct mark){l, {TERM_YEARS, n, {0}, ""}};
			mark_format(text, &m);
			CU_ASSERT_EQUAL_FATAL(mark_parse(text, &back),
					      REASON_OK);
			mark_format(again, &back);
			CU_ASSERT_STRING_EQUAL(text, again);
			CU_ASSERT_EQUAL(back.term.n, n);
		}
	for (int64_t day = 0; day < 40000; day++) {
		m = (struct mark){LEVEL_SECRET,
				  {TERM_DATE, 0, date_from_days(day), ""}};
		mark_format(text, &m);
		CU_ASSERT_EQUAL_FATAL(mark_parse(text, &back), REASON_OK);
		CU_ASSERT_EQUAL(date_to_days(back.term.date), day);
	}
}

static void last_day_is_the_corresponding_one(void)
{
	static const struct {
		const char *mark;
		struct date issue, last;
	} terms[] = {
		{"秘密★5年", {2020, 10, 9}, {2025, 10, 9}},
		{"机密★6个月", {2025, 8, 31}, {2026, 2, 28}},
		{"机密★6个月", {2027, 8, 31}, {2028, 2, 29}},
		{"绝密★30年", {1996, 2, 29}, {2026, 2, 28}},
		{"机密★20年", {1996, 2, 29}, {2016, 2, 29}},
		{"机密★1个月", {2025, 1, 31}, {2025, 2, 28}},
		{"机密★1个月", {2025, 12, 31}, {2026, 1, 31}},
		{"机密★11个月", {2025, 1, 31}, {2025, 12, 31}},
		{"机密★11个月", {2025, 3, 30}, {2026, 2, 28}},
		{"秘密★1年", {2024, 2, 29}, {2025, 2, 28}},
		{"秘密★2027年5月1日", {2025, 1, 1}, {2027, 5, 1}},
		{"绝密", {2025, 1, 1}, {2055, 1, 1}},
		{"秘密★", {2025, 1, 1}, {2035, 1, 1}},
	};
	static const char *const endless[] = {"秘密★长期", "机密★会议开始前",
					      "内部", "公开"};
	struct date last = {0};
	struct mark m;

	for (size_t i = 0; i < ARRAY_LEN(terms); i++) {
		CU_ASSERT_FALSE(reason_refuses(mark_parse(terms[i].mark, &m)));
		CU_ASSERT_TRUE(mark_last_day(&m, terms[i].issue, &last));
		CU_ASSERT_EQUAL(date_compare(last, terms[i].last), 0);
	}
	for (size_t i = 0; i < ARRAY_LEN(endless); i++) {
		CU_ASSERT_EQUAL(mark_parse(endless[i], &m), REASON_OK);
		CU_ASSERT_FALSE(mark_last_day(&m, on(2025, 1, 1), &last));
		CU_ASSERT_FALSE(mark_exceeds_cap(&m, on(2025, 1, 1)));
	}
}

static void caps_are_the_laws(void)
{
	static const struct {
		const char *mark;
		bool exceeds;
	} marks[] = {
		{"绝密★30年", false},	       {"绝密★31年", true},
		{"机密★20年", false},	       {"机密★21年", true},
		{"秘密★10年", false},	       {"秘密★11年", true},
		{"秘密★15年", true},	       {"秘密★11个月", false},
		{"秘密★2035年9月22日", false}, {"秘密★2035年9月23日", true},
		{"机密★2035年9月23日", false}, {"机密★2045年9月23日", true},
	};
	struct mark m;

	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		CU_ASSERT_EQUAL(mark_parse(marks[i].mark, &m), REASON_OK);
		CU_ASSERT_EQUAL(mark_exceeds_cap(&m, on(2025, 9, 22)),
				marks[i].exceeds);
	}
	/* Counted from 29 February, the cap ends on the 28th. */
	CU_ASSERT_EQUAL(mark_parse("秘密★2034年2月28日", &m), REASON_OK);
	CU_ASSERT_FALSE(mark_exceeds_cap(&m, on(2024, 2, 29)));
	CU_ASSERT_EQUAL(mark_parse("秘密★2034年3月1日", &m), REASON_OK);
	CU_ASSERT_TRUE(mark_exceeds_cap(&m, on(2024, 2, 29)));
}

static void words_round_trip(void)
{
	enum term_kind kind;
	enum level level;
	enum clearance clearance;

	for (unsigned i = 0; i < TERM_KIND_COUNT; i++) {
		CU_ASSERT_TRUE(term_kind_parse(
			term_kind_code((enum term_kind)i), &kind));
		CU_ASSERT_EQUAL(kind, (enum term_kind)i);
	}
	CU_ASSERT_FALSE(term_kind_parse("year", &kind));
	CU_ASSERT_FALSE(term_kind_parse(NULL, &kind));
	for (unsigned i = 0; i < LEVEL_COUNT; i++) {
		enum level l = (enum level)i;

		CU_ASSERT_TRUE(level_parse(level_code(l), &level));
		CU_ASSERT_EQUAL(level, l);
		CU_ASSERT_TRUE(level_parse(level_zh(l), &level));
		CU_ASSERT_EQUAL(level, l);
		CU_ASSERT_EQUAL(level_is_state_secret(l),
				level_cap_years(l) > 0);
	}
	CU_ASSERT_TRUE(level_parse("一般", &level));
	CU_ASSERT_EQUAL(level, LEVEL_INTERNAL);
	CU_ASSERT_FALSE(level_parse("", &level));
	CU_ASSERT_FALSE(level_parse(NULL, &level));
	CU_ASSERT_FALSE(level_parse("机密★", &level));
	for (unsigned i = 0; i < CLEARANCE_COUNT; i++) {
		enum clearance c = (enum clearance)i;

		CU_ASSERT_TRUE(clearance_parse(clearance_code(c), &clearance));
		CU_ASSERT_EQUAL(clearance, c);
		CU_ASSERT_TRUE(clearance_parse(clearance_zh(c), &clearance));
		CU_ASSERT_EQUAL(clearance, c);
	}
	CU_ASSERT_FALSE(clearance_parse(NULL, &clearance));
	CU_ASSERT_EQUAL(clearance_opens(CLEARANCE_NONE), LEVEL_INTERNAL);
	CU_ASSERT_EQUAL(clearance_opens(CLEARANCE_GENERAL), LEVEL_CONFIDENTIAL);
	CU_ASSERT_EQUAL(clearance_opens(CLEARANCE_IMPORTANT), LEVEL_SECRET);
	CU_ASSERT_EQUAL(clearance_opens(CLEARANCE_CORE), LEVEL_TOP_SECRET);
}

static const struct suite_test tests[] = {
	{"good marks parse", good_marks_parse},
	{"bad marks do not", bad_marks_do_not},
	{"a missing term is the cap", missing_term_is_the_cap},
	{"format is what was printed", format_is_what_was_printed},
	{"terms round trip", terms_round_trip},
	{"the last day corresponds", last_day_is_the_corresponding_one},
	{"caps are the law's", caps_are_the_laws},
	{"words round trip", words_round_trip},
};
SUITE_MAIN("mark", tests)
