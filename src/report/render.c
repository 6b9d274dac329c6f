/* render.c: the table of formats. A new one is a file and a row here. */
#include "report/render.h"

#include "base/str.h"

static const struct render_format formats[] = {
	{"text", "text/plain; charset=utf-8", render_text},
	{"csv", "text/csv; charset=utf-8", render_csv},
	{"json", "application/json", render_json},
	{"pdf", "application/pdf", render_pdf},
};

const struct render_format *render_format_at(size_t i)
{
	return i < ARRAY_LEN(formats) ? &formats[i] : NULL;
}

int render_format_find(const char *name, const struct render_format **ret,
		       struct err *e)
{
	AUTO(buf) struct buf all = BUF_INIT;

	for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
		if (str_eq(formats[i].name, name)) {
			*ret = &formats[i];
			return 0;
		}
		buf_printf(&all, "%s%s", i ? ", " : "", formats[i].name);
	}
	return err_set(e, ERR_USAGE, "no format \"%s\"; there are: %s", name,
		       buf_text(&all));
}
