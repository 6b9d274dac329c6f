/* virtual_printer.h: a TSPL label printer with a lid, paper and a cable.
 *
 * Only the driver may live in umockdev's world, so the printer writes a
 * program, `wrapper`, that starts muniment-driver there; a configuration names
 * it as the driver's program. Each virtual printer is a world of its own.
 */
#ifndef MUNIMENT_VIRTUAL_VIRTUAL_PRINTER_H
#define MUNIMENT_VIRTUAL_VIRTUAL_PRINTER_H

#include "base/err.h"
#include "base/loop.h"
#include "base/own.h"

struct virtual_printer;

struct virtual_printer_setup {
	const char *control; /* path of the control socket */
	const char *wrapper; /* path of the program to write */
	const char *driver;  /* path of muniment-driver, for the wrapper */
	const char *capture; /* every byte taken is appended to this file */
	const char *serial;  /* USB serial number */
	int print_ms;	     /* time that a label takes */
	int reset_ms;	     /* silence after a reset */
};

/* Commands at the control socket:
 *	lid open|close, paper out|in, ribbon out|in, pause on|off
 *	unplug, replug
 *	mute on|off         answers no query
 *	noise N             N bytes of nonsense before the next answer
 *	stall               the next transfer is refused
 *	hold N, release     takes N more bytes, then none until release
 *	stat                counters and state
 *	wait labels N | bytes N | queries N | resets N    until so many in all
 *	wait printing | idle | held | claimed | free
 */
int virtual_printer_new(struct virtual_printer **ret, struct loop *l,
			const struct virtual_printer_setup *setup,
			struct err *e) WARN_UNUSED;
void virtual_printer_free(struct virtual_printer *v);
DEFINE_AUTO_PTR(virtual_printer, virtual_printer_free)

#endif
