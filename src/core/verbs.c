/* verbs.c: the table of verbs. One row a verb: who may run it, its arguments,
 * its words. No behaviour lives here. */
#include "core/verbs.h"

#include "base/str.h"
#include "core/role.h"

#define REQ	ARG_REQUIRED
#define POS	ARG_POSITION
#define REQ_POS (ARG_REQUIRED | ARG_POSITION)

#define CLERK ROLE_BIT(REGISTRY_CLERK)
/* Those who may enter a statement of fact. */
#define FACTS (ROLES_STAFF | ROLE_BIT(SECRECY_OFFICE))
#define ANY   (~0U)

/* Laid out by hand, as a table. */
/* clang-format off */
/* Arguments shared by several rows. */
#define A_SECOND                                                               \
	{                                                                      \
		"second", ARG_PERSON, 0, NULL, "第二经办人", "second clerk"    \
	}
#define A_PERSON_FACTS                                                         \
	{"name", ARG_TEXT, 0, NULL, "姓名", "name"},                           \
		{"unit", ARG_WORD, 0, NULL, "部门", "department"},             \
		{"post", ARG_TEXT, 0, NULL, "职务", "job title"},              \
		{"clearance", ARG_CLEARANCE, 0, NULL, "涉密等级",              \
		 "clearance: none, general, important, core"},                 \
		{"office", ARG_PLACE, 0, NULL, "办公地点",                     \
		 "place where he reads"},                                      \
		{"pledge", ARG_DATE, 0, NULL, "保密承诺书签订日期",            \
		 "day the pledge was signed"},                                 \
		{"vetted", ARG_DATE, 0, NULL, "审查日期",                      \
		 "day of the last vetting"},                                   \
		{"trained", ARG_DATE, 0, NULL, "最近培训日期",                 \
		 "day of the last training"},                                  \
		{"examined", ARG_FLAG, 0, NULL, "考核合格",                    \
		 "passed the examination"}

static const struct verb verbs[VERB_COUNT] = {
[VERB_INIT] = {VERB_INIT, "init", ANY, 0, "建立登记系统",
	"begin a register: the station and its three administrators",
	{{"station", ARG_ID, REQ_POS, NULL, "机要室代码，五位",
	  "registry code, five of A-Z 0-9"},
	 {"unit", ARG_TEXT, REQ, NULL, "单位名称", "name of the unit"},
	 {"sysadmin", ARG_ID, REQ, NULL, "系统管理员编号", "id of the system administrator"},
	 {"sysadmin-name", ARG_TEXT, 0, NULL, "系统管理员姓名", "his name"},
	 {"secadmin", ARG_ID, REQ, NULL, "安全保密管理员编号", "id of the security administrator"},
	 {"secadmin-name", ARG_TEXT, 0, NULL, "安全保密管理员姓名", "his name"},
	 {"auditor", ARG_ID, REQ, NULL, "安全审计员编号", "id of the security auditor"},
	 {"auditor-name", ARG_TEXT, 0, NULL, "安全审计员姓名", "his name"},
	 {"zone", ARG_WORD, 0, NULL, "时区，默认 +08:00", "offset from UTC, +08:00 unless told"},
	 {"test", ARG_FLAG, 0, NULL, "测试登记册，可设定时钟", "a test: its clock may be set"}}},
[VERB_PERSON_ADD] = {VERB_PERSON_ADD, "person-add", ROLE_BIT(SECADMIN), 0,
	"登记人员", "enter a person",
	{{"person", ARG_ID, REQ_POS, NULL, "人员编号", "new person id"},
	 A_PERSON_FACTS}},
[VERB_PERSON_SET] = {VERB_PERSON_SET, "person-set", ROLE_BIT(SECADMIN), 0,
	"变更人员资料", "change what is known of a person",
	{{"person", ARG_PERSON, REQ_POS, NULL, "人员", "person"},
	 A_PERSON_FACTS,
	 {"status", ARG_ENUM, 0, "active|off_post|left", "在岗、离岗、离职",
	  "active, off_post (also in the cooling-off period), left"}}},
[VERB_ROLE_GRANT] = {VERB_ROLE_GRANT, "role-grant", ROLE_BIT(SECADMIN), 0,
	"授予角色（审计员确认后生效）",
	"grant a role; it holds once the auditor has acknowledged it",
	{{"person", ARG_PERSON, REQ_POS, NULL, "人员", "person"},
	 {"role", ARG_ROLE, REQ_POS, NULL, "角色", "role"}}},
[VERB_ROLE_WITHDRAW] = {VERB_ROLE_WITHDRAW, "role-withdraw",
	ROLE_BIT(SECADMIN), 0, "撤销角色", "withdraw a role, at once",
	{{"person", ARG_PERSON, REQ_POS, NULL, "人员", "person"},
	 {"role", ARG_ROLE, REQ_POS, NULL, "角色", "role"}}},
[VERB_ROLE_ACKNOWLEDGE] = {VERB_ROLE_ACKNOWLEDGE, "role-acknowledge",
	ROLE_BIT(AUDITOR), 0, "确认角色变更", "acknowledge a granted role",
	{{"person", ARG_PERSON, REQ_POS, NULL, "人员", "person"},
	 {"role", ARG_ROLE, REQ_POS, NULL, "角色", "role"}}},
[VERB_TRAINING_ADD] = {VERB_TRAINING_ADD, "training-add",
	ROLE_BIT(SECADMIN) | ROLE_BIT(TRAINER), 0, "登记培训",
	"enter a training",
	{{"person", ARG_PERSON, REQ_POS, NULL, "人员", "person"},
	 {"on", ARG_DATE, REQ, NULL, "培训日期", "day"},
	 {"hours", ARG_INT, 0, NULL, "学时", "hours"},
	 {"passed", ARG_FLAG, 0, NULL, "考核合格", "examination passed"},
	 {"content", ARG_TEXT, 0, NULL, "内容", "what it was about"}}},
[VERB_BADGE_ENROL] = {VERB_BADGE_ENROL, "badge-enrol", ROLE_BIT(SECADMIN), 0,
	"登记门禁卡", "enrol a badge",
	{{"uid", ARG_UID, REQ_POS, NULL, "卡号", "badge UID"},
	 {"person", ARG_PERSON, REQ_POS, NULL, "人员", "person"}}},
[VERB_BADGE_REVOKE] = {VERB_BADGE_REVOKE, "badge-revoke",
	ROLE_BIT(SECADMIN), 0, "注销门禁卡", "revoke a badge, at once",
	{{"uid", ARG_UID, REQ_POS, NULL, "卡号", "badge UID"}}},
[VERB_CALENDAR_SET] = {VERB_CALENDAR_SET, "calendar-set",
	ROLE_BIT(SYSADMIN) | ROLE_BIT(SECADMIN), 0, "录入年度工作日历",
	"enter a year's working days",
	{{"year", ARG_INT, REQ_POS, NULL, "年份", "year"},
	 {"closed", ARG_DAYS, 0, NULL, "周末之外的放假日", "closed days besides weekends"},
	 {"worked", ARG_DAYS, 0, NULL, "调休上班日", "weekend days that are worked"},
	 {"source", ARG_TEXT, 0, NULL, "依据", "the notice it is taken from"}}},
[VERB_POLICY_SET] = {VERB_POLICY_SET, "policy-set", ROLE_BIT(SECADMIN), 0,
	"变更规则设置", "change a setting of the rule table",
	{{"setting", ARG_WORD, REQ_POS, NULL, "设置项", "setting, as policy show names it"},
	 {"value", ARG_WORD, REQ_POS, NULL, "取值", "value"}}},
[VERB_PLACE_ADD] = {VERB_PLACE_ADD, "place-add",
	ROLE_BIT(SYSADMIN) | ROLE_BIT(SECADMIN), 0, "登记场所", "enter a place",
	{{"place", ARG_ID, REQ_POS, NULL, "场所代码", "new place id"},
	 {"name", ARG_TEXT, 0, NULL, "名称", "name"},
	 {"kind", ARG_ENUM, REQ, "registry|reading_room|office|copy_room|outside",
	  "类别", "kind"},
	 {"level", ARG_LEVEL, 0, NULL, "可阅最高密级", "highest level that may be read there"}}},
[VERB_CABINET_ADD] = {VERB_CABINET_ADD, "cabinet-add",
	ROLE_BIT(SYSADMIN) | ROLE_BIT(SECADMIN), 0, "登记保密柜", "enter a cabinet",
	{{"cabinet", ARG_ID, REQ_POS, NULL, "柜号", "new cabinet id"},
	 {"name", ARG_TEXT, 0, NULL, "名称", "name"},
	 {"place", ARG_PLACE, REQ, NULL, "所在场所", "place where it stands"},
	 {"kind", ARG_ENUM, REQ, "plain|iron|combination|dual_lock", "类别", "kind"},
	 {"level", ARG_LEVEL, REQ, NULL, "可存最高密级", "highest level allowed in it"},
	 {"non-secret", ARG_FLAG, 0, NULL, "非涉密柜", "for non-secret files only"},
	 {"keeper", ARG_PERSON, 0, NULL, "保管员", "keeper"}}},
[VERB_DOOR_ADD] = {VERB_DOOR_ADD, "door-add",
	ROLE_BIT(SYSADMIN) | ROLE_BIT(SECADMIN), 0, "登记柜门读卡器",
	"say which cabinet's door a reader stands at",
	{{"door", ARG_ID, REQ_POS, NULL, "读卡器名称", "reader's name"},
	 {"cabinet", ARG_CABINET, REQ, NULL, "柜", "cabinet"},
	 {"feedback", ARG_ENUM, 0, "page|led|none", "提示方式", "how it shows its answer"}}},
[VERB_RECEIVE] = {VERB_RECEIVE, "receive", CLERK, 0, "收文登记",
	"receive a document's copies: count, number, register",
	{{"doc-no", ARG_WORD, 0, NULL, "发文字号", "document number"},
	 {"title", ARG_TEXT, 0, NULL, "标题", "title"},
	 {"issuer", ARG_TEXT, 0, NULL, "来文机关", "issuing body"},
	 {"mark", ARG_MARK, REQ, NULL, "密级和保密期限", "secrecy mark as printed"},
	 {"issue-date", ARG_DATE, 0, NULL, "成文日期", "date of the document"},
	 {"copy-no", ARG_COPY_NOS, REQ, NULL, "份号，六位，可列多个",
	  "copy numbers, six digits: 000012,000013 or 000012-000015; none"},
	 {"pages", ARG_INT, 0, NULL, "页数（应有）", "pages stated"},
	 {"counted", ARG_INT, 0, NULL, "页数（实点）", "pages counted"},
	 {"category", ARG_ENUM, 0, "state|work|trade|internal|privacy", "类别", "category"},
	 {"urgency", ARG_ENUM, 0, "normal|urgent|extra_urgent|平件|加急|特急", "紧急程度", "urgency"},
	 {"origin", ARG_ENUM, 0, "received|own", "来源", "received (default) or own"},
	 {"must-return", ARG_FLAG, 0, NULL, "须清退", "must be returned to the issuer"},
	 {"no-widen", ARG_FLAG, 0, NULL, "不得扩大知悉范围", "issuer forbids widening the scope"},
	 {"copying", ARG_FLAG, 0, NULL, "制发机关准予复制", "issuer permits copying"},
	 {"as-printed", ARG_FLAG, 0, NULL, "按原件标注接收", "take a term above the cap as printed"},
	 {"basis", ARG_TEXT, 0, NULL, "特别依据", "special basis of a longer term"},
	 A_SECOND}},
[VERB_AMEND] = {VERB_AMEND, "amend", CLERK, 0, "更正收文登记（首次流转前）",
	"mend a receipt before the copy's first movement",
	{{"copy", ARG_COPY, REQ_POS, NULL, "文件份", "copy"},
	 {"doc-no", ARG_WORD, 0, NULL, "发文字号", "document number"},
	 {"title", ARG_TEXT, 0, NULL, "标题", "title"},
	 {"issuer", ARG_TEXT, 0, NULL, "来文机关", "issuing body"},
	 {"mark", ARG_MARK, 0, NULL, "密级和保密期限", "secrecy mark as printed"},
	 {"issue-date", ARG_DATE, 0, NULL, "成文日期", "date of the document"},
	 {"copy-no", ARG_COPY_NOS, 0, NULL, "份号", "copy number"},
	 {"pages", ARG_INT, 0, NULL, "页数（应有）", "pages stated"},
	 {"counted", ARG_INT, 0, NULL, "页数（实点）", "pages counted"},
	 {"as-printed", ARG_FLAG, 0, NULL, "按原件标注接收", "take a term above the cap as printed"},
	 {"basis", ARG_TEXT, 0, NULL, "特别依据", "special basis of a longer term"}}},
[VERB_SHELVE] = {VERB_SHELVE, "shelve", ROLES_STAFF, 0, "入柜", "put a copy in its slot",
	{{"copy", ARG_COPY, REQ_POS, NULL, "文件份", "copy"},
	 {"slot", ARG_SLOT, POS, NULL, "格位（首次入柜时必填）",
	  "slot; needed the first time, then its home slot"},
	 A_SECOND}},
[VERB_UNSHELVE] = {VERB_UNSHELVE, "unshelve", ROLES_STAFF, 0, "出柜到柜台",
	"take a copy from the cabinet to the counter",
	{{"copy", ARG_COPY, REQ_POS, NULL, "文件份", "copy"}, A_SECOND}},
[VERB_SCOPE_SET] = {VERB_SCOPE_SET, "scope-set",
	ROLE_BIT(OFFICE_HEAD) | ROLE_BIT(LEADER_IN_CHARGE) | ROLE_BIT(UNIT_HEAD), 0,
	"确定知悉范围", "set who may know a document",
	{{"document", ARG_DOCUMENT, REQ_POS, NULL, "文件", "document"},
	 {"persons", ARG_PERSONS, REQ, NULL, "人员名单", "persons, P04,P05"},
	 {"basis", ARG_TEXT, 0, NULL, "依据", "basis"}}},
[VERB_SCOPE_WIDEN] = {VERB_SCOPE_WIDEN, "scope-widen",
	ROLE_BIT(OFFICE_HEAD) | ROLE_BIT(LEADER_IN_CHARGE) |
		ROLE_BIT(UNIT_HEAD) | ROLE_BIT(SECTION_CHIEF), 0,
	"扩大知悉范围", "widen who may know a document",
	{{"document", ARG_DOCUMENT, REQ_POS, NULL, "文件", "document"},
	 {"persons", ARG_PERSONS, REQ, NULL, "新增人员", "persons to add"},
	 {"basis", ARG_TEXT, REQ, NULL, "理由", "reason"},
	 {"letter", ARG_WORD, 0, NULL, "制发机关同意函号", "issuer's letter of consent"}}},
[VERB_ROUTE_SET] = {VERB_ROUTE_SET, "route-set",
	ROLE_BIT(OFFICE_HEAD) | ROLE_BIT(LEADER_IN_CHARGE) | ROLE_BIT(UNIT_HEAD), 0,
	"确定传阅范围和次序", "set the circulation range, in order",
	{{"document", ARG_DOCUMENT, REQ_POS, NULL, "文件", "document"},
	 {"persons", ARG_PERSONS, REQ, NULL, "阅件人次序", "readers in order"}}},
[VERB_SEND] = {VERB_SEND, "send", CLERK, VERB_OUT, "送阅",
	"send a copy to the next reader of its route",
	{{"copy", ARG_COPY, REQ_POS, NULL, "文件份", "copy"},
	 {"to", ARG_PERSON, REQ, NULL, "阅件人", "reader"},
	 {"place", ARG_PLACE, 0, NULL, "阅读地点", "where it is read"},
	 A_SECOND}},
[VERB_APPROVAL_REQUEST] = {VERB_APPROVAL_REQUEST, "approval-request", ANY, 0,
	"申请审批", "ask for an approval",
	{{"action", ARG_ENUM, REQ_POS, "lend|renew|learn",
	  "事项：借阅、续借、逐件批准知悉", "lend, renew, or learn (item by item)"},
	 {"document", ARG_DOCUMENT, 0, NULL, "文件", "document"},
	 {"copy", ARG_COPY, 0, NULL, "文件份", "copy"},
	 {"for", ARG_PERSON, 0, NULL, "申请人", "applicant; yourself unless told"},
	 {"purpose", ARG_TEXT, 0, NULL, "事由", "what for"},
	 {"place", ARG_PLACE, 0, NULL, "阅读地点", "where it is read"},
	 {"days", ARG_INT, 0, NULL, "有效天数", "days it is good for"},
	 {"uses", ARG_INT, 0, NULL, "可用次数", "how often it may be used"}}},
[VERB_APPROVAL_SIGN] = {VERB_APPROVAL_SIGN, "approval-sign",
	CLERK | ROLE_BIT(OFFICE_HEAD) | ROLE_BIT(SECTION_CHIEF) |
		ROLE_BIT(LEADER_IN_CHARGE) | ROLE_BIT(UNIT_HEAD), 0,
	"签批", "sign an approval, or enter a signature given on paper",
	{{"approval", ARG_APPROVAL, REQ_POS, NULL, "审批单", "approval"},
	 {"signatory", ARG_PERSON, 0, NULL, "签批人（纸质）", "who signed the paper"},
	 {"form", ARG_WORD, 0, NULL, "纸质单号", "number of the paper form"},
	 {"on", ARG_DATE, 0, NULL, "签批日期", "day of the signature on paper"},
	 {"kept", ARG_TEXT, 0, NULL, "存放处", "where the sheet is kept"}}},
[VERB_APPROVAL_REFUSE] = {VERB_APPROVAL_REFUSE, "approval-refuse",
	ROLE_BIT(OFFICE_HEAD) | ROLE_BIT(SECTION_CHIEF) |
		ROLE_BIT(LEADER_IN_CHARGE) | ROLE_BIT(UNIT_HEAD), 0,
	"不予批准", "refuse an approval",
	{{"approval", ARG_APPROVAL, REQ_POS, NULL, "审批单", "approval"}}},
[VERB_LEND] = {VERB_LEND, "lend", CLERK, VERB_OUT, "借出", "lend a copy",
	{{"copy", ARG_COPY, REQ_POS, NULL, "文件份", "copy"},
	 {"to", ARG_PERSON, REQ, NULL, "借阅人", "borrower"},
	 {"approval", ARG_APPROVAL, 0, NULL, "审批单", "approval; found by itself when there is one"},
	 {"place", ARG_PLACE, 0, NULL, "阅读地点", "where it is read"},
	 A_SECOND,
	 {"door", ARG_WORD, 0, NULL, "柜门", "door where it was tapped"}}},
[VERB_CHECK_IN] = {VERB_CHECK_IN, "check-in", FACTS, VERB_FACT, "收回",
	"take a copy back; never refused",
	{{"copy", ARG_COPY, REQ_POS, NULL, "文件份", "copy"},
	 {"by", ARG_PERSON, 0, NULL, "归还人", "who brought it; its holder unless told"},
	 {"returner-unknown", ARG_FLAG, 0, NULL, "归还人不明", "nobody's badge with it"},
	 {"pages", ARG_INT, 0, NULL, "清点页数", "pages counted"},
	 {"shelve", ARG_FLAG, 0, NULL, "同时入柜", "at its own cabinet: shelve it, too"},
	 A_SECOND,
	 {"door", ARG_WORD, 0, NULL, "柜门", "door where it was tapped"}}},
[VERB_RENEW] = {VERB_RENEW, "renew", CLERK, 0, "续借", "renew a loan",
	{{"copy", ARG_COPY, REQ_POS, NULL, "文件份", "copy"},
	 {"approval", ARG_APPROVAL, 0, NULL, "审批单", "approval"}}},
[VERB_TAG_BIND] = {VERB_TAG_BIND, "tag-bind", CLERK | ROLE_BIT(SECADMIN), 0,
	"绑定电子标签", "bind a tag to a copy",
	{{"copy", ARG_COPY, REQ_POS, NULL, "文件份", "copy"},
	 {"uid", ARG_UID, REQ_POS, NULL, "标签号", "tag UID"},
	 {"ident", ARG_WORD, 0, NULL, "标签标识", "identifier written on it"}}},
[VERB_TAG_RETIRE] = {VERB_TAG_RETIRE, "tag-retire",
	CLERK | ROLE_BIT(SECADMIN), 0, "停用电子标签", "retire a tag",
	{{"uid", ARG_UID, REQ_POS, NULL, "标签号", "tag UID"}}},
[VERB_LABEL_PRINT] = {VERB_LABEL_PRINT, "label-print", CLERK, 0, "标签送打印",
	"send a copy's label to the printer",
	{{"copy", ARG_COPY, REQ_POS, NULL, "文件份", "copy"},
	 {"printer", ARG_WORD, 0, NULL, "打印机", "printer; any unless told"}}},
[VERB_LABEL_COMMIT] = {VERB_LABEL_COMMIT, "label-commit", ROLE_BIT(SYSTEM),
	VERB_SYSTEM, "标签付印", "the print command is about to be sent",
	{{"label", ARG_LABEL, REQ_POS, NULL, "标签", "label"},
	 {"printer", ARG_WORD, 0, NULL, "打印机", "printer"},
	 {"hash", ARG_WORD, 0, NULL, "图像摘要", "hash of the picture"}}},
[VERB_LABEL_PRINTED] = {VERB_LABEL_PRINTED, "label-printed",
	ROLE_BIT(SYSTEM), VERB_SYSTEM, "标签已打印", "the printer says it came out",
	{{"label", ARG_LABEL, REQ_POS, NULL, "标签", "label"}}},
[VERB_LABEL_UNCERTAIN] = {VERB_LABEL_UNCERTAIN, "label-uncertain",
	ROLE_BIT(SYSTEM), VERB_SYSTEM, "标签是否打印不明",
	"nobody can tell whether it came out",
	{{"label", ARG_LABEL, REQ_POS, NULL, "标签", "label"}}},
[VERB_LABEL_CONFIRM] = {VERB_LABEL_CONFIRM, "label-confirm", CLERK, 0,
	"确认标签已贴", "the label is on the paper and was read",
	{{"copy", ARG_COPY, REQ_POS, NULL, "文件份", "copy"},
	 {"method", ARG_ENUM, 0, "scan|hand|sheet|roll", "方式",
	  "scan of a printed label, or hand, sheet, roll without a printer"}}},
[VERB_LABEL_VOID] = {VERB_LABEL_VOID, "label-void", CLERK, 0, "标签作废",
	"void a label; it may then be printed again",
	{{"copy", ARG_COPY, REQ_POS, NULL, "文件份", "copy"}}},
[VERB_CORRECTION] = {VERB_CORRECTION, "correction", CLERK, 0, "冲正",
	"put an entry's changes back; both stay visible",
	{{"entry", ARG_SEQ, REQ_POS, NULL, "差错记录号", "number of the wrong entry"},
	 {"second", ARG_PERSON, REQ, NULL, "第二签名人", "the second signature"}}},
[VERB_REPORT_WHEREABOUTS] = {VERB_REPORT_WHEREABOUTS, "report-whereabouts",
	FACTS, VERB_FACT, "登记实际持有人", "a copy was found with somebody else",
	{{"copy", ARG_COPY, REQ_POS, NULL, "文件份", "copy"},
	 {"with", ARG_PERSON, REQ, NULL, "实际持有人", "who has it"},
	 {"place", ARG_PLACE, 0, NULL, "地点", "where"}}},
[VERB_TAP] = {VERB_TAP, "tap", ANY, VERB_FACT, "刷卡",
	"something was tapped at a door",
	{{"door", ARG_WORD, REQ_POS, NULL, "柜门", "door"},
	 {"uid", ARG_UID, REQ_POS, NULL, "卡号或标签号", "UID of a badge or tag"}}},
};

static const struct arg_spec common[] = {
	{"occurred-at", ARG_TIME, 0, NULL, "实际发生时间（补登）",
	 "when it happened, for a late entry"},
	{"reason", ARG_TEXT, 0, NULL, "理由", "reason"},
	{NULL, ARG_TEXT, 0, NULL, NULL, NULL},
};
/* clang-format on */

const struct verb *verb_get(enum verb_id id)
{
	return &verbs[id];
}

const struct verb *verb_find(const char *name)
{
	for (size_t i = 0; i < VERB_COUNT; i++)
		if (str_eq(verbs[i].name, name))
			return &verbs[i];
	return NULL;
}

const char *verb_suggest(const char *name)
{
	const char *best = NULL;
	size_t least = str_near(name);

	for (size_t i = 0; i < VERB_COUNT; i++) {
		size_t d = str_distance(name, verbs[i].name);

		if (d < least && !(verbs[i].flags & VERB_SYSTEM)) {
			least = d;
			best = verbs[i].name;
		}
	}
	return best;
}

const struct arg_spec *verb_common_args(void)
{
	return common;
}

const struct arg_spec *verb_arg(const struct verb *v, const char *name)
{
	for (const struct arg_spec *a = v->args; a->name; a++)
		if (str_eq(a->name, name))
			return a;
	for (const struct arg_spec *a = common; a->name; a++)
		if (str_eq(a->name, name))
			return a;
	return NULL;
}
