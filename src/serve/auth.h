/* auth.h: who is at the other end, and what that lets him ask.
 *
 * The kernel says which user of this machine speaks (SO_PEERCRED): that is
 * the terminal. Only users configured as counters may speak for a person
 * (`as`). Nobody else is believed, so nobody else can change anything.
 */
#ifndef MUNIMENT_SERVE_AUTH_H
#define MUNIMENT_SERVE_AUTH_H

#include <stdbool.h>

#include "base/err.h"
#include "core/command.h"
#include "serve/conf.h"

struct peer {
	unsigned uid;
	bool counter;
	char terminal[ID_TEXT]; /* "uid:1000" */
	char os_user[ID_TEXT];	/* "clerk"; "uid:1000" when it has no name */
};

struct auth;
/* `conf` is borrowed. */
struct auth *auth_new(const struct conf *conf);
void auth_free(struct auth *a);
DEFINE_AUTO_PTR(auth, auth_free)

/* Names are looked up once for each uid. */
int auth_peer(struct auth *a, int fd, struct peer *ret,
	      struct err *e) WARN_UNUSED;
/* Whether the peer may speak for `person`: 0; ERR_USAGE when no person is
 * named; ERR_REFUSED, in plain words, when he is no counter. */
int auth_may_speak(const struct peer *p, const char *person,
		   struct err *e) WARN_UNUSED;
/* Whether somebody with these roles may see titles: the registry and those
 * who approve; never one of the three administrators. */
bool auth_sees_titles(unsigned roles);

#endif
