/* door.h: the tap session at a cabinet's door. Pure: it holds what was tapped
 * and when, never what the register says of it; each tap is decided anew in
 * the writer's transaction.
 *
 * Badges say who is there: the first clerk's opens the session, a second
 * clerk's and the recipient's join it. File tags say what moves. The session
 * ends by time-out or when its clerk taps again.
 */
#ifndef MUNIMENT_CORE_DOOR_H
#define MUNIMENT_CORE_DOOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/command.h"
#include "core/custody.h"

enum { DOOR_BADGES_MAX = 4, DOOR_FILES_MAX = 64, DOOR_UID_TEXT = 24 };

struct door_session {
	char door[ID_TEXT];
	int64_t idle_ms; /* after so long without a tap it is over */
	int64_t last_ms;
	char badges[DOOR_BADGES_MAX][DOOR_UID_TEXT];
	size_t n_badges;
	char files[DOOR_FILES_MAX][DOOR_UID_TEXT]; /* already dealt with */
	size_t n_files;
	/* The recipient's badge has served a file since it was tapped: a file
	 * that comes in after that may be anybody's. */
	bool served;
};

void door_session_init(struct door_session *s, const char *door,
		       int64_t idle_s);
/* Before each tap: ends a session that idled too long, or whose clock was set
 * back. Times are of one clock, from any beginning. */
void door_session_touch(struct door_session *s, int64_t now_ms);
void door_session_end(struct door_session *s);

/* Who a tapped badge belongs to, as the register says it now. */
struct door_badge {
	char uid[DOOR_UID_TEXT];
	char person[ID_TEXT];
	bool clerk; /* moves files */
};

enum door_badge_step {
	DOOR_OPENED,	  /* a clerk's badge: the session begins */
	DOOR_JOINED,	  /* second clerk or recipient */
	DOOR_CLOSED,	  /* the clerk's badge again */
	DOOR_NEEDS_CLERK, /* somebody's badge, but no clerk's yet: kept */
	DOOR_FULL,	  /* one badge too many: not taken */
};
/* Takes a badge out: the last recipient's when another comes. */
void door_badge_drop(struct door_session *s, const char *uid);
/* A live badge was tapped. `opener_is_clerk` says whether the session already
 * holds a clerk's badge. */
enum door_badge_step door_badge(struct door_session *s, const char *uid,
				bool is_clerk, bool opener_is_clerk);

/* Whether this file was already dealt with in this session. */
bool door_file_seen(const struct door_session *s, const char *uid);
void door_file_done(struct door_session *s, const char *uid);

/* What a file's tap means (design: at the door). The people come from the
 * session's badges in the order they were tapped. */
enum door_act {
	DOOR_NOBODY,   /* no clerk there: nothing moves but what comes in */
	DOOR_CHECK_IN, /* it is out: it comes in and is shelved */
	DOOR_SHELVE,   /* it lies at the counter: into its slot */
	DOOR_LEND,     /* it is in, a recipient is there */
	DOOR_SEND,     /* the same, and he is the next reader of its route */
	DOOR_UNSHELVE, /* it is in, clerks alone: to the counter */
};
struct door_people {
	const char *clerk, *second, *recipient; /* NULL where nobody is */
};
struct door_people door_people(const struct door_badge *badges, size_t n);
enum door_act door_file(enum custody_state state, const struct door_people *p,
			bool own_cabinet, bool next_on_route,
			bool has_approval);

#endif
