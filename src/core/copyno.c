/* copyno.c: see copyno.h. */
#include "core/copyno.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

static const struct {
	const char *text;
	char is;
} separators[] = {
	{",", ','},  {"，", ','}, {"、", ','}, {";", ','},
	{"；", ','}, {"-", '-'},  {"－", '-'}, {"—", '-'},
	{"～", '-'}, {"~", '-'},  {"至", '-'},
};

/* The separator at *p (advancing), 0 when there is none. */
static char separator(const char **p)
{
	for (size_t i = 0; i < ARRAY_LEN(separators); i++)
		if (str_starts(*p, separators[i].text)) {
			*p += strlen(separators[i].text);
			return separators[i].is;
		}
	return 0;
}

static bool add(struct copy_nos *l, const char *no)
{
	if (l->n == COPY_NOS_MAX)
		return false;
	return STR_COPY(l->no[l->n++], no);
}

static bool add_range(struct copy_nos *l, const char *from, const char *to)
{
	int64_t a, b;
	char no[COPY_NO_TEXT];

	if (strlen(from) != 6 || strlen(to) != 6)
		l->malformed = true;
	if (!str_to_int(from, 0, 999999, &a) ||
	    !str_to_int(to, 0, 999999, &b) || b < a || b - a >= COPY_NOS_MAX)
		return false;
	for (; a <= b; a++) {
		snprintf(no, sizeof(no), "%06d", (int)a);
		if (!add(l, no))
			return false;
	}
	return true;
}

bool copy_nos_parse(const char *text, struct copy_nos *ret)
{
	char from[COPY_NO_TEXT] = "", now[COPY_NO_TEXT];
	const char *p = text;

	memset(ret, 0, sizeof(*ret));
	if (str_eq(text, "none") || str_eq(text, "无")) {
		ret->none = true;
		ret->n = 1;
		return true;
	}
	while (*p) {
		size_t n = 0;
		char sep;

		while (*p == ' ')
			p++;
		while (str_is_digit(*p) && n + 1 < sizeof(now))
			now[n++] = *p++;
		now[n] = '\0';
		while (*p == ' ')
			p++;
		sep = separator(&p);
		if (!n || (!sep && *p))
			return false;
		if (n != 6)
			ret->malformed = true;
		if (from[0]) {
			if (sep == '-' || !add_range(ret, from, now))
				return false;
			from[0] = '\0';
		} else if (sep == '-') {
			STR_COPY(from, now);
			if (!*p)
				return false;
		} else if (!add(ret, now)) {
			return false;
		}
		if (sep == ',' && !*p)
			return false;
	}
	return ret->n > 0;
}
