/* test_import.c: a registry's sheets as commands.
 * uses: cli core base */
#include "tests/suite.h"

#include <string.h>

#include "base/str.h"
#include "cli/import.h"

struct read {
	struct import im;
	struct buf faults, notes;
	struct err e;
	int rc;
};

static void read_done(struct read *r)
{
	import_done(&r->im);
	buf_done(&r->faults);
	buf_done(&r->notes);
}
DEFINE_AUTO_VAL(read, read_done)

static void read_text(struct read *r, const char *verb, const char *text)
{
	read_done(r);
	memset(r, 0, sizeof(*r));
	r->rc = import_read(&r->im, verb_find(verb), "f.csv", text,
			    strlen(text), LANG_EN, &r->faults, &r->notes,
			    &r->e);
}

static const char *arg(const struct read *r, size_t line, const char *name)
{
	return command_get(&r->im.lines[line].command, name);
}

/* As a clerk keeps it: Chinese titles, dates and words, empty cells. */
static void test_post(void)
{
	static const char text[] =
		"序号,来文机关,发文字号,标题,密级和保密期限,紧急程度,"
		"成文日期,份号,份数,页数,信封号\r\n"
		"1,某局,某发〔2025〕1号,\"关于甲,乙的通知\",机密★20年,加急,"
		"2025年9月1日,000012、000013,2,12,X-7\r\n"
		"2,某局,,通知,内部,,2025/9/2,000001,,３,\r\n"
		",,,,,,,,,,\r\n";
	AUTO(read) struct read r = {0};

	read_text(&r, "receive", text);
	CU_ASSERT_EQUAL_FATAL(r.rc, 0);
	CU_ASSERT_EQUAL_FATAL(r.im.n, 2);
	CU_ASSERT_EQUAL(r.im.lines[0].line, 2);
	CU_ASSERT_STRING_EQUAL(arg(&r, 0, "title"), "关于甲,乙的通知");
	CU_ASSERT_STRING_EQUAL(arg(&r, 0, "issue-date"), "2025-09-01");
	CU_ASSERT_STRING_EQUAL(arg(&r, 0, "urgency"), "加急");
	CU_ASSERT_STRING_EQUAL(arg(&r, 0, "copy-no"), "000012、000013");
	CU_ASSERT_STRING_EQUAL(arg(&r, 1, "issue-date"), "2025-09-02");
	CU_ASSERT_STRING_EQUAL(arg(&r, 1, "pages"), "3");
	CU_ASSERT_PTR_NULL(arg(&r, 1, "doc-no"));
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&r.notes), "信封号"));
	CU_ASSERT_EQUAL(r.faults.len, 0);
}

/* Every bad line at once: line, column, what is wrong. */
static void test_faults(void)
{
	static const char text[] = "标题,密级,份号,成文日期,份数,页数\n"
				   "a,机密★20年,000012,2025-02-30,1,3\n"
				   "b,机密★20年,000012 000013,,1,3\n"
				   "c,机密★20年,000012、000013,,3,3\n"
				   "d,,000014,,1,drei\n"
				   "e,机密★20年\n"
				   "\"f,机密★20年,000015,,1,3\n";
	static const char *const expected[] = {
		"f.csv:2: 成文日期: ",
		"f.csv:3: 份号: ",
		"f.csv:4: 份数: ",
		"f.csv:5: 页数: ",
		"f.csv:6: has 2 ",
		"f.csv:7: a quotation mark is never closed"};
	AUTO(read) struct read r = {0};

	read_text(&r, "receive", text);
	CU_ASSERT_EQUAL(r.rc, ERR_USAGE);
	CU_ASSERT_EQUAL(r.im.n, 0);
	for (size_t i = 0; i < ARRAY_LEN(expected); i++)
		CU_ASSERT_PTR_NOT_NULL(
			strstr(buf_text(&r.faults), expected[i]));
	/* A required cell that is empty. */
	read_text(&r, "receive", "密级,份号\n,000001\n");
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&r.faults), "f.csv:2: "));
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&r.faults), "--mark"));
}

static void test_heading(void)
{
	AUTO(read) struct read r = {0};

	read_text(&r, "receive",
		  "密级,份号,密级期限,颜色\n机密★1年,000001,,\n");
	CU_ASSERT_EQUAL(r.rc, ERR_USAGE);
	CU_ASSERT_PTR_NOT_NULL(
		strstr(buf_text(&r.faults), "f.csv:1: 密级期限"));
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&r.faults), "f.csv:1: 颜色"));
	read_text(&r, "receive", "密级,标题\n机密★1年,x\n");
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&r.faults), "copy-no"));
	/* ... and not once more for each line */
	CU_ASSERT_PTR_NULL(strstr(buf_text(&r.faults), "f.csv:2"));
	read_text(&r, "receive", "");
	CU_ASSERT_EQUAL(r.rc, ERR_USAGE);
	read_text(&r, "receive", "密级,份号\n");
	CU_ASSERT_EQUAL(r.rc, ERR_USAGE);
}

static void test_other_verbs(void)
{
	AUTO(read) struct read r = {0};

	read_text(&r, "person-add",
		  "\xef\xbb\xbf人员编号,姓名,部门,职务,涉密等级,承诺书日期,"
		  "培训日期,考核\n"
		  "P07,吴敏,业务一处,主任科员,重要,2025.3.1,20250310,合格\n"
		  "P08,郑华,业务二处,,一般,,,\n");
	CU_ASSERT_EQUAL_FATAL(r.rc, 0);
	CU_ASSERT_STRING_EQUAL(arg(&r, 0, "person"), "P07");
	CU_ASSERT_STRING_EQUAL(arg(&r, 0, "clearance"), "important");
	CU_ASSERT_STRING_EQUAL(arg(&r, 0, "pledge"), "2025-03-01");
	CU_ASSERT_STRING_EQUAL(arg(&r, 0, "trained"), "2025-03-10");
	CU_ASSERT_STRING_EQUAL(arg(&r, 0, "examined"), "yes");
	CU_ASSERT_PTR_NULL(arg(&r, 1, "pledge"));
	/* 编号 is the new thing's own, also where a place is named, too. */
	read_text(
		&r, "cabinet-add",
		"编号,名称,所在场所,类别,最高密级\nT1,甲柜,REG,双锁柜,绝密\n");
	CU_ASSERT_EQUAL_FATAL(r.rc, 0);
	CU_ASSERT_STRING_EQUAL(arg(&r, 0, "cabinet"), "T1");
	CU_ASSERT_STRING_EQUAL(arg(&r, 0, "place"), "REG");
	CU_ASSERT_STRING_EQUAL(arg(&r, 0, "kind"), "dual_lock");
	read_text(&r, "role-grant", "person,角色\nP01,机要员\n");
	CU_ASSERT_EQUAL_FATAL(r.rc, 0);
	CU_ASSERT_STRING_EQUAL(arg(&r, 0, "role"), "registry_clerk");
}

static const struct suite_test tests[] = {
	{"a morning's post", test_post},
	{"every fault at once", test_faults},
	{"heading", test_heading},
	{"other verbs", test_other_verbs},
};
SUITE_MAIN("import", tests)
