/* facts.h: everything a decision may look at, read from the register within
 * the same transaction and handed over as plain data. `known` says whether the
 * thing was named and exists. */
#ifndef MUNIMENT_CORE_FACTS_H
#define MUNIMENT_CORE_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/own.h"
#include "core/calendar.h"
#include "core/command.h"
#include "core/copyno.h"
#include "core/custody.h"
#include "core/decision.h"
#include "core/level.h"
#include "core/mark.h"
#include "core/policy.h"
#include "core/role.h"
#include "core/serial.h"

enum {
	FACT_TEXT = 64,
	PERSONS_MAX = 100,
	SIGNATURES_MAX = 8,
	TOLD_MAX = 16,
};

struct person_facts {
	bool known;
	char id[FACT_TEXT];
	char status[16]; /* active, off_post, left */
	char office[FACT_TEXT];
	enum clearance clearance;
	struct date pledge, vetted, trained; /* year 0: never */
	bool examined;
	int hours;	/* of training in the 365 days before; -1: none noted */
	unsigned roles; /* active ones */
	unsigned pending;   /* granted, not yet acknowledged */
	int holdings;	    /* copies he holds */
	int overdue;	    /* of them, past their time */
	bool in_scope;	    /* of the command's document */
	bool item_approved; /* the unit head lets him see this document */
};

struct document_facts {
	bool known;
	char key[FACT_TEXT];
	struct mark mark; /* the condition's text is left out */
	struct date issue_date, received;
	bool own, must_return, no_widen, copying;
	bool scope_set, range_set;
	bool moved; /* any copy of it has moved */
	int pages;  /* stated; 0: not */
};

struct copy_facts {
	bool known;
	char serial[FACT_TEXT];
	char copy_no[COPY_NO_TEXT];
	int pages; /* counted; 0: not */
	char home_cabinet[FACT_TEXT], home_slot[FACT_TEXT];
	char label[24]; /* label_ok, relabel_needed, label_damaged */
	bool moved;
	/* custody */
	enum custody_state state;
	char holder[FACT_TEXT], place[FACT_TEXT], approval[FACT_TEXT];
	int64_t since_s, due_s; /* 0: none */
	int64_t last_s;		/* occurred_at of its last event */
	int renewals;
	char tag[FACT_TEXT]; /* UID of its live tag */
	char leg[FACT_TEXT]; /* key of the route leg that is out */
};

struct cabinet_facts {
	bool known;
	char key[FACT_TEXT], place[FACT_TEXT];
	enum level level;
	bool secret;
};

struct place_facts {
	bool known;
	char key[FACT_TEXT], kind[24];
	enum level level;
};

struct signature_facts {
	char person[FACT_TEXT];
	unsigned role; /* one ROLE_BIT */
};

struct approval_facts {
	bool known;
	char key[FACT_TEXT], action[16];
	char document[FACT_TEXT], copy[FACT_TEXT];
	char applicant[FACT_TEXT], place[FACT_TEXT];
	struct date valid_until;
	int uses;
	bool refused;
	struct signature_facts signatures[SIGNATURES_MAX];
	size_t n_signatures;
};

struct label_facts {
	bool known;
	char key[FACT_TEXT], state[16];
	int reprint;
};

struct facts {
	/* time: occurred is what the rules judge by */
	int64_t now_s; /* entered_at: never before the last entry's */
	int64_t occurred_s;
	int zone;
	bool clock_wrong; /* the machine's clock stands before the last entry */
	int64_t seq;	  /* the entry's number to be */
	const struct policy *policy;
	const struct calendar *calendar;

	struct person_facts actor, second, person, signatory;
	struct person_facts *persons; /* owned; ARG_PERSONS in order */
	size_t n_persons;
	struct document_facts document;
	struct copy_facts copy;
	struct cabinet_facts cabinet;
	struct place_facts place;
	struct approval_facts approval;
	struct label_facts label; /* the named one, or the copy's last */

	/* amend: every copy of the document */
	char (*siblings)[FACT_TEXT]; /* owned */
	size_t n_siblings;

	/* receive */
	struct copy_nos *copy_nos;    /* owned */
	bool *copy_taken;	      /* owned; per copy number */
	char (*serials)[SERIAL_TEXT]; /* owned; one fresh per copy */
	int64_t next_receive, next_house, next_serial, next_approval,
		next_incident;
	const char *station;

	/* tags and badges: what a UID is now */
	bool uid_is_tag, uid_is_live, uid_is_badge;
	char uid_owner[FACT_TEXT]; /* copy or person */

	/* route: the next reader that is due */
	char route_next[FACT_TEXT], route_leg[FACT_TEXT];

	/* correction: the wrong entry's changes, turned round */
	struct decision undo;
	const struct verb *undo_verb; /* of the wrong entry; NULL: no such */
	bool undo_known, undo_overtaken, undo_corrected;

	/* who is told of what concerns secrecy and leadership */
	char secrecy_officers[TOLD_MAX][FACT_TEXT];
	size_t n_secrecy_officers;
	char leaders[TOLD_MAX][FACT_TEXT];
	size_t n_leaders;
	bool initialised, exists; /* exists: the new id is already taken */
};

void facts_done(struct facts *f);
DEFINE_AUTO_VAL(facts, facts_done)

#endif
