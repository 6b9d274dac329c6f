/* policy.h: every number and choice of the rule table as a setting, with its
 * default, its source and, where the law fixes one, its floor. Pure.
 *
 * A setting is per level or for all. Names on the command line and in the
 * journal: "lend.days.secret", "close-of-business". A rule of practice or our
 * own (P, X) may be set to `refuse` or `warn`; one of law (L) only refuses.
 */
#ifndef MUNIMENT_CORE_POLICY_H
#define MUNIMENT_CORE_POLICY_H

#include <stdint.h>

#include "base/err.h"
#include "core/level.h"
#include "core/reasons.h"

/* X(identifier, name, kind) - kinds: INT, TIME (HH:MM as minutes), FLAG
 * (yes/no), MODE (refuse/warn), WORD (one of a list). `_L` = one per level. */
#define POLICY_KEYS(X)                                                         \
	X(CLOSE_OF_BUSINESS, "close-of-business", TIME, ONE)                   \
	X(LEND_DAYS, "lend.days", INT, LEVEL) /* working days; 0: same day */  \
	X(LEND_APPROVERS, "lend.approvers", WORD, LEVEL)                       \
	X(LEND_STAFF, "lend.staff", INT, LEVEL) /* staff at the counter */     \
	X(LEND_ROOM, "lend.reading-room-only", FLAG, LEVEL)                    \
	X(LEND_RENEWALS, "lend.renewals", INT, LEVEL)                          \
	X(LEND_RENEW_DAYS, "lend.renew-days", INT, LEVEL)                      \
	X(LEG_DAYS, "leg.days", INT, LEVEL)                                    \
	X(LEG_STAFF, "leg.staff", INT, LEVEL)                                  \
	X(LEG_ROOM, "leg.reading-room-only", FLAG, LEVEL)                      \
	X(RETAIN_DAYS, "retain.days", INT, LEVEL) /* -1: never */              \
	X(RECEIVE_STAFF, "receive.staff", INT, LEVEL)                          \
	X(UNSHELVE_STAFF, "unshelve.staff", INT, LEVEL)                        \
	X(CHECK_IN_STAFF, "check-in.staff", INT, LEVEL)                        \
	X(SCOPE_WIDEN_ROLE, "scope.widen-role", WORD, LEVEL)                   \
	X(SCOPE_SET_ROLES, "scope.set-roles", WORD, LEVEL)                     \
	X(KNOWLEDGE_RECORD, "knowledge-record", FLAG, LEVEL)                   \
	X(GATE_PAPERS, "gate.papers", FLAG, LEVEL) /* training and pledge */   \
	X(TRAINING_MAX_AGE, "training.max-age-days", INT, ONE)                 \
	X(TRAINING_AGE_MODE, "training.age-mode", MODE, ONE)                   \
	X(TRAINING_HOURS, "training.hours-per-year", INT, ONE)                 \
	X(TRAINING_HOURS_MODE, "training.hours-mode", MODE, ONE)               \
	X(PLEDGE_MAX_AGE, "pledge.max-age-days", INT, ONE) /* 0: never old */  \
	X(PLEDGE_AGE_MODE, "pledge.age-mode", MODE, ONE)                       \
	X(VETTING_YEARS_CORE, "vetting.years.core", INT, ONE)                  \
	X(VETTING_YEARS_IMPORTANT, "vetting.years.important", INT, ONE)        \
	X(VETTING_YEARS_GENERAL, "vetting.years.general", INT, ONE)            \
	X(VETTING_MODE, "vetting.mode", MODE, ONE)                             \
	X(BLOCK_IF_OVERDUE, "lend.block-if-overdue", FLAG, ONE)                \
	X(UNIT_HEAD_SIGNS, "approval.unit-head-for-leader", FLAG, ONE)         \
	X(APPROVAL_DAYS, "approval.valid-days", INT, ONE)                      \
	X(APPROVAL_USES, "approval.uses", INT, ONE)                            \
	X(TRANSMIT_STAFF, "transmit.staff", INT, LEVEL)                        \
	X(LABEL_TITLE, "label.title", FLAG, LEVEL) /* title on the label */    \
	X(ROLE_ACK, "role.acknowledge", FLAG, ONE)                             \
	X(DOOR_SESSION_S, "door.session-seconds", INT, ONE)

enum policy_key {
#define X(id, name, kind, per) POLICY_##id,
	POLICY_KEYS(X)
#undef X
		POLICY_KEY_COUNT,
};

enum policy_mode { POLICY_REFUSE, POLICY_WARN };

enum { POLICY_WORD_TEXT = 64 };

/* All settings at one moment. Plain data: copy it as you like. */
struct policy {
	int64_t version; /* journal sequence of the last change; 0: defaults */
	struct {
		int64_t number; /* INT, TIME (minutes), FLAG, MODE */
		char word[POLICY_WORD_TEXT];
	} value[POLICY_KEY_COUNT][LEVEL_COUNT]; /* ONE: at [0] */
};

void policy_defaults(struct policy *ret);
int64_t policy_int(const struct policy *p, enum policy_key k, enum level l);
bool policy_flag(const struct policy *p, enum policy_key k, enum level l);
enum policy_mode policy_mode(const struct policy *p, enum policy_key k);
/* A word, for approvers and roles a comma list of role codes:
 * "leader_in_charge,section_chief". */
const char *policy_word(const struct policy *p, enum policy_key k,
			enum level l);

/* Sets one by its full name, of which there is one spelling only. ERR_USAGE
 * names what was expected; ERR_REFUSED with *ret_reason (may be NULL)
 * E_POLICY_FLOOR where the value falls below the floor. p changes only on
 * success. An empty role list is typed "none"; the value as policy_line()
 * shows it can always be typed again. */
int policy_set(struct policy *p, const char *name, const char *value,
	       enum reason *ret_reason, struct err *e) WARN_UNUSED;

/* One line of `policy show`. */
struct policy_line {
	char name[64];
	char value[POLICY_WORD_TEXT];	 /* an empty role list: "none" */
	char standard[POLICY_WORD_TEXT]; /* the default */
	const char *mark;		 /* "L", "S", "P", "X" */
	const char *source;		 /* "条例 Art 29(2)" */
	char floor[48]; /* "at least 2", "yes", "not none"; "": none */
	const char *zh; /* what it is */
};
/* i from 0; false past the end. */
bool policy_line(const struct policy *p, size_t i, struct policy_line *ret);

#endif
