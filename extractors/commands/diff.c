/* diff - what became of the numbers, milestones and measures of one edition in the next. */
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "internal.h"
#include "record/record.h"

/* As diff(1) has it, and not as the other commands do. */
enum { NO_CHANGE = 0, CHANGES = 1, TROUBLE = 2 };

struct diff_options {
	struct gb_editions editions;
	char *colour, *old_document, *new_document;
	gboolean facts, numbers, all, levels;
	int npath; /* OLD, then NEW... */
	char **path;
};

static bool wants_colour(const char *when)
{
	const char *no = g_getenv("NO_COLOR");

	if (when != NULL && strcmp(when, "auto") != 0)
		return strcmp(when, "always") == 0;
	return isatty(STDOUT_FILENO) != 0 && (no == NULL || *no == '\0');
}

static bool loaded(const struct gb_edition *e, const char *wish, const char *path)
{
	if (wish == NULL)
		return true;
	for (size_t i = 0; i < e->npaper; i++)
		if (gb_edition_wants(e->paper[i], gb_span_of(wish)))
			return true;
	gb_say_error("diff", _("no document of %s has '%s' in its id or title"), path, wish);
	return false;
}

/* Reads both sides; false when there is nothing to compare. *ok: everything was read. */
static bool load_both(const struct diff_options *o, struct gb_edition *old, struct gb_edition *new, bool *ok)
{
	*ok = gb_editions_load(&o->editions, o->path[0], old);
	for (int i = 1; i < o->npath; i++)
		*ok = gb_editions_load(&o->editions, o->path[i], new) && *ok;
	return old->records > 0 && new->records > 0 && loaded(old, o->old_document, o->path[0]) &&
	       loaded(new, o->new_document, o->path[1]);
}

static int share(const struct gb_editions *e, struct gb_sink *records, const struct gb_diff_view *view, const struct gb_diff_options *how)
{
	struct gb_levels levels;
	int status = NO_CHANGE;

	gb_levels_make(e->arena, e->grammar, view->old, view->new, how, &levels);
	if (e->format == GB_FORMAT_TEXT)
		gb_levels_text(&levels, view);
	else if (e->format == GB_FORMAT_CSV)
		gb_levels_csv(&levels, view->to);
	else
		gb_levels_json(&levels, records);
	for (size_t i = 0; i < levels.n; i++)
		if (levels.item[i].kind == GB_LEVEL_NOBODY || levels.item[i].kind == GB_LEVEL_PARTLY)
			status = CHANGES;
	return status;
}

static int changes(const struct gb_editions *e, struct gb_sink *records, struct gb_diff_view *view, const struct gb_diff_options *how)
{
	struct gb_diff diff;

	gb_diff_make(e->arena, e->grammar, view->old, view->new, how, &diff);
	view->diff = &diff;
	if (e->format == GB_FORMAT_TEXT)
		gb_diff_text(view);
	else if (e->format == GB_FORMAT_CSV)
		gb_diff_csv(view);
	else
		gb_diff_json(view, records);
	return diff.differs ? CHANGES : NO_CHANGE;
}

static int compare(struct gb_editions *e, void *data)
{
	const struct diff_options *o = data;
	struct gb_edition old = { .arena = e->arena }, new = { .arena = e->arena };
	const struct gb_diff_options how = { .facts = o->facts != FALSE,
					     .old_document = gb_span_of(o->old_document != NULL ? o->old_document : ""),
					     .new_document = gb_span_of(o->new_document != NULL ? o->new_document : "") };
	struct gb_diff_view view = { .old = &old, .new = &new, .measures = !o->numbers, .same = o->all != FALSE,
				     .colour = wants_colour(o->colour), .to = stdout };
	struct gb_out out;
	bool ok;

	gb_out_init(&out, stdout);
	if (!load_both(o, &old, &new, &ok))
		return TROUBLE;
	e->compared = true;
	struct gb_sink *records = e->report != NULL ? gb_report_sink(e->report) : &out.sink;
	const int status = o->levels ? share(e, records, &view, &how) : changes(e, records, &view, &how);

	return ok ? status : TROUBLE;
}

static int run_diff(struct diff_options *o)
{
	const int status = gb_editions_check(&o->editions);

	if (status != 0)
		return status;
	if (o->colour != NULL && strcmp(o->colour, "auto") != 0 && strcmp(o->colour, "always") != 0 && strcmp(o->colour, "never") != 0)
		return gb_options_error("diff", _("--colour is auto, always or never"));
	if (o->levels ? o->npath < 2 : o->npath != 2)
		return gb_options_error("diff", _("name two files or folders of records"));
	return gb_editions_run(&o->editions, o->levels ? "view=shares" : o->all ? "view=changes&same=1" : "view=changes", compare, o);
}

int gb_cmd_diff(int argc, char **argv)
{
	struct diff_options o = { .editions = { .command = "diff" } };
	const GOptionEntry entries[] = {
		GB_EDITIONS_OPTIONS(&o.editions),
		{ "facts", 0, 0, G_OPTION_ARG_NONE, &o.facts, N_("also compare facts, with facts only"), NULL },
		{ "numbers", 'n', 0, G_OPTION_ARG_NONE, &o.numbers, N_("only numbers, without measures and milestones"), NULL },
		{ "all", 'a', 0, G_OPTION_ARG_NONE, &o.all, N_("also show what has not changed (text, html)"), NULL },
		{ "levels", 0, 0, G_OPTION_ARG_NONE, &o.levels, N_("OLD is of a city, the others of its districts: show shares"), NULL },
		{ "old-document", 0, 0, G_OPTION_ARG_FILENAME, &o.old_document, N_("only documents of OLD with this in id or title"),
		  N_("NAME") },
		{ "new-document", 0, 0, G_OPTION_ARG_FILENAME, &o.new_document, N_("only documents of NEW with this in id or title"),
		  N_("NAME") },
		{ "colour", 0, 0, G_OPTION_ARG_FILENAME, &o.colour, N_("auto (only on a terminal), always or never"), N_("WHEN") },
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("OLD NEW..."),
		N_("Compares two editions, each a file or a folder of records: numbers that were raised, lowered, added, dropped.\n"
		"Exit status: 0 no change, 1 changes, 2 trouble."),
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status)) {
		o.npath = argc - 1;
		o.path = argv + 1;
		status = run_diff(&o);
	}
	gb_editions_free(&o.editions);
	g_free(o.colour);
	g_free(o.old_document);
	g_free(o.new_document);
	return status;
}
