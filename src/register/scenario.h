/* scenario.h: one line of a scenario file (docs/scenarios.md), taken apart.
 * Pure: it knows neither files nor a register; what a line does is
 * simulate.c's business. */
#ifndef MUNIMENT_REGISTER_SCENARIO_H
#define MUNIMENT_REGISTER_SCENARIO_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/kv.h"
#include "register/register.h"

enum scenario_kind {
	SCENARIO_EMPTY,	  /* blank or comment */
	SCENARIO_SCENE,	  /* at TIME, as PERSON */
	SCENARIO_INCLUDE, /* include FILE */
	SCENARIO_COMMAND, /* [NAME =] VERB ... */
	SCENARIO_WHY,	  /* why VERB ... */
	SCENARIO_CODES,	  /* => CODE ... */
	SCENARIO_EXPECT,  /* expect SUBJECT FIELD=VALUE ... */
};

enum { SCENARIO_NAME = 64 };

struct scenario_line {
	enum scenario_kind kind;
	char name[SCENARIO_NAME]; /* of `NAME = VERB`; "" without */
	char time[32];		  /* of `at`; "" without */
	char **words;		  /* each owned; the keyword is left out */
	int n;
};

void scenario_line_done(struct scenario_line *l);
DEFINE_AUTO_VAL(scenario_line, scenario_line_done)

/* Takes a line apart; `names` gives the values of $NAME. ERR_USAGE says what
 * is wrong. *ret must be zeroed. */
int scenario_parse(struct scenario_line *ret, const char *text,
		   const struct kv_list *names, struct err *e) WARN_UNUSED;

/* Keeps what a command gave back under a name: NAME is its identifier,
 * NAME.KEY each of its results, NAME.entry the number of its entry. */
void scenario_keep(struct kv_list *names, const char *name,
		   const struct answer *a);
/* Whether the name was given before. */
bool scenario_has(const struct kv_list *names, const char *name);

/* Whether an answer is what the codes after => say. ERR_USAGE when one is no
 * code; *ret otherwise. */
int scenario_judge(const struct answer *a, int n, char *const codes[],
		   bool *ret, struct err *e) WARN_UNUSED;
/* The codes of an answer as they would stand after =>, in a buffer of the
 * caller's. */
void scenario_codes(struct buf *to, const struct answer *a);

/* Whether FIELD=VALUE or FIELD!=VALUE holds among `facts`; zone is that in
 * which a time without one is read. ERR_USAGE when it is neither. */
int scenario_holds(const struct kv_list *facts, const char *word, int zone,
		   bool *ret, struct err *e) WARN_UNUSED;

#endif
