/* effect_paper.c: what the verbs of the paper change: receipts, scopes,
 * approvals, tags, labels, corrections. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "core/rules.h"

static int year_of(const struct facts *f)
{
	return civil_from_time(f->occurred_s, f->zone).date.year;
}

static void count(struct decision *d, const struct facts *f, const char *what,
		  int64_t value)
{
	char key[KEY_TEXT];

	snprintf(key, sizeof(key), "%s/%d", what, year_of(f));
	change_int(d, ENTITY_COUNTER, key, "value", value);
}

static void set_mark(struct decision *d, const struct facts *f,
		     const struct command *c, const char *document)
{
	struct mark mark;
	bool secret;
	char day[DATE_TEXT];

	if (!command_get(c, "mark") ||
	    reason_refuses(mark_parse(command_get(c, "mark"), &mark)))
		return;
	secret = level_is_state_secret(mark.level);
	change_arg(d, ENTITY_DOCUMENT, document, "mark", c, "mark");
	change_int(d, ENTITY_DOCUMENT, document, "level", mark.level);
	change_text(d, ENTITY_DOCUMENT, document, "term_kind",
		    term_kind_code(mark.term.kind));
	change_int(d, ENTITY_DOCUMENT, document, "term_n", mark.term.n);
	if (mark.term.kind == TERM_DATE) {
		date_format(day, mark.term.date);
		change_text(d, ENTITY_DOCUMENT, document, "term_date", day);
	} else {
		change_null(d, ENTITY_DOCUMENT, document, "term_date");
	}
	change_text(d, ENTITY_DOCUMENT, document, "secrecy",
		    secret ? "classified" : NULL);
	/* A mended mark leaves a category that was chosen and still fits. */
	if (!command_get(c, "category") &&
	    !(f->document.known &&
	      secret == level_is_state_secret(f->document.mark.level)))
		change_text(d, ENTITY_DOCUMENT, document, "category",
			    secret ? "state" : "internal");
}

static void set_document(struct decision *d, const struct facts *f,
			 const struct command *c, const char *document)
{
	static const struct {
		const char *field, *arg;
	} fields[] = {
		{"doc_no", "doc-no"},	  {"issuer", "issuer"},
		{"title", "title"},	  {"issue_date", "issue-date"},
		{"category", "category"}, {"urgency", "urgency"},
		{"pages", "pages"},	  {"must_return", "must-return"},
		{"no_widen", "no-widen"}, {"copying", "copying"},
	};

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (verb_arg(c->verb, fields[i].arg))
			change_arg(d, ENTITY_DOCUMENT, document,
				   fields[i].field, c, fields[i].arg);
	set_mark(d, f, c, document);
	if (c->verb->id != VERB_RECEIVE)
		return;
	change_text(d, ENTITY_DOCUMENT, document, "origin",
		    command_get(c, "origin") ? command_get(c, "origin")
					     : "received");
	change_int(d, ENTITY_DOCUMENT, document, "received_at", f->occurred_s);
}

static int pages_of(const struct facts *f, const struct command *c)
{
	return (int)command_int(c, "counted",
				command_int(c, "pages", f->document.pages));
}

static void flag_pages(const struct facts *f, const struct command *c,
		       struct decision *d)
{
	int64_t stated = command_int(c, "pages", f->document.pages);
	int64_t counted = command_int(c, "counted",
				      f->copy.pages ? f->copy.pages : stated);

	if (stated && counted != stated)
		reason_add(&d->reasons, W_PAGES);
}

static void add_copy(struct decision *d, const struct facts *f,
		     const struct command *c, const char *document, size_t i)
{
	const char *serial = f->serials[i];
	const char *no = f->copy_nos->no[i];
	int pages = pages_of(f, c);
	char house[COPY_NO_TEXT];

	if (f->copy_nos->none) {
		/* The paper bears none: a house number, flagged. */
		snprintf(house, sizeof(house), "H%05lld",
			 (long long)f->next_house);
		count(d, f, "house", f->next_house);
		no = house;
	}
	change_text(d, ENTITY_COPY, serial, "document", document);
	change_text(d, ENTITY_COPY, serial, "copy_no", no);
	change_text(d, ENTITY_COPY, serial, "kind", "original");
	if (pages)
		change_int(d, ENTITY_COPY, serial, "pages", pages);
	change_text(d, ENTITY_COPY, serial, "label", "relabel_needed");
	change_text(d, ENTITY_CUSTODY, serial, "state",
		    custody_code(CUSTODY_UNSHELVED));
	change_int(d, ENTITY_CUSTODY, serial, "since", f->occurred_s);
	change_int(d, ENTITY_CUSTODY, serial, "last_at", f->occurred_s);
	kv_add(&d->results, "serial", serial);
	kv_add(&d->results, "copy-no", no);
}

RULE_FN(effect_receive)
{
	int64_t staff = policy_int(f->policy, r->staff, rule_level(f));
	char document[FACT_TEXT];
	struct mark mark;

	if (!f->document.known &&
	    !reason_refuses(mark_parse(command_get(c, "mark"), &mark)))
		staff = policy_int(f->policy, r->staff, mark.level);
	/* What has come is taken in; that nobody stood by is flagged. */
	if (staff > 1 && rule_second(f, c) != REASON_OK)
		reason_add(&d->reasons, W_TWO_PERSON);
	flag_pages(f, c, d);
	if (f->document.known) {
		STR_COPY(document, f->document.key);
	} else {
		snprintf(document, sizeof(document), "%04d-%04lld", year_of(f),
			 (long long)f->next_receive);
		count(d, f, "receive", f->next_receive);
		set_document(d, f, c, document);
	}
	kv_add(&d->results, "receive-no", document);
	count(d, f, "serial", f->next_serial + (int64_t)f->copy_nos->n - 1);
	for (size_t i = 0; i < f->copy_nos->n; i++)
		add_copy(d, f, c, document, i);
}

static void relabel(struct decision *d, const char *serial)
{
	change_text(d, ENTITY_COPY, serial, "label", "relabel_needed");
}

RULE_FN(effect_amend)
{
	const char *no = f->copy_nos ? f->copy_nos->no[0] : f->copy.copy_no;

	(void)r;
	flag_pages(f, c, d);
	set_document(d, f, c, f->document.key);
	/* A label that was confirmed says what has just been mended. */
	for (size_t i = 0; i < f->n_siblings; i++)
		if (command_get(c, "mark") || command_get(c, "title"))
			relabel(d, f->siblings[i]);
	if (!str_eq(no, f->copy.copy_no)) {
		change_text(d, ENTITY_COPY, f->copy.serial, "copy_no", no);
		relabel(d, f->copy.serial);
	}
	if (command_get(c, "counted"))
		change_arg(d, ENTITY_COPY, f->copy.serial, "pages", c,
			   "counted");
}

/* ---- scope and route ----------------------------------------------------- */

static void add_to_scope(struct decision *d, const struct facts *f,
			 const struct command *c, const char *person,
			 bool widened)
{
	char key[KEY_TEXT];

	snprintf(key, sizeof(key), "%s/%s", f->document.key, person);
	change_text(d, ENTITY_SCOPE, key, "document", f->document.key);
	change_text(d, ENTITY_SCOPE, key, "person", person);
	change_arg(d, ENTITY_SCOPE, key, "basis", c, "basis");
	if (widened)
		change_int(d, ENTITY_SCOPE, key, "widened", f->seq);
}

RULE_FN(effect_scope)
{
	bool widened = c->verb->id == VERB_SCOPE_WIDEN;
	char key[KEY_TEXT];

	(void)r;
	for (size_t i = 0; i < f->n_persons; i++)
		if (!f->persons[i].in_scope)
			add_to_scope(d, f, c, f->persons[i].id, widened);
	change_int(d, ENTITY_DOCUMENT, f->document.key, "scope_set", 1);
	/* The leaders' next list shows a widening (AC-04c). */
	for (size_t i = 0; widened && i < f->n_leaders; i++) {
		snprintf(key, sizeof(key), "%lld/%zu", (long long)f->seq,
			 d->n_changes);
		change_text(d, ENTITY_NOTICE, key, "person", f->leaders[i]);
		change_text(d, ENTITY_NOTICE, key, "document", f->document.key);
		change_text(d, ENTITY_NOTICE, key, "code", "scope-widen");
		change_int(d, ENTITY_NOTICE, key, "at", f->occurred_s);
	}
}

RULE_FN(effect_route)
{
	char key[KEY_TEXT];

	(void)r;
	for (size_t i = 0; i < f->n_persons; i++) {
		snprintf(key, sizeof(key), "%s/%02zu", f->document.key, i + 1);
		change_text(d, ENTITY_ROUTE, key, "document", f->document.key);
		change_text(d, ENTITY_ROUTE, key, "person", f->persons[i].id);
		change_int(d, ENTITY_ROUTE, key, "position", (int64_t)i + 1);
		change_text(d, ENTITY_ROUTE, key, "state", "due");
		/* A range also sets a scope that was not set (ruling 7). */
		if (!f->document.scope_set)
			add_to_scope(d, f, c, f->persons[i].id, false);
	}
	change_int(d, ENTITY_DOCUMENT, f->document.key, "range_set", 1);
	change_int(d, ENTITY_DOCUMENT, f->document.key, "scope_set", 1);
}

/* ---- approvals ----------------------------------------------------------- */

RULE_FN(effect_request)
{
	int64_t days = command_int(
		c, "days", policy_int(f->policy, POLICY_APPROVAL_DAYS, 0));
	struct date until = date_add_days(
		civil_from_time(f->occurred_s, f->zone).date, days);
	char key[KEY_TEXT], day[DATE_TEXT];

	(void)r;
	snprintf(key, sizeof(key), "A%04d-%04lld", year_of(f),
		 (long long)f->next_approval);
	count(d, f, "approval", f->next_approval);
	date_format(day, until);
	change_arg(d, ENTITY_APPROVAL, key, "action", c, "action");
	change_text(d, ENTITY_APPROVAL, key, "document", f->document.key);
	if (f->copy.known)
		change_text(d, ENTITY_APPROVAL, key, "copy", f->copy.serial);
	change_text(d, ENTITY_APPROVAL, key, "applicant", f->person.id);
	change_arg(d, ENTITY_APPROVAL, key, "purpose", c, "purpose");
	change_arg(d, ENTITY_APPROVAL, key, "place", c, "place");
	change_int(d, ENTITY_APPROVAL, key, "requested_at", f->occurred_s);
	change_text(d, ENTITY_APPROVAL, key, "valid_until", day);
	/* Knowing a document is not used up by one reading. */
	change_int(d, ENTITY_APPROVAL, key, "uses",
		   command_int(c, "uses",
			       str_eq(command_get(c, "action"), "learn")
				       ? 1000
				       : policy_int(f->policy,
						    POLICY_APPROVAL_USES, 0)));
	change_text(d, ENTITY_APPROVAL, key, "state", "open");
	kv_add(&d->results, "approval", key);
	kv_add(&d->results, "valid-until", day);
}

static bool already_signed(const struct facts *f, unsigned bit)
{
	for (size_t i = 0; i < f->approval.n_signatures; i++)
		if (f->approval.signatures[i].role == bit)
			return true;
	return false;
}

RULE_FN(effect_sign)
{
	const struct person_facts *who =
		f->signatory.known ? &f->signatory : &f->actor;
	unsigned needed = rule_approvers(f, f->approval.action);
	char key[KEY_TEXT], day[DATE_TEXT];
	enum role role;

	(void)r;
	if (policy_flag(f->policy, POLICY_UNIT_HEAD_SIGNS, 0) &&
	    (needed & ROLE_BIT(LEADER_IN_CHARGE)))
		needed |= ROLE_BIT(UNIT_HEAD);
	/* One signature for each part that still wants one and that he has:
	 * whoever is both leader and chief signs for both. */
	for (role = 0; role < ROLE_COUNT; role++) {
		if (!(needed & who->roles & (1U << role)) ||
		    already_signed(f, 1U << role))
			continue;
		snprintf(key, sizeof(key), "%s/%s", f->approval.key,
			 role_code(role));
		date_format(day, civil_from_time(f->occurred_s, f->zone).date);
		change_text(d, ENTITY_SIGNATURE, key, "approval",
			    f->approval.key);
		change_text(d, ENTITY_SIGNATURE, key, "role", role_code(role));
		change_text(d, ENTITY_SIGNATURE, key, "person", who->id);
		change_text(d, ENTITY_SIGNATURE, key, "day",
			    command_get(c, "on") ? command_get(c, "on") : day);
		change_arg(d, ENTITY_SIGNATURE, key, "form", c, "form");
		change_arg(d, ENTITY_SIGNATURE, key, "kept", c, "kept");
		kv_add(&d->results, "signed-as", role_code(role));
	}
}

RULE_FN(effect_refuse)
{
	(void)r;
	(void)c;
	change_text(d, ENTITY_APPROVAL, f->approval.key, "state", "refused");
}

/* ---- tags and labels ----------------------------------------------------- */

RULE_FN(effect_tag_bind)
{
	const char *uid = command_get(c, "uid");

	(void)r;
	change_text(d, ENTITY_TAG, uid, "copy", f->copy.serial);
	change_arg(d, ENTITY_TAG, uid, "ident", c, "ident");
	change_text(d, ENTITY_TAG, uid, "state", "live");
}

RULE_FN(effect_tag_retire)
{
	(void)r;
	(void)f;
	change_text(d, ENTITY_TAG, command_get(c, "uid"), "state", "retired");
}

RULE_FN(effect_label_print)
{
	int reprint = f->label.known ? f->label.reprint + 1 : 0;
	char key[KEY_TEXT];

	(void)r;
	snprintf(key, sizeof(key), "%s/%d", f->copy.serial, reprint);
	change_text(d, ENTITY_LABEL, key, "copy", f->copy.serial);
	change_int(d, ENTITY_LABEL, key, "reprint", reprint);
	change_arg(d, ENTITY_LABEL, key, "printer", c, "printer");
	change_text(d, ENTITY_LABEL, key, "state", "reserved");
	change_text(d, ENTITY_LABEL, key, "method", "printer");
	kv_add(&d->results, "label", key);
	kv_add(&d->results, "printer", command_get(c, "printer"));
}

RULE_FN(effect_label_step)
{
	static const struct {
		enum verb_id verb;
		const char *to;
	} steps[] = {
		{VERB_LABEL_COMMIT, "committed"},
		{VERB_LABEL_PRINTED, "printed"},
		{VERB_LABEL_UNCERTAIN, "uncertain"},
		{VERB_LABEL_VOID, "void"},
	};
	const char *key = f->label.key;

	(void)r;
	for (size_t i = 0; i < ARRAY_LEN(steps); i++)
		if (steps[i].verb == c->verb->id)
			change_text(d, ENTITY_LABEL, key, "state", steps[i].to);
	if (c->verb->id == VERB_LABEL_COMMIT) {
		change_arg(d, ENTITY_LABEL, key, "printer", c, "printer");
		change_arg(d, ENTITY_LABEL, key, "hash", c, "hash");
	}
	if (c->verb->id == VERB_LABEL_VOID)
		change_text(d, ENTITY_COPY, f->copy.serial, "label",
			    "relabel_needed");
	kv_add(&d->results, "label", key);
}

RULE_FN(effect_label_confirm)
{
	const char *method = command_get(c, "method");
	bool by_hand = method && !str_eq(method, "scan");
	char mark[MARK_TEXT];

	(void)r;
	if (!by_hand)
		change_text(d, ENTITY_LABEL, f->label.key, "state",
			    "confirmed");
	change_text(d, ENTITY_COPY, f->copy.serial, "label", "label_ok");
	/* A label made without a printer leaves a printed one owed. */
	if (by_hand)
		change_int(d, ENTITY_COPY, f->copy.serial, "label_owed", 1);
	else
		change_null(d, ENTITY_COPY, f->copy.serial, "label_owed");
	/* To be compared with the paper in hand. */
	mark_format(mark, &f->document.mark);
	kv_add(&d->results, "serial", f->copy.serial);
	kv_add(&d->results, "copy-no", f->copy.copy_no);
	if (f->copy.pages)
		kv_add_int(&d->results, "pages", f->copy.pages);
	kv_add(&d->results, "mark", mark);
}

RULE_FN(effect_correction)
{
	char key[KEY_TEXT];

	(void)r;
	for (size_t i = 0; i < f->undo.n_changes; i++) {
		const struct change *u = &f->undo.changes[i];
		const struct field *field = &entity_fields(u->entity)[u->field];
		struct change *to;

		change_null(d, u->entity, u->key, field->name);
		to = &d->changes[d->n_changes - 1];
		to->new.type = u->new.type;
		to->new.number = u->new.number;
		to->new.text = mem_dup(u->new.text);
	}
	snprintf(key, sizeof(key), "%s", command_get(c, "entry"));
	change_int(d, ENTITY_CORRECTION, key, "by_seq", f->seq);
	change_text(d, ENTITY_CORRECTION, key, "first", c->actor);
	change_arg(d, ENTITY_CORRECTION, key, "second", c, "second");
	change_arg(d, ENTITY_CORRECTION, key, "reason", c, "reason");
}
