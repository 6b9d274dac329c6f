/* log.c: see log.h. The program's name and level are the one piece of state
 * that is not passed down: a log that needs an argument is not written. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct {
	const char *program;
	enum log_level most;
} log_state = {"muniment", LOG_NOTICE};

void log_open(const char *program, enum log_level most)
{
	log_state.program = program;
	log_state.most = most;
}

void log_line(enum log_level level, const char *fmt, ...)
{
	static const char *const words[] = {"error", "warning", "notice",
					    "debug"};
	char line[1200], stamp[32] = "";
	struct timespec t;
	struct tm tm;
	va_list ap;
	int n;

	if (level > log_state.most)
		return;
	clock_gettime(CLOCK_REALTIME, &t);
	if (localtime_r(&t.tv_sec, &tm))
		strftime(stamp, sizeof(stamp), "%Y-%m-%d %H:%M:%S", &tm);
	n = snprintf(line, sizeof(line), "%s.%03ld %s[%d] %s: ", stamp,
		     t.tv_nsec / 1000000, log_state.program, (int)getpid(),
		     words[level]);
	va_start(ap, fmt);
	vsnprintf(line + n, sizeof(line) - (size_t)n - 1, fmt, ap);
	va_end(ap);
	n = (int)strlen(line);
	line[n++] = '\n';
	/* One write a line, so that lines of several processes never mix. A
	 * log that cannot be written must not stop the register. */
	if (write(2, line, (size_t)n) < 0)
		return;
}

void log_err(enum log_level level, const char *context, const struct err *e)
{
	log_line(level, "%s: %s (%s%s%s:%d)", context, e->msg, e->detail,
		 e->detail[0] ? "; " : "", e->file ? e->file : "?", e->line);
}

const char *log_quoted(char *dst, size_t size, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	size_t k = 0;

	for (size_t i = 0; i < n && i < 60 && k + 5 < size; i++) {
		if (p[i] >= 0x20 && p[i] < 0x7f && p[i] != '\\')
			dst[k++] = (char)p[i];
		else
			k += (size_t)snprintf(dst + k, size - k, "\\x%02x",
					      p[i]);
	}
	dst[k] = '\0';
	return dst;
}
