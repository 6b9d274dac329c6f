/* uses: base
 * The smallest tools: errors, ownership, text, buffers, lists. UTF-8 is judged
 * by the number of well-formed sequences that Unicode has, distances and JSON
 * by known answers. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "base/err.h"
#include "base/kv.h"
#include "base/own.h"
#include "base/str.h"
#include "tests/suite.h"

static void errors_keep_their_words(void)
{
	struct err e = ERR_INIT;
	char many[600];

	CU_ASSERT_EQUAL(err_set(&e, ERR_USAGE, "copy %d", 7), ERR_USAGE);
	CU_ASSERT_STRING_EQUAL(e.msg, "copy 7");
	CU_ASSERT_PTR_NOT_NULL(strstr(e.file, "test_base.c"));
	CU_ASSERT_EQUAL(err_detail(&e, "line %d", 3), ERR_USAGE);
	CU_ASSERT_EQUAL(err_prefix(&e, "list.csv"), ERR_USAGE);
	CU_ASSERT_STRING_EQUAL(e.msg, "list.csv: copy 7");
	CU_ASSERT_STRING_EQUAL(e.detail, "line 3");
	CU_ASSERT_EQUAL(err_set(NULL, ERR_BUSY, "nobody asks"), ERR_BUSY);
	/* Too long is cut between characters. */
	for (size_t i = 0; i + 3 < sizeof(many); i += 3)
		memcpy(many + i, "密", 4);
	err_set(&e, ERR_USAGE, "x%s", many);
	CU_ASSERT_TRUE(strlen(e.msg) >= sizeof(e.msg) - 4);
	CU_ASSERT_TRUE(str_is_utf8(e.msg, strlen(e.msg)));
	err_prefix(&e, "%s", many);
	CU_ASSERT_TRUE(str_is_utf8(e.msg, strlen(e.msg)));
}

static void errno_becomes_the_detail(void)
{
	struct err e = ERR_INIT;

	errno = ENOENT;
	CU_ASSERT_EQUAL(err_errno(&e, ERR_IO, "open"), ERR_IO);
	CU_ASSERT_STRING_EQUAL(e.detail, strerror(ENOENT));
	errno = ENOSPC;
	CU_ASSERT_EQUAL(err_errno(&e, ERR_IO, "write"), ERR_FULL);
	CU_ASSERT_EQUAL(e.code, ERR_FULL);
	errno = EDQUOT;
	CU_ASSERT_EQUAL(err_errno(NULL, ERR_IO, "write"), ERR_FULL);
}

static void codes_have_words_and_statuses(void)
{
	static const struct {
		int code, status;
	} statuses[] = {
		{0, 0},
		{ERR_REFUSED, 3},
		{ERR_USAGE, 2},
		{ERR_NOT_FOUND, 4},
		{ERR_UNREACHABLE, 5},
		{ERR_TIMEOUT, 5},
		{ERR_GONE, 5},
		{ERR_INTERNAL, 1},
		{ERR_IO, 1},
		{ERR_CORRUPT, 1},
		{ERR_FULL, 1},
		{ERR_BUSY, 1},
		{ERR_UNSUPPORTED, 1},
		{-99, 1},
	};

	for (int code = ERR_UNSUPPORTED; code <= 0; code++)
		CU_ASSERT_EQUAL(err_from_word(err_word(code)), code);
	CU_ASSERT_EQUAL(err_from_word("no such word"), ERR_INTERNAL);
	CU_ASSERT_EQUAL(err_from_word(NULL), ERR_INTERNAL);
	for (size_t i = 0; i < ARRAY_LEN(statuses); i++)
		CU_ASSERT_EQUAL(err_exit_status(statuses[i].code),
				statuses[i].status);
}

static void owned_things_are_let_go(void)
{
	int seen;

	{
		AUTO_CLOSE int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
		AUTO_FREE char *text = mem_dup("text");
		AUTO_FREE char *taken = TAKE(text);

		CU_ASSERT_PTR_NULL(text);
		CU_ASSERT_STRING_EQUAL(taken, "text");
		CU_ASSERT_TRUE_FATAL(fd >= 0);
		seen = fd;
	}
	CU_ASSERT_EQUAL(fcntl(seen, F_GETFD), -1);
	{
		AUTO_CLOSE int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

		CU_ASSERT_TRUE_FATAL(fd >= 0);
		seen = TAKE_FD(fd);
		CU_ASSERT_EQUAL(fd, -1);
	}
	CU_ASSERT_NOT_EQUAL(fcntl(seen, F_GETFD), -1);
	auto_close_(&seen);
	CU_ASSERT_PTR_NULL(mem_dup(NULL));
}

static void text_is_never_cut(void)
{
	char small[4] = "old";

	CU_ASSERT_TRUE(STR_COPY(small, "abc"));
	CU_ASSERT_STRING_EQUAL(small, "abc");
	CU_ASSERT_FALSE(STR_COPY(small, "abcd"));
	CU_ASSERT_STRING_EQUAL(small, "");
	CU_ASSERT_FALSE(STR_COPY(small, "密级"));
	CU_ASSERT_TRUE(STR_COPY(small, NULL));
	CU_ASSERT_STRING_EQUAL(small, "");
	CU_ASSERT_FALSE(str_copy(small, 0, ""));
}

static void words_compare(void)
{
	CU_ASSERT_TRUE(str_eq("a", "a"));
	CU_ASSERT_FALSE(str_eq("a", "ab"));
	CU_ASSERT_FALSE(str_eq("ab", "a"));
	CU_ASSERT_TRUE(str_eq(NULL, NULL));
	CU_ASSERT_FALSE(str_eq(NULL, ""));
	CU_ASSERT_TRUE(str_empty(NULL));
	CU_ASSERT_TRUE(str_starts("label.title", "label"));
	CU_ASSERT_FALSE(str_starts("lab", "label"));
	CU_ASSERT_TRUE(str_ends("a.csv", ".csv"));
	CU_ASSERT_FALSE(str_ends("csv", ".csv"));
	CU_ASSERT_TRUE(str_eq_nocase("Ab1", "aB1"));
	CU_ASSERT_FALSE(str_eq_nocase("Ab1", "aB"));
	/* ASCII only, in every locale. */
	CU_ASSERT_EQUAL(str_upper('\xe4'), '\xe4');
	CU_ASSERT_FALSE(str_is_alnum('_'));
	CU_ASSERT_FALSE(str_is_alnum('\xe4'));
}

static void numbers_are_whole(void)
{
	static const char *const bad[] = {
		"",    " 1", "1 ",  "1x",  "+1",
		"--1", "-",  "0x1", "1.0", "9223372036854775808",
		NULL};
	int64_t v = 42;

	CU_ASSERT_TRUE(str_to_int("-7", -7, 0, &v));
	CU_ASSERT_EQUAL(v, -7);
	CU_ASSERT_TRUE(str_to_int("9223372036854775807", 0, INT64_MAX, &v));
	CU_ASSERT_EQUAL(v, INT64_MAX);
	v = 42;
	CU_ASSERT_FALSE(str_to_int("8", 0, 7, &v));
	CU_ASSERT_FALSE(str_to_int("-1", 0, 7, &v));
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		CU_ASSERT_FALSE(str_to_int(bad[i], INT64_MIN, INT64_MAX, &v));
	CU_ASSERT_EQUAL(v, 42);
}

static void hex_round_trips(void)
{
	uint8_t bytes[256], back[256] = {0};
	char text[513];

	for (int i = 0; i < 256; i++)
		bytes[i] = (uint8_t)i;
	str_from_hex(text, bytes, 256);
	CU_ASSERT_EQUAL(strlen(text), 512);
	CU_ASSERT_TRUE(str_starts(text, "000102"));
	CU_ASSERT_TRUE(str_to_hex(text, back, 256));
	CU_ASSERT_EQUAL(memcmp(bytes, back, 256), 0);
	CU_ASSERT_TRUE(str_to_hex("aBfF", back, 2));
	CU_ASSERT_EQUAL(back[1], 0xff);
	CU_ASSERT_FALSE(str_to_hex("abc", back, 2));
	CU_ASSERT_FALSE(str_to_hex("abcdef", back, 2));
	CU_ASSERT_FALSE(str_to_hex("abcg", back, 2));
}

/* Unicode 15, table 3-7: 1,920 well-formed sequences of two bytes, 61,440 of
 * three, 1,048,576 of four. The fourth byte's range never depends on the bytes
 * before it, so one of its 64 values stands for all. */
static void utf8_is_what_unicode_says(void)
{
	unsigned two = 0, three = 0, four = 0;
	char s[4] = {0};

	for (unsigned a = 0x80; a < 0x100; a++)
		for (unsigned b = 1; b < 0x100; b++) {
			s[0] = (char)a;
			s[1] = (char)b;
			two += str_is_utf8(s, 2);
			for (unsigned c = 1; c < 0x100; c++) {
				s[2] = (char)c;
				s[3] = (char)0xbf;
				/* not what begins with a shorter one */
				if (a < 0xe0)
					continue;
				three += str_is_utf8(s, 3);
				four += 64U * str_is_utf8(s, 4);
			}
		}
	CU_ASSERT_EQUAL(two, 1920);
	CU_ASSERT_EQUAL(three, 61440);
	CU_ASSERT_EQUAL(four, 1048576);
	CU_ASSERT_TRUE(str_is_utf8("\xf0\x9f\x98\x80", 4));
	CU_ASSERT_FALSE(str_is_utf8("\xf0\x9f\x98\x7f", 4));
	CU_ASSERT_FALSE(str_is_utf8("\xf0\x9f\x98\xc0", 4));
	CU_ASSERT_TRUE(str_is_utf8("", 0));
	CU_ASSERT_FALSE(str_is_utf8("a\0b", 3));
	CU_ASSERT_FALSE(str_is_utf8("\xe5\xbc", 2));
}

static void code_points_are_read(void)
{
	const char *p = "a绝\xff𠮷";
	char cut[] = "绝密";

	CU_ASSERT_EQUAL(str_next_utf8(&p), 'a');
	CU_ASSERT_EQUAL(str_next_utf8(&p), 0x7edd);
	CU_ASSERT_EQUAL(str_next_utf8(&p), 0xfffd);
	CU_ASSERT_EQUAL(str_next_utf8(&p), 0x20bb7);
	CU_ASSERT_EQUAL(str_next_utf8(&p), 0);
	CU_ASSERT_EQUAL(str_next_utf8(&p), 0);
	CU_ASSERT_EQUAL(str_count_utf8("机密★10年"), 6);
	CU_ASSERT_EQUAL(str_columns("机密★10年"), 10);
	CU_ASSERT_EQUAL(str_columns("A-1 ，"), 6);
	str_trim_utf8(cut);
	CU_ASSERT_STRING_EQUAL(cut, "绝密");
	cut[5] = '\0';
	str_trim_utf8(cut);
	CU_ASSERT_STRING_EQUAL(cut, "绝");
	cut[1] = '\0';
	str_trim_utf8(cut);
	CU_ASSERT_STRING_EQUAL(cut, "");
}

static void distances_are_known(void)
{
	static const struct {
		const char *a, *b;
		size_t distance;
	} known[] = {
		{"", "", 0},
		{"", "abc", 3},
		{"kitten", "sitting", 3},
		{"flaw", "lawn", 2},
		{"lend", "lend", 0},
		{"saturday", "sunday", 3},
	};
	char longest[65] = "";

	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		CU_ASSERT_EQUAL(str_distance(known[i].a, known[i].b),
				known[i].distance);
		CU_ASSERT_EQUAL(str_distance(known[i].b, known[i].a),
				known[i].distance);
	}
	memset(longest, 'x', 63);
	CU_ASSERT_EQUAL(str_distance(longest, ""), 63);
	longest[63] = 'x';
	CU_ASSERT_EQUAL(str_distance(longest, longest), 64);
}

static void buffers_grow(void)
{
	AUTO(buf) struct buf b = BUF_INIT;
	AUTO_FREE char *taken = NULL;

	CU_ASSERT_STRING_EQUAL(buf_text(&b), "");
	buf_shift(&b, 0);
	for (int i = 0; i < 5000; i++) {
		buf_printf(&b, "%04d", i);
		CU_ASSERT_EQUAL_FATAL(b.data[b.len], '\0');
	}
	CU_ASSERT_EQUAL(b.len, 20000);
	buf_shift(&b, 19992);
	CU_ASSERT_STRING_EQUAL(buf_text(&b), "49984999");
	buf_put(&b, "\0", 1);
	buf_putc(&b, 'x');
	CU_ASSERT_EQUAL(b.len, 10);
	buf_clear(&b);
	CU_ASSERT_STRING_EQUAL(buf_text(&b), "");
	buf_puts(&b, "kept");
	taken = buf_take(&b);
	CU_ASSERT_STRING_EQUAL(taken, "kept");
	CU_ASSERT_PTR_NULL(b.data);
	free(taken);
	taken = buf_take(&b);
	CU_ASSERT_STRING_EQUAL(taken, "");
}

/* The form that journal entries are hashed in: one byte off and no old entry
 * verifies. */
static void json_form_is_fixed(void)
{
	AUTO(buf) struct buf b = BUF_INIT;

	buf_put_json_string(
		&b, "a\"b\\c/\b\f\n\r\t\v\x01\x1f\x7f 绝密★\xf0\x9f\x98\x80");
	CU_ASSERT_STRING_EQUAL(buf_text(&b),
			       "\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u000b\\u0001"
			       "\\u001f\\u007f 绝密★\xf0\x9f\x98\x80\"");
	buf_clear(&b);
	buf_put_json_string(&b, "");
	CU_ASSERT_STRING_EQUAL(buf_text(&b), "\"\"");
}

static void lists_keep_order(void)
{
	AUTO(kv_list) struct kv_list l = KV_INIT;

	CU_ASSERT_PTR_NULL(kv_get(&l, "a"));
	kv_add(&l, "a", "1");
	kv_add(&l, "b", NULL);
	kv_add_int(&l, "a", INT64_MIN);
	kv_add(&l, "c", "");
	CU_ASSERT_EQUAL(l.n, 3);
	CU_ASSERT_STRING_EQUAL(kv_get(&l, "a"), "1");
	CU_ASSERT_STRING_EQUAL(kv_get_nth(&l, "a", 1), "-9223372036854775808");
	CU_ASSERT_PTR_NULL(kv_get_nth(&l, "a", 2));
	CU_ASSERT_PTR_NULL(kv_get(&l, "b"));
	CU_ASSERT_STRING_EQUAL(kv_get(&l, "c"), "");
	kv_done(&l);
	kv_done(&l);
}

static void new_ids_stand_in_order(void)
{
	char before[CRYPTO_ID_TEXT], id[CRYPTO_ID_TEXT];

	CU_ASSERT_EQUAL_FATAL(crypto_init(NULL), 0);
	crypto_new_id(before);
	CU_ASSERT_EQUAL(strspn(before, "0123456789abcdef"), 32);
	for (int i = 0; i < 1000; i++) {
		crypto_new_id(id);
		CU_ASSERT(strlen(id) == 32 && strcmp(id, before) != 0);
		/* The time's digits; the rest is chance. */
		CU_ASSERT(strncmp(id, before, 12) >= 0);
		memcpy(before, id, sizeof(id));
	}
}

static const struct suite_test tests[] = {
	{"errors keep their words", errors_keep_their_words},
	{"errno becomes the detail", errno_becomes_the_detail},
	{"codes have words and statuses", codes_have_words_and_statuses},
	{"owned things are let go", owned_things_are_let_go},
	{"text is never cut", text_is_never_cut},
	{"words compare", words_compare},
	{"numbers are whole", numbers_are_whole},
	{"hex round trips", hex_round_trips},
	{"UTF-8 is what Unicode says", utf8_is_what_unicode_says},
	{"code points are read", code_points_are_read},
	{"distances are known", distances_are_known},
	{"buffers grow", buffers_grow},
	{"the JSON form is fixed", json_form_is_fixed},
	{"lists keep order", lists_keep_order},
	{"new ids stand in order", new_ids_stand_in_order},
};
SUITE_MAIN("base", tests)
