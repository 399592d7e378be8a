/*
 * assign - who goes with whom: the pairing of rows and columns with the greatest total profit.
 *
 * Not every row or column need be paired, and only pairs that are named can be.
 * The graph is sparse: the work follows the named pairs (successive shortest
 * augmenting paths with potentials, as Hungarian and Jonker-Volgenant do it), so
 * unconnected parts cost nothing to each other.  Among equal totals the answer
 * depends on the order of the rows and columns alone.
 */
#ifndef GB_COMPARE_MATCHING_H
#define GB_COMPARE_MATCHING_H

#include "base/arena.h"

#define GB_ASSIGN_NONE ((size_t)-1)

struct gb_edge {
	size_t row, col;
	long long profit; /* > 0; of several edges between the same two, the greatest counts */
};

struct gb_edges {
	struct gb_edge *item;
	size_t n, cap;
};

/* The column of each row, or GB_ASSIGN_NONE.  Sorts the edges by row and column; the result is from the arena. */
size_t *gb_assign(struct gb_arena *a, size_t rows, size_t cols, struct gb_edges *edges);

#endif
