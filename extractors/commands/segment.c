#include <stdio.h>
#include <stdlib.h>

#include "base/out.h"
#include "commands/commands.h"
#include "stages/stages.h"

/* Standard input to standard output, a record a line. */
int gb_cmd_segment(int argc, char **argv)
{
	struct gb_buf why = { 0 };
	struct gb_grammar *g = gb_grammar_open(argc > 1 ? argv[1] : "grammars", NULL, &why);
	struct gb_out out;
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	if (g == NULL) {
		fprintf(stderr, "gongbao: %.*s\n", (int)why.n, why.p);
		gb_buf_free(&why);
		return 2;
	}
	gb_out_init(&out, stdout);
	struct gb_stage *stage = gb_segment_new(g, &out.sink);

	while ((n = getline(&line, &cap, stdin)) > 0)
		gb_sink_put(gb_stage_sink(stage), (struct gb_span){ line, (size_t)n - (line[n - 1] == '\n') });
	gb_sink_end(gb_stage_sink(stage));
	int status = gb_stage_status(stage);

	gb_stage_free(stage);
	gb_grammar_close(g);
	free(line);
	return gb_out_close(&out) ? status : 3;
}
