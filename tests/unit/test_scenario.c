/* test_scenario.c: lines of scenario files and what they expect.
 * uses: register db core base */
#include "tests/suite.h"

#include <string.h>

#include "base/str.h"
#include "register/scenario.h"

static int parse(struct scenario_line *l, const char *text,
		 const struct kv_list *names)
{
	struct err e = ERR_INIT;

	scenario_line_done(l);
	return scenario_parse(l, text, names, &e);
}

static void test_lines(void)
{
	static const struct {
		const char *text;
		enum scenario_kind kind;
		int n;
		const char *first, *name, *time;
	} cases[] = {
		{"", SCENARIO_EMPTY, 0, NULL, "", ""},
		{"  # lend x", SCENARIO_EMPTY, 0, NULL, "", ""},
		{"at 2025-09-22 09:00", SCENARIO_SCENE, 0, NULL, "",
		 "2025-09-22 09:00"},
		{"at 2025-09-22T09:00:01 as P01", SCENARIO_SCENE, 1, "P01", "",
		 "2025-09-22T09:00:01"},
		{"as P02 # he", SCENARIO_SCENE, 1, "P02", "", ""},
		{"include a.scn", SCENARIO_INCLUDE, 1, "a.scn", "", ""},
		{"lend x --to P07", SCENARIO_COMMAND, 4, "lend", "", ""},
		{"a_1 = lend 'x y'", SCENARIO_COMMAND, 2, "lend", "a_1", ""},
		{"receive --title \"a # b\" # c", SCENARIO_COMMAND, 3,
		 "receive", "", ""},
		{"show x#y", SCENARIO_COMMAND, 2, "show", "", ""},
		{"why lend x", SCENARIO_WHY, 2, "lend", "", ""},
		{"=> E_SCOPE", SCENARIO_CODES, 1, "E_SCOPE", "", ""},
		{"expect x a=b c=", SCENARIO_EXPECT, 3, "x", "", ""},
	};
	AUTO(scenario_line) struct scenario_line l = {0};
	const struct kv_list none = KV_INIT;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		CU_ASSERT_EQUAL(parse(&l, cases[i].text, &none), 0);
		CU_ASSERT_EQUAL(l.kind, cases[i].kind);
		CU_ASSERT_EQUAL(l.n, cases[i].n);
		CU_ASSERT(str_eq(l.n ? l.words[0] : NULL, cases[i].first));
		CU_ASSERT_STRING_EQUAL(l.name, cases[i].name);
		CU_ASSERT_STRING_EQUAL(l.time, cases[i].time);
	}
}

static void test_wrong_lines(void)
{
	static const char *const cases[] = {
		"at",	       "at noon",    "at 2025-09-22 as",
		"as",	       "as P01 P02", "include",
		"=>",	       "expect x",   "why",
		"1a = lend x", "a =",	     "a-b = lend",
		"lend 'x",     "lend $none"};
	AUTO(scenario_line) struct scenario_line l = {0};
	const struct kv_list none = KV_INIT;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		CU_ASSERT_EQUAL(parse(&l, cases[i], &none), ERR_USAGE);
}

static void test_names(void)
{
	static const struct {
		const char *word, *means; /* NULL: an error */
	} cases[] = {
		{"$d", "2025-0001"},
		{"$d/000012", "2025-0001/000012"},
		{"$d.1", "S1"},
		{"$d.2", "S2"},
		{"$d.serial.2", "S2"},
		{"$d.copy-no", "000012"},
		{"$d.entry", "7"},
		{"x$d.1.", "xS1."},
		{"$", "$"},
		{"$d.3", NULL},
		{"$d.due", NULL},
		{"$dd", NULL},
	};
	AUTO(scenario_line) struct scenario_line l = {0};
	AUTO(kv_list) struct kv_list names = KV_INIT;
	AUTO(answer) struct answer a = {.seq = 7};

	kv_add(&a.results, "serial", "S1");
	kv_add(&a.results, "receive-no", "2025-0001");
	kv_add(&a.results, "serial", "S2");
	kv_add(&a.results, "copy-no", "000012");
	scenario_keep(&names, "d", &a);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO(buf) struct buf line = BUF_INIT;
		int rc;

		buf_printf(&line, "lend %s", cases[i].word);
		rc = parse(&l, buf_text(&line), &names);
		CU_ASSERT_EQUAL(rc, cases[i].means ? 0 : ERR_USAGE);
		if (rc == 0)
			CU_ASSERT_STRING_EQUAL(l.words[1], cases[i].means);
	}
	CU_ASSERT_EQUAL(parse(&l, "d = lend x", &names), ERR_USAGE);
}

static bool judged(int rc, const char *has, const char *codes, int *ret_rc)
{
	struct answer a = {.rc = rc};
	char **words = NULL;
	bool ok = false;
	enum reason r;
	int n;

	CU_ASSERT_EQUAL_FATAL(command_split(has, &words, &n, NULL), 0);
	for (int i = 0; i < n; i++)
		if (reason_parse(words[i], &r))
			reason_add(&a.reasons, r);
	free(words);
	CU_ASSERT_EQUAL_FATAL(command_split(codes, &words, &n, NULL), 0);
	*ret_rc = scenario_judge(&a, n, words, &ok, NULL);
	free(words);
	return ok;
}

static void test_judging(void)
{
	static const struct {
		int rc;
		const char *has, *codes;
		bool ok;
	} cases[] = {
		{0, "", "OK", true},
		{0, "W_PAGES", "OK", false},
		{ERR_REFUSED, "E_SCOPE", "OK", false},
		{ERR_USAGE, "", "OK", false},
		{ERR_REFUSED, "E_SCOPE E_PLEDGE", "E_SCOPE", true},
		{ERR_REFUSED, "E_SCOPE E_PLEDGE", "E_PLEDGE", false},
		{ERR_REFUSED, "E_SCOPE E_PLEDGE", "E_PLEDGE E_SCOPE", true},
		{ERR_REFUSED, "E_SCOPE E_PLEDGE W_CLOCK", "E_PLEDGE E_SCOPE",
		 false},
		{ERR_REFUSED, "E_SCOPE", "E_PLEDGE E_SCOPE", false},
		{0, "W_PAGES W_CLOCK", "W_CLOCK", true},
		{ERR_REFUSED, "E_SCOPE W_CLOCK", "W_CLOCK", false},
		{0, "W_PAGES A_VIOLATION", "W_PAGES A_VIOLATION", true},
		{0, "W_PAGES", "W_PAGES A_VIOLATION", false},
		{0, "W_PAGES W_CLOCK", "OK W_PAGES", false},
		{0, "W_PAGES", "OK W_PAGES", true},
		{ERR_USAGE, "", "usage", true},
		{ERR_NOT_FOUND, "", "not-found", true},
		{ERR_NOT_FOUND, "", "usage", false},
		{0, "", "usage", false},
	};
	int rc;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		CU_ASSERT_EQUAL(
			judged(cases[i].rc, cases[i].has, cases[i].codes, &rc),
			cases[i].ok);
		CU_ASSERT_EQUAL(rc, 0);
	}
	judged(0, "", "E_SCOPES", &rc);
	CU_ASSERT_EQUAL(rc, ERR_USAGE);
	judged(0, "", "usable", &rc);
	CU_ASSERT_EQUAL(rc, ERR_USAGE);
}

static void test_facts(void)
{
	static const struct {
		const char *word;
		bool ok;
	} cases[] = {
		{"scope=P04", true},
		{"scope=P05", true},
		{"scope=P0", false},
		{"scope!=P06", true},
		{"scope!=P05", false},
		{"holder=", true},
		{"scope=", false},
		{"due=2025-09-30T17:30", true},
		{"due=2025-09-30T17:30:00+08:00", true},
		{"due=2025-09-30T09:30:00+00:00", true},
		{"due=2025-09-30T17:31", false},
		{"title=a=b", true},
	};
	AUTO(kv_list) struct kv_list facts = KV_INIT;
	bool ok;

	kv_add(&facts, "scope", "P04");
	kv_add(&facts, "scope", "P05");
	kv_add(&facts, "due", "2025-09-30T17:30:00+08:00");
	kv_add(&facts, "title", "a=b");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		CU_ASSERT_EQUAL(
			scenario_holds(&facts, cases[i].word, 480, &ok, NULL),
			0);
		CU_ASSERT_EQUAL(ok, cases[i].ok);
	}
	CU_ASSERT_EQUAL(scenario_holds(&facts, "scope", 480, &ok, NULL),
			ERR_USAGE);
	CU_ASSERT_EQUAL(scenario_holds(&facts, "=x", 480, &ok, NULL),
			ERR_USAGE);
	CU_ASSERT_EQUAL(scenario_holds(&facts, "!=x", 480, &ok, NULL),
			ERR_USAGE);
}

static const struct suite_test tests[] = {
	{"lines", test_lines}, {"wrong lines", test_wrong_lines},
	{"names", test_names}, {"judging", test_judging},
	{"facts", test_facts},
};
SUITE_MAIN("scenario", tests)
