/* listen.c: see listen.h. */
#include "serve/listen.h"

#include <errno.h>
#include <grp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/own.h"
#include "base/str.h"

enum { BACKLOG = 128 };

static bool answers(const struct sockaddr_un *a)
{
	AUTO_CLOSE int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	return fd >= 0 && !connect(fd, (const struct sockaddr *)a, sizeof(*a));
}

static int remove_stale(const struct sockaddr_un *a, struct err *e)
{
	struct stat st;

	if (lstat(a->sun_path, &st) < 0)
		return 0;
	if (!S_ISSOCK(st.st_mode))
		return err_set(e, ERR_BUSY, "%s is there and is no socket",
			       a->sun_path);
	if (answers(a))
		return err_set(e, ERR_BUSY, "another service listens on %s",
			       a->sun_path);
	if (unlink(a->sun_path) < 0 && errno != ENOENT)
		return err_errno(e, ERR_IO, "%s", a->sun_path);
	return 0;
}

static int give_to_group(const char *path, const char *group, struct err *e)
{
	const struct group *g;

	if (!*group)
		return 0;
	g = getgrnam(group);
	if (!g)
		return err_set(e, ERR_USAGE, "socket-group: no group '%s'",
			       group);
	if (chown(path, (uid_t)-1, g->gr_gid) < 0)
		return err_errno(e, ERR_IO, "%s: group %s", path, group);
	return 0;
}

int listen_unix(int *ret_fd, const char *path, const char *group, struct err *e)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	AUTO_CLOSE int fd = -1;
	mode_t mask;
	int rc;

	if (!STR_COPY(a.sun_path, path))
		return err_set(e, ERR_USAGE, "%s: the path is too long", path);
	rc = remove_stale(&a, e);
	if (rc < 0)
		return rc;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return err_errno(e, ERR_IO, "%s", path);
	/* The file must never be there with a wider mode, not for a moment. */
	mask = umask(0117);
	rc = bind(fd, (const struct sockaddr *)&a, sizeof(a));
	umask(mask);
	if (rc < 0)
		return err_errno(e, ERR_IO, "%s", path);
	rc = give_to_group(path, group, e);
	if (rc < 0)
		return rc;
	if (listen(fd, BACKLOG) < 0)
		return err_errno(e, ERR_IO, "%s", path);
	*ret_fd = TAKE_FD(fd);
	return 0;
}
