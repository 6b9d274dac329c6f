/* decision.h: what comes out of decide(): whether, why, and what changes. */
#ifndef MUNIMENT_CORE_DECISION_H
#define MUNIMENT_CORE_DECISION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/kv.h"
#include "base/own.h"
#include "core/command.h"
#include "core/entity.h"
#include "core/reasons.h"

enum { KEY_TEXT = 160 };

enum value_type { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_SECRET };

/* A field's value. A secret one is the reference, not the text. */
struct value {
	enum value_type type;
	int64_t number;
	char *text; /* owned */
};
void value_done(struct value *v);

/* One field of one row gets a new value. `old` is filled in by the register
 * from the row as it stands. */
struct change {
	enum entity entity;
	int field; /* place in entity_fields() */
	char key[KEY_TEXT];
	struct value old, new;
};

struct decision {
	struct reason_set reasons;
	struct change *changes; /* owned */
	size_t n_changes;
	struct kv_list results; /* told to whoever asked; not in the journal */
};
void decision_done(struct decision *d);
DEFINE_AUTO_VAL(decision, decision_done)

bool decision_refused(const struct decision *d);

/* Whether two changes are of one row; and how many from `from` (a change that
 * there is) on, without a gap, are of its row: at least 1. */
bool change_same_row(const struct change *a, const struct change *b);
size_t decision_run_length(const struct decision *d, size_t from);

/* Each names the field as the schema does; a wrong name is our own bug. Text
 * NULL and dates of year 0 give null. */
void change_text(struct decision *d, enum entity e, const char *key,
		 const char *field, const char *text);
void change_int(struct decision *d, enum entity e, const char *key,
		const char *field, int64_t number);
void change_null(struct decision *d, enum entity e, const char *key,
		 const char *field);
/* The argument's value, or its reference where the field is secret; nothing
 * when the argument was not given. */
void change_arg(struct decision *d, enum entity e, const char *key,
		const char *field, const struct command *c, const char *arg);

#endif
