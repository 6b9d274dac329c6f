/* init.c: `muniment init`: an empty register becomes one. Works on the file
 * itself, since the service wants a register that has been begun. */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "cli/request.h"
#include "register/register.h"

static void sign(struct command *c, const struct options *o)
{
	const struct passwd *p = getpwuid(getuid());

	snprintf(c->terminal, sizeof(c->terminal), "uid:%u",
		 (unsigned)getuid());
	if (p)
		STR_COPY(c->os_user, p->pw_name);
	STR_COPY(c->actor, o->as ? o->as : "system");
	if (!o->request_id || !STR_COPY(c->request_id, o->request_id))
		request_id_make(c->request_id);
}

/* Read only: a service may hold it for writing. */
static int check_empty(const char *path, struct err *e)
{
	AUTO_PTR(reg) struct reg *reg = NULL;
	int rc = reg_open(&reg, path, REG_READ, clock_system(), e);

	if (rc == 0 && reg_is_initialised(reg))
		return err_set(e, ERR_USAGE, "%s is a register already", path);
	return rc;
}

/* An empty register left behind by an init that failed is gone on with. */
static int open_new(struct reg **ret, const char *path, struct clock clock,
		    struct err *e)
{
	int rc;

	if (access(path, F_OK) < 0 && errno == ENOENT)
		return reg_open(ret, path, REG_CREATE, clock, e);
	rc = check_empty(path, e);
	return rc < 0 ? rc : reg_open(ret, path, REG_WRITE, clock, e);
}

/* A test whose time is not today's: its first entry must have that time, as
 * time in a register never goes back. *ret_s stays as it is when nothing was
 * said. */
static int take_clock(int *n, char **words, int64_t *ret_s, struct err *e)
{
	const char *text = NULL, *zone = "+08:00";
	bool test = false;
	int minutes;
	int rc = cli_take_value(n, words, "--clock", &text, e);

	if (rc < 0 || !text)
		return rc;
	for (int i = 0; i < *n; i++) {
		test |= str_eq(words[i], "--test");
		if (i + 1 < *n && str_eq(words[i], "--zone"))
			zone = words[i + 1];
	}
	if (!test)
		return err_set(e, ERR_USAGE,
			       "--clock is for a register begun with --test");
	if (!offset_parse(zone, &minutes) ||
	    !time_parse(text, minutes, 0, ret_s))
		return err_set(e, ERR_USAGE,
			       "--clock: '%s' is no time; expected "
			       "YYYY-MM-DD HH:MM",
			       text);
	return 0;
}

/* Keeps a test's clock for those who open the register later. */
static int set_clock(const char *path, int64_t now_s, struct err *e)
{
	AUTO_PTR(reg) struct reg *reg = NULL;
	int rc = reg_open(&reg, path, REG_WRITE, clock_system(), e);

	return rc < 0 ? rc : reg_set_test_clock(reg, now_s, e);
}

static int begin(struct cli *c, struct command *cmd, struct clock clock,
		 struct err *e)
{
	struct command *const cmds[] = {cmd};
	AUTO(answer) struct answer a = {0};
	AUTO_PTR(reg) struct reg *reg = NULL;
	int rc = open_new(&reg, c->options.register_path, clock, e);

	if (rc < 0)
		return rc;
	sign(cmd, &c->options);
	rc = reg_execute(reg, cmds, &a, 1, e);
	if (rc < 0)
		return rc;
	if (c->options.json) {
		AUTO_FREE char *text = answer_to_json(&a);

		fprintf(c->out, "%s\n", text);
	} else {
		print_answer(c->out, c->err, c->options.lang, cmd->verb, &a);
	}
	*e = a.err;
	return a.rc;
}

CLI_COMMAND(cli_init)
{
	AUTO(command) struct command cmd = {0};
	int64_t now_s = 0;
	int rc = cli_need_register(c, e);

	if (rc == 0)
		rc = take_clock(&n, words, &now_s, e);
	if (rc == 0)
		rc = command_parse(&cmd, n, words, e);
	if (rc == 0)
		rc = begin(c, &cmd,
			   now_s ? clock_fixed(&now_s) : clock_system(), e);
	if (rc == 0 && now_s)
		rc = set_clock(c->options.register_path, now_s, e);
	return rc;
}
