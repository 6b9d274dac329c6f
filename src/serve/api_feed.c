/* api_feed.c: reports and exports: made by muniment-report, so that a large
 * one costs the service no time and a faulty one no harm. */
#include "base/str.h"
#include "serve/api_routes.h"
#include "serve/feed.h"
#include "serve/respond.h"

enum { WORDS_MAX = 16 };

/* A child to be started, perhaps after a look at the asker's roles. */
struct order {
	struct work work;
	struct app *app;
	struct http_req *req;
	const char *type;
	char as[ID_TEXT];
	char *words[WORDS_MAX]; /* owned, NULL-ended */
	size_t n_words;
};

static void order_free(struct order *o)
{
	for (size_t i = 0; i < o->n_words; i++)
		free(o->words[i]);
	free(o);
}

static void add(struct order *o, const char *word)
{
	o->words[o->n_words++] = mem_dup(word);
}

static void add_pair(struct order *o, const char *name, const char *value)
{
	if (str_empty(value))
		return;
	add(o, name);
	add(o, value);
}

static struct order *order_new(const struct ask *ask, const char *as,
			       const char *type)
{
	struct order *o = mem_alloc(sizeof(*o));

	o->app = ask->app;
	o->req = ask->req;
	o->type = type;
	STR_COPY(o->as, as);
	add(o, ask->app->conf->reporter);
	add_pair(o, "--register", ask->app->conf->register_path);
	return o;
}

static int start(struct order *o, struct err *e)
{
	int rc = feed_start(o->app->loop, &o->app->feeds, o->req,
			    (const char *const *)o->words, o->type, e);

	order_free(o);
	return rc;
}

static int run_check(struct work *w, struct worker *on, struct err *e)
{
	struct order *o = (struct order *)w;
	unsigned roles = 0;
	int rc = reg_roles(on->reg, o->as, &roles, e);

	if (rc < 0)
		return rc;
	if (!auth_sees_titles(roles))
		return err_set(e, ERR_REFUSED, "%s may not see titles", o->as);
	return 0;
}

static void on_checked(struct work *w)
{
	struct order *o = (struct order *)w;
	struct http_req *req = o->req;
	struct err e = w->err;
	int rc = w->rc;

	if (rc < 0)
		order_free(o);
	else
		rc = start(o, &e);
	if (rc < 0)
		respond_error(req, &e);
}

/* With titles only for those who may see them. */
static int start_checked(struct order *o, bool titles, const struct ask *ask,
			 struct err *e)
{
	int rc;

	if (!titles)
		return start(o, e);
	rc = auth_may_speak(&ask->peer, o->as, e);
	o->work.run = run_check;
	o->work.done = on_checked;
	if (rc >= 0)
		rc = workers_submit(o->app->workers, &o->work, e);
	if (rc < 0)
		order_free(o);
	return rc;
}

static const struct {
	const char *format, *type;
} types[] = {
	{"text", "text/plain; charset=utf-8"},
	{"csv", "text/csv; charset=utf-8"},
	{"pdf", "application/pdf"},
	{"json", "application/json"},
};

static const char *type_of(const char *format)
{
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (str_eq(types[i].format, format))
			return types[i].type;
	return "application/octet-stream";
}

int api_report(const struct ask *ask, struct err *e)
{
	const char *name = http_query(ask->req, "name"), *as;
	const char *format = http_query(ask->req, "format");
	const char *as_of = http_query(ask->req, "as_of");
	int64_t as_of_s = 0;
	struct order *o;
	bool titles = false;
	int rc = api_query_as(ask, &as, e);

	if (rc >= 0)
		rc = api_query_time(ask, &as_of_s, e);
	if (rc >= 0)
		rc = api_query_flag(ask, "titles", &titles, e);
	if (rc >= 0 && str_empty(name))
		rc = err_set(e, ERR_USAGE, "name is missing");
	if (rc < 0)
		return rc;
	o = order_new(ask, as, type_of(format ? format : "text"));
	add_pair(o, "--name", name);
	/* As it came: a day alone is its close of business there. */
	add_pair(o, "--as-of", as_of);
	add_pair(o, "--format", format);
	add_pair(o, "--by", as);
	if (titles)
		add(o, "--titles");
	return start_checked(o, titles, ask, e);
}

int api_export(const struct ask *ask, struct err *e)
{
	const char *as;
	struct order *o;
	bool full = false;
	int rc = api_query_as(ask, &as, e);

	if (rc >= 0)
		rc = api_query_flag(ask, "full", &full, e);
	if (rc < 0)
		return rc;
	o = order_new(ask, as, "application/x-ndjson");
	add(o, "--export");
	if (full)
		add(o, "--full");
	return start_checked(o, full, ask, e);
}
