/* effect_receipt.c: what a receipt, and mending one, change: the document and
 * its copies. */
#include <stdio.h>

#include "base/str.h"
#include "core/rules.h"

static void set_mark(struct decision *d, const struct facts *f,
		     const struct command *c, const char *document)
{
	struct mark mark;
	bool secret;
	char day[DATE_TEXT];

	if (!command_get(c, "mark") ||
	    reason_refuses(mark_parse(command_get(c, "mark"), &mark)))
		return;
	secret = level_is_state_secret(mark.level);
	change_arg(d, ENTITY_DOCUMENT, document, "mark", c, "mark");
	change_int(d, ENTITY_DOCUMENT, document, "level", mark.level);
	change_text(d, ENTITY_DOCUMENT, document, "term_kind",
		    term_kind_code(mark.term.kind));
	change_int(d, ENTITY_DOCUMENT, document, "term_n", mark.term.n);
	if (mark.term.kind == TERM_DATE) {
		date_format(day, mark.term.date);
		change_text(d, ENTITY_DOCUMENT, document, "term_date", day);
	} else {
		change_null(d, ENTITY_DOCUMENT, document, "term_date");
	}
	change_text(d, ENTITY_DOCUMENT, document, "secrecy",
		    secret ? "classified" : NULL);
	/* A mended mark leaves a category that was chosen and still fits. */
	if (!command_get(c, "category") &&
	    !(f->document.known &&
	      secret == level_is_state_secret(f->document.mark.level)))
		change_text(d, ENTITY_DOCUMENT, document, "category",
			    secret ? "state" : "internal");
}

static void set_document(struct decision *d, const struct facts *f,
			 const struct command *c, const char *document)
{
	static const struct {
		const char *field, *arg;
	} fields[] = {
		{"doc_no", "doc-no"},	  {"issuer", "issuer"},
		{"title", "title"},	  {"issue_date", "issue-date"},
		{"category", "category"}, {"urgency", "urgency"},
		{"pages", "pages"},	  {"must_return", "must-return"},
		{"no_widen", "no-widen"}, {"copying", "copying"},
	};

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (verb_arg(c->verb, fields[i].arg))
			change_arg(d, ENTITY_DOCUMENT, document,
				   fields[i].field, c, fields[i].arg);
	set_mark(d, f, c, document);
	if (c->verb->id != VERB_RECEIVE)
		return;
	change_text(d, ENTITY_DOCUMENT, document, "origin",
		    command_get(c, "origin") ? command_get(c, "origin")
					     : "received");
	change_int(d, ENTITY_DOCUMENT, document, "received_at", f->occurred_s);
}

static int pages_of(const struct facts *f, const struct command *c)
{
	return (int)command_int(c, "counted",
				command_int(c, "pages", f->document.pages));
}

static void flag_pages(const struct facts *f, const struct command *c,
		       struct decision *d)
{
	int64_t stated = command_int(c, "pages", f->document.pages);
	int64_t counted = command_int(c, "counted",
				      f->copy.pages ? f->copy.pages : stated);

	if (stated && counted != stated)
		reason_add(&d->reasons, W_PAGES);
}

static void add_copy(struct decision *d, const struct facts *f,
		     const struct command *c, const char *document, size_t i)
{
	const char *serial = f->serials[i];
	const char *no = f->copy_nos->no[i];
	int pages = pages_of(f, c);
	char house[COPY_NO_TEXT];

	if (f->copy_nos->none) {
		/* The paper bears none: a house number, flagged. */
		snprintf(house, sizeof(house), "H%04d-%05lld", rule_year(f),
			 (long long)f->next_house);
		rule_count(d, f, "house", f->next_house);
		no = house;
	}
	change_text(d, ENTITY_COPY, serial, "document", document);
	change_text(d, ENTITY_COPY, serial, "copy_no", no);
	change_text(d, ENTITY_COPY, serial, "kind", "original");
	if (pages)
		change_int(d, ENTITY_COPY, serial, "pages", pages);
	change_text(d, ENTITY_COPY, serial, "label", "relabel_needed");
	change_text(d, ENTITY_CUSTODY, serial, "state",
		    custody_code(CUSTODY_UNSHELVED));
	change_int(d, ENTITY_CUSTODY, serial, "since", f->occurred_s);
	change_int(d, ENTITY_CUSTODY, serial, "last_at", f->occurred_s);
	kv_add(&d->results, "serial", serial);
	kv_add(&d->results, "copy-no", no);
}

RULE_FN(effect_receive)
{
	int64_t staff = policy_int(f->policy, r->staff, rule_level(f));
	char document[FACT_TEXT];
	struct mark mark;

	if (!f->document.known &&
	    !reason_refuses(mark_parse(command_get(c, "mark"), &mark)))
		staff = policy_int(f->policy, r->staff, mark.level);
	/* What has come is taken in; that nobody stood by is flagged. */
	if (staff > 1 && rule_second(f, c) != REASON_OK)
		reason_add(&d->reasons, W_TWO_PERSON);
	flag_pages(f, c, d);
	if (f->document.known) {
		STR_COPY(document, f->document.key);
	} else {
		snprintf(document, sizeof(document), "%04d-%04lld",
			 rule_year(f), (long long)f->next_receive);
		rule_count(d, f, "receive", f->next_receive);
		set_document(d, f, c, document);
	}
	kv_add(&d->results, "receive-no", document);
	rule_count(d, f, "serial",
		   f->next_serial + (int64_t)f->copy_nos->n - 1);
	for (size_t i = 0; i < f->copy_nos->n; i++)
		add_copy(d, f, c, document, i);
}

static void relabel(struct decision *d, const char *serial)
{
	change_text(d, ENTITY_COPY, serial, "label", "relabel_needed");
}

RULE_FN(effect_amend)
{
	const char *no = f->copy_nos ? f->copy_nos->no[0] : f->copy.copy_no;

	(void)r;
	flag_pages(f, c, d);
	set_document(d, f, c, f->document.key);
	/* A label that was confirmed says what has just been mended. */
	for (size_t i = 0; i < f->n_siblings; i++)
		if (command_get(c, "mark") || command_get(c, "title"))
			relabel(d, f->siblings[i]);
	if (!str_eq(no, f->copy.copy_no)) {
		change_text(d, ENTITY_COPY, f->copy.serial, "copy_no", no);
		relabel(d, f->copy.serial);
	}
	if (command_get(c, "counted"))
		change_arg(d, ENTITY_COPY, f->copy.serial, "pages", c,
			   "counted");
}
