/* decide.h: the rules. Pure: the same facts and command give the same
 * decision, whatever the machine. */
#ifndef MUNIMENT_CORE_DECIDE_H
#define MUNIMENT_CORE_DECIDE_H

#include "core/command.h"
#include "core/decision.h"
#include "core/facts.h"

/* Tests everything the verb's row names and lists all reasons; when none of
 * them refuses, adds the changes. `ret` is zeroed first; the caller frees it
 * with decision_done(). */
void decide(const struct facts *f, const struct command *c,
	    struct decision *ret);

#endif
