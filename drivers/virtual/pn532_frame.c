/* pn532_frame.c: see pn532_frame.h. */
#include "drivers/virtual/pn532_frame.h"

#include <string.h>

enum { HOST_TO_CHIP = 0xd4, CHIP_TO_HOST = 0xd5, WAKEUP_BYTE = 0x55 };

/* Offset of the next start code 00 FF; what precedes it is noise. */
static size_t find_start(const struct buf *in)
{
	for (size_t i = 0; i + 1 < in->len; i++)
		if (in->data[i] == 0x00 && (uint8_t)in->data[i + 1] == 0xff)
			return i;
	return in->len;
}

enum pn532_input pn532_frame_take(struct buf *in, uint8_t ret[PN532_DATA_MAX],
				  size_t *ret_n)
{
	const uint8_t *f;
	size_t start, length;
	uint8_t sum = 0;

	for (;;) {
		start = find_start(in);
		if (start && memchr(in->data, WAKEUP_BYTE, start)) {
			buf_shift(in, start < in->len ? start : in->len);
			return PN532_WAKEUP;
		}
		/* A lone 00 at the end may be half a start code. */
		if (start == in->len && in->len && !in->data[in->len - 1])
			start--;
		buf_shift(in, start);
		if (in->len < 4)
			return PN532_MORE;
		f = (const uint8_t *)in->data;
		if (f[2] == 0x00 && f[3] == 0xff) {
			buf_shift(in, 4);
			return PN532_ABORT;
		}
		if (f[2] == 0xff && f[3] == 0x00) {
			buf_shift(in, 4);
			return PN532_REPEAT;
		}
		length = f[2];
		if ((uint8_t)(f[2] + f[3]) != 0 || length < 2) {
			buf_shift(in, 2);
			continue;
		}
		if (in->len < 4 + length + 1)
			return PN532_MORE;
		for (size_t i = 0; i <= length; i++)
			sum = (uint8_t)(sum + f[4 + i]);
		if (sum == 0 && f[4] == HOST_TO_CHIP) {
			*ret_n = length - 1;
			memcpy(ret, f + 5, *ret_n);
			buf_shift(in, 4 + length + 1);
			return PN532_COMMAND;
		}
		sum = 0;
		buf_shift(in, 4 + length + 1);
	}
}

void pn532_frame_put_ack(struct buf *out)
{
	static const uint8_t ack[] = {0x00, 0x00, 0xff, 0x00, 0xff, 0x00};

	buf_put(out, ack, sizeof(ack));
}

void pn532_frame_put_error(struct buf *out)
{
	static const uint8_t error[] = {0x00, 0x00, 0xff, 0x01,
					0xff, 0x7f, 0x81, 0x00};

	buf_put(out, error, sizeof(error));
}

void pn532_frame_put_reply(struct buf *out, uint8_t command,
			   const uint8_t *data, size_t n,
			   enum pn532_damage damage)
{
	uint8_t length = (uint8_t)(n + 2), code = (uint8_t)(command + 1);
	uint8_t sum = (uint8_t)(CHIP_TO_HOST + code);
	uint8_t length_sum = (uint8_t)-length;

	for (size_t i = 0; i < n; i++)
		sum = (uint8_t)(sum + data[i]);
	sum = (uint8_t)-sum;
	if (damage == PN532_BAD_LENGTH_SUM)
		length_sum ^= 0x55;
	if (damage == PN532_BAD_DATA_SUM)
		sum ^= 0x55;
	buf_put(out,
		(const uint8_t[]){0x00, 0x00, 0xff, length, length_sum,
				  CHIP_TO_HOST, code},
		7);
	buf_put(out, data, n);
	buf_put(out, (const uint8_t[]){sum, 0x00}, 2);
}
