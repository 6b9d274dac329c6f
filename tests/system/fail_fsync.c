/* fail_fsync: a disk that fails once. Loaded with LD_PRELOAD; while the file
 * named by FAIL_FSYNC is there, the next sync of a write-ahead log takes that
 * file away and says EIO. What was written before it stays written, as with a
 * real disk. */
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_log(int fd)
{
	char link[64], path[PATH_MAX];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path));
	return n > 4 && memcmp(path + n - 4, "-wal", 4) == 0;
}

static int perhaps(const char *name, int fd)
{
	const char *flag = getenv("FAIL_FSYNC");
	int (*real)(int);

	if (flag && is_log(fd) && unlink(flag) == 0) {
		errno = EIO;
		return -1;
	}
	/* POSIX lets an object pointer be read as a function's, C does not. */
	*(void **)&real = dlsym(RTLD_NEXT, name);
	return real(fd);
}

int fsync(int fd)
{
	return perhaps("fsync", fd);
}

int fdatasync(int fd)
{
	return perhaps("fdatasync", fd);
}
