/* Which of the paths that a page paints are ruling lines. */
#include "layout.h"

#include <math.h>

enum { RULES = 40000 };

/* Wider than this a filled box is an area, not a line. */
static const double THIN = 3.2;

void gb_ruling_add(struct gb_arena *a, struct gb_layout_rules *r, double x0, double y0, double x1, double y1)
{
	if (r->n >= RULES || !isfinite(x0 + y0 + x1 + y1))
		return;
	*GB_PUSH(a, r->item, r->n, r->cap) = (struct gb_layout_rule){ (float)fmin(x0, x1), (float)fmin(y0, y1), (float)fmax(x0, x1),
							       (float)fmax(y0, y1) };
}

void gb_ruling_stroke(struct gb_arena *a, struct gb_layout_rules *r, const struct gb_layout_segment *g, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (fabs(g[i].x1 - g[i].x0) <= 0.6 || fabs(g[i].y1 - g[i].y0) <= 0.6)
			gb_ruling_add(a, r, g[i].x0, g[i].y0, g[i].x1, g[i].y1);
}

void gb_ruling_fill(struct gb_arena *a, struct gb_layout_rules *r, const struct gb_layout_segment *g, size_t n)
{
	for (size_t i = 0; i < n;) {
		double x0 = 1e9, y0 = 1e9, x1 = -1e9, y1 = -1e9;
		const int sub = g[i].sub;
		bool square = true;

		for (; i < n && g[i].sub == sub; i++) {
			square = square && (fabs(g[i].x1 - g[i].x0) <= 0.3 || fabs(g[i].y1 - g[i].y0) <= 0.3);
			x0 = fmin(x0, fmin(g[i].x0, g[i].x1));
			y0 = fmin(y0, fmin(g[i].y0, g[i].y1));
			x1 = fmax(x1, fmax(g[i].x0, g[i].x1));
			y1 = fmax(y1, fmax(g[i].y0, g[i].y1));
		}
		if (square && fmin(x1 - x0, y1 - y0) <= THIN && fmax(x1 - x0, y1 - y0) > 1)
			gb_ruling_add(a, r, x0, y0, x1, y1);
	}
}
