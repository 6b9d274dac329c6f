/* doors.h: a reader at a cabinet's door: taps go to the writer, the answer
 * comes back as a signal at the reader; identifiers are written on new tags.
 */
#ifndef MUNIMENT_SERVE_DOORS_H
#define MUNIMENT_SERVE_DOORS_H

#include "base/loop.h"
#include "serve/conf.h"
#include "serve/devices.h"
#include "serve/events.h"
#include "serve/writer.h"

struct door;

struct door_setup { /* all borrowed */
	struct loop *loop;
	const struct conf *conf;
	struct writer *writer;
	struct events *events;
	int64_t session_s; /* policy door.session-seconds */
};

/* Starts the reader's driver. */
struct door *door_new(const struct door_setup *setup,
		      const struct conf_device *mine);
/* After the writer has stopped and its results were delivered. */
void door_free(struct door *d);
DEFINE_AUTO_PTR(door, door_free)

const struct device *door_device(const struct door *d);

/* Writes a new random identifier on the tag in the reader's field. `done` runs
 * once in the loop, at once on failure: `ident` (32 hex digits) when it is on
 * the tag, else NULL and why. One at a time: ERR_BUSY. */
void door_write_tag(struct door *d, const char *uid, bool overwrite,
		    void (*done)(void *ctx, const char *ident,
				 const struct err *e),
		    void *ctx);

#endif
