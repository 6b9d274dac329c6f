/* local.c: what needs no service: verifying a register or an exported journal,
 * running scenario files, reading the policy. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "core/policy.h"
#include "register/register.h"
#include "register/simulate.h"

/* ---- verify ------------------------------------------------------------- */

static void print_verified(struct cli *c, const struct verify_result *v,
			   bool replay, bool right)
{
	AUTO(kv_list) struct kv_list l = KV_INIT;
	enum lang lang = c->options.lang;

	kv_add_int(&l, say(lang, "记录数", "entries"), v->entries);
	kv_add(&l, say(lang, "末项摘要", "last hash"), v->last_hash);
	if (right)
		kv_add(&l, say(lang, "哈希链", "chain"),
		       say(lang, "完整无误", "right"));
	if (right && replay) {
		kv_add_int(&l, say(lang, "重放的表", "tables replayed"),
			   v->tables);
		kv_add_int(&l, say(lang, "重放的行", "rows replayed"), v->rows);
	}
	if (v->broken_seq)
		kv_add_int(&l,
			   say(lang, "第一条有误的记录", "first wrong entry"),
			   v->broken_seq);
	if (!right)
		kv_add(&l, say(lang, "问题", "what is wrong"), v->what);
	print_fields(c->out, lang, &l);
}

static void print_verified_json(struct cli *c, const struct verify_result *v,
				bool right)
{
	AUTO(buf) struct buf what = BUF_INIT;

	buf_put_json_string(&what, v->what);
	fprintf(c->out,
		"{\"right\": %s, \"entries\": %" PRId64
		", \"broken_seq\": %" PRId64
		", \"what\": %s, \"tables\": %" PRId64 ", \"rows\": %" PRId64
		", \"last_hash\": \"%s\"}\n",
		right ? "true" : "false", v->entries, v->broken_seq,
		buf_text(&what), v->tables, v->rows, v->last_hash);
}

static int verify_register(struct cli *c, bool replay, struct verify_result *v,
			   struct err *e)
{
	AUTO_PTR(reg) struct reg *reg = NULL;
	int rc = cli_need_register(c, e);

	if (rc == 0)
		rc = reg_open(&reg, c->options.register_path, REG_READ,
			      clock_system(), e);
	return rc < 0 ? rc : reg_verify(reg, replay, v, e);
}

CLI_COMMAND(cli_verify)
{
	struct verify_result v = {0};
	bool replay = cli_take_flag(&n, words, "--replay");
	int rc = cli_expect_words(n, words, 0, 1, "verify [--replay] [EXPORT]",
				  e);

	if (rc < 0)
		return rc;
	rc = n ? reg_verify_export(words[0], replay, &v, e)
	       : verify_register(c, replay, &v, e);
	/* Corrupt with a result is an answer; without one it could not even be
	 * read, and the error says why. */
	if (rc < 0 && (rc != ERR_CORRUPT || !v.what[0]))
		return rc;
	if (c->options.json)
		print_verified_json(c, &v, rc == 0);
	else
		print_verified(c, &v, replay, rc == 0);
	return rc;
}

/* ---- simulate ----------------------------------------------------------- */

CLI_COMMAND(cli_simulate)
{
	bool verbose = cli_take_flag(&n, words, "--verbose");
	struct simulate_result sum = {0};
	int rc = cli_expect_words(n, words, 1, 10000,
				  "simulate [--verbose] FILE...", e);

	if (rc < 0)
		return rc;
	for (int i = 0; i < n; i++) {
		struct simulate_result r = {0};
		struct err why = ERR_INIT;

		/* One file that cannot be read hides nothing of the others. */
		if (simulate_file(words[i], c->out, verbose, &r, &why) < 0) {
			fflush(c->out);
			print_error(c->err, &why);
			*e = why;
			rc = why.code;
		}
		fprintf(c->out, "%s: %d %s, %d %s\n", words[i], r.lines,
			say(c->options.lang, "项预期", "expectations"),
			r.failed, say(c->options.lang, "项不符", "not met"));
		sum.lines += r.lines;
		sum.failed += r.failed;
	}
	if (rc < 0) {
		memset(e, 0, sizeof(*e)); /* printed above */
		return rc;
	}
	return sum.failed ? err_set(e, ERR_INTERNAL, "%d of %d %s", sum.failed,
				    sum.lines,
				    say(c->options.lang, "项预期不符",
					"expectations were not met"))
			  : 0;
}

/* ---- policy ------------------------------------------------------------- */

static void print_policy(struct cli *c, const struct policy *p)
{
	enum { COLUMNS = 5 };
	enum lang lang = c->options.lang;
	struct policy_line line;
	const char *const head[COLUMNS] = {
		say(lang, "设置项", "setting"), say(lang, "取值", "value"),
		say(lang, "默认", "default"), say(lang, "含义", "what it is"),
		say(lang, "依据", "source")};
	const char **cells = NULL;
	struct policy_line *lines = NULL;
	size_t n = 0;

	while (policy_line(p, n, &line)) {
		lines = mem_resize(lines, (n + 1) * sizeof(*lines));
		lines[n++] = line;
	}
	cells = mem_alloc((n + 1) * COLUMNS * sizeof(*cells));
	for (size_t k = 0; k < COLUMNS; k++)
		cells[k] = head[k];
	for (size_t i = 0; i < n; i++) {
		const struct policy_line *l = &lines[i];

		cells[(i + 1) * COLUMNS] = l->name;
		cells[(i + 1) * COLUMNS + 1] = l->value;
		cells[(i + 1) * COLUMNS + 2] =
			str_eq(l->value, l->standard) ? "" : l->standard;
		cells[(i + 1) * COLUMNS + 3] = l->zh;
		cells[(i + 1) * COLUMNS + 4] = l->source;
	}
	print_table(c->out, cells, COLUMNS, n + 1);
	free(cells);
	free(lines);
}

/* Without a register: the defaults, which is what a new one begins with. */
CLI_COMMAND(cli_policy)
{
	AUTO_PTR(reg) struct reg *reg = NULL;
	struct policy standard;
	int rc = cli_expect_words(n, words, 0, 0, "policy show", e);

	if (rc < 0)
		return rc;
	if (!c->options.register_path[0]) {
		policy_defaults(&standard);
		print_policy(c, &standard);
		return 0;
	}
	rc = reg_open(&reg, c->options.register_path, REG_READ, clock_system(),
		      e);
	if (rc == 0)
		print_policy(c, reg_policy(reg));
	return rc;
}
