/* proto.c: see proto.h. */
#include "base/proto.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

void proto_msg_done(struct proto_msg *m)
{
	free(m->bytes);
	m->bytes = NULL;
	m->n_bytes = 0;
}

const char *proto_get(const struct proto_msg *m, const char *key)
{
	for (size_t i = 0; i < m->n_keys; i++)
		if (str_eq(m->keys[i].key, key))
			return m->keys[i].value;
	return NULL;
}

int64_t proto_get_int(const struct proto_msg *m, const char *key, int64_t min,
		      int64_t max, int64_t otherwise)
{
	int64_t v;

	if (!str_to_int(proto_get(m, key), min, max, &v))
		return otherwise;
	return v;
}

/* %XX in place; false when malformed or when it would hide a NUL. */
static bool decode(char *s)
{
	char *to = s;
	uint8_t byte;

	for (; *s; s++) {
		if (*s == '%') {
			char hex[3] = {0};

			memcpy(hex, s + 1, strnlen(s + 1, 2));
			if (!str_to_hex(hex, &byte, 1) || !byte)
				return false;
			*to++ = (char)byte;
			s += 2;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
	return true;
}

static bool is_word(const char *s, size_t max)
{
	size_t n = strlen(s);

	if (!n || n >= max)
		return false;
	for (; *s; s++)
		if (!str_is_alnum(*s) && *s != '-' && *s != '_')
			return false;
	return true;
}

static int parse_line(struct proto_msg *m, struct err *e)
{
	char *save = NULL;
	char *word = strtok_r(m->text, " ", &save);

	if (!word || !is_word(word, sizeof(m->word)))
		return err_set(e, ERR_CORRUPT, "line without a word");
	STR_COPY(m->word, word);
	for (char *p; (p = strtok_r(NULL, " ", &save));) {
		char *eq = strchr(p, '=');

		if (!eq || m->n_keys == PROTO_KEYS_MAX)
			return err_set(e, ERR_CORRUPT,
				       "line %s: a key without a value, or "
				       "more than %d keys",
				       m->word, PROTO_KEYS_MAX);
		*eq = '\0';
		/* %XX could spell what a line may not: test what it gives. */
		if (!is_word(p, PROTO_WORD_MAX) || !decode(eq + 1) ||
		    !str_is_utf8(eq + 1, strlen(eq + 1)))
			return err_set(e, ERR_CORRUPT,
				       "line %s: malformed key or value",
				       m->word);
		m->keys[m->n_keys].key = p;
		m->keys[m->n_keys++].value = eq + 1;
	}
	return 0;
}

int proto_take(struct buf *in, struct proto_msg *ret, struct err *e)
{
	const char *end = in->len ? memchr(in->data, '\n', in->len) : NULL;
	size_t n = end ? (size_t)(end - in->data) : in->len;
	int64_t bytes = 0;
	int rc;

	if (n >= PROTO_LINE_MAX)
		return err_set(e, ERR_CORRUPT, "line longer than %d bytes",
			       PROTO_LINE_MAX);
	if (!end)
		return 0;
	memset(ret, 0, offsetof(struct proto_msg, text));
	ret->bytes = NULL;
	ret->n_bytes = 0;
	if (!str_is_utf8(in->data, n))
		return err_set(e, ERR_CORRUPT, "line is not UTF-8 text");
	memcpy(ret->text, in->data, n);
	ret->text[n] = '\0';
	rc = parse_line(ret, e);
	if (rc < 0)
		return rc;
	if (proto_get(ret, "bytes")) {
		bytes = proto_get_int(ret, "bytes", 0, PROTO_BYTES_MAX, -1);
		if (bytes < 0)
			return err_set(e, ERR_CORRUPT,
				       "line %s: bytes= is not within 0..%d",
				       ret->word, PROTO_BYTES_MAX);
		if (in->len - n - 1 < (size_t)bytes)
			return 0;
		ret->bytes = mem_alloc((size_t)bytes);
		ret->n_bytes = (size_t)bytes;
		memcpy(ret->bytes, in->data + n + 1, (size_t)bytes);
	}
	buf_shift(in, n + 1 + (size_t)bytes);
	return 1;
}

static void put_pairs(struct buf *out, const char *word, va_list ap)
{
	const char *key, *value;

	buf_puts(out, word);
	while ((key = va_arg(ap, const char *))) {
		value = va_arg(ap, const char *);
		if (!value)
			continue;
		buf_printf(out, " %s=", key);
		for (; *value; value++) {
			unsigned char c = (unsigned char)*value;

			if (c < 0x21 || c == 0x7f || c == '%' || c == '=')
				buf_printf(out, "%%%02X", c);
			else
				buf_putc(out, *value);
		}
	}
}

void proto_put(struct buf *out, const char *word, ...)
{
	va_list ap;

	va_start(ap, word);
	put_pairs(out, word, ap);
	va_end(ap);
	buf_putc(out, '\n');
}

void proto_put_bytes(struct buf *out, const void *bytes, size_t n,
		     const char *word, ...)
{
	va_list ap;

	va_start(ap, word);
	put_pairs(out, word, ap);
	va_end(ap);
	buf_printf(out, " bytes=%zu\n", n);
	buf_put(out, bytes, n);
}
