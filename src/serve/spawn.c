/* spawn.c: see spawn.h. */
#include "serve/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct child {
	pid_t pid;
	int pid_fd;
	struct loop_fd *watch;
	bool ended;
	void (*on_end)(void *ctx, int status);
	void *ctx;
};

/* The child's side and ours of 0, 1 and 2; -1 where there is none. */
struct ends {
	int child[3];
	int ours, ours_err;
};

static void ends_done(struct ends *s)
{
	/* With a socket 0 and 1 are the same descriptor. */
	if (s->child[1] == s->child[0])
		s->child[1] = -1;
	for (int i = 0; i < 3; i++)
		auto_close_(&s->child[i]);
	auto_close_(&s->ours);
	auto_close_(&s->ours_err);
}
DEFINE_AUTO_VAL(ends, ends_done)

static int open_socket(struct ends *s, struct err *e)
{
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0)
		return err_errno(e, ERR_IO, "socket for a driver");
	s->ours = fds[0];
	s->child[0] = s->child[1] = fds[1];
	return 0;
}

static int open_output(struct ends *s, struct err *e)
{
	int fds[2];

	s->child[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (s->child[0] < 0)
		return err_errno(e, ERR_IO, "/dev/null");
	if (pipe2(fds, O_CLOEXEC) < 0)
		return err_errno(e, ERR_IO, "pipe for a child");
	s->ours = fds[0];
	s->child[1] = fds[1];
	if (pipe2(fds, O_CLOEXEC) < 0)
		return err_errno(e, ERR_IO, "pipe for a child");
	s->ours_err = fds[0];
	s->child[2] = fds[1];
	return 0;
}

/* Between fork and exec: only what is safe in a copy of a process that had
 * several threads. */
__attribute__((noreturn)) static void become(const struct spawn_spec *spec,
					     const struct ends *s, pid_t parent)
{
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* The parent may have died before that call. */
	if (getppid() != parent)
		_exit(127);
	setpgid(0, 0);
	for (int i = 0; i < 3; i++)
		if (s->child[i] >= 0 && dup2(s->child[i], i) < 0)
			_exit(127);
	close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
	signal(SIGPIPE, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	/* execv takes char *const[] but does not write to it. */
	execv(spec->argv[0], (char *const *)(uintptr_t)spec->argv);
	dprintf(STDERR_FILENO, "%s: %s\n", spec->argv[0], strerror(errno));
	_exit(127);
}

static void reap(void *ctx, unsigned events)
{
	struct child *c = ctx;
	int status = 0;

	(void)events;
	if (waitpid(c->pid, &status, WNOHANG) != c->pid)
		return;
	c->ended = true;
	loop_fd_free(TAKE(c->watch));
	c->on_end(c->ctx, status);
}

static void set_nonblocking(int fd)
{
	if (fd >= 0)
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

int spawn_start(struct child **ret, struct loop *l,
		const struct spawn_spec *spec, int *ret_fd, int *ret_err_fd,
		struct err *e)
{
	AUTO(ends) struct ends s = {{-1, -1, -1}, -1, -1};
	AUTO_PTR(child) struct child *c = NULL;
	pid_t parent = getpid(), pid;
	int rc;

	rc = spec->link == SPAWN_SOCKET ? open_socket(&s, e)
					: open_output(&s, e);
	if (rc < 0)
		return rc;
	pid = fork();
	if (pid < 0)
		return err_errno(e, ERR_IO, "%s", spec->argv[0]);
	if (pid == 0)
		become(spec, &s, parent);
	/* On both sides, as either may come first. */
	setpgid(pid, pid);
	c = mem_alloc(sizeof(*c));
	*c = (struct child){.pid = pid,
			    .pid_fd = pidfd_open(pid, 0),
			    .on_end = spec->on_end,
			    .ctx = spec->ctx};
	if (c->pid_fd < 0)
		return err_errno(e, ERR_IO, "%s", spec->argv[0]);
	rc = loop_fd_new(&c->watch, l, c->pid_fd, LOOP_READ, reap, c, e);
	if (rc < 0)
		return rc;
	set_nonblocking(s.ours);
	set_nonblocking(s.ours_err);
	*ret_fd = TAKE_FD(s.ours);
	if (s.ours_err >= 0)
		*ret_err_fd = TAKE_FD(s.ours_err);
	*ret = TAKE(c);
	return 0;
}

pid_t spawn_pid(const struct child *c)
{
	return c->pid;
}

void spawn_signal(const struct child *c, int signo)
{
	/* After the reaping the number may be somebody else's. */
	if (!c->ended)
		kill(-c->pid, signo);
}

void spawn_free(struct child *c)
{
	if (!c)
		return;
	if (!c->ended) {
		spawn_signal(c, SIGKILL);
		while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	loop_fd_free(c->watch);
	auto_close_(&c->pid_fd);
	free(c);
}

const char *spawn_status_text(char *dst, size_t size, int status)
{
	if (WIFSIGNALED(status))
		snprintf(dst, size, "signal %d (%s)", WTERMSIG(status),
			 strsignal(WTERMSIG(status)));
	else
		snprintf(dst, size, "exit status %d", WEXITSTATUS(status));
	return dst;
}
