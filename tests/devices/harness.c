/* harness.c: see harness.h. The processes; harness_talk.c has the messages. */
#include "tests/devices/harness.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 24 };

/* build/FLAVOUR/tests/devices/test_x -> build/FLAVOUR/NAME */
static void program_path(char ret[PATH_MAX], const char *name)
{
	ssize_t n = readlink("/proc/self/exe", ret, PATH_MAX - 64);
	char *slash;

	ret[n < 0 ? 0 : n] = '\0';
	for (int i = 0; i < 3; i++) {
		slash = strrchr(ret, '/');
		if (slash)
			*slash = '\0';
	}
	n = (ssize_t)strlen(ret);
	snprintf(ret + n, PATH_MAX - (size_t)n, "/%s", name);
}

/* Starts a program with descriptors 0 and 1, whose end ends it when we die. */
static pid_t start(const char *program, char *const *argv, int in, int out)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	dup2(in, 0);
	dup2(out, 1);
	execv(program, argv);
	_exit(127);
}

static bool await_ready(int fd)
{
	char text[16] = "";
	struct pollfd p = {.fd = fd, .events = POLLIN};
	ssize_t n = 0;

	if (poll(&p, 1, RIG_TIMEOUT_MS) == 1)
		n = read(fd, text, sizeof(text));
	return n >= 5 && memcmp(text, "ready", 5) == 0;
}

static bool start_device(struct rig *r, char **argv)
{
	char program[PATH_MAX];
	int in[2], out[2];
	bool up;

	program_path(program, "muniment-virtual");
	argv[0] = program;
	if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0)
		return false;
	r->device = start(program, argv, in[0], out[1]);
	close(in[0]);
	close(out[1]);
	r->device_in = in[1];
	up = await_ready(out[0]);
	close(out[0]);
	if (!up)
		printf("the virtual device does not start\n");
	return up;
}

static bool prepare(struct rig *r)
{
	memset(r, 0, sizeof(*r));
	r->fd = r->device_in = -1;
	strncpy(r->dir, "/tmp/rig.XXXXXX", sizeof(r->dir) - 1);
	if (!mkdtemp(r->dir))
		return false;
	snprintf(r->control, sizeof(r->control), "%s/ctl", r->dir);
	snprintf(r->wrapper, sizeof(r->wrapper), "%s/driver", r->dir);
	snprintf(r->capture, sizeof(r->capture), "%s/captured", r->dir);
	snprintf(r->link, sizeof(r->link), "%s/tty", r->dir);
	signal(SIGPIPE, SIG_IGN);
	return true;
}

bool rig_start_reader(struct rig *r)
{
	char *argv[] = {NULL,	     "reader",	 "--link", r->link,
			"--control", r->control, NULL};

	return prepare(r) && start_device(r, argv) && rig_start_driver(r);
}

bool rig_start_printer(struct rig *r, ...)
{
	char *argv[WORDS_MAX] = {NULL,	      "printer",   "--control",
				 r->control,  "--wrapper", r->wrapper,
				 "--capture", r->capture};
	size_t n = 8;
	va_list ap;

	if (!prepare(r))
		return false;
	r->is_printer = true;
	va_start(ap, r);
	while (n < WORDS_MAX - 1 && (argv[n] = va_arg(ap, char *)))
		n++;
	va_end(ap);
	return start_device(r, argv) && rig_start_driver(r);
}

static bool start_driver(struct rig *r, char **argv)
{
	char program[PATH_MAX];
	int pair[2];

	program_path(program, "muniment-driver");
	argv[0] = r->is_printer ? r->wrapper : program;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return false;
	buf_clear(&r->in);
	r->driver = start(argv[0], argv, pair[1], pair[1]);
	close(pair[1]);
	r->fd = pair[0];
	return r->driver > 0;
}

bool rig_start_driver_with(struct rig *r, ...)
{
	char *argv[WORDS_MAX] = {NULL};
	size_t n = 1;
	va_list ap;

	va_start(ap, r);
	while (n < WORDS_MAX - 1 && (argv[n] = va_arg(ap, char *)))
		n++;
	va_end(ap);
	return start_driver(r, argv);
}

bool rig_start_driver(struct rig *r)
{
	char device[RIG_PATH + 64];

	snprintf(device, sizeof(device), "device=pn532_uart:%s:115200",
		 r->link);
	if (r->is_printer)
		return rig_start_driver_with(r, "printer", "name=p1",
					     "language=tspl",
					     "usb=serial:VIRTUAL1", NULL);
	return rig_start_driver_with(r, "reader_libnfc", "name=d1", device,
				     NULL);
}

void rig_hang_up(struct rig *r)
{
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
}

/* Waits for a child with a limit: its descriptor becomes readable. */
static bool await_child(pid_t pid, int *ret_status)
{
	struct pollfd p = {.events = POLLIN};
	bool ended;

	p.fd = (int)syscall(SYS_pidfd_open, pid, 0);
	ended = poll(&p, 1, RIG_TIMEOUT_MS) == 1;
	close(p.fd);
	if (!ended)
		kill(pid, SIGKILL);
	waitpid(pid, ret_status, 0);
	return ended;
}

bool rig_await_exit(struct rig *r, int *ret_status)
{
	bool ended = await_child(r->driver, ret_status);

	r->driver = 0;
	if (!ended)
		printf("the driver does not end\n");
	return ended;
}

bool rig_stop(struct rig *r)
{
	bool well = true;
	int status;

	rig_hang_up(r);
	if (r->driver > 0) {
		well = rig_await_exit(r, &status) && WIFEXITED(status) &&
		       WEXITSTATUS(status) == 0;
		if (!well)
			printf("the driver ended with status %x\n", status);
	}
	if (r->device_in >= 0)
		close(r->device_in);
	if (r->device > 0 &&
	    !(await_child(r->device, &status) && status == 0)) {
		printf("the virtual device ended with status %x\n", status);
		well = false;
	}
	unlink(r->wrapper);
	unlink(r->capture);
	rmdir(r->dir);
	buf_done(&r->in);
	buf_done(&r->log);
	return well;
}
