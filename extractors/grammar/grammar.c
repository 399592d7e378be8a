/* grammar - open, close, and what is looked up in it. */
#include <assert.h>

#include "internal.h"
#include "base/say.h"

static bool add_all(struct gb_grammar *g)
{
	for (size_t i = 0; i < g->ndef; i++)
		if (g->def[i]->kind == GB_DEF_RULE ? !gb_rule_add(g, g->def[i]) : !gb_pattern_read(g, g->def[i]))
			return false;
	gb_alphabet_close(g->arena, g->alphabet);
	for (size_t i = 0; i < g->nfile; i++) {
		struct gb_pass *p = &g->file[i].pass;

		p->origin = gb_automaton_origin(g, (const struct gb_rule *const *)p->rule, p->n);
	}
	g->automaton = gb_automaton_new(g);
	return true;
}

bool gb_grammar_compile(const struct gb_grammar *g, struct gb_buf *why)
{
	for (size_t i = 0; i < g->nfile; i++)
		for (size_t k = 0; k < g->file[i].pass.n; k++)
			if (!gb_rule_compile(g->file[i].pass.rule[k], why))
				return false;
	return true;
}

void gb_grammar_warm(const struct gb_grammar *g)
{
	for (size_t i = 0; i < g->nfile; i++)
		for (size_t k = 0; k < g->file[i].pass.n; k++)
			gb_rule_sharpen(g->file[i].pass.rule[k]);
}

/* ---- what C asks for ---- */

static const char *const pass_names[] = {
#define PASS(id, name) name,
#define RULE(id, name)
#define WORDS(id, name, columns)
#include "grammar.def"
#undef PASS
#undef RULE
#undef WORDS
};

static const char *const rule_names[] = {
#define PASS(id, name)
#define RULE(id, name) name,
#define WORDS(id, name, columns)
#include "grammar.def"
#undef PASS
#undef RULE
#undef WORDS
};

static const struct {
	const char *name, *columns;
} words_names[] = {
#define PASS(id, name)
#define RULE(id, name)
#define WORDS(id, name, columns) { name, columns },
#include "grammar.def"
#undef PASS
#undef RULE
#undef WORDS
};

static bool bind_passes(struct gb_grammar *g)
{
	for (size_t id = 0; id < GB_PASS_IDS; id++) {
		struct gb_near near = { .wanted = gb_span_of(pass_names[id]) };

		for (size_t i = 0; i < g->nfile; i++) {
			gb_type_nearer(&near, g->file[i].name);
			if (gb_span_eq(g->file[i].name, near.wanted))
				g->pass_of[id] = &g->file[i].pass;
		}
		if (g->pass_of[id] == NULL)
			return gb_scope_fail_near(g, -1, 0, _("the grammars lack a file of this name"), near.wanted, near.best);
	}
	return true;
}

static struct gb_span nearest_def(const struct gb_grammar *g, struct gb_span name, bool rule)
{
	struct gb_near near = { .wanted = name };

	for (size_t i = 0; i < g->ndef; i++)
		if ((g->def[i]->kind == GB_DEF_RULE) == rule && g->def[i]->kind != GB_DEF_PAT)
			gb_type_nearer(&near, g->def[i]->name);
	return near.best;
}

static bool bind_rules(struct gb_grammar *g)
{
	for (size_t id = 0; id < GB_RULE_IDS; id++) {
		struct gb_span name = gb_span_of(rule_names[id]);

		g->rule_of[id] = g_hash_table_lookup(g->rules, &name);
		if (g->rule_of[id] == NULL)
			return gb_scope_fail_near(g, -1, 0, _("the grammars lack a rule of this name"), name, nearest_def(g, name, true));
	}
	return true;
}

static bool bind_words(struct gb_grammar *g)
{
	for (size_t id = 0; id < GB_WORDS_IDS; id++) {
		struct gb_span name = gb_span_of(words_names[id].name), columns = gb_span_of(words_names[id].columns);
		const struct gb_words *w = gb_grammar_words_named(g, words_names[id].name);

		if (w == NULL)
			return gb_scope_fail_near(g, -1, 0, _("the grammars lack a set or map of this name"), name,
						 nearest_def(g, name, false));
		while (columns.n > 0) {
			struct gb_span column = gb_span_cut(&columns, ' ');

			if (gb_words_column(w, column) < 0)
				return gb_scope_fail(g, -1, 0, _("a map lacks a column"),
						    gb_arena_concat(g->arena, gb_arena_concat(g->arena, name, GB_S(".")), column));
		}
		g->words_of[id] = w;
	}
	return true;
}

/* ---- open, close ---- */

bool gb_grammar_bind(struct gb_grammar *g, struct gb_buf *why)
{
	g->why = why;
	return bind_passes(g) && bind_rules(g) && bind_words(g);
}

struct gb_grammar *gb_grammar_open_part(const char *dir, const char *extra, struct gb_buf *why)
{
	struct gb_grammar *g = g_new0(struct gb_grammar, 1);

	g->arena = gb_arena_new(0);
	g->by_name = g_hash_table_new(gb_span_hash, gb_span_same);
	g->rules = g_hash_table_new(gb_span_hash, gb_span_same);
	g->alphabet = gb_arena_alloc(g->arena, sizeof *g->alphabet);
	g->why = why;
	gb_buf_clear(why);
	if (gb_load_files(g, dir, extra) && add_all(g))
		return g;
	gb_grammar_close(g);
	return NULL;
}

struct gb_grammar *gb_grammar_open(const char *dir, const char *extra, struct gb_buf *why)
{
	struct gb_grammar *g = gb_grammar_open_part(dir, extra, why);

	if (g == NULL || gb_grammar_bind(g, why))
		return g;
	gb_grammar_close(g);
	return NULL;
}

void gb_grammar_close(struct gb_grammar *g)
{
	if (g == NULL)
		return;
	for (size_t i = 0; i < g->nfile; i++)
		for (size_t k = 0; k < g->file[i].pass.n; k++)
			pcre2_code_free(g->file[i].pass.rule[k]->program->code);
	for (size_t i = 0; i < g->ndef; i++)
		if (g->def[i]->words.index != NULL)
			g_hash_table_destroy(g->def[i]->words.index);
	gb_automaton_free(g->automaton);
	g_hash_table_destroy(g->by_name);
	g_hash_table_destroy(g->rules);
	gb_arena_free(g->arena);
	g_free(g);
}

/* ---- look-ups ---- */

const struct gb_pass *gb_grammar_pass(const struct gb_grammar *g, enum gb_pass_id id)
{
	assert(id < GB_PASS_IDS && g->pass_of[id] != NULL);
	return g->pass_of[id];
}

const struct gb_rule *gb_grammar_rule(const struct gb_grammar *g, enum gb_rule_id id)
{
	assert(id < GB_RULE_IDS && g->rule_of[id] != NULL);
	return g->rule_of[id];
}

const struct gb_words *gb_grammar_words(const struct gb_grammar *g, enum gb_words_id id)
{
	assert(id < GB_WORDS_IDS && g->words_of[id] != NULL);
	return g->words_of[id];
}

const struct gb_words *gb_grammar_words_named(const struct gb_grammar *g, const char *name)
{
	const struct gb_def *def = gb_scope_find(g, -1, gb_span_of(name));

	while (def != NULL && def->words.n == 0)
		def = def->same;
	return def != NULL ? &def->words : NULL;
}

enum gb_key_word gb_grammar_word(const struct gb_words *w, struct gb_span word, const char *column)
{
	const struct gb_row *row = gb_words_row(w, word);
	int c = gb_words_column(w, gb_span_of(column));

	if (row == NULL || row->value == NULL || c < 0 || w->column[c].type.kind != GB_TYPE_LIST)
		return GB_WORD_NONE;
	return gb_type_word(&w->column[c].type, row->value[c]);
}

struct gb_span gb_rule_name(const struct gb_rule *r)
{
	return r->def->name;
}

struct gb_span gb_rule_file(const struct gb_rule *r)
{
	struct gb_span path = r->grammar->file[r->def->file].path;
	size_t slash = gb_span_rfind(path, GB_S("/"));

	return slash != (size_t)-1 ? gb_span_from(path, slash + 1) : path;
}

int gb_rule_line(const struct gb_rule *r)
{
	return r->def->line;
}

struct gb_span gb_rule_pattern(const struct gb_rule *r)
{
	return r->def->body;
}

size_t gb_grammar_passes(const struct gb_grammar *g)
{
	return g->nfile;
}

const struct gb_pass *gb_grammar_pass_number(const struct gb_grammar *g, size_t i)
{
	return &g->file[i].pass;
}

struct gb_span gb_pass_name(const struct gb_pass *p)
{
	return p->name;
}

size_t gb_pass_rules(const struct gb_pass *p)
{
	return p->n;
}

bool gb_grammar_show(const struct gb_grammar *g, struct gb_span name, struct gb_buf *out)
{
	struct gb_def *def = gb_scope_find(g, -1, name);

	if (def == NULL || !gb_expand_def((struct gb_grammar *)g, def))
		return false;
	gb_buf_add(out, def->expanded);
	return true;
}

const struct gb_rule *gb_pass_rule(const struct gb_pass *p, size_t i)
{
	return p->rule[i];
}
