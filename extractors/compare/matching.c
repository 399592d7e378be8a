#include "internal.h"

#include <assert.h>
#include <stdlib.h>

#define NONE GB_UNMATCHED

/* A way that has been found: to a column, or (col == NONE) to leaving `row` without one. */
struct way {
	long long dist;
	size_t col, row;
};

struct solver {
	const struct gb_edge *edge;
	const size_t *first;         /* of each row's edges; one entry more than rows */
	size_t *col_of, *row_of;     /* the pairing so far */
	long long *row_cost, *col_cost; /* potentials: no edge has a negative reduced cost */
	long long *dist;             /* of a column in the search at hand */
	size_t *reached_by;          /* the row a column was reached from */
	size_t *state;               /* number of the search that reached (2n) or settled (2n + 1) the column */
	struct way *heap;
	size_t nheap, heap_cap;
	size_t *settled, nsettled;
	struct gb_arena *arena;
};

static int by_row(const void *x, const void *y)
{
	const struct gb_edge *a = x, *b = y;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->col != b->col)
		return a->col < b->col ? -1 : 1;
	return a->profit > b->profit ? -1 : a->profit < b->profit;
}

static bool before(const struct way *a, const struct way *b)
{
	if (a->dist != b->dist)
		return a->dist < b->dist;
	return a->col != b->col ? a->col < b->col : a->row < b->row;
}

static void push(struct solver *s, struct way w)
{
	*GB_PUSH(s->arena, s->heap, s->nheap, s->heap_cap) = w;
	size_t i = s->nheap - 1;

	while (i > 0 && before(&w, &s->heap[(i - 1) / 2])) {
		s->heap[i] = s->heap[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	s->heap[i] = w;
}

static struct way pop(struct solver *s)
{
	struct way top = s->heap[0], last = s->heap[--s->nheap];
	size_t i = 0, child;

	while ((child = 2 * i + 1) < s->nheap) {
		if (child + 1 < s->nheap && before(&s->heap[child + 1], &s->heap[child]))
			child++;
		if (!before(&s->heap[child], &last))
			break;
		s->heap[i] = s->heap[child];
		i = child;
	}
	if (s->nheap > 0)
		s->heap[i] = last;
	return top;
}

/* Every way on from a row that is `dist` away. */
static void leave(struct solver *s, size_t row, long long dist, size_t search)
{
	push(s, (struct way){ dist - s->row_cost[row], NONE, row });
	for (size_t e = s->first[row]; e < s->first[row + 1]; e++) {
		size_t col = s->edge[e].col;
		long long d = dist - s->edge[e].profit - s->row_cost[row] - s->col_cost[col];

		if (s->state[col] == 2 * search + 1 || (s->state[col] == 2 * search && s->dist[col] <= d))
			continue;
		s->state[col] = 2 * search;
		s->dist[col] = d;
		s->reached_by[col] = row;
		push(s, (struct way){ d, col, row });
	}
}

/* The shortest way from `start` to a free column or to a row that gives its column up. */
static struct way search(struct solver *s, size_t start, size_t number)
{
	s->nheap = s->nsettled = 0;
	leave(s, start, 0, number);
	for (;;) {
		struct way w = pop(s);

		if (w.col == NONE)
			return w;
		if (s->state[w.col] == 2 * number + 1 || s->dist[w.col] < w.dist)
			continue;
		if (s->row_of[w.col] == NONE)
			return w;
		s->state[w.col] = 2 * number + 1;
		s->settled[s->nsettled++] = w.col;
		leave(s, s->row_of[w.col], w.dist, number);
	}
}

static void add_row(struct solver *s, size_t row, size_t number)
{
	long long least = 0;

	for (size_t e = s->first[row]; e < s->first[row + 1]; e++)
		if (-s->edge[e].profit - s->col_cost[s->edge[e].col] < least)
			least = -s->edge[e].profit - s->col_cost[s->edge[e].col];
	s->row_cost[row] = least;
	struct way end = search(s, row, number);

	s->row_cost[row] += end.dist;
	for (size_t i = 0; i < s->nsettled; i++) {
		size_t col = s->settled[i];

		s->row_cost[s->row_of[col]] += end.dist - s->dist[col];
		s->col_cost[col] -= end.dist - s->dist[col];
	}
	size_t col = end.col;

	if (col == NONE) { /* the row at the end gives up its column, which the one before takes */
		col = s->col_of[end.row];
		s->col_of[end.row] = NONE;
	}
	while (col != NONE) {
		size_t taker = s->reached_by[col], left = s->col_of[taker];

		s->col_of[taker] = col;
		s->row_of[col] = taker;
		if (taker == row)
			return;
		col = left;
	}
}

size_t *gb_matching_best(struct gb_arena *a, size_t rows, size_t cols, struct gb_edges *edges)
{
	size_t *first = gb_arena_array(a, rows + 2, sizeof *first);
	struct solver s = { .first = first, .arena = a };

	for (size_t e = 0; e < edges->n; e++)
		assert(edges->item[e].row < rows && edges->item[e].col < cols && edges->item[e].profit > 0);
	if (edges->n > 0)
		qsort(edges->item, edges->n, sizeof *edges->item, by_row);
	for (size_t e = 0, r = 0; r <= rows; r++) {
		while (e < edges->n && edges->item[e].row < r)
			e++;
		first[r] = e;
	}
	s.edge = edges->item;
	s.col_of = gb_arena_array(a, rows + 1, sizeof *s.col_of);
	s.row_of = gb_arena_array(a, cols + 1, sizeof *s.row_of);
	s.row_cost = gb_arena_array(a, rows + 1, sizeof *s.row_cost);
	s.col_cost = gb_arena_array(a, cols + 1, sizeof *s.col_cost);
	s.dist = gb_arena_array(a, cols + 1, sizeof *s.dist);
	s.reached_by = gb_arena_array(a, cols + 1, sizeof *s.reached_by);
	s.state = gb_arena_array(a, cols + 1, sizeof *s.state);
	s.settled = gb_arena_array(a, cols + 1, sizeof *s.settled);
	for (size_t i = 0; i < rows; i++)
		s.col_of[i] = NONE;
	for (size_t i = 0; i < cols; i++)
		s.row_of[i] = NONE;
	for (size_t i = 0; i < rows; i++)
		if (first[i] < first[i + 1])
			add_row(&s, i, i + 1);
	return s.col_of;
}
