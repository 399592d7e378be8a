/*
 * drawn - which of the paths that a page paints are ruling lines.
 *
 * A reader hands over the straight segments of one painted path, in page
 * points, and gets its ruling lines (layout.h) appended.  No more than a sane
 * number of lines is kept.
 */
#ifndef GB_READ_DRAW_DRAWN_H
#define GB_READ_DRAW_DRAWN_H

#include "read/layout/layout.h"

struct gb_segment {
	double x0, y0, x1, y1;
	int sub; /* number of the subpath */
};

struct gb_rules {
	struct gb_rule *item;
	size_t n, cap;
};

/* Ends in any order. */
void gb_rules_add(struct gb_arena *a, struct gb_rules *r, double x0, double y0, double x1, double y1);
/* Each upright segment of a stroked path. */
void gb_rules_stroke(struct gb_arena *a, struct gb_rules *r, const struct gb_segment *g, size_t n);
/* Each subpath of a filled path that is a thin upright box. */
void gb_rules_fill(struct gb_arena *a, struct gb_rules *r, const struct gb_segment *g, size_t n);

#endif
