/* writer.c: see writer.h. */
#include "serve/writer.h"

#include <pthread.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"
#include "serve/thread.h"

struct writer {
	struct reg *reg;
	struct queue *queue;
	struct mailbox *mailbox;
	struct checkpoint *checkpoint;
	pthread_t thread;
	bool running;
};

static void deliver(struct item *i)
{
	struct write_op *op = (struct write_op *)i;

	op->done(op->ctx, op);
	write_op_free(op);
}

struct write_op *write_op_new(enum write_kind kind, size_t n,
			      void (*done)(void *ctx, struct write_op *op),
			      void *ctx)
{
	struct write_op *op = mem_alloc(sizeof(*op));

	op->item.deliver = deliver;
	op->kind = kind;
	op->n = n;
	op->cmds = mem_alloc(n * sizeof(*op->cmds));
	op->answers = mem_alloc(n * sizeof(*op->answers));
	op->done = done;
	op->ctx = ctx;
	return op;
}

void write_op_free(struct write_op *op)
{
	if (!op)
		return;
	for (size_t i = 0; i < op->n; i++) {
		command_done(&op->cmds[i]);
		answer_done(&op->answers[i]);
	}
	free(op->cmds);
	free(op->answers);
	free(op);
}

/* ---- the thread ---------------------------------------------------------- */

static struct item *next_op(struct writer *w, struct item *i)
{
	struct item *next = i->next;

	checkpoint_nudge(w->checkpoint, ((struct write_op *)i)->n);
	mailbox_send(w->mailbox, i);
	return next;
}

/* The answers already say what the clients must know; the log is for the
 * administrator. */
static void report(const char *what, int rc, const struct err *e)
{
	if (rc < 0)
		log_err(LOG_ERROR, what, e);
}

/* Whether the commands were kept will be seen only when the register is opened
 * anew, and any answer now might be wrong: 'not done' would be done twice. So
 * there is none, and the process ends here and at once: no file is closed, as
 * closing the register could put away the log that holds them. The clients send
 * again, and the service that is started next looks their request ids up. */
static void end_in_doubt(const struct writer *w)
{
	if (!reg_in_doubt(w->reg))
		return;
	log_line(LOG_ERROR, "the disk failed at a commit: ending without an "
			    "answer, to be started again");
	_exit(1);
}

/* Commands that follow each other at the front of the list go together. */
static struct item *run_group(struct writer *w, struct item *first)
{
	struct command *cmds[REG_GROUP_MAX] = {0};
	struct answer answers[REG_GROUP_MAX] = {0};
	struct err e = ERR_INIT;
	struct item *i = first;
	size_t n = 0;

	for (; i && n < REG_GROUP_MAX; i = i->next) {
		struct write_op *op = (struct write_op *)i;

		if (op->kind != WRITE_COMMAND)
			break;
		cmds[n++] = op->cmds;
	}
	report("group", reg_execute(w->reg, cmds, answers, n, &e), &e);
	end_in_doubt(w);
	i = first;
	for (size_t k = 0; k < n; k++) {
		((struct write_op *)i)->answers[0] = answers[k];
		i = next_op(w, i);
	}
	return i;
}

/* The whole was rolled back: whatever an answer says of its own part. */
static void put_error(struct answer *a, int rc, const struct err *e)
{
	if (rc < 0) {
		answer_done(a);
		a->rc = rc;
		a->err = *e;
	}
}

static void run_batch(struct writer *w, struct write_op *op)
{
	AUTO_FREE struct command **cmds = mem_alloc(op->n * sizeof(*cmds));
	struct err e = ERR_INIT;
	int rc;

	for (size_t i = 0; i < op->n; i++)
		cmds[i] = &op->cmds[i];
	rc = reg_execute_batch(w->reg, cmds, op->answers, op->n, &op->kept, &e);
	report("batch", rc, &e);
	end_in_doubt(w);
	for (size_t i = 0; i < op->n; i++)
		put_error(&op->answers[i], rc, &e);
}

static void run_alone(struct writer *w, struct write_op *op)
{
	struct err e = ERR_INIT;
	int rc;

	if (op->kind == WRITE_BATCH) {
		run_batch(w, op);
		return;
	}
	if (op->kind == WRITE_TAP)
		rc = reg_tap(w->reg, op->door, op->uid, op->answers, &e);
	else
		rc = reg_set_test_clock(w->reg, op->now_s, &e);
	end_in_doubt(w);
	put_error(op->answers, rc, &e);
}

static void *run(void *ctx)
{
	struct writer *w = ctx;
	struct item *i;

	while ((i = queue_take(w->queue, REG_GROUP_MAX))) {
		while (i) {
			struct write_op *op = (struct write_op *)i;

			if (op->kind == WRITE_COMMAND) {
				i = run_group(w, i);
				continue;
			}
			run_alone(w, op);
			i = next_op(w, i);
		}
	}
	return NULL;
}

/* ---- start and end ------------------------------------------------------- */

int writer_new(struct writer **ret, struct reg *reg, struct mailbox *mailbox,
	       struct checkpoint *checkpoint, struct err *e)
{
	AUTO_PTR(writer) struct writer *w = mem_alloc(sizeof(*w));
	int rc;

	w->reg = reg;
	w->queue = queue_new(WRITER_QUEUE_MAX);
	w->mailbox = mailbox;
	w->checkpoint = checkpoint;
	rc = thread_start(&w->thread, "writer", run, w, e);
	if (rc < 0)
		return rc;
	w->running = true;
	*ret = TAKE(w);
	return 0;
}

void writer_stop(struct writer *w)
{
	if (!w || !w->running)
		return;
	queue_close(w->queue);
	pthread_join(w->thread, NULL);
	w->running = false;
}

void writer_free(struct writer *w)
{
	if (!w)
		return;
	writer_stop(w);
	queue_free(w->queue);
	reg_close(w->reg);
	free(w);
}

int writer_submit(struct writer *w, struct write_op *op, struct err *e)
{
	return queue_put(w->queue, &op->item, e);
}

size_t writer_waiting(const struct writer *w)
{
	return queue_length(w->queue);
}
