/* fuzz_csv.c: a sheet as a spreadsheet saved it, in whatever encoding.
 * uses: cli register core base */
#include <string.h>

#include "cli/csv.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(csv) struct csv c = {0};
	struct err e = ERR_INIT;
	int rc = csv_parse(&c, (const char *)data, size, &e);
	int line = 0;

	MUST(rc >= 0 || (rc == ERR_USAGE && e.msg[0]));
	for (size_t i = 0; i < c.n; i++) {
		MUST(c.rows[i].line > line);
		line = c.rows[i].line;
		for (size_t k = 0; k < c.rows[i].n; k++)
			MUST(strlen(c.rows[i].fields[k]) <= 2 * size);
	}
	return 0;
}
