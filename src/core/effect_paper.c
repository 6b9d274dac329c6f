/* effect_paper.c: who may know a document and who approves: scopes, routes,
 * approvals; and corrections. */
#include <stdio.h>

#include "base/str.h"
#include "core/rules.h"

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
	snprintf(key, sizeof(key), "A%04d-%04lld", rule_year(f),
		 (long long)f->next_approval);
	rule_count(d, f, "approval", f->next_approval);
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
	unsigned signers =
		rule_signers(f, rule_approvers(f, f->approval.action));
	char key[KEY_TEXT], day[DATE_TEXT];
	enum role role;

	(void)r;
	/* One signature for each part that still wants one and that he has:
	 * whoever is both leader and chief signs for both. */
	for (role = 0; role < ROLE_COUNT; role++) {
		if (!(signers & who->roles & (1U << role)) ||
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

/* ---- corrections --------------------------------------------------------- */

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
