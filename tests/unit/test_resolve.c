/* test_resolve.c: how a copy, a document, a slot is named (practice.md 8): by
 * its serial, the end of one, numbers, a tag; and what cannot be found or is
 * not clear.
 * uses: register db core base */
#include "tests/unit/house.h"

static void serial_of(struct house *h, const char *name, char ret[64])
{
	snprintf(ret, 64, "%s", house_show(h, name, "serial"));
	CU_ASSERT_TRUE(strlen(ret) > 20);
}

static void test_serials(void)
{
	struct house h;
	char serial[64], typed[64];

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	serial_of(&h, D2, serial);
	SHOWS(&h, serial, "copy-no", "000012");
	/* A unique ending, small letters and blanks around it. */
	SHOWS(&h, serial + strlen(serial) - 8, "copy-no", "000012");
	for (size_t i = 0; i <= strlen(serial); i++)
		typed[i] = str_lower(serial[i]);
	SHOWS(&h, typed, "copy-no", "000012");
	/* Too short to be anything's ending; not the ending of any. */
	TRY(&h, "P01", "not-found", "unshelve %s", serial + strlen(serial) - 3);
	TRY(&h, "P01", "not-found", "unshelve ZZZZZZ");
	/* A wildcard is a letter like any other. */
	TRY(&h, "P01", "not-found", "unshelve %%%%%%%%%%");
	TRY(&h, "P01", "not-found", "unshelve ______");
	house_close(&h);
}

static void test_ambiguous_ending(void)
{
	struct house h;
	char one[64], other[80];

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	/* Two serials that end alike cannot be drawn to order: one is put
	 * there by hand. */
	serial_of(&h, D3, one);
	snprintf(other, sizeof(other), "XX%s", one);
	CU_ASSERT_TRUE(house_number(reg_db(h.reg), "SELECT 1") == 1);
	{
		struct err e = ERR_INIT;
		struct stmt *s;

		CU_ASSERT_EQUAL(db_sql(reg_db(h.reg),
				       "INSERT INTO copy (key, document) "
				       "VALUES (?1, '2025-0003')",
				       &s, &e, "t", other),
				0);
		CU_ASSERT_EQUAL(db_step(s, &e), 0);
	}
	TRY(&h, "P01", "usage", "unshelve %s", one + strlen(one) - 9);
	/* The whole of one is clear, though another ends like it. */
	TRY(&h, "P01", "OK", "unshelve %s", one);
	house_close(&h);
}

static void test_numbers(void)
{
	struct house h;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	SHOWS(&h, "2025-0002/000013", "copy-no", "000013");
	SHOWS(&h, "某发〔2019〕12号/000013", "copy-no", "000013");
	/* A document with one copy stands for it, one with two does not. */
	TRY(&h, "P01", "OK", "unshelve 2025-0003");
	TRY(&h, "P01", "OK", "unshelve 本办〔2025〕4号");
	TRY(&h, "P01", "usage", "unshelve 2025-0002");
	TRY(&h, "P01", "not-found", "unshelve 2025-0002/000099");
	TRY(&h, "P01", "not-found", "unshelve 2025-0099/000001");
	TRY(&h, "P01", "not-found", "unshelve /000012");
	TRY(&h, "P01", "not-found", "unshelve 2025-0002/");
	/* A copy stands for its document. */
	TRY(&h, "P06", "OK", "scope widen " D4 " --persons P04 --basis 会议");
	TRY(&h, "P03", "not-found",
	    "scope widen 2025-0099 --persons P04 --basis 会议");
	house_close(&h);
}

static void test_documents_of_one_number(void)
{
	struct house h;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	/* Further copies of a known document join it. */
	TRY(&h, "P01", "OK",
	    "receive --doc-no 某发〔2019〕12号 --mark 机密★10年 --copy-no "
	    "000014");
	SHOWS(&h, "2025-0002/000014", "document", "2025-0002");
	/* Level and term are the document's (I5). */
	TRY(&h, "P01", "E_COPY_INHERIT",
	    "receive --doc-no 某发〔2019〕12号 --mark 秘密★10年 --copy-no "
	    "000015");
	TRY(&h, "P01", "E_COPY_INHERIT",
	    "receive --doc-no 某发〔2019〕12号 --mark 机密★5年 --copy-no "
	    "000015");
	/* A mended number may not be that of another document. */
	TRY(&h, "P01", "OK",
	    "receive --doc-no 别号 --mark 机密★10年 --copy-no 000001");
	TRY(&h, "P01", "E_DUP", "amend 2025-0005 --doc-no 某发〔2019〕12号");
	TRY(&h, "P01", "OK", "amend 2025-0005 --doc-no 别号");
	TRY(&h, "P01", "OK", "amend 2025-0005 --doc-no 再别号");
	SHOWS(&h, "再别号", "document", "2025-0005");
	house_close(&h);
}

static void test_tags(void)
{
	struct house h;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	TRY(&h, "P01", "OK", "tag bind " D2 " 04a2b3c4d5e6f0");
	SHOWS(&h, "04A2B3C4D5E6F0", "copy-no", "000012");
	SHOWS(&h, "tag:04a2b3c4d5e6f0", "copy-no", "000012");
	TRY(&h, "P01", "OK", "unshelve 04A2B3C4D5E6F0");
	TRY(&h, "P01", "OK", "shelve tag:04A2B3C4D5E6F0");
	/* Never issued: with the prefix and without it, on the way out and on
	 * the way in (AC-28). */
	TRY(&h, "P01", "E_TAG_UNKNOWN", "unshelve tag:04000000000001");
	TRY(&h, "P01", "E_TAG_UNKNOWN", "unshelve 04000000000001");
	TRY(&h, "P01", "E_TAG_UNKNOWN", "check in 04000000000001");
	TRY(&h, "P01", "E_TAG_UNKNOWN", "lend 04000000000001 --to P07");
	CU_ASSERT_TRUE(h.last.seq > 0); /* entered */
	/* Retired: as good as unknown. */
	TRY(&h, "P01", "OK", "tag retire 04a2b3c4d5e6f0");
	TRY(&h, "P01", "E_TAG_UNKNOWN", "unshelve 04A2B3C4D5E6F0");
	TRY(&h, "P01", "E_TAG_UNKNOWN", "unshelve tag:04A2B3C4D5E6F0");
	TRY(&h, "P01", "E_TAG_UNKNOWN", "tag retire 04A2B3C4D5E6F0");
	/* ... and never used again, for this copy or another. */
	TRY(&h, "P01", "E_TAG_CONFLICT", "tag bind " D2 " 04a2b3c4d5e6f0");
	TRY(&h, "P01", "E_TAG_CONFLICT", "tag bind " D3 " 04a2b3c4d5e6f0");
	TRY(&h, "P01", "OK", "tag bind " D2 " 04a2b3c4d5e6f1");
	TRY(&h, "P01", "E_TAG_CONFLICT", "tag bind " D2 " 04a2b3c4d5e6f2");
	TRY(&h, "P01", "usage", "tag bind " D2 " 04a2b3");
	TRY(&h, "P01", "not-found", "unshelve tag:nonsense");
	house_close(&h);
}

static void test_people_places_slots(void)
{
	struct house h;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	TRY(&h, "P01", "not-found", "lend " D2 " --to P99");
	TRY(&h, "P01", "not-found", "lend " D2 " --to P07 --place NOWHERE");
	TRY(&h, "P01", "not-found", "lend " D2 " --to P07 --approval A1");
	TRY(&h, "P99", "not-found", "unshelve " D2);
	TRY(&h, "", "usage", "unshelve " D2);
	TRY(&h, "P05", "not-found",
	    "route set 2025-0002 --persons P04,P99,P05");
	TRY(&h, "P05", "usage", "route set 2025-0002 --persons ,");
	TRY(&h, "P01", "OK", "unshelve " D2);
	TRY(&h, "P01", "not-found", "shelve " D2 " X9-1-01");
	/* A wrong slot, a wrong sort, a wrong level (AC-30). */
	TRY(&h, "P01", "E_SLOT", "shelve " D2 " M1-2-05");
	TRY(&h, "P01", "E_MIXED E_CABINET_LEVEL E_SLOT",
	    "shelve " D2 " N1-1-02");
	TRY(&h, "P01", "OK", "shelve " D2 " M1-2-04");
	TRY(&h, "P01", "not-found", "correction 9999 --second P02");
	/* Nobody may bear the service's own name. */
	TRY(&h, "U2", "usage", "person add system --clearance core");
	house_close(&h);
}

static const struct suite_test tests[] = {
	{"serials and their endings", test_serials},
	{"an ending that fits two", test_ambiguous_ending},
	{"receive, document and copy numbers", test_numbers},
	{"two documents of one number", test_documents_of_one_number},
	{"tags, unknown and retired", test_tags},
	{"people, places, slots, entries", test_people_places_slots},
};
SUITE_MAIN("resolve", tests)
