/* check_house.c: the station, its people, roles and settings. */
#include "base/str.h"
#include "core/rules.h"

RULE_FN(check_init)
{
	const char *a = command_get(c, "sysadmin");
	const char *b = command_get(c, "secadmin");
	const char *x = command_get(c, "auditor");

	(void)r;
	if (f->initialised)
		reason_add(&d->reasons, E_STATE);
	if (str_eq(a, b) || str_eq(a, x) || str_eq(b, x))
		reason_add(&d->reasons, E_ROLE_CONFLICT);
}

RULE_FN(check_new)
{
	(void)r;
	(void)c;
	if (f->exists)
		reason_add(&d->reasons, E_DUP);
}

static unsigned named_role(const struct command *c)
{
	enum role role;

	return role_parse(command_get(c, "role"), &role) ? 1U << role : 0;
}

RULE_FN(check_role_change)
{
	unsigned role = named_role(c);

	(void)r;
	if (c->verb->id == VERB_ROLE_WITHDRAW) {
		if (!((f->person.roles | f->person.pending) & role))
			reason_add(&d->reasons, E_STATE);
		return;
	}
	if ((f->person.roles | f->person.pending) & role)
		reason_add(&d->reasons, E_DUP);
	if (!roles_compatible(f->person.roles | f->person.pending | role))
		reason_add(&d->reasons, E_ROLE_CONFLICT);
}

RULE_FN(check_acknowledge)
{
	unsigned role = named_role(c);

	(void)r;
	if (!(f->person.pending & role))
		reason_add(&d->reasons, E_STATE);
	if (!roles_compatible(f->person.roles | role))
		reason_add(&d->reasons, E_ROLE_CONFLICT);
}

RULE_FN(check_badge_free)
{
	(void)r;
	(void)c;
	if (f->uid_is_badge || f->uid_is_tag)
		reason_add(&d->reasons, E_TAG_CONFLICT);
}

RULE_FN(check_badge_known)
{
	(void)r;
	(void)c;
	if (!f->uid_is_badge || !f->uid_is_live)
		reason_add(&d->reasons, E_TAG_UNKNOWN);
}

RULE_FN(check_policy)
{
	struct policy scratch = *f->policy;
	enum reason why = REASON_OK;

	(void)r;
	/* A name or value that cannot be understood never gets this far. */
	if (policy_set(&scratch, command_get(c, "setting"),
		       command_get(c, "value"), &why, NULL) < 0 &&
	    why != REASON_OK)
		reason_add(&d->reasons, why);
}

RULE_FN(check_leaving)
{
	(void)r;
	/* Nobody leaves with files in hand (保密法 Art 46). */
	if (str_eq(command_get(c, "status"), "left") && f->person.holdings > 0)
		reason_add(&d->reasons, E_HOLDINGS);
}
