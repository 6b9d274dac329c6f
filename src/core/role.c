/* role.c: see role.h. */
#include "core/role.h"

#include <string.h>

#include "base/str.h"

static const struct {
	const char *code, *zh, *en;
} roles[ROLE_COUNT] = {
#define X(id, code, zh, en) [ROLE_##id] = {code, zh, en},
	ROLES(X)
#undef X
};

const char *role_code(enum role r)
{
	return roles[r].code;
}

const char *role_zh(enum role r)
{
	return roles[r].zh;
}

const char *role_en(enum role r)
{
	return roles[r].en;
}

bool role_parse(const char *code, enum role *ret)
{
	for (size_t i = 0; i < ROLE_COUNT; i++)
		if (str_eq(roles[i].code, code)) {
			*ret = (enum role)i;
			return true;
		}
	return false;
}

unsigned roles_parse(const char *list)
{
	unsigned bits = 0;

	while (*list) {
		size_t n = strcspn(list, ",");

		for (size_t i = 0; i < ROLE_COUNT; i++)
			if (strlen(roles[i].code) == n &&
			    memcmp(roles[i].code, list, n) == 0)
				bits |= 1U << i;
		list += n + (list[n] == ',');
	}
	return bits;
}

bool roles_compatible(unsigned bits)
{
	unsigned admin = bits & ROLES_ADMIN;

	if (!admin)
		return true;
	/* One administrator's role, and nothing beside it but reading. */
	return (admin & (admin - 1)) == 0 &&
	       !(bits & ~(admin | ROLE_BIT(READER)));
}
