/* test_usb_match: which printer a configuration means.
 * uses: drivers labels base */
#include "drivers/usb_match.h"

#include <string.h>

#include "base/str.h"
#include "tests/suite.h"

static const struct usb_identity zebra = {.serial = "SN123456",
					  .maker = "Zebra",
					  .model = "ZD420",
					  .port = "1-4.2"};

static bool fits(const char *text)
{
	struct usb_match m;

	CU_ASSERT_EQUAL(usb_match_parse(&m, text, NULL), 0);
	return usb_match_fits(&m, &zebra);
}

static void test_matches(void)
{
	CU_ASSERT(fits("any"));
	CU_ASSERT(fits("serial:SN123456"));
	CU_ASSERT(!fits("serial:SN12345"));
	CU_ASSERT(fits("id:Zebra/ZD420"));
	CU_ASSERT(!fits("id:Zebra/ZD421"));
	CU_ASSERT(!fits("id:TSC/ZD420"));
	CU_ASSERT(fits("port:1-4.2"));
	CU_ASSERT(!fits("port:1-4"));
}

static void test_bad_words(void)
{
	static const char *const bad[] = {"",	       "some",	   "serial:",
					  "id:",       "id:Zebra", "id:/Z",
					  "id:Zebra/", "port:"};
	char text[400] = "serial:";
	struct usb_match m;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		CU_ASSERT(usb_match_parse(&m, bad[i], NULL) == ERR_USAGE);
	memset(text + strlen(text), 'x', sizeof(text) - strlen(text) - 1);
	text[sizeof(text) - 1] = '\0';
	CU_ASSERT(usb_match_parse(&m, text, NULL) == ERR_USAGE);
}

static void identify(struct usb_identity *id, const char *text)
{
	memset(id, 0, sizeof(*id));
	usb_identity_parse(id, text, strlen(text));
}

static void test_identification(void)
{
	struct usb_identity id;
	char name[256], longest[300];

	identify(&id,
		 "MFG:Zebra Technologies ;CMD:ZPL;MDL: ZTC ZD420;CLS:PRINTER;");
	CU_ASSERT_STRING_EQUAL(id.maker, "Zebra Technologies");
	CU_ASSERT_STRING_EQUAL(id.model, "ZTC ZD420");
	identify(&id, "MANUFACTURER:TSC;MODEL:TTP-244");
	CU_ASSERT_STRING_EQUAL(id.maker, "TSC");
	CU_ASSERT_STRING_EQUAL(id.model, "TTP-244");
	/* What a device says may be anything. */
	identify(&id, ";;:;MFG;MFG:a\x01\xff;:::MDL:no");
	CU_ASSERT_STRING_EQUAL(id.maker, "a??");
	CU_ASSERT_STRING_EQUAL(id.model, "");
	memcpy(longest, "MFG:", 4);
	memset(longest + 4, 'm', sizeof(longest) - 5);
	longest[sizeof(longest) - 1] = '\0';
	identify(&id, longest);
	CU_ASSERT_EQUAL(strlen(id.maker), sizeof(id.maker) - 1);
	usb_identity_name(&zebra, name, sizeof(name));
	CU_ASSERT_STRING_EQUAL(name, "Zebra ZD420 (serial SN123456)");
	memset(&id, 0, sizeof(id));
	usb_identity_name(&id, name, sizeof(name));
	CU_ASSERT_STRING_EQUAL(name, "USB printer");
}

static const struct suite_test tests[] = {
	{"what fits", test_matches},
	{"bad words", test_bad_words},
	{"the IEEE-1284 identification", test_identification},
};
SUITE_MAIN("test_usb_match", tests)
