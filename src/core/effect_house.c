/* effect_house.c: what the verbs of the house change: station, people, roles,
 * settings, places. */
#include <stdio.h>

#include "base/str.h"
#include "core/days.h"
#include "core/rules.h"

static void set_role(struct decision *d, const char *person, enum role role,
		     const char *state, const char *by)
{
	char key[KEY_TEXT];

	snprintf(key, sizeof(key), "%s/%s", person, role_code(role));
	change_text(d, ENTITY_PERSON_ROLE, key, "person", person);
	change_text(d, ENTITY_PERSON_ROLE, key, "role", role_code(role));
	change_text(d, ENTITY_PERSON_ROLE, key, "state", state);
	if (by)
		change_text(d, ENTITY_PERSON_ROLE, key, "granted_by", by);
}

RULE_FN(effect_init)
{
	static const struct {
		const char *id, *name;
		enum role role;
	} three[] = {
		{"sysadmin", "sysadmin-name", ROLE_SYSADMIN},
		{"secadmin", "secadmin-name", ROLE_SECADMIN},
		{"auditor", "auditor-name", ROLE_AUDITOR},
	};
	const char *station = command_get(c, "station");
	const char *zone = command_get(c, "zone");
	int offset = 8 * 60; /* China: UTC+8 the whole year */

	(void)r;
	if (zone)
		offset_parse(zone, &offset);
	change_arg(d, ENTITY_STATION, station, "unit", c, "unit");
	change_int(d, ENTITY_STATION, station, "test", command_flag(c, "test"));
	change_int(d, ENTITY_STATION, station, "zone", offset);
	for (size_t i = 0; i < ARRAY_LEN(three); i++) {
		const char *person = command_get(c, three[i].id);

		change_arg(d, ENTITY_PERSON, person, "name", c, three[i].name);
		change_text(d, ENTITY_PERSON, person, "status", "active");
		/* The three are together when the register begins: this entry
		 * is their acknowledgement (practice.md 14). */
		set_role(d, person, three[i].role, "active", NULL);
	}
	(void)f;
}

RULE_FN(effect_person)
{
	static const char *const fields[] = {
		"name",	  "unit",   "post",    "clearance", "office",
		"pledge", "vetted", "trained", "examined"};
	const char *person = command_get(c, "person");

	(void)r;
	(void)f;
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		change_arg(d, ENTITY_PERSON, person, fields[i], c, fields[i]);
	if (c->verb->id == VERB_PERSON_ADD)
		change_text(d, ENTITY_PERSON, person, "status", "active");
	else
		change_arg(d, ENTITY_PERSON, person, "status", c, "status");
	kv_add(&d->results, "person", person);
}

static enum role named_role(const struct command *c)
{
	enum role role = ROLE_COUNT;

	role_parse(command_get(c, "role"), &role);
	return role;
}

RULE_FN(effect_role_grant)
{
	bool waits = policy_flag(f->policy, POLICY_ROLE_ACK, 0);

	(void)r;
	set_role(d, command_get(c, "person"), named_role(c),
		 waits ? "pending" : "active", c->actor);
	kv_add(&d->results, "state", waits ? "pending" : "active");
}

RULE_FN(effect_role_withdraw)
{
	(void)r;
	(void)f;
	set_role(d, command_get(c, "person"), named_role(c), "withdrawn", NULL);
}

RULE_FN(effect_role_acknowledge)
{
	(void)r;
	(void)f;
	set_role(d, command_get(c, "person"), named_role(c), "active", NULL);
	kv_add(&d->results, "state", "active");
}

RULE_FN(effect_training)
{
	const char *person = command_get(c, "person");
	char key[KEY_TEXT], text[DATE_TEXT];
	struct date on = {0};

	(void)r;
	snprintf(key, sizeof(key), "%s/%lld", person, (long long)f->seq);
	change_text(d, ENTITY_TRAINING, key, "person", person);
	change_arg(d, ENTITY_TRAINING, key, "day", c, "on");
	change_arg(d, ENTITY_TRAINING, key, "hours", c, "hours");
	change_arg(d, ENTITY_TRAINING, key, "examined", c, "passed");
	change_arg(d, ENTITY_TRAINING, key, "content", c, "content");
	date_parse(command_get(c, "on"), &on);
	if (date_is_none(f->person.trained) ||
	    date_compare(on, f->person.trained) > 0) {
		date_format(text, on);
		change_text(d, ENTITY_PERSON, person, "trained", text);
	}
	if (command_flag(c, "passed"))
		change_int(d, ENTITY_PERSON, person, "examined", 1);
}

RULE_FN(effect_badge_enrol)
{
	const char *uid = command_get(c, "uid");

	(void)r;
	(void)f;
	change_arg(d, ENTITY_BADGE, uid, "person", c, "person");
	change_text(d, ENTITY_BADGE, uid, "state", "live");
}

RULE_FN(effect_badge_revoke)
{
	(void)r;
	(void)f;
	change_text(d, ENTITY_BADGE, command_get(c, "uid"), "state", "revoked");
}

static bool listed(const struct days *days, struct date day)
{
	for (size_t i = 0; i < days->n; i++)
		if (date_compare(days->day[i], day) == 0)
			return true;
	return false;
}

RULE_FN(effect_calendar)
{
	static const struct days nothing;
	struct days *closed = mem_alloc(sizeof(*closed));
	struct days *worked = mem_alloc(sizeof(*worked));
	int year = (int)command_int(c, "year", 0);
	struct date day = {year, 1, 1};
	char key[KEY_TEXT];

	(void)r;
	*closed = *worked = nothing;
	if (command_get(c, "closed"))
		days_parse(command_get(c, "closed"), closed);
	if (command_get(c, "worked"))
		days_parse(command_get(c, "worked"), worked);
	snprintf(key, sizeof(key), "%04d", year);
	change_int(d, ENTITY_CALENDAR_YEAR, key, "entered", f->seq);
	change_arg(d, ENTITY_CALENDAR_YEAR, key, "source", c, "source");
	/* The whole year is said anew: a day that is in neither list goes back
	 * to its weekday. */
	for (; day.year == year; day = date_add_days(day, 1)) {
		bool weekday = date_weekday(day) % 6 != 0;
		bool was_set = calendar_is_workday(f->calendar, day) != weekday;

		date_format(key, day);
		if (listed(worked, day) || listed(closed, day))
			change_int(d, ENTITY_CALENDAR_DAY, key, "worked",
				   listed(worked, day));
		else if (was_set)
			change_null(d, ENTITY_CALENDAR_DAY, key, "worked");
	}
	free(closed);
	free(worked);
}

RULE_FN(effect_policy)
{
	const char *setting = command_get(c, "setting");

	(void)r;
	change_arg(d, ENTITY_SETTING, setting, "value", c, "value");
	change_int(d, ENTITY_SETTING, setting, "since", f->seq);
}

RULE_FN(effect_place)
{
	const char *place = command_get(c, "place");

	(void)r;
	(void)f;
	change_arg(d, ENTITY_PLACE, place, "name", c, "name");
	change_arg(d, ENTITY_PLACE, place, "kind", c, "kind");
	if (command_get(c, "level"))
		change_arg(d, ENTITY_PLACE, place, "level", c, "level");
	else
		change_int(d, ENTITY_PLACE, place, "level", LEVEL_INTERNAL);
}

RULE_FN(effect_cabinet)
{
	const char *cabinet = command_get(c, "cabinet");

	(void)r;
	(void)f;
	change_arg(d, ENTITY_CABINET, cabinet, "name", c, "name");
	change_arg(d, ENTITY_CABINET, cabinet, "place", c, "place");
	change_arg(d, ENTITY_CABINET, cabinet, "kind", c, "kind");
	change_arg(d, ENTITY_CABINET, cabinet, "level", c, "level");
	change_int(d, ENTITY_CABINET, cabinet, "secret",
		   !command_flag(c, "non-secret"));
	change_arg(d, ENTITY_CABINET, cabinet, "keeper", c, "keeper");
}

RULE_FN(effect_door)
{
	const char *door = command_get(c, "door");

	(void)r;
	(void)f;
	change_arg(d, ENTITY_DOOR, door, "cabinet", c, "cabinet");
	if (command_get(c, "feedback"))
		change_arg(d, ENTITY_DOOR, door, "feedback", c, "feedback");
	else
		change_text(d, ENTITY_DOOR, door, "feedback", "page");
}
