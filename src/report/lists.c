/* lists.c: see lists.h. */
#include "report/lists.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "core/verbs.h"

/* ---- terms --------------------------------------------------------------- */

static const struct report_column term_columns[] = {
	{"receive_no", "收文编号", REPORT_CODE},
	{"doc_no", "发文字号", REPORT_TEXT},
	{"title", "标题", REPORT_TITLE},
	{"mark", "密级期限", REPORT_TEXT},
	{"origin", "来源", REPORT_TEXT},
	{"issue_date", "成文日期", REPORT_CODE},
	{"last_day", "保密期限末日", REPORT_CODE},
	{"days_past", "已过天数", REPORT_NUMBER},
	{"copies", "在册份数", REPORT_NUMBER},
};

/* The document becomes due the day after its last protected one (model.md
 * B.4), whether that is a working day or not. */
static int fill_terms(struct report *r, struct report_section *section,
		      const struct source *s, struct err *e)
{
	struct date today = civil_from_time(s->as_of_s, s->zone).date;
	char before[DATE_TEXT];
	struct stmt *st;
	int rc;

	/* Later than the day itself: the query counts roughly. */
	date_format(before, date_add_days(today, 4));
	rc = db_query(s->db, QUERY_report_terms, &st, e, "t", before);
	if (rc < 0)
		return rc;
	while ((rc = db_step(st, e)) > 0) {
		struct mark mark;
		struct date issue, last;
		char text[MARK_TEXT];

		source_mark(st, 3, &mark, &issue);
		if (!db_int(st, 10) ||
		    (date_is_none(issue) && mark.term.kind != TERM_DATE) ||
		    !mark_last_day(&mark, issue, &last) ||
		    date_compare(last, today) >= 0)
			continue;
		mark_format(text, &mark);
		report_put(section, db_text(st, 0));
		report_put(section, db_text(st, 1));
		report_put(section, db_text(st, 2));
		report_put(section, text);
		report_put(section,
			   str_eq(db_text(st, 9), "own") ? "本单位" : "来文");
		report_put_date(section, issue);
		report_put_date(section, last);
		report_put_int(section,
			       date_to_days(today) - date_to_days(last));
		report_put_int(section, db_int(st, 10));
		report_include(r, &mark, issue);
	}
	return rc;
}

/* ---- labels -------------------------------------------------------------- */

static const struct report_column label_columns[] = {
	{"receive_no", "收文编号", REPORT_CODE},
	{"copy_no", "份号", REPORT_CODE},
	{"serial_end", "尾号", REPORT_CODE},
	{"title", "标题", REPORT_TITLE},
	{"mark", "密级期限", REPORT_TEXT},
	{"label", "情况", REPORT_TEXT},
	{"printer", "打印机", REPORT_TEXT},
};

/* What is the matter with a copy's label, by the code in the register. */
static const struct {
	const char *code, *zh;
} label_words[] = {
	{"uncertain", "打印结果不明，请扫描核对"},
	{"committed", "已送打印，未确认"},
	{"reserved", "待打印"},
	{"label_damaged", "标签损坏"},
	{"relabel_needed", "待贴标签"},
	{"label_ok", "手工标签，欠打印标签"},
};

static const char *label_word(const char *code)
{
	for (size_t i = 0; i < ARRAY_LEN(label_words); i++)
		if (str_eq(label_words[i].code, code))
			return label_words[i].zh;
	return code;
}

static int fill_labels(struct report *r, struct report_section *section,
		       const struct source *s, struct err *e)
{
	struct stmt *st;
	int rc = db_query(s->db, QUERY_report_labels, &st, e, "");

	if (rc < 0)
		return rc;
	while ((rc = db_step(st, e)) > 0) {
		struct mark mark;
		struct date issue;
		char text[MARK_TEXT];

		source_mark(st, 4, &mark, &issue);
		mark_format(text, &mark);
		report_put(section, db_text(st, 1));
		report_put(section, db_text(st, 2));
		report_put(section, source_serial_end(db_text(st, 0)));
		report_put(section, db_text(st, 3));
		report_put(section, text);
		report_put(section,
			   label_word(db_is_null(st, 13) ? db_text(st, 10)
							 : db_text(st, 13)));
		report_put(section, db_text(st, 14));
		report_include(r, &mark, issue);
	}
	return rc;
}

/* ---- rules that only warned ---------------------------------------------- */

static const struct report_column warned_columns[] = {
	{"seq", "日志序号", REPORT_NUMBER},
	{"entered_at", "登记时间", REPORT_CODE},
	{"verb", "动作", REPORT_CODE},
	{"actor", "经办人", REPORT_CODE},
	{"subject", "对象", REPORT_TEXT},
	{"reasons", "原因码", REPORT_TEXT},
};

/* Entries since the night before, from the newest back. */
static int fill_warned(struct report *r, struct report_section *section,
		       const struct source *s, struct err *e)
{
	const struct verb *verb;
	struct stmt *st;
	int rc = db_query(s->db, QUERY_report_entries, &st, e, "t", s->station);

	(void)r;
	if (rc < 0)
		return rc;
	while ((rc = db_step(st, e)) > 0) {
		int64_t at_s = db_int(st, 1);

		if (at_s <= s->since_s) {
			db_end(st);
			return 0;
		}
		if (at_s > s->as_of_s || !db_int(st, 2))
			continue;
		report_put_int(section, db_int(st, 0));
		report_put_time(section, at_s, s->zone);
		verb = verb_find(db_text(st, 3));
		report_put(section, verb ? verb->zh : db_text(st, 3));
		report_put(section, db_text(st, 4));
		report_put(section, db_text(st, 5));
		report_put(section, db_text(st, 6));
	}
	return rc;
}

/* ---- violations and incidents -------------------------------------------- */

static const struct report_column wrong_columns[] = {
	{"sort", "类别", REPORT_CODE},
	{"no", "编号", REPORT_CODE},
	{"what", "事由", REPORT_TEXT},
	{"status", "状态", REPORT_TEXT},
	{"receive_no", "收文编号", REPORT_CODE},
	{"copy_no", "份号", REPORT_CODE},
	{"serial_end", "尾号", REPORT_CODE},
	{"title", "标题", REPORT_TITLE},
	{"mark", "密级期限", REPORT_TEXT},
	{"person", "人员", REPORT_TEXT},
	{"at", "发生时间", REPORT_CODE},
};

static const struct {
	const char *code, *zh;
} wrong_words[] = {
	{"violation", "违规"},
	{"incident", "事件"},
	{"draft", "草稿"},
	{"open", "未结"},
	{"terminal_seen", "已结载体再现"},
	{"missing", "下落不明"},
	{"lost", "失密"},
	{"leaked", "泄密"},
};

/* In words where there are some; a reason's code with its sentence. */
static void put_wrong_word(struct report_section *section, const char *code)
{
	AUTO(buf) struct buf text = BUF_INIT;
	enum reason reason;

	for (size_t i = 0; i < ARRAY_LEN(wrong_words); i++)
		if (str_eq(wrong_words[i].code, code)) {
			report_put(section, wrong_words[i].zh);
			return;
		}
	buf_puts(&text, code ? code : "");
	if (code && reason_parse(code, &reason))
		buf_printf(&text, " %s", reason_zh(reason));
	report_put(section, buf_text(&text));
}

static int fill_wrongs(struct report *r, struct report_section *section,
		       const struct source *s, struct err *e)
{
	struct stmt *st;
	int rc = db_query(s->db, QUERY_report_wrongs, &st, e, "");

	if (rc < 0)
		return rc;
	while ((rc = db_step(st, e)) > 0) {
		bool of_copy = !db_is_null(st, 6);
		AUTO_FREE char *person =
			source_named(db_text(st, 15), db_text(st, 16));
		char text[MARK_TEXT] = "";
		struct mark mark;
		struct date issue;

		if (of_copy) {
			source_mark(st, 9, &mark, &issue);
			mark_format(text, &mark);
			report_include(r, &mark, issue);
		}
		put_wrong_word(section, db_text(st, 0));
		report_put(section, db_text(st, 1));
		put_wrong_word(section, db_text(st, 3));
		put_wrong_word(section, db_text(st, 2));
		report_put(section, db_text(st, 6));
		report_put(section, db_text(st, 7));
		report_put(section,
			   of_copy ? source_serial_end(db_text(st, 5)) : "");
		report_put(section, db_text(st, 8));
		report_put(section, text);
		report_put(section, person);
		report_put_time(section, db_int(st, 4), s->zone);
	}
	return rc;
}

/* ---- all of them --------------------------------------------------------- */

static const struct list {
	const char *key, *title, *counter;
	const struct report_column *columns;
	size_t n_columns;
	int (*fill)(struct report *, struct report_section *,
		    const struct source *, struct err *);
} lists[] = {
	{"declassification_due", "五、保密期限届满待办（W_DECLASS_DUE）", "件",
	 term_columns, ARRAY_LEN(term_columns), fill_terms},
	{"labels", "六、标签欠缺或不明", "份", label_columns,
	 ARRAY_LEN(label_columns), fill_labels},
	{"warned", "七、昨日下班以来警告放行（W_POLICY）", "条", warned_columns,
	 ARRAY_LEN(warned_columns), fill_warned},
	{"wrongs", "八、未结违规和事件", "条", wrong_columns,
	 ARRAY_LEN(wrong_columns), fill_wrongs},
};

int lists_fill(struct report *r, const struct source *s, struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		const struct list *l = &lists[i];
		struct report_section *section =
			report_add_section(r, l->key, l->title, l->counter,
					   l->columns, l->n_columns);
		int rc = l->fill(r, section, s, e);

		if (rc < 0)
			return rc;
	}
	return 0;
}
