/* fuzz_proto.c: what a driver process sends the service (and back).
 * uses: base */
#include <string.h>

#include "base/proto.h"
#include "tests/fuzz/fuzz.h"

/* What was taken, put and taken again is the same: its first key stands for
 * the others, since proto_put() wants them one by one. */
static void again(const struct proto_msg *m)
{
	AUTO(buf) struct buf wire = BUF_INIT;
	AUTO(proto_msg) struct proto_msg other = {0};
	const char *key = m->n_keys ? m->keys[0].key : NULL;
	const char *value = key ? proto_get(m, key) : NULL;

	proto_put_bytes(&wire, m->bytes, m->n_bytes, m->word, key, value, NULL);
	if (wire.len >= PROTO_LINE_MAX)
		return;
	MUST(proto_take(&wire, &other, NULL) == 1);
	MUST(!wire.len);
	MUST(!strcmp(other.word, m->word));
	MUST(!value || !strcmp(proto_get(&other, key), value));
	MUST(other.n_bytes == m->n_bytes);
	MUST(!m->n_bytes || !memcmp(other.bytes, m->bytes, m->n_bytes));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(buf) struct buf in = BUF_INIT;
	int rc;

	buf_put(&in, data, size);
	do {
		AUTO(proto_msg) struct proto_msg m = {0};
		struct err e = ERR_INIT;
		size_t before = in.len;

		rc = proto_take(&in, &m, &e);
		MUST(rc == 0 || rc == 1 || (rc == ERR_CORRUPT && e.msg[0]));
		MUST(rc != 1 || in.len < before);
		if (rc == 1)
			again(&m);
	} while (rc == 1);
	return 0;
}
