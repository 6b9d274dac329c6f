/* execute.c: commands, one by one, in groups and in batches.
 *
 * A group is one durable transaction with a savepoint a command. When storage
 * fails inside a savepoint SQLite may have rolled back everything: then the
 * chain's end is read anew and the group runs again, each command in a
 * transaction of its own. An error at COMMIT is not 'not committed': when the
 * disk failed it is not known here at all what was kept (reg_in_doubt()); else
 * the request ids are looked up before anybody is told.
 */
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/str.h"
#include "core/decide.h"
#include "register/internal.h"

static void make_request_id(struct command *c)
{
	if (!c->request_id[0])
		crypto_new_id(c->request_id);
}

/* 1: seen before, and *ret is its first answer; 0: new. */
static int seen_before(struct reg *r, const struct command *c,
		       struct answer *ret, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_request_get, &s, e, "t", c->request_id);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	if (!str_eq(db_text(s, 0), c->print))
		rc = err_set(e, ERR_USAGE,
			     "request id %s was used for another command",
			     c->request_id);
	else
		rc = answer_from_json(ret, db_text(s, 1), e);
	db_end(s);
	if (rc < 0)
		return rc;
	ret->repeated = true;
	return 1;
}

/* Holder and due time of a copy that is out, for those who may know: the
 * registry's own people and those who decide (AC-26). */
static void tell_holder(struct reg *r, const struct facts *f,
			struct decision *d)
{
	unsigned may = ROLES_STAFF | ROLE_BIT(SECRECY_OFFICE) |
		       ROLE_BIT(LEADER_IN_CHARGE) | ROLE_BIT(UNIT_HEAD) |
		       ROLE_BIT(OFFICE_HEAD) | ROLE_BIT(SECTION_CHIEF);
	char due[TIME_TEXT];

	if (!reason_has(&d->reasons, E_ALREADY_OUT) || !(f->actor.roles & may))
		return;
	kv_add(&d->results, "holder", f->copy.holder);
	if (f->copy.due_s) {
		time_format(due, f->copy.due_s, r->zone);
		kv_add(&d->results, "due", due);
	}
}

static void fill_answer(struct answer *a, struct decision *d)
{
	a->rc = decision_refused(d) ? ERR_REFUSED : 0;
	a->reasons = d->reasons;
	a->results = d->results;
	memset(&d->results, 0, sizeof(d->results));
}

static int remember(struct reg *r, const struct command *c,
		    const struct answer *a, struct err *e)
{
	AUTO_FREE char *json = answer_to_json(a);

	return db_run(r->db, QUERY_request_insert, e, "ttt", c->request_id,
		      c->print, json);
}

/* Errors of the words given, which are the asker's and not the storage's. */
static bool is_askers(int rc)
{
	return rc == ERR_USAGE || rc == ERR_NOT_FOUND;
}

static int decide_and_append(struct reg *r, struct command *c, struct answer *a,
			     struct err *e)
{
	AUTO(facts) struct facts f = {0};
	AUTO(decision) struct decision d = {0};
	int rc = keep_secrets(r, c, true, e);

	if (rc >= 0)
		rc = load_facts(r, c, &f, e);
	if (rc < 0)
		return rc;
	c->entered_at_s = f.now_s;
	decide(&f, c, &d);
	tell_holder(r, &f, &d);
	/* A register's first entry is the init that was done: before it there
	 * is no chain that could hold a refusal. */
	if (!r->initialised && decision_refused(&d)) {
		fill_answer(a, &d);
		return 0;
	}
	rc = append_entry(r, c, &d, f.occurred_s, e);
	if (rc < 0)
		return rc;
	fill_answer(a, &d);
	a->seq = r->seq;
	return 0;
}

/* One command within an open transaction. Negative: the storage failed. The
 * asker's own errors land in the answer. */
static int run_one(struct reg *r, struct command *c, struct answer *a,
		   struct err *e)
{
	int rc;

	memset(a, 0, sizeof(*a));
	make_request_id(c);
	command_fingerprint(c);
	rc = seen_before(r, c, a, &a->err);
	if (rc > 0)
		return 0;
	if (rc >= 0)
		rc = resolve_command(r, c, &a->err);
	if (is_askers(rc)) {
		a->rc = rc;
		return 0;
	}
	if (rc >= 0)
		rc = decide_and_append(r, c, a, &a->err);
	if (is_askers(rc)) {
		a->rc = rc;
		return 0;
	}
	if (rc >= 0)
		rc = remember(r, c, a, &a->err);
	if (rc < 0) {
		struct err why = a->err;

		/* Whatever was decided is taken back: it has no entry. */
		answer_done(a);
		a->rc = rc;
		a->err = why;
		if (e)
			*e = why;
	}
	return rc;
}

/* After a rollback what is kept in memory may be ahead of the file. Reading
 * it again can fail on a broken disk; then the next command says so. */
static void forget(struct reg *r)
{
	r->stale = reg_reload(r, NULL) < 0;
}

static int begin(struct reg *r, struct err *e)
{
	int rc = r->stale ? reg_reload(r, e) : 0;

	if (rc < 0)
		return rc;
	r->stale = false;
	return db_begin(r->db, e);
}

/* The storage has ended the transaction by itself. */
static int ended(struct err *e)
{
	return err_set(e, ERR_IO, "the storage took the commands back");
}

/* A failed sync says nothing of what was written before it: a frame that this
 * connection has given up is still in the log and counts at the next start. */
static int commit(struct reg *r, struct err *e)
{
	int rc = db_commit(r->db, e);

	r->in_doubt |= rc == ERR_IO;
	return rc;
}

bool reg_in_doubt(const struct reg *r)
{
	return r->in_doubt;
}

static int run_group(struct reg *r, struct command *const cmds[],
		     struct answer answers[], size_t n, struct err *e)
{
	bool alone = n == 1; /* the transaction serves as its savepoint */
	int rc = begin(r, e);

	for (size_t i = 0; rc >= 0 && i < n; i++) {
		rc = alone ? 0 : db_savepoint(r->db, e);
		if (rc < 0)
			break;
		rc = run_one(r, cmds[i], &answers[i], e);
		if (rc >= 0 && !is_askers(answers[i].rc)) {
			rc = alone ? 0 : db_release(r->db, e);
			continue;
		}
		if (!db_in_transaction(r->db)) {
			/* All of it is gone, also what went well before. */
			rc = rc < 0 ? rc : ended(e);
			break;
		}
		if (alone)
			db_rollback(r->db);
		else
			db_rollback_to(r->db);
		/* Words that were not understood have left nothing behind; a
		 * storage that failed may have, in memory as well. */
		if (rc < 0)
			forget(r);
		rc = 0;
	}
	if (rc >= 0 && db_in_transaction(r->db))
		rc = commit(r, e);
	return rc;
}

/* After a failed COMMIT: who is there all the same? */
static void look_up(struct reg *r, struct command *c, struct answer *a,
		    const struct err *why)
{
	struct answer found = {0};

	if (!r->in_doubt && seen_before(r, c, &found, NULL) > 0) {
		answer_done(a);
		*a = found;
		a->repeated = false;
		return;
	}
	answer_done(a);
	a->rc = why->code;
	a->err = *why;
}

/* The first answer that tells of a failed storage. */
static int storage_failure(const struct answer answers[], size_t n,
			   struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		int rc = answers[i].rc;

		if (rc < 0 && rc != ERR_REFUSED && !is_askers(rc)) {
			if (e)
				*e = answers[i].err;
			return rc;
		}
	}
	return 0;
}

int reg_execute(struct reg *r, struct command *const cmds[],
		struct answer answers[], size_t n, struct err *e)
{
	struct err why = ERR_INIT;
	int rc;

	memset(answers, 0, n * sizeof(answers[0]));
	rc = run_group(r, cmds, answers, n, &why);
	if (rc >= 0)
		return storage_failure(answers, n, e);
	db_rollback(r->db);
	forget(r);
	for (size_t i = 0; i < n; i++) {
		look_up(r, cmds[i], &answers[i], &why);
		/* Alone it may go through: another one was too large, or
		 * there is room again. */
		if (!r->in_doubt && n > 1 && answers[i].rc == why.code &&
		    !answers[i].seq) {
			answer_done(&answers[i]);
			rc = reg_execute(r, &cmds[i], &answers[i], 1, NULL);
		}
	}
	return storage_failure(answers, n, e);
}

/* ---- batches ------------------------------------------------------------- */

/* Enters a refusal that was decided within a batch that was taken back. */
static int enter_refusal(struct reg *r, struct command *c, struct answer *a,
			 struct err *e)
{
	struct decision d = {.reasons = a->reasons};
	int rc = keep_secrets(r, c, true, e);

	c->entered_at_s =
		reg_now(r) < r->last_entered_s ? r->last_entered_s : reg_now(r);
	if (rc >= 0)
		rc = append_entry(r, c, &d,
				  load_occurred(r, c, c->entered_at_s), e);
	if (rc < 0)
		return rc;
	a->seq = r->seq;
	return remember(r, c, a, e);
}

/* Takes everything back but what was answered before this batch; the refusals
 * are entered. */
static int take_back(struct reg *r, struct command *const cmds[],
		     struct answer answers[], size_t n, struct err *e)
{
	int rc;

	db_rollback_to(r->db);
	rc = reg_reload(r, e);
	for (size_t i = 0; rc >= 0 && i < n; i++) {
		if (answers[i].repeated)
			continue;
		answers[i].seq = 0;
		if (answers[i].rc == ERR_REFUSED && r->initialised)
			rc = enter_refusal(r, cmds[i], &answers[i], e);
	}
	return rc;
}

int reg_execute_batch(struct reg *r, struct command *const cmds[],
		      struct answer answers[], size_t n, bool *ret_kept,
		      struct err *e)
{
	bool good = true;
	struct err why = ERR_INIT;
	int rc = begin(r, &why);

	*ret_kept = false;
	memset(answers, 0, n * sizeof(answers[0]));
	if (rc >= 0)
		rc = db_savepoint(r->db, &why);
	for (size_t i = 0; rc >= 0 && i < n; i++) {
		rc = run_one(r, cmds[i], &answers[i], &why);
		good &= rc >= 0 && answers[i].rc == 0;
	}
	if (rc >= 0 && !db_in_transaction(r->db))
		rc = ended(&why);
	if (rc >= 0)
		rc = good ? db_release(r->db, &why)
			  : take_back(r, cmds, answers, n, &why);
	if (rc >= 0)
		rc = commit(r, &why);
	*ret_kept = good && rc >= 0;
	if (rc >= 0)
		return 0;
	db_rollback(r->db);
	forget(r);
	for (size_t i = 0; i < n; i++)
		look_up(r, cmds[i], &answers[i], &why);
	/* The commit failed, and yet all of it is there. */
	*ret_kept = good && n && !storage_failure(answers, n, NULL);
	return storage_failure(answers, n, e);
}

int reg_why(struct reg *r, struct command *c, struct answer *ret, struct err *e)
{
	AUTO(facts) struct facts f = {0};
	AUTO(decision) struct decision d = {0};
	int rc = reg_refresh(r, e);

	memset(ret, 0, sizeof(*ret));
	/* Asking leaves no trace, not even a serial drawn. */
	if (rc >= 0)
		rc = begin(r, e);
	if (rc < 0)
		return rc;
	rc = resolve_command(r, c, e);
	if (rc >= 0)
		rc = keep_secrets(r, c, false, e);
	if (rc >= 0)
		rc = load_facts(r, c, &f, e);
	db_rollback(r->db);
	if (rc < 0)
		return rc;
	decide(&f, c, &d);
	tell_holder(r, &f, &d);
	fill_answer(ret, &d);
	return 0;
}
