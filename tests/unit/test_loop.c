/* uses: base
 * The event loop: descriptors, timers, signals and wakes, and callbacks that
 * free what is about to be called. Each test ends by its own event; a watchdog
 * timer fails it otherwise. */
#include "base/loop.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"
#include "tests/suite.h"

enum { WATCHDOG_MS = 10000, WAKES = 1000 };

struct scene {
	struct loop *loop;
	struct loop_timer *watchdog, *timers[3];
	struct loop_fd *fds[2];
	int pipes[2][2];
	char order[16];
	unsigned events;
	int calls, signo;
};

static void too_late(void *ctx)
{
	struct scene *s = ctx;

	CU_FAIL("watchdog");
	loop_stop(s->loop);
}

static void scene_init(struct scene *s)
{
	memset(s, 0, sizeof(*s));
	if (loop_new(&s->loop, NULL) < 0 || pipe(s->pipes[0]) < 0 ||
	    pipe(s->pipes[1]) < 0)
		CU_FAIL_FATAL("loop");
	s->watchdog = loop_timer_new(s->loop, too_late, s);
	loop_timer_set(s->watchdog, WATCHDOG_MS);
}

static void scene_done(struct scene *s)
{
	loop_free(s->loop);
	for (int i = 0; i < 4; i++)
		auto_close_(&s->pipes[i / 2][i % 2]);
}

static void mark(struct scene *s, char c)
{
	s->order[strlen(s->order)] = c;
}

static void fire_a(void *ctx)
{
	mark(ctx, 'a');
}

static void fire_b(void *ctx)
{
	mark(ctx, 'b');
}

static void fire_stop(void *ctx)
{
	struct scene *s = ctx;

	mark(s, '.');
	loop_stop(s->loop);
}

static void timers_fire_in_order(void)
{
	struct scene s;
	int64_t begun = clock_monotonic_ms();

	scene_init(&s);
	s.timers[0] = loop_timer_new(s.loop, fire_a, &s);
	s.timers[1] = loop_timer_new(s.loop, fire_b, &s);
	s.timers[2] = loop_timer_new(s.loop, fire_stop, &s);
	loop_timer_set(s.timers[2], 30);
	loop_timer_set(s.timers[0], 20);
	loop_timer_set(s.timers[1], 10);
	CU_ASSERT_EQUAL(loop_run(s.loop, NULL), 0);
	CU_ASSERT_STRING_EQUAL(s.order, "ba.");
	CU_ASSERT_TRUE(clock_monotonic_ms() - begun >= 30);
	/* Fired once; moved and disarmed ones keep to the last word. */
	memset(s.order, 0, sizeof(s.order));
	loop_timer_set(s.timers[0], 0);
	loop_timer_set(s.timers[0], -1);
	loop_timer_set(s.timers[1], WATCHDOG_MS);
	loop_timer_set(s.timers[1], 1);
	loop_timer_set(s.timers[2], 5);
	CU_ASSERT_EQUAL(loop_run(s.loop, NULL), 0);
	CU_ASSERT_STRING_EQUAL(s.order, "b.");
	scene_done(&s);
}

static void readable(void *ctx, unsigned events)
{
	struct scene *s = ctx;
	char c = 0;

	s->events |= events;
	if (events & LOOP_READ && read(s->pipes[0][0], &c, 1) == 1) {
		mark(s, c);
		auto_close_(&s->pipes[0][1]);
		s->pipes[0][1] = -1;
		return;
	}
	loop_stop(s->loop);
}

static void descriptors_are_told(void)
{
	struct scene s;

	scene_init(&s);
	CU_ASSERT_EQUAL(loop_fd_new(&s.fds[0], s.loop, s.pipes[0][0], LOOP_READ,
				    readable, &s, NULL),
			0);
	CU_ASSERT_EQUAL(write(s.pipes[0][1], "x", 1), 1);
	CU_ASSERT_EQUAL(loop_run(s.loop, NULL), 0);
	CU_ASSERT_STRING_EQUAL(s.order, "x");
	CU_ASSERT_EQUAL(s.events, LOOP_READ | LOOP_HANGUP);
	CU_ASSERT_EQUAL(loop_fd_new(&s.fds[1], s.loop, 1000, LOOP_READ,
				    readable, &s, NULL),
			ERR_IO);
	loop_fd_free(s.fds[0]);
	loop_fd_free(NULL);
	scene_done(&s);
}

/* Two descriptors ready in one round: whoever is called first frees both. */
static void free_both(void *ctx, unsigned events)
{
	struct scene *s = ctx;

	(void)events;
	s->calls++;
	loop_fd_free(s->fds[0]);
	loop_fd_free(s->fds[1]);
	loop_timer_free(s->timers[0]);
	loop_timer_set(s->timers[1], 0);
}

static void callbacks_may_free_anything(void)
{
	struct scene s;

	scene_init(&s);
	for (int i = 0; i < 2; i++) {
		CU_ASSERT_EQUAL(loop_fd_new(&s.fds[i], s.loop, s.pipes[i][0],
					    LOOP_READ, free_both, &s, NULL),
				0);
		CU_ASSERT_EQUAL(write(s.pipes[i][1], "x", 1), 1);
	}
	s.timers[0] = loop_timer_new(s.loop, fire_a, &s);
	s.timers[1] = loop_timer_new(s.loop, fire_stop, &s);
	loop_timer_set(s.timers[0], 0);
	CU_ASSERT_EQUAL(loop_run(s.loop, NULL), 0);
	CU_ASSERT_EQUAL(s.calls, 1);
	CU_ASSERT_STRING_EQUAL(s.order, ".");
	scene_done(&s);
}

static void fire_again(void *ctx)
{
	struct scene *s = ctx;

	if (++s->calls < 100000)
		loop_timer_set(s->timers[0], 0);
}

/* A timer that always arms itself anew must not keep descriptors waiting. */
static void busy_timer_starves_nobody(void)
{
	struct scene s;

	scene_init(&s);
	s.timers[0] = loop_timer_new(s.loop, fire_again, &s);
	loop_timer_set(s.timers[0], 0);
	CU_ASSERT_EQUAL(loop_fd_new(&s.fds[0], s.loop, s.pipes[0][0], LOOP_READ,
				    readable, &s, NULL),
			0);
	CU_ASSERT_EQUAL(write(s.pipes[0][1], "x", 1), 1);
	CU_ASSERT_EQUAL(loop_run(s.loop, NULL), 0);
	CU_ASSERT_TRUE(s.calls < 100);
	CU_ASSERT_STRING_EQUAL(s.order, "x");
	scene_done(&s);
}

static void *wake_many(void *ctx)
{
	struct scene *s = ctx;

	for (int i = 0; i < WAKES; i++) {
		__atomic_store_n(&s->signo, i + 1, __ATOMIC_RELEASE);
		loop_wake(s->loop);
	}
	return NULL;
}

static void woken(void *ctx)
{
	struct scene *s = ctx;

	s->calls++;
	if (__atomic_load_n(&s->signo, __ATOMIC_ACQUIRE) == WAKES)
		loop_stop(s->loop);
}

/* No wake is lost, though many may come as one. */
static void threads_wake_it(void)
{
	pthread_t thread;
	struct scene s;

	scene_init(&s);
	loop_on_wake(s.loop, woken, &s);
	CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, wake_many, &s), 0);
	CU_ASSERT_EQUAL(loop_run(s.loop, NULL), 0);
	pthread_join(thread, NULL);
	CU_ASSERT_TRUE(s.calls >= 1 && s.calls <= WAKES);
	scene_done(&s);
}

static void on_signal(void *ctx, int signo)
{
	struct scene *s = ctx;

	s->signo = signo;
	if (++s->calls == 2)
		loop_stop(s->loop);
	else
		raise(SIGUSR2);
}

static void signals_arrive_in_the_loop(void)
{
	struct scene s;

	scene_init(&s);
	CU_ASSERT_EQUAL(loop_signal(s.loop, SIGUSR1, on_signal, &s, NULL), 0);
	CU_ASSERT_EQUAL(loop_signal(s.loop, SIGUSR2, on_signal, &s, NULL), 0);
	raise(SIGUSR1);
	CU_ASSERT_EQUAL(s.calls, 0);
	CU_ASSERT_EQUAL(loop_run(s.loop, NULL), 0);
	CU_ASSERT_EQUAL(s.calls, 2);
	CU_ASSERT_EQUAL(s.signo, SIGUSR2);
	scene_done(&s);
	loop_free(NULL);
}

static const struct suite_test tests[] = {
	{"timers fire in order", timers_fire_in_order},
	{"descriptors are told", descriptors_are_told},
	{"callbacks may free anything", callbacks_may_free_anything},
	{"a busy timer starves nobody", busy_timer_starves_nobody},
	{"threads wake it", threads_wake_it},
	{"signals arrive in the loop", signals_arrive_in_the_loop},
};
SUITE_MAIN("loop", tests)
