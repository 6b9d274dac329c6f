/* test_print_job: the rule of exactly once, without a cable: what is said of a
 * label, for every way in which a printer can answer, or not.
 * uses: drivers labels base */
#include "drivers/print_job.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "tests/suite.h"

/* A printer on paper: writes are noted as "<bytes>", words as "word:reason". */
struct bench {
	struct language language;
	struct print_job job;
	struct buf said;
	int64_t now_ms;
};

static const uint8_t flush[] = {'F'};
static const uint8_t query[] = {'?'};

static void op_write(void *ctx, const uint8_t *bytes, size_t n)
{
	struct bench *b = ctx;

	buf_puts(&b->said, "<");
	buf_put(&b->said, bytes, n);
	buf_puts(&b->said, "> ");
}

static void op_cancel(void *ctx)
{
	struct bench *b = ctx;

	buf_puts(&b->said, "cancel ");
}

static void op_say(void *ctx, const char *word, const char *job, int code,
		   const char *reason)
{
	struct bench *b = ctx;

	(void)code;
	buf_printf(&b->said, "%s/%s%s%s ", word, job, reason ? ":" : "",
		   reason ? reason : "");
}

static const struct job_ops ops = {op_write, op_cancel, op_say};

static void begin(struct bench *b, enum print_end end)
{
	memset(b, 0, sizeof(*b));
	b->now_ms = 1000;
	b->language = (struct language){
		.name = "bench",
		.flush = {flush, sizeof(flush)},
		.flush_ms = 8000,
		.query = {query, sizeof(query)},
		.end = end,
	};
	print_job_init(&b->job, &b->language, &ops, b);
}

static void finish(struct bench *b)
{
	print_job_done(&b->job);
	buf_done(&b->said);
}

/* Whether exactly this happened since the last look. */
static bool happened(struct bench *b, const char *want)
{
	bool same = str_eq(buf_text(&b->said), want);

	if (!same)
		printf("\nwant: %s\ngot:  %s\n", want, buf_text(&b->said));
	buf_clear(&b->said);
	return same;
}

static void body(struct bench *b, const char *bytes)
{
	CU_ASSERT_EQUAL(print_job_body(&b->job, "j", (uint8_t *)mem_dup(bytes),
				       strlen(bytes), b->now_ms, NULL),
			0);
}

static void commit(struct bench *b, const char *bytes)
{
	CU_ASSERT_EQUAL(print_job_commit(&b->job, "j",
					 (uint8_t *)mem_dup(bytes),
					 strlen(bytes), b->now_ms, NULL),
			0);
}

static void written(struct bench *b)
{
	print_job_written(&b->job, JOB_WRITTEN, b->now_ms);
}

/* The answer to a question asked now. */
static void answer(struct bench *b, enum printer_state state)
{
	struct printer_status s;

	printer_status_set(&s, state == PRINTER_READY ? 0 : 1u << state);
	b->now_ms += 50;
	print_job_status(&b->job, &s, b->now_ms, b->now_ms);
}

static void pass(struct bench *b, int64_t ms)
{
	b->now_ms += ms;
	print_job_tick(&b->job, b->now_ms);
}

/* Up to commit-sent, on a printer that has been flushed before. */
static void commit_a_label(struct bench *b)
{
	b->job.dirty = false;
	body(b, "B");
	answer(b, PRINTER_READY);
	written(b);
	commit(b, "C");
	answer(b, PRINTER_READY);
	written(b);
	CU_ASSERT(happened(b, "<B> body-sent/j <C> commit-sent/j "));
}

static void test_first_label_flushes(void)
{
	struct bench b;

	begin(&b, END_EDGE);
	body(&b, "B");
	CU_ASSERT(happened(&b, ""));
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "<F> "));
	written(&b);
	CU_ASSERT(happened(&b, ""));
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "<B> "));
	written(&b);
	CU_ASSERT(happened(&b, "body-sent/j "));
	commit(&b, "C");
	CU_ASSERT(happened(&b, ""));
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "<C> "));
	written(&b);
	answer(&b, PRINTER_PRINTING);
	CU_ASSERT(happened(&b, "commit-sent/j "));
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "printed/j "));
	/* The next one finds a clean printer. */
	body(&b, "B");
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "<B> "));
	finish(&b);
}

static void test_stale_answer_proves_nothing(void)
{
	struct printer_status ready;
	struct bench b;

	printer_status_set(&ready, 0);
	begin(&b, END_EDGE);
	b.job.dirty = false;
	body(&b, "B");
	print_job_status(&b.job, &ready, b.now_ms - 1, b.now_ms);
	CU_ASSERT(happened(&b, ""));
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "<B> "));
	finish(&b);
}

static void test_ready_without_printing(void)
{
	struct bench b;

	begin(&b, END_EDGE);
	commit_a_label(&b);
	for (int i = 0; i < JOB_NO_EDGE_MS / 50; i++)
		answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, ""));
	answer(&b, PRINTER_READY);
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "uncertain/j:no-edge "));
	/* What it may still hold is thrown away before the next label. */
	body(&b, "B");
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "<F> "));
	finish(&b);
}

static void test_waits_while_it_says_why(void)
{
	struct bench b;

	begin(&b, END_EDGE);
	commit_a_label(&b);
	for (int i = 0; i < 10000; i++) {
		answer(&b, PRINTER_PAPER_OUT);
		pass(&b, 950);
	}
	CU_ASSERT(happened(&b, ""));
	/* It had not begun, prints now, and whole. */
	answer(&b, PRINTER_READY);
	answer(&b, PRINTER_PRINTING);
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "printed/j "));
	finish(&b);
}

static void test_fault_in_mid_label(void)
{
	struct bench b;

	begin(&b, END_EDGE);
	commit_a_label(&b);
	answer(&b, PRINTER_PRINTING);
	answer(&b, PRINTER_HEAD_OPEN);
	CU_ASSERT(happened(&b, ""));
	/* Even if it prints on after it: half a label is out. */
	answer(&b, PRINTER_PRINTING);
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "uncertain/j:head-open "));
	finish(&b);
}

static void test_silence_after_commit(void)
{
	struct bench b;

	begin(&b, END_EDGE);
	commit_a_label(&b);
	answer(&b, PRINTER_PRINTING);
	pass(&b, JOB_SILENCE_MS - 1);
	CU_ASSERT(happened(&b, ""));
	pass(&b, 1);
	CU_ASSERT(happened(&b, "uncertain/j:silent "));
	finish(&b);
}

static void test_silence_of_a_language_that_is_mute_when_stopped(void)
{
	struct bench b;

	begin(&b, END_EDGE);
	b.language.mute_when_stopped = true;
	commit_a_label(&b);
	pass(&b, 100 * JOB_SILENCE_MS);
	CU_ASSERT(happened(&b, ""));
	answer(&b, PRINTER_PRINTING);
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "printed/j "));
	finish(&b);
}

static void test_end_by_report(void)
{
	struct printer_status s;
	struct bench b;

	begin(&b, END_REPORT);
	commit_a_label(&b);
	answer(&b, PRINTER_PRINTING);
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, ""));
	printer_status_set(&s, 0);
	s.printed = true;
	print_job_status(&b.job, &s, b.now_ms, b.now_ms);
	CU_ASSERT(happened(&b, "printed/j "));
	finish(&b);
}

static void test_one_way_printer(void)
{
	struct bench b;

	begin(&b, END_UNKNOWN);
	b.language.query.len = 0;
	b.language.flush.len = 0;
	body(&b, "B");
	CU_ASSERT(happened(&b, "<B> "));
	written(&b);
	commit(&b, "C");
	CU_ASSERT(happened(&b, "body-sent/j <C> "));
	written(&b);
	CU_ASSERT(happened(&b, "commit-sent/j uncertain/j:one-way "));
	finish(&b);
}

/* A language that cannot separate the two: everything is the commit. */
static void test_empty_body(void)
{
	struct bench b;

	begin(&b, END_EDGE);
	b.job.dirty = false;
	body(&b, "");
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "<> "));
	written(&b);
	commit(&b, "ALL");
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "body-sent/j <ALL> "));
	print_job_written(&b.job, JOB_WRITE_STALLED, b.now_ms);
	CU_ASSERT(happened(&b, "cancel uncertain/j:stalled "));
	finish(&b);
}

/* From the first byte of the commit there is no `failed`. */
static void test_write_ends_badly(void)
{
	static const struct {
		enum job_write_end end;
		const char *body, *commit;
	} cases[] = {
		{JOB_WRITE_STALLED, "cancel failed/j:stalled ",
		 "cancel uncertain/j:stalled "},
		{JOB_WRITE_GONE, "cancel failed/j:unplugged ",
		 "cancel uncertain/j:unplugged "},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct bench b;

		begin(&b, END_EDGE);
		b.job.dirty = false;
		body(&b, "B");
		answer(&b, PRINTER_READY);
		happened(&b, "<B> ");
		print_job_written(&b.job, cases[i].end, b.now_ms);
		CU_ASSERT(happened(&b, cases[i].body));
		b.job.dirty = false;
		body(&b, "B");
		answer(&b, PRINTER_READY);
		written(&b);
		commit(&b, "C");
		answer(&b, PRINTER_READY);
		CU_ASSERT(happened(&b, "<B> body-sent/j <C> "));
		print_job_written(&b.job, cases[i].end, b.now_ms);
		CU_ASSERT(happened(&b, cases[i].commit));
		finish(&b);
	}
}

static void test_slow_write_is_no_stall(void)
{
	struct bench b;

	begin(&b, END_EDGE);
	b.job.dirty = false;
	body(&b, "B");
	answer(&b, PRINTER_READY);
	happened(&b, "<B> ");
	for (size_t i = 1; i < 50; i++) {
		pass(&b, JOB_STALL_MS - 1);
		print_job_progress(&b.job, i, b.now_ms);
	}
	CU_ASSERT(happened(&b, ""));
	pass(&b, JOB_STALL_MS);
	CU_ASSERT(happened(&b, "cancel failed/j:stalled "));
	finish(&b);
}

/* Some printers leave the bus when they are reset: that is not to be answered
 * with another reset when they come back. */
static void test_flush_that_leaves_the_bus(void)
{
	struct bench b;

	begin(&b, END_EDGE);
	body(&b, "B");
	answer(&b, PRINTER_READY);
	written(&b);
	CU_ASSERT(happened(&b, "<F> "));
	print_job_lost(&b.job);
	CU_ASSERT(happened(&b, "failed/j:unplugged "));
	body(&b, "B");
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "<B> "));
	finish(&b);
}

static void test_slow_reset(void)
{
	struct bench b;

	begin(&b, END_EDGE);
	body(&b, "B");
	answer(&b, PRINTER_READY);
	written(&b);
	pass(&b, b.language.flush_ms - 1);
	CU_ASSERT(happened(&b, "<F> "));
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "<B> "));
	finish(&b);
}

/* An older label is still coming out: wait for it, it is not an error. */
static void test_busy_at_first(void)
{
	struct bench b;

	begin(&b, END_EDGE);
	b.job.dirty = false;
	body(&b, "B");
	for (int i = 0; i < 200; i++) {
		answer(&b, PRINTER_PRINTING);
		pass(&b, 50);
	}
	CU_ASSERT(happened(&b, ""));
	answer(&b, PRINTER_READY);
	CU_ASSERT(happened(&b, "<B> "));
	finish(&b);
}

static const struct suite_test tests[] = {
	{"the first label flushes", test_first_label_flushes},
	{"a stale answer proves nothing", test_stale_answer_proves_nothing},
	{"ready without printing", test_ready_without_printing},
	{"waits while it says why", test_waits_while_it_says_why},
	{"a fault in mid-label", test_fault_in_mid_label},
	{"silence after the commit", test_silence_after_commit},
	{"silence that means stopped",
	 test_silence_of_a_language_that_is_mute_when_stopped},
	{"the end by a report", test_end_by_report},
	{"a one-way printer", test_one_way_printer},
	{"an empty body", test_empty_body},
	{"a write ends badly", test_write_ends_badly},
	{"a slow write is no stall", test_slow_write_is_no_stall},
	{"a flush that leaves the bus", test_flush_that_leaves_the_bus},
	{"a slow reset", test_slow_reset},
	{"busy at first", test_busy_at_first},
};
SUITE_MAIN("test_print_job", tests)
