/* nightly.c: see nightly.h. The sections about copies that are away; the others
 * stand in lists.c. */
#include "report/nightly.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/str.h"
#include "core/due.h"
#include "report/away.h"
#include "report/lists.h"

enum field {
	RECEIVE_NO,
	COPY_NO,
	SERIAL_END,
	TITLE,
	MARK,
	STATE,
	HOLDER,
	DEPARTMENT,
	PLACE,
	SINCE,
	DUE,
	OVERDUE_WORKDAYS,
	OVERDUE_DAYS,
	REMARKS,
	FIELD_COUNT,
};

static const struct report_column columns[FIELD_COUNT] = {
	[RECEIVE_NO] = {"receive_no", "收文编号", REPORT_CODE},
	[COPY_NO] = {"copy_no", "份号", REPORT_CODE},
	[SERIAL_END] = {"serial_end", "尾号", REPORT_CODE},
	[TITLE] = {"title", "标题", REPORT_TITLE},
	[MARK] = {"mark", "密级期限", REPORT_TEXT},
	[STATE] = {"state", "状态", REPORT_TEXT},
	[HOLDER] = {"holder", "持有人", REPORT_TEXT},
	[DEPARTMENT] = {"department", "部门", REPORT_TEXT},
	[PLACE] = {"place", "地点", REPORT_TEXT},
	[SINCE] = {"since", "借出时间", REPORT_CODE},
	[DUE] = {"due", "应还时间", REPORT_CODE},
	[OVERDUE_WORKDAYS] = {"overdue_workdays", "逾期 工作日", REPORT_NUMBER},
	[OVERDUE_DAYS] = {"overdue_days", "逾期 日历日", REPORT_NUMBER},
	[REMARKS] = {"remarks", "提示", REPORT_TEXT},
};

static const enum field lateness[] = {
	RECEIVE_NO, COPY_NO,	      SERIAL_END,   TITLE,   MARK,
	STATE,	    HOLDER,	      DEPARTMENT,   PLACE,   SINCE,
	DUE,	    OVERDUE_WORKDAYS, OVERDUE_DAYS, REMARKS,
};
static const enum field whereabouts[] = {
	RECEIVE_NO, COPY_NO,	SERIAL_END, TITLE, MARK, STATE,
	HOLDER,	    DEPARTMENT, PLACE,	    SINCE, DUE,	 REMARKS,
};

/* What the close of a day flags, in a column's few words. */
static const struct {
	enum reason flag;
	const char *zh;
} short_words[] = {
	{W_OVERDUE, "逾期"},
	{W_OVERNIGHT, "当日未收回"},
	{A_TS_OVERNIGHT, "绝密过夜"},
	{W_HOLIDAY_OUT, "节前未收回"},
};

static void add_words(struct buf *out, const char *words)
{
	if (out->len)
		buf_puts(out, "、");
	buf_puts(out, words);
}

static void say_flags(struct buf *out, const struct away *a,
		      const struct source *s)
{
	for (size_t i = 0; i < ARRAY_LEN(short_words); i++)
		if (reason_has(&a->flags, short_words[i].flag))
			add_words(out, short_words[i].zh);
	if (!reason_has(&a->flags, W_OVERDUE) && a->due_s &&
	    a->due_s <= due_close_of_day(s->policy, s->as_of_s, s->zone))
		add_words(out, "今日到期");
	if (a->state == CUSTODY_QUARANTINED)
		add_words(out, "封存待查");
}

static void say_outside(struct buf *out, const struct away *a,
			const struct source *s)
{
	enum reason r = REASON_OK;

	(void)s;
	while ((r = reason_next(&a->outside, r)) != REASON_OK)
		/* The gate's sentence speaks of the next reader; here the
		 * paper turned up where it was not given. */
		add_words(out,
			  r == E_ROUTE_ORDER ? "不是登记的去向" : reason_zh(r));
}

static bool any(const struct away *a)
{
	(void)a;
	return true;
}

static bool is_overdue(const struct away *a)
{
	return reason_has(&a->flags, W_OVERDUE);
}

static bool is_outside(const struct away *a)
{
	return reason_next(&a->outside, REASON_OK) != REASON_OK;
}

static bool is_ts_overnight(const struct away *a)
{
	return reason_has(&a->flags, A_TS_OVERNIGHT);
}

static const struct away_section {
	const char *key, *title;
	const enum field *fields;
	size_t n_fields;
	bool (*takes)(const struct away *);
	bool worst_first;
	void (*remark)(struct buf *, const struct away *,
		       const struct source *);
} sections[] = {
	{"out", "一、未归还", lateness, ARRAY_LEN(lateness), any, false,
	 say_flags},
	{"overdue", "二、逾期未还（W_OVERDUE）", lateness, ARRAY_LEN(lateness),
	 is_overdue, true, say_flags},
	{"outside_scope", "三、超出知悉范围（人员、地点或去向不符）",
	 whereabouts, ARRAY_LEN(whereabouts), is_outside, false, say_outside},
	{"top_secret_overnight", "四、绝密过夜（A_TS_OVERNIGHT）", whereabouts,
	 ARRAY_LEN(whereabouts), is_ts_overnight, false, say_flags},
};

static void put_away(struct report *r, struct report_section *section,
		     const struct away *a, const struct away_section *kind,
		     const struct source *s)
{
	AUTO(buf) struct buf remark = BUF_INIT;
	char mark[MARK_TEXT], since[REPORT_TIME_TEXT], due[REPORT_TIME_TEXT];
	char workdays[16], days[16];
	const char *const texts[FIELD_COUNT] = {
		[RECEIVE_NO] = a->document,
		[COPY_NO] = a->copy_no,
		[SERIAL_END] = source_serial_end(a->serial),
		[TITLE] = a->title,
		[MARK] = mark,
		[STATE] = custody_zh(a->state),
		[HOLDER] = a->holder,
		[DEPARTMENT] = a->unit,
		[PLACE] = a->place,
		[SINCE] = since,
		[DUE] = due,
		[OVERDUE_WORKDAYS] = workdays,
		[OVERDUE_DAYS] = days,
	};

	mark_format(mark, &a->mark);
	report_time(since, a->since_s, s->zone);
	report_time(due, a->due_s, s->zone);
	snprintf(workdays, sizeof(workdays), "%d", a->overdue_workdays);
	snprintf(days, sizeof(days), "%d", a->overdue_days);
	kind->remark(&remark, a, s);
	for (size_t i = 0; i < kind->n_fields; i++)
		report_put(section, kind->fields[i] == REMARKS
					    ? buf_text(&remark)
					    : texts[kind->fields[i]]);
	report_include(r, &a->mark, a->issue);
}

static int compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Longest overdue first, by working days, then by the clock; the list's own
 * order where both are equal. */
static int worst_first(const void *x, const void *y)
{
	const struct away *a = *(const struct away *const *)x;
	const struct away *b = *(const struct away *const *)y;
	int by = compare(b->overdue_workdays, a->overdue_workdays);

	if (!by)
		by = compare(a->due_s, b->due_s);
	return by ? by : compare(a - b, 0);
}

static void fill_away(struct report *r, const struct away_list *all,
		      const struct away_section *kind, const struct source *s)
{
	AUTO_FREE const struct away **taken =
		mem_alloc((all->n + 1) * sizeof(struct away *));
	struct report_column named[FIELD_COUNT];
	struct report_section *section;
	size_t n = 0;

	for (size_t i = 0; i < kind->n_fields; i++)
		named[i] = columns[kind->fields[i]];
	section = report_add_section(r, kind->key, kind->title, "份", named,
				     kind->n_fields);
	for (size_t i = 0; i < all->n; i++)
		if (kind->takes(&all->items[i]))
			taken[n++] = &all->items[i];
	if (kind->worst_first)
		qsort(taken, n, sizeof(struct away *), worst_first);
	for (size_t i = 0; i < n; i++)
		put_away(r, section, taken[i], kind, s);
}

/* Years without calendar data, among those that overdue days were counted in:
 * weekends alone were taken for closed there. */
static void note_calendar(struct report *r, const struct away_list *all,
			  const struct source *s)
{
	int last = civil_from_time(s->as_of_s, s->zone).date.year;
	int first = last;
	AUTO(buf) struct buf years = BUF_INIT;

	for (size_t i = 0; i < all->n; i++) {
		int64_t due_s = all->items[i].due_s;
		int year = civil_from_time(due_s, s->zone).date.year;

		if (due_s && year < first)
			first = year;
	}
	for (int year = first; year <= last; year++)
		if (!calendar_knows_year(s->calendar, year))
			buf_printf(&years, "%s%d", years.len ? "、" : "", year);
	if (!years.len)
		return;
	buf_puts(&years, " 年工作日历未录入，仅按周末计算（W_CALENDAR）");
	report_set(&r->note, buf_text(&years));
}

int nightly_fill(struct report *r, const struct source *s, struct err *e)
{
	AUTO(away_list) struct away_list away = {0};
	int rc = away_load(&away, s, e);

	if (rc < 0)
		return rc;
	note_calendar(r, &away, s);
	for (size_t i = 0; i < ARRAY_LEN(sections); i++)
		fill_away(r, &away, &sections[i], s);
	return lists_fill(r, s, e);
}
