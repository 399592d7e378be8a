/*
 * What the files of the layout engine share.
 *
 * glyphs -> lines (line.c) ; rules -> grids (grid) ; lines of a cell
 * or of the page -> paragraphs (para, draft) ; grids over pages ->
 * tables (table) ; what repeats at the edges -> furniture (furniture).
 */
#ifndef GB_READ_LAYOUT_INTERNAL_H
#define GB_READ_LAYOUT_INTERNAL_H

#include "base/buf.h"
#include "text/characters.h"
#include "layout.h"

struct gb_layout_face {
	struct gb_span family;
	double size;
	bool bold;
};

enum gb_layout_line_kind { GB_LINE_TEXT, GB_LINE_HEAD, GB_LINE_FOOT, GB_LINE_TOC };

/* One printed line: glyphs from left to right, without the white space. */
struct gb_layout_tline {
	struct gb_glyph *g;
	size_t n;
	const struct gb_grammar *grammar; /* words of pages */
	struct gb_box box;
	double size;  /* points, of most glyphs */
	int face;     /* of most glyphs */
	bool bold;    /* most glyphs are */
	double loose; /* usual gap between its glyphs */
	int page;
	double left, right; /* the text area it stands in: of the page, the column or the cell */
	double indent;      /* usual indent of a first line in that area, 0 unknown */
	enum gb_layout_line_kind kind;
	int column;         /* 1 left, 2 right, 0 the page has but one */
	bool cell;          /* the area is a table cell */
	bool middle;        /* the cell's lines are all centred */
	bool display;       /* larger or bolder than the text around: a title or head */
};

struct gb_layout_tlines {
	struct gb_layout_tline *item;
	size_t n, cap;
};

struct gb_layout_gcell {
	int row, col, rowspan, colspan;
	struct gb_box box;
	struct gb_layout_tlines lines;
	int page;
	bool header;
};

/* A table as one page shows it. */
struct gb_layout_grid {
	struct gb_box box;
	double *xs, *ys; /* boundaries, nx = columns + 1 */
	size_t nx, ny;
	bool top_open, bottom_open; /* no line closes it: cut by the end of the page */
	bool loose; /* columns told from the text, not from lines */
	int *owner; /* (ny-1)*(nx-1): index of the cell at a place */
	struct gb_layout_gcell *cell;
	size_t ncell;
	int page;
};

struct gb_layout_grids {
	struct gb_layout_grid *item;
	size_t n, cap;
};

struct gb_layout_level {
	double y, x0, x1;
};

/* A page that has been cut into lines and grids and waits for its neighbours. */
struct gb_layout_sheet {
	struct gb_arena *a;
	int number;
	double width, height;
	struct gb_layout_tlines lines;
	struct gb_layout_grids grids;
	struct gb_box *picture; /* downwards */
	size_t npicture;
	struct gb_layout_level *level; /* lying lines that are in no grid, downwards */
	size_t nlevel;
};

enum { GB_BRACKETS = 4 };

/* A block that is being put together. */
struct gb_layout_draft {
	struct gb_arena *a;
	struct gb_block block;
	bool done;
	/* paragraph: */
	struct gb_buf text;
	size_t cp;           /* code points in text */
	struct gb_layout_tline last; /* its glyphs are copied */
	struct gb_glyph last_glyph[2];
	struct gb_layout_tline first;
	bool after_date; /* the last line is nothing but a date */
	size_t nlines;
	double pitch;        /* between its first lines, in sizes; 0 unknown */
	size_t strong_cp;   /* code points of the emphasised lead so far */
	bool lead_over;     /* the lead has ended */
	size_t plain_cp;    /* code points after it */
	bool bold_all;
	uint32_t first_cp, stop_cp; /* first character of the paragraph or cell; a comma or stop in it, or 0 */
	struct gb_layout_face_count *count;
	size_t ncount, count_cap;
	size_t *gap; /* code points that are spaces as wide as a character */
	size_t ngap, gap_cap;
	int unpaired[GB_BRACKETS]; /* opening brackets less closing ones, of each kind */
	/* table: */
	struct gb_layout_table *table;
};

struct gb_layout_face_count {
	int face;
	size_t n;
};

struct gb_layout_table {
	double *xs;
	size_t nx;
	int rows;
	struct gb_layout_gcell *cell;
	size_t n, cap;
	int last_page;
	struct gb_box last_box; /* on the last page */
	bool bottom_open, loose;
	int head_rows; /* found repeated */
};

/* A page whose text runs sideways: it is turned for reading, and its boxes back for the records. */
struct gb_layout_turn {
	int page;
	int quarter; /* 1: text runs downwards; 2: upside down; 3: upwards */
	double width, height; /* as a person sees the page */
};

struct gb_layout {
	struct gb_layout_turn *turn;
	size_t nturn, turn_cap;
	void (*put)(void *arg, struct gb_block *b);
	void *arg;
	const struct gb_grammar *grammar;
	struct gb_arena *a; /* faces */
	struct gb_layout_face *face;
	size_t nface, face_cap;
	struct gb_layout_sheet *sheet[24];
	size_t nsheet;
	struct gb_layout_draft **draft; /* in reading order; the first is never done */
	size_t ndraft, draft_cap;
	struct gb_layout_draft *para;  /* open, or NULL */
	struct gb_layout_draft *table; /* open, or NULL */
	bool table_last;        /* nothing but furniture since the table */
	double area_left, area_right, area_width; /* of the pages so far that said most about it */
	size_t area_weight; /* lines that reached its right edge */
	double body_size; /* of most text lately */
	struct gb_span *seen; /* texts of running heads and feet found so far */
	size_t nseen, seen_cap;
};

/* line.c */
/* The character is in a set of grammars/outline/page.gram. */
bool gb_line_has(const struct gb_grammar *g, enum gb_words_id set, uint32_t cp);
/* Glyph i of the line is; false behind its end. */
bool gb_line_is(const struct gb_layout_tline *ln, size_t i, enum gb_words_id set);
/* Glyphs of the longest word of the set that the line has from glyph i on; 0 for none. */
size_t gb_line_word(const struct gb_layout_tline *ln, size_t i, enum gb_words_id set);
void gb_lines_of(struct gb_layout *l, struct gb_arena *a, struct gb_glyph *g, size_t n, int page, struct gb_layout_tlines *out);
bool gb_line_space(const struct gb_layout *l, const struct gb_layout_tline *ln, size_t i); /* white space before glyph i of the line */
double gb_line_glyph_size(const struct gb_layout *l, const struct gb_glyph *g);

/* The glyphs [from, to) of a line as a line of their own. */
struct gb_layout_tline gb_line_slice(struct gb_layout *l, struct gb_arena *a, const struct gb_layout_tline *ln, size_t from, size_t to);

/* columns.c */
void gb_columns_split(struct gb_layout *l, struct gb_layout_sheet *s);

/* align.c: tables that no lines divide, or lying ones only */
void gb_align_tables(struct gb_layout *l, struct gb_layout_sheet *s);

/* split.c */
/* Rows that stand in one cell of a grid, told by the heights of their numbers. */
void gb_split_rows(struct gb_arena *a, struct gb_layout_grid *g);

/* grid.c */
/* The grids of a page, and the lying lines that are in none, into the sheet. */
void gb_grids_of(struct gb_layout_sheet *s, const struct gb_layout_page *p);
/* Owner and cells of a grid whose borders are known: h[border * columns + column], v[border * rows + row], 1 where a line stands. */
void gb_grid_cells(struct gb_arena *a, struct gb_layout_grid *g, const double *h, const double *v);
/* Index of the cell of grid g at a point, or -1. */
int gb_grid_at(const struct gb_layout_grid *g, double x, double y);

/* draft.c */
void gb_draft_add(struct gb_layout *l, struct gb_layout_draft *d, const struct gb_layout_tline *ln);
void gb_draft_finish(struct gb_layout *l, struct gb_layout_draft *d);
struct gb_span gb_line_text(struct gb_layout *l, struct gb_arena *a, const struct gb_layout_tline *ln);

/* brackets.c */
void gb_brackets_count(struct gb_layout_draft *d, uint32_t cp);
void gb_brackets_restore(struct gb_layout_draft *d); /* puts back opening brackets that the text layer has lost */

/* para.c */
bool gb_para_joins(const struct gb_layout *l, const struct gb_layout_draft *d, const struct gb_layout_tline *cur);
double gb_para_head_width(const struct gb_layout_tline *ln); /* of what cannot be broken at its start */
bool gb_para_only_date(const struct gb_layout_tline *ln);
bool gb_para_centred(const struct gb_layout_tline *ln);
void gb_para_sizes(struct gb_layout *l, const struct gb_layout_sheet *s); /* learns the size of running text */
void gb_para_area(struct gb_layout *l, struct gb_layout_sheet *s);

/* furniture.c */
void gb_furniture_of(struct gb_layout *l, size_t first, size_t n);
bool gb_furniture_is_toc(const struct gb_layout_tline *ln);

/* table.c */
struct gb_layout_draft *gb_table_begin(struct gb_layout *l, struct gb_layout_grid *g);
bool gb_table_continue(struct gb_layout *l, struct gb_layout_draft *d, struct gb_layout_grid *g);
void gb_table_finish(struct gb_layout *l, struct gb_layout_draft *d);

/* turn.c */
/* Turn a page so that its text runs to the right; notes in l how. */
void gb_turn_page(struct gb_layout *l, struct gb_arena *a, struct gb_layout_page *p);
void gb_turn_back(const struct gb_layout *l, struct gb_block *b);

/* layout */
struct gb_layout_draft *gb_draft_new(struct gb_layout *l, enum gb_block_kind kind);
void gb_draft_free(struct gb_layout_draft *d);

/* ---- tables found from the places of text, with or without lying lines ----
 *
 * align.c finds the lines of text that make such a table and its columns; rows.c
 * decides which lines are one row and makes the grid; pieces.c has what both
 * need.  All of it works on one sheet and its arena.
 */

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

/* pieces.c */
bool gb_pieces_figures(const struct gb_glyph *g, size_t n);
double gb_pieces_middle(const struct gb_layout_tline *ln);
void gb_pieces_of(struct gb_layout_tline *ln, struct gb_layout_pieces *out);
/* The columns a piece reaches: *c0 to *c1; false when none. */
bool gb_pieces_reach(const struct gb_layout_column *col, size_t k, const struct gb_layout_piece *p, size_t *c0, size_t *c1);
/* Do the lines first..last fall into columns?  `head` lines at the top have no say but where nothing else stands. */
size_t gb_pieces_columns(struct gb_arena *a, const struct gb_layout_pieces *r, size_t first, size_t head, size_t last,
		     struct gb_layout_column *col);
/* Is there a lying line between two heights that covers x? */
bool gb_pieces_ruled(const struct gb_layout_sheet *s, double low, double high, double x);

/* rows.c */
void gb_rows_grid(struct gb_layout *l, struct gb_layout_sheet *s, const struct gb_layout_pieces *r, const struct gb_layout_region *g);

#endif
