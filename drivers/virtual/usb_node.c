/* usb_node.c: see usb_node.h. */
#include "drivers/virtual/usb_node.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

/* All folders above a path. */
static int make_folders(char *path)
{
	for (char *slash = path; (slash = strchr(slash + 1, '/'));) {
		int rc;

		*slash = '\0';
		rc = mkdir(path, 0755);
		*slash = '/';
		if (rc < 0 && errno != EEXIST)
			return -1;
	}
	return 0;
}

int usb_node_open(struct usb_node *n, const char *root, const char *path,
		  struct err *e)
{
	char name[64];
	struct termios raw;

	n->slave = -1;
	n->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (n->master < 0 || grantpt(n->master) < 0 ||
	    unlockpt(n->master) < 0 ||
	    ptsname_r(n->master, name, sizeof(name)) != 0)
		return err_errno(e, ERR_IO, "pseudo-terminal");
	n->slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (n->slave < 0 || tcgetattr(n->slave, &raw) < 0)
		return err_errno(e, ERR_IO, "pseudo-terminal");
	cfmakeraw(&raw);
	tcsetattr(n->slave, TCSANOW, &raw);
	if (snprintf(n->path, sizeof(n->path), "%s%s", root, path) >=
	    (int)sizeof(n->path))
		return err_set(e, ERR_USAGE, "%s%s is too long", root, path);
	if (make_folders(n->path) < 0 ||
	    (unlink(n->path) < 0 && errno != ENOENT) ||
	    symlink(name, n->path) < 0)
		return err_errno(e, ERR_IO, "%s", n->path);
	return 0;
}

void usb_node_close(struct usb_node *n)
{
	if (n->path[0])
		unlink(n->path);
	usb_node_set_ready(n, true);
	if (n->slave >= 0)
		close(n->slave);
	if (n->master >= 0)
		close(n->master);
	*n = USB_NODE_NONE;
}

void usb_node_set_ready(const struct usb_node *n, bool ready)
{
	if (n->slave >= 0)
		tcflow(n->slave, ready ? TCOON : TCOOFF);
}
