#include <stdio.h>
#include <string.h>

#include "commands/commands.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} commands[] = {
	{ "read", gb_cmd_read, "files to source and block records" },
	{ "segment", gb_cmd_segment, "blocks to documents, sections, measures, sentences" },
};

int main(int argc, char **argv)
{
	for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	fprintf(stderr, "usage: gongbao COMMAND ...\n");
	return 2;
}
