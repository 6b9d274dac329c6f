/* due.h: when a copy that is out must be back, and what it means that it is
 * not (model.md B.4 time rules). Pure.
 *
 * The day of issue is day 0; due is close of business of the Nth working day.
 * A copy due at 17:30:00 is overdue from 17:30:01; what is judged at the end
 * of a day (overnight, holiday) holds from 17:30:00 on. Instants are seconds
 * since 1970, zone_minutes the station's offset from UTC.
 */
#ifndef MUNIMENT_CORE_DUE_H
#define MUNIMENT_CORE_DUE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/calendar.h"
#include "core/level.h"
#include "core/policy.h"
#include "core/reasons.h"

/* Close of business of the civil day that time_s lies in. */
int64_t due_close_of_day(const struct policy *p, int64_t time_s,
			 int zone_minutes);
/* Close of business of the nth working day after from_s; n = 0 is the day
 * itself, worked or not, even where its close has passed (rulings 14).
 * *ret_unknown_year (may be NULL) is set when a year without calendar data
 * was crossed: weekends alone were counted (W_CALENDAR). */
int64_t due_after_workdays(const struct policy *p, const struct calendar *c,
			   int64_t from_s, int n, int zone_minutes,
			   bool *ret_unknown_year);

/* What is to be said of a copy that is in custody_state since since_s and due
 * at due_s (0: no due time) as of now_s. Empty for a copy that is not out.
 * - W_OVERDUE: after its due time.
 * - A_TS_OVERNIGHT: 绝密 not in by close of the day it went out: legs, loans,
 *   copy room, found elsewhere. Carried out of the house: only after its due
 *   time (rulings 17). No holiday and no setting puts it off.
 * - W_OVERNIGHT: 机密 or 秘密 on a leg, from the close of the day it was due
 *   on (the same day, unless leg.days says more).
 * - W_HOLIDAY_OUT: from the last close before a long holiday (rulings 28)
 *   until that holiday is over.
 */
struct reason_set due_flags(const struct policy *p, const struct calendar *c,
			    enum level level, const char *custody_state,
			    int64_t since_s, int64_t due_s, int64_t now_s,
			    int zone_minutes);

/* How far past its due time a copy is: working days and calendar days begun
 * since the due day; both 0 on the due day itself and for due_s = 0. */
int due_overdue_workdays(const struct calendar *c, int64_t due_s, int64_t now_s,
			 int zone_minutes);
int due_overdue_days(int64_t due_s, int64_t now_s, int zone_minutes);

#endif
