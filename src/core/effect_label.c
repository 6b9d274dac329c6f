/* effect_label.c: what tags and labels change. */
#include <stdio.h>

#include "base/str.h"
#include "core/rules.h"

RULE_FN(effect_tag_bind)
{
	const char *uid = command_get(c, "uid");

	(void)r;
	change_text(d, ENTITY_TAG, uid, "copy", f->copy.serial);
	change_arg(d, ENTITY_TAG, uid, "ident", c, "ident");
	change_text(d, ENTITY_TAG, uid, "state", "live");
}

RULE_FN(effect_tag_retire)
{
	(void)r;
	(void)f;
	change_text(d, ENTITY_TAG, command_get(c, "uid"), "state", "retired");
}

RULE_FN(effect_label_print)
{
	int reprint = f->label.known ? f->label.reprint + 1 : 0;
	char key[KEY_TEXT];

	(void)r;
	snprintf(key, sizeof(key), "%s/%d", f->copy.serial, reprint);
	change_text(d, ENTITY_LABEL, key, "copy", f->copy.serial);
	change_int(d, ENTITY_LABEL, key, "reprint", reprint);
	change_arg(d, ENTITY_LABEL, key, "printer", c, "printer");
	change_text(d, ENTITY_LABEL, key, "state", "reserved");
	change_text(d, ENTITY_LABEL, key, "method", "printer");
	kv_add(&d->results, "label", key);
	kv_add(&d->results, "printer", command_get(c, "printer"));
}

RULE_FN(effect_label_step)
{
	static const struct {
		enum verb_id verb;
		const char *to;
	} steps[] = {
		{VERB_LABEL_COMMIT, "committed"},
		{VERB_LABEL_PRINTED, "printed"},
		{VERB_LABEL_UNCERTAIN, "uncertain"},
		{VERB_LABEL_VOID, "void"},
	};
	const char *key = f->label.key;

	(void)r;
	for (size_t i = 0; i < ARRAY_LEN(steps); i++)
		if (steps[i].verb == c->verb->id)
			change_text(d, ENTITY_LABEL, key, "state", steps[i].to);
	if (c->verb->id == VERB_LABEL_COMMIT) {
		change_arg(d, ENTITY_LABEL, key, "printer", c, "printer");
		change_arg(d, ENTITY_LABEL, key, "hash", c, "hash");
	}
	if (c->verb->id == VERB_LABEL_VOID)
		change_text(d, ENTITY_COPY, f->copy.serial, "label",
			    "relabel_needed");
	kv_add(&d->results, "label", key);
}

RULE_FN(effect_label_confirm)
{
	const char *method = command_get(c, "method");
	bool by_hand = method && !str_eq(method, "scan");
	char mark[MARK_TEXT];

	(void)r;
	if (!by_hand)
		change_text(d, ENTITY_LABEL, f->label.key, "state",
			    "confirmed");
	change_text(d, ENTITY_COPY, f->copy.serial, "label", "label_ok");
	/* A label made without a printer leaves a printed one owed. */
	if (by_hand)
		change_int(d, ENTITY_COPY, f->copy.serial, "label_owed", 1);
	else
		change_null(d, ENTITY_COPY, f->copy.serial, "label_owed");
	/* To be compared with the paper in hand. */
	mark_format(mark, &f->document.mark);
	kv_add(&d->results, "serial", f->copy.serial);
	kv_add(&d->results, "copy-no", f->copy.copy_no);
	if (f->copy.pages)
		kv_add_int(&d->results, "pages", f->copy.pages);
	kv_add(&d->results, "mark", mark);
}
