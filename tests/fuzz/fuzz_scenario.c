/* fuzz_scenario.c: one line of a scenario file.
 * uses: register db core base */
#include "register/scenario.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_FREE char *text = mem_dupn((const char *)data, size);
	AUTO(scenario_line) struct scenario_line l = {0};
	AUTO(kv_list) struct kv_list names = {0};
	struct err e = ERR_INIT;
	int rc;

	kv_add(&names, "loan", "2025-1");
	rc = scenario_parse(&l, text, &names, &e);
	MUST(rc >= 0 || (rc == ERR_USAGE && e.msg[0]));
	for (int i = 0; rc >= 0 && i < l.n; i++)
		MUST(l.words[i]);
	return 0;
}
