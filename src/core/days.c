/* days.c: see days.h. */
#include "core/days.h"

#include <string.h>

#include "base/str.h"

static bool one_day(const char **p, struct date *ret)
{
	char text[DATE_TEXT];

	if (strnlen(*p, 10) < 10)
		return false;
	memcpy(text, *p, 10);
	text[10] = '\0';
	*p += 10;
	return date_parse(text, ret);
}

bool days_parse(const char *text, struct days *ret)
{
	const char *p = text;

	ret->n = 0;
	while (*p) {
		struct date from, to;

		if (!one_day(&p, &from))
			return false;
		to = from;
		if (str_starts(p, "..")) {
			p += 2;
			if (!one_day(&p, &to) || date_compare(to, from) < 0)
				return false;
		}
		for (; date_compare(from, to) <= 0;
		     from = date_add_days(from, 1)) {
			if (ret->n == DAYS_MAX)
				return false;
			ret->day[ret->n++] = from;
		}
		if (*p == ',') {
			p++;
			if (!*p)
				return false;
		} else if (*p) {
			return false;
		}
	}
	return true;
}
