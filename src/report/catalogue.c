/* catalogue.c: see catalogue.h. */
#include "report/catalogue.h"

#include "base/buf.h"
#include "base/str.h"
#include "report/nightly.h"
#include "report/source.h"

static const struct catalogue_row {
	const char *name, *title;
	int (*fill)(struct report *, const struct source *, struct err *);
} rows[] = {
	{"nightly", "夜间报告", nightly_fill},
};

static const struct catalogue_row *find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (str_eq(rows[i].name, name))
			return &rows[i];
	return NULL;
}

static int refuse_name(const char *name, struct err *e)
{
	AUTO(buf) struct buf all = BUF_INIT;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		buf_printf(&all, "%s%s", i ? ", " : "", rows[i].name);
	return err_set(e, ERR_USAGE, "no report \"%s\"; there are: %s", name,
		       buf_text(&all));
}

/* Of the present: who prints today may not have been there that night. */
static int fill_printed_by(struct report *report, struct reg *r, const char *by,
			   struct err *e)
{
	AUTO_FREE char *text = NULL;
	struct stmt *st;
	int rc;

	if (!by)
		return 0;
	rc = db_query(reg_db(r), QUERY_report_person, &st, e, "t", by);
	if (rc < 0)
		return rc;
	rc = db_step(st, e);
	if (rc < 0)
		return rc;
	if (!rc)
		return err_set(e, ERR_NOT_FOUND, "there is no person %s", by);
	text = source_named(db_text(st, 0), db_text(st, 1));
	db_end(st);
	report_set(&report->printed_by, text);
	return 0;
}

static int fill_head(struct report *report, const struct source *s,
		     struct reg *r, const char *by, struct err *e)
{
	char text[REPORT_TIME_TEXT];

	report_set(&report->unit, s->unit);
	report_set(&report->station, s->station);
	report_time(text, s->as_of_s, s->zone);
	report_set(&report->as_of, text);
	report_time(text, s->now_s, s->zone);
	report_set(&report->printed_at, text);
	return fill_printed_by(report, r, by, e);
}

int catalogue_make(struct report **ret, struct reg *r,
		   const struct catalogue_request *q, struct err *e)
{
	const struct catalogue_row *row = find(q->name);
	AUTO_PTR(report) struct report *report = NULL;
	AUTO(source) struct source s = {0};
	int rc;

	if (!row)
		return refuse_name(q->name, e);
	rc = source_open(&s, r, q->as_of_s, e);
	if (rc < 0)
		return rc;
	report = report_new(row->name, row->title, q->titles);
	rc = fill_head(report, &s, r, q->by, e);
	if (rc >= 0)
		rc = row->fill(report, &s, e);
	if (rc < 0)
		return rc;
	*ret = TAKE(report);
	return 0;
}
