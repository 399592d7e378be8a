/* The pairing is the best there is: held against trying all of them, on many small graphs. */
#include "compare/internal.h"

#include <stdio.h>

enum { MOST = 6 };

struct game {
	long long profit[MOST][MOST];
	size_t rows, cols;
};

static unsigned next(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16 & 0x7fff;
}

static long long best(const struct game *g, size_t row, unsigned used)
{
	if (row == g->rows)
		return 0;
	long long most = best(g, row + 1, used);

	for (size_t c = 0; c < g->cols; c++) {
		if ((used >> c & 1) != 0 || g->profit[row][c] == 0)
			continue;
		long long with = g->profit[row][c] + best(g, row + 1, used | 1u << c);

		most = with > most ? with : most;
	}
	return most;
}

static int check(struct gb_arena *a, const struct game *g)
{
	struct gb_edges edges = { 0 };
	long long total = 0;
	unsigned used = 0;

	for (size_t r = g->rows; r-- > 0;)
		for (size_t c = 0; c < g->cols; c++)
			if (g->profit[r][c] > 0)
				*GB_PUSH(a, edges.item, edges.n, edges.cap) = (struct gb_edge){ r, c, g->profit[r][c] };
	const size_t *col = gb_matching_best(a, g->rows, g->cols, &edges);

	for (size_t r = 0; r < g->rows; r++) {
		if (col[r] == GB_UNMATCHED)
			continue;
		if (col[r] >= g->cols || (used >> col[r] & 1) != 0 || g->profit[r][col[r]] == 0)
			return 1;
		used |= 1u << col[r];
		total += g->profit[r][col[r]];
	}
	if (total != best(g, 0, 0))
		printf("found %lld, best %lld\n", total, best(g, 0, 0));
	return total != best(g, 0, 0);
}

int main(void)
{
	struct gb_arena *a = gb_arena_new(0);
	unsigned seed = 7;
	int wrong = 0;

	for (int round = 0; round < 4000; round++) {
		struct game g = { .rows = next(&seed) % (MOST + 1), .cols = next(&seed) % (MOST + 1) };
		unsigned density = 1 + next(&seed) % 4, range = round % 2 != 0 ? 4 : 900;

		for (size_t r = 0; r < g.rows; r++)
			for (size_t c = 0; c < g.cols; c++)
				if (next(&seed) % 4 < density)
					g.profit[r][c] = 1 + next(&seed) % range;
		wrong += check(a, &g);
		gb_arena_reset(a);
	}
	gb_arena_free(a);
	return wrong != 0;
}
