/* help.c: see help.h. */
#include "cli/help.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "cli/print.h"
#include "core/role.h"
#include "core/verbs.h"

/* ---- arguments ---------------------------------------------------------- */

/* What stands for a value of each type. */
static const struct {
	const char *zh, *en;
} kinds[] = {
	[ARG_ID] = {"编号", "ID"},
	[ARG_WORD] = {"文字", "WORD"},
	[ARG_TEXT] = {"文字", "TEXT"},
	[ARG_MARK] = {"标志", "MARK"},
	[ARG_FLAG] = {"", ""},
	[ARG_ENUM] = {"", ""},
	[ARG_INT] = {"数", "N"},
	[ARG_DATE] = {"日期", "YYYY-MM-DD"},
	[ARG_TIME] = {"时间", "TIME"},
	[ARG_LEVEL] = {"密级", "LEVEL"},
	[ARG_CLEARANCE] = {"涉密等级", "CLEARANCE"},
	[ARG_ROLE] = {"角色", "ROLE"},
	[ARG_PERSON] = {"人员", "PERSON"},
	[ARG_PERSONS] = {"人员,人员...", "PERSON,PERSON..."},
	[ARG_PLACE] = {"场所", "PLACE"},
	[ARG_CABINET] = {"柜", "CABINET"},
	[ARG_SLOT] = {"格位", "SLOT"},
	[ARG_DOCUMENT] = {"文件", "DOCUMENT"},
	[ARG_COPY] = {"文件份", "COPY"},
	[ARG_APPROVAL] = {"审批单", "APPROVAL"},
	[ARG_LABEL] = {"标签", "LABEL"},
	[ARG_UID] = {"卡号", "UID"},
	[ARG_COPY_NOS] = {"份号,份号...", "NUMBER,NUMBER..."},
	[ARG_DAYS] = {"日期,日期..日期", "DAY,DAY..DAY"},
	[ARG_SEQ] = {"记录号", "N"},
};

/* "--to PERSON", "COPY" or "--examined" */
static void put_arg(struct buf *to, enum lang lang, const struct arg_spec *a)
{
	const char *kind = say(lang, kinds[a->type].zh, kinds[a->type].en);

	if (a->type == ARG_ENUM)
		kind = a->words;
	if (!(a->flags & ARG_POSITION))
		buf_printf(to, "--%s%s", a->name, *kind ? " " : "");
	buf_puts(to, kind);
}

static void put_usage(FILE *out, enum lang lang, const struct verb *v)
{
	fprintf(out, "muniment %s", v->name);
	for (const struct arg_spec *a = v->args; a->name; a++) {
		AUTO(buf) struct buf text = BUF_INIT;
		bool required = a->flags & ARG_REQUIRED;

		if (!required && !(a->flags & ARG_POSITION))
			continue;
		put_arg(&text, lang, a);
		fprintf(out, required ? " %s" : " [%s]", buf_text(&text));
	}
	fputs(say(lang, " [选项]...\n", " [option]...\n"), out);
}

static void put_args(FILE *out, enum lang lang, const struct arg_spec *list)
{
	const char *cells[2 * VERB_ARGS_MAX] = {NULL};
	struct buf texts[VERB_ARGS_MAX] = {BUF_INIT};
	size_t n = 0;

	for (const struct arg_spec *a = list; a->name; a++, n++) {
		buf_puts(&texts[n], a->flags & ARG_REQUIRED ? "* " : "  ");
		put_arg(&texts[n], lang, a);
		cells[2 * n] = buf_text(&texts[n]);
		cells[2 * n + 1] = say(lang, a->zh, a->en);
	}
	print_table(out, cells, 2, n);
	while (n)
		buf_done(&texts[--n]);
}

/* ---- a verb ------------------------------------------------------------- */

static void put_roles(FILE *out, enum lang lang, unsigned roles)
{
	const char *gap = "";

	fputs(say(lang, "谁可以办：", "who may: "), out);
	if (roles == ~0U)
		fputs(say(lang, "任何人", "everybody"), out);
	for (int r = 0; r < ROLE_COUNT && roles != ~0U; r++) {
		if (!(roles & (1U << r)))
			continue;
		fprintf(out, "%s%s", gap,
			say(lang, role_zh((enum role)r),
			    role_en((enum role)r)));
		gap = say(lang, "、", ", ");
	}
	fputc('\n', out);
}

static void help_verb(FILE *out, enum lang lang, const struct verb *v)
{
	put_usage(out, lang, v);
	fprintf(out, "\n%s\n", say(lang, v->zh, v->en));
	put_roles(out, lang, v->roles);
	if (v->flags & VERB_FACT)
		fputs(say(lang, "陈述事实：只提醒，不因规则拒绝\n",
			  "A statement of fact: flagged, not refused by a "
			  "rule\n"),
		      out);
	fputs(say(lang, "\n参数（* 必填）：\n", "\nArguments (* required):\n"),
	      out);
	put_args(out, lang, v->args);
	fputs(say(lang, "\n每个动词都有：\n", "\nWith every verb:\n"), out);
	put_args(out, lang, verb_common_args());
}

/* ---- names -------------------------------------------------------------- */

/* "report NAME [...]" is called "report". */
static size_t name_length(const struct help_line *c)
{
	return strcspn(c->usage, " ");
}

static bool is_called(const struct help_line *c, const char *name)
{
	return strlen(name) == name_length(c) &&
	       strncmp(c->usage, name, name_length(c)) == 0;
}

const char *help_suggest(const struct help_line *commands, size_t n,
			 const char *name, char *ret, size_t size)
{
	const char *verb = verb_suggest(name);
	size_t least = verb ? str_distance(name, verb) : 3;

	for (size_t i = 0; i < n; i++) {
		AUTO_FREE char *word =
			mem_dupn(commands[i].usage, name_length(&commands[i]));

		if (str_distance(name, word) < least &&
		    str_copy(ret, size, word)) {
			least = str_distance(name, word);
			verb = ret;
		}
	}
	return verb;
}

int help_one(FILE *out, enum lang lang, const struct help_line *commands,
	     size_t n, const char *name, struct err *e)
{
	const struct verb *v = verb_find(name);
	char near[64];
	bool found = false;
	const char *other;

	if (v) {
		help_verb(out, lang, v);
		return 0;
	}
	for (size_t i = 0; i < n; i++) {
		if (!is_called(&commands[i], name))
			continue;
		fprintf(out, "muniment %s\n\n%s\n", commands[i].usage,
			say(lang, commands[i].zh, commands[i].en));
		found = true;
	}
	if (found)
		return 0;
	other = help_suggest(commands, n, name, near, sizeof(near));
	return err_set(e, ERR_USAGE, "there is no command '%.60s'%s%s%s", name,
		       other ? "; did you mean '" : "", other ? other : "",
		       other ? "'?" : "");
}

/* ---- everything --------------------------------------------------------- */

static const struct help_line globals[] = {
	{"--as PERSON", "由谁办理（只限柜台终端）",
	 "who acts (from a counter's terminal only)"},
	{"--json", "原样输出 JSON", "print the service's JSON as it is"},
	{"--lang zh|en", "语言，默认随 LANG", "language; LANG unless told"},
	{"--socket PATH", "服务的套接字（MUNIMENT_SOCKET）",
	 "the service's socket (MUNIMENT_SOCKET)"},
	{"--config FILE", "配置文件", "configuration file"},
	{"--register FILE", "登记册文件（init、verify、policy show）",
	 "the register itself (init, verify, policy show)"},
	{"--request-id ID", "重发同一请求时用",
	 "to send the same request again"},
};

static void put_lines(FILE *out, enum lang lang, const struct help_line *list,
		      size_t n)
{
	AUTO_FREE const char **cells = mem_alloc(3 * n * sizeof(*cells));

	for (size_t i = 0; i < n; i++) {
		cells[3 * i] = "";
		cells[3 * i + 1] = list[i].usage;
		cells[3 * i + 2] = say(lang, list[i].zh, list[i].en);
	}
	print_table(out, cells, 3, n);
}

void help_all(FILE *out, enum lang lang, const struct help_line *commands,
	      size_t n)
{
	struct help_line verbs[VERB_COUNT];
	size_t k = 0;

	for (int i = 0; i < VERB_COUNT; i++) {
		const struct verb *v = verb_get((enum verb_id)i);

		if (!(v->flags & VERB_SYSTEM))
			verbs[k++] = (struct help_line){v->name, v->zh, v->en};
	}
	fputs(say(lang,
		  "muniment 动词 [对象] [--参数 值]... [--as 人员] [--json]\n",
		  "muniment VERB [SUBJECT] [--argument value]... "
		  "[--as PERSON] [--json]\n"),
	      out);
	fputs(say(lang, "\n动词（muniment help 动词 有详细说明）：\n",
		  "\nVerbs (muniment help VERB tells more):\n"),
	      out);
	put_lines(out, lang, verbs, k);
	fputs(say(lang, "\n其他命令：\n", "\nOther commands:\n"), out);
	put_lines(out, lang, commands, n);
	fputs(say(lang, "\n选项：\n", "\nOptions:\n"), out);
	put_lines(out, lang, globals, ARRAY_LEN(globals));
	fputs(say(lang,
		  "\n对象：序列号或其唯一的末尾、收文编号/"
		  "份号、标签或其扫描。\n"
		  "退出码：0 已办，3 规则不允许，2 用法错误，4 没有此物，"
		  "5 服务或设备不可用，1 其他。\n",
		  "\nSUBJECT: a serial or a unique ending of one, receive "
		  "number/copy number, a tag, or a scan.\n"
		  "Exit status: 0 done, 3 refused by a rule, 2 wrong usage, "
		  "4 no such thing,\n5 service or device not reachable, 1 "
		  "anything else.\n"),
	      out);
}
