/* conf_keys.c: see conf_keys.h. A new key is a row. */
#include "serve/conf_keys.h"

#include <math.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "labels/language.h"

static bool set_text(const struct conf_key *k, struct conf *c,
		     struct conf_device *d, const char *value)
{
	char *field = (d ? (char *)d : (char *)c) + k->at;

	return *value && str_copy(field, k->size, value);
}

static bool set_ms(const struct conf_key *k, struct conf *c,
		   struct conf_device *d, const char *value)
{
	(void)d;
	return str_to_int(value, 10, 3600000, (int64_t *)((char *)c + k->at));
}

static bool find_uid(const char *word, unsigned *ret)
{
	const struct passwd *p;
	int64_t uid;

	if (str_to_int(word, 0, UINT32_MAX, &uid)) {
		*ret = (unsigned)uid;
		return true;
	}
	p = getpwnam(word);
	if (p)
		*ret = p->pw_uid;
	return p;
}

static bool set_counters(const struct conf_key *k, struct conf *c,
			 struct conf_device *d, const char *value)
{
	AUTO_FREE char *list = mem_dup(value);
	char *save = NULL;

	(void)k;
	(void)d;
	for (char *w = strtok_r(list, ", \t", &save); w;
	     w = strtok_r(NULL, ", \t", &save)) {
		if (c->n_counters == CONF_UIDS_MAX ||
		    !find_uid(w, &c->counters[c->n_counters]))
			return false;
		c->n_counters++;
	}
	return true;
}

static bool set_language(const struct conf_key *k, struct conf *c,
			 struct conf_device *d, const char *value)
{
	return language_find(value, NULL) && set_text(k, c, d, value);
}

static bool set_usb(const struct conf_key *k, struct conf *c,
		    struct conf_device *d, const char *value)
{
	return (str_eq(value, "any") || str_starts(value, "serial:") ||
		str_starts(value, "id:") || str_starts(value, "port:")) &&
	       set_text(k, c, d, value);
}

static bool set_size(const struct conf_key *k, struct conf *c,
		     struct conf_device *d, const char *value)
{
	(void)k;
	(void)c;
	return media_set_size(&d->media, value, NULL) >= 0;
}

static bool set_sensor(const struct conf_key *k, struct conf *c,
		       struct conf_device *d, const char *value)
{
	(void)k;
	(void)c;
	return media_set_kind(&d->media, value, NULL) >= 0;
}

static bool set_int(const struct conf_key *k, struct conf *c,
		    struct conf_device *d, const char *value)
{
	int64_t n;

	(void)c;
	if (!str_to_int(value, 0, 1000, &n))
		return false;
	*(int *)((char *)d + k->at) = (int)n;
	return true;
}

/* Millimetres with a decimal point, kept as micrometres. */
static bool set_mm(const struct conf_key *k, struct conf *c,
		   struct conf_device *d, const char *value)
{
	char *end;
	double mm = strtod(value, &end);

	(void)c;
	if (end == value || *end || !isfinite(mm) || fabs(mm) > 1000)
		return false;
	*(int *)((char *)d + k->at) = (int)lround(mm * 1000);
	return true;
}

static bool set_yes(const struct conf_key *k, struct conf *c,
		    struct conf_device *d, const char *value)
{
	bool yes = str_eq(value, "yes");

	(void)c;
	*(bool *)((char *)d + k->at) = yes;
	return yes || str_eq(value, "no");
}

#define HEAD_TEXT(f) offsetof(struct conf, f), sizeof(((struct conf *)0)->f)
#define DEVICE_TEXT(f)                                                         \
	offsetof(struct conf_device, f), sizeof(((struct conf_device *)0)->f)
#define IN_ANY	(CONF_IN_READER | CONF_IN_PRINTER)
#define PRINTER CONF_IN_PRINTER

static const struct conf_key keys[] = {
	{"register", CONF_IN_HEAD, "a path", set_text,
	 HEAD_TEXT(register_path)},
	{"socket", CONF_IN_HEAD, "a path", set_text, HEAD_TEXT(socket_path)},
	{"socket-group", CONF_IN_HEAD, "a group's name", set_text,
	 HEAD_TEXT(socket_group)},
	{"counters", CONF_IN_HEAD,
	 "user names or numbers of this machine, with commas", set_counters, 0,
	 0},
	{"driver", CONF_IN_HEAD, "a path", set_text, HEAD_TEXT(driver)},
	{"reporter", CONF_IN_HEAD, "a path", set_text, HEAD_TEXT(reporter)},
	{"ping-ms", CONF_IN_HEAD, "milliseconds, 10..3600000", set_ms,
	 offsetof(struct conf, watch.ping), 0},
	{"silence-ms", CONF_IN_HEAD, "milliseconds, 10..3600000", set_ms,
	 offsetof(struct conf, watch.silence), 0},
	{"restart-first-ms", CONF_IN_HEAD, "milliseconds, 10..3600000", set_ms,
	 offsetof(struct conf, watch.restart_first), 0},
	{"restart-most-ms", CONF_IN_HEAD, "milliseconds, 10..3600000", set_ms,
	 offsetof(struct conf, watch.restart_most), 0},
	{"healthy-ms", CONF_IN_HEAD, "milliseconds, 10..3600000", set_ms,
	 offsetof(struct conf, watch.healthy), 0},

	{"program", IN_ANY, "a path", set_text, DEVICE_TEXT(program)},
	{"driver", IN_ANY, "a driver's name", set_text, DEVICE_TEXT(driver)},
	{"device", CONF_IN_READER,
	 "a connection such as pn532_uart:/dev/ttyUSB0:115200", set_text,
	 DEVICE_TEXT(device)},
	{"door", CONF_IN_READER, "a door of the register, up to 31 letters",
	 set_text, DEVICE_TEXT(door)},
	{"language", PRINTER, "a printer language such as tspl", set_language,
	 DEVICE_TEXT(language)},
	{"usb", PRINTER, "any, serial:TEXT, id:MFG/MDL or port:BUS-PORTS",
	 set_usb, DEVICE_TEXT(usb)},
	{"dpi", PRINTER, "203, 300 or 600", set_int,
	 offsetof(struct conf_device, media.dpi), 0},
	{"size", PRINTER, "millimetres such as 50x30", set_size, 0, 0},
	{"sensor", PRINTER, "gap, mark or continuous", set_sensor, 0, 0},
	{"gap", PRINTER, "millimetres, 0..20", set_mm,
	 offsetof(struct conf_device, media.gap_um), 0},
	{"darkness", PRINTER, "0..15", set_int,
	 offsetof(struct conf_device, media.darkness), 0},
	{"speed", PRINTER, "millimetres a second, 10..400", set_int,
	 offsetof(struct conf_device, media.speed_mm_s), 0},
	{"shift-x", PRINTER, "millimetres, -10..10", set_mm,
	 offsetof(struct conf_device, media.shift_x_um), 0},
	{"shift-y", PRINTER, "millimetres, -10..10", set_mm,
	 offsetof(struct conf_device, media.shift_y_um), 0},
	{"upside-down", PRINTER, "yes or no", set_yes,
	 offsetof(struct conf_device, media.upside_down), 0},
	{NULL, 0, NULL, NULL, 0, 0},
};

const struct conf_key *conf_key_find(const char *name, unsigned where)
{
	for (const struct conf_key *k = keys; k->name; k++)
		if ((k->where & where) && str_eq(k->name, name))
			return k;
	return NULL;
}

const struct conf_key *conf_key_at(size_t i)
{
	return i < ARRAY_LEN(keys) - 1 ? &keys[i] : NULL;
}
