/* usb_node.c: see usb_node.h. */
#include "drivers/virtual/usb_node.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "base/own.h"

int usb_node_open(struct usb_node *n, const char *root, const char *path,
		  struct err *e)
{
	char name[64];
	AUTO_FREE char *link = NULL;
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
	if (asprintf(&link, "%s%s", root, path) < 0)
		return err_set(e, ERR_INTERNAL, "out of memory");
	unlink(link);
	if (symlink(name, link) < 0)
		return err_errno(e, ERR_IO, "%s", link);
	return 0;
}

void usb_node_close(struct usb_node *n)
{
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
