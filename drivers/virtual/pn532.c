/* pn532.c: see pn532.h. */
#include "drivers/virtual/pn532.h"

#include <string.h>

#include "base/str.h"
#include "drivers/virtual/pn532_frame.h"

enum {
	STATUS_OK = 0x00,
	STATUS_TIMEOUT = 0x01,
	STATUS_CRC = 0x02,
	STATUS_BAD_STATE = 0x27,
	PARAMETER_AUTO_RATS = 0x10,
	RETRY_WITHOUT_END = 0xff,
	TARGETS = 2, /* the chip keeps two at once */
};

enum fault {
	FAULT_MUTE,
	FAULT_NOACK,
	FAULT_NOREPLY,
	FAULT_BADLCS,
	FAULT_BADDCS,
	FAULT_ERROR,
	FAULT_PARTIAL,
	FAULT_STATUS,
	FAULT_ATS0,
	FAULT_TEAR,
	FAULTS
};
static const char *const fault_words[FAULTS] = {
	[FAULT_MUTE] = "mute",	     [FAULT_NOACK] = "noack",
	[FAULT_NOREPLY] = "noreply", [FAULT_BADLCS] = "badlcs",
	[FAULT_BADDCS] = "baddcs",   [FAULT_ERROR] = "error",
	[FAULT_PARTIAL] = "partial", [FAULT_STATUS] = "status",
	[FAULT_ATS0] = "ats0",	     [FAULT_TEAR] = "tear",
};

struct pn532 {
	struct vfield field;
	bool awake;
	uint8_t parameters, retries;
	struct vtag *targets[1 + TARGETS]; /* by target number; 0 unused */
	uint8_t registers[65536];
	struct buf in, last_reply;
	int64_t faults[FAULTS]; /* 0: none */
	struct pn532_counts counts;
};

struct pn532 *pn532_new(void)
{
	struct pn532 *p = mem_alloc(sizeof(*p));

	vfield_init(&p->field);
	pn532_power_on(p);
	return p;
}

void pn532_free(struct pn532 *p)
{
	if (!p)
		return;
	buf_done(&p->in);
	buf_done(&p->last_reply);
	free(p);
}

struct vfield *pn532_field(struct pn532 *p)
{
	return &p->field;
}

const struct pn532_counts *pn532_counts(const struct pn532 *p)
{
	return &p->counts;
}

static void reset_field(struct pn532 *p)
{
	vfield_reset(&p->field);
	memset(p->targets, 0, sizeof(p->targets));
}

void pn532_power_on(struct pn532 *p)
{
	p->awake = false;
	p->parameters = PARAMETER_AUTO_RATS;
	p->retries = RETRY_WITHOUT_END;
	reset_field(p);
	buf_clear(&p->in);
	buf_clear(&p->last_reply);
}

int pn532_fault(struct pn532 *p, const char *word, int64_t n, struct err *e)
{
	if (str_eq(word, "off")) {
		memset(p->faults, 0, sizeof(p->faults));
		p->field.tear_after = -1;
		return 0;
	}
	for (size_t i = 0; i < FAULTS; i++) {
		if (!str_eq(fault_words[i], word))
			continue;
		if (i == FAULT_TEAR)
			p->field.tear_after = (int)n;
		else
			p->faults[i] = n;
		return 0;
	}
	return err_set(e, ERR_USAGE, "there is no fault '%s'", word);
}

/* Whether a counted fault strikes now. */
static bool strikes(struct pn532 *p, enum fault f)
{
	if (!p->faults[f])
		return false;
	p->faults[f]--;
	return true;
}

/* ---- commands: each fills a reply and returns its length ---------------- */

enum { NO_REPLY = -1, SYNTAX_ERROR = -2 };

static int diagnose(struct pn532 *p, const uint8_t *c, size_t n, uint8_t *r)
{
	if (n >= 2 && c[1] == 0x00) { /* communication line: an echo */
		memcpy(r, c + 1, n - 1);
		return (int)n - 1;
	}
	r[0] = p->targets[1] && p->targets[1]->present ? 0 : 1;
	return 1;
}

static int get_firmware(struct pn532 *p, const uint8_t *c, size_t n, uint8_t *r)
{
	(void)p;
	(void)c;
	(void)n;
	memcpy(r, "\x32\x01\x06\x07", 4);
	return 4;
}

static int get_status(struct pn532 *p, const uint8_t *c, size_t n, uint8_t *r)
{
	(void)c;
	(void)n;
	memset(r, 0, 4);
	r[1] = 1;
	r[2] = p->targets[1] != NULL;
	return 4;
}

static int read_register(struct pn532 *p, const uint8_t *c, size_t n,
			 uint8_t *r)
{
	int k = 0;

	for (size_t i = 1; i + 1 < n; i += 2)
		r[k++] = p->registers[c[i] << 8 | c[i + 1]];
	return k;
}

static int write_register(struct pn532 *p, const uint8_t *c, size_t n,
			  uint8_t *r)
{
	(void)r;
	for (size_t i = 1; i + 2 < n; i += 3)
		p->registers[c[i] << 8 | c[i + 1]] = c[i + 2];
	return 0;
}

static int set_parameters(struct pn532 *p, const uint8_t *c, size_t n,
			  uint8_t *r)
{
	(void)r;
	if (n < 2)
		return SYNTAX_ERROR;
	p->parameters = c[1];
	return 0;
}

static int sam_configuration(struct pn532 *p, const uint8_t *c, size_t n,
			     uint8_t *r)
{
	(void)p;
	(void)c;
	(void)n;
	(void)r;
	return 0;
}

static int power_down(struct pn532 *p, const uint8_t *c, size_t n, uint8_t *r)
{
	(void)c;
	(void)n;
	p->awake = false;
	r[0] = STATUS_OK;
	return 1;
}

static int rf_configuration(struct pn532 *p, const uint8_t *c, size_t n,
			    uint8_t *r)
{
	enum { ITEM_FIELD = 1, ITEM_RETRIES = 5 };

	(void)r;
	if (n >= 3 && c[1] == ITEM_FIELD && !(c[2] & 1))
		reset_field(p);
	if (n >= 5 && c[1] == ITEM_RETRIES)
		p->retries = c[4];
	return 0;
}

static int list_targets(struct pn532 *p, const uint8_t *c, size_t n, uint8_t *r)
{
	enum { TYPE_A_106 = 0x00 };
	int k = 1, found = 0;

	if (n < 3)
		return SYNTAX_ERROR;
	p->counts.scans++;
	memset(p->targets, 0, sizeof(p->targets));
	while (c[2] == TYPE_A_106 && found < c[1] && found < TARGETS) {
		struct vtag *t = vfield_activate(&p->field, c + 3, n - 3);

		if (!t)
			break;
		p->targets[++found] = t;
		r[k++] = (uint8_t)found;
		k += (int)vtag_describe(t, p->parameters & PARAMETER_AUTO_RATS,
					strikes(p, FAULT_ATS0), r + k);
	}
	/* With endless retries the chip answers when a tag comes, or never. */
	if (!found && p->retries == RETRY_WITHOUT_END)
		return NO_REPLY;
	r[0] = (uint8_t)found;
	return k;
}

static int exchange(struct pn532 *p, const uint8_t *c, size_t n, uint8_t *r)
{
	enum { THROUGH = 0x42 };
	bool through = c[0] == THROUGH;
	size_t target = through ? 1 : n > 1 ? c[1] : 0;
	const uint8_t *command = c + (through ? 1 : 2);
	int k;

	p->counts.exchanges++;
	if (p->faults[FAULT_STATUS]) {
		r[0] = (uint8_t)p->faults[FAULT_STATUS];
		p->faults[FAULT_STATUS] = 0;
		return 1;
	}
	r[0] = STATUS_BAD_STATE;
	if (target < 1 || target > TARGETS || !p->targets[target] ||
	    command >= c + n)
		return 1;
	k = vtag_exchange(&p->field, p->targets[target], command,
			  (size_t)(c + n - command), r + 1);
	r[0] = k >= 0			   ? STATUS_OK
	       : k == VTAG_ACK && !through ? STATUS_OK
	       : k == VTAG_SILENT	   ? STATUS_TIMEOUT
					   : STATUS_CRC;
	return 1 + (k > 0 ? k : 0);
}

/* InDeselect and InRelease: the targets are halted. */
static int deselect(struct pn532 *p, const uint8_t *c, size_t n, uint8_t *r)
{
	enum { RELEASE = 0x52 };

	for (size_t i = 1; n >= 2 && i <= TARGETS; i++) {
		if (!p->targets[i] || (c[1] && c[1] != i))
			continue;
		p->targets[i]->state = VTAG_HALTED;
		if (c[0] == RELEASE)
			p->targets[i] = NULL;
	}
	r[0] = STATUS_OK;
	return 1;
}

static const struct {
	uint8_t code;
	int (*run)(struct pn532 *p, const uint8_t *c, size_t n, uint8_t *r);
} commands[] = {
	{0x00, diagnose},	   {0x02, get_firmware},
	{0x04, get_status},	   {0x06, read_register},
	{0x08, write_register},	   {0x12, set_parameters},
	{0x14, sam_configuration}, {0x16, power_down},
	{0x32, rf_configuration},  {0x4a, list_targets},
	{0x40, exchange},	   {0x42, exchange},
	{0x44, deselect},	   {0x52, deselect},
};

static void reply(struct pn532 *p, uint8_t code, const uint8_t *r, int n,
		  struct buf *out)
{
	struct buf *last = &p->last_reply;

	buf_clear(last);
	if (n == NO_REPLY || strikes(p, FAULT_NOREPLY))
		return;
	if (n == SYNTAX_ERROR || strikes(p, FAULT_ERROR))
		pn532_frame_put_error(last);
	else
		pn532_frame_put_reply(
			last, code, r, (size_t)n,
			strikes(p, FAULT_BADLCS)   ? PN532_BAD_LENGTH_SUM
			: strikes(p, FAULT_BADDCS) ? PN532_BAD_DATA_SUM
						   : PN532_INTACT);
	if (p->faults[FAULT_PARTIAL] &&
	    last->len > (size_t)p->faults[FAULT_PARTIAL])
		last->len = (size_t)p->faults[FAULT_PARTIAL];
	p->faults[FAULT_PARTIAL] = 0;
	buf_put(out, last->data, last->len);
}

static void command(struct pn532 *p, const uint8_t *c, size_t n,
		    struct buf *out)
{
	uint8_t r[PN532_DATA_MAX];
	int rc = SYNTAX_ERROR;

	p->counts.commands++;
	if (p->faults[FAULT_MUTE])
		return;
	if (!strikes(p, FAULT_NOACK))
		pn532_frame_put_ack(out);
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		if (commands[i].code == c[0])
			rc = commands[i].run(p, c, n, r);
	reply(p, c[0], r, rc, out);
}

void pn532_feed(struct pn532 *p, const void *bytes, size_t n, struct buf *out)
{
	uint8_t c[PN532_DATA_MAX];
	size_t len;

	buf_put(&p->in, bytes, n);
	for (;;) {
		switch (pn532_frame_take(&p->in, c, &len)) {
		case PN532_MORE:
			return;
		case PN532_WAKEUP:
			p->awake = true;
			break;
		case PN532_ABORT:
			p->counts.aborts++;
			break;
		case PN532_REPEAT:
			buf_put(out, p->last_reply.data, p->last_reply.len);
			break;
		case PN532_COMMAND:
			/* Asleep, it hears nothing but the preamble. */
			if (p->awake)
				command(p, c, len, out);
			break;
		}
	}
}
