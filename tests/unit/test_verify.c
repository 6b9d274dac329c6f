/* test_verify.c: corrections leave both entries (AC-40g); one byte changed is
 * found at its entry (AC-40e), a projection that the journal does not tell is
 * found by replay; exports verify, also by a program written from
 * docs/journal.md alone, and changed ones do not.
 * uses: register db core base */
#include "tests/unit/house.h"

#include <sys/wait.h>
#include <unistd.h>

static void exec(struct db *d, const char *sql)
{
	struct err e = ERR_INIT;

	if (db_exec(d, sql, &e) < 0)
		printf("\n  %s: %s\n", sql, e.detail);
	CU_ASSERT_EQUAL(e.code, 0);
}

/* ---- corrections --------------------------------------------------------- */

static void snapshot(struct house *h, struct buf *ret)
{
	house_show(h, D2, "state");
	for (size_t i = 0; i < h->shown.n; i++)
		buf_printf(ret, "%s=%s\n", h->shown.items[i].key,
			   h->shown.items[i].value);
	buf_printf(ret, "uses=%lld",
		   (long long)house_number(reg_db(h->reg),
					   "SELECT sum(uses) FROM approval"));
}

static void test_correction(void)
{
	AUTO(buf) struct buf before = BUF_INIT;
	AUTO(buf) struct buf after = BUF_INIT;
	struct house h;
	char approval[32];
	long long wrong, right;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	house_approve(&h, approval, D2, "P07");
	snapshot(&h, &before);
	TRY(&h, "P01", "OK", "lend " D2 " --to P07");
	wrong = h.last.seq;
	SHOWS(&h, D2, "state", "out_loan");
	SHOWS(&h, D2, "knows", "P07");
	TRY(&h, "P01", "E_SAME_PERSON", "correction %lld --second P01", wrong);
	TRY(&h, "P01", "E_TWO_PERSON", "correction %lld --second P07", wrong);
	TRY(&h, "P07", "E_ROLE", "correction %lld --second P02", wrong);
	TRY(&h, "P01", "OK", "correction %lld --second P02 --reason 拿错",
	    wrong);
	right = h.last.seq;
	snapshot(&h, &after);
	CU_ASSERT_STRING_EQUAL(buf_text(&before), buf_text(&after));
	/* Both stay. */
	CU_ASSERT_EQUAL(house_number(reg_db(h.reg),
				     "SELECT count(*) FROM entry WHERE line "
				     "LIKE '%\"verb\":\"lend\"%' OR line LIKE "
				     "'%\"verb\":\"correction\"%\"outcome\":"
				     "\"done\"%'"),
			2);
	/* Once; and the approval is good for one loan again, not for two. */
	TRY(&h, "P01", "E_STATE", "correction %lld --second P02", wrong);
	TRY(&h, "P01", "OK", "lend " D2 " --to P07");
	TRY(&h, "P01", "OK", "check in " D2);
	TRY(&h, "P01", "E_APPROVAL_USED", "lend " D2 " --to P07");
	/* What came after it is corrected first. */
	TRY(&h, "P01", "E_STATE", "correction %lld --second P02", right);
	CU_ASSERT_TRUE(house_replays(&h));
	house_close(&h);
}

/* A clerk takes back what a clerk may enter; the beginning stays. */
static void test_not_to_be_corrected(void)
{
	struct house h;
	long long policy, refused;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	TRY(&h, "U2", "OK", "policy set lend.days.secret 5");
	policy = h.last.seq;
	TRY(&h, "P01", "E_ROLE", "correction %lld --second P02", policy);
	TRY(&h, "P01", "E_STATE", "correction 1 --second P02");
	TRY(&h, "P01", "E_APPROVAL_MISSING", "lend " D2 " --to P07");
	refused = h.last.seq;
	TRY(&h, "P01", "E_STATE", "correction %lld --second P02", refused);
	CU_ASSERT_TRUE(reg_is_initialised(h.reg));
	house_close(&h);
}

/* A receipt goes away only with everything that was built on it. */
static void test_correct_a_receipt(void)
{
	struct house h;
	long long receipt, scope, label;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	TRY(&h, "P01", "OK",
	    "receive --doc-no 误号 --mark 机密★10年 --copy-no 000001");
	receipt = h.last.seq;
	TRY(&h, "P01", "OK",
	    "receive --doc-no 误号 --mark 机密★10年 --copy-no 000002");
	TRY(&h, "P01", "E_STATE", "correction %lld --second P02", receipt);
	TRY(&h, "P01", "OK", "correction %lld --second P02", receipt + 1);
	TRY(&h, "P05", "OK", "scope set 误号 --persons P07");
	scope = h.last.seq;
	TRY(&h, "P01", "E_STATE", "correction %lld --second P02", receipt);
	TRY(&h, "P01", "E_ROLE", "correction %lld --second P02", scope);
	house_close(&h);

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	TRY(&h, "P01", "OK", "receive --mark 机密★10年 --copy-no 000001");
	receipt = h.last.seq;
	TRY(&h, "P01", "OK", "label confirm 2025-0005 --method hand");
	label = h.last.seq;
	/* A refused attempt stands in nobody's way. */
	TRY(&h, "P01", "E_MIXED E_CABINET_LEVEL", "shelve 2025-0005 N1-1-09");
	TRY(&h, "P01", "E_STATE", "correction %lld --second P02", receipt);
	TRY(&h, "P01", "OK", "correction %lld --second P02", label);
	TRY(&h, "P01", "OK", "correction %lld --second P02", receipt);
	CU_ASSERT_STRING_EQUAL(house_show(&h, "2025-0005", "state"),
			       "(not found)");
	/* Its number stays given out. */
	TRY(&h, "P01", "OK", "receive --mark 机密★10年 --copy-no 000001");
	CU_ASSERT_STRING_EQUAL(kv_get(&h.last.results, "receive-no"),
			       "2025-0006");
	CU_ASSERT_TRUE(house_replays(&h));
	house_close(&h);
}

/* Taken back out of order two labels, or two tags, would be one copy's. */
static void test_out_of_order(void)
{
	struct house h;
	long long voided, retired, bound;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	TRY(&h, "P01", "OK", "label print " D2);
	TRY(&h, "P01", "OK", "label void " D2);
	voided = h.last.seq;
	TRY(&h, "P01", "OK", "label print " D2);
	TRY(&h, "P01", "E_STATE", "correction %lld --second P02", voided);
	TRY(&h, "P01", "OK", "tag bind " D3 " 04A2B3C4D5E6F0");
	TRY(&h, "P01", "OK", "tag retire 04A2B3C4D5E6F0");
	retired = h.last.seq;
	TRY(&h, "P01", "OK", "tag bind " D3 " 04A2B3C4D5E6F1");
	bound = h.last.seq;
	TRY(&h, "P01", "E_STATE", "correction %lld --second P02", retired);
	/* That somebody asks for it is in nobody's way. */
	TRY(&h, "P07", "OK", "approval request lend --copy " D3);
	TRY(&h, "P01", "OK", "correction %lld --second P02", bound);
	TRY(&h, "P01", "OK", "correction %lld --second P02", retired);
	SHOWS(&h, "04A2B3C4D5E6F0", "copy-no", "000003");
	CU_ASSERT_TRUE(house_replays(&h));
	house_close(&h);
}

/* ---- verification -------------------------------------------------------- */

static void broken_at(struct house *h, bool replay, int64_t seq,
		      const char *what)
{
	struct verify_result v;
	struct err e = ERR_INIT;

	CU_ASSERT_EQUAL(reg_verify(h->reg, replay, &v, &e), ERR_CORRUPT);
	CU_ASSERT_EQUAL(v.broken_seq, seq);
	if (!strstr(v.what, what)) {
		printf("\n  wanted '%s' in '%s'\n", what, v.what);
		CU_FAIL("not what was wanted");
	}
	CU_ASSERT_PTR_NOT_NULL(strstr(e.msg, "E_LOG_BROKEN"));
}

/* By somebody with the file and without scruples: the guards are dropped on
 * another connection, one thing is changed. */
static void tampered(const char *sql, bool replay, int64_t seq,
		     const char *what)
{
	struct db *d = NULL;
	struct house h;
	struct err e = ERR_INIT;
	char path[64];

	snprintf(path, sizeof(path), "/tmp/test-verify-%d.db", (int)getpid());
	unlink(path);
	house_open(&h, path, REG_CREATE);
	house_begin(&h);
	CU_ASSERT_TRUE(house_replays(&h));
	CU_ASSERT_EQUAL_FATAL(db_open(&d, path, DB_WRITE, &e), 0);
	exec(d, "DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete;"
		"DROP TRIGGER secret_value_no_update;"
		"DROP TRIGGER secret_value_no_delete;");
	exec(d, sql);
	db_close(d);
	broken_at(&h, replay, seq, what);
	house_close(&h);
	unlink(path);
	snprintf(path, sizeof(path), "/tmp/test-verify-%d.db.lock",
		 (int)getpid());
	unlink(path);
}

static void test_tampering(void)
{
	static const struct {
		const char *sql;
		bool replay;
		int64_t seq;
		const char *what;
	} cases[] = {
		/* one byte of a line */
		{"UPDATE entry SET line = replace(line, '\"REG\"', '\"REH\"') "
		 "WHERE seq = 3",
		 false, 3, "bytes"},
		/* ... its hash made to fit is not one hashed by us */
		{"UPDATE entry SET hash = substr(hash, 2) || 'x' WHERE seq = 4",
		 false, 4, "bytes"},
		{"DELETE FROM entry WHERE seq = 5", false, 5, "missing"},
		{"DELETE FROM secret_value WHERE ref = (SELECT unit FROM "
		 "station)",
		 false, 1, "gone"},
		{"UPDATE secret_value SET value = value || 'x'", false, 0,
		 "changed"},
		/* the last entries gone leave a good chain: replay tells */
		{"DELETE FROM entry WHERE seq > 7", true, 0, "table"},
		{"UPDATE place SET level = level - 1", true, 0, "place"},
		{"DELETE FROM cabinet WHERE key = 'M1'", true, 0, "cabinet"},
		{"INSERT INTO person_role (key, person, role, state) VALUES "
		 "('U1/auditor', 'U1', 'auditor', 'active')",
		 true, 0, "person_role"},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		tampered(cases[i].sql, cases[i].replay, cases[i].seq,
			 cases[i].what);
}

/* ---- exports ------------------------------------------------------------- */

static int keep(void *ctx, const char *line, size_t n, struct err *e)
{
	(void)e;
	buf_put(ctx, line, n);
	buf_putc(ctx, '\n');
	return 0;
}

static void write_file(const char *path, const char *text, size_t n)
{
	FILE *f = fopen(path, "we");

	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	CU_ASSERT_EQUAL(fwrite(text, 1, n, f), n);
	CU_ASSERT_EQUAL(fclose(f), 0);
}

/* Exit status of the outside judge. */
static int judge(const char *path)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		if (!freopen("/dev/null", "w", stdout) ||
		    !freopen("/dev/null", "w", stderr))
			_exit(126);
		execl("/usr/bin/python3", "python3",
		      "tests/tools/verify-journal", path, (char *)NULL);
		_exit(127);
	}
	CU_ASSERT_EQUAL(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void exported(const char *text, size_t n, bool replay, int want)
{
	struct verify_result v;
	struct err e = ERR_INIT;
	char path[64];
	int rc;

	snprintf(path, sizeof(path), "/tmp/test-verify-%d.jsonl",
		 (int)getpid());
	write_file(path, text, n);
	rc = reg_verify_export(path, replay, &v, &e);
	if (rc != want)
		printf("\n  wanted %d, came %d: %s\n", want, rc, e.msg);
	CU_ASSERT_EQUAL(rc, want);
	if (!replay)
		CU_ASSERT_EQUAL(judge(path) == 0, want == 0);
	unlink(path);
}

static void test_exports(void)
{
	AUTO(buf) struct buf full = BUF_INIT;
	AUTO(buf) struct buf redacted = BUF_INIT;
	struct house h;
	struct err e = ERR_INIT;
	size_t head, last, length;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	CU_ASSERT_EQUAL(reg_export(h.reg, true, keep, &full, &e), 0);
	CU_ASSERT_EQUAL(reg_export(h.reg, false, keep, &redacted, &e), 0);
	house_close(&h);
	exported(full.data, full.len, false, 0);
	exported(full.data, full.len, true, 0);
	exported(redacted.data, redacted.len, false, 0);
	exported(redacted.data, redacted.len, true, ERR_USAGE);
	CU_ASSERT_PTR_NOT_NULL(strstr(full.data, "甲项"));
	CU_ASSERT_PTR_NULL(strstr(redacted.data, "甲项"));
	CU_ASSERT_PTR_NULL(strstr(redacted.data, "某人"));
	CU_ASSERT_PTR_NULL(strstr(redacted.data, "某机关"));
	/* Cut off; more after the end; the head missing or twice. */
	head = (size_t)(strchr(redacted.data, '\n') - redacted.data) + 1;
	for (last = redacted.len - 1; redacted.data[last - 1] != '\n'; last--)
		;
	exported(redacted.data, last, false, ERR_CORRUPT);
	exported(redacted.data + head, redacted.len - head, false, ERR_CORRUPT);
	length = redacted.len - last;
	buf_put(&redacted, full.data + full.len - length, length);
	exported(redacted.data, redacted.len, false, ERR_CORRUPT);
	redacted.len -= length;
	/* One byte, wherever it is. */
	for (size_t at = head + 5; at < redacted.len; at += redacted.len / 23) {
		char was = redacted.data[at];

		redacted.data[at] = was == '7' ? '8' : '7';
		exported(redacted.data, redacted.len, false, ERR_CORRUPT);
		redacted.data[at] = was;
	}
	exported(redacted.data, redacted.len, false, 0);
}

static const struct suite_test tests[] = {
	{"a loan put back", test_correction},
	{"what is not to be corrected", test_not_to_be_corrected},
	{"a receipt put back", test_correct_a_receipt},
	{"corrections out of order", test_out_of_order},
	{"tampering is found", test_tampering},
	{"exports", test_exports},
};
SUITE_MAIN("verify", tests)
