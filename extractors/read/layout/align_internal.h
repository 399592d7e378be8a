/*
 * layout_align_int - tables told from the places of text, with or without lying lines.
 *
 * layout_align finds the lines of text that make such a table and its columns;
 * layout_rows tells which lines are one row and makes the grid; layout_pieces
 * has what both need.  All of it works on one sheet and its arena.
 */
#ifndef GB_READ_LAYOUT_ALIGN_INTERNAL_H
#define GB_READ_LAYOUT_ALIGN_INTERNAL_H

#include "internal.h"

enum { GB_COLUMNS = 30 };

/* A run of glyphs of a line with wide gaps on both sides. */
struct gb_layout_piece {
	size_t from, to; /* glyphs */
	double x0, x1;
	bool number; /* figures and their signs only */
};

/* A line and its pieces. */
struct gb_layout_pieces {
	struct gb_layout_tline *ln;
	struct gb_layout_piece item[GB_COLUMNS];
	size_t n;
};

struct gb_layout_column {
	double x0, x1; /* of the text that stands in it */
	bool number;   /* most of it is figures */
};

/* Lines that make a table. */
struct gb_layout_region {
	size_t first, last; /* lines, both in it */
	size_t head;        /* the first line below the head; `first` when no head is known */
	size_t k;
	struct gb_layout_column col[GB_COLUMNS];
	double x0, x1;      /* what the lying lines span, or 0 */
	double top, bottom; /* the outermost lying lines, or 0 */
	size_t bands;       /* between them */
};

/* layout_pieces */
bool gb_all_figures(const struct gb_glyph *g, size_t n);
double gb_line_middle(const struct gb_layout_tline *ln);
void gb_pieces_of(struct gb_layout_tline *ln, struct gb_layout_pieces *out);
/* The columns a piece reaches: *c0 to *c1; false when none. */
bool gb_column_reach(const struct gb_layout_column *col, size_t k, const struct gb_layout_piece *p, size_t *c0, size_t *c1);
/* Do the lines first..last fall into columns?  `head` lines at the top have no say but where nothing else stands. */
size_t gb_columns_of(struct gb_arena *a, const struct gb_layout_pieces *r, size_t first, size_t head, size_t last,
		     struct gb_layout_column *col);
/* Is there a lying line between two heights that covers x? */
bool gb_level_between(const struct gb_layout_sheet *s, double low, double high, double x);

/* layout_rows */
void gb_region_grid(struct gb_layout *l, struct gb_layout_sheet *s, const struct gb_layout_pieces *r, const struct gb_layout_region *g);

#endif
