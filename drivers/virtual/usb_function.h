/* usb_function.h: what a virtual printer does with USB transfers: takes OUT
 * data, answers reads when it has something to say, stalls, answers NAK. It
 * knows neither umockdev nor threads. Pure.
 *
 * A transfer is submitted, lies in `held` until it has an end, then in `done`
 * until the host collects it.
 */
#ifndef MUNIMENT_VIRTUAL_USB_FUNCTION_H
#define MUNIMENT_VIRTUAL_USB_FUNCTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { USB_EP_OUT = 0x01, USB_EP_IN = 0x82, USB_SETUP_BYTES = 8 };

struct usb_transfer {
	struct usb_transfer *next;
	bool is_control;
	uint8_t endpoint;
	uint8_t *
		data; /* borrowed; a control transfer's begins with its setup */
	size_t length;
	size_t actual; /* bytes moved */
	int status;    /* 0 or a negative errno, as in usbfs */
	/* The owner's: who submitted it, and what to free with it. */
	const void *client;
	void *urb, *buffer;
};

/* Bytes came by the OUT endpoint; what is appended to `answer` goes back by
 * the IN endpoint. */
typedef void usb_out_fn(void *ctx, const uint8_t *bytes, size_t n,
			struct buf *answer);

struct usb_function {
	usb_out_fn *out;
	void *ctx;
	char serial[64], device_id[256];
	uint8_t port_status;
	bool stall;	/* the next OUT transfer ends with a stall */
	int64_t hold;	/* bytes still taken before it answers NAK; -1: all */
	uint64_t bytes; /* taken in all */
	struct usb_transfer *held, *done;
	struct buf in;
};

/* The device, configuration, interface (7/1/2) and endpoint descriptors. */
const uint8_t *usb_function_descriptors(size_t *ret_n);

/* Takes the transfer over until it is collected or dropped. */
void usb_function_submit(struct usb_function *f, struct usb_transfer *t);
/* Goes on with what is held: after a hold was lifted. */
void usb_function_run(struct usb_function *f);
/* Ends a held transfer; false when there is no such one. */
bool usb_function_end(struct usb_function *f, struct usb_transfer *t,
		      int status);
/* Ends all that are held: the cable was pulled. */
void usb_function_end_all(struct usb_function *f, int status);
/* The oldest that is done of this client, or NULL; the caller's. */
struct usb_transfer *usb_function_collect(struct usb_function *f,
					  const void *client);
/* Whether an OUT transfer waits for a NAK to end. */
bool usb_function_is_held(const struct usb_function *f);

#endif
