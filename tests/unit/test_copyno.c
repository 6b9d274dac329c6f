/* test_copyno.c: copy numbers, as a clerk writes them (AC-01c, practice.md 12).
 * uses: core base */
#include "core/copyno.h"

#include "base/str.h"
#include "tests/suite.h"

static void test_lists(void)
{
	static const struct {
		const char *text;
		size_t n;
		const char *first, *last;
	} good[] = {
		{"000012", 1, "000012", "000012"},
		{"000012,000013", 2, "000012", "000013"},
		{"000012， 000013、000015", 3, "000012", "000015"},
		{"000012;000014；000016", 3, "000012", "000016"},
		{"000012-000015", 4, "000012", "000015"},
		{"000012～000013,000020", 3, "000012", "000020"},
		{"000012至000013", 2, "000012", "000013"},
		{"000009-000009", 1, "000009", "000009"},
		{"000001-000200", COPY_NOS_MAX, "000001", "000200"},
		{"999999", 1, "999999", "999999"},
		{"000007 ", 1, "000007", "000007"},
	};
	struct copy_nos nos;

	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		CU_ASSERT_TRUE_FATAL(copy_nos_parse(good[i].text, &nos));
		CU_ASSERT_EQUAL(nos.n, good[i].n);
		CU_ASSERT_FALSE(nos.malformed || nos.none);
		CU_ASSERT_STRING_EQUAL(nos.no[0], good[i].first);
		CU_ASSERT_STRING_EQUAL(nos.no[nos.n - 1], good[i].last);
	}
}

static void test_not_lists(void)
{
	static const char *const bad[] = {
		"",
		" ",
		",",
		"x",
		"000012,",
		",000012",
		"000012,,000013",
		"000012-",
		"-000012",
		"000012-000011",
		"000012-000013-000014",
		"000001-000201",
		"000012x",
		"000012 000013",
		"none,000012",
		"00001234567890123456",
		/* One too many, in two steps. */
		"000001-000200,000300",
	};
	struct copy_nos nos;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		CU_ASSERT_FALSE(copy_nos_parse(bad[i], &nos));
}

/* A wrong length is a matter of the rules: E_COPY_NO, not wrong usage. */
static void test_malformed(void)
{
	static const char *const bad[] = {"32", "0000012", "000012,13",
					  "12-15"};
	struct copy_nos nos;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		CU_ASSERT_TRUE(copy_nos_parse(bad[i], &nos));
		CU_ASSERT_TRUE(nos.malformed);
	}
}

static void test_none(void)
{
	struct copy_nos nos;

	CU_ASSERT_TRUE(copy_nos_parse("none", &nos));
	CU_ASSERT_TRUE(nos.none && nos.n == 1 && !nos.malformed);
	CU_ASSERT_TRUE(copy_nos_parse("无", &nos));
	CU_ASSERT_TRUE(nos.none);
}

static const struct suite_test tests[] = {
	{"lists and ranges", test_lists},
	{"what is no list", test_not_lists},
	{"numbers of a wrong length", test_malformed},
	{"no number at all", test_none},
};
SUITE_MAIN("copyno", tests)
