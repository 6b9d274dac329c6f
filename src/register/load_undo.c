/* load_undo.c: an entry's changes turned round, and whether they can still be
 * taken back (冲正). */
#include <string.h>

#include "base/str.h"
#include "register/internal.h"

/* The copy that a row tells of; "" when it is of something else. */
static int copy_of_row(struct reg *r, const struct change *c,
		       char ret[FACT_TEXT], struct err *e)
{
	bool label = c->entity == ENTITY_LABEL;
	struct stmt *s;
	int rc;

	ret[0] = '\0';
	if (c->entity == ENTITY_COPY || c->entity == ENTITY_CUSTODY)
		str_copy(ret, FACT_TEXT, c->key);
	if (!label && c->entity != ENTITY_TAG)
		return 0;
	rc = db_query(r->db, label ? QUERY_label_get : QUERY_tag_get, &s, e,
		      "t", c->key);
	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	load_text(s, label ? 1 : 0, ret, FACT_TEXT);
	db_end(s);
	return 0;
}

/* What came later and still stands is taken back first: whatever happened to
 * the same copy, and whatever speaks of a row that goes away with the entry
 * that made it. */
static int load_dependents(struct reg *r, int64_t seq, struct facts *f,
			   struct err *e)
{
	const struct change *u = f->undo.changes;
	size_t end;
	int64_t one;
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < f->undo.n_changes; i = end) {
		char copy[FACT_TEXT];
		bool made = true;

		end = i + decision_run_length(&f->undo, i);
		for (size_t j = i; j < end; j++)
			made &= u[j].new.type == VALUE_NULL;
		rc = copy_of_row(r, &u[i], copy, e);
		if (rc >= 0 && copy[0])
			rc = db_get_int(r->db, QUERY_copy_touched_after, &one,
					e, "tit", copy, seq, r->station);
		if (rc == 0 && made)
			rc = db_get_int(r->db, QUERY_entry_standing_after, &one,
					e, "tit", u[i].key, seq, r->station);
		f->undo_overtaken |= rc > 0;
	}
	return rc < 0 ? rc : 0;
}

int load_undo(struct reg *r, const struct command *c, struct facts *f,
	      struct err *e)
{
	AUTO_FREE char *line = NULL;
	int64_t seq = command_int(c, "entry", 0), one;
	int rc = db_get_text(r->db, QUERY_entry_get, &line, e, "ti", r->station,
			     seq);

	if (rc <= 0)
		return rc;
	f->undo_verb = replay_verb(line);
	rc = replay_parse(line, true, &f->undo, e);
	if (rc < 0)
		return rc;
	f->undo_known = f->undo.n_changes > 0;
	for (size_t i = 0; i < f->undo.n_changes; i++) {
		struct change *u = &f->undo.changes[i];
		struct change now = *u;

		/* Numbers given out stay given out. */
		if (u->entity == ENTITY_COUNTER) {
			value_done(&u->old);
			value_done(&u->new);
			memmove(u, u + 1,
				(--f->undo.n_changes - i) * sizeof(*u));
			i--;
			continue;
		}
		/* Still as the wrong entry left it? */
		now.old = (struct value){VALUE_NULL, 0, NULL};
		rc = read_old(r->db, &now, 1, e);
		if (rc < 0)
			return rc;
		f->undo_overtaken |= !same_value(&now.old, &u->old);
		value_done(&now.old);
	}
	rc = load_dependents(r, seq, f, e);
	if (rc < 0)
		return rc;
	rc = db_get_int(r->db, QUERY_show_correction, &one, e, "t",
			command_get(c, "entry"));
	f->undo_corrected = rc > 0;
	return rc < 0 ? rc : 0;
}
