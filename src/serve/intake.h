/* intake.h: from the JSON of a request to commands. Whatever is not exactly
 * as docs/api.md says is an error that names what was expected. */
#ifndef MUNIMENT_SERVE_INTAKE_H
#define MUNIMENT_SERVE_INTAKE_H

#include <jansson.h>

#include "core/command.h"
#include "serve/auth.h"
#include "serve/http.h"

enum { INTAKE_BATCH_MAX = 2000 };

/* The body as a JSON object; free with json_decref(). */
int intake_body(json_t **ret, const struct http_req *r,
		struct err *e) WARN_UNUSED;
/* Unpacks a strict jansson format ("{s:s ... !}"). */
int intake_unpack(json_t *root, struct err *e, const char *fmt,
		  ...) WARN_UNUSED;

struct intake_defaults {
	const char *as;		/* NULL: the command must say it */
	const char *request_id; /* NULL: made by the register */
};
/* One command of what the peer may ask. *ret is zeroed; done by the caller in
 * every case. */
int intake_command(struct command *ret, json_t *root, const struct peer *peer,
		   const struct intake_defaults *otherwise,
		   struct err *e) WARN_UNUSED;

#endif
