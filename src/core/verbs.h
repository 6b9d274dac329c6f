/* verbs.h: the one vocabulary. Every change of the register is a verb of this
 * table, whoever asks for it: command line, HTTP, a cabinet door, a scenario
 * file, a timer. `muniment help` is printed from it. What a verb checks and
 * does stands in rules.c, row by row.
 */
#ifndef MUNIMENT_CORE_VERBS_H
#define MUNIMENT_CORE_VERBS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum verb_id {
	VERB_INIT,
	VERB_PERSON_ADD,
	VERB_PERSON_SET,
	VERB_ROLE_GRANT,
	VERB_ROLE_WITHDRAW,
	VERB_ROLE_ACKNOWLEDGE,
	VERB_TRAINING_ADD,
	VERB_BADGE_ENROL,
	VERB_BADGE_REVOKE,
	VERB_CALENDAR_SET,
	VERB_POLICY_SET,
	VERB_PLACE_ADD,
	VERB_CABINET_ADD,
	VERB_DOOR_ADD,
	VERB_RECEIVE,
	VERB_AMEND,
	VERB_SHELVE,
	VERB_UNSHELVE,
	VERB_SCOPE_SET,
	VERB_SCOPE_WIDEN,
	VERB_ROUTE_SET,
	VERB_SEND,
	VERB_APPROVAL_REQUEST,
	VERB_APPROVAL_SIGN,
	VERB_APPROVAL_REFUSE,
	VERB_LEND,
	VERB_CHECK_IN,
	VERB_RENEW,
	VERB_TAG_BIND,
	VERB_TAG_RETIRE,
	VERB_LABEL_PRINT,
	VERB_LABEL_COMMIT,
	VERB_LABEL_PRINTED,
	VERB_LABEL_UNCERTAIN,
	VERB_LABEL_CONFIRM,
	VERB_LABEL_VOID,
	VERB_CORRECTION,
	VERB_REPORT_WHEREABOUTS,
	VERB_TAP,
	VERB_COUNT,
};

enum arg_type {
	ARG_ID,	  /* a new short identifier: A-Z a-z 0-9 - _ . */
	ARG_WORD, /* any text without blanks, recorded as it is */
	ARG_TEXT, /* free text: recorded as a salted hash */
	ARG_MARK, /* secrecy mark: recorded as a salted hash */
	ARG_FLAG, /* yes or no; "--x" alone is yes */
	ARG_ENUM, /* one of `words` */
	ARG_INT,
	ARG_DATE,
	ARG_TIME,
	ARG_LEVEL,
	ARG_CLEARANCE,
	ARG_ROLE,
	ARG_PERSON,  /* existing */
	ARG_PERSONS, /* comma list of existing persons, in the order given */
	ARG_PLACE,
	ARG_CABINET,
	ARG_SLOT,     /* CABINET-...: the longest cabinet id it begins with */
	ARG_DOCUMENT, /* receive number or document number */
	ARG_COPY,     /* serial, unique ending, receive no/copy no, tag */
	ARG_APPROVAL,
	ARG_LABEL,    /* serial/reprint number */
	ARG_UID,      /* a tag's or badge's UID in hex; may be unknown */
	ARG_COPY_NOS, /* 000012,000013 or 000012-000015, or none */
	ARG_DAYS,     /* 2025-01-28..2025-02-04,2025-04-04 */
	ARG_SEQ,      /* an entry's number */
};

enum arg_flag {
	ARG_REQUIRED = 1,
	ARG_POSITION = 2, /* may stand without --name, in table order */
};

struct arg_spec {
	const char *name; /* as typed, without the dashes; NULL ends a list */
	enum arg_type type;
	unsigned flags;	   /* enum arg_flag */
	const char *words; /* ARG_ENUM: "a|b|c" */
	const char *zh, *en;
};

enum { VERB_ARGS_MAX = 24 };

enum verb_flag {
	VERB_OUT = 1,	 /* goes out: stopped by a wrong clock (rulings 6) */
	VERB_FACT = 2,	 /* states what has happened: flagged, never refused */
	VERB_SYSTEM = 4, /* by the service itself only */
};

struct verb {
	enum verb_id id;
	const char *name; /* "scope-set"; typed also as "scope set" */
	unsigned roles;	  /* ROLE_BITs that may run it */
	unsigned flags;	  /* enum verb_flag */
	const char *zh, *en;
	struct arg_spec args[VERB_ARGS_MAX];
};

const struct verb *verb_get(enum verb_id id);
/* NULL when there is none of that name. */
const struct verb *verb_find(const char *name);
/* The nearest name for "did you mean", or NULL. */
const char *verb_suggest(const char *name);
/* Arguments that every verb takes: occurred-at, reason. NULL-name ended. */
const struct arg_spec *verb_common_args(void);
/* Own or common argument; NULL when there is none. */
const struct arg_spec *verb_arg(const struct verb *v, const char *name);

#endif
