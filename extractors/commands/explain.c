/*
 * explain - how a sentence was read: what was masked, what was found, which rule took each number,
 * which others fitted and lost, and the record that came of it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/lines.h"
#include "commands/commands.h"
#include "commands/files.h"
#include "commands/options.h"
#include "commands/words.h"
#include "policy/calendar.h"
#include "policy/builder.h"
#include "policy/mention.h"

#define LONGEST_LINE ((size_t)1 << 20)

struct explainer {
	struct gb_frame_trace trace; /* first, so that the trace is its explainer */
	const struct gb_grammar *grammar;
	struct gb_matcher *matcher;
	struct gb_arena *arena;
	struct gb_finder *finder;
	struct gb_builder *builder;
	struct gb_setting setting;
};

static void print(const char *label, struct gb_span s)
{
	if (s.n > 0)
		printf("%s%.*s", label, (int)s.n, s.p);
}

static struct gb_span at(struct gb_span text, struct gb_extent e)
{
	return gb_span_sub(text, e.start, e.end - e.start);
}

static void show_mentions(struct gb_span text, const struct gb_mentions *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct gb_mention *m = &all->item[i];

		print("  ", gb_word(gb_mention_kind_name(m->kind)));
		print("\t[", at(text, m->at));
		print("]  ", m->rule);
		print(_("  value="), m->value);
		print("..", m->value_max);
		print(_(" unit="), m->unit);
		print(" ", m->comparator);
		print(_("  from "), m->from);
		print(_(" to "), m->to);
		print(_(" per "), m->per);
		printf("%s\n", m->deadline ? _("  (a term)") : "");
	}
}

/* Private-use characters as their names in the rules, so that a skeleton can be read. */
static void show_skeleton(struct gb_span s)
{
	static const struct {
		uint32_t from;
		const char *name;
	} names[] = { { GB_FOCUS_COUNT, "<count>" }, { GB_FOCUS_SHARE, "<share>" },     { GB_FOCUS_IMPLIED, "<whole>" },
		      { GB_FOCUS_TIME, "<time>" },   { GB_FOCUS_BOUND, "<bound>" },     { GB_FOCUS_MEASURE, "<measure>" },
		      { GB_FOCUS_LIMIT, "<limit>" }, { GB_FOCUS_BARE, "<bare>" },     { GB_FOCUS_BULK, "<bulk>" },     { GB_FOCUS_QUALITY, "<quality>" },
		      { GB_TOKEN_ASIDE, "<aside>" },     { GB_TOKEN_NAME, "<name>" },
		      { GB_TOKEN_SET, "<every>" },   { GB_TOKEN_DATE, "<date>" },       { GB_TOKEN_QUANTITY, "<num>" } };

	for (size_t off = 0, len; off < s.n; off += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, off), &len);
		size_t i = 0;

		while (i < sizeof names / sizeof *names && cp < names[i].from)
			i++;
		if (i < sizeof names / sizeof *names && cp < 0xf900)
			fputs(names[i].name, stdout);
		else
			fwrite(s.p + off, 1, len, stdout);
	}
}

static void show_losers(struct explainer *x, struct gb_span item, const struct gb_match *hit)
{
	const struct gb_pass *p = gb_grammar_pass(x->grammar, "frame");
	struct gb_match other;

	for (size_t i = 0; i < gb_pass_rules(p); i++) {
		const struct gb_rule *r = gb_pass_rule(p, i);

		if (r == hit->rule || !gb_rule_at(r, x->matcher, x->arena, item, hit->at.start, &other))
			continue;
		print(_("      lost: "), gb_rule_name(r));
		printf("  %s\n", other.at.end < hit->at.end ? _("takes less of it") : _("stands later in the file"));
	}
}

static void show_item(struct gb_frame_trace *self, const struct gb_clause *c, struct gb_span item, const struct gb_match *hit)
{
	struct explainer *x = (struct explainer *)self;

	(void)c;
	fputs(_("  item\t"), stdout);
	show_skeleton(item);
	putchar('\n');
	if (hit == NULL) {
		puts(_("      no rule takes it"));
		return;
	}
	print(_("      rule: "), gb_rule_name(hit->rule));
	for (size_t i = 0; i < hit->nfield; i++) {
		print("  ", hit->field[i].name);
		putchar('=');
		show_skeleton(gb_span_sub(item, hit->field[i].at.start, hit->field[i].at.end - hit->field[i].at.start));
	}
	printf("%s\n", gb_span_eq(gb_match_key(hit, "drop"), GB_S("yes")) ? _("  (no target)") : "");
	show_losers(x, item, hit);
}

static void show_records(const struct gb_promises *p)
{
	for (size_t i = 0; i < p->ntarget; i++) {
		const struct gb_target *t = &p->target[i];

		print(t->fact ? _("  fact\t") : _("  target\t"), t->indicator);
		print(_("  scope="), t->scope);
		print("  ", t->comparator);
		print(" ", t->value);
		print("..", t->value_max);
		print(" ", t->unit);
		print("  ", gb_word(t->basis));
		print(" ", gb_word(t->direction));
		print(_("  per "), t->per);
		print("  ", gb_word(t->modality));
		print(_("  by "), t->deadline);
		print(" (", gb_word(t->deadline_source));
		puts(t->deadline_source.n > 0 ? ")" : "");
	}
	for (size_t i = 0; i < p->nmilestone; i++) {
		print(_("  milestone\t"), p->milestone[i].action);
		print(_("  by "), p->milestone[i].deadline);
		putchar('\n');
	}
}

static void explain_line(struct explainer *x, struct gb_span line)
{
	struct gb_sentence s = { .document = GB_S(""), .measure = GB_S(""), .text = line,
				 .where = { .cell_row = -1, .cell_col = -1 },
				 .cue = { GB_S(""), GB_S(""), GB_S(""), GB_S(""), GB_S(""), GB_S(""), GB_CUE_PROSE } };
	struct gb_mentions found = { 0 };
	struct gb_promises out = { 0 };

	print("", line);
	putchar('\n');
	gb_finder_find(x->finder, x->arena, line, x->setting.today, &found);
	show_mentions(line, &found);
	gb_builder_setting(x->builder, &x->setting);
	gb_builder_sentence(x->builder, x->arena, &s, &found, &out);
	show_records(&out);
	gb_arena_reset(x->arena);
}

static int explain_all(struct explainer *x, int argc, char **argv)
{
	struct gb_line_reader in;
	struct gb_span line;
	enum gb_line_got got;

	for (int i = 1; i < argc; i++)
		explain_line(x, gb_span_of(argv[i]));
	if (argc > 1)
		return 0;
	gb_input_terminal("explain");
	gb_line_reader_init(&in, stdin, LONGEST_LINE);
	while (got = gb_line_reader_next(&in, &line), got != GB_LINE_END && got != GB_LINE_FAILED)
		if (got == GB_LINE_OK)
			explain_line(x, line);
	gb_line_reader_free(&in);
	return got == GB_LINE_END ? 0 : 3;
}

int gb_cmd_explain(int argc, char **argv)
{
	char *grammars = NULL, *day = NULL;
	const GOptionEntry entries[] = {
		GB_OPTION_GRAMMARS(&grammars),
		{ "date", 'd', 0, G_OPTION_ARG_STRING, &day, N_("the day that 今年 and 6月底 are read from"), N_("YYYY-MM-DD") },
		{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("[TEXT...]"),
		N_("Shows how a sentence is read, rule by rule. Without TEXT, the lines of standard input."),
		entries,
	};
	struct gb_arena *run = gb_arena_new(0);
	struct explainer x = { .trace = { show_item }, .arena = gb_arena_new(0) };
	struct gb_grammar *g = NULL;
	int status;

	if (gb_options(&argc, &argv, &usage, &status)) {
		status = 2;
		if (day != NULL && !gb_day_parse(gb_span_of(day), &(struct gb_day){ 0 }))
			gb_usage_error("explain", _("--date wants YYYY-MM-DD"));
		else
			g = gb_grammar_load(run, grammars);
	}
	if (g != NULL) {
		x.grammar = g;
		x.setting = (struct gb_setting){ GB_S(""), day != NULL ? gb_span_of(day) : GB_S(""), GB_S(""), GB_S(""), GB_S("") };
		x.matcher = gb_matcher_new(g);
		x.finder = gb_finder_new(g);
		x.builder = gb_builder_new(g);
		gb_builder_trace(x.builder, &x.trace);
		status = explain_all(&x, argc, argv);
		gb_builder_free(x.builder);
		gb_finder_free(x.finder);
		gb_matcher_free(x.matcher);
		gb_grammar_close(g);
	}
	gb_arena_free(x.arena);
	gb_arena_free(run);
	g_free(grammars);
	g_free(day);
	return status;
}
