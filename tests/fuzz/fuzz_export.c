/* fuzz_export.c: an export of the journal, as `verify` reads it: with and
 * without replay. Each input is written to a file in memory.
 * uses: register db core base */
#include <sys/mman.h>
#include <unistd.h>

#include "base/own.h"
#include "register/register.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_CLOSE int fd = memfd_create("export", MFD_CLOEXEC);
	char path[64];

	MUST(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	for (int replay = 0; replay <= 1; replay++) {
		struct verify_result r = {0};
		struct err e = ERR_INIT;
		int rc = reg_verify_export(path, replay, &r, &e);

		MUST(rc >= 0 || e.msg[0]);
		MUST(rc < 0 || !r.broken_seq);
	}
	return 0;
}
