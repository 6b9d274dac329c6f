/* custody.c: see custody.h. */
#include "core/custody.h"

#include <stddef.h>

#include "base/str.h"

static const struct {
	const char *code, *zh;
	char class;
} states[CUSTODY_COUNT] = {[CUSTODY_NONE] = {"none", "无", 'N'},
#define X(id, code, zh, class) [CUSTODY_##id] = {code, zh, class},
			   CUSTODY_STATES(X)
#undef X
};

#define IN(id) (1U << CUSTODY_##id)
#define HELD   (IN(IN_STORE) | IN(UNSHELVED))
#define OUT                                                                    \
	(IN(OUT_LEG) | IN(OUT_LOAN) | IN(RETAINED) | IN(OUT_COPYING) |         \
	 IN(OUT_CARRY))
#define LIVE                                                                   \
	(HELD | OUT | IN(IN_TRANSIT) | IN(QUARANTINED) | IN(ON_DESTROY_LIST))

/* model.md B.2, with rulings 13 (every going-out act may start from the
 * counter), 19 and 20. The first row that fits holds. */
static const struct {
	unsigned from;
	enum custody_event by;
	enum custody_state to;
} table[] = {
	{IN(NONE), EVENT_ANNOUNCE, CUSTODY_EXPECTED},
	{IN(NONE) | IN(EXPECTED), EVENT_RECEIVE, CUSTODY_UNSHELVED},
	{IN(EXPECTED), EVENT_REJECT, CUSTODY_IN_TRANSIT},
	{IN(UNSHELVED), EVENT_SHELVE, CUSTODY_IN_STORE},
	{IN(IN_STORE), EVENT_UNSHELVE, CUSTODY_UNSHELVED},
	{HELD, EVENT_SEND, CUSTODY_OUT_LEG},
	{IN(OUT_LEG), EVENT_RETAIN, CUSTODY_RETAINED},
	{HELD, EVENT_LEND, CUSTODY_OUT_LOAN},
	{IN(OUT_LOAN), EVENT_RENEW, CUSTODY_OUT_LOAN},
	{IN(RETAINED), EVENT_RENEW, CUSTODY_RETAINED},
	{OUT | IN(IN_TRANSIT), EVENT_CHECK_IN, CUSTODY_UNSHELVED},
	{IN(MISSING), EVENT_CHECK_IN, CUSTODY_QUARANTINED},
	{HELD, EVENT_SEND_COPYING, CUSTODY_OUT_COPYING},
	{HELD, EVENT_CARRY_OUT, CUSTODY_OUT_CARRY},
	{HELD, EVENT_DISPATCH, CUSTODY_IN_TRANSIT},
	{IN(IN_TRANSIT), EVENT_RECEIPT_DISPATCHED, CUSTODY_DISPATCHED},
	{IN(IN_TRANSIT), EVENT_RECEIPT_CLEARED, CUSTODY_CLEARED_BACK},
	{IN(IN_STORE), EVENT_LIST_DESTRUCTION, CUSTODY_ON_DESTROY_LIST},
	{IN(ON_DESTROY_LIST), EVENT_UNLIST_DESTRUCTION, CUSTODY_IN_STORE},
	{IN(ON_DESTROY_LIST), EVENT_DESTROY, CUSTODY_DESTROYED},
	{IN(IN_STORE), EVENT_ARCHIVE, CUSTODY_ARCHIVED},
	{LIVE, EVENT_REPORT_MISSING, CUSTODY_MISSING},
	{HELD | OUT | IN(IN_TRANSIT) | IN(ON_DESTROY_LIST), EVENT_FREEZE,
	 CUSTODY_QUARANTINED},
	{IN(QUARANTINED), EVENT_RELEASE, CUSTODY_UNSHELVED},
};

const char *custody_code(enum custody_state s)
{
	return states[s].code;
}

const char *custody_zh(enum custody_state s)
{
	return states[s].zh;
}

enum custody_state custody_parse(const char *code)
{
	for (int i = 1; code && i < CUSTODY_COUNT; i++)
		if (str_eq(states[i].code, code))
			return (enum custody_state)i;
	return CUSTODY_NONE;
}

bool custody_is_held(enum custody_state s)
{
	return states[s].class == 'H';
}

bool custody_is_out(enum custody_state s)
{
	return states[s].class == 'O';
}

bool custody_is_terminal(enum custody_state s)
{
	return states[s].class == 'T';
}

enum custody_state custody_next(enum custody_state from, enum custody_event by)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (table[i].by == by && (table[i].from & (1U << from)))
			return table[i].to;
	return CUSTODY_NONE;
}
