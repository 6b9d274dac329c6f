/* test_csv.c: the reader of comma-separated values.
 * uses: cli base */
#include "tests/suite.h"

#include <string.h>

#include "cli/csv.h"

/* Rows joined by '/', fields by '|', a malformed row ended by '!'. */
static void joined(char *ret, size_t size, const char *bytes, size_t n)
{
	AUTO(csv) struct csv c = {0};
	struct err e = ERR_INIT;
	size_t at = 0;

	ret[0] = '\0';
	if (csv_parse(&c, bytes, n, &e) < 0) {
		snprintf(ret, size, "%s", e.msg);
		return;
	}
	for (size_t i = 0; i < c.n; i++) {
		for (size_t j = 0; j < c.rows[i].n; j++)
			at += (size_t)snprintf(ret + at, size - at, "%s%s",
					       j   ? "|"
					       : i ? "/"
						   : "",
					       c.rows[i].fields[j]);
		if (c.rows[i].problem)
			at += (size_t)snprintf(ret + at, size - at, "!");
	}
}

static void test_shapes(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{"", ""},
		{"a", "a"},
		{"a,b\n", "a|b"},
		{"a,b\r\nc,d\r\n", "a|b/c|d"},
		{"a,b\nc,d", "a|b/c|d"},
		{"\xef\xbb\xbf编号,姓名\nP01,李敏\n", "编号|姓名/P01|李敏"},
		{"a,,\n,,b\n", "a||/||b"},
		{"\n\na\n\n", "a"},
		{"\"a,b\",\"c\"\"d\"\n", "a,b|c\"d"},
		{"\"a\nb\",c\nd,e\n", "a\nb|c/d|e"},
		{"\"\",x\n", "|x"},
		{"\"\"\n", ""},
		{"\"a\",\n", "a|"},
		{"\"a\"b,c\nd,e\n", "ab|c!/d|e"},
		{"a\"b,c\nd\n", "a\"b|c!/d"},
		{"a,\"b\nc\n", "a|b\nc\n!"},
		{"a\rb,c\n", "a\rb|c"},
		{"a,b\r", "a|b"},
	};
	char got[600];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		joined(got, sizeof(got), cases[i].in, strlen(cases[i].in));
		CU_ASSERT_STRING_EQUAL(got, cases[i].out);
	}
}

static void test_lines(void)
{
	static const char in[] = "h\n\"a\nb\"\n\nc\r\nd\"e\n\"f";
	static const int lines[] = {1, 2, 5, 6, 7};
	AUTO(csv) struct csv c = {0};

	CU_ASSERT_EQUAL_FATAL(csv_parse(&c, in, strlen(in), NULL), 0);
	CU_ASSERT_EQUAL_FATAL(c.n, 5);
	for (size_t i = 0; i < c.n; i++)
		CU_ASSERT_EQUAL(c.rows[i].line, lines[i]);
	CU_ASSERT_PTR_NULL(c.rows[2].problem);
	CU_ASSERT_PTR_NOT_NULL(c.rows[3].problem);
	CU_ASSERT_STRING_EQUAL(c.rows[4].problem,
			       "a quotation mark is never closed");
}

static void test_encodings(void)
{
	/* 机密★20年 as Chinese Excel writes it */
	static const char gb[] = "\xbb\xfa\xc3\xdc\xa1\xef"
				 "20\xc4\xea,\"\xc8\xd5\n\"\n";
	static const char wrong[] = "a,\xff\xfe\xff\n";
	static const char nul[] = "a\0b\n";
	AUTO(csv) struct csv c = {0};
	struct err e = ERR_INIT;

	CU_ASSERT_EQUAL_FATAL(csv_parse(&c, gb, sizeof(gb) - 1, &e), 0);
	CU_ASSERT(c.gb18030);
	CU_ASSERT_EQUAL_FATAL(c.n, 1);
	CU_ASSERT_STRING_EQUAL(c.rows[0].fields[0], "机密★20年");
	CU_ASSERT_STRING_EQUAL(c.rows[0].fields[1], "日\n");
	csv_done(&c);
	CU_ASSERT_EQUAL(csv_parse(&c, "\xe7\xa7\x98", 3, &e), 0);
	CU_ASSERT_FALSE(c.gb18030);
	csv_done(&c);
	CU_ASSERT_EQUAL(csv_parse(&c, wrong, sizeof(wrong) - 1, &e), ERR_USAGE);
	CU_ASSERT_EQUAL(csv_parse(&c, nul, sizeof(nul) - 1, &e), ERR_USAGE);
}

static const struct suite_test tests[] = {
	{"shapes", test_shapes},
	{"line numbers", test_lines},
	{"encodings", test_encodings},
};
SUITE_MAIN("csv", tests)
