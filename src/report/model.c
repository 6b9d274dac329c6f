/* model.c: see model.h. */
#include "report/model.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

struct report *report_new(const char *name, const char *title, bool titles)
{
	struct report *r = mem_alloc(sizeof(*r));
	char **const texts[] = {&r->unit,	&r->station,	&r->as_of,
				&r->printed_at, &r->printed_by, &r->note};

	r->name = mem_dup(name);
	r->title = mem_dup(title);
	r->titles = titles;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		*texts[i] = mem_dup("");
	/* The register is itself for internal use, whatever it lists. */
	r->highest.level = LEVEL_INTERNAL;
	return r;
}

static void section_done(struct report_section *s)
{
	for (size_t i = 0; i < s->n_cells; i++)
		free(s->cells[i]);
	free(s->cells);
	free(s->key);
	free(s->title);
}

void report_free(struct report *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->n_sections; i++)
		section_done(&r->sections[i]);
	free(r->sections);
	free(r->name);
	free(r->title);
	free(r->unit);
	free(r->station);
	free(r->as_of);
	free(r->printed_at);
	free(r->printed_by);
	free(r->note);
	free(r);
}

void report_set(char **field, const char *text)
{
	char *copy = mem_dup(text ? text : "");

	free(*field);
	*field = copy;
}

struct report_section *report_add_section(struct report *r, const char *key,
					  const char *title,
					  const char *counter,
					  const struct report_column *columns,
					  size_t n_columns)
{
	struct report_section *s;

	assert(n_columns <= REPORT_COLUMNS_MAX);
	r->sections = mem_resize(r->sections,
				 (r->n_sections + 1) * sizeof(*r->sections));
	s = &r->sections[r->n_sections++];
	*s = (struct report_section){.key = mem_dup(key),
				     .title = mem_dup(title),
				     .counter = counter,
				     .n_given = n_columns};
	for (size_t i = 0; i < n_columns; i++) {
		s->dropped[i] = columns[i].kind == REPORT_TITLE && !r->titles;
		if (!s->dropped[i])
			s->columns[s->n_columns++] = columns[i];
	}
	return s;
}

/* Room for the next row; it is doubled: 100,000 rows must not be copied
 * 100,000 times. */
static void begin_row(struct report_section *s)
{
	size_t rows = s->n_rows ? 2 * s->n_rows : 1;

	if ((s->n_rows & (s->n_rows - 1)) == 0)
		s->cells = mem_resize(s->cells,
				      rows * s->n_columns * sizeof(*s->cells));
}

void report_put(struct report_section *s, const char *text)
{
	if (!s->n_put)
		begin_row(s);
	if (!s->dropped[s->n_put])
		s->cells[s->n_cells++] = mem_dup(text ? text : "");
	if (++s->n_put == s->n_given) {
		s->n_put = 0;
		s->n_rows++;
	}
}

void report_put_int(struct report_section *s, int64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)number);
	report_put(s, text);
}

void report_put_time(struct report_section *s, int64_t time_s, int zone_minutes)
{
	char text[REPORT_TIME_TEXT];

	report_time(text, time_s, zone_minutes);
	report_put(s, text);
}

void report_put_date(struct report_section *s, struct date day)
{
	char text[DATE_TEXT] = "";

	if (!date_is_none(day))
		date_format(text, day);
	report_put(s, text);
}

void report_add_row(struct report_section *s, const char *const *cells)
{
	for (size_t i = 0; i < s->n_given; i++)
		report_put(s, cells[i]);
}

const char *report_cell(const struct report_section *s, size_t row,
			size_t column)
{
	return s->cells[row * s->n_columns + column];
}

bool report_is_fixed(const struct report_column *c)
{
	return c->kind == REPORT_CODE || c->kind == REPORT_NUMBER;
}

/* Days since 1970 of the last protected day; INT64_MAX for no end. */
static int64_t term_end(const struct mark *m, struct date issue)
{
	struct date last;

	if (date_is_none(issue) && m->term.kind != TERM_DATE)
		return INT64_MAX;
	if (!mark_last_day(m, issue, &last))
		return INT64_MAX;
	return date_to_days(last);
}

void report_include(struct report *r, const struct mark *m, struct date issue)
{
	if (m->level < r->highest.level)
		return;
	if (m->level == r->highest.level &&
	    term_end(m, issue) <= term_end(&r->highest, r->highest_issue))
		return;
	r->highest = *m;
	r->highest_issue = issue;
}

void report_mark(const struct report *r, char ret[MARK_TEXT])
{
	mark_format(ret, &r->highest);
}

void report_time(char ret[REPORT_TIME_TEXT], int64_t time_s, int zone_minutes)
{
	char full[TIME_TEXT];

	ret[0] = '\0';
	if (!time_s)
		return;
	time_format(full, time_s, zone_minutes);
	memcpy(ret, full, REPORT_TIME_TEXT - 1);
	ret[10] = ' ';
	ret[REPORT_TIME_TEXT - 1] = '\0';
}
