/* ask.c: the commands that ask the service one thing and print its answer. */
#include <string.h>

#include "base/str.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "cli/request.h"
#include "cli/words.h"

/* ---- verbs -------------------------------------------------------------- */

/* A refusal is printed; whoever asked gets its exit status. */
static int show_answer(struct cli *c, const struct verb *v,
		       const struct reply *r, bool why, struct err *e)
{
	AUTO(answer) struct answer a = {0};
	int rc = reply_answer(r, &a, e);

	if (rc < 0)
		return rc;
	if (c->options.json)
		fprintf(c->out, "%s\n", buf_text(&r->body));
	else if (a.rc < 0 && !reason_set_refuses(&a.reasons))
		; /* nothing was decided: the error says why */
	else if (why)
		print_why(c->out, c->options.lang, v, &a);
	else
		print_answer(c->out, c->err, c->options.lang, v, &a);
	/* Set where no rule refused: this user may not, or it was not tried. */
	*e = a.err;
	return a.rc;
}

static int ask(struct cli *c, const char *path, int n, char **words, bool why,
	       struct err *e)
{
	AUTO(command) struct command cmd = {0};
	AUTO(reply) struct reply r = {0};
	AUTO_FREE char *body = NULL;
	struct client *client;
	int rc = command_parse(&cmd, n, words, e);

	if (rc < 0)
		return rc;
	rc = cli_client(c, &client, e);
	if (rc < 0)
		return rc;
	body = request_command(&cmd, &c->options);
	rc = client_post(client, path, body, &r, e);
	return rc < 0 ? rc : show_answer(c, cmd.verb, &r, why, e);
}

CLI_COMMAND(cli_verb)
{
	return ask(c, "/v1/command", n, words, false, e);
}

CLI_COMMAND(cli_why)
{
	return ask(c, "/v1/why", n, words, true, e);
}

/* ---- look-ups ----------------------------------------------------------- */

/* GETs fields and prints them, or only those in `which` (NULL-ended). */
static int show_fields(struct cli *c, const char *path,
		       const struct kv_list *query, const char *const *which,
		       struct err *e)
{
	AUTO(reply) struct reply r = {0};
	AUTO(kv_list) struct kv_list all = KV_INIT;
	AUTO(kv_list) struct kv_list some = KV_INIT;
	struct client *client;
	int rc = cli_client(c, &client, e);

	if (rc == 0)
		rc = client_get(client, path, query, &r, e);
	if (rc == 0)
		rc = reply_fields(&r, &all, e);
	if (rc < 0)
		return rc;
	if (c->options.json) {
		fprintf(c->out, "%s\n", buf_text(&r.body));
		return 0;
	}
	for (; which && *which; which++)
		for (size_t i = 0; i < all.n; i++)
			if (str_eq(all.items[i].key, *which))
				kv_add(&some, *which, all.items[i].value);
	print_fields(c->out, c->options.lang, some.n ? &some : &all);
	return 0;
}

static int show(struct cli *c, int n, char **words, const char *usage,
		const char *const *which, struct err *e)
{
	AUTO(kv_list) struct kv_list query = KV_INIT;
	const char *as_of = NULL;
	int rc = cli_take_value(&n, words, "--as-of", &as_of, e);

	if (rc == 0)
		rc = cli_expect_words(n, words, 1, 1, usage, e);
	if (rc < 0)
		return rc;
	kv_add(&query, "subject", words[0]);
	kv_add(&query, "as_of", as_of);
	kv_add(&query, "as", c->options.as);
	return show_fields(c, "/v1/show", &query, which, e);
}

CLI_COMMAND(cli_show)
{
	return show(c, n, words, "show SUBJECT [--as-of TIME]", NULL, e);
}

CLI_COMMAND(cli_where)
{
	static const char *const which[] = {"serial", "copy-no", "state",
					    "holder", "place",	 "slot",
					    "since",  "due",	 NULL};

	return show(c, n, words, "where SUBJECT [--as-of TIME]", which, e);
}

CLI_COMMAND(cli_status)
{
	int rc = cli_expect_words(n, words, 0, 0, "status", e);

	return rc < 0 ? rc : show_fields(c, "/v1/status", NULL, NULL, e);
}

/* ---- the clock of a test ------------------------------------------------ */

CLI_COMMAND(cli_clock)
{
	AUTO(reply) struct reply r = {0};
	AUTO_FREE char *body = NULL;
	struct client *client = NULL;
	int rc = cli_expect_words(n, words, 1, 1, "clock TIME", e);

	if (rc == 0)
		rc = cli_client(c, &client, e);
	if (rc < 0)
		return rc;
	body = request_clock(words[0]);
	rc = client_post(client, "/v1/clock", body, &r, e);
	if (rc == 0)
		rc = reply_check(&r, e);
	if (rc == 0 && c->options.json)
		fprintf(c->out, "%s\n", buf_text(&r.body));
	else if (rc == 0)
		fprintf(c->out, "%s %s\n",
			say(c->options.lang, "测试时钟已设为",
			    "the test clock is set to"),
			words[0]);
	return rc;
}

/* ---- devices ------------------------------------------------------------ */

static int print_rows(struct cli *c, const struct reply *r, const char *list,
		      const char *const *names, size_t n_names, struct err *e)
{
	AUTO(kv_list) struct kv_list l = KV_INIT;
	AUTO_FREE const char **cells = NULL;
	int rc = reply_rows(r, list, names, n_names, &l, e);

	if (rc < 0 || !l.n)
		return rc;
	cells = mem_alloc((l.n + n_names) * sizeof(*cells));
	for (size_t k = 0; k < n_names; k++)
		cells[k] = str_eq(names[k], "status")
				   ? say(c->options.lang, "打印机", "printer")
				   : word_for_field(c->options.lang, names[k]);
	for (size_t i = 0; i < l.n; i++)
		cells[n_names + i] = word_for_value(
			c->options.lang, l.items[i].key, l.items[i].value);
	print_table(c->out, cells, n_names, l.n / n_names + 1);
	return 0;
}

CLI_COMMAND(cli_devices)
{
	static const char *const devices[] = {"name",	  "kind",   "door",
					      "state",	  "status", "model",
					      "restarts", "since",  "reason"};
	static const char *const labels[] = {"label", "printer", "state"};
	AUTO(reply) struct reply r = {0};
	struct client *client;
	int rc = cli_expect_words(n, words, 0, 0, "devices", e);

	if (rc == 0)
		rc = cli_client(c, &client, e);
	if (rc == 0)
		rc = client_get(client, "/v1/devices", NULL, &r, e);
	if (rc == 0 && c->options.json) {
		rc = reply_check(&r, e);
		fprintf(c->out, "%s\n", buf_text(&r.body));
		return rc;
	}
	if (rc == 0)
		rc = print_rows(c, &r, "devices", devices, ARRAY_LEN(devices),
				e);
	if (rc == 0)
		rc = print_rows(c, &r, "labels", labels, ARRAY_LEN(labels), e);
	return rc;
}
