/* test_register.c: commands in groups and batches, sent again, beside a reader,
 * against a storage that fails; asking leaves no trace; what is written stays.
 * uses: register db core base */
#include "tests/unit/house.h"

#include <unistd.h>

enum { GROUP = REG_GROUP_MAX };

/* A path for a register of this process, and what SQLite puts beside it. */
static void make_path(char ret[64])
{
	static const char *const beside[] = {"", "-wal", "-shm", ".lock"};
	char name[96];

	snprintf(ret, 64, "/tmp/test-register-%d.db", (int)getpid());
	for (size_t i = 0; i < ARRAY_LEN(beside); i++) {
		snprintf(name, sizeof(name), "%s%s", ret, beside[i]);
		unlink(name);
	}
}

static int64_t entries(struct house *h)
{
	return house_number(reg_db(h->reg), "SELECT count(*) FROM entry");
}

static void test_init(void)
{
	struct house h;

	house_open(&h, NULL, REG_MEMORY);
	TRY(&h, "P01", "usage", "unshelve X");
	TRY(&h, "system", "usage",
	    "init K89 --unit 某 --sysadmin U1 --secadmin U2 --auditor U3");
	TRY(&h, "system", "usage",
	    "init AB-_. --unit 某 --sysadmin U1 --secadmin U2 --auditor U3");
	TRY(&h, "system", "usage",
	    "init KK89K --unit 某 --sysadmin system --secadmin U2 --auditor "
	    "U3");
	/* Before there is a station there is no chain to enter it in. */
	TRY(&h, "system", "E_ROLE_CONFLICT",
	    "init KK89K --unit 某 --sysadmin U1 --secadmin U1 --auditor U3");
	CU_ASSERT_EQUAL(h.last.seq, 0);
	CU_ASSERT_EQUAL(entries(&h), 0);
	TRY(&h, "system", "OK",
	    "init kk89k --unit 某 --sysadmin U1 --secadmin U2 --auditor U3 "
	    "--zone +09:00");
	CU_ASSERT_EQUAL(h.last.seq, 1);
	CU_ASSERT_STRING_EQUAL(reg_station(h.reg), "KK89K");
	CU_ASSERT_EQUAL(reg_zone(h.reg), 540);
	CU_ASSERT_FALSE(reg_is_test(h.reg));
	/* Once only. */
	TRY(&h, "system", "E_STATE",
	    "init ZZ89K --unit 某 --sysadmin U1 --secadmin U2 --auditor U3");
	CU_ASSERT_EQUAL(h.last.seq, 2);
	CU_ASSERT_STRING_EQUAL(reg_station(h.reg), "KK89K");
	CU_ASSERT_TRUE(house_replays(&h));
	house_close(&h);
}

static void test_sent_again(void)
{
	struct house h;
	int64_t seq, before;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	house_line(&h, "r-1", "P01", "unshelve " D2);
	CU_ASSERT_EQUAL(h.last.rc, 0);
	seq = h.last.seq;
	before = entries(&h);
	house_line(&h, "r-1", "P01", "unshelve " D2);
	CU_ASSERT_EQUAL(h.last.rc, 0);
	CU_ASSERT_TRUE(h.last.repeated);
	CU_ASSERT_EQUAL(h.last.seq, seq);
	CU_ASSERT_STRING_EQUAL(kv_get(&h.last.results, "state"), "unshelved");
	/* Another command, and another person, under the same id. */
	house_line(&h, "r-1", "P01", "unshelve " D3);
	CU_ASSERT_EQUAL(h.last.rc, ERR_USAGE);
	house_line(&h, "r-1", "P02", "unshelve " D2);
	CU_ASSERT_EQUAL(h.last.rc, ERR_USAGE);
	CU_ASSERT_EQUAL(entries(&h), before);
	/* A refusal is an answer, too. */
	house_line(&h, "r-2", "P01", "lend " D3 " --to P07");
	CU_ASSERT_EQUAL(h.last.rc, ERR_REFUSED);
	house_line(&h, "r-2", "P01", "lend " D3 " --to P07");
	CU_ASSERT_TRUE(h.last.repeated);
	CU_ASSERT_STRING_EQUAL(h.said, "E_APPROVAL_MISSING");
	/* What could not be understood may be mended under its id. */
	house_line(&h, "r-3", "P01", "unshelve 2025-0099/000001");
	CU_ASSERT_EQUAL(h.last.rc, ERR_NOT_FOUND);
	house_line(&h, "r-3", "P01", "unshelve " D3);
	CU_ASSERT_EQUAL(h.last.rc, 0);
	house_close(&h);
}

/* n commands from lines, run as a group or a batch. */
struct crowd {
	struct command commands[GROUP];
	struct command *cmds[GROUP];
	struct answer answers[GROUP];
	size_t n;
	bool kept;
};

static void add(struct crowd *c, const char *actor, const char *line)
{
	struct err e = ERR_INIT;

	if (house_parse(&c->commands[c->n], actor, line, &e) < 0)
		printf("\n  %s: %s\n", line, e.msg);
	CU_ASSERT_EQUAL_FATAL(e.code, 0);
	c->cmds[c->n] = &c->commands[c->n];
	c->n++;
}

static void crowd_free(struct crowd *c)
{
	for (size_t i = 0; i < c->n; i++) {
		command_done(&c->commands[i]);
		answer_done(&c->answers[i]);
	}
	free(c);
}

static void test_group(void)
{
	struct crowd *c = mem_alloc(sizeof(*c));
	struct err e = ERR_INIT;
	struct house h;
	int64_t before;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	before = entries(&h);
	for (int i = 0; i < GROUP; i++)
		add(c, "P01",
		    i == 31   ? "unshelve 2025-0099/000001"
		    : i == 32 ? "lend " D3 " --to P07"
		    : i % 2   ? "shelve " D2
			      : "unshelve " D2);
	/* 31 fell out: 32 is refused, and shelving goes on where it was. */
	CU_ASSERT_EQUAL(reg_execute(h.reg, c->cmds, c->answers, c->n, &e), 0);
	for (int i = 0; i < GROUP; i++)
		CU_ASSERT_EQUAL(c->answers[i].rc, i == 31   ? ERR_NOT_FOUND
						  : i == 32 ? ERR_REFUSED
							    : 0);
	CU_ASSERT_EQUAL(c->answers[31].seq, 0);
	CU_ASSERT_EQUAL(entries(&h), before + GROUP - 1);
	CU_ASSERT_TRUE(house_replays(&h));
	crowd_free(c);
	house_close(&h);
}

static void test_batch(void)
{
	struct crowd *good = mem_alloc(sizeof(*good));
	struct crowd *bad = mem_alloc(sizeof(*bad));
	struct err e = ERR_INIT;
	struct house h;
	int64_t before;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	before = entries(&h);
	add(good, "P01", "unshelve " D2);
	add(good, "P01", "unshelve " D3);
	CU_ASSERT_EQUAL(reg_execute_batch(h.reg, good->cmds, good->answers, 2,
					  &good->kept, &e),
			0);
	CU_ASSERT_TRUE(good->kept);
	CU_ASSERT_EQUAL(entries(&h), before + 2);

	/* One refusal: nothing is kept, the refusal is entered, with the time
	 * that it was said to have happened. A setting goes back, too. */
	add(bad, "P01", "shelve " D2);
	add(bad, "U2", "policy set lend.days.secret 5");
	add(bad, "P01",
	    "lend " D3
	    " --to P08 --occurred-at 2025-09-22T08:59 --reason 停电");
	add(bad, "P01", "shelve " D3);
	STR_COPY(bad->commands[2].request_id, "b-3");
	CU_ASSERT_EQUAL(reg_execute_batch(h.reg, bad->cmds, bad->answers, 4,
					  &bad->kept, &e),
			0);
	CU_ASSERT_FALSE(bad->kept);
	CU_ASSERT_EQUAL(bad->answers[0].rc, 0);
	CU_ASSERT_EQUAL(bad->answers[0].seq, 0);
	CU_ASSERT_EQUAL(bad->answers[2].rc, ERR_REFUSED);
	CU_ASSERT_EQUAL(bad->answers[2].seq, before + 3);
	CU_ASSERT_EQUAL(entries(&h), before + 3);
	CU_ASSERT_EQUAL(
		house_number(reg_db(h.reg),
			     "SELECT json_extract(line, '$.occurred_at') = "
			     "'2025-09-22T08:59:00+08:00' FROM entry "
			     "ORDER BY seq DESC"),
		1);
	SHOWS(&h, D2, "state", "unshelved");
	CU_ASSERT_EQUAL(
		policy_int(reg_policy(h.reg), POLICY_LEND_DAYS, LEVEL_SECRET),
		3);
	/* The refusal was an answer: sent again it is not entered again. */
	house_line(&h, "b-3", "P01",
		   "lend " D3
		   " --to P08 --occurred-at 2025-09-22T08:59 --reason 停电");
	CU_ASSERT_TRUE(h.last.repeated);
	CU_ASSERT_EQUAL(h.last.seq, before + 3);
	CU_ASSERT_TRUE(house_replays(&h));
	crowd_free(good);
	crowd_free(bad);
	house_close(&h);
}

static void test_batch_not_understood(void)
{
	struct crowd *c = mem_alloc(sizeof(*c));
	struct err e = ERR_INIT;
	struct house h;
	int64_t before;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	before = entries(&h);
	add(c, "P01", "unshelve " D2);
	add(c, "P01", "unshelve 2025-0099/000001");
	CU_ASSERT_EQUAL(
		reg_execute_batch(h.reg, c->cmds, c->answers, 2, &c->kept, &e),
		0);
	CU_ASSERT_FALSE(c->kept);
	CU_ASSERT_EQUAL(c->answers[1].rc, ERR_NOT_FOUND);
	CU_ASSERT_EQUAL(entries(&h), before);
	SHOWS(&h, D2, "state", "in_store");
	crowd_free(c);
	house_close(&h);
}

static void exec(struct house *h, const char *sql)
{
	struct err e = ERR_INIT;

	if (db_exec(reg_db(h->reg), sql, &e) < 0)
		printf("\n  %s: %s\n", sql, e.detail);
	CU_ASSERT_EQUAL(e.code, 0);
}

/* A storage that gives up in the middle of a group, rolling everything back by
 * itself as SQLite does on a full disk; then every command alone. */
static void test_storage_fails(void)
{
	struct crowd *c = mem_alloc(sizeof(*c));
	struct err e = ERR_INIT;
	struct house h;
	int64_t before;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	before = entries(&h);
	add(c, "P01", "unshelve " D2);
	add(c, "P01", "unshelve " D3);
	add(c, "P01", "unshelve " D4);
	exec(&h, "CREATE TEMP TRIGGER full BEFORE INSERT ON main.entry "
		 "WHEN new.line LIKE '%\"request\":\"breaks\"%' "
		 "BEGIN SELECT RAISE(ROLLBACK, 'no room'); END");
	STR_COPY(c->commands[1].request_id, "breaks");
	CU_ASSERT_TRUE(reg_execute(h.reg, c->cmds, c->answers, 3, &e) < 0);
	CU_ASSERT_EQUAL(c->answers[0].rc, 0);
	CU_ASSERT_TRUE(c->answers[1].rc < 0 && c->answers[1].seq == 0);
	CU_ASSERT_EQUAL(c->answers[2].rc, 0);
	CU_ASSERT_EQUAL(entries(&h), before + 2);
	SHOWS(&h, D2, "state", "unshelved");
	SHOWS(&h, D3, "state", "in_store");
	exec(&h, "DROP TRIGGER temp.full");
	/* The register goes on where the file stands. */
	house_line(&h, "breaks", "P01", "unshelve " D3);
	CU_ASSERT_EQUAL(h.last.rc, 0);
	CU_ASSERT_EQUAL(h.last.seq, before + 3);
	CU_ASSERT_TRUE(house_replays(&h));
	crowd_free(c);
	house_close(&h);
}

/* One that fails by itself takes nothing along; what was read from it into
 * memory is forgotten. */
static void test_one_fails(void)
{
	struct crowd *c = mem_alloc(sizeof(*c));
	struct err e = ERR_INIT;
	struct house h;
	int64_t before;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	before = entries(&h);
	exec(&h, "CREATE TEMP TRIGGER odd BEFORE INSERT ON main.request "
		 "WHEN new.id = 'breaks' BEGIN SELECT RAISE(ABORT, 'odd'); "
		 "END");
	add(c, "P01", "unshelve " D2);
	add(c, "U2", "policy set lend.days.secret 5");
	add(c, "P01", "unshelve " D3);
	STR_COPY(c->commands[1].request_id, "breaks");
	CU_ASSERT_TRUE(reg_execute(h.reg, c->cmds, c->answers, 3, &e) < 0);
	CU_ASSERT_EQUAL(c->answers[0].seq, before + 1);
	CU_ASSERT_TRUE(c->answers[1].rc < 0 && c->answers[1].seq == 0);
	CU_ASSERT_EQUAL(c->answers[2].seq, before + 2);
	CU_ASSERT_EQUAL(
		policy_int(reg_policy(h.reg), POLICY_LEND_DAYS, LEVEL_SECRET),
		3);
	CU_ASSERT_TRUE(house_replays(&h));
	crowd_free(c);
	house_close(&h);
}

/* Nothing fits any more: nobody is told that it was done. */
static void test_storage_full(void)
{
	struct crowd *c = mem_alloc(sizeof(*c));
	struct err e = ERR_INIT;
	struct house h;
	char sql[64], path[64];
	int64_t before, pages;

	make_path(path);
	house_open(&h, path, REG_CREATE);
	house_build(&h);
	before = entries(&h);
	pages = house_number(reg_db(h.reg), "PRAGMA page_count");
	snprintf(sql, sizeof(sql), "PRAGMA max_page_count = %lld",
		 (long long)pages);
	exec(&h, sql);
	for (int i = 0; i < GROUP; i++)
		add(c, "P01", i % 2 ? "shelve " D2 : "unshelve " D2);
	CU_ASSERT_EQUAL(reg_execute(h.reg, c->cmds, c->answers, c->n, &e),
			ERR_FULL);
	for (size_t i = 0; i < c->n; i++)
		CU_ASSERT_EQUAL(c->answers[i].seq != 0,
				c->answers[i].rc == 0 ||
					c->answers[i].rc == ERR_REFUSED);
	exec(&h, "PRAGMA max_page_count = 1000000");
	CU_ASSERT_TRUE(house_replays(&h));
	TRY(&h, "P01", "OK", "unshelve " D4);
	CU_ASSERT_EQUAL(h.last.seq, entries(&h));
	CU_ASSERT_TRUE(entries(&h) > before);
	CU_ASSERT_TRUE(house_replays(&h));
	crowd_free(c);
	house_close(&h);
	make_path(path);
}

static const struct suite_test tests[] = {
	{"init", test_init},
	{"sent again", test_sent_again},
	{"a group of 64, one of them wrong", test_group},
	{"a batch: all or nothing", test_batch},
	{"a batch that is not understood", test_batch_not_understood},
	{"a storage that rolls back", test_storage_fails},
	{"one command that fails", test_one_fails},
	{"a storage that is full", test_storage_full},
};
SUITE_MAIN("register", tests)
