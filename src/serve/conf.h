/* conf.h: the service's configuration file.
 *
 *	# a comment
 *	key = value
 *	[printer NAME]
 *	key = value
 *	[reader NAME]
 *	key = value
 *
 * examples/muniment.conf shows every key; conf_keys.c is the table of them.
 * Reading reports every bad line at once, each as FILE:LINE: what was found
 * and what was expected.
 */
#ifndef MUNIMENT_SERVE_CONF_H
#define MUNIMENT_SERVE_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/own.h"
#include "labels/media.h"

enum {
	CONF_PATH = 256,
	CONF_WORD = 128,
	CONF_NAME = 32,
	CONF_UIDS_MAX = 32,
	CONF_DEVICES_MAX = 32,
};

/* How patient the service is with a driver; milliseconds. */
struct conf_watch {
	int64_t ping;	       /* between two pings */
	int64_t silence;       /* no pong for so long: killed */
	int64_t restart_first; /* back-off, doubled at each failure ... */
	int64_t restart_most;  /* ... up to this */
	int64_t healthy;       /* and reset after so long a life */
};

enum conf_kind { CONF_READER, CONF_PRINTER };

/* `door =` of a reader that stands at no door. */
#define CONF_NO_DOOR "none"

struct conf_device {
	enum conf_kind kind;
	char name[CONF_NAME];
	int line;		 /* of its [section] */
	char program[CONF_PATH]; /* "": conf.driver */
	char driver[CONF_WORD];	 /* DRIVER word of docs/protocol.md */
	/* readers */
	char device[CONF_PATH]; /* libnfc's connstring */
	char door[CONF_NAME];	/* as the register knows it; "": the name;
				 * CONF_NO_DOOR: a counter's reader */
	/* printers */
	char language[CONF_WORD];
	char usb[CONF_WORD];
	struct label_media media;
};

struct conf {
	char register_path[CONF_PATH];
	char socket_path[CONF_PATH];
	char socket_group[CONF_WORD];	  /* "": the service's own */
	char driver[CONF_PATH];		  /* muniment-driver */
	char reporter[CONF_PATH];	  /* muniment-report */
	unsigned counters[CONF_UIDS_MAX]; /* uids that may say --as */
	size_t n_counters;
	struct conf_watch watch;
	struct conf_device devices[CONF_DEVICES_MAX];
	size_t n_devices;
	int zone; /* minutes east of UTC: the register's, once it is open */
};

/* Reads `path`. `program_dir` is where the running binary lies: programs that
 * the file does not name are looked for there, then in ../libexec/muniment.
 * ERR_NOT_FOUND: no such file; ERR_USAGE: `complaints` holds a line for each
 * fault, each ended by a newline. */
int conf_read(struct conf **ret, const char *path, const char *program_dir,
	      struct buf *complaints, struct err *e) WARN_UNUSED;
/* The same for text in memory; `path` only stands in the complaints. */
int conf_parse(struct conf **ret, const char *path, const char *text,
	       const char *program_dir, struct buf *complaints,
	       struct err *e) WARN_UNUSED;
void conf_free(struct conf *c);
DEFINE_AUTO_PTR(conf, conf_free)

#endif
