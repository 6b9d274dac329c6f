/* usb_find.c: see usb_find.h. */
#include "drivers/usb_find.h"

#include <libusb.h>
#include <stdio.h>
#include <string.h>

enum {
	CONTROL_TIMEOUT_MS = 300,
	SUBCLASS_PRINTER = 1,
	REQUEST_DEVICE_ID = 0,
	REQUEST_CLASS_IN = 0xa1,
	PORTS_MAX = 7,
	DEVICE_ID_BYTES = 1024,
};

struct candidate {
	libusb_device *device;
	int interface, altsetting;
	uint8_t ep_out, ep_in;
};

/* A bidirectional setting is better than a one-way one. */
static void look_at_setting(const struct libusb_interface_descriptor *d,
			    struct candidate *c)
{
	uint8_t out = 0, in = 0;

	if (d->bInterfaceClass != LIBUSB_CLASS_PRINTER ||
	    d->bInterfaceSubClass != SUBCLASS_PRINTER)
		return;
	for (uint8_t i = 0; i < d->bNumEndpoints; i++) {
		const struct libusb_endpoint_descriptor *ep = &d->endpoint[i];

		if ((ep->bmAttributes & LIBUSB_TRANSFER_TYPE_MASK) !=
		    LIBUSB_TRANSFER_TYPE_BULK)
			continue;
		if (ep->bEndpointAddress & LIBUSB_ENDPOINT_IN)
			in = ep->bEndpointAddress;
		else
			out = ep->bEndpointAddress;
	}
	if (!out || (c->ep_out && !(in && !c->ep_in)))
		return;
	c->interface = d->bInterfaceNumber;
	c->altsetting = d->bAlternateSetting;
	c->ep_out = out;
	c->ep_in = in;
}

static bool look_at(libusb_device *device, struct candidate *ret)
{
	struct libusb_config_descriptor *config;

	*ret = (struct candidate){.device = device};
	if (libusb_get_active_config_descriptor(device, &config) < 0)
		return false;
	for (uint8_t i = 0; i < config->bNumInterfaces; i++)
		for (int j = 0; j < config->interface[i].num_altsetting; j++)
			look_at_setting(&config->interface[i].altsetting[j],
					ret);
	libusb_free_config_descriptor(config);
	return ret->ep_out != 0;
}

int usb_error(struct err *e, int rc, const char *what)
{
	int code =
		rc == LIBUSB_ERROR_BUSY ? ERR_BUSY
		: rc == LIBUSB_ERROR_NO_DEVICE || rc == LIBUSB_ERROR_NOT_FOUND
			? ERR_NOT_FOUND
			: ERR_IO;

	err_set(e, code, "USB printer: %s: %s", what, libusb_strerror(rc));
	return err_detail(e, "%s", libusb_error_name(rc));
}

static int claim(libusb_device_handle *h, const struct candidate *c,
		 struct err *e)
{
	int rc;

	/* usblp holds every printer that it sees. */
	libusb_set_auto_detach_kernel_driver(h, 1);
	rc = libusb_claim_interface(h, c->interface);
	if (rc == 0 && c->altsetting)
		rc = libusb_set_interface_alt_setting(h, c->interface,
						      c->altsetting);
	return rc < 0 ? usb_error(e, rc, "claim") : 0;
}

static void port_path(libusb_device *device, char *ret, size_t size)
{
	uint8_t ports[PORTS_MAX];
	int n = libusb_get_port_numbers(device, ports, PORTS_MAX);
	size_t len;

	snprintf(ret, size, "%u", libusb_get_bus_number(device));
	for (int i = 0; i < n; i++) {
		len = strlen(ret);
		snprintf(ret + len, size - len, "%c%u", i ? '.' : '-',
			 ports[i]);
	}
}

/* Opens a candidate, claims it and asks who it is. */
static int open_candidate(const struct candidate *c, libusb_device_handle **ret,
			  struct usb_identity *id, struct err *e)
{
	struct libusb_device_descriptor d;
	uint8_t text[DEVICE_ID_BYTES];
	libusb_device_handle *h;
	int rc = libusb_open(c->device, &h);

	if (rc < 0)
		return usb_error(e, rc, "open");
	memset(id, 0, sizeof(*id));
	port_path(c->device, id->port, sizeof(id->port));
	if (libusb_get_device_descriptor(c->device, &d) == 0 && d.iSerialNumber)
		libusb_get_string_descriptor_ascii(h, d.iSerialNumber,
						   (unsigned char *)id->serial,
						   sizeof(id->serial));
	rc = claim(h, c, e);
	if (rc < 0) {
		libusb_close(h);
		return rc;
	}
	rc = libusb_control_transfer(h, REQUEST_CLASS_IN, REQUEST_DEVICE_ID, 0,
				     (uint16_t)(c->interface << 8), text,
				     sizeof(text), CONTROL_TIMEOUT_MS);
	if (rc > 2)
		usb_identity_parse(id, (const char *)text + 2, (size_t)rc - 2);
	*ret = h;
	return 0;
}

static void close_candidate(libusb_device_handle *h, const struct candidate *c)
{
	libusb_release_interface(h, c->interface);
	libusb_close(h);
}

void usb_found_close(struct usb_found *f)
{
	if (!f->handle)
		return;
	libusb_release_interface(f->handle, f->interface);
	libusb_close(f->handle);
	memset(f, 0, sizeof(*f));
}

static void take(struct usb_found *f, const struct candidate *c,
		 libusb_device_handle *h, const struct usb_identity *id)
{
	f->handle = h;
	f->device = c->device;
	f->interface = c->interface;
	f->ep_out = c->ep_out;
	f->ep_in = c->ep_in;
	usb_identity_name(id, f->name, sizeof(f->name));
}

int usb_find(struct usb_found *ret, libusb_device **list,
	     const struct usb_match *match, struct err *e)
{
	struct err first = ERR_INIT; /* told when no other fits */
	struct usb_identity id;
	struct candidate c;

	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; list[i]; i++) {
		struct err why = ERR_INIT;
		libusb_device_handle *h = NULL;

		if (!look_at(list[i], &c))
			continue;
		if (open_candidate(&c, &h, &id, &why) < 0) {
			if (!first.code)
				first = why;
			continue;
		}
		if (!usb_match_fits(match, &id)) {
			close_candidate(h, &c);
		} else if (ret->handle) {
			close_candidate(h, &c);
			usb_found_close(ret);
			return err_set(e, ERR_NOT_FOUND,
				       "more than one USB printer fits %s",
				       match->text);
		} else {
			take(ret, &c, h, &id);
		}
	}
	if (ret->handle)
		return 0;
	if (first.code) {
		*e = first;
		return first.code;
	}
	return err_set(e, ERR_NOT_FOUND, "no USB printer %s", match->text);
}
