/* thread.c: see thread.h. */
#include "serve/thread.h"

#include <errno.h>
#include <signal.h>

int thread_start(pthread_t *ret, const char *name, void *(*run)(void *ctx),
		 void *ctx, struct err *e)
{
	sigset_t all, before;
	int rc;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(ret, NULL, run, ctx);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (rc) {
		errno = rc;
		return err_errno(e, ERR_IO, "thread %s", name);
	}
	pthread_setname_np(*ret, name);
	return 0;
}
