/* devices.h: a reader or printer as the service sees it: a child process that
 * speaks docs/protocol.md. Here it is started, asked whether it still lives,
 * killed when it does not, and started again with back-off. What its messages
 * mean for files and labels is its user's (doors.h, jobs.h).
 */
#ifndef MUNIMENT_SERVE_DEVICES_H
#define MUNIMENT_SERVE_DEVICES_H

#include "base/loop.h"
#include "base/proto.h"
#include "labels/language.h"
#include "serve/conf.h"
#include "serve/events.h"

enum device_state {
	DEVICE_STARTING, /* the driver runs and has not found its device */
	DEVICE_READY,
	DEVICE_LOST,	   /* the driver runs, the device is not there */
	DEVICE_RESTARTING, /* the driver ended or was killed */
	DEVICE_FAILED,	   /* its settings can never work: not restarted */
};

struct device;

/* Who uses a device. Callbacks run in the loop and may send. */
struct device_user {
	/* Every message but hello and pong; state and status are already
	 * entered. */
	void (*on_message)(void *ctx, const struct proto_msg *m);
	/* The driver is gone: what was under way with it is over. Once for
	 * each of its lives. */
	void (*on_down)(void *ctx);
	void *ctx;
};

/* Starts the driver. conf and events are borrowed. */
struct device *device_new(struct loop *l, const struct conf *conf,
			  const struct conf_device *mine, struct events *events,
			  const struct device_user *user);
/* Tells the driver to end by closing its line, and kills it. on_down is not
 * called. */
void device_free(struct device *d);
DEFINE_AUTO_PTR(device, device_free)

const struct conf_device *device_conf(const struct device *d);
enum device_state device_state(const struct device *d);
const char *device_state_word(enum device_state s);
/* A printer's last status; PRINTER_OFFLINE unless the device is ready. */
enum printer_state device_status(const struct device *d);

/* To send: proto_put() into device_out(), then device_flush(). NULL while
 * there is no driver. */
struct buf *device_out(struct device *d);
void device_flush(struct device *d);

/* Appends one JSON object (docs/api.md, GET /v1/devices). */
void device_put_json(const struct device *d, struct buf *out);

#endif
