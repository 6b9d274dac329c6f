/* catalogue.h: the reports there are, as one table; a new one is a row and a
 * file. */
#ifndef MUNIMENT_REPORT_CATALOGUE_H
#define MUNIMENT_REPORT_CATALOGUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "register/register.h"
#include "report/model.h"

struct catalogue_request {
	const char *name;
	int64_t as_of_s; /* 0: the last close of business */
	bool titles;
	const char *by; /* person who prints; NULL: nobody is named */
};

/* Makes a report, ready to be rendered. Reads only; may take a while for a
 * past moment. ERR_USAGE names the reports there are; ERR_NOT_FOUND: no such
 * person. */
int catalogue_make(struct report **ret, struct reg *r,
		   const struct catalogue_request *q,
		   struct err *e) WARN_UNUSED;

#endif
