/* check_gate.c: may this person have this document (model.md B.4, person gate;
 * rulings 3, 7, 9, 10)? */
#include <string.h>

#include "base/str.h"
#include "core/rules.h"

static void weigh_end(const struct facts *f, const struct command *c,
		      struct decision *d, struct date last_good,
		      enum policy_key mode, enum reason why)
{
	struct date today = civil_from_time(f->occurred_s, f->zone).date;

	if (date_compare(today, last_good) > 0)
		rule_weigh(f, c, d, mode, why);
}

static void weigh_age(const struct facts *f, const struct command *c,
		      struct decision *d, struct date day, int64_t max_days,
		      enum policy_key mode, enum reason why)
{
	/* 365 days are good, 366 are not (ruling 10). */
	if (max_days > 0)
		weigh_end(f, c, d, date_add_days(day, max_days), mode, why);
}

/* Years are counted by the calendar: good to the day of the same date, also
 * on it. */
static void weigh_vetting(const struct facts *f, const struct command *c,
			  struct decision *d, struct date vetted, int64_t years)
{
	if (years > 0)
		weigh_end(f, c, d, date_add_months(vetted, (int)years * 12),
			  POLICY_VETTING_MODE, E_CLEARANCE);
}

static void check_papers(const struct facts *f, const struct command *c,
			 struct decision *d)
{
	static const struct {
		enum clearance clearance;
		enum policy_key years;
	} vetting[] = {
		{CLEARANCE_CORE, POLICY_VETTING_YEARS_CORE},
		{CLEARANCE_IMPORTANT, POLICY_VETTING_YEARS_IMPORTANT},
		{CLEARANCE_GENERAL, POLICY_VETTING_YEARS_GENERAL},
	};
	const struct person_facts *p = &f->person;
	int64_t hours = policy_int(f->policy, POLICY_TRAINING_HOURS, 0);

	if (!policy_flag(f->policy, POLICY_GATE_PAPERS, rule_level(f)))
		return;
	/* Never trained, never examined, no pledge: law, always refused. */
	if (date_is_none(p->trained) || !p->examined)
		reason_add(&d->reasons, E_TRAINING);
	else
		weigh_age(f, c, d, p->trained,
			  policy_int(f->policy, POLICY_TRAINING_MAX_AGE, 0),
			  POLICY_TRAINING_AGE_MODE, E_TRAINING);
	/* Hours count only where trainings are entered with hours: a person
	 * taken over from the signed roll has none noted. */
	if (p->hours >= 0 && p->hours < hours)
		rule_weigh(f, c, d, POLICY_TRAINING_HOURS_MODE, E_TRAINING);
	if (date_is_none(p->pledge))
		reason_add(&d->reasons, E_PLEDGE);
	else
		weigh_age(f, c, d, p->pledge,
			  policy_int(f->policy, POLICY_PLEDGE_MAX_AGE, 0),
			  POLICY_PLEDGE_AGE_MODE, E_PLEDGE);
	for (size_t i = 0; i < ARRAY_LEN(vetting); i++)
		if (p->clearance == vetting[i].clearance &&
		    !date_is_none(p->vetted))
			weigh_vetting(
				f, c, d, p->vetted,
				policy_int(f->policy, vetting[i].years, 0));
}

RULE_FN(check_gate)
{
	const struct person_facts *p = &f->person;

	(void)r;
	if (!str_eq(p->status, "active"))
		reason_add(&d->reasons, E_PERSON_STATUS);
	if (!clearance_admits(p->clearance, rule_level(f), p->item_approved))
		reason_add(&d->reasons, E_CLEARANCE);
	if (!f->document.scope_set)
		reason_add(&d->reasons, E_RANGE_NOT_SET);
	else if (!p->in_scope)
		reason_add(&d->reasons, E_SCOPE);
	check_papers(f, c, d);
}

RULE_FN(check_not_overdue)
{
	(void)r;
	(void)c;
	if (policy_flag(f->policy, POLICY_BLOCK_IF_OVERDUE, 0) &&
	    f->person.overdue > 0)
		reason_add(&d->reasons, E_HOLDINGS);
}

static void check_signatures(const struct facts *f, struct decision *d,
			     unsigned needed)
{
	const struct approval_facts *a = &f->approval;
	bool own = false, foreign = false, missing = false;

	for (size_t i = 0; i < a->n_signatures; i++) {
		foreign |= !(a->signatures[i].role & rule_signers(f, needed));
		own |= str_eq(a->signatures[i].person, a->applicant);
	}
	for (unsigned bit = 1; bit && bit <= needed; bit <<= 1) {
		bool there = false;

		if (!(needed & bit))
			continue;
		for (size_t i = 0; i < a->n_signatures; i++)
			there |= (a->signatures[i].role &
				  rule_signers(f, bit)) &&
				 !str_eq(a->signatures[i].person, a->applicant);
		missing |= !there;
	}
	if (own)
		reason_add(&d->reasons, E_SELF_APPROVAL);
	if (missing && foreign)
		reason_add(&d->reasons, E_APPROVER_ROLE);
	else if (missing && !own)
		reason_add(&d->reasons, E_APPROVAL_MISSING);
}

RULE_FN(check_approval)
{
	const struct approval_facts *a = &f->approval;
	unsigned needed = rule_approvers(f, r->approval);
	struct date today = civil_from_time(f->occurred_s, f->zone).date;

	(void)c;
	if (!needed && !a->known)
		return;
	if (!a->known || a->refused || !str_eq(a->action, r->approval) ||
	    !str_eq(a->applicant, f->person.id) ||
	    !str_eq(a->document, f->document.key) ||
	    (a->copy[0] && !str_eq(a->copy, f->copy.serial))) {
		reason_add(&d->reasons, E_APPROVAL_MISSING);
		return;
	}
	check_signatures(f, d, needed);
	if (a->uses <= 0)
		reason_add(&d->reasons, E_APPROVAL_USED);
	if (date_compare(today, a->valid_until) > 0)
		reason_add(&d->reasons, E_APPROVAL_EXPIRED);
}
