/* log.h: the service's diary for the administrator, on stderr.
 *
 * A line never holds a title, a name or free text of the register: callers
 * log serials, codes and person ids only. What a device or a client sent is
 * logged through log_quoted(), which cuts and escapes it.
 */
#ifndef MUNIMENT_BASE_LOG_H
#define MUNIMENT_BASE_LOG_H

#include <stddef.h>

#include "base/err.h"

enum log_level { LOG_ERROR, LOG_WARNING, LOG_NOTICE, LOG_DEBUG };

/* The name printed before each line, and the most talkative level shown. */
void log_open(const char *program, enum log_level most);
void log_line(enum log_level level, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* "context: message (detail; file:line)" */
void log_err(enum log_level level, const char *context, const struct err *e);
/* Printable form of foreign bytes, at most 60 of them; in a buffer of the
 * caller's. Returns dst. */
const char *log_quoted(char *dst, size_t size, const void *bytes, size_t n);

#endif
