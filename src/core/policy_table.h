/* policy_table.h: the table behind policy.h. For policy.c and the tests. */
#ifndef MUNIMENT_CORE_POLICY_TABLE_H
#define MUNIMENT_CORE_POLICY_TABLE_H

#include "core/policy.h"

enum policy_kind {
	POLICY_INT,
	POLICY_TIME, /* HH:MM, minutes after midnight */
	POLICY_FLAG, /* 0 or 1 */
	POLICY_MODE, /* enum policy_mode */
	POLICY_WORD, /* comma list of role codes */
};

struct policy_cell {
	int64_t number;
	const char *word; /* POLICY_WORD only */
	const char *mark; /* L law, S house regulation, P practice, X own */
	const char *source;
	/* The default is also the least: a number may only grow, a flag stays
	 * yes, a word may change but never be empty. */
	bool floor;
};

struct policy_row {
	const char *zh;
	int64_t min, max;			  /* POLICY_INT only */
	struct policy_cell standard[LEVEL_COUNT]; /* one for all: at [0] */
};

struct policy_form {
	const char *name;
	enum policy_kind kind;
	bool per_level;
};

extern const struct policy_form policy_forms[POLICY_KEY_COUNT];
extern const struct policy_row policy_rows[POLICY_KEY_COUNT];

#endif
