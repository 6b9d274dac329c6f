/* test_tap.c: badges and file tags at a cabinet's door become ordinary commands
 * (design: at the door; practice.md 7, 9).
 * uses: register db core base */
#include "core/door.h"
#include "tests/unit/house.h"

/* Badges, by owner; file tags. */
#define B_P01 "0A000001"
#define B_P02 "0A000002"
#define B_P07 "0A000007"
#define B_P10 "0A000010"
#define F_D1  "04D10000000001"
#define F_D2  "04D20000000001"

struct gate {
	struct house h;
	struct door_session s;
	char said[512];
};

static void gate_open(struct gate *g)
{
	house_open(&g->h, NULL, REG_MEMORY);
	house_build(&g->h);
	TRY(&g->h, "U1", "OK", "door add M1-door --cabinet M1");
	TRY(&g->h, "U1", "OK", "door add T1-door --cabinet T1");
	TRY(&g->h, "U2", "OK", "badge enrol " B_P01 " P01");
	TRY(&g->h, "U2", "OK", "badge enrol " B_P02 " P02");
	TRY(&g->h, "U2", "OK", "badge enrol " B_P07 " P07");
	TRY(&g->h, "U2", "OK", "badge enrol " B_P10 " P10");
	TRY(&g->h, "P01", "OK", "tag bind " D1 " " F_D1);
	TRY(&g->h, "P01", "OK", "tag bind " D2 " " F_D2);
	door_session_init(&g->s, "M1-door", 30);
}

static void gate_close(struct gate *g)
{
	house_close(&g->h);
}

static int64_t entries(struct gate *g)
{
	return house_number(reg_db(g->h.reg), "SELECT count(*) FROM entry");
}

/* Taps; g->said is "TAP SESSION-OR-ACT: CODES". */
static void tap(struct gate *g, int at, const char *uid, const char *want)
{
	struct answer *a = &g->h.last;
	struct err e = ERR_INIT;
	const char *what, *how;

	answer_done(a);
	if (reg_tap(g->h.reg, &g->s, uid, a, &e) < 0) {
		printf("\n  line %d: %s\n", at, e.msg);
		CU_FAIL("the tap failed");
		return;
	}
	house_say(&g->h);
	what = kv_get(&a->results, "tap");
	how = kv_get(&a->results, "act");
	if (!how)
		how = kv_get(&a->results, "session");
	snprintf(g->said, sizeof(g->said), "%s%s%s: %.400s",
		 what ? what : "nothing", how ? " " : "", how ? how : "",
		 g->h.said);
	if (!str_eq(g->said, want)) {
		printf("\n  line %d: tap %s: wanted %s, came %s\n", at, uid,
		       want, g->said);
		CU_FAIL("not what was wanted");
	}
}
#define TAP(g, uid, want) tap((g), __LINE__, (uid), (want))

static void test_clerk_alone(void)
{
	struct gate g;
	int64_t before;

	gate_open(&g);
	/* Without a clerk nothing moves that is here. */
	before = entries(&g);
	TAP(&g, F_D2, "file needs-clerk: OK");
	CU_ASSERT_EQUAL(entries(&g), before);
	TAP(&g, B_P01, "badge opened: OK");
	TAP(&g, F_D2, "file unshelve: OK");
	SHOWS(&g.h, D2, "state", "unshelved");
	/* The same file again in this session changes nothing. */
	before = entries(&g);
	TAP(&g, F_D2, "again: OK");
	CU_ASSERT_EQUAL(entries(&g), before);
	SHOWS(&g.h, D2, "state", "unshelved");
	TAP(&g, B_P01, "badge closed: OK");
	/* A new session: at its own cabinet it is put away. */
	TAP(&g, B_P01, "badge opened: OK");
	TAP(&g, F_D2, "file shelve: OK");
	SHOWS(&g.h, D2, "state", "in_store");
	CU_ASSERT_TRUE(house_replays(&g.h));
	gate_close(&g);
}

static void test_loan_and_return(void)
{
	struct gate g;
	char approval[32];

	gate_open(&g);
	TAP(&g, B_P01, "badge opened: OK");
	TAP(&g, B_P07, "badge joined: OK");
	/* Nothing prepared: every reason is named, and it can be tapped
	 * again once what was wanting is there. */
	TAP(&g, F_D2, "file lend: E_APPROVAL_MISSING");
	house_approve(&g.h, approval, D2, "P07");
	TAP(&g, F_D2, "file lend: OK");
	SHOWS(&g.h, D2, "holder", "P07");
	SHOWS(&g.h, D2, "approval", approval);
	TAP(&g, F_D2, "again: OK");
	TAP(&g, B_P01, "badge closed: OK");
	/* Back at its own cabinet it comes in and is shelved. */
	TAP(&g, B_P07, "badge needs-clerk: OK");
	TAP(&g, B_P02, "badge opened: OK");
	TAP(&g, F_D2, "file check-in: OK");
	SHOWS(&g.h, D2, "state", "in_store");
	SHOWS(&g.h, D2, "holder", "");
	CU_ASSERT_TRUE(house_replays(&g.h));
	gate_close(&g);
}

static void test_returns_by_others(void)
{
	struct gate g;
	char approval[32];

	gate_open(&g);
	house_approve(&g.h, approval, D2, "P07");
	TRY(&g.h, "P01", "OK", "lend " D2 " --to P07");
	TAP(&g, B_P10, "badge needs-clerk: OK");
	TAP(&g, B_P01, "badge opened: OK");
	TAP(&g, F_D2, "file check-in: W_RETURN_OTHER A_VIOLATION");
	/* Nobody's badge at all: taken in all the same. */
	house_approve(&g.h, approval, D2, "P07");
	TRY(&g.h, "P01", "OK", "lend " D2 " --to P07");
	g.h.now_s += 60;
	TAP(&g, F_D2, "file check-in: W_RETURNER_UNKNOWN");
	SHOWS(&g.h, D2, "state", "in_store");
	CU_ASSERT_EQUAL(
		house_number(reg_db(g.h.reg),
			     "SELECT line LIKE '%\"actor\":\"system\"%' "
			     "AND line LIKE '%\"door:M1-door\"%' "
			     "FROM entry ORDER BY seq DESC"),
		1);
	gate_close(&g);
}

static void test_other_door(void)
{
	struct gate g;
	char approval[32];

	gate_open(&g);
	house_approve(&g.h, approval, D2, "P07");
	TRY(&g.h, "P01", "OK", "lend " D2 " --to P07");
	door_session_init(&g.s, "T1-door", 30);
	/* Not its own cabinet: in, but not shelved. */
	TAP(&g, B_P07, "badge needs-clerk: OK");
	TAP(&g, B_P01, "badge opened: OK");
	TAP(&g, F_D2, "file check-in: OK");
	SHOWS(&g.h, D2, "state", "unshelved");
	/* A door that nobody entered is nobody's. */
	door_session_init(&g.s, "no-door", 30);
	TAP(&g, B_P01, "badge opened: OK");
	TAP(&g, F_D2, "file check-in: OK");
	SHOWS(&g.h, D2, "state", "unshelved");
	gate_close(&g);
}

/* 绝密 needs two clerks (design: at the door). */
static void test_two_clerks(void)
{
	struct gate g;

	gate_open(&g);
	door_session_init(&g.s, "T1-door", 30);
	TAP(&g, B_P01, "badge opened: OK");
	TAP(&g, F_D1, "file unshelve: E_TWO_PERSON");
	SHOWS(&g.h, D1, "state", "in_store");
	TAP(&g, B_P02, "badge joined: OK");
	TAP(&g, F_D1, "file unshelve: OK");
	SHOWS(&g.h, D1, "state", "unshelved");
	gate_close(&g);
}

static void test_route(void)
{
	struct gate g;

	gate_open(&g);
	TRY(&g.h, "P05", "OK", "route set 2025-0002 --persons P07,P10");
	TAP(&g, B_P01, "badge opened: OK");
	TAP(&g, B_P07, "badge joined: OK");
	TAP(&g, F_D2, "file send: OK");
	SHOWS(&g.h, D2, "state", "out_leg");
	/* One leg at a time: the second begins when the first is back, though
	 * there is another copy (ruling 8). */
	TRY(&g.h, "P01", "E_ROUTE_ORDER", "send " D2_13 " --to P10");
	/* Found elsewhere meanwhile: the leg ends with the copy's return. */
	TRY(&g.h, "P01", "A_VIOLATION", "report whereabouts " D2 " --with P08");
	TRY(&g.h, "P01", "OK", "check in " D2);
	CU_ASSERT_EQUAL(house_number(reg_db(g.h.reg),
				     "SELECT count(*) FROM route WHERE state "
				     "= 'done' AND person = 'P07'"),
			1);
	TRY(&g.h, "P01", "E_ROUTE_ORDER", "send " D2_13 " --to P07");
	TRY(&g.h, "P01", "OK", "send " D2_13 " --to P10");
	TRY(&g.h, "P01", "OK", "check in " D2_13);
	TRY(&g.h, "P01", "E_ROUTE_ORDER", "send " D2 " --to P10");
	CU_ASSERT_TRUE(house_replays(&g.h));
	gate_close(&g);
}

/* A loan of another copy to the same reader does not end his leg. */
static void test_leg_and_loan(void)
{
	struct gate g;
	char approval[32];

	gate_open(&g);
	TRY(&g.h, "P05", "OK", "route set 2025-0002 --persons P07,P10");
	TRY(&g.h, "P01", "OK", "send " D2 " --to P07");
	house_approve(&g.h, approval, D2_13, "P07");
	TRY(&g.h, "P01", "OK", "lend " D2_13 " --to P07");
	TRY(&g.h, "P01", "OK", "check in " D2_13);
	CU_ASSERT_EQUAL(house_number(reg_db(g.h.reg),
				     "SELECT count(*) FROM route WHERE state "
				     "= 'out'"),
			1);
	TRY(&g.h, "P01", "OK", "check in " D2);
	TRY(&g.h, "P01", "OK", "send " D2 " --to P10");
	gate_close(&g);
}

static void test_unknown(void)
{
	struct gate g;
	int64_t before;

	gate_open(&g);
	before = entries(&g);
	TAP(&g, "0AFFFFFF", "unknown: E_TAG_UNKNOWN");
	CU_ASSERT_EQUAL(entries(&g), before + 1); /* entered as refused */
	TRY(&g.h, "U2", "OK", "badge revoke " B_P02);
	TAP(&g, B_P02, "unknown: E_TAG_UNKNOWN");
	TRY(&g.h, "P01", "OK", "tag retire " F_D2);
	TAP(&g, F_D2, "unknown: E_TAG_UNKNOWN");
	/* Small letters are the same UID. */
	TAP(&g, "0a000001", "badge opened: OK");
	/* Revoked while the session lasts: nobody is there any more. */
	TRY(&g.h, "U2", "OK", "badge revoke " B_P01);
	TAP(&g, F_D1, "file needs-clerk: OK");
	gate_close(&g);
}

static void test_idle(void)
{
	struct gate g;

	gate_open(&g);
	TAP(&g, B_P01, "badge opened: OK");
	g.h.now_s += 30;
	TAP(&g, F_D2, "file unshelve: OK");
	g.h.now_s += 31;
	TAP(&g, F_D2, "file needs-clerk: OK");
	gate_close(&g);
}

static const struct suite_test tests[] = {
	{"a clerk alone; a repeated tap", test_clerk_alone},
	{"a loan and its return", test_loan_and_return},
	{"returns by others, by nobody", test_returns_by_others},
	{"at another cabinet's door", test_other_door},
	{"two clerks for 绝密", test_two_clerks},
	{"legs of a route", test_route},
	{"a leg and a loan of one reader", test_leg_and_loan},
	{"unknown, revoked, retired", test_unknown},
	{"a session that idles", test_idle},
};
SUITE_MAIN("tap", tests)
