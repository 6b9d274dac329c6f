/* reasons.h: every reason code, in the order in which a decision lists them.
 *
 * The order is that of rules/scenarios as refined by ruling 1: log and clock,
 * operator's role, tag, state, person's status, clearance, scope, training,
 * pledge, approval, issuer, place and channel, number of persons, label and
 * slot; then receipt and marks, lists, administration; then flags and alarms.
 * Each has its words and its source (reasons_words.c) and says who can lift it
 * (reasons_lift.c).
 */
#ifndef MUNIMENT_CORE_REASONS_H
#define MUNIMENT_CORE_REASONS_H

#include <stdbool.h>
#include <stddef.h>

#define REASONS(X)                                                             \
	X(E_LOG_BROKEN)                                                        \
	X(E_CLOCK)                                                             \
	X(E_ROLE)                                                              \
	X(E_TAG_UNKNOWN)                                                       \
	X(E_TAG_CONFLICT)                                                      \
	X(E_STATE)                                                             \
	X(E_ALREADY_OUT)                                                       \
	X(E_RENEW_LIMIT)                                                       \
	X(E_RECALLED)                                                          \
	X(E_RETAIN_TS)                                                         \
	X(E_DIRECT_HANDOVER)                                                   \
	X(E_NO_DELETE)                                                         \
	X(E_TERM_EXPIRED)                                                      \
	X(E_PERSON_STATUS)                                                     \
	X(E_CLEARANCE)                                                         \
	X(E_RANGE_NOT_SET)                                                     \
	X(E_SCOPE)                                                             \
	X(E_ROUTE_ORDER)                                                       \
	X(E_TRAINING)                                                          \
	X(E_PLEDGE)                                                            \
	X(E_HOLDINGS)                                                          \
	X(E_SELF_APPROVAL)                                                     \
	X(E_APPROVER_ROLE)                                                     \
	X(E_APPROVAL_MISSING)                                                  \
	X(E_APPROVAL_USED)                                                     \
	X(E_APPROVAL_EXPIRED)                                                  \
	X(E_LEVEL_AUTHORITY)                                                   \
	X(E_ISSUER_CONSENT)                                                    \
	X(E_TS_COPY)                                                           \
	X(E_COPY_INHERIT)                                                      \
	X(E_COPY_COUNT)                                                        \
	X(E_COMPILE_LEVEL)                                                     \
	X(E_MUST_CLEAR_BACK)                                                   \
	X(E_ABROAD)                                                            \
	X(E_PLACE)                                                             \
	X(E_CHANNEL)                                                           \
	X(E_TWO_PERSON)                                                        \
	X(E_SAME_PERSON)                                                       \
	X(E_WITNESS)                                                           \
	X(E_INDEPENDENT)                                                       \
	X(E_LIST_DIFF)                                                         \
	X(E_HANDOVER_DIFF)                                                     \
	X(E_RELABEL)                                                           \
	X(E_MIXED)                                                             \
	X(E_CABINET_LEVEL)                                                     \
	X(E_SLOT)                                                              \
	X(E_DUP)                                                               \
	X(E_COPY_NO)                                                           \
	X(E_MARK_SYNTAX)                                                       \
	X(E_MARK_NOT_SECRET)                                                   \
	X(E_TERM_CAP)                                                          \
	X(E_ROLE_CONFLICT)                                                     \
	X(E_POLICY_FLOOR)                                                      \
	X(W_RETURN_OTHER)                                                      \
	X(W_RETURNER_UNKNOWN)                                                  \
	X(W_PAGES)                                                             \
	X(W_TWO_PERSON)                                                        \
	X(W_TERM_DEFAULT)                                                      \
	X(W_OVERNIGHT)                                                         \
	X(W_OVERDUE)                                                           \
	X(W_HOLIDAY_OUT)                                                       \
	X(W_CALENDAR)                                                          \
	X(W_DECLASS_DUE)                                                       \
	X(W_NO_RECEIPT)                                                        \
	X(W_REPORT_LATE)                                                       \
	X(W_CLOCK)                                                             \
	X(W_LATE_ENTRY)                                                        \
	X(W_POLICY)                                                            \
	X(A_TS_OVERNIGHT)                                                      \
	X(A_TERMINAL_SEEN)                                                     \
	X(A_TAG_CLONE)                                                         \
	X(A_MISSING)                                                           \
	X(A_VIOLATION)                                                         \
	X(INV_OK)                                                              \
	X(INV_MISSING)                                                         \
	X(INV_UNEXPECTED)                                                      \
	X(INV_MISPLACED)                                                       \
	X(INV_UNKNOWN_TAG)

enum reason {
	REASON_OK,
#define X(name) name,
	REASONS(X)
#undef X
		REASON_COUNT,
};

const char *reason_code(enum reason r); /* "E_SCOPE"; "OK" */
bool reason_parse(const char *code, enum reason *ret);
bool reason_refuses(enum reason r);  /* the E_ ones */
bool reason_is_alarm(enum reason r); /* the A_ ones */
/* Texts are single sentences without a full stop, never NULL; "" only for
 * source and remedy of REASON_OK. */
const char *reason_zh(enum reason r); /* what it means */
const char *reason_en(enum reason r);
const char *reason_source(enum reason r);  /* law, regulation or house rule */
const char *reason_lift_zh(enum reason r); /* who can lift it, how */
const char *reason_lift_en(enum reason r);

/* A set that comes out in the order above. */
struct reason_set {
	unsigned long long bits[(REASON_COUNT + 63) / 64];
};
void reason_add(struct reason_set *s, enum reason r);
bool reason_has(const struct reason_set *s, enum reason r);
/* The first after `after` (REASON_OK to begin); REASON_OK at the end. */
enum reason reason_next(const struct reason_set *s, enum reason after);
bool reason_set_refuses(const struct reason_set *s);

#endif
