/* workers.h: two threads for what takes longer than a loop may and writes
 * nothing: look-ups, drawing a label and reading it back. Each has a read
 * connection and a raster of its own. */
#ifndef MUNIMENT_SERVE_WORKERS_H
#define MUNIMENT_SERVE_WORKERS_H

#include "base/clock.h"
#include "labels/raster.h"
#include "register/register.h"
#include "serve/queue.h"

enum { WORKERS = 2, WORK_QUEUE_MAX = 1024 };

struct worker {
	struct reg *reg;
	struct raster *raster; /* NULL until the first label */
};

/* Stands first in a job of any kind. Between workers_submit() and `done` it
 * belongs to the workers; `done` frees what it is part of. */
struct work {
	struct item item;
	int rc;
	struct err err;
	int (*run)(struct work *w, struct worker *on, struct err *e);
	void (*done)(struct work *w); /* in the loop; rc and err are filled */
};

struct workers;
/* Opens the register for reading once for each thread. */
int workers_new(struct workers **ret, const char *register_path,
		struct clock clock, struct mailbox *mailbox,
		struct err *e) WARN_UNUSED;
/* Finishes what waits, ends the threads. */
void workers_stop(struct workers *w);
void workers_free(struct workers *w);
DEFINE_AUTO_PTR(workers, workers_free)

/* run and done must be set. On failure the work stays the caller's. */
int workers_submit(struct workers *w, struct work *work,
		   struct err *e) WARN_UNUSED;

/* The worker's raster, made when there is none yet. */
int worker_raster(struct worker *w, struct raster **ret,
		  struct err *e) WARN_UNUSED;

#endif
