/* writer.h: the one thread that writes the register.
 *
 * What is submitted is done in order. Commands that wait together share one
 * durable transaction (up to REG_GROUP_MAX); each is answered once that is on
 * disk, never before. A batch, a tap and a change of the clock stand alone.
 *
 * When it cannot be known whether they are on disk (reg_in_doubt()) nobody is
 * answered: the thread ends the process with status 1.
 */
#ifndef MUNIMENT_SERVE_WRITER_H
#define MUNIMENT_SERVE_WRITER_H

#include "register/register.h"
#include "serve/checkpoint.h"
#include "serve/queue.h"

/* More than can wait for a person; a client that gets ERR_BUSY may retry. */
enum { WRITER_QUEUE_MAX = 1024 };

enum write_kind {
	WRITE_COMMAND, /* n is 1 */
	WRITE_BATCH,   /* all of n or none */
	WRITE_TAP,     /* door and uid; one answer */
	WRITE_CLOCK,   /* now_s; one answer without reasons */
};

/* One thing to write. Between writer_submit() and its `done` it belongs to
 * the writer. */
struct write_op {
	struct item item; /* first: queue.h */
	enum write_kind kind;
	size_t n;
	struct command *cmds;	/* owned, n */
	struct answer *answers; /* owned, n (1 for tap and clock) */
	bool kept;		/* a batch: whether it was */
	/* Touched only by the writer's thread from the first tap on; the
	 * owner frees it after writer_free(). */
	struct door_session *door;
	char uid[32];
	int64_t now_s;
	/* Runs in the loop; the operation is freed after it. */
	void (*done)(void *ctx, struct write_op *op);
	void *ctx;
};

struct write_op *write_op_new(enum write_kind kind, size_t n,
			      void (*done)(void *ctx, struct write_op *op),
			      void *ctx);
void write_op_free(struct write_op *op);
DEFINE_AUTO_PTR(write_op, write_op_free)

struct writer;
/* `reg`, opened REG_WRITE, becomes the writer's; mailbox and checkpoint are
 * borrowed. */
int writer_new(struct writer **ret, struct reg *reg, struct mailbox *mailbox,
	       struct checkpoint *checkpoint, struct err *e) WARN_UNUSED;
/* Takes nothing more, finishes what waits, ends the thread. What was done is
 * in the mailbox then. */
void writer_stop(struct writer *w);
void writer_free(struct writer *w);
DEFINE_AUTO_PTR(writer, writer_free)

/* On failure (ERR_BUSY, ERR_UNREACHABLE) op stays the caller's. */
int writer_submit(struct writer *w, struct write_op *op,
		  struct err *e) WARN_UNUSED;
/* How many operations wait. */
size_t writer_waiting(const struct writer *w);

#endif
