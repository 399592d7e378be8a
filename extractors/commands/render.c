#include "commands.h"

#include <stdio.h>
#include <unistd.h>

#include "files.h"
#include "view/view.h"
#include "options.h"
#include "pipeline.h"

struct render_options {
	char *grammars;
	char *output;
	int page;
	int resolution;
	int megabytes;
	struct gb_read_limits limits;
};

/* What is found on the page, by the stages in this process. */
static void find_marks(const char *path, const struct gb_grammar *g, const struct render_options *o, struct gb_marks *m)
{
	struct gb_pipeline p;

	gb_pipeline_open(&p, g, &m->results);
	m->next = gb_pipeline_sink(&p);
	gb_read_file(path, &o->limits, &m->blocks);
	gb_sink_end(&m->blocks);
	gb_pipeline_close(&p);
}

static int write_picture(const struct render_options *o, struct gb_span png)
{
	if (o->output == NULL) {
		fwrite(png.p, 1, png.n, stdout); /* main looks whether that went well */
		return 0;
	}
	return gb_files_write_output("render", o->output, png) ? 0 : 3;
}

static int render(const char *path, const struct gb_grammar *g, const struct render_options *o)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_buf png = { 0 };
	struct gb_span message = GB_S("");
	struct gb_marks m;

	gb_marks_init(&m, a, o->page);
	find_marks(path, g, o, &m);
	const struct gb_render what = { o->page, o->resolution, m.mark, m.nmark };
	int status = gb_render_file(path, &o->limits, &what, a, &png, &message);

	if (png.n > 0)
		status = gb_status_worst(status, write_picture(o, gb_buf_span(&png)));
	else
		gb_say_error("render", "%s: %.*s", path, (int)gb_say_span(message).n, gb_say_span(message).p);
	gb_buf_free(&png);
	gb_arena_free(a);
	return status;
}

static int options_fit_render(struct render_options *o, int argc, char **argv)
{
	if (argc != 2)
		return gb_options_error(argv[0], _("name one file"));
	if (argv[1][0] == '-' && argv[1][1] == '\0')
		return gb_options_error(argv[0], _("the file is read twice: it cannot be standard input"));
	if (o->page < 1)
		return gb_options_error(argv[0], _("pages count from 1"));
	if (o->resolution < 10 || o->resolution > 1200)
		return gb_options_error(argv[0], _("--resolution must be a number from 10 to 1200"));
	if (!gb_files_output_fits(argv[0], o->output))
		return 2;
	if (o->output == NULL && isatty(STDOUT_FILENO))
		return gb_options_error(argv[0], _("a picture is not for a terminal: give -o FILE"));
	o->limits.memory = (size_t)o->megabytes << 20;
	struct gb_arena *a = gb_arena_new(0);
	struct gb_grammar *g = gb_places_load(a, o->grammars);

	o->limits.grammar = g;
	const int status = g != NULL ? render(argv[1], g, o) : 2;

	gb_grammar_close(g);
	gb_arena_free(a);
	return status;
}

int gb_cmd_render(int argc, char **argv)
{
	struct render_options o = { .page = 1, .resolution = 120 };
	const GOptionEntry entries[] = {
		{ "page", 'p', 0, G_OPTION_ARG_INT, &o.page, N_("the page to draw (default 1)"), N_("N") },
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &o.output, N_("write the picture to FILE"), N_("FILE") },
		{ "resolution", 'r', 0, G_OPTION_ARG_INT, &o.resolution, N_("dots per inch (default 120)"), N_("N") },
		GB_OPTION_GRAMMARS(&o.grammars),
		GB_OPTIONS_LIMITS(&o.limits.seconds, &o.megabytes),
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("FILE"),
		N_("Draws a page of a PDF or OFD file as a PNG picture, with what was found on it in colour: blocks with\n"
		"their number in the reading order, cells of tables, the words of targets, facts and milestones."),
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status))
		status = options_fit_render(&o, argc, argv);
	g_free(o.output);
	g_free(o.grammars);
	return status;
}
