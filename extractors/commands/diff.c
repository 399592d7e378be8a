/* diff - what became of the numbers, milestones and measures of one edition in the next. */
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "view/diff_view.h"
#include "options.h"
#include "compare/levels.h"

/* As diff(1) has it, and not as the other commands do. */
enum { NO_CHANGE = 0, CHANGES = 1, TROUBLE = 2 };

struct options {
	char *grammars, *format, *colour, *old_document, *new_document;
	gboolean facts, numbers, all, levels;
};

static const struct {
	const char *name;
	void (*write)(const struct gb_diff_view *v);
	void (*write_levels)(const struct gb_levels *l, const struct gb_diff_view *v);
} formats[] = { { "text", gb_diff_write_text, gb_levels_write_text },
		{ "jsonl", gb_diff_write_jsonl, gb_levels_write_jsonl },
		{ "csv", gb_diff_write_csv, gb_levels_write_csv },
		{ "html", gb_diff_write_html, gb_levels_write_html } };

static int find_format(const char *name)
{
	if (name == NULL)
		return 0;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i].name, name) == 0)
			return (int)i;
	return -1;
}

static bool wants_colour(const char *when)
{
	const char *no = g_getenv("NO_COLOR");

	if (when != NULL && strcmp(when, "auto") != 0)
		return strcmp(when, "always") == 0;
	return isatty(STDOUT_FILENO) != 0 && (no == NULL || *no == '\0');
}

static bool loaded(const struct gb_edition *e, const char *wish, const char *path)
{
	for (size_t i = 0; i < e->npaper; i++)
		if (gb_paper_wanted(e->paper[i], gb_span_of(wish)))
			return true;
	gb_complain("diff", _("no document of %s has '%s' in its id or title"), path, wish);
	return false;
}

/* Reads both sides; false when there is nothing to compare. *ok: everything was read. */
static bool load(const struct options *o, int npath, char **path, struct gb_edition *old, struct gb_edition *new, bool *ok)
{
	*ok = gb_edition_load("diff", path[0], old);
	for (int i = 1; i < npath; i++)
		*ok = gb_edition_load("diff", path[i], new) && *ok;
	if (old->records == 0 || new->records == 0)
		return false;
	return (o->old_document == NULL || loaded(old, o->old_document, path[0])) &&
	       (o->new_document == NULL || loaded(new, o->new_document, path[1]));
}

static int share(const struct options *o, const struct gb_grammar *g, struct gb_arena *a, struct gb_diff_view *view,
		 const struct gb_diff_options *how)
{
	struct gb_levels levels;
	int status = NO_CHANGE;

	gb_levels_make(a, g, view->old, view->new, how, &levels);
	formats[find_format(o->format)].write_levels(&levels, view);
	for (size_t i = 0; i < levels.n; i++)
		if (levels.item[i].kind == GB_LEVEL_NOBODY || levels.item[i].kind == GB_LEVEL_PARTLY)
			status = CHANGES;
	return status;
}

static int compare(const struct options *o, const struct gb_grammar *g, struct gb_arena *a, int npath, char **path)
{
	struct gb_edition old = { .arena = a }, new = { .arena = a };
	struct gb_diff diff;
	struct gb_diff_options how = { .facts = o->facts != FALSE,
				       .old_document = gb_span_of(o->old_document != NULL ? o->old_document : ""),
				       .new_document = gb_span_of(o->new_document != NULL ? o->new_document : "") };
	struct gb_diff_view view = { .diff = &diff,
				     .old = &old,
				     .new = &new,
				     .measures = !o->numbers,
				     .same = o->all != FALSE,
				     .colour = wants_colour(o->colour),
				     .to = stdout };
	bool ok;

	if (!load(o, npath, path, &old, &new, &ok))
		return TROUBLE;
	if (o->levels) {
		int status = share(o, g, a, &view, &how);

		return ok ? status : TROUBLE;
	}
	gb_diff_make(a, g, &old, &new, &how, &diff);
	formats[find_format(o->format)].write(&view);
	return !ok ? TROUBLE : diff.differs ? CHANGES : NO_CHANGE;
}

static int check(const struct options *o, int operands)
{
	if (find_format(o->format) < 0)
		return gb_usage_error("diff", _("--format is text, jsonl, html or csv"));
	if (o->colour != NULL && strcmp(o->colour, "auto") != 0 && strcmp(o->colour, "always") != 0 && strcmp(o->colour, "never") != 0)
		return gb_usage_error("diff", _("--colour is auto, always or never"));
	if (o->levels && formats[find_format(o->format)].write_levels == NULL)
		return gb_usage_error("diff", _("--levels has text, jsonl and csv"));
	if (o->levels ? operands < 2 : operands != 2)
		return gb_usage_error("diff", _("two files or folders of records are wanted"));
	return 0;
}

static int run(const struct options *o, int argc, char **argv)
{
	struct gb_arena *a;
	struct gb_grammar *g;
	int status = check(o, argc - 1);

	if (status != 0)
		return status;
	a = gb_arena_new(0);
	g = gb_grammar_load(a, o->grammars);
	status = g != NULL ? compare(o, g, a, argc - 1, argv + 1) : TROUBLE;
	gb_grammar_close(g);
	gb_arena_free(a);
	return status;
}

int gb_cmd_diff(int argc, char **argv)
{
	struct options o = { 0 };
	const GOptionEntry entries[] = {
		GB_OPTION_GRAMMARS(&o.grammars),
		{ "format", 'f', 0, G_OPTION_ARG_FILENAME, &o.format, N_("text (the default), jsonl, html or csv"), N_("FORMAT") },
		{ "facts", 0, 0, G_OPTION_ARG_NONE, &o.facts, N_("compare facts as well, with facts only"), NULL },
		{ "numbers", 'n', 0, G_OPTION_ARG_NONE, &o.numbers, N_("only numbers, no measures and milestones"), NULL },
		{ "all", 'a', 0, G_OPTION_ARG_NONE, &o.all, N_("show what has not changed as well (text, html)"), NULL },
		{ "levels", 0, 0, G_OPTION_ARG_NONE, &o.levels, N_("OLD is a city's, the others its districts': shares"), NULL },
		{ "old-document", 0, 0, G_OPTION_ARG_FILENAME, &o.old_document, N_("only documents of OLD with this in id or title"),
		  N_("NAME") },
		{ "new-document", 0, 0, G_OPTION_ARG_FILENAME, &o.new_document, N_("only documents of NEW with this in id or title"),
		  N_("NAME") },
		{ "colour", 0, 0, G_OPTION_ARG_FILENAME, &o.colour, N_("auto (only on a terminal), always or never"), N_("WHEN") },
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("OLD NEW..."),
		N_("Compares two editions, each a file or a folder of records: which numbers were raised, lowered, added, dropped.\n"
		"Exit status: 0 no change, 1 changes, 2 trouble."),
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status))
		status = run(&o, argc, argv);
	g_free(o.grammars);
	g_free(o.format);
	g_free(o.colour);
	g_free(o.old_document);
	g_free(o.new_document);
	return status;
}
