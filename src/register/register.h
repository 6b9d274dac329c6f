/* register.h: the one way into the register.
 *
 * A command goes: resolve its subjects, load the facts its verb needs, decide
 * (core), append the entry, project its changes; all on one connection, in one
 * transaction. What is refused is entered too. Nothing here knows of threads:
 * a struct reg belongs to one thread at a time.
 */
#ifndef MUNIMENT_REGISTER_REGISTER_H
#define MUNIMENT_REGISTER_REGISTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/kv.h"
#include "base/own.h"
#include "core/command.h"
#include "core/policy.h"
#include "core/reasons.h"

struct reg;
struct db;
struct calendar;

enum reg_mode {
	REG_CREATE, /* a new file with the schema and no entry; then `init` */
	REG_WRITE,  /* the one writer; takes the register's lock */
	REG_READ,   /* any number beside it */
	REG_MEMORY, /* empty, in memory: simulate */
};

/* `clock` is copied. ERR_NOT_FOUND: no register there; ERR_BUSY: another
 * writer has it; ERR_CORRUPT: not a register, or one of another version. */
int reg_open(struct reg **ret, const char *path, enum reg_mode mode,
	     struct clock clock, struct err *e) WARN_UNUSED;
void reg_close(struct reg *r);
DEFINE_AUTO_PTR(reg, reg_close)

/* Whether it was initialised as a test (and may therefore set its clock). */
bool reg_is_test(const struct reg *r);
bool reg_is_initialised(const struct reg *r);
/* Minutes east of UTC, from the init entry. */
int reg_zone(const struct reg *r);
const char *reg_station(const struct reg *r);
/* The register's idea of now: its clock plus, in a test, the offset kept by
 * reg_set_test_clock (which survives a restart). */
int64_t reg_now(const struct reg *r);
int reg_set_test_clock(struct reg *r, int64_t now_s, struct err *e) WARN_UNUSED;
/* The policy and where a connection reads: for reports and look-ups. */
const struct policy *reg_policy(const struct reg *r);
const struct calendar *reg_calendar(const struct reg *r);
struct db *reg_db(struct reg *r);

/* ---- commands ------------------------------------------------------------ */

struct answer {
	int rc;		/* 0 done; ERR_REFUSED; else it was not entered */
	struct err err; /* for rc other than 0 and ERR_REFUSED */
	int64_t seq;	/* the entry's number; 0: nothing was entered */
	bool repeated;	/* the request id was seen before: its first answer */
	struct reason_set reasons;
	struct kv_list results; /* serial, receive-no, due, holder, ... */
};
void answer_done(struct answer *a);
DEFINE_AUTO_VAL(answer, answer_done)
/* One JSON object, owned by the caller: docs/api.md. */
char *answer_to_json(const struct answer *a);
int answer_from_json(struct answer *ret, const char *json,
		     struct err *e) WARN_UNUSED;

/* Runs up to REG_GROUP_MAX commands in one durable transaction, a savepoint
 * each, and fills answers[i] for cmds[i]. Each stands or falls alone. Returns
 * 0 when every answer holds and is on disk; a negative code when the storage
 * failed: then every answer without a seq says so, and none of those was
 * acknowledged or kept. */
enum { REG_GROUP_MAX = 64 };
int reg_execute(struct reg *r, struct command *const cmds[],
		struct answer answers[], size_t n, struct err *e) WARN_UNUSED;

/* Whether a COMMIT failed at the disk (not because it was full). What was to be
 * kept may then lie in the write-ahead log, and will count once the file is
 * opened anew; this connection cannot see it. Every answer of that call says
 * ERR_IO and none is to be believed; the register must be closed without
 * another command, and opened again before anybody is told anything. */
bool reg_in_doubt(const struct reg *r);

/* All or nothing: when one command is refused or cannot be understood, no
 * change of any is kept; refusals are entered all the same. Every answer says
 * what became (or would have become) of its command. Up to 2,000 commands.
 * *ret_kept says which it was. */
int reg_execute_batch(struct reg *r, struct command *const cmds[],
		      struct answer answers[], size_t n, bool *ret_kept,
		      struct err *e) WARN_UNUSED;

/* Decides without doing and without a trace. */
int reg_why(struct reg *r, struct command *c, struct answer *ret,
	    struct err *e) WARN_UNUSED;

/* A tap at a door, turned into the ordinary command it means (core/door.h) and
 * executed. The session ends by idling on the register's clock. */
struct door_session;
int reg_tap(struct reg *r, struct door_session *s, const char *uid,
	    struct answer *ret, struct err *e) WARN_UNUSED;

/* ---- look-ups ------------------------------------------------------------ */

/* What is known of a subject (copy, document, person, approval, cabinet, tag):
 * a flat list of fields; `kind` first. as_of_s 0: now. A past moment is
 * worked out from the journal, a future one is the present state under that
 * clock. `titles`: whether the asker may see titles and names of documents.
 * ERR_NOT_FOUND, or ERR_USAGE when the words fit more than one thing. */
int reg_show(struct reg *r, const char *subject, int64_t as_of_s, bool titles,
	     struct kv_list *ret, struct err *e) WARN_UNUSED;

/* Roles of a person now, as ROLE_BITs; 0: none, unknown, or not in his post. */
int reg_roles(struct reg *r, const char *person, unsigned *ret,
	      struct err *e) WARN_UNUSED;

/* Turns the register of a reader back to a past moment, in memory: a new
 * struct reg whose projections are as they were then. */
int reg_as_of(struct reg **ret, struct reg *r, int64_t as_of_s,
	      struct err *e) WARN_UNUSED;

/* ---- labels to print ----------------------------------------------------- */

struct label_job {
	char label[48]; /* serial/reprint */
	char serial[40];
	char printer[64]; /* "" any */
	char state[16];	  /* reserved, committed, uncertain */
	char mark[192], title[512], copy_no[32], receive_no[32], unit[128];
	int reprint;
};
/* Labels reserved, committed or uncertain, oldest first; the title only where
 * policy puts it on labels. *ret is freed with free(). */
int reg_label_jobs(struct reg *r, struct label_job **ret, size_t *ret_n,
		   struct err *e) WARN_UNUSED;
int reg_label_job(struct reg *r, const char *label, struct label_job *ret,
		  struct err *e) WARN_UNUSED;

/* ---- the journal --------------------------------------------------------- */

/* Writes the export, a line an entry (docs/journal.md); `full` adds the secret
 * values. */
int reg_export(struct reg *r, bool full,
	       int (*put)(void *ctx, const char *line, size_t n, struct err *e),
	       void *ctx, struct err *e) WARN_UNUSED;

struct verify_result {
	int64_t entries;
	int64_t broken_seq;   /* first wrong entry, or 0 */
	char what[160];	      /* what is wrong there */
	int64_t tables, rows; /* replayed; in a register, compared too */
	char last_hash[65];
};
/* Checks the chain; with replay also rebuilds the projections and compares
 * them. Returns 0 when all is right, ERR_CORRUPT when not (result filled). */
int reg_verify(struct reg *r, bool replay, struct verify_result *ret,
	       struct err *e) WARN_UNUSED;
/* The same for an exported file; replay needs a full export. */
int reg_verify_export(const char *path, bool replay, struct verify_result *ret,
		      struct err *e) WARN_UNUSED;

#endif
