/* control.h: the socket by which tests and people work a virtual device: put a
 * badge on the reader, open the lid. One command a connection: a line in,
 * `ok` or `err CODE TEXT` and further lines out, then it is closed.
 */
#ifndef MUNIMENT_VIRTUAL_CONTROL_H
#define MUNIMENT_VIRTUAL_CONTROL_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/loop.h"

struct control;

/* Carries out a command: 0 with text in `answer`, an error, or CONTROL_LATER:
 * asked again by control_changed(). */
enum { CONTROL_LATER = 1 };
typedef int control_fn(void *ctx, char *const *words, size_t n,
		       struct buf *answer, struct err *e);

/* Listens at `path` (removed first, mode 0600). */
int control_new(struct control **ret, struct loop *l, const char *path,
		control_fn *command, void *ctx, struct err *e) WARN_UNUSED;
void control_free(struct control *c);
DEFINE_AUTO_PTR(control, control_free)
/* Something changed: those who wait are asked again. */
void control_changed(struct control *c);

/* The other side: sends a command and waits for its answer (without the `ok`
 * line). Returns 0, the device's error, or ERR_TIMEOUT. */
int control_call(const char *path, char *const *words, size_t n, int timeout_ms,
		 struct buf *answer, struct err *e) WARN_UNUSED;

#endif
