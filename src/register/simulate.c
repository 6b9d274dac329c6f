/* simulate.c: see simulate.h. Runs the lines that scenario.c takes apart. */
#include "register/simulate.h"

#include <limits.h>
#include <stdarg.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/str.h"
#include "core/door.h"
#include "register/register.h"
#include "register/scenario.h"

enum {
	FILE_MAX = 1 << 20,
	INCLUDE_DEPTH = 8,
	ZONE_BEFORE_INIT = 480, /* China */
	DOORS_MAX = 8,
};

struct run {
	struct reg *reg;
	int64_t now_s; /* what the register's clock reads */
	char actor[ID_TEXT];
	struct kv_list names;
	struct door_session doors[DOORS_MAX];
	size_t n_doors;
	FILE *out;
	bool verbose;
	struct simulate_result *result;

	/* The command that waits for its =>. */
	struct answer last;
	bool waiting;
	char last_where[PATH_MAX + 16];

	/* Where we are. */
	const char *path;
	int line, depth;
};

static int zone(const struct run *r)
{
	return reg_is_initialised(r->reg) ? reg_zone(r->reg) : ZONE_BEFORE_INIT;
}

static void met(struct run *r, bool ok)
{
	r->result->lines++;
	r->result->failed += !ok;
}

__attribute__((format(printf, 2, 3))) static void failed(struct run *r,
							 const char *fmt, ...)
{
	va_list ap;

	met(r, false);
	fprintf(r->out, "%s:%d: ", r->path, r->line);
	va_start(ap, fmt);
	vfprintf(r->out, fmt, ap);
	va_end(ap);
	fputc('\n', r->out);
}

/* A command without => must have been done. */
static int settle(struct run *r, struct err *e)
{
	AUTO(buf) struct buf came = BUF_INIT;

	if (!r->waiting)
		return 0;
	r->waiting = false;
	if (r->last.rc == 0) {
		met(r, true);
		return 0;
	}
	if (r->last.rc == ERR_USAGE || r->last.rc == ERR_INTERNAL) {
		*e = r->last.err;
		return err_prefix(e, "%s", r->last_where);
	}
	met(r, false);
	scenario_codes(&came, &r->last);
	fprintf(r->out, "%s: expected to be done, came %s\n", r->last_where,
		buf_text(&came));
	return 0;
}

/* ---- what a line does --------------------------------------------------- */

static int run_scene(struct run *r, const struct scenario_line *l,
		     struct err *e)
{
	if (l->time[0] && !time_parse(l->time, zone(r), 0, &r->now_s))
		return err_set(e, ERR_USAGE, "'%s' is no time", l->time);
	if (l->n && !STR_COPY(r->actor, l->words[0]))
		return err_set(e, ERR_USAGE, "'%s' is no person", l->words[0]);
	return 0;
}

/* The session at a door, begun with its first tap. */
static struct door_session *session(struct run *r, const char *door)
{
	for (size_t i = 0; i < r->n_doors; i++)
		if (str_eq(r->doors[i].door, door))
			return &r->doors[i];
	if (r->n_doors == DOORS_MAX)
		return NULL;
	door_session_init(&r->doors[r->n_doors], door,
			  policy_int(reg_policy(r->reg), POLICY_DOOR_SESSION_S,
				     LEVEL_PUBLIC));
	return &r->doors[r->n_doors++];
}

static int tap(struct run *r, const struct command *c, struct err *e)
{
	struct door_session *s = session(r, command_get(c, "door"));

	if (!s)
		return err_set(e, ERR_USAGE, "more than %d doors", DOORS_MAX);
	return reg_tap(r->reg, s, command_get(c, "uid"), &r->last, e);
}

static void execute(struct run *r, struct command *c, bool why)
{
	struct command *const cmds[] = {c};
	struct err e = ERR_INIT;
	int rc;

	STR_COPY(c->actor, r->actor);
	STR_COPY(c->terminal, "scenario");
	STR_COPY(c->os_user, "scenario");
	if (why)
		rc = reg_why(r->reg, c, &r->last, &e);
	else if (c->verb->id == VERB_TAP)
		rc = tap(r, c, &e);
	else
		rc = reg_execute(r->reg, cmds, &r->last, 1, &e);
	if (rc < 0 && rc != ERR_REFUSED) {
		r->last.rc = rc;
		r->last.err = e;
	}
}

static int run_command(struct run *r, const struct scenario_line *l,
		       struct err *e)
{
	AUTO(command) struct command c = {0};
	AUTO(buf) struct buf came = BUF_INIT;

	(void)e;
	answer_done(&r->last);
	memset(&r->last, 0, sizeof(r->last));
	r->waiting = true;
	snprintf(r->last_where, sizeof(r->last_where), "%s:%d", r->path,
		 r->line);
	r->last.rc = command_parse(&c, l->n, l->words, &r->last.err);
	if (r->last.rc == 0)
		execute(r, &c, l->kind == SCENARIO_WHY);
	if (l->name[0] && r->last.rc == 0)
		scenario_keep(&r->names, l->name, &r->last);
	if (r->verbose) {
		scenario_codes(&came, &r->last);
		fprintf(r->out, "%s\t", r->last_where);
		for (int i = 0; i < l->n; i++)
			fprintf(r->out, "%s ", l->words[i]);
		fprintf(r->out, "=> %s\n", buf_text(&came));
	}
	return 0;
}

static int run_codes(struct run *r, const struct scenario_line *l,
		     struct err *e)
{
	AUTO(buf) struct buf want = BUF_INIT;
	AUTO(buf) struct buf came = BUF_INIT;
	bool ok;
	int rc;

	if (!r->waiting)
		return err_set(e, ERR_USAGE, "=> follows no command");
	rc = scenario_judge(&r->last, l->n, l->words, &ok, e);
	if (rc < 0)
		return rc;
	r->waiting = false;
	if (ok) {
		met(r, true);
		return 0;
	}
	for (int i = 0; i < l->n; i++)
		buf_printf(&want, " %s", l->words[i]);
	scenario_codes(&came, &r->last);
	failed(r, "expected%s%s, came %s", l->n > 1 ? " exactly" : "",
	       buf_text(&want), buf_text(&came));
	return 0;
}

static void put_found(struct buf *to, const struct kv_list *facts,
		      const char *word)
{
	AUTO_FREE char *field = mem_dupn(word, strcspn(word, "!="));
	const char *value;

	for (size_t i = 0; (value = kv_get_nth(facts, field, i)); i++)
		buf_printf(to, "%s%s", i ? " and " : "", value);
	if (!to->len)
		buf_puts(to, "nothing");
}

static int run_expect(struct run *r, const struct scenario_line *l,
		      struct err *e)
{
	AUTO(kv_list) struct kv_list shown = KV_INIT;
	const struct kv_list *facts = &shown;
	int rc;

	if (str_eq(l->words[0], "answer")) {
		facts = &r->last.results;
	} else {
		rc = reg_show(r->reg, l->words[0], 0, true, &shown, e);
		if (rc == ERR_NOT_FOUND) {
			failed(r, "%s: %s", l->words[0], e->msg);
			return 0;
		}
		if (rc < 0)
			return rc;
	}
	for (int i = 1; i < l->n; i++) {
		AUTO(buf) struct buf found = BUF_INIT;
		bool ok;

		rc = scenario_holds(facts, l->words[i], zone(r), &ok, e);
		if (rc < 0)
			return rc;
		if (ok) {
			met(r, true);
			continue;
		}
		put_found(&found, facts, l->words[i]);
		failed(r, "%s: expected %s, found %s", l->words[0], l->words[i],
		       buf_text(&found));
	}
	return 0;
}

static int run_file(struct run *r, const char *path, struct err *e);

/* The name is relative to the file that includes it. */
static int run_include(struct run *r, const struct scenario_line *l,
		       struct err *e)
{
	AUTO(buf) struct buf path = BUF_INIT;
	const char *slash = strrchr(r->path, '/');

	if (r->depth == INCLUDE_DEPTH)
		return err_set(e, ERR_USAGE, "include more than %d deep",
			       INCLUDE_DEPTH);
	if (slash && l->words[0][0] != '/')
		buf_put(&path, r->path, (size_t)(slash - r->path) + 1);
	buf_puts(&path, l->words[0]);
	return run_file(r, buf_text(&path), e);
}

static int (*const runners[])(struct run *, const struct scenario_line *,
			      struct err *) = {
	[SCENARIO_SCENE] = run_scene,	  [SCENARIO_INCLUDE] = run_include,
	[SCENARIO_COMMAND] = run_command, [SCENARIO_WHY] = run_command,
	[SCENARIO_CODES] = run_codes,	  [SCENARIO_EXPECT] = run_expect,
};

static int run_line(struct run *r, const char *text, struct err *e)
{
	AUTO(scenario_line) struct scenario_line l = {0};
	struct err why = ERR_INIT;
	int rc = scenario_parse(&l, text, &r->names, e);

	if (rc == 0 && l.kind == SCENARIO_EMPTY)
		return 0;
	/* What the codes are for must not be settled before them. A line that
	 * cannot be read often follows from one that failed: that first. */
	if (rc < 0 || l.kind != SCENARIO_CODES) {
		int before = settle(r, rc < 0 ? &why : e);

		if (before < 0 && rc < 0)
			*e = why;
		if (before < 0)
			return before;
	}
	if (rc == 0)
		rc = runners[l.kind](r, &l, e);
	/* An included file has said where already. */
	if (rc < 0 && l.kind != SCENARIO_INCLUDE)
		return err_prefix(e, "%s:%d", r->path, r->line);
	return rc;
}

static int run_file(struct run *r, const char *path, struct err *e)
{
	AUTO(buf) struct buf text = BUF_INIT;
	const char *outer = r->path;
	int outer_line = r->line, rc;
	char *next;

	rc = file_read(path, FILE_MAX, &text, e);
	if (rc < 0)
		return outer ? err_prefix(e, "%s:%d", outer, outer_line) : rc;
	if (!str_is_utf8(buf_text(&text), text.len))
		return err_set(e, ERR_USAGE, "%s is not UTF-8 text", path);
	r->path = path;
	r->line = 0;
	r->depth++;
	for (char *line = text.data; line && rc == 0; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		line[strcspn(line, "\r")] = '\0';
		r->line++;
		rc = run_line(r, line, e);
	}
	if (rc == 0)
		rc = settle(r, e);
	r->depth--;
	r->path = outer;
	r->line = outer_line;
	return rc;
}

/* Whatever a scenario did, its journal must tell it again. */
static int check_journal(struct run *r, const char *path, struct err *e)
{
	struct verify_result v = {0};
	int rc;

	if (!reg_is_initialised(r->reg))
		return 0;
	rc = reg_verify(r->reg, true, &v, e);
	if (rc < 0 && rc != ERR_CORRUPT)
		return rc;
	met(r, rc == 0);
	if (rc < 0)
		fprintf(r->out, "%s: its journal does not replay: %s\n", path,
			v.what);
	return 0;
}

int simulate_file(const char *path, FILE *out, bool verbose,
		  struct simulate_result *ret, struct err *e)
{
	AUTO_PTR(reg) struct reg *reg = NULL;
	struct run r = {.out = out, .verbose = verbose, .result = ret};
	int rc;

	memset(ret, 0, sizeof(*ret));
	STR_COPY(r.actor, "system");
	rc = reg_open(&reg, ":memory:", REG_MEMORY, clock_fixed(&r.now_s), e);
	if (rc < 0)
		return rc;
	r.reg = reg;
	rc = run_file(&r, path, e);
	if (rc == 0)
		rc = check_journal(&r, path, e);
	answer_done(&r.last);
	kv_done(&r.names);
	return rc;
}
