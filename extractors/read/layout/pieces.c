/* Lines cut at their wide gaps, and the columns that the pieces of several lines make. */
#include <math.h>
#include <stdlib.h>

#include "internal.h"
#include "base/utf8.h"

static const double PIECE = 0.65; /* gap between pieces, in sizes */

static bool figure(uint32_t cp)
{
	static const uint32_t signs[] = { '.', ',', '%', '-', '+', '/', '(', ')', '[', ']', '<', '>', '~', '*', 0x2013, 0x2014,
					  0x2026, 0x2030, 0x2212, 0x2264, 0x2265, 0x3014, 0x3015, 0xff05, 0xff08, 0xff09, 0xff0b,
					  0xff0d, 0xff1c, 0xff1e, 0xff5e };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i] == cp)
			return true;
	return cp >= '0' && cp <= '9';
}

bool gb_pieces_figures(const struct gb_glyph *g, size_t n)
{
	bool digit = false;

	for (size_t i = 0; i < n; i++) {
		if (!figure(g[i].cp))
			return false;
		digit = digit || (g[i].cp >= '0' && g[i].cp <= '9') || g[i].cp == 0x2014 || g[i].cp == '-';
	}
	return digit;
}

double gb_pieces_middle(const struct gb_layout_tline *ln)
{
	return (ln->box.y0 + ln->box.y1) / 2;
}

/* "关  于  印  发": single characters with even gaps are one piece. */
static bool spread(const struct gb_layout_pieces *r)
{
	double least = 1e9, most = 0;

	if (r->n < 3 || r->ln->n > r->n + 1)
		return false;
	for (size_t k = 0; k < r->n; k++) {
		if (!gb_utf8_is_han(r->ln->g[r->item[k].from].cp))
			return false;
		if (k > 0) {
			least = fmin(least, r->item[k].x0 - r->item[k - 1].x1);
			most = fmax(most, r->item[k].x0 - r->item[k - 1].x1);
		}
	}
	return most < 1.5 * least && most < 3 * r->ln->size;
}

void gb_pieces_of(struct gb_layout_tline *ln, struct gb_layout_pieces *out)
{
	size_t from = 0;

	out->ln = ln;
	out->n = 0;
	for (size_t i = 1; i <= ln->n; i++) {
		if (i < ln->n && (double)ln->g[i].x0 - (double)ln->g[i - 1].x1 < ln->loose + PIECE * ln->size)
			continue;
		if (out->n == GB_COLUMNS) {
			out->n = 0;
			return;
		}
		out->item[out->n++] = (struct gb_layout_piece){ from, i, (double)ln->g[from].x0, (double)ln->g[i - 1].x1,
							 gb_pieces_figures(ln->g + from, i - from) };
		from = i;
	}
	if (spread(out)) {
		out->item[0].to = ln->n;
		out->item[0].x1 = out->item[out->n - 1].x1;
		out->n = 1;
	}
}

bool gb_pieces_reach(const struct gb_layout_column *col, size_t k, const struct gb_layout_piece *p, size_t *c0, size_t *c1)
{
	bool any = false;
	const double mid = (p->x0 + p->x1) / 2;

	for (size_t c = 0; c < k; c++) {
		const double low = c > 0 ? (col[c - 1].x1 + col[c].x0) / 2 : col[c].x0 - 12;
		const double high = c + 1 < k ? (col[c].x1 + col[c + 1].x0) / 2 : col[c].x1 + 12;

		if ((p->x0 < col[c].x1 - 0.5 && p->x1 > col[c].x0 + 0.5) || (mid >= low && mid < high)) {
			*c0 = any ? *c0 : c;
			*c1 = c;
			any = true;
		}
	}
	return any;
}

bool gb_pieces_ruled(const struct gb_layout_sheet *s, double low, double high, double x)
{
	for (size_t i = 0; i < s->nlevel; i++)
		if (s->level[i].y > low && s->level[i].y < high && s->level[i].x0 <= x && s->level[i].x1 >= x)
			return true;
	return false;
}

struct edge {
	double x;
	int step;
};

static int edge_order(const void *pa, const void *pb)
{
	const struct edge *a = pa, *b = pb;

	if (a->x < b->x || a->x > b->x)
		return a->x < b->x ? -1 : 1;
	return a->step - b->step;
}

/* Columns are where more than `few` pieces of the lines stand one above the other. */
static size_t sweep(struct edge *e, size_t n, int few, double gap, struct gb_layout_column *col)
{
	size_t k = 0;
	int depth = 0;

	for (size_t i = 0; i < n; i++) {
		const int before = depth;

		depth += e[i].step;
		if (before <= few && depth > few) {
			if (k > 0 && e[i].x - col[k - 1].x1 < gap)
				continue;
			if (k == GB_COLUMNS)
				return 0;
			col[k++] = (struct gb_layout_column){ e[i].x, e[i].x, false };
		} else if (before > few && depth <= few)
			col[k - 1].x1 = e[i].x;
	}
	return k;
}

static void insert(struct gb_layout_column *col, size_t *k, const struct gb_layout_piece *p)
{
	size_t at = *k;

	if (*k == GB_COLUMNS)
		return;
	for (; at > 0 && col[at - 1].x0 > p->x0; at--)
		col[at] = col[at - 1];
	col[at] = (struct gb_layout_column){ p->x0, p->x1, false };
	(*k)++;
}

/* A piece where no column is makes one; over one column it widens it, as far as its neighbours let it. */
static void admit(struct gb_layout_column *col, size_t *k, const struct gb_layout_piece *p, double gap, bool fresh)
{
	size_t met = 0, at = 0;

	for (size_t c = 0; c < *k; c++)
		if (p->x0 < col[c].x1 + gap && p->x1 > col[c].x0 - gap) {
			met++;
			at = c;
		}
	if (met == 0 && fresh)
		insert(col, k, p);
	if (met != 1)
		return;
	const double low = at > 0 ? col[at - 1].x1 + gap : -1e9, high = at + 1 < *k ? col[at + 1].x0 - gap : 1e9;

	col[at].x0 = fmin(col[at].x0, fmax(p->x0, low));
	col[at].x1 = fmax(col[at].x1, fmin(p->x1, high));
}

static bool stands_in(const struct gb_layout_column *c, const struct gb_layout_piece *p)
{
	return p->x0 < c->x1 - 0.5 && p->x1 > c->x0 + 0.5;
}

/* How many pieces of the lines stand in a column, and in no other one. */
static size_t entries(const struct gb_layout_pieces *r, size_t first, size_t end, const struct gb_layout_column *col,
		      size_t k, size_t at, double *lowest)
{
	size_t n = 0;

	for (size_t i = first; i < end; i++)
		for (size_t p = 0; p < r[i].n; p++) {
			size_t others = 0;

			for (size_t c = 0; c < k; c++)
				others += c != at && stands_in(&col[c], &r[i].item[p]);
			if (others > 0 || !stands_in(&col[at], &r[i].item[p]))
				continue;
			n++;
			*lowest = gb_pieces_middle(r[i].ln);
		}
	return n;
}

static void drop(struct gb_layout_column *col, size_t *k, size_t at)
{
	for (size_t c = at; c + 1 < *k; c++)
		col[c] = col[c + 1];
	(*k)--;
}

/*
 * Heads stand in the middle of their column and figures at its right: a head
 * with nothing below belongs to a neighbour that has no head, or spans what has
 * heads of its own below it.  Else the column is empty.
 */
static void give_heads(const struct gb_layout_pieces *r, size_t first, size_t head, size_t last, struct gb_layout_column *col, size_t *k)
{
	double low = 0, y = 0, other;

	for (size_t i = first; i < head; i++)
		low = fmax(low, gb_pieces_middle(r[i].ln));
	for (size_t c = 0; c < *k; c++) {
		size_t to = *k;

		if (entries(r, head, last + 1, col, *k, c, &y) > 0 || entries(r, first, head, col, *k, c, &y) == 0)
			continue;
		for (size_t d = c > 0 ? c - 1 : c + 1; d <= c + 1 && d < *k; d += 2)
			if (entries(r, first, head, col, *k, d, &other) == 0 &&
			    (to == *k || col[d].x0 - col[c].x1 < col[c].x0 - col[to].x1))
				to = d;
		if (to < *k) {
			col[to].x0 = fmin(col[to].x0, col[c].x0);
			col[to].x1 = fmax(col[to].x1, col[c].x1);
		} else if (y > low - 0.3 * r[first].ln->size)
			continue;
		drop(col, k, c--);
	}
}

static void tell_numbers(const struct gb_layout_pieces *r, size_t first, size_t last, struct gb_layout_column *col, size_t k)
{
	size_t numbers[GB_COLUMNS] = { 0 }, all[GB_COLUMNS] = { 0 }, c0, c1;

	for (size_t i = first; i <= last; i++)
		for (size_t p = 0; p < r[i].n; p++)
			if (gb_pieces_reach(col, k, &r[i].item[p], &c0, &c1) && c0 == c1) {
				numbers[c0] += r[i].item[p].number;
				all[c0]++;
			}
	for (size_t c = 0; c < k; c++)
		col[c].number = numbers[c] * 3 > all[c] * 2;
}

size_t gb_pieces_columns(struct gb_arena *a, const struct gb_layout_pieces *r, size_t first, size_t head, size_t last,
		     struct gb_layout_column *col)
{
	size_t n = 0, k = 0, most = 0, many = 0;
	struct edge *e = gb_arena_array(a, 2 * GB_COLUMNS * (last - head + 1) + 1, sizeof *e);
	size_t votes[GB_COLUMNS + 1] = { 0 };
	const double gap = 0.35 * r[first].ln->size;

	for (size_t i = head; i <= last; i++) {
		votes[r[i].n] += r[i].n > 1;
		many += r[i].n > 1;
		for (size_t p = 0; p < r[i].n && r[i].n > 1; p++) {
			e[n++] = (struct edge){ r[i].item[p].x0, 1 };
			e[n++] = (struct edge){ r[i].item[p].x1, -1 };
		}
	}
	for (size_t i = 2; i <= GB_COLUMNS; i++)
		if (votes[i] > votes[most])
			most = i;
	qsort(e, n, sizeof *e, edge_order);
	/* One line in ten may run over from its column into the next. */
	for (int few = 0; few <= (int)(many / 10) && k < most; few++)
		k = sweep(e, n, few, gap, col);
	if (k < 2)
		return 0;
	for (size_t i = head; i <= last; i++)
		for (size_t p = 0; p < r[i].n && r[i].n > 1; p++)
			admit(col, &k, &r[i].item[p], gap, true);
	/* The names right above the columns come before those that stand over several. */
	for (size_t i = head; i-- > first;)
		for (size_t p = 0; p < r[i].n; p++)
			admit(col, &k, &r[i].item[p], gap, true);
	for (size_t i = head; i <= last; i++)
		if (r[i].n == 1)
			admit(col, &k, &r[i].item[0], gap, false);
	give_heads(r, first, head, last, col, &k);
	tell_numbers(r, head, last, col, k);
	return k;
}
