/* queue.c: see queue.h. */
#include "serve/queue.h"

#include <pthread.h>

struct list {
	struct item *first, **end;
	size_t n;
};

struct queue {
	pthread_mutex_t lock;
	pthread_cond_t filled;
	struct list list;
	size_t limit;
	bool closed;
};

struct mailbox {
	pthread_mutex_t lock;
	struct list list;
	struct loop *loop;
};

static void list_init(struct list *l)
{
	l->first = NULL;
	l->end = &l->first;
	l->n = 0;
}

static void list_put(struct list *l, struct item *i)
{
	i->next = NULL;
	*l->end = i;
	l->end = &i->next;
	l->n++;
}

static struct item *list_take(struct list *l, size_t most)
{
	struct item *first = l->first, **p = &first;
	size_t n = 0;

	while (*p && n < most) {
		p = &(*p)->next;
		n++;
	}
	l->first = *p;
	l->n -= n;
	if (!l->first)
		l->end = &l->first;
	*p = NULL;
	return first;
}

struct queue *queue_new(size_t limit)
{
	struct queue *q = mem_alloc(sizeof(*q));

	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->filled, NULL);
	list_init(&q->list);
	q->limit = limit;
	return q;
}

void queue_free(struct queue *q)
{
	if (!q)
		return;
	pthread_cond_destroy(&q->filled);
	pthread_mutex_destroy(&q->lock);
	free(q);
}

int queue_put(struct queue *q, struct item *i, struct err *e)
{
	int rc = 0;

	pthread_mutex_lock(&q->lock);
	if (q->closed)
		rc = ERR_UNREACHABLE;
	else if (q->list.n >= q->limit)
		rc = ERR_BUSY;
	else
		list_put(&q->list, i);
	pthread_mutex_unlock(&q->lock);
	/* Not under the lock, which the thread would wake up to wait for. */
	pthread_cond_signal(&q->filled);
	if (rc == ERR_BUSY)
		return err_set(e, rc,
			       "%zu requests are waiting already; try again",
			       q->limit);
	if (rc)
		return err_set(e, rc, "the service is going down");
	return 0;
}

struct item *queue_take(struct queue *q, size_t most)
{
	struct item *first;

	pthread_mutex_lock(&q->lock);
	while (!q->list.first && !q->closed)
		pthread_cond_wait(&q->filled, &q->lock);
	first = list_take(&q->list, most);
	pthread_mutex_unlock(&q->lock);
	return first;
}

void queue_close(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->closed = true;
	pthread_cond_broadcast(&q->filled);
	pthread_mutex_unlock(&q->lock);
}

size_t queue_length(struct queue *q)
{
	size_t n;

	pthread_mutex_lock(&q->lock);
	n = q->list.n;
	pthread_mutex_unlock(&q->lock);
	return n;
}

static void woken(void *ctx)
{
	mailbox_deliver(ctx);
}

struct mailbox *mailbox_new(struct loop *l)
{
	struct mailbox *m = mem_alloc(sizeof(*m));

	pthread_mutex_init(&m->lock, NULL);
	list_init(&m->list);
	m->loop = l;
	loop_on_wake(l, woken, m);
	return m;
}

void mailbox_free(struct mailbox *m)
{
	if (!m)
		return;
	loop_on_wake(m->loop, NULL, NULL);
	pthread_mutex_destroy(&m->lock);
	free(m);
}

void mailbox_send(struct mailbox *m, struct item *i)
{
	bool empty;

	pthread_mutex_lock(&m->lock);
	empty = !m->list.first;
	list_put(&m->list, i);
	pthread_mutex_unlock(&m->lock);
	/* Who finds something there comes before the loop has taken it, and is
	 * taken with it. */
	if (empty)
		loop_wake(m->loop);
}

void mailbox_deliver(struct mailbox *m)
{
	struct item *i;

	pthread_mutex_lock(&m->lock);
	i = list_take(&m->list, (size_t)-1);
	pthread_mutex_unlock(&m->lock);
	while (i) {
		struct item *next = i->next;

		i->deliver(i);
		i = next;
	}
}
