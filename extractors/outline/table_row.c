/* table_row - a row of a table as a measure: its name, its cells with what a reader knows of them, who answers for it. */
#include "table_internal.h"
#include "base/utf8.h"

#define MOST_NAME 120 /* characters of a cell that name a row */

struct gb_span gb_table_row_cell(const struct gb_table_rows *r, size_t row, size_t col)
{
	return gb_grid_text(gb_grid_cell(&r->g, row, col));
}

struct gb_where gb_table_row_where(const struct gb_block *b, const struct gb_cell *c)
{
	const struct gb_piece p = { .block = b, .cell = c, .text = gb_grid_text(c) };
	struct gb_where w = gb_heading_where(&p);

	w.off_cp = gb_utf8_count((struct gb_span){ c->text.p, p.text.n > 0 ? (size_t)(p.text.p - c->text.p) : 0 });
	return w;
}

static void add_part(struct gb_table_rows *r, struct gb_node *node, const struct gb_cell *c, struct gb_span t, bool silent,
		     const struct gb_cue *cue)
{
	const struct gb_run run = { .block = r->g.block, .cell = c, .text = t,
				    .off_cp = t.n > 0 ? gb_utf8_count((struct gb_span){ c->text.p, (size_t)(t.p - c->text.p) }) : 0,
				    .silent = silent, .cue = *cue, .parties = r->parties };

	if (t.n > 0)
		gb_heading_run(r->s, node, &run);
}

void gb_table_row_run(struct gb_table_rows *r, struct gb_node *node, const struct gb_cell *c, bool silent, const struct gb_cue *cue)
{
	add_part(r, node, c, gb_grid_text(c), silent, cue);
}

static struct gb_span row_value(const struct gb_table_rows *r, size_t row, enum gb_column_role role)
{
	for (size_t k = 0; k < r->c->n; k++)
		if (r->c->item[k].role == role && gb_table_row_cell(r, row, k).n > 0)
			return gb_seg_tidy(r->s->a, gb_seg_short(gb_table_row_cell(r, row, k), MOST_NAME));
	return GB_S("");
}

/* The unit that holds for a number of the row: that of its column's head, the unit column, its name, the caption. */
static struct gb_span unit_of(const struct gb_table_rows *r, struct gb_span unit, struct gb_span name, size_t col)
{
	struct gb_match m;

	if (r->c->item[col].unit.n > 0) /* （%） of a growth column, whatever the row is counted in */
		return r->c->item[col].unit;
	if (unit.n > 0 && !gb_seg_is_nothing(unit))
		return unit;
	if (gb_seg_found(r->s, GB_R_HEAD_UNIT, name, &m))
		return gb_seg_field(r->s, &m, name, "unit");
	return r->unit;
}

/* Who answers for a row of the grid, by its own cells; a merged cell speaks for all the rows it spans. */
static const struct gb_bodies *row_parties(struct gb_table_rows *r, size_t row)
{
	struct gb_bodies *out = gb_arena_alloc(r->s->a, sizeof *out);

	for (size_t k = 0; k < r->c->n; k++) {
		struct gb_span t = gb_table_row_cell(r, row, k);

		if (r->c->item[k].role == GB_COLUMN_RESPONSIBLE && !gb_seg_is_nothing(t))
			gb_parties_of_list(r->s, t, r->c->item[k].duty, out);
	}
	return out;
}

static void add_parties(struct gb_table_rows *r, struct gb_node *n, const struct gb_bodies *more)
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

/*
 * The head of a column as it is told to the reader: a head that only sums up (合计) names nothing when its column is the
 * only one of figures, and the word of a side (收入/金额) is said by the rows.
 */
static struct gb_span head_of(const struct gb_table_rows *r, size_t col)
{
	struct gb_span head = r->c->item[col].head;
	size_t slash = gb_span_find(head, GB_S("/"), 0);
	struct gb_match m;

	if (r->flat && slash != (size_t)-1 && gb_span_eq(gb_span_sub(head, 0, slash), r->side))
		head = gb_span_from(head, slash + 1);
	return r->values == 1 && gb_seg_match(r->s, GB_R_SUM, head, &m) ? GB_S("") : head;
}

static bool is_time(struct gb_table_rows *r, struct gb_span name)
{
	struct gb_match m;

	return name.n > 0 && name.n < 60 && gb_seg_match(r->s, GB_R_ROW_TIME, name, &m);
}

/* A cell that is little but a number, which its row and head name. */
static bool is_figure(struct gb_table_rows *r, size_t row, size_t col)
{
	struct gb_span t = gb_table_row_cell(r, row, col);
	struct gb_match m;

	return r->c->item[col].role != GB_COLUMN_DUE && gb_seg_is_number(t) && !gb_seg_match(r->s, GB_R_CELL_OWN, t, &m) &&
	       !gb_seg_found(r->s, GB_R_DUE_DEED, t, &m);
}

/* What a reader knows of the cell: heads above it, its row's name, its unit. */
static struct gb_cue cue_of(struct gb_table_rows *r, size_t row, size_t col, struct gb_span name)
{
	struct gb_cue cue = { .head = head_of(r, col), .row = name, .attribute = row_value(r, row, GB_COLUMN_ATTRIBUTE),
			      .term = row_value(r, row, GB_COLUMN_DUE), .kind = GB_CUE_CELL };
	bool figure = is_figure(r, row, col);

	if (figure) {
		cue.kind = GB_CUE_INDICATOR;
		cue.unit = unit_of(r, row_value(r, row, GB_COLUMN_UNIT), name, col);
	}
	if (is_time(r, name)) { /* years down the side: the head names the figure, the row says when */
		cue.row = figure ? cue.head : GB_S("");
		cue.head = name;
	}
	return cue;
}

/* Has the cell anything to say: a task, a figure, a name that is a sentence, a deed in the column of terms? */
static bool is_silent(struct gb_table_rows *r, size_t row, size_t col)
{
	struct gb_span t = gb_table_row_cell(r, row, col);
	struct gb_match m;

	if (col == r->c->name)
		return gb_seg_stop(t, "。；", 400) == (size_t)-1;
	if (r->c->item[col].role == GB_COLUMN_DUE)
		return !gb_seg_found(r->s, GB_R_DUE_DEED, t, &m);
	return !speaks(r->c->item[col].role) || gb_seg_is_nothing(t);
}

/* The cells of the row onto the node; `sub` is the column whose cell begins with the label of a sub-row, or n. */
static size_t add_cells(struct gb_table_rows *r, size_t row, struct gb_node *n, struct gb_span name, size_t sub)
{
	const struct gb_cell *before = NULL;
	size_t said = 0;
	struct gb_match m;

	for (size_t k = 0; k < r->c->n; k++) {
		const struct gb_cell *c = gb_grid_cell(&r->g, row, k);
		struct gb_cue cue = cue_of(r, row, k, name);
		bool silent = is_silent(r, row, k);

		if (c == NULL || c == before || !gb_grid_begins(&r->g, row, k))
			continue;
		before = c;
		said += !silent;
		gb_table_row_run(r, n, c, silent, &cue);
		if (k == sub && n->latest != NULL &&
		    gb_pass_at(r->s->numbering, r->s->m, r->s->scratch, gb_table_row_cell(r, row, k), 0, &m))
			n->last->run.mark = n->last->run.skip = m.at.end;
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

		if (!gb_seg_is_number(line) && !gb_seg_is_nothing(line))
			return false;
		n++;
	}
	return n >= 2;
}

static bool is_stack(const struct gb_table_rows *r, size_t row, size_t names)
{
	for (size_t k = 0; names >= 2 && names <= 200 && k < r->c->n; k++)
		if (speaks(r->c->item[k].role) && numbers_stacked(gb_table_row_cell(r, row, k)))
			return true;
	return false;
}

static void add_stacked(struct gb_table_rows *r, size_t row, size_t names)
{
	struct gb_span name = gb_table_row_cell(r, row, r->c->name), units = GB_S("");
	const struct gb_cell *at = gb_grid_cell(&r->g, row, r->c->name);

	for (size_t k = 0; k < r->c->n; k++)
		if (r->c->item[k].role == GB_COLUMN_UNIT && count_lines(gb_table_row_cell(r, row, k)) == names)
			units = gb_table_row_cell(r, row, k);
	for (size_t i = 0; i < names; i++) {
		struct gb_node *n = gb_heading_add(r->s, r->at, GB_NODE_ROW);
		struct gb_span line = gb_span_trim(line_at(name, i));
		struct gb_cue cue = { .kind = GB_CUE_CELL };

		n->title = gb_seg_tidy(r->s->a, gb_seg_short(line, MOST_NAME));
		n->label = gb_seg_squeeze(r->s->a, n->title);
		n->where = gb_table_row_where(r->g.block, at);
		add_part(r, n, at, line, true, &cue);
		for (size_t k = 0; k < r->c->n; k++) {
			struct gb_span cell = gb_table_row_cell(r, row, k);

			/* as many numbers as names, or nobody knows which is whose */
			if (!speaks(r->c->item[k].role) || k == r->c->name || count_lines(cell) != names)
				continue;
			cue = (struct gb_cue){ .head = head_of(r, k), .row = n->title,
					       .unit = unit_of(r, gb_span_trim(line_at(units, i)), n->title, k), .kind = GB_CUE_INDICATOR };
			add_part(r, n, gb_grid_cell(&r->g, row, k), gb_span_trim(line_at(cell, i)), false, &cue);
		}
		r->at->rows++;
		r->row = n;
	}
}

/* A row that says nothing but its name: numbers in the name count. */
static void title_speaks(struct gb_table_rows *r, size_t row, struct gb_node *n)
{
	for (struct gb_part *p = n->first; p != NULL; p = p->next)
		if (p->node == NULL && r->c->name < r->c->n && p->run.cell == gb_grid_cell(&r->g, row, r->c->name)) {
			p->run.silent = false;
			p->run.cue.kind = GB_CUE_TITLE;
		}
}

static struct gb_span task_title(struct gb_table_rows *r, size_t row)
{
	for (size_t k = 0; k < r->c->n; k++)
		if (speaks(r->c->item[k].role) && gb_table_row_cell(r, row, k).n > 0) {
			struct gb_span t = gb_table_row_cell(r, row, k);

			return gb_seg_tidy(r->s->a, gb_heading_title_split(r->s, gb_span_cut(&t, '\n'), 0, 0).title);
		}
	return GB_S("");
}

struct gb_span gb_table_row_name(const struct gb_table_rows *r, size_t row)
{
	struct gb_span name = r->c->name < r->c->n ? gb_table_row_cell(r, row, r->c->name) : GB_S("");

	for (size_t k = r->c->name < r->c->n ? r->c->name : 0; name.n == 0 && k-- > 0;)
		if (r->c->item[k].role != GB_COLUMN_NUMBER)
			name = gb_table_row_cell(r, row, k);
	return name;
}

struct gb_span gb_table_row_number(struct gb_seg *s, struct gb_span text)
{
	struct gb_span t = gb_seg_brackets(s->a, text);

	while (gb_seg_ends_in(t, "."))
		t.n--;
	while (gb_seg_ends_in(t, "．、。"))
		t.n -= 3;
	return t;
}

/* The row's name without a label before it: 一、一般公共预算财政拨款收入; 合计 takes the word of its side. */
static struct gb_span figure_name(struct gb_table_rows *r, struct gb_span title)
{
	struct gb_match m;

	if (gb_pass_at(r->s->numbering, r->s->m, r->s->scratch, title, 0, &m) && m.at.end < title.n)
		title = gb_span_from(title, m.at.end);
	if (r->side.n > 0 && gb_seg_match(r->s, GB_R_SUM, title, &m))
		title = gb_arena_concat(r->s->a, r->side, title);
	return title;
}

static void place_row(struct gb_table_rows *r, size_t row, struct gb_node *n)
{
	for (size_t k = 0; k < r->c->n; k++) {
		const struct gb_cell *c = gb_grid_cell(&r->g, row, k);

		if (c != NULL && gb_grid_text(c).n > 0 && (n->where.cell_row < 0 || k == r->c->name))
			n->where = gb_table_row_where(r->g.block, c);
	}
}

static struct gb_node *new_row(struct gb_table_rows *r, size_t row, struct gb_node *at, struct gb_span label, struct gb_span title)
{
	struct gb_node *n = gb_heading_add(r->s, at, GB_NODE_ROW);

	n->title = title;
	n->label = label;
	place_row(r, row, n);
	at->rows++;
	add_parties(r, n, r->parties);
	return n;
}

static struct gb_span row_number(const struct gb_table_rows *r, size_t row)
{
	return r->number < r->c->n ? gb_table_row_number(r->s, gb_table_row_cell(r, row, r->number)) : GB_S("");
}

static struct gb_span row_title(struct gb_table_rows *r, size_t row)
{
	struct gb_span name = gb_table_row_name(r, row);

	return name.n > 0 ? gb_seg_tidy(r->s->a, gb_seg_short(name, MOST_NAME)) : task_title(r, row);
}

static void add_row(struct gb_table_rows *r, size_t row)
{
	struct gb_span number = row_number(r, row), title = row_title(r, row);
	struct gb_node *n;

	if (r->flat) {
		add_cells(r, row, r->table, figure_name(r, title), r->c->n);
		return;
	}
	n = new_row(r, row, r->at, number.n > 0 ? gb_seg_short(number, MOST_NAME) : gb_seg_squeeze(r->s->a, title), title);
	n->mark.ordinal = gb_seg_integer(number);
	if (add_cells(r, row, n, figure_name(r, title), r->c->n) == 0)
		title_speaks(r, row, n);
	r->row = n;
	r->group = NULL;
}

/* ---- sub-rows with labels of their own: 1 | 生活垃圾治理 | （1）新建…, （2）清运… ---- */

/* The column whose cell begins with a label, in a row that shares its number with another; n when there is none. */
static size_t sub_label(struct gb_table_rows *r, size_t row, struct gb_match *m)
{
	const struct gb_cell *key = r->number < r->c->n ? gb_grid_cell(&r->g, row, r->number) : NULL;
	bool shared = key != NULL && (gb_grid_cell(&r->g, row + 1, r->number) == key || !gb_grid_begins(&r->g, row, r->number));

	for (size_t k = 0; shared && k < r->c->n; k++)
		if (speaks(r->c->item[k].role) && k != r->c->name && gb_table_row_cell(r, row, k).n > 0)
			return gb_pass_at(r->s->numbering, r->s->m, r->s->scratch, gb_table_row_cell(r, row, k), 0, m) ? k : r->c->n;
	return r->c->n;
}

static void add_sub_row(struct gb_table_rows *r, size_t row, size_t col, struct gb_span label)
{
	struct gb_span t = gb_table_row_cell(r, row, col), name = figure_name(r, row_title(r, row));

	if (gb_grid_begins(&r->g, row, r->number) || r->group == NULL) {
		r->group = gb_heading_add(r->s, r->at, GB_NODE_GROUP);
		r->group->label = row_number(r, row);
		r->group->title = row_title(r, row);
		r->group->mark.ordinal = gb_seg_integer(r->group->label);
		place_row(r, row, r->group);
		r->at->rows++;
	}
	r->row = new_row(r, row, r->group, label, gb_seg_tidy(r->s->a, gb_heading_title_split(r->s, t, label.n, 0).title));
	add_cells(r, row, r->row, name, col);
}

/* A row without a number or name of its own goes on with the row above it. */
static bool goes_on(const struct gb_table_rows *r, size_t row)
{
	size_t key = r->number < r->c->n ? r->number : r->c->name;

	if (r->row == NULL || key >= r->c->n)
		return false;
	if (gb_grid_begins(&r->g, row, key) && gb_table_row_cell(r, row, key).n > 0)
		return false;
	return true;
}

void gb_table_row_read(struct gb_table_rows *r, size_t row)
{
	size_t names = r->c->name < r->c->n ? count_lines(gb_table_row_cell(r, row, r->c->name)) : 0, sub;
	struct gb_match m;

	r->parties = row_parties(r, row);
	sub = sub_label(r, row, &m);
	if (sub < r->c->n) {
		add_sub_row(r, row, sub, gb_table_row_number(r->s, gb_span_sub(gb_table_row_cell(r, row, sub), 0, m.at.end)));
	} else if (is_stack(r, row, names)) {
		add_stacked(r, row, names);
	} else if (goes_on(r, row)) {
		add_parties(r, r->row, r->parties);
		add_cells(r, row, r->row, figure_name(r, r->row->title), r->c->n);
	} else if (gb_grid_alone(&r->g, row) != NULL || gb_table_row_cell(r, row, 0).n > 0 || gb_table_row_name(r, row).n > 0) {
		add_row(r, row);
	}
}
