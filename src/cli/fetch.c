/* fetch.c: reports and exports: long answers that go to a file or to standard
 * output as they come. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "cli/cli.h"
#include "cli/request.h"

/* For its owner alone, whatever the umask: what is in it is confidential. A
 * file that lies there already, with other eyes on it, is not written to. */
static FILE *create(const char *path)
{
	AUTO_CLOSE int fd = -1;
	FILE *f;

	if (unlink(path) < 0 && errno != ENOENT)
		return NULL;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	f = fd < 0 ? NULL : fdopen(fd, "w");
	if (f)
		own_take_fd(&fd);
	return f;
}

/* Into a name beside the wanted one, so that a broken answer never stands
 * where a whole report is expected. */
static int fetch_file(struct cli *c, const char *path,
		      const struct kv_list *query, const char *output,
		      struct err *e)
{
	AUTO(buf) struct buf part = BUF_INIT;
	AUTO(reply) struct reply r = {0};
	FILE *f;
	int rc;

	buf_printf(&part, "%s.part", output);
	f = create(buf_text(&part));
	if (!f)
		return err_errno(e, ERR_IO, "%s cannot be written",
				 buf_text(&part));
	rc = client_stream(c->client, path, query, f, &r, e);
	if (rc == 0)
		rc = reply_check(&r, e);
	if (fclose(f) != 0 && rc == 0)
		rc = err_errno(e, ERR_IO, "%s cannot be written",
			       buf_text(&part));
	if (rc == 0 && rename(buf_text(&part), output) < 0)
		rc = err_errno(e, ERR_IO, "%s cannot be written", output);
	if (rc < 0)
		unlink(buf_text(&part));
	return rc;
}

static int fetch(struct cli *c, const char *path, const struct kv_list *query,
		 const char *output, struct err *e)
{
	AUTO(reply) struct reply r = {0};
	struct client *client;
	int rc = cli_client(c, &client, e);

	if (rc < 0)
		return rc;
	if (output && !str_eq(output, "-"))
		return fetch_file(c, path, query, output, e);
	rc = client_stream(client, path, query, c->out, &r, e);
	return rc < 0 ? rc : reply_check(&r, e);
}

CLI_COMMAND(cli_report)
{
	static const char usage[] =
		"report NAME [--as-of TIME] [--format FORMAT] "
		"[--titles] [--output FILE]";
	AUTO(kv_list) struct kv_list query = KV_INIT;
	const char *as_of = NULL, *format = NULL, *output = NULL;
	bool titles = cli_take_flag(&n, words, "--titles");
	int rc = cli_take_value(&n, words, "--as-of", &as_of, e);

	if (rc == 0)
		rc = cli_take_value(&n, words, "--format", &format, e);
	if (rc == 0)
		rc = cli_take_value(&n, words, "--output", &output, e);
	if (rc == 0)
		rc = cli_expect_words(n, words, 1, 1, usage, e);
	if (rc < 0)
		return rc;
	kv_add(&query, "name", words[0]);
	kv_add(&query, "as_of", as_of);
	kv_add(&query, "format", format);
	kv_add(&query, "titles", titles ? "1" : NULL);
	kv_add(&query, "as", c->options.as);
	return fetch(c, "/v1/report", &query, output, e);
}

CLI_COMMAND(cli_export)
{
	AUTO(kv_list) struct kv_list query = KV_INIT;
	const char *output = NULL;
	bool full = cli_take_flag(&n, words, "--full");
	int rc = cli_take_value(&n, words, "--output", &output, e);

	if (rc == 0)
		rc = cli_expect_words(n, words, 0, 0,
				      "export [--full] [--output FILE]", e);
	if (rc < 0)
		return rc;
	kv_add(&query, "full", full ? "1" : "0");
	kv_add(&query, "as", c->options.as);
	return fetch(c, "/v1/export", &query, output, e);
}
