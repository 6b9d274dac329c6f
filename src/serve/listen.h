/* listen.h: the Unix socket that the service listens on. There is no other
 * way in. */
#ifndef MUNIMENT_SERVE_LISTEN_H
#define MUNIMENT_SERVE_LISTEN_H

#include "base/err.h"

/* Listens on `path`, mode 0660, of `group` when it is not "". A socket file
 * that nobody answers on is replaced; ERR_BUSY when somebody does. The
 * descriptor is non-blocking and the caller's. */
int listen_unix(int *ret_fd, const char *path, const char *group,
		struct err *e) WARN_UNUSED;

#endif
