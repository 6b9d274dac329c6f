/* tap.c: a tap at a door becomes the ordinary command it means, decided and
 * entered in one transaction like any other. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/str.h"
#include "core/door.h"
#include "register/internal.h"

struct tap {
	struct reg *reg;
	struct door_session *session;
	char uid[FACT_TEXT];
	struct door_badge badges[DOOR_BADGES_MAX];
	size_t n_badges;
	struct door_people people;
	char cabinet[FACT_TEXT]; /* the door's */
	bool takes_in_only;	 /* it can show nobody a refusal */
};

static int badge_owner(struct reg *r, const char *uid, struct door_badge *ret,
		       bool *ret_live, struct err *e)
{
	unsigned roles;
	struct stmt *s;
	int rc = db_query(r->db, QUERY_badge_get, &s, e, "t", uid);

	*ret_live = false;
	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	STR_COPY(ret->uid, uid);
	STR_COPY(ret->person, db_text(s, 0));
	*ret_live = str_eq(db_text(s, 1), "live");
	db_end(s);
	rc = reg_roles(r, ret->person, &roles, e);
	ret->clerk = (roles & ROLES_STAFF) != 0;
	return rc;
}

/* Who is there now: badges revoked since they were tapped are nobody's. */
static int who_is_there(struct tap *t, struct err *e)
{
	t->n_badges = 0;
	for (size_t i = 0; i < t->session->n_badges; i++) {
		bool live;
		int rc = badge_owner(t->reg, t->session->badges[i],
				     &t->badges[t->n_badges], &live, e);

		if (rc < 0)
			return rc;
		t->n_badges += live;
	}
	t->people = door_people(t->badges, t->n_badges);
	return 0;
}

static int run(struct tap *t, struct command *c, const char *actor,
	       struct answer *ret, struct err *e)
{
	struct command *one = c;

	STR_COPY(c->actor, actor);
	snprintf(c->terminal, sizeof(c->terminal), "door:%.50s",
		 t->session->door);
	STR_COPY(c->os_user, "muniment");
	return reg_execute(t->reg, &one, ret, 1, e);
}

/* What the door itself has to say, without an entry of its own kind. */
static int tap_entry(struct tap *t, const char *actor, struct answer *ret,
		     struct err *e)
{
	AUTO(command) struct command c = {0};
	int rc = command_begin(&c, "tap", e);

	if (rc >= 0)
		rc = command_set(&c, "door", t->session->door, e);
	if (rc >= 0)
		rc = command_set(&c, "uid", t->uid, e);
	return rc < 0 ? rc : run(t, &c, actor, ret, e);
}

static int tap_badge(struct tap *t, const struct door_badge *badge,
		     struct answer *ret, struct err *e)
{
	static const char *const words[] = {
		[DOOR_OPENED] = "opened", [DOOR_JOINED] = "joined",
		[DOOR_CLOSED] = "closed", [DOOR_NEEDS_CLERK] = "needs-clerk",
		[DOOR_FULL] = "full",
	};
	enum door_badge_step step;
	int rc;

	/* One recipient at a time, the one who tapped last. */
	for (size_t i = 0; !badge->clerk && i < t->n_badges; i++)
		if (!t->badges[i].clerk &&
		    !str_eq(t->badges[i].uid, badge->uid))
			door_badge_drop(t->session, t->badges[i].uid);
	step = door_badge(t->session, badge->uid, badge->clerk,
			  t->people.clerk != NULL);
	rc = tap_entry(t, "system", ret, e);

	if (rc < 0)
		return rc;
	kv_add(&ret->results, "tap", "badge");
	kv_add(&ret->results, "session", words[step]);
	return 0;
}

static int set_copy(struct command *c, const char *verb,
		    const struct copy_facts *copy, const struct tap *t,
		    struct err *e)
{
	int rc = command_begin(c, verb, e);

	if (rc >= 0)
		rc = command_set(c, "copy", copy->serial, e);
	if (rc >= 0 && verb_arg(c->verb, "second") && t->people.second)
		rc = command_set(c, "second", t->people.second, e);
	return rc;
}

/* Whether the door is that of the copy's own cabinet. */
static bool is_home(const struct tap *t, const struct copy_facts *copy)
{
	return t->cabinet[0] && str_eq(copy->home_cabinet, t->cabinet);
}

/* Whether the badge beside the clerk's says who brings the file. One that has
 * served another file meanwhile is left from that: nobody is accused by it. */
static bool brings_it(const struct tap *t, const struct copy_facts *copy)
{
	return t->people.recipient &&
	       (!t->session->served ||
		str_eq(t->people.recipient, copy->holder));
}

static int build(struct command *c, enum door_act act,
		 const struct copy_facts *copy, const struct tap *t,
		 struct err *e)
{
	int rc = 0;

	switch (act) {
	case DOOR_NOBODY:
	case DOOR_CHECK_IN:
		rc = set_copy(c, "check-in", copy, t, e);
		if (rc >= 0 && brings_it(t, copy))
			rc = command_set(c, "by", t->people.recipient, e);
		else if (rc >= 0)
			rc = command_set(c, "returner-unknown", "yes", e);
		if (rc >= 0 && is_home(t, copy))
			rc = command_set(c, "shelve", "yes", e);
		break;
	case DOOR_SHELVE:
		rc = set_copy(c, "shelve", copy, t, e);
		break;
	case DOOR_UNSHELVE:
		rc = set_copy(c, "unshelve", copy, t, e);
		break;
	case DOOR_LEND:
		rc = set_copy(c, "lend", copy, t, e);
		if (rc >= 0)
			rc = command_set(c, "to", t->people.recipient, e);
		break;
	case DOOR_SEND:
		rc = set_copy(c, "send", copy, t, e);
		if (rc >= 0)
			rc = command_set(c, "to", t->people.recipient, e);
		break;
	}
	return rc;
}

static int recipients_standing(struct tap *t, const char *document,
			       const char *serial, bool *ret_next,
			       bool *ret_approved, struct err *e)
{
	const struct approval_search lend = {
		"lend", document, t->people.recipient, serial, reg_now(t->reg)};
	char approval[FACT_TEXT];
	struct stmt *s;
	int rc;

	*ret_next = *ret_approved = false;
	if (!t->people.recipient)
		return 0;
	rc = db_query(t->reg->db, QUERY_route_next, &s, e, "t", document);
	if (rc >= 0 && (rc = db_step(s, e)) > 0) {
		*ret_next = str_eq(db_text(s, 0), t->people.recipient);
		db_end(s);
	}
	if (rc < 0)
		return rc;
	rc = find_approval(t->reg, &lend, approval, e);
	*ret_approved = rc > 0;
	return rc < 0 ? rc : 0;
}

static int tap_file(struct tap *t, const char *serial, struct answer *ret,
		    struct err *e)
{
	AUTO(command) struct command c = {0};
	char document[FACT_TEXT];
	struct copy_facts copy;
	bool next, approved;
	enum door_act act;
	int rc = load_copy(t->reg, serial, &copy, document, e);

	if (rc >= 0 && door_file_seen(t->session, t->uid)) {
		kv_add(&ret->results, "tap", "again");
		kv_add(&ret->results, "serial", serial);
		return 0;
	}
	if (rc >= 0)
		rc = recipients_standing(t, document, serial, &next, &approved,
					 e);
	if (rc < 0)
		return rc;
	act = door_file(copy.state, &t->people, is_home(t, &copy), next,
			approved);
	/* Without a clerk nothing goes out; what comes back is taken in. */
	if (act == DOOR_NOBODY && custody_is_held(copy.state)) {
		kv_add(&ret->results, "tap", "file");
		kv_add(&ret->results, "session", "needs-clerk");
		return 0;
	}
	/* A door that cannot show a refusal lets nothing out. */
	if (t->takes_in_only && custody_is_held(copy.state) &&
	    act != DOOR_SHELVE) {
		kv_add(&ret->results, "tap", "file");
		kv_add(&ret->results, "session", "takes-in-only");
		ret->rc = ERR_REFUSED;
		reason_add(&ret->reasons, E_PLACE);
		return 0;
	}
	rc = build(&c, act, &copy, t, e);
	if (rc >= 0)
		rc = run(t, &c, t->people.clerk ? t->people.clerk : "system",
			 ret, e);
	if (rc < 0)
		return rc;
	kv_add(&ret->results, "tap", "file");
	kv_add(&ret->results, "act", c.verb->name);
	/* A refusal leaves the file free to be tapped again once what was
	 * wanting is there: the second clerk's badge, for one. */
	if (ret->rc == 0) {
		door_file_done(t->session, t->uid);
		t->session->served |= t->people.recipient != NULL;
	}
	return 0;
}

static int load_door(struct tap *t, struct err *e)
{
	struct stmt *s;
	int rc = db_query(t->reg->db, QUERY_door_cabinet, &s, e, "t",
			  t->session->door);

	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	STR_COPY(t->cabinet, db_text(s, 0));
	t->takes_in_only = str_eq(db_text(s, 1), "none");
	db_end(s);
	return 0;
}

static int tap_what(struct tap *t, struct answer *ret, struct err *e)
{
	AUTO_FREE char *serial = NULL;
	struct door_badge badge;
	bool live = false;
	int rc = badge_owner(t->reg, t->uid, &badge, &live, e);

	if (rc < 0)
		return rc;
	if (live)
		return tap_badge(t, &badge, ret, e);
	rc = db_get_text(t->reg->db, QUERY_tag_live, &serial, e, "t", t->uid);
	if (rc < 0)
		return rc;
	if (serial)
		return tap_file(t, serial, ret, e);
	/* Unknown, revoked or retired: entered as refused. */
	rc = tap_entry(t, t->people.clerk ? t->people.clerk : "system", ret, e);
	if (rc >= 0)
		kv_add(&ret->results, "tap", "unknown");
	return rc;
}

int reg_tap(struct reg *r, struct door_session *s, const char *uid,
	    struct answer *ret, struct err *e)
{
	struct door_session after = *s;
	struct tap t = {.reg = r, .session = &after};
	int rc;

	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; uid[i] && i + 1 < sizeof(t.uid); i++)
		t.uid[i] = str_upper(uid[i]);
	door_session_touch(&after, reg_now(r) * 1000);
	rc = load_door(&t, e);
	if (rc >= 0)
		rc = who_is_there(&t, e);
	if (rc >= 0)
		rc = tap_what(&t, ret, e);
	/* A tap that could not be entered has not happened. */
	if (rc >= 0 && (ret->rc == 0 || ret->rc == ERR_REFUSED))
		*s = after;
	return rc < 0 ? rc : 0;
}
