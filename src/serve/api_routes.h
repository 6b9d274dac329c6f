/* api_routes.h: what the files of the API share: the question as its handlers
 * get it, and the handlers. Private to api*.c. */
#ifndef MUNIMENT_SERVE_API_ROUTES_H
#define MUNIMENT_SERVE_API_ROUTES_H

#include "serve/app.h"
#include "serve/auth.h"
#include "serve/http.h"

struct ask {
	struct app *app;
	struct http_req *req;
	struct peer peer;
};

/* A handler answers the request, or keeps it and answers later; it must not
 * return an error after either. When it returns one, that is the answer. */
#define API_HANDLER(name)                                                      \
	int name(const struct ask *ask, struct err *e) WARN_UNUSED

/* api_write.c */
API_HANDLER(api_command);
API_HANDLER(api_batch);
API_HANDLER(api_clock);
API_HANDLER(api_tag);
/* api_read.c */
API_HANDLER(api_show);
API_HANDLER(api_why);
API_HANDLER(api_verify);
API_HANDLER(api_status);
API_HANDLER(api_devices);
API_HANDLER(api_events);
/* api_feed.c */
API_HANDLER(api_report);
API_HANDLER(api_export);

/* The query's `as`: 0 with *ret "" when it is not there, ERR_REFUSED when the
 * peer may not speak for that person. */
int api_query_as(const struct ask *ask, const char **ret,
		 struct err *e) WARN_UNUSED;
/* The query's `as_of`: 0 when it is not there. */
int api_query_time(const struct ask *ask, int64_t *ret_s,
		   struct err *e) WARN_UNUSED;
/* The query's `name` as yes (1) or no (0, or not there). */
int api_query_flag(const struct ask *ask, const char *name, bool *ret,
		   struct err *e) WARN_UNUSED;

#endif
