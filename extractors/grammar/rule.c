/* rule - compile rules with PCRE2 and match them, alone or as a pass. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "internal.h"
#include "base/say.h"
#include "base/utf8.h"

#define MATCH_LIMIT 200000u
#define DEPTH_LIMIT 20000u
#define HEAP_LIMIT_KIB 16384u
#define MAX_GROUPS 64u
#define A_TRY 48u /* bytes of a pattern: making machine code of so many costs as much as a try by it saves */
#define WINDOW ((size_t)1536) /* bytes ahead that a try sees */

struct gb_matcher {
	pcre2_match_data *data; /* of the last try */
	pcre2_match_data *best; /* of the match that is handed out */
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	struct gb_reaches reach;
	unsigned long limits;
};

/* ---- compiling ---- */

static bool compile_failed(const struct gb_rule *r, struct gb_buf *why, int code, PCRE2_SIZE at)
{
	const struct gb_def *def = r->def;
	PCRE2_UCHAR message[160];
	size_t from = at > 30 ? at - 30 : 0;
	char *text;

	pcre2_get_error_message(code, message, sizeof message);
	text = g_strdup_printf(_("%.*s:%d: %s near \"%.*s\" of rule %.*s"), (int)r->grammar->file[def->file].path.n,
			       r->grammar->file[def->file].path.p, def->line, (const char *)message, (int)(at - from),
			       def->expanded.p + from, (int)def->name.n, def->name.p);
	gb_buf_add(why, gb_span_of(text));
	g_free(text);
	return false;
}

static void name_groups(struct gb_arena *a, struct gb_program *p)
{
	uint32_t count = 0, size = 0;
	PCRE2_SPTR table = NULL;

	pcre2_pattern_info(p->code, PCRE2_INFO_CAPTURECOUNT, &p->ngroup);
	pcre2_pattern_info(p->code, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(p->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(p->code, PCRE2_INFO_NAMETABLE, &table);
	p->group = gb_arena_array(a, p->ngroup + 1, sizeof *p->group);
	for (uint32_t i = 0; i <= p->ngroup; i++)
		p->group[i] = GB_S("");
	for (uint32_t i = 0; i < count; i++, table += size) {
		uint32_t number = (uint32_t)table[0] << 8 | table[1];

		p->group[number] = gb_arena_copy(a, gb_span_of((const char *)table + 2));
	}
}

bool gb_rule_compile(const struct gb_rule *r, struct gb_buf *why)
{
	uint32_t options = PCRE2_UTF | PCRE2_EXTENDED | PCRE2_DUPNAMES | PCRE2_NO_AUTO_CAPTURE | PCRE2_ANCHORED | PCRE2_NO_UTF_CHECK |
				 PCRE2_NEVER_BACKSLASH_C;
	const struct gb_def *def = r->def;
	struct gb_program *p = r->program;
	int code = 0;
	PCRE2_SIZE at = 0;

	if (p->code != NULL)
		return true;
	if (!gb_expand_def(r->grammar, r->def))
		return false;
	/*
	 * PCRE2 would look for a character the rule needs before each try: good for a rule that has to take
	 * the whole of a short text, bad for one that is tried at every place of a long one.
	 */
	if (!r->whole)
		options |= PCRE2_NO_START_OPTIMIZE;
	p->code = pcre2_compile((PCRE2_SPTR)def->expanded.p, def->expanded.n, options, &code, &at, NULL);
	if (p->code == NULL)
		return compile_failed(r, why, code, at);
	name_groups(r->grammar->arena, p);
	if (p->ngroup < MAX_GROUPS)
		return true;
	gb_buf_add(why, GB_T("too many captures in rule "));
	gb_buf_add(why, def->name);
	return false;
}

bool gb_rule_add(struct gb_grammar *g, struct gb_def *def)
{
	struct gb_pass *p = &g->file[def->file].pass;
	struct gb_rule *r = gb_arena_alloc(g->arena, sizeof *r);

	if (!gb_pattern_read(g, def))
		return false;
	r->grammar = g;
	r->def = def;
	r->program = gb_arena_alloc(g->arena, sizeof *r->program);
	r->whole = gb_span_ends(def->body, GB_S("$"));
	r->number = g->nrule++;
	r->self[0] = r;
	r->origin = gb_automaton_origin(g, r->self, 1);
	g_hash_table_insert(g->rules, (gpointer)&def->name, r);
	*GB_PUSH(g->arena, p->rule, p->n, p->cap) = r;
	return true;
}

struct gb_rule_cost gb_rule_spent(const struct gb_rule *r)
{
	struct gb_rule_cost cost = r->program->cost;

	cost.compiled = r->program->code != NULL;
	return cost;
}

void gb_grammar_timed(struct gb_grammar *g, bool on)
{
	g->timed = on;
}

/* ---- matching ---- */

struct gb_matcher *gb_matcher_new(const struct gb_grammar *g)
{
	struct gb_matcher *m = g_new0(struct gb_matcher, 1);

	m->reach.item = g_new(struct gb_reach, g->nrule + 1);
	m->reach.at = g_new0(size_t, g->nrule + 1);
	m->data = pcre2_match_data_create(MAX_GROUPS, NULL);
	m->best = pcre2_match_data_create(MAX_GROUPS, NULL);
	m->context = pcre2_match_context_create(NULL);
	m->stack = pcre2_jit_stack_create((size_t)32 << 10, (size_t)1 << 20, NULL);
	pcre2_jit_stack_assign(m->context, NULL, m->stack);
	pcre2_set_match_limit(m->context, MATCH_LIMIT);
	pcre2_set_depth_limit(m->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(m->context, HEAP_LIMIT_KIB);
	return m;
}

void gb_matcher_free(struct gb_matcher *m)
{
	if (m == NULL)
		return;
	pcre2_jit_stack_free(m->stack);
	pcre2_match_context_free(m->context);
	pcre2_match_data_free(m->best);
	pcre2_match_data_free(m->data);
	g_free(m->reach.item);
	g_free(m->reach.at);
	g_free(m);
}

unsigned long gb_matcher_limits(const struct gb_matcher *m)
{
	return m->limits;
}

/* A rule of ours that PCRE2 refuses is a mistake in the grammars; gb_grammar_check finds all of them. */
static void compile_or_end(const struct gb_rule *r)
{
	struct gb_buf why = { 0 };

	if (gb_rule_compile(r, &why))
		return;
	gb_say_error(NULL, "%.*s", (int)why.n, why.p);
	exit(2);
}

static void make_machine_code(const struct gb_rule *r)
{
	r->program->machine = pcre2_jit_compile(r->program->code, PCRE2_JIT_COMPLETE) == 0;
	r->program->asked = true; /* without machine code the interpreter serves */
}

void gb_rule_sharpen(const struct gb_rule *r)
{
	if (r->program->code == NULL)
		compile_or_end(r);
	if (!r->program->asked)
		make_machine_code(r);
}

/*
 * How much of the text a try sees.  A rule that is tried at place after place
 * sees only so far ahead, so that a line of nothing but numerals costs its length
 * and not its square; one that takes a whole text sees all of it.
 */
static size_t window_end(struct gb_span text, size_t off)
{
	size_t end = off + WINDOW;

	if (text.n <= end)
		return text.n;
	while (end > off && ((unsigned char)text.p[end] & 0xc0) == 0x80)
		end--;
	return end;
}

static size_t seen(const struct gb_rule *r, struct gb_span text, size_t off)
{
	return r->whole ? text.n : window_end(text, off);
}

static int match(const struct gb_program *p, struct gb_matcher *m, struct gb_span text, size_t off)
{
	PCRE2_SPTR subject = (PCRE2_SPTR)(text.n > 0 ? text.p : "");

	if (p->machine)
		return pcre2_jit_match(p->code, subject, text.n, off, 0, m->data, m->context);
	return pcre2_match(p->code, subject, text.n, off, PCRE2_NO_UTF_CHECK, m->data, m->context);
}

static int timed_match(const struct gb_rule *r, struct gb_matcher *m, struct gb_span text, size_t off)
{
	struct timespec from, to;
	int rc;

	clock_gettime(CLOCK_MONOTONIC, &from);
	rc = match(r->program, m, text, off);
	clock_gettime(CLOCK_MONOTONIC, &to);
	r->program->cost.nanoseconds += (uint64_t)(to.tv_sec - from.tv_sec) * 1000000000u + (uint64_t)to.tv_nsec - (uint64_t)from.tv_nsec;
	return rc;
}

/*
 * The end of the rule's match at `off`, or (size_t)-1; captures stay in m->data.  Machine code costs more to make than
 * a few tries of the interpreter: it is made for rules that are tried often.
 */
static size_t run(const struct gb_rule *r, struct gb_matcher *m, struct gb_span text, size_t off)
{
	struct gb_program *p = r->program;
	int rc;

	if (p->code == NULL)
		compile_or_end(r);
	p->cost.calls++;
	if (!p->asked && p->cost.calls * A_TRY > r->def->expanded.n)
		make_machine_code(r);
	text.n = seen(r, text, off);
	rc = r->grammar->timed ? timed_match(r, m, text, off) : match(p, m, text, off);
	p->cost.matches += rc > 0;
	if (rc > 0)
		return pcre2_get_ovector_pointer(m->data)[1];
	if (rc != PCRE2_ERROR_NOMATCH)
		m->limits++;
	return (size_t)-1;
}

/* The rules that can match at `off`, and how far. */
static const struct gb_reaches *reach(struct gb_origin *o, struct gb_matcher *m, struct gb_span text, size_t off)
{
	struct gb_automaton *a = o->rule[0]->grammar->automaton;
	struct gb_span ahead = { text.p, window_end(text, off) };

	for (size_t i = 0; i < m->reach.n; i++)
		m->reach.at[m->reach.item[i].rule->number] = 0;
	m->reach.n = 0;
	if (!gb_automaton_begins(a, o, text, off))
		return &m->reach;
	if (!o->whole || ahead.n == text.n) {
		gb_automaton_walk(a, o, ahead, off, GB_WALKED_ALL, &m->reach);
		return &m->reach;
	}
	gb_automaton_walk(a, o, ahead, off, GB_WALKED_OTHERS, &m->reach);
	gb_automaton_walk(a, o, text, off, GB_WALKED_WHOLE, &m->reach);
	return &m->reach;
}

/* The last try is the best so far. */
static void keep(struct gb_matcher *m)
{
	pcre2_match_data *data = m->data;

	m->data = m->best;
	m->best = data;
}

/* The match that was kept. */
static void fill(const struct gb_rule *r, const struct gb_matcher *m, struct gb_arena *a, struct gb_span text,
		 struct gb_match *out)
{
	const PCRE2_SIZE *o = pcre2_get_ovector_pointer(m->best);

	*out = (struct gb_match){ .rule = r, .at = { o[0], o[1] } };
	out->field = gb_arena_array(a, r->program->ngroup, sizeof *out->field);
	for (uint32_t i = 1; i <= r->program->ngroup; i++) {
		if (o[2 * i] == PCRE2_UNSET || r->program->group[i].n == 0)
			continue;
		out->field[out->nfield++] = (struct gb_field){ r->program->group[i], { o[2 * i], o[2 * i + 1] } };
	}
	gb_key_values(r, a, text, out);
}

bool gb_rule_at(const struct gb_rule *r, struct gb_matcher *m, struct gb_arena *a, struct gb_span text, size_t off,
		struct gb_match *out)
{
	if (reach(r->origin, m, text, off)->n == 0 || run(r, m, text, off) == (size_t)-1)
		return false;
	keep(m);
	fill(r, m, a, text, out);
	return true;
}

bool gb_rule_find(const struct gb_rule *r, struct gb_matcher *m, struct gb_arena *a, struct gb_span text, size_t from,
		  struct gb_match *out)
{
	for (size_t off = from; off <= text.n; off += off < text.n ? gb_utf8_len(gb_span_from(text, off)) : 1)
		if (gb_rule_at(r, m, a, text, off, out))
			return true;
	return false;
}

/* Is x tried before y?  The one that can reach farther; of two alike, the one that stands first. */
static bool is_before(const struct gb_reach *x, const struct gb_reach *y)
{
	return x->end != y->end ? x->end > y->end : x->rule->number < y->rule->number;
}

/* The most promising rule that is left among those from `from` on is put there. */
static const struct gb_reach *next_best(struct gb_reaches *r, size_t from)
{
	size_t best = from;

	for (size_t i = from + 1; i < r->n; i++)
		if (is_before(&r->item[i], &r->item[best]))
			best = i;
	const struct gb_reach kept = r->item[best];

	r->item[best] = r->item[from];
	r->item[from] = kept;
	return &r->item[from];
}

static const struct gb_rule *longest(const struct gb_pass *p, struct gb_matcher *m, struct gb_span text, size_t off)
{
	struct gb_reach best = { NULL, off };

	reach(p->origin, m, text, off);
	for (size_t i = 0; i < m->reach.n; i++) {
		struct gb_reach next = *next_best(&m->reach, i);

		if (next.end <= off || (best.rule != NULL && !is_before(&next, &best)))
			break;
		next.end = run(next.rule, m, text, off);
		if (next.end == (size_t)-1 || next.end <= off || (best.rule != NULL && !is_before(&next, &best)))
			continue;
		best = next;
		keep(m);
	}
	return best.rule;
}

bool gb_pass_at(const struct gb_pass *p, struct gb_matcher *m, struct gb_arena *a, struct gb_span text, size_t off,
		struct gb_match *out)
{
	const struct gb_rule *r = off < text.n && p->n > 0 ? longest(p, m, text, off) : NULL;

	if (r == NULL)
		return false;
	fill(r, m, a, text, out);
	return true;
}

void gb_pass_scan(const struct gb_pass *p, struct gb_matcher *m, struct gb_arena *a, struct gb_span text,
		  struct gb_range within, struct gb_matches *out)
{
	struct gb_match hit;

	for (size_t off = within.start; off < within.end;) {
		if (!gb_pass_at(p, m, a, text, off, &hit) || hit.at.end > within.end) {
			off += gb_utf8_len(gb_span_from(text, off));
			continue;
		}
		*GB_PUSH(a, out->item, out->n, out->cap) = hit;
		off = hit.at.end;
	}
}
