/* test_journal.c: the canonical bytes of an entry (docs/journal.md), written
 * out by hand, and the hashes over them. What is here must never change: old
 * registers are verified against it.
 * uses: core base */
#include "core/journal.h"

#include <string.h>

#include "base/str.h"
#include "tests/suite.h"

#define REF   "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static void begin(struct command *c, const char *verb)
{
	struct err e = ERR_INIT;

	memset(c, 0, sizeof(*c));
	CU_ASSERT_EQUAL_FATAL(command_begin(c, verb, &e), 0);
	STR_COPY(c->request_id, "r-1");
	STR_COPY(c->actor, "P01");
	STR_COPY(c->os_user, "desk");
	STR_COPY(c->terminal, "uid:1000");
}

static void set(struct command *c, const char *name, const char *value)
{
	struct err e = ERR_INIT;

	CU_ASSERT_EQUAL_FATAL(command_set(c, name, value, &e), 0);
}

static struct entry_head head_at(int64_t entered_s, int64_t occurred_s)
{
	return (struct entry_head){.station = "KK89K",
				   .seq = 7,
				   .prev = journal_no_prev,
				   .zone = 480,
				   .entered_s = entered_s,
				   .occurred_s = occurred_s,
				   .policy = 3};
}

static void is(const struct buf *line, const char *want)
{
	if (str_eq(buf_text(line), want))
		return;
	printf("\n  wanted %s\n  came   %s\n", want, buf_text(line));
	CU_FAIL("other bytes");
}

static void test_done(void)
{
	AUTO(command) struct command c;
	AUTO(decision) struct decision d = {0};
	AUTO(buf) struct buf line = BUF_INIT;
	/* 2025-09-22T09:00:00+08:00, and an hour before it */
	struct entry_head h = head_at(1758502800, 1758499200);

	begin(&c, "lend");
	set(&c, "copy", "KK89K-X");
	set(&c, "to", "P07");
	reason_add(&d.reasons, W_LATE_ENTRY);
	change_text(&d, ENTITY_CUSTODY, "KK89K-X", "state", "out_loan");
	d.changes[0].old.type = VALUE_TEXT;
	d.changes[0].old.text = mem_dup("in_store");
	change_int(&d, ENTITY_CUSTODY, "KK89K-X", "due", -5);
	change_null(&d, ENTITY_CUSTODY, "KK89K-X", "approval");
	journal_write(&line, &h, &c, &d);
	is(&line,
	   "{\"v\":1,\"station\":\"KK89K\",\"seq\":7,\"prev\":\"" ZEROS
	   "\",\"request\":\"r-1\",\"verb\":\"lend\","
	   "\"args\":{\"copy\":\"KK89K-X\",\"to\":\"P07\"},"
	   "\"actor\":\"P01\",\"os_user\":\"desk\",\"terminal\":\"uid:1000\","
	   "\"entered_at\":\"2025-09-22T09:00:00+08:00\","
	   "\"occurred_at\":\"2025-09-22T08:00:00+08:00\",\"policy\":3,"
	   "\"outcome\":\"done\",\"reasons\":[\"W_LATE_ENTRY\"],"
	   "\"changes\":[[\"custody\",\"KK89K-X\",\"state\",\"in_store\","
	   "\"out_loan\"],[\"custody\",\"KK89K-X\",\"due\",null,-5],"
	   "[\"custody\",\"KK89K-X\",\"approval\",null,null]]}");
}

static void test_refused(void)
{
	AUTO(command) struct command c;
	AUTO(decision) struct decision d = {0};
	AUTO(buf) struct buf line = BUF_INIT;
	struct entry_head h = head_at(0, 0);

	begin(&c, "unshelve");
	set(&c, "copy", "X");
	reason_add(&d.reasons, E_TWO_PERSON);
	reason_add(&d.reasons, E_STATE);
	h.zone = -210;
	journal_write(&line, &h, &c, &d);
	is(&line,
	   "{\"v\":1,\"station\":\"KK89K\",\"seq\":7,\"prev\":\"" ZEROS
	   "\",\"request\":\"r-1\",\"verb\":\"unshelve\","
	   "\"args\":{\"copy\":\"X\"},"
	   "\"actor\":\"P01\",\"os_user\":\"desk\",\"terminal\":\"uid:1000\","
	   "\"entered_at\":\"1969-12-31T20:30:00-03:30\","
	   "\"occurred_at\":\"1969-12-31T20:30:00-03:30\",\"policy\":3,"
	   "\"outcome\":\"refused\",\"reasons\":[\"E_STATE\","
	   "\"E_TWO_PERSON\"],\"changes\":[]}");
}

/* Titles, names and marks: the reference, and nothing of the text. */
static void test_secrets(void)
{
	AUTO(command) struct command c;
	AUTO(decision) struct decision d = {0};
	AUTO(buf) struct buf line = BUF_INIT;
	struct entry_head h = head_at(0, 0);

	begin(&c, "amend");
	set(&c, "copy", "X");
	set(&c, "title", "甲项");
	set(&c, "reason", "写错");
	for (size_t i = 1; i < c.n_args; i++)
		STR_COPY(c.args[i].ref, REF);
	change_arg(&d, ENTITY_DOCUMENT, "2025-0001", "title", &c, "title");
	change_arg(&d, ENTITY_DOCUMENT, "2025-0001", "issuer", &c, "issuer");
	CU_ASSERT_EQUAL(d.n_changes, 1); /* not given: no change */
	journal_write(&line, &h, &c, &d);
	CU_ASSERT_PTR_NULL(strstr(buf_text(&line), "甲项"));
	CU_ASSERT_PTR_NULL(strstr(buf_text(&line), "写错"));
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&line),
				      "\"args\":{\"copy\":\"X\",\"title\":"
				      "{\"secret\":\"" REF "\"},\"reason\":"
				      "{\"secret\":\"" REF "\"}}"));
	CU_ASSERT_PTR_NOT_NULL(strstr(
		buf_text(&line), "[[\"document\",\"2025-0001\",\"title\",null,"
				 "{\"secret\":\"" REF "\"}]]"));
}

static void test_escapes(void)
{
	AUTO(command) struct command c;
	AUTO(decision) struct decision d = {0};
	AUTO(buf) struct buf line = BUF_INIT;
	struct entry_head h = head_at(0, 0);

	begin(&c, "unshelve");
	set(&c, "copy", "a\"b\\c/密★");
	STR_COPY(c.terminal, "\x01\b\t\n\f\r\x1f\x7f");
	journal_write(&line, &h, &c, &d);
	CU_ASSERT_PTR_NOT_NULL(
		strstr(buf_text(&line), "{\"copy\":\"a\\\"b\\\\c/密★\"}"));
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&line),
				      "\"terminal\":\"\\u0001\\b\\t\\n\\f\\r"
				      "\\u001f\\u007f\""));
	CU_ASSERT_PTR_NULL(memchr(line.data, '\n', line.len));
}

/* b2sum -l 256 (coreutils) of the same bytes. */
static void test_hashes(void)
{
	static const uint8_t salt[CRYPTO_SALT_BYTES] = {
		0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
	struct err e = ERR_INIT;
	char ref[REF_TEXT];

	CU_ASSERT_EQUAL_FATAL(crypto_init(&e), 0);
	CU_ASSERT_STRING_EQUAL(journal_no_prev, ZEROS);
	journal_secret_ref(ref, salt, "甲项");
	CU_ASSERT_STRING_EQUAL(ref, "9ac4069e67338021e379654d0233f72896ae6241a9"
				    "6a79d74c803aad34ea82e3");
	journal_secret_ref(ref, salt, "");
	CU_ASSERT_STRING_EQUAL(ref, "c7cb5d1a1a214f1d833a21fe6c7b2420e417c2f220"
				    "784cbe90072975131bc367");
}

static const struct suite_test tests[] = {
	{"an entry, to the byte", test_done},	  {"a refusal", test_refused},
	{"secrets are references", test_secrets}, {"escapes", test_escapes},
	{"references and hashes", test_hashes},
};
SUITE_MAIN("journal", tests)
