/* err.c: see err.h. Only formatting lives here. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

static const struct {
	int code;
	const char *word;
	int exit_status;
} codes[] = {
	{0, "ok", 0},
	{ERR_INTERNAL, "internal", 1},
	{ERR_USAGE, "usage", 2},
	{ERR_REFUSED, "refused", 3},
	{ERR_NOT_FOUND, "not-found", 4},
	{ERR_UNREACHABLE, "unreachable", 5},
	{ERR_IO, "io", 1},
	{ERR_CORRUPT, "corrupt", 1},
	{ERR_FULL, "full", 1},
	{ERR_BUSY, "busy", 1},
	{ERR_TIMEOUT, "timeout", 5},
	{ERR_GONE, "gone", 5},
	{ERR_UNSUPPORTED, "unsupported", 1},
};

__attribute__((format(printf, 5, 0))) static int fill(struct err *e, int code,
						      const char *file,
						      int line, const char *fmt,
						      va_list ap)
{
	if (!e)
		return code;
	e->code = code;
	e->file = file;
	e->line = line;
	e->detail[0] = '\0';
	vsnprintf(e->msg, sizeof(e->msg), fmt, ap);
	str_trim_utf8(e->msg);
	return code;
}

int err_set_(struct err *e, int code, const char *file, int line,
	     const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fill(e, code, file, line, fmt, ap);
	va_end(ap);
	return code;
}

int err_errno_(struct err *e, int code, const char *file, int line,
	       const char *fmt, ...)
{
	int saved = errno;
	va_list ap;

	if (saved == ENOSPC || saved == EDQUOT)
		code = ERR_FULL;
	va_start(ap, fmt);
	fill(e, code, file, line, fmt, ap);
	va_end(ap);
	if (e)
		snprintf(e->detail, sizeof(e->detail), "%s", strerror(saved));
	return code;
}

int err_detail(struct err *e, const char *fmt, ...)
{
	va_list ap;

	if (!e)
		return ERR_INTERNAL;
	va_start(ap, fmt);
	vsnprintf(e->detail, sizeof(e->detail), fmt, ap);
	va_end(ap);
	str_trim_utf8(e->detail);
	return e->code;
}

int err_prefix(struct err *e, const char *fmt, ...)
{
	char where[256], old[sizeof(e->msg)];
	va_list ap;

	if (!e)
		return ERR_INTERNAL;
	va_start(ap, fmt);
	vsnprintf(where, sizeof(where), fmt, ap);
	va_end(ap);
	memcpy(old, e->msg, sizeof(old));
	if (snprintf(e->msg, sizeof(e->msg), "%s: %s", where, old) < 0)
		e->msg[0] = '\0';
	str_trim_utf8(e->msg);
	return e->code;
}

const char *err_word(int code)
{
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i].code == code)
			return codes[i].word;
	return "internal";
}

int err_from_word(const char *word)
{
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (word && strcmp(codes[i].word, word) == 0)
			return codes[i].code;
	return ERR_INTERNAL;
}

int err_exit_status(int code)
{
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i].code == code)
			return codes[i].exit_status;
	return 1;
}
