/* api.h: what the routes of docs/api.md do. */
#ifndef MUNIMENT_SERVE_API_H
#define MUNIMENT_SERVE_API_H

struct http_req;

/* Answers a request, now or later; ctx is the struct app. */
void api_serve(void *ctx, struct http_req *r);

#endif
