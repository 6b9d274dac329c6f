/* test_labels_judged.c: labels as a printer would print them, judged by two
 * programs that share no code with labels/: tests/tools/tspl-render draws the
 * TSPL bytes, zbarimg reads the pictures. The pictures stay beside this
 * program in labels-203/ and labels-300/ to be looked at.
 * Run in the project's top folder. uses: labels base */
#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"
#include "labels/language.h"
#include "labels/layout.h"
#include "tests/suite.h"

extern char **environ;

#define RENDER "tests/tools/tspl-render"
enum { COMPLAINS = 3 }; /* its exit status under --strict */

#define TITLE_60                                                                                                 \
	"关于进一步加强和改进涉密载体全生命周期管理工作并开展专项清查整治行动" \
	"有关事项的通知（二〇二五年第三次修订征求意见稿）附件一"

static const struct label_fields labels[] = {
	{.serial = "A1"},
	{.serial = "KK89K-LLS98YT-SS8CB-SSUT-SST108"},
	{.serial = "KK89K-LLS98YT-SS8CB-SSUT-SST108-AB",
	 .mark = "绝密★长期",
	 .title = TITLE_60,
	 .copy_no = "000001",
	 .receive_no = "收〔2025〕机131号",
	 .unit = "中共某某省委员会办公厅机要局综合处"},
	{.serial = "KK89K-LLS98YT-SS8CB-SSUT-SST109",
	 .mark = "机密★20年",
	 .title = "关于2025年度重点科研项目经费预算安排的请示",
	 .copy_no = "000012",
	 .receive_no = "2025-0131",
	 .unit = "某某研究院办公室",
	 .reprint = 1},
	{.serial = "KK89K-QPX31ZW-9T2CB-2026-0001AY",
	 .mark = "秘密★2035年12月31日",
	 .title = "Project Report on Fine-Grained Access Control 2025 及附件",
	 .copy_no = "123456",
	 .receive_no = "2025-0131-77",
	 .unit = "Unit 42",
	 .reprint = 13},
	{.serial = "lower-case/and.dots_1234", .title = "内部资料"},
	{.serial = "0123456789012345678901234567890", .unit = "档案室"},
};
static const char *const sizes[] = {"50x30", "60x40", "40x30", "100x70"};
#define LABELS (ARRAY_LEN(labels) * ARRAY_LEN(sizes))

/* ---- running the judges -------------------------------------------------- */

/* Runs a program; returns its exit status and what it wrote to standard
 * output. */
static int run(const char *const argv[], struct buf *out)
{
	posix_spawn_file_actions_t actions;
	int ends[2], status = -1, rc;
	pid_t pid;
	ssize_t n;

	CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
	posix_spawn_file_actions_addclose(&actions, ends[0]);
	posix_spawn_file_actions_addclose(&actions, ends[1]);
	/* posix_spawnp() takes char *const[] but does not write to it. */
	rc = posix_spawnp(&pid, argv[0], &actions, NULL,
			  (char *const *)(uintptr_t)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	if (rc != 0)
		printf("\n  %s: %s\n", argv[0], strerror(rc));
	CU_ASSERT_EQUAL_FATAL(rc, 0);
	while ((n = read(ends[0], buf_reserve(out, 4096), 4096)) > 0)
		buf_added(out, (size_t)n);
	close(ends[0]);
	CU_ASSERT_EQUAL_FATAL(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A folder beside this program. */
static void own_folder(const char *name, char *ret, size_t size)
{
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	CU_ASSERT_FATAL(n > 0);
	self[n] = '\0';
	CU_ASSERT_FATAL(snprintf(ret, size, "%s/%s", dirname(self), name) <
			(int)size);
	CU_ASSERT_FATAL(mkdir(ret, 0777) == 0 || errno == EEXIST);
}

static int count_lines(const struct buf *b)
{
	int n = 0;

	for (const char *p = buf_text(b); *p; p++)
		n += *p == '\n';
	return n;
}

/* Has the stream drawn into folder; returns the exit status and the number of
 * labels that came out. */
static int render(const struct buf *stream, const char *folder, int dpi,
		  int *ret_labels)
{
	AUTO(buf) struct buf out = BUF_INIT;
	char path[PATH_MAX + 16], dpi_text[16];
	const char *const argv[] = {RENDER,   "--strict", "--pbm", "--dpi",
				    dpi_text, path,	  folder,  NULL};
	FILE *f;
	int status;

	snprintf(path, sizeof(path), "%s/stream.bin", folder);
	snprintf(dpi_text, sizeof(dpi_text), "%d", dpi);
	f = fopen(path, "wb");
	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	CU_ASSERT_EQUAL(fwrite(stream->data, 1, stream->len, f), stream->len);
	CU_ASSERT_EQUAL(fclose(f), 0);
	status = run(argv, &out);
	*ret_labels = count_lines(&out);
	return status;
}

/* Whether 0001.pbm, ... holds exactly these dots. */
static bool same_dots(const char *folder, int number, const struct bitmap *b)
{
	char path[PATH_MAX + 16], head[64];
	AUTO_FREE uint8_t *bits = mem_alloc(bitmap_bytes(b) + 1);
	bool same = false;
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%04d.pbm", folder, number);
	n = (size_t)snprintf(head, sizeof(head), "P4\n%d %d\n", b->width,
			     b->height);
	f = fopen(path, "rb");
	if (!f)
		return false;
	if (fread(bits, 1, n, f) == n && !memcmp(bits, head, n))
		same = fread(bits, 1, bitmap_bytes(b) + 1, f) ==
			       bitmap_bytes(b) &&
		       !memcmp(bits, b->bits, bitmap_bytes(b));
	fclose(f);
	return same;
}

/* ---- tests --------------------------------------------------------------- */

static void judge(int dpi)
{
	const struct language *l = language_find("tspl", NULL);
	struct bitmap pictures[LABELS] = {{0}};
	AUTO_PTR(raster) struct raster *r = NULL;
	AUTO(buf) struct buf stream = BUF_INIT;
	AUTO(buf) struct buf want = BUF_INIT;
	AUTO(buf) struct buf read = BUF_INIT;
	char folder[PATH_MAX], name[32];
	char paths[LABELS][PATH_MAX + 16];
	const char *argv[LABELS + 5] = {"zbarimg", "--quiet", "--raw",
					"--nodbus"};
	int came_out;

	CU_ASSERT_EQUAL_FATAL(raster_new(&r, NULL, NULL), 0);
	snprintf(name, sizeof(name), "labels-%d", dpi);
	own_folder(name, folder, sizeof(folder));
	for (size_t i = 0; i < LABELS; i++) {
		const struct label_fields *f = &labels[i % ARRAY_LEN(labels)];
		struct label_media m = LABEL_MEDIA_INIT;
		struct err err = ERR_INIT;

		m.dpi = dpi;
		CU_ASSERT_EQUAL(
			media_set_size(&m, sizes[i / ARRAY_LEN(labels)], NULL),
			0);
		CU_ASSERT_EQUAL_FATAL(label_draw(r, f, &m, &pictures[i], &err),
				      0);
		CU_ASSERT_EQUAL(l->body(&stream, &pictures[i], &m, &err), 0);
		CU_ASSERT_EQUAL(l->commit(&stream, &err), 0);
		buf_puts(&want, f->serial);
		buf_putc(&want, '\n');
		snprintf(paths[i], sizeof(paths[i]), "%s/%04zu.png", folder,
			 i + 1);
		argv[4 + i] = paths[i];
	}
	CU_ASSERT_EQUAL(render(&stream, folder, dpi, &came_out), 0);
	CU_ASSERT_EQUAL(came_out, (int)LABELS);
	for (size_t i = 0; i < LABELS; i++) {
		CU_ASSERT(same_dots(folder, (int)i + 1, &pictures[i]));
		bitmap_done(&pictures[i]);
	}
	CU_ASSERT_EQUAL(run(argv, &read), 0);
	CU_ASSERT_STRING_EQUAL(buf_text(&read), buf_text(&want));
}

static void test_203(void)
{
	judge(203);
}

static void test_300(void)
{
	judge(300);
}

/* A label's dots may read as a command for the printer; they must come out as
 * dots all the same. */
static void test_dots_that_read_as_commands(void)
{
	static const uint8_t sent[] = {0x1b, '!', 'R',	0x1b, '!', '?', '~',
				       '!',  'T', 0x1b, 0x1b, '!', '.'};
	const struct language *l = language_find("tspl", NULL);
	const struct label_media m = LABEL_MEDIA_INIT;
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	AUTO(buf) struct buf stream = BUF_INIT;
	char folder[PATH_MAX];
	int came_out;

	own_folder("labels-commands", folder, sizeof(folder));
	CU_ASSERT_EQUAL_FATAL(bitmap_reset(&b, 400, 240, NULL), 0);
	/* At every offset of a row; and from the end of one into the next. */
	b.bits[201 * b.stride - 1] = (uint8_t)~0x1b;
	b.bits[201 * b.stride] = (uint8_t) ~'!';
	b.bits[201 * b.stride + 1] = (uint8_t) ~'R';
	for (int i = 0; i < 60; i++)
		for (size_t k = 0; k < sizeof(sent); k++)
			b.bits[i * (b.stride * 3 + 1) + (int)k] =
				(uint8_t)~sent[k];
	CU_ASSERT_EQUAL(l->body(&stream, &b, &m, NULL), 0);
	CU_ASSERT_EQUAL(l->commit(&stream, NULL), 0);
	CU_ASSERT_EQUAL(render(&stream, folder, 203, &came_out), 0);
	CU_ASSERT_EQUAL(came_out, 1);
	CU_ASSERT(same_dots(folder, 1, &b));
}

/* What a printer receives when things go wrong: a body that breaks off
 * anywhere, the flush, the whole again. One label comes out, unharmed. */
static void test_broken_off_and_sent_again(void)
{
	static const size_t cuts[] = {1, 9, 30, 60, 90, 100, 5000, 12000};
	const struct language *l = language_find("tspl", NULL);
	const struct label_media m = LABEL_MEDIA_INIT;
	AUTO_PTR(raster) struct raster *r = NULL;
	AUTO(bitmap) struct bitmap b = BITMAP_INIT;
	AUTO(bitmap) struct bitmap black = BITMAP_INIT;
	AUTO(buf) struct buf body = BUF_INIT;
	AUTO(buf) struct buf other = BUF_INIT;
	AUTO(buf) struct buf stream = BUF_INIT;
	char folder[PATH_MAX];
	int came_out;

	CU_ASSERT_EQUAL_FATAL(raster_new(&r, NULL, NULL), 0);
	CU_ASSERT_EQUAL_FATAL(label_draw(r, &labels[3], &m, &b, NULL), 0);
	CU_ASSERT_EQUAL(bitmap_reset(&black, 400, 240, NULL), 0);
	bitmap_fill(&black, 0, 0, 400, 240);
	CU_ASSERT_EQUAL(l->body(&body, &b, &m, NULL), 0);
	CU_ASSERT_EQUAL(l->body(&other, &black, &m, NULL), 0);
	own_folder("labels-broken", folder, sizeof(folder));
	for (size_t i = 0; i < ARRAY_LEN(cuts); i++) {
		buf_put(&stream, l->query.data, l->query.len);
		buf_put(&stream, other.data, cuts[i]);
		buf_put(&stream, l->flush.data, l->flush.len);
		buf_put(&stream, l->query.data, l->query.len);
		buf_put(&stream, body.data, body.len);
		buf_put(&stream, l->query.data, l->query.len);
		CU_ASSERT_EQUAL(l->commit(&stream, NULL), 0);
	}
	/* A whole body that was never committed leaves nothing behind. */
	buf_put(&stream, other.data, other.len);
	CU_ASSERT_EQUAL(render(&stream, folder, 203, &came_out), 0);
	CU_ASSERT_EQUAL(came_out, (int)ARRAY_LEN(cuts));
	for (int i = 0; i < came_out; i++)
		CU_ASSERT(same_dots(folder, i + 1, &b));
}

/* A judge that never says no is none. */
static void test_judge_says_no(void)
{
	static const char within[] = "SIZE 50 mm,30 mm\r\n"
				     "BITMAP 0,0,2,2,0,\x01\x1b!?\x01\x01\x01";
	static const char *const streams[] = {
		"NONSENSE 1,2\r\n",
		"PRINT 1,1\r\n",
		"SIZE 50 mm,30 mm\r\nCLS\r\nBITMAP 399,0,1,1,0,\x01\r\n",
		"SIZE 50 mm,30 mm\r\nDENSITY 16\r\n",
		"SIZE fifty,30 mm\r\n",
		within,
	};
	char folder[PATH_MAX];

	own_folder("labels-refused", folder, sizeof(folder));
	for (size_t i = 0; i < ARRAY_LEN(streams); i++) {
		AUTO(buf) struct buf stream = BUF_INIT;
		int came_out;

		buf_puts(&stream, streams[i]);
		CU_ASSERT_EQUAL(render(&stream, folder, 203, &came_out),
				COMPLAINS);
		CU_ASSERT_EQUAL(came_out, 0);
	}
}

static const struct suite_test tests[] = {
	{"203 dpi: drawn from the bytes, read by zbarimg", test_203},
	{"300 dpi: drawn from the bytes, read by zbarimg", test_300},
	{"dots that read as commands", test_dots_that_read_as_commands},
	{"broken off and sent again", test_broken_off_and_sent_again},
	{"the judge can say no", test_judge_says_no},
};
SUITE_MAIN("labels-judged", tests)
