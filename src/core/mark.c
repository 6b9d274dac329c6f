/* mark.c: see mark.h. The mark is read by a cursor over its UTF-8 text, in
 * the order in which it is printed: level, star, term. */
#include "core/mark.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

static const char star[] = "★";

static const char *const kind_codes[TERM_KIND_COUNT] = {
	[TERM_NONE] = "none",		[TERM_YEARS] = "years",
	[TERM_MONTHS] = "months",	[TERM_DATE] = "date",
	[TERM_CONDITION] = "condition", [TERM_LONG] = "long",
};

const char *term_kind_code(enum term_kind k)
{
	return kind_codes[k];
}

bool term_kind_parse(const char *code, enum term_kind *ret)
{
	for (size_t i = 0; i < TERM_KIND_COUNT; i++)
		if (str_eq(kind_codes[i], code)) {
			*ret = (enum term_kind)i;
			return true;
		}
	return false;
}

/* Characters of which numbers, durations and dates are written. A condition
 * holds at least one Chinese character that is none of these; otherwise it is
 * a term in a wrong form (十年, 10天, 2027年5月, 5月1日前, 2027年底), which
 * must not stand there as an event that never comes. */
static const char fragment_chars[] =
	"零〇一二三四五六七八九十百千万两半廿卅"
	"壹贰叁肆伍陆柒捌玖拾佰仟"
	"年月日号天个周旬季度世纪星期礼拜小时分钟"
	"前后内外起止至到以之底初末中上下约满整余多"
	"第和或及又本今明当次每";

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xa0 ||
	       c == 0x3000; /* the input method's wide blank */
}

/* Copies text without the blanks around it; false when it does not fit or is
 * no text. */
static bool trim(char *dst, size_t size, const char *text)
{
	size_t n = 0;

	if (!text || !str_is_utf8(text, strlen(text)))
		return false;
	for (const char *p = text; is_blank(str_next_utf8(&p));)
		text = p;
	for (const char *p = text; *p;)
		if (!is_blank(str_next_utf8(&p)))
			n = (size_t)(p - text);
	if (n >= size)
		return false;
	memcpy(dst, text, n);
	dst[n] = '\0';
	return true;
}

static bool take(const char **p, const char *word)
{
	if (!str_starts(*p, word))
		return false;
	*p += strlen(word);
	return true;
}

/* A number without leading zeros, ASCII or full-width digits, at most max. */
static bool take_number(const char **p, int max, int *ret)
{
	const char *at = *p, *next = at;
	int value = 0;

	for (;;) {
		uint32_t c = str_next_utf8(&next);

		if (c >= 0xff10 && c <= 0xff19)
			c = c - 0xff10 + '0';
		if (c < '0' || c > '9')
			break;
		if (at != *p && value == 0)
			return false;
		value = value * 10 + (int)(c - '0');
		if (value > max)
			return false;
		at = next;
	}
	if (at == *p)
		return false;
	*p = at;
	*ret = value;
	return true;
}

static bool parse_long(const char *p, struct term *ret)
{
	ret->kind = TERM_LONG;
	return str_eq(p, "长期");
}

static bool parse_years(const char *p, struct term *ret)
{
	ret->kind = TERM_YEARS;
	return take_number(&p, 999, &ret->n) && ret->n > 0 && str_eq(p, "年");
}

static bool parse_months(const char *p, struct term *ret)
{
	ret->kind = TERM_MONTHS;
	return take_number(&p, 11, &ret->n) && ret->n > 0 && str_eq(p, "个月");
}

static bool parse_date(const char *p, struct term *ret)
{
	ret->kind = TERM_DATE;
	return take_number(&p, 9999, &ret->date.year) &&
	       ret->date.year >= 1000 && take(&p, "年") &&
	       take_number(&p, 12, &ret->date.month) && take(&p, "月") &&
	       take_number(&p, 31, &ret->date.day) && str_eq(p, "日") &&
	       date_is_valid(ret->date);
}

/* Whether c is one of the characters of a UTF-8 string. */
static bool is_among(uint32_t c, const char *chars)
{
	for (uint32_t other; (other = str_next_utf8(&chars));)
		if (other == c)
			return true;
	return false;
}

static bool is_han(uint32_t c)
{
	return c == 0x3007 || (c >= 0x3400 && c <= 0x4dbf) ||
	       (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3fffd);
}

static bool parse_condition(const char *p, struct term *ret)
{
	bool names_event = false;
	const char *at = p;
	uint32_t c;

	ret->kind = TERM_CONDITION;
	if (strstr(p, star) || is_blank(str_next_utf8(&at)))
		return false;
	while ((c = str_next_utf8(&p))) {
		if (c < 0x20 || c == 0x7f)
			return false;
		if (is_han(c) && !is_among(c, fragment_chars))
			names_event = true;
	}
	return names_event;
}

/* In this order: what is a number or a date must not end as a condition. */
static bool (*const term_parsers[])(const char *, struct term *) = {
	parse_long, parse_years, parse_months, parse_date, parse_condition,
};

/* The level's word, as printed: a code (secret) is not. */
static bool parse_level(const char *word, enum level *ret)
{
	return !str_is_alnum(word[0]) && level_parse(word, ret);
}

static bool parse_term(const char *text, struct term *ret)
{
	for (size_t i = 0; i < ARRAY_LEN(term_parsers); i++) {
		struct term t = {0};

		if (!term_parsers[i](text, &t))
			continue;
		if (t.kind == TERM_CONDITION && !STR_COPY(t.condition, text))
			return false;
		*ret = t;
		return true;
	}
	return false;
}

enum reason mark_parse(const char *text, struct mark *ret)
{
	char level[MARK_TEXT], *at;
	const char *term = "";
	struct mark m = {0};

	if (!trim(level, sizeof(level), text))
		return E_MARK_SYNTAX;
	at = strstr(level, star);
	if (at) {
		*at = '\0';
		term = at + strlen(star);
	}
	if (!parse_level(level, &m.level))
		return E_MARK_SYNTAX;
	if (!level_is_state_secret(m.level)) {
		if (at)
			return E_MARK_NOT_SECRET;
	} else if (*term && !parse_term(term, &m.term)) {
		return E_MARK_SYNTAX;
	}
	*ret = m;
	return level_is_state_secret(m.level) && !*term ? W_TERM_DEFAULT
							: REASON_OK;
}

void mark_format(char ret[MARK_TEXT], const struct mark *m)
{
	const struct term *t = &m->term;
	char term[CONDITION_TEXT] = "";

	switch (t->kind) {
	case TERM_YEARS:
		snprintf(term, sizeof(term), "%d年", t->n);
		break;
	case TERM_MONTHS:
		snprintf(term, sizeof(term), "%d个月", t->n);
		break;
	case TERM_DATE:
		snprintf(term, sizeof(term), "%d年%d月%d日", t->date.year,
			 t->date.month, t->date.day);
		break;
	case TERM_CONDITION:
		STR_COPY(term, t->condition);
		break;
	case TERM_LONG:
		STR_COPY(term, "长期");
		break;
	case TERM_NONE:
	case TERM_KIND_COUNT:
		break;
	}
	snprintf(ret, MARK_TEXT, "%s%s%s", level_zh(m->level),
		 level_is_state_secret(m->level) ? star : "", term);
}

bool mark_exceeds_cap(const struct mark *m, struct date issue)
{
	int cap = level_cap_years(m->level);

	if (!cap)
		return false;
	if (m->term.kind == TERM_DATE)
		return date_compare(m->term.date,
				    date_add_months(issue, cap * 12)) > 0;
	return m->term.kind == TERM_YEARS && m->term.n > cap;
}

bool mark_last_day(const struct mark *m, struct date issue, struct date *ret)
{
	int months = 0;

	if (!level_is_state_secret(m->level))
		return false;
	switch (m->term.kind) {
	case TERM_NONE:
		months = level_cap_years(m->level) * 12;
		break;
	case TERM_YEARS:
		months = m->term.n * 12;
		break;
	case TERM_MONTHS:
		months = m->term.n;
		break;
	case TERM_DATE:
		*ret = m->term.date;
		return true;
	case TERM_CONDITION:
	case TERM_LONG:
	case TERM_KIND_COUNT:
		return false;
	}
	*ret = date_add_months(issue, months);
	return true;
}
