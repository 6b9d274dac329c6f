/* test_outside.c: outside scope means holder not entitled, a wrong place or
 * off its route (practice.md 15; AC-03c, AC-19).
 * uses: core base */
#include "core/outside.h"

#include <string.h>

#include "base/str.h"
#include "tests/suite.h"

static struct reason_set judge(const struct outside_facts *f)
{
	struct policy p;

	policy_defaults(&p);
	return outside_reasons(&p, f);
}

/* 机密 on loan in an office, to somebody who may have it. */
static const struct outside_facts good = {
	.level = LEVEL_SECRET,
	.state = CUSTODY_OUT_LOAN,
	.scope_set = true,
	.has_holder = true,
	.status = "active",
	.clearance = CLEARANCE_IMPORTANT,
	.in_scope = true,
	.place_kind = "office",
	.place_level = LEVEL_SECRET,
};

static void expect(struct outside_facts f, const char *codes)
{
	struct reason_set set = judge(&f);
	char got[128] = "";
	size_t n = 0;

	for (enum reason r = reason_next(&set, REASON_OK); r;
	     r = reason_next(&set, r))
		n += (size_t)snprintf(got + n, sizeof(got) - n, "%s ",
				      reason_code(r));
	if (!str_eq(got, codes))
		printf("\n    got \"%s\", expected \"%s\"\n", got, codes);
	CU_ASSERT_STRING_EQUAL(got, codes);
}
#define EXPECT(codes, ...)                                                     \
	do {                                                                   \
		struct outside_facts f = good;                                 \
		__VA_ARGS__;                                                   \
		expect(f, codes);                                              \
	} while (0)

static void test_holder(void)
{
	EXPECT("", (void)f);
	EXPECT("E_PERSON_STATUS ", f.status = "off_post");
	EXPECT("E_PERSON_STATUS ", f.status = NULL);
	EXPECT("E_CLEARANCE ", f.clearance = CLEARANCE_GENERAL);
	EXPECT("E_SCOPE ", f.in_scope = false);
	EXPECT("E_RANGE_NOT_SET ", f.scope_set = false; f.in_scope = false);
	EXPECT("E_CLEARANCE E_SCOPE ", f.clearance = CLEARANCE_NONE;
	       f.in_scope = false);
	/* at the copy room nobody is named */
	EXPECT("", f.has_holder = false; f.status = NULL; f.in_scope = false;
	       f.state = CUSTODY_OUT_COPYING; f.place_kind = "copy_room");
	/* 内部: status and scope only */
	EXPECT("", f.level = LEVEL_INTERNAL; f.clearance = CLEARANCE_NONE);
}

static void test_item_approval(void)
{
	EXPECT("E_CLEARANCE ", f.level = LEVEL_TOP_SECRET;
	       f.place_kind = "reading_room"; f.place_level = LEVEL_TOP_SECRET);
	EXPECT("", f.level = LEVEL_TOP_SECRET; f.item_approved = true;
	       f.place_kind = "reading_room"; f.place_level = LEVEL_TOP_SECRET);
	EXPECT("E_CLEARANCE ", f.level = LEVEL_TOP_SECRET;
	       f.item_approved = true; f.clearance = CLEARANCE_GENERAL;
	       f.place_kind = "reading_room"; f.place_level = LEVEL_TOP_SECRET);
	EXPECT("E_CLEARANCE ", f.item_approved = true;
	       f.clearance = CLEARANCE_GENERAL);
}

static void test_place(void)
{
	EXPECT("E_PLACE ", f.place_level = LEVEL_CONFIDENTIAL);
	EXPECT("E_PLACE ", f.place_kind = NULL);
	EXPECT("", f.place_kind = NULL; f.level = LEVEL_INTERNAL);
	EXPECT("E_PLACE ", f.place_kind = "outside");
	EXPECT("E_PLACE ", f.place_kind = "registry");
	EXPECT("E_PLACE ", f.place_kind = "copy_room");
	/* 绝密 is read in the reading room only (AC-19) */
	EXPECT("E_PLACE ", f.level = LEVEL_TOP_SECRET;
	       f.clearance = CLEARANCE_CORE; f.place_level = LEVEL_TOP_SECRET);
	EXPECT("E_PLACE ", f.level = LEVEL_TOP_SECRET;
	       f.state = CUSTODY_OUT_LEG; f.clearance = CLEARANCE_CORE;
	       f.place_level = LEVEL_TOP_SECRET);
	EXPECT("", f.level = LEVEL_TOP_SECRET; f.clearance = CLEARANCE_CORE;
	       f.place_kind = "reading_room"; f.place_level = LEVEL_TOP_SECRET);
	/* carried out of the house: the approval says where */
	EXPECT("", f.state = CUSTODY_OUT_CARRY; f.place_kind = "outside");
	EXPECT("E_PLACE ", f.state = CUSTODY_OUT_COPYING);
	EXPECT("", f.state = CUSTODY_QUARANTINED; f.place_kind = NULL);
}

static void test_route(void)
{
	EXPECT("E_ROUTE_ORDER ", f.off_route = true);
	EXPECT("E_SCOPE E_ROUTE_ORDER E_PLACE ", f.off_route = true;
	       f.in_scope = false; f.place_kind = NULL;
	       f.state = CUSTODY_RETAINED);
}

static const struct suite_test tests[] = {
	{"holder not entitled", test_holder},
	{"item approval of the unit head", test_item_approval},
	{"a wrong place", test_place},
	{"off its route", test_route},
};

SUITE_MAIN("outside", tests)
