/* api_write.c: what changes something: commands, batches, a test's clock, a
 * new tag's identifier. */
#include <stdio.h>

#include "base/str.h"
#include "serve/api_routes.h"
#include "serve/intake.h"
#include "serve/respond.h"

/* A request that waits for the writer or a reader. */
struct pending {
	struct app *app;
	struct http_req *req;
};

static struct pending *pending_new(const struct ask *ask)
{
	struct pending *p = mem_alloc(sizeof(*p));

	p->app = ask->app;
	p->req = ask->req;
	return p;
}

/* Hands the operation over, or answers why not. */
static int submit(const struct ask *ask, struct write_op *op, struct err *e)
{
	int rc = writer_submit(ask->app->writer, op, e);

	if (rc < 0) {
		free(op->ctx);
		write_op_free(op);
	}
	return rc;
}

static void spread_news(struct app *app, const struct write_op *op)
{
	for (size_t i = 0; i < op->n; i++) {
		jobs_on_answer(app->jobs, &op->cmds[i], &op->answers[i]);
		events_entry(app->events, op->cmds[i].verb, &op->answers[i]);
	}
}

/* ---- one command --------------------------------------------------------- */

static void on_command(void *ctx, struct write_op *op)
{
	AUTO_FREE struct pending *p = ctx;

	respond_answer(p->req, &op->answers[0]);
	spread_news(p->app, op);
}

int api_command(const struct ask *ask, struct err *e)
{
	const struct intake_defaults none = {NULL, NULL};
	json_t *root;
	struct write_op *op;
	int rc = intake_body(&root, ask->req, e);

	if (rc < 0)
		return rc;
	op = write_op_new(WRITE_COMMAND, 1, on_command, NULL);
	rc = intake_command(&op->cmds[0], root, &ask->peer, &none, e);
	json_decref(root);
	if (rc < 0) {
		write_op_free(op);
		return rc;
	}
	op->ctx = pending_new(ask);
	return submit(ask, op, e);
}

/* ---- a batch ------------------------------------------------------------- */

static void respond_batch(const struct pending *p, const struct write_op *op,
			  bool tried, unsigned status)
{
	AUTO(buf) struct buf json = BUF_INIT;

	buf_printf(&json, "{\"kept\":%s,\"answers\":[",
		   op->kept ? "true" : "false");
	for (size_t i = 0; i < op->n; i++) {
		const struct answer *a = &op->answers[i];
		AUTO_FREE char *text = NULL;

		if (tried || a->rc)
			text = answer_to_json(a);
		buf_puts(&json, i ? ",\n" : "\n");
		buf_puts(&json, text ? text : "null");
	}
	buf_puts(&json, "]}\n");
	respond_json(p->req, status, &json);
}

/* The first failure that is no refusal says what the whole is: an answer that
 * may come again (503) must not look like a rule's. */
static unsigned batch_status(const struct write_op *op)
{
	if (op->kept)
		return 200;
	for (size_t i = 0; i < op->n; i++)
		if (op->answers[i].rc && op->answers[i].rc != ERR_REFUSED)
			return respond_status(op->answers[i].rc);
	return 409;
}

static void on_batch(void *ctx, struct write_op *op)
{
	AUTO_FREE struct pending *p = ctx;

	respond_batch(p, op, true, batch_status(op));
	if (op->kept)
		spread_news(p->app, op);
}

/* Reads all of them, so that all faults are told at once. */
static bool read_batch(const struct ask *ask, struct write_op *op, json_t *list,
		       const char *as, const char *id)
{
	bool good = true;

	for (size_t i = 0; i < op->n; i++) {
		struct answer *a = &op->answers[i];
		char own_id[REQUEST_TEXT] = "";
		const struct intake_defaults otherwise = {as,
							  id ? own_id : NULL};

		if (id && snprintf(own_id, sizeof(own_id), "%s-%zu", id,
				   i + 1) >= (int)sizeof(own_id))
			a->rc = err_set(&a->err, ERR_USAGE,
					"request_id: too long for a batch");
		else
			a->rc = intake_command(&op->cmds[i],
					       json_array_get(list, i),
					       &ask->peer, &otherwise, &a->err);
		good = good && a->rc == 0;
	}
	return good;
}

static int begin_batch(const struct ask *ask, json_t *root, struct err *e)
{
	const char *as = NULL, *id = NULL;
	struct pending *p;
	struct write_op *op;
	json_t *list;
	int rc = intake_unpack(root, e, "{s:o, s?s, s?s !}", "commands", &list,
			       "as", &as, "request_id", &id);

	if (rc < 0)
		return rc;
	if (!json_array_size(list) || json_array_size(list) > INTAKE_BATCH_MAX)
		return err_set(e, ERR_USAGE,
			       "commands: expected a list of 1 to %d",
			       INTAKE_BATCH_MAX);
	p = pending_new(ask);
	op = write_op_new(WRITE_BATCH, json_array_size(list), on_batch, p);
	if (read_batch(ask, op, list, as, id))
		return submit(ask, op, e);
	respond_batch(p, op, false, 400);
	free(p);
	write_op_free(op);
	return 0;
}

int api_batch(const struct ask *ask, struct err *e)
{
	json_t *root;
	int rc = intake_body(&root, ask->req, e);

	if (rc < 0)
		return rc;
	rc = begin_batch(ask, root, e);
	json_decref(root);
	return rc;
}

/* ---- a test's clock ------------------------------------------------------ */

static void on_clock(void *ctx, struct write_op *op)
{
	AUTO_FREE struct pending *p = ctx;

	if (op->answers[0].rc == 0)
		p->app->test_offset_s = op->now_s - clock_now_s(&p->app->clock);
	respond_answer(p->req, &op->answers[0]);
}

int api_clock(const struct ask *ask, struct err *e)
{
	struct write_op *op;
	const char *text;
	int64_t now_s = 0;
	json_t *root;
	int rc = intake_body(&root, ask->req, e);

	if (rc < 0)
		return rc;
	rc = intake_unpack(root, e, "{s:s !}", "now", &text);
	if (rc >= 0 && !ask->peer.counter)
		rc = err_set(e, ERR_REFUSED,
			     "only a counter may set the clock of a test");
	if (rc >= 0 && !time_parse(text, ask->app->zone, 0, &now_s))
		rc = err_set(e, ERR_USAGE,
			     "now: expected a time such as 2025-09-22 09:00, "
			     "found '%s'",
			     text);
	json_decref(root);
	if (rc < 0)
		return rc;
	op = write_op_new(WRITE_CLOCK, 1, on_clock, pending_new(ask));
	op->now_s = now_s;
	return submit(ask, op, e);
}

/* ---- a new tag's identifier ---------------------------------------------- */

static void on_tag(void *ctx, const char *ident, const struct err *e)
{
	AUTO_FREE struct pending *p = ctx;
	AUTO(buf) struct buf json = BUF_INIT;

	if (!ident) {
		respond_error(p->req, e);
		return;
	}
	buf_printf(&json, "{\"ident\":\"%s\"}\n", ident);
	respond_json(p->req, 200, &json);
}

static struct door *find_door(const struct app *app, const char *name)
{
	for (size_t i = 0; i < app->n_doors; i++) {
		const struct conf_device *c =
			device_conf(door_device(app->doors[i]));

		if (str_eq(c->name, name) || str_eq(c->door, name))
			return app->doors[i];
	}
	return NULL;
}

static int begin_tag(const struct ask *ask, json_t *root, struct err *e)
{
	const char *name, *uid, *as = NULL;
	int overwrite = 0, rc;
	struct door *door;

	rc = intake_unpack(root, e, "{s:s, s:s, s?s, s?b !}", "door", &name,
			   "uid", &uid, "as", &as, "overwrite", &overwrite);
	if (rc >= 0)
		rc = auth_may_speak(&ask->peer, as, e);
	if (rc < 0)
		return rc;
	door = find_door(ask->app, name);
	if (!door)
		return err_set(e, ERR_NOT_FOUND, "there is no reader '%s'",
			       name);
	door_write_tag(door, uid, overwrite, on_tag, pending_new(ask));
	return 0;
}

int api_tag(const struct ask *ask, struct err *e)
{
	json_t *root;
	int rc = intake_body(&root, ask->req, e);

	if (rc < 0)
		return rc;
	rc = begin_tag(ask, root, e);
	json_decref(root);
	return rc;
}
