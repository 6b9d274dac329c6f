/* harness_label.c: see harness.h. Labels sent and counted. */
#include <stdio.h>

#include "tests/devices/harness.h"

void rig_make_body(struct buf *b, size_t bytes)
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

bool rig_start_ready(struct rig *r, const char *print_ms)
{
	return rig_start_printer(r, "--print-ms", print_ms, NULL) &&
	       rig_await(r, "hello class=printer") &&
	       rig_await(r, "state value=ready") &&
	       rig_await(r, "status state=ready");
}

void rig_send_body(struct rig *r, const char *job, size_t bytes)
{
	AUTO(buf) struct buf b = BUF_INIT;
	char line[64];

	rig_make_body(&b, bytes);
	snprintf(line, sizeof(line), "body job=%s", job);
	rig_send_bytes(r, line, b.data, b.len);
}

void rig_send_commit(struct rig *r, const char *job)
{
	char line[64];

	snprintf(line, sizeof(line), "commit job=%s", job);
	rig_send_bytes(r, line, RIG_COMMIT, sizeof(RIG_COMMIT) - 1);
}

bool rig_print(struct rig *r, const char *job)
{
	char want[64];

	rig_send_body(r, job, RIG_LABEL_BYTES);
	snprintf(want, sizeof(want), "body-sent job=%s", job);
	if (!rig_await(r, want))
		return false;
	rig_send_commit(r, job);
	snprintf(want, sizeof(want), "printed job=%s", job);
	return rig_await(r, want);
}

bool rig_came_out(struct rig *r, long labels, long spoilt)
{
	long l = rig_stat(r, "labels"), s = rig_stat(r, "spoilt");

	if (l == labels && s == spoilt && rig_stat(r, "queued") == 0)
		return true;
	printf("labels %ld, spoilt %ld\n", l, s);
	return false;
}
