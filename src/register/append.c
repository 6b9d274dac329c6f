/* append.c: an entry and its projection, written together. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "core/journal.h"
#include "register/internal.h"

static const struct field *field_of(const struct change *c)
{
	return &entity_fields(c->entity)[c->field];
}

bool same_value(const struct value *a, const struct value *b)
{
	if (a->type != b->type)
		return false;
	return a->type == VALUE_NULL ||
	       (a->type == VALUE_INT ? a->number == b->number
				     : str_eq(a->text, b->text));
}

static void drop(struct decision *d, size_t i)
{
	value_done(&d->changes[i].old);
	value_done(&d->changes[i].new);
	memmove(&d->changes[i], &d->changes[i + 1],
		(--d->n_changes - i) * sizeof(d->changes[0]));
}

/* Brings the changes of one row together, in the order in which rows first
 * occur, and lets the last word on a field stand. */
static void gather(struct decision *d)
{
	for (size_t i = 0; i < d->n_changes; i++) {
		size_t end = i + decision_run_length(d, i);

		for (size_t j = end; j < d->n_changes; j++) {
			struct change moved;

			if (!change_same_row(&d->changes[j], &d->changes[i]))
				continue;
			moved = d->changes[j];
			memmove(&d->changes[end + 1], &d->changes[end],
				(j - end) * sizeof(moved));
			d->changes[end++] = moved;
		}
		for (size_t j = i; j < end; j++)
			for (size_t k = j + 1; k < end; k++)
				if (d->changes[j].field ==
				    d->changes[k].field) {
					drop(d, j--);
					end--;
					break;
				}
		i = end - 1;
	}
}

/* These texts are made anew for each command to find the statement again:
 * printf would take longer than running it. */
static void put(struct buf *sql, const char *a, const char *b, const char *c)
{
	buf_puts(sql, a);
	buf_puts(sql, b);
	buf_puts(sql, c);
}

static void put_names(struct buf *sql, const struct change *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put(sql, ",", field_of(&c[i])->name, "");
}

int read_old(struct db *db, struct change *c, size_t n, struct err *e)
{
	AUTO(buf) struct buf sql = BUF_INIT;
	struct stmt *s;
	int rc;

	buf_puts(&sql, "SELECT key");
	put_names(&sql, c, n);
	put(&sql, " FROM ", entity_name(c->entity), " WHERE key=?1");
	rc = db_sql(db, buf_text(&sql), &s, e, "t", c->key);
	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	for (size_t i = 0; i < n; i++) {
		struct value *old = &c[i].old;
		enum field_type type = field_of(&c[i])->type;

		value_done(old);
		if (db_is_null(s, (int)i + 1))
			continue;
		old->type = type == FIELD_INT	   ? VALUE_INT
			    : type == FIELD_SECRET ? VALUE_SECRET
						   : VALUE_TEXT;
		if (type == FIELD_INT)
			old->number = db_int(s, (int)i + 1);
		else
			old->text = mem_dup(db_text(s, (int)i + 1));
	}
	db_end(s);
	return 0;
}

static int bind_value(struct stmt *s, int i, const struct value *v,
		      struct err *e)
{
	switch (v->type) {
	case VALUE_NULL:
		return db_bind_null(s, i, e);
	case VALUE_INT:
		return db_bind_int(s, i, v->number, e);
	case VALUE_TEXT:
	case VALUE_SECRET:
		return db_bind_text(s, i, v->text, e);
	}
	return ERR_INTERNAL;
}

/* A row all of whose fields are null is gone. */
static int drop_empty(struct db *db, const struct change *c, struct err *e)
{
	AUTO(buf) struct buf sql = BUF_INIT;
	struct stmt *s;
	int rc;

	buf_printf(&sql, "DELETE FROM %s WHERE key=?1", entity_name(c->entity));
	for (const struct field *f = entity_fields(c->entity); f->name; f++)
		buf_printf(&sql, " AND %s IS NULL", f->name);
	rc = db_sql(db, buf_text(&sql), &s, e, "t", c->key);
	return rc < 0 ? rc : db_step(s, e);
}

int project(struct db *db, const struct change *c, size_t n, struct err *e)
{
	AUTO(buf) struct buf sql = BUF_INIT;
	struct stmt *s;
	bool all_null = true;
	int rc;

	put(&sql, "INSERT INTO ", entity_name(c->entity), "(key");
	put_names(&sql, c, n);
	buf_puts(&sql, ")VALUES(?");
	for (size_t i = 0; i < n; i++)
		buf_puts(&sql, ",?");
	buf_puts(&sql, ")ON CONFLICT(key)DO UPDATE SET ");
	for (size_t i = 0; i < n; i++) {
		const char *name = field_of(&c[i])->name;

		put(&sql, i ? "," : "", name, "=excluded.");
		buf_puts(&sql, name);
	}
	rc = db_sql(db, buf_text(&sql), &s, e, "t", c->key);
	for (size_t i = 0; rc >= 0 && i < n; i++) {
		rc = bind_value(s, (int)i + 2, &c[i].new, e);
		all_null &= c[i].new.type == VALUE_NULL;
	}
	if (rc >= 0)
		rc = db_step(s, e);
	return rc < 0 || !all_null ? rc : drop_empty(db, c, e);
}

static int apply(struct reg *r, struct decision *d, struct err *e)
{
	gather(d);
	for (size_t i = 0; i < d->n_changes;) {
		size_t n = decision_run_length(d, i);
		int rc = read_old(r->db, &d->changes[i], n, e);

		if (rc < 0)
			return rc;
		for (size_t j = i + n; j-- > i;)
			if (same_value(&d->changes[j].old,
				       &d->changes[j].new)) {
				drop(d, j);
				n--;
			}
		if (n) {
			rc = project(r->db, &d->changes[i], n, e);
			if (rc < 0)
				return rc;
		}
		i += n;
	}
	return 0;
}

/* ---- what the entry is about --------------------------------------------- */

static bool is_subject(enum arg_type t)
{
	return t == ARG_COPY || t == ARG_DOCUMENT || t == ARG_PERSON ||
	       t == ARG_PERSONS || t == ARG_APPROVAL || t == ARG_UID;
}

static int note_subject(struct reg *r, const char *key, int64_t seq,
			struct err *e)
{
	return db_run(r->db, QUERY_entry_subject_insert, e, "ti", key, seq);
}

/* Whether the words of the command have named it already. */
static bool is_named(const struct command *c, const char *key)
{
	for (size_t i = 0; i < c->n_args; i++)
		if (is_subject(c->args[i].spec->type) &&
		    str_eq(c->args[i].value, key))
			return true;
	return false;
}

static int note_subjects(struct reg *r, const struct command *c,
			 const struct decision *d, int64_t seq, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < c->n_args; i++) {
		AUTO_FREE char *list = mem_dup(c->args[i].value);
		char *save = NULL;

		if (!is_subject(c->args[i].spec->type))
			continue;
		for (char *p = strtok_r(list, ",", &save); rc >= 0 && p;
		     p = strtok_r(NULL, ",", &save))
			rc = note_subject(r, p, seq, e);
	}
	/* What a new row belongs to: a copy to its document, a label to its
	 * copy. */
	for (size_t i = 0; rc >= 0 && i < d->n_changes; i++) {
		const struct change *ch = &d->changes[i];
		const char *field = field_of(ch)->name;

		if (ch->new.type == VALUE_TEXT &&
		    (str_eq(field, "document") || str_eq(field, "copy")))
			rc = note_subject(r, ch->new.text, seq, e);
	}
	for (size_t i = 0; rc >= 0 && i < d->n_changes; i++)
		if ((i == 0 ||
		     !change_same_row(&d->changes[i], &d->changes[i - 1])) &&
		    d->changes[i].entity != ENTITY_COUNTER &&
		    !is_named(c, d->changes[i].key))
			rc = note_subject(r, d->changes[i].key, seq, e);
	return rc;
}

int append_entry(struct reg *r, const struct command *c, struct decision *d,
		 int64_t occurred_s, struct err *e)
{
	AUTO(buf) struct buf line = BUF_INIT;
	char hash[CRYPTO_HASH_HEX + 1];
	struct entry_head h;
	int rc;

	if (decision_refused(d)) {
		while (d->n_changes)
			drop(d, d->n_changes - 1);
	}
	rc = apply(r, d, e);
	if (rc < 0)
		return rc;
	if (c->verb->id == VERB_INIT && !decision_refused(d)) {
		rc = reg_reload(r, e);
		if (rc < 0)
			return rc;
	}
	h = (struct entry_head){r->station,	  r->seq + 1,	   r->head,
				r->zone,	  c->entered_at_s, occurred_s,
				r->policy.version};
	journal_write(&line, &h, c, d);
	crypto_hash_hex(hash, buf_text(&line), line.len, NULL, 0);
	rc = db_run(r->db, QUERY_entry_insert, e, "titti", r->station, h.seq,
		    hash, buf_text(&line), c->entered_at_s);
	if (rc >= 0)
		rc = note_subjects(r, c, d, h.seq, e);
	if (rc >= 0 && (c->verb->id == VERB_POLICY_SET ||
			c->verb->id == VERB_CALENDAR_SET ||
			c->verb->id == VERB_CORRECTION))
		rc = reg_load_settings(r, e);
	if (rc < 0)
		return rc;
	r->seq = h.seq;
	r->last_entered_s = c->entered_at_s;
	STR_COPY(r->head, hash);
	return 0;
}
