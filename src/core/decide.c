/* decide.c: see decide.h. What holds for every verb stands here; the rest is
 * in the verb's row of rules.c. */
#include "core/decide.h"

#include <string.h>

#include "base/str.h"
#include "core/rules.h"

void facts_done(struct facts *f)
{
	free(f->persons);
	free(f->copy_nos);
	free(f->copy_taken);
	free(f->serials);
	free(f->siblings);
	decision_done(&f->undo);
	memset(f, 0, sizeof(*f));
}

static void check_operator(const struct facts *f, const struct command *c,
			   struct decision *d)
{
	unsigned roles = f->actor.roles;

	if (c->verb->id == VERB_INIT)
		return;
	/* The service enters what a machine did, and what came in at a door
	 * while no clerk was there; it decides nothing for a clerk. */
	if (str_eq(c->actor, "system") || c->verb->flags & VERB_SYSTEM) {
		if (!str_eq(c->actor, "system") ||
		    !(c->verb->flags & (VERB_SYSTEM | VERB_FACT)))
			reason_add(&d->reasons, E_ROLE);
		return;
	}
	/* Everybody may ask; the administrators move and ask for nothing. */
	if (c->verb->roles == ~0U)
		roles = f->actor.known && !(roles & ROLES_ADMIN) ? ~0U : 0;
	if (!(roles & c->verb->roles) || !str_eq(f->actor.status, "active"))
		reason_add(&d->reasons, E_ROLE);
}

static void check_clock(const struct rule *r, const struct facts *f,
			const struct command *c, struct decision *d)
{
	if (f->clock_wrong) {
		if (c->verb->flags & VERB_OUT)
			reason_add(&d->reasons, E_CLOCK);
		else if (f->copy.known || r->event != EVENT_COUNT)
			reason_add(&d->reasons, W_CLOCK);
	}
	if (f->occurred_s > f->now_s)
		reason_add(&d->reasons, E_CLOCK);
	else if (f->occurred_s < f->now_s)
		reason_add(&d->reasons, W_LATE_ENTRY);
}

/* Whether the copy the verb was given can be spoken of at all: an unknown tag
 * is the only reason given (ruling 1). */
static bool subject_is_unknown(const struct command *c)
{
	const struct cmd_arg *a = command_arg_c(c, "copy");

	return a && str_starts(a->value, "tag:");
}

void decide(const struct facts *f, const struct command *c,
	    struct decision *ret)
{
	const struct rule *r = rule_get(c->verb->id);

	memset(ret, 0, sizeof(*ret));
	check_operator(f, c, ret);
	check_clock(r, f, c, ret);
	if (subject_is_unknown(c)) {
		reason_add(&ret->reasons, E_TAG_UNKNOWN);
		return;
	}
	for (size_t i = 0; r->checks[i]; i++)
		r->checks[i](r, f, c, ret);
	if (!decision_refused(ret))
		r->effect(r, f, c, ret);
}
