/* test_printer_faults: what goes wrong before the commit, where the driver must
 * say `failed`, print nothing, and print it whole the next time.
 * uses: virtual base */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "tests/devices/harness.h"
#include "tests/suite.h"

static void test_paper_out_before(void)
{
	AUTO(buf) struct buf got = BUF_INIT;
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	CU_ASSERT(rig_ctl(&r, "paper out"));
	CU_ASSERT(rig_await(&r, "status state=paper-out"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "failed job=j1 code=busy reason=paper-out"));
	rig_captured(&r, &got);
	CU_ASSERT_EQUAL(got.len, 0);
	CU_ASSERT(rig_ctl(&r, "paper in"));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	CU_ASSERT(rig_print(&r, "j1"));
	CU_ASSERT(rig_came_out(&r, 1, 0));
	CU_ASSERT(rig_stop(&r));
}

/* Something is wrong when the commit comes: nothing is printed, and nothing of
 * the first body is left in the second. */
static void trouble_before_commit(const char *begin, const char *end,
				  const char *reason)
{
	AUTO(buf) struct buf got = BUF_INIT;
	struct rig r;
	char want[128];

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	CU_ASSERT(rig_ctl(&r, begin));
	rig_send_commit(&r, "j1");
	snprintf(want, sizeof(want), "failed job=j1 reason=%s", reason);
	CU_ASSERT(rig_await(&r, want));
	rig_captured(&r, &got);
	CU_ASSERT(memmem(got.data, got.len, "PRINT", 5) == NULL);
	CU_ASSERT(rig_said(&r, "commit-sent") == 0);
	CU_ASSERT(rig_ctl(&r, end));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	CU_ASSERT(rig_print(&r, "j1"));
	CU_ASSERT(rig_came_out(&r, 1, 0));
	CU_ASSERT_EQUAL(rig_stat(&r, "resets"), 2);
	CU_ASSERT(rig_stop(&r));
}

static void test_paper_out_before_commit(void)
{
	trouble_before_commit("paper out", "paper in", "paper-out");
}

static void test_lid_open_before_commit(void)
{
	trouble_before_commit("lid open", "lid close", "head-open");
}

static void test_ribbon_out_before_commit(void)
{
	trouble_before_commit("ribbon out", "ribbon in", "ribbon-out");
}

static void test_lid_open_in_body(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	CU_ASSERT(rig_print(&r, "j0"));
	CU_ASSERT(rig_ctl(&r, "hold 5000"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_ctl(&r, "wait held"));
	CU_ASSERT(rig_ctl(&r, "lid open"));
	CU_ASSERT(rig_ctl(&r, "release"));
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	rig_send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "failed job=j1 reason=head-open"));
	CU_ASSERT(rig_ctl(&r, "lid close"));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	CU_ASSERT(rig_print(&r, "j1"));
	CU_ASSERT(rig_came_out(&r, 2, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_unplugged_in_body(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	CU_ASSERT(rig_print(&r, "j0"));
	CU_ASSERT(rig_ctl(&r, "hold 5000"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_ctl(&r, "wait held"));
	CU_ASSERT(rig_ctl(&r, "unplug"));
	CU_ASSERT(rig_await_within(&r,
				   "failed job=j1 code=gone "
				   "reason=unplugged",
				   2000));
	CU_ASSERT(rig_await_within(&r, "state value=lost", 2000));
	rig_send_body(&r, "j2", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "failed job=j2 code=gone"));
	CU_ASSERT(rig_ctl(&r, "replug"));
	CU_ASSERT(rig_await(&r, "state value=ready"));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	CU_ASSERT(rig_print(&r, "j1"));
	CU_ASSERT(rig_came_out(&r, 2, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_unplugged_when_held(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	CU_ASSERT(rig_ctl(&r, "unplug"));
	CU_ASSERT(rig_await(&r, "failed job=j1 reason=unplugged"));
	rig_send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "failed word=commit code=not-found"));
	CU_ASSERT(rig_came_out(&r, 0, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_silent_before(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	CU_ASSERT(rig_ctl(&r, "mute on"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "failed job=j1 reason=silent"));
	CU_ASSERT(rig_said(&r, "status state=silent") == 1);
	CU_ASSERT(rig_ctl(&r, "mute off"));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	CU_ASSERT(rig_print(&r, "j1"));
	CU_ASSERT(rig_came_out(&r, 1, 0));
	CU_ASSERT(rig_stop(&r));
}

/* The printer refuses a transfer in the body: the halt is cleared, and the
 * label can be sent again. */
static void test_stall_in_body(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	CU_ASSERT(rig_print(&r, "j0"));
	CU_ASSERT(rig_ctl(&r, "hold 5000"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_ctl(&r, "wait held"));
	CU_ASSERT(rig_ctl(&r, "stall"));
	CU_ASSERT(rig_ctl(&r, "release"));
	CU_ASSERT(rig_await(&r, "failed job=j1 reason=stalled"));
	CU_ASSERT_EQUAL(rig_stat(&r, "clear_halts"), 1);
	CU_ASSERT(rig_print(&r, "j1"));
	CU_ASSERT(rig_came_out(&r, 2, 0));
	CU_ASSERT(rig_said(&r, "state value=lost") == 0);
	CU_ASSERT(rig_stop(&r));
}

/* It takes part of the body and then nothing more, for ever. */
static void test_partial_write(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	CU_ASSERT(rig_print(&r, "j0"));
	CU_ASSERT(rig_ctl(&r, "hold 20000"));
	rig_send_body(&r, "j1", RIG_LARGE_BYTES);
	CU_ASSERT(rig_ctl(&r, "wait held"));
	rig_send(&r, "ping id=1");
	CU_ASSERT(rig_await_within(&r, "pong id=1", 2000));
	CU_ASSERT(rig_await(&r, "failed job=j1 reason=stalled"));
	CU_ASSERT(rig_ctl(&r, "release"));
	CU_ASSERT(rig_print(&r, "j1"));
	CU_ASSERT(rig_came_out(&r, 2, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_killed_in_body(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	CU_ASSERT(rig_print(&r, "j0"));
	CU_ASSERT(rig_ctl(&r, "hold 5000"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_ctl(&r, "wait held"));
	kill(r.driver, SIGKILL);
	CU_ASSERT(rig_await_exit(&r, &(int){0}));
	rig_hang_up(&r);
	CU_ASSERT(rig_ctl(&r, "wait free"));
	CU_ASSERT(rig_ctl(&r, "release"));
	CU_ASSERT_FATAL(rig_start_driver(&r));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	CU_ASSERT(rig_print(&r, "j1"));
	CU_ASSERT(rig_came_out(&r, 2, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_which_printer(void)
{
	static char *const fitting[] = {
		"usb=any", "usb=id:Muniment/Virtual TSPL", "usb=port:1-1"};
	static char *const others[] = {"usb=serial:OTHER",
				       "usb=id:Muniment/Other", "usb=port:1-2"};
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	rig_hang_up(&r);
	CU_ASSERT(rig_await_exit(&r, &(int){0}));
	for (size_t i = 0; i < ARRAY_LEN(fitting); i++) {
		CU_ASSERT(rig_start_driver_with(&r, "printer", "language=tspl",
						fitting[i], NULL));
		CU_ASSERT(rig_await(&r, "state value=ready"));
		rig_hang_up(&r);
		CU_ASSERT(rig_await_exit(&r, &(int){0}));
	}
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		CU_ASSERT(rig_start_driver_with(&r, "printer", "language=tspl",
						others[i], NULL));
		CU_ASSERT(rig_await(&r, "state value=lost code=not-found"));
		rig_hang_up(&r);
		CU_ASSERT(rig_await_exit(&r, &(int){0}));
	}
	CU_ASSERT(rig_stop(&r));
}

static const struct suite_test tests[] = {
	{"paper out before", test_paper_out_before},
	{"paper out before the commit", test_paper_out_before_commit},
	{"lid open before the commit", test_lid_open_before_commit},
	{"ribbon out before the commit", test_ribbon_out_before_commit},
	{"lid open in the body", test_lid_open_in_body},
	{"unplugged in the body", test_unplugged_in_body},
	{"unplugged before the commit", test_unplugged_when_held},
	{"silent before", test_silent_before},
	{"a stall in the body", test_stall_in_body},
	{"a partial write", test_partial_write},
	{"driver killed in the body", test_killed_in_body},
	{"which printer is meant", test_which_printer},
};
SUITE_MAIN("test_printer_faults", tests)
