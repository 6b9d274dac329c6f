/* fuzz_answer.c: the service's answer to a command, as the command line reads
 * it and the register keeps it. What was read reads the same when written.
 * uses: register db core base */
#include "register/register.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_FREE char *text = mem_dupn((const char *)data, size);
	AUTO_FREE char *written = NULL;
	AUTO(answer) struct answer a = {0}, again = {0};
	struct err e = ERR_INIT;
	int rc = answer_from_json(&a, text, &e);

	MUST(rc >= 0 || (rc == ERR_CORRUPT && e.msg[0]));
	if (rc < 0)
		return 0;
	written = answer_to_json(&a);
	MUST(written && answer_from_json(&again, written, &e) >= 0);
	MUST(again.rc == a.rc && again.seq == a.seq);
	MUST(again.repeated == a.repeated);
	return 0;
}
