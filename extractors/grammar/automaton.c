/*
 * automaton - which rules can match at a place, and how far at most, found by one walk over the text.
 *
 * The nodes of all rules that begin together are walked at once, as sets: a state is the set of places that the text
 * so far can have led to, and each step from a state by a letter is worked out once and kept.  A place is a node and the
 * pastes that have to be returned to.  Repetition, look-arounds of more than one letter and the like are taken for
 * possible, so a rule that is not found cannot match, and one that is found is tried with PCRE2.
 */
#include <string.h>

#include "internal.h"

#define MOST_MEMORY ((size_t)24 << 20) /* bytes; what is kept is forgotten beyond that */
#define NO_LETTER UINT32_MAX
#define LETTER_BITS 13
#define ORIGIN ((uint64_t)1 << 31) /* marks the number of an origin where a state stands otherwise */

/* From a number to a number; 0 is no key. */
struct table {
	uint64_t *key;
	uint32_t *value;
	size_t n, size;
};

struct place {
	uint32_t node, stack;
};

struct stack {
	uint32_t node, below; /* where to go on, and what is below */
};

struct numbers {
	uint32_t *item;
	size_t n, cap;
};

/* A set of places, in `members` from `first` on. */
struct state {
	uint32_t first, n;
	uint64_t sum; /* of the hashes of its places */
};

struct step {
	uint32_t to;            /* a state; 0: no match goes on */
	uint32_t accepted, naccepted; /* rule numbers in `accepts`: those that match before the letter is taken */
};

enum side { NOW, NEXT, APART, SIDES };

struct gb_automaton {
	struct gb_grammar *g;
	struct gb_arena *arena; /* what outlives forgetting */
	const struct gb_rule **rule; /* by number */
	struct place *place;
	struct stack *stack;
	struct state *state;
	struct step *step;
	size_t nplace, place_cap, nstack, stack_cap, nstate, state_cap, nstep, step_cap;
	struct numbers members, accepts;
	struct table places, stacks, states, steps;
	struct place *work;
	size_t nwork, work_cap;
	uint32_t *mark[SIDES]; /* by place: the set it was last put into */
	size_t nmark;
	uint32_t mark_now[SIDES];
	struct numbers set[SIDES];
	bool ended; /* the end of a look-around was reached */
};

/* ---- tables ---- */

static uint64_t mix(uint64_t x)
{
	x ^= x >> 31;
	x *= 0x9e3779b97f4a7c15u;
	x ^= x >> 29;
	x *= 0xbf58476d1ce4e5b9u;
	return x ^ x >> 32;
}

static size_t slot(const struct table *t, uint64_t key)
{
	size_t i = (size_t)mix(key) & (t->size - 1);

	while (t->key[i] != 0 && t->key[i] != key)
		i = (i + 1) & (t->size - 1);
	return i;
}

static void grow(struct table *t)
{
	const struct table old = *t;

	t->size = old.size > 0 ? old.size * 2 : 1024;
	t->key = g_new0(uint64_t, t->size);
	t->value = g_new(uint32_t, t->size);
	for (size_t i = 0; i < old.size; i++) {
		if (old.key[i] == 0)
			continue;
		size_t to = slot(t, old.key[i]);

		t->key[to] = old.key[i];
		t->value[to] = old.value[i];
	}
	g_free(old.key);
	g_free(old.value);
}

/* Where the value of the key stands; *known: was it there? */
static uint32_t *lookup(struct table *t, uint64_t key, bool *known)
{
	if (t->n * 2 >= t->size)
		grow(t);
	size_t i = slot(t, key);

	*known = t->key[i] != 0;
	if (!*known) {
		t->key[i] = key;
		t->n++;
	}
	return &t->value[i];
}

static void table_free(struct table *t)
{
	g_free(t->key);
	g_free(t->value);
	*t = (struct table){ 0 };
}

static void add_number(struct numbers *v, uint32_t n)
{
	if (v->n == v->cap) {
		v->cap = v->cap > 0 ? v->cap * 2 : 256;
		v->item = g_renew(uint32_t, v->item, v->cap);
	}
	v->item[v->n++] = n;
}

/* One more element of an array of the heap. */
#define MORE(items, count, cap) \
	((count) == (cap) ? (void)((cap) = (cap) > 0 ? (cap) * 2 : 256, \
				   (items) = g_realloc_n((items), (cap), sizeof *(items))) : (void)0, &(items)[(count)++])

/* ---- places ---- */

static uint32_t place_number(struct gb_automaton *a, struct place p)
{
	bool known;
	uint32_t *v = lookup(&a->places, (uint64_t)p.node << 32 | p.stack, &known);

	if (known)
		return *v;
	*v = (uint32_t)a->nplace;
	*MORE(a->place, a->nplace, a->place_cap) = p;
	if (a->nplace > a->nmark) {
		size_t n = a->nmark > 0 ? a->nmark * 2 : 1024;

		for (int s = 0; s < SIDES; s++) {
			a->mark[s] = g_renew(uint32_t, a->mark[s], n);
			memset(a->mark[s] + a->nmark, 0, (n - a->nmark) * sizeof *a->mark[s]);
		}
		a->nmark = n;
	}
	return *v;
}

static uint32_t stack_number(struct gb_automaton *a, uint32_t node, uint32_t below)
{
	bool known;
	uint32_t *v = lookup(&a->stacks, (uint64_t)node << 32 | below, &known);

	if (known)
		return *v;
	*v = (uint32_t)a->nstack;
	*MORE(a->stack, a->nstack, a->stack_cap) = (struct stack){ node, below };
	return *v;
}

static void begin_set(struct gb_automaton *a, enum side side)
{
	a->mark_now[side]++;
	a->set[side].n = 0;
}

static void visit(struct gb_automaton *a, uint32_t node, uint32_t stack)
{
	*MORE(a->work, a->nwork, a->work_cap) = (struct place){ node, stack };
}

/* Over forks that lead to one node only. */
static uint32_t straight(const struct gb_automaton *a, uint32_t node)
{
	const struct gb_node *n = a->g->nodes.item;

	while (n[node].kind == GB_NODE_FORK && n[node].other == 0)
		node = n[node].next;
	return node;
}

static void visit_return(struct gb_automaton *a, uint32_t stack)
{
	if (stack == 0)
		a->ended = true;
	else
		visit(a, a->stack[stack].node, a->stack[stack].below);
}

static void visit_paste(struct gb_automaton *a, const struct gb_node *n, uint32_t stack)
{
	uint32_t back = straight(a, n->next);

	if (a->g->nodes.item[back].kind != GB_NODE_RETURN)
		stack = stack_number(a, back, stack);
	visit(a, n->other, stack);
}

/* What is done with the look-arounds that are met. */
enum looks {
	JUDGE, /* those behind by the letter before, those ahead are kept for the next letter */
	PASS,  /* all pass */
	STOP   /* none passes */
};

static bool look_passes(struct gb_automaton *a, uint32_t number, uint32_t letter);

/* A node that takes nothing leads on; any other is kept in the set. */
static void take_place(struct gb_automaton *a, enum side side, struct place p, uint32_t before, enum looks looks)
{
	const struct gb_node n = a->g->nodes.item[p.node];
	uint32_t number;

	if (n.kind == GB_NODE_RETURN) {
		visit_return(a, p.stack);
		return;
	}
	number = place_number(a, p);
	if (a->mark[side][number] == a->mark_now[side])
		return;
	a->mark[side][number] = a->mark_now[side];
	if (n.kind == GB_NODE_FORK) {
		visit(a, n.next, p.stack);
		visit(a, n.other, p.stack);
	} else if (n.kind == GB_NODE_PASTE) {
		visit_paste(a, &n, p.stack);
	} else if (n.kind == GB_NODE_LOOK && looks != JUDGE) {
		if (looks == PASS)
			visit(a, n.next, p.stack);
	} else if (n.kind == GB_NODE_LOOK && a->g->nodes.look[n.other].behind) {
		if (before == NO_LETTER || look_passes(a, n.other, before))
			visit(a, n.next, p.stack);
	} else {
		add_number(&a->set[side], number);
		if (n.kind == GB_NODE_WORDS && n.ends)
			visit_return(a, p.stack);
	}
}

/* Puts into the set of `side` what can be reached from a place without taking a letter. */
static void spread(struct gb_automaton *a, enum side side, uint32_t node, uint32_t stack, uint32_t before, enum looks looks)
{
	const size_t base = a->nwork;

	visit(a, node, stack);
	while (a->nwork > base) {
		struct place p = a->work[--a->nwork];

		p.node = straight(a, p.node);
		take_place(a, side, p, before, looks);
	}
}

/* ---- letters ---- */

static const uint64_t *class_bits(struct gb_automaton *a, uint32_t number)
{
	return gb_class_bits(a->arena, a->g->alphabet, &a->g->nodes.class[number]);
}

static uint32_t branch_of(const struct gb_automaton *a, const struct gb_node *n, uint32_t letter)
{
	const struct gb_branch *b = a->g->nodes.branch + n->other;
	size_t low = 0, high = n->nbranch;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (b[mid].cp < letter)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n->nbranch && b[low].cp == letter ? b[low].node : 0;
}

/* The node behind the letter, 0 when it is not taken. */
static uint32_t after_letter(struct gb_automaton *a, const struct gb_node *n, uint32_t letter)
{
	switch (n->kind) {
	case GB_NODE_CHAR:
		return n->other == letter ? n->next : 0;
	case GB_NODE_CLASS:
		return gb_letters_has(class_bits(a, n->other), letter) ? n->next : 0;
	case GB_NODE_WORDS:
		return branch_of(a, n, letter);
	default:
		return 0;
	}
}

/* All letters that the node takes. */
static void add_letters(struct gb_automaton *a, const struct gb_node *n, uint64_t *bits)
{
	if (n->kind == GB_NODE_CHAR) {
		gb_letters_add(bits, n->other);
	} else if (n->kind == GB_NODE_CLASS) {
		const uint64_t *more = class_bits(a, n->other);

		for (size_t w = 0; w < GB_LETTERS / 64; w++)
			bits[w] |= more[w];
	} else if (n->kind == GB_NODE_WORDS) {
		for (uint32_t i = 0; i < n->nbranch; i++)
			gb_letters_add(bits, a->g->nodes.branch[n->other + i].cp);
	}
}

/* ---- look-arounds ---- */

static bool ends_after(struct gb_automaton *a, uint32_t node, uint32_t stack, enum looks looks)
{
	a->ended = false;
	spread(a, APART, node, stack, NO_LETTER, looks);
	return a->ended;
}

/* The letters of a node behind which the look-around is at its end. */
static void add_last(struct gb_automaton *a, struct place p, enum looks looks, uint64_t *bits)
{
	const struct gb_node n = a->g->nodes.item[p.node];

	if (n.kind == GB_NODE_WORDS) {
		for (uint32_t i = 0; i < n.nbranch; i++) {
			const struct gb_branch b = a->g->nodes.branch[n.other + i];

			if (ends_after(a, b.node, p.stack, looks))
				gb_letters_add(bits, b.cp);
		}
	} else if (n.kind != GB_NODE_MATCH && n.kind != GB_NODE_LOOK && ends_after(a, n.next, p.stack, looks)) {
		add_letters(a, &n, bits);
	}
}

/* What a place in the set APART leads to, whatever the letter. */
static void spread_all(struct gb_automaton *a, struct place p)
{
	const struct gb_node n = a->g->nodes.item[p.node];

	if (n.kind == GB_NODE_WORDS)
		for (uint32_t i = 0; i < n.nbranch; i++)
			spread(a, APART, a->g->nodes.branch[n.other + i].node, p.stack, NO_LETTER, PASS);
	else
		spread(a, APART, n.next, p.stack, NO_LETTER, PASS);
}

/* The places at hand, as the set APART is used again while they are looked at. */
static struct numbers copy_set(struct gb_automaton *a)
{
	struct numbers out = { 0 };

	for (size_t i = 0; i < a->set[APART].n; i++)
		add_number(&out, a->set[APART].item[i]);
	return out;
}

static void find_sure(struct gb_automaton *a, struct gb_look *l)
{
	struct numbers first;

	begin_set(a, APART);
	spread(a, APART, l->body, 0, NO_LETTER, STOP);
	first = copy_set(a);
	for (size_t i = 0; i < first.n; i++) {
		const struct gb_node n = a->g->nodes.item[a->place[first.item[i]].node];

		if (n.kind == GB_NODE_CLASS && a->g->nodes.class[n.other].rough)
			continue;
		begin_set(a, APART);
		add_last(a, a->place[first.item[i]], STOP, l->sure);
	}
	g_free(first.item);
}

static void find_may(struct gb_automaton *a, struct gb_look *l)
{
	struct numbers all;

	begin_set(a, APART);
	a->ended = false;
	spread(a, APART, l->body, 0, NO_LETTER, PASS);
	l->anything = a->ended;
	for (size_t i = 0; l->behind && i < a->set[APART].n; i++)
		spread_all(a, a->place[a->set[APART].item[i]]);
	all = copy_set(a);
	for (size_t i = 0; i < all.n; i++) {
		struct place p = a->place[all.item[i]];

		begin_set(a, APART);
		if (l->behind)
			add_last(a, p, PASS, l->may);
		else
			add_letters(a, &a->g->nodes.item[p.node], l->may);
	}
	g_free(all.item);
}

static bool look_passes(struct gb_automaton *a, uint32_t number, uint32_t letter)
{
	struct gb_look *l = &a->g->nodes.look[number];

	if (!l->ready) {
		const bool ended = a->ended;

		l->may = gb_arena_array(a->arena, GB_LETTERS / 64, sizeof *l->may);
		l->sure = gb_arena_array(a->arena, GB_LETTERS / 64, sizeof *l->sure);
		find_may(a, l);
		find_sure(a, l);
		l->ready = true;
		a->ended = ended;
	}
	return l->negated ? !gb_letters_has(l->sure, letter) : l->anything || gb_letters_has(l->may, letter);
}

/* ---- states ---- */

static bool same_set(const struct gb_automaton *a, const struct state *s)
{
	if (s->n != a->set[NEXT].n)
		return false;
	for (uint32_t i = 0; i < s->n; i++)
		if (a->mark[NEXT][a->members.item[s->first + i]] != a->mark_now[NEXT])
			return false;
	return true;
}

/* The number of the state that the set NEXT is, 0 when it is empty. */
static uint32_t state_number(struct gb_automaton *a)
{
	const struct numbers *set = &a->set[NEXT];
	uint64_t sum = 1;
	bool known;

	if (set->n == 0)
		return 0;
	for (size_t i = 0; i < set->n; i++)
		sum += mix(set->item[i] + 1);
	for (;; sum++) { /* two sets of one sum stand beside each other */
		uint32_t *v = lookup(&a->states, sum | 1, &known);

		if (known && !same_set(a, &a->state[*v]))
			continue;
		if (!known) {
			*v = (uint32_t)a->nstate;
			*MORE(a->state, a->nstate, a->state_cap) = (struct state){ (uint32_t)a->members.n, (uint32_t)set->n, sum };
			for (size_t i = 0; i < set->n; i++)
				add_number(&a->members, set->item[i]);
		}
		return *v;
	}
}

/* The state at the beginning of a match, the letter before being given. */
static uint32_t start_state(struct gb_automaton *a, const struct gb_origin *o, uint32_t before)
{
	bool known;
	uint32_t *v = lookup(&a->steps, (ORIGIN | o->number) << LETTER_BITS | before, &known), state;

	if (known)
		return *v;
	begin_set(a, NEXT);
	for (size_t i = 0; i < o->n; i++)
		spread(a, NEXT, o->rule[i]->def->entry, 0, before, JUDGE);
	state = state_number(a);
	*lookup(&a->steps, (ORIGIN | o->number) << LETTER_BITS | before, &known) = state;
	return state;
}

/* What the places of the state lead to by the letter, and which of them are the end of a rule. */
static struct step work_out(struct gb_automaton *a, struct state s, uint32_t letter)
{
	struct step out = { 0, (uint32_t)a->accepts.n, 0 };

	begin_set(a, NOW);
	begin_set(a, NEXT);
	for (uint32_t i = 0; i < s.n; i++)
		add_number(&a->set[NOW], a->members.item[s.first + i]);
	for (size_t i = 0; i < a->set[NOW].n; i++) {
		const struct place p = a->place[a->set[NOW].item[i]];
		const struct gb_node n = a->g->nodes.item[p.node];
		uint32_t to;

		if (n.kind == GB_NODE_LOOK) {
			if (look_passes(a, n.other, letter))
				spread(a, NOW, n.next, p.stack, NO_LETTER, JUDGE);
		} else if (n.kind == GB_NODE_MATCH) {
			add_number(&a->accepts, n.other);
			out.naccepted++;
		} else if ((to = after_letter(a, &n, letter)) != 0) {
			spread(a, NEXT, to, p.stack, letter, JUDGE);
		}
	}
	out.to = state_number(a);
	return out;
}

static struct step step_from(struct gb_automaton *a, uint32_t state, uint32_t letter)
{
	const uint64_t key = (uint64_t)state << LETTER_BITS | letter;
	bool known;
	uint32_t *v = lookup(&a->steps, key, &known);

	if (known)
		return a->step[*v];
	struct step s = work_out(a, a->state[state], letter);

	*lookup(&a->steps, key, &known) = (uint32_t)a->nstep;
	*MORE(a->step, a->nstep, a->step_cap) = s;
	return s;
}

/* ---- from outside ---- */

static void forget(struct gb_automaton *a)
{
	table_free(&a->places);
	table_free(&a->stacks);
	table_free(&a->states);
	table_free(&a->steps);
	a->nplace = a->nstep = 0;
	a->nstack = a->nstate = 0;
	a->members.n = a->accepts.n = 0;
	for (int s = 0; s < SIDES; s++)
		if (a->nmark > 0)
			memset(a->mark[s], 0, a->nmark * sizeof *a->mark[s]);
	*MORE(a->stack, a->nstack, a->stack_cap) = (struct stack){ 0, 0 }; /* 0: nothing to return to */
	*MORE(a->state, a->nstate, a->state_cap) = (struct state){ 0 };
}

static size_t memory(const struct gb_automaton *a)
{
	return (a->places.size + a->stacks.size + a->states.size + a->steps.size) * 12 + a->nplace * sizeof *a->place +
	       a->nstate * sizeof *a->state + a->nstep * sizeof *a->step + (a->members.n + a->accepts.n) * sizeof(uint32_t);
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

	a->g = g;
	a->arena = gb_arena_new(0);
	a->rule = gb_arena_array(a->arena, g->nrule, sizeof *a->rule);
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
	table_free(&a->places);
	for (int s = 0; s < SIDES; s++) {
		g_free(a->mark[s]);
		g_free(a->set[s].item);
	}
	g_free(a->place);
	g_free(a->stack);
	g_free(a->state);
	g_free(a->step);
	g_free(a->members.item);
	g_free(a->accepts.item);
	g_free(a->work);
	gb_arena_free(a->arena);
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
	o->begins = gb_arena_array(a->arena, GB_LETTERS / 64, sizeof *o->begins);
	begin_set(a, APART);
	for (size_t i = 0; i < o->n; i++)
		spread(a, APART, o->rule[i]->def->entry, 0, NO_LETTER, PASS);
	for (size_t i = 0; i < a->set[APART].n; i++) {
		const struct gb_node *n = &a->g->nodes.item[a->place[a->set[APART].item[i]].node];

		if (n->kind == GB_NODE_MATCH)
			memset(o->begins, 0xff, GB_LETTERS / 8);
		else
			add_letters(a, n, o->begins);
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
	return gb_letters_has(o->begins, letter_at(a->g->alphabet, text, off, &len));
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
	state = start_state(a, o, letter_before(a->g->alphabet, text, off));
	for (size_t at = off; state != 0; at += len) {
		struct step s = step_from(a, state, letter_at(a->g->alphabet, text, at, &len));

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
	begin_set(a, APART);
	spread(a, APART, r->def->entry, 0, NO_LETTER, PASS);
	for (size_t i = 0; i < a->set[APART].n; i++)
		if (a->g->nodes.item[a->place[a->set[APART].item[i]].node].kind == GB_NODE_MATCH)
			return true;
	return false;
}
