/* checkpoint.h: a thread that folds SQLite's log back into the register, so
 * that no command waits for it. PASSIVE while there is work, TRUNCATE once
 * the writer has been idle for a while. */
#ifndef MUNIMENT_SERVE_CHECKPOINT_H
#define MUNIMENT_SERVE_CHECKPOINT_H

#include <stddef.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/own.h"

struct checkpoint;
/* Opens a connection of its own. */
int checkpoint_new(struct checkpoint **ret, const char *register_path,
		   struct clock clock, struct err *e) WARN_UNUSED;
/* Ends the thread; waits for a checkpoint in progress. NULL is fine. */
void checkpoint_free(struct checkpoint *c);
DEFINE_AUTO_PTR(checkpoint, checkpoint_free)
/* From any thread: so many commands were written. Never waits. */
void checkpoint_nudge(struct checkpoint *c, size_t commands);

#endif
