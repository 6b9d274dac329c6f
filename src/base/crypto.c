/* crypto.c: see crypto.h. */
#include "base/crypto.h"

#include <sodium.h>
#include <time.h>

#include "base/str.h"

int crypto_init(struct err *e)
{
	if (sodium_init() < 0)
		return err_set(e, ERR_INTERNAL, "libsodium does not start");
	return 0;
}

void crypto_hash_hex(char ret[CRYPTO_HASH_HEX + 1], const void *a, size_t na,
		     const void *b, size_t nb)
{
	crypto_generichash_state st;
	uint8_t digest[CRYPTO_HASH_BYTES];

	crypto_generichash_init(&st, NULL, 0, sizeof(digest));
	crypto_generichash_update(&st, a, na);
	if (b)
		crypto_generichash_update(&st, b, nb);
	crypto_generichash_final(&st, digest, sizeof(digest));
	str_from_hex(ret, digest, sizeof(digest));
}

void crypto_random(void *ret, size_t n)
{
	randombytes_buf(ret, n);
}

void crypto_new_id(char ret[CRYPTO_ID_TEXT])
{
	enum { TIME_BYTES = 6 };
	uint8_t id[(CRYPTO_ID_TEXT - 1) / 2];
	struct timespec t;
	uint64_t ms;

	clock_gettime(CLOCK_REALTIME, &t);
	ms = (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
	for (int i = TIME_BYTES; i-- > 0; ms >>= 8)
		id[i] = (uint8_t)ms;
	randombytes_buf(id + TIME_BYTES, sizeof(id) - TIME_BYTES);
	str_from_hex(ret, id, sizeof(id));
}
