/* kv.c: see kv.h. */
#include "base/kv.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/str.h"

void kv_done(struct kv_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		free(l->items[i].key);
		free(l->items[i].value);
	}
	free(l->items);
	l->items = NULL;
	l->n = 0;
}

void kv_add(struct kv_list *l, const char *key, const char *value)
{
	if (!value)
		return;
	l->items = mem_resize(l->items, (l->n + 1) * sizeof(l->items[0]));
	l->items[l->n].key = mem_dup(key);
	l->items[l->n++].value = mem_dup(value);
}

void kv_add_int(struct kv_list *l, const char *key, int64_t value)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, value);
	kv_add(l, key, text);
}

const char *kv_get_nth(const struct kv_list *l, const char *key, size_t i)
{
	for (size_t j = 0; j < l->n; j++)
		if (str_eq(l->items[j].key, key) && i-- == 0)
			return l->items[j].value;
	return NULL;
}

const char *kv_get(const struct kv_list *l, const char *key)
{
	return kv_get_nth(l, key, 0);
}
