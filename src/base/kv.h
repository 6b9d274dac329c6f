/* kv.h: a short ordered list of names and values, both owned text. What a
 * command gives back, and what `show` says of a thing. */
#ifndef MUNIMENT_BASE_KV_H
#define MUNIMENT_BASE_KV_H

#include <stddef.h>
#include <stdint.h>

#include "base/own.h"

struct kv {
	char *key;
	char *value;
};
struct kv_list {
	struct kv *items;
	size_t n;
};
#define KV_INIT                                                                \
	{                                                                      \
		0                                                              \
	}

void kv_done(struct kv_list *l);
DEFINE_AUTO_VAL(kv_list, kv_done)

/* A NULL value is left out. A key may come more than once (a list). */
void kv_add(struct kv_list *l, const char *key, const char *value);
void kv_add_int(struct kv_list *l, const char *key, int64_t value);
/* The first value, or NULL; and the i-th of that key. */
const char *kv_get(const struct kv_list *l, const char *key);
const char *kv_get_nth(const struct kv_list *l, const char *key, size_t i);

#endif
