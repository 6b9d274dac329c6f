/* uses: core base
 * The policy table: defaults as the rules print them, values and names that
 * are understood or refused with a word of help, floors of law. */
#include "core/policy.h"

#include <string.h>

#include "base/str.h"
#include "core/policy_table.h"
#include "core/role.h"
#include "tests/suite.h"

static int set(struct policy *p, const char *name, const char *value,
	       enum reason *reason)
{
	struct err e = ERR_INIT;
	int rc = policy_set(p, name, value, reason, &e);

	CU_ASSERT_TRUE(rc == 0 || (e.code == rc && e.msg[0]));
	return rc;
}

static void check_numbers(enum policy_key k, const int64_t expected[4])
{
	struct policy p;

	policy_defaults(&p);
	for (int i = 0; i < 4; i++) {
		enum level l = (enum level)(LEVEL_TOP_SECRET - i);
		int64_t value = policy_forms[k].kind == POLICY_FLAG
					? policy_flag(&p, k, l)
					: policy_int(&p, k, l);

		CU_ASSERT_EQUAL(value, expected[i]);
	}
}

/* The rule table's columns: 绝密, 机密, 秘密, 内部. */
static void defaults_are_the_rule_table(void)
{
	static const struct {
		enum policy_key key;
		int64_t expected[4];
	} rows[] = {
		{POLICY_LEND_DAYS, {0, 3, 7, 15}},
		{POLICY_LEND_STAFF, {2, 1, 1, 1}},
		{POLICY_LEND_ROOM, {1, 0, 0, 0}},
		{POLICY_LEND_RENEWALS, {0, 1, 1, 2}},
		{POLICY_LEND_RENEW_DAYS, {0, 3, 5, 15}},
		{POLICY_LEG_DAYS, {0, 0, 0, 5}},
		{POLICY_LEG_STAFF, {2, 1, 1, 1}},
		{POLICY_LEG_ROOM, {1, 0, 0, 0}},
		{POLICY_RETAIN_DAYS, {-1, 3, 5, 5}},
		{POLICY_RECEIVE_STAFF, {2, 1, 1, 1}},
		{POLICY_UNSHELVE_STAFF, {2, 1, 1, 1}},
		{POLICY_CHECK_IN_STAFF, {2, 1, 1, 1}},
		{POLICY_TRANSMIT_STAFF, {2, 1, 1, 1}},
		{POLICY_KNOWLEDGE_RECORD, {1, 1, 0, 0}},
		{POLICY_GATE_PAPERS, {1, 1, 1, 0}},
		{POLICY_LABEL_TITLE, {0, 0, 1, 1}},
		{POLICY_TRAINING_MAX_AGE, {365, 365, 365, 365}},
		{POLICY_TRAINING_HOURS, {4, 4, 4, 4}},
		{POLICY_APPROVAL_DAYS, {30, 30, 30, 30}},
		{POLICY_APPROVAL_USES, {1, 1, 1, 1}},
		{POLICY_CLOSE_OF_BUSINESS, {1050, 1050, 1050, 1050}},
		{POLICY_ROLE_ACK, {1, 1, 1, 1}},
		{POLICY_UNIT_HEAD_SIGNS, {1, 1, 1, 1}},
		{POLICY_BLOCK_IF_OVERDUE, {0, 0, 0, 0}},
		{POLICY_DOOR_SESSION_S, {30, 30, 30, 30}},
		{POLICY_VETTING_YEARS_CORE, {1, 1, 1, 1}},
		{POLICY_VETTING_YEARS_IMPORTANT, {3, 3, 3, 3}},
		{POLICY_VETTING_YEARS_GENERAL, {5, 5, 5, 5}},
	};
	static const enum policy_key warning[] = {
		POLICY_TRAINING_AGE_MODE,
		POLICY_TRAINING_HOURS_MODE,
		POLICY_PLEDGE_AGE_MODE,
		POLICY_VETTING_MODE,
	};
	struct policy p;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		check_numbers(rows[i].key, rows[i].expected);
	policy_defaults(&p);
	CU_ASSERT_EQUAL(p.version, 0);
	for (size_t i = 0; i < ARRAY_LEN(warning); i++)
		CU_ASSERT_EQUAL(policy_mode(&p, warning[i]), POLICY_WARN);
}

static void approvers_are_the_rule_table(void)
{
	static const struct {
		enum policy_key key;
		const char *expected[LEVEL_COUNT]; /* 绝密 first */
	} rows[] = {
		{POLICY_LEND_APPROVERS,
		 {"leader_in_charge,section_chief",
		  "leader_in_charge,section_chief", "leader_in_charge",
		  "section_chief", ""}},
		{POLICY_SCOPE_SET_ROLES,
		 {"office_head,leader_in_charge",
		  "office_head,leader_in_charge",
		  "office_head,leader_in_charge", "office_head",
		  "office_head"}},
		{POLICY_SCOPE_WIDEN_ROLE,
		 {"unit_head", "unit_head", "unit_head", "section_chief",
		  "section_chief"}},
	};
	struct policy p;

	policy_defaults(&p);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		for (int j = 0; j < LEVEL_COUNT; j++)
			CU_ASSERT_STRING_EQUAL(
				policy_word(&p, rows[i].key,
					    (enum level)(LEVEL_TOP_SECRET - j)),
				rows[i].expected[j]);
}

/* Each row shows a source, and every default can be typed as it is shown. */
static void every_line_can_be_typed(void)
{
	struct policy_line line, after;
	size_t n = 0, floors = 0;

	for (;; n++) {
		struct policy p;

		policy_defaults(&p);
		if (!policy_line(&p, n, &line))
			break;
		CU_ASSERT_STRING_EQUAL(line.value, line.standard);
		CU_ASSERT_TRUE(line.zh &&
			       str_is_utf8(line.zh, strlen(line.zh)) &&
			       strlen(line.zh) > 6);
		CU_ASSERT_TRUE(strlen(line.mark) == 1 &&
			       strchr("LSPX", line.mark[0]));
		CU_ASSERT_TRUE(strlen(line.source) > 6);
		floors += line.floor[0] != '\0';
		/* A floor is never our own idea. */
		CU_ASSERT_TRUE(!line.floor[0] || strchr("LS", line.mark[0]));
		memset(p.value, 0x55, sizeof(p.value));
		if (set(&p, line.name, line.value, NULL) != 0) {
			printf("%s = %s\n", line.name, line.value);
			CU_FAIL("a default that cannot be set");
			continue;
		}
		/* Only the line that was set can be shown from here on. */
		policy_line(&p, n, &after);
		CU_ASSERT_STRING_EQUAL(after.value, line.value);
	}
	CU_ASSERT_TRUE(n > POLICY_KEY_COUNT);
	CU_ASSERT_EQUAL(floors, 14);
}

static void names_are_unique_and_ordered(void)
{
	struct policy_line a, b;
	struct policy p;

	policy_defaults(&p);
	CU_ASSERT_TRUE(policy_line(&p, 0, &a));
	CU_ASSERT_STRING_EQUAL(a.name, "close-of-business");
	CU_ASSERT_STRING_EQUAL(a.value, "17:30");
	CU_ASSERT_TRUE(policy_line(&p, 1, &a));
	CU_ASSERT_STRING_EQUAL(a.name, "lend.days.top_secret");
	CU_ASSERT_TRUE(policy_line(&p, 10, &a));
	CU_ASSERT_STRING_EQUAL(a.name, "lend.approvers.public");
	CU_ASSERT_STRING_EQUAL(a.value, "none");
	for (size_t i = 0; policy_line(&p, i, &a); i++)
		for (size_t j = 0; j < i; j++) {
			policy_line(&p, j, &b);
			CU_ASSERT_STRING_NOT_EQUAL(a.name, b.name);
		}
}

static void values_are_set(void)
{
	enum reason reason = E_SLOT;
	struct policy p;

	policy_defaults(&p);
	CU_ASSERT_EQUAL(set(&p, "lend.days.secret", "5", &reason), 0);
	CU_ASSERT_EQUAL(reason, REASON_OK);
	CU_ASSERT_EQUAL(policy_int(&p, POLICY_LEND_DAYS, LEVEL_SECRET), 5);
	CU_ASSERT_EQUAL(policy_int(&p, POLICY_LEND_DAYS, LEVEL_CONFIDENTIAL),
			7);
	CU_ASSERT_EQUAL(set(&p, "close-of-business", "09:05", NULL), 0);
	CU_ASSERT_EQUAL(policy_int(&p, POLICY_CLOSE_OF_BUSINESS, LEVEL_SECRET),
			545);
	CU_ASSERT_EQUAL(set(&p, "training.age-mode", "refuse", NULL), 0);
	CU_ASSERT_EQUAL(policy_mode(&p, POLICY_TRAINING_AGE_MODE),
			POLICY_REFUSE);
	CU_ASSERT_EQUAL(set(&p, "lend.reading-room-only.secret", "yes", NULL),
			0);
	CU_ASSERT_TRUE(policy_flag(&p, POLICY_LEND_ROOM, LEVEL_SECRET));
	CU_ASSERT_EQUAL(set(&p, "lend.approvers.secret", "unit_head", NULL), 0);
	CU_ASSERT_STRING_EQUAL(
		policy_word(&p, POLICY_LEND_APPROVERS, LEVEL_SECRET),
		"unit_head");
	CU_ASSERT_EQUAL(set(&p, "lend.approvers.internal", "none", NULL), 0);
	CU_ASSERT_STRING_EQUAL(
		policy_word(&p, POLICY_LEND_APPROVERS, LEVEL_INTERNAL), "");
}

static void bad_values_say_what_was_expected(void)
{
	static const struct {
		const char *name, *value, *says;
	} bad[] = {
		{"lend.days.secret", "three", "number from 0 to 366"},
		{"lend.days.secret", "-1", "number from 0 to 366"},
		{"lend.days.secret", "367", "number from 0 to 366"},
		{"lend.days.secret", "", "number from"},
		{"lend.days.secret", NULL, "number from"},
		{"lend.staff.secret", "3", "from 1 to 2"},
		{"close-of-business", "24:00", "17:30"},
		{"close-of-business", "17:60", "17:30"},
		{"close-of-business", "7:30", "17:30"},
		{"close-of-business", "-1:30", "17:30"},
		{"close-of-business", "17:3a", "17:30"},
		{"role.acknowledge", "true", "yes or no"},
		{"vetting.mode", "allow", "refuse or warn"},
		{"lend.approvers.secret", "boss", "\"boss\""},
		{"lend.approvers.secret", "unit_head,", "\"\""},
		{"lend.approvers.secret", "unit_head, reader", "\" reader\""},
		{"lend.approvers.secret", "sysadmin", "\"sysadmin\""},
		{"lend.approvers.secret", "system", "\"system\""},
		{"lend.approvers.secret", "unit_head,unit_head", "twice"},
		{"lend.approvers.secret",
		 "registry_clerk,custodian,second_clerk,reader,handler,office_"
		 "head",
		 "longer than 63"},
		{"lend.day.secret", "3", "did you mean lend.days.secret?"},
		{"lend.days.secert", "3", "did you mean lend.days.secret?"},
		{"close-of-busines", "17:00", "mean close-of-business?"},
		{"lend.days", "3", "lend.days.top_secret"},
		{"lend.days.", "3", "no setting"},
		{"lend.days.秘密", "3", "mean lend.days.confidential?"},
		{"close-of-business.secret", "17:00", "one for all levels"},
		{"colour-of-the-cabinet", "red", "no setting"},
		{"", "1", "no setting"},
	};
	struct policy p, before;

	policy_defaults(&p);
	before = p;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		enum reason reason = E_SLOT;
		struct err e = ERR_INIT;

		CU_ASSERT_EQUAL(
			policy_set(&p, bad[i].name, bad[i].value, &reason, &e),
			ERR_USAGE);
		CU_ASSERT_EQUAL(reason, REASON_OK);
		if (!strstr(e.msg, bad[i].says)) {
			printf("%s: %s\n", bad[i].name, e.msg);
			CU_FAIL("no help in the message");
		}
		CU_ASSERT_EQUAL(memcmp(&p, &before, sizeof(p)), 0);
	}
	CU_ASSERT_EQUAL(policy_set(&p, "nothing", "1", NULL, NULL), ERR_USAGE);
}

static void law_has_floors(void)
{
	static const struct {
		const char *name, *value;
	} below[] = {
		{"transmit.staff.top_secret", "1"},
		{"lend.reading-room-only.top_secret", "no"},
		{"leg.reading-room-only.top_secret", "no"},
		{"knowledge-record.top_secret", "no"},
		{"knowledge-record.secret", "no"},
		{"gate.papers.top_secret", "no"},
		{"gate.papers.secret", "no"},
		{"gate.papers.confidential", "no"},
		{"scope.widen-role.top_secret", "none"},
		{"scope.widen-role.secret", "none"},
		{"scope.widen-role.confidential", "none"},
		{"lend.approvers.top_secret", "none"},
		{"lend.approvers.secret", ""},
		{"lend.approvers.confidential", "none"},
	};
	/* Practice and our own defaults, also for 绝密, are the unit's. */
	static const struct {
		const char *name, *value;
	} free_to_set[] = {
		{"lend.staff.top_secret", "1"},
		{"lend.renewals.top_secret", "1"},
		{"retain.days.top_secret", "1"},
		{"knowledge-record.confidential", "yes"},
		{"gate.papers.internal", "yes"},
		{"lend.approvers.top_secret", "unit_head"},
		{"scope.widen-role.secret", "leader_in_charge"},
		{"lend.reading-room-only.top_secret", "yes"},
		{"transmit.staff.secret", "2"},
	};
	struct policy p, before;

	policy_defaults(&p);
	before = p;
	for (size_t i = 0; i < ARRAY_LEN(below); i++) {
		enum reason reason = REASON_OK;

		CU_ASSERT_EQUAL(set(&p, below[i].name, below[i].value, &reason),
				ERR_REFUSED);
		CU_ASSERT_EQUAL(reason, E_POLICY_FLOOR);
		CU_ASSERT_EQUAL(memcmp(&p, &before, sizeof(p)), 0);
	}
	for (size_t i = 0; i < ARRAY_LEN(free_to_set); i++)
		CU_ASSERT_EQUAL(set(&p, free_to_set[i].name,
				    free_to_set[i].value, NULL),
				0);
}

/* What the refusal says: the floor and whose it is. */
static void floors_name_the_law(void)
{
	struct err e = ERR_INIT;
	struct policy_line line;
	struct policy p;

	policy_defaults(&p);
	CU_ASSERT_EQUAL(
		policy_set(&p, "transmit.staff.top_secret", "1", NULL, &e),
		ERR_REFUSED);
	CU_ASSERT_PTR_NOT_NULL(strstr(e.msg, "29(2)"));
	CU_ASSERT_PTR_NOT_NULL(strstr(e.msg, "at least 2"));
	for (size_t i = 0; policy_line(&p, i, &line); i++)
		if (str_eq(line.name, "transmit.staff.top_secret")) {
			CU_ASSERT_STRING_EQUAL(line.floor, "at least 2");
			CU_ASSERT_STRING_EQUAL(line.mark, "L");
		}
}

/* Every role list of the defaults names roles that exist. */
static void default_roles_exist(void)
{
	for (size_t k = 0; k < POLICY_KEY_COUNT; k++)
		for (size_t l = 0; l < LEVEL_COUNT; l++) {
			const char *word = policy_rows[k].standard[l].word;
			unsigned commas = 0;

			if (policy_forms[k].kind != POLICY_WORD)
				continue;
			for (const char *c = word; *c; c++)
				commas += *c == ',';
			CU_ASSERT_EQUAL(
				(unsigned)__builtin_popcount(roles_parse(word)),
				*word ? commas + 1 : 0);
		}
}

static const struct suite_test tests[] = {
	{"defaults are the rule table", defaults_are_the_rule_table},
	{"approvers are the rule table", approvers_are_the_rule_table},
	{"every line can be typed", every_line_can_be_typed},
	{"names are unique and ordered", names_are_unique_and_ordered},
	{"values are set", values_are_set},
	{"bad values say what was expected", bad_values_say_what_was_expected},
	{"the law has floors", law_has_floors},
	{"floors name the law", floors_name_the_law},
	{"default roles exist", default_roles_exist},
};
SUITE_MAIN("policy", tests)
