/* lang_tspl.c: TSPL and TSPL2, the language of TSC's label printers and of
 * most Chinese ones. Source: the TSPL/TSPL2 programming manual.
 *
 * Commands are lines of text that end in CR LF; BITMAP alone carries bytes,
 * where a bit that is 0 burns black. Immediate commands (ESC ! x, and ~! x)
 * are picked out of the stream by the receiving side, before it is known
 * whether they lie within BITMAP's bytes: see put_picture().
 */
#include "labels/lang.h"

#include <string.h>

#include "base/str.h"

static const uint8_t ask_status[] = {0x1b, '!', '?'};
/* A reset clears the input, BITMAP's open count and the image buffer. The
 * power-on test of such printers takes some seconds. */
static const uint8_t reset[] = {0x1b, '!', 'R'};
enum { RESET_MS = 10000 };

/* ---- a label's bytes */

static void put_mm(struct buf *out, const char *command, int um, int second_um)
{
	buf_printf(out, "%s %d.%03d mm,%d.%03d mm\r\n", command, um / 1000,
		   um % 1000, second_um / 1000, second_um % 1000);
}

static void put_media(struct buf *out, const struct label_media *m)
{
	/* An end of line first: half a command may have been left behind. */
	buf_puts(out, "\r\n");
	put_mm(out, "SIZE", m->width_um, m->height_um);
	switch (m->kind) {
	case MEDIA_GAP:
		put_mm(out, "GAP", m->gap_um, 0);
		break;
	case MEDIA_MARK:
		put_mm(out, "BLINE", m->gap_um, 0);
		break;
	case MEDIA_CONTINUOUS:
		put_mm(out, "GAP", 0, 0);
		break;
	}
	if (m->darkness != MEDIA_AS_SET)
		buf_printf(out, "DENSITY %d\r\n", m->darkness);
	/* Whole inches a second, which every model has. */
	if (m->speed_mm_s != MEDIA_AS_SET)
		buf_printf(out, "SPEED %d\r\n",
			   m->speed_mm_s < 51 ? 1 : m->speed_mm_s * 10 / 254);
	/* What another program may have left: the picture is placed by us. */
	buf_puts(out, "REFERENCE 0,0\r\n");
	buf_printf(out, "DIRECTION %d\r\n", m->upside_down);
	buf_puts(out, "CLS\r\n");
}

/* One rectangle of the picture: whole bytes [from, to) of rows [top, end). */
static void put_bitmap(struct buf *out, const struct bitmap *b, int from,
		       int to, int top, int end)
{
	if (from == to || top == end)
		return;
	buf_printf(out, "BITMAP %d,%d,%d,%d,0,", from * 8, top, to - from,
		   end - top);
	for (int y = top; y < end; y++) {
		const uint8_t *row = b->bits + y * b->stride;
		char *data = buf_reserve(out, (size_t)(to - from));

		for (int i = from; i < to; i++)
			data[i - from] = (char)~row[i];
		buf_added(out, (size_t)(to - from));
	}
	buf_puts(out, "\r\n");
}

/* Whether these two neighbours in the picture would be sent as the first two
 * bytes of an immediate command. */
static bool is_command(uint8_t first, uint8_t second)
{
	uint8_t lead = (uint8_t)~first;

	return (lead == 0x1b || lead == '~') && second == (uint8_t) ~'!';
}

static bool must_split(const struct bitmap *b, int y)
{
	const uint8_t *row = b->bits + y * b->stride;

	for (int i = 1; i < b->stride; i++)
		if (is_command(row[i - 1], row[i]))
			return true;
	return false;
}

/* Sends the row in pieces that end between such neighbours. */
static void put_split_row(struct buf *out, const struct bitmap *b, int y)
{
	const uint8_t *row = b->bits + y * b->stride;
	int from = 0;

	for (int i = 1; i < b->stride; i++)
		if (is_command(row[i - 1], row[i])) {
			put_bitmap(out, b, from, i, y, y + 1);
			from = i;
		}
	put_bitmap(out, b, from, b->stride, y, y + 1);
}

/* The picture as few BITMAPs as can be without an immediate command among
 * their bytes: a line of dots that reads ESC ! R would reset the printer in
 * the middle of the label. */
static void put_picture(struct buf *out, const struct bitmap *b)
{
	int top = 0;

	for (int y = 0; y < b->height; y++) {
		const uint8_t *row = b->bits + y * b->stride;

		if (y > top && is_command(row[-1], row[0])) {
			put_bitmap(out, b, 0, b->stride, top, y);
			top = y;
		}
		if (must_split(b, y)) {
			put_bitmap(out, b, 0, b->stride, top, y);
			put_split_row(out, b, y);
			top = y + 1;
		}
	}
	put_bitmap(out, b, 0, b->stride, top, b->height);
}

static int tspl_body(struct buf *out, const struct bitmap *picture,
		     const struct label_media *media, struct err *err)
{
	int rc = media_check(media, err);

	if (rc < 0)
		return rc;
	if (picture->width > media_width(media) ||
	    picture->height > media_height(media))
		return err_set(err, ERR_USAGE,
			       "the picture has %d x %d dots, the label only "
			       "%d x %d",
			       picture->width, picture->height,
			       media_width(media), media_height(media));
	put_media(out, media);
	put_picture(out, picture);
	return 0;
}

static int tspl_commit(struct buf *out, struct err *err)
{
	(void)err;
	buf_puts(out, "PRINT 1,1\r\n");
	return 0;
}

/* ---- its status  */

/* The reply to ESC ! ? is one byte; bit 6 is not given a meaning. */
static const struct {
	uint8_t bit;
	enum printer_state state;
} status_bits[] = {
	{0x01, PRINTER_HEAD_OPEN}, {0x02, PRINTER_JAM},
	{0x04, PRINTER_PAPER_OUT}, {0x08, PRINTER_RIBBON_OUT},
	{0x10, PRINTER_PAUSED},	   {0x20, PRINTER_PRINTING},
	{0x80, PRINTER_OTHER},
};

static int tspl_parse_status(const uint8_t *bytes, size_t n,
			     struct printer_status *ret)
{
	unsigned flags = 0;

	if (!n)
		return 0;
	if (bytes[0] & 0x40)
		return -1;
	for (size_t i = 0; i < ARRAY_LEN(status_bits); i++)
		if (bytes[0] & status_bits[i].bit)
			flags |= 1u << status_bits[i].state;
	printer_status_set(ret, flags);
	return 1;
}

const struct language lang_tspl = {
	.name = "tspl",
	.body = tspl_body,
	.commit = tspl_commit,
	.flush = {reset, sizeof(reset)},
	.flush_ms = RESET_MS,
	.query = {ask_status, sizeof(ask_status)},
	.parse_status = tspl_parse_status,
	.mute_when_stopped = false,
	.end = END_EDGE,
};
