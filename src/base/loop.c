/* loop.c: see loop.h. Freed watchers are kept in a list until the round is
 * over, so that a callback may free any of them. */
#include "base/loop.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"

struct loop_fd {
	struct loop *loop;
	int fd;
	void (*ready)(void *ctx, unsigned events);
	void *ctx;
	bool dead;
	struct loop_fd *next;
};

struct loop_timer {
	struct loop *loop;
	void (*fire)(void *ctx);
	void *ctx;
	int64_t due_ms; /* -1: disarmed */
	struct loop_timer *next;
};

struct loop {
	int epoll_fd, wake_fd, signal_fd;
	sigset_t signals;
	bool stop;
	struct loop_fd *fds, *dead;
	struct loop_timer *timers, *dead_timers;
	struct loop_fd *wake, *signal;
	void (*woken)(void *ctx);
	void *woken_ctx;
	struct {
		void (*fn)(void *ctx, int signo);
		void *ctx;
	} on_signal[65];
};

static void wake_ready(void *ctx, unsigned events)
{
	struct loop *l = ctx;
	uint64_t n;

	(void)events;
	if (read(l->wake_fd, &n, sizeof(n)) < 0)
		return;
	if (l->woken)
		l->woken(l->woken_ctx);
}

static void signal_ready(void *ctx, unsigned events)
{
	struct loop *l = ctx;
	struct signalfd_siginfo info;

	(void)events;
	while (read(l->signal_fd, &info, sizeof(info)) == sizeof(info))
		if (info.ssi_signo < ARRAY_LEN(l->on_signal) &&
		    l->on_signal[info.ssi_signo].fn)
			l->on_signal[info.ssi_signo].fn(
				l->on_signal[info.ssi_signo].ctx,
				(int)info.ssi_signo);
}

int loop_new(struct loop **ret, struct err *e)
{
	AUTO_PTR(loop) struct loop *l = mem_alloc(sizeof(*l));
	int rc;

	l->wake_fd = l->signal_fd = -1;
	sigemptyset(&l->signals);
	l->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (l->epoll_fd < 0)
		return err_errno(e, ERR_IO, "event loop");
	l->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (l->wake_fd < 0)
		return err_errno(e, ERR_IO, "event loop");
	rc = loop_fd_new(&l->wake, l, l->wake_fd, LOOP_READ, wake_ready, l, e);
	if (rc < 0)
		return rc;
	*ret = TAKE(l);
	return 0;
}

static void free_fds(struct loop_fd *f)
{
	while (f) {
		struct loop_fd *next = f->next;

		free(f);
		f = next;
	}
}

static void free_timers(struct loop_timer *t)
{
	while (t) {
		struct loop_timer *next = t->next;

		free(t);
		t = next;
	}
}

void loop_free(struct loop *l)
{
	if (!l)
		return;
	free_fds(l->fds);
	free_fds(l->dead);
	free_timers(l->timers);
	free_timers(l->dead_timers);
	auto_close_(&l->epoll_fd);
	auto_close_(&l->wake_fd);
	auto_close_(&l->signal_fd);
	free(l);
}

static uint32_t to_epoll(unsigned events)
{
	return (events & LOOP_READ ? (uint32_t)EPOLLIN : 0) |
	       (events & LOOP_WRITE ? (uint32_t)EPOLLOUT : 0);
}

int loop_fd_new(struct loop_fd **ret, struct loop *l, int fd, unsigned events,
		void (*ready)(void *ctx, unsigned events), void *ctx,
		struct err *e)
{
	struct loop_fd *f = mem_alloc(sizeof(*f));
	struct epoll_event ev = {.events = to_epoll(events), .data.ptr = f};

	*f = (struct loop_fd){l, fd, ready, ctx, false, l->fds};
	if (epoll_ctl(l->epoll_fd, EPOLL_CTL_ADD, fd, &ev) < 0) {
		free(f);
		return err_errno(e, ERR_IO, "event loop: descriptor %d", fd);
	}
	l->fds = f;
	*ret = f;
	return 0;
}

void loop_fd_events(struct loop_fd *f, unsigned events)
{
	struct epoll_event ev = {.events = to_epoll(events), .data.ptr = f};

	epoll_ctl(f->loop->epoll_fd, EPOLL_CTL_MOD, f->fd, &ev);
}

void loop_fd_free(struct loop_fd *f)
{
	struct loop_fd **p;

	if (!f)
		return;
	epoll_ctl(f->loop->epoll_fd, EPOLL_CTL_DEL, f->fd, NULL);
	for (p = &f->loop->fds; *p != f; p = &(*p)->next)
		;
	*p = f->next;
	f->dead = true;
	f->next = f->loop->dead;
	f->loop->dead = f;
}

struct loop_timer *loop_timer_new(struct loop *l, void (*fire)(void *ctx),
				  void *ctx)
{
	struct loop_timer *t = mem_alloc(sizeof(*t));

	*t = (struct loop_timer){l, fire, ctx, -1, l->timers};
	l->timers = t;
	return t;
}

void loop_timer_set(struct loop_timer *t, int64_t timeout_ms)
{
	t->due_ms = timeout_ms < 0 ? -1 : clock_monotonic_ms() + timeout_ms;
}

void loop_timer_free(struct loop_timer *t)
{
	struct loop_timer **p;

	if (!t)
		return;
	for (p = &t->loop->timers; *p != t; p = &(*p)->next)
		;
	*p = t->next;
	t->due_ms = -1;
	t->next = t->loop->dead_timers;
	t->loop->dead_timers = t;
}

int loop_signal(struct loop *l, int signo, void (*on_signal)(void *ctx, int),
		void *ctx, struct err *e)
{
	int fd, rc;

	l->on_signal[signo].fn = on_signal;
	l->on_signal[signo].ctx = ctx;
	sigaddset(&l->signals, signo);
	if (sigprocmask(SIG_BLOCK, &l->signals, NULL) < 0)
		return err_errno(e, ERR_IO, "signals");
	fd = signalfd(l->signal_fd, &l->signals, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		return err_errno(e, ERR_IO, "signals");
	if (l->signal_fd >= 0)
		return 0;
	l->signal_fd = fd;
	rc = loop_fd_new(&l->signal, l, fd, LOOP_READ, signal_ready, l, e);
	return rc;
}

void loop_on_wake(struct loop *l, void (*woken)(void *ctx), void *ctx)
{
	l->woken = woken;
	l->woken_ctx = ctx;
}

void loop_wake(struct loop *l)
{
	uint64_t one = 1;

	/* It can only fail when it is about to wake up anyway (EAGAIN). */
	if (write(l->wake_fd, &one, sizeof(one)) < 0)
		return;
}

static struct loop_timer *earliest(struct loop *l)
{
	struct loop_timer *best = NULL;

	for (struct loop_timer *t = l->timers; t; t = t->next)
		if (t->due_ms >= 0 && (!best || t->due_ms < best->due_ms))
			best = t;
	return best;
}

static int wait_ms(struct loop *l)
{
	const struct loop_timer *t = earliest(l);
	int64_t left;

	if (!t)
		return -1;
	left = t->due_ms - clock_monotonic_ms();
	return left < 0 ? 0 : left > 60000 ? 60000 : (int)left;
}

static void fire_timers(struct loop *l)
{
	/* Only what was due when the round began: a timer that arms itself
	 * with 0 ms must not starve the descriptors. */
	int64_t now = clock_monotonic_ms();

	for (;;) {
		struct loop_timer *t = earliest(l);

		if (!t || t->due_ms > now || l->stop)
			return;
		t->due_ms = -1;
		t->fire(t->ctx);
		if (t->due_ms >= 0 && t->due_ms <= now)
			return;
	}
}

int loop_run(struct loop *l, struct err *e)
{
	struct epoll_event events[64];

	l->stop = false;
	while (!l->stop) {
		int n = epoll_wait(l->epoll_fd, events, ARRAY_LEN(events),
				   wait_ms(l));

		if (n < 0 && errno != EINTR)
			return err_errno(e, ERR_IO, "event loop");
		for (int i = 0; i < n && !l->stop; i++) {
			struct loop_fd *f = events[i].data.ptr;
			uint32_t ev = events[i].events;

			if (f->dead)
				continue;
			f->ready(f->ctx,
				 (ev & EPOLLIN ? LOOP_READ : 0U) |
					 (ev & EPOLLOUT ? LOOP_WRITE : 0U) |
					 (ev & (EPOLLHUP | EPOLLERR)
						  ? LOOP_HANGUP
						  : 0U));
		}
		fire_timers(l);
		free_fds(TAKE(l->dead));
		free_timers(TAKE(l->dead_timers));
	}
	return 0;
}

void loop_stop(struct loop *l)
{
	l->stop = true;
}
