/* test_property.c: thousands of commands at random, legal and not, against what
 * must hold whatever happens (model.md B.2, invariants).
 *
 * The seed is printed and may be given as MUNIMENT_SEED; the number of commands
 * as MUNIMENT_COMMANDS. A failure prints the commands that led to it. Serials
 * are drawn by the register, so copies are named by their numbers: the same
 * seed tells the same story.
 * uses: register db core base */
#include <time.h>

#include "tests/unit/story.h"

enum { COMMANDS = 20000, LOOK_EVERY = 25 };

/* ---- what must hold ------------------------------------------------------ */

/* Each counts rows that should not be. */
static const struct {
	const char *what, *sql;
} rules[] = {
	{"I1: a copy without custody",
	 "SELECT count(*) FROM copy c LEFT JOIN custody k ON k.key = c.key "
	 "WHERE k.state IS NULL"},
	{"I1: custody without a copy",
	 "SELECT count(*) FROM custody k LEFT JOIN copy c ON c.key = k.key "
	 "WHERE c.document IS NULL"},
	{"a copy without its document",
	 "SELECT count(*) FROM copy c LEFT JOIN document d ON "
	 "d.key = c.document WHERE d.level IS NULL"},
	{"a holder of what is not out, or none of what is",
	 "SELECT count(*) FROM custody WHERE (holder IS NOT NULL) <> "
	 "(state IN ('out_leg', 'out_loan', 'retained')) "
	 "AND state <> 'quarantined'"},
	{"I4: out without a due time",
	 "SELECT count(*) FROM custody WHERE due IS NULL AND state IN "
	 "('out_leg', 'out_loan', 'retained')"},
	{"I4: lent without an approval",
	 "SELECT count(*) FROM custody WHERE state = 'out_loan' "
	 "AND approval IS NULL"},
	{"due while it is here",
	 "SELECT count(*) FROM custody WHERE due IS NOT NULL AND state IN "
	 "('in_store', 'unshelved')"},
	{"I8: secret and non-secret in one cabinet, or above its level",
	 "SELECT count(*) FROM custody k JOIN copy c ON c.key = k.key "
	 "JOIN document d ON d.key = c.document JOIN cabinet b ON "
	 "b.key = c.home_cabinet WHERE k.state = 'in_store' AND "
	 "(b.secret <> (d.level >= 2) OR d.level > b.level)"},
	{"two copies of one number",
	 "SELECT count(*) FROM copy a JOIN copy b ON a.document = b.document "
	 "AND a.copy_no = b.copy_no AND a.key < b.key"},
	{"an approval used more often than it was good for",
	 "SELECT count(*) FROM approval WHERE uses < 0"},
	{"two live tags on one copy",
	 "SELECT count(*) FROM tag a JOIN tag b ON a.copy = b.copy AND "
	 "a.key < b.key WHERE a.state = 'live' AND b.state = 'live'"},
	{"two labels under way for one copy",
	 "SELECT count(*) FROM label a JOIN label b ON a.copy = b.copy AND "
	 "a.key < b.key WHERE a.state <> 'void' AND b.state <> 'void'"},
	{"ruling 8: legs that are out and copies on a leg",
	 "SELECT count(*) FROM (SELECT document, count(*) AS n FROM route "
	 "WHERE state = 'out' GROUP BY document) r WHERE n <> 1 OR n <> "
	 "(SELECT count(*) FROM copy c JOIN custody k ON k.key = c.key "
	 "WHERE c.document = r.document AND k.state = 'out_leg')"},
	{"I11: 机密 out without a knowledge record",
	 "SELECT count(*) FROM custody k JOIN copy c ON c.key = k.key "
	 "JOIN document d ON d.key = c.document WHERE d.level >= 3 "
	 "AND k.holder IS NOT NULL AND NOT EXISTS (SELECT 1 FROM knowledge w "
	 "WHERE w.copy = c.key AND w.person = k.holder)"},
	{"an entry before the one before it",
	 "SELECT count(*) FROM entry a JOIN entry b ON b.seq = a.seq + 1 "
	 "WHERE b.entered_at < a.entered_at"},
};

static void look(struct story *s)
{
	for (size_t i = 0; i < ARRAY_LEN(rules); i++)
		if (house_number(reg_db(s->h.reg), rules[i].sql))
			fail(s, rules[i].what);
}

/* Facts are refused for the clock, for who says so, for an unknown tag; for
 * nothing else (ruling 4, 5; practice.md 1). */
static void judge_refusal(struct story *s, const char *line)
{
	enum reason r = REASON_OK;

	if (!str_starts(line, "check in") && !str_starts(line, "report"))
		return;
	while ((r = reason_next(&s->h.last.reasons, r)) != REASON_OK)
		if (reason_refuses(r) && r != E_CLOCK && r != E_ROLE &&
		    r != E_TAG_UNKNOWN)
			fail(s, "a fact was refused");
}

static int64_t sum_of_last_events(struct story *s)
{
	return house_number(reg_db(s->h.reg),
			    "SELECT sum(last_at) FROM custody");
}

static void tell(struct story *s, const char *who, const char *line)
{
	struct db *db = reg_db(s->h.reg);
	bool takes_back = str_starts(line, "correction");
	int64_t before = house_number(db, "SELECT max(seq) FROM entry");
	int64_t last = sum_of_last_events(s);
	struct answer *a = &s->h.last;

	snprintf(s->trail[s->n_trail % TRAIL], sizeof(s->trail[0]),
		 "%lld as %s: %s", (long long)s->h.now_s, who, line);
	s->n_trail++;
	house_line(&s->h, "", who, line);
	snprintf(s->trail[(s->n_trail - 1) % TRAIL] +
			 strlen(s->trail[(s->n_trail - 1) % TRAIL]),
		 100, " => %.90s", s->h.said);
	s->done += a->rc == 0;
	s->refused += a->rc == ERR_REFUSED;
	s->other += a->rc == ERR_USAGE || a->rc == ERR_NOT_FOUND;
	if (a->rc && a->rc != ERR_REFUSED && a->rc != ERR_USAGE &&
	    a->rc != ERR_NOT_FOUND)
		fail(s, "neither done nor refused nor misunderstood");
	/* I3: the log only grows, by one. */
	if (house_number(db, "SELECT max(seq) FROM entry") !=
		    before + (a->seq != 0) ||
	    (a->seq && a->seq != before + 1))
		fail(s, "I3: not one entry more");
	/* I12: no event before its predecessor on the same copy. */
	if (!takes_back && sum_of_last_events(s) < last)
		fail(s, "I12: a copy's last event went back");
	if (a->rc == ERR_REFUSED) {
		judge_refusal(s, line);
		if (sum_of_last_events(s) != last)
			fail(s, "a refusal moved something");
	}
}

/* New copies and approvals are spoken of from now on. */
static void learn(struct story *s)
{
	const struct kv_list *l = &s->h.last.results;
	const char *receive = kv_get(l, "receive-no");

	if (s->h.last.rc)
		return;
	if (receive && s->n_copies < NAMES_MAX)
		snprintf(s->copies[s->n_copies++], sizeof(s->copies[0]),
			 "%s/%s", receive, kv_get(l, "copy-no"));
	/* The latest approvals: older ones are used up or have run out. */
	if (kv_get(l, "approval"))
		STR_COPY(s->approvals[s->n_approvals++ % NAMES_MAX],
			 kv_get(l, "approval"));
}

/* Random signatures seldom meet the loan they are for: one that is good, as
 * far as the rest of the story lets it be. */
static void lend_well(struct story *s)
{
	const char *name = copy(s), *to = ONE_OF(s, readers);
	char line[HOUSE_LINE];

	snprintf(line, sizeof(line), "approval request %s --copy %s",
		 draw(s, 3) ? "lend" : "renew", name);
	tell(s, to, line);
	learn(s);
	if (s->h.last.rc)
		return;
	snprintf(line, sizeof(line), "approval sign %s",
		 kv_get(&s->h.last.results, "approval"));
	tell(s, "P04", line);
	tell(s, "P06", line);
	snprintf(line, sizeof(line), "lend %s --to %s --place RR --second P02",
		 name, to);
	tell(s, "P01", line);
}

static void step(struct story *s)
{
	char line[HOUSE_LINE], late[128] = "", when[TIME_TEXT];
	uint64_t deed = draw(s, PEOPLE);
	const char *who;

	if (!draw(s, 25))
		lend_well(s);
	who = movement(s, deed, line, sizeof(line));
	if (!who)
		who = papers(s, deed, line, sizeof(line));
	if (!who)
		who = the_rest(s, deed, line, sizeof(line));
	if (!draw(s, 3))
		s->h.now_s += (int64_t)draw(s, 1800);
	/* A clock that is set back, for a while. */
	if (!draw(s, 400))
		s->h.now_s -= (int64_t)draw(s, 7200);
	if (!draw(s, 12)) {
		time_format(when,
			    s->h.now_s + 3600 - (int64_t)draw(s, 6 * 3600),
			    HOUSE_ZONE);
		snprintf(late, sizeof(late), " --occurred-at %s --reason 补登",
			 when);
	}
	strncat(line, late, sizeof(line) - strlen(line) - 1);
	tell(s, who, line);
	learn(s);
}

static uint64_t number_from(const char *name, uint64_t otherwise)
{
	int64_t n;

	return str_to_int(getenv(name), 1, INT64_MAX, &n) ? (uint64_t)n
							  : otherwise;
}

static void test_story(void)
{
	static const char *const first[FIRST] = {D1, D2, D2_13, D3, D4};
	struct story *s = mem_alloc(sizeof(*s));
	uint64_t seed = number_from("MUNIMENT_SEED", (uint64_t)time(NULL));
	uint64_t n = number_from("MUNIMENT_COMMANDS", COMMANDS);

	printf("\n  MUNIMENT_SEED=%llu MUNIMENT_COMMANDS=%llu\n  ",
	       (unsigned long long)seed, (unsigned long long)n);
	s->random = seed * 2654435769U + 1;
	house_open(&s->h, NULL, REG_MEMORY);
	house_build(&s->h);
	for (size_t i = 0; i < ARRAY_LEN(first); i++)
		STR_COPY(s->copies[s->n_copies++], first[i]);
	for (uint64_t i = 0; i < n && !s->failed; i++) {
		step(s);
		if (i % LOOK_EVERY == 0)
			look(s);
	}
	look(s);
	if (!house_replays(&s->h))
		fail(s, "I3: replay tells another story");
	printf("%zu done, %zu refused, %zu not understood\n  ", s->done,
	       s->refused, s->other);
	/* A story in which nothing happens proves nothing. */
	CU_ASSERT_TRUE(s->done > n / 20 && s->refused > n / 20);
	house_close(&s->h);
	free(s);
}

static const struct suite_test tests[] = {
	{"invariants hold in a random story", test_story},
};
SUITE_MAIN("property", tests)
