/* role.h: who does what (model.md B.3), as bits. */
#ifndef MUNIMENT_CORE_ROLE_H
#define MUNIMENT_CORE_ROLE_H

#include <stdbool.h>
#include <stddef.h>

/* X(identifier, code, Chinese, English) */
#define ROLES(X)                                                               \
	X(REGISTRY_CLERK, "registry_clerk", "机要员", "registry clerk")        \
	X(CUSTODIAN, "custodian", "保管员", "custodian")                       \
	X(SECOND_CLERK, "second_clerk", "第二经办人", "second clerk")          \
	X(READER, "reader", "阅件人", "reader")                                \
	X(HANDLER, "handler", "承办人", "handler")                             \
	X(OFFICE_HEAD, "office_head", "办公室负责人", "office head")           \
	X(SECTION_CHIEF, "section_chief", "综合科科长", "section chief")       \
	X(LEADER_IN_CHARGE, "leader_in_charge", "主管领导",                    \
	  "leader in charge")                                                  \
	X(UNIT_HEAD, "unit_head", "主要负责人", "unit head")                   \
	X(CLASS_AUTHORITY, "class_authority", "定密责任人",                    \
	  "classification authority")                                          \
	X(SECRECY_OFFICE, "secrecy_office", "保密办", "secrecy office")        \
	X(WITNESS, "witness", "监销人", "witness")                             \
	X(ARCHIVIST, "archivist", "档案管理员", "archivist")                   \
	X(TRAINER, "trainer", "培训管理员", "trainer")                         \
	X(SYSADMIN, "sysadmin", "系统管理员", "system administrator")          \
	X(SECADMIN, "secadmin", "安全保密管理员", "security administrator")    \
	X(AUDITOR, "auditor", "安全审计员", "security auditor")                \
	X(SYSTEM, "system", "系统", "the service itself")

enum role {
#define X(id, code, zh, en) ROLE_##id,
	ROLES(X)
#undef X
		ROLE_COUNT,
};

#define ROLE_BIT(id) (1U << ROLE_##id)
enum {
	/* Staff of the registry: those who move files. */
	ROLES_STAFF = ROLE_BIT(REGISTRY_CLERK) | ROLE_BIT(CUSTODIAN) |
		      ROLE_BIT(SECOND_CLERK),
	ROLES_ADMIN =
		ROLE_BIT(SYSADMIN) | ROLE_BIT(SECADMIN) | ROLE_BIT(AUDITOR),
};

const char *role_code(enum role r);
const char *role_zh(enum role r);
const char *role_en(enum role r);
bool role_parse(const char *code, enum role *ret);
/* Bits of a comma list of codes; unknown words are passed over. */
unsigned roles_parse(const char *list);
/* Whether one person may hold all of these at once: the three administrators
 * are three people, and none of them works in the registry or approves
 * (条例 Art 34; E_ROLE_CONFLICT). */
bool roles_compatible(unsigned roles);

#endif
