/* fuzz_conf.c: the service's configuration.
 * uses: serve register labels db core base */
#include <string.h>

#include "serve/conf.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_FREE char *text = mem_dupn((const char *)data, size);
	AUTO_PTR(conf) struct conf *c = NULL;
	AUTO(buf) struct buf complaints = BUF_INIT;
	struct err e = ERR_INIT;
	int rc = conf_parse(&c, "f", text, "/nowhere", &complaints, &e);

	/* Either it is read, or every fault has a line that begins "f:". */
	MUST((rc >= 0) == (complaints.len == 0));
	MUST((rc >= 0) == (c != NULL));
	MUST(rc >= 0 || !strncmp(buf_text(&complaints), "f:", 2));
	for (size_t i = 0; c && i < c->n_devices; i++)
		MUST(c->devices[i].name[0]);
	return 0;
}
