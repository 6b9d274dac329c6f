/* usb_function.c: see usb_function.h. */
#include "drivers/virtual/usb_function.h"

#include <errno.h>
#include <string.h>

#include "base/str.h"

enum { STRING_SERIAL = 3 };

/* The vendor is that of TSC's printers. */
static const uint8_t descriptors[] = {
	/* device */
	18, 1, 0x00, 2, 0, 0, 0, 64, 0x03, 0x12, 0x72, 0x02, 0, 1, 1, 2,
	STRING_SERIAL, 1,
	/* configuration */
	9, 2, 32, 0, 1, 1, 0, 0xc0, 50,
	/* interface */
	9, 4, 0, 0, 2, 7, 1, 2, 0,
	/* endpoints */
	7, 5, USB_EP_OUT, 2, 64, 0, 0, 7, 5, USB_EP_IN, 2, 64, 0, 0};

const uint8_t *usb_function_descriptors(size_t *ret_n)
{
	*ret_n = sizeof(descriptors);
	return descriptors;
}

static bool is_in(const struct usb_transfer *t)
{
	return (t->endpoint & 0x80) != 0;
}

static void append(struct usb_transfer **list, struct usb_transfer *t)
{
	while (*list)
		list = &(*list)->next;
	t->next = NULL;
	*list = t;
}

static void finish(struct usb_function *f, struct usb_transfer *t, int status)
{
	t->status = status;
	append(&f->done, t);
}

/* Gives what the printer says to a read that waits for it. */
static bool answer_read(struct usb_function *f, struct usb_transfer *t)
{
	size_t n = t->length < f->in.len ? t->length : f->in.len;

	if (!n)
		return false;
	memcpy(t->data, f->in.data, n);
	buf_shift(&f->in, n);
	t->actual = n;
	finish(f, t, 0);
	return true;
}

/* Takes as much of an OUT transfer as the printer takes now; true when it is
 * over. */
static bool take_out(struct usb_function *f, struct usb_transfer *t)
{
	size_t n = t->length - t->actual;

	if (f->stall) {
		f->stall = false;
		finish(f, t, -EPIPE);
		return true;
	}
	if (f->hold >= 0 && n > (size_t)f->hold)
		n = (size_t)f->hold;
	if (n)
		f->out(f->ctx, t->data + t->actual, n, &f->in);
	t->actual += n;
	f->bytes += n;
	if (f->hold >= 0)
		f->hold -= (int64_t)n;
	if (t->actual < t->length)
		return false;
	finish(f, t, 0);
	return true;
}

/* One pass over what is held in one direction. OUT transfers keep their order:
 * the first that cannot go on holds up the others. */
static void pass(struct usb_function *f, bool in)
{
	struct usb_transfer **at = &f->held;

	while (*at) {
		struct usb_transfer *t = *at;

		if (is_in(t) != in) {
			at = &t->next;
			continue;
		}
		*at = t->next;
		if (in ? answer_read(f, t) : take_out(f, t))
			continue;
		t->next = *at;
		*at = t;
		return;
	}
}

void usb_function_run(struct usb_function *f)
{
	pass(f, false);
	pass(f, true);
}

static size_t string_descriptor(const struct usb_function *f, uint8_t index,
				uint8_t *ret)
{
	static const char *const texts[] = {"", "Muniment", "Virtual TSPL"};
	const char *text = index == STRING_SERIAL     ? f->serial
			   : index < ARRAY_LEN(texts) ? texts[index]
						      : "";
	size_t n = 2;

	ret[1] = 3;
	if (index == 0) {
		memcpy(ret + n, "\x09\x04", 2);
		n += 2;
	}
	for (; *text; text++) {
		ret[n++] = (uint8_t)*text;
		ret[n++] = 0;
	}
	ret[0] = (uint8_t)n;
	return n;
}

static void control(struct usb_function *f, struct usb_transfer *t)
{
	enum { CLASS_IN = 0xa1, CLASS_OUT = 0x21, STANDARD_IN = 0x80 };
	uint8_t *setup = t->data, reply[2 + sizeof(f->device_id)];
	size_t room = (size_t)(setup[6] | setup[7] << 8), n = 0;
	bool known = true;

	if (setup[0] == CLASS_IN && setup[1] == 0) {
		n = 2 + strlen(f->device_id);
		reply[0] = (uint8_t)(n >> 8);
		reply[1] = (uint8_t)n;
		memcpy(reply + 2, f->device_id, n - 2);
	} else if (setup[0] == CLASS_IN && setup[1] == 1) {
		reply[n++] = f->port_status;
	} else if (setup[0] == STANDARD_IN && setup[1] == 6 && setup[3] == 3) {
		n = string_descriptor(f, setup[2], reply);
	} else {
		known = setup[0] == CLASS_OUT && setup[1] == 2;
	}
	if (n > room)
		n = room;
	if (n)
		memcpy(t->data + USB_SETUP_BYTES, reply, n);
	t->actual = n;
	finish(f, t, known ? 0 : -EPIPE);
}

void usb_function_submit(struct usb_function *f, struct usb_transfer *t)
{
	if (t->is_control && t->length >= USB_SETUP_BYTES) {
		control(f, t);
		return;
	}
	append(&f->held, t);
	usb_function_run(f);
}

bool usb_function_end(struct usb_function *f, struct usb_transfer *t,
		      int status)
{
	for (struct usb_transfer **at = &f->held; *at; at = &(*at)->next) {
		if (*at != t)
			continue;
		*at = t->next;
		finish(f, t, status);
		return true;
	}
	return false;
}

void usb_function_end_all(struct usb_function *f, int status)
{
	while (f->held)
		usb_function_end(f, f->held, status);
	buf_clear(&f->in);
}

struct usb_transfer *usb_function_collect(struct usb_function *f,
					  const void *client)
{
	for (struct usb_transfer **at = &f->done; *at; at = &(*at)->next) {
		struct usb_transfer *t = *at;

		if (t->client != client)
			continue;
		*at = t->next;
		return t;
	}
	return NULL;
}

bool usb_function_is_held(const struct usb_function *f)
{
	for (const struct usb_transfer *t = f->held; t; t = t->next)
		if (!is_in(t))
			return true;
	return false;
}
