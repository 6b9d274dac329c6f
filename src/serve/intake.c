/* intake.c: see intake.h. */
#include "serve/intake.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

int intake_body(json_t **ret, const struct http_req *r, struct err *e)
{
	json_error_t where;
	size_t n;
	const char *text = http_body(r, &n);

	*ret = json_loadb(text, n, JSON_REJECT_DUPLICATES, &where);
	if (!*ret)
		return err_set(e, ERR_USAGE,
			       "the body is not JSON: line %d, column %d: %s",
			       where.line, where.column, where.text);
	if (!json_is_object(*ret)) {
		json_decref(TAKE(*ret));
		return err_set(e, ERR_USAGE, "the body is not a JSON object");
	}
	return 0;
}

int intake_unpack(json_t *root, struct err *e, const char *fmt, ...)
{
	json_error_t why;
	va_list ap;
	int rc;

	va_start(ap, fmt);
	rc = json_vunpack_ex(root, &why, 0, fmt, ap);
	va_end(ap);
	return rc ? err_set(e, ERR_USAGE, "the request: %s", why.text) : 0;
}

static int set_value(struct command *c, const char *name, const json_t *value,
		     struct err *e)
{
	char number[24];

	if (json_is_string(value))
		return command_set(c, name, json_string_value(value), e);
	if (json_is_boolean(value))
		return command_set(c, name, json_is_true(value) ? "yes" : "no",
				   e);
	if (json_is_integer(value)) {
		snprintf(number, sizeof(number), "%lld",
			 (long long)json_integer_value(value));
		return command_set(c, name, number, e);
	}
	return err_set(e, ERR_USAGE,
		       "%s: expected text, a whole number, true, false or a "
		       "list of texts",
		       name);
}

static int set_args(struct command *c, json_t *args, struct err *e)
{
	const char *name;
	json_t *value, *one;
	size_t i;
	int rc = 0;

	json_object_foreach(args, name, value)
	{
		if (!json_is_array(value)) {
			rc = set_value(c, name, value, e);
		} else {
			json_array_foreach(value, i, one)
			{
				rc = set_value(c, name, one, e);
				if (rc < 0)
					break;
			}
		}
		if (rc < 0)
			return rc;
	}
	return command_complete(c, e);
}

/* An id is kept for ever and shown in logs. */
static int set_request_id(struct command *c, const char *id, struct err *e)
{
	bool good = STR_COPY(c->request_id, id);

	for (; good && *id; id++)
		good = *id > ' ' && *id < 0x7f;
	return good ? 0
		    : err_set(e, ERR_USAGE,
			      "request_id: expected up to %d characters "
			      "without blanks",
			      REQUEST_TEXT - 1);
}

static int check_verb(const struct verb *v, struct err *e)
{
	if ((v->flags & VERB_SYSTEM) || v->id == VERB_INIT)
		return err_set(e, ERR_REFUSED,
			       "%s is not done through the service", v->name);
	return 0;
}

int intake_command(struct command *ret, json_t *root, const struct peer *peer,
		   const struct intake_defaults *otherwise, struct err *e)
{
	const char *verb, *as = otherwise->as;
	const char *id = otherwise->request_id;
	json_t *args = NULL;
	int rc;

	rc = intake_unpack(root, e, "{s:s, s?s, s?s, s?o !}", "verb", &verb,
			   "as", &as, "request_id", &id, "args", &args);
	if (rc >= 0 && args && !json_is_object(args))
		rc = err_set(e, ERR_USAGE, "args: expected an object");
	if (rc >= 0)
		rc = auth_may_speak(peer, as, e);
	if (rc >= 0)
		rc = command_begin(ret, verb, e);
	if (rc >= 0)
		rc = check_verb(ret->verb, e);
	if (rc >= 0 && id)
		rc = set_request_id(ret, id, e);
	if (rc >= 0 && !STR_COPY(ret->actor, as))
		rc = err_set(e, ERR_USAGE, "as: no person has so long an id");
	if (rc >= 0)
		rc = set_args(ret, args, e);
	if (rc < 0)
		return rc;
	STR_COPY(ret->terminal, peer->terminal);
	STR_COPY(ret->os_user, peer->os_user);
	return 0;
}
