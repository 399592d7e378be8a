/* The tree of a document: where a mark hangs, leads that are measures, paths. */
#include "internal.h"
#include "base/utf8.h"

static bool same_rung(const struct gb_mark *a, const struct gb_mark *b)
{
	return a->rung == b->rung && (a->rung != GB_RUNG_DECIMAL || a->depth == b->depth);
}

static bool inside(const struct gb_mark *inner, const struct gb_mark *outer)
{
	if (inner->rung == GB_RUNG_DECIMAL && outer->rung == GB_RUNG_DECIMAL)
		return inner->depth > outer->depth;
	return inner->rung > outer->rung;
}

/* 01, 02 are outermost in a list of their own, and inside whatever heading they first stand below. */
static bool has_rung_above(const struct gb_node *n, const struct gb_mark *mark)
{
	for (n = n->parent; n != NULL && n->kind != GB_NODE_ROOT && n->kind != GB_NODE_ANNEX; n = n->parent)
		if (n->kind == GB_NODE_MARK && same_rung(&n->mark, mark))
			return true;
	return false;
}

static bool hangs_below(const struct gb_node *n, const struct gb_mark *mark)
{
	if (mark->rung == GB_RUNG_PADDED)
		return n->mark.rung < GB_RUNG_ARABIC;
	return inside(mark, &n->mark) && (n->mark.rung != GB_RUNG_PADDED || !has_rung_above(n, mark));
}

struct gb_node *gb_heading_add(struct gb_seg *s, struct gb_node *parent, enum gb_node_kind kind)
{
	struct gb_node *n = gb_arena_alloc(s->a, sizeof *n);

	*n = (struct gb_node){ .kind = kind,
			       .parent = parent };
	n->where.cell_row = n->where.cell_col = -1;
	if (parent == NULL)
		return n;
	struct gb_part *p = gb_arena_alloc(s->a, sizeof *p);

	n->depth = parent->depth + 1;
	p->node = n;
	if (parent->last != NULL)
		parent->last->next = p;
	else
		parent->first = p;
	parent->last = p;
	return n;
}

void gb_heading_run(struct gb_seg *s, struct gb_node *node, const struct gb_run *run)
{
	struct gb_part *p = gb_arena_alloc(s->a, sizeof *p);

	p->run = *run;
	node->latest = &p->run;
	if (node->last != NULL)
		node->last->next = p;
	else
		node->first = p;
	node->last = p;
	node->runs++;
}

struct gb_node *gb_heading_scope(struct gb_node *cur)
{
	while (cur->kind != GB_NODE_ROOT && cur->kind != GB_NODE_ANNEX)
		cur = cur->parent;
	return cur;
}

/* A box or a note numbers its entries for itself. */
static bool fences(const struct gb_node *n)
{
	return n->kind == GB_NODE_BOX || n->kind == GB_NODE_NOTE;
}

/* Continues 8. with 9.: the node whose next sibling the mark is, or NULL. */
static struct gb_node *continued(struct gb_node *cur, const struct gb_mark *mark)
{
	for (struct gb_node *p = cur; p->kind != GB_NODE_ROOT && p->kind != GB_NODE_ANNEX; p = p->parent)
		if (p->kind == GB_NODE_MARK && same_rung(&p->mark, mark) && mark->ordinal > 1 && p->mark.ordinal + 1 == mark->ordinal)
			return p;
	return NULL;
}

/* （二） behind a box goes on with the （一） before it: that one, or NULL. */
static struct gb_node *continued_behind(struct gb_node *cur, const struct gb_mark *mark)
{
	struct gb_node *found = NULL;

	for (struct gb_node *p = cur; found == NULL && p->kind != GB_NODE_ROOT && p->kind != GB_NODE_ANNEX; p = p->parent)
		if (p->behind != NULL)
			found = continued(p->behind, mark);
	return found;
}

struct gb_node *gb_heading_parent(struct gb_node *cur, const struct gb_mark *mark)
{
	struct gb_node *p = continued(cur, mark);

	if (p == NULL)
		p = continued_behind(cur, mark);
	if (p != NULL)
		return p->parent;
	for (p = cur; p->kind != GB_NODE_ROOT && p->kind != GB_NODE_ANNEX; p = p->parent) {
		if (p->kind == GB_NODE_MARK && same_rung(&p->mark, mark))
			return p->parent;
		if (p->kind == GB_NODE_MARK && hangs_below(p, mark))
			return p;
		if (fences(p) && (mark->rung >= GB_RUNG_BRACKET_HAN || mark->rung == GB_RUNG_PADDED))
			return p;
	}
	return p;
}

/* One paragraph of text and nothing below. */
static bool single(const struct gb_node *n)
{
	return n->runs == 1 && n->items + n->rows == 0 && n->latest->skip < n->latest->text.n;
}

void gb_heading_item(struct gb_node *parent, struct gb_node *item)
{
	if (parent->newest != NULL && (!single(parent->newest) || !same_rung(&parent->newest->mark, &item->mark)))
		parent->ragged = true;
	parent->newest = item;
	parent->items++;
}

/* When each of three items or more has one paragraph, one more behind the last is no part of it. */
struct gb_node *gb_heading_text_parent(struct gb_node *cur)
{
	while (cur->kind == GB_NODE_MARK && !cur->parent->ragged && cur->parent->items >= 3 && single(cur) &&
	       gb_seg_ends_in(cur->latest->text, "。；！）)"))
		cur = cur->parent;
	return cur;
}

struct gb_node *gb_heading_top(struct gb_node *cur)
{
	struct gb_node *top = gb_heading_scope(cur);

	for (struct gb_node *p = cur; p->kind != GB_NODE_ROOT && p->kind != GB_NODE_ANNEX; p = p->parent)
		top = p->kind == GB_NODE_MARK ? p : top;
	return top;
}

struct gb_node *gb_heading_box_parent(struct gb_node *cur)
{
	struct gb_node *top = cur, *chapter = NULL;

	for (struct gb_node *p = cur; p->kind != GB_NODE_ROOT && p->kind != GB_NODE_ANNEX; p = p->parent) {
		if (p->kind == GB_NODE_MARK && p->mark.rung == GB_RUNG_CHAPTER)
			chapter = p;
		top = p->kind == GB_NODE_MARK || p->kind == GB_NODE_BOX ? p : top;
	}
	if (chapter != NULL)
		return chapter;
	if (top->kind == GB_NODE_MARK)
		return top;
	return gb_heading_scope(cur);
}

struct gb_where gb_heading_where(const struct gb_piece *p)
{
	struct gb_where w = { .block = p->block->seq, .off_cp = p->off_cp, .len_cp = gb_utf8_count(p->text), .page = p->block->page,
			      .box = p->block->box, .cell_row = -1, .cell_col = -1 };

	if (p->cell != NULL) {
		w.page = p->cell->page;
		w.box = p->cell->box;
		w.cell_row = p->cell->row;
		w.cell_col = p->cell->col;
	}
	return w;
}

/* ---- bold leads ---- */

static struct gb_where run_where(const struct gb_run *r)
{
	const struct gb_piece p = { .block = r->block, .cell = r->cell, .text = r->text, .off_cp = r->off_cp };

	return gb_heading_where(&p);
}

static bool dashed(const struct gb_run *r)
{
	return gb_span_starts(r->text, GB_S("——")) || gb_span_starts(r->text, GB_S("──"));
}

/*
 * A paragraph that opens with a title of its own is a measure when its like
 * stands beside it: two at least, and they are half of the node's paragraphs
 * (a dash before them is as good as that).
 */
static bool has_leads(struct gb_seg *s, const struct gb_node *n)
{
	size_t leads = 0, paragraphs = 0, dashes = 0;
	struct gb_heading h;

	if (n->kind == GB_NODE_ROW || n->kind == GB_NODE_NOTE || n->kind == GB_NODE_TABLE || n->kind == GB_NODE_GROUP)
		return false;
	for (const struct gb_part *p = n->first; p != NULL; p = p->next) {
		if (p->node != NULL || p->run.silent || p->run.skip > 0)
			continue;
		paragraphs++;
		gb_arena_reset(s->scratch);
		if (gb_heading_title_run_in(s, &p->run, n->kind == GB_NODE_BOX, &h)) {
			leads++;
			dashes += dashed(&p->run);
		}
	}
	return leads >= 2 && (2 * leads >= paragraphs || dashes >= 2);
}

static void make_lead(struct gb_seg *s, struct gb_node *parent, struct gb_part *p, const struct gb_heading *h)
{
	struct gb_node *n = gb_arena_alloc(s->a, sizeof *n);

	*n = (struct gb_node){ .kind = GB_NODE_LEAD, .parent = parent };
	n->depth = parent->depth + 1;
	n->title = gb_seg_tidy(s->a, h->title);
	n->label = n->title;
	n->where = run_where(&p->run);
	p->run.skip = h->skip;
	gb_parties_of_text(s, p->run.text, &n->parties, &n->term);
	gb_heading_run(s, n, &p->run);
	p->node = n;
	parent->items++;
	parent->runs--;
}

static void leads_of(struct gb_seg *s, struct gb_node *n)
{
	struct gb_heading h;

	if (!has_leads(s, n))
		return;
	for (struct gb_part *p = n->first; p != NULL; p = p->next) {
		gb_arena_reset(s->scratch);
		if (p->node == NULL && !p->run.silent && p->run.skip == 0 &&
		    gb_heading_title_run_in(s, &p->run, n->kind == GB_NODE_BOX, &h))
			make_lead(s, n, p, &h);
	}
}

void gb_heading_run_ins(struct gb_seg *s, struct gb_node *n)
{
	for (struct gb_part *p = n->first; p != NULL; p = p->next)
		if (p->node != NULL)
			gb_heading_run_ins(s, p->node);
	leads_of(s, n);
}

/* ---- paths ---- */

static struct gb_span join(struct gb_seg *s, struct gb_span x, struct gb_span y)
{
	if (x.n == 0 || y.n == 0)
		return x.n == 0 ? y : x;
	return gb_arena_concat(s->a, gb_arena_concat(s->a, x, GB_S("/")), y);
}

void gb_heading_paths(struct gb_seg *s, struct gb_node *n)
{
	if (n->parent != NULL) {
		n->path = join(s, n->parent->path, n->label);
		n->section = n->kind == GB_NODE_ROW ? n->parent->section : join(s, n->parent->section, n->title);
	}
	for (struct gb_part *p = n->first; p != NULL; p = p->next) {
		if (p->node == NULL)
			continue;
		/* who is named for the whole answers for its items, where they name nobody */
		if (n->kind == GB_NODE_MARK && p->node->kind != GB_NODE_ROW && p->node->parties.n == 0)
			p->node->parties = n->parties;
		gb_heading_paths(s, p->node);
	}
}
