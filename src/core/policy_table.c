/* policy_table.c: each setting's default, where it comes from, and where the
 * law draws a floor. Data only.
 *
 * A floor stands where the law itself says so (L), and for who approves the
 * loan of a state secret, which may change hands but never fall away. Loan and
 * retention days, renewals and staff at the counter are practice or our own
 * choice, also for 绝密: a unit may set them otherwise and answers for it.
 */
#include "core/policy_table.h"
#include "core/sources.h"

enum { PER_ONE = false, PER_LEVEL = true };

const struct policy_form policy_forms[POLICY_KEY_COUNT] = {
#define X(id, name, kind, per) [POLICY_##id] = {name, POLICY_##kind, PER_##per},
	POLICY_KEYS(X)
#undef X
};

#define OWN(n)                                                                 \
	{                                                                      \
		n, NULL, "X", OWN_DEFAULT, false                               \
	}
#define HABIT(n, what)                                                         \
	{                                                                      \
		n, NULL, "P", PRACTICE(what), false                            \
	}
#define LAWFUL(n, source)                                                      \
	{                                                                      \
		n, NULL, "L", source, false                                    \
	}
#define FLOOR(n, source)                                                       \
	{                                                                      \
		n, NULL, "L", source, true                                     \
	}
#define OWN_WORD(w)                                                            \
	{                                                                      \
		0, w, "X", OWN_DEFAULT, false                                  \
	}
#define HOUSE_WORD(w, source)                                                  \
	{                                                                      \
		0, w, "S", source, false                                       \
	}
#define HOUSE_FLOOR_WORD(w, source)                                            \
	{                                                                      \
		0, w, "S", source, true                                        \
	}
#define LAW_FLOOR_WORD(w, source)                                              \
	{                                                                      \
		0, w, "L", source, true                                        \
	}

#define LEVELS(ts, s, c, i, p)                                                 \
	{                                                                      \
		[LEVEL_TOP_SECRET] = ts, [LEVEL_SECRET] = s,                   \
		[LEVEL_CONFIDENTIAL] = c, [LEVEL_INTERNAL] = i,                \
		[LEVEL_PUBLIC] = p,                                            \
	}
#define ONE(cell)                                                              \
	{                                                                      \
		cell                                                           \
	}

/* Two for 绝密 by analogy with the law on carrying it (条例 Art 29(2)). */
#define STAFF	 LEVELS(OWN(2), OWN(1), OWN(1), OWN(1), OWN(1))
#define SAME_DAY HABIT(0, "涉密文件当天交还")
#define TWO_APPROVE                                                            \
	HOUSE_FLOOR_WORD("leader_in_charge,section_chief",                     \
			 HOUSE_FLOW "; " HOUSE_CODE)
#define SET_RANGE HOUSE_WORD("office_head,leader_in_charge", HOUSE_FLOW)
#define WIDEN	  LAW_FLOOR_WORD("unit_head", LAW("21"))

enum { A_YEAR = 366, TEN_YEARS = 3660 };

const struct policy_row policy_rows[POLICY_KEY_COUNT] = {
	[POLICY_CLOSE_OF_BUSINESS] = {"下班时间",
				      .standard = ONE(OWN(17 * 60 + 30))},
	[POLICY_LEND_DAYS] = {"借阅期限：工作日，0为当天", 0, A_YEAR,
			      LEVELS(HABIT(0, "绝密件阅后当天交还"),
				     HABIT(3, "借阅不超过三天"),
				     HABIT(7, "借阅不超过七天"), OWN(15),
				     OWN(15))},
	[POLICY_LEND_APPROVERS] = {"借阅由谁审批",
				   .standard = LEVELS(
					   TWO_APPROVE, TWO_APPROVE,
					   HOUSE_FLOOR_WORD("leader_in_charge",
							    HOUSE_FLOW),
					   OWN_WORD("section_chief"),
					   OWN_WORD(""))},
	[POLICY_LEND_STAFF] = {"借出须几名经办人", 1, 2, STAFF},
	[POLICY_LEND_ROOM] = {"只限在阅文室借阅",
			      .standard = LEVELS(FLOOR(1, REGULATION("29(3)")),
						 LAWFUL(0, REGULATION("27(4)")),
						 LAWFUL(0, REGULATION("27(4)")),
						 OWN(0), OWN(0))},
	[POLICY_LEND_RENEWALS] = {"可续借次数", 0, 99,
				  LEVELS(HABIT(0, "绝密件阅后当天交还"), OWN(1),
					 HABIT(1, "续借一次"), OWN(2), OWN(2))},
	[POLICY_LEND_RENEW_DAYS] = {"每次续借期限：工作日", 0, A_YEAR,
				    LEVELS(HABIT(0, "绝密件阅后当天交还"),
					   OWN(3), HABIT(5, "续借不超过五天"),
					   OWN(15), OWN(15))},
	[POLICY_LEG_DAYS] = {"送阅期限：工作日，0为当天", 0, A_YEAR,
			     LEVELS(HABIT(0, "绝密件阅后当天交还"), SAME_DAY,
				    SAME_DAY, OWN(5), OWN(5))},
	[POLICY_LEG_STAFF] = {"送阅须几名经办人", 1, 2, STAFF},
	[POLICY_LEG_ROOM] = {"只限在阅文室送阅",
			     .standard = LEVELS(FLOOR(1, REGULATION("29(3)")),
						LAWFUL(0, REGULATION("27(4)")),
						LAWFUL(0, REGULATION("27(4)")),
						OWN(0), OWN(0))},
	[POLICY_RETAIN_DAYS] = {"留阅期限：工作日，-1为不得留阅", -1, A_YEAR,
				LEVELS(HABIT(-1, "绝密件阅后当天交还"), OWN(3),
				       OWN(5), OWN(5), OWN(5))},
	[POLICY_RECEIVE_STAFF] = {"收文须几名经办人", 1, 2, STAFF},
	[POLICY_UNSHELVE_STAFF] = {"出柜须几名经办人", 1, 2, STAFF},
	[POLICY_CHECK_IN_STAFF] = {"收回须几名经办人，不足只提醒", 1, 2, STAFF},
	[POLICY_SCOPE_WIDEN_ROLE] = {"由谁批准扩大知悉范围",
				     .standard =
					     LEVELS(WIDEN, WIDEN, WIDEN,
						    OWN_WORD("section_chief"),
						    OWN_WORD("section_chief"))},
	[POLICY_SCOPE_SET_ROLES] = {"由谁确定传阅范围",
				    .standard =
					    LEVELS(SET_RANGE, SET_RANGE,
						   SET_RANGE,
						   OWN_WORD("office_head"),
						   OWN_WORD("office_head"))},
	[POLICY_KNOWLEDGE_RECORD] = {"记录知悉人员",
				     .standard =
					     LEVELS(FLOOR(1, REGULATION("20")),
						    FLOOR(1, REGULATION("20")),
						    OWN(0), OWN(0), OWN(0))},
	[POLICY_GATE_PAPERS] = {"出柜前查培训和承诺书",
				.standard = LEVELS(FLOOR(1, LAW("43")),
						   FLOOR(1, LAW("43")),
						   FLOOR(1, LAW("43")), OWN(0),
						   OWN(0))},
	[POLICY_TRAINING_MAX_AGE] = {"培训有效天数", 1, TEN_YEARS,
				     ONE(HABIT(365, "每年培训"))},
	[POLICY_TRAINING_AGE_MODE] = {"培训过期",
				      .standard = ONE(
					      HABIT(POLICY_WARN, "每年培训"))},
	[POLICY_TRAINING_HOURS] = {"每年培训学时", 0, 1000,
				   ONE(HABIT(4, "每年四学时"))},
	[POLICY_TRAINING_HOURS_MODE] = {"培训学时不足",
					.standard = ONE(HABIT(POLICY_WARN,
							      "每年四学时"))},
	[POLICY_PLEDGE_MAX_AGE] = {"承诺书有效天数，0为长期", 0, TEN_YEARS,
				   ONE(OWN(0))},
	[POLICY_PLEDGE_AGE_MODE] = {"承诺书过期",
				    .standard = ONE(OWN(POLICY_WARN))},
	[POLICY_VETTING_YEARS_CORE] = {"核心涉密人员几年一复审", 1, 99,
				       ONE(HABIT(1, "核心人员每年复审"))},
	[POLICY_VETTING_YEARS_IMPORTANT] = {"重要涉密人员几年一复审", 1, 99,
					    ONE(HABIT(3, "重要人员三年复审"))},
	[POLICY_VETTING_YEARS_GENERAL] = {"一般涉密人员几年一复审", 1, 99,
					  ONE(HABIT(5, "一般人员五年复审"))},
	[POLICY_VETTING_MODE] = {"复审过期", .standard = ONE(HABIT(
						     POLICY_WARN, "定期复审"))},
	[POLICY_BLOCK_IF_OVERDUE] = {"有逾期未还的不再借出",
				     .standard = ONE(OWN(0))},
	[POLICY_UNIT_HEAD_SIGNS] = {"主要负责人可代主管领导签批",
				    .standard = ONE(OWN(1))},
	[POLICY_APPROVAL_DAYS] = {"审批单有效天数", 1, TEN_YEARS, ONE(OWN(30))},
	[POLICY_APPROVAL_USES] = {"审批单可用次数", 1, 1000, ONE(OWN(1))},
	[POLICY_TRANSMIT_STAFF] = {"传递须几人", 1, 2,
				   LEVELS(FLOOR(2, REGULATION("29(2)")), OWN(1),
					  OWN(1), OWN(1), OWN(1))},
	[POLICY_LABEL_TITLE] = {"标签上印标题",
				.standard = LEVELS(OWN(0), OWN(0), OWN(1),
						   OWN(1), OWN(1))},
	[POLICY_ROLE_ACK] = {"授予角色须另一人确认", .standard = ONE(OWN(1))},
	[POLICY_DOOR_SESSION_S] = {"柜门刷证时限：秒", 5, 600, ONE(OWN(30))},
};
