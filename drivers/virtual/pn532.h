/* pn532.h: a virtual PN532 chip (user manual UM0701-02): the commands that an
 * initiator needs, over a virtual field. Bytes of the serial line in, bytes
 * out; no descriptor, no time. */
#ifndef MUNIMENT_VIRTUAL_PN532_H
#define MUNIMENT_VIRTUAL_PN532_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "drivers/virtual/pn532_tags.h"

struct pn532;

struct pn532 *pn532_new(void);
void pn532_free(struct pn532 *p);
DEFINE_AUTO_PTR(pn532, pn532_free)

struct vfield *pn532_field(struct pn532 *p);
/* Power was lost: asleep, nothing selected. */
void pn532_power_on(struct pn532 *p);
/* What the host wrote; appends what the chip answers. */
void pn532_feed(struct pn532 *p, const void *bytes, size_t n, struct buf *out);

/* Makes the chip misbehave. Words and what the number means:
 *	mute		answers nothing at all, until "off"
 *	noack N		the next N commands are not acknowledged
 *	noreply N	the next N commands get no reply
 *	badlcs N	the next N replies have a wrong length checksum
 *	baddcs N	... a wrong data checksum
 *	error N		... are error frames
 *	partial N	the next reply stops after N bytes
 *	status N	the next data exchange ends with status byte N
 *	ats0 N		the next N selections give an answer to select of length
 *0 tear N		a tag is pulled away after N more page writes off
 *well again */
int pn532_fault(struct pn532 *p, const char *word, int64_t n,
		struct err *e) WARN_UNUSED;

struct pn532_counts {
	uint64_t commands, scans, exchanges, aborts;
};
const struct pn532_counts *pn532_counts(const struct pn532 *p);

#endif
