/* import.c: see import.h. */
#include "cli/import.h"

#include <string.h>

#include "base/str.h"
#include "cli/csv.h"
#include "cli/import_titles.h"
#include "core/copyno.h"

struct column {
	const char *title;
	enum title_kind kind;
	const struct arg_spec *arg;
};

/* What is passed down while a file is read. */
struct reading {
	const struct verb *verb;
	const char *name;
	enum lang lang;
	struct buf *faults, *notes;
	struct column *columns;
	size_t n_columns;
	bool headed; /* nothing is wrong with the heading */
};

void import_done(struct import *i)
{
	for (size_t k = 0; k < i->n; k++)
		command_done(&i->lines[k].command);
	free(i->lines);
	memset(i, 0, sizeof(*i));
}

/* "post.csv:3: " and, where one is to blame, the column. */
static void begin_fault(struct reading *r, int line, const char *title)
{
	buf_printf(r->faults, "%s:%d: ", r->name, line);
	if (title)
		buf_printf(r->faults, "%s: ", title);
}

static void fault(struct reading *r, int line, const char *title,
		  const char *zh, const char *en)
{
	begin_fault(r, line, title);
	buf_printf(r->faults, "%s\n", say(r->lang, zh, en));
}

/* ---- the heading -------------------------------------------------------- */

static bool has_column(const struct reading *r, size_t before,
		       const struct arg_spec *arg)
{
	for (size_t i = 0; i < before; i++)
		if (r->columns[i].kind == TITLE_ARG && r->columns[i].arg == arg)
			return true;
	return false;
}

static void read_column(struct reading *r, size_t i, int line,
			const char *title)
{
	struct column *c = &r->columns[i];

	c->title = title;
	if (str_empty(title)) {
		c->kind = TITLE_UNKEPT;
		return;
	}
	c->kind = title_find(r->verb, title, &c->arg);
	if (c->kind == TITLE_ARG && has_column(r, i, c->arg))
		fault(r, line, title, "与前面一列含义相同",
		      "means the same as a column before it");
	if (c->kind == TITLE_UNKNOWN)
		fault(r, line, title, "不认识的列名", "unknown column");
	if (c->kind == TITLE_UNKEPT)
		buf_printf(r->notes, "%s:%d: %s: %s\n", r->name, line, title,
			   say(r->lang, "登记册不记此列",
			       "the register does not keep this column"));
}

static void read_heading(struct reading *r, const struct csv_row *row)
{
	if (row->problem)
		fault(r, row->line, NULL, row->problem, row->problem);
	r->columns = mem_alloc((row->n + 1) * sizeof(*r->columns));
	r->n_columns = row->n;
	for (size_t i = 0; i < row->n; i++)
		read_column(r, i, row->line, row->fields[i]);
	for (const struct arg_spec *a = r->verb->args; a->name; a++)
		if ((a->flags & ARG_REQUIRED) &&
		    !has_column(r, r->n_columns, a)) {
			begin_fault(r, row->line, NULL);
			buf_printf(r->faults, "%s %s (%s)\n",
				   say(r->lang, "缺少列：",
				       "a column is missing:"),
				   a->zh, a->name);
		}
}

/* ---- lines -------------------------------------------------------------- */

static bool is_empty(const struct csv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->fields[i][0])
			return false;
	return true;
}

static void read_cell(struct reading *r, struct command *c, int line,
		      const struct column *column, const char *cell)
{
	AUTO(buf) struct buf value = BUF_INIT;
	struct err e = ERR_INIT;

	title_convert(&value, column->arg, cell);
	if (!value.len)
		return;
	if (command_set(c, column->arg->name, buf_text(&value), &e) < 0) {
		begin_fault(r, line, column->title);
		buf_printf(r->faults, "%s\n", e.msg);
	}
}

/* 份数 beside 份号: a number that was left out shows here. */
static void check_copies(struct reading *r, const struct command *c, int line,
			 const struct column *column, const char *cell)
{
	AUTO_FREE struct copy_nos *nos = mem_alloc(sizeof(*nos));
	const char *text = command_get(c, "copy-no");
	int64_t stated;

	if (!*cell || !text || !copy_nos_parse(text, nos) || nos->none)
		return;
	if (str_to_int(cell, 0, COPY_NOS_MAX, &stated) &&
	    (size_t)stated == nos->n)
		return;
	begin_fault(r, line, column->title);
	if (r->lang == LANG_ZH)
		buf_printf(r->faults, "写的是“%s”，份号却有%zu个\n", cell,
			   nos->n);
	else
		buf_printf(r->faults,
			   "says '%s', but there are %zu copy numbers\n", cell,
			   nos->n);
}

static void read_line(struct reading *r, const struct csv_row *row,
		      struct command *c)
{
	size_t before = r->faults->len;
	struct err e = ERR_INIT;

	c->verb = r->verb;
	if (row->problem) {
		fault(r, row->line, NULL, row->problem, row->problem);
		return;
	}
	if (row->n != r->n_columns) {
		begin_fault(r, row->line, NULL);
		if (r->lang == LANG_ZH)
			buf_printf(r->faults, "有%zu个字段，表头有%zu个\n",
				   row->n, r->n_columns);
		else
			buf_printf(r->faults,
				   "has %zu fields, the heading has %zu\n",
				   row->n, r->n_columns);
		return;
	}
	for (size_t i = 0; i < row->n; i++)
		if (r->columns[i].kind == TITLE_ARG)
			read_cell(r, c, row->line, &r->columns[i],
				  row->fields[i]);
	for (size_t i = 0; i < row->n; i++)
		if (r->columns[i].kind == TITLE_COPIES)
			check_copies(r, c, row->line, &r->columns[i],
				     row->fields[i]);
	/* A required cell that was filled in wrongly is not also missing. */
	if (r->headed && r->faults->len == before &&
	    command_complete(c, &e) < 0) {
		begin_fault(r, row->line, NULL);
		buf_printf(r->faults, "%s\n", e.msg);
	}
}

static int read_lines(struct reading *r, const struct csv *csv,
		      struct import *ret, struct err *e)
{
	size_t before;

	if (csv->n < 2)
		return err_set(e, ERR_USAGE,
			       "%s: a heading and at least one line are "
			       "expected",
			       r->name);
	if (csv->n > IMPORT_MAX + 1)
		return err_set(e, ERR_USAGE,
			       "%s: more than %d lines; split the file",
			       r->name, IMPORT_MAX);
	read_heading(r, &csv->rows[0]);
	r->headed = !r->faults->len;
	ret->lines = mem_alloc(csv->n * sizeof(*ret->lines));
	for (size_t i = 1; i < csv->n; i++) {
		if (is_empty(&csv->rows[i]) && !csv->rows[i].problem)
			continue;
		before = r->faults->len;
		ret->lines[ret->n].line = csv->rows[i].line;
		read_line(r, &csv->rows[i], &ret->lines[ret->n].command);
		if (r->headed && r->faults->len == before)
			ret->n++;
		else
			command_done(&ret->lines[ret->n].command);
	}
	if (r->faults->len)
		return err_set(e, ERR_USAGE,
			       "%s cannot be taken; nothing was registered",
			       r->name);
	return 0;
}

int import_read(struct import *ret, const struct verb *verb, const char *name,
		const char *bytes, size_t n, enum lang lang, struct buf *faults,
		struct buf *notes, struct err *e)
{
	AUTO(csv) struct csv csv = {0};
	AUTO(import) struct import import = {.verb = verb};
	struct reading r = {verb, name, lang, faults, notes, NULL, 0, false};
	int rc = csv_parse(&csv, bytes, n, e);

	if (rc < 0)
		return err_prefix(e, "%s", name);
	if (csv.gb18030)
		buf_printf(notes, "%s: %s\n", name,
			   say(lang, "不是 UTF-8，按 GB18030 读取",
			       "not UTF-8; read as GB18030"));
	rc = read_lines(&r, &csv, &import, e);
	free(r.columns);
	*ret = import;
	memset(&import, 0, sizeof(import));
	return rc;
}
