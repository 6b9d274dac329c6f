/* err.h: what went wrong, for the clerk and for the engineer.
 *
 * A function that can fail returns 0 (or a count) or a negative enum err_code
 * and fills the struct err given as its last parameter. `msg` is a sentence
 * for the person at the keyboard: what, where, what was expected. `detail`
 * is for the engineer. A function either returns its error or logs it, never
 * both. A caller that does not care for the text may pass NULL.
 */
#ifndef MUNIMENT_BASE_ERR_H
#define MUNIMENT_BASE_ERR_H

#include <stddef.h>

enum err_code {
	ERR_INTERNAL = -1,  /* our own fault */
	ERR_USAGE = -2,	    /* the words or values given cannot be understood */
	ERR_REFUSED = -3,   /* a rule says no */
	ERR_NOT_FOUND = -4, /* no such thing */
	ERR_UNREACHABLE = -5, /* service or device not there */
	ERR_IO = -6,	      /* the system refused: errno in the detail */
	ERR_CORRUPT =
		-7,    /* stored or received bytes are not what they must be */
	ERR_FULL = -8, /* no room: disk or queue full */
	ERR_BUSY = -9, /* held by somebody else: try again */
	ERR_TIMEOUT = -10,     /* no answer in time */
	ERR_GONE = -11,	       /* a device was unplugged */
	ERR_UNSUPPORTED = -12, /* this device or build cannot do it */
};

struct err {
	int code; /* 0 or an enum err_code */
	char msg[512];
	char detail[256];
	const char *file;
	int line;
};
#define ERR_INIT                                                               \
	{                                                                      \
		0                                                              \
	}

#define WARN_UNUSED __attribute__((warn_unused_result))

/* Fills e (which may be NULL) and returns code. */
#define err_set(e, code, ...)                                                  \
	err_set_((e), (code), __FILE__, __LINE__, __VA_ARGS__)
int err_set_(struct err *e, int code, const char *file, int line,
	     const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* As err_set, with errno's text as the detail; errno is read first. ENOSPC
 * and EDQUOT give ERR_FULL whatever code was asked for. */
#define err_errno(e, code, ...)                                                \
	err_errno_((e), (code), __FILE__, __LINE__, __VA_ARGS__)
int err_errno_(struct err *e, int code, const char *file, int line,
	       const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* Adds the engineer's side to an error already set; returns its code. */
int err_detail(struct err *e, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Puts "where: " before the message already set; returns its code. */
int err_prefix(struct err *e, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* A word for a code: "usage", "not-found", ... and back (ERR_INTERNAL when
 * the word is unknown). Used on the wire. */
const char *err_word(int code);
int err_from_word(const char *word);

/* Exit status of design.md: 0 done, 3 refused, 2 usage, 4 no such thing,
 * 5 unreachable, 1 anything else. */
int err_exit_status(int code);

#endif
