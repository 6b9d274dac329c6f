/* test_decide.c: decide() on facts made by hand: which reasons, in which order,
 * at which limits (model.md B.4; rulings 1, 3, 4, 6, 9, 10, 14, 15, 23).
 * uses: core base */
#include "tests/unit/world.h"

static void test_good_loan(void)
{
	struct world w;
	struct decision d = {0};
	char have[512];

	open_world(&w);
	decide_line(&w, "lend X --to P07", have, sizeof(have), &d);
	CU_ASSERT_STRING_EQUAL(have, "OK");
	CU_ASSERT_STRING_EQUAL(changed(&d, ENTITY_CUSTODY, "state")->text,
			       "out_loan");
	CU_ASSERT_STRING_EQUAL(changed(&d, ENTITY_CUSTODY, "holder")->text,
			       "P07");
	CU_ASSERT_EQUAL(changed(&d, ENTITY_CUSTODY, "due")->number,
			at("2025-09-25 17:30"));
	CU_ASSERT_STRING_EQUAL(changed(&d, ENTITY_CUSTODY, "approval")->text,
			       "A2025-0001");
	CU_ASSERT_EQUAL(changed(&d, ENTITY_APPROVAL, "uses")->number, 0);
	CU_ASSERT_STRING_EQUAL(changed(&d, ENTITY_KNOWLEDGE, "person")->text,
			       "P07");
	decision_done(&d);
	close_world(&w);
}

/* Everything wrong at once: all of it, in ruling 1's order. */
static void test_order_of_reasons(void)
{
	struct world w;

	open_world(&w);
	w.f.clock_wrong = true;
	w.f.actor.roles = ROLE_BIT(READER);
	w.f.copy.state = CUSTODY_DESTROYED;
	STR_COPY(w.f.person.status, "off_post");
	w.f.person.clearance = CLEARANCE_GENERAL;
	w.f.person.in_scope = false;
	w.f.person.trained = (struct date){0};
	w.f.person.pledge = (struct date){0};
	w.f.approval.known = false;
	STR_COPY(w.f.place.kind, "copy_room");
	w.policy.value[POLICY_LEND_STAFF][LEVEL_SECRET].number = 2;
	STR_COPY(w.f.copy.label, "relabel_needed");
	DECIDES(&w, "lend X --to P07",
		"E_CLOCK E_ROLE E_STATE E_PERSON_STATUS E_CLEARANCE E_SCOPE "
		"E_TRAINING E_PLEDGE E_APPROVAL_MISSING E_PLACE E_TWO_PERSON "
		"E_RELABEL");
	/* An unknown tag leaves nothing to test the others on. */
	w.f.clock_wrong = false;
	w.f.actor.roles = ROLE_BIT(REGISTRY_CLERK);
	w.f.copy.known = false;
	DECIDES(&w, "lend tag:04A2B3C4 --to P07", "E_TAG_UNKNOWN");
	DECIDES(&w, "check in tag:04A2B3C4", "E_TAG_UNKNOWN");
	close_world(&w);
}

static void test_operator(void)
{
	struct world w;

	open_world(&w);
	w.f.actor.roles = ROLE_BIT(SYSADMIN);
	DECIDES(&w, "lend X --to P07", "E_ROLE"); /* AC-40a */
	w.f.actor.roles = ROLE_BIT(REGISTRY_CLERK);
	STR_COPY(w.f.actor.status, "off_post");
	DECIDES(&w, "lend X --to P07", "E_ROLE");
	/* The service by itself takes in, and nothing more. */
	w.f.actor.known = false;
	DECIDES(&w, "lend X --to P07", "E_ROLE");
	DECIDES(&w, "unshelve X", "E_ROLE");
	DECIDES(&w, "policy set lend.days.secret 99", "E_ROLE");
	w.f.copy.state = CUSTODY_OUT_LOAN;
	DECIDES(&w, "check in X", "OK");
	/* What a machine says is not a clerk's to say. */
	w.f.actor = person("P01", CLEARANCE_CORE, ROLE_BIT(REGISTRY_CLERK));
	w.f.label = (struct label_facts){.known = true, .state = "reserved"};
	DECIDES(&w, "label commit X/0", "E_ROLE");
	close_world(&w);
}

static void test_papers(void)
{
	struct world w;

	open_world(&w);
	/* 365 days are good, 366 are not (ruling 10). */
	w.f.person.trained = (struct date){2024, 9, 22};
	DECIDES(&w, "lend X --to P07", "OK");
	w.f.person.trained = (struct date){2024, 9, 21};
	DECIDES(&w, "lend X --to P07", "E_TRAINING");
	/* A rule of practice gives way to a typed reason (ruling 3) ... */
	DECIDES(&w, "lend X --to P07 --reason 急件", "W_POLICY");
	w.policy.value[POLICY_TRAINING_AGE_MODE][0].number = POLICY_REFUSE;
	DECIDES(&w, "lend X --to P07 --reason 急件", "E_TRAINING");
	/* ... the law does not. */
	w.policy.value[POLICY_TRAINING_AGE_MODE][0].number = POLICY_WARN;
	w.f.person.trained = (struct date){0};
	DECIDES(&w, "lend X --to P07 --reason 急件", "E_TRAINING");
	w.f.person.trained = (struct date){2025, 3, 10};
	w.f.person.examined = false;
	DECIDES(&w, "lend X --to P07 --reason 急件", "E_TRAINING");
	w.f.person.examined = true;
	w.f.person.pledge = (struct date){0};
	DECIDES(&w, "lend X --to P07 --reason 急件", "E_PLEDGE");
	w.f.person.pledge = (struct date){2025, 3, 1};
	w.f.person.hours = 4;
	DECIDES(&w, "lend X --to P07", "OK");
	w.f.person.hours = 3;
	DECIDES(&w, "lend X --to P07", "E_TRAINING");
	DECIDES(&w, "lend X --to P07 --reason 急件", "W_POLICY");
	/* Judged by when it happened, not by when it is entered. */
	w.f.person.hours = -1;
	w.f.person.trained = (struct date){2024, 9, 21};
	w.f.occurred_s = at("2025-09-21 10:00");
	DECIDES(&w, "lend X --to P07", "W_LATE_ENTRY");
	close_world(&w);
}

/* Vetted again every so many years of the calendar, to the day. */
static void test_vetting(void)
{
	static const struct {
		enum clearance clearance;
		struct date vetted;
		const char *last_good, *first_bad;
	} cases[] = {
		{CLEARANCE_CORE, {2024, 9, 22}, "2025-09-22", "2025-09-23"},
		{CLEARANCE_CORE, {2024, 2, 29}, "2025-02-28", "2025-03-01"},
		{CLEARANCE_IMPORTANT,
		 {2022, 9, 22},
		 "2025-09-22",
		 "2025-09-23"},
	};
	struct world w;

	open_world(&w);
	w.policy.value[POLICY_TRAINING_MAX_AGE][0].number = 0;
	w.policy.value[POLICY_PLEDGE_MAX_AGE][0].number = 0;
	w.f.copy.last_s = 0;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		w.f.person.clearance = cases[i].clearance;
		w.f.person.vetted = cases[i].vetted;
		w.f.now_s = w.f.occurred_s = at(cases[i].last_good) + 86399;
		DECIDES(&w, "lend X --to P07", "OK");
		w.f.now_s = w.f.occurred_s = at(cases[i].first_bad);
		DECIDES(&w, "lend X --to P07", "E_CLEARANCE");
		DECIDES(&w, "lend X --to P07 --reason 急件", "W_POLICY");
	}
	close_world(&w);
}

static void test_levels(void)
{
	struct world w;

	open_world(&w);
	w.f.person.clearance = CLEARANCE_GENERAL;
	DECIDES(&w, "lend X --to P07", "E_CLEARANCE"); /* AC-03a */
	w.f.document.mark.level = LEVEL_CONFIDENTIAL;
	DECIDES(&w, "lend X --to P07", "OK"); /* AC-03b */
	/* 内部: status and scope only (ruling 10). */
	w.f.document.mark.level = LEVEL_INTERNAL;
	w.f.person.clearance = CLEARANCE_NONE;
	w.f.person.trained = w.f.person.pledge = (struct date){0};
	DECIDES(&w, "lend X --to P07", "OK");
	w.f.person.in_scope = false;
	STR_COPY(w.f.person.status, "left");
	DECIDES(&w, "lend X --to P07", "E_PERSON_STATUS E_SCOPE");
	w.f.document.scope_set = false;
	DECIDES(&w, "lend X --to P07", "E_PERSON_STATUS E_RANGE_NOT_SET");
	close_world(&w);
}

/* 绝密: item approval, reading room, two clerks (AC-03c, 19, 20). */
static void test_top_secret(void)
{
	struct world w;

	open_world(&w);
	w.f.document.mark.level = LEVEL_TOP_SECRET;
	w.f.place = (struct place_facts){.known = true,
					 .key = "RR",
					 .kind = "reading_room",
					 .level = LEVEL_TOP_SECRET};
	w.f.second = person("P02", CLEARANCE_CORE, ROLE_BIT(SECOND_CLERK));
	DECIDES(&w, "lend X --to P07 --second P02", "E_CLEARANCE");
	w.f.person.item_approved = true;
	DECIDES(&w, "lend X --to P07 --second P02", "OK");
	/* An item approval opens one level more, not two. */
	w.f.person.clearance = CLEARANCE_GENERAL;
	DECIDES(&w, "lend X --to P07 --second P02", "E_CLEARANCE");
	w.f.person.clearance = CLEARANCE_CORE;
	w.f.person.item_approved = false;
	DECIDES(&w, "lend X --to P07 --second P02", "OK");
	STR_COPY(w.f.place.kind, "office");
	DECIDES(&w, "lend X --to P07 --second P02", "E_PLACE");
	STR_COPY(w.f.place.kind, "reading_room");
	w.f.place.level = LEVEL_SECRET;
	DECIDES(&w, "lend X --to P07 --second P02", "E_PLACE");
	w.f.place.level = LEVEL_TOP_SECRET;
	/* Who counts as the second person (ruling 23). */
	w.f.second.roles = ROLE_BIT(CUSTODIAN) | ROLE_BIT(READER);
	DECIDES(&w, "lend X --to P07 --second P02", "E_TWO_PERSON");
	w.f.second = person("P02", CLEARANCE_CORE, ROLE_BIT(REGISTRY_CLERK));
	STR_COPY(w.f.second.status, "off_post");
	DECIDES(&w, "lend X --to P07 --second P02", "E_TWO_PERSON");
	w.f.second = w.f.actor;
	DECIDES(&w, "lend X --to P07 --second P01", "E_SAME_PERSON");
	w.f.second = w.f.person;
	DECIDES(&w, "lend X --to P07 --second P07", "E_TWO_PERSON");
	/* A clerk who borrows is not the second at the counter as well. */
	w.f.person.roles = w.f.second.roles = ROLE_BIT(REGISTRY_CLERK);
	DECIDES(&w, "lend X --to P07 --second P07", "E_SAME_PERSON");
	memset(&w.f.second, 0, sizeof(w.f.second));
	DECIDES(&w, "lend X --to P07", "E_TWO_PERSON");
	DECIDES(&w, "unshelve X", "E_TWO_PERSON");
	close_world(&w);
}

static const struct suite_test tests[] = {
	{"a good loan", test_good_loan},
	{"the order of reasons", test_order_of_reasons},
	{"who acts", test_operator},
	{"papers at their limits", test_papers},
	{"vetting at its limits", test_vetting},
	{"levels", test_levels},
	{"绝密", test_top_secret},
};
SUITE_MAIN("decide", tests)
