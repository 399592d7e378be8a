/* check - the + and - lines of rules, sets and maps, the lint of the format, and which words no line reaches. */
#include <string.h>

#include "internal.h"
#include "base/say.h"
#include "base/utf8.h"

#define LONGEST_LINE 120 /* code points */

struct line_checker {
	const struct gb_grammar *g;
	struct gb_matcher *m;
	struct gb_arena *arena;
	struct gb_buf *report;
	size_t findings, tests;
};

static void finding(struct line_checker *c, const struct gb_def *def, int line, const char *what, struct gb_span about)
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

static void check_pairs(struct line_checker *c, const struct gb_def *def, const struct gb_example *e, const struct gb_match *m)
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

static void check_example(struct line_checker *c, const struct gb_rule *r, const struct gb_example *e)
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

static void check_rule(struct line_checker *c, const struct gb_rule *r)
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
		const char *wrong = gb_key_check(r, &r->def->keys.item[i]);

		if (wrong != NULL)
			finding(c, r->def, r->def->keys.item[i].line, gb_say(wrong), GB_S(""));
	}
}

/* ---- sets and maps ---- */

static void check_columns(struct line_checker *c, const struct gb_def *def, const struct gb_example *e, struct gb_span word)
{
	for (size_t i = 0; i < e->npair; i++) {
		const struct gb_row *row = gb_words_row(&def->words, word);
		int column = gb_words_column(&def->words, e->pair[i].name);
		struct gb_span got = row != NULL && row->value != NULL && column >= 0 ? row->value[column] : GB_S("");

		if (column < 0 || !gb_span_eq(got, e->pair[i].value))
			finding(c, def, e->line, _("a value differs: "),
				gb_arena_concat(c->arena, e->pair[i].name, gb_arena_concat(c->arena, GB_T(" is "), got)));
	}
}

/* + the longest word at the bracket is what is in it;  - it is not, or, without brackets, no word is in the text. */
static void check_words(struct line_checker *c, const struct gb_def *def)
{
	for (size_t i = 0; i < def->examples.n; i++) {
		const struct gb_example *e = &def->examples.item[i];
		struct gb_span want = gb_span_sub(e->text, e->want.start, e->want.end - e->want.start);
		struct gb_span got = gb_span_sub(e->text, e->want.start,
						 gb_words_prefix(&def->words, gb_span_from(e->text, e->want.start)));

		c->tests++;
		if (e->positive && !gb_span_eq(got, want))
			finding(c, def, e->line, _("a + line does not match: "), e->text);
		else if (e->positive)
			check_columns(c, def, e, want);
		else if (want.n > 0 ? gb_span_eq(got, want) : (got = gb_words_find(&def->words, e->text)).n > 0)
			finding(c, def, e->line, _("a - line matches: "), got);
	}
}

/* ---- what nothing uses ---- */

static bool is_pass(const struct gb_grammar *g, const struct gb_def *def)
{
	for (size_t i = 0; i < GB_PASS_IDS; i++)
		if (g->pass_of[i] == &g->file[def->file].pass)
			return true;
	return false;
}

static bool is_asked(const struct gb_grammar *g, const struct gb_def *def)
{
	for (size_t i = 0; i < GB_RULE_IDS; i++)
		if (g->rule_of[i] != NULL && g->rule_of[i]->def == def)
			return true;
	for (size_t i = 0; i < GB_WORDS_IDS; i++)
		if (g->words_of[i] == &def->words)
			return true;
	return false;
}

/* A grammar that is bound has all that C asks for: what neither C nor another definition uses is dead. */
static void check_used(struct line_checker *c, const struct gb_def *def)
{
	bool bound = c->g->pass_of[0] != NULL;

	if (def->kind == GB_DEF_PAT ? def->used : !bound || def->used || is_asked(c->g, def))
		return;
	if (def->kind == GB_DEF_RULE && is_pass(c->g, def))
		return;
	finding(c, def, def->line, def->kind == GB_DEF_PAT ? _("nothing uses this pattern") : _("nothing uses this definition"), GB_S(""));
}

static void check_lines(struct line_checker *c, int file)
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
	struct line_checker c = { .g = g, .m = gb_matcher_new(g), .arena = gb_arena_new(0), .report = report };

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
	for (size_t i = 0; i < g->ndef; i++) {
		if (g->def[i]->words.n > 0)
			check_words(&c, g->def[i]);
		check_used(&c, g->def[i]);
	}
	*tests = c.tests;
	gb_matcher_free(c.m);
	gb_arena_free(c.arena);
	return c.findings;
}

/* ---- which words the + lines reach ---- */

static void mark_words(GHashTable *reached, const struct gb_words *w, struct gb_span text)
{
	for (size_t off = 0; off < text.n; off += gb_utf8_len(gb_span_from(text, off))) {
		size_t n = gb_words_prefix(w, gb_span_from(text, off));
		const struct gb_row *row = n > 0 ? gb_words_row(w, gb_span_sub(text, off, n)) : NULL;

		if (row != NULL)
			g_hash_table_add(reached, (gpointer)(row->origin != NULL ? row->origin : row));
	}
}

/* What a rule's + lines match, in every set and map the rule pastes; what those of a set name, in that set. */
static void mark_reached(const struct gb_grammar *g, const struct gb_def *def, struct gb_arena *a, GHashTable *reached)
{
	struct gb_defs pasted = { 0 };

	if (def->words.n == 0)
		gb_expand_sets(g, def, a, &pasted);
	for (size_t i = 0; i < def->examples.n; i++) {
		const struct gb_example *e = &def->examples.item[i];
		struct gb_span match = gb_span_sub(e->text, e->want.start, e->want.end - e->want.start);

		if (!e->positive)
			continue;
		if (def->words.n > 0)
			mark_words(reached, &def->words, match);
		for (size_t k = 0; k < pasted.n; k++)
			if (pasted.item[k]->words.n > 0)
				mark_words(reached, &pasted.item[k]->words, match);
	}
}

struct gb_coverage gb_grammar_cover(const struct gb_grammar *g, struct gb_buf *report)
{
	struct line_checker c = { .g = g, .arena = gb_arena_new(0), .report = report };
	GHashTable *reached = g_hash_table_new(NULL, NULL);
	struct gb_coverage out = { 0 };

	for (size_t i = 0; i < g->ndef; i++)
		mark_reached(g, g->def[i], c.arena, reached);
	for (size_t i = 0; i < g->ndef; i++)
		for (size_t k = 0; k < g->def[i]->words.n; k++) {
			const struct gb_row *row = &g->def[i]->words.row[k];

			if (row->origin != NULL)
				continue;
			out.words++;
			if (g_hash_table_contains(reached, row))
				out.reached++;
			else
				finding(&c, g->def[i], row->line, _("no + line reaches the word "), row->word);
		}
	g_hash_table_destroy(reached);
	gb_arena_free(c.arena);
	return out;
}
