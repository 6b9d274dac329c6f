/* serial.c: see serial.h. */
#include "core/serial.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

/* The order is the standard's: a character's place is its value. */
static const char check_alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char random_alphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/* The groups of the default template, without dashes. The last may be longer:
 * a running number above 99999 is never cut. */
static const struct group {
	size_t length;
	const char *alphabet;
	bool may_grow;
} groups[] = {
	{5, check_alphabet, false},  {7, random_alphabet, false},
	{5, random_alphabet, false}, {4, "0123456789", false},
	{6, check_alphabet, true}, /* digits, then the check character */
};

enum { STATION_LEN = 5, RANDOM_FIRST = 7, FOREIGN_MIN = 4, FOREIGN_MAX = 34 };

static bool is_of(char c, const char *alphabet)
{
	return c && strchr(alphabet, c);
}

char serial_check_char(const char *text, size_t n)
{
	unsigned p = 36;

	for (size_t i = 0; i < n; i++) {
		const char *at = is_of(text[i], check_alphabet)
					 ? strchr(check_alphabet, text[i])
					 : NULL;

		if (!at)
			continue;
		p = (p + (unsigned)(at - check_alphabet)) % 36;
		p = (p ? p : 36) * 2 % 37;
	}
	/* p + check must be 1 modulo 36 */
	return check_alphabet[(37 - p) % 36];
}

int serial_make(char ret[SERIAL_TEXT], const char *station,
		const uint8_t random[SERIAL_RANDOM], int year, int running,
		struct err *e)
{
	char letters[SERIAL_RANDOM + 1] = {0};
	char text[SERIAL_TEXT];
	int n;

	if (strlen(station) != STATION_LEN ||
	    strspn(station, check_alphabet) != STATION_LEN)
		return err_set(e, ERR_USAGE,
			       "registry code \"%s\": expected %d of A-Z and "
			       "0-9",
			       station, STATION_LEN);
	if (year < 1000 || year > 9999)
		return err_set(e, ERR_USAGE,
			       "serial's year %d: expected four digits", year);
	if (running < 0)
		return err_set(e, ERR_INTERNAL, "serial's running number %d",
			       running);
	for (size_t i = 0; i < SERIAL_RANDOM; i++) {
		if (random[i] >= sizeof(random_alphabet) - 1)
			return err_set(e, ERR_INTERNAL,
				       "serial's random value %u, expected "
				       "below 32",
				       random[i]);
		letters[i] = random_alphabet[random[i]];
	}
	n = snprintf(text, sizeof(text) - 1, "%s-%.*s-%s-%d-%05d", station,
		     RANDOM_FIRST, letters, letters + RANDOM_FIRST, year,
		     running);
	if (n < 0 || (size_t)n >= sizeof(text) - 1)
		return err_set(e, ERR_INTERNAL, "serial longer than %zu",
			       sizeof(text) - 2);
	text[n] = serial_check_char(text, (size_t)n);
	text[n + 1] = '\0';
	memcpy(ret, text, (size_t)n + 2);
	return 0;
}

bool serial_is_ours(const char *text)
{
	size_t n = strlen(text);
	const char *p = text;

	if (n >= SERIAL_TEXT)
		return false;
	for (size_t g = 0; g < ARRAY_LEN(groups); g++) {
		size_t length = strspn(p, groups[g].alphabet);

		if (length < groups[g].length ||
		    (length > groups[g].length && !groups[g].may_grow))
			return false;
		p += length;
		if (*p != (g + 1 < ARRAY_LEN(groups) ? '-' : '\0'))
			return false;
		p += *p == '-';
	}
	/* The running number is all digits. */
	for (p = strrchr(text, '-') + 1; p < text + n - 1; p++)
		if (!str_is_digit(*p))
			return false;
	return text[n - 1] == serial_check_char(text, n - 1);
}

bool serial_normalise(char ret[SERIAL_TEXT], const char *text)
{
	static const char blanks[] = " \t\r\n";
	char copy[SERIAL_TEXT] = {0};
	size_t n;

	text += strspn(text, blanks);
	n = strlen(text);
	while (n && is_of(text[n - 1], blanks))
		n--;
	if (!n || n >= sizeof(copy))
		return false;
	for (size_t i = 0; i < n; i++) {
		copy[i] = str_upper(text[i]);
		if (copy[i] != '-' && !is_of(copy[i], check_alphabet))
			return false;
	}
	memcpy(ret, copy, n + 1);
	return true;
}

bool serial_is_acceptable(const char *text)
{
	size_t n = strlen(text);

	if (n < FOREIGN_MIN || n > FOREIGN_MAX || text[0] == '-')
		return false;
	for (size_t i = 0; i < n; i++)
		if (text[i] != '-' && !is_of(text[i], check_alphabet))
			return false;
	return true;
}
