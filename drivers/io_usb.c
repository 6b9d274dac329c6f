/* io_usb.c: see io_usb.h. Moves bytes; usb_find.c finds the printer. These two
 * are the only files that know libusb. */
#include "drivers/io_usb.h"

#include <libusb.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "drivers/usb_find.h"

enum {
	CHUNK_BYTES = 16384,
	READ_BYTES = 1024, /* whole packets of any speed */
	CONTROL_TIMEOUT_MS = 300,
	CANCEL_TIMEOUT_MS = 1000,
	REQUEST_PORT_STATUS = 1,
	REQUEST_CLASS_IN = 0xa1,
};

struct io_usb {
	struct usb_match match;
	libusb_context *context;
	libusb_hotplug_callback_handle hotplug;
	struct usb_found found; /* handle NULL: closed */
	bool arrived;
	bool lost; /* open, but of no more use */

	struct libusb_transfer *read;
	bool reading, read_halted;
	uint8_t read_bytes[READ_BYTES];
	struct buf received;

	struct libusb_transfer *write;
	bool writing; /* a transfer is with libusb */
	const uint8_t *bytes;
	size_t n_bytes, sent;
	enum io_usb_write state;
};

/* ---- reading ------------------------------------------------------------- */

static void post_read(struct io_usb *u);

static void LIBUSB_CALL read_done(struct libusb_transfer *t)
{
	struct io_usb *u = t->user_data;

	u->reading = false;
	if (t->actual_length > 0)
		buf_put(&u->received, t->buffer, (size_t)t->actual_length);
	switch (t->status) {
	case LIBUSB_TRANSFER_COMPLETED:
	case LIBUSB_TRANSFER_OVERFLOW:
	case LIBUSB_TRANSFER_TIMED_OUT:
		post_read(u);
		break;
	case LIBUSB_TRANSFER_STALL:
		u->read_halted = true; /* cleared outside this callback */
		break;
	case LIBUSB_TRANSFER_CANCELLED:
		break;
	case LIBUSB_TRANSFER_ERROR:
	case LIBUSB_TRANSFER_NO_DEVICE:
		u->lost = true;
		break;
	}
}

static void post_read(struct io_usb *u)
{
	if (!u->found.ep_in || u->lost)
		return;
	libusb_fill_bulk_transfer(u->read, u->found.handle, u->found.ep_in,
				  u->read_bytes, READ_BYTES, read_done, u, 0);
	u->reading = libusb_submit_transfer(u->read) == 0;
	if (!u->reading)
		u->lost = true;
}

struct buf *io_usb_received(struct io_usb *u)
{
	return &u->received;
}

/* ---- writing ------------------------------------------------------------- */

static void post_write(struct io_usb *u);

static void LIBUSB_CALL write_done(struct libusb_transfer *t)
{
	struct io_usb *u = t->user_data;

	u->writing = false;
	u->sent += (size_t)t->actual_length;
	switch (t->status) {
	case LIBUSB_TRANSFER_COMPLETED:
		if (u->sent < u->n_bytes)
			post_write(u);
		else
			u->state = USB_DONE;
		break;
	case LIBUSB_TRANSFER_STALL:
		u->state = USB_STALLED;
		break;
	case LIBUSB_TRANSFER_NO_DEVICE:
		u->state = USB_GONE;
		u->lost = true;
		break;
	case LIBUSB_TRANSFER_CANCELLED:
		u->state = USB_IDLE;
		break;
	case LIBUSB_TRANSFER_ERROR: /* an unplug can show as this, too */
	case LIBUSB_TRANSFER_TIMED_OUT:
	case LIBUSB_TRANSFER_OVERFLOW:
		u->state = USB_FAILED;
		u->lost = true;
		break;
	}
}

static void post_write(struct io_usb *u)
{
	size_t n = u->n_bytes - u->sent;
	/* libusb's buffer is not const; it does not write to an OUT's. */
	unsigned char *from = (unsigned char *)(uintptr_t)(u->bytes + u->sent);
	int rc;

	if (n > CHUNK_BYTES)
		n = CHUNK_BYTES;
	libusb_fill_bulk_transfer(u->write, u->found.handle, u->found.ep_out,
				  from, (int)n, write_done, u, 0);
	rc = libusb_submit_transfer(u->write);
	u->writing = rc == 0;
	if (rc < 0) {
		u->state = rc == LIBUSB_ERROR_NO_DEVICE ? USB_GONE : USB_FAILED;
		u->lost = true;
	}
}

void io_usb_write(struct io_usb *u, const uint8_t *bytes, size_t n)
{
	u->bytes = bytes;
	u->n_bytes = n;
	u->sent = 0;
	u->state = USB_WRITING;
	if (!io_usb_is_open(u))
		u->state = USB_GONE;
	else if (n == 0)
		u->state = USB_DONE;
	else
		post_write(u);
}

enum io_usb_write io_usb_result(struct io_usb *u)
{
	enum io_usb_write state = u->state;

	if (state == USB_WRITING && u->lost && !u->writing)
		state = USB_GONE;
	if (state != USB_WRITING)
		u->state = USB_IDLE;
	if (state == USB_STALLED)
		libusb_clear_halt(u->found.handle, u->found.ep_out);
	return state;
}

size_t io_usb_sent(const struct io_usb *u)
{
	return u->sent;
}

/* Cancels a transfer and waits until libusb has let go of it. */
static void withdraw(struct io_usb *u, struct libusb_transfer *t,
		     const bool *busy)
{
	int64_t end_ms = clock_monotonic_ms() + CANCEL_TIMEOUT_MS;
	struct timeval step = {.tv_usec = 50000};

	if (!*busy)
		return;
	libusb_cancel_transfer(t);
	while (*busy && clock_monotonic_ms() < end_ms)
		libusb_handle_events_timeout_completed(u->context, &step, NULL);
}

void io_usb_cancel(struct io_usb *u)
{
	withdraw(u, u->write, &u->writing);
	u->state = USB_IDLE;
}

/* ---- the device ---------------------------------------------------------- */

static int LIBUSB_CALL hotplug(libusb_context *context, libusb_device *device,
			       libusb_hotplug_event event, void *ctx)
{
	struct io_usb *u = ctx;

	(void)context;
	if (event == LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED)
		u->arrived = true;
	else if (u->found.handle && device == u->found.device)
		u->lost = true;
	return 0;
}

int io_usb_new(struct io_usb **ret, const char *match, struct err *e)
{
	AUTO_PTR(io_usb) struct io_usb *u = mem_alloc(sizeof(*u));
	int rc = usb_match_parse(&u->match, match, e);

	if (rc < 0)
		return rc;
	rc = libusb_init(&u->context);
	if (rc < 0)
		return usb_error(e, rc, "libusb");
	u->read = libusb_alloc_transfer(0);
	u->write = libusb_alloc_transfer(0);
	if (!u->read || !u->write)
		return err_set(e, ERR_INTERNAL, "out of memory");
	if (libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG))
		libusb_hotplug_register_callback(
			u->context,
			LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED |
				LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT,
			0, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY,
			LIBUSB_HOTPLUG_MATCH_ANY, hotplug, u, &u->hotplug);
	*ret = TAKE(u);
	return 0;
}

void io_usb_free(struct io_usb *u)
{
	if (!u)
		return;
	io_usb_close(u);
	if (u->context) {
		libusb_hotplug_deregister_callback(u->context, u->hotplug);
		libusb_free_transfer(u->read);
		libusb_free_transfer(u->write);
		libusb_exit(u->context);
	}
	buf_done(&u->received);
	free(u);
}

int io_usb_open(struct io_usb *u, struct err *e)
{
	libusb_device **list;
	ssize_t n;
	int rc;

	io_usb_close(u);
	n = libusb_get_device_list(u->context, &list);
	if (n < 0)
		return usb_error(e, (int)n, "list");
	rc = usb_find(&u->found, list, &u->match, e);
	libusb_free_device_list(list, 1);
	if (rc < 0)
		return rc;
	u->lost = u->read_halted = false;
	buf_clear(&u->received);
	post_read(u);
	return 0;
}

void io_usb_close(struct io_usb *u)
{
	if (!u->found.handle)
		return;
	io_usb_cancel(u);
	withdraw(u, u->read, &u->reading);
	usb_found_close(&u->found);
}

bool io_usb_is_open(const struct io_usb *u)
{
	return u->found.handle && !u->lost;
}

const char *io_usb_describe(const struct io_usb *u)
{
	return u->found.name;
}

bool io_usb_arrived(struct io_usb *u)
{
	bool arrived = u->arrived;

	u->arrived = false;
	return arrived;
}

size_t io_usb_pollfds(struct io_usb *u, struct pollfd *ret, size_t max)
{
	const struct libusb_pollfd **list = libusb_get_pollfds(u->context);
	size_t n = 0;

	for (; list && list[n] && n < max; n++)
		ret[n] = (struct pollfd){.fd = list[n]->fd,
					 .events = list[n]->events};
	libusb_free_pollfds(list);
	return n;
}

void io_usb_turn(struct io_usb *u)
{
	struct timeval now = {0};

	libusb_handle_events_timeout_completed(u->context, &now, NULL);
	if (u->read_halted && io_usb_is_open(u)) {
		u->read_halted = false;
		libusb_clear_halt(u->found.handle, u->found.ep_in);
		post_read(u);
	}
}

int io_usb_port_status(struct io_usb *u, uint8_t *ret, struct err *e)
{
	int rc;

	if (!io_usb_is_open(u))
		return err_set(e, ERR_GONE, "the printer is not there");
	rc = libusb_control_transfer(
		u->found.handle, REQUEST_CLASS_IN, REQUEST_PORT_STATUS, 0,
		(uint16_t)u->found.interface, ret, 1, CONTROL_TIMEOUT_MS);
	return rc == 1 ? 0
		       : usb_error(e, rc < 0 ? rc : LIBUSB_ERROR_IO,
				   "port status");
}
