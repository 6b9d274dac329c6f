/* uses: core base
 * Reasons: no code without its words, remedy and source; sets come out in the
 * order of the list. */
#include "core/reasons.h"

#include <string.h>

#include "base/str.h"
#include "tests/suite.h"

static bool is_sentence(const char *text)
{
	return text && strlen(text) >= 4 && str_is_utf8(text, strlen(text)) &&
	       !strpbrk(text, "\n\t") && !str_ends(text, ".") &&
	       !str_ends(text, "。") && text[strlen(text) - 1] != ' ';
}

static void every_code_has_words(void)
{
	for (unsigned i = 1; i < REASON_COUNT; i++) {
		enum reason r = (enum reason)i;

		if (!is_sentence(reason_zh(r)) || !is_sentence(reason_en(r)) ||
		    !is_sentence(reason_lift_zh(r)) ||
		    !is_sentence(reason_lift_en(r)) ||
		    !is_sentence(reason_source(r))) {
			printf("%s: words missing or malformed\n",
			       reason_code(r));
			CU_FAIL("words");
		}
	}
	CU_ASSERT_STRING_EQUAL(reason_source(REASON_OK), "");
	CU_ASSERT_STRING_EQUAL(reason_lift_zh(REASON_OK), "");
	CU_ASSERT_STRING_EQUAL(reason_lift_en(REASON_OK), "");
}

/* Two codes with one meaning would be one code too many, or a row copied and
 * forgotten. */
static void meanings_differ(void)
{
	for (unsigned i = 0; i < REASON_COUNT; i++)
		for (unsigned j = 0; j < i; j++) {
			enum reason a = (enum reason)i, b = (enum reason)j;

			CU_ASSERT_STRING_NOT_EQUAL(reason_zh(a), reason_zh(b));
			CU_ASSERT_STRING_NOT_EQUAL(reason_en(a), reason_en(b));
		}
}

static void codes_round_trip(void)
{
	enum reason back = REASON_OK;

	for (unsigned i = 0; i < REASON_COUNT; i++) {
		CU_ASSERT_TRUE(
			reason_parse(reason_code((enum reason)i), &back));
		CU_ASSERT_EQUAL(back, (enum reason)i);
	}
	CU_ASSERT_STRING_EQUAL(reason_code(REASON_OK), "OK");
	back = E_SCOPE;
	CU_ASSERT_FALSE(reason_parse("E_SCOP", &back));
	CU_ASSERT_FALSE(reason_parse("", &back));
	CU_ASSERT_EQUAL(back, E_SCOPE);
}

static void prefix_is_the_class(void)
{
	unsigned refusing = 0, alarms = 0;

	for (unsigned i = 0; i < REASON_COUNT; i++) {
		enum reason r = (enum reason)i;

		refusing += reason_refuses(r);
		alarms += reason_is_alarm(r);
		CU_ASSERT_FALSE(reason_refuses(r) && reason_is_alarm(r));
	}
	/* The refusals stand first, from E_LOG_BROKEN to E_POLICY_FLOOR. */
	CU_ASSERT_EQUAL(refusing, (unsigned)E_POLICY_FLOOR);
	CU_ASSERT_EQUAL(alarms,
			(unsigned)A_VIOLATION - (unsigned)A_TS_OVERNIGHT + 1);
	CU_ASSERT_FALSE(reason_refuses(REASON_OK));
	CU_ASSERT_FALSE(reason_refuses(W_POLICY));
	CU_ASSERT_TRUE(reason_refuses(E_POLICY_FLOOR));
	CU_ASSERT_TRUE(reason_is_alarm(A_MISSING));
	CU_ASSERT_FALSE(reason_is_alarm(INV_MISSING));
}

/* Rulings on the order: the first code of a refusal is the one that is shown
 * largest, so the order is part of the rules. */
static void order_is_the_rule(void)
{
	static const enum reason order[] = {
		E_LOG_BROKEN,	  E_CLOCK,	   E_ROLE,
		E_TAG_UNKNOWN,	  E_STATE,	   E_ALREADY_OUT,
		E_PERSON_STATUS,  E_CLEARANCE,	   E_RANGE_NOT_SET,
		E_SCOPE,	  E_ROUTE_ORDER,   E_TRAINING,
		E_PLEDGE,	  E_SELF_APPROVAL, E_APPROVAL_MISSING,
		E_ISSUER_CONSENT, E_TS_COPY,	   E_ABROAD,
		E_PLACE,	  E_CHANNEL,	   E_TWO_PERSON,
		E_SAME_PERSON,	  E_WITNESS,	   E_RELABEL,
		E_MIXED,	  E_CABINET_LEVEL, E_SLOT,
		W_POLICY,	  A_VIOLATION,
	};
	struct reason_set s = {0};
	enum reason r = REASON_OK;

	for (size_t i = ARRAY_LEN(order); i--;)
		reason_add(&s, order[i]);
	for (size_t i = 0; i < ARRAY_LEN(order); i++) {
		r = reason_next(&s, r);
		CU_ASSERT_EQUAL(r, order[i]);
	}
	CU_ASSERT_EQUAL(reason_next(&s, r), REASON_OK);
}

static void sets_hold(void)
{
	struct reason_set s = {0};

	CU_ASSERT_EQUAL(reason_next(&s, REASON_OK), REASON_OK);
	CU_ASSERT_FALSE(reason_set_refuses(&s));
	reason_add(&s, REASON_OK);
	CU_ASSERT_EQUAL(reason_next(&s, REASON_OK), REASON_OK);
	/* On both sides of a word's border. */
	for (unsigned i = 60; i < 70; i++)
		reason_add(&s, (enum reason)i);
	for (unsigned i = 1; i < REASON_COUNT; i++)
		CU_ASSERT_EQUAL(reason_has(&s, (enum reason)i),
				i >= 60 && i < 70);
	CU_ASSERT_EQUAL(reason_next(&s, (enum reason)63), (enum reason)64);
	CU_ASSERT_FALSE(reason_set_refuses(&s));
	reason_add(&s, E_SLOT);
	CU_ASSERT_TRUE(reason_set_refuses(&s));
}

static const struct suite_test tests[] = {
	{"every code has words", every_code_has_words},
	{"meanings differ", meanings_differ},
	{"codes round trip", codes_round_trip},
	{"the prefix is the class", prefix_is_the_class},
	{"the order is the rule", order_is_the_rule},
	{"sets hold", sets_hold},
};
SUITE_MAIN("reasons", tests)
