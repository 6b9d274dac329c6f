/* test_report.c: the report model and its formats, on made-up rows: hostile
 * cells, 60-character titles, no rows, 300 rows. pdftotext is the outside
 * judge of the PDF, Python's csv and json of those.
 * uses: report register db core base */
#include "report/model.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/str.h"
#include "report/fit.h"
#include "report/render.h"
#include "tests/suite.h"

/* 64 characters, a number and Latin words among them. */
#define LONG_TITLE                                                                                               \
	"关于进一步加强和改进全市机关单位涉密载体收发传递使用保存复制销毁全过" \
	"程"                                                                                                    \
	"管理并开展2025年度Special专项检查和问题整改工作的通知"

static const struct report_column columns[] = {
	{"receive_no", "收文编号", REPORT_TEXT},
	{"title", "标题", REPORT_TITLE},
	{"holder", "持有人", REPORT_TEXT},
	{"days", "逾期天数", REPORT_NUMBER},
};

static struct report *make(bool titles)
{
	struct report *r = report_new("nightly", "夜间报告", titles);

	report_set(&r->unit, "某市机关");
	report_set(&r->station, "KK89K");
	report_set(&r->as_of, "2025-09-23 17:30");
	report_set(&r->printed_at, "2025-09-23 18:05");
	report_set(&r->printed_by, "P01 李敏");
	return r;
}

static struct report *make_rows(bool titles, size_t n)
{
	struct report *r = make(titles);
	struct report_section *s = report_add_section(
		r, "out", "一、未归还", "份", columns, ARRAY_LEN(columns));

	for (size_t i = 0; i < n; i++) {
		char no[32], days[32];

		snprintf(no, sizeof(no), "2025-%04zu", i + 1);
		snprintf(days, sizeof(days), "%zu", i);
		report_add_row(
			s, (const char *[]){no, LONG_TITLE, "P07 吴", days});
	}
	return r;
}

static bool has(const struct buf *b, const char *text)
{
	return memmem(buf_text(b), b->len, text, strlen(text)) != NULL;
}

static size_t count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

/* Writes the bytes to a file of their own, runs `before FILE after`, gives
 * back what it printed. */
static void judge(const struct buf *bytes, const char *before,
		  const char *after, struct buf *printed)
{
	char path[] = "/tmp/test-report-XXXXXX";
	AUTO(buf) struct buf line = BUF_INIT;
	int fd = mkstemp(path);
	FILE *f;
	size_t n;

	CU_ASSERT_FATAL(fd >= 0);
	CU_ASSERT_EQUAL_FATAL(write(fd, bytes->data, bytes->len),
			      (ssize_t)bytes->len);
	close(fd);
	buf_printf(&line, "%s %s %s", before, path, after);
	f = popen(buf_text(&line), "r");
	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	buf_clear(printed);
	while ((n = fread(buf_reserve(printed, 4096), 1, 4096, f)))
		buf_added(printed, n);
	CU_ASSERT_EQUAL(pclose(f), 0);
	unlink(path);
}

/* ---- the model ----------------------------------------------------------- */

static void test_titles_left_out(void)
{
	struct err e = ERR_INIT;

	for (size_t i = 0; render_format_at(i); i++) {
		AUTO_PTR(report) struct report *r = make_rows(false, 2);
		AUTO(buf) struct buf out = BUF_INIT;

		CU_ASSERT_EQUAL(r->sections[0].n_columns, 3);
		CU_ASSERT_STRING_EQUAL(report_cell(&r->sections[0], 1, 1),
				       "P07 吴");
		CU_ASSERT_EQUAL(render_format_at(i)->render(r, &out, &e), 0);
		CU_ASSERT_FALSE(has(&out, "涉密载体"));
		CU_ASSERT_FALSE(has(&out, "标题"));
	}
}

static void include(struct report *r, const char *text, const char *issue)
{
	struct mark m;
	struct date day = {0};

	CU_ASSERT_TRUE_FATAL(!reason_refuses(mark_parse(text, &m)));
	if (issue)
		CU_ASSERT_TRUE_FATAL(date_parse(issue, &day));
	report_include(r, &m, day);
}

static void test_highest_mark(void)
{
	AUTO_PTR(report) struct report *r = make(false);
	static const struct {
		const char *mark, *issue, *highest;
	} steps[] = {
		{"公开", "2025-01-01", "内部"},
		{"秘密★5年", "2025-01-01", "秘密★5年"},
		/* ends later, though for fewer years */
		{"秘密★4年", "2027-01-01", "秘密★4年"},
		{"秘密★5年", "2025-01-01", "秘密★4年"},
		{"机密★6个月", "2025-01-01", "机密★6个月"},
		{"机密★会议开始前", NULL, "机密★会议开始前"},
		{"机密★20年", "2025-01-01", "机密★会议开始前"},
		{"绝密★30年", "2025-01-01", "绝密★30年"},
		{"机密★长期", "2025-01-01", "绝密★30年"},
	};
	char mark[MARK_TEXT];

	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		include(r, steps[i].mark, steps[i].issue);
		report_mark(r, mark);
		CU_ASSERT_STRING_EQUAL(mark, steps[i].highest);
	}
}

static void test_fit(void)
{
	double fits[] = {10, 20, 30}, wide[] = {10, 200, 30, 90};
	double fixed[] = {60, 100, 5}, crowded[] = {90, 80, 40};
	bool none[4] = {0}, first[] = {true, false, false},
	     two[] = {true, true, false};

	fit_widths(fits, none, 3, 60);
	CU_ASSERT_EQUAL(fits[0] + fits[1] + fits[2], 60);
	CU_ASSERT_EQUAL(fits[2], 30);
	fit_widths(wide, none, 4, 160);
	CU_ASSERT_EQUAL(wide[0], 10);
	CU_ASSERT_EQUAL(wide[1], 60);
	CU_ASSERT_EQUAL(wide[2], 30);
	CU_ASSERT_EQUAL(wide[3], 60);
	fit_widths(wide, none, 0, 10);
	/* what is kept stays whole */
	fit_widths(fixed, first, 3, 100);
	CU_ASSERT_EQUAL(fixed[0], 60);
	CU_ASSERT_EQUAL(fixed[1], 35);
	CU_ASSERT_EQUAL(fixed[2], 5);
	/* unless it would take it all */
	fit_widths(crowded, two, 3, 180);
	CU_ASSERT_EQUAL(crowded[0], 70);
	CU_ASSERT_EQUAL(crowded[1], 70);
	CU_ASSERT_EQUAL(crowded[2], 40);
	CU_ASSERT_FALSE(two[0]);
}

/* ---- text ---------------------------------------------------------------- */

static void test_text(void)
{
	AUTO_PTR(report) struct report *r = make_rows(true, 2);
	AUTO(buf) struct buf out = BUF_INIT;
	struct err e = ERR_INIT;
	const char *line;

	report_add_section(r, "none", "二、逾期未还", "份", columns, 4);
	CU_ASSERT_EQUAL(render_text(r, &out, &e), 0);
	CU_ASSERT_TRUE(has(&out, "一、未归还：2 份"));
	CU_ASSERT_TRUE(has(&out, "二、逾期未还：无"));
	CU_ASSERT_TRUE(has(&out, "2025-09-23 17:30"));
	CU_ASSERT_TRUE(has(&out, "P01 李敏"));
	for (line = buf_text(&out); *line;) {
		size_t n = strcspn(line, "\n");
		AUTO_FREE char *text = mem_dupn(line, n);

		CU_ASSERT_TRUE(str_columns(text) <= RENDER_TEXT_COLUMNS);
		CU_ASSERT_FALSE(str_ends(text, " "));
		line += n + (line[n] == '\n');
	}
}

static void test_text_wraps_and_aligns(void)
{
	static const struct report_column two[] = {
		{"a", "备注", REPORT_TEXT},
		{"b", "逾期", REPORT_NUMBER},
		{"c", "c", REPORT_TEXT},
	};
	AUTO_PTR(report) struct report *r = make(true);
	AUTO(buf) struct buf out = BUF_INIT, wanted = BUF_INIT;
	struct report_section *s =
		report_add_section(r, "x", "X", "行", two, 3);
	struct err e = ERR_INIT;

	/* 160 columns, less 2 gaps, less 4 and 3: 149 for the long one */
	for (size_t i = 0; i < 75; i++)
		buf_puts(&wanted, "文");
	report_add_row(s, (const char *[]){buf_text(&wanted), "7", "end"});
	CU_ASSERT_EQUAL(render_text(r, &out, &e), 0);
	buf_clear(&wanted);
	for (size_t i = 0; i < 74; i++)
		buf_puts(&wanted, "文");
	buf_puts(&wanted, "      7  end\n文\n");
	CU_ASSERT_TRUE(has(&out, buf_text(&wanted)));
}

/* A title stands below its row; a heading may break at its blank. */
static void test_text_title(void)
{
	static const struct report_column three[] = {
		{"no", "编号", REPORT_CODE},
		{"title", "标题", REPORT_TITLE},
		{"days", "逾期 工作日", REPORT_NUMBER},
	};
	AUTO_PTR(report) struct report *r = make(true);
	AUTO(buf) struct buf out = BUF_INIT;
	struct report_section *s =
		report_add_section(r, "x", "X", "行", three, 3);
	struct err e = ERR_INIT;

	report_add_row(s, (const char *[]){"2025-0001", "会议纪要", "12"});
	report_add_row(s, (const char *[]){"2025-0002", "", "3"});
	CU_ASSERT_EQUAL(render_text(r, &out, &e), 0);
	CU_ASSERT_TRUE(has(&out, "\nX：2 行\n"
				 "编号         逾期\n"
				 "           工作日\n"
				 "-----------------\n"
				 "2025-0001      12\n"
				 "    会议纪要\n"
				 "2025-0002       3\n"));
}

static void test_text_control_characters(void)
{
	AUTO_PTR(report) struct report *r = make(true);
	AUTO(buf) struct buf out = BUF_INIT;
	struct err e = ERR_INIT;
	struct report_section *s =
		report_add_section(r, "x", "X", "行", columns, 4);

	report_add_row(s, (const char *[]){"1", "a\033[2Jb\nc\x7f", NULL, ""});
	CU_ASSERT_EQUAL(render_text(r, &out, &e), 0);
	CU_ASSERT_FALSE(has(&out, "\033"));
	CU_ASSERT_TRUE(has(&out, "a [2Jb c"));
}

/* ---- CSV and JSON, judged by Python -------------------------------------- */

static struct report *make_hostile(void)
{
	static const struct report_column other[] = {
		{"receive_no", "收文编号", REPORT_TEXT},
		{"note", "备注", REPORT_TEXT},
	};
	struct report *r = make(true);
	struct report_section *s = report_add_section(
		r, "out", "一、未归还", "份", columns, ARRAY_LEN(columns));

	report_add_row(s,
		       (const char *[]){"2025-0001", "=HYPERLINK(\"x\",\"y\")",
					"a,b\nc", "-3"});
	report_add_row(s, (const char *[]){"+1", "@SUM(A1)", "-x", "-3+1"});
	report_add_row(s, (const char *[]){"\tx", "\r", "'", "<script>"});
	report_add_section(r, "none", "二、无", "份", columns, 4);
	s = report_add_section(r, "notes", "三、备注", "条", other, 2);
	report_add_row(s, (const char *[]){"2025-0002", "\\ \x01 é 好"});
	return r;
}

static void test_csv(void)
{
	AUTO_PTR(report) struct report *r = make_hostile();
	AUTO(buf) struct buf out = BUF_INIT, got = BUF_INIT;
	struct err e = ERR_INIT;

	CU_ASSERT_EQUAL_FATAL(render_csv(r, &out, &e), 0);
	judge(&out,
	      "/usr/bin/python3 -c '"
	      "import csv,sys\n"
	      "raw=open(sys.argv[1],\"rb\").read()\n"
	      "assert raw.startswith(b\"\\xef\\xbb\\xbf\")\n"
	      "text=raw.decode(\"utf-8-sig\")\n"
	      "for x in csv.reader(text.splitlines(True),strict=True):\n"
	      "  print(len(x),x[0],ascii(x[1:6]),x[-2])'",
	      "", &got);
	CU_ASSERT_STRING_EQUAL(
		buf_text(&got),
		"14 栏目 ['\\u6536\\u6587\\u7f16\\u53f7', "
		"'\\u6807\\u9898', '\\u6301\\u6709\\u4eba', "
		"'\\u903e\\u671f\\u5929\\u6570', '\\u5907\\u6ce8'] 最高密级\n"
		"14 一、未归还 ['2025-0001', '\\'=HYPERLINK(\"x\",\"y\")', "
		"'a,b\\nc', '-3', ''] 内部\n"
		"14 一、未归还 [\"'+1\", \"'@SUM(A1)\", \"'-x\", "
		"\"'-3+1\", ''] 内部\n"
		"14 一、未归还 [\"'\\tx\", \"'\\r\", \"'\", '<script>', "
		"''] 内部\n"
		"14 二、无 ['\\u65e0', '', '', '', ''] 内部\n"
		"14 三、备注 ['2025-0002', '', '', '', "
		"'\\\\ \\x01 \\xe9 \\u597d'] 内部\n");
	CU_ASSERT_TRUE(str_ends(buf_text(&out), "\r\n"));
}

static void test_json(void)
{
	AUTO_PTR(report) struct report *r = make_hostile();
	AUTO(buf) struct buf out = BUF_INIT, got = BUF_INIT;
	struct err e = ERR_INIT;

	CU_ASSERT_EQUAL_FATAL(render_json(r, &out, &e), 0);
	judge(&out,
	      "/usr/bin/python3 -c '"
	      "import json,sys\n"
	      "d=json.load(open(sys.argv[1]))\n"
	      "print(d[\"name\"],d[\"mark\"],len(d[\"sections\"]))\n"
	      "for s in d[\"sections\"]:\n"
	      "  print(s[\"key\"],len(s[\"columns\"]),ascii(s[\"rows\"][:1]))'",
	      "", &got);
	CU_ASSERT_STRING_EQUAL(
		buf_text(&got),
		"nightly 内部 3\n"
		"out 4 [{'receive_no': '2025-0001', 'title': "
		"'=HYPERLINK(\"x\",\"y\")', 'holder': 'a,b\\nc', "
		"'days': '-3'}]\n"
		"none 4 []\n"
		"notes 2 [{'receive_no': '2025-0002', 'note': "
		"'\\\\ \\x01 \\xe9 \\u597d'}]\n");
}

/* ---- PDF, judged by poppler ---------------------------------------------- */

static void pdf_text(const struct report *r, struct buf *text)
{
	AUTO(buf) struct buf pdf = BUF_INIT;
	struct err e = ERR_INIT;

	CU_ASSERT_EQUAL_FATAL(render_pdf(r, &pdf, &e), 0);
	judge(&pdf, "pdftotext -raw", "-", text);
}

static void test_pdf_many_rows(void)
{
	enum { ROWS = 300 };
	AUTO_PTR(report) struct report *r = make_rows(true, ROWS);
	AUTO(buf) struct buf text = BUF_INIT;
	char want[64];
	size_t pages;

	include(r, "绝密★30年", "2025-01-01");
	pdf_text(r, &text);
	pages = count(buf_text(&text), "\f");
	CU_ASSERT_TRUE(pages > 5);
	/* headings, frame and the right number on each sheet */
	CU_ASSERT_EQUAL(count(buf_text(&text), "逾期天数"), pages);
	CU_ASSERT_EQUAL(count(buf_text(&text), "最高密级：绝密★30年"), pages);
	CU_ASSERT_EQUAL(count(buf_text(&text), "打印人：P01 李敏"), pages);
	CU_ASSERT_EQUAL(count(buf_text(&text), "单位：某市机关"), pages);
	for (size_t i = 1; i <= pages; i++) {
		snprintf(want, sizeof(want), "第 %zu 页 共 %zu 页", i, pages);
		CU_ASSERT_EQUAL(count(buf_text(&text), want), 1);
	}
	for (size_t i = 1; i <= ROWS; i++) {
		snprintf(want, sizeof(want), "2025-%04zu", i);
		CU_ASSERT_EQUAL(count(buf_text(&text), want), 1);
	}
	/* every title whole: its last words come as often as its first */
	CU_ASSERT_EQUAL(count(buf_text(&text), "关于进一步"), ROWS);
	CU_ASSERT_EQUAL(count(buf_text(&text), "通知"), ROWS);
}

static void test_pdf_empty(void)
{
	AUTO_PTR(report) struct report *r = make_rows(true, 0);
	AUTO_PTR(report) struct report *none = make(false);
	AUTO(buf) struct buf text = BUF_INIT;

	pdf_text(r, &text);
	CU_ASSERT_EQUAL(count(buf_text(&text), "\f"), 1);
	CU_ASSERT_TRUE(has(&text, "一、未归还：无"));
	CU_ASSERT_TRUE(has(&text, "第 1 页 共 1 页"));
	pdf_text(none, &text);
	CU_ASSERT_TRUE(has(&text, "第 1 页 共 1 页"));
}

/* A cell higher than a sheet is cut to one (the ellipsis still carries the
 * whole text, so pdftotext finds it); the next row comes on the second. */
static void test_pdf_monster_row(void)
{
	AUTO_PTR(report) struct report *r = make(true);
	AUTO(buf) struct buf long_title = BUF_INIT, text = BUF_INIT;
	struct report_section *s =
		report_add_section(r, "x", "X", "行", columns, 4);

	for (size_t i = 0; i < 400; i++)
		buf_puts(&long_title, LONG_TITLE);
	report_add_row(s,
		       (const char *[]){"1", buf_text(&long_title), "P1", "1"});
	report_add_row(s, (const char *[]){"2025-0002", "短", "P2", "2"});
	pdf_text(r, &text);
	CU_ASSERT_EQUAL(count(buf_text(&text), "\f"), 2);
	CU_ASSERT_TRUE(has(&text, "2025-0002"));
}

/* The same model gives the same words and the same number of bytes. */
static void test_formats(void)
{
	const struct render_format *f;
	struct err e = ERR_INIT;

	CU_ASSERT_EQUAL(render_format_find("pdf", &f, &e), 0);
	CU_ASSERT_STRING_EQUAL(f->content_type, "application/pdf");
	CU_ASSERT_EQUAL(render_format_find("docx", &f, &e), ERR_USAGE);
	CU_ASSERT_PTR_NOT_NULL(strstr(e.msg, "text, csv, json, pdf"));
}

static const struct suite_test tests[] = {
	{"no format lets a title through", test_titles_left_out},
	{"the highest level and its longest term", test_highest_mark},
	{"widths are shared", test_fit},
	{"text", test_text},
	{"text wraps and aligns wide characters", test_text_wraps_and_aligns},
	{"text sets titles below their rows", test_text_title},
	{"text without control characters", test_text_control_characters},
	{"CSV of hostile cells", test_csv},
	{"JSON of hostile cells", test_json},
	{"PDF of 300 rows", test_pdf_many_rows},
	{"PDF without rows", test_pdf_empty},
	{"PDF of a row higher than a sheet", test_pdf_monster_row},
	{"the formats there are", test_formats},
};

SUITE_MAIN("report", tests)
