/* outside.c: see outside.h. */
#include "core/outside.h"

#include <stddef.h>

#include "base/str.h"

/* Where a copy may be in each state in which it is out. */
static const struct where {
	bool judged; /* outside the house nothing is known of the place */
	enum policy_key room; /* says whether only the reading room will do */
	const char *kind;     /* the only kind of place, or NULL */
} where_of[CUSTODY_COUNT] = {
	[CUSTODY_OUT_LEG] = {true, POLICY_LEG_ROOM, NULL},
	[CUSTODY_OUT_LOAN] = {true, POLICY_LEND_ROOM, NULL},
	[CUSTODY_RETAINED] = {true, POLICY_LEND_ROOM, NULL},
	[CUSTODY_OUT_COPYING] = {true, POLICY_KEY_COUNT, "copy_room"},
};

/* Places of the house where nobody reads. */
static const char *const not_for_reading[] = {"registry", "copy_room",
					      "outside"};

bool place_is_for_reading(const char *kind, enum level place_level,
			  enum level level, bool room_only)
{
	/* 条例 Art 27(4): secrets are read where the conditions are met, so the
	 * place must be known. */
	if (!kind)
		return !level_is_state_secret(level);
	if (place_level < level)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(not_for_reading); i++)
		if (str_eq(kind, not_for_reading[i]))
			return false;
	return !room_only || str_eq(kind, "reading_room");
}

static bool place_is_right(const struct policy *p,
			   const struct outside_facts *f)
{
	const struct where *w = &where_of[f->state];

	if (!w->judged)
		return true;
	if (w->kind && f->place_kind)
		return f->place_level >= f->level &&
		       str_eq(f->place_kind, w->kind);
	return place_is_for_reading(f->place_kind, f->place_level, f->level,
				    !w->kind &&
					    policy_flag(p, w->room, f->level));
}

struct reason_set outside_reasons(const struct policy *p,
				  const struct outside_facts *f)
{
	struct reason_set found = {0};

	if (f->has_holder) {
		if (!str_eq(f->status, "active"))
			reason_add(&found, E_PERSON_STATUS);
		if (!clearance_admits(f->clearance, f->level, f->item_approved))
			reason_add(&found, E_CLEARANCE);
		if (!f->scope_set)
			reason_add(&found, E_RANGE_NOT_SET);
		else if (!f->in_scope)
			reason_add(&found, E_SCOPE);
	}
	if (f->off_route)
		reason_add(&found, E_ROUTE_ORDER);
	if (!place_is_right(p, f))
		reason_add(&found, E_PLACE);
	return found;
}
