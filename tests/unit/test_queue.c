/* uses: serve base */
/* test_queue.c: what threads hand to one another: in order, bounded, and not
 * lost when the queue closes. */
#include <pthread.h>

#include "serve/queue.h"
#include "tests/suite.h"

enum { ITEMS = 1000 };

struct numbered {
	struct item item;
	int n;
};

static int put(struct queue *q, struct numbered *n)
{
	struct err e = ERR_INIT;

	return queue_put(q, &n->item, &e);
}

static void in_order(void)
{
	AUTO_PTR(queue) struct queue *q = queue_new(5);
	struct numbered items[5] = {0};
	const struct item *i;
	int expected = 0;

	for (int k = 0; k < 5; k++) {
		items[k].n = k;
		CU_ASSERT_EQUAL(put(q, &items[k]), 0);
	}
	for (size_t most = 2; expected < 5;)
		for (i = queue_take(q, most); i; i = i->next)
			CU_ASSERT_EQUAL(((const struct numbered *)i)->n,
					expected++);
	CU_ASSERT_EQUAL(queue_length(q), 0);
}

static void is_bounded(void)
{
	AUTO_PTR(queue) struct queue *q = queue_new(2);
	struct numbered items[3] = {0};

	CU_ASSERT_EQUAL(put(q, &items[0]), 0);
	CU_ASSERT_EQUAL(put(q, &items[1]), 0);
	CU_ASSERT_EQUAL(put(q, &items[2]), ERR_BUSY);
	CU_ASSERT_PTR_EQUAL(queue_take(q, 1), &items[0].item);
	CU_ASSERT_EQUAL(put(q, &items[2]), 0);
	CU_ASSERT_PTR_EQUAL(queue_take(q, 9), &items[1].item);
}

static void keeps_what_is_in(void)
{
	AUTO_PTR(queue) struct queue *q = queue_new(2);
	struct numbered items[2] = {0};

	CU_ASSERT_EQUAL(put(q, &items[0]), 0);
	queue_close(q);
	CU_ASSERT_EQUAL(put(q, &items[1]), ERR_UNREACHABLE);
	CU_ASSERT_PTR_EQUAL(queue_take(q, 9), &items[0].item);
	CU_ASSERT_PTR_NULL(queue_take(q, 9));
}

/* ---- the mailbox ----------------------------------------------------------*/

struct post {
	struct numbered numbered;
	struct loop *loop;
	int *seen;
};

static void deliver(struct item *i)
{
	struct post *p = (struct post *)i;

	CU_ASSERT_EQUAL(p->numbered.n, *p->seen);
	if (++*p->seen == ITEMS)
		loop_stop(p->loop);
}

struct sender {
	struct mailbox *mailbox;
	struct post *posts;
};

static void *send_all(void *ctx)
{
	const struct sender *s = ctx;

	for (int i = 0; i < ITEMS; i++)
		mailbox_send(s->mailbox, &s->posts[i].numbered.item);
	return NULL;
}

static void mailbox_in_order(void)
{
	AUTO_PTR(loop) struct loop *loop = NULL;
	AUTO_FREE struct post *posts = mem_alloc(ITEMS * sizeof(*posts));
	struct err e = ERR_INIT;
	struct sender s = {.posts = posts};
	pthread_t thread;
	int seen = 0;

	CU_ASSERT_EQUAL_FATAL(loop_new(&loop, &e), 0);
	s.mailbox = mailbox_new(loop);
	for (int i = 0; i < ITEMS; i++)
		posts[i] = (struct post){{{NULL, deliver}, i}, loop, &seen};
	CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, send_all, &s), 0);
	CU_ASSERT_EQUAL(loop_run(loop, &e), 0);
	pthread_join(thread, NULL);
	CU_ASSERT_EQUAL(seen, ITEMS);
	mailbox_free(s.mailbox);
}

static const struct suite_test tests[] = {
	{"a queue keeps the order", in_order},
	{"a queue is bounded", is_bounded},
	{"a closed queue gives what is in it", keeps_what_is_in},
	{"the mailbox delivers in the loop, in order", mailbox_in_order},
};
SUITE_MAIN("queue", tests)
