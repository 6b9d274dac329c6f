/* auth.c: see auth.h. */
#include "serve/auth.h"

#include <pwd.h>
#include <stdio.h>
#include <sys/socket.h>

#include "base/str.h"
#include "core/role.h"

enum { PEERS_MAX = 64 };

struct auth {
	const struct conf *conf;
	struct peer known[PEERS_MAX]; /* a ring: the oldest makes room */
	size_t n_known, next;
};

struct auth *auth_new(const struct conf *conf)
{
	struct auth *a = mem_alloc(sizeof(*a));

	a->conf = conf;
	return a;
}

void auth_free(struct auth *a)
{
	free(a);
}

static void describe(const struct auth *a, struct peer *ret, unsigned uid)
{
	const struct passwd *p = getpwuid(uid);

	*ret = (struct peer){.uid = uid};
	snprintf(ret->terminal, sizeof(ret->terminal), "uid:%u", uid);
	if (!p || !STR_COPY(ret->os_user, p->pw_name))
		STR_COPY(ret->os_user, ret->terminal);
	for (size_t i = 0; i < a->conf->n_counters; i++)
		if (a->conf->counters[i] == uid)
			ret->counter = true;
}

int auth_peer(struct auth *a, int fd, struct peer *ret, struct err *e)
{
	struct ucred cred;
	socklen_t size = sizeof(cred);
	struct peer *slot;

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &size) < 0)
		return err_errno(e, ERR_IO, "cannot tell who is speaking");
	for (size_t i = 0; i < a->n_known; i++)
		if (a->known[i].uid == cred.uid) {
			*ret = a->known[i];
			return 0;
		}
	slot = &a->known[a->next];
	a->next = (a->next + 1) % PEERS_MAX;
	if (a->n_known < PEERS_MAX)
		a->n_known++;
	describe(a, slot, cred.uid);
	*ret = *slot;
	return 0;
}

int auth_may_speak(const struct peer *p, const char *person, struct err *e)
{
	if (str_empty(person))
		return err_set(e, ERR_USAGE,
			       "who asks? Say it with --as PERSON");
	if (!p->counter)
		return err_set(e, ERR_REFUSED,
			       "user %s of this machine is no counter of the "
			       "registry and cannot act as %s",
			       p->os_user, person);
	/* The service itself: no person, and nobody's to borrow. */
	if (str_eq(person, "system"))
		return err_set(e, ERR_REFUSED,
			       "nobody can act as the service itself");
	return 0;
}

bool auth_sees_titles(unsigned roles)
{
	const unsigned approvers =
		ROLE_BIT(OFFICE_HEAD) | ROLE_BIT(SECTION_CHIEF) |
		ROLE_BIT(LEADER_IN_CHARGE) | ROLE_BIT(UNIT_HEAD);

	return (roles & (ROLES_STAFF | approvers)) && !(roles & ROLES_ADMIN);
}
