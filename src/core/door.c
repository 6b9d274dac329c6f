/* door.c: see door.h. */
#include "core/door.h"

#include <string.h>

#include "base/str.h"

void door_session_init(struct door_session *s, const char *door, int64_t idle_s)
{
	memset(s, 0, sizeof(*s));
	STR_COPY(s->door, door);
	s->idle_ms = idle_s * 1000;
}

void door_session_end(struct door_session *s)
{
	s->n_badges = 0;
	s->n_files = 0;
	s->served = false;
}

void door_badge_drop(struct door_session *s, const char *uid)
{
	for (size_t i = 0; i < s->n_badges; i++)
		if (str_eq(s->badges[i], uid)) {
			memmove(s->badges[i], s->badges[i + 1],
				(--s->n_badges - i) * sizeof(s->badges[0]));
			return;
		}
}

void door_session_touch(struct door_session *s, int64_t now_ms)
{
	/* A clock that was set back tells nothing: nobody stands there. */
	if (s->idle_ms > 0 &&
	    (now_ms < s->last_ms || now_ms - s->last_ms > s->idle_ms))
		door_session_end(s);
	s->last_ms = now_ms;
}

enum door_badge_step door_badge(struct door_session *s, const char *uid,
				bool is_clerk, bool opener_is_clerk)
{
	if (!is_clerk)
		s->served = false;
	for (size_t i = 0; i < s->n_badges; i++)
		if (str_eq(s->badges[i], uid)) {
			/* A second tap of one's own badge ends the session;
			 * of a recipient's it says nothing new. */
			if (!is_clerk)
				return DOOR_JOINED;
			door_session_end(s);
			return DOOR_CLOSED;
		}
	if (s->n_badges == DOOR_BADGES_MAX)
		return DOOR_FULL;
	STR_COPY(s->badges[s->n_badges++], uid);
	if (is_clerk)
		return opener_is_clerk ? DOOR_JOINED : DOOR_OPENED;
	return opener_is_clerk ? DOOR_JOINED : DOOR_NEEDS_CLERK;
}

bool door_file_seen(const struct door_session *s, const char *uid)
{
	for (size_t i = 0; i < s->n_files; i++)
		if (str_eq(s->files[i], uid))
			return true;
	return false;
}

void door_file_done(struct door_session *s, const char *uid)
{
	if (s->n_files == DOOR_FILES_MAX) {
		memmove(s->files[0], s->files[1],
			sizeof(s->files) - sizeof(s->files[0]));
		s->n_files--;
	}
	STR_COPY(s->files[s->n_files++], uid);
}

struct door_people door_people(const struct door_badge *badges, size_t n)
{
	struct door_people p = {NULL, NULL, NULL};

	for (size_t i = 0; i < n; i++) {
		if (!badges[i].clerk)
			p.recipient = badges[i].person;
		else if (!p.clerk)
			p.clerk = badges[i].person;
		else if (!p.second && !str_eq(p.clerk, badges[i].person))
			p.second = badges[i].person;
	}
	return p;
}

enum door_act door_file(enum custody_state state, const struct door_people *p,
			bool own_cabinet, bool next_on_route, bool has_approval)
{
	if (!p->clerk)
		return DOOR_NOBODY;
	if (!custody_is_held(state))
		return DOOR_CHECK_IN;
	if (p->recipient)
		return next_on_route && !has_approval ? DOOR_SEND : DOOR_LEND;
	if (state == CUSTODY_IN_STORE)
		return DOOR_UNSHELVE;
	return own_cabinet ? DOOR_SHELVE : DOOR_CHECK_IN;
}
