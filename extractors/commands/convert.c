#include "commands.h"

#include <stdio.h>

#include "record/record.h"
#include "batch.h"
#include "correcting.h"
#include "files.h"
#include "options.h"
#include "pipeline.h"

struct convert_options {
	char *grammars;
	char *folder;
	char *corrections;
	struct gb_corrections *list; /* NULL: no corrections */
	char *ocr;
	int jobs;
	int megabytes;
	struct gb_read_limits limits;
};

/* One chain for all inputs: the bytes of read | segment | extract | normalize. */
static int to_stdout(const struct gb_inputs *list, const struct gb_grammar *g, const struct convert_options *o)
{
	struct gb_pipeline p;
	struct gb_files_diagnostics teller;
	struct gb_out out;
	int status = 0;

	gb_out_init(&out, stdout);
	gb_files_diagnostics_open(&teller, "convert", &out.sink);
	struct gb_corrector *x = o->list != NULL ? gb_corrector_new(o->list, &teller.sink) : NULL;

	gb_pipeline_open(&p, g, x != NULL ? gb_corrector_sink(x) : &teller.sink);
	for (size_t i = 0; i < list->n && !gb_out_failed(&out); i++)
		status = gb_status_worst(status, gb_read_file(list->item[i].path, &o->limits, gb_pipeline_sink(&p)));
	gb_sink_end(gb_pipeline_sink(&p));
	status = gb_status_worst(status, gb_pipeline_status(&p));
	gb_pipeline_close(&p);
	gb_files_diagnostics_close(&teller);
	if (x != NULL)
		status = gb_status_worst(status, gb_correcting_status("convert", x));
	gb_corrector_free(x);
	return status;
}

static int to_folder(struct gb_inputs *list, const struct gb_grammar *g, const struct convert_options *o)
{
	const struct gb_batch b = { g, o->folder, &o->limits, o->jobs, o->list };
	const struct gb_input *x, *y;

	if (gb_inputs_distinct(list, &x, &y)) {
		const int status = gb_files_output_folder("convert", o->folder);

		return status == 0 ? gb_batch_run(&b, list) : status;
	}
	gb_say_error("convert",
		    _("%s and %s would both become %s/%s.jsonl, so nothing was done;\n"
		      "convert them into different folders, or name the folder that holds both"),
		    x->path, y->path, o->folder, x->name);
	return 2;
}

static int convert(struct convert_options *o, int n, char **operands)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_grammar *g = gb_places_load(a, o->grammars);
	struct gb_inputs list = { 0 };
	int status = 2;

	o->limits.grammar = g;
	if (g != NULL)
		status = gb_inputs_take(a, "convert", n, operands, &list);
	if (list.n > 0)
		status = gb_status_worst(status, o->folder != NULL ? to_folder(&list, g, o) : to_stdout(&list, g, o));
	gb_grammar_close(g);
	gb_arena_free(a);
	return status;
}

static int checked(struct convert_options *o, int argc, char **argv)
{
	if (argc < 2)
		return gb_options_error(argv[0], _("name at least one file or folder (- for standard input)"));
	if (!gb_options_ocr(argv[0], o->ocr, &o->limits.ocr))
		return 2;
	if (o->jobs < 1 || o->jobs > 256)
		return gb_options_error(argv[0], _("--jobs must be a number from 1 to 256"));
	if (o->jobs > 1 && o->folder == NULL)
		return gb_options_error(argv[0], _("--jobs needs --output DIR (one output file per input)"));
	o->limits.memory = (size_t)o->megabytes << 20;
	if (o->corrections != NULL && !gb_correcting_open(&o->list, argv[0], o->corrections))
		return 2;
	return convert(o, argc - 1, argv + 1);
}

int gb_cmd_convert(int argc, char **argv)
{
	struct convert_options o = { .jobs = 1 };
	const GOptionEntry entries[] = {
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &o.folder, N_("write NAME.jsonl for every input into DIR"), N_("DIR") },
		{ "jobs", 'j', 0, G_OPTION_ARG_INT, &o.jobs, N_("files to read at the same time, with -o (default 1)"), N_("N") },
		GB_OPTION_CORRECTIONS(&o.corrections),
		GB_OPTION_GRAMMARS(&o.grammars),
		GB_OPTION_OCR(&o.ocr),
		GB_OPTIONS_LIMITS(&o.limits.seconds, &o.megabytes),
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("FILE|FOLDER..."),
		N_("Reads documents and writes their records: source, document, section, measure, target, fact, milestone,\n"
		"error, summary.  The same bytes as gongbao read | segment | extract | normalize.  \"-\" is standard input;\n"
		"a folder means all documents below it."),
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status))
		status = checked(&o, argc, argv);
	gb_corrections_close(o.list);
	g_free(o.corrections);
	g_free(o.folder);
	g_free(o.ocr);
	g_free(o.grammars);
	return status;
}
