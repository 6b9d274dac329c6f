/* serial.h: a copy's serial number. Pure: the random part is given.
 *
 * The default template gives KK89K-LLS98YT-SS8CB-SSUT-SST108's shape, groups
 * of 5-7-5-4-6: registry code (5), random (7), random (5), year (4), running
 * number (5) and one ISO 7064 MOD 37,36 check character over all before it
 * (without the dashes). No level in it: that would go stale and leak.
 */
#ifndef MUNIMENT_CORE_SERIAL_H
#define MUNIMENT_CORE_SERIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { SERIAL_TEXT = 40, SERIAL_RANDOM = 12 };

/* station: 5 of A-Z 0-9. random: SERIAL_RANDOM values below 32, drawn by the
 * caller, shown in letters that cannot be mistaken (no I, O, 0, 1). year:
 * four digits. running: 0..99999; a greater one makes its group longer, it is
 * never cut. */
int serial_make(char ret[SERIAL_TEXT], const char *station,
		const uint8_t random[SERIAL_RANDOM], int year, int running,
		struct err *e) WARN_UNUSED;

/* ISO 7064 MOD 37,36 (hybrid system) over A-Z 0-9; other characters are
 * passed over. */
char serial_check_char(const char *text, size_t n);
/* Whether text is one of ours with a right check character. Foreign serials
 * are accepted elsewhere as they are. */
bool serial_is_ours(const char *text);
/* A scanned or typed text as it may stand for a serial: blanks around it
 * dropped, case-swapped or lower-case letters made upper. False when it is
 * empty, holds anything but A-Z 0-9 and dashes or is longer than a serial can
 * be. */
bool serial_normalise(char ret[SERIAL_TEXT], const char *text);
/* Whether a foreign serial can be taken: 4 to 34 of A-Z, 0-9 and dashes, the
 * first no dash (a word that begins with one is an option). */
bool serial_is_acceptable(const char *text);

#endif
