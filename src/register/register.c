/* register.c: opening and closing, and what stays known between commands. */
#include "register/register.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/str.h"
#include "core/journal.h"
#include "register/internal.h"

/* One writer: SQLite would let two take turns, but each keeps the chain's end
 * in memory. */
static int take_lock(struct reg *r, const char *path, struct err *e)
{
	AUTO(buf) struct buf name = BUF_INIT;

	buf_printf(&name, "%s.lock", path);
	r->lock_fd = open(buf_text(&name), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (r->lock_fd < 0)
		return err_errno(e, ERR_IO, "%s", buf_text(&name));
	if (flock(r->lock_fd, LOCK_EX | LOCK_NB) < 0)
		return err_set(e, ERR_BUSY,
			       "%s is in use by another program (is the "
			       "service running?)",
			       path);
	return 0;
}

static int load_station(struct reg *r, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_station_get, &s, e, "");

	r->initialised = false;
	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	STR_COPY(r->station, db_text(s, 0));
	r->test = db_int(s, 1) == 1;
	r->zone = (int)db_int(s, 2);
	r->initialised = true;
	db_end(s);
	return 0;
}

static int load_head(struct reg *r, struct err *e)
{
	struct stmt *s;
	int rc;

	r->seq = 0;
	r->last_entered_s = 0;
	STR_COPY(r->head, journal_no_prev);
	if (!r->initialised)
		return 0;
	rc = db_query(r->db, QUERY_entry_last, &s, e, "t", r->station);
	if (rc < 0 || (rc = db_step(s, e)) <= 0)
		return rc;
	r->seq = db_int(s, 0);
	STR_COPY(r->head, db_text(s, 1));
	r->last_entered_s = db_int(s, 2);
	db_end(s);
	return 0;
}

static int load_policy(struct reg *r, struct err *e)
{
	struct stmt *s;
	int rc = db_query(r->db, QUERY_setting_all, &s, e, "");

	policy_defaults(&r->policy);
	while (rc >= 0 && (rc = db_step(s, e)) > 0) {
		enum reason why = REASON_OK;

		/* A setting that this program no longer knows stays in the
		 * journal and is passed over here. */
		if (policy_set(&r->policy, db_text(s, 0), db_text(s, 1), &why,
			       NULL) == 0 &&
		    db_int(s, 2) > r->policy.version)
			r->policy.version = db_int(s, 2);
	}
	return rc;
}

static int load_calendar(struct reg *r, struct err *e)
{
	AUTO_PTR(calendar) struct calendar *c = calendar_new();
	struct stmt *s;
	struct date day;
	int64_t year;
	int rc = db_query(r->db, QUERY_calendar_years, &s, e, "");

	while (rc >= 0 && (rc = db_step(s, e)) > 0)
		if (str_to_int(db_text(s, 0), 1, 9999, &year))
			calendar_add_year(c, (int)year);
	if (rc >= 0)
		rc = db_query(r->db, QUERY_calendar_days, &s, e, "");
	while (rc >= 0 && (rc = db_step(s, e)) > 0)
		if (date_parse(db_text(s, 0), &day))
			calendar_set_day(c, day, db_int(s, 1) == 1);
	if (rc < 0)
		return rc;
	calendar_free(r->calendar);
	r->calendar = TAKE(c);
	return 0;
}

int reg_load_settings(struct reg *r, struct err *e)
{
	int rc = load_policy(r, e);

	return rc < 0 ? rc : load_calendar(r, e);
}

static int load_test_clock(struct reg *r, struct err *e)
{
	AUTO_FREE char *value = NULL;
	int64_t offset;
	int rc = db_get_text(r->db, QUERY_meta_get, &value, e, "t",
			     "test_clock_offset");

	if (rc > 0 && str_to_int(value, INT64_MIN / 4, INT64_MAX / 4, &offset))
		r->test_offset_s = offset;
	return rc < 0 ? rc : 0;
}

int reg_reload(struct reg *r, struct err *e)
{
	int rc = load_station(r, e);

	if (rc >= 0)
		rc = load_head(r, e);
	if (rc >= 0)
		rc = reg_load_settings(r, e);
	if (rc >= 0)
		rc = load_test_clock(r, e);
	return rc < 0 ? rc : 0;
}

int reg_refresh(struct reg *r, struct err *e)
{
	int64_t before = r->seq;
	int rc = 0;

	if (r->mode != REG_READ)
		return 0;
	if (r->initialised)
		rc = load_head(r, e);
	if (rc >= 0 && (!r->initialised || r->seq != before || r->test))
		rc = reg_reload(r, e);
	return rc < 0 ? rc : 0;
}

int reg_open(struct reg **ret, const char *path, enum reg_mode mode,
	     struct clock clock, struct err *e)
{
	static const enum db_mode modes[] = {
		[REG_CREATE] = DB_CREATE,
		[REG_WRITE] = DB_WRITE,
		[REG_READ] = DB_READ,
		[REG_MEMORY] = DB_MEMORY,
	};
	AUTO_PTR(reg) struct reg *r = mem_alloc(sizeof(*r));
	int rc = 0;

	r->mode = mode;
	r->clock = clock;
	r->lock_fd = -1;
	rc = crypto_init(e);
	if (rc >= 0 && mode == REG_WRITE && access(path, F_OK) != 0)
		rc = err_set(e, ERR_NOT_FOUND, "%s: there is no register",
			     path);
	if (rc >= 0 && (mode == REG_CREATE || mode == REG_WRITE))
		rc = take_lock(r, path, e);
	if (rc >= 0)
		rc = db_open(&r->db, path, modes[mode], e);
	if (rc >= 0)
		rc = reg_reload(r, e);
	if (rc < 0)
		return rc;
	*ret = TAKE(r);
	return 0;
}

void reg_close(struct reg *r)
{
	if (!r)
		return;
	calendar_free(r->calendar);
	db_close(r->db);
	auto_close_(&r->lock_fd);
	free(r);
}

bool reg_is_test(const struct reg *r)
{
	return r->test;
}

bool reg_is_initialised(const struct reg *r)
{
	return r->initialised;
}

int reg_zone(const struct reg *r)
{
	return r->zone;
}

const char *reg_station(const struct reg *r)
{
	return r->station;
}

int64_t reg_now(const struct reg *r)
{
	return clock_now_s(&r->clock) + (r->test ? r->test_offset_s : 0);
}

int reg_set_test_clock(struct reg *r, int64_t now_s, struct err *e)
{
	int64_t offset = now_s - clock_now_s(&r->clock);
	char text[24];
	int rc;

	if (!r->test)
		return err_set(e, ERR_REFUSED,
			       "only a register that was initialised as a test "
			       "lets its clock be set");
	snprintf(text, sizeof(text), "%lld", (long long)offset);
	rc = db_run(r->db, QUERY_meta_set, e, "tt", "test_clock_offset", text);
	if (rc < 0)
		return rc;
	r->test_offset_s = offset;
	return 0;
}

const struct policy *reg_policy(const struct reg *r)
{
	return &r->policy;
}

const struct calendar *reg_calendar(const struct reg *r)
{
	return r->calendar;
}

struct db *reg_db(struct reg *r)
{
	return r->db;
}
