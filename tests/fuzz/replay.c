/* replay.c: the main of a fuzzer that is built without libFuzzer: runs it on
 * each file of its corpus, tests/fuzz/corpus/NAME for fuzz_NAME. Run in the
 * project's top folder. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "tests/fuzz/fuzz.h"

static bool run_file(const char *path)
{
	AUTO(buf) struct buf all = BUF_INIT;
	FILE *f = fopen(path, "re");
	uint8_t *bytes;
	size_t n;

	if (!f)
		return false;
	while ((n = fread(buf_reserve(&all, 4096), 1, 4096, f)) > 0)
		buf_added(&all, n);
	fclose(f);
	/* A block of just that size: a byte too far is found out. */
	bytes = mem_alloc(all.len ? all.len : 1);
	if (all.len)
		memcpy(bytes, all.data, all.len);
	LLVMFuzzerTestOneInput(bytes, all.len);
	free(bytes);
	return true;
}

int main(int argc, char **argv)
{
	const char *name = strrchr(argv[0], '/');
	AUTO(buf) struct buf folder = BUF_INIT;
	unsigned passed = 0, failed = 0;
	struct dirent *entry;
	DIR *d;

	(void)argc;
	name = name ? name + 1 : argv[0];
	if (!str_starts(name, "fuzz_"))
		return 2;
	buf_printf(&folder, "tests/fuzz/corpus/%s", name + strlen("fuzz_"));
	d = opendir(buf_text(&folder));
	if (!d) {
		fprintf(stderr, "%s: %s\n", buf_text(&folder), strerror(errno));
		return 1;
	}
	while ((entry = readdir(d))) {
		AUTO(buf) struct buf path = BUF_INIT;

		if (entry->d_name[0] == '.')
			continue;
		buf_printf(&path, "%s/%s", buf_text(&folder), entry->d_name);
		printf("%s\n", buf_text(&path));
		fflush(stdout);
		if (run_file(buf_text(&path)))
			passed++;
		else
			failed++;
	}
	closedir(d);
	printf("suite %s: %u passed, %u failed, 0 skipped\n", name, passed,
	       failed);
	return failed || !passed;
}
