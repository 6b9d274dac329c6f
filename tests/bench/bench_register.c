/* bench_register: a register to measure on: a house with 500 readers, and
 * documents of one copy each, labelled, shelved and in the scope of five.
 *
 *	bench_register FILE DOCUMENTS LIST
 *
 * Goes the ordinary way, by commands. The documents are 内部, whose loans this
 * house approves of without a signature, so that each may go out again and
 * again. LIST gets a line a copy: its serial and who may borrow it.
 * uses: register db core base */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "register/register.h"

enum { READERS = 500, SCOPE = 5 };

/* Commands that wait for a group. */
struct builder {
	struct reg *reg;
	struct command cmds[REG_GROUP_MAX];
	struct answer answers[REG_GROUP_MAX];
	size_t n;
	const char *actor;
};

static int run(struct builder *b, struct err *e)
{
	struct command *cmds[REG_GROUP_MAX];
	int rc;

	for (size_t i = 0; i < b->n; i++) {
		cmds[i] = &b->cmds[i];
		answer_done(&b->answers[i]);
	}
	rc = b->n ? reg_execute(b->reg, cmds, b->answers, b->n, e) : 0;
	for (size_t i = 0; i < b->n; i++) {
		const struct answer *a = &b->answers[i];

		if (rc == 0 && a->rc != 0)
			rc = err_set(e, a->rc, "%s: %s %s",
				     b->cmds[i].verb->name, a->err.msg,
				     reason_code(reason_next(&a->reasons,
							     REASON_OK)));
		command_done(&b->cmds[i]);
	}
	b->n = 0;
	return rc;
}

/* One more command, as a clerk would type it; a full group is run. */
__attribute__((format(printf, 3, 4))) static int
say(struct builder *b, struct err *e, const char *fmt, ...)
{
	struct command *c = &b->cmds[b->n];
	AUTO_FREE char **words = NULL;
	char line[1024];
	va_list ap;
	int rc, n;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	rc = command_split(line, &words, &n, e);
	if (rc >= 0)
		rc = command_parse(c, n, words, e);
	if (rc < 0)
		return rc;
	STR_COPY(c->actor, b->actor);
	STR_COPY(c->terminal, "bench");
	STR_COPY(c->os_user, "bench");
	return ++b->n == REG_GROUP_MAX ? run(b, e) : 0;
}

static int add_person(struct builder *b, const char *id, const char *role,
		      struct err *e)
{
	int rc;

	b->actor = "U2";
	rc = say(b, e,
		 "person add %s --name 某人 --clearance core --office OFF "
		 "--pledge 2025-03-01 --trained 2025-03-10 --examined",
		 id);
	if (rc >= 0)
		rc = say(b, e, "role grant %s %s", id, role);
	b->actor = "U3";
	if (rc >= 0)
		rc = say(b, e, "role acknowledge %s %s", id, role);
	return rc;
}

static void reader_id(char *ret, size_t size, int i)
{
	snprintf(ret, size, "R%03d", i % READERS);
}

static int add_house(struct builder *b, int year, struct err *e)
{
	char id[16];
	int rc;

	b->actor = "";
	rc = say(b, e,
		 "init KK89K --unit 某机关 --sysadmin U1 --secadmin U2 "
		 "--auditor U3");
	if (rc >= 0)
		rc = run(b, e);
	b->actor = "U1";
	for (int y = year; rc >= 0 && y <= year + 1; y++)
		rc = say(b, e, "calendar set %d --closed %d-01-01 --source 某",
			 y, y);
	if (rc >= 0)
		rc = say(b, e, "place add REG --kind registry --level 绝密");
	if (rc >= 0)
		rc = say(b, e, "place add OFF --kind office --level 机密");
	if (rc >= 0)
		rc = say(b, e,
			 "cabinet add N1 --place REG --kind plain "
			 "--level 内部 --non-secret");
	b->actor = "U2";
	if (rc >= 0)
		rc = say(b, e, "policy set lend.approvers.internal none");
	if (rc >= 0)
		rc = add_person(b, "P01", "registry_clerk", e);
	if (rc >= 0)
		rc = add_person(b, "P05", "office_head", e);
	for (int i = 0; rc >= 0 && i < READERS; i++) {
		reader_id(id, sizeof(id), i);
		rc = add_person(b, id, "reader", e);
	}
	return rc < 0 ? rc : run(b, e);
}

/* ---- documents ----------------------------------------------------------- */

struct received {
	char serial[64], number[32];
};

/* Up to a group of documents, received together. */
static int receive(struct builder *b, struct received *to, int first, int n,
		   int year, struct err *e)
{
	int rc = 0;

	b->actor = "P01";
	for (int i = first; rc >= 0 && i < first + n; i++)
		rc = say(b, e,
			 "receive --doc-no 某发〔%d〕%d号 --title "
			 "关于某项工作的通知 --issuer 上级机关 --mark "
			 "内部 --issue-date %d-01-02 --copy-no 000001 "
			 "--pages 2 --counted 2",
			 year, i, year);
	if (rc >= 0 && n < REG_GROUP_MAX)
		rc = run(b, e);
	for (int i = 0; rc >= 0 && i < n; i++) {
		const struct kv_list *told = &b->answers[i].results;

		STR_COPY(to[i].serial, kv_get(told, "serial"));
		STR_COPY(to[i].number, kv_get(told, "receive-no"));
	}
	return rc;
}

static int set_scope(struct builder *b, const struct received *of, int i,
		     struct err *e)
{
	char persons[SCOPE * 8] = "", id[8];

	for (int k = 0; k < SCOPE; k++) {
		reader_id(id, sizeof(id), i + k);
		snprintf(persons + strlen(persons),
			 sizeof(persons) - strlen(persons), "%s%s",
			 k ? "," : "", id);
	}
	return say(b, e, "scope set %s --persons %s", of->number, persons);
}

static int add_group(struct builder *b, int first, int n, int year, FILE *list,
		     struct err *e)
{
	struct received got[REG_GROUP_MAX];
	char id[8];
	int rc = receive(b, got, first, n, year, e);

	for (int i = 0; rc >= 0 && i < n; i++)
		rc = say(b, e, "label confirm %s --method hand", got[i].serial);
	for (int i = 0; rc >= 0 && i < n; i++)
		rc = say(b, e, "shelve %s N1-1-01", got[i].serial);
	b->actor = "P05";
	for (int i = 0; rc >= 0 && i < n; i++)
		rc = set_scope(b, &got[i], first + i, e);
	b->actor = "P01";
	for (int i = 0; rc >= 0 && i < n; i++) {
		reader_id(id, sizeof(id), first + i);
		fprintf(list, "%s %s\n", got[i].serial, id);
	}
	return rc < 0 ? rc : run(b, e);
}

static int build(const char *path, int documents, FILE *list, struct err *e)
{
	AUTO_PTR(reg) struct reg *reg = NULL;
	struct builder *b;
	struct clock clock = clock_system();
	int year, rc;

	rc = reg_open(&reg, path, REG_CREATE, clock, e);
	if (rc < 0)
		return rc;
	b = mem_alloc(sizeof(*b));
	b->reg = reg;
	year = civil_from_time(reg_now(reg), 480).date.year;
	rc = add_house(b, year, e);
	for (int i = 0; rc >= 0 && i < documents; i += REG_GROUP_MAX)
		rc = add_group(b, i,
			       documents - i < REG_GROUP_MAX ? documents - i
							     : REG_GROUP_MAX,
			       year, list, e);
	for (size_t i = 0; i < REG_GROUP_MAX; i++) {
		command_done(&b->cmds[i]);
		answer_done(&b->answers[i]);
	}
	free(b);
	return rc;
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	int64_t documents;
	FILE *list;
	int rc;

	if (argc != 4 || !str_to_int(argv[2], 1, 10000000, &documents)) {
		fputs("usage: bench_register FILE DOCUMENTS LIST\n", stderr);
		return 2;
	}
	list = fopen(argv[3], "w");
	if (!list) {
		perror(argv[3]);
		return 1;
	}
	rc = build(argv[1], (int)documents, list, &e);
	if (fclose(list) && rc >= 0)
		rc = err_errno(&e, ERR_IO, "%s", argv[3]);
	if (rc < 0)
		fprintf(stderr, "bench_register: %s (%s)\n", e.msg, e.detail);
	return rc < 0;
}
