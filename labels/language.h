/* language.h: what every printer language is, and the one table of them.
 *
 * A language makes bytes and understands replies. It knows no transport, no
 * time and no job: it never reads, writes or waits. A new one is a file
 * lang_NAME.c and a row in language.c.
 *
 * How a label goes out exactly once with these parts:
 *	query -> parse_status says ready
 *	body			a failure here: flush, then body again
 *	(the journal's commit entry goes to disk)
 *	commit			from here on nothing is ever sent again
 *	query until `end` says that it is on paper, else it is uncertain
 * Where `commit` is NULL the body prints by itself: the commit entry must be
 * on disk before the body's first byte.
 */
#ifndef MUNIMENT_LABELS_LANGUAGE_H
#define MUNIMENT_LABELS_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "labels/bitmap.h"
#include "labels/media.h"

/* ---- what a printer says about itself ---------------------------------- */

enum printer_state {
	PRINTER_READY, /* would print a label now */
	PRINTER_PRINTING,
	PRINTER_PAPER_OUT,
	PRINTER_HEAD_OPEN, /* or its cover */
	PRINTER_RIBBON_OUT,
	PRINTER_PAUSED,
	PRINTER_OVER_TEMPERATURE,
	PRINTER_JAM,
	PRINTER_OFFLINE, /* not on its port: said by a driver, never parsed */
	PRINTER_SILENT,	 /* there, but does not answer: said by a driver */
	PRINTER_OTHER,	 /* a fault that it gives no name to */
};
#define PRINTER_STATES (PRINTER_OTHER + 1)

struct printer_status {
	enum printer_state state; /* what a person must look at first */
	unsigned flags;		  /* 1u << state for all that hold at once */
	bool printed; /* END_REPORT: the printer says that the job is done */
};

/* "ready", "printing", "paper-out", "head-open", "ribbon-out", "paused",
 * "over-temperature", "jam", "offline", "silent", "other". */
const char *printer_state_word(enum printer_state state);
/* False when there is no such word. */
bool printer_state_from_word(const char *word, enum printer_state *ret);

/* Fills a status from its flags; state is the most pressing one (a fault
 * before paused before printing); no flag at all is ready. */
void printer_status_set(struct printer_status *ret, unsigned flags);

/* ---- languages ---------------------------------------------------------- */

struct language_bytes {
	const uint8_t *data; /* static */
	size_t len;	     /* 0: this language has none */
};

/* How it becomes known that a committed label is on paper. */
enum print_end {
	/* Never: a one-way printer, every label ends in scan-to-confirm. */
	END_UNKNOWN,
	/* Status after the commit: PRINTING was seen, then READY. READY that
	 * was seen without PRINTING before it proves nothing. */
	END_EDGE,
	/* A status with `printed` set came in after the commit. */
	END_REPORT,
};

struct language {
	const char *name; /* in configurations and on the wire: "tspl" */

	/* Appends everything up to, and without, the command that prints.
	 * The picture is printed at its own size; media_check() must hold.
	 * ERR_USAGE when the picture is larger than the label or the language
	 * cannot say what the media asks for; out is then as it was. */
	int (*body)(struct buf *out, const struct bitmap *picture,
		    const struct label_media *media, struct err *err);

	/* Appends the command that prints one label, alone, for a transfer of
	 * its own. NULL: see the head of this file. */
	int (*commit)(struct buf *out, struct err *err);

	/* Throws away what the printer holds: half a command in its input and
	 * the picture in its memory. Afterwards it may be silent, or leave
	 * the bus, for as long as flush_ms. Never to be sent after commit. */
	struct language_bytes flush;
	int flush_ms;

	struct language_bytes query; /* asks for one status */
	/* Reads one status from the front of what came in. Returns the bytes
	 * used, 0 when the status is not whole yet, -1 when the first byte
	 * begins no status (drop it and try again; ret is not touched). */
	int (*parse_status)(const uint8_t *bytes, size_t n,
			    struct printer_status *ret);
	/* It does not answer the query while it is stopped (no paper, head
	 * open): silence then means "look at it", not "gone". */
	bool mute_when_stopped;

	enum print_end end;
};

/* NULL and ERR_NOT_FOUND, naming those that exist, for an unknown name. */
const struct language *language_find(const char *name, struct err *err);
/* The table by index; NULL behind its end. */
const struct language *language_at(size_t i);

#endif
