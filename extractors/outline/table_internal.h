/*
 * table_internal - a table as a grid, and what its columns are.
 *
 * grid.c lays the cells out; table_head.c finds the head rows, the role of each
 * column and the tables side by side; table.c turns the rows below into nodes.
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
/* There is a cell, and the row above it in the grid holds another. */
bool gb_grid_begins(const struct gb_grid *g, size_t row, size_t col);
/* Columns [from, to) as a grid of their own. */
void gb_grid_slice(struct gb_seg *s, const struct gb_grid *g, size_t from, size_t to, struct gb_grid *out);
void gb_grid_transpose(struct gb_seg *s, const struct gb_grid *g, struct gb_grid *out);
struct gb_span gb_grid_text(const struct gb_cell *c); /* trimmed, "" for NULL */
/* The one cell of the row that is not empty, or NULL when there are none or several. */
const struct gb_cell *gb_grid_alone(const struct gb_grid *g, size_t row);

/* Fills the columns; `first` is the first row that may be a head, `rows` how many are, 0: to be found.  False: there is no head. */
bool gb_table_head_read(struct gb_seg *s, const struct gb_grid *g, size_t first, size_t rows, struct gb_columns *out);
/* Where the tables that stand side by side in one grid begin: at least one; start[0] is 0. */
size_t gb_table_head_sides(struct gb_seg *s, const struct gb_grid *g, const struct gb_columns *c, size_t *start, size_t most);
struct gb_span gb_table_head_side(struct gb_seg *s, const struct gb_columns *c); /* 收入, 支出 …, or empty */
bool gb_table_head_transposed(struct gb_seg *s, const struct gb_grid *g);
/* Columns of a table without a head: the first names, the others hold. */
void gb_table_head_guess(struct gb_seg *s, const struct gb_grid *g, struct gb_columns *out);

/* A table, or one of several side by side, while its rows are read. */
struct gb_table_rows {
	struct gb_seg *s;
	struct gb_grid g;
	const struct gb_columns *c;
	struct gb_node *at;    /* where rows hang now: the table, or a group in it */
	struct gb_node *table;
	struct gb_node *row;   /* the row last made */
	struct gb_node *group; /* the numbered group whose sub-rows have labels of their own, or NULL */
	bool flat;             /* one side of a two-sided table: its rows are no measures */
	struct gb_span side;   /* its word: 收入, 支出; else empty */
	size_t values;         /* columns of figures */
	const struct gb_bodies *parties; /* of the row of the grid that is read, or NULL */
	struct gb_span unit;   /* of the whole table */
	bool groups_count;     /* 序号 starts again in each group, so the group is a level */
	size_t number;         /* the 序号 column; c->n: none */
};

/* table_row.c: adds what the row of the grid says: a row, a sub-row, several rows stacked in one, or more of the row above. */
void gb_table_row_read(struct gb_table_rows *r, size_t row);
struct gb_span gb_table_row_cell(const struct gb_table_rows *r, size_t row, size_t col); /* trimmed text */
struct gb_span gb_table_row_name(const struct gb_table_rows *r, size_t row);
struct gb_span gb_table_row_number(struct gb_seg *s, struct gb_span text); /* a label without its point */
struct gb_where gb_table_row_where(const struct gb_block *b, const struct gb_cell *c);
void gb_table_row_run(struct gb_table_rows *r, struct gb_node *node, const struct gb_cell *c, bool silent, const struct gb_cue *cue);

#endif
