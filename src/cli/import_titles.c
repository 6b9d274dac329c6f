/* import_titles.c: see import_titles.h. */
#include "cli/import_titles.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "core/level.h"
#include "core/role.h"

/* Titles other than the argument's own name and its Chinese text in the table
 * of verbs. The first row whose argument the verb has counts. */
static const struct {
	const char *title, *arg;
} titles[] = {
	{"来文单位", "issuer"},
	{"发文机关", "issuer"},
	{"制发机关", "issuer"},
	{"来文机关", "issuer"},
	{"文号", "doc-no"},
	{"发文字号", "doc-no"},
	{"文件标题", "title"},
	{"文件名称", "title"},
	{"题名", "title"},
	{"标题", "title"},
	{"密级", "mark"},
	{"密级期限", "mark"},
	{"密级和期限", "mark"},
	{"密级、保密期限", "mark"},
	{"密级和保密期限", "mark"},
	{"制发日期", "issue-date"},
	{"发文日期", "issue-date"},
	{"成文日期", "issue-date"},
	{"份号", "copy-no"},
	{"页数", "pages"},
	{"应有页数", "pages"},
	{"实点页数", "counted"},
	{"实有页数", "counted"},
	{"紧急程度", "urgency"},
	{"缓急", "urgency"},
	{"清退", "must-return"},
	{"是否清退", "must-return"},
	{"第二签收人", "second"},
	{"编号", "person"},
	{"工号", "person"},
	{"人员编号", "person"},
	{"编号", "cabinet"},
	{"柜号", "cabinet"},
	{"编号", "place"},
	{"代码", "place"},
	{"部门", "unit"},
	{"单位", "unit"},
	{"姓名", "name"},
	{"名称", "name"},
	{"职务", "post"},
	{"岗位", "post"},
	{"涉密等级", "clearance"},
	{"办公地点", "office"},
	{"承诺书日期", "pledge"},
	{"承诺书签订日期", "pledge"},
	{"审查日期", "vetted"},
	{"培训日期", "trained"},
	{"最近培训", "trained"},
	{"考核", "examined"},
	{"所在场所", "place"},
	{"最高密级", "level"},
	{"卡号", "uid"},
	{"备注理由", "reason"},
};

/* Columns of real receipt books that have no place in a receipt: the register
 * gives numbers, times and names itself, or does not keep them. */
static const char *const unkept[] = {
	"序号",	  "备注",   "收文编号", "收文日期",    "收文时间",
	"签收人", "信封号", "回执号",	"信封/回执号", "分送对象",
	"拟办",	  "批办",   "附件",	"联系电话",
};

static const struct {
	const char *word, *code;
} words[] = {
	{"国家秘密", "state"},
	{"工作秘密", "work"},
	{"商业秘密", "trade"},
	{"企业内部", "internal"},
	{"内部资料", "internal"},
	{"个人隐私", "privacy"},
	{"收文", "received"},
	{"本单位制发", "own"},
	{"自制", "own"},
	{"机要室", "registry"},
	{"阅文室", "reading_room"},
	{"办公室", "office"},
	{"复印室", "copy_room"},
	{"外单位", "outside"},
	{"普通柜", "plain"},
	{"铁皮柜", "iron"},
	{"铁质文件柜", "iron"},
	{"密码柜", "combination"},
	{"密码文件柜", "combination"},
	{"双锁柜", "dual_lock"},
	{"在岗", "active"},
	{"离岗", "off_post"},
	{"离职", "left"},
};

enum title_kind title_find(const struct verb *v, const char *title,
			   const struct arg_spec **ret_arg)
{
	*ret_arg = verb_arg(v, title);
	for (const struct arg_spec *a = v->args; a->name && !*ret_arg; a++)
		if (str_eq(a->zh, title))
			*ret_arg = a;
	for (size_t i = 0; i < ARRAY_LEN(titles) && !*ret_arg; i++)
		if (str_eq(titles[i].title, title))
			*ret_arg = verb_arg(v, titles[i].arg);
	if (*ret_arg)
		return TITLE_ARG;
	if (str_eq(title, "份数") && verb_arg(v, "copy-no"))
		return TITLE_COPIES;
	for (size_t i = 0; i < ARRAY_LEN(unkept); i++)
		if (str_eq(title, unkept[i]))
			return TITLE_UNKEPT;
	return TITLE_UNKNOWN;
}

/* ---- values ------------------------------------------------------------- */

/* Without blanks around it, full-width digits made plain ones. */
static void put_plain(struct buf *to, const char *cell)
{
	enum { IDEOGRAPHIC_SPACE = 0x3000, WIDE_0 = 0xff10, WIDE_9 = 0xff19 };
	size_t blanks_from = to->len;

	while (*cell) {
		const char *from = cell;
		uint32_t c = str_next_utf8(&cell);
		bool blank = c == ' ' || c == '\t' || c == IDEOGRAPHIC_SPACE;

		if (blank && !to->len)
			continue;
		if (c >= WIDE_0 && c <= WIDE_9)
			buf_putc(to, (char)('0' + (c - WIDE_0)));
		else
			buf_put(to, from, (size_t)(cell - from));
		if (!blank)
			blanks_from = to->len;
	}
	if (to->data) {
		to->len = blanks_from;
		to->data[to->len] = '\0';
	}
}

static const char *code_of(const struct arg_spec *a, const char *text)
{
	if (a->type == ARG_CLEARANCE)
		for (int i = 0; i < CLEARANCE_COUNT; i++)
			if (str_eq(clearance_zh((enum clearance)i), text))
				return clearance_code((enum clearance)i);
	if (a->type == ARG_ROLE)
		for (int i = 0; i < ROLE_COUNT; i++)
			if (str_eq(role_zh((enum role)i), text))
				return role_code((enum role)i);
	if (a->type == ARG_FLAG && (str_eq(text, "√") || str_eq(text, "合格")))
		return "yes";
	if (a->type == ARG_FLAG &&
	    (str_eq(text, "×") || str_eq(text, "不合格")))
		return "no";
	if (a->type == ARG_ENUM)
		for (size_t i = 0; i < ARRAY_LEN(words); i++)
			if (str_eq(words[i].word, text) &&
			    strstr(a->words, words[i].code))
				return words[i].code;
	return NULL;
}

/* 2025年9月1日, 2025/9/1, 2025.9.1, 20250901 -> 2025-09-01 */
static bool put_date(struct buf *to, const char *text)
{
	static const char *const forms[] = {"%4d年%2d月%2d日%n",
					    "%4d/%2d/%2d%n", "%4d.%2d.%2d%n",
					    "%4d-%2d-%2d%n", "%4d%2d%2d%n"};
	struct date d;
	char date[DATE_TEXT];

	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		int end = 0;

/* The forms are the literals above. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		if (sscanf(text, forms[i], &d.year, &d.month, &d.day, &end) <
			    3 ||
		    !end || text[end] || !date_is_valid(d))
			continue;
#pragma GCC diagnostic pop
		date_format(date, d);
		buf_puts(to, date);
		return true;
	}
	return false;
}

/* Lists are joined by what Chinese writes between words, too. */
static void put_list(struct buf *to, const char *text)
{
	static const char *const commas[] = {"、", "，", "；", ";", " "};

	while (*text) {
		size_t skip = 0;

		for (size_t i = 0; i < ARRAY_LEN(commas) && !skip; i++)
			if (str_starts(text, commas[i]))
				skip = strlen(commas[i]);
		if (skip)
			buf_putc(to, ',');
		else
			buf_putc(to, *text);
		text += skip ? skip : 1;
	}
}

void title_convert(struct buf *to, const struct arg_spec *a, const char *cell)
{
	AUTO(buf) struct buf plain = BUF_INIT;
	const char *text, *code;

	/* Titles and marks are kept as they are printed. */
	if (a->type == ARG_TEXT) {
		buf_puts(to, cell);
		return;
	}
	put_plain(&plain, cell);
	text = buf_text(&plain);
	code = code_of(a, text);
	if (code)
		buf_puts(to, code);
	else if (a->type == ARG_PERSONS || a->type == ARG_DAYS)
		put_list(to, text);
	else if (a->type != ARG_DATE || !put_date(to, text))
		buf_puts(to, text);
}
