/* Two columns of text on a page: told by a gutter that most lines leave free; read one after the other. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "base/utf8.h"

enum { LEAST_LINES = 8, LEAST_WORDS = 6, LEAST_SHORT = 3 };

/* The widest gap of a line in the middle of the page: the glyph after it, or 0. */
static size_t middle_gap(const struct gb_layout_sheet *s, const struct gb_layout_tline *ln, double *centre)
{
	double widest = 1.3 * ln->size;
	size_t at = 0;

	for (size_t i = 1; i < ln->n; i++) {
		const double a = (double)ln->g[i - 1].x1, b = (double)ln->g[i].x0;

		if (b - a <= widest || a + b < 0.7 * s->width || a + b > 1.3 * s->width)
			continue;
		widest = b - a;
		at = i;
		*centre = (a + b) / 2;
	}
	return at;
}

/* Where a line parts at x: the first glyph right of it; `crosses` when a glyph or words without a gap stand there. */
static size_t parts_at(const struct gb_layout_tline *ln, double x, bool *crosses)
{
	size_t i = 0;

	while (i < ln->n && (double)ln->g[i].x1 <= x + 1)
		i++;
	*crosses = i < ln->n && ((double)ln->g[i].x0 < x - 1 ||
				 (i > 0 && (double)ln->g[i].x0 - (double)ln->g[i - 1].x1 < 0.8 * ln->size));
	return i;
}

static int double_order(const void *pa, const void *pb)
{
	const double *a = pa, *b = pb;

	return (*a > *b) - (*a < *b);
}

/* Words, not figures: that many Chinese characters or letters among the glyphs. */
static bool has_words(const struct gb_glyph *g, size_t n)
{
	size_t words = 0;

	for (size_t i = 0; i < n; i++)
		words += gb_utf8_is_han(g[i].cp) || (g[i].cp >= 'A' && g[i].cp <= 'z');
	return words >= LEAST_WORDS;
}

/* A gap as wide as a gutter on either side of it: the entries of a table. */
static bool has_gaps(const struct gb_layout_tline *ln, size_t at)
{
	for (size_t i = 1; i < ln->n; i++)
		if (i != at && (double)ln->g[i].x0 - (double)ln->g[i - 1].x1 > 1.3 * ln->size)
			return true;
	return false;
}

/* The part of a line on one side of x, when it parts there. */
static bool side_of(const struct gb_layout_tline *ln, double x, bool left, const struct gb_glyph **g, size_t *n)
{
	bool crosses;
	const size_t k = parts_at(ln, x, &crosses);

	*g = left ? ln->g : ln->g + k;
	*n = left ? k : ln->n - k;
	return !crosses && *n > 0 && ln->kind == GB_LINE_TEXT;
}

/*
 * Is what stands on one side of x running text, however short?  Paragraphs begin
 * two characters in and go on at the edge, which no table does; they have stops.
 */
static bool is_prose(const struct gb_layout_sheet *s, double x, bool left)
{
	double edge = 1e9;
	size_t n, stops = 0, goes_on = 0, odd = 0, lines = 0;
	const struct gb_glyph *g;
	bool indented = false;

	for (size_t i = 0; i < s->lines.n; i++)
		if (side_of(&s->lines.item[i], x, left, &g, &n))
			edge = fmin(edge, (double)g[0].x0);
	for (size_t i = 0; i < s->lines.n; i++) {
		if (!side_of(&s->lines.item[i], x, left, &g, &n))
			continue;
		const double in = ((double)g[0].x0 - edge) / s->lines.item[i].size;

		lines++;
		goes_on += indented && in < 0.4 && n >= LEAST_WORDS;
		odd += in >= 0.4 && (in < 1.5 || in > 2.6);
		indented = in >= 1.5 && in <= 2.6 && n >= LEAST_WORDS;
		for (size_t k = 0; k < n; k++)
			stops += g[k].cp == 0xff0c || g[k].cp == 0x3002;
	}
	return lines >= LEAST_SHORT && stops >= 2 && goes_on >= 1 && odd * 4 <= lines;
}

/* The gutter of the page, or 0. */
static double gutter(struct gb_layout_sheet *s)
{
	double *at = gb_arena_array(s->a, s->lines.n + 1, sizeof *at);
	size_t n = 0, two = 0, across = 0, more = 0;

	for (size_t i = 0; i < s->lines.n; i++)
		if (s->lines.item[i].kind == GB_LINE_TEXT && middle_gap(s, &s->lines.item[i], &at[n]) > 0)
			n++;
	if (n < LEAST_SHORT)
		return 0;
	qsort(at, n, sizeof *at, double_order);
	const double x = at[n / 2];

	for (size_t i = 0; i < s->lines.n; i++) {
		const struct gb_layout_tline *ln = &s->lines.item[i];
		bool crosses;
		const size_t k = parts_at(ln, x, &crosses);

		if (ln->kind != GB_LINE_TEXT)
			continue;
		across += crosses;
		more += !crosses && k > 0 && k < ln->n && has_gaps(ln, k);
		two += !crosses && has_words(ln->g, k) && has_words(ln->g + k, ln->n - k);
	}
	if (two >= LEAST_LINES && across * 3 <= two && more * 2 <= two)
		return x;
	return more == 0 && is_prose(s, x, true) && is_prose(s, x, false) ? x : 0;
}

static void add(struct gb_layout_sheet *s, struct gb_layout_tlines *to, struct gb_layout_tline ln, int column)
{
	ln.column = column;
	*GB_PUSH(s->a, to->item, to->n, to->cap) = ln;
}

static void move(struct gb_layout_sheet *s, struct gb_layout_tlines *to, struct gb_layout_tlines *from)
{
	for (size_t i = 0; i < from->n; i++)
		*GB_PUSH(s->a, to->item, to->n, to->cap) = from->item[i];
	from->n = 0;
}

void gb_columns_split(struct gb_layout *l, struct gb_layout_sheet *s)
{
	const double x = gutter(s);
	struct gb_layout_tlines out = { 0 }, left = { 0 }, right = { 0 };

	if (x <= 0)
		return;
	for (size_t i = 0; i < s->lines.n; i++) {
		const struct gb_layout_tline *ln = &s->lines.item[i];
		bool crosses;
		const size_t k = parts_at(ln, x, &crosses);

		if (crosses || ln->kind != GB_LINE_TEXT) {
			move(s, &out, &left);
			move(s, &out, &right);
			add(s, &out, *ln, 0);
			continue;
		}
		if (k > 0)
			add(s, &left, gb_line_slice(l, s->a, ln, 0, k), 1);
		if (k < ln->n)
			add(s, &right, gb_line_slice(l, s->a, ln, k, ln->n), 2);
	}
	move(s, &out, &left);
	move(s, &out, &right);
	s->lines = out;
}
