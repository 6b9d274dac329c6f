/* labels.c: which labels are to be printed, and with what on them. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "register/internal.h"

static void text_of(struct stmt *s, int column, char *to, size_t size)
{
	const char *text = db_text(s, column);

	/* What is too long for the field is shortened; the layout would. */
	if (text && !str_copy(to, size, text)) {
		snprintf(to, size, "%s", text);
		str_trim_utf8(to);
	}
}
#define TEXT_OF(s, column, to) text_of((s), (column), (to), sizeof(to))

int reg_label_job(struct reg *r, const char *label, struct label_job *ret,
		  struct err *e)
{
	struct mark mark = {0};
	struct stmt *s = NULL;
	int rc = reg_refresh(r, e);

	memset(ret, 0, sizeof(*ret));
	if (rc >= 0)
		rc = db_query(r->db, QUERY_label_job, &s, e, "t", label);
	if (rc < 0 || (rc = db_step(s, e)) < 0)
		return rc;
	if (!rc)
		return err_set(e, ERR_NOT_FOUND, "no label '%.80s'", label);
	TEXT_OF(s, 0, ret->label);
	TEXT_OF(s, 1, ret->serial);
	TEXT_OF(s, 2, ret->printer);
	TEXT_OF(s, 3, ret->state);
	ret->reprint = (int)db_int(s, 4);
	TEXT_OF(s, 5, ret->copy_no);
	TEXT_OF(s, 6, ret->receive_no);
	mark.level = (enum level)db_int(s, 7);
	/* Only the three legal levels carry a mark on the label. */
	if (level_is_state_secret(mark.level)) {
		if (!term_kind_parse(db_text(s, 8), &mark.term.kind))
			mark.term.kind = TERM_NONE;
		mark.term.n = (int)db_int(s, 9);
		date_parse(db_text(s, 10), &mark.term.date);
		if (mark.term.kind == TERM_CONDITION)
			TEXT_OF(s, 11, ret->mark);
		else
			mark_format(ret->mark, &mark);
	}
	if (policy_flag(&r->policy, POLICY_LABEL_TITLE, mark.level))
		TEXT_OF(s, 12, ret->title);
	TEXT_OF(s, 13, ret->unit);
	db_end(s);
	return 0;
}

int reg_label_jobs(struct reg *r, struct label_job **ret, size_t *ret_n,
		   struct err *e)
{
	AUTO_FREE struct label_job *jobs = NULL;
	char(*keys)[FACT_TEXT] = NULL;
	size_t n = 0;
	struct stmt *s;
	int rc = db_query(r->db, QUERY_label_jobs, &s, e, "");

	while (rc >= 0 && (rc = db_step(s, e)) > 0) {
		keys = mem_resize(keys, (n + 1) * sizeof(keys[0]));
		str_copy(keys[n++], FACT_TEXT, db_text(s, 0));
	}
	jobs = mem_alloc(n * sizeof(jobs[0]));
	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = reg_label_job(r, keys[i], &jobs[i], e);
	free(keys);
	if (rc < 0)
		return rc;
	*ret = TAKE(jobs);
	*ret_n = n;
	return 0;
}
