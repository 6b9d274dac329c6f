/* usb_printer.h: the USB side of a virtual printer: a device of class 7/1/2
 * that the real libusb sees, made with umockdev. It knows endpoints, transfers
 * and cables; what the bytes mean is somebody else's (tspl_printer.c).
 *
 * umockdev answers ioctls in a thread of its own. All calls here may be made
 * from any thread; `out` is called in that thread with the lock held.
 */
#ifndef MUNIMENT_VIRTUAL_USB_PRINTER_H
#define MUNIMENT_VIRTUAL_USB_PRINTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/own.h"
#include "drivers/virtual/usb_function.h"

struct usb_printer;

/* Not yet plugged in. `device_id` is the IEEE-1284 identification. `changed` is
 * called, in umockdev's thread, when usb_printer_state() may say something
 * new. */
int usb_printer_new(struct usb_printer **ret, const char *serial,
		    const char *device_id, usb_out_fn *out,
		    void (*changed)(void *ctx), void *ctx,
		    struct err *e) WARN_UNUSED;
void usb_printer_free(struct usb_printer *u);
DEFINE_AUTO_PTR(usb_printer, usb_printer_free)

/* The directory that UMOCKDEV_DIR must name for a program to see it. */
const char *usb_printer_root(const struct usb_printer *u);

/* The printer's side of the cable, with umockdev's thread kept out until
 * usb_printer_unlock(), which goes on with what was held. */
struct usb_function *usb_printer_lock(struct usb_printer *u);
void usb_printer_unlock(struct usb_printer *u);

int usb_printer_plug(struct usb_printer *u, struct err *e) WARN_UNUSED;
void usb_printer_unplug(struct usb_printer *u);
struct usb_printer_state {
	bool plugged, claimed;
	bool held;	/* an OUT transfer waits for a NAK to end */
	uint64_t bytes; /* taken by the OUT endpoint in all */
	unsigned clear_halts;
};
struct usb_printer_state usb_printer_state(struct usb_printer *u);

#endif
