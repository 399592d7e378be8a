/* check - the + and - lines of every rule, and the lint of the format. */
#include <string.h>

#include "internal.h"
#include "base/say.h"

#define LONGEST_LINE 120 /* code points */

struct checker {
	const struct gb_grammar *g;
	struct gb_matcher *m;
	struct gb_arena *arena;
	struct gb_buf *report;
	size_t findings, tests;
};

static void finding(struct checker *c, const struct gb_def *def, int line, const char *what, struct gb_span about)
{
	c->findings++;
	gb_buf_add(c->report, c->g->file[def->file].path);
	gb_buf_add_byte(c->report, ':');
	gb_buf_add_int(c->report, line);
	gb_buf_add(c->report, GB_S(": "));
	gb_buf_add(c->report, def->name);
	gb_buf_add(c->report, GB_S(": "));
	gb_buf_add(c->report, gb_span_of(what));
	gb_buf_add(c->report, about);
	gb_buf_add_byte(c->report, '\n');
}

static void check_pairs(struct checker *c, const struct gb_def *def, const struct gb_example *e, const struct gb_match *m)
{
	for (size_t i = 0; i < e->npair; i++) {
		struct gb_span got = GB_S("");

		for (size_t k = 0; k < m->nkey; k++)
			if (gb_span_eq(m->key[k].name, e->pair[i].name))
				got = m->key[k].value;
		for (size_t k = 0; k < m->nfield && got.n == 0; k++)
			if (gb_span_eq(m->field[k].name, e->pair[i].name))
				got = gb_span_sub(e->text, m->field[k].at.start, m->field[k].at.end - m->field[k].at.start);
		if (!gb_span_eq(got, e->pair[i].value)) {
			finding(c, def, e->line, _("a value differs: "),
				gb_arena_concat(c->arena, e->pair[i].name, gb_arena_concat(c->arena, GB_T(" is "), got)));
		}
	}
}

static void check_example(struct checker *c, const struct gb_rule *r, const struct gb_example *e)
{
	struct gb_match m;
	/* A rule that takes a text to its end is given its beginning as well: the bracket's, or the line's. */
	bool whole = gb_span_ends(r->def->body, GB_S("$"));
	bool hit = whole ? gb_rule_at(r, c->m, c->arena, e->text, e->want.start, &m)
			 : gb_rule_find(r, c->m, c->arena, e->text, 0, &m);

	c->tests++;
	if (!e->positive && hit)
		finding(c, r->def, e->line, _("a - line matches: "), gb_span_sub(e->text, m.at.start, m.at.end - m.at.start));
	if (!e->positive)
		return;
	if (!hit) {
		finding(c, r->def, e->line, _("a + line does not match: "), e->text);
		return;
	}
	if (m.at.start != e->want.start || m.at.end != e->want.end)
		finding(c, r->def, e->line, _("a + line matches elsewhere: "), gb_span_sub(e->text, m.at.start, m.at.end - m.at.start));
	check_pairs(c, r->def, e, &m);
}

static void check_rule(struct checker *c, const struct gb_rule *r)
{
	const struct gb_examples *all = &r->def->examples;
	size_t positive = 0;

	for (size_t i = 0; i < all->n; i++) {
		positive += all->item[i].positive;
		check_example(c, r, &all->item[i]);
	}
	if (positive == 0)
		finding(c, r->def, r->def->line, _("the rule has no + line"), GB_S(""));
	if (positive == all->n)
		finding(c, r->def, r->def->line, _("the rule has no - line"), GB_S(""));
	if (gb_automaton_nullable(c->g->automaton, r))
		finding(c, r->def, r->def->line, _("the pattern can match nothing"), GB_S(""));
	for (size_t i = 0; i < r->def->keys.n; i++) {
		const char *wrong = gb_keys_check(r, &r->def->keys.item[i]);

		if (wrong != NULL)
			finding(c, r->def, r->def->keys.item[i].line, gb_say(wrong), GB_S(""));
	}
}

static void check_lines(struct checker *c, int file)
{
	const struct gb_def where = { .file = file, .name = c->g->file[file].name };
	char *bytes = NULL;
	gsize n = 0;
	char *path = g_strndup(c->g->file[file].path.p, c->g->file[file].path.n);

	if (g_file_get_contents(path, &bytes, &n, NULL)) {
		struct gb_span text = { bytes, n };

		for (int line = 1; text.n > 0; line++)
			if (gb_utf8_count(gb_span_cut(&text, '\n')) > LONGEST_LINE)
				finding(c, &where, line, _("the line is too long"), GB_S(""));
	}
	g_free(bytes);
	g_free(path);
}

size_t gb_grammar_check(const struct gb_grammar *g, struct gb_buf *report, size_t *tests)
{
	struct checker c = { .g = g, .m = gb_matcher_new(g), .arena = gb_arena_new(0), .report = report };

	if (!gb_grammar_compile(g, report)) {
		gb_buf_add_byte(report, '\n');
		c.findings++;
	}
	for (size_t i = 0; i < g->nfile; i++) {
		const struct gb_pass *p = &g->file[i].pass;

		check_lines(&c, (int)i);
		for (size_t k = 0; k < p->n; k++)
			check_rule(&c, p->rule[k]);
	}
	for (size_t i = 0; i < g->ndef; i++)
		if (g->def[i]->kind == GB_DEF_PAT && !g->def[i]->used)
			finding(&c, g->def[i], g->def[i]->line, _("nothing uses this pattern"), GB_S(""));
	*tests = c.tests;
	gb_matcher_free(c.m);
	gb_arena_free(c.arena);
	return c.findings;
}
