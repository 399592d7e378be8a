/* The rows of a table as measures. */
#include "table_internal.h"

#define MOST_NAME 120 /* characters of a cell that name a row */

struct rows {
	struct gb_seg *s;
	struct gb_grid g;
	const struct gb_columns *c;
	struct gb_node *at;    /* where rows hang now: the table, or a group in it */
	struct gb_node *table;
	struct gb_node *row;   /* the row last made */
	const struct gb_bodies *parties; /* of the row of the grid that is read, or NULL */
	struct gb_span unit;   /* of the whole table */
	bool groups_count;     /* 序号 starts again in each group, so the group is a level */
	size_t number;         /* the 序号 column; c->n: none */
};

/* ---- what a page says of itself, set as a table ---- */

static struct gb_span key_of(struct gb_seg *s, const struct gb_cell *c)
{
	struct gb_span k = gb_seg_squeeze(s->a, gb_cell_text(c));

	if (k.n == 0 || k.n > 60)
		return GB_S("");
	while (gb_seg_ends_in(k, "：】"))
		k.n -= 3;
	while (gb_seg_ends_in(k, ":]"))
		k.n--;
	return gb_words_has(s->words[GB_W_METAKEY], k) ? k : GB_S("");
}

bool gb_table_is_meta(struct gb_seg *s, const struct gb_block *b)
{
	size_t keys = 0;

	for (size_t i = 0; i < b->cells.n && i < 60; i++) {
		struct gb_span t = gb_cell_text(&b->cells.item[i]);
		struct gb_match m;

		if (key_of(s, &b->cells.item[i]).n > 0)
			keys++;
		else if (t.n < 400 && gb_seg_match(s, GB_R_META, t, &m) &&
			 gb_words_has(s->words[GB_W_METAKEY], gb_seg_squeeze(s->scratch, gb_match_field(&m, t, "key"))))
			keys++;
	}
	return keys >= 3 && b->cells.n <= 60;
}

void gb_table_meta(struct gb_seg *s, struct gb_document *d, const struct gb_block *b)
{
	for (size_t i = 0; i < b->cells.n; i++) {
		struct gb_span key = key_of(s, &b->cells.item[i]), t = gb_cell_text(&b->cells.item[i]);
		struct gb_match m;

		if (key.n > 0 && i + 1 < b->cells.n && b->cells.item[i + 1].row == b->cells.item[i].row)
			gb_document_meta_field(s, d, key, gb_cell_text(&b->cells.item[i + 1]));
		else if (t.n < 400 && gb_seg_match(s, GB_R_META, t, &m))
			gb_document_meta_field(s, d, gb_match_field(&m, t, "key"), gb_match_field(&m, t, "value"));
	}
}

/* ---- rows ---- */

static struct gb_span cell_at(const struct rows *r, size_t row, size_t col)
{
	return gb_cell_text(gb_grid_cell(&r->g, row, col));
}

static bool own_cell(const struct rows *r, size_t row, size_t col)
{
	const struct gb_cell *c = gb_grid_cell(&r->g, row, col);

	return c != NULL && (size_t)c->row == row;
}

static struct gb_where cell_where(const struct gb_block *b, const struct gb_cell *c)
{
	const struct gb_piece p = { .block = b, .cell = c, .text = gb_cell_text(c) };
	struct gb_where w = gb_piece_where(&p);

	w.off_cp = gb_utf8_count((struct gb_span){ c->text.p, p.text.n > 0 ? (size_t)(p.text.p - c->text.p) : 0 });
	return w;
}

static void add_part(struct rows *r, struct gb_node *node, const struct gb_cell *c, struct gb_span t, bool silent,
		     const struct gb_cue *cue)
{
	const struct gb_run run = { .block = r->g.block, .cell = c, .text = t,
				    .off_cp = t.n > 0 ? gb_utf8_count((struct gb_span){ c->text.p, (size_t)(t.p - c->text.p) }) : 0,
				    .silent = silent, .cue = *cue, .parties = r->parties };

	if (t.n > 0)
		gb_node_run(r->s, node, &run);
}

static void add_run(struct rows *r, struct gb_node *node, const struct gb_cell *c, bool silent, const struct gb_cue *cue)
{
	add_part(r, node, c, gb_cell_text(c), silent, cue);
}

static struct gb_span row_value(const struct rows *r, size_t row, enum gb_column_role role)
{
	for (size_t k = 0; k < r->c->n; k++)
		if (r->c->item[k].role == role && cell_at(r, row, k).n > 0)
			return gb_seg_tidy(r->s->a, gb_seg_short(cell_at(r, row, k), MOST_NAME));
	return GB_S("");
}

/* The unit that holds for a number of the row: that of its column's head, the unit column, its name, the caption. */
static struct gb_span unit_of(const struct rows *r, struct gb_span unit, struct gb_span name, size_t col)
{
	struct gb_match m;

	if (r->c->item[col].unit.n > 0) /* （%） of a growth column, whatever the row is counted in */
		return r->c->item[col].unit;
	if (unit.n > 0 && !gb_text_is_nothing(unit))
		return unit;
	if (gb_seg_found(r->s, GB_R_HEAD_UNIT, name, &m))
		return gb_seg_field(r->s, &m, name, "unit");
	return r->unit;
}

/* Who answers for a row of the grid, by its own cells; a merged cell speaks for all the rows it spans. */
static const struct gb_bodies *row_parties(struct rows *r, size_t row)
{
	struct gb_bodies *out = gb_arena_alloc(r->s->a, sizeof *out);

	for (size_t k = 0; k < r->c->n; k++) {
		struct gb_span t = cell_at(r, row, k);

		if (r->c->item[k].role == GB_COLUMN_RESPONSIBLE && !gb_text_is_nothing(t))
			gb_parties_of_list(r->s, t, r->c->item[k].duty, out);
	}
	return out;
}

static void add_parties(struct rows *r, struct gb_node *n, const struct gb_bodies *more)
{
	for (size_t i = 0; i < more->n; i++) {
		bool known = false;

		for (size_t k = 0; k < n->parties.n && !known; k++)
			known = gb_span_eq(n->parties.item[k].name, more->item[i].name);
		if (!known)
			*GB_PUSH(r->s->a, n->parties.item, n->parties.n, n->parties.cap) = more->item[i];
	}
}

static bool speaks(enum gb_column_role role)
{
	return role == GB_COLUMN_DATA || role == GB_COLUMN_TASK;
}

static size_t add_cells(struct rows *r, size_t row, struct gb_node *n)
{
	const struct gb_cell *before = NULL;
	struct gb_span unit = row_value(r, row, GB_COLUMN_UNIT);
	size_t said = 0;

	for (size_t k = 0; k < r->c->n; k++) {
		const struct gb_cell *c = gb_grid_cell(&r->g, row, k);
		struct gb_cue cue = { .head = r->c->item[k].head, .row = n->title,
				      .attribute = row_value(r, row, GB_COLUMN_ATTRIBUTE),
				      .term = row_value(r, row, GB_COLUMN_DUE), .kind = GB_CUE_CELL };
		bool silent = !speaks(r->c->item[k].role) || gb_text_is_nothing(gb_cell_text(c));

		if (c == NULL || c == before || !own_cell(r, row, k))
			continue;
		before = c;
		if (k == r->c->name) /* a name that is a sentence says something */
			silent = gb_seg_stop(gb_cell_text(c), "。；", 400) == (size_t)-1;
		if (gb_text_is_number(gb_cell_text(c))) {
			cue.kind = GB_CUE_INDICATOR;
			cue.unit = unit_of(r, unit, n->title, k);
		}
		said += !silent;
		add_run(r, n, c, silent, &cue);
	}
	return said;
}

/* ---- several rows in one: a column of numbers that stands in a single cell, a line each ---- */

static size_t count_lines(struct gb_span t)
{
	size_t n = t.n > 0;

	for (size_t i = 0; i < t.n; i++)
		n += t.p[i] == '\n';
	return n;
}

static struct gb_span line_at(struct gb_span t, size_t i)
{
	struct gb_span line = GB_S("");

	for (size_t k = 0; k <= i; k++)
		line = gb_span_cut(&t, '\n');
	return line;
}

static bool numbers_stacked(struct gb_span t)
{
	size_t n = 0;

	while (t.n > 0) {
		struct gb_span line = gb_span_trim(gb_span_cut(&t, '\n'));

		if (!gb_text_is_number(line) && !gb_text_is_nothing(line))
			return false;
		n++;
	}
	return n >= 2;
}

static bool is_stack(const struct rows *r, size_t row, size_t names)
{
	for (size_t k = 0; names >= 2 && names <= 200 && k < r->c->n; k++)
		if (speaks(r->c->item[k].role) && numbers_stacked(cell_at(r, row, k)))
			return true;
	return false;
}

static void add_stacked(struct rows *r, size_t row, size_t names)
{
	struct gb_span name = cell_at(r, row, r->c->name), units = GB_S("");
	const struct gb_cell *at = gb_grid_cell(&r->g, row, r->c->name);

	for (size_t k = 0; k < r->c->n; k++)
		if (r->c->item[k].role == GB_COLUMN_UNIT && count_lines(cell_at(r, row, k)) == names)
			units = cell_at(r, row, k);
	for (size_t i = 0; i < names; i++) {
		struct gb_node *n = gb_node_add(r->s, r->at, GB_NODE_ROW);
		struct gb_span line = gb_span_trim(line_at(name, i));
		struct gb_cue cue = { .kind = GB_CUE_CELL };

		n->title = gb_seg_tidy(r->s->a, gb_seg_short(line, MOST_NAME));
		n->label = gb_seg_squeeze(r->s->a, n->title);
		n->where = cell_where(r->g.block, at);
		add_part(r, n, at, line, true, &cue);
		for (size_t k = 0; k < r->c->n; k++) {
			struct gb_span cell = cell_at(r, row, k);

			/* as many numbers as names, or nobody knows which is whose */
			if (!speaks(r->c->item[k].role) || k == r->c->name || count_lines(cell) != names)
				continue;
			cue = (struct gb_cue){ .head = r->c->item[k].head, .row = n->title,
					       .unit = unit_of(r, gb_span_trim(line_at(units, i)), n->title, k), .kind = GB_CUE_INDICATOR };
			add_part(r, n, gb_grid_cell(&r->g, row, k), gb_span_trim(line_at(cell, i)), false, &cue);
		}
		r->at->rows++;
		r->row = n;
	}
}

/* A row that says nothing but its name: numbers in the name count. */
static void title_speaks(struct rows *r, struct gb_node *n)
{
	for (struct gb_part *p = n->first; p != NULL; p = p->next)
		if (p->node == NULL && r->c->name < r->c->n && p->run.cell != NULL && p->run.cell->col == (int)r->c->name) {
			p->run.silent = false;
			p->run.cue.kind = GB_CUE_TITLE;
		}
}

static struct gb_span task_title(struct rows *r, size_t row)
{
	for (size_t k = 0; k < r->c->n; k++)
		if (speaks(r->c->item[k].role) && cell_at(r, row, k).n > 0) {
			struct gb_span t = cell_at(r, row, k);

			return gb_seg_tidy(r->s->a, gb_heading_split(r->s, gb_span_cut(&t, '\n'), 0, 0).title);
		}
	return GB_S("");
}

static struct gb_span name_cell(const struct rows *r, size_t row)
{
	struct gb_span name = r->c->name < r->c->n ? cell_at(r, row, r->c->name) : GB_S("");

	for (size_t k = r->c->name < r->c->n ? r->c->name : 0; name.n == 0 && k-- > 0;)
		if (r->c->item[k].role != GB_COLUMN_NUMBER)
			name = cell_at(r, row, k);
	return name;
}

static struct gb_span clean_number(struct gb_seg *s, struct gb_span text)
{
	struct gb_span t = gb_seg_brackets(s->a, text);

	while (gb_seg_ends_in(t, "."))
		t.n--;
	while (gb_seg_ends_in(t, "．、。"))
		t.n -= 3;
	return t;
}

static void add_row(struct rows *r, size_t row)
{
	struct gb_node *n = gb_node_add(r->s, r->at, GB_NODE_ROW);
	struct gb_span number = r->number < r->c->n ? clean_number(r->s, cell_at(r, row, r->number)) : GB_S("");
	struct gb_span name = name_cell(r, row);

	n->title = name.n > 0 ? gb_seg_tidy(r->s->a, gb_seg_short(name, MOST_NAME)) : task_title(r, row);
	n->label = number.n > 0 ? gb_seg_short(number, MOST_NAME) : gb_seg_squeeze(r->s->a, n->title);
	n->mark.ordinal = gb_seg_integer(number);
	for (size_t k = 0; k < r->c->n; k++) {
		const struct gb_cell *c = gb_grid_cell(&r->g, row, k);

		if (c != NULL && gb_cell_text(c).n > 0 && (n->where.cell_row < 0 || k == r->c->name))
			n->where = cell_where(r->g.block, c);
	}
	add_parties(r, n, r->parties);
	if (add_cells(r, row, n) == 0)
		title_speaks(r, n);
	r->at->rows++;
	r->row = n;
}

/* A row without a number or name of its own goes on with the row above it. */
static bool goes_on(const struct rows *r, size_t row)
{
	size_t key = r->number < r->c->n ? r->number : r->c->name;

	if (r->row == NULL || key >= r->c->n)
		return false;
	if (own_cell(r, row, key) && cell_at(r, row, key).n > 0)
		return false;
	if (r->number >= r->c->n && own_cell(r, row, key)) /* a name left out, in a table without numbers */
		return true;
	return true;
}

static bool repeats_head(const struct rows *r, size_t row)
{
	size_t same = 0;

	if (r->c->head_rows == 0)
		return false;
	for (size_t k = 0; k < r->c->n; k++) {
		struct gb_span t = cell_at(r, row, k);

		if (!gb_seg_same(t, cell_at(r, r->c->head_rows - 1, k)))
			return false;
		same += t.n > 0;
	}
	return same >= 2;
}

static bool note_row(struct rows *r, struct gb_span t)
{
	const struct gb_cue cue = { .kind = GB_CUE_PROSE };
	struct gb_match m;

	if (gb_seg_found(r->s, GB_R_UNIT, t, &m) && t.n < 120) {
		r->unit = gb_seg_field(r->s, &m, t, "unit");
		return true;
	}
	if (!gb_seg_match(r->s, GB_R_NOTE, t, &m))
		return false;
	for (size_t i = 0; i < r->g.block->cells.n; i++)
		if (gb_cell_text(&r->g.block->cells.item[i]).p == t.p)
			add_run(r, gb_node_add(r->s, r->table, GB_NODE_NOTE), &r->g.block->cells.item[i], false, &cue);
	return true;
}

static void add_group(struct rows *r, const struct gb_cell *c)
{
	struct gb_node *n = gb_node_add(r->s, r->table, GB_NODE_GROUP);
	struct gb_span t = gb_cell_text(c);
	struct gb_match m;

	n->title = gb_seg_tidy(r->s->a, t);
	n->where = cell_where(r->g.block, c);
	if (gb_pass_at(r->s->numbering, r->s->m, r->s->scratch, t, 0, &m)) {
		n->title = gb_seg_tidy(r->s->a, gb_span_from(t, m.at.end));
		n->mark.ordinal = gb_seg_integer(gb_match_field(&m, t, "n"));
		if (r->groups_count)
			n->label = clean_number(r->s, gb_span_sub(t, 0, m.at.end));
	} else if (r->groups_count) {
		n->label = gb_seg_squeeze(r->s->a, n->title);
	}
	r->table->rows++;
	r->at = n;
	r->row = NULL;
}

static void walk_row(struct rows *r, size_t row)
{
	const struct gb_cell *alone = gb_grid_alone(&r->g, row);
	struct gb_span t = gb_cell_text(alone);

	gb_arena_reset(r->s->scratch);
	if (repeats_head(r, row))
		return;
	if (alone != NULL && (size_t)alone->row == row && r->c->n > 1 && t.n < 600) {
		bool wide = alone->colspan > 1 && alone->col == 0;

		if (note_row(r, t))
			return;
		if (wide || (alone->col == 0 && !gb_text_is_number(t) && r->c->n > 2)) {
			add_group(r, alone);
			return;
		}
	}
	size_t names = r->c->name < r->c->n ? count_lines(cell_at(r, row, r->c->name)) : 0;

	r->parties = row_parties(r, row);
	if (is_stack(r, row, names))
		add_stacked(r, row, names);
	else if (goes_on(r, row)) {
		add_parties(r, r->row, r->parties);
		add_cells(r, row, r->row);
	}
	else if (gb_grid_alone(&r->g, row) != NULL || cell_at(r, row, 0).n > 0 || name_cell(r, row).n > 0)
		add_row(r, row);
}

/* 序号 that comes back to 1 under a new group makes groups a level. */
static bool numbers_restart(const struct rows *r)
{
	long long last = 0;

	if (r->number >= r->c->n)
		return false;
	for (size_t row = r->c->head_rows; row < r->g.rows; row++) {
		long long n = own_cell(r, row, r->number) ? gb_seg_integer(cell_at(r, row, r->number)) : 0;

		if (n == 1 && last >= 1)
			return true;
		last = n > 0 ? n : last;
	}
	return false;
}

static size_t caption_rows(struct rows *r, struct gb_table_place *place)
{
	size_t row = 0;
	bool titled = false;
	struct gb_match m;

	for (; row < r->g.rows && row < 4; row++) {
		struct gb_span t = gb_cell_text(gb_grid_alone(&r->g, row));

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
		} else if (titled || place->caption_title.n > 0 || gb_text_is_number(t)) {
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
	struct rows r = { .s = s, .g = { .block = b } };

	for (size_t i = 0; i < b->cells.n; i++)
		add_run(&r, at, &b->cells.item[i], false, &cue);
}

static void start_table(struct rows *r, struct gb_node *at, const struct gb_table_place *place)
{
	at = place->box ? gb_ladder_box_parent(at) : at;
	r->table = gb_node_add(r->s, at, GB_NODE_TABLE);
	r->table->label = place->caption_label;
	r->table->title = place->caption_title;
	r->table->where = cell_where(r->g.block, &r->g.block->cells.item[0]);
	r->unit = place->unit;
	r->at = r->table;
	at->rows++;
}

void gb_table_walk(struct gb_seg *s, struct gb_node *at, const struct gb_block *b, const struct gb_table_place *place,
		   const struct gb_columns **last)
{
	struct rows r = { .s = s };
	struct gb_table_place here = *place;
	struct gb_columns *c = gb_arena_alloc(s->a, sizeof *c);
	size_t first;

	if (!gb_grid_make(s, b, &r.g)) {
		loose_cells(s, at, b);
		return;
	}
	first = caption_rows(&r, &here);
	if (!gb_columns_read(s, &r.g, first, c)) {
		if (*last != NULL && (*last)->n == r.g.cols) { /* it runs on from the table before */
			*c = **last;
			c->head_rows = 0;
			first = 0;
		} else {
			gb_columns_guess(s, &r.g, c);
			c->head_rows = first;
		}
	}
	r.c = c;
	*last = c;
	for (r.number = 0; r.number < c->n && c->item[r.number].role != GB_COLUMN_NUMBER; r.number++)
		;
	r.groups_count = numbers_restart(&r);
	start_table(&r, at, &here);
	for (size_t row = c->head_rows; row < r.g.rows; row++)
		walk_row(&r, row);
}
