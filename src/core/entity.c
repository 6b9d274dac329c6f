/* entity.c: see entity.h. db/schema.sql holds the same columns; a test
 * compares the two. */
#include "core/entity.h"

#include <string.h>

#include "base/str.h"

/* Laid out by hand, as a table. */
/* clang-format off */
#define T(n) {n, FIELD_TEXT}
#define I(n) {n, FIELD_INT}
#define S(n) {n, FIELD_SECRET}

static const struct {
	const char *name;
	struct field fields[ENTITY_FIELDS_MAX];
} entities[ENTITY_COUNT] = {
	[ENTITY_STATION] = {"station",
		{S("unit"), I("test"), I("zone"), {NULL, FIELD_TEXT}}},
	[ENTITY_SETTING] = {"setting",
		{T("value"), I("since"), {NULL, FIELD_TEXT}}},
	[ENTITY_COUNTER] = {"counter",
		{I("value"), {NULL, FIELD_TEXT}}},
	[ENTITY_CALENDAR_YEAR] = {"calendar_year",
		{I("entered"), S("source"), {NULL, FIELD_TEXT}}},
	[ENTITY_CALENDAR_DAY] = {"calendar_day",
		{I("worked"), {NULL, FIELD_TEXT}}},
	[ENTITY_PLACE] = {"place",
		{S("name"), T("kind"), I("level"), {NULL, FIELD_TEXT}}},
	[ENTITY_CABINET] = {"cabinet",
		{S("name"), T("place"), T("kind"), I("level"), I("secret"),
		 T("keeper"), {NULL, FIELD_TEXT}}},
	[ENTITY_DOOR] = {"door",
		{T("cabinet"), T("feedback"), {NULL, FIELD_TEXT}}},
	[ENTITY_PERSON] = {"person",
		{S("name"), T("unit"), S("post"), I("clearance"),
		 T("status"), T("pledge"), T("vetted"), T("trained"),
		 I("examined"), T("office"), {NULL, FIELD_TEXT}}},
	[ENTITY_PERSON_ROLE] = {"person_role",
		{T("person"), T("role"), T("state"), T("granted_by"),
		 {NULL, FIELD_TEXT}}},
	[ENTITY_TRAINING] = {"training",
		{T("person"), T("day"), I("hours"), I("examined"),
		 S("content"), {NULL, FIELD_TEXT}}},
	[ENTITY_BADGE] = {"badge",
		{T("person"), T("state"), {NULL, FIELD_TEXT}}},
	[ENTITY_DOCUMENT] = {"document",
		{T("doc_no"), S("issuer"), S("title"), I("level"),
		 T("term_kind"), I("term_n"), T("term_date"), S("mark"),
		 T("issue_date"), T("category"), T("urgency"), T("origin"),
		 I("pages"), I("must_return"), I("no_widen"), I("copying"),
		 I("received_at"), T("secrecy"), I("scope_set"),
		 I("range_set"), {NULL, FIELD_TEXT}}},
	[ENTITY_COPY] = {"copy",
		{T("document"), T("copy_no"), T("kind"), T("parent"),
		 I("pages"), T("home_cabinet"), T("home_slot"), T("label"),
		 I("label_owed"), I("moved"), {NULL, FIELD_TEXT}}},
	[ENTITY_CUSTODY] = {"custody",
		{T("state"), T("holder"), T("place"), I("since"), I("due"),
		 T("approval"), I("renewals"), I("last_at"), I("off_route"),
		 {NULL, FIELD_TEXT}}},
	[ENTITY_SCOPE] = {"scope",
		{T("document"), T("person"), T("unit"), S("basis"),
		 I("widened"), {NULL, FIELD_TEXT}}},
	[ENTITY_ROUTE] = {"route",
		{T("document"), T("person"), I("position"), T("state"),
		 {NULL, FIELD_TEXT}}},
	[ENTITY_APPROVAL] = {"approval",
		{T("action"), T("document"), T("copy"), T("applicant"),
		 S("purpose"), T("place"), I("requested_at"),
		 T("valid_until"), I("uses"), T("state"), {NULL, FIELD_TEXT}}},
	[ENTITY_SIGNATURE] = {"signature",
		{T("approval"), T("role"), T("person"), T("day"), T("form"),
		 S("kept"), T("letter"), {NULL, FIELD_TEXT}}},
	[ENTITY_KNOWLEDGE] = {"knowledge",
		{T("document"), T("copy"), T("person"), I("at"), T("how"),
		 T("approval"), {NULL, FIELD_TEXT}}},
	[ENTITY_TAG] = {"tag",
		{T("copy"), T("ident"), T("state"), {NULL, FIELD_TEXT}}},
	[ENTITY_LABEL] = {"label",
		{T("copy"), I("reprint"), T("printer"), T("state"),
		 T("hash"), T("method"), {NULL, FIELD_TEXT}}},
	[ENTITY_VIOLATION] = {"violation",
		{T("copy"), T("person"), T("code"), I("at"), T("state"),
		 {NULL, FIELD_TEXT}}},
	[ENTITY_INCIDENT] = {"incident",
		{T("copy"), T("kind"), I("at"), T("state"),
		 {NULL, FIELD_TEXT}}},
	[ENTITY_NOTICE] = {"notice",
		{T("person"), T("copy"), T("document"), T("code"), I("at"),
		 {NULL, FIELD_TEXT}}},
	[ENTITY_CORRECTION] = {"correction",
		{I("by_seq"), T("first"), T("second"), S("reason"),
		 {NULL, FIELD_TEXT}}},
};
/* clang-format on */

const char *entity_name(enum entity e)
{
	return entities[e].name;
}

enum entity entity_find(const char *name, size_t n)
{
	for (size_t i = 0; i < ENTITY_COUNT; i++)
		if (strlen(entities[i].name) == n &&
		    memcmp(entities[i].name, name, n) == 0)
			return (enum entity)i;
	return ENTITY_COUNT;
}

const struct field *entity_fields(enum entity e)
{
	return entities[e].fields;
}

int entity_field(enum entity e, const char *name)
{
	for (int i = 0; entities[e].fields[i].name; i++)
		if (str_eq(entities[e].fields[i].name, name))
			return i;
	return -1;
}
