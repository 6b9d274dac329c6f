/* outside.h: is a copy outside its circulation scope where it is now?
 * 'Outside scope' means: holder not entitled, or a wrong place, or off its
 * route (practice.md 15). The gate asks before a copy goes out; this asks of
 * one that is out, by what is true now: people leave, lose a clearance, are
 * found with what they were not given. Pure.
 */
#ifndef MUNIMENT_CORE_OUTSIDE_H
#define MUNIMENT_CORE_OUTSIDE_H

#include <stdbool.h>

#include "core/custody.h"
#include "core/level.h"
#include "core/policy.h"
#include "core/reasons.h"

struct outside_facts {
	enum level level;
	enum custody_state state;
	bool scope_set;
	bool off_route; /* found with somebody it was not given to */

	bool has_holder; /* false: nobody is named; the person is not judged */
	const char *status; /* "active", ...; NULL counts as not active */
	enum clearance clearance;
	bool in_scope;
	bool item_approved; /* the unit head lets him see this document */

	const char *place_kind; /* "reading_room", ...; NULL: not known */
	enum level place_level; /* highest that may be read there */
};

/* Whether a paper of `level` may be read at a place of that kind where papers
 * of `place_level` may be read; kind NULL: it is not known where. room_only:
 * nowhere but in the reading room. The gate and the search for what is outside
 * its scope both judge by this. */
bool place_is_for_reading(const char *kind, enum level place_level,
			  enum level level, bool room_only);

/* Out of E_PERSON_STATUS, E_CLEARANCE, E_RANGE_NOT_SET, E_SCOPE,
 * E_ROUTE_ORDER, E_PLACE; empty when all is well. Training and pledge are not
 * looked at: they decide what goes out, not where a paper may be. */
struct reason_set outside_reasons(const struct policy *p,
				  const struct outside_facts *f);

#endif
