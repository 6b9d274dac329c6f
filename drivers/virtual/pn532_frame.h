/* pn532_frame.h: the PN532's frames on its serial line (user manual UM0701-02,
 * 6.2.1), as the chip sees them: commands in, acknowledges and replies out.
 * Pure. */
#ifndef MUNIMENT_VIRTUAL_PN532_FRAME_H
#define MUNIMENT_VIRTUAL_PN532_FRAME_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { PN532_DATA_MAX = 300 };

enum pn532_input {
	PN532_MORE,    /* nothing whole yet */
	PN532_COMMAND, /* *ret and *ret_n: the command code and what follows */
	PN532_ABORT,   /* an acknowledge from the host ends a running command */
	PN532_REPEAT,  /* a negative one asks for the last reply again */
	PN532_WAKEUP,  /* the 0x55 preamble */
};

/* Takes the next input out of `in`; damaged frames are dropped, as by the
 * chip. */
enum pn532_input pn532_frame_take(struct buf *in, uint8_t ret[PN532_DATA_MAX],
				  size_t *ret_n);

void pn532_frame_put_ack(struct buf *out);
void pn532_frame_put_error(struct buf *out);

/* Ways in which a reply can be wrong, for tests. */
enum pn532_damage { PN532_INTACT, PN532_BAD_LENGTH_SUM, PN532_BAD_DATA_SUM };
/* The reply to a command: its code plus one, then n bytes (at most 253). */
void pn532_frame_put_reply(struct buf *out, uint8_t command,
			   const uint8_t *data, size_t n,
			   enum pn532_damage damage);

#endif
