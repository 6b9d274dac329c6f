/* bench_label: labels of 50 x 30 mm at 203 dpi, drawn and turned into TSPL
 * (`draw`), and the reading back that the service adds to each (`decode`).
 *
 *	bench_label LABELS
 *
 * uses: labels base */
#include <stdio.h>

#include "base/str.h"
#include "labels/language.h"
#include "labels/layout.h"
#include "tests/bench/samples.h"

struct bench {
	struct raster *raster;
	const struct language *tspl;
	struct samples draw, decode;
};

static int one_label(struct bench *b, int64_t number, struct err *e)
{
	const struct label_media media = LABEL_MEDIA_INIT;
	char serial[LABEL_SERIAL_MAX];
	const struct label_fields fields = {
		.serial = serial,
		.mark = "机密★20年",
		.title = "关于某项工作的通知",
		.copy_no = "000012",
		.receive_no = "2025-0001",
		.unit = "某机关",
	};
	AUTO(bitmap) struct bitmap picture = BITMAP_INIT;
	AUTO(buf) struct buf bytes = BUF_INIT;
	int64_t begin, drawn;
	int rc;

	snprintf(serial, sizeof(serial), "KK89K-LLS98YT-SS8CB-2025-%06lld",
		 (long long)number);
	begin = samples_now();
	rc = label_draw(b->raster, &fields, &media, &picture, e);
	if (rc >= 0)
		rc = b->tspl->body(&bytes, &picture, &media, e);
	drawn = samples_now();
	samples_add(&b->draw, drawn - begin);
	if (rc >= 0)
		rc = label_verify(&picture, serial, e);
	samples_add(&b->decode, samples_now() - drawn);
	return rc;
}

static int64_t sum(const struct samples *s)
{
	int64_t ns = 0;

	for (size_t i = 0; i < s->n; i++)
		ns += s->ns[i];
	return ns;
}

int main(int argc, char **argv)
{
	AUTO_PTR(raster) struct raster *raster = NULL;
	struct bench b = {0};
	struct err e = ERR_INIT;
	int64_t labels;
	int rc;

	if (argc != 2 || !str_to_int(argv[1], 1, 1000000, &labels)) {
		fputs("usage: bench_label LABELS\n", stderr);
		return 2;
	}
	rc = raster_new(&raster, NULL, &e);
	b.raster = raster;
	b.tspl = language_find("tspl", &e);
	for (int64_t i = 0; rc >= 0 && b.tspl && i < labels; i++)
		rc = one_label(&b, i, &e);
	if (rc < 0 || !b.tspl) {
		fprintf(stderr, "bench_label: %s (%s)\n", e.msg, e.detail);
		return 1;
	}
	samples_print(&b.draw, "draw", sum(&b.draw));
	samples_print(&b.decode, "decode", sum(&b.decode));
	samples_done(&b.draw);
	samples_done(&b.decode);
	return 0;
}
