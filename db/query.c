/* query.c: short ways to ask one thing (db.h); made of the long ones. */
#include "db/db.h"

/* The first row of a query: 1 and the statement, which the caller ends; 0. */
static int first_row(struct db *d, enum query q, struct stmt **ret,
		     struct err *e, const char *types, va_list ap)
{
	int rc = db_vquery(d, q, ret, e, types, ap);

	return rc < 0 ? rc : db_step(*ret, e);
}

int db_run(struct db *d, enum query q, struct err *e, const char *types, ...)
{
	struct stmt *s;
	va_list ap;
	int rc;

	va_start(ap, types);
	rc = first_row(d, q, &s, e, types, ap);
	va_end(ap);
	while (rc > 0)
		rc = db_step(s, e);
	return rc;
}

int db_get_int(struct db *d, enum query q, int64_t *ret, struct err *e,
	       const char *types, ...)
{
	struct stmt *s;
	va_list ap;
	int rc;

	va_start(ap, types);
	rc = first_row(d, q, &s, e, types, ap);
	va_end(ap);
	if (rc <= 0)
		return rc;
	*ret = db_int(s, 0);
	db_end(s);
	return 1;
}

int db_get_text(struct db *d, enum query q, char **ret, struct err *e,
		const char *types, ...)
{
	struct stmt *s;
	va_list ap;
	int rc;

	va_start(ap, types);
	rc = first_row(d, q, &s, e, types, ap);
	va_end(ap);
	if (rc <= 0)
		return rc;
	*ret = mem_dup(db_text(s, 0));
	db_end(s);
	return 1;
}
