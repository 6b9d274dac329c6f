/* fuzz_tspl.c: what a printer answers, through every language's parser, as the
 * driver feeds it: a byte that begins nothing is dropped.
 * uses: labels base */
#include "labels/language.h"
#include "tests/fuzz/fuzz.h"

static void feed(const struct language *l, const uint8_t *bytes, size_t n)
{
	while (n) {
		struct printer_status s;
		int used = l->parse_status(bytes, n, &s);

		MUST(used >= -1 && (used < 0 || (size_t)used <= n));
		if (used == 0)
			return;
		if (used > 0) {
			MUST(s.state < PRINTER_STATES);
			MUST(s.state == PRINTER_READY ||
			     s.flags & 1u << s.state);
		}
		bytes += used < 0 ? 1 : used;
		n -= used < 0 ? 1 : (size_t)used;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct language *l;

	for (size_t i = 0; (l = language_at(i)); i++)
		if (l->parse_status)
			feed(l, data, size);
	return 0;
}
