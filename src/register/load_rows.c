/* load_rows.c: one thing of the register as plain facts: a person, a document,
 * a copy, a place. Which of them a command needs is load.c's business. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "register/internal.h"

void load_text(struct stmt *s, int column, char *to, size_t size)
{
	const char *text = db_text(s, column);

	str_copy(to, size, text ? text : "");
}

static struct date date_of(struct stmt *s, int column)
{
	struct date d = {0};

	date_parse(db_text(s, column), &d);
	return d;
}

/* ---- people -------------------------------------------------------------- */

static int load_roles(struct reg *r, struct person_facts *p, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_person_roles, &s, e, "t", p->id);

	while (rc >= 0 && (rc = db_step(s, e)) > 0) {
		unsigned bit = roles_parse(db_text(s, 0));

		if (str_eq(db_text(s, 1), "active"))
			p->roles |= bit;
		else if (str_eq(db_text(s, 1), "pending"))
			p->pending |= bit;
	}
	return rc;
}

static int load_hours(struct reg *r, struct person_facts *p, struct date today,
		      struct err *e)
{
	char from[DATE_TEXT], to[DATE_TEXT];
	struct stmt *s;
	int rc;

	date_format(from, date_add_days(today, -365));
	date_format(to, today);
	rc = db_query(r->db, QUERY_person_hours, &s, e, "ttt", p->id, from, to);
	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	p->hours = db_is_null(s, 0) ? -1 : (int)db_int(s, 0);
	db_end(s);
	return 0;
}

static int load_holdings(struct reg *r, struct person_facts *p, int64_t at_s,
			 struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_person_holdings, &s, e, "ti", p->id,
			  at_s);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	p->holdings = (int)db_int(s, 0);
	p->overdue = (int)db_int(s, 1);
	db_end(s);
	return 0;
}

/* His standing towards a document: in its scope, let in item by item. */
static int load_standing(struct reg *r, struct person_facts *p,
			 const char *document, struct date today, struct err *e)
{
	char key[KEY_TEXT], day[DATE_TEXT];
	int64_t one;
	int rc;

	snprintf(key, sizeof(key), "%s/%s", document, p->id);
	rc = db_get_int(r->db, QUERY_scope_has, &one, e, "t", key);
	if (rc < 0)
		return rc;
	p->in_scope = rc > 0;
	if (p->clearance != CLEARANCE_IMPORTANT)
		return 0;
	date_format(day, today);
	rc = db_get_int(r->db, QUERY_approval_item, &one, e, "ttt", document,
			p->id, day);
	p->item_approved = rc > 0;
	return rc < 0 ? rc : 0;
}

int load_identity(struct reg *r, const char *id, struct person_facts *ret,
		  struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_person_get, &s, e, "t", id);

	memset(ret, 0, sizeof(*ret));
	STR_COPY(ret->id, id);
	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	ret->known = true;
	LOAD_TEXT(s, 1, ret->status);
	LOAD_TEXT(s, 2, ret->office);
	ret->clearance = (enum clearance)db_int(s, 3);
	ret->pledge = date_of(s, 4);
	ret->vetted = date_of(s, 5);
	ret->trained = date_of(s, 6);
	ret->examined = db_int(s, 7) == 1;
	db_end(s);
	return load_roles(r, ret, e);
}

int load_person(struct reg *r, const char *id, const char *document,
		int64_t at_s, struct person_facts *ret, struct err *e)
{
	struct date today = civil_from_time(at_s, r->zone).date;
	int rc = load_identity(r, id, ret, e);

	if (rc >= 0 && ret->known)
		rc = load_hours(r, ret, today, e);
	if (rc >= 0 && ret->known)
		rc = load_holdings(r, ret, at_s, e);
	if (rc >= 0 && ret->known && !str_empty(document))
		rc = load_standing(r, ret, document, today, e);
	return rc < 0 ? rc : 0;
}

int load_persons(struct reg *r, const char *list, struct facts *f,
		 struct err *e)
{
	AUTO_FREE char *copy = mem_dup(list);
	char *save = NULL;
	int rc = 0;

	f->persons = mem_alloc(PERSONS_MAX * sizeof(f->persons[0]));
	for (char *p = strtok_r(copy, ",", &save); p && rc >= 0;
	     p = strtok_r(NULL, ",", &save))
		rc = load_person(r, p, f->document.key, f->occurred_s,
				 &f->persons[f->n_persons++], e);
	return rc;
}

int load_told(struct reg *r, const char *role, char list[TOLD_MAX][FACT_TEXT],
	      size_t *n, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_persons_with_role, &s, e, "t", role);

	while (rc >= 0 && (rc = db_step(s, e)) > 0)
		if (*n < TOLD_MAX)
			load_text(s, 0, list[(*n)++], FACT_TEXT);
	return rc;
}

/* ---- documents, copies --------------------------------------------------- */

int load_document(struct reg *r, const char *key, struct document_facts *ret,
		  struct err *e)
{
	struct stmt *s;
	int64_t one;
	int rc = db_query(r->db, QUERY_document_get, &s, e, "t", key);

	memset(ret, 0, sizeof(*ret));
	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	ret->known = true;
	LOAD_TEXT(s, 0, ret->key);
	ret->mark.level = (enum level)db_int(s, 1);
	if (!term_kind_parse(db_text(s, 2), &ret->mark.term.kind))
		ret->mark.term.kind = TERM_NONE;
	ret->mark.term.n = (int)db_int(s, 3);
	ret->mark.term.date = date_of(s, 4);
	ret->issue_date = date_of(s, 5);
	ret->received = civil_from_time(db_int(s, 6), r->zone).date;
	ret->own = str_eq(db_text(s, 7), "own");
	ret->must_return = db_int(s, 8) == 1;
	ret->no_widen = db_int(s, 9) == 1;
	ret->copying = db_int(s, 10) == 1;
	ret->scope_set = db_int(s, 11) == 1;
	ret->range_set = db_int(s, 12) == 1;
	ret->pages = (int)db_int(s, 13);
	db_end(s);
	rc = db_get_int(r->db, QUERY_document_moved, &one, e, "t", key);
	ret->moved = rc > 0;
	return rc < 0 ? rc : 0;
}

int load_copy(struct reg *r, const char *serial, struct copy_facts *ret,
	      char document[FACT_TEXT], struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_copy_get, &s, e, "t", serial);

	memset(ret, 0, sizeof(*ret));
	document[0] = '\0';
	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	ret->known = true;
	LOAD_TEXT(s, 0, ret->serial);
	load_text(s, 1, document, FACT_TEXT);
	LOAD_TEXT(s, 2, ret->copy_no);
	ret->pages = (int)db_int(s, 3);
	LOAD_TEXT(s, 4, ret->home_cabinet);
	LOAD_TEXT(s, 5, ret->home_slot);
	LOAD_TEXT(s, 6, ret->label);
	ret->moved = db_int(s, 7) == 1;
	ret->state = custody_parse(db_text(s, 8));
	LOAD_TEXT(s, 9, ret->holder);
	LOAD_TEXT(s, 10, ret->place);
	ret->since_s = db_int(s, 11);
	ret->due_s = db_int(s, 12);
	ret->last_s = db_int(s, 13);
	ret->renewals = (int)db_int(s, 14);
	LOAD_TEXT(s, 15, ret->approval);
	db_end(s);
	rc = db_query(r->db, QUERY_copy_tag, &s, e, "t", serial);
	if (rc >= 0 && (rc = db_step(s, e)) > 0) {
		LOAD_TEXT(s, 0, ret->tag);
		db_end(s);
	}
	/* The leg is the copy's, whoever has it in hand by now. */
	if (rc >= 0 && ret->state == CUSTODY_OUT_LEG) {
		rc = db_query(r->db, QUERY_route_out, &s, e, "t", document);
		if (rc >= 0 && (rc = db_step(s, e)) > 0) {
			LOAD_TEXT(s, 0, ret->leg);
			db_end(s);
		}
	}
	return rc < 0 ? rc : 0;
}

int load_route(struct reg *r, struct facts *f, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_route_next, &s, e, "t", f->document.key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	LOAD_TEXT(s, 0, f->route_next);
	LOAD_TEXT(s, 1, f->route_leg);
	db_end(s);
	return 0;
}

/* ---- house --------------------------------------------------------------- */

int load_place(struct reg *r, const char *key, struct place_facts *ret,
	       struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_place_get, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	ret->known = true;
	LOAD_TEXT(s, 0, ret->key);
	LOAD_TEXT(s, 1, ret->kind);
	ret->level = (enum level)db_int(s, 2);
	db_end(s);
	return 0;
}

int load_cabinet(struct reg *r, const char *key, struct cabinet_facts *ret,
		 struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_cabinet_get, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	ret->known = true;
	LOAD_TEXT(s, 0, ret->key);
	LOAD_TEXT(s, 1, ret->place);
	ret->level = (enum level)db_int(s, 2);
	ret->secret = db_int(s, 3) == 1;
	db_end(s);
	return 0;
}

int load_approval(struct reg *r, const char *key, struct approval_facts *ret,
		  struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_approval_get, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	ret->known = true;
	LOAD_TEXT(s, 0, ret->key);
	LOAD_TEXT(s, 1, ret->action);
	LOAD_TEXT(s, 2, ret->document);
	LOAD_TEXT(s, 3, ret->copy);
	LOAD_TEXT(s, 4, ret->applicant);
	LOAD_TEXT(s, 5, ret->place);
	ret->valid_until = date_of(s, 6);
	ret->uses = (int)db_int(s, 7);
	ret->refused = !str_eq(db_text(s, 8), "open");
	db_end(s);
	rc = db_query(r->db, QUERY_approval_signatures, &s, e, "t", key);
	while (rc >= 0 && (rc = db_step(s, e)) > 0) {
		struct signature_facts *g;

		if (ret->n_signatures == SIGNATURES_MAX)
			continue;
		g = &ret->signatures[ret->n_signatures++];
		g->role = roles_parse(db_text(s, 0));
		LOAD_TEXT(s, 1, g->person);
	}
	return rc;
}

/* What makes one approval fit better than another, weightiest first. */
struct fitness {
	int64_t by[3]; /* not used up, not expired, signatures */
};

static bool fits_no_worse(const struct fitness *a, const struct fitness *b)
{
	for (size_t i = 0; i < ARRAY_LEN(a->by); i++)
		if (a->by[i] != b->by[i])
			return a->by[i] > b->by[i];
	return true;
}

int find_approval(struct reg *r, const struct approval_search *q,
		  char ret[FACT_TEXT], struct err *e)
{
	char day[DATE_TEXT];
	struct fitness best = {0};
	struct stmt *s;
	int rc;

	date_format(day, civil_from_time(q->at_s, r->zone).date);
	ret[0] = '\0';
	rc = db_query(r->db, QUERY_approval_candidates, &s, e, "ttttt",
		      q->document, q->person, q->action, q->copy, day);
	while (rc >= 0 && (rc = db_step(s, e)) > 0) {
		struct fitness fit = {
			{db_int(s, 1), db_int(s, 2), db_int(s, 3)}};

		if (ret[0] && !fits_no_worse(&fit, &best))
			continue;
		best = fit;
		load_text(s, 0, ret, FACT_TEXT);
	}
	return rc < 0 ? rc : ret[0] != '\0';
}

int load_fitting_approval(struct reg *r, const char *action, struct facts *f,
			  struct err *e)
{
	const struct approval_search q = {action, f->document.key, f->person.id,
					  f->copy.serial, f->occurred_s};
	char key[FACT_TEXT];
	int rc = find_approval(r, &q, key, e);

	return rc > 0 ? load_approval(r, key, &f->approval, e) : rc;
}

/* `copy` (may be NULL) gets the serial it belongs to. */
int load_label(struct reg *r, enum query q, const char *key, struct facts *f,
	       char *copy, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, q, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	f->label.known = true;
	LOAD_TEXT(s, 0, f->label.key);
	if (copy)
		load_text(s, 1, copy, FACT_TEXT);
	LOAD_TEXT(s, 2, f->label.state);
	f->label.reprint = (int)db_int(s, 3);
	db_end(s);
	return 0;
}

int load_uid(struct reg *r, const char *uid, struct facts *f, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_tag_get, &s, e, "t", uid);

	if (rc >= 0 && (rc = db_step(s, e)) > 0) {
		f->uid_is_tag = true;
		LOAD_TEXT(s, 0, f->uid_owner);
		f->uid_is_live = str_eq(db_text(s, 1), "live");
		db_end(s);
	}
	if (rc >= 0)
		rc = db_query(r->db, QUERY_badge_get, &s, e, "t", uid);
	if (rc >= 0 && (rc = db_step(s, e)) > 0) {
		f->uid_is_badge = true;
		LOAD_TEXT(s, 0, f->uid_owner);
		f->uid_is_live = str_eq(db_text(s, 1), "live");
		db_end(s);
	}
	return rc < 0 ? rc : 0;
}
