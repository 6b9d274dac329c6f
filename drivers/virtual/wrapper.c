/* wrapper.c: see wrapper.h. */
#include "drivers/virtual/wrapper.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/str.h"

/* The library of AddressSanitizer that this program runs with, or "": it must
 * be loaded before any other. */
static void find_asan(char *ret, size_t size)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[1024];

	*ret = '\0';
	while (maps && fgets(line, sizeof(line), maps)) {
		char *path = strchr(line, '/');

		if (!path || !strstr(path, "/libasan.so"))
			continue;
		path[strcspn(path, "\n")] = '\0';
		if (!str_copy(ret, size, path))
			*ret = '\0';
		break;
	}
	if (maps)
		fclose(maps);
}

/* In single quotes for the shell. */
static void put_quoted(struct buf *out, const char *text)
{
	buf_putc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			buf_puts(out, "'\\''");
		else
			buf_putc(out, *text);
	}
	buf_putc(out, '\'');
}

int wrapper_write(const char *path, const char *program, const char *root,
		  struct err *e)
{
	AUTO(buf) struct buf out = BUF_INIT;
	AUTO_CLOSE int fd = -1;
	char asan[512];

	find_asan(asan, sizeof(asan));
	buf_puts(&out, "#!/bin/sh\n# Starts the driver where the virtual "
		       "printer can be seen.\nexec env UMOCKDEV_DIR=");
	put_quoted(&out, root);
	buf_printf(&out, " LD_PRELOAD=%s%slibumockdev-preload.so.0 ", asan,
		   asan[0] ? ":" : "");
	put_quoted(&out, program);
	buf_puts(&out, " \"$@\"\n");
	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
	if (fd < 0 || write(fd, out.data, out.len) != (ssize_t)out.len)
		return err_errno(e, ERR_IO, "wrapper %s", path);
	return 0;
}
