/* test_custody.c: the transition table of model.md B.2 with rulings 13, 19 and
 * 20, written down once more: every pair that is not here is none.
 * uses: core base */
#include "core/custody.h"

#include <string.h>

#include "base/str.h"
#include "tests/suite.h"

#define S(id) CUSTODY_##id

/* One row a pair, ordered as the states of B.2 are. */
static const struct {
	enum custody_state from;
	enum custody_event by;
	enum custody_state to;
} legal[] = {
	{S(NONE), EVENT_ANNOUNCE, S(EXPECTED)},
	{S(NONE), EVENT_RECEIVE, S(UNSHELVED)}, /* not announced before */

	{S(EXPECTED), EVENT_RECEIVE, S(UNSHELVED)},
	{S(EXPECTED), EVENT_REJECT, S(IN_TRANSIT)},

	{S(IN_STORE), EVENT_UNSHELVE, S(UNSHELVED)},
	{S(IN_STORE), EVENT_SEND, S(OUT_LEG)},
	{S(IN_STORE), EVENT_LEND, S(OUT_LOAN)},
	{S(IN_STORE), EVENT_SEND_COPYING, S(OUT_COPYING)},
	{S(IN_STORE), EVENT_CARRY_OUT, S(OUT_CARRY)},
	{S(IN_STORE), EVENT_DISPATCH, S(IN_TRANSIT)},
	{S(IN_STORE), EVENT_LIST_DESTRUCTION, S(ON_DESTROY_LIST)},
	{S(IN_STORE), EVENT_ARCHIVE, S(ARCHIVED)},
	{S(IN_STORE), EVENT_REPORT_MISSING, S(MISSING)},
	{S(IN_STORE), EVENT_FREEZE, S(QUARANTINED)},

	{S(UNSHELVED), EVENT_SHELVE, S(IN_STORE)},
	{S(UNSHELVED), EVENT_SEND, S(OUT_LEG)},
	{S(UNSHELVED), EVENT_LEND, S(OUT_LOAN)},
	{S(UNSHELVED), EVENT_SEND_COPYING, S(OUT_COPYING)},
	{S(UNSHELVED), EVENT_CARRY_OUT, S(OUT_CARRY)},
	{S(UNSHELVED), EVENT_DISPATCH, S(IN_TRANSIT)},
	{S(UNSHELVED), EVENT_REPORT_MISSING, S(MISSING)},
	{S(UNSHELVED), EVENT_FREEZE, S(QUARANTINED)},

	{S(OUT_LEG), EVENT_CHECK_IN, S(UNSHELVED)}, /* collect */
	{S(OUT_LEG), EVENT_RETAIN, S(RETAINED)},
	{S(OUT_LEG), EVENT_REPORT_MISSING, S(MISSING)},
	{S(OUT_LEG), EVENT_FREEZE, S(QUARANTINED)},

	{S(OUT_LOAN), EVENT_CHECK_IN, S(UNSHELVED)},
	{S(OUT_LOAN), EVENT_RENEW, S(OUT_LOAN)},
	{S(OUT_LOAN), EVENT_REPORT_MISSING, S(MISSING)},
	{S(OUT_LOAN), EVENT_FREEZE, S(QUARANTINED)},

	{S(RETAINED), EVENT_CHECK_IN, S(UNSHELVED)},
	{S(RETAINED), EVENT_RENEW, S(RETAINED)},
	{S(RETAINED), EVENT_REPORT_MISSING, S(MISSING)},
	{S(RETAINED), EVENT_FREEZE, S(QUARANTINED)},

	{S(OUT_COPYING), EVENT_CHECK_IN, S(UNSHELVED)},
	{S(OUT_COPYING), EVENT_REPORT_MISSING, S(MISSING)},
	{S(OUT_COPYING), EVENT_FREEZE, S(QUARANTINED)},

	{S(OUT_CARRY), EVENT_CHECK_IN, S(UNSHELVED)},
	{S(OUT_CARRY), EVENT_REPORT_MISSING, S(MISSING)},
	{S(OUT_CARRY), EVENT_FREEZE, S(QUARANTINED)},

	{S(IN_TRANSIT), EVENT_CHECK_IN, S(UNSHELVED)}, /* undelivered */
	{S(IN_TRANSIT), EVENT_RECEIPT_DISPATCHED, S(DISPATCHED)},
	{S(IN_TRANSIT), EVENT_RECEIPT_CLEARED, S(CLEARED_BACK)},
	{S(IN_TRANSIT), EVENT_REPORT_MISSING, S(MISSING)},
	{S(IN_TRANSIT), EVENT_FREEZE, S(QUARANTINED)},

	{S(QUARANTINED), EVENT_RELEASE, S(UNSHELVED)},
	{S(QUARANTINED), EVENT_REPORT_MISSING, S(MISSING)},

	{S(MISSING), EVENT_CHECK_IN, S(QUARANTINED)}, /* found */

	{S(ON_DESTROY_LIST), EVENT_UNLIST_DESTRUCTION, S(IN_STORE)},
	{S(ON_DESTROY_LIST), EVENT_DESTROY, S(DESTROYED)},
	{S(ON_DESTROY_LIST), EVENT_REPORT_MISSING, S(MISSING)},
	{S(ON_DESTROY_LIST), EVENT_FREEZE, S(QUARANTINED)},
};

static enum custody_state wanted(enum custody_state from, enum custody_event by)
{
	for (size_t i = 0; i < ARRAY_LEN(legal); i++)
		if (legal[i].from == from && legal[i].by == by)
			return legal[i].to;
	return CUSTODY_NONE;
}

static void test_every_pair(void)
{
	for (int s = 0; s < CUSTODY_COUNT; s++)
		for (int e = 0; e < EVENT_COUNT; e++) {
			enum custody_state from = (enum custody_state)s;
			enum custody_event by = (enum custody_event)e;

			if (custody_next(from, by) == wanted(from, by))
				continue;
			printf("\n  %s, event %d: %s\n", custody_code(from), e,
			       custody_code(custody_next(from, by)));
			CU_FAIL("not the rule book's table");
		}
}

static void test_ends(void)
{
	static const enum custody_state ends[] = {
		S(DISPATCHED), S(CLEARED_BACK), S(ARCHIVED), S(DESTROYED)};
	int n = 0;

	for (int s = 0; s < CUSTODY_COUNT; s++)
		n += custody_is_terminal((enum custody_state)s);
	CU_ASSERT_EQUAL(n, ARRAY_LEN(ends));
	/* I6: terminal states have no successors. */
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		CU_ASSERT_TRUE(custody_is_terminal(ends[i]));
		for (int e = 0; e < EVENT_COUNT; e++)
			CU_ASSERT_EQUAL(
				custody_next(ends[i], (enum custody_event)e),
				CUSTODY_NONE);
	}
}

/* What is out never goes out again without having been back. */
static void test_no_handover(void)
{
	for (int s = 0; s < CUSTODY_COUNT; s++) {
		enum custody_state from = (enum custody_state)s;

		if (!custody_is_out(from))
			continue;
		CU_ASSERT_EQUAL(custody_next(from, EVENT_LEND), CUSTODY_NONE);
		CU_ASSERT_EQUAL(custody_next(from, EVENT_SEND), CUSTODY_NONE);
		CU_ASSERT_EQUAL(custody_next(from, EVENT_CARRY_OUT),
				CUSTODY_NONE);
		/* ... and can always be taken in. */
		CU_ASSERT_EQUAL(custody_next(from, EVENT_CHECK_IN),
				S(UNSHELVED));
	}
}

static void test_words(void)
{
	CU_ASSERT_EQUAL(custody_parse(NULL), CUSTODY_NONE);
	CU_ASSERT_EQUAL(custody_parse(""), CUSTODY_NONE);
	CU_ASSERT_EQUAL(custody_parse("none"), CUSTODY_NONE);
	CU_ASSERT_EQUAL(custody_parse("lost"), CUSTODY_NONE);
	for (int s = 1; s < CUSTODY_COUNT; s++) {
		enum custody_state id = (enum custody_state)s;

		CU_ASSERT_EQUAL(custody_parse(custody_code(id)), id);
		CU_ASSERT_TRUE(strlen(custody_zh(id)) >= 6);
		CU_ASSERT_TRUE(custody_is_held(id) + custody_is_out(id) +
				       custody_is_terminal(id) <=
			       1);
	}
	CU_ASSERT_STRING_EQUAL(custody_zh(S(UNSHELVED)), "待入柜");
	CU_ASSERT_STRING_EQUAL(custody_code(S(ON_DESTROY_LIST)),
			       "on_destroy_list");
}

static const struct suite_test tests[] = {
	{"every pair of state and event", test_every_pair},
	{"ends have no successors", test_ends},
	{"no hand-over from reader to reader", test_no_handover},
	{"words", test_words},
};
SUITE_MAIN("custody", tests)
