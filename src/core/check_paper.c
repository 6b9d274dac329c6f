/* check_paper.c: marks, copy numbers, scopes, signatures, tags and labels. */
#include <string.h>

#include "base/str.h"
#include "core/rules.h"

/* The wording of a condition is not compared: it is no fact (facts.h). */
static bool same_mark(const struct mark *a, const struct mark *b)
{
	return a->level == b->level && a->term.kind == b->term.kind &&
	       a->term.n == b->term.n &&
	       (a->term.kind != TERM_DATE ||
		date_compare(a->term.date, b->term.date) == 0);
}

RULE_FN(check_mark)
{
	const char *text = command_get(c, "mark");
	struct date issue = f->document.issue_date;
	struct mark mark;
	enum reason why;
	bool own = f->document.known ? f->document.own
				     : str_eq(command_get(c, "origin"), "own");

	(void)r;
	if (!text)
		return;
	why = mark_parse(text, &mark);
	if (why != REASON_OK)
		reason_add(&d->reasons, why);
	if (reason_refuses(why))
		return;
	if (command_get(c, "issue-date"))
		date_parse(command_get(c, "issue-date"), &issue);
	if (date_is_none(issue))
		issue = civil_from_time(f->occurred_s, f->zone).date;
	if (mark_exceeds_cap(&mark, issue) && !command_get(c, "basis")) {
		/* The paper is there: taken as printed, flagged (ruling 27). */
		if (!own && command_flag(c, "as-printed"))
			reason_add(&d->reasons, W_POLICY);
		else
			reason_add(&d->reasons, E_TERM_CAP);
	}
	/* Further copies of a document bear its level and term (I5). */
	if (c->verb->id == VERB_RECEIVE && f->document.known &&
	    !same_mark(&mark, &f->document.mark))
		reason_add(&d->reasons, E_COPY_INHERIT);
}

RULE_FN(check_copy_nos)
{
	const struct copy_nos *nos = f->copy_nos;

	(void)r;
	(void)c;
	if (!nos)
		return;
	if (nos->malformed)
		reason_add(&d->reasons, E_COPY_NO);
	if (nos->none)
		reason_add(&d->reasons, W_POLICY);
	for (size_t i = 0; i < nos->n; i++) {
		if (f->copy_taken[i])
			reason_add(&d->reasons, E_DUP);
		for (size_t j = 0; j < i; j++)
			if (!nos->none && str_eq(nos->no[i], nos->no[j]))
				reason_add(&d->reasons, E_DUP);
	}
}

RULE_FN(check_unmoved)
{
	static const char *const of_document[] = {
		"doc-no", "title", "issuer", "mark", "issue-date", "pages"};
	bool document = false;

	(void)r;
	for (size_t i = 0; i < ARRAY_LEN(of_document); i++)
		document |= command_get(c, of_document[i]) != NULL;
	/* What is common to all copies can be mended while none has moved. */
	if (f->copy.moved || (document && f->document.moved))
		reason_add(&d->reasons, E_STATE);
	/* One number for one copy; a house number is only given on receipt. */
	if (f->copy_nos && (f->copy_nos->n != 1 || f->copy_nos->none))
		reason_add(&d->reasons, E_COPY_NO);
}

/* Set once, and by those whom policy names; what is set is only widened. */
static void check_first(const struct facts *f, struct decision *d, bool is_set)
{
	unsigned may = roles_parse(
		policy_word(f->policy, POLICY_SCOPE_SET_ROLES, rule_level(f)));

	if (!(f->actor.roles & may))
		reason_add(&d->reasons, E_APPROVER_ROLE);
	if (is_set)
		reason_add(&d->reasons, E_STATE);
}

RULE_FN(check_scope_unset)
{
	(void)r;
	(void)c;
	check_first(f, d, f->document.scope_set);
}

RULE_FN(check_widen)
{
	unsigned may = roles_parse(
		policy_word(f->policy, POLICY_SCOPE_WIDEN_ROLE, rule_level(f)));

	(void)r;
	if (!f->document.scope_set)
		reason_add(&d->reasons, E_RANGE_NOT_SET);
	if (!(f->actor.roles & may))
		reason_add(&d->reasons, E_APPROVER_ROLE);
	if (f->document.no_widen && !command_get(c, "letter"))
		reason_add(&d->reasons, E_ISSUER_CONSENT);
}

RULE_FN(check_range)
{
	(void)r;
	(void)c;
	check_first(f, d, f->document.range_set);
	/* A range may not reach beyond a scope that is set (ruling 7). */
	for (size_t i = 0; f->document.scope_set && i < f->n_persons; i++)
		if (!f->persons[i].in_scope)
			reason_add(&d->reasons, E_SCOPE);
}

RULE_FN(check_request)
{
	(void)r;
	/* One asks for oneself; a clerk enters what another asks for. */
	if (!str_eq(f->person.id, c->actor) &&
	    !(f->actor.roles & ROLE_BIT(REGISTRY_CLERK)))
		reason_add(&d->reasons, E_ROLE);
}

RULE_FN(check_approval_open)
{
	(void)r;
	(void)c;
	if (f->approval.refused || f->approval.uses <= 0)
		reason_add(&d->reasons, E_STATE);
}

RULE_FN(check_signature)
{
	bool paper = command_get(c, "form") != NULL;
	const struct person_facts *who =
		f->signatory.known ? &f->signatory : &f->actor;
	unsigned signers =
		rule_signers(f, rule_approvers(f, f->approval.action));
	struct date on;

	(void)r;
	/* Nothing was signed tomorrow. */
	if (date_parse(command_get(c, "on"), &on) &&
	    date_compare(on, civil_from_time(f->occurred_s, f->zone).date) > 0)
		reason_add(&d->reasons, E_CLOCK);
	/* Only a clerk enters another's signature, and only from paper. */
	if (f->signatory.known &&
	    (!paper || !(f->actor.roles & ROLE_BIT(REGISTRY_CLERK))))
		reason_add(&d->reasons, E_ROLE);
	if (!str_eq(who->status, "active"))
		reason_add(&d->reasons, E_PERSON_STATUS);
	if (str_eq(who->id, f->approval.applicant))
		reason_add(&d->reasons, E_SELF_APPROVAL);
	if (!(who->roles & signers))
		reason_add(&d->reasons, E_APPROVER_ROLE);
}

RULE_FN(check_tag_free)
{
	(void)r;
	(void)c;
	/* One live tag per copy, ever; retired tags are never used again. */
	if (f->uid_is_tag || f->uid_is_badge || f->copy.tag[0])
		reason_add(&d->reasons, E_TAG_CONFLICT);
	if (custody_is_terminal(f->copy.state))
		reason_add(&d->reasons, E_STATE);
}

RULE_FN(check_tag_known)
{
	(void)r;
	(void)c;
	if (!f->uid_is_tag || !f->uid_is_live)
		reason_add(&d->reasons, E_TAG_UNKNOWN);
}

/* Which state of a label a verb may find (design: printing exactly once). */
RULE_FN(check_label_step)
{
	static const struct {
		enum verb_id verb;
		const char *from; /* "" = there is no label yet */
	} steps[] = {
		{VERB_LABEL_PRINT, ""},
		{VERB_LABEL_PRINT, "void"},
		{VERB_LABEL_COMMIT, "reserved"},
		{VERB_LABEL_PRINTED, "committed"},
		{VERB_LABEL_UNCERTAIN, "committed"},
		{VERB_LABEL_CONFIRM, ""},
		{VERB_LABEL_CONFIRM, "printed"},
		{VERB_LABEL_CONFIRM, "uncertain"},
		{VERB_LABEL_CONFIRM, "void"},
		{VERB_LABEL_VOID, "reserved"},
		{VERB_LABEL_VOID, "printed"},
		{VERB_LABEL_VOID, "uncertain"},
		{VERB_LABEL_VOID, "confirmed"},
	};
	const char *state = f->label.known ? f->label.state : "";
	const char *method = command_get(c, "method");
	bool by_hand = method && !str_eq(method, "scan");

	(void)r;
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		if (steps[i].verb != c->verb->id ||
		    !str_eq(steps[i].from, state))
			continue;
		/* Confirmed by hand where no printed label can be (practice
		 * 10); a printed one is confirmed by reading it. */
		if (c->verb->id != VERB_LABEL_CONFIRM ||
		    by_hand == (!state[0] || str_eq(state, "void")))
			return;
	}
	reason_add(&d->reasons, E_STATE);
}

RULE_FN(check_correction)
{
	const struct verb *wrong = f->undo_verb;

	(void)r;
	(void)c;
	/* Whoever may not enter such a thing may not take it back: a clerk
	 * leaves roles and settings to those who answer for them. */
	if (wrong && !(f->actor.roles & wrong->roles))
		reason_add(&d->reasons, E_ROLE);
	/* Only an entry whose changes still stand can be put back: what came
	 * after it is corrected first. The beginning stays. */
	if (!f->undo_known || f->undo_overtaken || f->undo_corrected ||
	    (wrong && wrong->id == VERB_INIT))
		reason_add(&d->reasons, E_STATE);
	if (str_eq(f->second.id, f->actor.id))
		reason_add(&d->reasons, E_SAME_PERSON);
	else if (!(f->second.roles &
		   (ROLES_STAFF | ROLE_BIT(SECRECY_OFFICE))) ||
		 !str_eq(f->second.status, "active"))
		reason_add(&d->reasons, E_TWO_PERSON);
}
