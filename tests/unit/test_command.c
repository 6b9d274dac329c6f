/* test_command.c: words as typed become a command, or an error that says what
 * was expected and never repeats what may be a title.
 * uses: core base */
#include "core/command.h"

#include <string.h>

#include "base/str.h"
#include "core/role.h"
#include "tests/suite.h"

/* Takes a line apart and parses it; what went wrong is in `e`. */
static int parse(struct command *c, const char *line, struct err *e)
{
	AUTO_FREE char **words = NULL;
	int n = 0, rc = command_split(line, &words, &n, e);

	return rc < 0 ? rc : command_parse(c, n, words, e);
}

static void expect(const char *line, const char *verb, const char *args)
{
	AUTO(command) struct command c = {0};
	struct err e = ERR_INIT;
	char have[512] = "";

	if (parse(&c, line, &e) < 0) {
		printf("\n  %s: %s\n", line, e.msg);
		CU_FAIL("not understood");
		return;
	}
	CU_ASSERT_STRING_EQUAL(c.verb->name, verb);
	for (size_t i = 0; i < c.n_args; i++)
		snprintf(have + strlen(have), sizeof(have) - strlen(have),
			 "%s%s=%s", i ? ";" : "", c.args[i].spec->name,
			 c.args[i].value);
	if (!str_eq(have, args)) {
		printf("\n  %s: wanted %s, came %s\n", line, args, have);
		CU_FAIL("not what was wanted");
	}
}

/* Wrong usage whose message contains `says`. */
static void wrong(const char *line, const char *says)
{
	AUTO(command) struct command c = {0};
	struct err e = ERR_INIT;
	int rc = parse(&c, line, &e);

	CU_ASSERT_EQUAL(rc, ERR_USAGE);
	if (!strstr(e.msg, says)) {
		printf("\n  %s: wanted '%s' in '%s'\n", line, says, e.msg);
		CU_FAIL("not what was wanted");
	}
}

static void test_words(void)
{
	expect("lend D --to P07", "lend", "copy=D;to=P07");
	expect("lend --to P07 D", "lend", "to=P07;copy=D");
	expect("lend --copy=D --to=P07", "lend", "copy=D;to=P07");
	expect("  lend\tD   --to P07 ", "lend", "copy=D;to=P07");
	/* One word or two. */
	expect("scope set D --persons P04", "scope-set",
	       "document=D;persons=P04");
	expect("scope-set D --persons P04", "scope-set",
	       "document=D;persons=P04");
	expect("check in D", "check-in", "copy=D");
	expect("report whereabouts D --with P07", "report-whereabouts",
	       "copy=D;with=P07");
	/* Positions are filled in the table's order, past what was named. */
	expect("shelve --copy D M1-2-04", "shelve", "copy=D;slot=M1-2-04");
	expect("role grant P01 reader", "role-grant", "person=P01;role=reader");
	wrong("role grant P01 reader P02", "'P02' is one word too many");
	wrong("", "a verb is expected");
	wrong("lend D", "lend needs --to");
	wrong("lend D --to", "--to needs a value");
	wrong("approval request", "lend|renew|learn");
}

static void test_flags(void)
{
	expect("check in D --shelve", "check-in", "copy=D;shelve=yes");
	expect("check in --shelve D", "check-in", "shelve=yes;copy=D");
	expect("check in --shelve no D", "check-in", "shelve=no;copy=D");
	expect("check in D --shelve --pages 12", "check-in",
	       "copy=D;shelve=yes;pages=12");
	expect("check in D --shelve=否", "check-in", "copy=D;shelve=否");
	wrong("check in D --shelve=maybe", "yes or no");
	wrong("check in D --shelve --shelve", "given twice");
}

static void test_split(void)
{
	static const struct {
		const char *line;
		int n;
		const char *words[4];
	} cases[] = {
		{"", 0, {NULL}},
		{" \t ", 0, {NULL}},
		{"a b", 2, {"a", "b"}},
		{"\"a b\" 'c d'", 2, {"a b", "c d"}},
		{"a\"b c\"d", 1, {"ab cd"}},
		{"'' \"\"", 2, {"", ""}},
		{"a\\ b", 1, {"a b"}},
		{"\"a\\\"b\"", 1, {"a\"b"}},
		{"'a\\b'", 1, {"a\\b"}}, /* nothing is special in '...' */
		{"\"it's\"", 1, {"it's"}},
		{"a\\", 1, {"a\\"}},
		{"标题 甲", 2, {"标题", "甲"}},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char **words = NULL;
		struct err e = ERR_INIT;
		int n = -1;

		CU_ASSERT_EQUAL(command_split(cases[i].line, &words, &n, &e),
				0);
		CU_ASSERT_EQUAL_FATAL(n, cases[i].n);
		for (int k = 0; k < n; k++)
			CU_ASSERT_STRING_EQUAL(words[k], cases[i].words[k]);
	}
	wrong("lend \"D --to P07", "is not closed");
	wrong("lend 'D", "is not closed");
}

static void test_near_misses(void)
{
	wrong("lendd D", "did you mean 'lend'");
	wrong("shelf D", "did you mean 'shelve'");
	wrong("scope sett D", "did you mean 'scope-set'");
	wrong("chek in D", "did you mean 'check-in'");
	wrong("lend D --place2 OFF", "did you mean --place");
	wrong("lend D --aproval A1", "did you mean --approval");
	{
		/* What is near nothing gets no advice, nor does what only the
		 * service may run. */
		AUTO(command) struct command c = {0};
		struct err e = ERR_INIT;

		CU_ASSERT_EQUAL(parse(&c, "xyz D", &e), ERR_USAGE);
		CU_ASSERT_PTR_NULL(strstr(e.msg, "did you mean"));
		CU_ASSERT_EQUAL(parse(&c, "label comit X", &e), ERR_USAGE);
		CU_ASSERT_PTR_NULL(strstr(e.msg, "label-commit"));
		CU_ASSERT_EQUAL(command_begin(&c, "lend", &e), 0);
		CU_ASSERT_EQUAL(command_set(&c, "zzzzzz", "1", &e), ERR_USAGE);
		CU_ASSERT_PTR_NULL(strstr(e.msg, "did you mean"));
	}
}

static void test_twice(void)
{
	expect("scope set D --persons P04 --persons P05,P06", "scope-set",
	       "document=D;persons=P04,P05,P06");
	wrong("lend D --to P07 --to P08", "--to is given twice");
	wrong("shelve D M1-1-01 --slot M1-1-02", "--slot is given twice");
}

static void test_forms(void)
{
	static const struct {
		const char *line, *says;
	} bad[] = {
		{"person add 'P 1'", "letters, digits"},
		{"person add P1234567890123456789012345678901", "letters"},
		{"person add P1 --clearance high", "important or core"},
		{"person add P1 --pledge 2025-02-30", "YYYY-MM-DD"},
		{"receive --mark 机密 --copy-no 12,x", "copy numbers"},
		{"receive --mark 机密 --copy-no 000012 --pages -1", "whole"},
		{"receive --mark 机密 --copy-no 000012 --pages 1x", "whole"},
		{"receive --mark 机密 --copy-no 000012 --origin x",
		 "received|own"},
		{"receive --mark 机密 --copy-no 000012 --origin receive",
		 "received|own"},
		{"role grant P1 system", "a role"},
		{"role grant P1 chief", "a role"},
		{"badge enrol 04A2 P1", "hex digits"},
		{"badge enrol 04A2B3CX P1", "hex digits"},
		{"calendar set 2025 --closed 2025-02-04..2025-01-28", "days"},
		{"place add X --kind office --level 机", "内部"},
		{"unshelve D --occurred-at 9:00", "a time"},
		{"correction 0 --second P02", "entry's number"},
		{"correction x --second P02", "entry's number"},
	};

	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		wrong(bad[i].line, bad[i].says);
	expect("unshelve D --occurred-at '2025-09-22 09:00' --reason 停电",
	       "unshelve", "copy=D;occurred-at=2025-09-22 09:00;reason=停电");
}

/* A title, a name or a mark is in no message, wherever it was typed. */
static void test_secrets_are_not_repeated(void)
{
	static const char *const lines[] = {
		"receive --mark 机密★十年\x01 --copy-no 000012",
		"receive --title '甲项\x01' --mark 机密 --copy-no 000012",
		"receive --title 关于 甲项 --mark 机密 --copy-no 000012",
		"receive --title 关于 --title 甲项",
		"correction --reason 关于 甲项的事 5 --second P02",
		"amend D --title 关于 甲项",
		"person set P01 --name 甲项 甲项",
	};

	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		AUTO(command) struct command c = {0};
		struct err e = ERR_INIT;

		CU_ASSERT_EQUAL(parse(&c, lines[i], &e), ERR_USAGE);
		CU_ASSERT_PTR_NULL(strstr(e.msg, "甲项"));
		CU_ASSERT_PTR_NULL(strstr(e.msg, "十年"));
		CU_ASSERT_PTR_NULL(strstr(e.detail, "甲项"));
	}
	/* What is no secret is repeated: it helps. */
	wrong("lend D --to 'P 07'", "'P 07' is not understood");
}

static void test_reading(void)
{
	AUTO(command) struct command c = {0};
	struct err e = ERR_INIT;

	CU_ASSERT_EQUAL(parse(&c, "check in D --pages 12 --shelve 是", &e), 0);
	CU_ASSERT_TRUE(command_flag(&c, "shelve"));
	CU_ASSERT_FALSE(command_flag(&c, "returner-unknown"));
	CU_ASSERT_EQUAL(command_int(&c, "pages", 7), 12);
	CU_ASSERT_EQUAL(command_int(&c, "missing", 7), 7);
	CU_ASSERT_PTR_NULL(command_get(&c, "by"));
	CU_ASSERT_PTR_EQUAL(command_arg(&c, "copy"), &c.args[0]);
}

/* The fingerprint says whether it is the same command: by its words as they
 * were given, whatever becomes of them. */
static void test_fingerprint(void)
{
	static const char *const others[] = {
		"lend D --to P08", "lend D2 --to P07", "send D --to P07",
		"lend D --to P07 --place OFF"};
	AUTO(command) struct command a = {0}, b = {0};
	struct err e = ERR_INIT;
	char print[REF_TEXT];

	CU_ASSERT_EQUAL(parse(&a, "lend D --to P07", &e), 0);
	CU_ASSERT_EQUAL(parse(&b, "lend --copy=D --to P07", &e), 0);
	STR_COPY(print, command_fingerprint(&a));
	CU_ASSERT_STRING_EQUAL(print, command_fingerprint(&b));
	free(a.args[0].value);
	a.args[0].value = mem_dup("KK89K-SERIAL");
	CU_ASSERT_STRING_EQUAL(print, command_fingerprint(&a));
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		AUTO(command) struct command c = {0};

		CU_ASSERT_EQUAL(parse(&c, others[i], &e), 0);
		CU_ASSERT_STRING_NOT_EQUAL(print, command_fingerprint(&c));
	}
	{
		AUTO(command) struct command c = {0};

		CU_ASSERT_EQUAL(parse(&c, "lend D --to P07", &e), 0);
		STR_COPY(c.actor, "P02");
		CU_ASSERT_STRING_NOT_EQUAL(print, command_fingerprint(&c));
	}
}

/* The table itself: every verb can be found, its arguments fit, a verb that
 * goes out is never a fact. */
static void test_table(void)
{
	for (int i = 0; i < VERB_COUNT; i++) {
		const struct verb *v = verb_get((enum verb_id)i);
		size_t n = 0;

		CU_ASSERT_EQUAL(v->id, (enum verb_id)i);
		CU_ASSERT_PTR_EQUAL(verb_find(v->name), v);
		CU_ASSERT_TRUE(v->roles != 0 && v->zh && v->en);
		CU_ASSERT_FALSE((v->flags & VERB_OUT) &&
				(v->flags & VERB_FACT));
		for (const struct arg_spec *a = v->args; a->name; a++, n++) {
			CU_ASSERT_PTR_EQUAL(verb_arg(v, a->name), a);
			CU_ASSERT_TRUE(a->zh && a->en);
			CU_ASSERT_EQUAL(a->type == ARG_ENUM, a->words != NULL);
		}
		CU_ASSERT_TRUE(n < VERB_ARGS_MAX);
	}
}

static const struct suite_test tests[] = {
	{"words, positions, options", test_words},
	{"flags", test_flags},
	{"quotes and backslashes", test_split},
	{"near misses", test_near_misses},
	{"given twice", test_twice},
	{"forms of the arguments", test_forms},
	{"secrets are not repeated", test_secrets_are_not_repeated},
	{"reading", test_reading},
	{"fingerprint", test_fingerprint},
	{"the table of verbs", test_table},
};
SUITE_MAIN("command", tests)
