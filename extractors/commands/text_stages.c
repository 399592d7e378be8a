/* The filters between the reader and the user: one command a stage, all of one shape. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "filter.h"
#include "options.h"
#include "stages/stages.h"

struct text_stage {
	const char *name;
	const char *summary;
	struct gb_stage *(*open)(const struct gb_grammar *g, struct gb_sink *next);
};

static int filter(const struct text_stage *kind, const struct gb_grammar *g, int n, char **files)
{
	struct gb_out out;

	gb_out_init(&out, stdout);
	struct gb_stage *stage = kind->open(g, &out.sink);
	const struct gb_filter f = { gb_span_of(kind->name), gb_stage_sink(stage), &out };
	int status = gb_filter_files(&f, n, files);

	gb_sink_end(gb_stage_sink(stage));
	status = gb_status_worst(status, gb_stage_status(stage));
	gb_stage_free(stage);
	return status;
}

static int run_stage(const struct text_stage *kind, int argc, char **argv)
{
	char *grammars = NULL;
	const GOptionEntry entries[] = { GB_OPTION_GRAMMARS(&grammars), { NULL, 0, 0, 0, NULL, NULL, NULL } };
	const struct gb_usage usage = { N_("[FILE...]"), kind->summary, entries };
	struct gb_arena *a = gb_arena_new(0);
	int status;

	if (gb_options(&argc, &argv, &usage, &status)) {
		struct gb_grammar *g = gb_places_load(a, grammars);

		status = g != NULL ? filter(kind, g, argc - 1, argv + 1) : 2;
		gb_grammar_close(g);
	}
	g_free(grammars);
	gb_arena_free(a);
	return status;
}

int gb_cmd_stage(int argc, char **argv)
{
	static const struct text_stage kinds[] = {
		{ "segment",
		  N_("Reads source and block records (standard input, or the files) and writes documents, sections,\n"
		     "measures and their sentences."),
		  gb_segment_new },
		{ "extract",
		  N_("Reads sentences (standard input, or the files) and writes after each what was found in it: quantities,\n"
		     "dates, comparators, bodies, each with the rule that found it."),
		  gb_extract_new },
		{ "normalize",
		  N_("Reads sentences and mentions (standard input, or the files) and writes targets, facts and milestones;\n"
		     "a summary ends each file."),
		  gb_normalize_new },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(argv[0], kinds[i].name) == 0)
			return run_stage(&kinds[i], argc, argv);
	abort(); /* a mistake of ours: main.c knows a stage that is not here */
}
