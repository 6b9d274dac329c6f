/* rules.h: the rows behind decide(): which checks and which effect belong to a
 * verb. A new verb is a row here and one in verbs.c; a check is written once
 * and named wherever it holds. */
#ifndef MUNIMENT_CORE_RULES_H
#define MUNIMENT_CORE_RULES_H

#include "core/custody.h"
#include "core/decision.h"
#include "core/facts.h"
#include "core/policy.h"

/* What a row says beside its functions, for the checks to read. */
struct rule {
	enum custody_event event; /* EVENT_COUNT: moves nothing */
	enum policy_key staff;	  /* POLICY_KEY_COUNT: one is enough */
	enum policy_key room;	  /* reading room only */
	const char *approval;	  /* action that needs one, or NULL */
	void (*const *checks)(const struct rule *, const struct facts *,
			      const struct command *, struct decision *);
	void (*effect)(const struct rule *, const struct facts *,
		       const struct command *, struct decision *);
};
#define RULE_FN(name)                                                          \
	void name(const struct rule *r, const struct facts *f,                 \
		  const struct command *c, struct decision *d)

const struct rule *rule_get(enum verb_id id);

/* A rule of a person's papers: refuses with `why`, or, set to warn and given
 * a reason, goes ahead as W_POLICY (practice.md 4, ruling 3). */
void rule_weigh(const struct facts *f, const struct command *c,
		struct decision *d, enum policy_key mode, enum reason why);
/* The document's level; LEVEL_PUBLIC when there is no document. */
enum level rule_level(const struct facts *f);
/* Roles that must sign for an action, as policy names them. */
unsigned rule_approvers(const struct facts *f, const char *action);
/* Roles whose signature stands for one of `needed`: these, and the unit head
 * for the leader in charge where policy lets him (ruling 9). */
unsigned rule_signers(const struct facts *f, unsigned needed);
/* Whether --second makes two persons (ruling 23): REASON_OK, E_SAME_PERSON
 * when it is the operator, the one the act is about or the one who brings the
 * copy back, else E_TWO_PERSON. */
enum reason rule_second(const struct facts *f, const struct command *c);

/* The civil year in which it happened; and the last number given out in it:
 * "receive", "serial", "approval", "house", "incident". */
int rule_year(const struct facts *f);
void rule_count(struct decision *d, const struct facts *f, const char *what,
		int64_t value);

/* check_gate.c: the person */
RULE_FN(check_gate); /* status, clearance, scope, training, pledge */
RULE_FN(check_approval);
RULE_FN(check_not_overdue);
/* check_move.c: copy, place, persons, label, slot, time */
RULE_FN(check_custody);
RULE_FN(check_order); /* not before the copy's last event */
RULE_FN(check_staff);
RULE_FN(check_place);
RULE_FN(check_label);
RULE_FN(check_slot);
RULE_FN(check_route);
RULE_FN(check_renewal);
/* check_paper.c: marks, copy numbers, scope, approvals, tags, labels */
RULE_FN(check_mark);
RULE_FN(check_copy_nos);
RULE_FN(check_unmoved);
RULE_FN(check_scope_unset);
RULE_FN(check_widen);
RULE_FN(check_range);
RULE_FN(check_signature);
RULE_FN(check_request);
RULE_FN(check_approval_open);
RULE_FN(check_tag_free);
RULE_FN(check_tag_known);
RULE_FN(check_label_step);
RULE_FN(check_correction);
/* check_house.c: people, roles, settings */
RULE_FN(check_init);
RULE_FN(check_new);
RULE_FN(check_role_change);
RULE_FN(check_acknowledge);
RULE_FN(check_badge_free);
RULE_FN(check_badge_known);
RULE_FN(check_policy);
RULE_FN(check_leaving);

/* effect_house.c */
RULE_FN(effect_init);
RULE_FN(effect_person);
RULE_FN(effect_role_grant);
RULE_FN(effect_role_withdraw);
RULE_FN(effect_role_acknowledge);
RULE_FN(effect_training);
RULE_FN(effect_badge_enrol);
RULE_FN(effect_badge_revoke);
RULE_FN(effect_calendar);
RULE_FN(effect_policy);
RULE_FN(effect_place);
RULE_FN(effect_cabinet);
RULE_FN(effect_door);
/* effect_receipt.c */
RULE_FN(effect_receive);
RULE_FN(effect_amend);
/* effect_paper.c */
RULE_FN(effect_scope);
RULE_FN(effect_route);
RULE_FN(effect_request);
RULE_FN(effect_sign);
RULE_FN(effect_refuse);
RULE_FN(effect_correction);
/* effect_label.c */
RULE_FN(effect_tag_bind);
RULE_FN(effect_tag_retire);
RULE_FN(effect_label_print);
RULE_FN(effect_label_step);
RULE_FN(effect_label_confirm);
/* effect_move.c */
RULE_FN(effect_shelve);
RULE_FN(effect_unshelve);
RULE_FN(effect_hand_out);
RULE_FN(effect_check_in);
RULE_FN(effect_renew);
RULE_FN(effect_whereabouts);
RULE_FN(effect_nothing);

#endif
