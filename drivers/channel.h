/* channel.h: a driver's end of the connection with the service.
 *
 * Frames and unframes the messages of docs/protocol.md, answers `ping`, ends
 * on `quit` and on end of file. Everything else is handed to the driver. One
 * thread: a driver that does not come back here does not answer `ping`, and
 * that is how the service notices a hung device library.
 */
#ifndef MUNIMENT_DRIVERS_CHANNEL_H
#define MUNIMENT_DRIVERS_CHANNEL_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/own.h"
#include "base/proto.h"

struct channel;

/* The descriptors are borrowed and may be the same one. */
struct channel *channel_new(int in_fd, int out_fd);
void channel_free(struct channel *c);
DEFINE_AUTO_PTR(channel, channel_free)

/* Whether the service has gone or said `quit`: the driver must end. */
bool channel_is_over(const struct channel *c);

/* Waits until the service wrote, one of `fds` (n of them, at most
 * CHANNEL_FDS_MAX) is ready, or time is up; fills their revents. A negative
 * time-out waits without end. A signal may end the wait early. */
enum { CHANNEL_FDS_MAX = 30 };
void channel_wait(struct channel *c, struct pollfd *fds, size_t n,
		  int64_t timeout_ms);

/* The next message meant for the driver: 1 with *ret (free it with
 * proto_msg_done), or 0 when there is none now or the channel is over. */
int channel_take(struct channel *c, struct proto_msg *ret) WARN_UNUSED;

/* Sends a message: pairs of key and value, ended by a NULL key; a NULL value
 * leaves its key out. Blocks while the service does not read. */
#define channel_send(c, ...)                                                   \
	do {                                                                   \
		proto_put(channel_out(c), __VA_ARGS__);                        \
		channel_flush(c);                                              \
	} while (0)
struct buf *channel_out(struct channel *c);
void channel_flush(struct channel *c);

/* Answers a message with `failed word=... code=... text=... [id=...]`. */
void channel_fail(struct channel *c, const struct proto_msg *m,
		  const struct err *e);
/* The same for a word that this driver does not know or cannot do. */
void channel_unsupported(struct channel *c, const struct proto_msg *m);

#endif
