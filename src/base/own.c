/* own.c: see own.h. */
#include "base/own.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

void auto_close_(const int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static void *must(void *p)
{
	if (!p) {
		static const char text[] = "muniment: out of memory\n";

		if (write(2, text, sizeof(text) - 1) < 0)
			_exit(70);
		abort();
	}
	return p;
}

void *mem_alloc(size_t size)
{
	return must(calloc(1, size ? size : 1));
}

void *mem_resize(void *p, size_t size)
{
	return must(realloc(p, size ? size : 1));
}

char *mem_dup(const char *text)
{
	return text ? must(strdup(text)) : NULL;
}

char *mem_dupn(const char *text, size_t n)
{
	return must(strndup(text, n));
}
