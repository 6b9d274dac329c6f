/* tag.c: a new tag: its identifier written by a reader at the counter, and
 * bound to the copy. And `watch`, the service's live stream as text. */
#include <string.h>

#include "base/str.h"
#include "cli/cli.h"
#include "cli/request.h"
#include "cli/words.h"

/* Writes on the tag; *ret is the identifier, owned by the caller. */
static int write_tag(struct cli *c, const char *reader, const char *uid,
		     bool overwrite, char **ret, struct err *e)
{
	AUTO(kv_list) struct kv_list fields = KV_INIT;
	AUTO(reply) struct reply r = {0};
	AUTO_FREE char *body = request_tag(reader, uid, overwrite, &c->options);
	int rc = client_post(c->client, "/v1/tag", body, &r, e);

	if (rc == 0)
		rc = reply_check(&r, e);
	if (rc == 0)
		rc = reply_fields(&r, &fields, e);
	if (rc < 0)
		return rc;
	*ret = mem_dup(kv_get(&fields, "ident"));
	return *ret ? 0
		    : err_set(e, ERR_CORRUPT,
			      "the service names no identifier");
}

/* Written first, bound second: a tag that was written and not bound is an
 * unknown one, and the same command again puts it right. */
CLI_COMMAND(cli_tag_write)
{
	static const char usage[] =
		"tag write COPY UID --reader READER [--overwrite]";
	const char *reader = NULL;
	bool overwrite = cli_take_flag(&n, words, "--overwrite");
	AUTO_FREE char *ident = NULL;
	struct client *client;
	int rc = cli_take_value(&n, words, "--reader", &reader, e);

	if (rc == 0)
		rc = cli_expect_words(n, words, 2, 2, usage, e);
	if (rc == 0 && !reader)
		rc = err_set(e, ERR_USAGE, "expected: muniment %s", usage);
	if (rc == 0)
		rc = cli_client(c, &client, e);
	if (rc == 0)
		rc = write_tag(c, reader, words[1], overwrite, &ident, e);
	if (rc < 0)
		return rc;
	return cli_verb(
		c, 5,
		(char *[]){"tag-bind", words[0], words[1], "--ident", ident},
		e);
}

CLI_COMMAND(cli_watch)
{
	AUTO(reply) struct reply r = {0};
	struct client *client = NULL;
	int rc = cli_expect_words(n, words, 0, 0, "watch", e);

	if (rc == 0)
		rc = cli_client(c, &client, e);
	if (rc < 0)
		return rc;
	setvbuf(c->out, NULL, _IOLBF, 0);
	rc = client_stream(client, "/v1/events", NULL, c->out, &r, e);
	return rc < 0 ? rc : reply_check(&r, e);
}
