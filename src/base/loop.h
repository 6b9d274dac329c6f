/* loop.h: one epoll loop: descriptors, timers, signals, and a way for other
 * threads to wake it. A callback may add and remove anything, itself too. It
 * must not block: everything that waits lives here, everything that works
 * lives in a thread or a child.
 */
#ifndef MUNIMENT_BASE_LOOP_H
#define MUNIMENT_BASE_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/own.h"

struct loop;
struct loop_fd;
struct loop_timer;

enum { LOOP_READ = 1, LOOP_WRITE = 2, LOOP_HANGUP = 4 };

int loop_new(struct loop **ret, struct err *e) WARN_UNUSED;
void loop_free(struct loop *l);
DEFINE_AUTO_PTR(loop, loop_free)

/* Watches a descriptor (borrowed: the caller closes it after loop_fd_free).
 * `ready` gets LOOP_* bits; LOOP_HANGUP is always reported. */
int loop_fd_new(struct loop_fd **ret, struct loop *l, int fd, unsigned events,
		void (*ready)(void *ctx, unsigned events), void *ctx,
		struct err *e) WARN_UNUSED;
void loop_fd_events(struct loop_fd *f, unsigned events);
void loop_fd_free(struct loop_fd *f);

/* A timer that fires once; arming it again moves it; a negative time-out
 * disarms. It starts disarmed. */
struct loop_timer *loop_timer_new(struct loop *l, void (*fire)(void *ctx),
				  void *ctx);
void loop_timer_set(struct loop_timer *t, int64_t timeout_ms);
void loop_timer_free(struct loop_timer *t);

/* Calls `on_signal` in the loop for a signal, which is blocked for the calling
 * thread (and those it starts later). */
int loop_signal(struct loop *l, int signo, void (*on_signal)(void *ctx, int),
		void *ctx, struct err *e) WARN_UNUSED;

/* From any thread: `woken` runs in the loop soon, once for many calls. */
void loop_on_wake(struct loop *l, void (*woken)(void *ctx), void *ctx);
void loop_wake(struct loop *l);

/* Runs until loop_stop(). */
int loop_run(struct loop *l, struct err *e) WARN_UNUSED;
void loop_stop(struct loop *l);

#endif
