/* bench_floor: what one small durable commit costs here, without Muniment: a
 * bare SQLite program with one client, WAL and synchronous=FULL, everything
 * else as SQLite comes. The file should lie where the register lies.
 *
 *	bench_floor FILE SECONDS
 *
 * uses: db core base */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "tests/bench/samples.h"

static const char set_up[] = "PRAGMA journal_mode = WAL;"
			     "PRAGMA synchronous = FULL;"
			     "CREATE TABLE entry (seq INTEGER PRIMARY KEY,"
			     " line TEXT NOT NULL);";
/* About as long as the shortest thing worth keeping. */
static const char line[] = "0123456789012345678901234567890123456789012345678"
			   "9012345678901234567890123456789012345678901234567";

static int measure(sqlite3 *db, int64_t seconds)
{
	AUTO(samples) struct samples s = {0};
	int64_t begin = samples_now(), end = begin + seconds * 1000000000;
	sqlite3_stmt *insert = NULL;
	int rc;

	rc = sqlite3_prepare_v2(db, "INSERT INTO entry (line) VALUES (?1)", -1,
				&insert, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(insert, 1, line, -1, SQLITE_STATIC);
	for (int64_t now = begin; rc == SQLITE_OK && now < end;) {
		int64_t then = now;

		sqlite3_step(insert); /* a transaction of its own */
		rc = sqlite3_reset(insert);
		now = samples_now();
		samples_add(&s, now - then);
	}
	sqlite3_finalize(insert);
	if (rc == SQLITE_OK)
		samples_print(&s, "commit", samples_now() - begin);
	return rc;
}

int main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	int64_t seconds;
	int rc;

	if (argc != 3 || !str_to_int(argv[2], 1, 3600, &seconds)) {
		fputs("usage: bench_floor FILE SECONDS\n", stderr);
		return 2;
	}
	rc = sqlite3_open(argv[1], &db);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, set_up, NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = measure(db, seconds);
	if (rc != SQLITE_OK)
		fprintf(stderr, "bench_floor: %s\n", sqlite3_errmsg(db));
	sqlite3_close(db);
	return rc == SQLITE_OK ? 0 : 1;
}
