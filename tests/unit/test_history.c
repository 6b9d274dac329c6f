/* test_history.c: what is written stays and can be told again: guarded
 * tables, the past; the reader and the asker, who leave no trace.
 * uses: register db core base */
#include "tests/unit/house.h"

#include <unistd.h>

enum { TABLES_MAX = 64 };

static void make_path(char ret[64], const char *what)
{
	static const char *const beside[] = {"", "-wal", "-shm", ".lock"};
	char name[96];

	snprintf(ret, 64, "/tmp/test-history-%d.%s", (int)getpid(), what);
	for (size_t i = 0; i < ARRAY_LEN(beside); i++) {
		snprintf(name, sizeof(name), "%s%s", ret, beside[i]);
		unlink(name);
	}
}

/* How many rows each table has, as one text. */
static void count_rows(struct house *h, struct buf *ret)
{
	char(*names)[64] = mem_alloc(TABLES_MAX * sizeof(*names));
	struct err e = ERR_INIT;
	struct stmt *s;
	size_t n = 0;

	CU_ASSERT_EQUAL_FATAL(
		db_sql(reg_db(h->reg),
		       "SELECT name FROM sqlite_master WHERE type = 'table' "
		       "ORDER BY name",
		       &s, &e, ""),
		0);
	while (db_step(s, &e) > 0 && n < TABLES_MAX)
		STR_COPY(names[n++], db_text(s, 0));
	for (size_t i = 0; i < n; i++) {
		char sql[96];

		snprintf(sql, sizeof(sql), "SELECT count(*) FROM %.64s",
			 names[i]);
		buf_printf(ret, "%s=%lld ", names[i],
			   (long long)house_number(reg_db(h->reg), sql));
	}
	free(names);
}

static void test_asking_leaves_no_trace(void)
{
	static const char *const lines[] = {
		("lend " D2 " --to P07"),
		("unshelve " D2 " --reason 看看"),
		"receive --title 戊项 --mark 机密★10年 --copy-no 000001",
		("check in " D3),
		"lend 04000000000001 --to P07",
		"correction 5 --second P02",
	};
	AUTO(buf) struct buf before = BUF_INIT;
	AUTO(buf) struct buf after = BUF_INIT;
	struct house h;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	count_rows(&h, &before);
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		AUTO(command) struct command c = {0};
		struct err e = ERR_INIT;

		CU_ASSERT_EQUAL(house_parse(&c, "P01", lines[i], &e), 0);
		answer_done(&h.last);
		CU_ASSERT_EQUAL(reg_why(h.reg, &c, &h.last, &e), 0);
		CU_ASSERT_EQUAL(h.last.seq, 0);
	}
	count_rows(&h, &after);
	CU_ASSERT_STRING_EQUAL(buf_text(&before), buf_text(&after));
	/* ... and says what doing would have said. */
	{
		AUTO(command) struct command c = {0};
		struct err e = ERR_INIT;

		CU_ASSERT_EQUAL(house_parse(&c, "P01", lines[0], &e), 0);
		answer_done(&h.last);
		CU_ASSERT_EQUAL(reg_why(h.reg, &c, &h.last, &e), 0);
		house_say(&h);
		CU_ASSERT_STRING_EQUAL(h.said, "E_APPROVAL_MISSING");
	}
	TRY(&h, "P01", "OK", "unshelve " D2);
	house_close(&h);
}

/* Neither UPDATE nor DELETE nor INSERT OR REPLACE changes what is written, nor
 * through a connection that leaves recursive_triggers off. */
static void test_guards(void)
{
	static const char *const forbidden[] = {
		"UPDATE entry SET line = 'x' WHERE seq = 1",
		"UPDATE entry SET entered_at = 0",
		"DELETE FROM entry WHERE seq = 3",
		"DELETE FROM entry",
		("INSERT OR REPLACE INTO entry (seq, station, hash, line, "
		 "entered_at) SELECT seq, station, hash, 'x', entered_at "
		 "FROM entry WHERE seq = 2"),
		"REPLACE INTO entry SELECT * FROM entry WHERE seq = 2",
		"UPDATE secret_value SET value = 'x'",
		"DELETE FROM secret_value",
		("INSERT OR REPLACE INTO secret_value SELECT ref, salt, 'x' "
		 "FROM secret_value"),
	};
	static const struct {
		enum reg_mode mode;
		const char *recursive;
	} ways[] = {
		{REG_MEMORY, "PRAGMA recursive_triggers = ON"},
		{REG_CREATE, "PRAGMA recursive_triggers = ON"},
		{REG_CREATE, "PRAGMA recursive_triggers = OFF"},
	};
	char path[64];

	for (size_t m = 0; m < ARRAY_LEN(ways); m++) {
		struct err off = ERR_INIT;
		struct house h;

		make_path(path, "db");
		house_open(&h, ways[m].mode == REG_CREATE ? path : NULL,
			   ways[m].mode);
		house_begin(&h);
		CU_ASSERT_EQUAL(db_exec(reg_db(h.reg), ways[m].recursive, &off),
				0);
		for (size_t i = 0; i < ARRAY_LEN(forbidden); i++) {
			struct err e = ERR_INIT;

			if (db_exec(reg_db(h.reg), forbidden[i], &e) == 0) {
				printf("\n  %s\n", forbidden[i]);
				CU_FAIL("it went through");
			}
			if (!strstr(e.detail, "E_NO_DELETE")) {
				printf("\n  %s\n", e.detail);
				CU_FAIL("not for the guard's reason");
			}
		}
		CU_ASSERT_TRUE(house_replays(&h));
		house_close(&h);
	}
	make_path(path, "db");
}

static void test_reader_beside_writer(void)
{
	struct house writer, reader;
	struct reg *second = NULL;
	struct err e = ERR_INIT;
	char path[64];

	make_path(path, "db");
	house_open(&writer, path, REG_CREATE);
	CU_ASSERT_EQUAL(reg_open(&second, path, REG_WRITE, clock_system(), &e),
			ERR_BUSY);
	house_open(&reader, path, REG_READ);
	CU_ASSERT_FALSE(reg_is_initialised(reader.reg));
	house_build(&writer);
	/* The reader sees what was committed since it looked last. */
	SHOWS(&reader, D2, "state", "in_store");
	TRY(&writer, "P01", "OK", "unshelve " D2);
	SHOWS(&reader, D2, "state", "unshelved");
	TRY(&writer, "U2", "OK", "policy set lend.days.secret 5");
	SHOWS(&reader, D2, "state", "unshelved");
	CU_ASSERT_EQUAL(policy_int(reg_policy(reader.reg), POLICY_LEND_DAYS,
				   LEVEL_SECRET),
			5);
	/* It writes nothing, whoever asks. */
	CU_ASSERT_TRUE(db_exec(reg_db(reader.reg), "DELETE FROM custody", &e) <
		       0);
	house_line(&reader, "", "P01", "unshelve " D3);
	CU_ASSERT_TRUE(reader.last.rc < 0 && reader.last.seq == 0);
	{
		AUTO(command) struct command c = {0};

		CU_ASSERT_EQUAL(house_parse(&c, "P01", "unshelve " D3, &e), 0);
		answer_done(&reader.last);
		CU_ASSERT_EQUAL(reg_why(reader.reg, &c, &reader.last, &e), 0);
		CU_ASSERT_EQUAL(reader.last.rc, 0);
	}
	house_close(&reader);
	house_close(&writer);
	/* The lock goes with its holder. */
	CU_ASSERT_EQUAL(reg_open(&second, path, REG_WRITE, clock_system(), &e),
			0);
	CU_ASSERT_STRING_EQUAL(reg_station(second), "KK89K");
	reg_close(second);
	second = NULL;
	CU_ASSERT_EQUAL(reg_open(&second, path, REG_CREATE, clock_system(), &e),
			ERR_USAGE);
	make_path(path, "db");
	CU_ASSERT_EQUAL(reg_open(&second, path, REG_WRITE, clock_system(), &e),
			ERR_NOT_FOUND);
	CU_ASSERT_EQUAL(reg_open(&second, path, REG_READ, clock_system(), &e),
			ERR_NOT_FOUND);
	make_path(path, "db");
}

/* As of a past moment `show` says what it said then. */
static void test_past(void)
{
	static const char *const fields[] = {
		"state",    "holder", "place", "due",	    "since", "approval",
		"renewals", "label",  "knows", "violation", "flag"};
	static const char *const times[] = {
		"2025-09-22 09:10", "2025-09-22 09:20", "2025-09-22 09:30",
		"2025-09-23 09:00", "2025-09-23 10:00"};
	char said[ARRAY_LEN(times)][ARRAY_LEN(fields)][80];
	char approval[32], lines[5][160];
	struct house h;

	house_open(&h, NULL, REG_MEMORY);
	house_build(&h);
	house_approve(&h, approval, D2, "P07");
	snprintf(lines[0], 160, "unshelve %s", D2);
	snprintf(lines[1], 160, "lend %s --to P07", D2);
	snprintf(lines[2], 160, "report whereabouts %s --with P10", D2);
	snprintf(lines[3], 160, "check in %s --by P07", D2);
	snprintf(lines[4], 160, "shelve %s", D2);
	for (size_t t = 0; t < ARRAY_LEN(times); t++) {
		house_at(&h, times[t]);
		house_line(&h, "", "P01", lines[t]);
		CU_ASSERT_EQUAL(h.last.rc, 0);
		for (size_t f = 0; f < ARRAY_LEN(fields); f++)
			snprintf(said[t][f], 80, "%.79s",
				 house_show(&h, D2, fields[f]));
	}
	house_at(&h, "2025-12-01 09:00");
	for (size_t t = 0; t < ARRAY_LEN(times); t++)
		for (size_t f = 0; f < ARRAY_LEN(fields); f++) {
			const char *now = house_show_at(&h, D2, fields[f],
							house_time(times[t]));

			if (str_eq(now, said[t][f]))
				continue;
			printf("\n  %s %s: said '%s', says '%s'\n", times[t],
			       fields[f], said[t][f], now);
			CU_FAIL("the past has changed");
		}
	/* Before there was such a copy, and before there was a register. */
	CU_ASSERT_STRING_EQUAL(
		house_show_at(&h, D2, "state", house_time("2025-08-25 12:00")),
		"(not found)");
	CU_ASSERT_STRING_EQUAL(
		house_show_at(&h, "P01", "person", house_time("2025-01-01")),
		"(not found)");
	CU_ASSERT_TRUE(house_replays(&h));
	house_close(&h);
}

static const struct suite_test tests[] = {
	{"asking leaves no trace", test_asking_leaves_no_trace},
	{"what is written stays", test_guards},
	{"a reader beside the writer", test_reader_beside_writer},
	{"the past as it was", test_past},
};
SUITE_MAIN("history", tests)
