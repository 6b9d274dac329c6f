/* reasons_lift.c: who can lift a refusal, and how; for flags and alarms, what
 * is to be done about them. One row a code, in the order of reasons.h. */
#include "core/reasons.h"

static const struct {
	const char *zh, *en;
} lift[REASON_COUNT] = {
	[REASON_OK] = {"", ""},
	[E_LOG_BROKEN] = {"由安全审计员查明；从校验无误的备份恢复",
			  "The auditor, once the cause is found; restore a "
			  "backup that verifies"},
	[E_CLOCK] = {"系统管理员和安全审计员共同确认时钟；补登则改填时间",
		     "System administrator and auditor accept the clock "
		     "together; for a late entry correct the time"},
	[E_ROLE] = {"请有此角色的人办理；角色由安全保密管理员授予",
		    "Somebody with the role; roles are granted by the "
		    "security administrator"},
	[E_TAG_UNKNOWN] = {"装入编号封存袋，查明后由机要员绑定新标签",
			   "Put it into a numbered quarantine bag; once "
			   "identified, a clerk binds a new tag"},
	[E_TAG_CONFLICT] = {"换一个未用过的标签，或先停用旧标签",
			    "Take an unused tag, or retire the old one first"},
	[E_STATE] = {"先办前一步；登记有误的由两人冲正",
		     "Do the step before it; a wrong entry is put right by a "
		     "correction of two persons"},
	[E_ALREADY_OUT] = {"先收回，再借出",
			   "Take it back first, then lend it again"},
	[E_RENEW_LIMIT] = {"归还后重新报批",
			   "Return it, then ask for a new approval"},
	[E_RECALLED] = {"交还机要室后催还即告结束",
			"The recall ends when the copy is back at the "
			"registry"},
	[E_RETAIN_TS] = {"无人可以批准", "Nobody can"},
	[E_DIRECT_HANDOVER] = {"无人可以批准；交回机要室后再送",
			       "Nobody can; return it to the registry, which "
			       "sends it on"},
	[E_NO_DELETE] = {"无人可以批准；有误的由两人冲正",
			 "Nobody can; an error is put right by a correction "
			 "of two persons"},
	[E_TERM_EXPIRED] = {"由定密责任人确认解密或重新定密",
			    "The classification authority confirms the "
			    "declassification or classifies anew"},
	[E_PERSON_STATUS] = {"返岗后由安全保密管理员变更其状态",
			     "The security administrator, when the person is "
			     "back in post"},
	[E_CLEARANCE] =
		{"重新审定涉密等级；重要人员阅绝密件由主要负责人逐件批准",
		 "A new clearance; for top secret to an important "
		 "person the unit head, item by item"},
	[E_RANGE_NOT_SET] = {"由办公室负责人或主管领导确定",
			     "The office head or the leader in charge sets "
			     "it"},
	[E_SCOPE] =
		{"由主要负责人或其指定的人批准扩大；制发机关另有规定的从其规定",
		 "The unit head or whom he designates widens it, and the "
		 "issuer if he has reserved that"},
	[E_ROUTE_ORDER] = {"按顺序送阅；跳过须说明理由",
			   "Follow the route, or skip a reader with a reason"},
	[E_TRAINING] = {"培训并考核合格后，由安全保密管理员或培训管理员登记",
			"Training and examination, entered by the security "
			"administrator or the trainer"},
	[E_PLEDGE] = {"签订保密承诺书后，由安全保密管理员登记",
		      "A signed pledge, entered by the security "
		      "administrator"},
	[E_HOLDINGS] = {"先交还名下的文件", "Bring back what the person holds"},
	[E_SELF_APPROVAL] = {"由另一位有权限的人签批",
			     "Somebody else with the power signs"},
	[E_APPROVER_ROLE] = {"由有权限的人签批",
			     "Somebody with the power signs"},
	[E_APPROVAL_MISSING] = {"补齐签批后再办；纸质签批由机要员录入",
				"Get the signatures first; those on paper are "
				"entered by a clerk"},
	[E_APPROVAL_USED] = {"重新报批", "Ask for a new approval"},
	[E_APPROVAL_EXPIRED] = {"重新报批", "Ask for a new approval"},
	[E_LEVEL_AUTHORITY] = {"凭原定密机关或其上级的书面通知办理",
			       "A written notice of the original body or its "
			       "superior"},
	[E_ISSUER_CONSENT] = {"取得制发机关的同意函，登记函号",
			      "A letter of the issuing body; enter its "
			      "number"},
	[E_TS_COPY] = {"凭原定密机关或其上级的同意函",
		       "A letter of consent of the original classifying body "
		       "or its superior"},
	[E_COPY_INHERIT] = {"按原件的密级、期限和范围登记",
			    "Register it with its original's level, term and "
			    "scope"},
	[E_COPY_COUNT] = {"多出的登记后列入销毁清册",
			  "Register the surplus and put it on a destruction "
			  "list"},
	[E_COMPILE_LEVEL] = {"按最高密级和最长期限登记",
			     "Register it with the highest level and longest "
			     "term"},
	[E_MUST_CLEAR_BACK] = {"办理清退", "Clear it back to its issuer"},
	[E_ABROAD] = {"绝密件无人可以批准；其他须正式批准",
		      "For top secret nobody; otherwise a formal approval"},
	[E_PLACE] = {"到规定的场所办理；场所由安全保密管理员登记",
		     "Use a designated place; places are entered by the "
		     "security administrator"},
	[E_CHANNEL] = {"改用机要交通、机要通信或派专人",
		       "Use the secret courier, secret mail or own "
		       "messengers"},
	[E_TWO_PERSON] = {"请另一名机要员或第二经办人到场",
			  "Call another registry clerk or a second clerk"},
	[E_SAME_PERSON] = {"请另一名机要员或第二经办人到场",
			   "Call another registry clerk or a second clerk"},
	[E_WITNESS] = {"另请监销人", "Call other witnesses"},
	[E_INDEPENDENT] = {"另请无关人员",
			   "Call somebody who is not concerned"},
	[E_LIST_DIFF] = {"重新清点封存；差异由审批人处理",
			 "Count and seal anew; the approver decides the "
			 "difference"},
	[E_HANDOVER_DIFF] = {"逐项处理差异后再交接",
			     "Decide each difference first"},
	[E_RELABEL] = {"机要员换标并扫码确认",
		       "A clerk renews the label and confirms it by a scan"},
	[E_MIXED] = {"放入相应的柜", "Use a cabinet of the right kind"},
	[E_CABINET_LEVEL] = {"放入可存此密级的柜",
			     "Use a cabinet fit for the level"},
	[E_SLOT] = {"放回本格，或先变更格位",
		    "Use its own slot, or change the slot first"},
	[E_DUP] = {"核对份号；同份不再登记",
		   "Check the copy number; a copy is registered once"},
	[E_COPY_NO] = {"按文件首页填六位；无份号的注明无份号",
		       "Type the six digits of the first page; say none where "
		       "there is none"},
	[E_MARK_SYNTAX] = {"照原件核对后重新填写",
			   "Compare with the paper and type it again"},
	[E_MARK_NOT_SECRET] = {"去掉★；确属国家秘密的由定密责任人定密",
			       "Leave the ★ out; a real state secret is "
			       "classified by the authority"},
	[E_TERM_CAP] = {"自产文件写明依据；来文可按原样登记",
			"Give the legal basis for an own document; a received "
			"one may be taken as printed"},
	[E_ROLE_CONFLICT] = {"分别授予不同的人",
			     "Grant them to different people"},
	[E_POLICY_FLOOR] = {"无人可以批准；可从严，不可从宽",
			    "Nobody can; stricter is allowed, laxer is not"},
	[W_RETURN_OTHER] = {"通知双方，由保密办处理",
			    "Both are told; the secrecy office deals with it"},
	[W_RETURNER_UNKNOWN] = {"机要员查明后补记",
				"A clerk finds out and adds it"},
	[W_PAGES] = {"机要员查对，向来文单位或借阅人查询",
		     "A clerk counts again and asks the sender or the "
		     "borrower"},
	[W_TWO_PERSON] = {"第二经办人事后核对签字",
			  "A second clerk checks and signs afterwards"},
	[W_TERM_DEFAULT] = {"可向制发机关查询",
			    "The issuing body can be asked"},
	[W_OVERNIGHT] = {"收回，或登记留阅及理由",
			 "Collect it, or enter a retention with its reason"},
	[W_OVERDUE] = {"催还", "Recall it"},
	[W_HOLIDAY_OUT] = {"节前收回", "Collect it before the holiday"},
	[W_CALENDAR] = {"安全保密管理员录入该年放假安排",
			"The security administrator enters that year's "
			"calendar"},
	[W_DECLASS_DUE] = {"定密责任人确认", "The classification authority"},
	[W_NO_RECEIPT] = {"向收文单位催要回执",
			  "Ask the receiving unit for it"},
	[W_REPORT_LATE] = {"保密办立即报告并说明原因",
			   "The secrecy office reports at once and says why"},
	[W_CLOCK] = {"系统管理员和安全审计员共同确认时钟",
		     "System administrator and auditor accept the clock "
		     "together"},
	[W_LATE_ENTRY] = {"安全审计员审阅", "Reviewed by the auditor"},
	[W_POLICY] = {"列入每晚报告，由保密办审阅",
		      "On the nightly report; reviewed by the secrecy office"},
	[A_TS_OVERNIGHT] = {"立即追回；报主管领导和保密办",
			    "Get it back at once; tell the leader in charge "
			    "and the secrecy office"},
	[A_TERMINAL_SEEN] = {"扣下实物，报保密办",
			     "Keep the file; tell the secrecy office"},
	[A_TAG_CLONE] = {"封存查找，停用标签，报保密办",
			 "Quarantine, search, retire the tag; tell the secrecy "
			 "office"},
	[A_MISSING] = {"继续查找，24小时内报告",
		       "Go on searching; report within 24 hours"},
	[A_VIOLATION] = {"由保密办处理", "The secrecy office deals with it"},
	[INV_OK] = {"无须处理", "Nothing to do"},
	[INV_MISSING] = {"再次查找后由保密办决定",
			 "Search again; then the secrecy office decides"},
	[INV_UNEXPECTED] = {"办理归还登记，查明原因",
			    "Check it in and find out why"},
	[INV_MISPLACED] = {"放回本柜本格", "Put it where it belongs"},
	[INV_UNKNOWN_TAG] = {"装入编号封存袋查明",
			     "Put it into a numbered quarantine bag and find "
			     "out"},
};

const char *reason_lift_zh(enum reason r)
{
	return lift[r].zh;
}

const char *reason_lift_en(enum reason r)
{
	return lift[r].en;
}
