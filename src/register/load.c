/* load.c: the facts that a resolved command's rules will look at. What to load
 * follows from the types of its arguments; a few verbs want more. */
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/str.h"
#include "register/internal.h"

/* ---- receipts ------------------------------------------------------------ */

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

static int load_receipt(struct reg *r, const struct command *c, struct facts *f,
			struct err *e)
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
		f->siblings =
			mem_resize(f->siblings, (f->n_siblings + 1) *
							sizeof(f->siblings[0]));
		load_text(s, 0, f->siblings[f->n_siblings++], FACT_TEXT);
	}
	return rc;
}

/* ---- all together -------------------------------------------------------- */

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
	if (rc >= 0 && c->verb->id == VERB_RECEIVE &&
	    command_get(c, "doc-no")) {
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
			rc = load_fitting_approval(r, c->verb->name, f, e);
		break;
	case VERB_APPROVAL_REQUEST:
		rc = next_number(r, "approval", f, &f->next_approval, e);
		break;
	case VERB_SCOPE_WIDEN:
		rc = load_told(r, "leader_in_charge", f->leaders, &f->n_leaders,
			       e);
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
