/* uses: base
 * The line protocol: what is written comes back, in whatever pieces it
 * arrives; what is no message ends the connection. */
#include "base/proto.h"

#include <string.h>

#include "base/str.h"
#include "tests/suite.h"

static int take_text(const char *text, size_t n, struct proto_msg *m)
{
	AUTO(buf) struct buf in = BUF_INIT;
	struct err e = ERR_INIT;
	int rc;

	buf_put(&in, text, n);
	rc = proto_take(&in, m, &e);
	CU_ASSERT_TRUE(rc >= 0 || e.msg[0]);
	return rc;
}

static void lines_are_taken(void)
{
	AUTO(proto_msg) struct proto_msg m = {0};
	static const char text[] = "tag uid=04a1 name=%E5%BC%A0%20%3D%25\n";

	CU_ASSERT_EQUAL_FATAL(take_text(text, strlen(text), &m), 1);
	CU_ASSERT_STRING_EQUAL(m.word, "tag");
	CU_ASSERT_EQUAL(m.n_keys, 2);
	CU_ASSERT_STRING_EQUAL(proto_get(&m, "uid"), "04a1");
	CU_ASSERT_STRING_EQUAL(proto_get(&m, "name"), "张 =%");
	CU_ASSERT_PTR_NULL(proto_get(&m, "type"));
	CU_ASSERT_PTR_NULL(m.bytes);
	CU_ASSERT_EQUAL(m.n_bytes, 0);
	CU_ASSERT_EQUAL(take_text("ready\n", 6, &m), 1);
	CU_ASSERT_EQUAL(m.n_keys, 0);
	CU_ASSERT_EQUAL(take_text("empty value=\n", 13, &m), 1);
	CU_ASSERT_STRING_EQUAL(proto_get(&m, "value"), "");
}

static void numbers_within_bounds(void)
{
	struct proto_msg m = {0};
	static const char text[] = "n a=5 b=-5 c=x d= e=99999999999999999999\n";

	CU_ASSERT_EQUAL_FATAL(take_text(text, strlen(text), &m), 1);
	CU_ASSERT_EQUAL(proto_get_int(&m, "a", 0, 9, -1), 5);
	CU_ASSERT_EQUAL(proto_get_int(&m, "a", 6, 9, -1), -1);
	CU_ASSERT_EQUAL(proto_get_int(&m, "b", -9, 9, -1), -5);
	CU_ASSERT_EQUAL(proto_get_int(&m, "c", 0, 9, -1), -1);
	CU_ASSERT_EQUAL(proto_get_int(&m, "d", 0, 9, -1), -1);
	CU_ASSERT_EQUAL(proto_get_int(&m, "e", 0, INT64_MAX, -1), -1);
	CU_ASSERT_EQUAL(proto_get_int(&m, "f", 0, 9, 7), 7);
}

/* Every byte that a C string can hold, as text. */
static void any_text_round_trips(void)
{
	AUTO(buf) struct buf wire = BUF_INIT;
	AUTO(proto_msg) struct proto_msg m = {0};
	char ascii[128];

	for (int i = 1; i < 128; i++)
		ascii[i - 1] = (char)i;
	ascii[127] = '\0';
	proto_put(&wire, "text", "ascii", ascii, "zh", "绝密★30年　", "none",
		  NULL, "empty", "", NULL);
	CU_ASSERT_EQUAL(buf_text(&wire)[wire.len - 1], '\n');
	for (size_t i = 0; i + 1 < wire.len; i++)
		CU_ASSERT_TRUE((unsigned char)wire.data[i] >= ' ');
	CU_ASSERT_EQUAL_FATAL(proto_take(&wire, &m, NULL), 1);
	CU_ASSERT_STRING_EQUAL(proto_get(&m, "ascii"), ascii);
	CU_ASSERT_STRING_EQUAL(proto_get(&m, "zh"), "绝密★30年　");
	CU_ASSERT_STRING_EQUAL(proto_get(&m, "empty"), "");
	CU_ASSERT_PTR_NULL(proto_get(&m, "none"));
	CU_ASSERT_EQUAL(wire.len, 0);
}

/* Three messages, one with bytes that look like lines, fed one byte at a
 * time: a pipe keeps no borders. */
static void pieces_do_not_matter(void)
{
	static const uint8_t bytes[] = "stop\nx\0\xff\nready a=1\n";
	static const char *const words[] = {"hello", "print", "bye"};
	AUTO(buf) struct buf wire = BUF_INIT;
	AUTO(buf) struct buf in = BUF_INIT;
	size_t got = 0;

	proto_put(&wire, "hello", "version", "1", NULL);
	proto_put_bytes(&wire, bytes, sizeof(bytes), "print", "job", "7", NULL);
	proto_put(&wire, "bye", NULL);
	for (size_t i = 0; i < wire.len; i++) {
		AUTO(proto_msg) struct proto_msg m = {0};
		int rc;

		buf_put(&in, wire.data + i, 1);
		rc = proto_take(&in, &m, NULL);
		CU_ASSERT_TRUE_FATAL(rc == 0 || (rc == 1 && got < 3));
		if (!rc)
			continue;
		CU_ASSERT_STRING_EQUAL(m.word, words[got]);
		CU_ASSERT_EQUAL(m.n_bytes, got == 1 ? sizeof(bytes) : 0);
		if (got == 1) {
			CU_ASSERT_STRING_EQUAL(proto_get(&m, "job"), "7");
			CU_ASSERT_EQUAL(memcmp(m.bytes, bytes, sizeof(bytes)),
					0);
		}
		got++;
	}
	CU_ASSERT_EQUAL(got, 3);
	CU_ASSERT_EQUAL(in.len, 0);
}

static void all_at_once_is_the_same(void)
{
	AUTO(buf) struct buf wire = BUF_INIT;
	size_t got = 0;

	for (int i = 0; i < 50; i++)
		proto_put_bytes(&wire, "abc", (size_t)i % 4, "w", NULL);
	for (;; got++) {
		AUTO(proto_msg) struct proto_msg m = {0};

		if (proto_take(&wire, &m, NULL) != 1)
			break;
		CU_ASSERT_EQUAL(m.n_bytes, got % 4);
		CU_ASSERT_EQUAL(memcmp(m.bytes, "abc", m.n_bytes), 0);
	}
	CU_ASSERT_EQUAL(got, 50);
	CU_ASSERT_EQUAL(wire.len, 0);
}

static void what_is_no_message_is_corrupt(void)
{
#define BAD(text)                                                              \
	{                                                                      \
		text, sizeof(text) - 1                                         \
	}
	static const struct {
		const char *text;
		size_t n;
	} bad[] = {
		BAD("\n"),
		BAD(" \n"),
		BAD("word key\n"),
		BAD("word =value\n"),
		BAD("word key=%\n"),
		BAD("word key=%4\n"),
		BAD("word key=%zz\n"),
		BAD("word key=a%00b\n"),
		BAD("word k\xff=1\n"),
		BAD("word k=\xff\n"),
		BAD("word k=%ff\n"),
		BAD("word k=%e4%b8\n"),
		BAD("wo\0rd\n"),
		BAD("w\xc3\xb6rd\n"),
		BAD("wo/rd\n"),
		BAD("a-word-of-more-than-thirty-one-letters\n"),
		BAD("word k!=1\n"),
		BAD("word bytes=-1\n"),
		BAD("word bytes=x\n"),
		BAD("word bytes=4194305\n"),
		BAD("word bytes=99999999999999999999\n"),
	};
#undef BAD

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		AUTO(proto_msg) struct proto_msg m = {0};
		int rc = take_text(bad[i].text, bad[i].n, &m);

		if (rc != ERR_CORRUPT) {
			printf("%s: %d\n", bad[i].text, rc);
			CU_FAIL("taken for a message");
		}
	}
}

static void limits_hold(void)
{
	AUTO(buf) struct buf in = BUF_INIT;
	AUTO(proto_msg) struct proto_msg m = {0};

	/* The longest line, newline included, and one more. */
	buf_puts(&in, "w k=");
	while (in.len < PROTO_LINE_MAX - 1)
		buf_putc(&in, 'x');
	CU_ASSERT_EQUAL(proto_take(&in, &m, NULL), 0);
	buf_putc(&in, '\n');
	CU_ASSERT_EQUAL(proto_take(&in, &m, NULL), 1);
	CU_ASSERT_EQUAL(strlen(proto_get(&m, "k")), PROTO_LINE_MAX - 5);
	/* A peer that never ends its line is found out before it does. */
	buf_puts(&in, "w k=");
	while (in.len < PROTO_LINE_MAX)
		buf_putc(&in, 'x');
	CU_ASSERT_EQUAL(proto_take(&in, &m, NULL), ERR_CORRUPT);
	buf_clear(&in);
	buf_puts(&in, "w");
	for (int i = 0; i < PROTO_KEYS_MAX; i++)
		buf_printf(&in, " k%d=%d", i, i);
	buf_putc(&in, '\n');
	CU_ASSERT_EQUAL(proto_take(&in, &m, NULL), 1);
	CU_ASSERT_STRING_EQUAL(proto_get(&m, "k23"), "23");
	buf_puts(&in, "w");
	for (int i = 0; i <= PROTO_KEYS_MAX; i++)
		buf_printf(&in, " k%d=%d", i, i);
	buf_putc(&in, '\n');
	CU_ASSERT_EQUAL(proto_take(&in, &m, NULL), ERR_CORRUPT);
}

static const struct suite_test tests[] = {
	{"lines are taken", lines_are_taken},
	{"numbers within bounds", numbers_within_bounds},
	{"any text round trips", any_text_round_trips},
	{"pieces do not matter", pieces_do_not_matter},
	{"all at once is the same", all_at_once_is_the_same},
	{"what is no message is corrupt", what_is_no_message_is_corrupt},
	{"limits hold", limits_hold},
};
SUITE_MAIN("proto", tests)
