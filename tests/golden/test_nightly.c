/* test_nightly.c: the nightly report from the register of nightly.sql, held
 * against nightly*.txt and nightly.csv. MUNIMENT_GOLDEN=update writes those
 * anew: look at the difference before it is committed.
 * uses: report register db core base */
#include <string.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "base/str.h"
#include "db/db.h"
#include "register/internal.h"
#include "register/register.h"
#include "report/catalogue.h"
#include "report/render.h"
#include "tests/suite.h"

enum { ZONE = 480 };

static int64_t at(const char *text)
{
	int64_t t = 0;

	CU_ASSERT_TRUE_FATAL(time_parse(text, ZONE, 0, &t));
	return t;
}

static void read_file(const char *path, struct buf *ret)
{
	FILE *f = fopen(path, "r");
	size_t n;

	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	while ((n = fread(buf_reserve(ret, 4096), 1, 4096, f)))
		buf_added(ret, n);
	fclose(f);
}

static void execute(struct reg *r, const char *actor, const char *line)
{
	AUTO(command) struct command c = {0};
	AUTO(answer) struct answer a = {0};
	struct command *list[] = {&c};
	struct err e = ERR_INIT;
	char **words;
	int n;

	CU_ASSERT_EQUAL_FATAL(command_split(line, &words, &n, &e), 0);
	CU_ASSERT_EQUAL_FATAL(command_parse(&c, n, words, &e), 0);
	free(words);
	STR_COPY(c.actor, actor);
	CU_ASSERT_EQUAL_FATAL(reg_execute(r, list, &a, 1, &e), 0);
	CU_ASSERT_EQUAL(a.rc, 0);
	if (a.rc)
		printf("\n    %s: not done\n", line);
}

/* An empty register in memory; its clock reads *now_s. */
static struct reg *open_empty(const int64_t *now_s)
{
	struct reg *r = NULL;
	struct err e = ERR_INIT;

	CU_ASSERT_EQUAL_FATAL(crypto_init(&e), 0);
	CU_ASSERT_EQUAL_FATAL(
		reg_open(&r, NULL, REG_MEMORY, clock_fixed(now_s), &e), 0);
	execute(r, "U1",
		"init KK89K --unit 某市机关 --sysadmin U1 --secadmin U2 "
		"--auditor U3 --test");
	return r;
}

static struct reg *open_fixture(const int64_t *now_s)
{
	struct reg *r = open_empty(now_s);
	AUTO(buf) struct buf sql = BUF_INIT;
	struct err e = ERR_INIT;

	read_file("tests/golden/nightly.sql", &sql);
	CU_ASSERT_EQUAL_FATAL(db_exec(reg_db(r), buf_text(&sql), &e), 0);
	/* Filled behind its back: what it keeps in memory is read again. */
	CU_ASSERT_EQUAL_FATAL(reg_reload(r, &e), 0);
	return r;
}

static void make(struct reg *r, const char *as_of, bool titles, const char *by,
		 const char *format, struct buf *out)
{
	const struct catalogue_request q = {.name = "nightly",
					    .as_of_s = as_of ? at(as_of) : 0,
					    .titles = titles,
					    .by = by};
	AUTO_PTR(report) struct report *report = NULL;
	const struct render_format *f;
	struct err e = ERR_INIT;

	CU_ASSERT_EQUAL_FATAL(render_format_find(format, &f, &e), 0);
	if (catalogue_make(&report, r, &q, &e) < 0)
		printf("\n    %s (%s)\n", e.msg, e.detail);
	CU_ASSERT_PTR_NOT_NULL_FATAL(report);
	CU_ASSERT_EQUAL_FATAL(f->render(report, out, &e), 0);
}

static void hold_against(const char *path, const struct buf *got)
{
	AUTO(buf) struct buf wanted = BUF_INIT;
	const char *mode = getenv("MUNIMENT_GOLDEN");

	if (mode && str_eq(mode, "update")) {
		FILE *f = fopen(path, "w");

		CU_ASSERT_PTR_NOT_NULL_FATAL(f);
		fwrite(got->data, 1, got->len, f);
		CU_ASSERT_EQUAL(fclose(f), 0);
		return;
	}
	read_file(path, &wanted);
	if (!str_eq(buf_text(got), buf_text(&wanted)))
		printf("\n    not as in %s:\n%s\n", path, buf_text(got));
	CU_ASSERT_STRING_EQUAL(buf_text(got), buf_text(&wanted));
}

static void test_golden(void)
{
	static const struct {
		const char *format, *path;
		bool titles;
	} cases[] = {
		{"text", "tests/golden/nightly.txt", false},
		{"text", "tests/golden/nightly-titles.txt", true},
		{"csv", "tests/golden/nightly.csv", true},
	};
	const int64_t now_s = at("2025-09-25T17:30");
	AUTO_PTR(reg) struct reg *r = open_fixture(&now_s);

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO(buf) struct buf out = BUF_INIT;

		make(r, "2025-09-25T17:30", cases[i].titles, "P12",
		     cases[i].format, &out);
		hold_against(cases[i].path, &out);
	}
}

/* A future moment is the present state under that clock. */
static void test_future(void)
{
	const int64_t now_s = at("2025-09-25T17:30");
	AUTO_PTR(reg) struct reg *r = open_fixture(&now_s);
	AUTO(buf) struct buf out = BUF_INIT;

	make(r, "2025-09-30T17:30", false, NULL, "text", &out);
	hold_against("tests/golden/nightly-holiday.txt", &out);
}

/* Without a time: the last close of business, today's or yesterday's. */
static void test_last_close(void)
{
	int64_t now_s = at("2025-09-25T17:30");
	AUTO_PTR(reg) struct reg *r = open_empty(&now_s);
	AUTO(buf) struct buf out = BUF_INIT;

	make(r, NULL, false, NULL, "text", &out);
	CU_ASSERT_PTR_NOT_NULL(
		strstr(buf_text(&out), "截至：2025-09-25 17:30"));
	buf_clear(&out);
	now_s = at("2025-09-26T17:29:59");
	make(r, NULL, false, NULL, "text", &out);
	CU_ASSERT_PTR_NOT_NULL(
		strstr(buf_text(&out), "截至：2025-09-25 17:30"));
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&out), "四、绝密过夜（A_TS_"
						      "OVERNIGHT）：无"));
}

/* A loan by commands, looked at afterwards as of several evenings. */
static void test_past(void)
{
	static const struct {
		const char *at, *actor, *line;
	} day[] = {
		{"2025-08-25T09:00", "U1",
		 "calendar set 2025 --closed 2025-10-01..2025-10-08 "
		 "--worked 2025-09-28,2025-10-11"},
		{NULL, "U1", "place add REG --kind registry --level 绝密"},
		{NULL, "U1", "place add OFF --kind office --level 机密"},
		{NULL, "U2", "person add P01 --name 李敏"},
		{NULL, "U2", "person add P04 --name 赵"},
		{NULL, "U2", "person add P05 --name 孙"},
		{NULL, "U2", "person add P06 --name 陈"},
		{NULL, "U2",
		 "person add P07 --name 吴 --clearance important --office OFF "
		 "--pledge 2025-03-01 --trained 2025-03-10 --examined"},
		{NULL, "U2", "role grant P01 registry_clerk"},
		{NULL, "U2", "role grant P04 leader_in_charge"},
		{NULL, "U2", "role grant P05 office_head"},
		{NULL, "U2", "role grant P06 section_chief"},
		{NULL, "U3", "role acknowledge P01 registry_clerk"},
		{NULL, "U3", "role acknowledge P04 leader_in_charge"},
		{NULL, "U3", "role acknowledge P05 office_head"},
		{NULL, "U3", "role acknowledge P06 section_chief"},
		{"2025-09-22T09:00", "P01",
		 "receive --title 会议纪要 --mark 机密★20年 "
		 "--issue-date 2025-09-01 --copy-no 000012"},
		{NULL, "P01", "label confirm 2025-0001/000012 --method hand"},
		{NULL, "P05", "scope set 2025-0001 --persons P07"},
		{NULL, "P07", "approval request lend --document 2025-0001"},
		{NULL, "P04", "approval sign A2025-0001"},
		{NULL, "P06", "approval sign A2025-0001"},
		{"2025-09-26T10:00", "P01",
		 "lend 2025-0001/000012 --to P07 --place OFF"},
		{"2025-10-09T10:00", "P01", "check-in 2025-0001/000012"},
	};
	static const struct {
		const char *as_of, *says;
	} evenings[] = {
		{"2025-09-25T17:30", "一、未归还：无"},
		{"2025-09-26T17:30", "一、未归还：1 份"},
		{"2025-09-26T17:30", "2025-09-30 17:30       0       0\n"},
		{"2025-09-26T17:30",
		 "三、超出知悉范围（人员、地点或去向不符）："
		 "无"},
		{"2025-09-30T17:30", "0       0  节前未收回、今日到期"},
		{"2025-10-08T17:30", "0       8  逾期、节前未收回"},
		{"2025-10-09T09:59", "1       9  逾期\n"},
		{"2025-10-09T17:30", "一、未归还：无"},
		{"2025-10-09T17:30", "手工标签，欠打印标签"},
	};
	int64_t now_s = at("2025-08-25T09:00");
	AUTO_PTR(reg) struct reg *r = open_empty(&now_s);

	for (size_t i = 0; i < ARRAY_LEN(day); i++) {
		if (day[i].at)
			now_s = at(day[i].at);
		execute(r, day[i].actor, day[i].line);
	}
	now_s = at("2025-10-10T09:00");
	for (size_t i = 0; i < ARRAY_LEN(evenings); i++) {
		AUTO(buf) struct buf out = BUF_INIT;

		make(r, evenings[i].as_of, false, "P01", "text", &out);
		if (!strstr(buf_text(&out), evenings[i].says))
			printf("\n    %s: no \"%s\" in\n%s", evenings[i].as_of,
			       evenings[i].says, buf_text(&out));
		CU_ASSERT_PTR_NOT_NULL(
			strstr(buf_text(&out), evenings[i].says));
	}
}

/* A year without calendar data is said, not passed over (W_CALENDAR). */
static void test_calendar_note(void)
{
	const int64_t now_s = at("2025-09-25T17:30");
	AUTO_PTR(reg) struct reg *r = open_fixture(&now_s);

	for (size_t i = 0; render_format_at(i); i++) {
		AUTO(buf) struct buf with = BUF_INIT, without = BUF_INIT;
		const char *format = render_format_at(i)->name;

		make(r, "2027-01-04T17:30", false, NULL, format, &with);
		make(r, "2025-09-25T17:30", false, NULL, format, &without);
		/* a PDF's text is compressed */
		if (str_eq(format, "pdf"))
			continue;
		CU_ASSERT_PTR_NOT_NULL(
			strstr(buf_text(&with), "2026、2027 年工作日历未录入"));
		CU_ASSERT_PTR_NULL(strstr(buf_text(&without), "未录入"));
	}
}

static void test_unknown(void)
{
	const int64_t now_s = at("2025-09-25T17:30");
	AUTO_PTR(reg) struct reg *r = open_empty(&now_s);
	struct catalogue_request q = {.name = "nigthly", .as_of_s = now_s};
	struct report *report = NULL;
	struct err e = ERR_INIT;

	CU_ASSERT_EQUAL(catalogue_make(&report, r, &q, &e), ERR_USAGE);
	CU_ASSERT_PTR_NOT_NULL(strstr(e.msg, "there are: nightly"));
	q.name = "nightly";
	q.by = "P99";
	CU_ASSERT_EQUAL(catalogue_make(&report, r, &q, &e), ERR_NOT_FOUND);
	CU_ASSERT_PTR_NULL(report);
}

static const struct suite_test tests[] = {
	{"nightly report, text and CSV", test_golden},
	{"nightly report under a future clock", test_future},
	{"as of past evenings", test_past},
	{"as of the last close of business", test_last_close},
	{"a year without a calendar", test_calendar_note},
	{"unknown report, unknown person", test_unknown},
};

SUITE_MAIN("nightly", tests)
