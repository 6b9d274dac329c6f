/* internal.h: what the files of register/ share among themselves. */
#ifndef MUNIMENT_REGISTER_INTERNAL_H
#define MUNIMENT_REGISTER_INTERNAL_H

#include "base/crypto.h"
#include "core/calendar.h"
#include "core/decision.h"
#include "core/facts.h"
#include "db/db.h"
#include "register/register.h"

struct reg {
	struct db *db;
	enum reg_mode mode;
	struct clock clock;
	int lock_fd; /* -1: none */
	/* from the init entry */
	bool initialised, test;
	int zone;
	char station[FACT_TEXT];
	/* the chain's end */
	int64_t seq, last_entered_s;
	char head[CRYPTO_HASH_HEX + 1];
	/* what every decision reads, kept from one to the next */
	struct policy policy;
	struct calendar *calendar;
	int64_t test_offset_s;
	/* What is above could not be read anew after a rollback: it must be
	 * before anything else is done. */
	bool stale;
	bool in_doubt; /* reg_in_doubt() */
};

/* Reads head, station, policy and calendar anew: after opening, after a
 * rollback, and for a reader when the register has grown. */
int reg_reload(struct reg *r, struct err *e) WARN_UNUSED;
int reg_refresh(struct reg *r, struct err *e) WARN_UNUSED;
/* policy and calendar after a change of them */
int reg_load_settings(struct reg *r, struct err *e) WARN_UNUSED;

/* resolve.c: words to keys. *ret holds a key of FACT_TEXT bytes. */
int resolve_copy(struct reg *r, const char *text, char ret[FACT_TEXT],
		 struct err *e) WARN_UNUSED;
int resolve_document(struct reg *r, const char *text, char ret[FACT_TEXT],
		     struct err *e) WARN_UNUSED;
int resolve_command(struct reg *r, struct command *c,
		    struct err *e) WARN_UNUSED;
/* Draws salts and references for the secret arguments and keeps the values.
 * Within the transaction of the entry. */
int keep_secrets(struct reg *r, struct command *c, bool store,
		 struct err *e) WARN_UNUSED;

/* load.c: facts for a resolved command. */
int load_facts(struct reg *r, const struct command *c, struct facts *ret,
	       struct err *e) WARN_UNUSED;
/* When it happened: --occurred-at, or now_s. */
int64_t load_occurred(const struct reg *r, const struct command *c,
		      int64_t now_s);
/* load_undo.c: the entry named by --entry. */
int load_undo(struct reg *r, const struct command *c, struct facts *f,
	      struct err *e) WARN_UNUSED;

/* load_rows.c: `known` stays false where there is no such row. */
void load_text(struct stmt *s, int column, char *to, size_t size);
#define LOAD_TEXT(s, column, to) load_text((s), (column), (to), sizeof(to))
/* Who somebody is, without his standing or his holdings. */
int load_identity(struct reg *r, const char *id, struct person_facts *ret,
		  struct err *e) WARN_UNUSED;
int load_persons(struct reg *r, const char *list, struct facts *f,
		 struct err *e) WARN_UNUSED;
/* The ids of those who have a role. */
int load_told(struct reg *r, const char *role, char list[TOLD_MAX][FACT_TEXT],
	      size_t *n, struct err *e) WARN_UNUSED;
int load_route(struct reg *r, struct facts *f, struct err *e) WARN_UNUSED;
int load_place(struct reg *r, const char *key, struct place_facts *ret,
	       struct err *e) WARN_UNUSED;
int load_cabinet(struct reg *r, const char *key, struct cabinet_facts *ret,
		 struct err *e) WARN_UNUSED;
int load_approval(struct reg *r, const char *key, struct approval_facts *ret,
		  struct err *e) WARN_UNUSED;
/* The approval that fits best when none was named: not used up, not expired, by
 * the most signatures; of equals the newest. 1: *ret is its key; 0: none. */
struct approval_search {
	const char *action, *document, *person, *copy;
	int64_t at_s;
};
int find_approval(struct reg *r, const struct approval_search *q,
		  char ret[FACT_TEXT], struct err *e) WARN_UNUSED;
int load_fitting_approval(struct reg *r, const char *action, struct facts *f,
			  struct err *e) WARN_UNUSED;
/* `copy` (may be NULL) gets the serial it belongs to. */
int load_label(struct reg *r, enum query q, const char *key, struct facts *f,
	       char *copy, struct err *e) WARN_UNUSED;
int load_uid(struct reg *r, const char *uid, struct facts *f,
	     struct err *e) WARN_UNUSED;
int load_person(struct reg *r, const char *id, const char *document,
		int64_t at_s, struct person_facts *ret,
		struct err *e) WARN_UNUSED;
int load_copy(struct reg *r, const char *serial, struct copy_facts *ret,
	      char document[FACT_TEXT], struct err *e) WARN_UNUSED;
int load_document(struct reg *r, const char *key, struct document_facts *ret,
		  struct err *e) WARN_UNUSED;

/* append.c: the entry and its projection. */
int append_entry(struct reg *r, const struct command *c, struct decision *d,
		 int64_t occurred_s, struct err *e) WARN_UNUSED;
/* Reads what the fields of one run of changes hold now into their `old`. */
int read_old(struct db *db, struct change *changes, size_t n,
	     struct err *e) WARN_UNUSED;
bool same_value(const struct value *a, const struct value *b);
/* Sets one run of changes (same entity and key) to their new values. */
int project(struct db *db, const struct change *changes, size_t n,
	    struct err *e) WARN_UNUSED;

/* replay.c: changes out of a line of the journal. `undo` turns old and new
 * round and the order as well. Adds to `ret`, which only serves as a list. */
int replay_parse(const char *line, bool undo, struct decision *ret,
		 struct err *e) WARN_UNUSED;
/* The verb of an entry; NULL when it is none of this program's. */
const struct verb *replay_verb(const char *line);
/* Whether each old value is the one that stands there before the entry: what a
 * past moment is worked out from. */
int replay_fits(struct db *db, const struct decision *d, bool *ret,
		struct err *e) WARN_UNUSED;
int replay_apply(struct db *db, const struct decision *d,
		 struct err *e) WARN_UNUSED;

#endif
