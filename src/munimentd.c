/* munimentd: the service that holds the register.
 *
 *	munimentd --config FILE [--foreground]
 *
 * Without --foreground it goes into the background once it is ready, and the
 * command ends with 0 then. SIGTERM and SIGINT end it.
 */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/log.h"
#include "base/str.h"
#include "serve/app.h"

struct options {
	const char *config;
	bool foreground;
};

static bool parse_options(int argc, char **argv, struct options *ret)
{
	for (int i = 1; i < argc; i++)
		if (str_eq(argv[i], "--foreground"))
			ret->foreground = true;
		else if (str_eq(argv[i], "--config") && i + 1 < argc)
			ret->config = argv[++i];
		else
			return false;
	return ret->config;
}

static int read_conf(struct conf **ret, const char *path, struct err *e)
{
	AUTO(buf) struct buf complaints = BUF_INIT;
	char self[PATH_MAX] = "";
	int rc;

	if (readlink("/proc/self/exe", self, sizeof(self) - 1) < 0)
		return err_errno(e, ERR_IO, "/proc/self/exe");
	rc = conf_read(ret, path, dirname(self), &complaints, e);
	fputs(buf_text(&complaints), stderr);
	return rc;
}

static void on_signal(void *ctx, int signo)
{
	log_line(LOG_NOTICE, "signal %d (%s): going down", signo,
		 strsignal(signo));
	app_stop(ctx);
}

/* The parent of the background process waits for its one byte. */
static int go_into_background(int *ret_ready_fd, struct err *e)
{
	int fds[2];
	char byte;
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC) < 0)
		return err_errno(e, ERR_IO, "pipe");
	pid = fork();
	if (pid < 0)
		return err_errno(e, ERR_IO, "fork");
	if (pid > 0) {
		close(fds[1]);
		_exit(read(fds[0], &byte, 1) == 1 ? 0 : 1);
	}
	close(fds[0]);
	setsid();
	*ret_ready_fd = fds[1];
	return 0;
}

static int say_ready(int ready_fd, struct err *e)
{
	if (ready_fd < 0) {
		puts("ready");
		return fflush(stdout) ? err_errno(e, ERR_IO, "stdout") : 0;
	}
	return write(ready_fd, "", 1) == 1
		       ? 0
		       : err_errno(e, ERR_IO, "who started the service");
}

static int serve(const struct options *o, struct err *e)
{
	AUTO_PTR(conf) struct conf *conf = NULL;
	AUTO_PTR(app) struct app *app = NULL;
	AUTO_CLOSE int ready_fd = -1;
	int rc;

	rc = read_conf(&conf, o->config, e);
	if (rc >= 0)
		rc = crypto_init(e);
	if (rc >= 0 && !o->foreground)
		rc = go_into_background(&ready_fd, e);
	if (rc >= 0)
		rc = app_new(&app, TAKE(conf), e);
	if (rc >= 0)
		rc = loop_signal(app->loop, SIGTERM, on_signal, app, e);
	if (rc >= 0)
		rc = loop_signal(app->loop, SIGINT, on_signal, app, e);
	if (rc >= 0)
		rc = say_ready(ready_fd, e);
	if (rc >= 0) {
		auto_close_(&ready_fd);
		ready_fd = -1;
		rc = app_run(app, e);
	}
	return rc;
}

int main(int argc, char **argv)
{
	const struct rlimit no_core = {0, 0};
	struct options o = {NULL, false};
	struct err e = ERR_INIT;

	/* Nothing that is opened later may become 0, 1 or 2. */
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
			return 1;
	if (!parse_options(argc, argv, &o)) {
		fputs("usage: munimentd --config FILE [--foreground]\n",
		      stderr);
		return 2;
	}
	/* A core would hold titles in the clear. The drivers inherit it. */
	if (setrlimit(RLIMIT_CORE, &no_core) < 0)
		return 1;
	signal(SIGPIPE, SIG_IGN);
	log_open("munimentd", LOG_NOTICE);
	if (serve(&o, &e) < 0) {
		log_err(LOG_ERROR, "munimentd", &e);
		return err_exit_status(e.code);
	}
	return 0;
}
