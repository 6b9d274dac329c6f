/* line.h: the service's end of a driver's line: messages of base/proto.h over
 * a non-blocking stream socket, on the loop. It knows framing and nothing of
 * what the messages mean. */
#ifndef MUNIMENT_SERVE_LINE_H
#define MUNIMENT_SERVE_LINE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/loop.h"
#include "base/proto.h"

struct line_user {
	/* ERR_CORRUPT, with a reason, when the peer has said something that
	 * it must not. */
	int (*on_message)(void *ctx, const struct proto_msg *m, struct err *e);
	/* Once: the peer closed its end (ERR_GONE), or did not speak the
	 * protocol (ERR_CORRUPT). The line is closed already. */
	void (*on_broken)(void *ctx, int code, const char *reason);
	void *ctx;
};

/* Zeroed memory with fd -1 is a closed line. Callbacks may close it. */
struct line {
	int fd;
	struct loop_fd *watch;
	struct buf in, out;
	struct line_user user;
};

/* `fd` becomes the line's (also on failure). */
int line_open(struct line *l, struct loop *loop, int fd,
	      const struct line_user *user, struct err *e) WARN_UNUSED;
/* Twice is fine. No callback. */
void line_close(struct line *l);
void line_done(struct line *l);
bool line_is_open(const struct line *l);
/* Takes in all that has arrived by now: the last words of a peer that is known
 * to be dead, or what we had no time for. */
void line_drain(struct line *l);
/* Sends what was put into out, now or when there is room. */
void line_flush(struct line *l);

#endif
