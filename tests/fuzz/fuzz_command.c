/* fuzz_command.c: a command as typed, in a scenario or on a line: split into
 * words as a shell would, then understood by the verbs table.
 * uses: core base */
#include "base/buf.h"
#include "core/command.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_FREE char *line = mem_dupn((const char *)data, size);
	AUTO_FREE char **words = NULL;
	AUTO(command) struct command c = {0};
	struct err e = ERR_INIT;
	int n = 0;
	int rc = command_split(line, &words, &n, &e);

	MUST(rc >= 0 || (rc == ERR_USAGE && e.msg[0]));
	if (rc < 0)
		return 0;
	rc = command_parse(&c, n, words, &e);
	MUST(rc >= 0 || e.msg[0]);
	if (rc < 0)
		return 0;
	MUST(c.verb && c.n_args <= sizeof(c.args) / sizeof(c.args[0]));
	for (size_t i = 0; i < c.n_args; i++)
		MUST(c.args[i].spec && c.args[i].value);
	if (command_complete(&c, &e) >= 0)
		MUST(command_fingerprint(&c)[0]);
	return 0;
}
