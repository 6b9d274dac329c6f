/* test_printer: the printer driver, the real libusb and a virtual TSPL
 * printer: labels that are printed, and what happens from the first byte of the
 * commit. What matters is how many labels come out, and what was said of them:
 * never two for one job, never `printed` without one.
 * uses: virtual base */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "tests/devices/harness.h"
#include "tests/suite.h"

static void test_prints_once(void)
{
	AUTO(buf) struct buf want = BUF_INIT, got = BUF_INIT;
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	CU_ASSERT(rig_said(&r, "hello driver=printer name=p1") == 1);
	CU_ASSERT(rig_print(&r, "j1"));
	CU_ASSERT(rig_said(&r, "commit-sent job=j1") == 1);
	CU_ASSERT(rig_said(&r, "printed") == 1);
	CU_ASSERT(rig_came_out(&r, 1, 0));
	CU_ASSERT(rig_stat(&r, "unknown") == 0);
	rig_make_body(&want, RIG_LABEL_BYTES);
	buf_puts(&want, RIG_COMMIT);
	rig_captured(&r, &got);
	CU_ASSERT_EQUAL(got.len, want.len);
	CU_ASSERT(got.len == want.len &&
		  memcmp(got.data, want.data, want.len) == 0);
	CU_ASSERT(rig_print(&r, "j2"));
	CU_ASSERT(rig_came_out(&r, 2, 0));
	/* What printed leaves nothing to throw away. */
	CU_ASSERT_EQUAL(rig_stat(&r, "resets"), 1);
	CU_ASSERT(rig_stop(&r));
}

static void test_large_label(void)
{
	AUTO(buf) struct buf want = BUF_INIT, got = BUF_INIT;
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	rig_send_body(&r, "j1", RIG_LARGE_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	rig_make_body(&want, RIG_LARGE_BYTES);
	rig_captured(&r, &got);
	CU_ASSERT(got.len == want.len &&
		  memcmp(got.data, want.data, want.len) == 0);
	rig_send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "printed job=j1"));
	CU_ASSERT(rig_stop(&r));
}

/* In mid-commit: what the printer took is not known. */
static void test_unplugged_in_commit(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	/* The last question, and five bytes of the commit. */
	CU_ASSERT(rig_ctl(&r, "hold 8"));
	rig_send_commit(&r, "j1");
	CU_ASSERT(rig_ctl(&r, "wait held"));
	CU_ASSERT(rig_ctl(&r, "unplug"));
	CU_ASSERT(rig_await(&r, "uncertain job=j1 reason=unplugged"));
	CU_ASSERT(rig_said(&r, "failed job=j1") == 0);
	CU_ASSERT(rig_stop(&r));
}

static void test_unplugged_after_commit(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "3000"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	rig_send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "commit-sent job=j1"));
	CU_ASSERT(rig_ctl(&r, "wait printing"));
	CU_ASSERT(rig_ctl(&r, "unplug"));
	CU_ASSERT(rig_await_within(&r, "uncertain job=j1 reason=unplugged",
				   2000));
	CU_ASSERT(rig_ctl(&r, "wait labels 1"));
	CU_ASSERT(rig_ctl(&r, "replug"));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	/* Never sent again by itself. */
	CU_ASSERT(rig_came_out(&r, 1, 0));
	CU_ASSERT(rig_said(&r, "printed") == 0);
	CU_ASSERT(rig_stop(&r));
}

static void test_silent_after_commit(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "1000"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	rig_send_commit(&r, "j1");
	CU_ASSERT(rig_ctl(&r, "wait printing"));
	CU_ASSERT(rig_ctl(&r, "mute on"));
	CU_ASSERT(rig_await(&r, "uncertain job=j1 reason=silent"));
	CU_ASSERT(rig_came_out(&r, 1, 0));
	CU_ASSERT(rig_stop(&r));
}

/* Paper runs out in mid-label: the driver waits as long as the printer says
 * why, and does not believe that a half label is a label. */
static void test_paper_out_while_printing(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "2000"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	rig_send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "status state=printing"));
	CU_ASSERT(rig_ctl(&r, "paper out"));
	CU_ASSERT(rig_await(&r, "status state=paper-out"));
	CU_ASSERT(rig_said(&r, "uncertain") == 0);
	CU_ASSERT(rig_ctl(&r, "paper in"));
	CU_ASSERT(rig_await(&r, "uncertain job=j1 reason=paper-out"));
	CU_ASSERT(rig_came_out(&r, 0, 1));
	CU_ASSERT(rig_stop(&r));
}

/* The printer keeps a label back, says why, and prints it later. */
static void test_paused_after_commit(void)
{
	struct rig r;
	char want[64];

	CU_ASSERT_FATAL(rig_start_ready(&r, "300"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	/* The pause falls between the last question and the commit; an idle
	 * question (one a second) must not take the place of that one. */
	snprintf(want, sizeof(want), "wait queries %ld",
		 rig_stat(&r, "queries") + 1);
	CU_ASSERT(rig_ctl(&r, want));
	CU_ASSERT(rig_ctl(&r, "hold 3"));
	rig_send_commit(&r, "j1");
	CU_ASSERT(rig_ctl(&r, "wait held"));
	CU_ASSERT(rig_ctl(&r, "pause on"));
	CU_ASSERT(rig_ctl(&r, "release"));
	CU_ASSERT(rig_await(&r, "commit-sent job=j1"));
	CU_ASSERT(rig_await(&r, "status state=paused"));
	/* Longer than any silence would be borne: 130 questions at 50 ms. */
	snprintf(want, sizeof(want), "wait queries %ld",
		 rig_stat(&r, "queries") + 130);
	CU_ASSERT(rig_ctl(&r, want));
	CU_ASSERT(rig_said(&r, "uncertain") == 0);
	CU_ASSERT(rig_ctl(&r, "pause off"));
	CU_ASSERT(rig_await(&r, "printed job=j1"));
	CU_ASSERT(rig_came_out(&r, 1, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_abort(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "2000"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	rig_send(&r, "abort job=j1");
	CU_ASSERT(rig_await(&r, "failed job=j1 reason=aborted"));
	rig_send_body(&r, "j2", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j2"));
	rig_send_commit(&r, "j2");
	CU_ASSERT(rig_await(&r, "commit-sent job=j2"));
	CU_ASSERT(rig_ctl(&r, "wait printing"));
	rig_send(&r, "abort job=j2");
	CU_ASSERT(rig_await(&r, "uncertain job=j2 reason=aborted"));
	rig_send(&r, "abort job=j2");
	CU_ASSERT(rig_await(&r, "failed word=abort code=not-found"));
	CU_ASSERT(rig_ctl(&r, "wait labels 1"));
	CU_ASSERT(rig_came_out(&r, 1, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_noise(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	CU_ASSERT(rig_ctl(&r, "noise 200"));
	CU_ASSERT(rig_print(&r, "j1"));
	CU_ASSERT(rig_came_out(&r, 1, 0));
	CU_ASSERT(rig_said(&r, "status state=other") == 0);
	CU_ASSERT(rig_stop(&r));
}

static void test_words_out_of_order(void)
{
	struct rig r;

	CU_ASSERT_FATAL(rig_start_ready(&r, "150"));
	rig_send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "failed word=commit code=not-found"));
	rig_send_body(&r, "j1", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	rig_send_body(&r, "j2", RIG_LABEL_BYTES);
	CU_ASSERT(rig_await(&r, "failed word=body code=busy"));
	rig_send_commit(&r, "j2");
	CU_ASSERT(rig_await(&r, "failed word=commit code=not-found"));
	rig_send(&r, "commit job=j1");
	CU_ASSERT(rig_await(&r, "failed word=commit code=usage"));
	rig_send(&r, "feedback signal=granted");
	CU_ASSERT(rig_await(&r, "failed word=feedback code=unsupported"));
	/* None of this ended the job. */
	CU_ASSERT(rig_said(&r, "failed job=j1") == 0);
	rig_send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "printed job=j1"));
	CU_ASSERT(rig_came_out(&r, 1, 0));
	CU_ASSERT(rig_stop(&r));
}

static const struct suite_test tests[] = {
	{"prints once", test_prints_once},
	{"a label of many transfers", test_large_label},
	{"unplugged in the commit", test_unplugged_in_commit},
	{"unplugged after the commit", test_unplugged_after_commit},
	{"silent after the commit", test_silent_after_commit},
	{"paper out while printing", test_paper_out_while_printing},
	{"paused after the commit", test_paused_after_commit},
	{"abort", test_abort},
	{"noise", test_noise},
	{"words out of order", test_words_out_of_order},
};
SUITE_MAIN("test_printer", tests)
