/* app.h: the whole service: everything it owns, in the order in which it is
 * started. There are no globals; who needs something is given it. */
#ifndef MUNIMENT_SERVE_APP_H
#define MUNIMENT_SERVE_APP_H

#include "base/clock.h"
#include "base/loop.h"
#include "serve/auth.h"
#include "serve/checkpoint.h"
#include "serve/conf.h"
#include "serve/doors.h"
#include "serve/events.h"
#include "serve/http.h"
#include "serve/jobs.h"
#include "serve/queue.h"
#include "serve/workers.h"
#include "serve/writer.h"

struct app {
	struct conf *conf;
	struct loop *loop;
	struct clock clock;
	/* from the register, once */
	int zone;
	bool test;
	char station[16];
	int64_t started_s;
	int64_t test_offset_s; /* of the register's clock from ours */
	struct mailbox *mailbox;
	struct checkpoint *checkpoint;
	struct writer *writer;
	struct workers *workers;
	struct auth *auth;
	struct events *events;
	struct door *doors[CONF_DEVICES_MAX];
	size_t n_doors;
	struct jobs *jobs;
	unsigned feeds; /* children at work: feed.h */
	bool verifying; /* one at a time: the other worker stays free */
	struct http *http;
};

/* Opens the register and starts threads, drivers and the socket, in this
 * order. Takes conf. Signals to be handled must be blocked before. */
int app_new(struct app **ret, struct conf *conf, struct err *e) WARN_UNUSED;
/* Runs until app_stop(). */
int app_run(struct app *a, struct err *e) WARN_UNUSED;
void app_stop(struct app *a);
/* The register's idea of now. */
int64_t app_now(const struct app *a);
/* Ends it: what was acknowledged is on disk, no child is left. */
void app_free(struct app *a);
DEFINE_AUTO_PTR(app, app_free)

#endif
