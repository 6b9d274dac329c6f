/* words.c: see words.h. Two tables; the words of levels, states, roles and
 * clearances are those of core. */
#include "cli/words.h"

#include "base/str.h"
#include "core/custody.h"
#include "core/level.h"
#include "core/role.h"

static const struct {
	const char *name, *zh, *en;
} fields[] = {
	{"action", "事项", "action"},
	{"applicant", "申请人", "applicant"},
	{"approval", "审批单", "approval"},
	{"badge", "门禁卡", "badge"},
	{"cabinet", "柜", "cabinet"},
	{"category", "类别", "category"},
	{"clearance", "涉密等级", "clearance"},
	{"copies", "份数", "copies"},
	{"copy", "文件份", "copy"},
	{"copy-holder", "该份持有人", "copy with"},
	{"copy-kind", "份的种类", "kind of copy"},
	{"copy-no", "份号", "copy number"},
	{"copy-state", "该份状态", "state of copy"},
	{"copying", "准予复制", "copying permitted"},
	{"doc-no", "发文字号", "document number"},
	{"document", "文件", "document"},
	{"door", "柜门", "door"},
	{"due", "应还时间", "due"},
	{"examined", "考核合格", "examined"},
	{"flag", "提醒", "flag"},
	{"form", "纸质单号", "paper form"},
	{"holder", "持有人", "holder"},
	{"holds", "持有", "holds"},
	{"holds-due", "应还时间", "due"},
	{"holds-state", "持有状态", "held as"},
	{"ident", "标签标识", "tag identifier"},
	{"incident", "事件", "incident"},
	{"incident-kind", "事件类别", "kind of incident"},
	{"incident-state", "事件状态", "state of incident"},
	{"issue-date", "成文日期", "date of document"},
	{"issuer", "来文机关", "issuer"},
	{"keeper", "保管员", "keeper"},
	{"kind", "类别", "kind"},
	{"knows", "知悉人员", "known to"},
	{"knows-at", "知悉时间", "known since"},
	{"knows-how", "知悉方式", "known by"},
	{"label", "标签", "label"},
	{"label-no", "标签号", "label"},
	{"label-printer", "打印机", "printer"},
	{"label-state", "标签打印状态", "state of label"},
	{"label-owed", "欠打印标签", "printed label owed"},
	{"last-day", "保密期限最后一日", "last protected day"},
	{"level", "密级", "level"},
	{"mark", "密级和保密期限", "mark"},
	{"model", "型号", "model"},
	{"must-return", "须清退", "must be returned"},
	{"name", "名称", "name"},
	{"no-widen", "不得扩大知悉范围", "scope not to be widened"},
	{"notice", "通知", "notice"},
	{"notice-at", "通知时间", "notice at"},
	{"notice-of", "通知所涉", "notice of"},
	{"now", "现在", "now"},
	{"office", "办公地点", "office"},
	{"origin", "来源", "origin"},
	{"pages", "页数", "pages"},
	{"person", "人员", "person"},
	{"place", "地点", "place"},
	{"pledge", "承诺书日期", "pledge"},
	{"post", "职务", "job title"},
	{"printer", "打印机", "printer"},
	{"purpose", "事由", "purpose"},
	{"range-set", "已定传阅范围", "range set"},
	{"reason", "原因", "reason"},
	{"receive-no", "收文编号", "receive number"},
	{"received", "收文时间", "received"},
	{"renewals", "已续借次数", "renewals"},
	{"restarts", "重启次数", "restarts"},
	{"role", "角色", "role"},
	{"role-state", "角色状态", "state of role"},
	{"route", "传阅次序", "route"},
	{"route-state", "传阅状态", "state of leg"},
	{"scope", "知悉范围", "scope"},
	{"scope-set", "已定知悉范围", "scope set"},
	{"secrecy", "保密状态", "secrecy"},
	{"serial", "序列号", "serial"},
	{"signed-as", "签批身份", "signed as"},
	{"signed-by", "签批人", "signed by"},
	{"signed-on", "签批日期", "signed on"},
	{"since", "起始时间", "since"},
	{"slot", "格位", "slot"},
	{"started", "启动时间", "started"},
	{"state", "状态", "state"},
	{"station", "机要室", "registry"},
	{"status", "在岗状态", "status"},
	{"tag", "电子标签", "tag"},
	{"term", "保密期限", "term"},
	{"test", "测试登记册", "test register"},
	{"title", "标题", "title"},
	{"trained", "最近培训", "last training"},
	{"unit", "部门", "department"},
	{"urgency", "紧急程度", "urgency"},
	{"uses", "剩余次数", "uses left"},
	{"valid-until", "有效至", "valid until"},
	{"version", "版本", "version"},
	{"vetted", "审查日期", "vetted"},
	{"violation", "违规", "violation"},
	{"violation-at", "违规时间", "violation at"},
	{"violation-by", "违规人", "violation by"},
	{"violation-of", "违规所涉", "violation of"},
	{"waiting", "等待办理", "waiting"},
	{"widened-by-entry", "扩大知悉的记录", "widened by entry"},
};

/* Values of other fields that are codes, in Chinese. */
static const struct {
	const char *value, *zh;
} values[] = {
	{"active", "在岗"},
	{"classified", "在密"},
	{"closed", "已结"},
	{"combination", "密码柜"},
	{"committing", "付印中"},
	{"committed", "已付印"},
	{"confirmed", "已确认"},
	{"copy", "文件份"},
	{"copy_room", "复印室"},
	{"declass_due", "到期待办"},
	{"document", "文件"},
	{"done", "已阅"},
	{"draft", "草稿"},
	{"drawing", "绘制中"},
	{"dual_lock", "双锁柜"},
	{"due", "待送"},
	{"extra_urgent", "特急"},
	{"failed", "设置有误"},
	{"found", "查获"},
	{"head-open", "盖子打开"},
	{"internal", "内部资料"},
	{"iron", "铁皮柜"},
	{"jam", "卡纸"},
	{"label_damaged", "标签损坏"},
	{"label_ok", "标签完好"},
	{"learn", "逐件批准知悉"},
	{"left", "离职"},
	{"lend", "借阅"},
	{"lost", "未连接"},
	{"no", "否"},
	{"none", "柜台"},
	{"normal", "平件"},
	{"off", "不是登记的去向"},
	{"off_post", "离岗"},
	{"office", "办公室"},
	{"offline", "未连接"},
	{"open", "有效"},
	{"other", "有故障"},
	{"out", "送阅中"},
	{"outside", "外单位"},
	{"over-temperature", "过热"},
	{"own", "本单位制发"},
	{"paper-out", "缺纸"},
	{"paused", "暂停"},
	{"pending", "待审计员确认"},
	{"person", "人员"},
	{"plain", "普通柜"},
	{"printed", "已打印"},
	{"printer", "打印机"},
	{"printing", "打印中"},
	{"privacy", "个人隐私"},
	{"reader", "读卡器"},
	{"reading_room", "阅文室"},
	{"ready", "就绪"},
	{"received", "收文"},
	{"recording", "登记结果中"},
	{"refused", "未批准"},
	{"registry", "机要室"},
	{"relabel_needed", "待换标"},
	{"renew", "续借"},
	{"reserved", "待打印"},
	{"restarting", "重新启动中"},
	{"ribbon-out", "缺碳带"},
	{"send", "送阅"},
	{"sending", "发送中"},
	{"silent", "无应答"},
	{"skipped", "已跳过"},
	{"starting", "启动中"},
	{"state", "国家秘密"},
	{"terminal_seen", "已了结的份重现"},
	{"trade", "商业秘密"},
	{"uncertain", "是否打印不明"},
	{"urgent", "加急"},
	{"violation", "违规"},
	{"void", "已作废"},
	{"waiting", "等待"},
	{"withdrawn", "已撤销"},
	{"work", "工作秘密"},
	{"yes", "是"},
};

const char *word_for_field(enum lang lang, const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (str_eq(fields[i].name, name))
			return say(lang, fields[i].zh, fields[i].en);
	return name;
}

bool word_is_field(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (str_eq(fields[i].name, name))
			return true;
	return false;
}

const char *word_for_value(enum lang lang, const char *field, const char *value)
{
	enum custody_state state = custody_parse(value);
	enum clearance clearance;
	enum level level;
	enum role role;

	if (lang == LANG_EN)
		return value;
	if (str_eq(field, "state") && state != CUSTODY_NONE)
		return custody_zh(state);
	if (str_eq(field, "level") && level_parse(value, &level))
		return level_zh(level);
	if (str_eq(field, "clearance") && clearance_parse(value, &clearance))
		return clearance_zh(clearance);
	if ((str_eq(field, "role") || str_eq(field, "as")) &&
	    role_parse(value, &role))
		return role_zh(role);
	/* What a person or a document is called is no code. */
	if (str_eq(field, "name") || str_eq(field, "title"))
		return value;
	for (size_t i = 0; i < ARRAY_LEN(values); i++)
		if (str_eq(values[i].value, value))
			return values[i].zh;
	return value;
}
