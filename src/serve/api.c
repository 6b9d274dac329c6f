/* api.c: from a request to its handler. A route is a row. */
#include "serve/api.h"

#include "base/str.h"
#include "serve/api_routes.h"
#include "serve/respond.h"

static const struct route {
	const char *method, *path;
	int (*handle)(const struct ask *ask, struct err *e);
	const char *query; /* names it may have */
} routes[] = {
	{"POST", "/v1/command", api_command, ""},
	{"POST", "/v1/batch", api_batch, ""},
	{"POST", "/v1/why", api_why, ""},
	{"POST", "/v1/clock", api_clock, ""},
	{"POST", "/v1/tag", api_tag, ""},
	{"GET", "/v1/show", api_show, "subject as_of as"},
	{"GET", "/v1/verify", api_verify, "replay"},
	{"GET", "/v1/status", api_status, ""},
	{"GET", "/v1/devices", api_devices, ""},
	{"GET", "/v1/events", api_events, ""},
	{"GET", "/v1/report", api_report, "name as_of format titles as"},
	{"GET", "/v1/export", api_export, "full as"},
};

static int find_route(const struct route **ret, const struct http_req *r,
		      struct err *e)
{
	bool path_known = false;

	for (size_t i = 0; i < ARRAY_LEN(routes); i++) {
		if (!str_eq(routes[i].path, http_path(r)))
			continue;
		path_known = true;
		if (str_eq(routes[i].method, http_method(r))) {
			*ret = &routes[i];
			return 0;
		}
	}
	if (path_known)
		return err_set(e, ERR_USAGE, "%s does not take %s",
			       http_path(r), http_method(r));
	return err_set(e, ERR_NOT_FOUND, "there is no route %s", http_path(r));
}

static int serve(struct ask *ask, struct err *e)
{
	const struct route *route = NULL;
	const char *bad;
	int rc = http_check(ask->req, e);

	if (rc >= 0)
		rc = find_route(&route, ask->req, e);
	if (rc < 0)
		return rc;
	if (!http_query_only(ask->req, route->query, &bad))
		return err_set(e, ERR_USAGE, "%s has no '%s'; it has: %s",
			       route->path, bad,
			       *route->query ? route->query : "nothing");
	rc = auth_peer(ask->app->auth, http_fd(ask->req), &ask->peer, e);
	return rc < 0 ? rc : route->handle(ask, e);
}

void api_serve(void *ctx, struct http_req *r)
{
	struct ask ask = {.app = ctx, .req = r};
	struct err e = ERR_INIT;

	if (serve(&ask, &e) < 0)
		respond_error(r, &e);
}

int api_query_as(const struct ask *ask, const char **ret, struct err *e)
{
	const char *as = http_query(ask->req, "as");

	*ret = as ? as : "";
	return as ? auth_may_speak(&ask->peer, as, e) : 0;
}

int api_query_time(const struct ask *ask, int64_t *ret_s, struct err *e)
{
	const char *text = http_query(ask->req, "as_of");

	*ret_s = 0;
	if (text && !time_parse(text, ask->app->zone, 0, ret_s))
		return err_set(e, ERR_USAGE,
			       "as_of: expected a time such as 2025-09-22 "
			       "09:00, found '%s'",
			       text);
	return 0;
}

int api_query_flag(const struct ask *ask, const char *name, bool *ret,
		   struct err *e)
{
	const char *text = http_query(ask->req, name);

	*ret = text && str_eq(text, "1");
	if (text && !*ret && !str_eq(text, "0"))
		return err_set(e, ERR_USAGE, "%s: expected 0 or 1, found '%s'",
			       name, text);
	return 0;
}
