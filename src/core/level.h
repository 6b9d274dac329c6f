/* level.h: the five secrecy levels (密级), as a table.
 *
 * Only the first three legal levels are state secrets and may carry the ★
 * mark (保密法 Art 22). Ranks grow with secrecy; compare them with < and >.
 */
#ifndef MUNIMENT_CORE_LEVEL_H
#define MUNIMENT_CORE_LEVEL_H

#include <stdbool.h>

enum level {
	LEVEL_PUBLIC,	    /* 公开 */
	LEVEL_INTERNAL,	    /* 内部 (also 一般) */
	LEVEL_CONFIDENTIAL, /* 秘密 */
	LEVEL_SECRET,	    /* 机密 */
	LEVEL_TOP_SECRET,   /* 绝密 */
	LEVEL_COUNT,
};

const char *level_code(enum level l); /* "top_secret" */
const char *level_zh(enum level l);   /* "绝密" */
/* Longest term in years (保密法 Art 20: 30, 20, 10); 0 where there is none. */
int level_cap_years(enum level l);
bool level_is_state_secret(enum level l);
/* Accepts the code or the Chinese word. */
bool level_parse(const char *text, enum level *ret);

/* What a cleared person (涉密人员) may regularly see. */
enum clearance {
	CLEARANCE_NONE,
	CLEARANCE_GENERAL,   /* 一般 -> 秘密 */
	CLEARANCE_IMPORTANT, /* 重要 -> 机密 */
	CLEARANCE_CORE,	     /* 核心 -> 绝密 */
	CLEARANCE_COUNT,
};
const char *clearance_code(enum clearance c); /* "none", "general", ... */
const char *clearance_zh(enum clearance c);
bool clearance_parse(const char *text, enum clearance *ret);
/* The highest level that the clearance opens by itself. */
enum level clearance_opens(enum clearance c);
/* Whether somebody so cleared may have a paper of that level. 绝密 for somebody
 * cleared 重要 only with the unit head's item approval; nothing opens more than
 * the next level (model.md B.4). */
bool clearance_admits(enum clearance c, enum level l, bool item_approved);

#endif
