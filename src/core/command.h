/* command.h: a verb with its arguments, who asks and when. Pure.
 *
 * Built by every way in (command line words, JSON, a tap), completed by the
 * register: it resolves subjects to their keys, gives secret texts their
 * references and sets the times, before anything is decided.
 */
#ifndef MUNIMENT_CORE_COMMAND_H
#define MUNIMENT_CORE_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/own.h"
#include "core/verbs.h"

enum { ID_TEXT = 64, REQUEST_TEXT = 65, REF_TEXT = 65 };

struct cmd_arg {
	const struct arg_spec *spec;
	char *value;	    /* owned; canonical after resolution */
	char ref[REF_TEXT]; /* secret types: the reference recorded instead */
};

struct command {
	const struct verb *verb;
	char request_id[REQUEST_TEXT]; /* unique; made when empty */
	char actor[ID_TEXT];	       /* person, or "system" */
	char terminal[ID_TEXT];	       /* uid:1000, door:D1, timer */
	char os_user[ID_TEXT];
	char print[REF_TEXT]; /* hash of the words as given; see
			       * command_fingerprint() */
	int64_t entered_at_s; /* set by the register */
	struct cmd_arg args[VERB_ARGS_MAX + 4];
	size_t n_args;
};

/* An empty command of that verb; ERR_USAGE with a suggestion when there is
 * none of that name. *ret must be zeroed or done. */
int command_begin(struct command *c, const char *verb,
		  struct err *e) WARN_UNUSED;
void command_done(struct command *c);
DEFINE_AUTO_VAL(command, command_done)

/* Adds an argument. Checks its form (not whether the thing exists): ERR_USAGE
 * says which argument, what was given, what was expected. An argument given
 * twice is an error, except that lists are joined. */
int command_set(struct command *c, const char *name, const char *value,
		struct err *e) WARN_UNUSED;
/* All required ones there? ERR_USAGE names the first that is not. */
int command_complete(const struct command *c, struct err *e) WARN_UNUSED;

/* From words as typed: VERB [POSITIONAL]... [--name value]... The verb may be
 * one word or two. `--as`, `--request-id` and `--json` are the caller's: it
 * removes them first. */
int command_parse(struct command *c, int n, char *const words[],
		  struct err *e) WARN_UNUSED;
/* Splits a line as a shell would: blanks, "double" and 'single' quotes,
 * backslash. *ret is one block, freed with free(). */
int command_split(const char *line, char ***ret, int *ret_n,
		  struct err *e) WARN_UNUSED;

/* What makes two commands under one request id the same: verb, actor and the
 * arguments as they were given. Worked out once, before anything is resolved.
 */
const char *command_fingerprint(struct command *c);

/* Value of an argument, or NULL. */
const char *command_get(const struct command *c, const char *name);
struct cmd_arg *command_arg(struct command *c, const char *name);
const struct cmd_arg *command_arg_c(const struct command *c, const char *name);
bool command_flag(const struct command *c, const char *name);
int64_t command_int(const struct command *c, const char *name,
		    int64_t otherwise);
/* Whether the argument's value is never written to the journal. */
bool arg_is_secret(const struct arg_spec *s);
/* Whether any argument so far is one: then no word of the line is repeated in
 * a message. */
bool command_has_secret(const struct command *c);
/* "yes", "no" and their like. */
bool command_is_flag_word(const char *s);

#endif
