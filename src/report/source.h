/* source.h: where reports read from: the register's tables as of a moment,
 * within one read transaction, with the settings that held then. Rows are read
 * here into the plain values that sections are made of.
 */
#ifndef MUNIMENT_REPORT_SOURCE_H
#define MUNIMENT_REPORT_SOURCE_H

#include <stdint.h>

#include "base/err.h"
#include "base/own.h"
#include "core/calendar.h"
#include "core/mark.h"
#include "core/policy.h"
#include "db/db.h"
#include "register/register.h"

struct source {
	struct reg *past; /* owned; NULL: the present state */
	struct db *db;	  /* borrowed */
	const struct policy *policy;
	const struct calendar *calendar; /* the register's */
	const char *station;
	char *unit;    /* owned; "" when it is not known */
	int64_t now_s; /* the register's clock: printed at */
	int64_t as_of_s;
	int64_t since_s; /* close of business of the day before as_of */
	int zone;	 /* minutes east of UTC */
};

/* As of as_of_s: a past moment is worked out from the journal (it may take a
 * while and memory), a future one is the present state under that clock.
 * as_of_s 0: the last close of business. `r` is borrowed until source_done(),
 * which ends the transaction. */
int source_open(struct source *ret, struct reg *r, int64_t as_of_s,
		struct err *e) WARN_UNUSED;
void source_done(struct source *s);
DEFINE_AUTO_VAL(source, source_done)

/* A document's mark and issue date out of six columns from `first` on: level,
 * term_kind, term_n, term_date, mark as printed, issue_date. The printed one
 * is asked for what the others do not hold, the condition. */
void source_mark(struct stmt *st, int first, struct mark *ret,
		 struct date *ret_issue);
/* A date's column; none where it is null. */
struct date source_date(struct stmt *st, int column);
/* "P07 吴" out of an identifier and a name, either may be NULL. Owned. */
char *source_named(const char *id, const char *name);
/* The last group of a serial: what a person compares with the label. Borrowed
 * from `serial`. */
const char *source_serial_end(const char *serial);

#endif
