/* fuzz_journal.c: one line of a journal, as replay reads it.
 * uses: register db core base */
#include "register/internal.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_FREE char *line = mem_dupn((const char *)data, size);

	for (int undo = 0; undo <= 1; undo++) {
		AUTO(decision) struct decision d = {0};
		struct err e = ERR_INIT;
		int rc = replay_parse(line, undo, &d, &e);

		MUST(rc >= 0 || (rc == ERR_CORRUPT && e.msg[0]));
		for (size_t i = 0; i < d.n_changes; i++)
			MUST(d.changes[i].entity < ENTITY_COUNT);
	}
	return 0;
}
