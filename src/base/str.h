/* str.h: small helpers for UTF-8 text in fixed buffers. No allocation. */
#ifndef MUNIMENT_BASE_STR_H
#define MUNIMENT_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

static inline bool str_eq(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}
static inline bool str_empty(const char *s)
{
	return !s || !*s;
}

/* Copies text into a buffer of `size` bytes; false (and an empty buffer) when
 * it does not fit: nothing is ever cut silently. NULL counts as "". */
bool str_copy(char *dst, size_t size, const char *text);
#define STR_COPY(dst, text) str_copy((dst), sizeof(dst), (text))

bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);

/* Whole of text is a decimal number within [min, max]. */
bool str_to_int(const char *text, int64_t min, int64_t max, int64_t *ret);

/* Whole of text is 2*n hex digits; writes n bytes. */
bool str_to_hex(const char *text, uint8_t *ret, size_t n);
/* Writes 2*n lower-case digits and a NUL into dst. */
void str_from_hex(char *dst, const uint8_t *bytes, size_t n);

/* Whether the bytes are well-formed UTF-8 without NUL (RFC 3629: no
 * surrogates, no overlong forms, at most U+10FFFF). */
bool str_is_utf8(const char *s, size_t n);
/* Reads one code point and advances; U+FFFD (one byte on) when malformed, 0
 * at the end of the string. */
uint32_t str_next_utf8(const char **s);
/* Number of code points. */
size_t str_count_utf8(const char *s);
/* Columns that a terminal or a fixed grid needs: East Asian wide and
 * full-width code points count two. */
size_t str_columns(const char *s);
/* Drops an incomplete last sequence, as snprintf may leave one. */
void str_trim_utf8(char *s);

/* ASCII only; does not depend on the locale. */
char str_lower(char c);
char str_upper(char c);
bool str_is_digit(char c);
bool str_is_alnum(char c);
bool str_eq_nocase(const char *a, const char *b);

/* Levenshtein distance of two short ASCII words (up to 63 bytes): for "did
 * you mean". Longer words give 64. */
size_t str_distance(const char *a, const char *b);
/* A word is near what was typed when its distance is below this: half of its
 * letters wrong is another word. At most 4. */
size_t str_near(const char *typed);

#endif
