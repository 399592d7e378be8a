/* table - a table onto the tree: its caption and unit, the tables side by side in it, its groups, rows and notes. */
#include "table_internal.h"
#include "text/marks.h"

#define MOST_SIDES 8 /* tables side by side in one */

static bool repeats_head(const struct gb_table_rows *r, size_t row)
{
	size_t same = 0;

	if (r->c->head_rows == 0)
		return false;
	for (size_t k = 0; k < r->c->n; k++) {
		struct gb_span t = gb_table_row_cell(r, row, k);

		if (!gb_seg_same(t, gb_table_row_cell(r, r->c->head_rows - 1, k)))
			return false;
		same += t.n > 0;
	}
	return same >= 2;
}

static bool note_row(struct gb_table_rows *r, struct gb_span t)
{
	const struct gb_cue cue = { .kind = GB_CUE_PROSE };
	struct gb_match m;

	if (gb_seg_found(r->s, GB_R_UNIT, t, &m) && t.n < 120) {
		r->unit = gb_seg_field(r->s, &m, t, "unit");
		return true;
	}
	if (!gb_seg_match(r->s, GB_R_NOTE, t, &m))
		return false;
	gb_table_note(r->s, r->table->parent, t);
	for (size_t i = 0; i < r->g.block->cells.n; i++)
		if (gb_grid_text(&r->g.block->cells.item[i]).p == t.p)
			gb_table_row_run(r, gb_heading_add(r->s, r->table, GB_NODE_NOTE), &r->g.block->cells.item[i], false, &cue);
	return true;
}

static void add_group(struct gb_table_rows *r, const struct gb_cell *c)
{
	struct gb_node *n = gb_heading_add(r->s, r->table, GB_NODE_GROUP);
	struct gb_span t = gb_grid_text(c);
	struct gb_match m;

	n->title = gb_seg_tidy(r->s->a, t);
	n->where = gb_table_row_where(r->g.block, c);
	if (gb_pass_at(r->s->numbering, r->s->m, r->s->scratch, t, 0, &m)) {
		n->title = gb_seg_tidy(r->s->a, gb_span_from(t, m.at.end));
		n->mark.ordinal = gb_seg_integer(gb_match_field(&m, t, "n"));
		if (r->groups_count)
			n->label = gb_table_row_number(r->s, gb_span_sub(t, 0, m.at.end));
	} else if (r->groups_count) {
		n->label = gb_seg_squeeze(r->s->a, n->title);
	}
	r->table->rows++;
	r->at = n;
	r->row = NULL;
}

/* 类别 with a numbering of its own below it: each of its cells opens a group. */
static void open_group(struct gb_table_rows *r, size_t row)
{
	for (size_t k = 0; r->groups_count && k < r->c->n; k++)
		if (r->c->item[k].role == GB_COLUMN_GROUP && k != r->c->name && gb_grid_begins(&r->g, row, k) &&
		    gb_table_row_cell(r, row, k).n > 0) {
			add_group(r, gb_grid_cell(&r->g, row, k));
			return;
		}
}

/* A row with one cell that is not empty: a note, or the title of a group. */
static bool take_alone(struct gb_table_rows *r, size_t row)
{
	const struct gb_cell *alone = gb_grid_alone(&r->g, row);
	struct gb_span t = gb_grid_text(alone);
	bool first = alone != NULL && gb_grid_cell(&r->g, row, 0) == alone;

	if (alone == NULL || (row > 0 && gb_grid_alone(&r->g, row - 1) == alone) || r->c->n <= 1 || t.n >= 600)
		return false;
	if (note_row(r, t))
		return true;
	if (!first || r->flat || !(gb_grid_cell(&r->g, row, 1) == alone || (!gb_seg_is_number(t) && r->c->n > 2)))
		return false;
	add_group(r, alone);
	return true;
}

static void walk_row(struct gb_table_rows *r, size_t row)
{
	gb_arena_reset(r->s->scratch);
	if (repeats_head(r, row) || take_alone(r, row))
		return;
	open_group(r, row);
	gb_table_row_read(r, row);
}

/* 序号 that comes back to 1 under a new group makes groups a level. */
static bool numbers_restart(const struct gb_table_rows *r)
{
	long long last = 0;

	if (r->number >= r->c->n)
		return false;
	for (size_t row = r->c->head_rows; row < r->g.rows; row++) {
		long long n = gb_grid_begins(&r->g, row, r->number) ? gb_seg_integer(gb_table_row_cell(r, row, r->number)) : 0;

		if (n == 1 && last >= 1)
			return true;
		last = n > 0 ? n : last;
	}
	return false;
}

static size_t caption_rows(struct gb_table_rows *r, struct gb_table_place *place)
{
	size_t row = 0;
	bool titled = false;
	struct gb_match m;

	for (; row < r->g.rows && row < 4; row++) {
		struct gb_span t = gb_grid_text(gb_grid_alone(&r->g, row));

		if (t.n == 0 || t.n > 300)
			break;
		if (gb_seg_match(r->s, GB_R_BOX, t, &m)) {
			place->caption_label = gb_seg_brackets(r->s->a, gb_match_field(&m, t, "label"));
			place->caption_title = gb_seg_field(r->s, &m, t, "title");
			place->box = true;
		} else if (gb_seg_found(r->s, GB_R_UNIT, t, &m)) {
			place->unit = gb_seg_field(r->s, &m, t, "unit");
		} else if (gb_seg_match(r->s, GB_R_CAPTION, t, &m)) {
			place->caption_label = gb_seg_brackets(r->s->a, gb_match_field(&m, t, "label"));
			place->caption_title = gb_seg_field(r->s, &m, t, "title");
		} else if (gb_seg_match(r->s, GB_R_ANNEX, t, &m)) {
			continue;
		} else if (titled || place->caption_title.n > 0 || gb_seg_is_number(t)) {
			break;
		} else {
			place->caption_title = gb_seg_tidy(r->s->a, t);
			titled = true;
		}
	}
	return row;
}

/* Too large or odd for a grid: its cells are text, so that nothing is lost. */
static void loose_cells(struct gb_seg *s, struct gb_node *at, const struct gb_block *b)
{
	const struct gb_cue cue = { .kind = GB_CUE_CELL };
	struct gb_table_rows r = { .s = s, .g = { .block = b } };

	for (size_t i = 0; i < b->cells.n; i++)
		gb_table_row_run(&r, at, &b->cells.item[i], false, &cue);
}

static void start_table(struct gb_table_rows *r, struct gb_node *at, const struct gb_table_place *place)
{
	at = place->box ? gb_heading_box_parent(at) : at;
	r->table = gb_heading_add(r->s, at, GB_NODE_TABLE);
	r->table->label = place->caption_label;
	r->table->title = place->caption_title;
	r->table->where = gb_table_row_where(r->g.block, &r->g.block->cells.item[0]);
	r->unit = place->unit;
	r->at = r->table;
	at->rows++;
	at->table = r->table;
}

/* The columns of the table, or of the one before that it goes on from; a table without heads is guessed. */
static void find_columns(struct gb_seg *s, const struct gb_grid *g, size_t first, const struct gb_columns *last, struct gb_columns *out)
{
	if (gb_table_head_read(s, g, first, 0, out))
		return;
	if (last != NULL && last->n == g->cols) {
		*out = *last;
		out->head_rows = 0;
		return;
	}
	gb_table_head_guess(s, g, out);
	out->head_rows = first;
}

static size_t count_values(const struct gb_table_rows *r)
{
	size_t n = 0;

	for (size_t k = 0; k < r->c->n; k++)
		for (size_t row = r->c->head_rows; row < r->g.rows; row++)
			if (r->c->item[k].role == GB_COLUMN_DATA && gb_seg_is_number(gb_table_row_cell(r, row, k))) {
				n++;
				break;
			}
	return n;
}

static void walk_rows(struct gb_table_rows *r)
{
	for (r->number = 0; r->number < r->c->n && r->c->item[r->number].role != GB_COLUMN_NUMBER; r->number++)
		;
	r->groups_count = numbers_restart(r);
	r->values = count_values(r);
	r->at = r->table;
	r->row = r->group = NULL;
	for (size_t row = r->c->head_rows; row < r->g.rows; row++)
		walk_row(r, row);
}

/* Tables side by side under one head: each is walked by itself; two sides of one account are no list of measures. */
static void walk_sides(struct gb_table_rows *r, const struct gb_columns *all, size_t first)
{
	const struct gb_grid whole = r->g;
	size_t start[MOST_SIDES + 1], n = gb_table_head_sides(r->s, &whole, all, start, MOST_SIDES);

	start[n] = whole.cols;
	for (size_t i = 0; i < n; i++) {
		struct gb_columns *c = gb_arena_alloc(r->s->a, sizeof *c);

		if (n > 1)
			gb_grid_slice(r->s, &whole, start[i], start[i + 1], &r->g);
		if (n > 1)
			gb_table_head_read(r->s, &r->g, first, all->head_rows - first, c);
		r->c = n > 1 ? c : all;
		r->side = gb_table_head_side(r->s, r->c);
		r->flat = n > 1 && r->side.n > 0 && r->c->item[0].role != GB_COLUMN_NUMBER;
		walk_rows(r);
	}
}

void gb_table_walk(struct gb_seg *s, struct gb_node *at, const struct gb_block *b, const struct gb_table_place *place,
		   const struct gb_columns **last)
{
	struct gb_table_rows r = { .s = s };
	struct gb_table_place here = *place;
	struct gb_columns *c = gb_arena_alloc(s->a, sizeof *c);
	size_t first;

	if (!gb_grid_make(s, b, &r.g)) {
		loose_cells(s, at, b);
		return;
	}
	first = caption_rows(&r, &here);
	if (first == 0 && gb_table_head_transposed(s, &r.g)) {
		const struct gb_grid upright = r.g;

		gb_grid_transpose(s, &upright, &r.g);
	}
	find_columns(s, &r.g, first, *last, c);
	*last = c;
	r.c = c;
	start_table(&r, at, &here);
	walk_sides(&r, c, first);
}

/* ---- notes ---- */

static bool has_sign(struct gb_span cell, struct gb_span sign)
{
	if (gb_span_eq(sign, GB_S("*")) || gb_span_eq(sign, GB_S(GB_MARK_ASTERISK)))
		return gb_span_has(cell, GB_S("*")) || gb_span_has(cell, GB_S(GB_MARK_ASTERISK));
	if (gb_span_ends(sign, GB_S("括号")))
		return gb_span_has(cell, GB_S(GB_MARK_SHELL_OPEN)) || gb_span_has(cell, GB_S("[")) ||
		       gb_span_has(cell, GB_S(GB_MARK_ROUND_OPEN)) || gb_span_has(cell, GB_S("("));
	return gb_span_has(cell, sign);
}

static void note_cells(struct gb_node *n, struct gb_span sign, struct gb_span what)
{
	for (struct gb_part *p = n->first; p != NULL; p = p->next)
		if (p->node != NULL)
			note_cells(p->node, sign, what);
		else if (p->run.cell != NULL && has_sign(p->run.text, sign))
			p->run.cue.note = what;
}

void gb_table_note(struct gb_seg *s, struct gb_node *at, struct gb_span text)
{
	struct gb_node *table = at->table;
	struct gb_match m;

	for (size_t from = 0; table != NULL && gb_rule_find(s->rule[GB_R_NOTE_MARK], s->m, s->scratch, text, from, &m); from = m.at.end)
		note_cells(table, gb_match_field(&m, text, "sign"), gb_seg_field(s, &m, text, "what"));
}
