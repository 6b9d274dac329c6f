/* app.c: see app.h. */
#include "serve/app.h"

#include <unistd.h>

#include "base/str.h"
#include "serve/api.h"
#include "serve/listen.h"

static int open_writer(struct app *a, struct reg **ret, struct err *e)
{
	AUTO_PTR(reg) struct reg *reg = NULL;
	int rc = reg_open(&reg, a->conf->register_path, REG_WRITE, a->clock, e);

	if (rc < 0)
		return rc;
	if (!reg_is_initialised(reg))
		return err_set(e, ERR_USAGE,
			       "%s is not initialised yet: muniment init",
			       a->conf->register_path);
	a->zone = a->conf->zone = reg_zone(reg);
	a->test = reg_is_test(reg);
	a->test_offset_s = reg_now(reg) - clock_now_s(&a->clock);
	STR_COPY(a->station, reg_station(reg));
	*ret = TAKE(reg);
	return 0;
}

static int start_threads(struct app *a, struct reg **writer_reg, struct err *e)
{
	const char *path = a->conf->register_path;
	int rc;

	a->mailbox = mailbox_new(a->loop);
	rc = checkpoint_new(&a->checkpoint, path, a->clock, e);
	if (rc < 0)
		return rc;
	rc = workers_new(&a->workers, path, a->clock, a->mailbox, e);
	if (rc < 0)
		return rc;
	return writer_new(&a->writer, TAKE(*writer_reg), a->mailbox,
			  a->checkpoint, e);
}

static int start_devices(struct app *a, struct err *e)
{
	const struct jobs_setup jobs = {.loop = a->loop,
					.conf = a->conf,
					.writer = a->writer,
					.workers = a->workers,
					.events = a->events};
	struct door_setup door = {.loop = a->loop,
				  .conf = a->conf,
				  .writer = a->writer,
				  .events = a->events};
	AUTO_PTR(reg) struct reg *reg = NULL;
	int rc = reg_open(&reg, a->conf->register_path, REG_READ, a->clock, e);

	if (rc < 0)
		return rc;
	door.session_s = policy_int(reg_policy(reg), POLICY_DOOR_SESSION_S, 0);
	for (size_t i = 0; i < a->conf->n_devices; i++)
		if (a->conf->devices[i].kind == CONF_READER)
			a->doors[a->n_doors++] =
				door_new(&door, &a->conf->devices[i]);
	return jobs_new(&a->jobs, &jobs, reg, e);
}

static int start_http(struct app *a, struct err *e)
{
	int fd, rc;

	rc = listen_unix(&fd, a->conf->socket_path, a->conf->socket_group, e);
	return rc < 0 ? rc : http_new(&a->http, a->loop, fd, api_serve, a, e);
}

int app_new(struct app **ret, struct conf *conf, struct err *e)
{
	AUTO_PTR(app) struct app *a = mem_alloc(sizeof(*a));
	AUTO_PTR(reg) struct reg *reg = NULL;
	int rc;

	a->conf = conf;
	a->clock = clock_system();
	a->started_s = clock_now_s(&a->clock);
	rc = loop_new(&a->loop, e);
	if (rc >= 0)
		rc = open_writer(a, &reg, e);
	if (rc >= 0)
		rc = start_threads(a, &reg, e);
	if (rc < 0)
		return rc;
	a->auth = auth_new(conf);
	a->events = events_new(a->loop);
	rc = start_devices(a, e);
	if (rc >= 0)
		rc = start_http(a, e);
	if (rc < 0)
		return rc;
	*ret = TAKE(a);
	return 0;
}

int app_run(struct app *a, struct err *e)
{
	return loop_run(a->loop, e);
}

void app_stop(struct app *a)
{
	loop_stop(a->loop);
}

int64_t app_now(const struct app *a)
{
	return clock_now_s(&a->clock) + a->test_offset_s;
}

void app_free(struct app *a)
{
	if (!a)
		return;
	/* The threads finish what they were given, then their answers go out:
	 * a client is told what was done. Only then the reverse of the
	 * start. */
	writer_stop(a->writer);
	workers_stop(a->workers);
	if (a->mailbox)
		mailbox_deliver(a->mailbox);
	if (a->http)
		unlink(a->conf->socket_path);
	jobs_free(a->jobs);
	while (a->n_doors)
		door_free(a->doors[--a->n_doors]);
	http_free(a->http);
	events_free(a->events);
	auth_free(a->auth);
	writer_free(a->writer);
	workers_free(a->workers);
	checkpoint_free(a->checkpoint);
	mailbox_free(a->mailbox);
	loop_free(a->loop);
	conf_free(a->conf);
	free(a);
}
