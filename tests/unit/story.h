/* story.h: what happens in a registry, at random: verbs, people and times drawn
 * so that much is legal and much is not. A story is told again by its seed.
 */
#ifndef MUNIMENT_TESTS_STORY_H
#define MUNIMENT_TESTS_STORY_H

#include "tests/unit/house.h"

/* Many legs, so that a route lasts for some of the story. */
#define ROUND "P04,P07,P10,P07,P04,P10,"

enum { NAMES_MAX = 48, TRAIL = 12, FIRST = 5 };

struct story {
	struct house h;
	uint64_t random;
	char copies[NAMES_MAX][48];
	size_t n_copies;
	char approvals[NAMES_MAX][32];
	size_t n_approvals;
	char trail[TRAIL][HOUSE_LINE + 128];
	size_t n_trail;
	bool failed;
	/* how often: for a test that must not only be refused */
	size_t done, refused, other;
};

static inline uint64_t draw(struct story *s, uint64_t below)
{
	s->random ^= s->random << 13;
	s->random ^= s->random >> 7;
	s->random ^= s->random << 17;
	return s->random % below;
}
#define ONE_OF(s, list) ((list)[draw((s), ARRAY_LEN(list))])

static inline void fail(struct story *s, const char *what)
{
	if (s->failed)
		return;
	s->failed = true;
	printf("\n  %s\n  the last commands:\n", what);
	for (size_t i = s->n_trail < TRAIL ? 0 : s->n_trail - TRAIL;
	     i < s->n_trail; i++)
		printf("    %s\n", s->trail[i % TRAIL]);
	CU_FAIL("an invariant does not hold");
}

static inline const char *copy(struct story *s)
{
	/* Now and then one that is not there; mostly of the first few, so
	 * that much happens to each. */
	if (!draw(s, 60))
		return "04FFFFFFFFFFFF";
	return s->copies[draw(s, draw(s, 3) ? FIRST : s->n_copies)];
}

static inline const char *approval(struct story *s)
{
	size_t n = s->n_approvals < NAMES_MAX ? s->n_approvals : NAMES_MAX;

	return n ? s->approvals[draw(s, n)] : "A0";
}

static const char *const readers[] = {"P04", "P05", "P07", "P08", "P10", "P01"};
static const char *const slots[] = {"M1-2-04", "M1-2-06", "M1-3-01",
				    "T1-1-01", "N1-1-01", "M1-9-09"};
static const char *const marks[] = {"绝密★30年", "机密★10年", "机密★",
				    "秘密★5年",	 "内部",      "机密10年"};

/* Half of the time the actor who could do it; else anybody. */
static inline const char *actor(struct story *s, const char *right)
{
	static const char *const any[] = {"P01", "P02", "P03", "P04",
					  "P05", "P06", "P07", "P12",
					  "U1",	 "U2",	"U3"};

	return draw(s, 10) ? right : ONE_OF(s, any);
}

/* The verbs, with how often each is tried. */
enum deed {
	LEND = 10,
	SEND = 20,
	CHECK_IN = 34,
	SHELVE = 44,
	UNSHELVE = 52,
	WHEREABOUTS = 55,
	REQUEST = 63,
	SIGN = 75,
	RENEW = 78,
	LABEL = 84,
	MARK_LABEL = 87,
	RECEIVE = 88,
	AMEND = 90,
	TAG = 92,
	RANGE = 94,
	CORRECT = 98,
	PEOPLE = 100,
};

/* Mostly to the reader whose turn it is. */
static inline void send_line(struct story *s, char *line, size_t size,
			     const char *second)
{
	const char *name = copy(s), *to = ONE_OF(s, readers);
	static const char sql[] =
		"SELECT person FROM route WHERE document = ?1 AND "
		"state = 'due' ORDER BY position LIMIT 1";
	char document[48];
	struct err e = ERR_INIT;
	struct stmt *q;

	snprintf(document, sizeof(document), "%.*s", (int)strcspn(name, "/"),
		 name);
	if (draw(s, 4) &&
	    db_sql(reg_db(s->h.reg), sql, &q, &e, "t", document) == 0 &&
	    db_step(q, &e) > 0) {
		snprintf(line, size, "send %s --to %s --place RR%s", name,
			 db_text(q, 0), second);
		db_end(q);
		return;
	}
	snprintf(line, size, "send %s --to %s --place RR%s", name, to, second);
}

static inline const char *movement(struct story *s, uint64_t deed, char *line,
				   size_t size)
{
	const char *second = draw(s, 2) ? " --second P02" : "";

	if (deed < LEND)
		snprintf(line, size, "lend %s --to %s --place %s%s", copy(s),
			 ONE_OF(s, readers), draw(s, 3) ? "OFF" : "RR", second);
	else if (deed < SEND)
		send_line(s, line, size, second);
	else if (deed < CHECK_IN)
		snprintf(line, size, "check in %s%s%s%s", copy(s),
			 draw(s, 3) ? "" : " --by P10",
			 draw(s, 300) ? "" : " --pages 1",
			 draw(s, 2) ? " --shelve" : "");
	else if (deed < SHELVE)
		snprintf(line, size, "shelve %s %s", copy(s),
			 draw(s, 2) ? "" : ONE_OF(s, slots));
	else if (deed < UNSHELVE)
		snprintf(line, size, "unshelve %s%s", copy(s), second);
	else if (deed < WHEREABOUTS)
		snprintf(line, size, "report whereabouts %s --with %s", copy(s),
			 ONE_OF(s, readers));
	else
		return NULL;
	return actor(s, draw(s, 2) ? "P01" : "P02");
}

static inline const char *papers(struct story *s, uint64_t deed, char *line,
				 size_t size)
{
	static const char *const kinds[] = {"lend", "lend", "renew", "learn"};
	static const char *const steps[] = {"print", "void", "confirm",
					    "confirm --method hand"};
	static const char *const service[] = {"commit", "printed", "uncertain"};
	const char *person = ONE_OF(s, readers);

	if (deed < REQUEST) {
		snprintf(line, size, "approval request %s --copy %s",
			 ONE_OF(s, kinds), copy(s));
		return person;
	}
	if (deed < SIGN) {
		static const char *const who[] = {"P03", "P04", "P06", "P04",
						  "P06"};

		snprintf(line, size, "approval %s %s",
			 draw(s, 20) ? "sign" : "refuse", approval(s));
		return ONE_OF(s, who);
	}
	if (deed < RENEW) {
		snprintf(line, size, "renew %s", copy(s));
		return actor(s, "P01");
	}
	if (deed < LABEL) {
		snprintf(line, size, "label %s --copy %s", ONE_OF(s, steps),
			 copy(s));
		return actor(s, "P01");
	}
	if (deed < MARK_LABEL) {
		snprintf(line, size, "label %s %s/%d", ONE_OF(s, service),
			 house_show(&s->h, copy(s), "serial"), (int)draw(s, 3));
		return "system";
	}
	return NULL;
}

static inline const char *the_rest(struct story *s, uint64_t deed, char *line,
				   size_t size)
{
	if (deed < RECEIVE && s->n_copies < NAMES_MAX) {
		snprintf(
			line, size,
			"receive --mark %s --copy-no %06d --pages 9 --title 某",
			ONE_OF(s, marks), (int)draw(s, 1000));
		return actor(s, "P01");
	}
	if (deed < AMEND) {
		snprintf(line, size, "amend %s --mark %s", copy(s),
			 ONE_OF(s, marks));
		return actor(s, "P01");
	}
	if (deed < TAG) {
		if (draw(s, 2))
			snprintf(line, size, "tag bind %s 04%06d", copy(s),
				 (int)draw(s, 60));
		else
			snprintf(line, size, "tag retire 04%06d",
				 (int)draw(s, 60));
		return actor(s, "P01");
	}
	if (deed < RANGE) {
		static const char *const ranges[] = {
			"route set --persons " ROUND ROUND ROUND ROUND "P04",
			"scope set --persons P04,P07,P08,P10",
			"scope widen --persons P01,P05 --basis 会议"};

		snprintf(line, size, "%s --document %s", ONE_OF(s, ranges),
			 s->copies[draw(s, s->n_copies)]);
		return actor(s, draw(s, 2) ? "P05" : "P03");
	}
	if (deed < CORRECT) {
		int64_t back = (int64_t)draw(s, 12);
		int64_t last = s->h.last.seq > 12 ? s->h.last.seq : 13;

		snprintf(line, size, "correction %lld --second P02",
			 (long long)(last - back));
		return actor(s, "P01");
	}
	if (draw(s, 2))
		snprintf(line, size, "person set %s --status %s",
			 ONE_OF(s, readers), draw(s, 4) ? "active" : "left");
	else
		snprintf(line, size, "policy set lend.days.secret %d",
			 (int)draw(s, 9));
	return "U2";
}

#endif
