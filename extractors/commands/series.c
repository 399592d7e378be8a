/* series - the same document over many years: one row per indicator, one column per year. */
#include "commands.h"
#include "internal.h"
#include "record/record.h"

struct series_options {
	struct gb_editions editions;
	char *document;
	gboolean facts;
	int npath;
	char **path;
};

static void write_series(const struct gb_editions *e, const struct gb_series *s)
{
	struct gb_out out;

	gb_out_init(&out, stdout);
	if (e->format == GB_FORMAT_TEXT)
		gb_series_text(s, stdout);
	else if (e->format == GB_FORMAT_CSV)
		gb_series_csv(s, stdout);
	else
		gb_series_json(s, e->report != NULL ? gb_report_sink(e->report) : &out.sink);
}

static int follow(struct gb_editions *e, void *data)
{
	const struct series_options *o = data;
	struct gb_edition *edition = gb_arena_array(e->arena, (size_t)o->npath, sizeof *edition);
	const struct gb_diff_options how = { .facts = o->facts != FALSE,
					     .new_document = gb_span_of(o->document != NULL ? o->document : "") };
	struct gb_series series;
	bool ok = true;

	for (int i = 0; i < o->npath; i++) {
		edition[i] = (struct gb_edition){ .arena = e->arena };
		ok = gb_editions_load(e, o->path[i], &edition[i]) && ok;
	}
	gb_series_make(e->arena, e->grammar, edition, (size_t)o->npath, &how, &series);
	e->compared = series.n > 0 || ok;
	if (e->compared)
		write_series(e, &series);
	return ok ? 0 : 1;
}

static int run_series(struct series_options *o)
{
	const int status = gb_editions_check(&o->editions);

	if (status != 0)
		return status;
	if (o->npath < 1)
		return gb_options_error("series", _("name files or folders of records, one per edition"));
	return gb_editions_run(&o->editions, "view=series&kind=all", follow, o);
}

int gb_cmd_series(int argc, char **argv)
{
	struct series_options o = { .editions = { .command = "series" } };
	const GOptionEntry entries[] = {
		GB_EDITIONS_OPTIONS(&o.editions),
		{ "facts", 0, 0, G_OPTION_ARG_NONE, &o.facts, N_("also follow facts"), NULL },
		{ "document", 0, 0, G_OPTION_ARG_FILENAME, &o.document, N_("only documents with this in id or title"), N_("NAME") },
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("FILE..."),
		N_("Follows indicators through the years: each operand, a file or folder of records, is one edition."),
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status)) {
		o.npath = argc - 1;
		o.path = argv + 1;
		status = run_series(&o);
	}
	gb_editions_free(&o.editions);
	g_free(o.document);
	return status;
}
