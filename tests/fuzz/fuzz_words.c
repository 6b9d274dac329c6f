/* fuzz_words.c: the small texts that stand on paper or come from a keyboard or
 * a scanner: marks, lists of copy numbers and of days, serials. What could be
 * read must read the same when it is written out.
 * uses: core base */
#include <string.h>

#include "base/own.h"
#include "core/copyno.h"
#include "core/days.h"
#include "core/mark.h"
#include "core/serial.h"
#include "tests/fuzz/fuzz.h"

static void try_mark(const char *text)
{
	char written[MARK_TEXT];
	struct mark m = {0}, again = {0};
	enum reason r = mark_parse(text, &m);

	if (r != REASON_OK && r != W_TERM_DEFAULT)
		return;
	mark_format(written, &m);
	MUST(mark_parse(written, &again) == r);
	MUST(again.level == m.level && again.term.kind == m.term.kind);
	MUST(again.term.n == m.term.n);
	MUST(!strcmp(again.term.condition, m.term.condition));
	(void)mark_exceeds_cap(&m, (struct date){2024, 2, 29});
	(void)mark_last_day(&m, (struct date){2024, 2, 29}, &again.term.date);
}

static void try_lists(const char *text)
{
	struct copy_nos nos = {0};
	struct days days = {0};

	if (copy_nos_parse(text, &nos)) {
		MUST(nos.n <= COPY_NOS_MAX);
		for (size_t i = 0; i < nos.n; i++)
			MUST(strlen(nos.no[i]) < COPY_NO_TEXT);
	}
	if (days_parse(text, &days))
		MUST(days.n <= DAYS_MAX);
}

static void try_serial(const char *text)
{
	char serial[SERIAL_TEXT], again[SERIAL_TEXT];

	if (!serial_normalise(serial, text))
		return;
	MUST(serial_normalise(again, serial) && !strcmp(again, serial));
	MUST(!serial_is_ours(serial) || serial_is_acceptable(serial));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO_FREE char *text = mem_dupn((const char *)data, size);

	try_mark(text);
	try_lists(text);
	try_serial(text);
	return 0;
}
