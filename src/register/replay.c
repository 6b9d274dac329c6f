/* replay.c: applying a journal's changes again, forwards or backwards. It never
 * decides: whatever the policy or program of today, the past stays. */
#include <jansson.h>
#include <string.h>

#include "base/str.h"
#include "register/internal.h"

static int malformed(struct err *e)
{
	return err_set(e, ERR_CORRUPT,
		       "a change is not of the form [entity, "
		       "key, field, old, new]");
}

static int parse_value(const json_t *j, enum field_type type, struct value *ret,
		       struct err *e)
{
	const json_t *secret = json_object_get(j, "secret");

	memset(ret, 0, sizeof(*ret));
	if (json_is_null(j))
		return 0;
	if (type == FIELD_INT && json_is_integer(j)) {
		ret->type = VALUE_INT;
		ret->number = json_integer_value(j);
	} else if (type == FIELD_TEXT && json_is_string(j)) {
		ret->type = VALUE_TEXT;
		ret->text = mem_dup(json_string_value(j));
	} else if (type == FIELD_SECRET && json_is_string(secret)) {
		ret->type = VALUE_SECRET;
		ret->text = mem_dup(json_string_value(secret));
	} else {
		return malformed(e);
	}
	return 0;
}

static int parse_change(const json_t *j, bool undo, struct decision *ret,
			struct err *e)
{
	const char *entity = json_string_value(json_array_get(j, 0));
	const char *key = json_string_value(json_array_get(j, 1));
	const char *field = json_string_value(json_array_get(j, 2));
	const json_t *old = json_array_get(j, undo ? 4 : 3);
	const json_t *new = json_array_get(j, undo ? 3 : 4);
	enum entity id;
	struct change *c;
	int at, rc;

	if (json_array_size(j) != 5 || !entity || !key || !field ||
	    strlen(key) >= KEY_TEXT)
		return malformed(e);
	id = entity_find(entity, strlen(entity));
	at = id == ENTITY_COUNT ? -1 : entity_field(id, field);
	if (at < 0)
		return err_set(e, ERR_CORRUPT,
			       "this program knows no field %s of %s", field,
			       entity);
	change_null(ret, id, key, field);
	c = &ret->changes[ret->n_changes - 1];
	rc = parse_value(old, entity_fields(id)[at].type, &c->old, e);
	return rc < 0 ? rc
		      : parse_value(new, entity_fields(id)[at].type, &c->new,
				    e);
}

int replay_parse(const char *line, bool undo, struct decision *ret,
		 struct err *e)
{
	json_error_t why;
	json_t *entry = json_loads(line, 0, &why);
	const json_t *changes = json_object_get(entry, "changes");
	size_t n = json_array_size(changes);
	int rc = 0;

	if (!entry || !json_is_array(changes)) {
		json_decref(entry);
		return err_set(e, ERR_CORRUPT, "not an entry: %s",
			       entry ? "no changes" : why.text);
	}
	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = parse_change(json_array_get(changes, undo ? n - 1 - i : i),
				  undo, ret, e);
	json_decref(entry);
	return rc;
}

const struct verb *replay_verb(const char *line)
{
	json_t *entry = json_loads(line, 0, NULL);
	const char *name = json_string_value(json_object_get(entry, "verb"));
	const struct verb *v = name ? verb_find(name) : NULL;

	json_decref(entry);
	return v;
}

static int row_fits(struct db *db, const struct change *c, size_t n, bool *ret,
		    struct err *e)
{
	AUTO_FREE struct change *now = mem_alloc(n * sizeof(*now));
	int rc;

	for (size_t i = 0; i < n; i++) {
		now[i] = c[i];
		now[i].old = (struct value){VALUE_NULL, 0, NULL};
	}
	rc = read_old(db, now, n, e);
	for (size_t i = 0; i < n; i++) {
		*ret &= same_value(&now[i].old, &c[i].old);
		value_done(&now[i].old);
	}
	return rc;
}

int replay_fits(struct db *db, const struct decision *d, bool *ret,
		struct err *e)
{
	size_t n;
	int rc = 0;

	*ret = true;
	for (size_t i = 0; rc >= 0 && i < d->n_changes; i += n) {
		n = decision_run_length(d, i);
		rc = row_fits(db, &d->changes[i], n, ret, e);
	}
	return rc;
}

int replay_apply(struct db *db, const struct decision *d, struct err *e)
{
	for (size_t i = 0; i < d->n_changes;) {
		size_t n = decision_run_length(d, i);
		int rc = project(db, &d->changes[i], n, e);

		if (rc < 0)
			return rc;
		i += n;
	}
	return 0;
}
