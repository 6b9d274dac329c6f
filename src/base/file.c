/* file.c: see file.h. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/str.h"

enum { CHUNK = 65536 };

static int read_all(int fd, const char *path, size_t most, struct buf *ret,
		    struct err *e)
{
	for (;;) {
		ssize_t n = read(fd, buf_reserve(ret, CHUNK), CHUNK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(e,
					 errno == EISDIR ? ERR_USAGE : ERR_IO,
					 "%s cannot be read", path);
		if (n == 0)
			return 0;
		buf_added(ret, (size_t)n);
		if (ret->len > most)
			return err_set(e, ERR_USAGE,
				       "%s is larger than %zu bytes", path,
				       most);
	}
}

int file_read(const char *path, size_t most, struct buf *ret, struct err *e)
{
	AUTO_CLOSE int fd = -1;

	if (str_eq(path, "-"))
		return read_all(STDIN_FILENO, "standard input", most, ret, e);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO,
				 "%s cannot be opened", path);
	return read_all(fd, path, most, ret, e);
}
