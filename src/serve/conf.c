/* conf.c: lines and sections; what a value means stands in conf_keys.c. */
#include "serve/conf.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "serve/conf_keys.h"

struct parser {
	const char *path;
	int line;
	struct buf *complaints;
	unsigned n_bad;
	struct conf *conf;
	struct conf_device *device; /* of the section we are in, or NULL */
	bool skip;		    /* in a section that could not be read */
};

__attribute__((format(printf, 3, 4))) static void
complain(struct parser *p, int line, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	str_trim_utf8(text);
	if (line)
		buf_printf(p->complaints, "%s:%d: %s\n", p->path, line, text);
	else
		buf_printf(p->complaints, "%s: %s\n", p->path, text);
	p->n_bad++;
}

static char *trim(char *s)
{
	char *end = s + strlen(s);

	while (*s == ' ' || *s == '\t')
		s++;
	while (end > s && strchr(" \t\r", end[-1]))
		*--end = '\0';
	return s;
}

/* Device names go on driver command lines, into answers and entries. */
static bool is_name(const char *s)
{
	if (!*s || strlen(s) >= CONF_NAME)
		return false;
	for (; *s; s++)
		if (!str_is_alnum(*s) && *s != '-' && *s != '_' && *s != '.')
			return false;
	return true;
}

static const struct {
	const char *word;
	enum conf_kind kind;
	unsigned where;
	const char *driver;
} kinds[] = {
	{"reader", CONF_READER, CONF_IN_READER, "reader_libnfc"},
	{"printer", CONF_PRINTER, CONF_IN_PRINTER, "printer"},
};

static void begin_device(struct parser *p, size_t kind, const char *name)
{
	struct conf *c = p->conf;
	struct conf_device *d;

	if (!is_name(name)) {
		complain(p, p->line,
			 "'%s' is no name: up to 31 of A-Z a-z 0-9 - _ .",
			 name);
		return;
	}
	for (size_t i = 0; i < c->n_devices; i++)
		if (str_eq(c->devices[i].name, name)) {
			complain(p, p->line,
				 "there is a device '%s' already, in line %d",
				 name, c->devices[i].line);
			return;
		}
	if (c->n_devices == CONF_DEVICES_MAX) {
		complain(p, p->line, "more than %d devices", CONF_DEVICES_MAX);
		return;
	}
	d = &c->devices[c->n_devices++];
	d->kind = kinds[kind].kind;
	d->line = p->line;
	d->media = (struct label_media)LABEL_MEDIA_INIT;
	STR_COPY(d->name, name);
	STR_COPY(d->driver, kinds[kind].driver);
	p->device = d;
	p->skip = false;
}

static void parse_section(struct parser *p, char *text)
{
	size_t n = strlen(text);
	char *word, *name, *save = NULL;

	p->device = NULL;
	p->skip = true;
	if (text[n - 1] != ']') {
		complain(p, p->line, "a section ends in ]");
		return;
	}
	text[n - 1] = '\0';
	word = strtok_r(text + 1, " \t", &save);
	name = strtok_r(NULL, " \t", &save);
	if (strtok_r(NULL, " \t", &save))
		name = NULL;
	for (size_t i = 0; word && name && i < ARRAY_LEN(kinds); i++)
		if (str_eq(kinds[i].word, word)) {
			begin_device(p, i, name);
			return;
		}
	complain(p, p->line, "a section is [reader NAME] or [printer NAME]");
}

static void parse_pair(struct parser *p, char *text)
{
	char *eq = strchr(text, '=');
	const struct conf_key *k;
	const char *name, *value;
	unsigned where = CONF_IN_HEAD;

	if (!eq) {
		complain(p, p->line, "expected key = value, found '%s'", text);
		return;
	}
	*eq = '\0';
	name = trim(text);
	value = trim(eq + 1);
	if (p->device)
		where = p->device->kind == CONF_READER ? CONF_IN_READER
						       : CONF_IN_PRINTER;
	k = conf_key_find(name, where);
	if (!k)
		complain(p, p->line, "there is no key '%s' %s", name,
			 where == CONF_IN_HEAD	   ? "before the sections"
			 : where == CONF_IN_READER ? "for a reader"
						   : "for a printer");
	else if (!k->set(k, p->conf, p->device, value))
		complain(p, p->line, "%s: expected %s, found '%s'", name,
			 k->expected, value);
}

static void parse_line(struct parser *p, char *line)
{
	char *text = trim(line);

	if (!*text || *text == '#')
		return;
	if (*text == '[')
		parse_section(p, text);
	else if (!p->skip)
		parse_pair(p, text);
}

/* What no line can be blamed for. */
static void check_whole(struct parser *p)
{
	struct conf *c = p->conf;
	struct err e = ERR_INIT;

	if (!*c->register_path)
		complain(p, 0, "register = PATH is missing");
	if (!*c->socket_path)
		complain(p, 0, "socket = PATH is missing");
	else if (strlen(c->socket_path) > 107)
		complain(p, 0, "socket: a path of at most 107 bytes");
	if (c->watch.silence <= c->watch.ping)
		complain(p, 0, "silence-ms must be more than ping-ms");
	if (c->watch.restart_most < c->watch.restart_first)
		complain(p, 0,
			 "restart-most-ms must not be less than "
			 "restart-first-ms");
	for (size_t i = 0; i < c->n_devices; i++) {
		struct conf_device *d = &c->devices[i];

		if (d->kind == CONF_READER && !*d->device)
			complain(p, d->line, "reader %s: device = is missing",
				 d->name);
		if (d->kind == CONF_READER && !*d->door)
			STR_COPY(d->door, d->name);
		if (d->kind == CONF_PRINTER && !*d->language)
			complain(p, d->line,
				 "printer %s: language = is missing", d->name);
		if (d->kind == CONF_PRINTER && !*d->usb)
			STR_COPY(d->usb, "any");
		if (d->kind == CONF_PRINTER && media_check(&d->media, &e) < 0)
			complain(p, d->line, "printer %s: %s", d->name, e.msg);
	}
}

/* The file's own word stands; else beside us, else where it is installed. */
static void find_program(char dst[CONF_PATH], const char *dir, const char *name)
{
	static const char *const places[] = {"", "/../libexec/muniment"};

	for (size_t i = 0; !*dst && i < ARRAY_LEN(places); i++) {
		AUTO(buf) struct buf path = BUF_INIT;

		buf_printf(&path, "%s%s/%s", dir, places[i], name);
		if (!access(buf_text(&path), X_OK))
			str_copy(dst, CONF_PATH, buf_text(&path));
	}
	/* Not there: its start will say so, by this name. */
	if (!*dst)
		str_copy(dst, CONF_PATH, name);
}

int conf_parse(struct conf **ret, const char *path, const char *text,
	       const char *program_dir, struct buf *complaints, struct err *e)
{
	AUTO_PTR(conf) struct conf *c = mem_alloc(sizeof(*c));
	AUTO_FREE char *copy = mem_dup(text);
	struct parser p = {.path = path, .complaints = complaints, .conf = c};
	char *rest = copy, *line;

	/* A healthy driver answers within milliseconds, a hung library never;
	 * opening a reader may take two seconds. */
	c->watch = (struct conf_watch){2000, 5000, 200, 10000, 30000};
	if (!str_is_utf8(text, strlen(text)))
		complain(&p, 0, "not UTF-8 text");
	while ((line = strsep(&rest, "\n"))) {
		p.line++;
		parse_line(&p, line);
	}
	check_whole(&p);
	if (p.n_bad)
		return err_set(e, ERR_USAGE, "%s: %u fault%s", path, p.n_bad,
			       p.n_bad == 1 ? "" : "s");
	find_program(c->driver, program_dir, "muniment-driver");
	find_program(c->reporter, program_dir, "muniment-report");
	*ret = TAKE(c);
	return 0;
}

int conf_read(struct conf **ret, const char *path, const char *program_dir,
	      struct buf *complaints, struct err *e)
{
	AUTO(buf) struct buf text = BUF_INIT;
	FILE *f = fopen(path, "re");
	size_t n;
	int bad;

	if (!f)
		return err_errno(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO,
				 "%s", path);
	while ((n = fread(buf_reserve(&text, 4096), 1, 4096, f)) > 0)
		buf_added(&text, n);
	bad = ferror(f);
	fclose(f);
	if (bad)
		return err_set(e, ERR_IO, "%s cannot be read", path);
	return conf_parse(ret, path, buf_text(&text), program_dir, complaints,
			  e);
}

void conf_free(struct conf *c)
{
	free(c);
}
