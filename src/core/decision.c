/* decision.c: see decision.h. */
#include "core/decision.h"

#include <assert.h>
#include <string.h>

#include "base/str.h"
#include "core/level.h"

void value_done(struct value *v)
{
	free(v->text);
	memset(v, 0, sizeof(*v));
}

void decision_done(struct decision *d)
{
	for (size_t i = 0; i < d->n_changes; i++) {
		value_done(&d->changes[i].old);
		value_done(&d->changes[i].new);
	}
	free(d->changes);
	kv_done(&d->results);
	memset(d, 0, sizeof(*d));
}

bool decision_refused(const struct decision *d)
{
	return reason_set_refuses(&d->reasons);
}

bool change_same_row(const struct change *a, const struct change *b)
{
	return a->entity == b->entity && str_eq(a->key, b->key);
}

size_t decision_run_length(const struct decision *d, size_t from)
{
	size_t n = 1;

	while (from + n < d->n_changes &&
	       change_same_row(&d->changes[from], &d->changes[from + n]))
		n++;
	return n;
}

static struct change *add(struct decision *d, enum entity e, const char *key,
			  const char *field)
{
	struct change *c;
	bool fits;

	/* Grown in steps of 16: a receipt of 200 copies makes 3,000 changes. */
	if (d->n_changes % 16 == 0)
		d->changes = mem_resize(d->changes,
					(d->n_changes + 16) * sizeof(*c));
	c = &d->changes[d->n_changes++];
	memset(c, 0, sizeof(*c));
	c->entity = e;
	c->field = entity_field(e, field);
	assert(c->field >= 0);
	fits = STR_COPY(c->key, key);
	assert(fits);
	(void)fits;
	return c;
}

void change_text(struct decision *d, enum entity e, const char *key,
		 const char *field, const char *text)
{
	struct change *c = add(d, e, key, field);

	assert(entity_fields(e)[c->field].type == FIELD_TEXT);
	if (text) {
		c->new.type = VALUE_TEXT;
		c->new.text = mem_dup(text);
	}
}

void change_int(struct decision *d, enum entity e, const char *key,
		const char *field, int64_t number)
{
	struct change *c = add(d, e, key, field);

	assert(entity_fields(e)[c->field].type == FIELD_INT);
	c->new.type = VALUE_INT;
	c->new.number = number;
}

void change_null(struct decision *d, enum entity e, const char *key,
		 const char *field)
{
	add(d, e, key, field);
}

/* How an argument's value stands in a numeric field. */
static int64_t arg_number(const struct command *c, const struct cmd_arg *a)
{
	enum clearance clearance;
	enum level level;

	if (a->spec->type == ARG_FLAG)
		return command_flag(c, a->spec->name);
	if (a->spec->type == ARG_CLEARANCE &&
	    clearance_parse(a->value, &clearance))
		return clearance;
	if (a->spec->type == ARG_LEVEL && level_parse(a->value, &level))
		return level;
	return command_int(c, a->spec->name, 0);
}

void change_arg(struct decision *d, enum entity e, const char *key,
		const char *field, const struct command *c, const char *arg)
{
	const struct cmd_arg *a = command_arg_c(c, arg);
	struct change *ch;

	if (!a)
		return;
	ch = add(d, e, key, field);
	switch (entity_fields(e)[ch->field].type) {
	case FIELD_SECRET:
		assert(a->ref[0]);
		ch->new.type = VALUE_SECRET;
		ch->new.text = mem_dup(a->ref);
		break;
	case FIELD_INT:
		ch->new.type = VALUE_INT;
		ch->new.number = arg_number(c, a);
		break;
	case FIELD_TEXT:
		assert(!arg_is_secret(a->spec));
		ch->new.type = VALUE_TEXT;
		ch->new.text = mem_dup(a->value);
		break;
	}
}
