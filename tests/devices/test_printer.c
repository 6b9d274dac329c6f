/* test_printer: the printer driver, the real libusb and a virtual TSPL
 * printer. What matters is how many labels come out, and what was said of
 * them: never two for one job, never `printed` without one.
 * uses: virtual base */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "base/str.h"
#include "tests/devices/harness.h"
#include "tests/suite.h"

#define COMMIT "PRINT 1,1\r\n"
enum {
	BITMAP_BYTES = 12000, /* 50 x 30 mm at 203 dpi */
	LARGE_BYTES = 60000,  /* more than one transfer */
	COMMIT_BYTES = sizeof(COMMIT) - 1,
	QUERY_BYTES = 3,
};

/* A label of pseudo-random dots, without the bytes of an immediate command. */
static void make_body(struct buf *b, size_t bytes)
{
	uint32_t x = 88172645;

	buf_clear(b);
	buf_printf(b, "CLS\r\nBITMAP 0,0,%zu,1,0,", bytes);
	for (size_t i = 0; i < bytes; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		buf_putc(b, (char)((x >> 8 & 0xff) == 0x1b ? 0 : x >> 8));
	}
	buf_puts(b, "\r\n");
}

static bool start(struct rig *r, const char *print_ms)
{
	return rig_start_printer(r, "--print-ms", print_ms, NULL) &&
	       rig_await(r, "hello class=printer") &&
	       rig_await(r, "state value=ready") &&
	       rig_await(r, "status state=ready");
}

static void send_body(struct rig *r, const char *job, size_t bytes)
{
	AUTO(buf) struct buf b = BUF_INIT;
	char line[64];

	make_body(&b, bytes);
	snprintf(line, sizeof(line), "body job=%s", job);
	rig_send_bytes(r, line, b.data, b.len);
}

static void send_commit(struct rig *r, const char *job)
{
	char line[64];

	snprintf(line, sizeof(line), "commit job=%s", job);
	rig_send_bytes(r, line, COMMIT, COMMIT_BYTES);
}

static bool print(struct rig *r, const char *job)
{
	char want[64];

	send_body(r, job, BITMAP_BYTES);
	snprintf(want, sizeof(want), "body-sent job=%s", job);
	if (!rig_await(r, want))
		return false;
	send_commit(r, job);
	snprintf(want, sizeof(want), "printed job=%s", job);
	return rig_await(r, want);
}

/* Labels that came out whole, and half. */
static bool came_out(struct rig *r, long labels, long spoilt)
{
	long l = rig_stat(r, "labels"), s = rig_stat(r, "spoilt");

	if (l == labels && s == spoilt && rig_stat(r, "queued") == 0)
		return true;
	printf("labels %ld, spoilt %ld\n", l, s);
	return false;
}

static void test_prints_once(void)
{
	AUTO(buf) struct buf want = BUF_INIT, got = BUF_INIT;
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "150"));
	CU_ASSERT(rig_said(&r, "hello driver=printer name=p1") == 1);
	CU_ASSERT(print(&r, "j1"));
	CU_ASSERT(rig_said(&r, "commit-sent job=j1") == 1);
	CU_ASSERT(rig_said(&r, "printed") == 1);
	CU_ASSERT(came_out(&r, 1, 0));
	CU_ASSERT(rig_stat(&r, "unknown") == 0);
	make_body(&want, BITMAP_BYTES);
	buf_puts(&want, COMMIT);
	rig_captured(&r, &got);
	CU_ASSERT_EQUAL(got.len, want.len);
	CU_ASSERT(got.len == want.len &&
		  memcmp(got.data, want.data, want.len) == 0);
	CU_ASSERT(print(&r, "j2"));
	CU_ASSERT(came_out(&r, 2, 0));
	/* What printed leaves nothing to throw away. */
	CU_ASSERT_EQUAL(rig_stat(&r, "resets"), 1);
	CU_ASSERT(rig_stop(&r));
}

static void test_large_label(void)
{
	AUTO(buf) struct buf want = BUF_INIT, got = BUF_INIT;
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "150"));
	send_body(&r, "j1", LARGE_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	make_body(&want, LARGE_BYTES);
	rig_captured(&r, &got);
	CU_ASSERT(got.len == want.len &&
		  memcmp(got.data, want.data, want.len) == 0);
	send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "printed job=j1"));
	CU_ASSERT(rig_stop(&r));
}

static void test_paper_out_before(void)
{
	AUTO(buf) struct buf got = BUF_INIT;
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "150"));
	CU_ASSERT(rig_ctl(&r, "paper out"));
	CU_ASSERT(rig_await(&r, "status state=paper-out"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "failed job=j1 code=busy reason=paper-out"));
	rig_captured(&r, &got);
	CU_ASSERT_EQUAL(got.len, 0);
	CU_ASSERT(rig_ctl(&r, "paper in"));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	CU_ASSERT(print(&r, "j1"));
	CU_ASSERT(came_out(&r, 1, 0));
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

	CU_ASSERT_FATAL(start(&r, "150"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	CU_ASSERT(rig_ctl(&r, begin));
	send_commit(&r, "j1");
	snprintf(want, sizeof(want), "failed job=j1 reason=%s", reason);
	CU_ASSERT(rig_await(&r, want));
	rig_captured(&r, &got);
	CU_ASSERT(memmem(got.data, got.len, "PRINT", 5) == NULL);
	CU_ASSERT(rig_said(&r, "commit-sent") == 0);
	CU_ASSERT(rig_ctl(&r, end));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	CU_ASSERT(print(&r, "j1"));
	CU_ASSERT(came_out(&r, 1, 0));
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

	CU_ASSERT_FATAL(start(&r, "150"));
	CU_ASSERT(print(&r, "j0"));
	CU_ASSERT(rig_ctl(&r, "hold 5000"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_ctl(&r, "wait held"));
	CU_ASSERT(rig_ctl(&r, "lid open"));
	CU_ASSERT(rig_ctl(&r, "release"));
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "failed job=j1 reason=head-open"));
	CU_ASSERT(rig_ctl(&r, "lid close"));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	CU_ASSERT(print(&r, "j1"));
	CU_ASSERT(came_out(&r, 2, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_unplugged_in_body(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "150"));
	CU_ASSERT(print(&r, "j0"));
	CU_ASSERT(rig_ctl(&r, "hold 5000"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_ctl(&r, "wait held"));
	CU_ASSERT(rig_ctl(&r, "unplug"));
	CU_ASSERT(rig_await_within(&r,
				   "failed job=j1 code=gone "
				   "reason=unplugged",
				   2000));
	CU_ASSERT(rig_await_within(&r, "state value=lost", 2000));
	send_body(&r, "j2", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "failed job=j2 code=gone"));
	CU_ASSERT(rig_ctl(&r, "replug"));
	CU_ASSERT(rig_await(&r, "state value=ready"));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	CU_ASSERT(print(&r, "j1"));
	CU_ASSERT(came_out(&r, 2, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_unplugged_when_held(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "150"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	CU_ASSERT(rig_ctl(&r, "unplug"));
	CU_ASSERT(rig_await(&r, "failed job=j1 reason=unplugged"));
	send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "failed word=commit code=not-found"));
	CU_ASSERT(came_out(&r, 0, 0));
	CU_ASSERT(rig_stop(&r));
}

/* In mid-commit: what the printer took is not known. */
static void test_unplugged_in_commit(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "150"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	/* The last question, and five bytes of the commit. */
	CU_ASSERT(rig_ctl(&r, "hold 8"));
	send_commit(&r, "j1");
	CU_ASSERT(rig_ctl(&r, "wait held"));
	CU_ASSERT(rig_ctl(&r, "unplug"));
	CU_ASSERT(rig_await(&r, "uncertain job=j1 reason=unplugged"));
	CU_ASSERT(rig_said(&r, "failed job=j1") == 0);
	CU_ASSERT(rig_stop(&r));
}

static void test_unplugged_after_commit(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "3000"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "commit-sent job=j1"));
	CU_ASSERT(rig_ctl(&r, "wait printing"));
	CU_ASSERT(rig_ctl(&r, "unplug"));
	CU_ASSERT(rig_await_within(&r, "uncertain job=j1 reason=unplugged",
				   2000));
	CU_ASSERT(rig_ctl(&r, "wait labels 1"));
	CU_ASSERT(rig_ctl(&r, "replug"));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	/* Never sent again by itself. */
	CU_ASSERT(came_out(&r, 1, 0));
	CU_ASSERT(rig_said(&r, "printed") == 0);
	CU_ASSERT(rig_stop(&r));
}

static void test_silent_before(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "150"));
	CU_ASSERT(rig_ctl(&r, "mute on"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "failed job=j1 reason=silent"));
	CU_ASSERT(rig_said(&r, "status state=silent") == 1);
	CU_ASSERT(rig_ctl(&r, "mute off"));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	CU_ASSERT(print(&r, "j1"));
	CU_ASSERT(came_out(&r, 1, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_silent_after_commit(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "1000"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	send_commit(&r, "j1");
	CU_ASSERT(rig_ctl(&r, "wait printing"));
	CU_ASSERT(rig_ctl(&r, "mute on"));
	CU_ASSERT(rig_await(&r, "uncertain job=j1 reason=silent"));
	CU_ASSERT(came_out(&r, 1, 0));
	CU_ASSERT(rig_stop(&r));
}

/* The printer refuses a transfer in the body: the halt is cleared, and the
 * label can be sent again. */
static void test_stall_in_body(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "150"));
	CU_ASSERT(print(&r, "j0"));
	CU_ASSERT(rig_ctl(&r, "hold 5000"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_ctl(&r, "wait held"));
	CU_ASSERT(rig_ctl(&r, "stall"));
	CU_ASSERT(rig_ctl(&r, "release"));
	CU_ASSERT(rig_await(&r, "failed job=j1 reason=stalled"));
	CU_ASSERT_EQUAL(rig_stat(&r, "clear_halts"), 1);
	CU_ASSERT(print(&r, "j1"));
	CU_ASSERT(came_out(&r, 2, 0));
	CU_ASSERT(rig_said(&r, "state value=lost") == 0);
	CU_ASSERT(rig_stop(&r));
}

/* It takes part of the body and then nothing more, for ever. */
static void test_partial_write(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "150"));
	CU_ASSERT(print(&r, "j0"));
	CU_ASSERT(rig_ctl(&r, "hold 20000"));
	send_body(&r, "j1", LARGE_BYTES);
	CU_ASSERT(rig_ctl(&r, "wait held"));
	rig_send(&r, "ping id=1");
	CU_ASSERT(rig_await_within(&r, "pong id=1", 2000));
	CU_ASSERT(rig_await(&r, "failed job=j1 reason=stalled"));
	CU_ASSERT(rig_ctl(&r, "release"));
	CU_ASSERT(print(&r, "j1"));
	CU_ASSERT(came_out(&r, 2, 0));
	CU_ASSERT(rig_stop(&r));
}

/* Paper runs out in mid-label: the driver waits as long as the printer says
 * why, and does not believe that a half label is a label. */
static void test_paper_out_while_printing(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "2000"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "status state=printing"));
	CU_ASSERT(rig_ctl(&r, "paper out"));
	CU_ASSERT(rig_await(&r, "status state=paper-out"));
	CU_ASSERT(rig_said(&r, "uncertain") == 0);
	CU_ASSERT(rig_ctl(&r, "paper in"));
	CU_ASSERT(rig_await(&r, "uncertain job=j1 reason=paper-out"));
	CU_ASSERT(came_out(&r, 0, 1));
	CU_ASSERT(rig_stop(&r));
}

/* The printer keeps a label back, says why, and prints it later. */
static void test_paused_after_commit(void)
{
	struct rig r;
	char want[64];

	CU_ASSERT_FATAL(start(&r, "300"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	/* The pause falls between the last question and the commit; an idle
	 * question (one a second) must not take the place of that one. */
	snprintf(want, sizeof(want), "wait queries %ld",
		 rig_stat(&r, "queries") + 1);
	CU_ASSERT(rig_ctl(&r, want));
	CU_ASSERT(rig_ctl(&r, "hold 3"));
	send_commit(&r, "j1");
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
	CU_ASSERT(came_out(&r, 1, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_abort(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "2000"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	rig_send(&r, "abort job=j1");
	CU_ASSERT(rig_await(&r, "failed job=j1 reason=aborted"));
	send_body(&r, "j2", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j2"));
	send_commit(&r, "j2");
	CU_ASSERT(rig_await(&r, "commit-sent job=j2"));
	CU_ASSERT(rig_ctl(&r, "wait printing"));
	rig_send(&r, "abort job=j2");
	CU_ASSERT(rig_await(&r, "uncertain job=j2 reason=aborted"));
	rig_send(&r, "abort job=j2");
	CU_ASSERT(rig_await(&r, "failed word=abort code=not-found"));
	CU_ASSERT(rig_ctl(&r, "wait labels 1"));
	CU_ASSERT(came_out(&r, 1, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_killed_in_body(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "150"));
	CU_ASSERT(print(&r, "j0"));
	CU_ASSERT(rig_ctl(&r, "hold 5000"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_ctl(&r, "wait held"));
	kill(r.driver, SIGKILL);
	CU_ASSERT(rig_await_exit(&r, &(int){0}));
	rig_hang_up(&r);
	CU_ASSERT(rig_ctl(&r, "wait free"));
	CU_ASSERT(rig_ctl(&r, "release"));
	CU_ASSERT_FATAL(rig_start_driver(&r));
	CU_ASSERT(rig_await(&r, "status state=ready"));
	CU_ASSERT(print(&r, "j1"));
	CU_ASSERT(came_out(&r, 2, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_noise(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "150"));
	CU_ASSERT(rig_ctl(&r, "noise 200"));
	CU_ASSERT(print(&r, "j1"));
	CU_ASSERT(came_out(&r, 1, 0));
	CU_ASSERT(rig_said(&r, "status state=other") == 0);
	CU_ASSERT(rig_stop(&r));
}

static void test_words_out_of_order(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "150"));
	send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "failed word=commit code=not-found"));
	send_body(&r, "j1", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "body-sent job=j1"));
	send_body(&r, "j2", BITMAP_BYTES);
	CU_ASSERT(rig_await(&r, "failed word=body code=busy"));
	send_commit(&r, "j2");
	CU_ASSERT(rig_await(&r, "failed word=commit code=not-found"));
	rig_send(&r, "commit job=j1");
	CU_ASSERT(rig_await(&r, "failed word=commit code=usage"));
	rig_send(&r, "feedback signal=granted");
	CU_ASSERT(rig_await(&r, "failed word=feedback code=unsupported"));
	/* None of this ended the job. */
	CU_ASSERT(rig_said(&r, "failed job=j1") == 0);
	send_commit(&r, "j1");
	CU_ASSERT(rig_await(&r, "printed job=j1"));
	CU_ASSERT(came_out(&r, 1, 0));
	CU_ASSERT(rig_stop(&r));
}

static void test_which_printer(void)
{
	static char *const fitting[] = {
		"usb=any", "usb=id:Muniment/Virtual TSPL", "usb=port:1-1"};
	static char *const others[] = {"usb=serial:OTHER",
				       "usb=id:Muniment/Other", "usb=port:1-2"};
	struct rig r;

	CU_ASSERT_FATAL(start(&r, "150"));
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
	{"prints once", test_prints_once},
	{"a label of many transfers", test_large_label},
	{"paper out before", test_paper_out_before},
	{"paper out before the commit", test_paper_out_before_commit},
	{"lid open before the commit", test_lid_open_before_commit},
	{"ribbon out before the commit", test_ribbon_out_before_commit},
	{"lid open in the body", test_lid_open_in_body},
	{"unplugged in the body", test_unplugged_in_body},
	{"unplugged before the commit", test_unplugged_when_held},
	{"unplugged in the commit", test_unplugged_in_commit},
	{"unplugged after the commit", test_unplugged_after_commit},
	{"silent before", test_silent_before},
	{"silent after the commit", test_silent_after_commit},
	{"a stall in the body", test_stall_in_body},
	{"a partial write", test_partial_write},
	{"paper out while printing", test_paper_out_while_printing},
	{"paused after the commit", test_paused_after_commit},
	{"abort", test_abort},
	{"driver killed in the body", test_killed_in_body},
	{"noise", test_noise},
	{"words out of order", test_words_out_of_order},
	{"which printer is meant", test_which_printer},
};
SUITE_MAIN("test_printer", tests)
