/* csv.c: see csv.h. Fields are unquoted in place: what is read is never
 * shorter than what is written. */
#include "cli/csv.h"

#include <iconv.h>
#include <string.h>

#include "base/str.h"

void csv_done(struct csv *c)
{
	for (size_t i = 0; i < c->n; i++)
		free(c->rows[i].fields);
	free(c->rows);
	free(c->text);
	memset(c, 0, sizeof(*c));
}

/* ---- encoding ----------------------------------------------------------- */

static char *from_gb18030(const char *bytes, size_t n)
{
	/* At most three bytes of UTF-8 come from two of GB18030, and four from
	 * four. */
	size_t room = n * 2 + 1, left = room - 1;
	AUTO_FREE char *in = mem_alloc(n + 1);
	AUTO_FREE char *out = mem_alloc(room);
	char *from = in, *to = out;
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	size_t rc;

	if (cd == (iconv_t)-1)
		return NULL;
	memcpy(in, bytes, n);
	rc = iconv(cd, &from, &n, &to, &left);
	iconv_close(cd);
	if (rc == (size_t)-1 || n || !str_is_utf8(out, (size_t)(to - out)))
		return NULL;
	*to = '\0';
	return TAKE(out);
}

static int to_text(struct csv *c, const char *bytes, size_t n, struct err *e)
{
	static const char bom[] = "\xef\xbb\xbf";

	if (n >= 3 && memcmp(bytes, bom, 3) == 0) {
		bytes += 3;
		n -= 3;
	}
	if (str_is_utf8(bytes, n)) {
		c->text = mem_dupn(bytes, n);
		return 0;
	}
	c->text = from_gb18030(bytes, n);
	c->gb18030 = c->text != NULL;
	if (!c->text)
		return err_set(e, ERR_USAGE,
			       "the file is neither UTF-8 nor GB18030 text");
	return 0;
}

/* ---- rows --------------------------------------------------------------- */

struct reader {
	char *at;
	int line;
};

static bool at_end_of_field(const char *p)
{
	return !*p || *p == ',' || *p == '\n' ||
	       (*p == '\r' && (p[1] == '\n' || !p[1]));
}

/* The opening quotation mark is behind us; returns where the text ends. */
static char *quoted(struct reader *r, struct csv_row *row, char *to)
{
	for (;; r->at++) {
		if (!*r->at) {
			row->problem = "a quotation mark is never closed";
			return to;
		}
		if (*r->at == '"' && *++r->at != '"')
			break;
		r->line += *r->at == '\n';
		*to++ = *r->at;
	}
	if (!at_end_of_field(r->at))
		row->problem = "text follows a closing quotation mark";
	return to;
}

static char *unquoted(struct reader *r, struct csv_row *row, char *to)
{
	for (; !at_end_of_field(r->at); r->at++) {
		if (*r->at == '"' && !row->problem)
			row->problem = "a quotation mark inside a field that "
				       "does not begin with one";
		*to++ = *r->at;
	}
	return to;
}

static void add_field(struct csv_row *row, char *field)
{
	row->fields =
		mem_resize(row->fields, (row->n + 1) * sizeof(row->fields[0]));
	row->fields[row->n++] = field;
}

/* Reads one row; the reader stands behind its line end. */
static void read_row(struct reader *r, struct csv_row *row)
{
	char separator;

	row->line = r->line;
	do {
		char *field = r->at, *to = field;

		if (*r->at == '"') {
			r->at++;
			to = quoted(r, row, to);
		}
		/* After a closed quotation there is nothing left here, unless
		 * the row is malformed. */
		to = unquoted(r, row, to);
		if (*r->at == '\r')
			r->at++;
		separator = *r->at;
		*to = '\0';
		add_field(row, field);
		if (separator)
			r->at++;
	} while (separator == ',');
	r->line += separator == '\n';
}

static bool is_blank(const struct csv_row *row)
{
	return row->n == 1 && !*row->fields[0] && !row->problem;
}

int csv_parse(struct csv *ret, const char *bytes, size_t n, struct err *e)
{
	AUTO(csv) struct csv c = {0};
	struct reader r = {.line = 1};
	int rc = to_text(&c, bytes, n, e);

	if (rc < 0)
		return rc;
	r.at = c.text;
	while (*r.at) {
		struct csv_row row = {0};

		read_row(&r, &row);
		if (is_blank(&row)) {
			free(row.fields);
			continue;
		}
		c.rows = mem_resize(c.rows, (c.n + 1) * sizeof(c.rows[0]));
		c.rows[c.n++] = row;
	}
	*ret = c;
	memset(&c, 0, sizeof(c));
	return 0;
}
