/* test_decide_facts.c: decide() on approvals, on time, and on what is never
 * refused (practice.md 1, 2, 4, 16; rulings 3 to 6, 9, 14, 15, 18).
 * uses: core base */
#include "tests/unit/world.h"

static void test_signatures(void)
{
	struct world w;

	open_world(&w);
	w.f.approval.n_signatures = 1; /* the leader's only (AC-07a) */
	DECIDES(&w, "lend X --to P07", "E_APPROVAL_MISSING");
	w.f.document.mark.level = LEVEL_CONFIDENTIAL; /* AC-07b */
	DECIDES(&w, "lend X --to P07", "OK");
	w.f.document.mark.level = LEVEL_SECRET;
	/* The office head in place of the leader (AC-07f). */
	w.f.approval.n_signatures = 0;
	sign(&w.f, "P05", ROLE_BIT(OFFICE_HEAD));
	sign(&w.f, "P06", ROLE_BIT(SECTION_CHIEF));
	DECIDES(&w, "lend X --to P07", "E_APPROVER_ROLE");
	/* The unit head may, unless the unit says otherwise (ruling 9). */
	w.f.approval.signatures[0].role = ROLE_BIT(UNIT_HEAD);
	DECIDES(&w, "lend X --to P07", "OK");
	w.policy.value[POLICY_UNIT_HEAD_SIGNS][0].number = 0;
	DECIDES(&w, "lend X --to P07", "E_APPROVER_ROLE");
	/* Nobody signs for himself (AC-07c). */
	w.f.approval.n_signatures = 0;
	sign(&w.f, "P07", ROLE_BIT(LEADER_IN_CHARGE));
	sign(&w.f, "P06", ROLE_BIT(SECTION_CHIEF));
	DECIDES(&w, "lend X --to P07", "E_SELF_APPROVAL");
	close_world(&w);
}

static void test_approvals(void)
{
	struct world w;

	open_world(&w);
	/* Good through its last day. */
	w.f.approval.valid_until = (struct date){2025, 9, 22};
	w.f.now_s = w.f.occurred_s = at("2025-09-22 23:59:59");
	DECIDES(&w, "lend X --to P07", "OK");
	w.f.now_s = w.f.occurred_s = at("2025-09-23 00:00");
	DECIDES(&w, "lend X --to P07", "E_APPROVAL_EXPIRED");
	w.f.approval.uses = 0;
	DECIDES(&w, "lend X --to P07", "E_APPROVAL_USED E_APPROVAL_EXPIRED");
	w.f.approval.uses = 1;
	w.f.approval.valid_until = (struct date){2025, 12, 31};
	DECIDES(&w, "lend X --to P07", "OK");
	/* Of another person, document, copy or kind: none at all. */
	STR_COPY(w.f.approval.applicant, "P08");
	DECIDES(&w, "lend X --to P07", "E_APPROVAL_MISSING");
	STR_COPY(w.f.approval.applicant, "P07");
	STR_COPY(w.f.approval.document, "2025-0003");
	DECIDES(&w, "lend X --to P07", "E_APPROVAL_MISSING");
	STR_COPY(w.f.approval.document, "2025-0002");
	STR_COPY(w.f.approval.copy, "KK89K-Y");
	DECIDES(&w, "lend X --to P07", "E_APPROVAL_MISSING");
	STR_COPY(w.f.approval.copy, "KK89K-X");
	DECIDES(&w, "lend X --to P07", "OK");
	STR_COPY(w.f.approval.action, "renew");
	DECIDES(&w, "lend X --to P07", "E_APPROVAL_MISSING");
	STR_COPY(w.f.approval.action, "lend");
	w.f.approval.refused = true;
	DECIDES(&w, "lend X --to P07", "E_APPROVAL_MISSING");
	close_world(&w);
}

static void test_renewal(void)
{
	struct world w;

	open_world(&w);
	w.f.copy.state = CUSTODY_OUT_LOAN;
	STR_COPY(w.f.copy.holder, "P07");
	STR_COPY(w.f.approval.action, "renew");
	w.f.copy.due_s = w.f.now_s;
	DECIDES(&w, "renew X", "OK");
	w.f.copy.due_s = w.f.now_s - 1; /* overdue: returned first */
	DECIDES(&w, "renew X", "E_RENEW_LIMIT");
	w.f.copy.due_s = w.f.now_s + 3600;
	w.f.copy.renewals = 1;
	DECIDES(&w, "renew X", "E_RENEW_LIMIT");
	w.f.copy.renewals = 0;
	w.f.document.mark.level = LEVEL_TOP_SECRET; /* AC-21 */
	DECIDES(&w, "renew X", "E_RENEW_LIMIT");
	w.f.document.mark.level = LEVEL_SECRET;
	w.f.approval.known = false;
	DECIDES(&w, "renew X", "E_APPROVAL_MISSING");
	w.f.copy.state = CUSTODY_IN_STORE;
	DECIDES(&w, "renew X", "E_STATE E_APPROVAL_MISSING");
	close_world(&w);
}

/* Ruling 8, AC-08a, AC-09, AC-26. */
static void test_routes(void)
{
	struct world w;

	open_world(&w);
	DECIDES(&w, "send X --to P07", "E_RANGE_NOT_SET");
	w.f.document.range_set = true;
	STR_COPY(w.f.route_next, "P04");
	DECIDES(&w, "send X --to P07", "E_ROUTE_ORDER");
	STR_COPY(w.f.route_next, "P07");
	STR_COPY(w.f.route_leg, "2025-0002/02");
	DECIDES(&w, "send X --to P07", "OK");
	w.f.copy.state = CUSTODY_UNSHELVED;
	DECIDES(&w, "send X --to P07", "OK");
	for (int s = CUSTODY_OUT_LEG; s <= CUSTODY_IN_TRANSIT; s++) {
		w.f.copy.state = (enum custody_state)s;
		DECIDES(&w, "send X --to P07", "E_ALREADY_OUT");
		DECIDES(&w, "lend X --to P07", "E_ALREADY_OUT");
	}
	w.f.copy.state = CUSTODY_MISSING;
	DECIDES(&w, "lend X --to P07", "E_STATE");
	close_world(&w);
}

/* A fact is never refused, whatever state the copy is in. */
static void test_facts_from_every_state(void)
{
	static const struct {
		enum custody_state state;
		const char *check_in, *state_after, *found;
	} cases[] = {
		{CUSTODY_IN_STORE, "OK", NULL, "A_VIOLATION"},
		{CUSTODY_UNSHELVED, "OK", NULL, "A_VIOLATION"},
		{CUSTODY_OUT_LEG, "OK", "unshelved", "A_VIOLATION"},
		{CUSTODY_OUT_LOAN, "OK", "unshelved", "A_VIOLATION"},
		{CUSTODY_RETAINED, "OK", "unshelved", "A_VIOLATION"},
		{CUSTODY_OUT_COPYING, "OK", "unshelved", "A_VIOLATION"},
		{CUSTODY_OUT_CARRY, "OK", "unshelved", "A_VIOLATION"},
		{CUSTODY_IN_TRANSIT, "OK", "unshelved", "A_VIOLATION"},
		{CUSTODY_QUARANTINED, "OK", NULL, "A_VIOLATION"},
		{CUSTODY_MISSING, "OK", "quarantined", "A_VIOLATION"},
		{CUSTODY_ON_DESTROY_LIST, "OK", NULL, "A_VIOLATION"},
		{CUSTODY_DISPATCHED, "A_TERMINAL_SEEN", NULL,
		 "A_TERMINAL_SEEN A_VIOLATION"},
		{CUSTODY_CLEARED_BACK, "A_TERMINAL_SEEN", NULL,
		 "A_TERMINAL_SEEN A_VIOLATION"},
		{CUSTODY_ARCHIVED, "A_TERMINAL_SEEN", NULL,
		 "A_TERMINAL_SEEN A_VIOLATION"},
		{CUSTODY_DESTROYED, "A_TERMINAL_SEEN", NULL,
		 "A_TERMINAL_SEEN A_VIOLATION"},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct decision d = {0};
		const struct value *v;
		struct world w;
		char have[512];

		open_world(&w);
		w.f.copy.state = cases[i].state;
		decide_line(&w, "check in X", have, sizeof(have), &d);
		CU_ASSERT_STRING_EQUAL(have, cases[i].check_in);
		v = changed(&d, ENTITY_CUSTODY, "state");
		CU_ASSERT_TRUE(
			str_eq(v ? v->text : NULL, cases[i].state_after));
		decision_done(&d);
		DECIDES(&w, "report whereabouts X --with P07", cases[i].found);
		close_world(&w);
	}
}

static void test_returns(void)
{
	struct world w;

	open_world(&w);
	w.f.copy.state = CUSTODY_OUT_LOAN;
	STR_COPY(w.f.copy.holder, "P10");
	w.f.copy.due_s = w.f.now_s;
	DECIDES(&w, "check in X --by P10", "OK");
	DECIDES(&w, "check in X --by P07", "W_RETURN_OTHER A_VIOLATION");
	DECIDES(&w, "check in X --returner-unknown", "W_RETURNER_UNKNOWN");
	DECIDES(&w, "check in X --pages 20", "OK");
	DECIDES(&w, "check in X --pages 18", "W_PAGES");
	w.f.copy.due_s = w.f.now_s - 1;
	DECIDES(&w, "check in X", "W_OVERDUE");
	w.f.copy.due_s = 0;
	/* 绝密 with one clerk, with a second who is none, with two. */
	w.f.document.mark.level = LEVEL_TOP_SECRET;
	DECIDES(&w, "check in X", "W_TWO_PERSON");
	w.f.second = person("P07", CLEARANCE_CORE, ROLE_BIT(READER));
	DECIDES(&w, "check in X --second P07", "W_TWO_PERSON");
	w.f.second = person("P02", CLEARANCE_CORE, ROLE_BIT(REGISTRY_CLERK));
	DECIDES(&w, "check in X --second P02", "OK");
	/* Who brings it back does not stand by as the second as well. */
	DECIDES(&w, "check in X --by P02 --second P02",
		"W_RETURN_OTHER W_TWO_PERSON A_VIOLATION");
	STR_COPY(w.f.copy.holder, "P02");
	DECIDES(&w, "check in X --by P02 --second P02", "W_TWO_PERSON");
	DECIDES(&w, "check in X --second P02", "W_TWO_PERSON");
	DECIDES(&w, "check in X --returner-unknown --second P02",
		"W_RETURNER_UNKNOWN");
	STR_COPY(w.f.copy.holder, "P10");
	/* Somebody who is no clerk does not enter facts (ruling 5). */
	w.f.actor.roles = ROLE_BIT(READER);
	DECIDES(&w, "check in X --second P02", "E_ROLE");
	close_world(&w);
}

static void test_late(void)
{
	struct world w;

	open_world(&w);
	w.f.copy.last_s = at("2025-09-20 12:00");
	w.f.occurred_s = at("2025-09-20 12:00");
	DECIDES(&w, "unshelve X", "W_LATE_ENTRY");
	/* Before the copy's last event, or in the future: facts too. */
	w.f.occurred_s--;
	DECIDES(&w, "unshelve X", "E_CLOCK W_LATE_ENTRY");
	DECIDES(&w, "check in X", "E_CLOCK W_LATE_ENTRY");
	DECIDES(&w, "report whereabouts X --with P07", "E_CLOCK W_LATE_ENTRY");
	w.f.copy.tag[0] = '\0';
	DECIDES(&w, "tag bind X 04A2B3C4", "E_CLOCK W_LATE_ENTRY");
	DECIDES(&w, "label print X", "E_CLOCK W_LATE_ENTRY");
	w.f.occurred_s = w.f.now_s + 1;
	DECIDES(&w, "unshelve X", "E_CLOCK");
	w.f.copy.state = CUSTODY_OUT_LOAN;
	DECIDES(&w, "check in X", "E_CLOCK");
	close_world(&w);
}

static void test_wrong_clock(void)
{
	struct world w;

	open_world(&w);
	w.f.clock_wrong = true;
	/* What goes out stops, unshelving goes on (ruling 6). */
	DECIDES(&w, "lend X --to P07", "E_CLOCK");
	DECIDES(&w, "unshelve X", "W_CLOCK");
	w.f.copy.state = CUSTODY_OUT_LOAN;
	DECIDES(&w, "check in X", "W_CLOCK");
	DECIDES(&w, "report whereabouts X --with P07", "W_CLOCK A_VIOLATION");
	/* New paper comes in, too, though no copy of it is known yet. */
	memset(&w.f.copy, 0, sizeof(w.f.copy));
	memset(&w.f.document, 0, sizeof(w.f.document));
	w.f.copy_nos = mem_alloc(sizeof(*w.f.copy_nos));
	w.f.copy_nos->n = 1;
	w.f.copy_taken = mem_alloc(sizeof(bool));
	w.f.serials = mem_alloc(sizeof(w.f.serials[0]));
	STR_COPY(w.f.copy_nos->no[0], "000012");
	STR_COPY(w.f.serials[0], "KK89K-Y");
	DECIDES(&w, "policy set lend.days.secret 5", "E_ROLE");
	{
		AUTO(command) struct command c = {0};
		AUTO(decision) struct decision d = {0};
		struct err e = ERR_INIT;

		CU_ASSERT_EQUAL(command_begin(&c, "receive", &e), 0);
		CU_ASSERT_EQUAL(command_set(&c, "mark", "机密★10年", &e), 0);
		CU_ASSERT_EQUAL(command_set(&c, "copy-no", "000012", &e), 0);
		STR_COPY(c.args[0].ref, "0123");
		STR_COPY(c.actor, "P01");
		decide(&w.f, &c, &d);
		CU_ASSERT_TRUE(reason_has(&d.reasons, W_CLOCK));
		CU_ASSERT_FALSE(decision_refused(&d));
	}
	close_world(&w);
}

static void test_label_states(void)
{
	static const char *const verbs[] = {"label print X", "label confirm X",
					    "label confirm X --method hand",
					    "label void X"};
	/* one column a verb above: may it? */
	static const struct {
		const char *state;
		const char *may;
	} cases[] = {
		{"", "ynyn"},	       {"reserved", "nnny"},
		{"committed", "nnnn"}, {"printed", "nyny"},
		{"uncertain", "nyny"}, {"confirmed", "nnny"},
		{"void", "ynyn"},
	};
	struct world w;

	open_world(&w);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (size_t v = 0; v < ARRAY_LEN(verbs); v++) {
			w.f.label.known = *cases[i].state;
			STR_COPY(w.f.label.state, cases[i].state);
			STR_COPY(w.f.label.key, "KK89K-X/0");
			DECIDES(&w, verbs[v],
				cases[i].may[v] == 'y' ? "OK" : "E_STATE");
		}
	close_world(&w);
}

static const struct suite_test tests[] = {
	{"signatures", test_signatures},
	{"approvals", test_approvals},
	{"renewal", test_renewal},
	{"routes; what is out", test_routes},
	{"facts from every state", test_facts_from_every_state},
	{"returns are flagged", test_returns},
	{"late entries", test_late},
	{"a wrong clock", test_wrong_clock},
	{"label states", test_label_states},
};
SUITE_MAIN("decide_facts", tests)
