/* entity.h: the projections' rows and fields, as data. A change names an
 * entity, a key, a field; replay needs to know no more. A row exists while
 * any of its fields has a value. */
#ifndef MUNIMENT_CORE_ENTITY_H
#define MUNIMENT_CORE_ENTITY_H

#include <stddef.h>

enum entity {
	ENTITY_STATION,
	ENTITY_SETTING,
	ENTITY_COUNTER,
	ENTITY_CALENDAR_YEAR,
	ENTITY_CALENDAR_DAY,
	ENTITY_PLACE,
	ENTITY_CABINET,
	ENTITY_DOOR,
	ENTITY_PERSON,
	ENTITY_PERSON_ROLE,
	ENTITY_TRAINING,
	ENTITY_BADGE,
	ENTITY_DOCUMENT,
	ENTITY_COPY,
	ENTITY_CUSTODY,
	ENTITY_SCOPE,
	ENTITY_ROUTE,
	ENTITY_APPROVAL,
	ENTITY_SIGNATURE,
	ENTITY_KNOWLEDGE,
	ENTITY_TAG,
	ENTITY_LABEL,
	ENTITY_VIOLATION,
	ENTITY_INCIDENT,
	ENTITY_NOTICE,
	ENTITY_CORRECTION,
	ENTITY_COUNT,
};

enum field_type { FIELD_TEXT, FIELD_INT, FIELD_SECRET };

struct field {
	const char *name; /* NULL ends a list */
	enum field_type type;
};

enum { ENTITY_FIELDS_MAX = 24 };

const char *entity_name(enum entity e);
/* ENTITY_COUNT when there is none of that name. */
enum entity entity_find(const char *name, size_t n);
const struct field *entity_fields(enum entity e);
/* Place of a field in the list, or -1. */
int entity_field(enum entity e, const char *name);

#endif
