/* effect_move.c: what the verbs that move a copy change: custody, knowledge,
 * and what is to be told to whom. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "core/due.h"
#include "core/rules.h"

static void own_key(char ret[KEY_TEXT], const struct facts *f,
		    const struct decision *d)
{
	snprintf(ret, KEY_TEXT, "%lld/%zu", (long long)f->seq, d->n_changes);
}

static void tell(struct decision *d, const struct facts *f, const char *person,
		 enum reason why)
{
	char key[KEY_TEXT];

	if (str_empty(person))
		return;
	own_key(key, f, d);
	change_text(d, ENTITY_NOTICE, key, "person", person);
	change_text(d, ENTITY_NOTICE, key, "copy", f->copy.serial);
	change_text(d, ENTITY_NOTICE, key, "code", reason_code(why));
	change_int(d, ENTITY_NOTICE, key, "at", f->occurred_s);
}

static void tell_secrecy_office(struct decision *d, const struct facts *f,
				enum reason why)
{
	for (size_t i = 0; i < f->n_secrecy_officers; i++)
		tell(d, f, f->secrecy_officers[i], why);
}

static void note_violation(struct decision *d, const struct facts *f,
			   const char *person, enum reason code)
{
	char key[KEY_TEXT];

	if (str_empty(person))
		return;
	own_key(key, f, d);
	change_text(d, ENTITY_VIOLATION, key, "copy", f->copy.serial);
	change_text(d, ENTITY_VIOLATION, key, "person", person);
	change_text(d, ENTITY_VIOLATION, key, "code", reason_code(code));
	change_int(d, ENTITY_VIOLATION, key, "at", f->occurred_s);
	change_text(d, ENTITY_VIOLATION, key, "state", "open");
}

static void draft_incident(struct decision *d, const struct facts *f,
			   const char *kind)
{
	char key[KEY_TEXT];

	rule_count(d, f, "incident", f->next_incident);
	snprintf(key, sizeof(key), "I%04d-%04lld", rule_year(f),
		 (long long)f->next_incident);
	change_text(d, ENTITY_INCIDENT, key, "copy", f->copy.serial);
	change_text(d, ENTITY_INCIDENT, key, "kind", kind);
	change_int(d, ENTITY_INCIDENT, key, "at", f->occurred_s);
	change_text(d, ENTITY_INCIDENT, key, "state", "draft");
	kv_add(&d->results, "incident", key);
}

/* Who learned what, when, how (条例 Art 20). */
static void note_knowledge(struct decision *d, const struct facts *f,
			   const char *person, const char *how)
{
	char key[KEY_TEXT];

	if (!policy_flag(f->policy, POLICY_KNOWLEDGE_RECORD, rule_level(f)))
		return;
	snprintf(key, sizeof(key), "%s/%s/%lld", f->copy.serial, person,
		 (long long)f->seq);
	change_text(d, ENTITY_KNOWLEDGE, key, "document", f->document.key);
	change_text(d, ENTITY_KNOWLEDGE, key, "copy", f->copy.serial);
	change_text(d, ENTITY_KNOWLEDGE, key, "person", person);
	change_int(d, ENTITY_KNOWLEDGE, key, "at", f->occurred_s);
	change_text(d, ENTITY_KNOWLEDGE, key, "how", how);
	if (f->approval.known)
		change_text(d, ENTITY_KNOWLEDGE, key, "approval",
			    f->approval.key);
}

/* Puts the copy into a state, with a holder or (NULL) the registry. */
static void move(struct decision *d, const struct facts *f,
		 enum custody_state state, const char *holder,
		 const char *place, int64_t due_s)
{
	const char *key = f->copy.serial;

	change_text(d, ENTITY_CUSTODY, key, "state", custody_code(state));
	change_text(d, ENTITY_CUSTODY, key, "holder", holder);
	change_text(d, ENTITY_CUSTODY, key, "place",
		    str_empty(place) ? NULL : place);
	change_int(d, ENTITY_CUSTODY, key, "since", f->occurred_s);
	change_int(d, ENTITY_CUSTODY, key, "last_at", f->occurred_s);
	if (due_s)
		change_int(d, ENTITY_CUSTODY, key, "due", due_s);
	else
		change_null(d, ENTITY_CUSTODY, key, "due");
	change_null(d, ENTITY_CUSTODY, key, "approval");
	change_null(d, ENTITY_CUSTODY, key, "renewals");
	change_null(d, ENTITY_CUSTODY, key, "off_route");
	if (!f->copy.moved)
		change_int(d, ENTITY_COPY, key, "moved", 1);
	kv_add(&d->results, "serial", key);
	kv_add(&d->results, "state", custody_code(state));
}

static void say_due(struct decision *d, const struct facts *f, int64_t due_s,
		    bool unknown_year)
{
	char text[TIME_TEXT];

	time_format(text, due_s, f->zone);
	kv_add(&d->results, "due", text);
	if (unknown_year)
		reason_add(&d->reasons, W_CALENDAR);
}

RULE_FN(effect_shelve)
{
	const char *slot = command_get(c, "slot");

	(void)r;
	move(d, f, CUSTODY_IN_STORE, NULL, f->cabinet.place, 0);
	if (slot && !f->copy.home_slot[0]) {
		change_text(d, ENTITY_COPY, f->copy.serial, "home_slot", slot);
		change_text(d, ENTITY_COPY, f->copy.serial, "home_cabinet",
			    f->cabinet.key);
	}
	kv_add(&d->results, "slot", slot ? slot : f->copy.home_slot);
}

RULE_FN(effect_unshelve)
{
	(void)r;
	(void)c;
	move(d, f, CUSTODY_UNSHELVED, NULL, NULL, 0);
}

static void use_approval(struct decision *d, const struct facts *f)
{
	if (!f->approval.known)
		return;
	change_text(d, ENTITY_CUSTODY, f->copy.serial, "approval",
		    f->approval.key);
	change_int(d, ENTITY_APPROVAL, f->approval.key, "uses",
		   f->approval.uses - 1);
}

RULE_FN(effect_hand_out)
{
	bool lend = r->event == EVENT_LEND;
	bool unknown_year = false;
	int days = (int)policy_int(f->policy,
				   lend ? POLICY_LEND_DAYS : POLICY_LEG_DAYS,
				   rule_level(f));
	int64_t due_s =
		due_after_workdays(f->policy, f->calendar, f->occurred_s, days,
				   f->zone, &unknown_year);

	(void)c;
	move(d, f, custody_next(f->copy.state, r->event), f->person.id,
	     f->place.known ? f->place.key : NULL, due_s);
	kv_add(&d->results, "holder", f->person.id);
	if (f->place.known)
		kv_add(&d->results, "place", f->place.key);
	say_due(d, f, due_s, unknown_year);
	if (lend)
		use_approval(d, f);
	else
		change_text(d, ENTITY_ROUTE, f->route_leg, "state", "out");
	note_knowledge(d, f, f->person.id, lend ? "lend" : "send");
}

/* What is to be said of a return; never a reason to refuse it. */
static void flag_return(const struct rule *r, const struct facts *f,
			const struct command *c, struct decision *d)
{
	const char *by = command_get(c, "by");
	int64_t staff = policy_int(f->policy, r->staff, rule_level(f));

	if (f->copy.due_s && f->occurred_s > f->copy.due_s)
		reason_add(&d->reasons, W_OVERDUE);
	if (command_flag(c, "returner-unknown"))
		reason_add(&d->reasons, W_RETURNER_UNKNOWN);
	if (by && f->copy.holder[0] && !str_eq(by, f->copy.holder)) {
		reason_add(&d->reasons, W_RETURN_OTHER);
		reason_add(&d->reasons, A_VIOLATION);
		note_violation(d, f, f->copy.holder, W_RETURN_OTHER);
		note_violation(d, f, by, W_RETURN_OTHER);
		tell(d, f, f->copy.holder, W_RETURN_OTHER);
		tell(d, f, by, W_RETURN_OTHER);
	}
	if (staff > 1 && rule_second(f, c) != REASON_OK) {
		reason_add(&d->reasons, W_TWO_PERSON);
		tell_secrecy_office(d, f, W_TWO_PERSON);
	}
}

/* Seen where it is not out: nothing moves, but an ended copy is an alarm. */
static void seen_again(const struct facts *f, struct decision *d)
{
	kv_add(&d->results, "serial", f->copy.serial);
	kv_add(&d->results, "state", custody_code(f->copy.state));
	if (!custody_is_terminal(f->copy.state))
		return;
	reason_add(&d->reasons, A_TERMINAL_SEEN);
	tell_secrecy_office(d, f, A_TERMINAL_SEEN);
	draft_incident(d, f, "terminal_seen");
}

RULE_FN(effect_check_in)
{
	enum custody_state to = custody_next(f->copy.state, EVENT_CHECK_IN);
	int64_t pages = command_int(c, "pages", f->copy.pages);
	bool shelve = command_flag(c, "shelve") && f->cabinet.known;

	if (f->copy.state == CUSTODY_UNSHELVED && shelve)
		to = CUSTODY_UNSHELVED;
	if (to == CUSTODY_NONE) {
		seen_again(f, d);
		return;
	}
	if (custody_is_out(f->copy.state))
		flag_return(r, f, c, d);
	if (f->copy.pages && pages != f->copy.pages) {
		reason_add(&d->reasons, W_PAGES);
		to = CUSTODY_QUARANTINED;
	}
	if (to == CUSTODY_UNSHELVED && shelve)
		to = CUSTODY_IN_STORE;
	move(d, f, to, NULL, to == CUSTODY_IN_STORE ? f->cabinet.place : NULL,
	     0);
	if (f->copy.leg[0])
		change_text(d, ENTITY_ROUTE, f->copy.leg, "state", "done");
}

RULE_FN(effect_renew)
{
	bool unknown_year = false;
	int days = (int)policy_int(f->policy, POLICY_LEND_RENEW_DAYS,
				   rule_level(f));
	/* Counted from the old due day (ruling 14). */
	int64_t due_s =
		due_after_workdays(f->policy, f->calendar, f->copy.due_s, days,
				   f->zone, &unknown_year);
	const char *key = f->copy.serial;

	(void)r;
	(void)c;
	change_int(d, ENTITY_CUSTODY, key, "due", due_s);
	change_int(d, ENTITY_CUSTODY, key, "renewals", f->copy.renewals + 1);
	change_int(d, ENTITY_CUSTODY, key, "last_at", f->occurred_s);
	use_approval(d, f);
	kv_add(&d->results, "serial", key);
	say_due(d, f, due_s, unknown_year);
}

RULE_FN(effect_whereabouts)
{
	const char *with = f->person.id, *key = f->copy.serial;
	const char *place = command_get(c, "place");

	(void)r;
	reason_add(&d->reasons, A_VIOLATION);
	note_violation(d, f, with, A_VIOLATION);
	if (!str_eq(f->copy.holder, with))
		note_violation(d, f, f->copy.holder, A_VIOLATION);
	if (custody_is_out(f->copy.state)) {
		/* It was out: only the holder changes (ruling 15). */
		change_text(d, ENTITY_CUSTODY, key, "holder", with);
		if (place)
			change_text(d, ENTITY_CUSTODY, key, "place", place);
		change_int(d, ENTITY_CUSTODY, key, "last_at", f->occurred_s);
		kv_add(&d->results, "serial", key);
		kv_add(&d->results, "state", custody_code(f->copy.state));
	} else {
		if (custody_is_terminal(f->copy.state)) {
			reason_add(&d->reasons, A_TERMINAL_SEEN);
			draft_incident(d, f, "terminal_seen");
			return;
		}
		move(d, f, CUSTODY_RETAINED, with, place, f->occurred_s);
	}
	change_int(d, ENTITY_CUSTODY, key, "off_route", 1);
	kv_add(&d->results, "holder", with);
	note_knowledge(d, f, with, "found");
	tell_secrecy_office(d, f, A_VIOLATION);
	if (!f->person.in_scope)
		draft_incident(d, f, "violation");
}

RULE_FN(effect_nothing)
{
	(void)r;
	(void)c;
	kv_add(&d->results, "person", f->uid_owner);
}
