/* request.h: commands as the JSON of docs/api.md, and its answers back. The
 * shapes of requests and replies are known here and nowhere else in the
 * command line. */
#ifndef MUNIMENT_CLI_REQUEST_H
#define MUNIMENT_CLI_REQUEST_H

#include <stdbool.h>

#include "base/err.h"
#include "base/kv.h"
#include "cli/client.h"
#include "cli/options.h"
#include "core/command.h"
#include "register/register.h"

/* A request id nobody else has. */
void request_id_make(char ret[REQUEST_TEXT]);

/* The body of POST /v1/command and /v1/why; owned by the caller. */
char *request_command(const struct command *c, const struct options *o);
/* The body of POST /v1/batch. Each command's id is made from the batch's, so
 * that the batch can be sent again as one. */
char *request_batch(struct command *const cmds[], size_t n,
		    const struct options *o);
/* The body of POST /v1/clock. */
char *request_clock(const char *now);
/* The body of POST /v1/tag. */
char *request_tag(const char *reader, const char *uid, bool overwrite,
		  const struct options *o);

/* Whether a reply is an answer at all: ERR_* of what the service says went
 * wrong otherwise, its message in *e. */
int reply_check(const struct reply *r, struct err *e) WARN_UNUSED;
/* The answer of /v1/command and /v1/why; *ret zeroed before. Its rc may be
 * ERR_REFUSED: that is an answer. */
int reply_answer(const struct reply *r, struct answer *ret,
		 struct err *e) WARN_UNUSED;
/* The n answers of /v1/batch, which the caller has zeroed. */
int reply_batch(const struct reply *r, struct answer answers[], size_t n,
		bool *ret_kept, struct err *e) WARN_UNUSED;
/* A list of objects, row by row: of each the values of `names` in order, ""
 * where it has none. */
int reply_rows(const struct reply *r, const char *list,
	       const char *const *names, size_t n_names, struct kv_list *ret,
	       struct err *e) WARN_UNUSED;
/* Names and values, as /v1/show and /v1/status give them. */
int reply_fields(const struct reply *r, struct kv_list *ret,
		 struct err *e) WARN_UNUSED;

#endif
