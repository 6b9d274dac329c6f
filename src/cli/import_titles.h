/* import_titles.h: what the columns and values of a registry's own sheets mean
 * to the register. Data, and the small conversions that a hand-kept sheet
 * needs: dates as people write them, full-width digits, Chinese words. */
#ifndef MUNIMENT_CLI_IMPORT_TITLES_H
#define MUNIMENT_CLI_IMPORT_TITLES_H

#include <stdbool.h>

#include "base/buf.h"
#include "core/verbs.h"

enum title_kind {
	TITLE_UNKNOWN,
	TITLE_ARG,    /* an argument of the verb */
	TITLE_COPIES, /* 份数: must agree with the copy numbers */
	TITLE_UNKEPT, /* known, but not kept by the register */
};

/* What a column's title means for a verb; *ret_arg for TITLE_ARG. */
enum title_kind title_find(const struct verb *v, const char *title,
			   const struct arg_spec **ret_arg);

/* Appends a cell's text as the argument's type expects it: blanks around it
 * are dropped; what cannot be mended is left for the check of its form. */
void title_convert(struct buf *to, const struct arg_spec *a, const char *cell);

#endif
