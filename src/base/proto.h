/* proto.h: the line protocol between the service and a driver process.
 *
 * A message is one line of UTF-8 text, `word key=value key=value ...`, ended
 * by a newline. In a value, bytes below 0x21, 0x7f, '%' and '=' are written
 * as %XX. A message that carries bytes has `bytes=N` as its last key and is
 * followed by exactly N raw bytes. docs/protocol.md defines the words.
 *
 * Pure: it parses from and writes into memory.
 */
#ifndef MUNIMENT_BASE_PROTO_H
#define MUNIMENT_BASE_PROTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum {
	PROTO_LINE_MAX = 4096,	   /* with the newline */
	PROTO_BYTES_MAX = 4 << 20, /* a 100x70 mm label at 600 dpi: 0.5 MB */
	PROTO_KEYS_MAX = 24,
	PROTO_WORD_MAX = 32,
};

struct proto_msg {
	char word[PROTO_WORD_MAX];
	size_t n_keys;
	struct {
		const char *key;   /* into text */
		const char *value; /* into text, decoded */
	} keys[PROTO_KEYS_MAX];
	char text[PROTO_LINE_MAX]; /* what keys point into */
	uint8_t *bytes;		   /* owned; NULL when there are none */
	size_t n_bytes;
};

/* Frees the bytes; the struct itself is the caller's. */
void proto_msg_done(struct proto_msg *m);
DEFINE_AUTO_VAL(proto_msg, proto_msg_done)

/* Value of a key, or NULL. */
const char *proto_get(const struct proto_msg *m, const char *key);
/* Value as a number in [min, max], or `otherwise` when absent or not one. */
int64_t proto_get_int(const struct proto_msg *m, const char *key, int64_t min,
		      int64_t max, int64_t otherwise);

/* Takes the first whole message out of `in` (bytes as they were read).
 * Returns 1 with *ret filled (free with proto_msg_done), 0 when more bytes
 * are needed, ERR_CORRUPT when the peer does not speak the protocol: then the
 * connection is of no more use. */
int proto_take(struct buf *in, struct proto_msg *ret,
	       struct err *e) WARN_UNUSED;

/* Appends a message to `out`: pairs of key and value end with a NULL key.
 *	proto_put(out, "tag", "uid", uid, "type", "ntag213", NULL);
 * A NULL value leaves its key out. */
void proto_put(struct buf *out, const char *word, ...)
	__attribute__((sentinel));
/* The same, with n raw bytes behind the line. */
void proto_put_bytes(struct buf *out, const void *bytes, size_t n,
		     const char *word, ...) __attribute__((sentinel));

#endif
