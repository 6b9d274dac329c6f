/* db.h: the only door to SQLite: connections, named queries, transactions.
 *
 * Queries stand in db/queries.sql, each under `-- name: foo`, and are known
 * here as QUERY_foo; they are prepared once per connection and kept. SQL that
 * must be put together from table and column names (the projections) goes
 * through db_sql().
 */
#ifndef MUNIMENT_DB_DB_H
#define MUNIMENT_DB_DB_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/own.h"
#include "queries.gen.h" /* enum query { QUERY_..., QUERY_COUNT } */

struct db;
struct stmt;

enum db_mode {
	DB_CREATE, /* the file must not exist; schema.sql is run */
	DB_WRITE,  /* WAL, synchronous=FULL, recursive_triggers, foreign locks
		      out */
	DB_READ,   /* query_only */
	DB_MEMORY, /* empty with the schema */
};

int db_open(struct db **ret, const char *path, enum db_mode mode,
	    struct err *e) WARN_UNUSED;
void db_close(struct db *d);
DEFINE_AUTO_PTR(db, db_close)

/* ---- transactions -------------------------------------------------------- */
/* BEGIN IMMEDIATE for a writer, BEGIN for a reader (a snapshot). */
int db_begin(struct db *d, struct err *e) WARN_UNUSED;
int db_commit(struct db *d, struct err *e) WARN_UNUSED;
/* Never fails: what cannot be rolled back is already gone. */
void db_rollback(struct db *d);
int db_savepoint(struct db *d, struct err *e) WARN_UNUSED;
int db_release(struct db *d, struct err *e) WARN_UNUSED;
void db_rollback_to(struct db *d); /* and release */
/* False after SQLite rolled everything back by itself (full disk, I/O). */
bool db_in_transaction(const struct db *d);

/* ---- queries ------------------------------------------------------------- */
/* `types` names the arguments that follow: t text (NULL gives null), i int64_t,
 * n nothing (null). The statement is reset first, and belongs to d. */
int db_query(struct db *d, enum query q, struct stmt **ret, struct err *e,
	     const char *types, ...) WARN_UNUSED;
int db_vquery(struct db *d, enum query q, struct stmt **ret, struct err *e,
	      const char *types, va_list ap) WARN_UNUSED;
/* The same for SQL made at run time; statements are kept by their text. */
int db_sql(struct db *d, const char *sql, struct stmt **ret, struct err *e,
	   const char *types, ...) WARN_UNUSED;
/* Arguments one by one, from 1, after db_sql(..., ""). */
int db_bind_text(struct stmt *s, int i, const char *text,
		 struct err *e) WARN_UNUSED;
int db_bind_int(struct stmt *s, int i, int64_t number,
		struct err *e) WARN_UNUSED;
int db_bind_null(struct stmt *s, int i, struct err *e) WARN_UNUSED;
/* 1: a row; 0: no more (the statement is reset); negative: an error (reset). */
int db_step(struct stmt *s, struct err *e) WARN_UNUSED;
/* Ends a query before its last row. */
void db_end(struct stmt *s);
/* Query and step to the end, for statements without rows. */
int db_run(struct db *d, enum query q, struct err *e, const char *types,
	   ...) WARN_UNUSED;
int db_exec(struct db *d, const char *sql, struct err *e) WARN_UNUSED;
/* First column of the first row; 1 when there was one, 0 when not. */
int db_get_int(struct db *d, enum query q, int64_t *ret, struct err *e,
	       const char *types, ...) WARN_UNUSED;
/* *ret is owned by the caller. */
int db_get_text(struct db *d, enum query q, char **ret, struct err *e,
		const char *types, ...) WARN_UNUSED;

/* Columns from 0. Text is borrowed until the next step; NULL for null. */
const char *db_text(struct stmt *s, int column);
int64_t db_int(struct stmt *s, int column); /* null: 0 */
bool db_is_null(struct stmt *s, int column);
int db_columns(struct stmt *s);
const char *db_column_name(struct stmt *s, int column);

/* A copy of the whole database in memory (sqlite3_backup, one step). */
int db_copy_to_memory(struct db **ret, struct db *from,
		      struct err *e) WARN_UNUSED;
/* Folds the log back: PASSIVE, or TRUNCATE when nobody reads. May take a
 * while; for a thread of its own or an idle moment. */
int db_checkpoint(struct db *d, bool truncate, struct err *e) WARN_UNUSED;

#endif
