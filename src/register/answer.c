/* answer.c: what became of a command, as JSON and back. Each command's answer
 * is written twice, kept and sent: by hand, which is twenty times as fast as
 * through a tree of values. */
#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "register/register.h"

void answer_done(struct answer *a)
{
	kv_done(&a->results);
	memset(a, 0, sizeof(*a));
}

/* ---- written ------------------------------------------------------- */

static void put_member(struct buf *json, const char *name, const char *text)
{
	buf_putc(json, '"');
	buf_puts(json, name);
	buf_puts(json, "\":");
	buf_put_json_string(json, text);
}

static void put_reason(struct buf *json, enum reason r)
{
	const struct {
		const char *name, *text;
	} members[] = {
		{"code", reason_code(r)},	{"zh", reason_zh(r)},
		{"en", reason_en(r)},		{"source", reason_source(r)},
		{"lift_zh", reason_lift_zh(r)}, {"lift_en", reason_lift_en(r)},
	};

	for (size_t i = 0; i < ARRAY_LEN(members); i++) {
		buf_putc(json, i ? ',' : '{');
		put_member(json, members[i].name, members[i].text);
	}
	buf_putc(json, '}');
}

static void put_reasons(struct buf *json, const struct reason_set *set)
{
	bool first = true;

	buf_puts(json, ",\"reasons\":[");
	for (enum reason r = REASON_OK; (r = reason_next(set, r)) != REASON_OK;
	     first = false) {
		if (!first)
			buf_putc(json, ',');
		put_reason(json, r);
	}
	buf_putc(json, ']');
}

/* A list of pairs: a key may come more than once. */
static void put_results(struct buf *json, const struct kv_list *list)
{
	buf_puts(json, ",\"results\":[");
	for (size_t i = 0; i < list->n; i++) {
		buf_puts(json, i ? ",[" : "[");
		buf_put_json_string(json, list->items[i].key);
		buf_putc(json, ',');
		buf_put_json_string(json, list->items[i].value);
		buf_putc(json, ']');
	}
	buf_putc(json, ']');
}

/* What was cut in the middle of a character would not be JSON. */
static void put_words(struct buf *json, const char *name, const char *words)
{
	AUTO(buf) struct buf whole = BUF_INIT;
	const char *p = words;

	while (*p) {
		const char *from = p;

		if (str_next_utf8(&p) == 0xfffd && p - from == 1)
			buf_puts(&whole, "\uFFFD");
		else
			buf_put(&whole, from, (size_t)(p - from));
	}
	put_member(json, name, buf_text(&whole));
}

char *answer_to_json(const struct answer *a)
{
	struct buf json = BUF_INIT;

	buf_putc(&json, '{');
	put_member(&json, "outcome", a->rc == 0 ? "done" : err_word(a->rc));
	buf_printf(&json, ",\"seq\":%" PRId64 ",\"repeated\":%s", a->seq,
		   a->repeated ? "true" : "false");
	put_reasons(&json, &a->reasons);
	put_results(&json, &a->results);
	/* A refusal without reasons says why here: not a rule's but ours. */
	if (a->rc != 0 && (a->rc != ERR_REFUSED || a->err.msg[0])) {
		buf_puts(&json, ",\"error\":{");
		put_words(&json, "message", a->err.msg);
		buf_putc(&json, ',');
		put_words(&json, "detail", a->err.detail);
		buf_putc(&json, '}');
	}
	buf_putc(&json, '}');
	return buf_take(&json);
}

/* ---- read ------------------------------------------------------- */

static void results_from_json(struct kv_list *ret, const json_t *list)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *pair = json_array_get(list, i);
		const char *key = json_string_value(json_array_get(pair, 0));

		if (key)
			kv_add(ret, key,
			       json_string_value(json_array_get(pair, 1)));
	}
}

int answer_from_json(struct answer *ret, const char *json, struct err *e)
{
	json_error_t why;
	json_t *all = json_loads(json, 0, &why);
	const char *outcome =
		json_string_value(json_object_get(all, "outcome"));
	const json_t *reasons = json_object_get(all, "reasons");
	const json_t *error = json_object_get(all, "error");
	enum reason r;

	if (!outcome) {
		json_decref(all);
		return err_set(e, ERR_CORRUPT, "not an answer: %s", why.text);
	}
	memset(ret, 0, sizeof(*ret));
	ret->rc = str_eq(outcome, "done") ? 0 : err_from_word(outcome);
	ret->seq = json_integer_value(json_object_get(all, "seq"));
	ret->repeated = json_is_true(json_object_get(all, "repeated"));
	for (size_t i = 0; i < json_array_size(reasons); i++)
		if (reason_parse(json_string_value(json_object_get(
					 json_array_get(reasons, i), "code")),
				 &r))
			reason_add(&ret->reasons, r);
	results_from_json(&ret->results, json_object_get(all, "results"));
	if (error) {
		const char *m =
			json_string_value(json_object_get(error, "message"));
		const char *d =
			json_string_value(json_object_get(error, "detail"));

		err_set(&ret->err, ret->rc, "%s", m ? m : "");
		if (d)
			err_detail(&ret->err, "%s", d);
	}
	json_decref(all);
	return 0;
}
