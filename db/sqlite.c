/* sqlite.c: see db.h. The one file that includes sqlite3.h. */
#include "db/db.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "sql.gen.inc"

enum { SQL_CACHE = 96, BUSY_MS = 5000, SCHEMA_VERSION = 1 };

struct stmt {
	struct db *db;
	sqlite3_stmt *st;
	const char *name; /* for messages */
};

struct db {
	sqlite3 *sq;
	enum db_mode mode;
	struct stmt by_name[QUERY_COUNT];
	/* Statements made at run time, by their text; the oldest goes first. */
	struct {
		char *sql;
		struct stmt stmt;
	} made[SQL_CACHE];
	size_t next_made;
};

static int code_of(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_FULL:
		return ERR_FULL;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return ERR_CORRUPT;
	case SQLITE_CONSTRAINT:
		return ERR_INTERNAL;
	default:
		return ERR_IO;
	}
}

static const char *words_for(int code)
{
	switch (code) {
	case ERR_FULL:
		return "the disk is full: nothing of this command was kept";
	case ERR_BUSY:
		return "the register is held by another program";
	case ERR_CORRUPT:
		return "the file is damaged or is not a register";
	default:
		return "the register's storage failed";
	}
}

static int fail(const struct db *d, int rc, const char *what, struct err *e)
{
	int code = code_of(rc);

	err_set(e, code, "%s", words_for(code));
	err_detail(e, "%s: %s (%d)", what,
		   d->sq ? sqlite3_errmsg(d->sq) : sqlite3_errstr(rc),
		   d->sq ? sqlite3_extended_errcode(d->sq) : rc);
	return code;
}

/* Before the first connection of the process. SQLite would count every piece
 * of memory, under one lock for all threads: a tenth of a command's time, for
 * figures that nobody asks for. */
static void set_up_library(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* ---- connections --------------------------------------------------------- */

static int pragma_int(struct db *d, const char *sql, int64_t *ret,
		      struct err *e)
{
	sqlite3_stmt *st;
	int rc = sqlite3_prepare_v2(d->sq, sql, -1, &st, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc != SQLITE_ROW) {
		rc = fail(d, rc, sql, e);
		sqlite3_finalize(st);
		return rc;
	}
	*ret = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return 0;
}

static int check_version(struct db *d, const char *path, struct err *e)
{
	int64_t version = 0;
	int rc = pragma_int(d, "PRAGMA user_version", &version, e);

	if (rc < 0)
		return err_prefix(e, "%s", path);
	if (version != SCHEMA_VERSION)
		return err_set(e, ERR_CORRUPT,
			       "%s: not a register of this version (it says "
			       "%lld, expected %d)",
			       path, (long long)version, SCHEMA_VERSION);
	return 0;
}

static int set_up(struct db *d, struct err *e)
{
	/* What the last commands touched stays in memory: 16 MB. A savepoint's
	 * old pages do as well, or each would become a file of its own. */
#define WRITER                                                                 \
	"PRAGMA journal_mode = WAL;"                                           \
	"PRAGMA synchronous = FULL;"                                           \
	"PRAGMA recursive_triggers = ON;"                                      \
	"PRAGMA temp_store = MEMORY;"                                          \
	"PRAGMA cache_size = -16000;"                                          \
	"PRAGMA wal_autocheckpoint = 16000;"
	static const char *const by_mode[] = {
		[DB_CREATE] = WRITER,
		[DB_WRITE] = WRITER,
		[DB_READ] = "PRAGMA query_only = ON;",
		[DB_MEMORY] = "PRAGMA recursive_triggers = ON;",
	};
#undef WRITER

	sqlite3_busy_timeout(d->sq, BUSY_MS);
	sqlite3_extended_result_codes(d->sq, 1);
	return db_exec(d, by_mode[d->mode], e);
}

/* The file is made here, so that nobody else may read it; SQLite gives its
 * log the same mode. */
static int create_file(const char *path, struct err *e)
{
	AUTO_CLOSE int fd =
		open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return err_set(e, ERR_USAGE, "%s is already there", path);
	if (fd < 0)
		return err_errno(e, ERR_IO, "%s cannot be made", path);
	return 0;
}

int db_open(struct db **ret, const char *path, enum db_mode mode, struct err *e)
{
	static const int flags[] = {
		[DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		[DB_WRITE] = SQLITE_OPEN_READWRITE,
		[DB_READ] =
			SQLITE_OPEN_READWRITE, /* WAL readers need the shm */
		[DB_MEMORY] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
			      SQLITE_OPEN_MEMORY,
	};
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	AUTO_PTR(db) struct db *d = mem_alloc(sizeof(*d));
	int rc;

	pthread_once(&once, set_up_library);
	d->mode = mode;
	if (mode == DB_CREATE) {
		rc = create_file(path, e);
		if (rc < 0)
			return rc;
	}
	if ((mode == DB_WRITE || mode == DB_READ) && access(path, F_OK) != 0)
		return err_set(e, ERR_NOT_FOUND, "%s: there is no register",
			       path);
	rc = sqlite3_open_v2(mode == DB_MEMORY ? ":memory:" : path, &d->sq,
			     flags[mode] | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc != SQLITE_OK) {
		rc = fail(d, rc, "open", e);
		err_prefix(e, "%s", path);
		return rc;
	}
	rc = set_up(d, e);
	if (rc >= 0 && (mode == DB_CREATE || mode == DB_MEMORY))
		rc = db_exec(d, schema, e);
	else if (rc >= 0)
		rc = check_version(d, path, e);
	if (rc < 0)
		return rc;
	*ret = TAKE(d);
	return 0;
}

void db_close(struct db *d)
{
	if (!d)
		return;
	for (size_t i = 0; i < QUERY_COUNT; i++)
		sqlite3_finalize(d->by_name[i].st);
	for (size_t i = 0; i < SQL_CACHE; i++) {
		sqlite3_finalize(d->made[i].stmt.st);
		free(d->made[i].sql);
	}
	sqlite3_close(d->sq);
	free(d);
}

/* ---- transactions -------------------------------------------------------- */

int db_exec(struct db *d, const char *sql, struct err *e)
{
	int rc = sqlite3_exec(d->sq, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : fail(d, rc, sql, e);
}

int db_begin(struct db *d, struct err *e)
{
	enum query begin =
		d->mode == DB_READ ? QUERY_begin_read : QUERY_begin_write;

	return db_run(d, begin, e, "");
}

int db_commit(struct db *d, struct err *e)
{
	return db_run(d, QUERY_commit, e, "");
}

static void exec_quietly(struct db *d, const char *sql)
{
	if (db_in_transaction(d))
		sqlite3_exec(d->sq, sql, NULL, NULL, NULL);
}

void db_rollback(struct db *d)
{
	exec_quietly(d, "ROLLBACK");
}

int db_savepoint(struct db *d, struct err *e)
{
	return db_run(d, QUERY_savepoint, e, "");
}

int db_release(struct db *d, struct err *e)
{
	return db_run(d, QUERY_release, e, "");
}

void db_rollback_to(struct db *d)
{
	exec_quietly(d, "ROLLBACK TO s; RELEASE s");
}

bool db_in_transaction(const struct db *d)
{
	return !sqlite3_get_autocommit(d->sq);
}

/* ---- statements ---------------------------------------------------------- */

static int prepare(struct db *d, struct stmt *s, const char *sql,
		   const char *name, struct err *e)
{
	int rc;

	if (s->st) {
		sqlite3_reset(s->st);
		return 0;
	}
	rc = sqlite3_prepare_v3(d->sq, sql, -1, SQLITE_PREPARE_PERSISTENT,
				&s->st, NULL);
	if (rc != SQLITE_OK)
		return fail(d, rc, name, e);
	s->db = d;
	s->name = name;
	return 0;
}

static int bind(struct stmt *s, const char *types, va_list ap, struct err *e)
{
	int rc = SQLITE_OK;

	for (int i = 0; types[i] && rc == SQLITE_OK; i++) {
		const char *text;

		switch (types[i]) {
		case 't':
			text = va_arg(ap, const char *);
			rc = sqlite3_bind_text(s->st, i + 1, text, -1,
					       SQLITE_TRANSIENT);
			break;
		case 'i':
			rc = sqlite3_bind_int64(s->st, i + 1,
						va_arg(ap, int64_t));
			break;
		default:
			rc = sqlite3_bind_null(s->st, i + 1);
			break;
		}
	}
	return rc == SQLITE_OK ? 0 : fail(s->db, rc, s->name, e);
}

int db_vquery(struct db *d, enum query q, struct stmt **ret, struct err *e,
	      const char *types, va_list ap)
{
	struct stmt *s = &d->by_name[q];
	int rc = prepare(d, s, queries[q].sql, queries[q].name, e);

	if (rc >= 0)
		rc = bind(s, types, ap, e);
	if (rc >= 0)
		*ret = s;
	return rc;
}

int db_query(struct db *d, enum query q, struct stmt **ret, struct err *e,
	     const char *types, ...)
{
	va_list ap;
	int rc;

	va_start(ap, types);
	rc = db_vquery(d, q, ret, e, types, ap);
	va_end(ap);
	return rc;
}

/* The statement of that text: found, or in the place of the oldest. */
static struct stmt *made_for(struct db *d, const char *sql)
{
	size_t i;

	for (i = 0; i < SQL_CACHE; i++)
		if (d->made[i].sql && str_eq(d->made[i].sql, sql))
			return &d->made[i].stmt;
	i = d->next_made++ % SQL_CACHE;
	sqlite3_finalize(d->made[i].stmt.st);
	free(d->made[i].sql);
	memset(&d->made[i], 0, sizeof(d->made[i]));
	d->made[i].sql = mem_dup(sql);
	return &d->made[i].stmt;
}

int db_sql(struct db *d, const char *sql, struct stmt **ret, struct err *e,
	   const char *types, ...)
{
	struct stmt *s = made_for(d, sql);
	va_list ap;
	int rc = prepare(d, s, sql, "statement made at run time", e);

	if (rc < 0)
		return rc;
	va_start(ap, types);
	rc = bind(s, types, ap, e);
	va_end(ap);
	if (rc >= 0)
		*ret = s;
	return rc;
}

int db_bind_text(struct stmt *s, int i, const char *text, struct err *e)
{
	int rc = sqlite3_bind_text(s->st, i, text, -1, SQLITE_TRANSIENT);

	return rc == SQLITE_OK ? 0 : fail(s->db, rc, s->name, e);
}

int db_bind_int(struct stmt *s, int i, int64_t number, struct err *e)
{
	int rc = sqlite3_bind_int64(s->st, i, number);

	return rc == SQLITE_OK ? 0 : fail(s->db, rc, s->name, e);
}

int db_bind_null(struct stmt *s, int i, struct err *e)
{
	int rc = sqlite3_bind_null(s->st, i);

	return rc == SQLITE_OK ? 0 : fail(s->db, rc, s->name, e);
}

int db_step(struct stmt *s, struct err *e)
{
	int rc = sqlite3_step(s->st);

	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE)
		rc = fail(s->db, rc, s->name, e);
	else
		rc = 0;
	sqlite3_reset(s->st);
	return rc;
}

void db_end(struct stmt *s)
{
	sqlite3_reset(s->st);
}

const char *db_text(struct stmt *s, int column)
{
	return (const char *)sqlite3_column_text(s->st, column);
}

int64_t db_int(struct stmt *s, int column)
{
	return sqlite3_column_int64(s->st, column);
}

bool db_is_null(struct stmt *s, int column)
{
	return sqlite3_column_type(s->st, column) == SQLITE_NULL;
}

int db_columns(struct stmt *s)
{
	return sqlite3_column_count(s->st);
}

const char *db_column_name(struct stmt *s, int column)
{
	return sqlite3_column_name(s->st, column);
}

/* ---- whole database ------------------------------------------------------ */

int db_copy_to_memory(struct db **ret, struct db *from, struct err *e)
{
	AUTO_PTR(db) struct db *d = mem_alloc(sizeof(*d));
	sqlite3_backup *b;
	int rc;

	d->mode = DB_MEMORY;
	rc = sqlite3_open_v2(":memory:", &d->sq,
			     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
				     SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX,
			     NULL);
	if (rc != SQLITE_OK)
		return fail(d, rc, "open in memory", e);
	b = sqlite3_backup_init(d->sq, "main", from->sq, "main");
	if (!b)
		return fail(d, sqlite3_errcode(d->sq), "copy", e);
	/* In one step: stepping by pages starts anew at every write beside
	 * it and may never finish. */
	rc = sqlite3_backup_step(b, -1);
	sqlite3_backup_finish(b);
	if (rc != SQLITE_DONE)
		return fail(d, rc, "copy", e);
	*ret = TAKE(d);
	return 0;
}

int db_checkpoint(struct db *d, bool truncate, struct err *e)
{
	int rc = sqlite3_wal_checkpoint_v2(d->sq, NULL,
					   truncate ? SQLITE_CHECKPOINT_TRUNCATE
						    : SQLITE_CHECKPOINT_PASSIVE,
					   NULL, NULL);

	return rc == SQLITE_OK || rc == SQLITE_BUSY
		       ? 0
		       : fail(d, rc, "checkpoint", e);
}
