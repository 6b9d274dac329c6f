/* lists.h: the nightly report's further sections: terms that have run out,
 * labels owed, rules that only warned, what is not yet settled.
 */
#ifndef MUNIMENT_REPORT_LISTS_H
#define MUNIMENT_REPORT_LISTS_H

#include "report/model.h"
#include "report/source.h"

int lists_fill(struct report *r, const struct source *s,
	       struct err *e) WARN_UNUSED;

#endif
