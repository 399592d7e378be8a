/*
 * Ruling lines become grids: lines in one direction are joined, those that touch
 * form a net, and the net's places are merged where no line divides them.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum { SEGMENTS = 3000, PLACES = 100000 };

static const double TOUCH = 3.0;    /* lines nearer than this meet */
static const double NEAR = 3.5;     /* parallel lines nearer than this are one boundary */
static const double LONG = 7.0;     /* shorter lines are ornaments */
static const double COVERED = 0.55; /* of a side, to be a wall */

/* A line at `pos` from `a` to `b`. */
struct seg {
	double pos, a, b;
	int group;
};

struct segs {
	struct seg *item;
	size_t n, cap;
};

static int seg_order(const void *pa, const void *pb)
{
	const struct seg *a = pa, *b = pb;

	if (a->pos < b->pos || a->pos > b->pos)
		return a->pos < b->pos ? -1 : 1;
	if (a->a < b->a || a->a > b->a)
		return a->a < b->a ? -1 : 1;
	return (a->b > b->b) - (a->b < b->b);
}

static int reach_order(const void *pa, const void *pb)
{
	const struct seg *a = pa, *b = pb;

	return (a->a > b->a) - (a->a < b->a);
}

/* Join pieces of one line: same position, ends that meet. */
static void join_pieces(struct segs *s)
{
	size_t k = 0;

	if (s->n > 0)
		qsort(s->item, s->n, sizeof *s->item, seg_order);
	for (size_t i = 0; i < s->n;) {
		size_t j = i;

		while (j < s->n && s->item[j].pos - s->item[i].pos < 1.2)
			j++;
		qsort(s->item + i, j - i, sizeof *s->item, reach_order);
		struct seg run = s->item[i];

		for (size_t m = i + 1; m < j; m++) {
			if (s->item[m].a <= run.b + 2.5) {
				run.b = fmax(run.b, s->item[m].b);
				continue;
			}
			s->item[k++] = run;
			run = s->item[m];
		}
		s->item[k++] = run;
		i = j;
	}
	s->n = k;
	k = 0;
	for (size_t i = 0; i < s->n; i++)
		if (s->item[i].b - s->item[i].a >= LONG)
			s->item[k++] = s->item[i];
	s->n = k;
}

static void split_rules(struct gb_arena *a, const struct gb_layout_page *p, struct segs *h, struct segs *v)
{
	for (size_t i = 0; i < p->nrule; i++) {
		const struct gb_layout_rule *r = &p->rule[i];
		const double w = (double)r->x1 - (double)r->x0, t = (double)r->y1 - (double)r->y0;

		if (w >= t)
			*GB_PUSH(a, h->item, h->n, h->cap) =
				(struct seg){ ((double)r->y0 + (double)r->y1) / 2, (double)r->x0, (double)r->x1, -1 };
		else
			*GB_PUSH(a, v->item, v->n, v->cap) =
				(struct seg){ ((double)r->x0 + (double)r->x1) / 2, (double)r->y0, (double)r->y1, -1 };
	}
	join_pieces(h);
	join_pieces(v);
}

static int root(int *up, int i)
{
	while (up[i] != i)
		i = up[i] = up[up[i]];
	return i;
}

/* Number the nets: lines that meet, directly or through others. */
static void nets(struct gb_arena *a, struct segs *h, struct segs *v)
{
	int *up = gb_arena_array(a, h->n + v->n + 1, sizeof *up);

	for (size_t i = 0; i < h->n + v->n; i++)
		up[i] = (int)i;
	for (size_t i = 0; i < h->n; i++)
		for (size_t j = 0; j < v->n; j++) {
			const struct seg *x = &h->item[i], *y = &v->item[j];

			if (y->pos >= x->a - TOUCH && y->pos <= x->b + TOUCH && x->pos >= y->a - TOUCH && x->pos <= y->b + TOUCH)
				up[root(up, (int)i)] = root(up, (int)(h->n + j));
		}
	for (size_t i = 0; i < h->n; i++)
		h->item[i].group = root(up, (int)i);
	for (size_t j = 0; j < v->n; j++)
		v->item[j].group = root(up, (int)(h->n + j));
}

static int double_order(const void *pa, const void *pb)
{
	const double *a = pa, *b = pb;

	return (*a > *b) - (*a < *b);
}

/* Boundaries from line positions: sorted, those near each other made one. */
static size_t boundaries(double *at, size_t n)
{
	size_t k = 0;

	qsort(at, n, sizeof *at, double_order);
	for (size_t i = 0; i < n; i++)
		if (k == 0 || at[i] - at[k - 1] > NEAR)
			at[k++] = at[i];
	return k;
}

/* One direction of a net: its boundaries, with the ends the crossing lines reach beyond them. */
static double *axis(struct gb_arena *a, const struct segs *along, const struct segs *across, int group, double slack,
		    size_t *n, bool *open_low, bool *open_high)
{
	double *at = gb_arena_array(a, along->n + 3, sizeof *at), low = 1e9, high = -1e9;
	size_t k = 0;

	for (size_t i = 0; i < along->n; i++)
		if (along->item[i].group == group)
			at[k++] = along->item[i].pos;
	for (size_t i = 0; i < across->n; i++)
		if (across->item[i].group == group) {
			low = fmin(low, across->item[i].a);
			high = fmax(high, across->item[i].b);
		}
	k = boundaries(at, k);
	*open_low = low < high && (k == 0 || low < at[0] - slack);
	*open_high = low < high && (k == 0 || high > at[k - 1] + slack);
	if (*open_low)
		at[k++] = low;
	if (*open_high)
		at[k++] = high;
	qsort(at, k, sizeof *at, double_order);
	*n = k;
	return at;
}

static size_t nearest(const double *at, size_t n, double x)
{
	size_t best = 0;

	for (size_t i = 1; i < n; i++)
		if (fabs(at[i] - x) < fabs(at[best] - x))
			best = i;
	return best;
}

/* How much of each side a line covers: out[boundary * (nb-1) + place]. */
static double *walls(struct gb_arena *a, const struct segs *s, int group, const double *at, size_t na, const double *across,
		     size_t nb)
{
	double *out = gb_arena_array(a, na * nb + 1, sizeof *out);

	for (size_t i = 0; i < s->n; i++) {
		if (s->item[i].group != group)
			continue;
		const size_t k = nearest(at, na, s->item[i].pos);

		for (size_t j = 0; j + 1 < nb; j++) {
			const double lap = fmin(s->item[i].b, across[j + 1]) - fmax(s->item[i].a, across[j]);

			if (lap > 0)
				out[k * (nb - 1) + j] += lap / (across[j + 1] - across[j]);
		}
	}
	return out;
}

struct net {
	struct gb_layout_grid *g;
	const double *h, *v; /* walls */
};

static bool wall_above(const struct net *n, size_t row, size_t col)
{
	return n->h[row * (n->g->nx - 1) + col] >= COVERED;
}

static bool wall_left(const struct net *n, size_t row, size_t col)
{
	return n->v[col * (n->g->ny - 1) + row] >= COVERED;
}

/* Can the cell at (row, col), so many columns wide, take in the row `next`? */
static bool grows_down(const struct net *n, size_t next, size_t col, size_t width)
{
	for (size_t c = col; c < col + width; c++) {
		if (n->g->owner[next * (n->g->nx - 1) + c] >= 0 || wall_above(n, next, c))
			return false;
		if (c > col && wall_left(n, next, c))
			return false;
	}
	return true;
}

static void add_cell(const struct net *n, size_t row, size_t col)
{
	struct gb_layout_grid *g = n->g;
	const size_t cols = g->nx - 1, rows = g->ny - 1;
	size_t width = 1, height = 1;

	while (col + width < cols && g->owner[row * cols + col + width] < 0 && !wall_left(n, row, col + width))
		width++;
	while (row + height < rows && grows_down(n, row + height, col, width))
		height++;
	for (size_t y = row; y < row + height; y++)
		for (size_t x = col; x < col + width; x++)
			g->owner[y * cols + x] = (int)g->ncell;
	g->cell[g->ncell++] = (struct gb_layout_gcell){ .row = (int)row, .col = (int)col, .rowspan = (int)height, .colspan = (int)width,
						 .box = { g->xs[col], g->ys[row], g->xs[col + width], g->ys[row + height] },
						 .page = g->page };
}

void gb_grid_cells(struct gb_arena *a, struct gb_layout_grid *g, const double *h, const double *v)
{
	const struct net n = { g, h, v };
	const size_t cols = g->nx - 1, rows = g->ny - 1;

	g->owner = gb_arena_array(a, cols * rows, sizeof *g->owner);
	g->cell = gb_arena_array(a, cols * rows, sizeof *g->cell);
	for (size_t i = 0; i < cols * rows; i++)
		g->owner[i] = -1;
	for (size_t row = 0; row < rows; row++)
		for (size_t col = 0; col < cols; col++)
			if (g->owner[row * cols + col] < 0)
				add_cell(&n, row, col);
}

/* A box around the whole page is an ornament. */
static bool page_frame(const struct gb_layout_page *p, const struct gb_layout_grid *g)
{
	return g->ncell == 1 && g->box.x1 - g->box.x0 > 0.88 * p->width && g->box.y1 - g->box.y0 > 0.85 * p->height;
}

static void grid_of_net(struct gb_arena *a, const struct gb_layout_page *p, const struct segs *h, const struct segs *v, int group,
			struct gb_layout_grids *out)
{
	struct gb_layout_grid g = { .page = p->number };
	bool left, right;

	g.xs = axis(a, v, h, group, 10, &g.nx, &left, &right);
	g.ys = axis(a, h, v, group, 5, &g.ny, &g.top_open, &g.bottom_open);
	if (g.nx < 2 || g.ny < 2 || g.nx * g.ny > PLACES)
		return;
	gb_grid_cells(a, &g, walls(a, h, group, g.ys, g.ny, g.xs, g.nx), walls(a, v, group, g.xs, g.nx, g.ys, g.ny));
	g.box = (struct gb_box){ g.xs[0], g.ys[0], g.xs[g.nx - 1], g.ys[g.ny - 1] };
	if (!page_frame(p, &g))
		*GB_PUSH(a, out->item, out->n, out->cap) = g;
}

static bool inside(struct gb_box a, struct gb_box b)
{
	return a.x0 >= b.x0 - 1 && a.x1 <= b.x1 + 1 && a.y0 >= b.y0 - 1 && a.y1 <= b.y1 + 1;
}

/* A box of one cell around a table is an ornament, and what it holds is on the page. */
static void drop_frames(struct gb_layout_grids *gs)
{
	size_t k = 0;

	for (size_t i = 0; i < gs->n; i++) {
		bool frame = false;

		for (size_t j = 0; j < gs->n && gs->item[i].ncell == 1 && !frame; j++)
			frame = j != i && gs->item[j].ncell >= 4 && inside(gs->item[j].box, gs->item[i].box);
		if (!frame) {
			const struct gb_layout_grid keep = gs->item[i];

			gs->item[i] = gs->item[k];
			gs->item[k++] = keep;
		}
	}
	gs->n = k;
}

/* A net within the box of another one is part of what stands in its cells. */
static void drop_inner(struct gb_layout_grids *gs)
{
	size_t k = 0;

	for (size_t i = 0; i < gs->n; i++) {
		bool inner = false;

		for (size_t j = 0; j < gs->n && !inner; j++)
			inner = j != i && inside(gs->item[i].box, gs->item[j].box) &&
				(j < i || !inside(gs->item[j].box, gs->item[i].box));
		if (!inner) {
			const struct gb_layout_grid keep = gs->item[i];

			gs->item[i] = gs->item[k];
			gs->item[k++] = keep;
		}
	}
	gs->n = k;
}

static void find_grids(struct gb_arena *a, const struct gb_layout_page *p, struct segs *h, struct segs *v, struct gb_layout_grids *out)
{
	nets(a, h, v);
	for (int group = 0; group < (int)(h->n + v->n); group++) {
		size_t nh = 0, nv = 0;

		for (size_t i = 0; i < h->n; i++)
			nh += h->item[i].group == group;
		for (size_t i = 0; i < v->n; i++)
			nv += v->item[i].group == group;
		if (nh > 0 && nv > 0 && nh + nv > 2)
			grid_of_net(a, p, h, v, group, out);
	}
	drop_frames(out);
	drop_inner(out);
}

/* Lying lines that are part of no grid. */
static void find_levels(struct gb_layout_sheet *s, const struct segs *h)
{
	s->level = gb_arena_array(s->a, h->n + 1, sizeof *s->level);
	for (size_t i = 0; i < h->n; i++) {
		const struct seg *r = &h->item[i];
		bool in = r->b - r->a < 15;

		for (size_t k = 0; k < s->grids.n && !in; k++)
			in = r->pos > s->grids.item[k].box.y0 - 3 && r->pos < s->grids.item[k].box.y1 + 3;
		if (!in)
			s->level[s->nlevel++] = (struct gb_layout_level){ r->pos, r->a, r->b };
	}
}

void gb_grids_of(struct gb_layout_sheet *s, const struct gb_layout_page *p)
{
	struct segs h = { 0 }, v = { 0 };

	split_rules(s->a, p, &h, &v);
	if (h.n > SEGMENTS || v.n > SEGMENTS || h.n == 0)
		return;
	if (v.n > 0 && h.n + v.n >= 2)
		find_grids(s->a, p, &h, &v, &s->grids);
	find_levels(s, &h);
}

/* Which of the places between n boundaries holds x; n when none does. */
static size_t place(const double *at, size_t n, double x)
{
	for (size_t i = 0; i + 1 < n; i++)
		if (x >= at[i] && x < at[i + 1])
			return i;
	return n;
}

int gb_grid_at(const struct gb_layout_grid *g, double x, double y)
{
	const size_t col = place(g->xs, g->nx, x), row = place(g->ys, g->ny, y);

	if (col >= g->nx || row >= g->ny)
		return -1;
	return g->owner[row * (g->nx - 1) + col];
}
