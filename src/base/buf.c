/* buf.c: see buf.h. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void buf_done(struct buf *b)
{
	free(b->data);
	memset(b, 0, sizeof(*b));
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->data)
		b->data[0] = '\0';
}

char *buf_reserve(struct buf *b, size_t n)
{
	if (b->size - b->len < n + 1 || !b->data) {
		size_t size = b->size ? b->size : 64;

		while (size < b->len + n + 1)
			size *= 2;
		b->data = mem_resize(b->data, size);
		b->size = size;
	}
	return b->data + b->len;
}

void buf_added(struct buf *b, size_t n)
{
	b->len += n;
	b->data[b->len] = '\0';
}

void buf_put(struct buf *b, const void *bytes, size_t n)
{
	char *to = buf_reserve(b, n);

	if (n)
		memcpy(to, bytes, n);
	buf_added(b, n);
}

void buf_puts(struct buf *b, const char *text)
{
	buf_put(b, text, strlen(text));
}

void buf_putc(struct buf *b, char c)
{
	buf_put(b, &c, 1);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	/* Most texts fit into this; a longer one is made twice. */
	enum { ROOM = 64 };
	char *to = buf_reserve(b, ROOM);
	size_t room = b->size - b->len;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(to, room, fmt, ap);
	va_end(ap);
	if (n > 0 && (size_t)n >= room) {
		to = buf_reserve(b, (size_t)n);
		va_start(ap, fmt);
		vsnprintf(to, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	buf_added(b, n > 0 ? (size_t)n : 0);
}

void buf_shift(struct buf *b, size_t n)
{
	if (!n)
		return;
	memmove(b->data, b->data + n, b->len - n);
	b->len -= n;
	b->data[b->len] = '\0';
}

const char *buf_text(const struct buf *b)
{
	return b->data ? b->data : "";
}

char *buf_take(struct buf *b)
{
	char *text = b->data ? b->data : mem_dup("");

	memset(b, 0, sizeof(*b));
	return text;
}

/* Bytes up to the first that is escaped. */
static size_t plain_length(const char *text)
{
	const char *p = text;

	while ((unsigned char)*p >= 0x20 && *p != '"' && *p != '\\' &&
	       *p != 0x7f)
		p++;
	return (size_t)(p - text);
}

static void put_escaped(struct buf *b, unsigned char c)
{
	static const char names[] = "btn\0fr"; /* 8, 9, 10, -, 12, 13 */

	if (c == '"' || c == '\\') {
		buf_putc(b, '\\');
		buf_putc(b, (char)c);
	} else if (c >= 8 && c <= 13 && c != 11) {
		buf_putc(b, '\\');
		buf_putc(b, names[c - 8]);
	} else {
		buf_printf(b, "\\u%04x", c);
	}
}

void buf_put_json_string(struct buf *b, const char *text)
{
	buf_putc(b, '"');
	while (*text) {
		size_t plain = plain_length(text);

		buf_put(b, text, plain);
		text += plain;
		if (*text)
			put_escaped(b, (unsigned char)*text++);
	}
	buf_putc(b, '"');
}
