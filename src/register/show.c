/* show.c: what is known of a subject, as a flat list. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "core/due.h"
#include "register/internal.h"

static void add_time(struct kv_list *l, const char *key, int64_t time_s,
		     int zone)
{
	char text[TIME_TEXT];

	if (!time_s)
		return;
	time_format(text, time_s, zone);
	kv_add(l, key, text);
}

/* A column where it has a value. */
static void add_text(struct kv_list *l, const char *key, struct stmt *s,
		     int column)
{
	kv_add(l, key, db_text(s, column));
}

static void add_number(struct kv_list *l, const char *key, struct stmt *s,
		       int column)
{
	if (!db_is_null(s, column))
		kv_add_int(l, key, db_int(s, column));
}

/* Each row's columns under the names that the query gives them; a column
 * whose name ends in "at" or "due" is a time. */
static int add_rows(struct reg *r, struct kv_list *l, enum query q,
		    const char *of, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, q, &s, e, "t", of);

	while (rc >= 0 && (rc = db_step(s, e)) > 0)
		for (int i = 0; i < db_columns(s); i++) {
			const char *name = db_column_name(s, i);

			if (str_ends(name, "-at") || str_ends(name, "-due"))
				add_time(l, name, db_int(s, i), r->zone);
			else
				add_text(l, name, s, i);
		}
	return rc;
}

static enum term_kind kind_of(struct stmt *s, int column)
{
	enum term_kind k;

	return term_kind_parse(db_text(s, column), &k) ? k : TERM_NONE;
}

static struct mark mark_of(struct stmt *s, int level)
{
	struct mark m = {.level = (enum level)db_int(s, level)};

	m.term.kind = kind_of(s, level + 1);
	m.term.n = (int)db_int(s, level + 2);
	date_parse(db_text(s, level + 3), &m.term.date);
	return m;
}

/* Whether the last protected day has passed (AC-34). */
static bool is_declass_due(const struct mark *m, struct date issue,
			   int64_t now_s, int zone)
{
	struct date last, today = civil_from_time(now_s, zone).date;

	return !date_is_none(issue) && mark_last_day(m, issue, &last) &&
	       date_compare(today, last) > 0;
}

static void add_last_day(struct kv_list *l, const struct mark *m,
			 struct date issue)
{
	char text[DATE_TEXT];
	struct date last;

	if (date_is_none(issue) || !mark_last_day(m, issue, &last))
		return;
	date_format(text, last);
	kv_add(l, "last-day", text);
}

static int show_document(struct reg *r, const char *key, int64_t now_s,
			 bool titles, bool alone, struct kv_list *l,
			 struct err *e)
{
	static const char star[] = "★";
	struct date issue = {0};
	struct mark mark;
	char text[MARK_TEXT];
	const char *printed;
	struct stmt *s;
	int rc = db_query(r->db, QUERY_show_document, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	if (alone)
		kv_add(l, "kind", "document");
	kv_add(l, alone ? "receive-no" : "document", key);
	add_text(l, "doc-no", s, 0);
	mark = mark_of(s, 1);
	mark_format(text, &mark);
	kv_add(l, "level", level_code(mark.level));
	/* The mark as printed may hold a condition in words, which is part of
	 * what only the entitled see. */
	printed = titles && db_text(s, 15) ? db_text(s, 15) : text;
	kv_add(l, "mark", printed);
	if (strstr(printed, star))
		kv_add(l, "term", strstr(printed, star) + strlen(star));
	add_text(l, "issue-date", s, 5);
	date_parse(db_text(s, 5), &issue);
	add_last_day(l, &mark, issue);
	if (alone) {
		add_time(l, "received", db_int(s, 6), r->zone);
		add_text(l, "urgency", s, 7);
		add_text(l, "origin", s, 8);
		add_text(l, "category", s, 16);
		add_number(l, "pages", s, 9);
		kv_add(l, "scope-set", db_int(s, 11) ? "yes" : "no");
		kv_add(l, "range-set", db_int(s, 12) ? "yes" : "no");
	}
	kv_add(l, "secrecy",
	       str_eq(db_text(s, 10), "classified") &&
			       is_declass_due(&mark, issue, now_s, r->zone)
		       ? "declass_due"
		       : db_text(s, 10));
	if (titles) {
		add_text(l, "title", s, 13);
		add_text(l, "issuer", s, 14);
	}
	db_end(s);
	if (!alone)
		return 0;
	rc = add_rows(r, l, QUERY_show_document_copies, key, e);
	if (rc >= 0)
		rc = add_rows(r, l, QUERY_show_scope, key, e);
	if (rc >= 0)
		rc = add_rows(r, l, QUERY_show_route, key, e);
	if (rc >= 0)
		rc = add_rows(r, l, QUERY_show_knowledge, key, e);
	return rc;
}

static int show_flags(struct reg *r, const char *serial, const char *document,
		      int64_t now_s, struct kv_list *l, struct err *e)
{
	struct copy_facts copy;
	struct document_facts doc;
	struct reason_set flags;
	char ignored[FACT_TEXT];
	int rc = load_copy(r, serial, &copy, ignored, e);

	if (rc >= 0)
		rc = load_document(r, document, &doc, e);
	if (rc < 0)
		return rc;
	flags = due_flags(&r->policy, r->calendar, doc.mark.level,
			  custody_code(copy.state), copy.since_s, copy.due_s,
			  now_s, r->zone);
	for (enum reason why = REASON_OK;
	     (why = reason_next(&flags, why)) != REASON_OK;)
		kv_add(l, "flag", reason_code(why));
	if (copy.tag[0])
		kv_add(l, "tag", copy.tag);
	return 0;
}

static int show_copy(struct reg *r, const char *key, int64_t now_s, bool titles,
		     struct kv_list *l, struct err *e)
{
	char document[FACT_TEXT];
	struct stmt *s;
	int rc = db_query(r->db, QUERY_show_custody, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	kv_add(l, "kind", "copy");
	kv_add(l, "serial", key);
	add_text(l, "state", s, 0);
	add_text(l, "holder", s, 1);
	add_text(l, "place", s, 2);
	add_time(l, "since", db_int(s, 3), r->zone);
	add_time(l, "due", db_int(s, 4), r->zone);
	add_text(l, "approval", s, 5);
	add_number(l, "renewals", s, 6);
	if (db_int(s, 7))
		kv_add(l, "route", "off");
	add_text(l, "copy-no", s, 9);
	add_text(l, "copy-kind", s, 10);
	add_number(l, "pages", s, 11);
	add_text(l, "cabinet", s, 12);
	add_text(l, "slot", s, 13);
	add_text(l, "label", s, 14);
	if (db_int(s, 15))
		kv_add(l, "label-owed", "yes");
	str_copy(document, sizeof(document), db_text(s, 8));
	db_end(s);
	rc = show_document(r, document, now_s, titles, false, l, e);
	if (rc >= 0)
		rc = show_flags(r, key, document, now_s, l, e);
	if (rc >= 0)
		rc = add_rows(r, l, QUERY_show_label, key, e);
	if (rc >= 0)
		rc = add_rows(r, l, QUERY_show_knowledge_of_copy, key, e);
	if (rc >= 0)
		rc = add_rows(r, l, QUERY_show_violations_of_copy, key, e);
	if (rc >= 0)
		rc = add_rows(r, l, QUERY_show_incidents_of_copy, key, e);
	return rc;
}

static int show_person(struct reg *r, const char *key, bool titles,
		       struct kv_list *l, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_show_person, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	kv_add(l, "kind", "person");
	kv_add(l, "person", key);
	/* Names and posts are secret values, as titles are. */
	if (titles)
		add_text(l, "name", s, 7);
	add_text(l, "unit", s, 0);
	if (titles)
		add_text(l, "post", s, 8);
	kv_add(l, "clearance", clearance_code((enum clearance)db_int(s, 1)));
	add_text(l, "status", s, 2);
	add_text(l, "pledge", s, 3);
	add_text(l, "vetted", s, 9);
	add_text(l, "trained", s, 4);
	kv_add(l, "examined", db_int(s, 5) ? "yes" : "no");
	add_text(l, "office", s, 6);
	db_end(s);
	rc = add_rows(r, l, QUERY_show_roles, key, e);
	if (rc >= 0)
		rc = add_rows(r, l, QUERY_show_holdings, key, e);
	if (rc >= 0)
		rc = add_rows(r, l, QUERY_show_notices, key, e);
	if (rc >= 0)
		rc = add_rows(r, l, QUERY_show_violations_of_person, key, e);
	return rc;
}

static int show_approval(struct reg *r, const char *key, struct kv_list *l,
			 struct err *e)
{
	static const char *const names[] = {
		"approval", "action",	   "document", "copy", "applicant",
		"place",    "valid-until", "uses",     "state"};
	struct stmt *s;
	int rc = db_query(r->db, QUERY_approval_get, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	kv_add(l, "kind", "approval");
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		add_text(l, names[i], s, (int)i);
	db_end(s);
	return add_rows(r, l, QUERY_show_signatures, key, e);
}

static int show_one_row(struct reg *r, enum query q, const char *kind,
			const char *key, struct kv_list *l, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, q, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	kv_add(l, "kind", kind);
	for (int i = 0; i < db_columns(s); i++) {
		bool level = str_eq(db_column_name(s, i), "level");

		kv_add(l, i ? db_column_name(s, i) : kind,
		       level ? level_code((enum level)db_int(s, i))
			     : db_text(s, i));
	}
	db_end(s);
	return 0;
}

static int show_known(struct reg *r, const char *subject, int64_t now_s,
		      bool titles, struct kv_list *l, struct err *e)
{
	char key[FACT_TEXT];
	struct err why = ERR_INIT;
	int rc = show_person(r, subject, titles, l, e);

	if (rc >= 0 && !l->n)
		rc = show_approval(r, subject, l, e);
	if (rc >= 0 && !l->n)
		rc = show_one_row(r, QUERY_cabinet_get, "cabinet", subject, l,
				  e);
	if (rc >= 0 && !l->n)
		rc = show_one_row(r, QUERY_place_get, "place", subject, l, e);
	/* A document's own number speaks of the document; a slash, a serial
	 * or a tag of a copy. */
	if (rc >= 0 && !l->n)
		rc = show_document(r, subject, now_s, titles, true, l, e);
	if (rc >= 0 && !l->n && resolve_copy(r, subject, key, &why) >= 0 &&
	    !str_starts(key, "tag:"))
		rc = show_copy(r, key, now_s, titles, l, e);
	if (rc >= 0 && !l->n && resolve_document(r, subject, key, NULL) >= 0)
		rc = show_document(r, key, now_s, titles, true, l, e);
	if (rc >= 0 && !l->n)
		rc = why.code == ERR_USAGE
			     ? err_set(e, ERR_USAGE, "%s", why.msg)
			     : err_set(e, ERR_NOT_FOUND,
				       "there is nothing called '%.80s'",
				       subject);
	return rc < 0 ? rc : 0;
}

int reg_show(struct reg *r, const char *subject, int64_t as_of_s, bool titles,
	     struct kv_list *ret, struct err *e)
{
	AUTO_PTR(reg) struct reg *then = NULL;
	int64_t now;
	int rc = reg_refresh(r, e);

	if (rc < 0)
		return rc;
	now = reg_now(r);
	if (as_of_s && as_of_s < now) {
		rc = reg_as_of(&then, r, as_of_s, e);
		if (rc < 0)
			return rc;
	}
	return show_known(then ? then : r, subject, as_of_s ? as_of_s : now,
			  titles, ret, e);
}

int reg_roles(struct reg *r, const char *person, unsigned *ret, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_roles_active, &s, e, "t", person);

	*ret = 0;
	while (rc >= 0 && (rc = db_step(s, e)) > 0)
		*ret |= roles_parse(db_text(s, 0));
	return rc;
}
