/* answer.c: what became of a command, as JSON and back. */
#include <jansson.h>
#include <string.h>

#include "base/str.h"
#include "register/register.h"

void answer_done(struct answer *a)
{
	kv_done(&a->results);
	memset(a, 0, sizeof(*a));
}

static json_t *reason_to_json(enum reason r)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "code",
			 reason_code(r), "zh", reason_zh(r), "en",
			 reason_en(r), "source", reason_source(r), "lift_zh",
			 reason_lift_zh(r), "lift_en", reason_lift_en(r));
}

char *answer_to_json(const struct answer *a, int zone)
{
	json_t *reasons = json_array(), *results = json_array();
	json_t *all;
	char *text;

	(void)zone;
	for (enum reason r = REASON_OK;
	     (r = reason_next(&a->reasons, r)) != REASON_OK;)
		json_array_append_new(reasons, reason_to_json(r));
	/* A list of pairs: a key may come more than once. */
	for (size_t i = 0; i < a->results.n; i++)
		json_array_append_new(results,
				      json_pack("[s, s]",
						a->results.items[i].key,
						a->results.items[i].value));
	all = json_pack("{s:s, s:I, s:b, s:o, s:o}", "outcome",
			a->rc == 0 ? "done" : err_word(a->rc), "seq",
			(json_int_t)a->seq, "repeated", a->repeated ? 1 : 0,
			"reasons", reasons, "results", results);
	/* A refusal without reasons says why here: not a rule's, the service's. */
	if (a->rc != 0 && (a->rc != ERR_REFUSED || a->err.msg[0]))
		json_object_set_new(all, "error",
				    json_pack("{s:s, s:s}", "message",
					      a->err.msg, "detail",
					      a->err.detail));
	text = json_dumps(all, JSON_COMPACT);
	json_decref(all);
	return text;
}

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
	const char *outcome = json_string_value(json_object_get(all, "outcome"));
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
