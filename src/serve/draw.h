/* draw.h: one label from the register to a printer's bytes, on a worker:
 * fields read, picture drawn, read back by another program's decoder,
 * translated. No byte of a picture that does not give its serial goes out. */
#ifndef MUNIMENT_SERVE_DRAW_H
#define MUNIMENT_SERVE_DRAW_H

#include "base/buf.h"
#include "base/crypto.h"
#include "serve/conf.h"
#include "serve/workers.h"

struct drawing {
	struct work work; /* first; its rc and err say how it went */
	char label[48];	  /* SERIAL/N */
	const struct conf_device *printer; /* borrowed */
	/* The label's state in the register at that moment. ERR_NOT_FOUND
	 * when there is no such label. */
	char state[16];
	struct buf body, commit;
	char hash[CRYPTO_HASH_HEX + 1];		    /* of the picture */
	void (*done)(void *ctx, struct drawing *d); /* freed after it */
	void *ctx;
};

/* `done` runs in the loop. ERR_BUSY or ERR_UNREACHABLE: not begun, `done` is
 * not called. */
int draw_start(struct workers *workers, const char *label,
	       const struct conf_device *printer,
	       void (*done)(void *ctx, struct drawing *d), void *ctx,
	       struct err *e) WARN_UNUSED;

#endif
