#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "record/record.h"
#include "base/say.h"
#include "commands/commands.h"
#include "commands/language.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} commands[] = {
	{ "convert", gb_cmd_convert, N_("convert files to documents, measures, targets, milestones: all stages in one") },
	{ "read", gb_cmd_read, N_("read files into source and block records") },
	{ "segment", gb_cmd_stage, N_("divide blocks into documents, sections, measures, sentences") },
	{ "extract", gb_cmd_stage, N_("find quantities, dates and bodies in sentences") },
	{ "normalize", gb_cmd_stage, N_("turn mentions into targets, facts, milestones") },
	{ "load", gb_cmd_load, N_("load records into SQLite or PostgreSQL") },
	{ "export", gb_cmd_export, N_("export records: CSV, data package, or JSON Lines (one file per kind)") },
	{ "search", gb_cmd_search, N_("search the records of a database") },
	{ "report", gb_cmd_report, N_("turn records into one page: table, changes, timeline, charts, evidence") },
	{ "check", gb_cmd_check, N_("validate records against the JSON Schema") },
	{ "diff", gb_cmd_diff, N_("compare two editions: raised, lowered, added, dropped") },
	{ "series", gb_cmd_series, N_("follow indicators across editions: one row per indicator, one column per year") },
	{ "explain", gb_cmd_explain, N_("show how a sentence is read, rule by rule") },
	{ "render", gb_cmd_render, N_("draw a page and mark what was found on it") },
	{ "grammar", gb_cmd_grammar, N_("test, show and trace the rules") },
	{ "mentions", gb_cmd_mentions, N_("find numbers, quantities and dates in lines of text") },
};

static void help(FILE *to)
{
	fputs(_("usage: gongbao [--lang zh|en] COMMAND [OPTION...] [FILE...]\n\n"), to);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		fprintf(to, "  %-10s %s\n", commands[i].name, gb_say(commands[i].help));
	fputs(_("\n  gongbao COMMAND --help lists the options of a command\n"
		"  gongbao --version\n\n"
		"Exit status: 0 clean, 1 some input was dropped (see the error records),\n"
		"2 wrong usage or grammar, 3 the system failed.\n"), to);
}

/* How many letters two names share at their beginning. */
static size_t shared(const char *x, const char *y)
{
	size_t n = 0;

	while (x[n] != '\0' && x[n] == y[n])
		n++;
	return n;
}

static int unknown(const char *name)
{
	const struct command *best = NULL;

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (shared(name, commands[i].name) > (best != NULL ? shared(name, best->name) : 0))
			best = &commands[i];
	if (access(name, F_OK) == 0)
		gb_say_error(NULL, _("there is no command '%s', but a file; say what to do with it: gongbao convert %s"), name, name);
	else if (best != NULL)
		gb_say_error(NULL, _("there is no command '%s'; did you mean '%s'? (gongbao --help lists them)"), name, best->name);
	else
		gb_say_error(NULL, _("there is no command '%s'; gongbao --help lists them"), name);
	return 2;
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strcmp(name, commands[i].name) == 0)
			return &commands[i];
	return NULL;
}

/* "gongbao help convert" is "gongbao convert --help". */
static int help_of(char *name)
{
	char option[] = "--help", *words[] = { name, option, NULL };
	const struct command *c = find_command(name);

	if (c != NULL)
		return c->run(2, words);
	help(stdout);
	return 0;
}

static int run_command(int argc, char **argv)
{
	if (argc < 2 || strncmp(argv[1], "--lang", 6) == 0) {
		help(stderr);
		return 2;
	}
	if (strcmp(argv[1], "help") == 0)
		return help_of(argv[argc - 1]);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		help(stdout);
		return 0;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf(_("gongbao %s (records %s)\n"), GB_VERSION, GB_SCHEMA);
		return 0;
	}
	const struct command *c = find_command(argv[1]);

	return c != NULL ? c->run(argc - 1, argv + 1) : unknown(argv[1]);
}

/*
 * A standard stream that is closed would lend its number to the next file that
 * is opened.  Fill the gap the wrong way round, so that using it still fails.
 */
static void hold_standard_streams(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) == -1)
			(void)open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
	hold_standard_streams();
	signal(SIGPIPE, SIG_IGN); /* a closed pipe shows as a write error */
	int status = gb_language_choose(argc, argv) ? run_command(argc, argv) : 2;

	errno = 0;
	if (fflush(stdout) != 0 || ferror(stdout) != 0 || close(STDOUT_FILENO) != 0) {
		gb_say_error(NULL, _("cannot write to standard output%s%s"), errno != 0 ? ": " : "",
			errno != 0 ? gb_say_errno(errno) : "");
		return 3;
	}
	return status;
}
