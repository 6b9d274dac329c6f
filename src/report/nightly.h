/* nightly.h: the nightly report (practice.md 15), as of close of business:
 * what has not come back, what is overdue by working days, what is outside its
 * circulation scope, 绝密 out overnight, what falls due, what is owed.
 */
#ifndef MUNIMENT_REPORT_NIGHTLY_H
#define MUNIMENT_REPORT_NIGHTLY_H

#include "report/model.h"
#include "report/source.h"

/* Adds the sections to a report whose head is there. */
int nightly_fill(struct report *r, const struct source *s,
		 struct err *e) WARN_UNUSED;

#endif
