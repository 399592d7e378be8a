/*
 * Tables that no lines divide.  Lines of text that fall apart into pieces, with
 * the pieces of one line under those of another and figures among them, are
 * rows; where lying lines alone mark head and foot (as in reports of
 * statistics), they tell which lines are the head.  When in doubt, it is text.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/layout_int.h"

enum { COLUMNS = 24 };

static const double PIECE = 0.65; /* gap between pieces, in sizes */

struct piece {
	size_t from, to; /* glyphs */
	double x0, x1;
	bool number;
};

struct row {
	struct gb_tline *ln;
	struct piece piece[COLUMNS];
	size_t n;
};

struct column {
	double x0, x1;
};

static bool figure(uint32_t cp)
{
	static const uint32_t signs[] = { '.', ',', '%', '-', '+', '/', '(', ')', '[', ']', 0x2013, 0x2014, 0x2026, 0x2030, 0x2212,
					  0x2264, 0x2265, 0x3014, 0x3015, 0xff05 };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i] == cp)
			return true;
	return cp >= '0' && cp <= '9';
}

static bool all_figures(const struct gb_glyph *g, size_t n)
{
	bool digit = false;

	for (size_t i = 0; i < n; i++) {
		if (!figure(g[i].cp))
			return false;
		digit = digit || (g[i].cp >= '0' && g[i].cp <= '9') || g[i].cp == 0x2014 || g[i].cp == '-';
	}
	return digit;
}

static void cut_row(struct gb_tline *ln, struct row *out)
{
	size_t from = 0;

	out->ln = ln;
	out->n = 0;
	for (size_t i = 1; i <= ln->n; i++) {
		if (i < ln->n && (double)ln->g[i].x0 - (double)ln->g[i - 1].x1 < ln->loose + PIECE * ln->size)
			continue;
		if (out->n == COLUMNS) {
			out->n = 0;
			return;
		}
		out->piece[out->n++] = (struct piece){ from, i, (double)ln->g[from].x0, (double)ln->g[i - 1].x1,
						       all_figures(ln->g + from, i - from) };
		from = i;
	}
}

static size_t numbers(const struct row *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += r->piece[i].number;
	return n;
}

/* A row of figures: at least two pieces, all but one or two of them numbers. */
static bool body_row(const struct row *r)
{
	const size_t k = numbers(r);

	return r->n >= 2 && k >= 1 && (k + 1 >= r->n || (k >= 2 && k + 2 >= r->n));
}

/* Where columns are: the pieces of rows that have the most usual number of them, one above the other. */
static size_t columns_of(const struct row *r, size_t n, size_t least, struct column *col)
{
	size_t votes[COLUMNS + 1] = { 0 }, k = 0;

	for (size_t i = 0; i < n; i++)
		if (body_row(&r[i]))
			votes[r[i].n]++;
	for (size_t i = 2; i <= COLUMNS; i++)
		if (votes[i] > votes[k] || k == 0)
			k = i;
	if (votes[k] < least)
		return 0;
	bool first = true;

	for (size_t i = 0; i < n; i++) {
		if (!body_row(&r[i]) || r[i].n != k)
			continue;
		for (size_t c = 0; c < k; c++) {
			col[c].x0 = first ? r[i].piece[c].x0 : fmin(col[c].x0, r[i].piece[c].x0);
			col[c].x1 = first ? r[i].piece[c].x1 : fmax(col[c].x1, r[i].piece[c].x1);
		}
		first = false;
	}
	for (size_t c = 0; c + 1 < k; c++)
		if (col[c].x1 > col[c + 1].x0 - 1)
			return 0;
	return k;
}

/* The columns a piece reaches: *c0 to *c1; false when none. */
static bool reach(const struct column *col, size_t k, const struct piece *p, size_t *c0, size_t *c1)
{
	bool any = false;
	const double mid = (p->x0 + p->x1) / 2;

	for (size_t c = 0; c < k; c++) {
		const double low = c > 0 ? (col[c - 1].x1 + col[c].x0) / 2 : col[c].x0 - 12;
		const double high = c + 1 < k ? (col[c].x1 + col[c + 1].x0) / 2 : col[c].x1 + 12;

		if ((p->x0 < col[c].x1 && p->x1 > col[c].x0) || (mid >= low && mid < high)) {
			*c0 = any ? *c0 : c;
			*c1 = c;
			any = true;
		}
	}
	return any;
}

/* Does the row fit the columns, each of its pieces in a place of its own? */
static bool row_fits(const struct row *r, const struct column *col, size_t k)
{
	size_t last = 0, c0, c1;
	bool first = true;

	if (r->n == 0)
		return false;
	for (size_t i = 0; i < r->n; i++) {
		if (!reach(col, k, &r->piece[i], &c0, &c1) || (!first && c0 <= last))
			return false;
		last = c1;
		first = false;
	}
	return r->n > 1 || c0 == c1;
}

static double middle(const struct gb_tline *ln)
{
	return (ln->box.y0 + ln->box.y1) / 2;
}

/* Is there a long lying line between two heights? */
static bool level_between(const struct gb_sheet *s, double low, double high)
{
	for (size_t i = 0; i < s->nlevel; i++)
		if (s->level[i] > low && s->level[i] < high)
			return true;
	return false;
}

struct region {
	size_t first, last; /* lines, both in it */
	size_t k;
	struct column col[COLUMNS];
};

static bool near_rows(const struct row *a, const struct row *b)
{
	return middle(b->ln) - middle(a->ln) < 3.4 * fmax(a->ln->size, b->ln->size);
}

/* The nearest long lying line above a height, or -1. */
static double level_above(const struct gb_sheet *s, double y)
{
	double best = -1;

	for (size_t i = 0; i < s->nlevel && s->level[i] < y; i++)
		best = s->level[i];
	return best;
}

/* The head between two lying lines: the rows of that band, if all of them fit. */
static bool take_ruled_head(const struct gb_sheet *s, const struct row *r, struct region *g)
{
	const double low = level_above(s, middle(r[g->first].ln)), high = level_above(s, low - 5);
	size_t top = g->first;

	if (low < 0 || high < 0 || low - high > 9 * r[g->first].ln->size)
		return false;
	while (top > 0 && middle(r[top - 1].ln) > high) {
		if (r[top - 1].ln->kind != GB_LINE_TEXT || !row_fits(&r[top - 1], g->col, g->k))
			return false;
		top--;
	}
	if (top == g->first || middle(r[g->first - 1].ln) > low)
		return false;
	g->first = top;
	return true;
}

/* Grow the region over head rows above, as far as the lines or the fit allow. */
static void take_head(const struct gb_sheet *s, const struct row *r, struct region *g)
{
	if (take_ruled_head(s, r, g))
		return;
	for (size_t taken = 0; taken < 3 && g->first > 0; taken++) {
		const struct row *above = &r[g->first - 1];

		if (above->ln->kind != GB_LINE_TEXT || above->n < 2 || !near_rows(above, &r[g->first]) ||
		    !row_fits(above, g->col, g->k))
			return;
		g->first--;
	}
}

/* Do lying lines stand right above and below rows first..last? */
static bool enclosed(const struct gb_sheet *s, const struct row *r, size_t first, size_t last)
{
	const double y0 = middle(r[first].ln), y1 = middle(r[last].ln), reach = 2 * r[first].ln->size;

	return level_between(s, y0 - reach, y0) && level_between(s, y1, y1 + reach);
}

/* The longest run of rows from line i that make one table; false when there is none. */
static bool find_region(const struct gb_sheet *s, const struct row *r, size_t n, size_t i, struct region *g)
{
	size_t last = i, bodies = 0;

	if (!body_row(&r[i]) || r[i].ln->kind != GB_LINE_TEXT)
		return false;
	for (size_t j = i; j < n; j++) {
		if (r[j].ln->kind != GB_LINE_TEXT || (j > i && !near_rows(&r[j - 1], &r[j])))
			break;
		if (body_row(&r[j])) {
			last = j;
			bodies++;
		} else if (r[j].n > 1 || r[j].ln->box.x1 - r[j].ln->box.x0 > 0.4 * s->width)
			break;
	}
	if (bodies < 3 && !(r[i].n >= 3 && enclosed(s, r, i, last)))
		return false;
	g->k = columns_of(r + i, last - i + 1, bodies < 3 ? 1 : 3, g->col);
	g->first = i;
	g->last = last;
	if (g->k < 2)
		return false;
	for (size_t j = i; j <= last; j++)
		if (!row_fits(&r[j], g->col, g->k))
			return false;
	take_head(s, r, g);
	return true;
}

/* Titles with growing page numbers at the right: a table of contents without leaders. */
static bool is_contents(const struct row *r, const struct region *g)
{
	long last = 0;

	for (size_t i = g->first; i <= g->last; i++) {
		long page = 0;

		if (r[i].n == 1)
			continue;
		const struct piece *p = &r[i].piece[1];

		if (r[i].n != 2 || p->to - p->from > 3 || r[i].piece[0].to < 5)
			return false;
		for (size_t k = p->from; k < p->to; k++) {
			if (r[i].ln->g[k].cp < '0' || r[i].ln->g[k].cp > '9')
				return false;
			page = page * 10 + (long)(r[i].ln->g[k].cp - '0');
		}
		if (page < last)
			return false;
		last = page;
	}
	return true;
}

static void put_piece(struct gb_layout *l, struct gb_sheet *s, struct gb_grid *g, const struct region *reg, const struct row *r,
		      size_t piece, int row)
{
	size_t c0 = 0, c1 = 0;
	const struct piece *p = &r->piece[piece];

	reach(reg->col, reg->k, p, &c0, &c1);
	struct gb_gcell *c = NULL;

	for (size_t i = 0; i < g->ncell && c == NULL; i++)
		if (g->cell[i].row == row && g->cell[i].col <= (int)c0 && g->cell[i].col + g->cell[i].colspan > (int)c0)
			c = &g->cell[i];
	if (c == NULL) {
		c = &g->cell[g->ncell++];
		*c = (struct gb_gcell){ .row = row, .col = (int)c0, .rowspan = 1, .colspan = (int)(c1 - c0) + 1, .page = s->number };
	}
	*GB_PUSH(s->a, c->lines.item, c->lines.n, c->lines.cap) = gb_line_slice(l, s->a, r->ln, p->from, p->to);
}

/* Which row each line belongs to: head lines between two rules are one, labels broken over lines go to their figures. */
static int number_rows(const struct gb_sheet *s, const struct row *r, const struct region *g, int *row)
{
	int rows = 0;

	for (size_t i = g->first; i <= g->last; i++) {
		const bool head = !body_row(&r[i]);
		bool joins = false;

		if (i > g->first && head && !body_row(&r[i - 1]))
			joins = !level_between(s, middle(r[i - 1].ln), middle(r[i].ln)) && r[i].n > 0;
		else if (i > g->first && r[i].n == 1)
			joins = true; /* the rest of a label */
		row[i - g->first] = joins ? rows - 1 : rows++;
	}
	return rows;
}

static double boundary(const struct region *reg, size_t c)
{
	if (c == 0)
		return reg->col[0].x0 - 3;
	return c == reg->k ? reg->col[c - 1].x1 + 3 : (reg->col[c - 1].x1 + reg->col[c].x0) / 2;
}

static void bounds(struct gb_grid *g, const struct region *reg, const struct row *r, const int *row)
{
	for (size_t c = 0; c <= reg->k; c++)
		g->xs[c] = boundary(reg, c);
	for (size_t i = reg->first; i <= reg->last; i++) {
		const int y = row[i - reg->first];

		if (i == reg->first || row[i - reg->first - 1] != y)
			g->ys[y] = r[i].ln->box.y0 - 1;
		g->ys[y + 1] = r[i].ln->box.y1 + 1;
	}
	g->box = (struct gb_box){ g->xs[0], g->ys[0], g->xs[g->nx - 1], g->ys[g->ny - 1] };
	for (size_t i = 0; i < g->ncell; i++) {
		struct gb_gcell *c = &g->cell[i];

		c->box = (struct gb_box){ g->xs[c->col], g->ys[c->row], g->xs[c->col + c->colspan], g->ys[c->row + 1] };
	}
}

static void fill_empty(struct gb_grid *g)
{
	for (int row = 0; row + 1 < (int)g->ny; row++)
		for (int col = 0; col + 1 < (int)g->nx; col++) {
			bool taken = false;

			for (size_t i = 0; i < g->ncell && !taken; i++)
				taken = g->cell[i].row == row && g->cell[i].col <= col && col < g->cell[i].col + g->cell[i].colspan;
			if (taken)
				continue;
			g->cell[g->ncell++] = (struct gb_gcell){
				.row = row, .col = col, .rowspan = 1, .colspan = 1, .page = g->page,
				.box = { g->xs[col], g->ys[row], g->xs[col + 1], g->ys[row + 1] },
			};
		}
}

static int cell_order(const void *pa, const void *pb)
{
	const struct gb_gcell *a = pa, *b = pb;

	return a->row != b->row ? (a->row > b->row) - (a->row < b->row) : (a->col > b->col) - (a->col < b->col);
}

static void make_grid(struct gb_layout *l, struct gb_sheet *s, const struct row *r, const struct region *reg)
{
	int *row = gb_arena_array(s->a, reg->last - reg->first + 1, sizeof *row);
	const int rows = number_rows(s, r, reg, row);
	struct gb_grid g = { .page = s->number, .nx = reg->k + 1, .ny = (size_t)rows + 1, .loose = true };

	g.xs = gb_arena_array(s->a, g.nx, sizeof *g.xs);
	g.ys = gb_arena_array(s->a, g.ny, sizeof *g.ys);
	g.cell = gb_arena_array(s->a, reg->k * (size_t)rows, sizeof *g.cell);
	for (size_t i = reg->first; i <= reg->last; i++)
		for (size_t k = 0; k < r[i].n; k++)
			put_piece(l, s, &g, reg, &r[i], k, row[i - reg->first]);
	bounds(&g, reg, r, row);
	fill_empty(&g);
	qsort(g.cell, g.ncell, sizeof *g.cell, cell_order);
	*GB_PUSH(s->a, s->grids.item, s->grids.n, s->grids.cap) = g;
}

void gb_sheet_align(struct gb_layout *l, struct gb_sheet *s)
{
	const size_t n = s->lines.n;
	struct row *r = gb_arena_array(s->a, n + 1, sizeof *r);
	size_t kept = 0, i = 0;

	for (size_t k = 0; k < n; k++)
		cut_row(&s->lines.item[k], &r[k]);
	struct gb_tline *keep = gb_arena_array(s->a, n + 1, sizeof *keep);

	for (size_t k = 0; k < n;) {
		struct region g;

		if (!find_region(s, r, n, k, &g)) {
			k++;
			continue;
		}
		if (is_contents(r, &g)) {
			for (k = g.first; k <= g.last; k++)
				if (r[k].n > 1)
					s->lines.item[k].kind = GB_LINE_TOC;
			continue;
		}
		make_grid(l, s, r, &g);
		for (; i < g.first; i++)
			keep[kept++] = s->lines.item[i];
		i = k = g.last + 1;
	}
	if (i == 0)
		return;
	for (; i < n; i++)
		keep[kept++] = s->lines.item[i];
	s->lines.item = keep;
	s->lines.n = s->lines.cap = kept;
}

/* ---- rows within one cell ---- */

static const struct gb_gcell *figures_of_row(const struct gb_grid *g, int row)
{
	const struct gb_gcell *best = NULL;

	for (size_t i = 0; i < g->ncell; i++) {
		const struct gb_gcell *c = &g->cell[i];
		bool all = c->row == row && c->rowspan == 1 && c->lines.n >= 3;

		for (size_t k = 0; all && k < c->lines.n; k++)
			all = all_figures(c->lines.item[k].g, c->lines.item[k].n);
		if (all && (best == NULL || c->lines.n > best->lines.n))
			best = c;
	}
	return best;
}

/* The line of `key` nearest in height. */
static size_t nearest(const struct gb_gcell *key, const struct gb_tline *ln)
{
	size_t best = 0;

	for (size_t i = 1; i < key->lines.n; i++)
		if (fabs(middle(&key->lines.item[i]) - middle(ln)) < fabs(middle(&key->lines.item[best]) - middle(ln)))
			best = i;
	return best;
}

/* Can the row be split?  Every cell stands in it alone, and the first one labels about as many lines. */
static bool can_split(const struct gb_grid *g, int row, const struct gb_gcell *key)
{
	size_t cells = 0, others = 0;

	for (size_t i = 0; i < g->ncell; i++) {
		const struct gb_gcell *c = &g->cell[i];

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
			const struct gb_tline *at = &key->lines.item[nearest(key, &c->lines.item[k])];

			met += fabs(middle(at) - middle(&c->lines.item[k])) < 0.5 * at->size;
		}
		if (met * 4 < c->lines.n * 3)
			return false;
	}
	return cells >= 2 && others >= 1;
}

static void split_row(struct gb_arena *a, struct gb_grid *g, int row, const struct gb_gcell *key)
{
	const int more = (int)key->lines.n - 1;
	struct gb_gcell *out = gb_arena_array(a, g->ncell * key->lines.n, sizeof *out);
	double *ys = gb_arena_array(a, g->ny + (size_t)more, sizeof *ys);
	size_t n = 0;

	for (size_t i = 0; i < g->ny; i++)
		ys[i <= (size_t)row ? i : i + (size_t)more] = g->ys[i];
	for (int k = 1; k <= more; k++)
		ys[row + k] = (middle(&key->lines.item[k - 1]) + middle(&key->lines.item[k])) / 2;
	for (size_t i = 0; i < g->ncell; i++) {
		const struct gb_gcell *c = &g->cell[i];

		if (c->row != row) {
			out[n] = *c;
			out[n++].row += c->row > row ? more : 0;
			continue;
		}
		for (int k = 0; k <= more; k++) {
			struct gb_gcell *part = &out[n++];

			*part = *c;
			part->row = row + k;
			part->lines = (struct gb_tlines){ 0 };
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

void gb_grid_split_rows(struct gb_arena *a, struct gb_grid *g)
{
	for (int row = 0; row + 1 < (int)g->ny && g->ny < 4000; row++) {
		const struct gb_gcell *key = figures_of_row(g, row);

		if (key == NULL || !can_split(g, row, key))
			continue;
		const int more = (int)key->lines.n - 1;

		split_row(a, g, row, key);
		row += more;
	}
}
