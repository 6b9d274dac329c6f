/* away.h: the copies that have not come back, each with what is to be said of
 * it: how far overdue, what the close of the day flags, what is wrong with
 * where it is. Loaded once; several sections of a report look at it.
 */
#ifndef MUNIMENT_REPORT_AWAY_H
#define MUNIMENT_REPORT_AWAY_H

#include "core/custody.h"
#include "core/mark.h"
#include "core/reasons.h"
#include "report/source.h"

struct away {
	char *serial, *document, *copy_no, *title; /* title may be NULL */
	char *holder; /* "P07 吴"; "" where nobody is named */
	char *unit;   /* his department; "" */
	char *place;  /* "RR 阅文室"; "" when unknown */
	struct mark mark;
	struct date issue;
	enum custody_state state;
	int64_t since_s, due_s; /* 0: none */
	int overdue_workdays, overdue_days;
	struct reason_set flags;   /* core/due.h */
	struct reason_set outside; /* core/outside.h */
};

struct away_list {
	struct away *items; /* by due time, those without one last */
	size_t n;
};

/* Every copy in an out state, and those frozen while somebody has them. */
int away_load(struct away_list *ret, const struct source *s,
	      struct err *e) WARN_UNUSED;
void away_list_done(struct away_list *l);
DEFINE_AUTO_VAL(away_list, away_list_done)

#endif
