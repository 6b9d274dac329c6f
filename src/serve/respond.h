/* respond.h: answers and errors as HTTP and JSON: the one place that maps our
 * codes to statuses. */
#ifndef MUNIMENT_SERVE_RESPOND_H
#define MUNIMENT_SERVE_RESPOND_H

#include "base/buf.h"
#include "base/err.h"
#include "register/register.h"
#include "serve/http.h"

/* Status of an answer's rc: 200, 409, 400, 404, 503, 500. */
unsigned respond_status(int rc);
/* An error that is not a decision: as respond_status, but ERR_REFUSED is 403:
 * no rule was asked. */
void respond_error(struct http_req *r, const struct err *e);
void respond_answer(struct http_req *r, const struct answer *a);
/* A whole JSON text; its bytes are taken. */
void respond_json(struct http_req *r, unsigned status, struct buf *json);

#endif
