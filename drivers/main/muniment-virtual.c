/* muniment-virtual: a virtual reader or printer for tests, the demo and for
 * playing with; and the hand that works it.
 *
 *	muniment-virtual reader --link PATH --control SOCK
 *	muniment-virtual printer --control SOCK --wrapper PATH [--capture FILE]
 *		[--serial TEXT] [--print-ms N] [--reset-ms N] [--driver PATH]
 *	muniment-virtual ctl SOCK WORDS...
 *
 * A device says "ready" on stdout when it is up, and ends on SIGTERM, SIGINT
 * or when its stdin ends (--stay: not then).
 */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/loop.h"
#include "base/str.h"
#include "drivers/virtual/control.h"
#include "drivers/virtual/virtual_printer.h"
#include "drivers/virtual/virtual_reader.h"
#include "drivers/virtual/wrapper.h"

enum { CTL_TIMEOUT_MS = 30000, PRINT_MS = 400 };

static const char usage[] =
	"usage: muniment-virtual reader --link PATH --control SOCK\n"
	"       muniment-virtual printer --control SOCK --wrapper PATH\n"
	"                [--capture FILE] [--serial TEXT] [--print-ms N]\n"
	"                [--reset-ms N] [--driver PATH]\n"
	"       muniment-virtual ctl SOCK WORDS...\n"
	"A device also takes --stay: do not end with stdin.\n";

struct options {
	const char *link;
	struct virtual_printer_setup printer;
	bool stay;
};

enum option_id {
	OPT_LINK = 1,
	OPT_CONTROL,
	OPT_WRAPPER,
	OPT_CAPTURE,
	OPT_SERIAL,
	OPT_PRINT_MS,
	OPT_RESET_MS,
	OPT_DRIVER,
	OPT_STAY
};
static const struct option long_options[] = {
	{"link", required_argument, NULL, OPT_LINK},
	{"control", required_argument, NULL, OPT_CONTROL},
	{"wrapper", required_argument, NULL, OPT_WRAPPER},
	{"capture", required_argument, NULL, OPT_CAPTURE},
	{"serial", required_argument, NULL, OPT_SERIAL},
	{"print-ms", required_argument, NULL, OPT_PRINT_MS},
	{"reset-ms", required_argument, NULL, OPT_RESET_MS},
	{"driver", required_argument, NULL, OPT_DRIVER},
	{"stay", no_argument, NULL, OPT_STAY},
	{0},
};

static int parse_ms(const char *text, int *ret, struct err *e)
{
	int64_t n;

	if (!str_to_int(text, 0, 3600000, &n))
		return err_set(e, ERR_USAGE,
			       "'%s' is not a number of "
			       "milliseconds",
			       text);
	*ret = (int)n;
	return 0;
}

static int parse(int argc, char **argv, struct options *o, struct err *e)
{
	int c, rc = 0;

	while (rc >= 0 &&
	       (c = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		switch (c) {
		case OPT_LINK:
			o->link = optarg;
			break;
		case OPT_CONTROL:
			o->printer.control = optarg;
			break;
		case OPT_WRAPPER:
			o->printer.wrapper = optarg;
			break;
		case OPT_CAPTURE:
			o->printer.capture = optarg;
			break;
		case OPT_SERIAL:
			o->printer.serial = optarg;
			break;
		case OPT_PRINT_MS:
			rc = parse_ms(optarg, &o->printer.print_ms, e);
			break;
		case OPT_RESET_MS:
			rc = parse_ms(optarg, &o->printer.reset_ms, e);
			break;
		case OPT_DRIVER:
			o->printer.driver = optarg;
			break;
		case OPT_STAY:
			o->stay = true;
			break;
		default:
			rc = err_set(e, ERR_USAGE, "see the usage below");
		}
	}
	if (rc >= 0 && !o->printer.control)
		rc = err_set(e, ERR_USAGE, "--control is missing");
	return rc;
}

/* muniment-driver lies beside this program. */
static void find_driver(char ret[PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", ret, PATH_MAX - 32);
	char *slash;

	ret[n < 0 ? 0 : n] = '\0';
	slash = strrchr(ret, '/');
	memcpy(slash ? slash + 1 : ret, "muniment-driver",
	       sizeof("muniment-driver"));
}

/* ---- running ------------------------------------------------------------- */

static void on_signal(void *ctx, int signo)
{
	(void)signo;
	loop_stop(ctx);
}

static void on_stdin(void *ctx, unsigned events)
{
	char bytes[256];

	(void)events;
	if (read(STDIN_FILENO, bytes, sizeof(bytes)) <= 0)
		loop_stop(ctx);
}

static int run_loop(struct loop *l, bool stay, struct err *e)
{
	struct loop_fd *watch = NULL;
	struct stat st;
	int rc = loop_signal(l, SIGTERM, on_signal, l, e);

	if (rc >= 0)
		rc = loop_signal(l, SIGINT, on_signal, l, e);
	/* A plain file as stdin (/dev/null) cannot be waited for. */
	stay = stay || fstat(STDIN_FILENO, &st) < 0 ||
	       !(S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode));
	if (rc >= 0 && !stay)
		rc = loop_fd_new(&watch, l, STDIN_FILENO, LOOP_READ, on_stdin,
				 l, e);
	if (rc < 0)
		return rc;
	puts("ready");
	fflush(stdout);
	rc = loop_run(l, e);
	loop_fd_free(watch);
	return rc;
}

static int run_reader(const struct options *o, struct err *e)
{
	AUTO_PTR(loop) struct loop *l = NULL;
	AUTO_PTR(virtual_reader) struct virtual_reader *v = NULL;
	int rc;

	if (!o->link)
		return err_set(e, ERR_USAGE, "--link is missing");
	rc = loop_new(&l, e);
	if (rc >= 0)
		rc = virtual_reader_new(&v, l, o->link, o->printer.control, e);
	return rc < 0 ? rc : run_loop(l, o->stay, e);
}

static int run_printer(const struct options *o, char *const *argv,
		       struct err *e)
{
	AUTO_PTR(loop) struct loop *l = NULL;
	AUTO_PTR(virtual_printer) struct virtual_printer *v = NULL;
	int rc;

	if (!o->printer.wrapper)
		return err_set(e, ERR_USAGE, "--wrapper is missing");
	rc = wrapper_enter(argv, e);
	if (rc >= 0)
		rc = loop_new(&l, e);
	if (rc >= 0)
		rc = virtual_printer_new(&v, l, &o->printer, e);
	return rc < 0 ? rc : run_loop(l, o->stay, e);
}

static int ctl(char **words, int n, struct err *e)
{
	AUTO(buf) struct buf answer = BUF_INIT;
	int rc;

	if (n < 2)
		return err_set(e, ERR_USAGE, "ctl SOCK WORDS...");
	rc = control_call(words[0], words + 1, (size_t)(n - 1), CTL_TIMEOUT_MS,
			  &answer, e);
	if (rc >= 0)
		fputs(answer.len ? buf_text(&answer) : "ok\n", stdout);
	return rc;
}

int main(int argc, char **argv)
{
	char driver[PATH_MAX];
	struct options o = {
		.printer = {.serial = "VIRTUAL1",
			    .driver = driver,
			    .print_ms = PRINT_MS},
	};
	struct err e = ERR_INIT;
	const char *what = argc > 1 ? argv[1] : "";
	int rc;

	signal(SIGPIPE, SIG_IGN);
	log_open("muniment-virtual", LOG_NOTICE);
	find_driver(driver);
	if (str_eq(what, "ctl")) {
		rc = ctl(argv + 2, argc - 2, &e);
	} else if (str_eq(what, "reader") || str_eq(what, "printer")) {
		rc = parse(argc - 1, argv + 1, &o, &e);
		if (rc >= 0)
			rc = str_eq(what, "reader") ? run_reader(&o, &e)
						    : run_printer(&o, argv, &e);
	} else {
		rc = err_set(&e, ERR_USAGE, "reader, printer or ctl");
	}
	if (rc >= 0)
		return 0;
	fprintf(stderr, "muniment-virtual: %s\n", e.msg);
	if (rc == ERR_USAGE)
		fputs(usage, stderr);
	return err_exit_status(rc);
}
