/* api_read.c: what only looks. Questions to the register go to a worker. */
#include "base/str.h"
#include "serve/api_routes.h"
#include "serve/intake.h"
#include "serve/respond.h"

/* ---- show ---------------------------------------------------------------- */

struct show {
	struct work work;
	struct app *app;
	struct http_req *req;
	char *subject;
	char as[ID_TEXT];
	int64_t as_of_s;
	struct kv_list fields;
};

static void show_free(struct show *s)
{
	kv_done(&s->fields);
	free(s->subject);
	free(s);
}

static int run_show(struct work *w, struct worker *on, struct err *e)
{
	struct show *s = (struct show *)w;
	unsigned roles = 0;
	int rc = 0;

	if (*s->as)
		rc = reg_roles(on->reg, s->as, &roles, e);
	if (rc < 0)
		return rc;
	return reg_show(on->reg, s->subject, s->as_of_s,
			auth_sees_titles(roles), &s->fields, e);
}

static bool is_first_of_name(const struct kv_list *l, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(l->items[k].key, l->items[i].key))
			return false;
	return true;
}

/* A name that comes more than once has a list of values. */
static void put_fields(struct buf *json, const struct kv_list *l)
{
	const char *value;

	for (size_t i = 0; i < l->n; i++) {
		const char *key = l->items[i].key;
		bool many = kv_get_nth(l, key, 1);

		if (!is_first_of_name(l, i))
			continue;
		buf_puts(json, i ? ",\n" : "\n");
		buf_put_json_string(json, key);
		buf_puts(json, many ? ":[" : ":");
		for (size_t k = 0; (value = kv_get_nth(l, key, k)); k++) {
			buf_puts(json, k ? "," : "");
			buf_put_json_string(json, value);
		}
		buf_puts(json, many ? "]" : "");
	}
}

static void on_shown(struct work *w)
{
	struct show *s = (struct show *)w;
	AUTO(buf) struct buf json = BUF_INIT;

	if (w->rc < 0) {
		respond_error(s->req, &w->err);
	} else {
		buf_putc(&json, '{');
		put_fields(&json, &s->fields);
		buf_puts(&json, "}\n");
		respond_json(s->req, 200, &json);
	}
	show_free(s);
}

int api_show(const struct ask *ask, struct err *e)
{
	const char *subject = http_query(ask->req, "subject"), *as;
	struct show *s;
	int64_t as_of_s;
	int rc = api_query_as(ask, &as, e);

	if (rc >= 0)
		rc = api_query_time(ask, &as_of_s, e);
	if (rc >= 0 && str_empty(subject))
		rc = err_set(e, ERR_USAGE, "subject is missing");
	if (rc < 0)
		return rc;
	s = mem_alloc(sizeof(*s));
	s->work.run = run_show;
	s->work.done = on_shown;
	s->app = ask->app;
	s->req = ask->req;
	s->subject = mem_dup(subject);
	STR_COPY(s->as, as);
	s->as_of_s = as_of_s;
	rc = workers_submit(ask->app->workers, &s->work, e);
	if (rc < 0)
		show_free(s);
	return rc;
}

/* ---- why ----------------------------------------------------------------- */

struct why {
	struct work work;
	struct app *app;
	struct http_req *req;
	struct command command;
	struct answer answer;
};

static void why_free(struct why *w)
{
	command_done(&w->command);
	answer_done(&w->answer);
	free(w);
}

static int run_why(struct work *w, struct worker *on, struct err *e)
{
	struct why *y = (struct why *)w;

	return reg_why(on->reg, &y->command, &y->answer, e);
}

static void on_why(struct work *w)
{
	struct why *y = (struct why *)w;

	if (w->rc < 0 && w->rc != ERR_REFUSED)
		respond_error(y->req, &w->err);
	else
		respond_answer(y->req, &y->answer);
	why_free(y);
}

int api_why(const struct ask *ask, struct err *e)
{
	const struct intake_defaults none = {NULL, NULL};
	struct why *y;
	json_t *root;
	int rc = intake_body(&root, ask->req, e);

	if (rc < 0)
		return rc;
	y = mem_alloc(sizeof(*y));
	y->work.run = run_why;
	y->work.done = on_why;
	y->app = ask->app;
	y->req = ask->req;
	rc = intake_command(&y->command, root, &ask->peer, &none, e);
	json_decref(root);
	if (rc >= 0)
		rc = workers_submit(ask->app->workers, &y->work, e);
	if (rc < 0)
		why_free(y);
	return rc;
}

/* ---- verify -------------------------------------------------------------- */

struct verify {
	struct work work;
	struct app *app;
	struct http_req *req;
	bool replay;
	struct verify_result result;
};

static int run_verify(struct work *w, struct worker *on, struct err *e)
{
	struct verify *v = (struct verify *)w;

	return reg_verify(on->reg, v->replay, &v->result, e);
}

static void put_result(struct buf *json, const struct verify_result *r, bool ok)
{
	buf_printf(json, "{\"ok\":%s,\"entries\":%lld,\"tables\":%lld,",
		   ok ? "true" : "false", (long long)r->entries,
		   (long long)r->tables);
	buf_printf(json, "\"rows\":%lld,\"last_hash\":\"%s\",",
		   (long long)r->rows, r->last_hash);
	buf_printf(json,
		   "\"broken_seq\":%lld,\"what\":", (long long)r->broken_seq);
	buf_put_json_string(json, r->what);
	buf_puts(json, "}\n");
}

static void on_verified(struct work *w)
{
	struct verify *v = (struct verify *)w;
	AUTO(buf) struct buf json = BUF_INIT;

	v->app->verifying = false;
	if (w->rc < 0 && w->rc != ERR_CORRUPT) {
		respond_error(v->req, &w->err);
	} else {
		put_result(&json, &v->result, w->rc == 0);
		respond_json(v->req, 200, &json);
	}
	free(v);
}

int api_verify(const struct ask *ask, struct err *e)
{
	struct verify *v;
	bool replay;
	int rc = api_query_flag(ask, "replay", &replay, e);

	if (rc < 0)
		return rc;
	if (ask->app->verifying)
		return err_set(e, ERR_BUSY,
			       "a verification is running already");
	v = mem_alloc(sizeof(*v));
	v->work.run = run_verify;
	v->work.done = on_verified;
	v->app = ask->app;
	v->req = ask->req;
	v->replay = replay;
	rc = workers_submit(ask->app->workers, &v->work, e);
	if (rc < 0)
		free(v);
	else
		ask->app->verifying = true;
	return rc;
}

/* ---- the service itself -------------------------------------------------- */

int api_status(const struct ask *ask, struct err *e)
{
	const struct app *app = ask->app;
	char now[TIME_TEXT], started[TIME_TEXT];
	AUTO(buf) struct buf json = BUF_INIT;

	(void)e;
	time_format(now, app_now(app), app->zone);
	time_format(started, app->started_s, app->zone);
	buf_puts(&json, "{\"version\":\"" MUNIMENT_VERSION "\",\"station\":");
	buf_put_json_string(&json, app->station);
	buf_printf(&json,
		   ",\"test\":\"%s\",\"now\":\"%s\",\"started\":\"%s\","
		   "\"waiting\":\"%zu\"}\n",
		   app->test ? "yes" : "no", now, started,
		   writer_waiting(app->writer));
	respond_json(ask->req, 200, &json);
	return 0;
}

struct device_list {
	struct buf *json;
	bool some;
};

static void put_device(void *ctx, const struct device *d)
{
	struct device_list *l = ctx;

	buf_puts(l->json, l->some ? ",\n" : "\n");
	device_put_json(d, l->json);
	l->some = true;
}

int api_devices(const struct ask *ask, struct err *e)
{
	const struct app *app = ask->app;
	AUTO(buf) struct buf json = BUF_INIT;
	struct device_list list = {&json, false};

	(void)e;
	buf_puts(&json, "{\"devices\":[");
	for (size_t i = 0; i < app->n_doors; i++)
		put_device(&list, door_device(app->doors[i]));
	jobs_each_device(app->jobs, put_device, &list);
	buf_puts(&json, "],\n\"labels\":");
	jobs_put_json(app->jobs, &json);
	buf_puts(&json, "}\n");
	respond_json(ask->req, 200, &json);
	return 0;
}

int api_events(const struct ask *ask, struct err *e)
{
	(void)e;
	events_join(ask->app->events, ask->req);
	return 0;
}
