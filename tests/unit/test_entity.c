/* test_entity.c: the entity table against the schema: the same tables, the
 * same columns in the same order, the types that belong to them; and every
 * named query prepares against it.
 * uses: db core base */
#include "core/entity.h"

#include <string.h>

#include "base/str.h"
#include "db/db.h"
#include "tests/suite.h"

static struct db *empty(void)
{
	struct err e = ERR_INIT;
	struct db *d = NULL;

	CU_ASSERT_EQUAL_FATAL(db_open(&d, NULL, DB_MEMORY, &e), 0);
	return d;
}

static void compare_fields(struct db *d, enum entity entity)
{
	const struct field *f = entity_fields(entity);
	struct err e = ERR_INIT;
	struct stmt *s;
	int rc, n = 0;

	CU_ASSERT_EQUAL_FATAL(
		db_sql(d, "SELECT name, type, pk FROM pragma_table_info(?1)",
		       &s, &e, "t", entity_name(entity)),
		0);
	for (; (rc = db_step(s, &e)) > 0; n++) {
		if (n == 0) {
			CU_ASSERT_STRING_EQUAL(db_text(s, 0), "key");
			CU_ASSERT_EQUAL(db_int(s, 2), 1);
			continue;
		}
		if (!f->name || !str_eq(f->name, db_text(s, 0)) ||
		    !str_eq(db_text(s, 1),
			    f->type == FIELD_INT ? "INTEGER" : "TEXT")) {
			printf("\n  %s: column %s %s, field %s\n",
			       entity_name(entity), db_text(s, 0),
			       db_text(s, 1), f->name ? f->name : "(none)");
			CU_FAIL("the schema and the table differ");
			db_end(s);
			return;
		}
		CU_ASSERT_EQUAL(entity_field(entity, f->name), n - 1);
		f++;
	}
	CU_ASSERT_EQUAL(rc, 0);
	CU_ASSERT_TRUE(n > 1);
	CU_ASSERT_PTR_NULL(f->name); /* no field without a column */
}

static void test_columns(void)
{
	AUTO_PTR(db) struct db *d = empty();

	for (int i = 0; i < ENTITY_COUNT; i++)
		compare_fields(d, (enum entity)i);
}

/* A table that replay leaves alone is one of these; a new one must say which
 * it is. */
static void test_tables(void)
{
	static const char *const kept[] = {"entry",	   "entry_subject",
					   "secret_value", "request",
					   "serial_drawn", "meta"};
	AUTO_PTR(db) struct db *d = empty();
	struct err e = ERR_INIT;
	struct stmt *s;
	size_t projections = 0, others = 0;

	CU_ASSERT_EQUAL_FATAL(
		db_sql(d,
		       "SELECT name FROM sqlite_master WHERE type = 'table' "
		       "AND name NOT LIKE 'sqlite_%'",
		       &s, &e, ""),
		0);
	while (db_step(s, &e) > 0) {
		const char *name = db_text(s, 0);
		bool known = false;

		for (size_t i = 0; i < ARRAY_LEN(kept); i++)
			known |= str_eq(kept[i], name);
		others += known;
		if (entity_find(name, strlen(name)) != ENTITY_COUNT) {
			CU_ASSERT_FALSE(known);
			projections++;
		} else if (!known) {
			printf("\n  table %s\n", name);
			CU_FAIL("neither a projection nor operational");
		}
	}
	CU_ASSERT_EQUAL(projections, ENTITY_COUNT);
	CU_ASSERT_EQUAL(others, ARRAY_LEN(kept));
}

/* The schema marks secret columns in its comments; here they are named. */
static void test_secrets(void)
{
	static const char *const secret[] = {
		"station.unit",	    "calendar_year.source", "place.name",
		"cabinet.name",	    "person.name",	    "person.post",
		"training.content", "document.issuer",	    "document.title",
		"document.mark",    "scope.basis",	    "approval.purpose",
		"signature.kept",   "correction.reason",
	};
	size_t n = 0;

	for (int i = 0; i < ENTITY_COUNT; i++)
		for (const struct field *f = entity_fields((enum entity)i);
		     f->name; f++) {
			char name[64];
			bool listed = false;

			snprintf(name, sizeof(name), "%s.%s",
				 entity_name((enum entity)i), f->name);
			for (size_t k = 0; k < ARRAY_LEN(secret); k++)
				listed |= str_eq(secret[k], name);
			CU_ASSERT_EQUAL(listed, f->type == FIELD_SECRET);
			n += listed;
		}
	CU_ASSERT_EQUAL(n, ARRAY_LEN(secret));
}

static void test_names(void)
{
	for (int i = 0; i < ENTITY_COUNT; i++) {
		const char *name = entity_name((enum entity)i);

		CU_ASSERT_EQUAL(entity_find(name, strlen(name)),
				(enum entity)i);
	}
	CU_ASSERT_EQUAL(entity_find("person_roles", 12), ENTITY_COUNT);
	CU_ASSERT_EQUAL(entity_find("person_role", 6), ENTITY_PERSON);
	CU_ASSERT_EQUAL(entity_find("", 0), ENTITY_COUNT);
	CU_ASSERT_EQUAL(entity_field(ENTITY_COPY, "title"), -1);
}

static void test_queries(void)
{
	AUTO_PTR(db) struct db *d = empty();

	for (int q = 0; q < QUERY_COUNT; q++) {
		struct err e = ERR_INIT;
		struct stmt *s;

		if (db_query(d, (enum query)q, &s, &e, "") == 0)
			continue;
		printf("\n  query %d: %s\n", q, e.detail);
		CU_FAIL("it does not prepare");
	}
	/* The guard itself sees a query that does not. */
	{
		struct err e = ERR_INIT;
		struct stmt *s;

		CU_ASSERT_TRUE(
			db_sql(d, "SELECT nothing FROM copy", &s, &e, "") < 0);
	}
}

static const struct suite_test tests[] = {
	{"fields are the columns", test_columns},
	{"every table is of a known kind", test_tables},
	{"secret columns", test_secrets},
	{"names", test_names},
	{"queries prepare", test_queries},
};
SUITE_MAIN("entity", tests)
