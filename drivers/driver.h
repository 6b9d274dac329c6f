/* driver.h: what a device driver is.
 *
 * A driver is one row: its name, its class, the devices it knows and a
 * function that runs it until the service goes away. drivers/registry.c lists
 * them all. Adding one means a new file here and a row there, nothing else;
 * udev rules and the page of supported devices come from the same tables.
 */
#ifndef MUNIMENT_DRIVERS_DRIVER_H
#define MUNIMENT_DRIVERS_DRIVER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "drivers/channel.h"

/* How a device was tried, for the page of supported devices. */
enum driver_tested {
	TESTED_NOT,
	TESTED_EMULATOR,
	TESTED_HARDWARE,
};

/* A USB device that the driver serves, by vendor and product, or (vendor 0) by
 * interface class, subclass and protocol. A table ends with a NULL model. */
struct driver_usb_id {
	const char *model;
	uint16_t vendor, product;
	uint8_t class, subclass, protocol;
	enum driver_tested tested;
};

/* What the service gave on the command line: key=value. */
struct driver_args {
	size_t n;
	const struct driver_arg {
		const char *key, *value;
	} * list;
};
/* Value of a key, or NULL. */
const char *driver_arg(const struct driver_args *a, const char *key);

struct driver {
	const char *name;     /* "reader_libnfc" */
	const char *class;    /* "reader", "printer", "scanner" */
	const char *feedback; /* what a reader can show: "none", "led,buzzer" */
	const char *const
		*keys; /* arguments it accepts besides name; NULL ends */
	const struct driver_usb_id *usb_ids;
	/* Runs until channel_is_over(). `hello` has been sent. Returns 0 then,
	 * or ERR_USAGE for arguments that can never work. A missing or lost
	 * device is no error: the driver waits for it. */
	int (*run)(struct channel *c, const struct driver_args *args,
		   struct err *e);
};

/* drivers/registry.c */
const struct driver *driver_find(const char *name);
/* The i-th driver, or NULL past the last. */
const struct driver *driver_at(size_t i);

#endif
