/*
 * The rows of a table that is told from its text.  Lying lines are borders of
 * rows where there are any; between them, pieces that stand close below each
 * other in one column and fill it are one cell, and cells side by side are one
 * row.  A column of figures has one figure a row.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum { BANDS = 4 };

/* A piece with its place in the table. */
struct bit {
	size_t line, from, to;
	size_t c0, c1;
	double x0, x1, y, size;
	bool number;
	int cell; /* pieces of one cell have one number, that of the first of them */
};

/* A border between rows; wall[c]: it divides column c. */
struct cut {
	double y;
	bool rule, full;
	bool wall[GB_COLUMNS];
};

struct plan {
	struct gb_layout *l;
	struct gb_layout_sheet *s;
	const struct gb_layout_pieces *r;
	const struct gb_layout_region *g;
	struct bit *bit;
	size_t n, cap;
	struct cut *cut;
	size_t ncut, cut_cap;
	double width[GB_COLUMNS]; /* of the widest piece */
	double end[GB_COLUMNS];   /* the right end of the one that reaches furthest */
	double tight;             /* the least pitch of a column, points */
	bool uniform;             /* hardly any pitch is more */
	size_t key;               /* the column of figures that tells rows, or k */
};

/* ---- pieces in their columns ---- */

static bool overlaps(const struct gb_layout_column *c, double x0, double x1)
{
	return x0 < c->x1 - 0.5 && x1 > c->x0 + 0.5;
}

/* The heads above the columns: where the lowest of each stands, and whether another may span it. */
struct heads {
	double middle[GB_COLUMNS], y[GB_COLUMNS];
	bool spanned[GB_COLUMNS];
};

static void lowest_heads(const struct plan *p, size_t end, struct heads *h)
{
	double low = 0;
	size_t c0, c1;

	for (size_t c = 0; c < p->g->k; c++)
		h->middle[c] = (p->g->col[c].x0 + p->g->col[c].x1) / 2;
	for (size_t i = p->g->first; i < end; i++)
		for (size_t k = 0; k < p->r[i].n; k++) {
			const struct gb_layout_piece *q = &p->r[i].item[k];

			if (!gb_pieces_reach(p->g->col, p->g->k, q, &c0, &c1) || c0 != c1 || !overlaps(&p->g->col[c0], q->x0, q->x1))
				continue;
			h->middle[c0] = (q->x0 + q->x1) / 2;
			h->y[c0] = gb_pieces_middle(p->r[i].ln);
			low = fmax(low, h->y[c0]);
		}
	/* A head in two rows has its names at the bottom; what stands higher has both rows to itself. */
	for (size_t c = 0; c < p->g->k; c++)
		h->spanned[c] = h->y[c] > low - 0.3 * p->r[p->g->first].ln->size;
}

/* How far from the middle of columns a..b a head stands, in points. */
static double off_middle(const struct heads *h, const struct gb_layout_piece *q, size_t a, size_t b)
{
	for (size_t c = a; c <= b && a < b; c++)
		if (!h->spanned[c])
			return 1e6;
	return fabs((q->x0 + q->x1 - h->middle[a] - h->middle[b]) / 2);
}

/*
 * The columns that the heads of one line stand over: side by side, each in the
 * middle of its columns, and few columns left out.  best[i][e] is the least
 * fault of i heads over the columns before e.
 */
static void spans_of_heads(const struct plan *p, const struct heads *h, const struct gb_layout_pieces *r, size_t *c0, size_t *c1)
{
	const double left_out = 3;
	double best[GB_COLUMNS + 1][GB_COLUMNS + 1];
	size_t from[GB_COLUMNS + 1][GB_COLUMNS + 1];

	for (size_t i = 0; i <= r->n; i++)
		for (size_t e = 0; e <= p->g->k; e++) {
			best[i][e] = i == 0 && e == 0 ? 0 : 1e9;
			from[i][e] = (size_t)-1; /* the last column is left out */
			if (e > 0 && best[i][e - 1] < 1e9)
				best[i][e] = best[i][e - 1] + (h->spanned[e - 1] ? left_out : 0);
			for (size_t a = 0; i > 0 && a < e; a++) {
				if (a > c0[i - 1] || e - 1 < c1[i - 1] || best[i - 1][a] >= 1e9)
					continue;
				const double fault = best[i - 1][a] + off_middle(h, &r->item[i - 1], a, e - 1);

				if (fault < best[i][e]) {
					best[i][e] = fault;
					from[i][e] = a;
				}
			}
		}
	if (best[r->n][p->g->k] >= 1e6)
		return;
	for (size_t i = r->n, e = p->g->k; i > 0; e = from[i--][e]) {
		while (from[i][e] == (size_t)-1)
			e--;
		c0[i - 1] = from[i][e];
		c1[i - 1] = e - 1;
	}
}

/* Lines of cells side by side that are half a line apart can be taken for one: each piece has a height of its own. */
static double own_middle(const struct gb_glyph *g, size_t from, size_t to)
{
	float y0 = g[from].y0, y1 = g[from].y1;

	for (size_t i = from; i < to; i++) {
		y0 = fminf(y0, g[i].y0);
		y1 = fmaxf(y1, g[i].y1);
	}
	return ((double)y0 + (double)y1) / 2;
}

static void add_bit(struct plan *p, struct bit b)
{
	struct bit *last = p->n > 0 ? &p->bit[p->n - 1] : NULL;

	if (last != NULL && last->line == b.line && b.c0 <= last->c1) { /* spread words of one column */
		last->to = b.to;
		last->x1 = b.x1;
		last->c1 = b.c1 > last->c1 ? b.c1 : last->c1;
		last->number = false;
		return;
	}
	*GB_PUSH(p->s->a, p->bit, p->n, p->cap) = b;
}

static void place_bits(struct plan *p, size_t head)
{
	const struct gb_layout_region *g = p->g;

	struct heads h = { 0 };

	lowest_heads(p, head, &h);
	for (size_t i = g->first; i <= g->last; i++) {
		const struct gb_layout_pieces *r = &p->r[i];
		size_t c0[GB_COLUMNS], c1[GB_COLUMNS];

		for (size_t k = 0; k < r->n; k++)
			if (!gb_pieces_reach(g->col, g->k, &r->item[k], &c0[k], &c1[k]))
				c0[k] = c1[k] = r->item[k].x0 < g->col[0].x0 ? 0 : g->k - 1;
		if (i < head && r->n < g->k)
			spans_of_heads(p, &h, r, c0, c1);
		for (size_t k = 0; k < r->n; k++)
			add_bit(p, (struct bit){ i, r->item[k].from, r->item[k].to, c0[k], c1[k], r->item[k].x0, r->item[k].x1,
						 own_middle(r->ln->g, r->item[k].from, r->item[k].to), r->ln->size, r->item[k].number, 0 });
	}
	for (size_t i = 0; i < p->n; i++) {
		p->bit[i].cell = (int)i;
		if (p->bit[i].c0 == p->bit[i].c1) {
			p->width[p->bit[i].c0] = fmax(p->width[p->bit[i].c0], p->bit[i].x1 - p->bit[i].x0);
			p->end[p->bit[i].c0] = fmax(p->end[p->bit[i].c0], p->bit[i].x1);
		}
	}
}

/* ---- which pieces are one cell ---- */

/* The piece below bit i in its column, or NULL. */
static struct bit *below(const struct plan *p, size_t i)
{
	for (size_t k = i + 1; k < p->n; k++)
		if (p->bit[k].line > p->bit[i].line && p->bit[k].c0 == p->bit[i].c0 && p->bit[k].c1 == p->bit[i].c1)
			return &p->bit[k];
	return NULL;
}

static void measure_pitch(struct plan *p)
{
	size_t all = 0, more = 0;

	p->tight = 1e9;
	for (size_t i = 0; i < p->n; i++) {
		const struct bit *b = below(p, i);

		if (b != NULL && b->y - p->bit[i].y > 0.8 * b->size)
			p->tight = fmin(p->tight, b->y - p->bit[i].y);
	}
	for (size_t i = 0; i < p->n; i++) {
		const struct bit *b = below(p, i);

		all += b != NULL;
		more += b != NULL && b->y - p->bit[i].y > 1.15 * p->tight;
	}
	p->uniform = more * 6 < all;
}

/* Would the beginning of `b` not have fitted behind `a`?  Both can be indented. */
static bool fills(const struct plan *p, const struct bit *a, const struct bit *b)
{
	struct gb_layout_tline rest = *p->r[b->line].ln;

	rest.g += b->from;
	rest.n = b->to - b->from;
	const double more = gb_para_head_width(&rest) + 0.3 * a->size;

	return a->x1 - a->x0 + more > p->width[a->c0] || (fabs(a->x0 - b->x0) < 0.3 * a->size && a->x1 + more > p->end[a->c0]);
}

/* What stands in column c at the height of `at`, or NULL. */
static const struct bit *in_column(const struct plan *p, const struct bit *at, size_t c)
{
	for (size_t i = 0; i < p->n; i++)
		if (fabs(p->bit[i].y - at->y) < 0.25 * at->size && p->bit[i].c0 <= c && c <= p->bit[i].c1)
			return &p->bit[i];
	return NULL;
}

/* Are two lines of one column two rows, as other columns show? */
static bool rows_apart(const struct plan *p, const struct bit *i, const struct bit *j)
{
	size_t shared = 0;

	for (size_t c = 0; c < p->g->k; c++) {
		const struct bit *a = in_column(p, i, c), *b = in_column(p, j, c);

		if (a == NULL || b == NULL)
			continue;
		if ((a->number && b->number && p->g->col[c].number) || !fills(p, a, b))
			return true;
		shared++;
	}
	return p->uniform && shared >= 2 && in_column(p, i, 0) != NULL && in_column(p, j, 0) != NULL;
}

static bool same_cell(const struct plan *p, const struct bit *a, const struct bit *b)
{
	if (b->y - a->y > 1.15 * p->tight || b->y - a->y > 2 * b->size || a->c0 != a->c1)
		return false;
	if ((a->number && b->number) || (p->g->col[a->c0].number && a->number != b->number))
		return false;
	if (gb_pieces_ruled(p->s, a->y, b->y, (a->x0 + a->x1) / 2))
		return false;
	return fills(p, a, b) && !rows_apart(p, a, b);
}

static void join_bits(struct plan *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct bit *b = below(p, i);

		if (b != NULL && same_cell(p, &p->bit[i], b))
			b->cell = p->bit[i].cell;
	}
}

/* ---- rows between two heights ---- */

struct block {
	double y0, y1;
	bool tall; /* beside several rows */
	size_t c;
};

static int block_order(const void *pa, const void *pb)
{
	const struct block *a = pa, *b = pb;

	return (a->y0 > b->y0) - (a->y0 < b->y0);
}

/* How many figures of the key column stand between two heights? */
static size_t keys_between(const struct plan *p, double y0, double y1)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n && p->key < p->g->k; i++)
		n += p->bit[i].c0 == p->key && p->bit[i].number && p->bit[i].y >= y0 && p->bit[i].y <= y1;
	return n;
}

static size_t blocks_between(const struct plan *p, double low, double high, struct block *out)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct bit *b = &p->bit[i];

		if (b->y < low || b->y > high || b->cell != (int)i)
			continue;
		struct block *o = &out[n++];

		*o = (struct block){ b->y - 0.45 * b->size, b->y + 0.45 * b->size, false, b->c0 };
		for (size_t k = i + 1; k < p->n; k++)
			if (p->bit[k].cell == (int)i)
				o->y1 = p->bit[k].y + 0.45 * p->bit[k].size;
		o->tall = keys_between(p, o->y0, o->y1) > 1;
	}
	qsort(out, n, sizeof *out, block_order);
	return n;
}

/* Borders between the rows that stand between two heights, into p->cut unless `count` only; the number of rows. */
static size_t rows_between(struct plan *p, double low, double high, bool count)
{
	struct block *b = gb_arena_array(p->s->a, p->n + 1, sizeof *b);
	const size_t n = blocks_between(p, low, high, b);
	size_t rows = 0;
	double end = 0;

	for (size_t i = 0; i < n; i++) {
		if (b[i].tall)
			continue;
		if (rows > 0 && b[i].y0 < end - 2.5) {
			end = fmax(end, b[i].y1);
			continue;
		}
		if (rows++ > 0 && !count) {
			struct cut *c = GB_PUSH(p->s->a, p->cut, p->ncut, p->cut_cap);

			*c = (struct cut){ .y = (end + b[i].y0) / 2 };
			for (size_t k = 0; k < p->g->k; k++)
				c->wall[k] = true;
			for (size_t k = 0; k < n; k++)
				if (b[k].tall && b[k].y0 < c->y && b[k].y1 > c->y)
					c->wall[b[k].c] = false;
		}
		end = b[i].y1;
	}
	return rows;
}

/* ---- borders ---- */

static int cut_order(const void *pa, const void *pb)
{
	const struct cut *a = pa, *b = pb;

	return (a->y > b->y) - (a->y < b->y);
}

static void add_rules(struct plan *p)
{
	const struct gb_layout_region *g = p->g;
	const double top = g->top > 0 ? g->top + 3 : gb_pieces_middle(p->r[g->first].ln);
	const double bottom = g->bottom > 0 ? g->bottom - 3 : gb_pieces_middle(p->r[g->last].ln);
	const double left = g->col[0].x0, right = g->col[g->k - 1].x1;

	for (size_t i = 0; i < p->s->nlevel; i++) {
		const struct gb_layout_level *v = &p->s->level[i];

		if (v->y <= top || v->y >= bottom || v->x1 < left || v->x0 > right)
			continue;
		const bool again = p->ncut > 0 && v->y - p->cut[p->ncut - 1].y < 3.5;
		struct cut *c = again ? &p->cut[p->ncut - 1] : GB_PUSH(p->s->a, p->cut, p->ncut, p->cut_cap);

		if (!again)
			*c = (struct cut){ .y = v->y, .rule = true };
		c->full = true;
		for (size_t k = 0; k < g->k; k++) {
			const double mid = (g->col[k].x0 + g->col[k].x1) / 2;

			c->wall[k] = c->wall[k] || (v->x0 < mid && v->x1 > mid);
			c->full = c->full && c->wall[k];
		}
	}
}

/* Do the lying lines divide every row?  Then no two figures of the key column stand between them. */
static bool all_ruled(struct plan *p, double top, double bottom)
{
	size_t bands = 0, split = 0;
	double low = top;

	for (size_t i = 0; i <= p->ncut; i++) {
		const double high = i < p->ncut ? p->cut[i].y : bottom;
		const size_t rows = rows_between(p, low, high, true);

		bands += rows > 0;
		split += p->key < p->g->k ? keys_between(p, low, high) > 1 : rows > 1;
		low = high;
	}
	return bands >= BANDS && split * 3 < bands * (p->key < p->g->k ? 1 : 2);
}

static double zone_end(const struct plan *p, double bottom)
{
	for (size_t i = 0; i < p->ncut; i++)
		if (p->cut[i].full)
			return p->cut[i].y;
	return bottom;
}

/* The border above the first line of figures: what stands above is the head; 0 when nothing does. */
static double first_figures(const struct plan *p)
{
	for (size_t i = 0; i < p->n; i++) {
		double y = 0;

		if (!p->bit[i].number || !p->g->col[p->bit[i].c0].number)
			continue;
		for (size_t k = 0; k < p->ncut; k++)
			if (p->cut[k].y < p->bit[i].y)
				y = p->cut[k].y;
		return y;
	}
	return 0;
}

/* A head in two rows: names that span columns above the names of the columns. */
static void split_head(struct plan *p, double top, double end)
{
	double above = 0, under = 1e9;
	struct cut c = { 0 };
	size_t k = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->bit[i].y > top && p->bit[i].y < end && p->bit[i].c0 < p->bit[i].c1) {
			above = fmax(above, p->bit[i].y);
			for (size_t x = p->bit[i].c0; x <= p->bit[i].c1; x++)
				c.wall[x] = true;
		}
	for (size_t i = 0; i < p->n; i++)
		if (p->bit[i].y > above + 1 && p->bit[i].y < end && p->bit[i].c0 == p->bit[i].c1 && c.wall[p->bit[i].c0])
			under = fmin(under, p->bit[i].y);
	if (above <= 0 || under > end)
		return;
	for (size_t i = 0; i < p->ncut; i++) {
		if (p->cut[i].rule && p->cut[i].y > top && p->cut[i].y < end)
			return;
		if (p->cut[i].y <= top || p->cut[i].y >= end)
			p->cut[k++] = p->cut[i];
	}
	p->ncut = k;
	c.y = (above + under) / 2;
	*GB_PUSH(p->s->a, p->cut, p->ncut, p->cut_cap) = c;
}

static void make_cuts(struct plan *p, double top, double bottom)
{
	add_rules(p);
	const double head = zone_end(p, bottom);
	const bool ruled_head = head < bottom && p->ncut > 0;

	if (!all_ruled(p, top, bottom)) {
		const size_t rules = p->ncut;
		double low = top;

		for (size_t i = 0; i <= rules; i++) {
			const double high = i < rules ? p->cut[i].y : bottom;

			if (!ruled_head || high > head + 1)
				rows_between(p, low, high, false);
			low = high;
		}
		qsort(p->cut, p->ncut, sizeof *p->cut, cut_order);
	}
	split_head(p, top, ruled_head ? head : first_figures(p));
	qsort(p->cut, p->ncut, sizeof *p->cut, cut_order);
}

/* ---- the grid ---- */

static size_t row_at(const struct gb_layout_grid *g, double y)
{
	size_t row = 0;

	while (row + 2 < g->ny && y > g->ys[row + 1])
		row++;
	return row;
}

static double boundary(const struct gb_layout_region *g, size_t c)
{
	if (c == 0)
		return g->x1 > 0 ? fmin(g->x0, g->col[0].x0 - 1) : g->col[0].x0 - 3;
	if (c == g->k)
		return g->x1 > 0 ? fmax(g->x1, g->col[c - 1].x1 + 1) : g->col[c - 1].x1 + 3;
	return (g->col[c - 1].x1 + g->col[c].x0) / 2;
}

/* A name that runs over from its column and stands alone in its row is the name of a section. */
static void widen_sections(struct plan *p, const struct gb_layout_grid *g)
{
	for (size_t i = 0; i < p->n; i++) {
		struct bit *b = &p->bit[i];
		const size_t row = row_at(g, b->y);
		bool alone = b->c0 == 0 && b->c1 > 0;

		for (size_t k = 0; k < p->n && alone; k++)
			alone = k == i || row_at(g, p->bit[k].y) != row;
		if (alone)
			b->c1 = p->g->k - 1;
	}
}

static void fill(struct plan *p, struct gb_layout_grid *g)
{
	const size_t cols = g->nx - 1, rows = g->ny - 1;
	double *h = gb_arena_array(p->s->a, g->ny * cols, sizeof *h), *v = gb_arena_array(p->s->a, g->nx * rows, sizeof *v);

	for (size_t i = 0; i < g->nx * rows; i++)
		v[i] = 1;
	for (size_t i = 0; i < p->ncut; i++)
		for (size_t c = 0; c < cols; c++)
			h[(i + 1) * cols + c] = p->cut[i].wall[c] ? 1 : 0;
	for (size_t i = 0; i < p->n; i++)
		for (size_t c = p->bit[i].c0 + 1; c <= p->bit[i].c1; c++)
			v[c * rows + row_at(g, p->bit[i].y)] = 0;
	gb_grid_cells(p->s->a, g, h, v);
	for (size_t i = 0; i < p->n; i++) {
		const struct bit *b = &p->bit[i];
		struct gb_layout_gcell *c = &g->cell[g->owner[row_at(g, b->y) * cols + b->c0]];

		*GB_PUSH(p->s->a, c->lines.item, c->lines.n, c->lines.cap) = gb_line_slice(p->l, p->s->a, p->r[b->line].ln, b->from, b->to);
	}
}

/* The column of figures that has most of them. */
static size_t key_column(const struct plan *p)
{
	size_t count[GB_COLUMNS] = { 0 }, best = p->g->k;

	for (size_t i = 0; i < p->n; i++)
		count[p->bit[i].c0] += p->bit[i].number && p->bit[i].c0 == p->bit[i].c1;
	for (size_t c = 0; c < p->g->k; c++)
		if (p->g->col[c].number && count[c] > 1 && (best == p->g->k || count[c] > count[best]))
			best = c;
	return best;
}

void gb_rows_grid(struct gb_layout *l, struct gb_layout_sheet *s, const struct gb_layout_pieces *r, const struct gb_layout_region *reg)
{
	struct plan p = { .l = l, .s = s, .r = r, .g = reg };
	struct gb_layout_grid g = { .page = s->number, .nx = reg->k + 1, .loose = true };
	const double top = reg->top > 0 ? reg->top : r[reg->first].ln->box.y0 - 1;
	const double bottom = reg->bottom > 0 ? reg->bottom : r[reg->last].ln->box.y1 + 1;

	place_bits(&p, reg->head);
	p.key = key_column(&p);
	measure_pitch(&p);
	join_bits(&p);
	make_cuts(&p, top, bottom);
	g.ny = p.ncut + 2;
	g.xs = gb_arena_array(s->a, g.nx, sizeof *g.xs);
	g.ys = gb_arena_array(s->a, g.ny, sizeof *g.ys);
	for (size_t c = 0; c < g.nx; c++)
		g.xs[c] = boundary(reg, c);
	g.ys[0] = top;
	for (size_t i = 0; i < p.ncut; i++)
		g.ys[i + 1] = p.cut[i].y;
	g.ys[g.ny - 1] = bottom;
	g.box = (struct gb_box){ g.xs[0], g.ys[0], g.xs[g.nx - 1], g.ys[g.ny - 1] };
	widen_sections(&p, &g);
	fill(&p, &g);
	*GB_PUSH(s->a, s->grids.item, s->grids.n, s->grids.cap) = g;
}
