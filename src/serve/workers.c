/* workers.c: see workers.h. */
#include "serve/workers.h"

#include "serve/thread.h"

struct workers {
	struct queue *queue;
	struct mailbox *mailbox;
	struct one {
		struct workers *all;
		struct worker worker;
		pthread_t thread;
		bool running;
	} each[WORKERS];
};

static void deliver(struct item *i)
{
	struct work *w = (struct work *)i;

	w->done(w);
}

static void *run(void *ctx)
{
	struct one *o = ctx;
	struct item *i;

	while ((i = queue_take(o->all->queue, 1))) {
		struct work *w = (struct work *)i;

		w->rc = w->run(w, &o->worker, &w->err);
		mailbox_send(o->all->mailbox, i);
	}
	return NULL;
}

int workers_new(struct workers **ret, const char *register_path,
		struct clock clock, struct mailbox *mailbox, struct err *e)
{
	AUTO_PTR(workers) struct workers *w = mem_alloc(sizeof(*w));

	w->queue = queue_new(WORK_QUEUE_MAX);
	w->mailbox = mailbox;
	for (size_t i = 0; i < WORKERS; i++) {
		struct one *o = &w->each[i];
		int rc = reg_open(&o->worker.reg, register_path, REG_READ,
				  clock, e);

		if (rc < 0)
			return rc;
		o->all = w;
		rc = thread_start(&o->thread, "worker", run, o, e);
		if (rc < 0)
			return rc;
		o->running = true;
	}
	*ret = TAKE(w);
	return 0;
}

void workers_stop(struct workers *w)
{
	if (!w)
		return;
	queue_close(w->queue);
	for (size_t i = 0; i < WORKERS; i++) {
		if (w->each[i].running)
			pthread_join(w->each[i].thread, NULL);
		w->each[i].running = false;
	}
}

void workers_free(struct workers *w)
{
	if (!w)
		return;
	workers_stop(w);
	for (size_t i = 0; i < WORKERS; i++) {
		raster_free(w->each[i].worker.raster);
		reg_close(w->each[i].worker.reg);
	}
	queue_free(w->queue);
	free(w);
}

int workers_submit(struct workers *w, struct work *work, struct err *e)
{
	work->item.deliver = deliver;
	return queue_put(w->queue, &work->item, e);
}

int worker_raster(struct worker *w, struct raster **ret, struct err *e)
{
	if (!w->raster) {
		int rc = raster_new(&w->raster, NULL, e);

		if (rc < 0)
			return rc;
	}
	*ret = w->raster;
	return 0;
}
