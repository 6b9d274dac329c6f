/* request.c: see request.h. */
#include "cli/request.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/str.h"

/* ---- requests ----------------------------------------------------------- */

void request_id_make(char ret[REQUEST_TEXT])
{
	crypto_new_id(ret);
}

/* All texts were checked to be UTF-8 when the command was built. */
static json_t *command_json(const struct command *c, const struct options *o,
			    const char *request_id)
{
	json_t *args = json_object();
	json_t *j = json_pack("{s:s, s:o, s:s}", "verb", c->verb->name, "args",
			      args, "request_id", request_id);

	for (size_t i = 0; i < c->n_args; i++)
		json_object_set_new(args, c->args[i].spec->name,
				    json_string(c->args[i].value));
	if (o->as)
		json_object_set_new(j, "as", json_string(o->as));
	return j;
}

static char *dump(json_t *j)
{
	char *text = json_dumps(j, JSON_COMPACT);

	json_decref(j);
	return text ? text : mem_dup("{}");
}

char *request_command(const struct command *c, const struct options *o)
{
	char id[REQUEST_TEXT];

	if (!o->request_id || !STR_COPY(id, o->request_id))
		request_id_make(id);
	return dump(command_json(c, o, id));
}

char *request_batch(struct command *const cmds[], size_t n,
		    const struct options *o)
{
	char base[REQUEST_TEXT];
	json_t *list = json_array();

	if (!o->request_id || !STR_COPY(base, o->request_id))
		request_id_make(base);
	for (size_t i = 0; i < n; i++) {
		AUTO(buf) struct buf id = BUF_INIT;

		buf_printf(&id, "%s-%zu", base, i + 1);
		json_array_append_new(list,
				      command_json(cmds[i], o, buf_text(&id)));
	}
	return dump(json_pack("{s:o}", "commands", list));
}

char *request_clock(const char *now)
{
	return dump(json_pack("{s:s}", "now", now));
}

char *request_tag(const char *reader, const char *uid, bool overwrite,
		  const struct options *o)
{
	json_t *body = json_pack("{s:s, s:s, s:b}", "door", reader, "uid", uid,
				 "overwrite", overwrite ? 1 : 0);

	if (o->as)
		json_object_set_new(body, "as", json_string(o->as));
	return dump(body);
}

/* ---- replies ------------------------------------------------------------ */

static int parse(json_t **ret, const struct reply *r, struct err *e)
{
	json_error_t why;

	*ret = json_loadb(buf_text(&r->body), r->body.len, 0, &why);
	if (*ret)
		return 0;
	err_set(e, ERR_CORRUPT, "the service's answer is not understood");
	return err_detail(e, "HTTP %ld: %s", r->status, why.text);
}

/* Whatever is not 200 is an answer (docs/api.md). */
static int error_of(const struct reply *r, struct err *e)
{
	struct answer a = {0};
	int rc = answer_from_json(&a, buf_text(&r->body), e);

	if (rc == 0) {
		*e = a.err;
		rc = a.rc ? a.rc : ERR_INTERNAL;
		if (!e->code)
			err_set(e, rc, "HTTP %ld", r->status);
	}
	answer_done(&a);
	return rc;
}

int reply_check(const struct reply *r, struct err *e)
{
	return r->status == 200 ? 0 : error_of(r, e);
}

int reply_answer(const struct reply *r, struct answer *ret, struct err *e)
{
	return answer_from_json(ret, buf_text(&r->body), e);
}

/* Of a batch that was not kept, those that could be understood but were not
 * tried are null. */
static int batch_answer(struct answer *ret, const json_t *j, struct err *e)
{
	AUTO_FREE char *text = NULL;

	if (json_is_null(j))
		return 0;
	text = json_dumps(j, JSON_COMPACT);
	return answer_from_json(ret, text ? text : "", e);
}

int reply_batch(const struct reply *r, struct answer answers[], size_t n,
		bool *ret_kept, struct err *e)
{
	json_t *j, *list;
	int rc = parse(&j, r, e);

	if (rc < 0)
		return rc;
	list = json_object_get(j, "answers");
	*ret_kept = json_is_true(json_object_get(j, "kept"));
	if (!json_is_array(list))
		rc = error_of(r, e);
	else if (json_array_size(list) != n)
		rc = err_set(e, ERR_CORRUPT,
			     "%zu commands were sent, %zu answered", n,
			     json_array_size(list));
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = batch_answer(&answers[i], json_array_get(list, i), e);
	json_decref(j);
	return rc;
}

static void add_value(struct kv_list *to, const char *key, const json_t *value)
{
	if (json_is_string(value))
		kv_add(to, key, json_string_value(value));
	else if (json_is_integer(value))
		kv_add_int(to, key, json_integer_value(value));
	else if (json_is_boolean(value))
		kv_add(to, key, json_is_true(value) ? "yes" : "no");
}

/* Rows come column by column: "knows": [...], "knows-at": [...]. Whether `key`
 * is a column of the rows that `first` begins. */
static bool is_column(const char *first, const json_t *list, const char *key,
		      const json_t *value)
{
	size_t n = strlen(first);

	return str_starts(key, first) && key[n] == '-' &&
	       json_array_size(value) == json_array_size(list);
}

/* Row by row again. `at` stands on the first column; returns on the last. */
static void *add_list(struct kv_list *to, json_t *j, void *at)
{
	const char *first = json_object_iter_key(at);
	const json_t *list = json_object_iter_value(at);
	void *last = at, *next;

	while ((next = json_object_iter_next(j, last)) &&
	       is_column(first, list, json_object_iter_key(next),
			 json_object_iter_value(next)))
		last = next;
	for (size_t i = 0; i < json_array_size(list); i++)
		for (void *c = at;; c = json_object_iter_next(j, c)) {
			add_value(to, json_object_iter_key(c),
				  json_array_get(json_object_iter_value(c), i));
			if (c == last)
				break;
		}
	return last;
}

int reply_fields(const struct reply *r, struct kv_list *ret, struct err *e)
{
	json_t *j = NULL;
	int rc = reply_check(r, e);

	if (rc == 0)
		rc = parse(&j, r, e);
	if (rc < 0)
		return rc;
	for (void *at = json_object_iter(j); at;
	     at = json_object_iter_next(j, at)) {
		if (json_is_array(json_object_iter_value(at)))
			at = add_list(ret, j, at);
		else
			add_value(ret, json_object_iter_key(at),
				  json_object_iter_value(at));
	}
	json_decref(j);
	return 0;
}

int reply_rows(const struct reply *r, const char *list,
	       const char *const *names, size_t n_names, struct kv_list *ret,
	       struct err *e)
{
	json_t *j = NULL, *row;
	size_t i;
	int rc = reply_check(r, e);

	if (rc == 0)
		rc = parse(&j, r, e);
	if (rc < 0)
		return rc;
	json_array_foreach(json_object_get(j, list), i, row)
	{
		for (size_t k = 0; k < n_names; k++) {
			size_t before = ret->n;

			add_value(ret, names[k],
				  json_object_get(row, names[k]));
			if (ret->n == before)
				kv_add(ret, names[k], "");
		}
	}
	json_decref(j);
	return 0;
}
