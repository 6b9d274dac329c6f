/* batch.c: `muniment import`: a file's lines as one batch, which is taken as a
 * whole or not at all. */
#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "cli/cli.h"
#include "cli/import.h"
#include "cli/print.h"
#include "cli/request.h"
#include "cli/words.h"

enum { FILE_MAX = 4 << 20 };

/* The argument that a refusal of a line is about. */
static const struct {
	enum reason why;
	const char *arg;
} about[] = {
	{E_MARK_SYNTAX, "mark"},   {E_MARK_NOT_SECRET, "mark"},
	{E_TERM_CAP, "mark"},	   {E_COPY_INHERIT, "mark"},
	{E_COPY_NO, "copy-no"},	   {E_DUP, "copy-no"},
	{E_CLOCK, "occurred-at"},  {E_POLICY_FLOOR, "value"},
	{E_ROLE_CONFLICT, "role"},
};

static void print_field(struct cli *c, const struct import *im, enum reason why)
{
	for (size_t i = 0; i < ARRAY_LEN(about); i++)
		if (about[i].why == why && verb_arg(im->verb, about[i].arg))
			fprintf(c->err, " %s:",
				word_for_field(c->options.lang, about[i].arg));
}

/* The refusals, each with the line that it is about. */
static void print_refusals(struct cli *c, const char *file,
			   const struct import *im,
			   const struct answer *answers)
{
	enum lang lang = c->options.lang;

	fputs(say(lang, "整批不予办理，未登记任何一行：\n",
		  "the batch is refused, nothing was registered:\n"),
	      c->err);
	for (size_t i = 0; i < im->n; i++) {
		const struct answer *a = &answers[i];

		if (a->rc == 0)
			continue;
		fprintf(c->err, "%s:%d:", file, im->lines[i].line);
		if (a->rc != ERR_REFUSED) {
			fprintf(c->err, " %s\n", a->err.msg);
			continue;
		}
		for (enum reason r = reason_next(&a->reasons, REASON_OK);
		     r != REASON_OK; r = reason_next(&a->reasons, r))
			if (reason_refuses(r))
				print_field(c, im, r);
		fputc('\n', c->err);
		for (enum reason r = reason_next(&a->reasons, REASON_OK);
		     r != REASON_OK; r = reason_next(&a->reasons, r))
			if (reason_refuses(r))
				print_reason(c->err, lang, r, true);
	}
}

/* What each line became: a row for each new copy. */
static void print_lines(struct cli *c, const struct import *im,
			const struct answer *answers)
{
	static const char *const columns[] = {"receive-no", "copy-no",
					      "serial"};
	enum { COLUMNS = 1 + ARRAY_LEN(columns) };
	struct buf numbers = BUF_INIT;
	const char **cells = NULL;
	size_t rows = 0;

	for (size_t i = 0; i < im->n; i++) {
		const struct kv_list *l = &answers[i].results;

		for (size_t k = 0; kv_get_nth(l, "serial", k); k++) {
			cells = mem_resize(cells, (rows + 1) * COLUMNS *
							  sizeof(*cells));
			/* Replaced below: the buffer may still move. */
			cells[rows * COLUMNS] = NULL;
			cells[rows * COLUMNS + 1] = kv_get(l, columns[0]);
			cells[rows * COLUMNS + 2] =
				kv_get_nth(l, columns[1], k);
			cells[rows * COLUMNS + 3] =
				kv_get_nth(l, columns[2], k);
			buf_printf(&numbers, "  %d", im->lines[i].line);
			buf_putc(&numbers, '\0');
			rows++;
		}
	}
	for (size_t i = 0, at = 0; i < rows; i++) {
		cells[i * COLUMNS] = numbers.data + at;
		at += strlen(numbers.data + at) + 1;
	}
	if (rows)
		print_table(c->out, cells, COLUMNS, rows);
	free(cells);
	buf_done(&numbers);
}

/* Flags of what was taken, by line: they do not stop a batch. */
static void print_flags(struct cli *c, const char *file,
			const struct import *im, const struct answer *answers)
{
	fflush(c->out);
	for (size_t i = 0; i < im->n; i++)
		for (enum reason r =
			     reason_next(&answers[i].reasons, REASON_OK);
		     r != REASON_OK; r = reason_next(&answers[i].reasons, r)) {
			fprintf(c->err, "%s:%d:", file, im->lines[i].line);
			print_reason(c->err, c->options.lang, r, false);
		}
}

/* What the whole is: not understood when one line is not, else refused. */
static int code_of(const struct answer *answers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (answers[i].rc < 0 && answers[i].rc != ERR_REFUSED)
			return answers[i].rc;
	return ERR_REFUSED;
}

static int send(struct cli *c, const char *file, const struct import *im,
		struct err *e)
{
	AUTO_FREE struct command **cmds = mem_alloc(im->n * sizeof(*cmds));
	AUTO_FREE struct answer *answers = mem_alloc(im->n * sizeof(*answers));
	AUTO(reply) struct reply r = {0};
	AUTO_FREE char *body = NULL;
	struct client *client;
	bool kept = false;
	int rc = cli_client(c, &client, e);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < im->n; i++)
		cmds[i] = &im->lines[i].command;
	body = request_batch(cmds, im->n, &c->options);
	rc = client_post(client, "/v1/batch", body, &r, e);
	if (rc == 0)
		rc = reply_batch(&r, answers, im->n, &kept, e);
	if (rc == 0 && c->options.json) {
		fprintf(c->out, "%s\n", buf_text(&r.body));
	} else if (rc == 0 && !kept) {
		print_refusals(c, file, im, answers);
	} else if (rc == 0) {
		fprintf(c->out, "%s%s: %zu\n",
			say(c->options.lang, "已办：", "done: "),
			say(c->options.lang, im->verb->zh, im->verb->name),
			im->n);
		print_lines(c, im, answers);
		print_flags(c, file, im, answers);
	}
	if (rc == 0 && !kept)
		rc = code_of(answers, im->n);
	for (size_t i = 0; i < im->n; i++)
		answer_done(&answers[i]);
	return rc;
}

/* Some lines cannot be read, so nothing will be registered; the rules are
 * asked about the others all the same, so that every bad line is told at once.
 * Nothing is entered by asking. That two lines of the file contradict each
 * other comes out only when the file is taken as a whole. */
static void judge_rest(struct cli *c, const char *file, struct import *im)
{
	AUTO_FREE struct answer *answers = mem_alloc(im->n * sizeof(*answers));
	bool refused = false, asked = true;
	struct client *client;

	if (cli_client(c, &client, NULL) < 0)
		return;
	for (size_t i = 0; asked && i < im->n; i++) {
		AUTO(reply) struct reply r = {0};
		AUTO_FREE char *body =
			request_command(&im->lines[i].command, &c->options);

		asked = client_post(client, "/v1/why", body, &r, NULL) == 0 &&
			reply_answer(&r, &answers[i], NULL) == 0;
		refused |= asked && answers[i].rc < 0;
	}
	if (asked && refused)
		print_refusals(c, file, im, answers);
	for (size_t i = 0; i < im->n; i++)
		answer_done(&answers[i]);
}

CLI_COMMAND(cli_import)
{
	AUTO(buf) struct buf text = BUF_INIT;
	AUTO(buf) struct buf faults = BUF_INIT;
	AUTO(buf) struct buf notes = BUF_INIT;
	AUTO(import) struct import im = {0};
	const struct verb *v;
	int rc = cli_expect_words(n, words, 2, 2, "import VERB FILE.csv", e);

	if (rc < 0)
		return rc;
	v = verb_find(words[0]);
	if (!v)
		return help_one(c->err, c->options.lang, NULL, 0, words[0], e);
	rc = file_read(words[1], FILE_MAX, &text, e);
	if (rc < 0)
		return rc;
	rc = import_read(&im, v, words[1], buf_text(&text), text.len,
			 c->options.lang, &faults, &notes, e);
	fputs(buf_text(&notes), c->err);
	fputs(buf_text(&faults), c->err);
	if (rc < 0 && im.n)
		judge_rest(c, words[1], &im);
	return rc < 0 ? rc : send(c, words[1], &im, e);
}
