/* media.c: see media.h. */
#include "labels/media.h"

#include <stdint.h>
#include <string.h>

#include "base/str.h"

static const struct {
	const char *word;
	enum media_kind kind;
} kinds[] = {
	{"gap", MEDIA_GAP},
	{"mark", MEDIA_MARK},
	{"continuous", MEDIA_CONTINUOUS},
};

int media_dots(const struct label_media *m, int um)
{
	if (m->dpi == 203)
		return (int)((int64_t)um * 8 / 1000);
	return (int)((int64_t)um * m->dpi / 25400);
}

int media_width(const struct label_media *m)
{
	return media_dots(m, m->width_um);
}

int media_height(const struct label_media *m)
{
	return media_dots(m, m->height_um);
}

int media_check(const struct label_media *m, struct err *err)
{
	const struct {
		const char *what;
		int value, min, max;
		bool may_be_as_set;
	} limits[] = {
		{"width (micrometres)", m->width_um, 10000, 300000, false},
		{"height (micrometres)", m->height_um, 10000, 300000, false},
		{"gap (micrometres)", m->gap_um, 0, 20000, false},
		{"darkness", m->darkness, 0, 15, true},
		{"speed (mm/s)", m->speed_mm_s, 10, 400, true},
		{"shift to the right (micrometres)", m->shift_x_um, -10000,
		 10000, false},
		{"shift down (micrometres)", m->shift_y_um, -10000, 10000,
		 false},
	};

	for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
		int value = limits[i].value;

		if (limits[i].may_be_as_set && value == MEDIA_AS_SET)
			continue;
		if (value < limits[i].min || value > limits[i].max)
			return err_set(err, ERR_USAGE,
				       "label media: %s is %d, must be %d to "
				       "%d",
				       limits[i].what, value, limits[i].min,
				       limits[i].max);
	}
	if (m->dpi != 203 && m->dpi != 300 && m->dpi != 600)
		return err_set(err, ERR_USAGE,
			       "label media: %d dpi, must be 203, 300 or 600",
			       m->dpi);
	return 0;
}

/* Decimal millimetres of at most three decimals from *p; moves *p on. */
static bool read_mm(const char **p, int *ret_um)
{
	int64_t um = 0;
	int64_t unit = 1000;

	if (!str_is_digit(**p))
		return false;
	for (; str_is_digit(**p); (*p)++) {
		um = um * 10 + (**p - '0') * 1000;
		if (um > 1000000)
			return false;
	}
	if (**p == '.') {
		(*p)++;
		if (!str_is_digit(**p))
			return false;
		for (; str_is_digit(**p); (*p)++) {
			unit /= 10;
			um += (**p - '0') * unit;
		}
		if (!unit)
			return false;
	}
	*ret_um = (int)um;
	return true;
}

int media_set_size(struct label_media *m, const char *text, struct err *err)
{
	struct label_media new = *m;
	const char *p = text;
	int rc;

	if (!read_mm(&p, &new.width_um) || *p++ != 'x' ||
	    !read_mm(&p, &new.height_um) || *p)
		return err_set(err, ERR_USAGE,
			       "label size \"%s\": must be width x height in "
			       "millimetres, as 50x30",
			       text);
	rc = media_check(&new, err);
	if (rc < 0)
		return rc;
	*m = new;
	return 0;
}

int media_set_kind(struct label_media *m, const char *word, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (str_eq(kinds[i].word, word)) {
			m->kind = kinds[i].kind;
			return 0;
		}
	return err_set(err, ERR_USAGE,
		       "label media \"%s\": must be gap, mark or continuous",
		       word);
}
