/* print.c: see print.h. */
#include "cli/print.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "cli/words.h"

void print_padded(FILE *out, const char *text, size_t columns)
{
	size_t have = str_columns(text);

	fputs(text, out);
	for (; have < columns; have++)
		fputc(' ', out);
}

void print_table(FILE *out, const char *const *cells, size_t columns,
		 size_t rows)
{
	AUTO_FREE size_t *width = mem_alloc((columns + 1) * sizeof(*width));

	for (size_t i = 0; i < columns * rows; i++) {
		size_t w = cells[i] ? str_columns(cells[i]) : 0;

		if (w > width[i % columns])
			width[i % columns] = w;
	}
	for (size_t i = 0; i < columns * rows; i++) {
		const char *cell = cells[i] ? cells[i] : "";

		if (i % columns + 1 == columns)
			fprintf(out, "%s\n", cell);
		else
			print_padded(out, cell, width[i % columns] + 2);
	}
}

void print_error(FILE *err, const struct err *e)
{
	fprintf(err, "muniment: %s", e->msg[0] ? e->msg : err_word(e->code));
	if (e->detail[0])
		fprintf(err, " (%s)", e->detail);
	fputc('\n', err);
}

/* ---- fields ------------------------------------------------------------- */

/* Field names of rows begin with that of their first column: knows, knows-how,
 * knows-at. Such a row is one line. A name with words of its own (label-owed
 * after label) begins a line, except in the rows of a document's copies. */
static bool is_same_row(const char *first, const char *key)
{
	size_t n = first ? strlen(first) : 0;

	return n && str_starts(key, first) && key[n] == '-' &&
	       (!word_is_field(key) || str_eq(first, "copy"));
}

/* "2025-09-30T17:30:00+08:00" is read as 2025-09-30 17:30; odd seconds stay. */
static void put_value(FILE *out, enum lang lang, const char *field,
		      const char *value)
{
	const char *dash = strrchr(field, '-');
	int64_t t;

	if (strlen(value) == TIME_TEXT - 1 && value[10] == 'T' &&
	    time_parse(value, 0, 0, &t)) {
		bool seconds = strncmp(value + 17, "00", 2) != 0;

		fprintf(out, "%.10s %.*s", value, seconds ? 8 : 5, value + 11);
		return;
	}
	/* "holds-state" holds what "state" does. */
	fputs(word_for_value(lang, dash ? dash + 1 : field, value), out);
}

void print_fields(FILE *out, enum lang lang, const struct kv_list *l)
{
	const char *first = NULL;
	size_t width = 0;

	for (size_t i = 0; i < l->n; i++) {
		size_t w = str_columns(word_for_field(lang, l->items[i].key));

		if (!is_same_row(first, l->items[i].key))
			first = l->items[i].key;
		else
			continue;
		width = w > width ? w : width;
	}
	first = NULL;
	for (size_t i = 0; i < l->n; i++) {
		const char *key = l->items[i].key;

		if (is_same_row(first, key)) {
			fputs("  ", out);
			put_value(out, lang, key, l->items[i].value);
			continue;
		}
		fprintf(out, "%s  ", i ? "\n" : "");
		print_padded(out,
			     str_eq(key, first) ? ""
						: word_for_field(lang, key),
			     width + 2);
		put_value(out, lang, key, l->items[i].value);
		first = key;
	}
	if (l->n)
		fputc('\n', out);
}

/* ---- answers ------------------------------------------------------------ */

void print_reason(FILE *to, enum lang lang, enum reason r, bool full)
{
	enum { CODE_COLUMNS = 20 };
	const char *source = reason_source(r);
	const char *lift = say(lang, reason_lift_zh(r), reason_lift_en(r));

	fputs("  ", to);
	print_padded(to, reason_code(r), CODE_COLUMNS);
	fprintf(to, " %s\n", say(lang, reason_zh(r), reason_en(r)));
	if (!full)
		return;
	if (!str_empty(source))
		fprintf(to, "  %*s %s%s\n", CODE_COLUMNS, "",
			say(lang, "依据：", "source: "), source);
	if (!str_empty(lift))
		fprintf(to, "  %*s %s%s\n", CODE_COLUMNS, "",
			say(lang, "解除：", "lifted by: "), lift);
}

static void print_reasons(FILE *to, enum lang lang,
			  const struct reason_set *set, bool refusals)
{
	for (enum reason r = reason_next(set, REASON_OK); r != REASON_OK;
	     r = reason_next(set, r))
		if (reason_refuses(r) == refusals)
			print_reason(to, lang, r, true);
}

static void print_head(FILE *to, enum lang lang, const struct verb *v,
		       const struct answer *a, const char *word)
{
	fprintf(to, "%s%s", word, say(lang, v->zh, v->name));
	if (a->seq)
		fprintf(to, "%s%" PRId64 "%s", say(lang, "（记录 ", " (entry "),
			a->seq, say(lang, "）", ")"));
	if (a->repeated)
		fputs(say(lang, "，此前已办，仍为原答复",
			  ", as answered before"),
		      to);
	fputc('\n', to);
}

void print_answer(FILE *out, FILE *err, enum lang lang, const struct verb *v,
		  const struct answer *a)
{
	if (a->rc == ERR_REFUSED) {
		print_head(err, lang, v, a,
			   say(lang, "不予办理：", "refused: "));
		print_reasons(err, lang, &a->reasons, true);
		/* Who has it, until when: for whoever may know. */
		print_fields(err, lang, &a->results);
		return;
	}
	if (a->rc < 0)
		return;
	print_head(out, lang, v, a, say(lang, "已办：", "done: "));
	print_fields(out, lang, &a->results);
	if (reason_next(&a->reasons, REASON_OK) == REASON_OK)
		return;
	/* Both may go to one terminal: keep their order. */
	fflush(out);
	fputs(say(lang, "注意：\n", "note:\n"), err);
	print_reasons(err, lang, &a->reasons, false);
}

void print_why(FILE *out, enum lang lang, const struct verb *v,
	       const struct answer *a)
{
	bool refused = a->rc == ERR_REFUSED;

	print_head(out, lang, v, a,
		   refused ? say(lang, "将不予办理：", "would be refused: ")
			   : say(lang, "可以办理：", "would be done: "));
	print_reasons(out, lang, &a->reasons, true);
	print_reasons(out, lang, &a->reasons, false);
	print_fields(out, lang, &a->results);
}
