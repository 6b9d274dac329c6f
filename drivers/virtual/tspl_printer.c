/* tspl_printer.c: see tspl_printer.h. */
#include "drivers/virtual/tspl_printer.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

enum { ESC = 0x1b, LINE_MAX_BYTES = 1024 };
enum {
	STATUS_HEAD_OPEN = 0x01,
	STATUS_PAPER_OUT = 0x04,
	STATUS_RIBBON_OUT = 0x08,
	STATUS_PAUSED = 0x10,
	STATUS_PRINTING = 0x20,
};

void tspl_printer_init(struct tspl_printer *p)
{
	*p = (struct tspl_printer){.print_ms = 400};
}

void tspl_printer_done(struct tspl_printer *p)
{
	buf_done(&p->line);
}

static bool is_stopped(const struct tspl_printer *p)
{
	return p->lid_open || p->paper_out || p->ribbon_out;
}

uint8_t tspl_printer_status(const struct tspl_printer *p)
{
	int status = 0;

	if (p->lid_open)
		status |= STATUS_HEAD_OPEN;
	if (p->paper_out)
		status |= STATUS_PAPER_OUT;
	if (p->ribbon_out)
		status |= STATUS_RIBBON_OUT;
	if (p->paused)
		status |= STATUS_PAUSED;
	if (p->printing_until)
		status |= STATUS_PRINTING;
	return (uint8_t)status;
}

int64_t tspl_printer_run(struct tspl_printer *p, int64_t now_ms)
{
	for (;;) {
		if (p->printing_until && is_stopped(p)) {
			/* Half of it is out, and it is not printed again (SET
			 * REPRINT OFF, as delivered). */
			p->printing_until = 0;
			p->spoilt++;
		} else if (p->printing_until && now_ms >= p->printing_until) {
			p->printing_until = 0;
			p->labels++;
		} else if (p->printing_until) {
			return p->printing_until;
		} else if (p->queued && !is_stopped(p) && !p->paused) {
			p->queued--;
			p->printing_until = now_ms + p->print_ms;
		} else {
			return -1;
		}
	}
}

static void reset(struct tspl_printer *p, int64_t now_ms)
{
	buf_clear(&p->line);
	p->bitmap_left = 0;
	p->has_picture = false;
	p->queued = 0;
	if (p->printing_until)
		p->spoilt++;
	p->printing_until = 0;
	p->deaf_until = now_ms + p->reset_ms;
	p->resets++;
}

static void immediate(struct tspl_printer *p, uint8_t what, int64_t now_ms,
		      struct buf *answer)
{
	switch (what) {
	case '?':
		p->queries++;
		if (p->mute)
			break;
		for (; p->noise; p->noise--)
			buf_putc(answer, (char)0xff);
		buf_putc(answer, (char)tspl_printer_status(p));
		break;
	case 'R':
		reset(p, now_ms);
		break;
	case 'P':
		p->paused = true;
		break;
	case 'O':
		p->paused = false;
		break;
	default:
		p->unknown++;
	}
}

static void print(struct tspl_printer *p)
{
	int sets, copies = 1;

	if (sscanf(p->line.data, "PRINT %d,%d", &sets, &copies) < 1 ||
	    sets < 1 || copies < 1 || sets > 999 || copies > 999) {
		p->unknown++;
		return;
	}
	p->queued += (unsigned)(sets * copies);
}

static void line(struct tspl_printer *p)
{
	static const char *const settings[] = {
		"SIZE ",   "GAP ",	 "BLINE ",     "DENSITY ",
		"SPEED ",  "REFERENCE ", "DIRECTION ", "SET ",
		"OFFSET ", "CODEPAGE ",	 "SHIFT ",
	};
	const char *text = buf_text(&p->line);

	if (str_starts(text, "PRINT ")) {
		print(p);
	} else if (str_eq(text, "CLS")) {
		p->has_picture = false;
	} else if (*text) {
		for (size_t i = 0; i < ARRAY_LEN(settings); i++)
			if (str_starts(text, settings[i]))
				return;
		p->unknown++;
	}
}

/* "BITMAP x,y,width in bytes,height,mode," begins the bytes. */
static void begin_bitmap(struct tspl_printer *p)
{
	int x, y, width, height, mode, end = 0;

	if (sscanf(buf_text(&p->line), "BITMAP %d,%d,%d,%d,%d,%n", &x, &y,
		   &width, &height, &mode, &end) != 5 ||
	    !end || width < 1 || height < 1)
		return;
	p->bitmap_left = (size_t)width * (size_t)height;
	p->has_picture = true;
	buf_clear(&p->line);
}

static void data(struct tspl_printer *p, uint8_t byte)
{
	if (p->bitmap_left) {
		p->bitmap_left--;
	} else if (byte == '\n') {
		line(p);
		buf_clear(&p->line);
	} else if (byte != '\r' && p->line.len < LINE_MAX_BYTES) {
		buf_putc(&p->line, (char)byte);
		if (byte == ',')
			begin_bitmap(p);
	}
}

void tspl_printer_feed(struct tspl_printer *p, const uint8_t *bytes, size_t n,
		       int64_t now_ms, struct buf *answer)
{
	for (size_t i = 0; i < n; i++) {
		uint8_t byte = bytes[i];

		if (now_ms < p->deaf_until)
			continue;
		tspl_printer_run(p, now_ms);
		if (p->n_escape == 2) {
			p->n_escape = 0;
			immediate(p, byte, now_ms, answer);
		} else if (p->n_escape == 1 && byte == '!') {
			p->n_escape = 2;
		} else {
			/* An ESC that begins nothing is data. */
			if (p->n_escape == 1)
				data(p, ESC);
			p->n_escape = byte == ESC;
			if (byte != ESC)
				data(p, byte);
		}
	}
	tspl_printer_run(p, now_ms);
}
