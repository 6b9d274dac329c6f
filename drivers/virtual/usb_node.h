/* usb_node.h: the file that stands for a USB device under /dev/bus/usb.
 *
 * libusb waits with poll() for POLLOUT on it. The plain file that umockdev puts
 * there would always grant that, and libusb would spin: it is a pseudo-terminal
 * instead, whose output is switched off while nothing is to be collected.
 */
#ifndef MUNIMENT_VIRTUAL_USB_NODE_H
#define MUNIMENT_VIRTUAL_USB_NODE_H

#include <stdbool.h>

#include "base/err.h"

struct usb_node {
	int master, slave; /* -1: none */
	char path[256];
};
#define USB_NODE_NONE ((struct usb_node){.master = -1, .slave = -1})

/* Puts it at `path` under `root`, with the folders above it. */
int usb_node_open(struct usb_node *n, const char *root, const char *path,
		  struct err *e) WARN_UNUSED;
/* Accepts USB_NODE_NONE; who polls it is told. */
void usb_node_close(struct usb_node *n);
void usb_node_set_ready(const struct usb_node *n, bool ready);

#endif
