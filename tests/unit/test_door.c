/* test_door.c: the tap session at a cabinet (design: at the door; practice.md
 * 9), without a register.
 * uses: core base */
#include "core/door.h"

#include <stdio.h>

#include "base/str.h"
#include "tests/suite.h"

static struct door_session session(void)
{
	struct door_session s;

	door_session_init(&s, "T1-door", 30);
	door_session_touch(&s, 1000000);
	return s;
}

static void test_badges(void)
{
	struct door_session s = session();

	/* A clerk opens, a second clerk and a recipient join. */
	CU_ASSERT_EQUAL(door_badge(&s, "AA", true, false), DOOR_OPENED);
	CU_ASSERT_EQUAL(door_badge(&s, "BB", true, true), DOOR_JOINED);
	CU_ASSERT_EQUAL(door_badge(&s, "CC", false, true), DOOR_JOINED);
	CU_ASSERT_EQUAL(s.n_badges, 3);
	/* The recipient's again says nothing new. */
	CU_ASSERT_EQUAL(door_badge(&s, "CC", false, true), DOOR_JOINED);
	CU_ASSERT_EQUAL(s.n_badges, 3);
	/* The clerk's again ends it. */
	door_file_done(&s, "F1");
	CU_ASSERT_EQUAL(door_badge(&s, "AA", true, true), DOOR_CLOSED);
	CU_ASSERT_EQUAL(s.n_badges, 0);
	CU_ASSERT_FALSE(door_file_seen(&s, "F1"));
	CU_ASSERT_EQUAL(door_badge(&s, "AA", true, false), DOOR_OPENED);
}

static void test_reader_first(void)
{
	struct door_session s = session();

	CU_ASSERT_EQUAL(door_badge(&s, "CC", false, false), DOOR_NEEDS_CLERK);
	CU_ASSERT_EQUAL(s.n_badges, 1); /* kept */
	CU_ASSERT_EQUAL(door_badge(&s, "AA", true, false), DOOR_OPENED);
	CU_ASSERT_EQUAL(s.n_badges, 2);
}

static void test_full(void)
{
	struct door_session s = session();
	char uid[DOOR_UID_TEXT];

	for (int i = 0; i < DOOR_BADGES_MAX; i++) {
		snprintf(uid, sizeof(uid), "%02d", i);
		door_badge(&s, uid, true, i > 0);
	}
	CU_ASSERT_EQUAL(door_badge(&s, "99", true, true), DOOR_FULL);
	CU_ASSERT_EQUAL(s.n_badges, DOOR_BADGES_MAX);
	/* One that is in already still ends it. */
	CU_ASSERT_EQUAL(door_badge(&s, "00", true, true), DOOR_CLOSED);
}

static void test_time(void)
{
	struct door_session s = session();

	door_badge(&s, "AA", true, false);
	door_session_touch(&s, 1000000 + 30000); /* just in time */
	CU_ASSERT_EQUAL(s.n_badges, 1);
	/* Each tap begins the wait anew. */
	door_session_touch(&s, 1000000 + 60000);
	CU_ASSERT_EQUAL(s.n_badges, 1);
	door_session_touch(&s, 1000000 + 90001);
	CU_ASSERT_EQUAL(s.n_badges, 0);
	/* A clock set back must not keep a session open for hours. */
	door_badge(&s, "AA", true, false);
	door_session_touch(&s, 1000000);
	CU_ASSERT_EQUAL(s.n_badges, 0);
}

static void test_files(void)
{
	struct door_session s = session();
	char uid[DOOR_UID_TEXT];

	CU_ASSERT_FALSE(door_file_seen(&s, "F1"));
	door_file_done(&s, "F1");
	CU_ASSERT_TRUE(door_file_seen(&s, "F1"));
	CU_ASSERT_FALSE(door_file_seen(&s, "F"));
	for (int i = 0; i < DOOR_FILES_MAX; i++) {
		snprintf(uid, sizeof(uid), "G%d", i);
		door_file_done(&s, uid);
	}
	/* The oldest makes room. */
	CU_ASSERT_FALSE(door_file_seen(&s, "F1"));
	CU_ASSERT_TRUE(door_file_seen(&s, "G0"));
	CU_ASSERT_TRUE(door_file_seen(&s, uid));
	CU_ASSERT_EQUAL(s.n_files, DOOR_FILES_MAX);
}

static void test_people(void)
{
	static const struct door_badge badges[] = {{"C1", "P07", false},
						   {"A1", "P01", true},
						   {"A2", "P01", true},
						   {"B1", "P02", true},
						   {"C2", "P08", false}};
	struct door_people p = door_people(badges, 0);

	CU_ASSERT_TRUE(!p.clerk && !p.second && !p.recipient);
	p = door_people(badges, 3);
	CU_ASSERT_STRING_EQUAL(p.clerk, "P01");
	CU_ASSERT_PTR_NULL(p.second); /* two badges of one person */
	CU_ASSERT_STRING_EQUAL(p.recipient, "P07");
	p = door_people(badges, 5);
	CU_ASSERT_STRING_EQUAL(p.second, "P02");
	CU_ASSERT_STRING_EQUAL(p.recipient, "P08"); /* the last one */
}

/* What a file's tap means, for every state. */
static void test_acts(void)
{
	static const struct door_people nobody = {NULL, NULL, NULL},
					reader = {NULL, NULL, "P07"},
					clerk = {"P01", NULL, NULL},
					both = {"P01", NULL, "P07"};

	for (int i = 1; i < CUSTODY_COUNT; i++) {
		enum custody_state s = (enum custody_state)i;

		CU_ASSERT_EQUAL(door_file(s, &nobody, true, true, true),
				DOOR_NOBODY);
		CU_ASSERT_EQUAL(door_file(s, &reader, true, true, true),
				DOOR_NOBODY);
		if (custody_is_held(s))
			continue;
		/* Whatever is not here comes in. */
		CU_ASSERT_EQUAL(door_file(s, &clerk, true, false, false),
				DOOR_CHECK_IN);
		CU_ASSERT_EQUAL(door_file(s, &both, false, true, true),
				DOOR_CHECK_IN);
	}
	CU_ASSERT_EQUAL(door_file(CUSTODY_IN_STORE, &clerk, true, false, false),
			DOOR_UNSHELVE);
	CU_ASSERT_EQUAL(
		door_file(CUSTODY_IN_STORE, &clerk, false, false, false),
		DOOR_UNSHELVE);
	CU_ASSERT_EQUAL(
		door_file(CUSTODY_UNSHELVED, &clerk, true, false, false),
		DOOR_SHELVE);
	CU_ASSERT_EQUAL(
		door_file(CUSTODY_UNSHELVED, &clerk, false, false, false),
		DOOR_CHECK_IN);
	/* A recipient is there: his approved loan before his turn to read. */
	CU_ASSERT_EQUAL(door_file(CUSTODY_IN_STORE, &both, true, false, false),
			DOOR_LEND);
	CU_ASSERT_EQUAL(door_file(CUSTODY_IN_STORE, &both, true, true, false),
			DOOR_SEND);
	CU_ASSERT_EQUAL(door_file(CUSTODY_IN_STORE, &both, true, true, true),
			DOOR_LEND);
	CU_ASSERT_EQUAL(door_file(CUSTODY_UNSHELVED, &both, true, false, true),
			DOOR_LEND);
}

static const struct suite_test tests[] = {
	{"badges open, join, close", test_badges},
	{"a reader's badge first", test_reader_first},
	{"one badge too many", test_full},
	{"time-out", test_time},
	{"a file once", test_files},
	{"who is there", test_people},
	{"what a tap means", test_acts},
};
SUITE_MAIN("door", tests)
