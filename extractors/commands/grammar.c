#include "commands.h"

#include <stdio.h>
#include <string.h>

#include "base/lines.h"
#include "filter.h"
#include "options.h"
#include "base/utf8.h"

/* The command line behind the action. */
struct given {
	int n;
	char **words;
	bool coverage, cost;
};

static void print(struct gb_span s)
{
	fwrite(s.p, 1, s.n, stdout);
}

/* ---- check ---- */

static void print_coverage(const struct gb_grammar *g)
{
	struct gb_buf report = { 0 };
	struct gb_coverage c = gb_grammar_cover(g, &report);

	print(gb_buf_span(&report));
	printf(_("%zu of %zu words are in the match of a + line\n"), c.reached, c.words);
	gb_buf_free(&report);
}

static int run_check(struct gb_grammar *g, const struct given *given)
{
	struct gb_buf report = { 0 };
	size_t tests = 0;

	if (given->n != 0)
		return gb_options_error("grammar", _("check takes no words"));
	size_t findings = gb_grammar_check(g, &report, &tests);

	print(gb_buf_span(&report));
	if (given->coverage)
		print_coverage(g);
	printf(gb_say_count("%zu line run", "%zu lines run", tests), tests);
	printf(gb_say_count(", %zu finding\n", ", %zu findings\n", findings), findings);
	gb_buf_free(&report);
	return findings > 0 ? 2 : 0;
}

/* ---- show ---- */

static void list_files(const struct gb_grammar *g)
{
	for (size_t i = 0; i < gb_grammar_passes(g); i++) {
		const struct gb_pass *p = gb_grammar_pass_number(g, i);

		print(gb_pass_name(p));
		printf(gb_say_count("  %zu rule\n", "  %zu rules\n", gb_pass_rules(p)), gb_pass_rules(p));
	}
}

static int run_show(struct gb_grammar *g, const struct given *given)
{
	struct gb_buf out = { 0 };
	int status = 0;

	if (given->n == 0)
		list_files(g);
	for (int i = 0; i < given->n; i++) {
		gb_buf_clear(&out);
		if (gb_grammar_show(g, gb_span_of(given->words[i]), &out)) {
			print(gb_buf_span(&out));
			putchar('\n');
			continue;
		}
		gb_say_error("grammar", _("there is no pat, set, map or rule named %s"), given->words[i]);
		status = 2;
	}
	gb_buf_free(&out);
	return status;
}

/* ---- trace ---- */

/* One match: its characters, its words, the pass and rule, what the rule captured and what it says. */
static void print_match(const struct gb_pass *p, const struct gb_match *m, struct gb_span text)
{
	size_t start = gb_utf8_count(gb_span_sub(text, 0, m->at.start));
	struct gb_span words = gb_span_sub(text, m->at.start, m->at.end - m->at.start);

	printf("  %zu-%zu  ", start, start + gb_utf8_count(words));
	print(words);
	printf("  ");
	print(gb_pass_name(p));
	putchar('.');
	print(gb_rule_name(m->rule));
	for (size_t i = 0; i < m->nfield; i++) {
		printf("  {");
		print(m->field[i].name);
		putchar(':');
		print(gb_span_sub(text, m->field[i].at.start, m->field[i].at.end - m->field[i].at.start));
		putchar('}');
	}
	for (size_t i = 0; i < m->nkey; i++) {
		printf("  ");
		print(m->key[i].name);
		putchar('=');
		print(m->key[i].value);
	}
	putchar('\n');
}

static void trace_line(const struct gb_grammar *g, struct gb_matcher *m, struct gb_arena *a, struct gb_span text)
{
	const struct gb_range whole = { 0, text.n };

	print(text);
	putchar('\n');
	for (size_t i = 0; i < gb_grammar_passes(g); i++) {
		const struct gb_pass *p = gb_grammar_pass_number(g, i);
		struct gb_matches found = { 0 };

		gb_arena_reset(a);
		gb_pass_scan(p, m, a, text, whole, &found);
		for (size_t k = 0; k < found.n; k++)
			print_match(p, &found.item[k], text);
	}
}

static int trace_stream(const struct gb_grammar *g, struct gb_matcher *m, struct gb_arena *a, FILE *in)
{
	struct gb_line_reader lines;
	struct gb_span line;
	int status = 0;

	gb_line_reader_init(&lines, in, GB_FILTER_LINE);
	while (gb_line_reader_next(&lines, &line) == GB_LINE_OK) {
		if (gb_utf8_valid(line)) {
			trace_line(g, m, a, line);
			continue;
		}
		gb_say_error("grammar", _("line %llu is not UTF-8"), lines.number);
		status = 1;
	}
	gb_line_reader_free(&lines);
	return ferror(in) != 0 ? 3 : status;
}

static int trace_texts(const struct gb_grammar *g, const struct given *given)
{
	struct gb_matcher *m = gb_matcher_new(g);
	struct gb_arena *a = gb_arena_new(0);
	int status = given->n == 0 ? trace_stream(g, m, a, stdin) : 0;

	for (int i = 0; i < given->n; i++) {
		const char *word = given->words[i];

		if (strcmp(word, "-") == 0)
			status = gb_status_worst(status, trace_stream(g, m, a, stdin));
		else if (gb_utf8_valid(gb_span_of(word)))
			trace_line(g, m, a, gb_span_of(word));
		else
			status = gb_status_worst(status, gb_options_error("grammar", _("the text is not UTF-8")));
	}
	gb_arena_free(a);
	gb_matcher_free(m);
	return status;
}

static int run_trace(struct gb_grammar *g, const struct given *given)
{
	return given->cost ? gb_grammar_cost(g, given->n, given->words) : trace_texts(g, given);
}

static const struct action {
	const char *name;
	int (*run)(struct gb_grammar *g, const struct given *given);
} actions[] = {
	{ "check", run_check },
	{ "show", run_show },
	{ "trace", run_trace },
};

static const struct action *find_action(const char *name)
{
	for (size_t i = 0; name != NULL && i < sizeof actions / sizeof *actions; i++)
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	return NULL;
}

static int act(const char *grammars, bool coverage, bool cost, int argc, char **argv)
{
	const struct action *action = find_action(argc > 1 ? argv[1] : NULL);

	if (action == NULL)
		return gb_options_error("grammar", _("give check, show or trace"));
	struct gb_arena *a = gb_arena_new(0);
	struct gb_grammar *g = gb_places_load_part(a, grammars);
	const struct given given = { argc - 2, argv + 2, coverage, cost };
	int status = g != NULL ? action->run(g, &given) : 2;

	gb_grammar_close(g);
	gb_arena_free(a);
	return status;
}

int gb_cmd_grammar(int argc, char **argv)
{
	char *grammars = NULL;
	gboolean coverage = FALSE, cost = FALSE;
	const GOptionEntry entries[] = {
		GB_OPTION_GRAMMARS(&grammars),
		{ "coverage", 'c', 0, G_OPTION_ARG_NONE, &coverage, N_("check: also list the words that no + line reaches"), NULL },
		{ "cost", 0, 0, G_OPTION_ARG_NONE, &cost,
		  N_("trace: run the text stages over records files and print what each rule costs"), NULL },
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("check | show [NAME...] | trace [TEXT|-...] | trace --cost [FILE...]"),
		N_("check   runs the + and - lines of rules, sets and maps, and checks the format\n"
		"show    lists the files, or prints the expanded pattern of a pat, set, map or rule\n"
		"trace   prints what the rules of each file find in a text: place, words, rule, {fields}, keys"),
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status))
		status = act(grammars, coverage, cost, argc, argv);
	g_free(grammars);
	return status;
}
