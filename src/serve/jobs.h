/* jobs.h: labels that wait to be printed, and the printers that print them.
 *
 * The register knows which labels are reserved, committed, printed or
 * uncertain; here is only the order in which they wait. After a restart it is
 * made again from the register: reserved labels wait anew, those committed
 * without an outcome become uncertain and are never sent again.
 */
#ifndef MUNIMENT_SERVE_JOBS_H
#define MUNIMENT_SERVE_JOBS_H

#include "base/crypto.h"
#include "base/loop.h"
#include "register/register.h"
#include "serve/conf.h"
#include "serve/devices.h"
#include "serve/events.h"
#include "serve/workers.h"
#include "serve/writer.h"

struct jobs;

struct jobs_setup { /* all borrowed */
	struct loop *loop;
	const struct conf *conf;
	struct writer *writer;
	struct workers *workers;
	struct events *events;
};

/* Starts the configured printers and takes up what `reg` says is waiting. */
int jobs_new(struct jobs **ret, const struct jobs_setup *setup, struct reg *reg,
	     struct err *e) WARN_UNUSED;
/* After writer and workers have stopped and their results were delivered. */
void jobs_free(struct jobs *j);
DEFINE_AUTO_PTR(jobs, jobs_free)

/* Every answer passes by here: label-print makes work, label-void ends it. */
void jobs_on_answer(struct jobs *j, const struct command *c,
		    const struct answer *a);

/* Appends the labels under way as a JSON array. */
void jobs_put_json(const struct jobs *j, struct buf *out);
/* Calls `each` for every printer. */
void jobs_each_device(const struct jobs *j,
		      void (*each)(void *ctx, const struct device *d),
		      void *ctx);

/* ---- for press.c: one printer takes and gives back ----------------------- */

struct label {
	char name[48];	  /* SERIAL/N */
	char printer[64]; /* "" any */
	/* The register has its commit, but no byte of the print command was
	 * sent: the next attempt needs no second commit. Nothing else that is
	 * committed is ever in line. Its commit names a printer and a picture:
	 * it is printed by that one and as that one, or called uncertain. */
	bool committed;
	char hash[CRYPTO_HASH_HEX + 1]; /* of that picture */
	int64_t not_before_ms;
	struct label *next;
};

/* The first label for this printer that may be tried now, or NULL; the
 * caller owns it. *ret_wait_ms is then the time until one may, or -1. */
struct label *jobs_take(struct jobs *j, const char *printer,
			int64_t *ret_wait_ms);
/* A committed label in line for this printer, whenever it may be tried, or
 * NULL; the caller owns it. */
struct label *jobs_take_committed(struct jobs *j, const char *printer);
/* Puts it back, first in line, or last and not before `delay_ms` are over. */
void jobs_put_first(struct jobs *j, struct label *l);
void jobs_put_last(struct jobs *j, struct label *l, int64_t delay_ms);

/* Tells the event stream what became of a label. */
void jobs_tell(struct jobs *j, const char *label, const char *printer,
	       const char *state, const char *reason);
/* An operation label-NAME for the writer, as the service itself; hash may be
 * NULL. NULL and an error when the words are wrong: our own fault. */
struct write_op *jobs_make_op(const char *verb, const char *label,
			      const char *printer, const char *hash,
			      void (*done)(void *ctx, struct write_op *op),
			      void *ctx, struct err *e);

#endif
