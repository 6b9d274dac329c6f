/* journal.c: see journal.h. Key order is fixed and no blank is written, so
 * that the same entry always makes the same bytes. */
#include "core/journal.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"

const char journal_no_prev[CRYPTO_HASH_HEX + 1] =
	"0000000000000000000000000000000000000000000000000000000000000000";

static void put_member(struct buf *out, const char *key, const char *text)
{
	buf_puts(out, ",\"");
	buf_puts(out, key);
	buf_puts(out, "\":");
	buf_put_json_string(out, text);
}

static void put_secret(struct buf *out, const char *ref)
{
	buf_printf(out, "{\"secret\":\"%s\"}", ref);
}

static void put_args(struct buf *out, const struct command *c)
{
	buf_puts(out, ",\"args\":{");
	for (size_t i = 0; i < c->n_args; i++) {
		const struct cmd_arg *a = &c->args[i];

		if (i)
			buf_putc(out, ',');
		buf_put_json_string(out, a->spec->name);
		buf_putc(out, ':');
		if (arg_is_secret(a->spec))
			put_secret(out, a->ref);
		else
			buf_put_json_string(out, a->value);
	}
	buf_putc(out, '}');
}

static void put_value(struct buf *out, const struct value *v)
{
	switch (v->type) {
	case VALUE_NULL:
		buf_puts(out, "null");
		break;
	case VALUE_INT:
		buf_printf(out, "%" PRId64, v->number);
		break;
	case VALUE_TEXT:
		buf_put_json_string(out, v->text);
		break;
	case VALUE_SECRET:
		put_secret(out, v->text);
		break;
	}
}

static void put_changes(struct buf *out, const struct decision *d)
{
	buf_puts(out, ",\"changes\":[");
	for (size_t i = 0; i < d->n_changes; i++) {
		const struct change *c = &d->changes[i];

		buf_puts(out, i ? ",[\"" : "[\"");
		buf_puts(out, entity_name(c->entity));
		buf_puts(out, "\",");
		buf_put_json_string(out, c->key);
		buf_puts(out, ",\"");
		buf_puts(out, entity_fields(c->entity)[c->field].name);
		buf_puts(out, "\",");
		put_value(out, &c->old);
		buf_putc(out, ',');
		put_value(out, &c->new);
		buf_putc(out, ']');
	}
	buf_putc(out, ']');
}

void journal_write(struct buf *out, const struct entry_head *h,
		   const struct command *c, const struct decision *d)
{
	char time[TIME_TEXT];
	const char *comma = "";

	buf_printf(out, "{\"v\":%d", JOURNAL_VERSION);
	put_member(out, "station", h->station);
	buf_printf(out, ",\"seq\":%" PRId64, h->seq);
	put_member(out, "prev", h->prev);
	put_member(out, "request", c->request_id);
	put_member(out, "verb", c->verb->name);
	put_args(out, c);
	put_member(out, "actor", c->actor);
	put_member(out, "os_user", c->os_user);
	put_member(out, "terminal", c->terminal);
	time_format(time, h->entered_s, h->zone);
	put_member(out, "entered_at", time);
	time_format(time, h->occurred_s, h->zone);
	put_member(out, "occurred_at", time);
	buf_printf(out, ",\"policy\":%" PRId64, h->policy);
	put_member(out, "outcome", decision_refused(d) ? "refused" : "done");
	buf_puts(out, ",\"reasons\":[");
	for (enum reason r = REASON_OK;
	     (r = reason_next(&d->reasons, r)) != REASON_OK;) {
		buf_printf(out, "%s\"%s\"", comma, reason_code(r));
		comma = ",";
	}
	buf_putc(out, ']');
	put_changes(out, d);
	buf_putc(out, '}');
}

void journal_secret_ref(char ret[REF_TEXT],
			const uint8_t salt[CRYPTO_SALT_BYTES],
			const char *value)
{
	crypto_hash_hex(ret, salt, CRYPTO_SALT_BYTES, value, strlen(value));
}
