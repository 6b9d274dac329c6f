/* spawn.h: the only place where child processes are started.
 *
 * Behind this header the starting can later be done by a process of another
 * user: nothing here hands out more than a descriptor, a process number and
 * the news of an end. A child gets its own process group, none of our
 * descriptors, default signals, and dies with us (PR_SET_PDEATHSIG), so that
 * kill -9 of the service leaves no driver behind.
 */
#ifndef MUNIMENT_SERVE_SPAWN_H
#define MUNIMENT_SERVE_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/loop.h"
#include "base/own.h"

enum spawn_link {
	SPAWN_SOCKET, /* fd 0 and 1: one stream socket to us; 2: our stderr */
	SPAWN_OUTPUT, /* 0: /dev/null; 1: a pipe to us; 2: another one */
};

struct spawn_spec {
	const char *const *argv; /* argv[0]: a path; NULL at the end */
	enum spawn_link link;
	/* Runs once in the loop, when the child has ended and was reaped:
	 * `status` as waitpid() gives it. May free the child. */
	void (*on_end)(void *ctx, int status);
	void *ctx;
};

struct child;
/* *ret_fd (and, for SPAWN_OUTPUT, *ret_err_fd) are non-blocking and the
 * caller's to close. A program that cannot be executed is no error here: the
 * child ends with status 127. Must be called in the loop's thread, which must
 * live as long as the process. */
int spawn_start(struct child **ret, struct loop *l,
		const struct spawn_spec *spec, int *ret_fd, int *ret_err_fd,
		struct err *e) WARN_UNUSED;
pid_t spawn_pid(const struct child *c);
/* A signal for the child's whole process group. */
void spawn_signal(const struct child *c, int signo);
/* When it still runs it is killed and reaped first (SIGKILL: waits only for
 * the kernel); on_end is not called then. */
void spawn_free(struct child *c);
DEFINE_AUTO_PTR(child, spawn_free)

/* "exit status 2", "signal 9 (Killed)": for people. Returns dst. */
const char *spawn_status_text(char *dst, size_t size, int status);

#endif
