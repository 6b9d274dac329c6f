/* source.c: see source.h. */
#include "report/source.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "core/due.h"

/* The last close of business that has come. */
static int64_t last_close(const struct policy *p, int64_t now_s, int zone)
{
	enum { DAY_S = 86400 };
	int64_t close_s = due_close_of_day(p, now_s, zone);

	return close_s <= now_s ? close_s
				: due_close_of_day(p, now_s - DAY_S, zone);
}

int source_open(struct source *ret, struct reg *r, int64_t as_of_s,
		struct err *e)
{
	enum { DAY_S = 86400 };
	AUTO(source) struct source s = {0};
	int rc;

	s.now_s = reg_now(r);
	s.zone = reg_zone(r);
	s.station = reg_station(r);
	/* Out of the present state: the unit prints it, whatever it lists. */
	rc = db_get_text(reg_db(r), QUERY_report_station, &s.unit, e, "");
	if (rc < 0)
		return rc;
	s.as_of_s =
		as_of_s ? as_of_s : last_close(reg_policy(r), s.now_s, s.zone);
	if (s.as_of_s < s.now_s) {
		rc = reg_as_of(&s.past, r, s.as_of_s, e);
		if (rc < 0)
			return rc;
		r = s.past;
	}
	s.policy = reg_policy(r);
	s.since_s = due_close_of_day(s.policy, s.as_of_s - DAY_S, s.zone);
	rc = db_begin(reg_db(r), e);
	if (rc < 0)
		return rc;
	s.db = reg_db(r);
	s.calendar = reg_calendar(r);
	*ret = s;
	s = (struct source){0};
	return 0;
}

void source_done(struct source *s)
{
	if (s->db)
		db_rollback(s->db);
	free(s->unit);
	reg_close(s->past);
	*s = (struct source){0};
}

struct date source_date(struct stmt *st, int column)
{
	struct date day = {0};
	const char *text = db_text(st, column);

	if (text && !date_parse(text, &day))
		day = (struct date){0};
	return day;
}

void source_mark(struct stmt *st, int first, struct mark *ret,
		 struct date *ret_issue)
{
	struct mark printed;
	const char *kind = db_text(st, first + 1);
	const char *text = db_text(st, first + 4);
	int64_t level = db_int(st, first);

	*ret = (struct mark){0};
	ret->level = level >= 0 && level < LEVEL_COUNT ? (enum level)level
						       : LEVEL_TOP_SECRET;
	if (!kind || !term_kind_parse(kind, &ret->term.kind))
		ret->term.kind = TERM_NONE;
	ret->term.n = (int)db_int(st, first + 2);
	ret->term.date = source_date(st, first + 3);
	if (ret->term.kind == TERM_CONDITION && text &&
	    !reason_refuses(mark_parse(text, &printed)))
		ret->term = printed.term;
	*ret_issue = source_date(st, first + 5);
}

char *source_named(const char *id, const char *name)
{
	struct buf both = BUF_INIT;

	buf_puts(&both, id ? id : "");
	if (!str_empty(id) && !str_empty(name))
		buf_putc(&both, ' ');
	buf_puts(&both, name ? name : "");
	return buf_take(&both);
}

const char *source_serial_end(const char *serial)
{
	const char *dash = strrchr(serial, '-');

	return dash ? dash + 1 : serial;
}
