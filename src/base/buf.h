/* buf.h: a growing byte buffer, always followed by a NUL so that text in it
 * can be read as a C string. */
#ifndef MUNIMENT_BASE_BUF_H
#define MUNIMENT_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/own.h"

struct buf {
	char *data; /* owned; NULL while empty */
	size_t len;
	size_t size;
};
#define BUF_INIT                                                               \
	{                                                                      \
		0                                                              \
	}

void buf_done(struct buf *b);
DEFINE_AUTO_VAL(buf, buf_done)

void buf_clear(struct buf *b); /* keeps the memory */
void buf_put(struct buf *b, const void *bytes, size_t n);
void buf_puts(struct buf *b, const char *text);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Drops the first n bytes. */
void buf_shift(struct buf *b, size_t n);
/* Makes room for n more bytes and returns where they begin; buf_added()
 * says how many were written there. */
char *buf_reserve(struct buf *b, size_t n);
void buf_added(struct buf *b, size_t n);
/* The text (never NULL), borrowed until the next change. */
const char *buf_text(const struct buf *b);
/* Hands the memory over; the caller frees it. Never NULL. */
char *buf_take(struct buf *b);

/* A JSON string literal with its quotes: ", \ and control characters are
 * escaped (\b \f \n \r \t, else \u00XX in lower case), everything else goes
 * through as it is. This is the form that journal entries are hashed in. */
void buf_put_json_string(struct buf *b, const char *text);

#endif
