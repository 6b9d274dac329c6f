/* mark.h: the secrecy marking (国家秘密标志) and its term (保密期限).
 *
 * 密级★保密期限, 密级★解密时间 or 密级★解密条件 (GB/T 9704-2012 §7.2.2):
 * 绝密★30年, 机密★6个月, 秘密★长期, 机密★会议开始前, 秘密★2027年5月1日.
 * 内部 and 公开 stand alone.
 */
#ifndef MUNIMENT_CORE_MARK_H
#define MUNIMENT_CORE_MARK_H

#include "base/clock.h"
#include "core/level.h"
#include "core/reasons.h"

enum term_kind {
	TERM_NONE,	/* nothing after the ★: the cap holds */
	TERM_YEARS,	/* n */
	TERM_MONTHS,	/* n, 1..11 */
	TERM_DATE,	/* the named day is the last protected one */
	TERM_CONDITION, /* an event, never a date */
	TERM_LONG,	/* 长期 */
	TERM_KIND_COUNT,
};

enum { CONDITION_TEXT = 128, MARK_TEXT = 192 };

struct term {
	enum term_kind kind;
	int n;
	struct date date;
	char condition[CONDITION_TEXT];
};

struct mark {
	enum level level;
	struct term term;
};

const char *term_kind_code(enum term_kind k); /* "years", ... */
bool term_kind_parse(const char *code, enum term_kind *ret);

/* Reads a mark as printed on the paper. Returns OK, E_MARK_SYNTAX,
 * E_MARK_NOT_SECRET (★ on 内部 or 公开), or W_TERM_DEFAULT (a state secret
 * whose term is missing: ret has TERM_NONE). Rulings 26: 12 months and more,
 * 0 years, number or date fragments as a condition are E_MARK_SYNTAX, as is a
 * condition that does not fit. The level's word alone, without ★, is a mark
 * without a term. Leading and trailing blanks and full-width digits are
 * accepted, since the text comes from a keyboard; nothing else is mended. ret
 * is untouched on E_. */
enum reason mark_parse(const char *text, struct mark *ret);
void mark_format(char ret[MARK_TEXT], const struct mark *m);

/* Whether the term is longer than the level's cap, counted from issue. Long
 * terms and conditions are not measured. */
bool mark_exceeds_cap(const struct mark *m, struct date issue);

/* The last protected day: the corresponding day (民法典 Art 202; the month's
 * end where there is none), or the named day. TERM_NONE counts as the cap.
 * False for conditions, long terms and levels without a term. */
bool mark_last_day(const struct mark *m, struct date issue, struct date *ret);

#endif
