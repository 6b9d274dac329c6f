/* model.h: a report as data: a head, and sections of columns and rows. Reports
 * fill it from the register (nightly.c, ...); renderers turn it into text, CSV,
 * JSON and PDF (render.h) and know nothing of the register. So every report
 * comes in every format, and what a format can show it shows for all.
 *
 * Titles: a column of kind REPORT_TITLE is left out here, with its cells, when
 * the report is made without titles. No renderer can let one through.
 */
#ifndef MUNIMENT_REPORT_MODEL_H
#define MUNIMENT_REPORT_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"
#include "base/own.h"
#include "core/mark.h"

enum report_kind {
	REPORT_TEXT,   /* may wrap */
	REPORT_CODE,   /* numbers of things, times: stays on one line */
	REPORT_NUMBER, /* set to the right; no formula guard where it is one */
	REPORT_TITLE,  /* a document's title: only with titles */
};

enum { REPORT_COLUMNS_MAX = 24 };

struct report_column {
	const char *key;   /* "receive_no": the name in JSON */
	const char *title; /* "收文编号" */
	enum report_kind kind;
};

struct report_section {
	char *key;	     /* "overdue" */
	char *title;	     /* "二、逾期未还" */
	const char *counter; /* what a row is counted in: "份"; borrowed */
	struct report_column columns[REPORT_COLUMNS_MAX];
	size_t n_columns;
	char **cells; /* row by row; none is NULL */
	size_t n_cells;
	size_t n_rows; /* ended ones */
	/* the columns as the report names them, titles too */
	size_t n_given;
	bool dropped[REPORT_COLUMNS_MAX]; /* of those: left out */
	size_t n_put; /* cells put into the row that is being made */
};

struct report {
	char *name;  /* "nightly" */
	char *title; /* "夜间报告" */
	char *unit;
	char *station;
	char *as_of;	  /* "2025-09-22 17:30" */
	char *printed_at; /* likewise */
	char *printed_by; /* "" when nobody is named */
	char *note;	  /* what its reader must know; mostly "" */
	bool titles;
	struct mark highest; /* of what is listed; begins at 内部 */
	struct date highest_issue;
	struct report_section *sections;
	size_t n_sections;
};

/* All text empty, no section; `titles` is settled from the start. */
struct report *report_new(const char *name, const char *title, bool titles);
void report_free(struct report *r);
DEFINE_AUTO_PTR(report, report_free)

/* Replaces one of the report's texts by a copy; NULL counts as "". */
void report_set(char **field, const char *text);

/* The new section is empty, which every format shows as 无. The columns are
 * copied, their texts borrowed (string constants). At most REPORT_COLUMNS_MAX.
 * The pointer holds until the next section is added. */
struct report_section *report_add_section(struct report *r, const char *key,
					  const char *title,
					  const char *counter,
					  const struct report_column *columns,
					  size_t n_columns);
/* Puts the next cell: rows are made cell by cell, in the order of the columns
 * that were named, titles too; the last one ends the row. Text is copied, NULL
 * counts as "". */
void report_put(struct report_section *s, const char *text);
void report_put_int(struct report_section *s, int64_t number);
void report_put_time(struct report_section *s, int64_t time_s,
		     int zone_minutes);
void report_put_date(struct report_section *s, struct date day);
/* A whole row at once. */
void report_add_row(struct report_section *s, const char *const *cells);
const char *report_cell(const struct report_section *s, size_t row,
			size_t column);
/* Whether a column's cells are to stay on one line. */
bool report_is_fixed(const struct report_column *c);

/* Takes a listed document into account: the sheet bears the highest level on
 * it, with the longest term at that level (a condition, a long term and one
 * without an end count as longest). `issue` may be none. */
void report_include(struct report *r, const struct mark *m, struct date issue);
/* The mark to print: "绝密★30年". */
void report_mark(const struct report *r, char ret[MARK_TEXT]);

/* The station's civil time to the minute, as every report shows it: "2025-09-22
 * 17:30"; "" for 0. */
enum { REPORT_TIME_TEXT = 17 };
void report_time(char ret[REPORT_TIME_TEXT], int64_t time_s, int zone_minutes);

#endif
