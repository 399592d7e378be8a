#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "files.h"
#include "filter.h"
#include "inputs.h"
#include "internal.h"
#include "pipeline.h"

struct report_options {
	char *output, *changes, *grammars;
	struct gb_page_options page;
	int megabytes;
	struct gb_read_limits limits;
};

struct job {
	const struct report_options *o;
	struct gb_report *report;
	struct gb_out nowhere;    /* what the filter asks whether its end has failed: the report never does */
	struct gb_grammar *grammar; /* loaded for the first document */
	struct gb_arena *arena;
};

static int take_records(struct job *j, FILE *in, const char *name)
{
	const struct gb_filter f = { GB_S("report"), gb_report_sink(j->report), &j->nowhere };

	return gb_filter_stream(&f, in, name);
}

static int convert_file(struct job *j, const char *path)
{
	struct gb_pipeline p;
	struct gb_files_diagnostics teller;

	if (j->grammar == NULL)
		j->grammar = gb_places_load(j->arena, j->o->grammars);
	if (j->grammar == NULL)
		return 2;
	struct gb_read_limits limits = j->o->limits;

	limits.grammar = j->grammar;
	gb_files_diagnostics_open(&teller, "report", gb_report_sink(j->report));
	gb_pipeline_open(&p, j->grammar, &teller.sink);
	const int status = gb_read_file(path, &limits, gb_pipeline_sink(&p));

	gb_sink_end(gb_pipeline_sink(&p));
	const int worst = gb_status_worst(status, gb_pipeline_status(&p));

	gb_pipeline_close(&p);
	gb_files_diagnostics_close(&teller);
	return worst;
}

/* Records start with an object; no document that is read does. */
static bool holds_records(FILE *in)
{
	int c = getc(in);

	while (c == ' ' || c == '\n' || c == '\r' || c == '\t')
		c = getc(in);
	rewind(in);
	return c == '{' || c == EOF;
}

static int take_changes(struct job *j, const char *path)
{
	FILE *in = gb_files_open_input("report", path);

	if (in == NULL)
		return gb_err_status(GB_ERR_USAGE); /* the page would look as if nothing had changed */
	const int status = take_records(j, in, path);

	fclose(in);
	return status;
}

/* What cannot be opened goes to the reader, which knows how to say so in a record. */
static int take_file(struct job *j, const char *path)
{
	if (strcmp(path, "-") == 0)
		return take_records(j, stdin, _("standard input"));
	FILE *in = fopen(path, "rb");
	const bool records = in != NULL && holds_records(in);
	const int status = records ? take_records(j, in, path) : 0;

	if (in != NULL)
		fclose(in);
	return records ? status : convert_file(j, path);
}

static bool is_record_file(const struct gb_input *i)
{
	return g_str_has_suffix(i->path, ".jsonl");
}

/* The records below a folder; where there are none, its documents. */
static int list_operand(struct gb_arena *a, char *operand, struct gb_inputs *list)
{
	const size_t before = list->n;
	size_t kept = before;
	const int status = gb_inputs_take(a, "report", 1, &operand, list);

	for (size_t i = before; i < list->n; i++)
		if (is_record_file(&list->item[i]))
			list->item[kept++] = list->item[i];
	if (kept > before)
		list->n = kept;
	return status;
}

static int report_all(struct job *j, int n, char **operands)
{
	struct gb_inputs list = { .records = true };
	int status = 0;

	for (int i = 0; i < n; i++)
		status = gb_status_worst(status, list_operand(j->arena, operands[i], &list));
	for (size_t i = 0; i < list.n; i++)
		status = gb_status_worst(status, take_file(j, list.item[i].path));
	if (j->o->changes != NULL)
		status = gb_status_worst(status, take_changes(j, j->o->changes));
	if (status < 2 && list.n > 0 && !gb_page_write("report", &j->o->page, j->report, &j->o->limits, "", j->o->output))
		status = 3;
	return status;
}

static int run_report(struct report_options *o, int argc, char **argv)
{
	struct job j = { .o = o };

	if (argc < 2)
		return gb_options_error(argv[0], _("name at least one file of records or document (- for records on standard input)"));
	if (gb_page_check(argv[0], &o->page) != 0)
		return 2;
	if (!gb_files_output_fits(argv[0], o->output))
		return 2;
	if (o->output == NULL && isatty(STDOUT_FILENO) != 0)
		return gb_options_error(argv[0], _("a page is not for a terminal: give -o FILE"));
	o->limits.memory = (size_t)o->megabytes << 20;
	j.report = gb_report_new();
	j.arena = gb_arena_new(0);
	gb_out_init(&j.nowhere, stdout);
	const int status = report_all(&j, argc - 1, argv + 1);

	gb_grammar_close(j.grammar);
	gb_arena_free(j.arena);
	gb_report_free(j.report);
	return status;
}

int gb_cmd_report(int argc, char **argv)
{
	struct report_options o = { 0 };
	const GOptionEntry entries[] = {
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &o.output, N_("write the page to FILE (default standard output)"), N_("FILE") },
		{ "diff", 'd', 0, G_OPTION_ARG_FILENAME, &o.changes, N_("changes, as gongbao diff --format jsonl writes them"),
		  N_("FILE") },
		GB_PAGE_OPTIONS(&o.page),
		GB_OPTION_GRAMMARS(&o.grammars),
		GB_OPTIONS_LIMITS(&o.limits.seconds, &o.megabytes),
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("FILE|FOLDER..."),
		N_("Turns records (.jsonl) or documents into one page: targets to sort, filter and search, what has changed,\n"
		"a timeline, charts, and for every row the words it was read from.  The page opens without a network."),
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status))
		status = run_report(&o, argc, argv);
	g_free(o.output);
	g_free(o.changes);
	g_free(o.grammars);
	gb_page_free(&o.page);
	return status;
}
