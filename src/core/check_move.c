/* check_move.c: may this copy make this step now, from here to there, with
 * these people at the counter? */
#include <string.h>

#include "base/str.h"
#include "core/outside.h"
#include "core/rules.h"

RULE_FN(check_custody)
{
	enum custody_state state = f->copy.state;

	(void)c;
	if (custody_next(state, r->event) != CUSTODY_NONE)
		return;
	/* Out with somebody, and asked to go out again or be put away. */
	if (custody_is_out(state) &&
	    (r->event == EVENT_LEND || r->event == EVENT_SEND))
		reason_add(&d->reasons, E_ALREADY_OUT);
	else
		reason_add(&d->reasons, E_STATE);
}

RULE_FN(check_order)
{
	(void)r;
	(void)c;
	/* No event is dated before its predecessor on the same copy (I12), nor
	 * in the future (ruling 4). */
	if (f->occurred_s < f->now_s && f->occurred_s < f->copy.last_s)
		reason_add(&d->reasons, E_CLOCK);
}

RULE_FN(check_staff)
{
	int64_t needed =
		r->staff == POLICY_KEY_COUNT
			? 1
			: policy_int(f->policy, r->staff, rule_level(f));
	enum reason why = rule_second(f, c);

	if (needed > 1 && why != REASON_OK)
		reason_add(&d->reasons, why);
}

RULE_FN(check_place)
{
	const struct place_facts *p = &f->place;
	enum level level = rule_level(f);

	(void)c;
	if (!place_is_for_reading(p->known ? p->kind : NULL, p->level, level,
				  policy_flag(f->policy, r->room, level)))
		reason_add(&d->reasons, E_PLACE);
}

RULE_FN(check_label)
{
	(void)r;
	(void)c;
	if (!str_eq(f->copy.label, "label_ok"))
		reason_add(&d->reasons, E_RELABEL);
}

RULE_FN(check_slot)
{
	const char *slot = command_get(c, "slot");
	bool secret = level_is_state_secret(rule_level(f));

	(void)r;
	/* No slot given: its home; a copy without a home needs one. */
	if (!f->cabinet.known ||
	    (slot && f->copy.home_slot[0] && !str_eq(slot, f->copy.home_slot)))
		reason_add(&d->reasons, E_SLOT);
	if (!f->cabinet.known)
		return;
	if (f->cabinet.secret != secret)
		reason_add(&d->reasons, E_MIXED);
	if (f->cabinet.level < rule_level(f))
		reason_add(&d->reasons, E_CABINET_LEVEL);
}

RULE_FN(check_route)
{
	(void)r;
	(void)c;
	if (!f->document.range_set)
		reason_add(&d->reasons, E_RANGE_NOT_SET);
	else if (!str_eq(f->route_next, f->person.id))
		reason_add(&d->reasons, E_ROUTE_ORDER);
}

RULE_FN(check_renewal)
{
	int64_t most =
		policy_int(f->policy, POLICY_LEND_RENEWALS, rule_level(f));

	(void)r;
	(void)c;
	/* Once overdue it is returned first (ruling 14). */
	if (f->copy.renewals >= most ||
	    (f->copy.due_s && f->occurred_s > f->copy.due_s))
		reason_add(&d->reasons, E_RENEW_LIMIT);
}
