/* client.c: see client.h. */
#include "cli/client.h"

#include <curl/curl.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/str.h"

enum {
	CONNECT_MS = 5000,
	ANSWER_MS = 60000,
	/* How long a lost answer is asked for again: a service that was
	 * killed is back within this. */
	RETRY_MS = 10000,
	RETRY_PAUSE_MS = 200,
	BODY_MAX = 64 << 20,
};

struct client {
	CURL *curl;
	struct curl_slist *headers;
	char *socket;
};

int client_new(struct client **ret, const char *socket, struct err *e)
{
	AUTO_PTR(client) struct client *c = mem_alloc(sizeof(*c));

	c->socket = mem_dup(socket);
	c->curl = curl_easy_init();
	c->headers = curl_slist_append(NULL, "Content-Type: application/json");
	/* Expect: 100-continue costs a second on large bodies. */
	if (c->headers)
		curl_slist_append(c->headers, "Expect:");
	if (!c->curl || !c->headers)
		return err_set(e, ERR_INTERNAL, "libcurl cannot be started");
	*ret = TAKE(c);
	return 0;
}

void client_free(struct client *c)
{
	if (!c)
		return;
	curl_easy_cleanup(c->curl);
	curl_slist_free_all(c->headers);
	free(c->socket);
	free(c);
}

void reply_done(struct reply *r)
{
	buf_done(&r->body);
	r->status = 0;
}

/* ---- one exchange ------------------------------------------------------- */

struct sink {
	CURL *curl;
	struct buf *body;
	FILE *out; /* NULL: everything goes to body */
};

static size_t take_body(char *bytes, size_t size, size_t n, void *ctx)
{
	struct sink *s = ctx;
	long status = 0;

	n *= size;
	curl_easy_getinfo(s->curl, CURLINFO_RESPONSE_CODE, &status);
	if (s->out && status == 200)
		return fwrite(bytes, 1, n, s->out);
	if (s->body->len + n > BODY_MAX)
		return 0;
	buf_put(s->body, bytes, n);
	return n;
}

static int fail(const struct client *c, CURLcode code, const char *text,
		struct err *e)
{
	int rc;

	switch ((int)code) {
	case CURLE_COULDNT_CONNECT:
		/* libcurl's own words speak of a host and a port. */
		return err_set(e, ERR_UNREACHABLE,
			       "service not reachable at %s", c->socket);
	case CURLE_OPERATION_TIMEDOUT:
		rc = err_set(e, ERR_TIMEOUT,
			     "the service at %s does not answer", c->socket);
		break;
	case CURLE_WRITE_ERROR:
		rc = err_set(e, ERR_IO, "the answer cannot be written");
		break;
	default:
		rc = err_set(e, ERR_UNREACHABLE,
			     "the service at %s broke off before its answer",
			     c->socket);
	}
	err_detail(e, "%s", text);
	return rc;
}

/* The answer may have been lost after the deed. */
static bool is_lost(CURLcode code)
{
	return code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR ||
	       code == CURLE_GOT_NOTHING || code == CURLE_PARTIAL_FILE;
}

static CURLcode exchange(struct client *c, const char *url, const char *json,
			 FILE *out, struct reply *ret, char *text)
{
	struct sink sink = {c->curl, &ret->body, out};
	CURLcode code;

	reply_done(ret);
	curl_easy_reset(c->curl);
	curl_easy_setopt(c->curl, CURLOPT_UNIX_SOCKET_PATH, c->socket);
	curl_easy_setopt(c->curl, CURLOPT_URL, url);
	curl_easy_setopt(c->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c->curl, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(c->curl, CURLOPT_ERRORBUFFER, text);
	curl_easy_setopt(c->curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	if (!out)
		curl_easy_setopt(c->curl, CURLOPT_TIMEOUT_MS, (long)ANSWER_MS);
	curl_easy_setopt(c->curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(c->curl, CURLOPT_WRITEDATA, &sink);
	if (json) {
		curl_easy_setopt(c->curl, CURLOPT_HTTPHEADER, c->headers);
		curl_easy_setopt(c->curl, CURLOPT_POSTFIELDSIZE,
				 (long)strlen(json));
		curl_easy_setopt(c->curl, CURLOPT_POSTFIELDS, json);
	}
	code = curl_easy_perform(c->curl);
	curl_easy_getinfo(c->curl, CURLINFO_RESPONSE_CODE, &ret->status);
	return code;
}

static int perform(struct client *c, const char *url, const char *json,
		   FILE *out, struct reply *ret, struct err *e)
{
	const struct timespec pause = {0, RETRY_PAUSE_MS * 1000000L};
	int64_t until_ms = clock_monotonic_ms() + RETRY_MS;
	char text[CURL_ERROR_SIZE] = "";
	CURLcode code = exchange(c, url, json, out, ret, text);

	if (json && is_lost(code))
		while (code != CURLE_OK && clock_monotonic_ms() < until_ms) {
			nanosleep(&pause, NULL);
			code = exchange(c, url, json, out, ret, text);
		}
	return code == CURLE_OK ? 0 : fail(c, code, text, e);
}

/* ---- requests ----------------------------------------------------------- */

static void put_url(struct buf *url, struct client *c, const char *path,
		    const struct kv_list *query)
{
	/* The host means nothing on a Unix socket, but HTTP wants one. */
	buf_printf(url, "http://localhost%s", path);
	for (size_t i = 0; query && i < query->n; i++) {
		char *value =
			curl_easy_escape(c->curl, query->items[i].value, 0);

		buf_printf(url, "%c%s=%s", i ? '&' : '?', query->items[i].key,
			   value ? value : "");
		curl_free(value);
	}
}

int client_post(struct client *c, const char *path, const char *json,
		struct reply *ret, struct err *e)
{
	AUTO(buf) struct buf url = BUF_INIT;

	put_url(&url, c, path, NULL);
	return perform(c, buf_text(&url), json, NULL, ret, e);
}

int client_get(struct client *c, const char *path, const struct kv_list *query,
	       struct reply *ret, struct err *e)
{
	return client_stream(c, path, query, NULL, ret, e);
}

int client_stream(struct client *c, const char *path,
		  const struct kv_list *query, FILE *out, struct reply *ret,
		  struct err *e)
{
	AUTO(buf) struct buf url = BUF_INIT;

	put_url(&url, c, path, query);
	return perform(c, buf_text(&url), NULL, out, ret, e);
}
