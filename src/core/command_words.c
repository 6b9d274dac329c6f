/* command_words.c: commands as they are typed: words into a command, a line
 * into words. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "core/command.h"

/* "scope set" or "scope-set": how many words the verb takes, 0 for none. Of
 * two words that are no verb both are taken where they are nearly one, so that
 * "scope sett" gets its "did you mean". */
static int verb_words(int n, char *const words[], char *name, size_t size)
{
	if (n >= 2 &&
	    snprintf(name, size, "%s-%s", words[0], words[1]) < (int)size &&
	    (verb_find(name) ||
	     (!verb_find(words[0]) && !verb_suggest(words[0]) &&
	      verb_suggest(name))))
		return 2;
	if (n >= 1 && str_copy(name, size, words[0]))
		return 1;
	return 0;
}

static const struct arg_spec *next_position(const struct command *c)
{
	for (const struct arg_spec *a = c->verb->args; a->name; a++)
		if ((a->flags & ARG_POSITION) && !command_get(c, a->name))
			return a;
	return NULL;
}

static int parse_option(struct command *c, int n, char *const words[], int *i,
			struct err *e)
{
	const char *name = words[*i] + 2, *value = strchr(name, '=');
	char plain[64];
	const struct arg_spec *a;

	if (value) {
		size_t k = (size_t)(value - name);

		if (k >= sizeof(plain))
			k = sizeof(plain) - 1;
		memcpy(plain, name, k);
		plain[k] = '\0';
		return command_set(c, plain, value + 1, e);
	}
	a = verb_arg(c->verb, name);
	if (a && a->type == ARG_FLAG &&
	    (*i + 1 >= n || !command_is_flag_word(words[*i + 1])))
		return command_set(c, name, "yes", e);
	if (!a)
		return command_set(c, name, "", e);
	if (*i + 1 >= n)
		return err_set(e, ERR_USAGE, "%s --%s needs a value",
			       c->verb->name, name);
	(*i)++;
	return command_set(c, name, words[*i], e);
}

int command_parse(struct command *c, int n, char *const words[], struct err *e)
{
	char name[64];
	int i = verb_words(n, words, name, sizeof(name));
	int rc;

	if (!i)
		return err_set(e, ERR_USAGE, "a verb is expected");
	rc = command_begin(c, name, e);
	if (rc < 0)
		return rc;
	for (; i < n; i++) {
		const struct arg_spec *a;

		if (str_starts(words[i], "--")) {
			rc = parse_option(c, n, words, &i, e);
			if (rc < 0)
				return rc;
			continue;
		}
		a = next_position(c);
		if (!a && command_has_secret(c))
			return err_set(e, ERR_USAGE,
				       "%s: word %d is one too many; text with "
				       "blanks stands in quotes",
				       c->verb->name, i + 1);
		if (!a)
			return err_set(e, ERR_USAGE,
				       "%s: '%.80s' is one word too many",
				       c->verb->name, words[i]);
		rc = command_set(c, a->name, words[i], e);
		if (rc < 0)
			return rc;
	}
	return command_complete(c, e);
}

int command_split(const char *line, char ***ret, int *ret_n, struct err *e)
{
	size_t most = strlen(line) / 2 + 2;
	size_t room = most * sizeof(char *);
	AUTO_FREE char **words = mem_alloc(room + strlen(line) + 1);
	char *to = (char *)words + room;
	int n = 0;

	while (*line) {
		char quote = 0;

		while (*line == ' ' || *line == '\t')
			line++;
		if (!*line)
			break;
		words[n++] = to;
		for (; *line && (quote || (*line != ' ' && *line != '\t'));
		     line++) {
			if (quote && *line == quote)
				quote = 0;
			else if (!quote && (*line == '"' || *line == '\''))
				quote = *line;
			else if (*line == '\\' && quote != '\'' && line[1])
				*to++ = *++line;
			else
				*to++ = *line;
		}
		if (quote)
			return err_set(e, ERR_USAGE,
				       "a quotation mark %c is not closed",
				       quote);
		*to++ = '\0';
	}
	*ret = TAKE(words);
	*ret_n = n;
	return 0;
}
