/* level.c: see level.h. Two tables, nothing else. */
#include "core/level.h"

#include <stddef.h>

#include "base/str.h"

static const struct {
	const char *code, *zh;
	const char *also; /* another word in use for it, or NULL */
	int cap_years;
} levels[LEVEL_COUNT] = {
	[LEVEL_PUBLIC] = {"public", "公开", NULL, 0},
	[LEVEL_INTERNAL] = {"internal", "内部", "一般", 0},
	[LEVEL_CONFIDENTIAL] = {"confidential", "秘密", NULL, 10},
	[LEVEL_SECRET] = {"secret", "机密", NULL, 20},
	[LEVEL_TOP_SECRET] = {"top_secret", "绝密", NULL, 30},
};

const char *level_code(enum level l)
{
	return levels[l].code;
}

const char *level_zh(enum level l)
{
	return levels[l].zh;
}

int level_cap_years(enum level l)
{
	return levels[l].cap_years;
}

bool level_is_state_secret(enum level l)
{
	return l >= LEVEL_CONFIDENTIAL;
}

bool level_parse(const char *text, enum level *ret)
{
	if (str_empty(text))
		return false;
	for (size_t i = 0; i < LEVEL_COUNT; i++)
		if (str_eq(text, levels[i].code) ||
		    str_eq(text, levels[i].zh) ||
		    str_eq(text, levels[i].also)) {
			*ret = (enum level)i;
			return true;
		}
	return false;
}

static const struct {
	const char *code, *zh;
	enum level opens;
} clearances[CLEARANCE_COUNT] = {
	[CLEARANCE_NONE] = {"none", "非涉密", LEVEL_INTERNAL},
	[CLEARANCE_GENERAL] = {"general", "一般", LEVEL_CONFIDENTIAL},
	[CLEARANCE_IMPORTANT] = {"important", "重要", LEVEL_SECRET},
	[CLEARANCE_CORE] = {"core", "核心", LEVEL_TOP_SECRET},
};

const char *clearance_code(enum clearance c)
{
	return clearances[c].code;
}

const char *clearance_zh(enum clearance c)
{
	return clearances[c].zh;
}

bool clearance_parse(const char *text, enum clearance *ret)
{
	if (str_empty(text))
		return false;
	for (size_t i = 0; i < CLEARANCE_COUNT; i++)
		if (str_eq(text, clearances[i].code) ||
		    str_eq(text, clearances[i].zh)) {
			*ret = (enum clearance)i;
			return true;
		}
	return false;
}

enum level clearance_opens(enum clearance c)
{
	return clearances[c].opens;
}

bool clearance_admits(enum clearance c, enum level l, bool item_approved)
{
	if (!level_is_state_secret(l) || clearance_opens(c) >= l)
		return true;
	return l == LEVEL_TOP_SECRET && c == CLEARANCE_IMPORTANT &&
	       item_approved;
}
