#include "commands.h"

#include <glib.h>

#include "record/record.h"
#include "files.h"
#include "inputs.h"
#include "options.h"
#include "read/read.h"

static int read_all(struct gb_arena *a, const struct gb_read_limits *limits, int n, char **operands)
{
	struct gb_inputs list = { 0 };
	struct gb_files_diagnostics teller;
	struct gb_out out;
	int status;

	status = gb_inputs_take(a, "read", n, operands, &list);
	gb_out_init(&out, stdout);
	gb_files_diagnostics_open(&teller, "read", &out.sink);
	for (size_t i = 0; i < list.n && !gb_out_failed(&out); i++)
		status = gb_status_worst(status, gb_read_file(list.item[i].path, limits, &teller.sink));
	gb_sink_end(&teller.sink);
	gb_files_diagnostics_close(&teller);
	return status;
}

/* What the command does, with the formats it reads. */
static char *describe(void)
{
	struct gb_buf names = { 0 };

	gb_read_list(NULL, &names);
	gb_buf_add_byte(&names, '\0');
	char *text = g_strdup_printf(_("Reads %s files and writes a source record and blocks in reading order.  The type of a file is\n"
				       "detected from its content, not its name.  \"-\" is standard input."),
				     names.p);

	gb_buf_free(&names);
	return text;
}

int gb_cmd_read(int argc, char **argv)
{
	struct gb_read_limits limits = { 0 };
	int megabytes = 0;
	char *ocr = NULL, *grammars = NULL;
	const GOptionEntry entries[] = { GB_OPTION_GRAMMARS(&grammars), GB_OPTION_OCR(&ocr), GB_OPTIONS_LIMITS(&limits.seconds, &megabytes),
					 { NULL, 0, 0, 0, NULL, NULL, NULL } };
	char *text = describe();
	const struct gb_usage usage = { N_("FILE|FOLDER..."), text, entries };
	int status;
	const bool go_on = gb_options(&argc, &argv, &usage, &status);

	g_free(text);
	if (!go_on)
		return status;
	if (argc < 2)
		return gb_options_error(argv[0], _("name at least one file (- for standard input)"));
	const bool fit = gb_options_ocr(argv[0], ocr, &limits.ocr);

	g_free(ocr);
	if (!fit)
		return 2;
	limits.memory = (size_t)megabytes << 20;
	struct gb_arena *a = gb_arena_new(0);
	struct gb_grammar *g = gb_places_load(a, grammars);

	limits.grammar = g;
	status = g != NULL ? read_all(a, &limits, argc - 1, argv + 1) : 2;
	gb_grammar_close(g);
	gb_arena_free(a);
	g_free(grammars);
	return status;
}
