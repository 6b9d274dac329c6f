/* draw.c: see draw.h. */
#include "serve/draw.h"

#include "base/str.h"
#include "labels/language.h"
#include "labels/layout.h"

static int translate(struct drawing *d, const struct bitmap *picture,
		     struct err *e)
{
	const struct language *l = language_find(d->printer->language, e);
	int rc;

	if (!l)
		return ERR_NOT_FOUND;
	/* A language whose body prints by itself sends it as the commit: no
	 * byte of it may go before the entry is on disk. */
	if (!l->commit)
		return l->body(&d->commit, picture, &d->printer->media, e);
	rc = l->body(&d->body, picture, &d->printer->media, e);
	return rc < 0 ? rc : l->commit(&d->commit, e);
}

static int draw(struct drawing *d, struct worker *on,
		const struct label_job *job, struct err *e)
{
	const struct label_fields fields = {
		.serial = job->serial,
		.mark = job->mark,
		.title = job->title,
		.copy_no = job->copy_no,
		.receive_no = job->receive_no,
		.unit = job->unit,
		.reprint = job->reprint,
	};
	AUTO(bitmap) struct bitmap picture = BITMAP_INIT;
	struct raster *raster;
	int rc;

	rc = worker_raster(on, &raster, e);
	if (rc < 0)
		return rc;
	rc = label_draw(raster, &fields, &d->printer->media, &picture, e);
	if (rc < 0)
		return rc;
	rc = label_verify(&picture, job->serial, e);
	if (rc < 0)
		return rc;
	crypto_hash_hex(d->hash, picture.bits, bitmap_bytes(&picture), NULL, 0);
	return translate(d, &picture, e);
}

static int run(struct work *w, struct worker *on, struct err *e)
{
	struct drawing *d = (struct drawing *)w;
	struct label_job job;
	int rc;

	rc = reg_label_job(on->reg, d->label, &job, e);
	if (rc < 0)
		return rc;
	STR_COPY(d->state, job.state);
	if (!str_eq(job.state, "reserved") && !str_eq(job.state, "committed"))
		return 0;
	rc = draw(d, on, &job, e);
	return rc < 0 ? err_prefix(e, "label %s", d->label) : 0;
}

static void drawing_free(struct drawing *d)
{
	buf_done(&d->body);
	buf_done(&d->commit);
	free(d);
}

static void done(struct work *w)
{
	struct drawing *d = (struct drawing *)w;

	d->done(d->ctx, d);
	drawing_free(d);
}

int draw_start(struct workers *workers, const char *label,
	       const struct conf_device *printer,
	       void (*on_done)(void *ctx, struct drawing *d), void *ctx,
	       struct err *e)
{
	struct drawing *d = mem_alloc(sizeof(*d));
	int rc;

	d->work.run = run;
	d->work.done = done;
	STR_COPY(d->label, label);
	d->printer = printer;
	d->done = on_done;
	d->ctx = ctx;
	rc = workers_submit(workers, &d->work, e);
	if (rc < 0)
		drawing_free(d);
	return rc;
}
