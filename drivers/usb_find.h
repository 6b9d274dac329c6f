/* usb_find.h: picks the USB printer that is meant out of those on the bus,
 * opens and claims it. For io_usb.c alone. */
#ifndef MUNIMENT_DRIVERS_USB_FIND_H
#define MUNIMENT_DRIVERS_USB_FIND_H

#include <stdint.h>

#include "base/err.h"
#include "drivers/usb_match.h"

struct libusb_device;
struct libusb_device_handle;

struct usb_found {
	struct libusb_device_handle *handle; /* owned; NULL: none */
	struct libusb_device *device;	     /* of the handle */
	int interface;			     /* claimed */
	uint8_t ep_out, ep_in;		     /* ep_in 0: a one-way printer */
	char name[256];
};

/* `list` ends with a NULL, as libusb gives it. Blocks for control transfers.
 * ERR_NOT_FOUND (none, or more than one fits), ERR_BUSY, ERR_IO: the first
 * printer that could not be opened tells why. */
int usb_find(struct usb_found *ret, struct libusb_device **list,
	     const struct usb_match *match, struct err *e) WARN_UNUSED;
void usb_found_close(struct usb_found *f);

/* Fills e for a negative libusb code; returns its err_code. */
int usb_error(struct err *e, int libusb_code, const char *what);

#endif
