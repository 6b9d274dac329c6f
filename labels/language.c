/* language.c: see language.h. The table of languages and the table of states;
 * what a language says stands in its lang_*.c. */
#include "labels/language.h"

#include "base/str.h"
#include "labels/lang.h"

static const struct language *const languages[] = {
	&lang_tspl,
};

/* The order is that of urgency: what a person has to look at first. Without
 * the head closed nothing else can be known, without power even less. */
static const struct {
	enum printer_state state;
	const char *word;
} states[] = {
	{PRINTER_OFFLINE, "offline"},
	{PRINTER_SILENT, "silent"},
	{PRINTER_HEAD_OPEN, "head-open"},
	{PRINTER_JAM, "jam"},
	{PRINTER_PAPER_OUT, "paper-out"},
	{PRINTER_RIBBON_OUT, "ribbon-out"},
	{PRINTER_OVER_TEMPERATURE, "over-temperature"},
	{PRINTER_OTHER, "other"},
	{PRINTER_PAUSED, "paused"},
	{PRINTER_PRINTING, "printing"},
	{PRINTER_READY, "ready"},
};
_Static_assert(ARRAY_LEN(states) == PRINTER_STATES, "a state has no word");

const char *printer_state_word(enum printer_state state)
{
	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (states[i].state == state)
			return states[i].word;
	return "other";
}

bool printer_state_from_word(const char *word, enum printer_state *ret)
{
	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (str_eq(states[i].word, word)) {
			*ret = states[i].state;
			return true;
		}
	return false;
}

void printer_status_set(struct printer_status *ret, unsigned flags)
{
	flags &= ~(1u << PRINTER_READY);
	*ret = (struct printer_status){.state = PRINTER_READY, .flags = flags};
	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (flags & 1u << states[i].state) {
			ret->state = states[i].state;
			return;
		}
}

const struct language *language_at(size_t i)
{
	return i < ARRAY_LEN(languages) ? languages[i] : NULL;
}

const struct language *language_find(const char *name, struct err *err)
{
	AUTO(buf) struct buf known = BUF_INIT;

	for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
		if (str_eq(languages[i]->name, name))
			return languages[i];
		buf_printf(&known, "%s%s", i ? ", " : "", languages[i]->name);
	}
	err_set(err, ERR_NOT_FOUND,
		"no printer language is called \"%s\"; there is: %s",
		name ? name : "", buf_text(&known));
	return NULL;
}
