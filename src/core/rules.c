/* rules.c: one row a verb. */
#include "core/rules.h"

#include <stdio.h>

#include "base/str.h"

#define CHECKS(...)                                                            \
	((void (*const[])(const struct rule *, const struct facts *,           \
			  const struct command *,                              \
			  struct decision *)){__VA_ARGS__, NULL})
#define NO_MOVE .event = EVENT_COUNT, .staff = POLICY_KEY_COUNT
#define NO_CHECK                                                               \
	((void (*const[])(const struct rule *, const struct facts *,           \
			  const struct command *, struct decision *)){NULL})

static const struct rule rules[VERB_COUNT] = {
	[VERB_INIT] = {NO_MOVE, .checks = CHECKS(check_init),
		       .effect = effect_init},
	[VERB_PERSON_ADD] = {NO_MOVE, .checks = CHECKS(check_new),
			     .effect = effect_person},
	[VERB_PERSON_SET] = {NO_MOVE, .checks = CHECKS(check_leaving),
			     .effect = effect_person},
	[VERB_ROLE_GRANT] = {NO_MOVE, .checks = CHECKS(check_role_change),
			     .effect = effect_role_grant},
	[VERB_ROLE_WITHDRAW] = {NO_MOVE, .checks = CHECKS(check_role_change),
				.effect = effect_role_withdraw},
	[VERB_ROLE_ACKNOWLEDGE] = {NO_MOVE, .checks = CHECKS(check_acknowledge),
				   .effect = effect_role_acknowledge},
	[VERB_TRAINING_ADD] = {NO_MOVE, .checks = NO_CHECK,
			       .effect = effect_training},
	[VERB_BADGE_ENROL] = {NO_MOVE, .checks = CHECKS(check_badge_free),
			      .effect = effect_badge_enrol},
	[VERB_BADGE_REVOKE] = {NO_MOVE, .checks = CHECKS(check_badge_known),
			       .effect = effect_badge_revoke},
	[VERB_CALENDAR_SET] = {NO_MOVE, .checks = NO_CHECK,
			       .effect = effect_calendar},
	[VERB_POLICY_SET] = {NO_MOVE, .checks = CHECKS(check_policy),
			     .effect = effect_policy},
	[VERB_PLACE_ADD] = {NO_MOVE, .checks = CHECKS(check_new),
			    .effect = effect_place},
	[VERB_CABINET_ADD] = {NO_MOVE, .checks = CHECKS(check_new),
			      .effect = effect_cabinet},
	[VERB_DOOR_ADD] = {NO_MOVE, .checks = CHECKS(check_new),
			   .effect = effect_door},
	/* Coming in is flagged, never refused for want of a second clerk: the
	 * paper is there (model.md 0.4). */
	[VERB_RECEIVE] = {.event = EVENT_RECEIVE,
			  .staff = POLICY_RECEIVE_STAFF,
			  .checks = CHECKS(check_mark, check_copy_nos),
			  .effect = effect_receive},
	[VERB_AMEND] = {NO_MOVE,
			.checks = CHECKS(check_order, check_new, check_mark,
					 check_copy_nos, check_unmoved),
			.effect = effect_amend},
	[VERB_SHELVE] = {.event = EVENT_SHELVE,
			 .staff = POLICY_KEY_COUNT,
			 .checks =
				 CHECKS(check_custody, check_order, check_slot),
			 .effect = effect_shelve},
	[VERB_UNSHELVE] = {.event = EVENT_UNSHELVE,
			   .staff = POLICY_UNSHELVE_STAFF,
			   .checks = CHECKS(check_custody, check_order,
					    check_staff),
			   .effect = effect_unshelve},
	[VERB_SCOPE_SET] = {NO_MOVE, .checks = CHECKS(check_scope_unset),
			    .effect = effect_scope},
	[VERB_SCOPE_WIDEN] = {NO_MOVE, .checks = CHECKS(check_widen),
			      .effect = effect_scope},
	[VERB_ROUTE_SET] = {NO_MOVE, .checks = CHECKS(check_range),
			    .effect = effect_route},
	[VERB_SEND] = {.event = EVENT_SEND,
		       .staff = POLICY_LEG_STAFF,
		       .room = POLICY_LEG_ROOM,
		       .checks = CHECKS(check_custody, check_order, check_gate,
					check_route, check_not_overdue,
					check_place, check_staff, check_label),
		       .effect = effect_hand_out},
	[VERB_APPROVAL_REQUEST] = {NO_MOVE, .checks = CHECKS(check_request),
				   .effect = effect_request},
	[VERB_APPROVAL_SIGN] = {NO_MOVE,
				.checks = CHECKS(check_approval_open,
						 check_signature),
				.effect = effect_sign},
	[VERB_APPROVAL_REFUSE] = {NO_MOVE,
				  .checks = CHECKS(check_approval_open,
						   check_signature),
				  .effect = effect_refuse},
	[VERB_LEND] = {.event = EVENT_LEND,
		       .staff = POLICY_LEND_STAFF,
		       .room = POLICY_LEND_ROOM,
		       .approval = "lend",
		       .checks = CHECKS(check_custody, check_order, check_gate,
					check_not_overdue, check_approval,
					check_place, check_staff, check_label),
		       .effect = effect_hand_out},
	[VERB_CHECK_IN] = {.event = EVENT_CHECK_IN,
			   .staff = POLICY_CHECK_IN_STAFF,
			   .checks = CHECKS(check_order),
			   .effect = effect_check_in},
	[VERB_RENEW] = {.event = EVENT_RENEW,
			.staff = POLICY_KEY_COUNT,
			.approval = "renew",
			.checks = CHECKS(check_custody, check_order,
					 check_renewal, check_approval),
			.effect = effect_renew},
	[VERB_TAG_BIND] = {NO_MOVE,
			   .checks = CHECKS(check_order, check_tag_free),
			   .effect = effect_tag_bind},
	[VERB_TAG_RETIRE] = {NO_MOVE, .checks = CHECKS(check_tag_known),
			     .effect = effect_tag_retire},
	[VERB_LABEL_PRINT] = {NO_MOVE,
			      .checks = CHECKS(check_order, check_label_step),
			      .effect = effect_label_print},
	[VERB_LABEL_COMMIT] = {NO_MOVE, .checks = CHECKS(check_label_step),
			       .effect = effect_label_step},
	[VERB_LABEL_PRINTED] = {NO_MOVE, .checks = CHECKS(check_label_step),
				.effect = effect_label_step},
	[VERB_LABEL_UNCERTAIN] = {NO_MOVE, .checks = CHECKS(check_label_step),
				  .effect = effect_label_step},
	[VERB_LABEL_CONFIRM] = {NO_MOVE,
				.checks = CHECKS(check_order, check_label_step),
				.effect = effect_label_confirm},
	[VERB_LABEL_VOID] = {NO_MOVE,
			     .checks = CHECKS(check_order, check_label_step),
			     .effect = effect_label_step},
	[VERB_CORRECTION] = {NO_MOVE, .checks = CHECKS(check_correction),
			     .effect = effect_correction},
	[VERB_REPORT_WHEREABOUTS] = {NO_MOVE, .checks = CHECKS(check_order),
				     .effect = effect_whereabouts},
	[VERB_TAP] = {NO_MOVE, .checks = CHECKS(check_badge_known),
		      .effect = effect_nothing},
};

const struct rule *rule_get(enum verb_id id)
{
	return &rules[id];
}

void rule_weigh(const struct facts *f, const struct command *c,
		struct decision *d, enum policy_key mode, enum reason why)
{
	if (policy_mode(f->policy, mode) == POLICY_WARN &&
	    command_get(c, "reason"))
		reason_add(&d->reasons, W_POLICY);
	else
		reason_add(&d->reasons, why);
}

enum level rule_level(const struct facts *f)
{
	return f->document.known ? f->document.mark.level : LEVEL_PUBLIC;
}

/* Who brings a copy back: its holder unless told; NULL where nobody does or
 * nobody knows. */
static const char *returner(const struct facts *f, const struct command *c)
{
	const char *by;

	if (c->verb->id != VERB_CHECK_IN)
		return NULL;
	by = command_get(c, "by");
	if (by)
		return by;
	return command_flag(c, "returner-unknown") ? NULL : f->copy.holder;
}

enum reason rule_second(const struct facts *f, const struct command *c)
{
	const struct person_facts *s = &f->second;
	unsigned may = ROLE_BIT(REGISTRY_CLERK) | ROLE_BIT(SECOND_CLERK);

	if (s->known && str_eq(s->id, c->actor))
		return E_SAME_PERSON;
	if (!(s->roles & may) || !str_eq(s->status, "active"))
		return E_TWO_PERSON;
	if ((f->person.known && str_eq(s->id, f->person.id)) ||
	    str_eq(s->id, returner(f, c)))
		return E_SAME_PERSON;
	return REASON_OK;
}

unsigned rule_approvers(const struct facts *f, const char *action)
{
	/* Item by item, 绝密 for somebody cleared 重要: the unit head (B.4,
	 * person gate). Everything else that is lent asks as lending does. */
	if (str_eq(action, "learn"))
		return ROLE_BIT(UNIT_HEAD);
	return roles_parse(
		policy_word(f->policy, POLICY_LEND_APPROVERS, rule_level(f)));
}

unsigned rule_signers(const struct facts *f, unsigned needed)
{
	if ((needed & ROLE_BIT(LEADER_IN_CHARGE)) &&
	    policy_flag(f->policy, POLICY_UNIT_HEAD_SIGNS, 0))
		needed |= ROLE_BIT(UNIT_HEAD);
	return needed;
}

int rule_year(const struct facts *f)
{
	return civil_from_time(f->occurred_s, f->zone).date.year;
}

void rule_count(struct decision *d, const struct facts *f, const char *what,
		int64_t value)
{
	char key[KEY_TEXT];

	snprintf(key, sizeof(key), "%s/%d", what, rule_year(f));
	change_int(d, ENTITY_COUNTER, key, "value", value);
}
