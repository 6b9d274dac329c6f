/* uses: core base
 * Serials: the check character against published numbers, and what it
 * catches. */
#include "core/serial.h"

#include <string.h>

#include "base/str.h"
#include "tests/suite.h"

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const uint8_t some[SERIAL_RANDOM] = {0,	31, 7,	19, 4, 11,
					    23, 2,  30, 15, 8, 27};

/* Numbers that others issue under the same standard, ISO 7064 MOD 37,36: the
 * GRid standard 2.1 (IFPI) prints A1-2425G-ABC1234002-M as its example; ISAN
 * (ISO 15706) has B159-D8FA-0124-0000-K. */
static void published_numbers(void)
{
	CU_ASSERT_EQUAL(serial_check_char("A12425GABC1234002", 17), 'M');
	CU_ASSERT_EQUAL(serial_check_char("A1-2425G-ABC1234002-", 20), 'M');
	CU_ASSERT_EQUAL(serial_check_char("B159D8FA01240000", 16), 'K');
	CU_ASSERT_EQUAL(serial_check_char("B159-D8FA-0124-0000", 19), 'K');
	/* Nothing: p stays 36, and 36 + 1 is 1 modulo 36. */
	CU_ASSERT_EQUAL(serial_check_char("", 0), '1');
}

static void template_is_followed(void)
{
	char text[SERIAL_TEXT];

	CU_ASSERT_EQUAL(serial_make(text, "KK89K", some, 2025, 108, NULL), 0);
	CU_ASSERT_EQUAL(strlen(text), 31);
	CU_ASSERT_TRUE(str_starts(text, "KK89K-2Z9M6DR-4YHAV-2025-00108"));
	CU_ASSERT_TRUE(serial_is_ours(text));
	CU_ASSERT_TRUE(serial_is_acceptable(text));
	/* Grows, is not cut. */
	CU_ASSERT_EQUAL(serial_make(text, "AAAAA", some, 9999, 99999, NULL), 0);
	CU_ASSERT_EQUAL(strlen(text), 31);
	CU_ASSERT_EQUAL(serial_make(text, "AAAAA", some, 9999, 100000, NULL),
			0);
	CU_ASSERT_EQUAL(strlen(text), 32);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "-100000"));
	CU_ASSERT_TRUE(serial_is_ours(text));
	CU_ASSERT_EQUAL(
		serial_make(text, "AAAAA", some, 9999, 2147483647, NULL), 0);
	CU_ASSERT_TRUE(serial_is_ours(text));
}

static void bad_parts_are_refused(void)
{
	static const char *const stations[] = {"",	"ABCD",	 "ABCDEF",
					       "ABCDe", "AB-DE", "绝密"};
	uint8_t high[SERIAL_RANDOM] = {[SERIAL_RANDOM - 1] = 32};
	char text[SERIAL_TEXT] = "untouched";
	struct err e = ERR_INIT;

	for (size_t i = 0; i < ARRAY_LEN(stations); i++)
		CU_ASSERT_EQUAL(
			serial_make(text, stations[i], some, 2025, 1, &e),
			ERR_USAGE);
	CU_ASSERT_EQUAL(serial_make(text, "ABCDE", some, 999, 1, &e),
			ERR_USAGE);
	CU_ASSERT_EQUAL(serial_make(text, "ABCDE", some, 10000, 1, &e),
			ERR_USAGE);
	CU_ASSERT_EQUAL(serial_make(text, "ABCDE", some, 2025, -1, &e),
			ERR_INTERNAL);
	CU_ASSERT_EQUAL(serial_make(text, "ABCDE", high, 2025, 1, &e),
			ERR_INTERNAL);
	CU_ASSERT_STRING_EQUAL(text, "untouched");
}

/* The standard promises every single substitution to be caught. */
static void every_single_error_is_caught(void)
{
	char text[SERIAL_TEXT], wrong[SERIAL_TEXT];
	size_t n;

	CU_ASSERT_EQUAL_FATAL(serial_make(text, "KK89K", some, 2025, 108, NULL),
			      0);
	n = strlen(text);
	for (size_t i = 0; i < n; i++)
		for (const char *c = alphabet; *c; c++) {
			STR_COPY(wrong, text);
			wrong[i] = *c;
			CU_ASSERT_EQUAL(serial_is_ours(wrong), *c == text[i]);
			/* The arithmetic alone, whatever the shape says. */
			if (text[i] == '-' || *c == text[i])
				continue;
			CU_ASSERT_NOT_EQUAL(wrong[n - 1],
					    serial_check_char(wrong, n - 1));
		}
}

/* Nearly every swap of neighbours, too: a hybrid system misses few. */
static void swapped_neighbours_are_caught(void)
{
	unsigned swaps = 0, missed = 0;

	for (int running = 0; running < 2000; running++) {
		char text[SERIAL_TEXT];

		CU_ASSERT_EQUAL_FATAL(
			serial_make(text, "KK89K", some, 2025, running, NULL),
			0);
		for (size_t i = 0; text[i + 1]; i++) {
			char wrong[SERIAL_TEXT];

			if (text[i] == text[i + 1] || text[i] == '-' ||
			    text[i + 1] == '-')
				continue;
			STR_COPY(wrong, text);
			wrong[i] = text[i + 1];
			wrong[i + 1] = text[i];
			swaps++;
			missed += serial_is_ours(wrong);
		}
	}
	CU_ASSERT_TRUE(swaps > 20000);
	CU_ASSERT_TRUE(missed * 100 < swaps);
}

static void shape_is_checked(void)
{
	/* Right check characters on wrong shapes. */
	static const char *const shapes[] = {
		"KK89K-2Z9M6DR-4YHAV-2025-0010",
		"KK89-2Z9M6DR-4YHAV-2025-00108",
		"KK89K2Z9M6DR-4YHAV-2025-00108",
		"KK89K-2Z9M6DR-4YHAV-202A-00108",
		"KK89K-2Z9M6DR-4YHAV-2025-0010A",
		"KK89K-2Z9M6D0-4YHAV-2025-00108",
		"KK89K-2Z9M6DR-4YHIV-2025-00108",
		"KK89K-2Z9M6DR-4YHAV-2025-00108-",
		"-KK89K-2Z9M6DR-4YHAV-2025-00108",
		"",
	};

	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		char text[SERIAL_TEXT];
		size_t n = strlen(shapes[i]);

		STR_COPY(text, shapes[i]);
		text[n] = serial_check_char(text, n);
		text[n + 1] = '\0';
		CU_ASSERT_FALSE(serial_is_ours(text));
	}
	CU_ASSERT_FALSE(serial_is_ours("KK89K-LLS98YT-SS8CB-SSUT-SST108"));
	CU_ASSERT_FALSE(serial_is_ours(""));
	CU_ASSERT_FALSE(serial_is_ours("A-B-C-D-E-F-G-H-I-J-K-L-M-N-O-P-Q-R-S-"
				       "T-U-V-W-X-Y-Z"));
}

static void typed_text_is_brought_into_form(void)
{
	static const struct {
		const char *text, *expected; /* NULL: not acceptable */
	} typed[] = {
		{"KK89K-LLS98YT", "KK89K-LLS98YT"},
		{"kk89k-lls98yt", "KK89K-LLS98YT"},
		{"kk89K-llS98yt\r\n", "KK89K-LLS98YT"},
		{" \tKK89K ", "KK89K"},
		{"KK89K LLS", NULL},
		{"KK89K_LLS", NULL},
		{"KK89K－LLS", NULL},
		{"绝密", NULL},
		{"", NULL},
		{" \t", NULL},
		{"AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDD",
		 "AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDD"},
		{"AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDD", NULL},
	};

	for (size_t i = 0; i < ARRAY_LEN(typed); i++) {
		char text[SERIAL_TEXT] = "untouched";

		CU_ASSERT_EQUAL(serial_normalise(text, typed[i].text),
				typed[i].expected != NULL);
		CU_ASSERT_STRING_EQUAL(text, typed[i].expected
						     ? typed[i].expected
						     : "untouched");
	}
}

static void foreign_serials(void)
{
	CU_ASSERT_TRUE(serial_is_acceptable("KK89K-LLS98YT-SS8CB-SSUT-SST108"));
	CU_ASSERT_TRUE(serial_is_acceptable("A123"));
	CU_ASSERT_FALSE(serial_is_acceptable("A12"));
	CU_ASSERT_TRUE(
		serial_is_acceptable("A234567890123456789012345678901234"));
	CU_ASSERT_FALSE(
		serial_is_acceptable("A2345678901234567890123456789012345"));
	CU_ASSERT_FALSE(serial_is_acceptable("a123"));
	CU_ASSERT_FALSE(serial_is_acceptable("A 123"));
	CU_ASSERT_FALSE(serial_is_acceptable("-A123"));
	CU_ASSERT_FALSE(serial_is_acceptable("----"));
}

static const struct suite_test tests[] = {
	{"published numbers", published_numbers},
	{"the template is followed", template_is_followed},
	{"bad parts are refused", bad_parts_are_refused},
	{"every single error is caught", every_single_error_is_caught},
	{"swapped neighbours are caught", swapped_neighbours_are_caught},
	{"the shape is checked", shape_is_checked},
	{"typed text is brought into form", typed_text_is_brought_into_form},
	{"foreign serials", foreign_serials},
};
SUITE_MAIN("serial", tests)
