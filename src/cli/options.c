/* options.c: see options.h. */
#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"

static const char default_config[] = "/etc/muniment/muniment.conf";
static const char default_socket[] = "/run/muniment/muniment.sock";

enum { CONFIG_MAX = 1 << 20 };

const char *say(enum lang lang, const char *zh, const char *en)
{
	return lang == LANG_ZH ? zh : en;
}

static enum lang lang_of_environment(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *value = getenv(names[i]);

		if (!str_empty(value))
			return str_starts(value, "zh") ? LANG_ZH : LANG_EN;
	}
	return LANG_EN;
}

static int set_lang(struct options *o, const char *value, struct err *e)
{
	if (str_starts(value, "zh"))
		o->lang = LANG_ZH;
	else if (str_starts(value, "en"))
		o->lang = LANG_EN;
	else
		return err_set(e, ERR_USAGE,
			       "--lang: '%s' is not known; expected zh or en",
			       value);
	return 0;
}

static int set_path(char *ret, const char *name, const char *value,
		    struct err *e)
{
	if (str_empty(value) || !str_copy(ret, OPTION_PATH, value))
		return err_set(e, ERR_USAGE,
			       "%s: expected a path of up to %d bytes", name,
			       OPTION_PATH - 1);
	return 0;
}

static int set_option(struct options *o, const char *name, const char *value,
		      struct err *e)
{
	if (str_eq(name, "socket"))
		return set_path(o->socket, "--socket", value, e);
	if (str_eq(name, "register"))
		return set_path(o->register_path, "--register", value, e);
	if (str_eq(name, "lang"))
		return set_lang(o, value, e);
	if (str_eq(name, "config"))
		o->config = value;
	else if (str_eq(name, "as"))
		o->as = value;
	else
		o->request_id = value;
	return 0;
}

/* Whether `word` is the option, and where its value is: NULL when it is the
 * next word. */
static bool is_option(const char *word, const char *name, const char **value)
{
	size_t k = strlen(name);

	if (!str_starts(word, "--") || strncmp(word + 2, name, k) != 0 ||
	    (word[2 + k] && word[2 + k] != '='))
		return false;
	*value = word[2 + k] ? word + 3 + k : NULL;
	return true;
}

static int take_one(struct options *o, int n, char **words, int *i,
		    bool *ret_taken, struct err *e)
{
	static const char *const names[] = {"socket", "register", "config",
					    "as",     "lang",	  "request-id"};
	const char *value;

	*ret_taken = true;
	if (str_eq(words[*i], "--json")) {
		o->json = true;
		return 0;
	}
	for (size_t k = 0; k < ARRAY_LEN(names); k++) {
		if (!is_option(words[*i], names[k], &value))
			continue;
		if (!value && *i + 1 >= n)
			return err_set(e, ERR_USAGE, "--%s needs a value",
				       names[k]);
		return set_option(o, names[k], value ? value : words[++*i], e);
	}
	*ret_taken = false;
	return 0;
}

/* Only the two keys that concern a client, before the first [section]; the
 * service reads the rest (serve/conf.h) and complains about it. */
static int read_config(struct options *o, const char *path, struct err *e)
{
	AUTO(buf) struct buf text = BUF_INIT;
	char *save = NULL;
	int rc = file_read(path, CONFIG_MAX, &text, e);

	if (rc < 0)
		return rc;
	for (char *line = strtok_r(text.data, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		char key[32], value[OPTION_PATH];

		if (sscanf(line, " %31[a-z-] = %255[^\r]", key, value) != 2) {
			if (line[strspn(line, " \t")] == '[')
				break;
			continue;
		}
		for (size_t k = strlen(value);
		     k && (value[k - 1] == ' ' || value[k - 1] == '\t'); k--)
			value[k - 1] = '\0';
		if (str_eq(key, "socket") && !o->socket[0])
			STR_COPY(o->socket, value);
		if (str_eq(key, "register") && !o->register_path[0])
			STR_COPY(o->register_path, value);
	}
	return 0;
}

static int fill_in(struct options *o, struct err *e)
{
	const char *socket = getenv("MUNIMENT_SOCKET");
	struct err ignored = ERR_INIT;
	int rc = 0;

	if (!o->socket[0] && !str_empty(socket))
		rc = set_path(o->socket, "MUNIMENT_SOCKET", socket, e);
	if (rc == 0 && o->config)
		rc = read_config(o, o->config, e);
	else if (rc == 0 && read_config(o, default_config, &ignored) < 0)
		rc = 0; /* nobody asked for it */
	if (!o->socket[0])
		STR_COPY(o->socket, default_socket);
	return rc;
}

int options_take(struct options *ret, int *n, char **words, struct err *e)
{
	struct options o = {.lang = lang_of_environment()};
	int kept = 0, i, rc;
	bool taken;

	for (i = 0; i < *n; i++) {
		if (str_eq(words[i], "--")) {
			i++;
			break;
		}
		rc = take_one(&o, *n, words, &i, &taken, e);
		if (rc < 0)
			return rc;
		if (!taken)
			words[kept++] = words[i];
	}
	for (; i < *n; i++)
		words[kept++] = words[i];
	*n = kept;
	rc = fill_in(&o, e);
	if (rc == 0)
		*ret = o;
	return rc;
}
