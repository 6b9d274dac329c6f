/* reasons.c: codes and sets of them; see reasons.h. The sentences live in
 * reasons_words.c and reasons_lift.c. */
#include "core/reasons.h"

#include "base/str.h"

static const char *const codes[REASON_COUNT] = {[REASON_OK] = "OK",
#define X(name) [name] = #name,
						REASONS(X)
#undef X
};

enum { WORD_BITS = 64 };

const char *reason_code(enum reason r)
{
	return codes[r];
}

bool reason_parse(const char *code, enum reason *ret)
{
	for (size_t i = 0; i < REASON_COUNT; i++)
		if (str_eq(codes[i], code)) {
			*ret = (enum reason)i;
			return true;
		}
	return false;
}

bool reason_refuses(enum reason r)
{
	return str_starts(codes[r], "E_");
}

bool reason_is_alarm(enum reason r)
{
	return str_starts(codes[r], "A_");
}

static unsigned long long bit(enum reason r)
{
	return 1ULL << ((unsigned)r % WORD_BITS);
}

void reason_add(struct reason_set *s, enum reason r)
{
	if (r != REASON_OK)
		s->bits[(unsigned)r / WORD_BITS] |= bit(r);
}

bool reason_has(const struct reason_set *s, enum reason r)
{
	return s->bits[(unsigned)r / WORD_BITS] & bit(r);
}

enum reason reason_next(const struct reason_set *s, enum reason after)
{
	for (unsigned i = (unsigned)after + 1; i < REASON_COUNT; i++)
		if (reason_has(s, (enum reason)i))
			return (enum reason)i;
	return REASON_OK;
}

bool reason_set_refuses(const struct reason_set *s)
{
	enum reason r = REASON_OK;

	while ((r = reason_next(s, r)) != REASON_OK)
		if (reason_refuses(r))
			return true;
	return false;
}
