/* io_usb.h: a USB printer (interface class 7, subclass 1) through libusb: find
 * it, keep it, move bytes. No printer language is known here.
 *
 * Everything but io_usb_open() and io_usb_cancel() returns at once: the owner
 * polls the descriptors of io_usb_pollfds(), then calls io_usb_turn(). A read
 * is always posted, so that an unplugged cable is noticed at once.
 */
#ifndef MUNIMENT_DRIVERS_IO_USB_H
#define MUNIMENT_DRIVERS_IO_USB_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/own.h"

struct io_usb;

/* `match` says which printer: "serial:TEXT" (its USB serial number),
 * "id:MFG/MDL" (fields of its IEEE-1284 identification), "port:1-4.2" (bus and
 * ports) or "any" (the only one). ERR_USAGE for anything else. The printer
 * need not be there. */
int io_usb_new(struct io_usb **ret, const char *match,
	       struct err *e) WARN_UNUSED;
void io_usb_free(struct io_usb *u);
DEFINE_AUTO_PTR(io_usb, io_usb_free)

/* Finds, opens and claims the printer; takes it from the kernel's usblp. May
 * block for a second. ERR_NOT_FOUND: it is not there (or "any" fits two);
 * ERR_BUSY: another program has it; ERR_IO: no permission or a fault. */
int io_usb_open(struct io_usb *u, struct err *e) WARN_UNUSED;
void io_usb_close(struct io_usb *u);
/* False once it was unplugged or a transfer failed for good: close it. */
bool io_usb_is_open(const struct io_usb *u);
/* "MFG MDL (serial S)" of the open printer; borrowed until it is closed. */
const char *io_usb_describe(const struct io_usb *u);
/* Whether a device was plugged in since the last call: worth an io_usb_open
 * before the back-off is over. */
bool io_usb_arrived(struct io_usb *u);

/* Descriptors to poll; their number. */
size_t io_usb_pollfds(struct io_usb *u, struct pollfd *ret, size_t max);
void io_usb_turn(struct io_usb *u);

/* What came from the printer; the owner shifts out what it has read. */
struct buf *io_usb_received(struct io_usb *u);

enum io_usb_write {
	USB_IDLE, /* nothing was written, or the result was collected */
	USB_WRITING,
	USB_DONE,    /* the printer took everything */
	USB_STALLED, /* it refused (the halt has been cleared) */
	USB_GONE,    /* unplugged: it may have taken more than is known */
	USB_FAILED,
};
/* Begins to write; one at a time. The bytes stay the caller's and must live
 * until the write has ended. They go out in pieces of 16 KiB: one large
 * transfer exhausts the kernel's memory for it. */
void io_usb_write(struct io_usb *u, const uint8_t *bytes, size_t n);
/* How the write stands; an end is told once, then USB_IDLE. */
enum io_usb_write io_usb_result(struct io_usb *u);
/* Bytes that the printer took so far, of a piece under way: 0. */
size_t io_usb_sent(const struct io_usb *u);
/* Ends a write that is under way, without a result. */
void io_usb_cancel(struct io_usb *u);

/* The printer class's own status byte, by way of the control endpoint, where
 * it answers although it takes no data: paper out, and not in error. Blocks up
 * to 0.3 s. ERR_IO when it does not know the request. */
enum {
	USB_PORT_PAPER_OUT = 0x20,
	USB_PORT_SELECTED = 0x10,
	USB_PORT_NO_ERROR = 0x08
};
int io_usb_port_status(struct io_usb *u, uint8_t *ret,
		       struct err *e) WARN_UNUSED;

#endif
