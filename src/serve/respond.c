/* respond.c: see respond.h. */
#include "serve/respond.h"

unsigned respond_status(int rc)
{
	switch (rc) {
	case 0:
		return 200;
	case ERR_REFUSED:
		return 409;
	case ERR_USAGE:
		return 400;
	case ERR_NOT_FOUND:
		return 404;
	case ERR_UNREACHABLE:
	case ERR_FULL:
	case ERR_BUSY:
	case ERR_TIMEOUT:
	case ERR_GONE:
		return 503;
	default:
		return 500;
	}
}

void respond_json(struct http_req *r, unsigned status, struct buf *json)
{
	http_answer(r, status, "application/json", json);
}

static void respond(struct http_req *r, unsigned status, const struct answer *a)
{
	AUTO_FREE char *text = answer_to_json(a);
	AUTO(buf) struct buf json = BUF_INIT;

	buf_printf(&json, "%s\n", text);
	respond_json(r, status, &json);
}

void respond_error(struct http_req *r, const struct err *e)
{
	const struct answer a = {.rc = e->code, .err = *e};

	respond(r, e->code == ERR_REFUSED ? 403 : respond_status(e->code), &a);
}

void respond_answer(struct http_req *r, const struct answer *a)
{
	respond(r, respond_status(a->rc), a);
}
