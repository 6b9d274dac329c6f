/* uses: serve register labels db core base */
/* test_conf.c: the configuration file: what it accepts, and that every fault
 * is told at once with its line. */
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "serve/conf.h"
#include "serve/conf_keys.h"
#include "tests/suite.h"

static int parse(struct conf **ret, const char *text, struct buf *complaints)
{
	struct err e = ERR_INIT;

	return conf_parse(ret, "x.conf", text, "/nowhere", complaints, &e);
}

static void reads_all(void)
{
	static const char text[] = "# a comment\n"
				   "register = /r/register.db\r\n"
				   "\tsocket=/r/sock\n"
				   "counters = 0, 1000 root\n"
				   "ping-ms = 100\n"
				   "silence-ms = 300\n"
				   "[printer p1]\n"
				   "language = tspl\n"
				   "usb = serial:SN 1\n"
				   "size = 60x40\n"
				   "dpi = 300\n"
				   "gap = 2.5\n"
				   "upside-down = yes\n"
				   "[reader door1]\n"
				   "device = pn532_uart:/dev/x:115200";
	AUTO(buf) struct buf complaints = BUF_INIT;
	AUTO_PTR(conf) struct conf *c = NULL;

	CU_ASSERT_EQUAL_FATAL(parse(&c, text, &complaints), 0);
	CU_ASSERT_STRING_EQUAL(c->register_path, "/r/register.db");
	CU_ASSERT_STRING_EQUAL(c->socket_path, "/r/sock");
	CU_ASSERT_EQUAL(c->n_counters, 3);
	CU_ASSERT_EQUAL(c->counters[1], 1000);
	CU_ASSERT_EQUAL(c->watch.silence, 300);
	CU_ASSERT_EQUAL(c->watch.restart_first, 200);
	CU_ASSERT_EQUAL_FATAL(c->n_devices, 2);
	CU_ASSERT_STRING_EQUAL(c->devices[0].usb, "serial:SN 1");
	CU_ASSERT_EQUAL(c->devices[0].media.width_um, 60000);
	CU_ASSERT_EQUAL(c->devices[0].media.gap_um, 2500);
	CU_ASSERT_EQUAL(c->devices[0].media.dpi, 300);
	CU_ASSERT_TRUE(c->devices[0].media.upside_down);
	CU_ASSERT_STRING_EQUAL(c->devices[1].door, "door1");
	CU_ASSERT_STRING_EQUAL(c->devices[1].driver, "reader_libnfc");
	/* Not there: called by its name, so that its start says so. */
	CU_ASSERT_STRING_EQUAL(c->driver, "muniment-driver");
}

static void tells_every_fault(void)
{
	static const char text[] = "register = /r\n"
				   "sokcet = /s\n"
				   "just words\n"
				   "ping-ms = soon\n"
				   "counters = nobody-of-that-name\n"
				   "[scanner s1]\n"
				   "anything = here is passed over\n"
				   "[printer p1]\n"
				   "language = latin\n"
				   "size = big\n"
				   "device = for readers only\n"
				   "[printer p1]\n"
				   "[printer two words]\n"
				   "[reader d1\n"
				   "[reader d2]\n";
	static const char *const expected[] = {
		"x.conf:2: there is no key 'sokcet'",
		"x.conf:3: expected key = value, found 'just words'",
		"x.conf:4: ping-ms: expected milliseconds",
		"x.conf:5: counters: expected user names",
		"x.conf:6: a section is",
		"x.conf:9: language: expected a printer language",
		"x.conf:10: size: expected millimetres",
		"x.conf:11: there is no key 'device' for a printer",
		"x.conf:12: there is a device 'p1' already, in line 8",
		"x.conf:13: a section is",
		"x.conf:14: a section ends in ]",
		"x.conf:15: reader d2: device = is missing",
		"x.conf: socket = PATH is missing",
	};
	AUTO(buf) struct buf complaints = BUF_INIT;
	AUTO_PTR(conf) struct conf *c = NULL;

	CU_ASSERT_EQUAL_FATAL(parse(&c, text, &complaints), ERR_USAGE);
	CU_ASSERT_PTR_NULL(c);
	for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
		CU_ASSERT_PTR_NOT_NULL(
			strstr(buf_text(&complaints), expected[i]));
		if (!strstr(buf_text(&complaints), expected[i]))
			printf("\nmissing: %s\nin:\n%s", expected[i],
			       buf_text(&complaints));
	}
	CU_ASSERT_PTR_NULL(strstr(buf_text(&complaints), "x.conf:7"));
}

static void checks_the_media(void)
{
	AUTO(buf) struct buf complaints = BUF_INIT;
	AUTO_PTR(conf) struct conf *c = NULL;

	CU_ASSERT_EQUAL(parse(&c,
			      "register = /r\nsocket = /s\n"
			      "[printer p1]\nlanguage = tspl\ndpi = 204\n",
			      &complaints),
			ERR_USAGE);
	CU_ASSERT_PTR_NOT_NULL(
		strstr(buf_text(&complaints), "x.conf:3: printer p1: "));
}

/* The example shows every key, and is right. */
static void example_is_right(void)
{
	AUTO(buf) struct buf complaints = BUF_INIT;
	AUTO_PTR(conf) struct conf *c = NULL;
	struct err e = ERR_INIT;

	CU_ASSERT_EQUAL(conf_read(&c, "examples/muniment.conf", "/nowhere",
				  &complaints, &e),
			0);
	CU_ASSERT_STRING_EQUAL(buf_text(&complaints), "");
	CU_ASSERT_EQUAL_FATAL(c ? c->n_devices : 0, 2);
}

static void example_shows_every_key(void)
{
	AUTO(buf) struct buf text = BUF_INIT;
	FILE *f = fopen("examples/muniment.conf", "re");
	const struct conf_key *k;

	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	buf_added(&text, fread(buf_reserve(&text, 65536), 1, 65536, f));
	fclose(f);
	for (size_t i = 0; (k = conf_key_at(i)); i++) {
		AUTO(buf) struct buf line = BUF_INIT;
		AUTO(buf) struct buf off = BUF_INIT;

		buf_printf(&line, "\n%s = ", k->name);
		buf_printf(&off, "\n#%s = ", k->name);
		CU_ASSERT_TRUE(strstr(buf_text(&text), buf_text(&line)) ||
			       strstr(buf_text(&text), buf_text(&off)));
	}
}

static void no_file(void)
{
	AUTO(buf) struct buf complaints = BUF_INIT;
	AUTO_PTR(conf) struct conf *c = NULL;
	struct err e = ERR_INIT;

	CU_ASSERT_EQUAL(
		conf_read(&c, "/nowhere/x.conf", "/nowhere", &complaints, &e),
		ERR_NOT_FOUND);
}

static const struct suite_test tests[] = {
	{"reads every kind of value", reads_all},
	{"tells every fault with its line", tells_every_fault},
	{"checks the media as a whole", checks_the_media},
	{"examples/muniment.conf is right", example_is_right},
	{"examples/muniment.conf shows every key", example_shows_every_key},
	{"a file that is not there", no_file},
};
SUITE_MAIN("conf", tests)
