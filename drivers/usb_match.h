/* usb_match.h: which USB printer is meant, and who one says it is. Pure.
 *
 * Printers are named by what stays the same when they are plugged in elsewhere
 * (serial number, IEEE-1284 identification); the port is for clones that all
 * carry one serial number. */
#ifndef MUNIMENT_DRIVERS_USB_MATCH_H
#define MUNIMENT_DRIVERS_USB_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct usb_identity {
	char serial[128];	   /* USB string; may be empty */
	char maker[64], model[64]; /* IEEE-1284: MFG, MDL */
	char port[32];		   /* "1-4.2" */
};

/* Takes MFG (MANUFACTURER) and MDL (MODEL) out of an IEEE-1284 identification,
 * "MFG:Zebra;MDL:ZD420;...", without its two length bytes. */
void usb_identity_parse(struct usb_identity *id, const char *text, size_t n);
/* "Zebra ZD420 (serial S)" */
void usb_identity_name(const struct usb_identity *id, char *ret, size_t size);

enum usb_match_by { USB_BY_ANY, USB_BY_SERIAL, USB_BY_ID, USB_BY_PORT };
struct usb_match {
	enum usb_match_by by;
	char text[192]; /* as given, for messages */
	char value[128], model[64];
};

int usb_match_parse(struct usb_match *ret, const char *text,
		    struct err *e) WARN_UNUSED;
bool usb_match_fits(const struct usb_match *m, const struct usb_identity *id);

#endif
