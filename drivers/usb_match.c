/* usb_match.c: see usb_match.h. */
#include "drivers/usb_match.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

/* Copies without surrounding blanks, cutting what is too long: a foreign
 * string, only ever shown or compared. */
static void copy_trimmed(char *dst, size_t size, const char *s, size_t n)
{
	while (n && s[0] == ' ') {
		s++;
		n--;
	}
	while (n && s[n - 1] == ' ')
		n--;
	if (n >= size)
		n = size - 1;
	memcpy(dst, s, n);
	dst[n] = '\0';
	for (char *p = dst; *p; p++)
		if (*p < 0x20 || *p > 0x7e)
			*p = '?';
}

void usb_identity_parse(struct usb_identity *id, const char *text, size_t n)
{
	const char *end = text + n;

	while (text < end) {
		const char *stop = memchr(text, ';', (size_t)(end - text));
		const char *colon;
		char key[16];

		if (!stop)
			stop = end;
		colon = memchr(text, ':', (size_t)(stop - text));
		if (colon) {
			copy_trimmed(key, sizeof(key), text,
				     (size_t)(colon - text));
			colon++;
			if (str_eq(key, "MFG") || str_eq(key, "MANUFACTURER"))
				copy_trimmed(id->maker, sizeof(id->maker),
					     colon, (size_t)(stop - colon));
			if (str_eq(key, "MDL") || str_eq(key, "MODEL"))
				copy_trimmed(id->model, sizeof(id->model),
					     colon, (size_t)(stop - colon));
		}
		text = stop + 1;
	}
}

void usb_identity_name(const struct usb_identity *id, char *ret, size_t size)
{
	bool named = id->maker[0] || id->model[0];

	snprintf(ret, size, "%s%s%s%s%s%s", named ? id->maker : "USB printer",
		 id->maker[0] && id->model[0] ? " " : "", id->model,
		 id->serial[0] ? " (serial " : "", id->serial,
		 id->serial[0] ? ")" : "");
}

int usb_match_parse(struct usb_match *ret, const char *text, struct err *e)
{
	static const struct {
		const char *prefix;
		enum usb_match_by by;
	} kinds[] = {
		{"serial:", USB_BY_SERIAL},
		{"id:", USB_BY_ID},
		{"port:", USB_BY_PORT},
	};
	char *slash;

	memset(ret, 0, sizeof(*ret));
	ret->by = USB_BY_ANY;
	if (!STR_COPY(ret->text, text))
		return err_set(e, ERR_USAGE, "usb= is too long");
	if (str_eq(text, "any"))
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (!str_starts(ret->text, kinds[i].prefix))
			continue;
		ret->by = kinds[i].by;
		if (!STR_COPY(ret->value, text + strlen(kinds[i].prefix)))
			return err_set(e, ERR_USAGE, "usb= is too long");
	}
	slash = ret->by == USB_BY_ID ? strchr(ret->value, '/') : NULL;
	if (slash) {
		*slash = '\0';
		if (!STR_COPY(ret->model, slash + 1))
			return err_set(e, ERR_USAGE, "usb= is too long");
	}
	if (ret->by == USB_BY_ANY || !ret->value[0] ||
	    (ret->by == USB_BY_ID && !ret->model[0]))
		return err_set(e, ERR_USAGE,
			       "usb=%s: expected serial:TEXT, id:MFG/MDL, "
			       "port:BUS-PORTS or any",
			       ret->text);
	return 0;
}

bool usb_match_fits(const struct usb_match *m, const struct usb_identity *id)
{
	switch (m->by) {
	case USB_BY_ANY:
		return true;
	case USB_BY_SERIAL:
		return str_eq(m->value, id->serial);
	case USB_BY_ID:
		return str_eq(m->value, id->maker) &&
		       str_eq(m->model, id->model);
	case USB_BY_PORT:
		return str_eq(m->value, id->port);
	}
	return false;
}
