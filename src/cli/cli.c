/* cli.c: see cli.h. What the commands share. */
#include "cli/cli.h"

#include <string.h>

#include "base/str.h"

void cli_done(struct cli *c)
{
	client_free(c->client);
	c->client = NULL;
}

int cli_client(struct cli *c, struct client **ret, struct err *e)
{
	if (!c->client) {
		int rc = client_new(&c->client, c->options.socket, e);

		if (rc < 0)
			return rc;
	}
	*ret = c->client;
	return 0;
}

int cli_need_register(const struct cli *c, struct err *e)
{
	if (c->options.register_path[0])
		return 0;
	return err_set(e, ERR_USAGE,
		       "which register? give --register FILE, or --config");
}

static void drop(int *n, char **words, int at, int count)
{
	*n -= count;
	memmove(words + at, words + at + count,
		(size_t)(*n - at) * sizeof(*words));
}

int cli_take_value(int *n, char **words, const char *name,
		   const char **ret_value, struct err *e)
{
	size_t k = strlen(name);

	for (int i = 0; i < *n; i++) {
		if (!str_starts(words[i], name))
			continue;
		if (words[i][k] == '=') {
			*ret_value = words[i] + k + 1;
			drop(n, words, i, 1);
			return 0;
		}
		if (words[i][k])
			continue;
		if (i + 1 >= *n)
			return err_set(e, ERR_USAGE, "%s needs a value", name);
		*ret_value = words[i + 1];
		drop(n, words, i, 2);
		return 0;
	}
	return 0;
}

bool cli_take_flag(int *n, char **words, const char *name)
{
	for (int i = 0; i < *n; i++)
		if (str_eq(words[i], name)) {
			drop(n, words, i, 1);
			return true;
		}
	return false;
}

int cli_expect_words(int n, char **words, int least, int most,
		     const char *usage, struct err *e)
{
	for (int i = 0; i < n; i++)
		if (str_starts(words[i], "--"))
			return err_set(e, ERR_USAGE,
				       "unknown option %s; expected: "
				       "muniment %s",
				       words[i], usage);
	if (n < least || n > most)
		return err_set(e, ERR_USAGE, "expected: muniment %s", usage);
	return 0;
}
