/* virtual_reader.h: a PN532 on a pseudo-terminal, which the real libnfc opens
 * as pn532_uart:LINK:115200. Unplugging takes the terminal away.
 *
 * A serial port that its last user closed comes back fresh, as a USB adapter's
 * does, so a killed driver leaves no lock (TIOCEXCL) behind: then and after
 * replugging there is a new terminal, and LINK points at it. */
#ifndef MUNIMENT_VIRTUAL_VIRTUAL_READER_H
#define MUNIMENT_VIRTUAL_VIRTUAL_READER_H

#include "base/err.h"
#include "base/loop.h"

struct virtual_reader;

/* Makes LINK (a symbolic link) and listens for commands at `control_path`:
 *	place UID [TYPE]    put a tag there (a known UID needs no type)
 *	remove UID          take it away
 *	clear               take all away
 *	field               list them
 *	dump UID            a tag's memory in hex
 *	poke UID HEX        overwrite its user memory
 *	unplug, replug      the reader
 *	fault WORD [N]      see pn532.h; `fault status` takes N in hex
 *	garbage N           N random bytes on the line
 *	stat                counters
 *	wait scans N        until the field was listed N times, counted from
 *	                    the first scan after the last `wait mark`
 *	wait mark           begins a count, at once
 */
int virtual_reader_new(struct virtual_reader **ret, struct loop *l,
		       const char *link, const char *control_path,
		       struct err *e) WARN_UNUSED;
void virtual_reader_free(struct virtual_reader *v);
DEFINE_AUTO_PTR(virtual_reader, virtual_reader_free)

#endif
