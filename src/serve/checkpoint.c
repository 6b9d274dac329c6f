/* checkpoint.c: see checkpoint.h. */
#include "serve/checkpoint.h"

#include <time.h>

#include "base/log.h"
#include "db/db.h"
#include "register/register.h"
#include "serve/thread.h"

enum {
	/* A check-out writes some 8 pages of 4 KB to the log: 32 MB. A
	 * checkpoint writes each page once, however often it was changed: the
	 * more commands, the less for each. */
	EACH_COMMANDS = 1024,
	IDLE_S = 5,
};

struct checkpoint {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t commands; /* since the last checkpoint */
	bool dirty, stop;
	struct reg *reg;
	pthread_t thread;
	bool running;
};

enum wish { WISH_STOP, WISH_PASSIVE, WISH_TRUNCATE };

static enum wish wait_for_wish(struct checkpoint *c)
{
	enum wish wish = WISH_STOP;
	struct timespec until;

	pthread_mutex_lock(&c->lock);
	while (!c->stop) {
		size_t seen = c->commands;
		int rc;

		if (c->commands >= EACH_COMMANDS) {
			wish = WISH_PASSIVE;
			break;
		}
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec += IDLE_S;
		rc = pthread_cond_timedwait(&c->changed, &c->lock, &until);
		if (rc && c->dirty && c->commands == seen) {
			wish = WISH_TRUNCATE;
			c->dirty = false;
			break;
		}
	}
	c->commands = 0;
	pthread_mutex_unlock(&c->lock);
	return wish;
}

static void *run(void *ctx)
{
	struct checkpoint *c = ctx;
	enum wish wish;

	while ((wish = wait_for_wish(c)) != WISH_STOP) {
		struct err e = ERR_INIT;
		int rc = db_checkpoint(reg_db(c->reg), wish == WISH_TRUNCATE,
				       &e);

		/* Busy is ordinary: a reader is in the way; another time. */
		if (rc < 0 && rc != ERR_BUSY)
			log_err(LOG_WARNING, "checkpoint", &e);
	}
	return NULL;
}

int checkpoint_new(struct checkpoint **ret, const char *register_path,
		   struct clock clock, struct err *e)
{
	AUTO_PTR(checkpoint) struct checkpoint *c = mem_alloc(sizeof(*c));
	pthread_condattr_t attr;
	int rc;

	pthread_mutex_init(&c->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&c->changed, &attr);
	pthread_condattr_destroy(&attr);
	rc = reg_open(&c->reg, register_path, REG_READ, clock, e);
	if (rc < 0)
		return rc;
	rc = thread_start(&c->thread, "checkpoint", run, c, e);
	if (rc < 0)
		return rc;
	c->running = true;
	*ret = TAKE(c);
	return 0;
}

void checkpoint_free(struct checkpoint *c)
{
	if (!c)
		return;
	pthread_mutex_lock(&c->lock);
	c->stop = true;
	pthread_cond_signal(&c->changed);
	pthread_mutex_unlock(&c->lock);
	if (c->running)
		pthread_join(c->thread, NULL);
	reg_close(c->reg);
	pthread_cond_destroy(&c->changed);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

void checkpoint_nudge(struct checkpoint *c, size_t commands)
{
	pthread_mutex_lock(&c->lock);
	c->commands += commands;
	c->dirty = true;
	if (c->commands >= EACH_COMMANDS)
		pthread_cond_signal(&c->changed);
	pthread_mutex_unlock(&c->lock);
}
