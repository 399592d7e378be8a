/*
 * automaton - which rules can match at a place, and how far at most, found by one walk over the text.
 *
 * The nodes of all rules that begin together are walked at once, as sets: a state is the set of places that the text
 * so far can have led to, and each step from a state by a letter is worked out once and kept.  Repetition, look-arounds
 * of more than one letter and the like are taken for possible, so a rule that is not found cannot match, and one that is
 * found is tried with PCRE2.
 */
#include <string.h>

#include "internal.h"
#include "base/utf8.h"

#define MOST_MEMORY ((size_t)24 << 20) /* bytes; what is kept is forgotten beyond that */
#define LETTER_BITS 13
#define ORIGIN ((uint64_t)1 << 31) /* marks the number of an origin where a state stands otherwise */

/* A set of places, in `members` from `first` on. */
struct state {
	uint32_t first, n;
};

struct step {
	uint32_t to;            /* a state; 0: no match goes on */
	uint32_t accepted, naccepted; /* rule numbers in `accepts`: those that match before the letter is taken */
};

struct gb_automaton {
	struct gb_places p;
	const struct gb_rule **rule; /* by number */
	struct state *state;
	struct step *step;
	size_t nstate, state_cap, nstep, step_cap;
	struct gb_numbers members, accepts;
	struct gb_table states, steps;
};

static bool same_set(const struct gb_automaton *a, const struct state *s)
{
	if (s->n != a->p.set[GB_SIDE_NEXT].n)
		return false;
	for (uint32_t i = 0; i < s->n; i++)
		if (a->p.mark[GB_SIDE_NEXT][a->members.item[s->first + i]] != a->p.mark_now[GB_SIDE_NEXT])
			return false;
	return true;
}

/* The number of the state that the set GB_SIDE_NEXT is, 0 when it is empty. */
static uint32_t state_number(struct gb_automaton *a)
{
	const struct gb_numbers *set = &a->p.set[GB_SIDE_NEXT];
	uint64_t sum = 1;
	bool known;

	if (set->n == 0)
		return 0;
	for (size_t i = 0; i < set->n; i++)
		sum += gb_table_mix(set->item[i] + 1);
	for (;; sum++) { /* two sets of one sum stand beside each other */
		uint32_t *v = gb_table_lookup(&a->states, sum | 1, &known);

		if (known && !same_set(a, &a->state[*v]))
			continue;
		if (!known) {
			*v = (uint32_t)a->nstate;
			*GB_MORE(a->state, a->nstate, a->state_cap) = (struct state){ (uint32_t)a->members.n, (uint32_t)set->n };
			for (size_t i = 0; i < set->n; i++)
				gb_numbers_add(&a->members, set->item[i]);
		}
		return *v;
	}
}

/* The state at the beginning of a match, the letter before being given. */
static uint32_t start_state(struct gb_automaton *a, const struct gb_origin *o, uint32_t before)
{
	bool known;
	uint32_t *v = gb_table_lookup(&a->steps, (ORIGIN | o->number) << LETTER_BITS | before, &known), state;

	if (known)
		return *v;
	gb_places_begin(&a->p, GB_SIDE_NEXT);
	for (size_t i = 0; i < o->n; i++)
		gb_places_spread(&a->p, GB_SIDE_NEXT, o->rule[i]->def->entry, 0, before, GB_LOOKS_JUDGE);
	state = state_number(a);
	*gb_table_lookup(&a->steps, (ORIGIN | o->number) << LETTER_BITS | before, &known) = state;
	return state;
}

/* What the places of the state lead to by the letter, and which of them are the end of a rule. */
static struct step work_out(struct gb_automaton *a, struct state s, uint32_t letter)
{
	struct step out = { 0, (uint32_t)a->accepts.n, 0 };

	gb_places_begin(&a->p, GB_SIDE_NOW);
	gb_places_begin(&a->p, GB_SIDE_NEXT);
	for (uint32_t i = 0; i < s.n; i++)
		gb_numbers_add(&a->p.set[GB_SIDE_NOW], a->members.item[s.first + i]);
	for (size_t i = 0; i < a->p.set[GB_SIDE_NOW].n; i++) {
		const uint32_t number = a->p.set[GB_SIDE_NOW].item[i];
		const struct gb_place p = a->p.place[number];
		const struct gb_node n = a->p.g->nodes.item[p.node];
		uint32_t to;

		if (n.kind == GB_NODE_LOOK) {
			if (gb_places_look(&a->p, n.other, letter))
				gb_places_go_on(&a->p, GB_SIDE_NOW, number, GB_LETTER_NONE);
		} else if (n.kind == GB_NODE_MATCH) {
			gb_numbers_add(&a->accepts, n.other);
			out.naccepted++;
		} else if ((to = gb_places_after(&a->p, &n, letter)) != 0) {
			if (n.kind == GB_NODE_WORDS)
				gb_places_spread(&a->p, GB_SIDE_NEXT, to, p.stack, letter, GB_LOOKS_JUDGE);
			else
				gb_places_go_on(&a->p, GB_SIDE_NEXT, number, letter);
		}
	}
	out.to = state_number(a);
	return out;
}

static struct step step_from(struct gb_automaton *a, uint32_t state, uint32_t letter)
{
	const uint64_t key = (uint64_t)state << LETTER_BITS | letter;
	bool known;
	uint32_t *v = gb_table_lookup(&a->steps, key, &known);

	if (known)
		return a->step[*v];
	struct step s = work_out(a, a->state[state], letter);

	*gb_table_lookup(&a->steps, key, &known) = (uint32_t)a->nstep;
	*GB_MORE(a->step, a->nstep, a->step_cap) = s;
	return s;
}

/* ---- from outside ---- */

static void forget(struct gb_automaton *a)
{
	gb_table_free(&a->p.places);
	gb_table_free(&a->p.stacks);
	gb_table_free(&a->states);
	gb_table_free(&a->steps);
	a->p.nplace = a->nstep = 0;
	a->p.nstack = a->nstate = 0;
	a->members.n = a->accepts.n = a->p.fans.n = 0;
	if (a->p.nmark > 0)
		memset(a->p.fan, 0, a->p.nmark * sizeof *a->p.fan);
	for (int s = 0; s < GB_SIDES; s++)
		if (a->p.nmark > 0)
			memset(a->p.mark[s], 0, a->p.nmark * sizeof *a->p.mark[s]);
	*GB_MORE(a->p.place, a->p.nplace, a->p.place_cap) = (struct gb_place){ 0, 0 }; /* 0: the end of a look-around */
	*GB_MORE(a->p.stack, a->p.nstack, a->p.stack_cap) = (struct gb_stack){ 0, 0 }; /* 0: nothing to return to */
	*GB_MORE(a->state, a->nstate, a->state_cap) = (struct state){ 0 };
}

static size_t memory(const struct gb_automaton *a)
{
	return (a->p.places.size + a->p.stacks.size + a->states.size + a->steps.size) * 12 + a->p.nplace * sizeof *a->p.place +
	       a->nstate * sizeof *a->state + a->nstep * sizeof *a->step + (a->members.n + a->accepts.n + a->p.fans.n) * sizeof(uint32_t);
}

/* While patterns are read, nodes hold code points; from now on letters. */
static void number_letters(struct gb_grammar *g)
{
	struct gb_nodes *n = &g->nodes;

	for (size_t i = 0; i < n->n; i++)
		if (n->item[i].kind == GB_NODE_CHAR)
			n->item[i].other = n->item[i].other > 0xffff ? gb_alphabet_rare(g->alphabet, n->item[i].other)
								     : g->alphabet->letter[n->item[i].other];
	for (size_t i = 0; i < n->nbranch; i++)
		n->branch[i].cp = n->branch[i].cp > 0xffff ? gb_alphabet_rare(g->alphabet, n->branch[i].cp)
							   : g->alphabet->letter[n->branch[i].cp];
}

struct gb_automaton *gb_automaton_new(struct gb_grammar *g)
{
	struct gb_automaton *a = g_new0(struct gb_automaton, 1);

	a->p.g = g;
	a->p.arena = gb_arena_new(0);
	a->rule = gb_arena_array(a->p.arena, g->nrule, sizeof *a->rule);
	for (size_t i = 0; i < g->nfile; i++)
		for (size_t k = 0; k < g->file[i].pass.n; k++)
			a->rule[g->file[i].pass.rule[k]->number] = g->file[i].pass.rule[k];
	number_letters(g);
	forget(a);
	return a;
}

void gb_automaton_free(struct gb_automaton *a)
{
	if (a == NULL)
		return;
	forget(a);
	gb_table_free(&a->p.places);
	for (int s = 0; s < GB_SIDES; s++) {
		g_free(a->p.mark[s]);
		g_free(a->p.set[s].item);
	}
	g_free(a->p.place);
	g_free(a->p.fan);
	g_free(a->p.fans.item);
	g_free(a->p.stack);
	g_free(a->state);
	g_free(a->step);
	g_free(a->members.item);
	g_free(a->accepts.item);
	g_free(a->p.work);
	gb_arena_free(a->p.arena);
	g_free(a);
}

struct gb_origin *gb_automaton_origin(struct gb_grammar *g, const struct gb_rule *const *rule, size_t n)
{
	struct gb_origin *o = gb_arena_alloc(g->arena, sizeof *o);

	*o = (struct gb_origin){ .rule = rule, .n = n, .number = ++g->norigin };
	for (size_t i = 0; i < n; i++)
		o->whole = o->whole || rule[i]->whole;
	return o;
}

static void find_begins(struct gb_automaton *a, struct gb_origin *o)
{
	o->begins = gb_arena_array(a->p.arena, GB_LETTERS / 64, sizeof *o->begins);
	gb_places_begin(&a->p, GB_SIDE_APART);
	for (size_t i = 0; i < o->n; i++)
		gb_places_spread(&a->p, GB_SIDE_APART, o->rule[i]->def->entry, 0, GB_LETTER_NONE, GB_LOOKS_PASS);
	for (size_t i = 0; i < a->p.set[GB_SIDE_APART].n; i++) {
		const struct gb_node *n = &a->p.g->nodes.item[a->p.place[a->p.set[GB_SIDE_APART].item[i]].node];

		if (n->kind == GB_NODE_MATCH)
			memset(o->begins, 0xff, GB_LETTERS / 8);
		else
			gb_places_letters(&a->p, n, o->begins);
	}
}

static inline uint32_t letter_at(const struct gb_alphabet *l, struct gb_span text, size_t at, size_t *len)
{
	const unsigned char *p = (const unsigned char *)text.p + at;
	uint32_t cp;

	*len = 1;
	if (at >= text.n)
		return GB_LETTER_EDGE;
	if (p[0] < 0x80)
		return l->letter[p[0]];
	if ((p[0] & 0xf0) == 0xe0 && text.n - at >= 3) {
		*len = 3;
		return l->letter[(uint32_t)(p[0] & 0xf) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f)];
	}
	cp = gb_utf8_decode(gb_span_from(text, at), len);
	return cp > 0xffff ? gb_alphabet_rare(l, cp) : l->letter[cp];
}

static uint32_t letter_before(const struct gb_alphabet *l, struct gb_span text, size_t at)
{
	size_t len;
	uint32_t cp;

	if (at == 0)
		return GB_LETTER_EDGE;
	cp = gb_utf8_decode_last(gb_span_sub(text, 0, at), &len);
	return cp > 0xffff ? gb_alphabet_rare(l, cp) : l->letter[cp];
}

bool gb_automaton_begins(struct gb_automaton *a, struct gb_origin *o, struct gb_span text, size_t off)
{
	size_t len;

	if (o->begins == NULL)
		find_begins(a, o);
	return gb_letters_has(o->begins, letter_at(a->p.g->alphabet, text, off, &len));
}

static void note(struct gb_reaches *out, const struct gb_rule *r, size_t end)
{
	size_t *at = &out->at[r->number];

	if (*at == 0) {
		out->item[out->n++] = (struct gb_reach){ r, end };
		*at = out->n;
	}
	out->item[*at - 1].end = end;
}

void gb_automaton_walk(struct gb_automaton *a, struct gb_origin *o, struct gb_span text, size_t off, enum gb_walked which,
		       struct gb_reaches *out)
{
	uint32_t state;
	size_t len;

	if (memory(a) > MOST_MEMORY)
		forget(a);
	state = start_state(a, o, letter_before(a->p.g->alphabet, text, off));
	for (size_t at = off; state != 0; at += len) {
		struct step s = step_from(a, state, letter_at(a->p.g->alphabet, text, at, &len));

		for (uint32_t i = 0; i < s.naccepted; i++) {
			const struct gb_rule *r = a->rule[a->accepts.item[s.accepted + i]];

			if (which == GB_WALKED_ALL || r->whole == (which == GB_WALKED_WHOLE))
				note(out, r, at);
		}
		if (at >= text.n)
			return;
		state = s.to;
	}
}

bool gb_automaton_nullable(struct gb_automaton *a, const struct gb_rule *r)
{
	gb_places_begin(&a->p, GB_SIDE_APART);
	gb_places_spread(&a->p, GB_SIDE_APART, r->def->entry, 0, GB_LETTER_NONE, GB_LOOKS_PASS);
	for (size_t i = 0; i < a->p.set[GB_SIDE_APART].n; i++)
		if (a->p.g->nodes.item[a->p.place[a->p.set[GB_SIDE_APART].item[i]].node].kind == GB_NODE_MATCH)
			return true;
	return false;
}
