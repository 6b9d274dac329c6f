/* press.h: one printer printing one label, exactly once.
 *
 *	IDLE -> DRAWING -> BODY -> ENTERING -> COMMIT -> RECORDING -> IDLE
 *
 * Before the print command is sent any failure puts the label back in line.
 * It is sent only when its label-commit is on disk. From then on there are
 * two ends, label-printed or label-uncertain, and the label is never sent
 * again, whatever dies.
 */
#ifndef MUNIMENT_SERVE_PRESS_H
#define MUNIMENT_SERVE_PRESS_H

#include "serve/jobs.h"

struct press;
/* Starts the printer's driver. setup is copied; jobs and mine are borrowed. */
struct press *press_new(const struct jobs_setup *setup, struct jobs *jobs,
			const struct conf_device *mine);
void press_free(struct press *p);
DEFINE_AUTO_PTR(press, press_free)

/* Something may be waiting for it. */
void press_wake(struct press *p);
/* Gives up this label if it is in its hands and not yet committed. */
void press_cancel(struct press *p, const char *label);
const struct device *press_device(const struct press *p);
/* The label in its hands, or NULL, and what is being done with it. */
const char *press_label(const struct press *p, const char **ret_step);

#endif
