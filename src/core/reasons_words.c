/* reasons_words.c: what each reason says to the clerk, in Chinese and in
 * English, and where it comes from. One row a code, in the order of reasons.h;
 * a new code needs its row here and in reasons_lift.c (test_reasons.c). */
#include "core/reasons.h"
#include "core/sources.h"

static const struct {
	const char *zh, *en, *source;
} words[REASON_COUNT] = {
	[REASON_OK] = {"符合规定", "Allowed", ""},
	[E_LOG_BROKEN] = {"日志校验不通过，记录可能被改动过",
			  "The journal does not verify: its records may have "
			  "been altered",
			  OWN_DEFAULT},
	[E_CLOCK] = {"时间不对：系统时钟有误，或所填时间早于该份上一次记录、"
		     "晚于现在",
		     "The time is wrong: the clock is off, or the time given "
		     "lies before the copy's last event or in the future",
		     OWN_DEFAULT},
	[E_ROLE] = {"您的角色不能办理此事", "Your role may not do this",
		    HOUSE_OFFICE},
	[E_TAG_UNKNOWN] = {"标签未登记或已停用",
			   "The tag is not registered, or was retired",
			   OWN_DEFAULT},
	[E_TAG_CONFLICT] = {"该标签已属于另一份文件，或该份已有标签",
			    "The tag belongs to another copy, or the copy has "
			    "a tag already",
			    OWN_DEFAULT},
	[E_STATE] = {"该份当前的状态不能办理此事",
		     "The copy's present state does not allow this",
		     OWN_DEFAULT},
	[E_ALREADY_OUT] = {"该份已经在外，尚未归还",
			   "The copy is out already and has not come back",
			   HOUSE_FLOW},
	[E_RENEW_LIMIT] = {"不能续借或留阅这么久：次数已满、已逾期或超过天数",
			   "It cannot be kept that long: no renewals left, "
			   "already overdue, or too many days",
			   OWN_DEFAULT},
	[E_RECALLED] = {"该份正在催还，应立即交还",
			"The copy is recalled and must come back now",
			HOUSE_FLOW},
	[E_RETAIN_TS] = {"绝密件不得留阅，当天交还",
			 "Top-secret copies are never retained: they come "
			 "back the same day",
			 PRACTICE("绝密件阅后当天交还")},
	[E_DIRECT_HANDOVER] = {"不得横传：应先交回机要室，再送下一位",
			       "Readers may not pass files on: it goes back "
			       "to the registry first",
			       HOUSE_FLOW},
	[E_NO_DELETE] = {"登记和清册不得删除",
			 "Records and lists are never deleted", OWN_DEFAULT},
	[E_TERM_EXPIRED] = {"保密期限已满，延长须在期满前决定",
			    "The secrecy term is over; extending it had to "
			    "be decided before",
			    LAW("24")},
	[E_PERSON_STATUS] = {"此人不在岗、已离岗离职或在脱密期",
			     "The person is not active in post: left, or "
			     "cooling off",
			     LAW("46")},
	[E_CLEARANCE] = {"此人的涉密等级不够",
			 "The person's clearance is too low", LAW("43")},
	[E_RANGE_NOT_SET] = {"尚未确定传阅范围",
			     "The circulation range has not been set",
			     HOUSE_FLOW},
	[E_SCOPE] = {"此人不在知悉范围内",
		     "The person is outside the circulation scope", LAW("21")},
	[E_ROUTE_ORDER] = {"不是传阅顺序中的下一位",
			   "The person is not the next on the route",
			   OWN_DEFAULT},
	[E_TRAINING] = {"此人没有有效的保密培训和考核",
			"The person has no valid training and examination",
			LAW("43")},
	[E_PLEDGE] = {"此人没有有效的保密承诺书",
		      "The person has no valid secrecy pledge", LAW("43")},
	[E_HOLDINGS] = {"此人名下还有未交还的文件",
			"The person still holds files that must come back "
			"first",
			LAW("46") "; " REGULATION("53")},
	[E_SELF_APPROVAL] = {"不能审批自己的申请",
			     "Nobody approves a request of his own",
			     OWN_DEFAULT},
	[E_APPROVER_ROLE] = {"签批人没有此项审批权限",
			     "The signatory has no power to approve this",
			     HOUSE_OFFICE},
	[E_APPROVAL_MISSING] = {"缺少所需的审批",
				"A required approval is missing", HOUSE_FLOW},
	[E_APPROVAL_USED] = {"该审批单已经用过",
			     "The approval has been used up", OWN_DEFAULT},
	[E_APPROVAL_EXPIRED] = {"该审批单已过有效期",
				"The approval is no longer valid", OWN_DEFAULT},
	[E_LEVEL_AUTHORITY] = {"只有原定密机关或其上级可以变更或解除",
			       "Only the original classifying body or its "
			       "superior may change or lift this",
			       LAW("23")},
	[E_ISSUER_CONSENT] = {"缺少制发机关的同意",
			      "The issuing body's consent is missing",
			      LAW("21") "; " HOUSE_FLOW},
	[E_TS_COPY] = {"绝密件不得复制、摘录、汇编",
		       "Top-secret files are not copied, extracted or "
		       "compiled",
		       LAW("26") "; " REGULATION("29(4)")},
	[E_COPY_INHERIT] = {"复制件不得改变原件的密级、期限和知悉范围",
			    "A copy keeps its original's level, term and "
			    "scope",
			    REGULATION("27(5)")},
	[E_COPY_COUNT] = {"复制份数超过批准的份数",
			  "More copies were made than approved",
			  REGULATION("27(5)")},
	[E_COMPILE_LEVEL] = {"汇编件应取其中最高密级和最长期限",
			     "A compilation bears the highest level and the "
			     "longest term of its parts",
			     DOCUMENT_RULES},
	[E_MUST_CLEAR_BACK] = {"该文件须清退，不得另行处理",
			       "The file must go back to its issuer, nothing "
			       "else",
			       REGULATION("27(9)") "; " CARRIER_RULES("29")},
	[E_ABROAD] = {"不得携带出境", "It may not be taken abroad",
		      REGULATION("29(5)")},
	[E_PLACE] = {"不是规定的场所", "This is not a place designated for it",
		     REGULATION("27(4), 29(3)")},
	[E_CHANNEL] = {"不得用此方式传递", "It may not be sent this way",
		       LAW("28") "; " REGULATION("27(3)")},
	[E_TWO_PERSON] = {"须有两名经办人", "Two members of staff are needed",
			  REGULATION("29(2)")},
	[E_SAME_PERSON] = {"两名经办人不能是同一人",
			   "The two members of staff must be two people",
			   REGULATION("29(2)")},
	[E_WITNESS] = {"监销人不足两名，或与审批人、造册人为同一人",
		       "Fewer than two witnesses, or one of them approved "
		       "or made the list",
		       CARRIER_RULES("33")},
	[E_INDEPENDENT] = {"清点、监交应由无关人员担任",
			   "Counting and supervising must be done by somebody "
			   "independent",
			   OWN_DEFAULT},
	[E_LIST_DIFF] = {"实物与清册数目不符",
			 "The files and the list do not agree",
			 REGULATION("28")},
	[E_HANDOVER_DIFF] = {"交接清单与实物不符，差异未处理",
			     "The hand-over list and the files differ, and "
			     "the difference is undecided",
			     LAW("46")},
	[E_RELABEL] = {"标签或标志须先更换并确认",
		       "The label or mark must be renewed and confirmed "
		       "first",
		       REGULATION("21")},
	[E_MIXED] = {"涉密件与非涉密件不得同柜存放",
		     "Secret and non-secret files do not share a cabinet",
		     HOUSE_FLOW},
	[E_CABINET_LEVEL] = {"该柜不得存放此密级",
			     "The cabinet is not fit for this level",
			     LAW("26")},
	[E_SLOT] = {"不是该份的格位", "This is not the copy's slot",
		    OWN_DEFAULT},
	[E_DUP] = {"该份已经登记过", "This copy is registered already",
		   DOCUMENT_RULES},
	[E_COPY_NO] = {"份号应为六位数字", "A copy number has six digits",
		       FORMAT_STANDARD("7.2.1")},
	[E_MARK_SYNTAX] = {"密级标志写法不对，应如：机密★10年",
			   "The secrecy mark is not well formed; write it "
			   "like 机密★10年",
			   FORMAT_STANDARD("7.2.2")},
	[E_MARK_NOT_SECRET] = {"不属于国家秘密的，不得标★",
			       "What is no state secret never carries the ★",
			       LAW("22")},
	[E_TERM_CAP] = {"保密期限超过该密级的最长期限",
			"The term is longer than the level allows", LAW("20")},
	[E_ROLE_CONFLICT] = {"这些角色不得由一人兼任",
			     "One person may not hold these roles together",
			     REGULATION("34")},
	[E_POLICY_FLOOR] = {"该设置低于法定底线",
			    "The setting would fall below what the law asks",
			    "该设置所引法规(as cited with the setting)"},
	[W_RETURN_OTHER] = {"由他人代还",
			    "Brought back by somebody else than its holder",
			    PRACTICE("不得托人归还")},
	[W_RETURNER_UNKNOWN] = {"归还人未刷证，不知是谁",
				"Nobody's badge was shown: who brought it is "
				"unknown",
				OWN_DEFAULT},
	[W_PAGES] = {"页数与登记不符", "The pages differ from the register",
		     REGULATION("27(2)")},
	[W_TWO_PERSON] = {"绝密件由一人经手收回",
			  "A top-secret file was taken in by one person alone",
			  OWN_DEFAULT},
	[W_TERM_DEFAULT] = {"未标保密期限，按最长期限计",
			    "No term is marked: the longest allowed holds",
			    LAW("20")},
	[W_OVERNIGHT] = {"当天下班前未交还", "Not back by close of business",
			 PRACTICE("涉密文件当天交还")},
	[W_OVERDUE] = {"逾期未还", "Overdue", OWN_DEFAULT},
	[W_HOLIDAY_OUT] = {"长假期间仍在外", "Still out over a long holiday",
			   OWN_DEFAULT},
	[W_CALENDAR] = {"该年没有放假安排数据，只按周末计算",
			"No calendar for that year: only weekends were "
			"counted",
			"全国年节及纪念日放假办法 Art 7"},
	[W_DECLASS_DUE] = {"保密期限已满，待办理解密",
			   "The secrecy term has ended: declassification is "
			   "due",
			   LAW("24")},
	[W_NO_RECEIPT] = {"发出后未收到回执",
			  "Sent, but no receipt has come back", OWN_DEFAULT},
	[W_REPORT_LATE] = {"超过24小时未报告", "Not reported within 24 hours",
			   REGULATION("61")},
	[W_CLOCK] = {"系统时钟有误，本次记录排在上一次之后",
		     "The clock is wrong: the entry was put after the one "
		     "before",
		     OWN_DEFAULT},
	[W_LATE_ENTRY] = {"补登：事后录入", "Entered after the event",
			  HOUSE_FLOW},
	[W_POLICY] = {"违反提醒类规定，已注明理由",
		      "Against a rule that only warns; a reason was given",
		      OWN_DEFAULT},
	[A_TS_OVERNIGHT] = {"绝密件下班时未归还",
			    "A top-secret file is not back at close of "
			    "business",
			    PRACTICE("绝密件阅后当天交还")},
	[A_TERMINAL_SEEN] = {"已销毁、清退或归档的份又出现",
			     "A copy that was destroyed, cleared back or "
			     "archived has turned up",
			     OWN_DEFAULT},
	[A_TAG_CLONE] = {"标签疑似被复制", "The tag seems to have been cloned",
			 OWN_DEFAULT},
	[A_MISSING] = {"文件下落不明", "A file is missing",
		       REGULATION("61") "; 泄密案件查处办法 Art 4-5"},
	[A_VIOLATION] = {"发现违规行为", "A violation was recorded",
			 HOUSE_FLOW},
	[INV_OK] = {"清点相符", "Counted: all there", HOUSE_FLOW},
	[INV_MISSING] = {"应在而未见", "Expected here, not found", HOUSE_FLOW},
	[INV_UNEXPECTED] = {"登记在外而在柜中",
			    "Found here, though the register has it out",
			    HOUSE_FLOW},
	[INV_MISPLACED] = {"放错柜或格", "Found in a wrong cabinet or slot",
			   HOUSE_FLOW},
	[INV_UNKNOWN_TAG] = {"标签未登记", "A tag that is not registered",
			     HOUSE_FLOW},
};

const char *reason_zh(enum reason r)
{
	return words[r].zh;
}

const char *reason_en(enum reason r)
{
	return words[r].en;
}

const char *reason_source(enum reason r)
{
	return words[r].source;
}
