/* muniment-driver: drives one device for the service; docs/protocol.md.
 *
 *	muniment-driver DRIVER key=value...
 *	muniment-driver --list
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"
#include "drivers/driver.h"

enum { ARGS_MAX = 16, ARG_BYTES = 512 };

static int list_drivers(void)
{
	const struct driver *d;

	for (size_t i = 0; (d = driver_at(i)); i++)
		printf("%s\t%s\n", d->name, d->class);
	return 0;
}

static bool accepts(const struct driver *d, const char *key)
{
	if (str_eq(key, "name"))
		return true;
	for (size_t i = 0; d->keys[i]; i++)
		if (str_eq(d->keys[i], key))
			return true;
	return false;
}

/* The arguments, apart: argv stays whole for those who look at processes. */
struct words {
	char text[ARGS_MAX][ARG_BYTES];
	struct driver_arg list[ARGS_MAX];
};

static int parse_args(const struct driver *d, char **argv, size_t n,
		      struct words *ret, struct err *e)
{
	if (n > ARGS_MAX)
		return err_set(e, ERR_USAGE, "more than %d arguments",
			       ARGS_MAX);
	for (size_t i = 0; i < n; i++) {
		char *eq;

		if (!STR_COPY(ret->text[i], argv[i]))
			return err_set(e, ERR_USAGE,
				       "an argument of more than %d bytes",
				       ARG_BYTES - 1);
		eq = strchr(ret->text[i], '=');
		if (!eq)
			return err_set(e, ERR_USAGE,
				       "'%s' is not of the form key=value",
				       argv[i]);
		*eq = '\0';
		ret->list[i].key = ret->text[i];
		ret->list[i].value = eq + 1;
		if (!accepts(d, ret->list[i].key))
			return err_set(e, ERR_USAGE,
				       "driver %s has no argument '%s'",
				       d->name, ret->list[i].key);
	}
	return 0;
}

static int run(const char *name, char **argv, size_t n, struct err *e)
{
	const struct driver *d = driver_find(name);
	struct words words;
	struct driver_args args = {.n = n, .list = words.list};
	AUTO_PTR(channel) struct channel *c = NULL;
	int rc;

	if (!d)
		return err_set(e, ERR_USAGE, "there is no driver '%s'", name);
	rc = parse_args(d, argv, n, &words, e);
	if (rc < 0)
		return rc;
	c = channel_new(STDIN_FILENO, STDOUT_FILENO);
	channel_send(c, "hello", "protocol", "1", "driver", d->name, "class",
		     d->class, "version", MUNIMENT_VERSION, "name",
		     driver_arg(&args, "name"), "feedback", d->feedback, NULL);
	return d->run(c, &args, e);
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;

	/* Device libraries write into whatever is 0, 1 or 2. */
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd)
			return 1;
	signal(SIGPIPE, SIG_IGN);
	log_open("muniment-driver", LOG_NOTICE);
	if (argc == 2 && str_eq(argv[1], "--list"))
		return list_drivers();
	if (argc < 2 || str_starts(argv[1], "-")) {
		fputs("usage: muniment-driver DRIVER key=value...\n"
		      "       muniment-driver --list\n",
		      stderr);
		return 2;
	}
	if (run(argv[1], argv + 2, (size_t)(argc - 2), &e) < 0) {
		log_err(LOG_ERROR, argv[1], &e);
		return err_exit_status(e.code);
	}
	return 0;
}
