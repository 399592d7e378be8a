/*
 * table_int - a table as a grid, and what its columns are.
 *
 * table_head.c finds the head rows and the role of each column; table.c turns
 * the rows below into nodes.
 */
#ifndef GB_OUTLINE_TABLE_INTERNAL_H
#define GB_OUTLINE_TABLE_INTERNAL_H

#include "internal.h"

enum gb_column_role {
	GB_COLUMN_DATA, /* stages, years, tasks: what is to be done or reached */
	GB_COLUMN_NUMBER, GB_COLUMN_NAME, GB_COLUMN_GROUP, GB_COLUMN_TASK, GB_COLUMN_RESPONSIBLE,
	GB_COLUMN_PERSON, GB_COLUMN_UNIT, GB_COLUMN_ATTRIBUTE, GB_COLUMN_NOTE, GB_COLUMN_DUE
};

struct gb_column {
	enum gb_column_role role;
	struct gb_span head; /* heads from the outermost, joined by "/" */
	struct gb_span unit; /* （%） in the head */
	struct gb_span duty; /* of bodies: their role, 牵头, 配合, or empty */
};

struct gb_columns {
	struct gb_column *item;
	size_t n;
	size_t head_rows;
	size_t name; /* the column that names a row; n: none */
};

struct gb_grid {
	const struct gb_block *block;
	const struct gb_cell **at; /* rows * cols; NULL: no cell; spans repeat their cell */
	size_t rows, cols;
};

/* False when the table is too large or too odd for a grid. */
bool gb_grid_make(struct gb_seg *s, const struct gb_block *b, struct gb_grid *out);
const struct gb_cell *gb_grid_cell(const struct gb_grid *g, size_t row, size_t col);
/* The cell begins in this row and column. */
bool gb_grid_own(const struct gb_cell *c, size_t row, size_t col);
struct gb_span gb_cell_text(const struct gb_cell *c); /* trimmed, "" for NULL */
/* The one cell of the row that is not empty, or NULL when there are none or several. */
const struct gb_cell *gb_grid_alone(const struct gb_grid *g, size_t row);
/* Little but a number: 100, ≥50, 3-5, -0.57, 8% . */
bool gb_text_is_number(struct gb_span t);
bool gb_text_is_nothing(struct gb_span t); /* empty or dashes */

/* Fills the columns; `first` is the first row that may be a head.  False: there is no head. */
bool gb_columns_read(struct gb_seg *s, const struct gb_grid *g, size_t first, struct gb_columns *out);
/* Columns of a table without a head: the first names, the others hold. */
void gb_columns_guess(struct gb_seg *s, const struct gb_grid *g, struct gb_columns *out);

#endif
