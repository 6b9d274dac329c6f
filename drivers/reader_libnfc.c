/* reader_libnfc.c: a reader through libnfc. The only file that knows libnfc,
 * and the place of its traps:
 *
 * - It can abort, crash or hang: this is a process of its own, and the service
 *   watches it. nfc_initiator_poll_target waits without end and is never used.
 * - It takes no lock on a serial port: we do (flock for ourselves, TIOCEXCL
 *   against other programs).
 * - Its configuration files and environment are not asked, and no port is ever
 *   searched: it opens the one connstring it is given.
 * - nfc_exit on any context clears its driver list: one context per process,
 *   made once, never freed before the end.
 * - A listing that failed can say 0 tags: nfc_device_get_last_error decides.
 */
#include "drivers/reader_libnfc.h"

#include <errno.h>
#include <fcntl.h>
#include <nfc/nfc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"
#include "drivers/reader.h"

enum {
	COMMAND_TIMEOUT_MS = 300, /* never 0: that waits for ever */
	PORT_MAX = 100,		  /* libnfc copies a port into 128 bytes */
	TYPE2_READ = 0x30,
	TYPE2_WRITE = 0xa2,
};

struct libnfc_reader {
	const char *connstring; /* borrowed */
	char port[PORT_MAX];	/* empty for USB */
	int port_fd;		/* holds the lock; -1 */
	nfc_context *context;
	nfc_device *device;
};

static const nfc_modulation type_a = {NMT_ISO14443A, NBR_106};

/* ---- the lock ----------------------------------------------------------- */

static int lock_port(struct libnfc_reader *r, struct err *e)
{
	if (!r->port[0])
		return 0;
	r->port_fd = open(r->port, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (r->port_fd < 0)
		return err_errno(e,
				 errno == EBUSY	   ? ERR_BUSY
				 : errno == EACCES ? ERR_IO
						   : ERR_NOT_FOUND,
				 "the reader's port %s cannot be opened: "
				 "is it plugged in?",
				 r->port);
	if (flock(r->port_fd, LOCK_EX | LOCK_NB) < 0)
		return err_errno(e, ERR_BUSY,
				 "another program drives the reader at %s",
				 r->port);
	return 0;
}

static void unlock_port(struct libnfc_reader *r)
{
	if (r->port_fd < 0)
		return;
	ioctl(r->port_fd, TIOCNXCL);
	close(r->port_fd);
	r->port_fd = -1;
}

/* ---- errors ------------------------------------------------------------- */

/* Codes after which the reader itself is well: the tag left or refused. */
static bool concerns_tag(int nfc_code)
{
	return nfc_code == NFC_ERFTRANS || nfc_code == NFC_ETGRELEASED ||
	       nfc_code == NFC_EMFCAUTHFAIL || nfc_code == NFC_ECHIP;
}

static int fail(struct libnfc_reader *r, int nfc_code, struct err *e)
{
	if (concerns_tag(nfc_code))
		return err_set(e, ERR_IO, "the tag does not answer");
	if (nfc_code == NFC_ETIMEOUT)
		return err_set(e, ERR_TIMEOUT, "the reader does not answer");
	err_set(e, ERR_GONE, "the reader is not there any more");
	return err_detail(e, "libnfc %d: %s", nfc_code,
			  nfc_strerror(r->device));
}

/* ---- struct reader_io ---------------------------------------------------- */

static void reader_close(void *dev)
{
	struct libnfc_reader *r = dev;

	if (r->device)
		nfc_close(r->device);
	r->device = NULL;
	unlock_port(r);
}

static int configure(struct libnfc_reader *r, struct err *e)
{
	/* Without RATS in the selection no answer to select is parsed, which
	 * is where libnfc crashes on one of length 0; a UID is all we need. */
	static const struct {
		nfc_property property;
		bool value;
	} properties[] = {
		{NP_INFINITE_SELECT, false},
		{NP_AUTO_ISO14443_4, false},
		{NP_EASY_FRAMING, true},
	};
	int rc = nfc_initiator_init(r->device);

	for (size_t i = 0; rc >= 0 && i < ARRAY_LEN(properties); i++)
		rc = nfc_device_set_property_bool(
			r->device, properties[i].property, properties[i].value);
	return rc < 0 ? fail(r, rc, e) : 0;
}

static int reader_open(void *dev, struct err *e)
{
	struct libnfc_reader *r = dev;
	int rc = lock_port(r, e);

	if (rc < 0)
		return rc;
	r->device = nfc_open(r->context, r->connstring);
	if (!r->device)
		return err_set(e, ERR_UNREACHABLE, "no reader answers at %s",
			       r->connstring);
	/* After libnfc's own open: it would be shut out, too. */
	if (r->port_fd >= 0 && ioctl(r->port_fd, TIOCEXCL) < 0)
		return err_errno(e, ERR_IO,
				 "the reader's port %s cannot be kept from "
				 "other programs",
				 r->port);
	return configure(r, e);
}

static const char *reader_describe(void *dev)
{
	struct libnfc_reader *r = dev;

	return nfc_device_get_name(r->device);
}

static int reader_hangup_fd(void *dev)
{
	struct libnfc_reader *r = dev;

	return r->port_fd;
}

static int reader_scan(void *dev, struct reader_tag *ret, size_t max,
		       struct err *e)
{
	struct libnfc_reader *r = dev;
	nfc_target found[READER_TAGS_MAX];
	int n, last;

	n = nfc_device_set_property_bool(r->device, NP_ACTIVATE_FIELD, false);
	if (n >= 0)
		n = nfc_device_set_property_bool(r->device, NP_ACTIVATE_FIELD,
						 true);
	if (n < 0)
		return fail(r, n, e);
	n = nfc_initiator_list_passive_targets(
		r->device, type_a, found,
		max < READER_TAGS_MAX ? max : READER_TAGS_MAX);
	last = nfc_device_get_last_error(r->device);
	if (n < 0 || (last < 0 && !concerns_tag(last)))
		return fail(r, n < 0 ? n : last, e);
	for (int i = 0; i < n; i++) {
		const nfc_iso14443a_info *a = &found[i].nti.nai;

		memset(&ret[i], 0, sizeof(ret[i]));
		ret[i].uid_len = a->szUidLen < READER_UID_BYTES
					 ? a->szUidLen
					 : READER_UID_BYTES;
		memcpy(ret[i].uid, a->abtUid, ret[i].uid_len);
		memcpy(ret[i].atqa, a->abtAtqa, sizeof(ret[i].atqa));
		ret[i].sak = a->btSak;
	}
	return n;
}

static int reader_select(void *dev, const struct reader_tag *t, struct err *e)
{
	struct libnfc_reader *r = dev;
	nfc_target found;
	int rc;

	/* The tag is halted by the listing: only a new field wakes it. */
	rc = nfc_device_set_property_bool(r->device, NP_ACTIVATE_FIELD, false);
	if (rc >= 0)
		rc = nfc_device_set_property_bool(r->device, NP_ACTIVATE_FIELD,
						  true);
	if (rc < 0)
		return fail(r, rc, e);
	rc = nfc_initiator_select_passive_target(r->device, type_a, t->uid,
						 t->uid_len, &found);
	if (rc == 0)
		return err_set(e, ERR_IO, "the tag left the reader");
	return rc < 0 ? fail(r, rc, e) : 0;
}

static int reader_read(void *dev, uint8_t page, uint8_t ret[READER_READ_BYTES],
		       struct err *e)
{
	struct libnfc_reader *r = dev;
	const uint8_t command[] = {TYPE2_READ, page};
	int n = nfc_initiator_transceive_bytes(
		r->device, command, sizeof(command), ret, READER_READ_BYTES,
		COMMAND_TIMEOUT_MS);

	if (n < 0)
		return fail(r, n, e);
	if (n != READER_READ_BYTES)
		return err_set(e, ERR_IO, "the tag gives half a page");
	return 0;
}

static int reader_write(void *dev, uint8_t page,
			const uint8_t bytes[NDEF_PAGE_BYTES], struct err *e)
{
	struct libnfc_reader *r = dev;
	uint8_t command[2 + NDEF_PAGE_BYTES] = {TYPE2_WRITE, page};
	uint8_t reply[READER_READ_BYTES];
	int n;

	memcpy(command + 2, bytes, NDEF_PAGE_BYTES);
	n = nfc_initiator_transceive_bytes(r->device, command, sizeof(command),
					   reply, sizeof(reply),
					   COMMAND_TIMEOUT_MS);
	return n < 0 ? fail(r, n, e) : 0;
}

static const struct reader_io libnfc_io = {
	.open = reader_open,
	.close = reader_close,
	.describe = reader_describe,
	.hangup_fd = reader_hangup_fd,
	.scan = reader_scan,
	.select = reader_select,
	.read = reader_read,
	.write = reader_write,
};

/* ---- the driver ---------------------------------------------------------- */

static const struct {
	const char *prefix;
	bool is_serial;
} transports[] = {
	{"pn532_uart:", true}, {"arygon:", true},      {"acr122s:", true},
	{"pn53x_usb:", false}, {"acr122_usb:", false},
};

/* "pn532_uart:/dev/ttyUSB0:115200" -> "/dev/ttyUSB0" */
static int parse_device(struct libnfc_reader *r, struct err *e)
{
	const char *port, *end;
	size_t i = 0;

	while (i < ARRAY_LEN(transports) &&
	       !str_starts(r->connstring, transports[i].prefix))
		i++;
	if (i == ARRAY_LEN(transports))
		return err_set(e, ERR_USAGE,
			       "device=%s does not begin with pn532_uart:, "
			       "arygon:, acr122s:, pn53x_usb: or acr122_usb:",
			       r->connstring);
	if (!transports[i].is_serial)
		return 0;
	port = r->connstring + strlen(transports[i].prefix);
	end = strchr(port, ':');
	if (!end || strchr(end + 1, ':') || end == port ||
	    (size_t)(end - port) >= sizeof(r->port))
		return err_set(e, ERR_USAGE,
			       "device=%s is not of the form driver:PORT:SPEED "
			       "with a port of at most %d bytes and no ':'",
			       r->connstring, PORT_MAX - 1);
	memcpy(r->port, port, (size_t)(end - port));
	return 0;
}

static int run(struct channel *c, const struct driver_args *args, struct err *e)
{
	struct libnfc_reader r = {.port_fd = -1};
	int rc;

	r.connstring = driver_arg(args, "device");
	if (str_empty(r.connstring))
		return err_set(e, ERR_USAGE, "device= is missing");
	rc = parse_device(&r, e);
	if (rc < 0)
		return rc;
	unsetenv("LIBNFC_DEFAULT_DEVICE");
	unsetenv("LIBNFC_DEVICE");
	setenv("LIBNFC_AUTO_SCAN", "false", 1);
	setenv("LIBNFC_INTRUSIVE_SCAN", "false", 1);
	nfc_init(&r.context);
	if (!r.context)
		return err_set(e, ERR_INTERNAL, "libnfc does not start");
	rc = reader_run(c, &libnfc_io, &r, e);
	nfc_exit(r.context);
	return rc;
}

static const char *const keys[] = {"device", NULL};

static const struct driver_usb_id usb_ids[] = {
	{.model = "NXP PN533", .vendor = 0x04cc, .product = 0x2533},
	{.model = "NXP PN531", .vendor = 0x04cc, .product = 0x0531},
	{.model = "SCM SCL3711", .vendor = 0x04e6, .product = 0x5591},
	{.model = "SCM SCL3712", .vendor = 0x04e6, .product = 0x5594},
	{.model = "ASK LoGO", .vendor = 0x1fd3, .product = 0x0608},
	{.model = "ACS ACR122U", .vendor = 0x072f, .product = 0x2200},
	{.model = "ACS Touchatag", .vendor = 0x072f, .product = 0x90cc},
	{0},
};

const struct driver reader_libnfc = {
	.name = "reader_libnfc",
	.class = "reader",
	/* libnfc has no call for a reader's light or buzzer. */
	.feedback = "none",
	.keys = keys,
	.usb_ids = usb_ids,
	.run = run,
};
