/* str.c: see str.h. */
#include "base/str.h"

#include <string.h>

bool str_copy(char *dst, size_t size, const char *text)
{
	size_t n = text ? strlen(text) : 0;

	if (n >= size) {
		if (size)
			dst[0] = '\0';
		return false;
	}
	if (n)
		memcpy(dst, text, n);
	dst[n] = '\0';
	return true;
}

bool str_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), k = strlen(suffix);

	return n >= k && memcmp(s + n - k, suffix, k) == 0;
}

bool str_to_int(const char *text, int64_t min, int64_t max, int64_t *ret)
{
	int64_t v = 0;
	bool negative = false;

	if (!text)
		return false;
	if (*text == '-') {
		negative = true;
		text++;
	}
	if (!*text)
		return false;
	for (; *text; text++) {
		if (!str_is_digit(*text))
			return false;
		if (__builtin_mul_overflow(v, (int64_t)10, &v) ||
		    __builtin_add_overflow(v, (int64_t)(*text - '0'), &v))
			return false;
	}
	if (negative)
		v = -v;
	if (v < min || v > max)
		return false;
	*ret = v;
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = str_lower(c);
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

bool str_to_hex(const char *text, uint8_t *ret, size_t n)
{
	if (strlen(text) != 2 * n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int hi = hex_digit(text[2 * i]);
		int lo = hex_digit(text[2 * i + 1]);

		if (hi < 0 || lo < 0)
			return false;
		ret[i] = (uint8_t)(hi << 4 | lo);
	}
	return true;
}

void str_from_hex(char *dst, const uint8_t *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		dst[2 * i] = digits[bytes[i] >> 4];
		dst[2 * i + 1] = digits[bytes[i] & 15];
	}
	dst[2 * n] = '\0';
}

/* Length of the well-formed sequence at s (n bytes left), 0 when malformed. */
static size_t sequence(const unsigned char *s, size_t n, uint32_t *ret)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	uint32_t c = s[0];
	size_t len = c < 0x80	? 1
		     : c < 0xc0 ? 0
		     : c < 0xe0 ? 2
		     : c < 0xf0 ? 3
		     : c < 0xf8 ? 4
				: 0;

	if (!len || len > n)
		return 0;
	if (len > 1)
		c &= 0x7fU >> len;
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3fU);
	}
	if (c < least[len] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	*ret = c;
	return len;
}

bool str_is_utf8(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	uint32_t c;

	while (n) {
		size_t len = sequence(p, n, &c);

		if (!len || c == 0)
			return false;
		p += len;
		n -= len;
	}
	return true;
}

uint32_t str_next_utf8(const char **s)
{
	uint32_t c;
	size_t len;

	if (!**s)
		return 0;
	len = sequence((const unsigned char *)*s, strlen(*s), &c);
	if (!len) {
		(*s)++;
		return 0xfffd;
	}
	*s += len;
	return c;
}

size_t str_count_utf8(const char *s)
{
	size_t n = 0;

	while (str_next_utf8(&s))
		n++;
	return n;
}

size_t str_columns(const char *s)
{
	/* East Asian Width W and F, the blocks that occur in such texts
	 * (Unicode 15, EastAsianWidth.txt). U+2605 is Ambiguous but is drawn
	 * wide by CJK fonts and terminals. */
	static const struct {
		uint32_t from, to;
	} wide[] = {
		{0x1100, 0x115f},   {0x2605, 0x2606}, {0x2e80, 0x303e},
		{0x3041, 0x33ff},   {0x3400, 0x4dbf}, {0x4e00, 0x9fff},
		{0xa000, 0xa4cf},   {0xac00, 0xd7a3}, {0xf900, 0xfaff},
		{0xfe30, 0xfe6f},   {0xff00, 0xff60}, {0xffe0, 0xffe6},
		{0x20000, 0x3fffd},
	};
	size_t n = 0;
	uint32_t c;

	while ((c = str_next_utf8(&s))) {
		n++;
		for (size_t i = 0; i < ARRAY_LEN(wide); i++)
			if (c >= wide[i].from && c <= wide[i].to)
				n++;
	}
	return n;
}

void str_trim_utf8(char *s)
{
	size_t n = strlen(s), back = 0;
	uint32_t c;

	while (back < 3 && back < n &&
	       ((unsigned char)s[n - 1 - back] & 0xc0) == 0x80)
		back++;
	if (back < n && ((unsigned char)s[n - 1 - back] & 0x80) &&
	    sequence((unsigned char *)s + n - 1 - back, back + 1, &c) !=
		    back + 1)
		s[n - 1 - back] = '\0';
}

char str_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

char str_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool str_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool str_is_alnum(char c)
{
	c = str_lower(c);
	return str_is_digit(c) || (c >= 'a' && c <= 'z');
}

bool str_eq_nocase(const char *a, const char *b)
{
	while (*a && str_lower(*a) == str_lower(*b)) {
		a++;
		b++;
	}
	return str_lower(*a) == str_lower(*b);
}

size_t str_distance(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), row[65];

	if (n > 63 || m > 63)
		return 64;
	for (size_t j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[m];
}

size_t str_near(const char *typed)
{
	size_t n = strlen(typed) / 2 + 1;

	return n < 4 ? n : 4;
}
