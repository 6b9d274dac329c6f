/* away.c: see away.h. */
#include "report/away.h"

#include "base/str.h"
#include "core/due.h"
#include "core/outside.h"

/* Columns of QUERY_report_away. */
enum {
	AWAY_SERIAL,
	AWAY_DOCUMENT,
	AWAY_COPY_NO,
	AWAY_TITLE,
	AWAY_LEVEL, /* and five more: source_mark() */
	AWAY_STATE = AWAY_LEVEL + 6,
	AWAY_SINCE,
	AWAY_DUE,
	AWAY_OFF_ROUTE,
	AWAY_HOLDER,
	AWAY_HOLDER_NAME,
	AWAY_UNIT,
	AWAY_CLEARANCE,
	AWAY_STATUS,
	AWAY_PLACE,
	AWAY_PLACE_NAME,
	AWAY_PLACE_KIND,
	AWAY_PLACE_LEVEL,
	AWAY_SCOPE_SET,
	AWAY_IN_SCOPE,
	AWAY_ITEM_APPROVED,
};

static void judge(struct away *a, const struct source *s, struct stmt *st)
{
	const struct outside_facts facts = {
		.level = a->mark.level,
		.state = a->state,
		.scope_set = db_int(st, AWAY_SCOPE_SET),
		.off_route = db_int(st, AWAY_OFF_ROUTE),
		.has_holder = !db_is_null(st, AWAY_HOLDER),
		.status = db_text(st, AWAY_STATUS),
		.clearance = (enum clearance)db_int(st, AWAY_CLEARANCE),
		.in_scope = db_int(st, AWAY_IN_SCOPE),
		.item_approved = db_int(st, AWAY_ITEM_APPROVED),
		.place_kind = db_text(st, AWAY_PLACE_KIND),
		.place_level = (enum level)db_int(st, AWAY_PLACE_LEVEL),
	};

	a->outside = outside_reasons(s->policy, &facts);
	a->flags = due_flags(s->policy, s->calendar, a->mark.level,
			     custody_code(a->state), a->since_s, a->due_s,
			     s->as_of_s, s->zone);
	a->overdue_workdays = due_overdue_workdays(s->calendar, a->due_s,
						   s->as_of_s, s->zone);
	a->overdue_days = due_overdue_days(a->due_s, s->as_of_s, s->zone);
}

static void fill(struct away *a, const struct source *s, struct stmt *st)
{
	const char *unit = db_text(st, AWAY_UNIT);

	a->serial = mem_dup(db_text(st, AWAY_SERIAL));
	a->document = mem_dup(db_text(st, AWAY_DOCUMENT));
	a->copy_no = mem_dup(db_text(st, AWAY_COPY_NO));
	a->title = mem_dup(db_text(st, AWAY_TITLE));
	a->holder = source_named(db_text(st, AWAY_HOLDER),
				 db_text(st, AWAY_HOLDER_NAME));
	a->unit = mem_dup(unit ? unit : "");
	a->place = source_named(db_text(st, AWAY_PLACE),
				db_text(st, AWAY_PLACE_NAME));
	source_mark(st, AWAY_LEVEL, &a->mark, &a->issue);
	a->state = custody_parse(db_text(st, AWAY_STATE));
	a->since_s = db_int(st, AWAY_SINCE);
	a->due_s = db_int(st, AWAY_DUE);
	judge(a, s, st);
}

int away_load(struct away_list *ret, const struct source *s, struct err *e)
{
	AUTO(away_list) struct away_list list = {0};
	struct stmt *st;
	int rc = db_query(s->db, QUERY_report_away, &st, e, "");

	if (rc < 0)
		return rc;
	while ((rc = db_step(st, e)) > 0) {
		enum custody_state state =
			custody_parse(db_text(st, AWAY_STATE));

		if (!custody_is_out(state) && db_is_null(st, AWAY_HOLDER))
			continue;
		if ((list.n & (list.n - 1)) == 0)
			list.items = mem_resize(list.items,
						(list.n ? 2 * list.n : 1) *
							sizeof(*list.items));
		list.items[list.n] = (struct away){0};
		fill(&list.items[list.n++], s, st);
	}
	if (rc < 0)
		return rc;
	*ret = list;
	list = (struct away_list){0};
	return 0;
}

void away_list_done(struct away_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct away *a = &l->items[i];

		free(a->serial);
		free(a->document);
		free(a->copy_no);
		free(a->title);
		free(a->holder);
		free(a->unit);
		free(a->place);
	}
	free(l->items);
	*l = (struct away_list){0};
}
