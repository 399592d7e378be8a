/* Rows that stand in one cell of a grid: the lines of a table that rules only the columns. */
#include <math.h>
#include <stdlib.h>

#include "internal.h"

static const struct gb_layout_gcell *figures_of_row(const struct gb_layout_grid *g, int row)
{
	const struct gb_layout_gcell *best = NULL;

	for (size_t i = 0; i < g->ncell; i++) {
		const struct gb_layout_gcell *c = &g->cell[i];
		bool all = c->row == row && c->rowspan == 1 && c->lines.n >= 3;

		for (size_t k = 0; all && k < c->lines.n; k++)
			all = gb_pieces_figures(c->lines.item[k].g, c->lines.item[k].n);
		if (all && (best == NULL || c->lines.n > best->lines.n))
			best = c;
	}
	return best;
}

/* The line of `key` nearest in height. */
static size_t nearest(const struct gb_layout_gcell *key, const struct gb_layout_tline *ln)
{
	const double y = gb_pieces_middle(ln);
	size_t best = 0;

	for (size_t i = 1; i < key->lines.n; i++)
		if (fabs(gb_pieces_middle(&key->lines.item[i]) - y) < fabs(gb_pieces_middle(&key->lines.item[best]) - y))
			best = i;
	return best;
}

/* Can the row be split?  Every cell stands in it alone, and the first one labels about as many lines. */
static bool can_split(const struct gb_layout_grid *g, int row, const struct gb_layout_gcell *key)
{
	size_t cells = 0, others = 0;

	for (size_t i = 0; i < g->ncell; i++) {
		const struct gb_layout_gcell *c = &g->cell[i];

		if (row < c->row || row >= c->row + c->rowspan)
			continue;
		if (c->rowspan != 1)
			return false;
		cells++;
		if (c == key || c->lines.n == 0)
			continue;
		others += c->lines.n + 1 >= key->lines.n;
		size_t met = 0;

		for (size_t k = 0; k < c->lines.n; k++) {
			const struct gb_layout_tline *at = &key->lines.item[nearest(key, &c->lines.item[k])];

			met += fabs(gb_pieces_middle(at) - gb_pieces_middle(&c->lines.item[k])) < 0.5 * at->size;
		}
		if (met * 4 < c->lines.n * 3)
			return false;
	}
	return cells >= 2 && others >= 1;
}

static int cell_order(const void *pa, const void *pb)
{
	const struct gb_layout_gcell *a = pa, *b = pb;

	return a->row != b->row ? (a->row > b->row) - (a->row < b->row) : (a->col > b->col) - (a->col < b->col);
}

static void split_row(struct gb_arena *a, struct gb_layout_grid *g, int row, const struct gb_layout_gcell *key)
{
	const int more = (int)key->lines.n - 1;
	struct gb_layout_gcell *out = gb_arena_array(a, g->ncell * key->lines.n, sizeof *out);
	double *ys = gb_arena_array(a, g->ny + (size_t)more, sizeof *ys);
	size_t n = 0;

	for (size_t i = 0; i < g->ny; i++)
		ys[i <= (size_t)row ? i : i + (size_t)more] = g->ys[i];
	for (int k = 1; k <= more; k++)
		ys[row + k] = (gb_pieces_middle(&key->lines.item[k - 1]) + gb_pieces_middle(&key->lines.item[k])) / 2;
	for (size_t i = 0; i < g->ncell; i++) {
		const struct gb_layout_gcell *c = &g->cell[i];

		if (c->row != row) {
			out[n] = *c;
			out[n++].row += c->row > row ? more : 0;
			continue;
		}
		for (int k = 0; k <= more; k++) {
			struct gb_layout_gcell *part = &out[n++];

			*part = *c;
			part->row = row + k;
			part->lines = (struct gb_layout_tlines){ 0 };
			part->box.y0 = ys[row + k];
			part->box.y1 = ys[row + k + 1];
			for (size_t m = 0; m < c->lines.n; m++)
				if ((int)nearest(key, &c->lines.item[m]) == k)
					*GB_PUSH(a, part->lines.item, part->lines.n, part->lines.cap) = c->lines.item[m];
		}
	}
	g->cell = out;
	g->ncell = n;
	g->ys = ys;
	g->ny += (size_t)more;
	qsort(g->cell, g->ncell, sizeof *g->cell, cell_order);
}

void gb_split_rows(struct gb_arena *a, struct gb_layout_grid *g)
{
	for (int row = 0; row + 1 < (int)g->ny && g->ny < 4000; row++) {
		const struct gb_layout_gcell *key = figures_of_row(g, row);

		if (key == NULL || !can_split(g, row, key))
			continue;
		const int more = (int)key->lines.n - 1;

		split_row(a, g, row, key);
		row += more;
	}
}
