/* rule - compile rules with PCRE2 and match them, alone or as a pass. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "base/say.h"

#define MATCH_LIMIT 200000u
#define DEPTH_LIMIT 20000u
#define HEAP_LIMIT_KIB 16384u
#define MAX_GROUPS 64u
#define SOME 12u /* tries after which it pays to know what the rule needs */
#define A_TRY 48u /* bytes of a pattern: making machine code of so many costs as much as a try by it saves */
#define WINDOW ((size_t)1536) /* bytes ahead that a try sees */
#define FAR 256u /* bytes: how far a rule is asked for the characters it needs */

struct gb_matcher {
	pcre2_match_data *data; /* of the last try */
	pcre2_match_data *best; /* of the match that is handed out */
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
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
	gb_gram_binds(r->grammar, def, &p->binds);
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

	if (!gb_gram_expand(g, def))
		return false;
	r->grammar = g;
	r->def = def;
	r->program = gb_arena_alloc(g->arena, sizeof *r->program);
	r->first = gb_arena_alloc(g->arena, sizeof *r->first);
	gb_first_compute(g->letters, def->expanded, r->first);
	r->whole = gb_span_ends(def->body, GB_S("$"));
	g_hash_table_insert(g->rules, (gpointer)&def->name, r);
	*GB_PUSH(g->arena, p->rule, p->n, p->cap) = r;
	return true;
}

static bool same_list(const struct gb_rule_list *l, const struct gb_rule *const *item, size_t n)
{
	return l->n == n && memcmp(l->item, item, n * sizeof *item) == 0;
}

static uint16_t list_number(struct gb_grammar *g, struct gb_pass *p, const struct gb_rule *const *item, size_t n)
{
	for (size_t i = 0; i < p->nlist; i++)
		if (same_list(&p->list[i], item, n))
			return (uint16_t)i;
	struct gb_rule_list *l = GB_PUSH(g->arena, p->list, p->nlist, p->list_cap);

	l->item = gb_arena_array(g->arena, n, sizeof *l->item);
	l->n = n;
	if (n > 0)
		memcpy(l->item, item, n * sizeof *item);
	return (uint16_t)(p->nlist - 1);
}

static bool has(const struct gb_chars *f, uint32_t letter)
{
	return f->any || (f->bits[letter / 64] >> (letter % 64) & 1) != 0;
}

void gb_pass_index(struct gb_grammar *g, struct gb_pass *p)
{
	const struct gb_rule **item = gb_arena_array(g->arena, p->n + 1, sizeof *item);

	if (p->n == 0)
		return;
	p->list_of = gb_arena_array(g->arena, GB_LETTERS, sizeof *p->list_of);
	/* Letter 0 comes first: its list is that of the rules that begin with anything. */
	for (uint32_t letter = 0; letter <= g->letters->n; letter++) {
		size_t n = 0;

		for (size_t i = 0; i < p->n; i++)
			if (has(&p->rule[i]->first->chars, letter))
				item[n++] = p->rule[i];
		p->list_of[letter] = list_number(g, p, item, n);
	}
}

/* ---- matching ---- */

struct gb_matcher *gb_matcher_new(const struct gb_grammar *g)
{
	struct gb_matcher *m = g_new0(struct gb_matcher, 1);

	(void)g;
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
	gb_complain(NULL, "%.*s", (int)why.n, why.p);
	exit(2);
}

/* The character at `at`; texts that are matched are valid UTF-8 (PCRE2 is told so as well). */
static inline uint32_t char_at(struct gb_span text, size_t at, size_t *len)
{
	const unsigned char *p = (const unsigned char *)text.p + at;

	*len = 1;
	if (p[0] < 0x80)
		return p[0];
	if ((p[0] & 0xf0) != 0xe0 || text.n - at < 3)
		return gb_utf8_decode(gb_span_from(text, at), len);
	*len = 3;
	return (uint32_t)(p[0] & 0xf) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
}

/*
 * Does a character the rule needs stand in what it could take from `off` on?  Nearly all tries end here:
 * a figure begins twenty rules, and most of them want a dash, a slash or 分之 behind it.
 */
static bool may_match(const struct gb_letters *l, const struct gb_need *need, struct gb_span text, size_t off)
{
	size_t len, end = text.n - off > FAR ? off + FAR : text.n;

	if (need->any)
		return true;
	for (; off < end; off += len) {
		uint32_t cp = char_at(text, off, &len);

		if (cp > 0xffff || has(&need->one_of, l->number[cp]))
			return true;
		if (!has(&need->takes, l->number[cp]))
			return false;
	}
	return end < text.n;
}

static void find_need(const struct gb_rule *r)
{
	struct gb_program *p = r->program;

	if (p->need != NULL)
		return;
	p->need = gb_arena_alloc(r->grammar->arena, sizeof *p->need);
	gb_need_compute(r->grammar->letters, r->def->expanded, p->need);
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
	find_need(r);
	if (!r->program->asked)
		make_machine_code(r);
}

/*
 * Machine code and the needs of a rule cost more to make than a few tries of the
 * interpreter: they are made for rules that are tried often.  Is the rule worth trying at `off`?
 */
static bool worth_trying(const struct gb_rule *r, struct gb_span text, size_t off)
{
	struct gb_program *p = r->program;

	if (p->need != NULL && !may_match(r->grammar->letters, p->need, text, off))
		return false;
	if (p->asked)
		return true;
	p->tries++;
	if (p->tries == SOME)
		find_need(r);
	if ((size_t)p->tries * A_TRY > r->def->expanded.n)
		make_machine_code(r);
	return true;
}

/*
 * How much of the text a try sees.  A rule that is tried at place after place
 * sees only so far ahead, so that a line of nothing but numerals costs its length
 * and not its square; one that takes a whole text sees all of it.
 */
static size_t seen(const struct gb_rule *r, struct gb_span text, size_t off)
{
	size_t end = off + WINDOW;

	if (text.n <= end || r->whole)
		return text.n;
	while (end > off && ((unsigned char)text.p[end] & 0xc0) == 0x80)
		end--;
	return end;
}

static int match(const struct gb_program *p, struct gb_matcher *m, struct gb_span text, size_t off)
{
	PCRE2_SPTR subject = (PCRE2_SPTR)(text.n > 0 ? text.p : "");

	if (p->machine)
		return pcre2_jit_match(p->code, subject, text.n, off, 0, m->data, m->context);
	return pcre2_match(p->code, subject, text.n, off, PCRE2_NO_UTF_CHECK, m->data, m->context);
}

/* The end of the rule's match at `off`, or (size_t)-1; captures stay in m->data. */
static size_t run(const struct gb_rule *r, struct gb_matcher *m, struct gb_span text, size_t off)
{
	struct gb_program *p = r->program;

	if (p->code == NULL)
		compile_or_end(r);
	if (!worth_trying(r, text, off))
		return (size_t)-1;
	int rc = match(p, m, (struct gb_span){ text.p, seen(r, text, off) }, off);

	if (rc > 0)
		return pcre2_get_ovector_pointer(m->data)[1];
	if (rc != PCRE2_ERROR_NOMATCH)
		m->limits++;
	return (size_t)-1;
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
	gb_keys_eval(r, a, text, out);
}

bool gb_rule_at(const struct gb_rule *r, struct gb_matcher *m, struct gb_arena *a, struct gb_span text, size_t off,
		struct gb_match *out)
{
	if (run(r, m, text, off) == (size_t)-1)
		return false;
	keep(m);
	fill(r, m, a, text, out);
	return true;
}

static bool can_start(const struct gb_rule *r, struct gb_span text, size_t off)
{
	size_t len;

	if (r->first->chars.any || r->first->nullable || off >= text.n)
		return true;
	uint32_t cp = char_at(text, off, &len);

	return cp > 0xffff || has(&r->first->chars, r->grammar->letters->number[cp]);
}

bool gb_rule_find(const struct gb_rule *r, struct gb_matcher *m, struct gb_arena *a, struct gb_span text, size_t from,
		  struct gb_match *out)
{
	for (size_t off = from; off <= text.n; off += off < text.n ? gb_utf8_len(gb_span_from(text, off)) : 1)
		if (can_start(r, text, off) && gb_rule_at(r, m, a, text, off, out))
			return true;
	return false;
}

static const struct gb_rule_list *candidates(const struct gb_pass *p, struct gb_span text, size_t off)
{
	const struct gb_letters *l = p->rule[0]->grammar->letters;
	size_t len;
	uint32_t cp = char_at(text, off, &len);

	return &p->list[cp > 0xffff ? 0 : p->list_of[l->number[cp]]];
}

static const struct gb_rule *longest(const struct gb_pass *p, struct gb_matcher *m, struct gb_span text, size_t off)
{
	const struct gb_rule_list *l = candidates(p, text, off);
	const struct gb_rule *best = NULL;
	size_t best_end = off;

	for (size_t i = 0; i < l->n; i++) {
		size_t end = run(l->item[i], m, text, off);

		if (end != (size_t)-1 && end > best_end) {
			best = l->item[i];
			best_end = end;
			keep(m);
		}
	}
	return best;
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

struct gb_range gb_match_range(const struct gb_match *m, const char *name)
{
	for (size_t i = 0; i < m->nfield; i++)
		if (gb_span_eq(m->field[i].name, gb_span_of(name)))
			return m->field[i].at;
	return (struct gb_range){ (size_t)-1, (size_t)-1 };
}

struct gb_span gb_match_field(const struct gb_match *m, struct gb_span text, const char *name)
{
	struct gb_range at = gb_match_range(m, name);

	return at.start == (size_t)-1 ? GB_S("") : gb_span_sub(text, at.start, at.end - at.start);
}

struct gb_span gb_match_key(const struct gb_match *m, const char *name)
{
	for (size_t i = 0; i < m->nkey; i++)
		if (gb_span_eq(m->key[i].name, gb_span_of(name)))
			return m->key[i].value;
	return GB_S("");
}
