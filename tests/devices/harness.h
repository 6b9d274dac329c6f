/* harness.h: what the device tests stand on: a virtual device, the real driver
 * opening it with the real library, and the driver's socket in our hands.
 *
 * Nothing sleeps: every step awaits an event, at most RIG_TIMEOUT_MS. Helpers
 * that return bool print what came instead when they return false.
 */
#ifndef MUNIMENT_TESTS_HARNESS_H
#define MUNIMENT_TESTS_HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"

enum { RIG_TIMEOUT_MS = 15000, RIG_LOG_LINES = 200, RIG_PATH = 64 };

struct rig {
	char dir[RIG_PATH]; /* of this test alone; short, as libnfc wants it */
	char control[RIG_PATH + 16], wrapper[RIG_PATH + 16];
	char capture[RIG_PATH + 16], link[RIG_PATH + 16];
	bool is_printer;
	pid_t device, driver; /* 0: not running */
	int device_in;	      /* its end ends the device */
	int fd;		      /* to the driver; -1 */
	struct buf in, log;   /* log: every message, a line each */
};

/* Starts the virtual device and its driver; the words are further arguments of
 * muniment-virtual, ended by NULL. */
bool rig_start_reader(struct rig *r);
bool rig_start_printer(struct rig *r, ...) __attribute__((sentinel));
/* Ends both and removes the files. False when the driver did not end well. */
bool rig_stop(struct rig *r);

bool rig_start_driver(struct rig *r);
/* A driver with arguments of one's own (ended by NULL) for this device. */
bool rig_start_driver_with(struct rig *r, ...) __attribute__((sentinel));
/* Closes the driver's socket. */
void rig_hang_up(struct rig *r);
/* Waits for the driver's end; its wait status. */
bool rig_await_exit(struct rig *r, int *ret_status);

void rig_send(struct rig *r, const char *line);
/* The line gets its bytes=N. */
void rig_send_bytes(struct rig *r, const char *line, const void *bytes,
		    size_t n);

/* Reads messages until one has the first word of `want` and all its key=value
 * words. Others are passed over (rig_said() finds them). */
bool rig_await(struct rig *r, const char *want);
/* The same within a time of one's own. */
bool rig_await_within(struct rig *r, const char *want, int timeout_ms);
/* How often such a message came so far. */
unsigned rig_said(struct rig *r, const char *want);
/* Value of a key of the last message of that word, or "". Borrowed until the
 * next call. */
const char *rig_last(struct rig *r, const char *word, const char *key);

/* A command to the virtual device; false when it answers an error. */
bool rig_ctl(struct rig *r, const char *command);
/* Its answer, borrowed until the next call; "" on error. */
const char *rig_ask(struct rig *r, const char *command);
/* A number out of `stat`, or -1. */
long rig_stat(struct rig *r, const char *key);
/* The bytes the printer took, without status queries and resets. */
void rig_captured(struct rig *r, struct buf *ret);

/* ---- labels -------------------------------------------------------------- */

#define RIG_COMMIT "PRINT 1,1\r\n"
enum {
	RIG_LABEL_BYTES = 12000, /* 50 x 30 mm at 203 dpi */
	RIG_LARGE_BYTES = 60000, /* more than one transfer */
};
/* A printer whose labels take print_ms, up to `status state=ready`. */
bool rig_start_ready(struct rig *r, const char *print_ms);
/* A label of pseudo-random dots, without the bytes of an immediate command. */
void rig_make_body(struct buf *b, size_t bytes);
void rig_send_body(struct rig *r, const char *job, size_t bytes);
void rig_send_commit(struct rig *r, const char *job);
/* A whole label, up to `printed`. */
bool rig_print(struct rig *r, const char *job);
/* Whether so many labels came out whole, so many half, and none is to come. */
bool rig_came_out(struct rig *r, long labels, long spoilt);

#endif
