/* grid - a table as rows and columns, with spans filled; a part of it, or its transpose, is a grid too. */
#include <assert.h>

#include "table_internal.h"

#define MOST_CELLS ((size_t)8 << 20)
#define MOST_COLS 200

bool gb_grid_make(struct gb_seg *s, const struct gb_block *b, struct gb_grid *out)
{
	size_t rows = 0, cols = 0;

	for (size_t i = 0; i < b->cells.n; i++) {
		const struct gb_cell *c = &b->cells.item[i];

		if (c->row < 0 || c->col < 0 || c->col >= MOST_COLS)
			return false;
		rows = (size_t)c->row + 1 > rows ? (size_t)c->row + 1 : rows;
		cols = (size_t)c->col + 1 > cols ? (size_t)c->col + 1 : cols;
	}
	for (size_t i = 0; i < b->cells.n; i++) { /* a span can reach beyond the last cell */
		const struct gb_cell *c = &b->cells.item[i];
		size_t right = (size_t)c->col + (c->colspan > 1 && c->colspan < MOST_COLS ? (size_t)c->colspan : 1);

		cols = right > cols && right <= MOST_COLS ? right : cols;
	}
	if (rows == 0 || rows > MOST_CELLS / cols || rows > 64 * (b->cells.n + 16))
		return false;
	*out = (struct gb_grid){ .block = b, .rows = rows, .cols = cols };
	out->at = gb_arena_array(s->a, rows * cols, sizeof *out->at);
	for (size_t i = 0; i < b->cells.n; i++) {
		const struct gb_cell *c = &b->cells.item[i];
		size_t row = (size_t)c->row, col = (size_t)c->col;
		size_t down = c->rowspan > 1 ? (size_t)c->rowspan : 1, right = c->colspan > 1 ? (size_t)c->colspan : 1;

		for (size_t r = row; r < rows && r - row < down; r++)
			for (size_t k = col; k < cols && k - col < right && (out->at[r * cols + k] == NULL || r == row); k++)
				out->at[r * cols + k] = c;
	}
	return true;
}

const struct gb_cell *gb_grid_cell(const struct gb_grid *g, size_t row, size_t col)
{
	return row < g->rows && col < g->cols ? g->at[row * g->cols + col] : NULL;
}

bool gb_grid_begins(const struct gb_grid *g, size_t row, size_t col)
{
	const struct gb_cell *c = gb_grid_cell(g, row, col);

	return c != NULL && (row == 0 || gb_grid_cell(g, row - 1, col) != c);
}

void gb_grid_slice(struct gb_seg *s, const struct gb_grid *g, size_t from, size_t to, struct gb_grid *out)
{
	assert(from < to && to <= g->cols);
	*out = (struct gb_grid){ .block = g->block, .rows = g->rows, .cols = to - from };
	out->at = gb_arena_array(s->a, out->rows * out->cols, sizeof *out->at);
	for (size_t r = 0; r < out->rows; r++)
		for (size_t k = 0; k < out->cols; k++)
			out->at[r * out->cols + k] = gb_grid_cell(g, r, from + k);
}

void gb_grid_transpose(struct gb_seg *s, const struct gb_grid *g, struct gb_grid *out)
{
	*out = (struct gb_grid){ .block = g->block, .rows = g->cols, .cols = g->rows };
	out->at = gb_arena_array(s->a, out->rows * out->cols, sizeof *out->at);
	for (size_t r = 0; r < out->rows; r++)
		for (size_t k = 0; k < out->cols; k++)
			out->at[r * out->cols + k] = gb_grid_cell(g, k, r);
}

struct gb_span gb_grid_text(const struct gb_cell *c)
{
	return c != NULL ? gb_span_trim(c->text) : GB_S("");
}

const struct gb_cell *gb_grid_alone(const struct gb_grid *g, size_t row)
{
	const struct gb_cell *one = NULL;

	for (size_t k = 0; k < g->cols; k++) {
		const struct gb_cell *c = gb_grid_cell(g, row, k);

		if (gb_grid_text(c).n == 0 || c == one)
			continue;
		if (one != NULL)
			return NULL;
		one = c;
	}
	return one;
}
