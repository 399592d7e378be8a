/*
 * layout - characters with places become blocks: lines, paragraphs, tables, furniture.
 *
 * Knows no file format: a reader hands over the pages in order, each with its
 * glyphs (in the order the file draws them) and its ruling lines, and gets
 * finished blocks back through `put`, in reading order.  Coordinates are points
 * from the top left of the page as a person sees it.  A page is copied on entry;
 * nothing of it is kept by reference.  A few pages are held back, because
 * running heads are told by their repetition; gb_layout_end gives out the rest.
 * Blocks handed to `put` are borrowed for the time of the call.
 *
 * Nothing here fails: input that makes no sense gives blocks that make none.
 * Memory is bounded by the pages held back and the longest open table.
 */
#ifndef GB_READ_LAYOUT_LAYOUT_H
#define GB_READ_LAYOUT_LAYOUT_H

#include "grammar/grammar.h"
#include "base/arena.h"
#include "record/record.h"

struct gb_glyph {
	uint32_t cp; /* never white space */
	float x0, y0, x1, y1;
	int face;   /* from gb_layout_face */
	bool gap;   /* the file has white space before it */
	bool brk;   /* the file begins a new piece of text here */
	bool raised; /* set by the engine: small and above the line, as marks of notes are */
	unsigned char confidence; /* of OCR, 1..100; 0: the file says what it is */
};

/* A ruling line: a thin box, lying or standing. */
struct gb_layout_rule {
	float x0, y0, x1, y1;
};

struct gb_layout_page {
	int number; /* from 1 */
	double width, height;
	struct gb_glyph *glyph;
	size_t nglyph;
	struct gb_layout_rule *rule;
	size_t nrule;
	const struct gb_box *picture; /* large pictures: blocks of their own; page points */
	size_t npicture;
};

struct gb_layout;

/* `g`, which has the words of pages, must outlive the layout. */
struct gb_layout *gb_layout_new(const struct gb_grammar *g, void (*put)(void *arg, struct gb_block *b), void *arg);
/* The number of a face; equal arguments give the same number.  `family` is copied. */
int gb_layout_face(struct gb_layout *l, struct gb_span family, double size, bool bold);
void gb_layout_page(struct gb_layout *l, const struct gb_layout_page *p);
/* Give out all pages that are held back; open paragraphs and tables stay open. */
void gb_layout_flush(struct gb_layout *l);
void gb_layout_end(struct gb_layout *l); /* gives out everything and frees l */

/* ---- ruling lines (ruling.c) ----
 *
 * A reader hands over the straight segments of one painted path, in page
 * points, and gets its ruling lines appended.  No more than 40,000 are kept.
 */

struct gb_layout_segment {
	double x0, y0, x1, y1;
	int sub; /* number of the subpath */
};

struct gb_layout_rules {
	struct gb_layout_rule *item;
	size_t n, cap;
};

/* Ends in any order. */
void gb_ruling_add(struct gb_arena *a, struct gb_layout_rules *r, double x0, double y0, double x1, double y1);
/* Each upright segment of a stroked path. */
void gb_ruling_stroke(struct gb_arena *a, struct gb_layout_rules *r, const struct gb_layout_segment *g, size_t n);
/* Each subpath of a filled path that is a thin upright box. */
void gb_ruling_fill(struct gb_arena *a, struct gb_layout_rules *r, const struct gb_layout_segment *g, size_t n);

/* ---- names of fonts (font.c) ---- */

/* A style word in the name says bold. */
bool gb_font_bold(struct gb_span font);
/* Family: without subset tag and style; empty when the name is no UTF-8. */
struct gb_span gb_font_family(struct gb_span font);

#endif
