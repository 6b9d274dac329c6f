/* test_receipt.c: what is received, mended before its first movement
 * (practice.md 10, 11, 12), labelled exactly once (design), and the calendar
 * that due days are counted by.
 * uses: register db core base */
#include "tests/unit/house.h"

#define NEW "2025-0005/000031"

static void test_receive(void)
{
	struct house h;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	/* AC-01 */
	TRY(&h, "P01", "OK",
	    "receive --doc-no 新号 --mark 机密★10年 --copy-no 000031-000033 "
	    "--pages 12");
	CU_ASSERT_STRING_EQUAL(kv_get(&h.last.results, "receive-no"),
			       "2025-0005");
	TRY(&h, "P01", "E_DUP",
	    "receive --doc-no 新号 --mark 机密★10年 --copy-no 000032");
	TRY(&h, "P01", "E_DUP",
	    "receive --mark 机密★10年 --copy-no 000001,000001");
	TRY(&h, "P01", "E_COPY_NO", "receive --mark 机密★10年 --copy-no 32");
	TRY(&h, "P01", "W_PAGES",
	    "receive --mark 机密★10年 --copy-no 000001 --pages 12 --counted "
	    "11");
	TRY(&h, "P01", "W_TERM_DEFAULT",
	    "receive --mark 机密★ --copy-no 000001");
	TRY(&h, "P01", "W_POLICY", "receive --mark 机密★10年 --copy-no none");
	CU_ASSERT_STRING_EQUAL(kv_get(&h.last.results, "copy-no"),
			       "H2025-00001");
	/* 绝密 by one alone, with or without a term; by one and a reader. */
	TRY(&h, "P01", "W_TWO_PERSON",
	    "receive --mark 绝密★30年 --copy-no 000001");
	TRY(&h, "P01", "W_TWO_PERSON W_TERM_DEFAULT",
	    "receive --mark 绝密★ --copy-no 000001");
	TRY(&h, "P01", "W_TWO_PERSON",
	    "receive --mark 绝密★30年 --copy-no 000001 --second P07");
	TRY(&h, "P01", "OK",
	    "receive --mark 绝密★30年 --copy-no 000001 --second P02");
	TRY(&h, "P07", "E_ROLE", "receive --mark 机密★10年 --copy-no 000001");
	/* Under a wrong clock paper still comes in. */
	house_at(&h, "2025-09-22 08:00");
	TRY(&h, "P01", "W_CLOCK", "receive --mark 机密★10年 --copy-no 000001");
	/* House numbers begin anew with the year and still never meet. */
	house_at(&h, "2025-12-31 09:00");
	TRY(&h, "P01", "W_POLICY",
	    "receive --doc-no 新号 --mark 机密★10年 --copy-no none");
	CU_ASSERT_STRING_EQUAL(kv_get(&h.last.results, "copy-no"),
			       "H2025-00002");
	house_at(&h, "2026-01-04 09:00");
	TRY(&h, "P01", "W_POLICY",
	    "receive --doc-no 新号 --mark 机密★10年 --copy-no none");
	SHOWS(&h, "2025-0005/H2026-00001", "state", "unshelved");
	CU_ASSERT_TRUE(house_replays(&h));
	house_close(&h);
}

static void test_amend(void)
{
	struct house h;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	TRY(&h, "P01", "OK",
	    "receive --title 戊项 --mark 机密★10年 --copy-no 000031,000032 "
	    "--category trade --pages 12");
	TRY(&h, "P01", "OK", "label confirm " NEW " --method hand");
	TRY(&h, "P01", "OK", "label confirm 2025-0005/000032 --method hand");
	/* A new mark is on no label yet, of any copy. */
	TRY(&h, "P01", "OK", "amend " NEW " --mark 秘密★5年");
	SHOWS(&h, "2025-0005", "mark", "秘密★5年");
	SHOWS(&h, "2025-0005", "category", "trade"); /* still fits */
	SHOWS(&h, NEW, "label", "relabel_needed");
	SHOWS(&h, "2025-0005/000032", "label", "relabel_needed");
	TRY(&h, "P01", "OK", "label confirm " NEW " --method hand");
	TRY(&h, "P01", "OK", "label confirm 2025-0005/000032 --method hand");
	/* A new number is its own copy's matter. */
	TRY(&h, "P01", "OK", "amend " NEW " --copy-no 000034");
	SHOWS(&h, "2025-0005/000034", "label", "relabel_needed");
	SHOWS(&h, "2025-0005/000032", "label", "label_ok");
	TRY(&h, "P01", "E_DUP", "amend 2025-0005/000034 --copy-no 000032");
	TRY(&h, "P01", "E_COPY_NO", "amend 2025-0005/000034 --copy-no 34");
	TRY(&h, "P01", "E_COPY_NO W_POLICY",
	    "amend 2025-0005/000034 --copy-no none");
	/* Pages were counted once; what is stated now may differ. */
	TRY(&h, "P01", "W_PAGES", "amend 2025-0005/000034 --pages 13");
	TRY(&h, "P01", "OK", "amend 2025-0005/000034 --counted 13");
	TRY(&h, "P01", "E_MARK_SYNTAX",
	    "amend 2025-0005/000034 --mark 机密10年");
	TRY(&h, "P01", "OK", "amend 2025-0005/000034 --mark 内部");
	SHOWS(&h, "2025-0005", "category", "internal");
	/* From the first movement on it takes two (practice.md 11). */
	TRY(&h, "P01", "OK", "shelve 2025-0005/000032 N1-1-05");
	TRY(&h, "P01", "E_STATE", "amend 2025-0005/000034 --title 己项");
	TRY(&h, "P01", "OK", "amend 2025-0005/000034 --copy-no 000035");
	TRY(&h, "P01", "E_STATE", "amend 2025-0005/000032 --copy-no 000036");
	/* The old value stays visible in the entries. */
	CU_ASSERT_EQUAL(house_number(reg_db(h.reg),
				     "SELECT count(*) FROM entry WHERE line "
				     "LIKE '%\"copy_no\",\"000031\","
				     "\"000034\"%'"),
			1);
	CU_ASSERT_TRUE(house_replays(&h));
	house_close(&h);
}

/* Reserved, committed, then printed or uncertain; confirmed by a scan or
 * voided; a reprint has a number of its own. */
static void test_label(void)
{
	struct house h;
	char label[80];

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	TRY(&h, "P01", "OK", "receive --mark 机密★10年 --copy-no 000031");
	TRY(&h, "P01", "OK", "label print " NEW);
	STR_COPY(label, kv_get(&h.last.results, "label"));
	CU_ASSERT_TRUE(str_ends(label, "/0"));
	TRY(&h, "P01", "E_STATE", "label print " NEW);
	TRY(&h, "P01", "E_STATE", "label confirm " NEW);
	TRY(&h, "P01", "E_ROLE", "label commit %s", label);
	TRY(&h, "system", "OK", "label commit %s --printer p1 --hash 00",
	    label);
	TRY(&h, "system", "E_STATE", "label commit %s", label);
	TRY(&h, "P01", "E_STATE", "label void " NEW);
	TRY(&h, "system", "OK", "label uncertain %s", label);
	TRY(&h, "system", "E_STATE", "label printed %s", label);
	SHOWS(&h, NEW, "label", "relabel_needed");
	TRY(&h, "P01", "OK", "label void " NEW);
	TRY(&h, "P01", "OK", "label print " NEW);
	STR_COPY(label, kv_get(&h.last.results, "label"));
	CU_ASSERT_TRUE(str_ends(label, "/1"));
	TRY(&h, "system", "OK", "label commit %s", label);
	TRY(&h, "system", "OK", "label printed %s", label);
	TRY(&h, "P01", "E_STATE", "label confirm " NEW " --method hand");
	TRY(&h, "P01", "OK", "label confirm " NEW);
	SHOWS(&h, NEW, "label", "label_ok");
	TRY(&h, "P01", "OK", "label void " NEW);
	SHOWS(&h, NEW, "label", "relabel_needed");
	/* By hand: good, and a printed one is owed. */
	TRY(&h, "P01", "OK", "label confirm " NEW " --method hand");
	SHOWS(&h, NEW, "label-owed", "yes");
	TRY(&h, "P01", "not-found", "label commit nothing/0");
	CU_ASSERT_TRUE(house_replays(&h));
	house_close(&h);
}

static void test_calendar(void)
{
	struct house h;
	char approval[32];

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	TRY(&h, "U1", "usage", "calendar set 1900");
	TRY(&h, "U1", "usage", "calendar set 2026 --closed 2025-12-31");
	TRY(&h, "U1", "usage",
	    "calendar set 2026 --closed 2026-01-01 --worked 2027-01-02");
	TRY(&h, "U1", "usage",
	    "calendar set 2026 --closed 2026-01-01..2026-01-03 --worked "
	    "2026-01-03");
	TRY(&h, "P01", "E_ROLE", "calendar set 2026");
	/* AC-06: Friday, three working days, Sunday the 28th is worked. */
	house_approve(&h, approval, D2, "P07");
	house_at(&h, "2025-09-26 10:00");
	TRY(&h, "P01", "OK", "lend " D2 " --to P07");
	SHOWS(&h, D2, "due", "2025-09-30T17:30:00+08:00");
	TRY(&h, "P01", "OK", "check in " D2);
	/* The whole year is said anew: the 28th is a Sunday again. */
	TRY(&h, "U1", "OK",
	    "calendar set 2025 --closed 2025-10-01..2025-10-08");
	house_approve(&h, approval, D2, "P07");
	TRY(&h, "P01", "OK", "lend " D2 " --to P07");
	SHOWS(&h, D2, "due", "2025-10-09T17:30:00+08:00");
	CU_ASSERT_TRUE(house_replays(&h));
	house_close(&h);
}

static const struct suite_test tests[] = {
	{"receipts", test_receive},
	{"mending a receipt", test_amend},
	{"a label's life", test_label},
	{"calendar", test_calendar},
};
SUITE_MAIN("receipt", tests)
