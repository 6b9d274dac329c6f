/* thread.h: how a thread of the service begins. */
#ifndef MUNIMENT_SERVE_THREAD_H
#define MUNIMENT_SERVE_THREAD_H

#include <pthread.h>

#include "base/err.h"

/* Starts a named thread with every signal blocked: signals are the loop's. */
int thread_start(pthread_t *ret, const char *name, void *(*run)(void *ctx),
		 void *ctx, struct err *e) WARN_UNUSED;

#endif
