/* muniment.c: the command line. Takes the global options, finds the command
 * and ends with its exit status; everything else is in src/cli. */
#include <string.h>

#include "base/crypto.h"
#include "base/str.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "core/verbs.h"

/* A name of two words comes before that of its first alone. */
static const struct cli_command commands[] = {
	{{"init STATION ... --register FILE [--clock TIME]",
	  "建立登记册（不需要服务）；--clock 只限测试",
	  "begin a register (needs no service); --clock for a test"},
	 cli_init},
	{{"show SUBJECT [--as-of TIME]", "显示所知的一切",
	  "everything known of a thing"},
	 cli_show},
	{{"where SUBJECT [--as-of TIME]", "文件份现在何处、谁持有、何时应还",
	  "where a copy is, who has it, when it is due"},
	 cli_where},
	{{"why VERB ...", "只判断能否办理，不办理", "decide without doing"},
	 cli_why},
	{{"report NAME [--as-of TIME] [--format FORMAT] [--titles] "
	  "[--output FILE]",
	  "报表，如 nightly", "a report, such as nightly"},
	 cli_report},
	{{"import VERB FILE.csv", "整批办理表格中的每一行",
	  "each line of a sheet, as one batch"},
	 cli_import},
	{{"export [--full] [--output FILE]", "导出日志",
	  "the journal; --full with titles and names"},
	 cli_export},
	{{"verify [--replay] [EXPORT]", "校验登记册或导出的日志（不需要服务）",
	  "verify the register or an export (needs no service)"},
	 cli_verify},
	{{"simulate [--verbose] FILE...", "运行情景文件（不需要服务）",
	  "run scenario files (needs no service)"},
	 cli_simulate},
	{{"policy show", "规则设置、默认值和依据",
	  "settings, their defaults and sources"},
	 cli_policy},
	{{"tag write COPY UID --reader READER [--overwrite]",
	  "在柜台读卡器上写入新标签并绑定",
	  "write a new tag at the counter's reader, and bind it"},
	 cli_tag_write},
	{{"watch", "实时显示刷卡、办理和设备状态",
	  "taps, entries and devices as they happen"},
	 cli_watch},
	{{"devices", "读卡器和打印机的状态", "readers and printers"},
	 cli_devices},
	{{"status", "服务的状态", "the service's state"}, cli_status},
	{{"clock TIME", "设定测试登记册的时钟",
	  "set the clock of a test register"},
	 cli_clock},
};

static int help_named(struct cli *c, const char *name, struct err *e)
{
	struct help_line lines[ARRAY_LEN(commands)];

	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		lines[i] = commands[i].help;
	if (name)
		return help_one(c->out, c->options.lang, lines,
				ARRAY_LEN(lines), name, e);
	help_all(c->out, c->options.lang, lines, ARRAY_LEN(lines));
	return 0;
}

static int help(struct cli *c, int n, char **words, struct err *e)
{
	char name[64];

	if (n < 1)
		return help_named(c, NULL, e);
	if (n < 2 ||
	    snprintf(name, sizeof(name), "%s-%s", words[0], words[1]) < 0 ||
	    !verb_find(name))
		return help_named(c, words[0], e);
	return help_named(c, name, e);
}

/* Words of the usage in lower case are the command's name. Returns how many of
 * them the words match, 0 when not all. */
static int match(const char *usage, int n, char **words)
{
	int k = 0;

	while (*usage && *usage != '[' && str_lower(*usage) == *usage) {
		size_t length = strcspn(usage, " ");

		if (k >= n || strlen(words[k]) != length ||
		    strncmp(usage, words[k], length) != 0)
			return 0;
		k++;
		usage += length;
		usage += *usage == ' ';
	}
	return k;
}

/* "report whereabouts" is a verb, "report nightly" is not. */
static bool is_verb(int n, char **words)
{
	char name[64];

	if (verb_find(words[0]))
		return true;
	return n >= 2 &&
	       snprintf(name, sizeof(name), "%s-%s", words[0], words[1]) <
		       (int)sizeof(name) &&
	       verb_find(name);
}

static int run(struct cli *c, int n, char **words, struct err *e)
{
	if (n < 1 || str_eq(words[0], "help") || str_eq(words[0], "--help"))
		return help(c, n - 1, words + 1, e);
	if (str_eq(words[0], "--version")) {
		fprintf(c->out, "muniment %s\n", MUNIMENT_VERSION);
		return 0;
	}
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		int k = match(commands[i].help.usage, n, words);

		if (!k || (commands[i].run != cli_init && is_verb(n, words)))
			continue;
		/* init is a verb, too: its own words begin with it. */
		k = commands[i].run == cli_init ? 0 : k;
		return commands[i].run(c, n - k, words + k, e);
	}
	if (!is_verb(n, words))
		return help_named(c, words[0], e); /* did you mean */
	return cli_verb(c, n, words, e);
}

int main(int argc, char **argv)
{
	struct cli c = {.out = stdout, .err = stderr};
	struct err e = ERR_INIT;
	int n = argc - 1, rc;

	rc = crypto_init(&e);
	if (rc == 0)
		rc = options_take(&c.options, &n, argv + 1, &e);
	if (rc == 0)
		rc = run(&c, n, argv + 1, &e);
	if (fflush(stdout) != 0 && rc == 0)
		rc = err_errno(&e, ERR_IO, "standard output");
	if (rc < 0 && e.code)
		print_error(stderr, &e);
	cli_done(&c);
	return rc < 0 ? err_exit_status(rc) : 0;
}
