/* house.h: the rule book's house (rules of tests/scenarios/house.scn) for the
 * unit tests of the register: its people, cabinets and documents, and a short
 * way to type a command and say what must come of it.
 *
 * Everything goes through the register's own door: lines are taken apart by
 * command_split() and command_parse(), decided and entered by reg_execute().
 */
#ifndef MUNIMENT_TESTS_HOUSE_H
#define MUNIMENT_TESTS_HOUSE_H

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/str.h"
#include "db/db.h"
#include "register/register.h"
#include "tests/suite.h"

enum { HOUSE_ZONE = 480, HOUSE_LINE = 1024 };

struct house {
	struct reg *reg;
	int64_t now_s; /* what the register's clock reads */
	struct answer last;
	struct kv_list shown;
	char said[512]; /* last outcome: "OK", codes, "usage: ...", ... */
};

static inline int64_t house_time(const char *text)
{
	int64_t t = 0;

	CU_ASSERT_TRUE_FATAL(time_parse(text, HOUSE_ZONE, 0, &t));
	return t;
}

static inline void house_at(struct house *h, const char *text)
{
	h->now_s = house_time(text);
}

/* A register that is open and empty. `path` NULL: in memory. */
static inline void house_open(struct house *h, const char *path,
			      enum reg_mode mode)
{
	struct err e = ERR_INIT;

	memset(h, 0, sizeof(*h));
	house_at(h, "2025-08-25 09:00");
	if (reg_open(&h->reg, path ? path : ":memory:", mode,
		     clock_fixed(&h->now_s), &e) < 0) {
		printf("open: %s (%s)\n", e.msg, e.detail);
		CU_FAIL_FATAL("the register does not open");
	}
}

static inline void house_close(struct house *h)
{
	answer_done(&h->last);
	kv_done(&h->shown);
	reg_close(h->reg);
	h->reg = NULL;
}

static inline void house_say(struct house *h)
{
	const struct answer *a = &h->last;
	AUTO(buf) struct buf b = BUF_INIT;
	enum reason r = REASON_OK;

	if (a->rc < 0 && a->rc != ERR_REFUSED)
		buf_printf(&b, "%s: %s", err_word(a->rc), a->err.msg);
	else if (reason_next(&a->reasons, REASON_OK) == REASON_OK)
		buf_puts(&b, a->rc ? "refused without a reason" : "OK");
	else
		while ((r = reason_next(&a->reasons, r)) != REASON_OK)
			buf_printf(&b, "%s%s", b.len ? " " : "",
				   reason_code(r));
	snprintf(h->said, sizeof(h->said), "%s", buf_text(&b));
}

/* Takes a line apart; ERR_USAGE as command_parse() has it. */
static inline int house_parse(struct command *c, const char *actor,
			      const char *line, struct err *e)
{
	AUTO_FREE char **words = NULL;
	int n = 0, rc = command_split(line, &words, &n, e);

	if (rc >= 0)
		rc = command_parse(c, n, words, e);
	STR_COPY(c->actor, actor);
	STR_COPY(c->terminal, "uid:1000");
	STR_COPY(c->os_user, "desk");
	return rc;
}

/* Runs a line; what came of it is in h->last and h->said. */
static inline void house_line(struct house *h, const char *request,
			      const char *actor, const char *line)
{
	AUTO(command) struct command c = {0};
	struct command *one = &c;
	int rc;

	answer_done(&h->last);
	rc = house_parse(&c, actor, line, &h->last.err);
	STR_COPY(c.request_id, request);
	if (rc < 0)
		h->last.rc = rc;
	else if (reg_execute(h->reg, &one, &h->last, 1, NULL) < 0 &&
		 !h->last.rc)
		h->last.rc = ERR_INTERNAL;
	house_say(h);
}

static inline void house_want(struct house *h, int at, const char *line,
			      const char *want)
{
	size_t n = strlen(want);

	/* "usage" and the like say nothing of the words that follow. */
	if (str_eq(h->said, want) ||
	    (str_starts(h->said, want) && h->said[n] == ':'))
		return;
	printf("\n  line %d: %s\n    wanted %s, came %s\n", at, line, want,
	       h->said);
	CU_FAIL("not what was wanted");
}

__attribute__((format(printf, 5, 6))) static inline void
house_try(struct house *h, int at, const char *actor, const char *want,
	  const char *fmt, ...)
{
	char line[HOUSE_LINE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	house_line(h, "", actor, line);
	house_want(h, at, line, want);
}
/* TRY(h, "P01", "E_STATE", "lend %s --to P07", D2_12): exactly these codes, in
 * this order; "OK" for none; "usage", "not-found" for what is no decision. */
#define TRY(h, actor, want, ...)                                               \
	house_try((h), __LINE__, (actor), (want), __VA_ARGS__)

/* A field of what `show` says; "" when there is none. Borrowed until the
 * next call. */
static inline const char *house_show_at(struct house *h, const char *subject,
					const char *field, int64_t as_of_s)
{
	struct err e = ERR_INIT;
	const char *value;

	kv_done(&h->shown);
	h->shown = (struct kv_list)KV_INIT;
	if (reg_show(h->reg, subject, as_of_s, true, &h->shown, &e) < 0)
		return e.code == ERR_NOT_FOUND ? "(not found)" : "(not clear)";
	value = kv_get(&h->shown, field);
	return value ? value : "";
}

static inline const char *house_show(struct house *h, const char *subject,
				     const char *field)
{
	return house_show_at(h, subject, field, 0);
}

static inline void house_shows(struct house *h, int at, const char *subject,
			       const char *field, const char *want)
{
	const char *have = house_show(h, subject, field);

	if (str_eq(have, want))
		return;
	printf("\n  line %d: %s %s: wanted '%s', found '%s'\n", at, subject,
	       field, want, have);
	CU_FAIL("not what was wanted");
}
#define SHOWS(h, subject, field, want)                                         \
	house_shows((h), __LINE__, (subject), (field), (want))

/* First column of the first row of a query made up by a test. */
static inline int64_t house_number(struct db *db, const char *sql)
{
	struct err e = ERR_INIT;
	struct stmt *s;
	int64_t n;

	if (db_sql(db, sql, &s, &e, "") < 0 || db_step(s, &e) <= 0) {
		printf("%s: %s\n", sql, e.detail);
		CU_FAIL("the query does not run");
		return -1;
	}
	n = db_int(s, 0);
	db_end(s);
	return n;
}

/* The chain holds and replay rebuilds every table. */
static inline bool house_replays(struct house *h)
{
	struct verify_result v;
	struct err e = ERR_INIT;

	if (reg_verify(h->reg, true, &v, &e) == 0)
		return true;
	printf("\n  verify: %s (%s)\n", e.msg, v.what);
	return false;
}

/* ---- the house ----------------------------------------------------------- */

/* Receive number and copy number, as a clerk names them. */
#define D1    "2025-0001/000007" /* 绝密 */
#define D2    "2025-0002/000012" /* 机密 */
#define D2_13 "2025-0002/000013"
#define D3    "2025-0003/000003" /* 秘密, own */
#define D4    "2025-0004/000001" /* 内部 */

static inline void house_people(struct house *h)
{
	static const struct {
		const char *id, *clearance, *role;
	} people[] = {
		{"P01", "core", "registry_clerk"},
		{"P02", "core", "registry_clerk"},
		{"P03", "core", "unit_head"},
		{"P04", "core", "leader_in_charge"},
		{"P05", "important", "office_head"},
		{"P06", "important", "section_chief"},
		{"P07", "important", "reader"},
		{"P08", "general", "reader"},
		{"P10", "important", "reader"},
		{"P12", "core", "secrecy_office"},
	};

	for (size_t i = 0; i < ARRAY_LEN(people); i++) {
		TRY(h, "U2", "OK",
		    "person add %s --name 某人 --clearance %s --office OFF "
		    "--pledge 2025-03-01 --trained 2025-03-10 --examined",
		    people[i].id, people[i].clearance);
		TRY(h, "U2", "OK", "role grant %s %s", people[i].id,
		    people[i].role);
		TRY(h, "U3", "OK", "role acknowledge %s %s", people[i].id,
		    people[i].role);
	}
}

static inline void house_documents(struct house *h)
{
	static const char *const lines[] = {
		"receive --doc-no 某发〔2025〕7号 --title 甲项 --mark "
		"绝密★30年 "
		"--issue-date 2025-08-20 --copy-no 000007 --pages 12 "
		"--second P02",
		"receive --doc-no 某发〔2019〕12号 --title 乙项 --mark "
		"机密★10年 "
		"--issue-date 2019-09-01 --copy-no 000012,000013 --pages 20",
		"receive --doc-no 本办〔2020〕3号 --title 丙项 --origin own "
		"--mark "
		"秘密★5年 --issue-date 2020-10-09 --copy-no 000003 --pages 8",
		"receive --doc-no 本办〔2025〕4号 --title 值班 --origin own "
		"--mark "
		"内部 --issue-date 2025-08-01 --copy-no 000001 --pages 2",
		"label confirm " D1 " --method hand",
		"label confirm " D2 " --method hand",
		"label confirm " D2_13 " --method hand",
		"label confirm " D3 " --method hand",
		"label confirm " D4 " --method hand",
		"shelve " D1 " T1-1-01 --second P02",
		"shelve " D2 " M1-2-04",
		"shelve " D2_13 " M1-2-06",
		"shelve " D3 " M1-3-01",
		"shelve " D4 " N1-1-01",
	};

	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		TRY(h, "P01", "OK", "%s", lines[i]);
	TRY(h, "P05", "OK", "scope set 2025-0001 --persons P03,P04,P07");
	TRY(h, "P05", "OK",
	    "scope set 2025-0002 --persons P04,P05,P06,P07,P08,P10");
	TRY(h, "P05", "OK", "scope set 2025-0003 --persons P04,P07,P08,P10");
	TRY(h, "P05", "OK", "scope set 2025-0004 --persons P07,P08,P10");
}

static inline void house_begin(struct house *h)
{
	TRY(h, "system", "OK",
	    "init KK89K --unit 某机关 --sysadmin U1 --secadmin U2 --auditor U3 "
	    "--test");
	TRY(h, "U1", "OK",
	    "calendar set 2025 --closed 2025-10-01..2025-10-08 "
	    "--worked 2025-09-28,2025-10-11");
	TRY(h, "U1", "OK", "place add REG --kind registry --level 绝密");
	TRY(h, "U1", "OK", "place add RR --kind reading_room --level 绝密");
	TRY(h, "U1", "OK", "place add OFF --kind office --level 机密");
	TRY(h, "U1", "OK", "place add CPY --kind copy_room --level 机密");
	TRY(h, "U1", "OK",
	    "cabinet add T1 --place REG --kind dual_lock --level 绝密");
	TRY(h, "U1", "OK",
	    "cabinet add M1 --place REG --kind iron --level 机密");
	TRY(h, "U1", "OK",
	    "cabinet add N1 --place REG --kind plain --level 内部 "
	    "--non-secret");
}

/* All of it, on Monday 22 September 2025, 09:00. */
static inline void house_build(struct house *h)
{
	house_begin(h);
	house_people(h);
	house_at(h, "2025-08-26 09:00");
	house_documents(h);
	house_at(h, "2025-09-22 09:00");
}

/* An approval to lend, asked for and signed by both; its number is left in
 * `ret`. */
static inline void house_approve(struct house *h, char ret[32],
				 const char *copy, const char *person)
{
	TRY(h, person, "OK", "approval request lend --copy %s", copy);
	snprintf(ret, 32, "%s", kv_get(&h->last.results, "approval"));
	TRY(h, "P04", "OK", "approval sign %s", ret);
	TRY(h, "P06", "OK", "approval sign %s", ret);
}

#endif
