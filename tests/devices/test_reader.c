/* test_reader: the reader driver, the real libnfc and a virtual PN532.
 * uses: virtual base */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/str.h"
#include "tests/devices/harness.h"
#include "tests/suite.h"

#define TAG_A "04a1b2c3d4e5f6"
#define TAG_B "04112233445566"
#define CARD  "11223344"
#define IDENT "30313233343536373839616263646566"
static const char record[] = "\xd4\x0b\x10muniment:id0123456789abcdef";
enum { RECORD = sizeof(record) - 1 };

static bool start(struct rig *r)
{
	return rig_start_reader(r) && rig_await(r, "hello protocol=1") &&
	       rig_await(r, "state value=ready");
}

static void test_tag_comes_and_goes(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r));
	CU_ASSERT(rig_said(&r, "hello class=reader name=d1 feedback=none") ==
		  1);
	CU_ASSERT(rig_ctl(&r, "place " TAG_A " ntag213"));
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A " type=ntag213"));
	CU_ASSERT(rig_ctl(&r, "remove " TAG_A));
	CU_ASSERT(rig_await(&r, "tag-gone uid=" TAG_A));
	CU_ASSERT(rig_said(&r, "tag") == 1);
	CU_ASSERT(rig_stop(&r));
}

static void test_tag_that_stays_is_told_once(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r));
	CU_ASSERT(rig_ctl(&r, "place " TAG_A " ntag215"));
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A " type=ntag215"));
	CU_ASSERT(rig_ctl(&r, "wait mark"));
	CU_ASSERT(rig_ctl(&r, "wait scans 30"));
	rig_send(&r, "ping id=7");
	CU_ASSERT(rig_await(&r, "pong id=7"));
	CU_ASSERT(rig_said(&r, "tag") == 1);
	CU_ASSERT(rig_said(&r, "tag-gone") == 0);
	CU_ASSERT(rig_stop(&r));
}

static void test_several_tags(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r));
	CU_ASSERT(rig_ctl(&r, "place " TAG_A " ntag213"));
	CU_ASSERT(rig_ctl(&r, "place " TAG_B " ntag215"));
	CU_ASSERT(rig_ctl(&r, "place " CARD " classic"));
	CU_ASSERT(rig_ctl(&r, "wait mark"));
	CU_ASSERT(rig_ctl(&r, "wait scans 40"));
	rig_send(&r, "ping id=1");
	CU_ASSERT(rig_await(&r, "pong id=1"));
	CU_ASSERT(rig_said(&r, "tag uid=" TAG_A " type=ntag213") == 1);
	CU_ASSERT(rig_said(&r, "tag uid=" TAG_B " type=ntag215") == 1);
	CU_ASSERT(rig_said(&r, "tag uid=" CARD " type=classic") == 1);
	CU_ASSERT(rig_ctl(&r, "remove " TAG_B));
	CU_ASSERT(rig_await(&r, "tag-gone uid=" TAG_B));
	CU_ASSERT(rig_said(&r, "tag-gone") == 1);
	CU_ASSERT(rig_stop(&r));
}

static void test_write_and_read_back(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r));
	CU_ASSERT(rig_ctl(&r, "place " TAG_A " ntag213"));
	CU_ASSERT(rig_ctl(&r, "place " TAG_B " ntag213"));
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A));
	rig_send_bytes(&r, "write id=w1 uid=" TAG_A, record, RECORD);
	CU_ASSERT(rig_await(&r, "written id=w1 uid=" TAG_A " ident=" IDENT));
	/* The tag's own memory: pages 4 to 12, and nothing but them. */
	CU_ASSERT(strstr(rig_ask(&r, "dump " TAG_A),
			 "e1101200"
			 "031ed40b106d756e696d656e743a6964" IDENT "fe000000"
			 "00000000") != NULL);
	/* The other one is as it left the factory. */
	CU_ASSERT(strstr(rig_ask(&r, "dump " TAG_B),
			 "0103a00c340300fe00000000") != NULL);
	CU_ASSERT(rig_ctl(&r, "remove " TAG_A));
	CU_ASSERT(rig_await(&r, "tag-gone uid=" TAG_A));
	CU_ASSERT(rig_ctl(&r, "place " TAG_A));
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A " ident=" IDENT));
	CU_ASSERT(rig_stop(&r));
}

static void test_write_is_refused(void)
{
	static const char secret[] = "\xd4\x0b\x10secret:word0123456789abcdef";
	struct rig r;

	CU_ASSERT_FATAL(start(&r));
	CU_ASSERT(rig_ctl(&r, "place " TAG_A " ntag213"));
	CU_ASSERT(rig_ctl(&r, "place " CARD " classic"));
	/* Another program's message: an URI record. */
	CU_ASSERT(rig_ctl(&r, "poke " TAG_A " 0308d10104550161626364fe"));
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A));
	rig_send_bytes(&r, "write id=1 uid=" TAG_A, record, RECORD);
	CU_ASSERT(rig_await(&r, "failed word=write id=1 code=refused"));
	CU_ASSERT(strstr(rig_ask(&r, "dump " TAG_A),
			 "0308d10104550161626364fe") != NULL);
	rig_send_bytes(&r, "write id=2 overwrite=yes uid=" TAG_A, record,
		       RECORD);
	CU_ASSERT(rig_await(&r, "written id=2"));
	rig_send_bytes(&r, "write id=3 uid=" CARD, record, RECORD);
	CU_ASSERT(rig_await(&r, "failed word=write id=3 code=unsupported"));
	rig_send_bytes(&r, "write id=4 uid=" TAG_B, record, RECORD);
	CU_ASSERT(rig_await(&r, "failed word=write id=4 code=not-found"));
	/* Nothing but an identifier record is ever written. */
	rig_send_bytes(&r, "write id=5 uid=" TAG_A, secret, RECORD);
	CU_ASSERT(rig_await(&r, "failed word=write id=5 code=usage"));
	rig_send(&r, "write id=6 uid=" TAG_A);
	CU_ASSERT(rig_await(&r, "failed word=write id=6 code=usage"));
	CU_ASSERT(rig_stop(&r));
}

static void test_torn_write(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r));
	CU_ASSERT(rig_ctl(&r, "place " TAG_A " ntag213"));
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A));
	CU_ASSERT(rig_ctl(&r, "fault tear 5"));
	rig_send_bytes(&r, "write id=1 uid=" TAG_A, record, RECORD);
	CU_ASSERT(rig_await(&r, "failed word=write id=1 code=io"));
	CU_ASSERT(rig_await(&r, "tag-gone uid=" TAG_A));
	CU_ASSERT(rig_ctl(&r, "place " TAG_A));
	/* Half written: no identifier rather than half a one. */
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A));
	CU_ASSERT_STRING_EQUAL(rig_last(&r, "tag", "ident"), "");
	rig_send_bytes(&r, "write id=2 uid=" TAG_A, record, RECORD);
	CU_ASSERT(rig_await(&r, "written id=2 ident=" IDENT));
	CU_ASSERT(rig_said(&r, "state value=lost") == 0);
	CU_ASSERT(rig_stop(&r));
}

static void test_unplugged_and_back(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r));
	CU_ASSERT(rig_ctl(&r, "place " TAG_A " ntag213"));
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A));
	CU_ASSERT(rig_ctl(&r, "unplug"));
	CU_ASSERT(rig_await_within(&r, "state value=lost", 2000));
	rig_send(&r, "ping id=1");
	CU_ASSERT(rig_await(&r, "pong id=1"));
	CU_ASSERT(rig_ctl(&r, "replug"));
	CU_ASSERT(rig_await(&r, "state value=ready"));
	/* What lies there is told anew. */
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A));
	CU_ASSERT(rig_said(&r, "tag-gone") == 0);
	CU_ASSERT(rig_stop(&r));
}

static void test_absent_at_start(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r));
	CU_ASSERT(rig_ctl(&r, "unplug"));
	rig_hang_up(&r);
	CU_ASSERT(rig_await_exit(&r, &(int){0}));
	CU_ASSERT_FATAL(rig_start_driver(&r));
	CU_ASSERT(rig_await(&r, "hello"));
	CU_ASSERT(rig_await(&r, "state value=lost code=not-found"));
	CU_ASSERT(rig_ctl(&r, "replug"));
	CU_ASSERT(rig_await(&r, "state value=ready"));
	CU_ASSERT(rig_stop(&r));
}

/* A reader that answers nothing at all. libnfc's calls for which that means
 * waiting without end are not used, so the driver notices and lives. */
static void test_mute_reader(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r));
	CU_ASSERT(rig_ctl(&r, "fault mute"));
	CU_ASSERT(rig_await_within(&r, "state value=lost code=timeout", 2000));
	/* Opening it fails, too; the driver goes on trying and answering. */
	CU_ASSERT(rig_await(&r, "state value=lost code=unreachable"));
	rig_send(&r, "ping id=1");
	CU_ASSERT(rig_await_within(&r, "pong id=1", 2000));
	CU_ASSERT(rig_ctl(&r, "fault off"));
	CU_ASSERT(rig_await(&r, "state value=ready"));
	CU_ASSERT(rig_stop(&r));
}

/* What the service does to a driver that hangs leaves no lock behind. */
static void test_killed_driver(void)
{
	struct rig r;
	int status = 0;

	CU_ASSERT_FATAL(start(&r));
	kill(r.driver, SIGKILL);
	CU_ASSERT(rig_await_exit(&r, &status));
	CU_ASSERT(WIFSIGNALED(status));
	rig_hang_up(&r);
	CU_ASSERT(rig_ctl(&r, "place " TAG_A " ntag213"));
	CU_ASSERT_FATAL(rig_start_driver(&r));
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A));
	CU_ASSERT(rig_stop(&r));
}

/* A status byte with bit 7 makes libnfc call abort(). */
static void test_library_aborts(void)
{
	struct rig r;
	int status = 0;

	CU_ASSERT_FATAL(start(&r));
	CU_ASSERT(rig_ctl(&r, "fault status 80"));
	CU_ASSERT(rig_ctl(&r, "place " TAG_A " ntag213"));
	CU_ASSERT(rig_await_exit(&r, &status));
	CU_ASSERT(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	rig_hang_up(&r);
	CU_ASSERT_FATAL(rig_start_driver(&r));
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A));
	CU_ASSERT(rig_stop(&r));
}

/* An answer to select of length 0 crashes libnfc where it parses one: we do
 * not ask for any. */
static void test_empty_answer_to_select(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r));
	CU_ASSERT(rig_ctl(&r, "fault ats0 5"));
	CU_ASSERT(rig_ctl(&r, "place " TAG_A " desfire"));
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A " type=desfire"));
	CU_ASSERT(rig_ctl(&r, "wait mark"));
	CU_ASSERT(rig_ctl(&r, "wait scans 20"));
	rig_send(&r, "ping id=1");
	CU_ASSERT(rig_await(&r, "pong id=1"));
	CU_ASSERT(rig_stop(&r));
}

/* Damage on the line: the reader is lost for a moment at most, and what lies
 * there is told again or still. */
static void damage(const char *fault)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r));
	CU_ASSERT(rig_ctl(&r, fault));
	CU_ASSERT(rig_await(&r, "state value=lost"));
	CU_ASSERT(rig_await(&r, "state value=ready"));
	CU_ASSERT(rig_ctl(&r, "place " TAG_A " ntag213"));
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A));
	CU_ASSERT(rig_stop(&r));
}

static void test_no_acknowledge(void)
{
	damage("fault noack");
}

static void test_no_reply(void)
{
	damage("fault noreply");
}

static void test_bad_length_sum(void)
{
	damage("fault badlcs");
}

static void test_bad_data_sum(void)
{
	damage("fault baddcs");
}

static void test_error_frame(void)
{
	damage("fault error");
}

static void test_half_a_frame(void)
{
	damage("fault partial 7");
}

static void test_garbage(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r));
	for (int i = 0; i < 5; i++)
		CU_ASSERT(rig_ctl(&r, "garbage 500"));
	CU_ASSERT(rig_ctl(&r, "place " TAG_A " ntag213"));
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A));
	CU_ASSERT(rig_stop(&r));
}

static void test_port_is_locked(void)
{
	struct rig r, other;

	CU_ASSERT_FATAL(start(&r));
	other = r;
	memset(&other.in, 0, sizeof(other.in));
	memset(&other.log, 0, sizeof(other.log));
	CU_ASSERT_FATAL(rig_start_driver(&other));
	CU_ASSERT(rig_await(&other, "state value=lost code=busy"));
	CU_ASSERT(rig_said(&other, "state value=ready") == 0);
	/* The first one's traffic is not disturbed. */
	CU_ASSERT(rig_ctl(&r, "place " TAG_A " ntag213"));
	CU_ASSERT(rig_await(&r, "tag uid=" TAG_A));
	CU_ASSERT(rig_said(&r, "state value=lost") == 0);
	/* When it ends, the other takes over by itself. */
	rig_hang_up(&r);
	CU_ASSERT(rig_await_exit(&r, &(int){0}));
	CU_ASSERT(rig_await(&other, "state value=ready"));
	CU_ASSERT(rig_await(&other, "tag uid=" TAG_A));
	rig_hang_up(&other);
	CU_ASSERT(rig_await_exit(&other, &(int){0}));
	buf_done(&other.in);
	buf_done(&other.log);
	CU_ASSERT(rig_stop(&r));
}

static void test_unknown_words(void)
{
	struct rig r;

	CU_ASSERT_FATAL(start(&r));
	rig_send(&r, "feedback id=3 signal=granted");
	CU_ASSERT(rig_await(&r, "failed word=feedback id=3 code=unsupported"));
	rig_send_bytes(&r, "dance id=4", "abc", 3);
	CU_ASSERT(rig_await(&r, "failed word=dance id=4 code=unsupported"));
	rig_send(&r, "ping id=5");
	CU_ASSERT(rig_await(&r, "pong id=5"));
	CU_ASSERT(rig_stop(&r));
}

static void test_ends_with_the_service(void)
{
	struct rig r;
	int status = -1;

	CU_ASSERT_FATAL(start(&r));
	rig_send(&r, "quit");
	CU_ASSERT(rig_await_exit(&r, &status) && status == 0);
	rig_hang_up(&r);
	CU_ASSERT_FATAL(rig_start_driver(&r));
	CU_ASSERT(rig_await(&r, "state value=ready"));
	rig_hang_up(&r);
	CU_ASSERT(rig_await_exit(&r, &status) && status == 0);
	/* A line that breaks the grammar is the end, too. */
	CU_ASSERT_FATAL(rig_start_driver(&r));
	CU_ASSERT(rig_await(&r, "state value=ready"));
	rig_send(&r, "= =");
	CU_ASSERT(rig_await_exit(&r, &status) && status == 0);
	CU_ASSERT(rig_stop(&r));
}

static void test_wrong_arguments(void)
{
	static char *const cases[][2] = {
		{"reader_libnfc", "name=x"},
		{"reader_libnfc", "device=pn532_uart:/dev/a:b:115200"},
		{"reader_libnfc", "device=pcsc:1"},
		{"reader_libnfc", "speed=1"},
		{"nothing", "name=x"},
		{"printer", "language=tspl"},
	};
	struct rig r;
	int status = 0;

	CU_ASSERT_FATAL(start(&r));
	rig_hang_up(&r);
	CU_ASSERT(rig_await_exit(&r, &status));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		CU_ASSERT(rig_start_driver_with(&r, cases[i][0], cases[i][1],
						NULL));
		CU_ASSERT(rig_await_exit(&r, &status));
		CU_ASSERT(WIFEXITED(status) && WEXITSTATUS(status) == 2);
		rig_hang_up(&r);
	}
	CU_ASSERT(rig_stop(&r));
}

static const struct suite_test tests[] = {
	{"a tag comes and goes", test_tag_comes_and_goes},
	{"a tag that stays is told once", test_tag_that_stays_is_told_once},
	{"several tags at once", test_several_tags},
	{"write and read back", test_write_and_read_back},
	{"what must not be written", test_write_is_refused},
	{"a torn write", test_torn_write},
	{"unplugged and back", test_unplugged_and_back},
	{"absent at the start", test_absent_at_start},
	{"a mute reader", test_mute_reader},
	{"a killed driver", test_killed_driver},
	{"the library aborts", test_library_aborts},
	{"an empty answer to select", test_empty_answer_to_select},
	{"no acknowledge", test_no_acknowledge},
	{"no reply", test_no_reply},
	{"a bad length checksum", test_bad_length_sum},
	{"a bad data checksum", test_bad_data_sum},
	{"an error frame", test_error_frame},
	{"half a frame", test_half_a_frame},
	{"garbage", test_garbage},
	{"the port is locked", test_port_is_locked},
	{"unknown words", test_unknown_words},
	{"ends with the service", test_ends_with_the_service},
	{"wrong arguments", test_wrong_arguments},
};
SUITE_MAIN("test_reader", tests)
