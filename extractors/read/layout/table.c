/*
 * Tables over pages: the grid of each page is fitted to the columns of the
 * table so far, repeated head rows are dropped, a row that a page break has cut
 * is put together again; at the end every cell's lines become its text.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static const double FIT = 5.0; /* boundaries nearer than this are the same column */

/* Copy lines so that they outlive the page. */
static void copy_lines(struct gb_arena *a, const struct gb_layout_tlines *from, struct gb_layout_tlines *to)
{
	for (size_t i = 0; i < from->n; i++) {
		struct gb_layout_tline *ln = GB_PUSH(a, to->item, to->n, to->cap);

		*ln = from->item[i];
		ln->g = gb_arena_array(a, ln->n, sizeof *ln->g);
		memcpy(ln->g, from->item[i].g, ln->n * sizeof *ln->g);
	}
}

static bool all_middle(const struct gb_layout_gcell *c)
{
	for (size_t k = 0; k < c->lines.n; k++) {
		const struct gb_layout_tline *ln = &c->lines.item[k];

		if (fabs(ln->box.x0 + ln->box.x1 - c->box.x0 - c->box.x1) > 0.7 * ln->size)
			return false;
	}
	return true;
}

/* Where nothing marks the edge of a column, it is as wide as what stands in it. */
static double text_end(const struct gb_layout_grid *g, const struct gb_layout_gcell *like)
{
	double end = like->box.x0;

	for (size_t i = 0; i < g->ncell; i++) {
		const struct gb_layout_gcell *c = &g->cell[i];

		for (size_t k = 0; k < c->lines.n && c->col == like->col && c->colspan == like->colspan; k++)
			end = fmax(end, c->lines.item[k].box.x1);
	}
	return end;
}

/* The space a cell's lines may fill: the cell without the least padding seen in the grid. */
static void cell_areas(struct gb_layout_grid *g)
{
	double pad = 8;

	for (size_t i = 0; i < g->ncell; i++)
		for (size_t k = 0; k < g->cell[i].lines.n; k++)
			pad = fmin(pad, fmax(0, g->cell[i].lines.item[k].box.x0 - g->cell[i].box.x0));
	for (size_t i = 0; i < g->ncell; i++) {
		const struct gb_layout_gcell *c = &g->cell[i];
		const bool middle = all_middle(c);

		for (size_t k = 0; k < c->lines.n; k++) {
			struct gb_layout_tline *ln = &c->lines.item[k];

			ln->cell = true;
			ln->middle = middle;
			ln->left = c->box.x0 + pad;
			ln->right = fmax(g->loose ? text_end(g, c) : c->box.x1 - pad, ln->left + 1);
		}
	}
}

static void add_cell(struct gb_layout_draft *d, const struct gb_layout_gcell *from, int row, int col, int colspan)
{
	struct gb_layout_table *t = d->table;
	struct gb_layout_gcell *c = GB_PUSH(d->a, t->cell, t->n, t->cap);

	*c = *from;
	c->row = row;
	c->col = col;
	c->colspan = colspan;
	c->lines = (struct gb_layout_tlines){ 0 };
	copy_lines(d->a, &from->lines, &c->lines);
}

static void note_end(struct gb_layout_table *t, const struct gb_layout_grid *g)
{
	t->last_page = g->page;
	t->last_box = g->box;
	t->bottom_open = g->bottom_open;
	t->loose = g->loose;
}

struct gb_layout_draft *gb_table_begin(struct gb_layout *l, struct gb_layout_grid *g)
{
	struct gb_layout_draft *d = gb_draft_new(l, GB_BLOCK_TABLE);
	struct gb_layout_table *t = gb_arena_alloc(d->a, sizeof *t);

	cell_areas(g);
	d->table = t;
	d->block.page = g->page;
	d->block.box = g->box;
	t->nx = g->nx;
	t->xs = gb_arena_array(d->a, g->nx, sizeof *t->xs);
	memcpy(t->xs, g->xs, g->nx * sizeof *t->xs);
	t->rows = (int)g->ny - 1;
	for (size_t i = 0; i < g->ncell; i++)
		add_cell(d, &g->cell[i], g->cell[i].row, g->cell[i].col, g->cell[i].colspan);
	note_end(t, g);
	return d;
}

static size_t find(const double *xs, size_t n, double x)
{
	for (size_t i = 0; i < n; i++)
		if (fabs(xs[i] - x) <= FIT)
			return i;
	return n;
}

/* Columns told from text: as many, and each where it was. */
static bool fits_loosely(const struct gb_layout_table *t, const struct gb_layout_grid *g)
{
	if (t->loose != g->loose || t->nx != g->nx || g->page != t->last_page + 1)
		return false;
	for (size_t i = 1; i + 1 < g->nx; i++)
		if (fabs(t->xs[i] - g->xs[i]) > 0.5 * fmin(t->xs[i] - t->xs[i - 1], t->xs[i + 1] - t->xs[i]))
			return false;
	return true;
}

/* Is the grid of the next page the same table?  Same width, and most of its boundaries are the table's. */
static bool fits(const struct gb_layout_table *t, const struct gb_layout_grid *g, double *shift)
{
	size_t same = 0;
	const double width = t->xs[t->nx - 1] - t->xs[0];

	*shift = t->loose != g->loose ? 0 : t->xs[0] - g->xs[0];
	if (t->loose || g->loose)
		return fits_loosely(t, g);
	if (g->page != t->last_page + 1 || fabs(g->xs[g->nx - 1] - g->xs[0] - width) > 2 * FIT)
		return false;
	for (size_t i = 0; i < g->nx; i++)
		same += find(t->xs, t->nx, g->xs[i] + *shift) < t->nx;
	return same * 5 >= g->nx * 3 || (t->nx > g->nx && same == g->nx) || t->nx == 2;
}

/* A grid whose first row names a table or box of its own ("专栏3 …") begins a new one. */
static bool names_itself(const struct gb_layout_grid *g)
{
	const struct gb_layout_gcell *c = &g->cell[0];

	return c->colspan == (int)g->nx - 1 && c->lines.n > 0 && gb_line_word(&c->lines.item[0], 0, GB_WORDS_BOX_START) > 0 &&
	       gb_para_centred(&c->lines.item[0]);
}

/* Bring the table's boundaries and the grid's together; map[] tells where the grid's are then. */
static void merge_columns(struct gb_layout_draft *d, const struct gb_layout_grid *g, double shift, size_t *map)
{
	struct gb_layout_table *t = d->table;
	double *xs = gb_arena_array(d->a, t->nx + g->nx, sizeof *xs);
	size_t *old = gb_arena_array(d->a, t->nx, sizeof *old), i = 0, j = 0, n = 0;

	while (i < t->nx || j < g->nx) {
		const double a = i < t->nx ? t->xs[i] : 1e9, b = j < g->nx ? g->xs[j] + shift : 1e9;

		xs[n] = fmin(a, b);
		if (a <= b + FIT && i < t->nx) {
			xs[n] = a;
			old[i++] = n;
		}
		if (b <= a + FIT && j < g->nx)
			map[j++] = n;
		n++;
	}
	for (size_t k = 0; k < t->n; k++) {
		struct gb_layout_gcell *c = &t->cell[k];
		const size_t end = old[c->col + c->colspan];

		c->col = (int)old[c->col];
		c->colspan = (int)end - c->col;
	}
	t->xs = xs;
	t->nx = n;
}

static bool same_cell_text(const struct gb_layout_gcell *a, const struct gb_layout_gcell *b)
{
	size_t i = 0, j = 0, k = 0, m = 0;

	for (;;) {
		while (i < a->lines.n && k == a->lines.item[i].n)
			i++, k = 0;
		while (j < b->lines.n && m == b->lines.item[j].n)
			j++, m = 0;
		if (i == a->lines.n || j == b->lines.n)
			return i == a->lines.n && j == b->lines.n;
		if (a->lines.item[i].g[k++].cp != b->lines.item[j].g[m++].cp)
			return false;
	}
}

static struct gb_layout_gcell *table_cell(const struct gb_layout_table *t, int row, int col)
{
	for (size_t i = t->n; i-- > 0;) {
		struct gb_layout_gcell *c = &t->cell[i];

		if (row >= c->row && row < c->row + c->rowspan && col >= c->col && col < c->col + c->colspan)
			return c;
	}
	return NULL;
}

/* How many rows at the top of the grid repeat those at the top of the table. */
static int repeated_rows(const struct gb_layout_table *t, const struct gb_layout_grid *g, const size_t *map)
{
	int rows = 0;
	size_t i = 0;

	for (; rows < (int)g->ny - 2 && rows < 4; rows++) {
		size_t first = i, text = 0;
		bool same = true;

		for (; i < g->ncell && g->cell[i].row == rows; i++) {
			const struct gb_layout_gcell *c = table_cell(t, rows, (int)map[g->cell[i].col]);

			text += g->cell[i].lines.n > 0;
			same = same && c != NULL && c->row == rows && same_cell_text(c, &g->cell[i]);
		}
		if (!same || (i > first && text == 0))
			break;
	}
	return rows;
}

static uint32_t last_cp(const struct gb_layout_gcell *c)
{
	const struct gb_layout_tline *ln = c->lines.n > 0 ? &c->lines.item[c->lines.n - 1] : NULL;

	return ln != NULL ? ln->g[ln->n - 1].cp : 0;
}

static bool is_number(const struct gb_layout_gcell *c)
{
	if (c->lines.n != 1 || c->lines.item[0].n > 4)
		return false;
	for (size_t i = 0; i < c->lines.item[0].n; i++)
		if (c->lines.item[0].g[i].cp < '0' || c->lines.item[0].g[i].cp > '9')
			return false;
	return true;
}

/* The column of running numbers (序号), or -1. */
static int number_column(const struct gb_layout_table *t)
{
	for (int col = 0; col < 3 && col + 1 < (int)t->nx; col++) {
		size_t numbers = 0, others = 0;

		for (size_t i = 0; i < t->n; i++) {
			const struct gb_layout_gcell *c = &t->cell[i];

			if (c->col != col || c->colspan + 1 == (int)t->nx || c->lines.n == 0)
				continue;
			numbers += is_number(c);
			others += !is_number(c);
		}
		if (numbers >= 1 && numbers + 2 > others)
			return col;
	}
	return -1;
}

/* Is the row `top` of the grid the rest of the table's last row? */
static bool row_goes_on(const struct gb_layout_table *t, const struct gb_layout_grid *g, int top, const size_t *map)
{
	size_t filled = 0, empty = 0, unfinished = 0, fresh = 0;
	const int key = number_column(t);
	bool key_empty = false;

	if (t->bottom_open && g->top_open && top == 0)
		return true;
	for (size_t i = 0; i < g->ncell; i++) {
		const struct gb_layout_gcell *c = &g->cell[i];

		if (c->row != top)
			continue;
		const struct gb_layout_gcell *above = table_cell(t, t->rows - 1, (int)map[c->col]);

		if (above == NULL || above->col != (int)map[c->col] ||
		    above->colspan != (int)(map[c->col + c->colspan] - map[c->col]))
			return false;
		if (key == above->col)
			key_empty = c->lines.n == 0 && above->lines.n > 0;
		filled += c->lines.n > 0;
		/* Below a cell over several rows, or above one, it is no wonder that nothing stands. */
		empty += c->lines.n == 0 && above->rowspan == 1 && c->rowspan == 1;
		const uint32_t end = last_cp(above);

		if (c->lines.n > 0 && end != 0)
			unfinished += !(end == 0x3002 || end == 0xff1b || end == 0xff01);
		fresh += c->lines.n > 0 && end == 0;
	}
	if (t->nx == 2)
		return filled > 0;
	if (key >= 0)
		return key_empty && fresh == 0;
	return empty > 0 && filled > 0 && fresh == 0 && unfinished == filled;
}

static void append_row(struct gb_layout_draft *d, const struct gb_layout_grid *g, int top, const size_t *map)
{
	struct gb_layout_table *t = d->table;

	for (size_t i = 0; i < g->ncell; i++) {
		const struct gb_layout_gcell *c = &g->cell[i];

		if (c->row != top)
			continue;
		struct gb_layout_gcell *above = table_cell(t, t->rows - 1, (int)map[c->col]);

		if (above != NULL) {
			copy_lines(d->a, &c->lines, &above->lines);
			above->rowspan += c->rowspan - 1;
		} else
			add_cell(d, c, t->rows - 1, (int)map[c->col], (int)(map[c->col + c->colspan] - map[c->col]));
	}
}

/* An empty cell at the left of the first row stands under a spanning cell of the page before. */
static bool span_goes_on(struct gb_layout_table *t, const struct gb_layout_gcell *c, int top, int col, int colspan)
{
	if (c->row != top || c->lines.n > 0)
		return false;
	struct gb_layout_gcell *above = table_cell(t, t->rows - 1, col);

	if (above == NULL || above->col != col || above->colspan != colspan || above->lines.n == 0 ||
	    (above->rowspan < 2 && c->rowspan < 2))
		return false;
	above->rowspan = t->rows - above->row + c->rowspan;
	return true;
}

bool gb_table_continue(struct gb_layout *l, struct gb_layout_draft *d, struct gb_layout_grid *g)
{
	struct gb_layout_table *t = d->table;
	size_t *map = gb_arena_array(d->a, g->nx, sizeof *map);
	double shift;

	(void)l;
	cell_areas(g);
	if (!fits(t, g, &shift) || names_itself(g))
		return false;
	if (t->loose)
		for (size_t i = 0; i < g->nx; i++)
			map[i] = i;
	else
		merge_columns(d, g, shift, map);
	const int head = repeated_rows(t, g, map);
	const bool goes_on = row_goes_on(t, g, head, map);
	const int base = t->rows - head - goes_on, rows = t->rows;

	t->head_rows = head > t->head_rows ? head : t->head_rows;
	if (goes_on)
		append_row(d, g, head, map);
	const size_t before = t->n;

	for (size_t i = 0; i < g->ncell; i++) {
		const struct gb_layout_gcell *c = &g->cell[i];
		const int col = (int)map[c->col], colspan = (int)(map[c->col + c->colspan] - map[c->col]);

		if (c->row < head + goes_on || (!goes_on && t->n == before && span_goes_on(t, c, head, col, colspan)))
			continue;
		add_cell(d, c, base + c->row, col, colspan);
	}
	t->rows = rows + (int)g->ny - 1 - head - goes_on;
	note_end(t, g);
	return true;
}

static int cell_order(const void *pa, const void *pb)
{
	const struct gb_layout_gcell *a = pa, *b = pb;

	return a->row != b->row ? (a->row > b->row) - (a->row < b->row) : (a->col > b->col) - (a->col < b->col);
}

/* The text of a cell: its lines joined to paragraphs as on a page. */
static void finish_cell(struct gb_layout *l, struct gb_layout_draft *d, const struct gb_layout_gcell *c, struct gb_cell *out)
{
	struct gb_layout_draft text = { .a = d->a, .bold_all = true };

	for (size_t i = 0; i < c->lines.n; i++) {
		const struct gb_layout_tline *ln = &c->lines.item[i];

		if (i > 0 && !gb_para_joins(l, &text, ln)) {
			gb_buf_add_byte(&text.text, '\n');
			text.cp++;
			text.nlines = 0;
			text.pitch = 0;
		}
		gb_draft_add(l, &text, ln);
	}
	*out = (struct gb_cell){ c->row, c->col, c->rowspan, c->colspan, c->header || c->row < d->table->head_rows,
				 gb_arena_copy(d->a, gb_buf_span(&text.text)), c->page, c->box, text.block.lines };
	gb_buf_free(&text.text);
}

void gb_table_finish(struct gb_layout *l, struct gb_layout_draft *d)
{
	struct gb_layout_table *t = d->table;
	struct gb_cells *out = &d->block.cells;

	qsort(t->cell, t->n, sizeof *t->cell, cell_order);
	for (size_t i = 0; i < t->n; i++)
		finish_cell(l, d, &t->cell[i], GB_PUSH(d->a, out->item, out->n, out->cap));
	d->done = true;
}
