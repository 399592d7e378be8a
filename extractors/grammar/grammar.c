/* gram - open, close and look up a grammar. */
#include <stdio.h>
#include <stdlib.h>

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

struct gb_grammar *gb_grammar_open(const char *dir, const char *extra, struct gb_buf *why)
{
	struct gb_grammar *g = g_new0(struct gb_grammar, 1);

	g->arena = gb_arena_new(0);
	g->by_name = g_hash_table_new(gb_span_hash, gb_span_same);
	g->rules = g_hash_table_new(gb_span_hash, gb_span_same);
	g->alphabet = gb_arena_alloc(g->arena, sizeof *g->alphabet);
	g->why = why;
	gb_buf_clear(why);
	if (gb_gram_load(g, dir, extra) && add_all(g))
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

static _Noreturn void missing(const char *kind, const char *name)
{
	gb_complain(NULL, _("the grammars have no %s named %s"), kind, name);
	exit(2);
}

const struct gb_pass *gb_grammar_pass(const struct gb_grammar *g, const char *name)
{
	for (size_t i = 0; i < g->nfile; i++)
		if (gb_span_eq(g->file[i].name, gb_span_of(name)))
			return &g->file[i].pass;
	missing(_("file"), name);
}

const struct gb_rule *gb_grammar_rule(const struct gb_grammar *g, const char *name)
{
	struct gb_span key = gb_span_of(name);
	const struct gb_rule *r = g_hash_table_lookup(g->rules, &key);

	if (r == NULL)
		missing(_("rule"), name);
	return r;
}

const struct gb_words *gb_grammar_words(const struct gb_grammar *g, const char *name)
{
	struct gb_def *def = gb_gram_find(g, -1, gb_span_of(name));

	while (def != NULL && def->words.n == 0)
		def = def->same;
	if (def == NULL)
		missing(_("set or map"), name);
	def->used = true;
	return &def->words;
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
	struct gb_def *def = gb_gram_find(g, -1, name);

	if (def == NULL || !gb_gram_expand((struct gb_grammar *)g, def))
		return false;
	gb_buf_add(out, def->expanded);
	return true;
}

const struct gb_rule *gb_pass_rule(const struct gb_pass *p, size_t i)
{
	return p->rule[i];
}
