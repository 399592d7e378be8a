#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/block.h"
#include "commands/commands.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} commands[] = {
	{ "convert", gb_cmd_convert, "files to documents, measures, targets, milestones: all stages in one" },
	{ "read", gb_cmd_read, "files to source and block records" },
	{ "segment", gb_cmd_segment, "blocks to documents, sections, measures, sentences" },
	{ "extract", gb_cmd_extract, "sentences to mentions: quantities, dates, bodies" },
	{ "normalize", gb_cmd_normalize, "mentions to targets, facts, milestones" },
	{ "load", gb_cmd_load, "records into SQLite or PostgreSQL" },
	{ "export", gb_cmd_export, "records as CSV, a data package, JSON Lines a kind" },
	{ "search", gb_cmd_search, "records of a database by the words in them" },
	{ "report", gb_cmd_report, "records to one page: table, changes, timeline, charts, evidence" },
	{ "check", gb_cmd_check, "hold records against the published schema" },
	{ "diff", gb_cmd_diff, "two editions: what was raised, lowered, added, dropped" },
	{ "series", gb_cmd_series, "many editions: one row an indicator, one column a year" },
	{ "explain", gb_cmd_explain, "show how a sentence is read, rule by rule" },
	{ "render", gb_cmd_render, "draw a page with what was found on it" },
	{ "grammar", gb_cmd_grammar, "test, show and trace the rules" },
	{ "mentions", gb_cmd_mentions, "lines of text to the numbers, quantities and dates in them" },
};

static void help(FILE *to)
{
	fprintf(to, "usage: gongbao COMMAND [OPTION...] [FILE...]\n\n");
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		fprintf(to, "  %-10s %s\n", commands[i].name, commands[i].help);
	fprintf(to, "\n  gongbao COMMAND --help tells the options of a command\n");
	fprintf(to, "  gongbao --version\n\n");
	fprintf(to, "Exit status: 0 clean, 1 some input was dropped (see the error records),\n");
	fprintf(to, "2 wrong usage or grammar, 3 the system failed.\n");
}

static int unknown(const char *name)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (commands[i].name[0] == name[0] && name[0] != '\0') {
			fprintf(stderr, "gongbao: there is no command '%s'; did you mean '%s'? (gongbao --help lists them)\n",
				name, commands[i].name);
			return 2;
		}
	fprintf(stderr, "gongbao: there is no command '%s'; gongbao --help lists them\n", name);
	return 2;
}

static int run(int argc, char **argv)
{
	if (argc < 2) {
		help(stderr);
		return 2;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
		help(stdout);
		return 0;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("gongbao %s (records %s)\n", GB_VERSION, GB_SCHEMA);
		return 0;
	}
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	return unknown(argv[1]);
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
	int status = run(argc, argv);

	errno = 0;
	if (fflush(stdout) != 0 || ferror(stdout) != 0 || close(STDOUT_FILENO) != 0) {
		fprintf(stderr, "gongbao: cannot write to standard output%s%s\n", errno != 0 ? ": " : "",
			errno != 0 ? strerror(errno) : "");
		return 3;
	}
	return status;
}
