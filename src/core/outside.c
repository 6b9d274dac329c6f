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

static bool place_is_right(const struct policy *p,
			   const struct outside_facts *f)
{
	const struct where *w = &where_of[f->state];

	if (!w->judged)
		return true;
	/* 条例 Art 27(4): where a state secret is read must be known. */
	if (!f->place_kind)
		return !level_is_state_secret(f->level);
	if (f->place_level < f->level)
		return false;
	if (w->kind)
		return str_eq(f->place_kind, w->kind);
	for (size_t i = 0; i < ARRAY_LEN(not_for_reading); i++)
		if (str_eq(f->place_kind, not_for_reading[i]))
			return false;
	return !policy_flag(p, w->room, f->level) ||
	       str_eq(f->place_kind, "reading_room");
}

static bool is_cleared(const struct outside_facts *f)
{
	if (!level_is_state_secret(f->level) ||
	    clearance_opens(f->clearance) >= f->level)
		return true;
	return f->level == LEVEL_TOP_SECRET &&
	       f->clearance == CLEARANCE_IMPORTANT && f->item_approved;
}

struct reason_set outside_reasons(const struct policy *p,
				  const struct outside_facts *f)
{
	struct reason_set found = {0};

	if (f->has_holder) {
		if (!str_eq(f->status, "active"))
			reason_add(&found, E_PERSON_STATUS);
		if (!is_cleared(f))
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
