/* conf_keys.h: the table of the configuration's keys, and how each value is
 * understood. Private to conf.c and its test of examples/muniment.conf. */
#ifndef MUNIMENT_SERVE_CONF_KEYS_H
#define MUNIMENT_SERVE_CONF_KEYS_H

#include "serve/conf.h"

/* Where a key may stand, as bits. */
enum conf_where {
	CONF_IN_HEAD = 1,
	CONF_IN_READER = 2,
	CONF_IN_PRINTER = 4,
};

struct conf_key {
	const char *name; /* NULL ends the table */
	unsigned where;
	const char *expected; /* for a complaint: "a path" */
	/* d is NULL in the head. False: the value is not what it must be. */
	bool (*set)(const struct conf_key *k, struct conf *c,
		    struct conf_device *d, const char *value);
	size_t at;   /* of the field in its struct */
	size_t size; /* of a text field */
};

/* NULL when no key of that name may stand there. */
const struct conf_key *conf_key_find(const char *name, unsigned where);
const struct conf_key *conf_key_at(size_t i);

#endif
