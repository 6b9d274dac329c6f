/* crypto.c: see crypto.h. */
#include "base/crypto.h"

#include <sodium.h>

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

uint32_t crypto_random_below(uint32_t below)
{
	return randombytes_uniform(below);
}
