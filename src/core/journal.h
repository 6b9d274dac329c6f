/* journal.h: the canonical form of an entry: the bytes that are hashed, kept
 * and exported. docs/journal.md defines it to the byte. Pure.
 */
#ifndef MUNIMENT_CORE_JOURNAL_H
#define MUNIMENT_CORE_JOURNAL_H

#include <stdint.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "core/command.h"
#include "core/decision.h"

enum { JOURNAL_VERSION = 1 };

struct entry_head {
	const char *station;
	int64_t seq;
	const char *prev; /* hash of the entry before; 64 zeros for the first */
	int zone;
	int64_t entered_s, occurred_s;
	int64_t policy; /* version it was decided under */
};

extern const char journal_no_prev[CRYPTO_HASH_HEX + 1];

/* Appends the line, without a newline. A refused decision has no changes. */
void journal_write(struct buf *out, const struct entry_head *h,
		   const struct command *c, const struct decision *d);

/* The reference of a secret value: BLAKE2b-256(salt || value), in hex. */
void journal_secret_ref(char ret[REF_TEXT],
			const uint8_t salt[CRYPTO_SALT_BYTES],
			const char *value);

#endif
