/* copyno.h: copy numbers (份号), six digits (公文处理工作条例; GB/T 9704-2012
 * §7.2.1), and lists of them as a clerk writes them. */
#ifndef MUNIMENT_CORE_COPYNO_H
#define MUNIMENT_CORE_COPYNO_H

#include <stdbool.h>
#include <stddef.h>

enum { COPY_NO_TEXT = 16, COPY_NOS_MAX = 200 };

struct copy_nos {
	char no[COPY_NOS_MAX][COPY_NO_TEXT];
	size_t n;
	bool none;	/* "none": the paper bears no number (practice.md 12) */
	bool malformed; /* some number is not of six digits (E_COPY_NO) */
};

/* "000012", "000012,000013", "000012-000015"; the Chinese comma 、 or ， and
 * ～ or 至 for a range are taken, too. False when the list cannot be read at
 * all or is longer than COPY_NOS_MAX; numbers of a wrong length set
 * `malformed` instead, which is a matter for the rules. */
bool copy_nos_parse(const char *text, struct copy_nos *ret);

#endif
