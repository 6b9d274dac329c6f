/* slow_fsync: an ordinary disk, for machines that have a better one. Loaded
 * with LD_PRELOAD, it adds 4 ms to each fsync and fdatasync of a program: the
 * floor's and the service's alike. */
#include <dlfcn.h>
#include <time.h>
#include <unistd.h>

enum { ADDED_NS = 4000000 };

static int slowly(const char *name, int fd)
{
	const struct timespec added = {0, ADDED_NS};
	int (*real)(int);

	/* POSIX lets an object pointer be read as a function's, C does not. */
	*(void **)&real = dlsym(RTLD_NEXT, name);
	clock_nanosleep(CLOCK_MONOTONIC, 0, &added, NULL);
	return real(fd);
}

int fsync(int fd)
{
	return slowly("fsync", fd);
}

int fdatasync(int fd)
{
	return slowly("fdatasync", fd);
}
