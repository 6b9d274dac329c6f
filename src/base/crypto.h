/* crypto.h: the only door to libsodium. Hashes, random bytes. */
#ifndef MUNIMENT_BASE_CRYPTO_H
#define MUNIMENT_BASE_CRYPTO_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { CRYPTO_HASH_BYTES = 32, CRYPTO_HASH_HEX = 64, CRYPTO_SALT_BYTES = 16 };

/* Once per process, before anything below. */
int crypto_init(struct err *e) WARN_UNUSED;

/* BLAKE2b-256 (RFC 7693, 32-byte digest, no key), as 64 lower-case digits and
 * a NUL. `a` and `b` are hashed one after the other; b may be NULL. */
void crypto_hash_hex(char ret[CRYPTO_HASH_HEX + 1], const void *a, size_t na,
		     const void *b, size_t nb);

void crypto_random(void *ret, size_t n);
/* A name that nobody else will make: 48 bits of the system's time in
 * milliseconds, then 80 random ones, as 32 lower-case digits and a NUL. Names
 * made one after the other stand next to each other in an index. */
enum { CRYPTO_ID_TEXT = 33 };
void crypto_new_id(char ret[CRYPTO_ID_TEXT]);

#endif
