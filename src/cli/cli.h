/* cli.h: what every command of `muniment` gets: the options, where to write,
 * and the service, which is not spoken to before it is needed. A command
 * returns 0, or a negative enum err_code whose exit status becomes the
 * program's; a message in *e is printed by main, an empty one was printed
 * already (a refusal). */
#ifndef MUNIMENT_CLI_CLI_H
#define MUNIMENT_CLI_CLI_H

#include <stdio.h>

#include "base/err.h"
#include "cli/client.h"
#include "cli/help.h"
#include "cli/options.h"

struct cli {
	struct options options;
	FILE *out, *err;
	struct client *client; /* owned; NULL until cli_client() */
};

void cli_done(struct cli *c);
int cli_client(struct cli *c, struct client **ret, struct err *e) WARN_UNUSED;

/* ERR_USAGE when nobody said where the register is. */
int cli_need_register(const struct cli *c, struct err *e) WARN_UNUSED;

/* Takes `--name VALUE` (or a flag, `value` NULL) out of the words; false when
 * it is not there. *ret_value stays as it is then. */
int cli_take_value(int *n, char **words, const char *name,
		   const char **ret_value, struct err *e) WARN_UNUSED;
bool cli_take_flag(int *n, char **words, const char *name);
/* ERR_USAGE unless between least and most words are left and none is an
 * option nobody took. */
int cli_expect_words(int n, char **words, int least, int most,
		     const char *usage, struct err *e) WARN_UNUSED;

/* The table of commands that are no verbs. */
struct cli_command {
	struct help_line help; /* its first word, or two, is its name */
	int (*run)(struct cli *c, int n, char **words, struct err *e);
};
#define CLI_COMMAND(name)                                                      \
	int name(struct cli *c, int n, char **words, struct err *e)

/* ask.c: through the service */
CLI_COMMAND(cli_verb); /* words begin with the verb */
CLI_COMMAND(cli_why);
CLI_COMMAND(cli_show);
CLI_COMMAND(cli_where);
CLI_COMMAND(cli_devices);
CLI_COMMAND(cli_status);
CLI_COMMAND(cli_clock);
/* tag.c */
CLI_COMMAND(cli_tag_write);
CLI_COMMAND(cli_watch);
/* fetch.c: long answers, into a file */
CLI_COMMAND(cli_report);
CLI_COMMAND(cli_export);
/* batch.c: many commands at once */
CLI_COMMAND(cli_import);
/* init.c: an empty register becomes one */
CLI_COMMAND(cli_init);
/* local.c: on the register itself, or on files */
CLI_COMMAND(cli_verify);
CLI_COMMAND(cli_simulate);
CLI_COMMAND(cli_policy);

#endif
