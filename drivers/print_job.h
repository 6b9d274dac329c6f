/* print_job.h: how one label goes out exactly once, seen from the driver.
 *
 * The state machine of docs/protocol.md ("Printers"): pure, told what happened
 * and what time it is, it says what to send and what to report. Its owner
 * (printer.c) has the cable and the clock.
 */
#ifndef MUNIMENT_DRIVERS_PRINT_JOB_H
#define MUNIMENT_DRIVERS_PRINT_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/own.h"
#include "labels/language.h"

enum {
	JOB_ID_MAX = 64,
	JOB_SILENCE_MS = 5000, /* an asked printer that says nothing */
	JOB_STALL_MS = 10000,  /* no byte of the label was taken */
	JOB_NO_EDGE_MS = 5000, /* ready, and never seen printing */
};

enum job_phase {
	JOB_NONE,
	JOB_CHECK,	 /* body came: is the printer ready? */
	JOB_FLUSH,	 /* throwing away what it held */
	JOB_FLUSHED,	 /* until it is ready again */
	JOB_BODY,	 /* body on its way */
	JOB_HELD,	 /* body-sent; the service writes its commit entry */
	JOB_CHECK_AGAIN, /* commit came: still ready? */
	JOB_COMMIT,	 /* commit on its way: no way back */
	JOB_WAIT, /* commit-sent; until the printer says that it is out */
};

struct job_ops {
	/* Begins to write; the bytes live until the end of the write. */
	void (*write)(void *ctx, const uint8_t *bytes, size_t n);
	/* Ends a write without a result. */
	void (*cancel)(void *ctx);
	/* Tells the service; code 0 and reason NULL where there is none. */
	void (*say)(void *ctx, const char *word, const char *job, int code,
		    const char *reason);
};

struct print_job {
	const struct language *language;
	const struct job_ops *ops;
	void *ctx;
	enum job_phase phase;
	char id[JOB_ID_MAX + 1];
	uint8_t *bytes; /* owned: what is being sent */
	size_t n_bytes;
	bool dirty;	  /* the printer may hold half a label */
	int64_t since_ms; /* the phase began */
	int64_t heard_ms; /* ... or, later, the printer last answered */
	int64_t moved_ms; /* the write last went on */
	size_t moved_bytes;
	bool seen_printing, spoilt;
	int64_t ready_since_ms;	  /* while waiting; -1: not ready */
	enum printer_state fault; /* last fault while waiting */
};

void print_job_init(struct print_job *j, const struct language *l,
		    const struct job_ops *ops, void *ctx);
void print_job_done(struct print_job *j);

/* The service's words; the bytes are taken over. Errors answer the word and
 * leave the job as it is: ERR_BUSY, ERR_NOT_FOUND, ERR_USAGE. */
int print_job_body(struct print_job *j, const char *id, uint8_t *bytes,
		   size_t n, int64_t now_ms, struct err *e) WARN_UNUSED;
int print_job_commit(struct print_job *j, const char *id, uint8_t *bytes,
		     size_t n, int64_t now_ms, struct err *e) WARN_UNUSED;
int print_job_abort(struct print_job *j, const char *id,
		    struct err *e) WARN_UNUSED;

enum job_write_end { JOB_WRITTEN, JOB_WRITE_STALLED, JOB_WRITE_GONE };
/* A write ended. */
void print_job_written(struct print_job *j, enum job_write_end end,
		       int64_t now_ms);
/* A write went on: this many bytes in all. */
void print_job_progress(struct print_job *j, size_t sent, int64_t now_ms);
/* The printer answered a query that was asked at asked_ms. */
void print_job_status(struct print_job *j, const struct printer_status *s,
		      int64_t asked_ms, int64_t now_ms);
/* It was unplugged. Also once at each new beginning: what it holds is not
 * known. */
void print_job_lost(struct print_job *j);
void print_job_tick(struct print_job *j, int64_t now_ms);

/* Whether a status is wanted soon (and the line is free for a query). */
bool print_job_wants_status(const struct print_job *j);
/* Whether a write is under way, so that no query may be sent between. */
bool print_job_is_writing(const struct print_job *j);

#endif
