/* world.h: facts made by hand, for the unit tests of decide(): everything is
 * right for P01 to lend a 机密 copy to P07, until a test spoils something.
 */
#ifndef MUNIMENT_TESTS_WORLD_H
#define MUNIMENT_TESTS_WORLD_H

#include "core/decide.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "tests/suite.h"

enum { ZONE = 480 };

/* Everything right: 机密 D2 in store, P07 may borrow it from P01. */
struct world {
	struct policy policy;
	struct calendar *calendar;
	struct facts f;
};

static inline int64_t at(const char *text)
{
	int64_t t = 0;

	CU_ASSERT_TRUE_FATAL(time_parse(text, ZONE, 0, &t));
	return t;
}

static inline struct person_facts
person(const char *id, enum clearance clearance, unsigned roles)
{
	struct person_facts p = {.known = true,
				 .clearance = clearance,
				 .roles = roles,
				 .pledge = {2025, 3, 1},
				 .trained = {2025, 3, 10},
				 .examined = true,
				 .hours = -1,
				 .in_scope = true};

	STR_COPY(p.id, id);
	STR_COPY(p.status, "active");
	return p;
}

static inline void sign(struct facts *f, const char *by, unsigned role)
{
	struct signature_facts *s =
		&f->approval.signatures[f->approval.n_signatures++];

	STR_COPY(s->person, by);
	s->role = role;
}

static inline void open_world(struct world *w)
{
	struct facts *f = &w->f;

	memset(w, 0, sizeof(*w));
	policy_defaults(&w->policy);
	w->calendar = calendar_new();
	calendar_add_year(w->calendar, 2025);
	f->policy = &w->policy;
	f->calendar = w->calendar;
	f->now_s = f->occurred_s = at("2025-09-22 09:00");
	f->zone = ZONE;
	f->seq = 100;
	f->initialised = true;
	f->station = "KK89K";
	f->actor = person("P01", CLEARANCE_CORE, ROLE_BIT(REGISTRY_CLERK));
	f->person = person("P07", CLEARANCE_IMPORTANT, ROLE_BIT(READER));
	f->document = (struct document_facts){
		.known = true,
		.key = "2025-0002",
		.mark = {LEVEL_SECRET, {.kind = TERM_YEARS, .n = 10}},
		.issue_date = {2019, 9, 1},
		.scope_set = true};
	f->copy = (struct copy_facts){.known = true,
				      .serial = "KK89K-X",
				      .copy_no = "000012",
				      .pages = 20,
				      .home_cabinet = "M1",
				      .home_slot = "M1-2-04",
				      .label = "label_ok",
				      .moved = true,
				      .state = CUSTODY_IN_STORE,
				      .last_s = at("2025-09-01 09:00")};
	f->place = (struct place_facts){.known = true,
					.key = "OFF",
					.kind = "office",
					.level = LEVEL_SECRET};
	f->approval = (struct approval_facts){.known = true,
					      .key = "A2025-0001",
					      .action = "lend",
					      .document = "2025-0002",
					      .applicant = "P07",
					      .valid_until = {2025, 10, 22},
					      .uses = 1};
	sign(f, "P04", ROLE_BIT(LEADER_IN_CHARGE));
	sign(f, "P06", ROLE_BIT(SECTION_CHIEF));
}

static inline void close_world(struct world *w)
{
	calendar_free(w->calendar);
	facts_done(&w->f);
}

/* The codes that a decision lists, in their order; "OK" without any. */
static inline void decide_line(const struct world *w, const char *line,
			       char *ret, size_t size, struct decision *keep)
{
	AUTO(command) struct command c = {0};
	AUTO(decision) struct decision d = {0};
	AUTO_FREE char **words = NULL;
	struct err e = ERR_INIT;
	enum reason r = REASON_OK;
	int n = 0;

	if (command_split(line, &words, &n, &e) < 0 ||
	    command_parse(&c, n, words, &e) < 0) {
		snprintf(ret, size, "usage: %.200s", e.msg);
		return;
	}
	STR_COPY(c.actor, w->f.actor.known ? w->f.actor.id : "system");
	decide(&w->f, &c, &d);
	snprintf(ret, size, "%s", "");
	while ((r = reason_next(&d.reasons, r)) != REASON_OK)
		snprintf(ret + strlen(ret), size - strlen(ret), "%s%s",
			 *ret ? " " : "", reason_code(r));
	if (!*ret)
		snprintf(ret, size, "OK");
	/* A refusal changes nothing; what is done says what it did. */
	CU_ASSERT_TRUE(!decision_refused(&d) || d.n_changes == 0);
	if (keep) {
		*keep = d;
		memset(&d, 0, sizeof(d));
	}
}

static inline void check(const struct world *w, int line_no, const char *line,
			 const char *want)
{
	char have[512];

	decide_line(w, line, have, sizeof(have), NULL);
	if (str_eq(have, want))
		return;
	printf("\n  line %d: %s\n    wanted %s, came %s\n", line_no, line, want,
	       have);
	CU_FAIL("not what was wanted");
}
#define DECIDES(w, line, want) check((w), __LINE__, (line), (want))

/* The new value of a field, or NULL when it does not change. */
static inline const struct value *changed(const struct decision *d,
					  enum entity e, const char *field)
{
	const struct value *v = NULL;

	for (size_t i = 0; i < d->n_changes; i++)
		if (d->changes[i].entity == e &&
		    d->changes[i].field == entity_field(e, field))
			v = &d->changes[i].new;
	return v;
}

#endif
