/* queue.h: how threads hand things to one another.
 *
 * A struct item stands first in whatever is handed over; the queue links it
 * and never frees it. A queue goes from any thread to one that waits; the
 * mailbox goes from any thread to the loop.
 */
#ifndef MUNIMENT_SERVE_QUEUE_H
#define MUNIMENT_SERVE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/loop.h"
#include "base/own.h"

struct item {
	struct item *next;
	void (*deliver)(struct item *i); /* mailbox: runs in the loop */
};

struct queue;
/* Holds at most `limit` items. */
struct queue *queue_new(size_t limit);
/* It must be empty. */
void queue_free(struct queue *q);
DEFINE_AUTO_PTR(queue, queue_free)

/* ERR_BUSY when it is full, ERR_UNREACHABLE when it is closed: the item then
 * stays the caller's. Never blocks for longer than a list operation. */
int queue_put(struct queue *q, struct item *i, struct err *e) WARN_UNUSED;
/* Waits for something and takes up to `most` items, oldest first, linked by
 * next. NULL: it is closed and empty. */
struct item *queue_take(struct queue *q, size_t most);
/* Nothing more goes in; what is in can still be taken. */
void queue_close(struct queue *q);
size_t queue_length(struct queue *q);

struct mailbox;
/* Takes the loop's wake-up for itself. */
struct mailbox *mailbox_new(struct loop *l);
void mailbox_free(struct mailbox *m);
DEFINE_AUTO_PTR(mailbox, mailbox_free)
/* From any thread: `deliver` of the item runs in the loop soon, in order. */
void mailbox_send(struct mailbox *m, struct item *i);
/* Delivers at once what is there; in the loop's thread only. */
void mailbox_deliver(struct mailbox *m);

#endif
