/* load.c: the facts that a resolved command's rules will look at. What to load
 * follows from the types of its arguments; a few verbs want more. */
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/str.h"
#include "register/internal.h"

static void text_of(struct stmt *s, int column, char *to, size_t size)
{
	const char *text = db_text(s, column);

	str_copy(to, size, text ? text : "");
}
#define TEXT_OF(s, column, to) text_of((s), (column), (to), sizeof(to))

static struct date date_of(struct stmt *s, int column)
{
	struct date d = {0};

	date_parse(db_text(s, column), &d);
	return d;
}

/* ---- people ------------------------------------------------------------------*/

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
			 const char *document, struct date today,
			 struct err *e)
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

static int load_identity(struct reg *r, const char *id,
			 struct person_facts *ret, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_person_get, &s, e, "t", id);

	memset(ret, 0, sizeof(*ret));
	STR_COPY(ret->id, id);
	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	ret->known = true;
	TEXT_OF(s, 1, ret->status);
	TEXT_OF(s, 2, ret->office);
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

static int load_persons(struct reg *r, const char *list, struct facts *f,
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

static int load_told(struct reg *r, const char *role,
		     char list[TOLD_MAX][FACT_TEXT], size_t *n, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_persons_with_role, &s, e, "t", role);

	while (rc >= 0 && (rc = db_step(s, e)) > 0)
		if (*n < TOLD_MAX)
			text_of(s, 0, list[(*n)++], FACT_TEXT);
	return rc;
}

/* ---- documents, copies ---------------------------------------------------------*/

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
	TEXT_OF(s, 0, ret->key);
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
	TEXT_OF(s, 0, ret->serial);
	text_of(s, 1, document, FACT_TEXT);
	TEXT_OF(s, 2, ret->copy_no);
	ret->pages = (int)db_int(s, 3);
	TEXT_OF(s, 4, ret->home_cabinet);
	TEXT_OF(s, 5, ret->home_slot);
	TEXT_OF(s, 6, ret->label);
	ret->moved = db_int(s, 7) == 1;
	ret->state = custody_parse(db_text(s, 8));
	TEXT_OF(s, 9, ret->holder);
	TEXT_OF(s, 10, ret->place);
	ret->since_s = db_int(s, 11);
	ret->due_s = db_int(s, 12);
	ret->last_s = db_int(s, 13);
	ret->renewals = (int)db_int(s, 14);
	TEXT_OF(s, 15, ret->approval);
	db_end(s);
	rc = db_query(r->db, QUERY_copy_tag, &s, e, "t", serial);
	if (rc >= 0 && (rc = db_step(s, e)) > 0) {
		TEXT_OF(s, 0, ret->tag);
		db_end(s);
	}
	/* The leg is the copy's, whoever has it in hand by now. */
	if (rc >= 0 && ret->state == CUSTODY_OUT_LEG) {
		rc = db_query(r->db, QUERY_route_out, &s, e, "t", document);
		if (rc >= 0 && (rc = db_step(s, e)) > 0) {
			TEXT_OF(s, 0, ret->leg);
			db_end(s);
		}
	}
	return rc < 0 ? rc : 0;
}

static int load_route(struct reg *r, struct facts *f, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_route_next, &s, e, "t", f->document.key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	TEXT_OF(s, 0, f->route_next);
	TEXT_OF(s, 1, f->route_leg);
	db_end(s);
	return 0;
}

/* ---- house ---------------------------------------------------------------------*/

static int load_place(struct reg *r, const char *key, struct place_facts *ret,
		      struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_place_get, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	ret->known = true;
	TEXT_OF(s, 0, ret->key);
	TEXT_OF(s, 1, ret->kind);
	ret->level = (enum level)db_int(s, 2);
	db_end(s);
	return 0;
}

static int load_cabinet(struct reg *r, const char *key,
			struct cabinet_facts *ret, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_cabinet_get, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	ret->known = true;
	TEXT_OF(s, 0, ret->key);
	TEXT_OF(s, 1, ret->place);
	ret->level = (enum level)db_int(s, 2);
	ret->secret = db_int(s, 3) == 1;
	db_end(s);
	return 0;
}

static int load_approval(struct reg *r, const char *key,
			 struct approval_facts *ret, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_approval_get, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	ret->known = true;
	TEXT_OF(s, 0, ret->key);
	TEXT_OF(s, 1, ret->action);
	TEXT_OF(s, 2, ret->document);
	TEXT_OF(s, 3, ret->copy);
	TEXT_OF(s, 4, ret->applicant);
	TEXT_OF(s, 5, ret->place);
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
		TEXT_OF(s, 1, g->person);
	}
	return rc;
}

/* The approval that fits when none was named: usable ones first. */
static int find_approval(struct reg *r, const char *action, struct facts *f,
			 struct err *e)
{
	AUTO_FREE char *key = NULL;
	char day[DATE_TEXT];
	int rc;

	date_format(day, civil_from_time(f->occurred_s, r->zone).date);
	rc = db_get_text(r->db, QUERY_approval_find, &key, e, "ttttt",
			 f->document.key, f->person.id, action,
			 f->copy.serial, day);
	return rc > 0 ? load_approval(r, key, &f->approval, e) : rc;
}

/* `copy` (may be NULL) gets the serial it belongs to. */
static int load_label(struct reg *r, enum query q, const char *key,
		      struct facts *f, char *copy, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, q, &s, e, "t", key);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	f->label.known = true;
	TEXT_OF(s, 0, f->label.key);
	if (copy)
		text_of(s, 1, copy, FACT_TEXT);
	TEXT_OF(s, 2, f->label.state);
	f->label.reprint = (int)db_int(s, 3);
	db_end(s);
	return 0;
}

static int load_uid(struct reg *r, const char *uid, struct facts *f,
		    struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_tag_get, &s, e, "t", uid);

	if (rc >= 0 && (rc = db_step(s, e)) > 0) {
		f->uid_is_tag = true;
		TEXT_OF(s, 0, f->uid_owner);
		f->uid_is_live = str_eq(db_text(s, 1), "live");
		db_end(s);
	}
	if (rc >= 0)
		rc = db_query(r->db, QUERY_badge_get, &s, e, "t", uid);
	if (rc >= 0 && (rc = db_step(s, e)) > 0) {
		f->uid_is_badge = true;
		TEXT_OF(s, 0, f->uid_owner);
		f->uid_is_live = str_eq(db_text(s, 1), "live");
		db_end(s);
	}
	return rc < 0 ? rc : 0;
}

/* ---- receipts --------------------------------------------------------------------*/

static int next_number(struct reg *r, const char *what, const struct facts *f,
		       int64_t *ret, struct err *e)
{
	char key[KEY_TEXT];
	int64_t last = 0;
	int rc;

	snprintf(key, sizeof(key), "%s/%d", what,
		 civil_from_time(f->occurred_s, f->zone).date.year);
	rc = db_get_int(r->db, QUERY_counter_get, &last, e, "t", key);
	*ret = last + 1;
	return rc < 0 ? rc : 0;
}

static int draw_serial(struct reg *r, const struct facts *f, size_t i,
		       struct err *e)
{
	int year = civil_from_time(f->occurred_s, f->zone).date.year;
	uint8_t random[SERIAL_RANDOM];
	int rc;

	crypto_random(random, sizeof(random));
	for (size_t k = 0; k < sizeof(random); k++)
		random[k] &= 31;
	rc = serial_make(f->serials[i], r->station, random, year,
			 (int)(f->next_serial + (int64_t)i), e);
	if (rc < 0 || r->mode == REG_READ)
		return rc;
	return db_run(r->db, QUERY_serial_draw, e, "t", f->serials[i]);
}

static int load_receipt(struct reg *r, const struct command *c,
			struct facts *f, struct err *e)
{
	struct stmt *s;
	int rc = 0;

	f->copy_nos = mem_alloc(sizeof(*f->copy_nos));
	copy_nos_parse(command_get(c, "copy-no"), f->copy_nos);
	f->copy_taken = mem_alloc(f->copy_nos->n * sizeof(bool));
	for (size_t i = 0; rc >= 0 && f->document.known && i < f->copy_nos->n;
	     i++) {
		rc = db_query(r->db, QUERY_copy_by_number, &s, e, "tt",
			      f->document.key, f->copy_nos->no[i]);
		if (rc < 0 || (rc = db_step(s, e)) <= 0)
			continue;
		f->copy_taken[i] = !str_eq(db_text(s, 0), f->copy.serial);
		db_end(s);
	}
	if (rc < 0 || c->verb->id != VERB_RECEIVE)
		return rc;
	rc = next_number(r, "receive", f, &f->next_receive, e);
	if (rc >= 0)
		rc = next_number(r, "house", f, &f->next_house, e);
	if (rc >= 0)
		rc = next_number(r, "serial", f, &f->next_serial, e);
	f->serials = mem_alloc(f->copy_nos->n * sizeof(f->serials[0]));
	for (size_t i = 0; rc >= 0 && i < f->copy_nos->n; i++)
		rc = draw_serial(r, f, i, e);
	return rc;
}

/* What a mended mark or title stands on. */
static int load_siblings(struct reg *r, struct facts *f, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_show_document_copies, &s, e, "t",
			  f->document.key);

	while (rc >= 0 && (rc = db_step(s, e)) > 0) {
		f->siblings = mem_resize(f->siblings,
					 (f->n_siblings + 1) *
						 sizeof(f->siblings[0]));
		text_of(s, 0, f->siblings[f->n_siblings++], FACT_TEXT);
	}
	return rc;
}

/* ---- correction --------------------------------------------------------------------*/

static bool same_row(const struct change *a, const struct change *b)
{
	return a->entity == b->entity && str_eq(a->key, b->key);
}

/* The copy that a row tells of; "" when it is of something else. */
static int copy_of_row(struct reg *r, const struct change *c,
		       char ret[FACT_TEXT], struct err *e)
{
	bool label = c->entity == ENTITY_LABEL;
	struct stmt *s;
	int rc;

	ret[0] = '\0';
	if (c->entity == ENTITY_COPY || c->entity == ENTITY_CUSTODY)
		str_copy(ret, FACT_TEXT, c->key);
	if (!label && c->entity != ENTITY_TAG)
		return 0;
	rc = db_query(r->db, label ? QUERY_label_get : QUERY_tag_get, &s, e,
		      "t", c->key);
	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	text_of(s, label ? 1 : 0, ret, FACT_TEXT);
	db_end(s);
	return 0;
}

/* What came later and still stands is taken back first: whatever happened to
 * the same copy, and whatever speaks of a row that goes away with the entry
 * that made it. */
static int load_dependents(struct reg *r, int64_t seq, struct facts *f,
			   struct err *e)
{
	const struct change *u = f->undo.changes;
	size_t n = f->undo.n_changes, end;
	int64_t one;
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < n; i = end) {
		char copy[FACT_TEXT];
		bool made = true;

		for (end = i; end < n && same_row(&u[i], &u[end]); end++)
			made &= u[end].new.type == VALUE_NULL;
		rc = copy_of_row(r, &u[i], copy, e);
		if (rc >= 0 && copy[0])
			rc = db_get_int(r->db, QUERY_copy_touched_after, &one,
					e, "tit", copy, seq, r->station);
		if (rc == 0 && made)
			rc = db_get_int(r->db, QUERY_entry_standing_after, &one,
					e, "tit", u[i].key, seq, r->station);
		f->undo_overtaken |= rc > 0;
	}
	return rc < 0 ? rc : 0;
}

static int load_undo(struct reg *r, const struct command *c, struct facts *f,
		     struct err *e)
{
	AUTO_FREE char *line = NULL;
	int64_t seq = command_int(c, "entry", 0), one;
	int rc = db_get_text(r->db, QUERY_entry_get, &line, e, "ti", r->station,
			     seq);

	if (rc <= 0)
		return rc;
	f->undo_verb = replay_verb(line);
	rc = replay_parse(line, true, &f->undo, e);
	if (rc < 0)
		return rc;
	f->undo_known = f->undo.n_changes > 0;
	for (size_t i = 0; i < f->undo.n_changes; i++) {
		struct change *u = &f->undo.changes[i];
		struct change now = *u;

		/* Numbers given out stay given out. */
		if (u->entity == ENTITY_COUNTER) {
			value_done(&u->old);
			value_done(&u->new);
			memmove(u, u + 1,
				(--f->undo.n_changes - i) * sizeof(*u));
			i--;
			continue;
		}
		/* Still as the wrong entry left it? */
		now.old = (struct value){VALUE_NULL, 0, NULL};
		rc = read_old(r->db, &now, 1, e);
		if (rc < 0)
			return rc;
		f->undo_overtaken |= !same_value(&now.old, &u->old);
		value_done(&now.old);
	}
	rc = load_dependents(r, seq, f, e);
	if (rc < 0)
		return rc;
	rc = db_get_int(r->db, QUERY_show_correction, &one, e, "t",
			command_get(c, "entry"));
	f->undo_corrected = rc > 0;
	return rc < 0 ? rc : 0;
}

/* ---- all together -------------------------------------------------------------------*/

static int load_subjects(struct reg *r, const struct command *c,
			 struct facts *f, struct err *e)
{
	const char *copy = command_get(c, "copy");
	const char *document = command_get(c, "document");
	const char *approval = command_get(c, "approval");
	AUTO_FREE char *by_number = NULL;
	char key[FACT_TEXT] = "", labelled[FACT_TEXT] = "";
	int rc = 0;

	if (command_get(c, "label"))
		rc = load_label(r, QUERY_label_get, command_get(c, "label"), f,
				labelled, e);
	if (rc >= 0 && labelled[0])
		rc = load_copy(r, labelled, &f->copy, key, e);
	if (rc >= 0 && copy && !str_starts(copy, "tag:"))
		rc = load_copy(r, copy, &f->copy, key, e);
	if (rc >= 0 && approval)
		rc = load_approval(r, approval, &f->approval, e);
	if (rc >= 0 && c->verb->id == VERB_RECEIVE && command_get(c, "doc-no")) {
		rc = db_get_text(r->db, QUERY_document_by_doc_no, &by_number, e,
				 "t", command_get(c, "doc-no"));
		document = by_number;
	}
	if (!document && key[0])
		document = key;
	if (!document && f->approval.known)
		document = f->approval.document;
	if (rc >= 0 && document)
		rc = load_document(r, document, &f->document, e);
	return rc < 0 ? rc : 0;
}

/* Whom the act is about: the argument that names him, or what stands for it. */
static const char *person_of(const struct command *c, const struct facts *f)
{
	static const char *const names[] = {"to", "for", "with", "person"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (command_get(c, names[i]))
			return command_get(c, names[i]);
	if (c->verb->id == VERB_APPROVAL_REQUEST)
		return c->actor;
	if (c->verb->id == VERB_RENEW && f->copy.holder[0])
		return f->copy.holder;
	return NULL;
}

static int load_people(struct reg *r, const struct command *c, struct facts *f,
		       struct err *e)
{
	const char *person = person_of(c, f);
	int rc = 0;

	if (!str_eq(c->actor, "system"))
		rc = load_identity(r, c->actor, &f->actor, e);
	if (rc >= 0 && command_get(c, "second"))
		rc = load_identity(r, command_get(c, "second"), &f->second, e);
	if (rc >= 0 && command_get(c, "signatory"))
		rc = load_identity(r, command_get(c, "signatory"),
				   &f->signatory, e);
	if (rc >= 0 && person)
		rc = load_person(r, person, f->document.key, f->occurred_s,
				 &f->person, e);
	if (rc >= 0 && command_get(c, "persons"))
		rc = load_persons(r, command_get(c, "persons"), f, e);
	return rc < 0 ? rc : 0;
}

static int load_house(struct reg *r, const struct command *c, struct facts *f,
		      struct err *e)
{
	const char *place = command_get(c, "place");
	AUTO_FREE char *cabinet = NULL;
	bool goes_out = (c->verb->flags & VERB_OUT) != 0;
	int rc = 0;

	if (!place && goes_out && f->approval.place[0])
		place = f->approval.place;
	if (!place && goes_out && f->person.office[0])
		place = f->person.office;
	if (place && c->verb->id != VERB_PLACE_ADD)
		rc = load_place(r, place, &f->place, e);
	if (rc >= 0 && command_get(c, "slot"))
		rc = db_get_text(r->db, QUERY_cabinet_of_slot, &cabinet, e, "t",
				 command_get(c, "slot"));
	else if (f->copy.home_cabinet[0])
		cabinet = mem_dup(f->copy.home_cabinet);
	if (rc >= 0 && cabinet)
		rc = load_cabinet(r, cabinet, &f->cabinet, e);
	return rc < 0 ? rc : 0;
}

/* Whether the id that is to be new is taken. */
static int load_exists(struct reg *r, const struct command *c, struct facts *f,
		       struct err *e)
{
	static const struct {
		enum verb_id verb;
		const char *arg;
		enum query query;
	} news[] = {
		{VERB_PERSON_ADD, "person", QUERY_person_get},
		{VERB_PLACE_ADD, "place", QUERY_place_get},
		{VERB_CABINET_ADD, "cabinet", QUERY_cabinet_get},
		{VERB_DOOR_ADD, "door", QUERY_door_cabinet},
	};

	struct stmt *s;
	int rc;

	/* A document's number is its own. */
	if (c->verb->id == VERB_AMEND && command_get(c, "doc-no")) {
		rc = db_query(r->db, QUERY_document_by_doc_no, &s, e, "t",
			      command_get(c, "doc-no"));
		if (rc < 0 || (rc = db_step(s, e)) <= 0)
			return rc;
		f->exists = !str_eq(db_text(s, 0), f->document.key);
		db_end(s);
		return 0;
	}
	for (size_t i = 0; i < ARRAY_LEN(news); i++) {
		if (news[i].verb != c->verb->id)
			continue;
		rc = db_query(r->db, news[i].query, &s, e, "t",
			      command_get(c, news[i].arg));
		if (rc < 0 || (rc = db_step(s, e)) < 0)
			return rc;
		f->exists = rc > 0;
		if (rc > 0)
			db_end(s);
	}
	return 0;
}

/* What single verbs want beyond the things they name. */
static int load_extras(struct reg *r, const struct command *c, struct facts *f,
		       struct err *e)
{
	int rc = 0;

	switch ((int)c->verb->id) {
	case VERB_SEND:
		rc = load_route(r, f, e);
		break;
	case VERB_LEND:
	case VERB_RENEW:
		if (!f->approval.known)
			rc = find_approval(r, c->verb->name, f, e);
		break;
	case VERB_APPROVAL_REQUEST:
		rc = next_number(r, "approval", f, &f->next_approval, e);
		break;
	case VERB_SCOPE_WIDEN:
		rc = load_told(r, "leader_in_charge", f->leaders,
			       &f->n_leaders, e);
		break;
	case VERB_CHECK_IN:
	case VERB_REPORT_WHEREABOUTS:
		rc = load_told(r, "secrecy_office", f->secrecy_officers,
			       &f->n_secrecy_officers, e);
		if (rc >= 0)
			rc = next_number(r, "incident", f, &f->next_incident,
					 e);
		break;
	case VERB_LABEL_PRINT:
	case VERB_LABEL_CONFIRM:
	case VERB_LABEL_VOID:
		rc = load_label(r, QUERY_label_last, f->copy.serial, f, NULL,
				e);
		break;
	case VERB_AMEND:
		rc = load_siblings(r, f, e);
		break;
	case VERB_CORRECTION:
		rc = load_undo(r, c, f, e);
		break;
	default:
		break;
	}
	if (rc >= 0 && command_get(c, "copy-no"))
		rc = load_receipt(r, c, f, e);
	if (rc >= 0 && command_get(c, "uid"))
		rc = load_uid(r, command_get(c, "uid"), f, e);
	return rc < 0 ? rc : load_exists(r, c, f, e);
}

int64_t load_occurred(const struct reg *r, const struct command *c,
		      int64_t now_s)
{
	int64_t at = now_s;

	if (command_get(c, "occurred-at") &&
	    !time_parse(command_get(c, "occurred-at"), r->zone, 0, &at))
		return now_s;
	return at;
}

int load_facts(struct reg *r, const struct command *c, struct facts *ret,
	       struct err *e)
{
	/* A second or two may be the machine's own correction of its clock;
	 * a clock that stands further back is wrong (practice.md 16). */
	enum { CLOCK_SLACK_S = 2 };
	int64_t now = reg_now(r);
	int rc;

	memset(ret, 0, sizeof(*ret));
	ret->clock_wrong = now + CLOCK_SLACK_S < r->last_entered_s;
	ret->now_s = now < r->last_entered_s ? r->last_entered_s : now;
	ret->occurred_s = load_occurred(r, c, ret->now_s);
	ret->zone = r->zone;
	ret->seq = r->seq + 1;
	ret->policy = &r->policy;
	ret->calendar = r->calendar;
	ret->station = r->station;
	ret->initialised = r->initialised;
	rc = load_subjects(r, c, ret, e);
	if (rc >= 0)
		rc = load_people(r, c, ret, e);
	if (rc >= 0)
		rc = load_extras(r, c, ret, e);
	if (rc >= 0)
		rc = load_house(r, c, ret, e);
	if (rc < 0)
		facts_done(ret);
	return rc < 0 ? rc : 0;
}
