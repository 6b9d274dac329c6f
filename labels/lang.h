/* lang.h: the languages that language.c lists, each defined in its own file.
 * For language.c and tests; everybody else asks language_find(). */
#ifndef MUNIMENT_LABELS_LANG_H
#define MUNIMENT_LABELS_LANG_H

#include "labels/language.h"

extern const struct language lang_tspl;

#endif
