/* render_json.c: a report for other programs; see render.h. */
#include "base/str.h"
#include "report/render.h"

static void put_pair(struct buf *out, const char *key, const char *value)
{
	buf_put_json_string(out, key);
	buf_putc(out, ':');
	buf_put_json_string(out, value);
}

static void put_section(struct buf *out, const struct report_section *s)
{
	buf_putc(out, '{');
	put_pair(out, "key", s->key);
	buf_putc(out, ',');
	put_pair(out, "title", s->title);
	buf_puts(out, ",\"columns\":[");
	for (size_t c = 0; c < s->n_columns; c++) {
		buf_puts(out, c ? ",{" : "{");
		put_pair(out, "key", s->columns[c].key);
		buf_putc(out, ',');
		put_pair(out, "title", s->columns[c].title);
		buf_putc(out, '}');
	}
	buf_puts(out, "],\"rows\":[");
	for (size_t row = 0; row < s->n_rows; row++) {
		buf_puts(out, row ? ",\n{" : "\n{");
		for (size_t c = 0; c < s->n_columns; c++) {
			if (c)
				buf_putc(out, ',');
			put_pair(out, s->columns[c].key,
				 report_cell(s, row, c));
		}
		buf_putc(out, '}');
	}
	buf_puts(out, "]}");
}

int render_json(const struct report *r, struct buf *out, struct err *e)
{
	char mark[MARK_TEXT];
	const struct {
		const char *key, *value;
	} head[] = {
		{"name", r->name},
		{"title", r->title},
		{"unit", r->unit},
		{"station", r->station},
		{"as_of", r->as_of},
		{"printed_at", r->printed_at},
		{"printed_by", r->printed_by},
		{"mark", mark},
		{"note", r->note},
	};

	(void)e;
	report_mark(r, mark);
	buf_putc(out, '{');
	for (size_t i = 0; i < ARRAY_LEN(head); i++) {
		put_pair(out, head[i].key, head[i].value);
		buf_putc(out, ',');
	}
	buf_puts(out, "\n\"sections\":[");
	for (size_t i = 0; i < r->n_sections; i++) {
		buf_puts(out, i ? ",\n" : "\n");
		put_section(out, &r->sections[i]);
	}
	buf_puts(out, "]}\n");
	return 0;
}
