/* usb_printer.c: see usb_printer.h. The only file that knows umockdev.
 *
 * libusb talks to a device node with ioctls; umockdev hands them to us. They
 * are answered in its own thread. */
#include "drivers/virtual/usb_printer.h"

#include <errno.h>
#include <linux/usbdevice_fs.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <umockdev.h>

#include "base/str.h"
#include "drivers/virtual/usb_node.h"

#define SYSFS_PATH "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1"

enum { FIRST_ADDRESS = 2, LAST_ADDRESS = 120, PORT_STATUS_WELL = 0x18 };

struct usb_printer {
	UMockdevTestbed *testbed;
	UMockdevIoctlBase *ioctls;
	char *root;
	pthread_mutex_t lock;
	void (*changed)(void *ctx);
	struct usb_function f;
	bool plugged;
	const void *claimer; /* the client that holds the interface */
	unsigned address, clear_halts;
	struct usb_node pty;
	char node[32]; /* "/dev/bus/usb/001/002" */
};

/* The node is ready while there is something to collect. The lock is held. */
static void open_gate(struct usb_printer *u)
{
	usb_node_set_ready(&u->pty, u->f.done != NULL);
}

static void free_transfer(struct usb_transfer *t)
{
	if (t->buffer)
		g_object_unref(t->buffer);
	g_object_unref(t->urb);
	free(t);
}

static void drop(struct usb_transfer **at, const void *client)
{
	while (*at) {
		struct usb_transfer *t = *at;

		if (client && t->client != client) {
			at = &t->next;
			continue;
		}
		*at = t->next;
		free_transfer(t);
	}
}

/* ---- ioctls: 0 or an errno; the lock is held ----------------------------- */

/* Memory of the client, or NULL when it died before it had handed that over. A
 * read that ends early is a success to umockdev, which leaves zeros for the
 * rest; but who answers a second time was there to the end of the first. */
static UMockdevIoctlData *fetch(UMockdevIoctlData *from, size_t offset,
				size_t n)
{
	UMockdevIoctlData *d =
		umockdev_ioctl_data_resolve(from, offset, n, NULL);
	AUTO_FREE void *first = mem_alloc(n);

	if (!d)
		return NULL;
	memcpy(first, d->data, n);
	if (umockdev_ioctl_data_reload(d, NULL) &&
	    memcmp(first, d->data, n) == 0)
		return d;
	g_object_unref(d);
	return NULL;
}

static struct usbdevfs_urb *urb_of(UMockdevIoctlData *d)
{
	return (struct usbdevfs_urb *)(void *)d->data;
}

static int on_submit(struct usb_printer *u, UMockdevIoctlClient *client,
		     UMockdevIoctlData *arg)
{
	UMockdevIoctlData *d = fetch(arg, 0, sizeof(struct usbdevfs_urb));
	const struct usbdevfs_urb *urb = d ? urb_of(d) : NULL;
	UMockdevIoctlData *b = NULL;
	struct usb_transfer *t;

	if (urb && urb->buffer_length > 0)
		b = fetch(d, offsetof(struct usbdevfs_urb, buffer),
			  (size_t)urb->buffer_length);
	if (!urb || (urb->buffer_length && !b)) {
		if (d)
			g_object_unref(d);
		return EFAULT;
	}
	t = mem_alloc(sizeof(*t));
	*t = (struct usb_transfer){
		.is_control = urb->type == USBDEVFS_URB_TYPE_CONTROL,
		.endpoint = urb->endpoint,
		.data = b ? b->data : NULL,
		.length = b ? (size_t)urb->buffer_length : 0,
		.client = client,
		.urb = d,
		.buffer = b,
	};
	usb_function_submit(&u->f, t);
	return 0;
}

static int on_discard(struct usb_printer *u, UMockdevIoctlClient *client,
		      UMockdevIoctlData *arg)
{
	unsigned long address;

	(void)client;
	memcpy(&address, arg->data, sizeof(address));
	for (struct usb_transfer *t = u->f.held; t; t = t->next) {
		UMockdevIoctlData *d = t->urb;

		if (d->client_addr != address)
			continue;
		usb_function_end(&u->f, t, -ENOENT);
		return 0;
	}
	return EINVAL;
}

static int on_reap(struct usb_printer *u, UMockdevIoctlClient *client,
		   UMockdevIoctlData *arg)
{
	struct usb_transfer *t = usb_function_collect(&u->f, client);
	UMockdevIoctlData *d;

	if (!t)
		return u->plugged ? EAGAIN : ENODEV;
	urb_of(t->urb)->status = t->status;
	urb_of(t->urb)->actual_length = (int)t->actual;
	d = fetch(arg, 0, sizeof(void *));
	if (d) {
		umockdev_ioctl_data_set_ptr(d, 0, t->urb);
		g_object_unref(d);
	}
	free_transfer(t);
	return d ? 0 : EFAULT;
}

static int on_capabilities(struct usb_printer *u, UMockdevIoctlClient *client,
			   UMockdevIoctlData *arg)
{
	const uint32_t caps = USBDEVFS_CAP_ZERO_PACKET |
			      USBDEVFS_CAP_BULK_CONTINUATION |
			      USBDEVFS_CAP_NO_PACKET_SIZE_LIM |
			      USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
	UMockdevIoctlData *d = fetch(arg, 0, sizeof(caps));

	(void)u;
	(void)client;
	if (!d)
		return EFAULT;
	memcpy(d->data, &caps, sizeof(caps));
	g_object_unref(d);
	return 0;
}

static int on_claim(struct usb_printer *u, UMockdevIoctlClient *client,
		    UMockdevIoctlData *arg)
{
	(void)arg;
	if (u->claimer && u->claimer != client)
		return EBUSY;
	u->claimer = client;
	return 0;
}

static int on_release(struct usb_printer *u, UMockdevIoctlClient *client,
		      UMockdevIoctlData *arg)
{
	(void)arg;
	if (u->claimer != client)
		return EINVAL;
	u->claimer = NULL;
	return 0;
}

static int on_clear_halt(struct usb_printer *u, UMockdevIoctlClient *client,
			 UMockdevIoctlData *arg)
{
	(void)client;
	(void)arg;
	u->clear_halts++;
	return 0;
}

/* No kernel driver is bound to it. */
static int on_driver(struct usb_printer *u, UMockdevIoctlClient *client,
		     UMockdevIoctlData *arg)
{
	(void)u;
	(void)client;
	(void)arg;
	return ENODATA;
}

static const struct {
	unsigned long request;
	int (*run)(struct usb_printer *u, UMockdevIoctlClient *client,
		   UMockdevIoctlData *arg);
	bool when_unplugged;
} requests[] = {
	{USBDEVFS_GET_CAPABILITIES, on_capabilities, false},
	{USBDEVFS_CLAIMINTERFACE, on_claim, false},
	{USBDEVFS_RELEASEINTERFACE, on_release, false},
	{USBDEVFS_GETDRIVER, on_driver, false},
	{USBDEVFS_IOCTL, on_driver, false},
	{USBDEVFS_CLEAR_HALT, on_clear_halt, false},
	{USBDEVFS_SUBMITURB, on_submit, false},
	{(unsigned long)USBDEVFS_DISCARDURB, on_discard, true},
	{USBDEVFS_REAPURB, on_reap, true},
	{USBDEVFS_REAPURBNDELAY, on_reap, true},
};

static gboolean on_ioctl(UMockdevIoctlBase *base, UMockdevIoctlClient *client,
			 gpointer ctx)
{
	struct usb_printer *u = ctx;
	UMockdevIoctlData *arg = umockdev_ioctl_client_get_arg(client);
	unsigned long request = umockdev_ioctl_client_get_request(client);
	int error = ENOTTY;

	(void)base;
	pthread_mutex_lock(&u->lock);
	for (size_t i = 0; i < ARRAY_LEN(requests); i++) {
		if (requests[i].request != request)
			continue;
		error = u->plugged || requests[i].when_unplugged
				? requests[i].run(u, client, arg)
				: ENODEV;
	}
	open_gate(u);
	pthread_mutex_unlock(&u->lock);
	u->changed(u->f.ctx);
	umockdev_ioctl_client_complete(client, error ? -1 : 0, error);
	return TRUE;
}

/* The program that had the device open closed it or died: what it submitted
 * has nobody to go to. */
static void on_gone(gpointer ctx, GObject *client)
{
	struct usb_printer *u = ctx;

	pthread_mutex_lock(&u->lock);
	drop(&u->f.held, client);
	drop(&u->f.done, client);
	if (u->claimer == client)
		u->claimer = NULL;
	open_gate(u);
	pthread_mutex_unlock(&u->lock);
	u->changed(u->f.ctx);
}

/* umockdev 0.17 never sends the signal "client-vanished"; the client's own end
 * is what can be watched. */
static void on_connected(UMockdevIoctlBase *base, UMockdevIoctlClient *client,
			 gpointer ctx)
{
	(void)base;
	g_object_weak_ref(G_OBJECT(client), on_gone, ctx);
}

/* ---- the cable ----------------------------------------------------------- */

static void describe(const struct usb_printer *u, struct buf *out)
{
	size_t n;
	const uint8_t *bytes = usb_function_descriptors(&n);

	buf_printf(out,
		   "P: /devices/pci0000:00/0000:00:14.0/usb1/1-1\n"
		   "E: DEVNAME=%s\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\n"
		   "E: BUSNUM=001\nE: DEVNUM=%03u\n"
		   "A: busnum=1\\n\nA: devnum=%u\\n\nA: speed=12\\n\n"
		   "A: bConfigurationValue=1\\n\nA: idVendor=1203\\n\n"
		   "A: idProduct=0272\\n\nH: descriptors=",
		   u->node, u->address, u->address);
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%02X", bytes[i]);
	buf_puts(out, "\n\n");
}

static int glib_failed(GError *error, struct err *e)
{
	err_set(e, ERR_IO, "umockdev: %s", error->message);
	g_error_free(error);
	return e->code;
}

int usb_printer_plug(struct usb_printer *u, struct err *e)
{
	AUTO(buf) struct buf text = BUF_INIT;
	GError *error = NULL;
	int rc;

	u->address = u->address < FIRST_ADDRESS || u->address >= LAST_ADDRESS
			     ? FIRST_ADDRESS
			     : u->address + 1;
	snprintf(u->node, sizeof(u->node), "/dev/bus/usb/001/%03u", u->address);
	pthread_mutex_lock(&u->lock);
	rc = usb_node_open(&u->pty, u->root, u->node, e);
	u->plugged = rc == 0;
	open_gate(u);
	pthread_mutex_unlock(&u->lock);
	if (rc < 0)
		return rc;
	/* Before the device can be seen: umockdev ends a program that opens a
	 * node to which nobody listens. */
	if (!umockdev_testbed_attach_ioctl(u->testbed, u->node, u->ioctls,
					   &error))
		return glib_failed(error, e);
	describe(u, &text);
	if (!umockdev_testbed_add_from_string(u->testbed, text.data, &error))
		return glib_failed(error, e);
	umockdev_testbed_uevent(u->testbed, SYSFS_PATH, "add");
	return 0;
}

void usb_printer_unplug(struct usb_printer *u)
{
	struct usb_node pty;

	if (!u->plugged)
		return;
	pthread_mutex_lock(&u->lock);
	u->plugged = false;
	u->claimer = NULL;
	u->f.hold = -1;
	u->f.stall = false;
	usb_function_end_all(&u->f, -ESHUTDOWN);
	pty = u->pty;
	u->pty = USB_NODE_NONE;
	pthread_mutex_unlock(&u->lock);
	usb_node_close(&pty);
	umockdev_testbed_uevent(u->testbed, SYSFS_PATH, "remove");
	/* Else the next attach asserts. */
	umockdev_testbed_detach_ioctl(u->testbed, u->node, NULL);
	umockdev_testbed_remove_device(u->testbed, SYSFS_PATH);
}

/* ---- the owner's side ---------------------------------------------------- */

/* A client that died in mid-ioctl leaves its connection to be closed with its
 * last reference, as it is; umockdev calls that critical each time. */
static void on_critical(const gchar *domain, GLogLevelFlags level,
			const gchar *text, gpointer ctx)
{
	if (!strstr(text, "Destroying IoctlClient with open stream"))
		g_log_default_handler(domain, level, text, ctx);
}

int usb_printer_new(struct usb_printer **ret, const char *serial,
		    const char *device_id, usb_out_fn *out,
		    void (*changed)(void *ctx), void *ctx, struct err *e)
{
	AUTO_PTR(usb_printer) struct usb_printer *u = mem_alloc(sizeof(*u));

	u->changed = changed;
	u->f.out = out;
	u->f.ctx = ctx;
	u->f.hold = -1;
	u->f.port_status = PORT_STATUS_WELL;
	u->pty = USB_NODE_NONE;
	pthread_mutex_init(&u->lock, NULL);
	if (!STR_COPY(u->f.serial, serial) ||
	    !STR_COPY(u->f.device_id, device_id))
		return err_set(e, ERR_USAGE, "serial number or id too long");
	g_log_set_handler(NULL, G_LOG_LEVEL_CRITICAL, on_critical, NULL);
	u->testbed = umockdev_testbed_new();
	u->root = umockdev_testbed_get_root_dir(u->testbed);
	u->ioctls = umockdev_ioctl_base_new();
	g_signal_connect(u->ioctls, "handle-ioctl", G_CALLBACK(on_ioctl), u);
	g_signal_connect(u->ioctls, "client-connected",
			 G_CALLBACK(on_connected), u);
	*ret = TAKE(u);
	return 0;
}

void usb_printer_free(struct usb_printer *u)
{
	if (!u)
		return;
	if (u->testbed) {
		usb_printer_unplug(u);
		g_object_unref(u->testbed);
		g_object_unref(u->ioctls);
	}
	drop(&u->f.held, NULL);
	drop(&u->f.done, NULL);
	buf_done(&u->f.in);
	g_free(u->root);
	pthread_mutex_destroy(&u->lock);
	free(u);
}

const char *usb_printer_root(const struct usb_printer *u)
{
	return u->root;
}

struct usb_function *usb_printer_lock(struct usb_printer *u)
{
	pthread_mutex_lock(&u->lock);
	return &u->f;
}

void usb_printer_unlock(struct usb_printer *u)
{
	usb_function_run(&u->f);
	open_gate(u);
	pthread_mutex_unlock(&u->lock);
}

struct usb_printer_state usb_printer_state(struct usb_printer *u)
{
	struct usb_printer_state s;

	pthread_mutex_lock(&u->lock);
	s = (struct usb_printer_state){
		.plugged = u->plugged,
		.claimed = u->claimer != NULL,
		.held = usb_function_is_held(&u->f),
		.bytes = u->f.bytes,
		.clear_halts = u->clear_halts,
	};
	pthread_mutex_unlock(&u->lock);
	return s;
}
