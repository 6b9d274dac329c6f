/* wrapper.c: see wrapper.h. */
#include "drivers/virtual/wrapper.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/str.h"

#define LIBRARY "libumockdev-preload.so.0"

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

/* The value of LD_PRELOAD. */
static void put_preload(struct buf *out)
{
	char asan[512];

	find_asan(asan, sizeof(asan));
	buf_printf(out, "%s%s%s", asan, asan[0] ? ":" : "", LIBRARY);
}

/* The sanitizers' options. A log_path among them makes libasan look for its
 * program's name before umockdev's library is ready for that, and crash. */
static const char *const options[] = {"ASAN_OPTIONS", "LSAN_OPTIONS",
				      "UBSAN_OPTIONS"};

static void drop_log_path(const char *name)
{
	AUTO_FREE char *text = mem_dup(getenv(name));
	AUTO(buf) struct buf kept = BUF_INIT;
	char *save = NULL;

	if (!text)
		return;
	for (char *o = strtok_r(text, ":", &save); o;
	     o = strtok_r(NULL, ":", &save))
		if (!str_starts(o, "log_path="))
			buf_printf(&kept, "%s%s", kept.len ? ":" : "", o);
	setenv(name, buf_text(&kept), 1);
}

int wrapper_enter(char *const *argv, struct err *e)
{
	const char *loaded = getenv("LD_PRELOAD");
	AUTO(buf) struct buf preload = BUF_INIT;

	if (loaded && strstr(loaded, LIBRARY))
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(options); i++)
		drop_log_path(options[i]);
	put_preload(&preload);
	setenv("LD_PRELOAD", buf_text(&preload), 1);
	execv("/proc/self/exe", argv);
	return err_errno(e, ERR_IO, "cannot start again with %s", LIBRARY);
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

	buf_puts(&out, "#!/bin/sh\n# Starts the driver where the virtual "
		       "printer can be seen.\nexec env");
	/* As this program was given them, not as the service was. */
	for (size_t i = 0; i < ARRAY_LEN(options); i++) {
		const char *value = getenv(options[i]);

		buf_printf(&out, " %s=", options[i]);
		put_quoted(&out, value ? value : "");
	}
	buf_puts(&out, " UMOCKDEV_DIR=");
	put_quoted(&out, root);
	buf_puts(&out, " LD_PRELOAD=");
	put_preload(&out);
	buf_putc(&out, ' ');
	put_quoted(&out, program);
	buf_puts(&out, " \"$@\"\n");
	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
	if (fd < 0 || write(fd, out.data, out.len) != (ssize_t)out.len)
		return err_errno(e, ERR_IO, "wrapper %s", path);
	return 0;
}
