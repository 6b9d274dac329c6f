/* due.c: see due.h. */
#include "core/due.h"

#include "core/custody.h"

enum {
	LONG_HOLIDAY_DAYS = 3, /* rulings 28 */
};

/* How a copy in each state in which it is out stands to the close of a day. */
static const struct {
	bool alarm;   /* 绝密: from the first close on, whatever it is due */
	bool lingers; /* 机密, 秘密: from the close of the day it is due */
	bool holiday;
} at_close[CUSTODY_COUNT] = {
	[CUSTODY_OUT_LEG] = {true, true, true},
	[CUSTODY_OUT_LOAN] = {true, false, true},
	[CUSTODY_RETAINED] = {true, false, true},
	[CUSTODY_OUT_COPYING] = {true, false, true},
	[CUSTODY_OUT_CARRY] = {false, false, true},
	/* under way to another unit: a receipt is awaited, not the paper */
	[CUSTODY_IN_TRANSIT] = {false, false, false},
};

static struct date day_of(int64_t time_s, int zone_minutes)
{
	return civil_from_time(time_s, zone_minutes).date;
}

static int64_t close_of(const struct policy *p, struct date day,
			int zone_minutes)
{
	int64_t minutes = policy_int(p, POLICY_CLOSE_OF_BUSINESS, LEVEL_PUBLIC);
	struct civil midnight = {.date = day};

	return civil_to_time(midnight, zone_minutes) + minutes * 60;
}

int64_t due_close_of_day(const struct policy *p, int64_t time_s,
			 int zone_minutes)
{
	return close_of(p, day_of(time_s, zone_minutes), zone_minutes);
}

int64_t due_after_workdays(const struct policy *p, const struct calendar *c,
			   int64_t from_s, int n, int zone_minutes,
			   bool *ret_unknown_year)
{
	struct date day = calendar_add_workdays(c, day_of(from_s, zone_minutes),
						n, ret_unknown_year);

	return close_of(p, day, zone_minutes);
}

/* From the close of the last working day before a long holiday to the midnight
 * after the holiday's last day. */
static bool in_long_holiday(const struct policy *p, const struct calendar *c,
			    int64_t now_s, int zone_minutes)
{
	struct date today = day_of(now_s, zone_minutes);
	struct date last = today;

	if (calendar_is_workday(c, today) &&
	    now_s < close_of(p, today, zone_minutes))
		return false;
	while (!calendar_is_workday(c, last) && last.year > 1)
		last = date_add_days(last, -1);
	return calendar_closed_days_after(c, last) >= LONG_HOLIDAY_DAYS;
}

struct reason_set due_flags(const struct policy *p, const struct calendar *c,
			    enum level level, const char *custody_state,
			    int64_t since_s, int64_t due_s, int64_t now_s,
			    int zone_minutes)
{
	enum custody_state state = custody_parse(custody_state);
	struct reason_set flags = {0};
	int64_t first_close, leg_close;
	bool overdue;

	if (!custody_is_out(state))
		return flags;
	overdue = due_s && now_s > due_s;
	first_close = due_close_of_day(p, since_s, zone_minutes);
	leg_close =
		due_s ? due_close_of_day(p, due_s, zone_minutes) : first_close;
	if (overdue)
		reason_add(&flags, W_OVERDUE);
	if (level == LEVEL_TOP_SECRET) {
		if (at_close[state].alarm ? now_s >= first_close : overdue)
			reason_add(&flags, A_TS_OVERNIGHT);
	} else if (level_is_state_secret(level) && at_close[state].lingers &&
		   now_s >= leg_close) {
		reason_add(&flags, W_OVERNIGHT);
	}
	if (at_close[state].holiday &&
	    in_long_holiday(p, c, now_s, zone_minutes))
		reason_add(&flags, W_HOLIDAY_OUT);
	return flags;
}

int due_overdue_workdays(const struct calendar *c, int64_t due_s, int64_t now_s,
			 int zone_minutes)
{
	if (!due_s)
		return 0;
	return calendar_count_workdays(c, day_of(due_s, zone_minutes),
				       day_of(now_s, zone_minutes));
}

int due_overdue_days(int64_t due_s, int64_t now_s, int zone_minutes)
{
	int64_t days;

	if (!due_s)
		return 0;
	days = date_to_days(day_of(now_s, zone_minutes)) -
	       date_to_days(day_of(due_s, zone_minutes));
	return days > 0 ? (int)days : 0;
}
