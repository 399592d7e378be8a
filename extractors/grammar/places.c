/*
 * places - where a walk over the nodes of patterns can stand: at a node, with pastes that have to be returned to.
 *
 * From a place everything is reached that needs no letter.  Look-arounds are judged by the one letter behind or ahead of
 * them; whatever that does not settle passes.
 */
#include <string.h>

#include "internal.h"

static uint32_t place_number(struct gb_places *a, struct gb_place p)
{
	bool known;
	uint32_t *v = gb_table_lookup(&a->places, (uint64_t)p.node << 32 | p.stack, &known);

	if (known)
		return *v;
	*v = (uint32_t)a->nplace;
	*GB_MORE(a->place, a->nplace, a->place_cap) = p;
	if (a->nplace > a->nmark) {
		size_t n = a->nmark > 0 ? a->nmark * 2 : 1024;

		for (int s = 0; s < GB_SIDES; s++) {
			a->mark[s] = g_renew(uint32_t, a->mark[s], n);
			memset(a->mark[s] + a->nmark, 0, (n - a->nmark) * sizeof *a->mark[s]);
		}
		a->fan = g_renew(struct gb_fan, a->fan, n);
		memset(a->fan + a->nmark, 0, (n - a->nmark) * sizeof *a->fan);
		a->nmark = n;
	}
	return *v;
}

static uint32_t stack_number(struct gb_places *a, uint32_t node, uint32_t below)
{
	bool known;
	uint32_t *v = gb_table_lookup(&a->stacks, (uint64_t)node << 32 | below, &known);

	if (known)
		return *v;
	*v = (uint32_t)a->nstack;
	*GB_MORE(a->stack, a->nstack, a->stack_cap) = (struct gb_stack){ node, below };
	return *v;
}

void gb_places_begin(struct gb_places *a, enum gb_side side)
{
	a->mark_now[side]++;
	a->set[side].n = 0;
}

static void visit(struct gb_places *a, uint32_t node, uint32_t stack)
{
	*GB_MORE(a->work, a->nwork, a->work_cap) = (struct gb_place){ node, stack };
}

/* Over forks that lead to one node only. */
static uint32_t straight(const struct gb_places *a, uint32_t node)
{
	const struct gb_node *n = a->g->nodes.item;

	while (n[node].kind == GB_NODE_FORK && n[node].other == 0)
		node = n[node].next;
	return node;
}

static void visit_return(struct gb_places *a, uint32_t stack)
{
	if (stack == 0)
		a->ended = true;
	else
		visit(a, a->stack[stack].node, a->stack[stack].below);
}

static void visit_paste(struct gb_places *a, const struct gb_node *n, uint32_t stack)
{
	uint32_t back = straight(a, n->next);

	if (a->g->nodes.item[back].kind != GB_NODE_RETURN)
		stack = stack_number(a, back, stack);
	visit(a, n->other, stack);
}

/* A node that takes nothing leads on; any other is kept in the set. */
static void take_place(struct gb_places *a, enum gb_side side, struct gb_place p, enum gb_looks looks)
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
	} else if (n.kind == GB_NODE_LOOK && looks != GB_LOOKS_KEEP) {
		if (looks == GB_LOOKS_PASS)
			visit(a, n.next, p.stack);
	} else {
		gb_numbers_add(&a->set[side], number);
		if (n.kind == GB_NODE_WORDS && n.ends)
			visit_return(a, p.stack);
	}
}

static void walk(struct gb_places *a, enum gb_side side, struct gb_place from, enum gb_looks looks)
{
	const size_t base = a->nwork;

	visit(a, from.node, from.stack);
	while (a->nwork > base) {
		struct gb_place p = a->work[--a->nwork];

		p.node = straight(a, p.node);
		take_place(a, side, p, looks);
	}
}

/* What a place leads to without a letter; a look-around behind stands for what is behind it. */
static struct gb_fan fan_of(struct gb_places *a, uint32_t number)
{
	const bool ended = a->ended;

	if (a->fan[number].known)
		return a->fan[number];
	gb_places_begin(a, GB_SIDE_FAN);
	a->ended = false;
	walk(a, GB_SIDE_FAN, a->place[number], GB_LOOKS_KEEP);
	struct gb_fan *f = &a->fan[number];

	f->first = (uint32_t)a->fans.n;
	f->n = (uint32_t)a->set[GB_SIDE_FAN].n;
	f->known = true;
	f->ended = a->ended;
	for (size_t i = 0; i < f->n; i++)
		gb_numbers_add(&a->fans, a->set[GB_SIDE_FAN].item[i]);
	a->ended = ended;
	return *f;
}

/* The number of the place at a node, over forks that lead to one node and returns; 0: the end of a look-around. */
static uint32_t resolve(struct gb_places *a, struct gb_place p)
{
	for (;;) {
		p.node = straight(a, p.node);
		if (a->g->nodes.item[p.node].kind != GB_NODE_RETURN)
			return place_number(a, p);
		if (p.stack == 0)
			return 0;
		p = (struct gb_place){ a->stack[p.stack].node, a->stack[p.stack].below };
	}
}

static void spread_number(struct gb_places *a, enum gb_side side, uint32_t number, uint32_t before)
{
	const struct gb_fan f = number == 0 ? (struct gb_fan){ .ended = true } : fan_of(a, number);

	a->ended = a->ended || f.ended;
	for (uint32_t i = 0; i < f.n; i++) {
		uint32_t to = a->fans.item[f.first + i];
		const struct gb_node *n = &a->g->nodes.item[a->place[to].node];

		if (a->mark[side][to] == a->mark_now[side])
			continue;
		a->mark[side][to] = a->mark_now[side];
		if (n->kind != GB_NODE_LOOK || !a->g->nodes.look[n->other].behind)
			gb_numbers_add(&a->set[side], to);
		else if (before == GB_LETTER_NONE || gb_places_look(a, n->other, before))
			spread_number(a, side, gb_places_onward(a, to), before);
	}
}

uint32_t gb_places_onward(struct gb_places *a, uint32_t number)
{
	const struct gb_place p = a->place[number];

	if (!a->fan[number].gone) {
		uint32_t onward = resolve(a, (struct gb_place){ a->g->nodes.item[p.node].next, p.stack });

		a->fan[number].onward = onward;
		a->fan[number].gone = true;
	}
	return a->fan[number].onward;
}

void gb_places_spread(struct gb_places *a, enum gb_side side, uint32_t node, uint32_t stack, uint32_t before, enum gb_looks looks)
{
	const struct gb_place from = { node, stack };

	if (looks == GB_LOOKS_JUDGE)
		spread_number(a, side, resolve(a, from), before);
	else
		walk(a, side, from, looks);
}

void gb_places_go_on(struct gb_places *a, enum gb_side side, uint32_t number, uint32_t before)
{
	spread_number(a, side, gb_places_onward(a, number), before);
}

/* ---- letters ---- */

static const uint64_t *class_bits(struct gb_places *a, uint32_t number)
{
	return gb_class_bits(a->arena, a->g->alphabet, &a->g->nodes.class[number]);
}

static uint32_t branch_of(const struct gb_places *a, const struct gb_node *n, uint32_t letter)
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

uint32_t gb_places_after(struct gb_places *a, const struct gb_node *n, uint32_t letter)
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

void gb_places_letters(struct gb_places *a, const struct gb_node *n, uint64_t *bits)
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

static bool ends_after(struct gb_places *a, uint32_t node, uint32_t stack, enum gb_looks looks)
{
	a->ended = false;
	gb_places_spread(a, GB_SIDE_APART, node, stack, GB_LETTER_NONE, looks);
	return a->ended;
}

/* The letters of a node behind which the look-around is at its end. */
static void add_last(struct gb_places *a, struct gb_place p, enum gb_looks looks, uint64_t *bits)
{
	const struct gb_node n = a->g->nodes.item[p.node];

	if (n.kind == GB_NODE_WORDS) {
		for (uint32_t i = 0; i < n.nbranch; i++) {
			const struct gb_branch b = a->g->nodes.branch[n.other + i];

			if (ends_after(a, b.node, p.stack, looks))
				gb_letters_add(bits, b.cp);
		}
	} else if (n.kind != GB_NODE_MATCH && n.kind != GB_NODE_LOOK && ends_after(a, n.next, p.stack, looks)) {
		gb_places_letters(a, &n, bits);
	}
}

/* What a place in the set GB_SIDE_APART leads to, whatever the letter. */
static void spread_all(struct gb_places *a, struct gb_place p)
{
	const struct gb_node n = a->g->nodes.item[p.node];

	if (n.kind == GB_NODE_WORDS)
		for (uint32_t i = 0; i < n.nbranch; i++)
			gb_places_spread(a, GB_SIDE_APART, a->g->nodes.branch[n.other + i].node, p.stack, GB_LETTER_NONE, GB_LOOKS_PASS);
	else
		gb_places_spread(a, GB_SIDE_APART, n.next, p.stack, GB_LETTER_NONE, GB_LOOKS_PASS);
}

/* The places at hand, as the set GB_SIDE_APART is used again while they are looked at. */
static struct gb_numbers copy_set(struct gb_places *a)
{
	struct gb_numbers out = { 0 };

	for (size_t i = 0; i < a->set[GB_SIDE_APART].n; i++)
		gb_numbers_add(&out, a->set[GB_SIDE_APART].item[i]);
	return out;
}

static void find_sure(struct gb_places *a, struct gb_look *l)
{
	struct gb_numbers first;

	gb_places_begin(a, GB_SIDE_APART);
	gb_places_spread(a, GB_SIDE_APART, l->body, 0, GB_LETTER_NONE, GB_LOOKS_STOP);
	first = copy_set(a);
	for (size_t i = 0; i < first.n; i++) {
		const struct gb_node n = a->g->nodes.item[a->place[first.item[i]].node];

		if (n.kind == GB_NODE_CLASS && a->g->nodes.class[n.other].rough)
			continue;
		gb_places_begin(a, GB_SIDE_APART);
		add_last(a, a->place[first.item[i]], GB_LOOKS_STOP, l->sure);
	}
	g_free(first.item);
}

static void find_may(struct gb_places *a, struct gb_look *l)
{
	struct gb_numbers all;

	gb_places_begin(a, GB_SIDE_APART);
	a->ended = false;
	gb_places_spread(a, GB_SIDE_APART, l->body, 0, GB_LETTER_NONE, GB_LOOKS_PASS);
	l->anything = a->ended;
	for (size_t i = 0; l->behind && i < a->set[GB_SIDE_APART].n; i++)
		spread_all(a, a->place[a->set[GB_SIDE_APART].item[i]]);
	all = copy_set(a);
	for (size_t i = 0; i < all.n; i++) {
		struct gb_place p = a->place[all.item[i]];

		gb_places_begin(a, GB_SIDE_APART);
		if (l->behind)
			add_last(a, p, GB_LOOKS_PASS, l->may);
		else
			gb_places_letters(a, &a->g->nodes.item[p.node], l->may);
	}
	g_free(all.item);
}

bool gb_places_look(struct gb_places *a, uint32_t number, uint32_t letter)
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
