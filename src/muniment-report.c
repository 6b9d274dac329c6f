/* muniment-report.c: makes one report, or the journal's export, from a register
 * and ends. The service starts it as a child, so that long work and the drawing
 * libraries stay out of the process that holds the register; it also works by
 * hand, beside a running service or without one. It only reads.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "base/str.h"
#include "core/due.h"
#include "register/register.h"
#include "report/catalogue.h"
#include "report/render.h"

static const char usage[] =
	"usage: muniment-report --register PATH --name NAME [--as-of TIME]\n"
	"           [--format text|csv|json|pdf] [--titles] [--by PERSON]\n"
	"           [--output FILE]\n"
	"       muniment-report --register PATH --export [--full] "
	"[--output FILE]\n"
	"  --as-of   2025-09-22 (its close of business) or 2025-09-22T17:30;\n"
	"            without it: the last close of business\n"
	"  --full    the export holds titles and names; without it only their\n"
	"            hashes\n";

/* ---- words --------------------------------------------------------------- */

struct options {
	const char *register_path, *name, *as_of, *format, *by, *output;
	bool titles, export, full, help;
};

/* Fills the options; each takes a value, or is a flag. */
static int parse(struct options *o, int argc, char **argv, struct err *e)
{
	const struct {
		const char *name;
		const char **value;
		bool *flag;
	} table[] = {
		{"--register", &o->register_path, NULL},
		{"--name", &o->name, NULL},
		{"--as-of", &o->as_of, NULL},
		{"--format", &o->format, NULL},
		{"--by", &o->by, NULL},
		{"--output", &o->output, NULL},
		{"--titles", NULL, &o->titles},
		{"--export", NULL, &o->export},
		{"--full", NULL, &o->full},
		{"--help", NULL, &o->help},
	};

	for (int i = 1; i < argc; i++) {
		size_t k = 0;

		while (k < ARRAY_LEN(table) && !str_eq(table[k].name, argv[i]))
			k++;
		if (k == ARRAY_LEN(table))
			return err_set(e, ERR_USAGE, "unknown option %s",
				       argv[i]);
		if (table[k].flag)
			*table[k].flag = true;
		else if (i + 1 < argc)
			*table[k].value = argv[++i];
		else
			return err_set(e, ERR_USAGE, "%s needs a value",
				       argv[i]);
	}
	if (o->help)
		return 0;
	if (!o->register_path)
		return err_set(e, ERR_USAGE, "--register is missing");
	if (o->export == (o->name != NULL))
		return err_set(e, ERR_USAGE,
			       "expected either --name or --export");
	return 0;
}

/* ---- where it goes ------------------------------------------------------- */

/* Standard output, or a file that appears under its name only when whole. */
struct sink {
	int fd;
	const char *path; /* NULL: standard output */
	char *made;	  /* the file's name until then; owned */
	struct buf waiting;
};

enum { SINK_CHUNK = 1 << 16 };

static void sink_done(struct sink *s)
{
	if (s->made) {
		close(s->fd);
		unlink(s->made);
	}
	free(s->made);
	buf_done(&s->waiting);
}
DEFINE_AUTO_VAL(sink, sink_done)

static int sink_open(struct sink *s, const char *path, struct err *e)
{
	struct buf name = BUF_INIT;

	*s = (struct sink){.fd = STDOUT_FILENO, .path = path};
	if (!path)
		return 0;
	buf_printf(&name, "%s.XXXXXX", path);
	s->made = buf_take(&name);
	/* Mode 0600: a list of secrets is itself one. */
	s->fd = mkostemp(s->made, O_CLOEXEC);
	if (s->fd < 0) {
		err_errno(e, ERR_IO, "%s cannot be written", path);
		free(TAKE(s->made));
		return e->code;
	}
	return 0;
}

static int sink_flush(struct sink *s, struct err *e)
{
	size_t at = 0;

	while (at < s->waiting.len) {
		ssize_t n =
			write(s->fd, s->waiting.data + at, s->waiting.len - at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(e, ERR_IO, "%s cannot be written",
					 s->path ? s->path : "output");
		at += (size_t)n;
	}
	buf_clear(&s->waiting);
	return 0;
}

static int sink_close(struct sink *s, struct err *e)
{
	int rc = sink_flush(s, e);

	if (rc < 0 || !s->made)
		return rc;
	if (fsync(s->fd) < 0 || rename(s->made, s->path) < 0)
		return err_errno(e, ERR_IO, "%s cannot be written", s->path);
	close(s->fd);
	free(TAKE(s->made));
	return 0;
}

static int put_line(void *ctx, const char *line, size_t n, struct err *e)
{
	struct sink *s = ctx;

	buf_put(&s->waiting, line, n);
	if (n == 0 || line[n - 1] != '\n')
		buf_putc(&s->waiting, '\n');
	return s->waiting.len < SINK_CHUNK ? 0 : sink_flush(s, e);
}

/* ---- the work ------------------------------------------------------------ */

static int make_report(struct reg *reg, const struct options *o,
		       struct sink *sink, struct err *e)
{
	struct catalogue_request q = {
		.name = o->name, .titles = o->titles, .by = o->by};
	AUTO_PTR(report) struct report *report = NULL;
	const struct render_format *format;
	int64_t close_s;
	int rc = render_format_find(o->format ? o->format : "text", &format, e);

	if (rc < 0)
		return rc;
	/* A day alone stands for its close of business. */
	close_s = 60 * policy_int(reg_policy(reg), POLICY_CLOSE_OF_BUSINESS,
				  LEVEL_PUBLIC);
	if (o->as_of &&
	    !time_parse(o->as_of, reg_zone(reg), close_s, &q.as_of_s))
		return err_set(e, ERR_USAGE,
			       "--as-of: expected a time such as 2025-09-22 or "
			       "2025-09-22T17:30, found \"%s\"",
			       o->as_of);
	rc = catalogue_make(&report, reg, &q, e);
	if (rc < 0)
		return rc;
	return format->render(report, &sink->waiting, e);
}

static int run(const struct options *o, struct err *e)
{
	AUTO_PTR(reg) struct reg *reg = NULL;
	AUTO(sink) struct sink sink = {.fd = STDOUT_FILENO};
	int rc = crypto_init(e);

	if (rc >= 0)
		rc = reg_open(&reg, o->register_path, REG_READ, clock_system(),
			      e);
	if (rc >= 0)
		rc = sink_open(&sink, o->output, e);
	if (rc >= 0)
		rc = o->export ? reg_export(reg, o->full, put_line, &sink, e)
			       : make_report(reg, o, &sink, e);
	return rc < 0 ? rc : sink_close(&sink, e);
}

int main(int argc, char **argv)
{
	struct options o = {0};
	struct err e = ERR_INIT;
	int rc = parse(&o, argc, argv, &e);

	/* A reader that has gone away is an error like any other. */
	signal(SIGPIPE, SIG_IGN);
	if (rc >= 0 && o.help) {
		fputs(usage, stdout);
		return 0;
	}
	if (rc >= 0)
		rc = run(&o, &e);
	if (rc >= 0)
		return 0;
	fprintf(stderr, "muniment-report: %s%s%s%s\n", e.msg,
		e.detail[0] ? " (" : "", e.detail, e.detail[0] ? ")" : "");
	return err_exit_status(rc);
}
