/* Glyphs become lines: pieces that stand at one height, from left to right. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "base/utf8.h"

enum { MARKS = 8 }; /* most glyphs of a row that is nothing but marks */

struct run {
	size_t first, n; /* of the glyphs */
	float y0, y1;    /* of its tallest glyph */
	float x0;
	int row;
};

double gb_line_glyph_size(const struct gb_layout *l, const struct gb_glyph *g)
{
	const double size = l->face[g->face].size, height = (double)g->y1 - (double)g->y0, width = (double)g->x1 - (double)g->x0;

	/* Fonts made of drawings can have any size and height; the width of a Chinese character is right. */
	if (size > 0.3 * height && size < 1.6 * height && (!gb_utf8_is_han(g->cp) || size < 1.8 * width))
		return size;
	if (gb_utf8_is_han(g->cp) && width > 0)
		return width;
	return size > 0.3 * height && size < 2.5 * height ? size : height * 0.75;
}

static bool narrow(uint32_t cp)
{
	return !gb_character_is_wide(cp);
}

static double gap_before(const struct gb_layout_tline *ln, size_t i)
{
	return (double)ln->g[i].x0 - (double)ln->g[i - 1].x1;
}

/* A Han character that stands alone: a gap or another kind of character on each side. */
static bool alone(const struct gb_layout_tline *ln, size_t i)
{
	const double least = 0.25 * ln->size;

	return gb_utf8_is_han(ln->g[i].cp) &&
	       (i == 0 || !gb_utf8_is_han(ln->g[i - 1].cp) || gap_before(ln, i) > least) &&
	       (i + 1 == ln->n || !gb_utf8_is_han(ln->g[i + 1].cp) || gap_before(ln, i + 1) > least);
}

static bool number_part(uint32_t cp)
{
	return gb_character_is_digit(cp) || cp == '.' || cp == '%';
}

/*
 * Figures that are spaced out: "2 9 0 0", "6 .5 %", "2 5平方米".  Only single
 * figures are, and what cannot stand alone; "表2 2021年" is not.
 */
static bool spaced_number(const struct gb_layout_tline *ln, size_t i)
{
	const double least = 0.18 * ln->size, most = 1.2 * ln->size;
	size_t first = i - 1, last = i, singles = 2;

	if (ln->g[i].cp == '.' || ln->g[i].cp == '%')
		return gap_before(ln, i) < 0.8 * ln->size;
	if (gap_before(ln, i) > most)
		return false;
	for (; first > 0 && number_part(ln->g[first - 1].cp) && gap_before(ln, first) < most; first--) {
		if (gap_before(ln, first) < least && ln->g[first].cp != '.' && ln->g[first - 1].cp != '.')
			return false;
		singles++;
	}
	for (; last + 1 < ln->n && number_part(ln->g[last + 1].cp) && gap_before(ln, last + 1) < most; last++) {
		if (gap_before(ln, last + 1) < least && ln->g[last].cp != '.' && ln->g[last + 1].cp != '.')
			return false;
		singles++;
	}
	return singles > 2 || (ln->n >= 8 && gap_before(ln, i) < 0.55 * ln->size);
}

/* ---- words ---- */

#define WORD_GLYPHS 8 /* more than any word of these sets has */

bool gb_line_has(const struct gb_grammar *g, enum gb_words_id set, uint32_t cp)
{
	char utf8[4];

	return gb_words_has(gb_grammar_words(g, set), (struct gb_span){ utf8, gb_utf8_encode(cp, utf8) });
}

bool gb_line_is(const struct gb_layout_tline *ln, size_t i, enum gb_words_id set)
{
	return i < ln->n && gb_line_has(ln->grammar, set, ln->g[i].cp);
}

size_t gb_line_word(const struct gb_layout_tline *ln, size_t i, enum gb_words_id set)
{
	char utf8[4 * WORD_GLYPHS];
	size_t n = 0;

	for (size_t k = i; k < ln->n && k < i + WORD_GLYPHS; k++)
		n += gb_utf8_encode(ln->g[k].cp, utf8 + n);
	n = gb_words_prefix(gb_grammar_words(ln->grammar, set), (struct gb_span){ utf8, n });
	return gb_utf8_count((struct gb_span){ utf8, n });
}

/* "2 02 5年": four figures before 年 that make a year of ours are one, however they are spaced. */
static bool spaced_year(const struct gb_layout_tline *ln, size_t i)
{
	size_t first = i, last = i;

	while (first > 0 && gb_character_is_digit(ln->g[first - 1].cp) && gap_before(ln, first) < 0.7 * ln->size)
		first--;
	while (last + 1 < ln->n && gb_character_is_digit(ln->g[last + 1].cp) && gap_before(ln, last + 1) < 0.7 * ln->size)
		last++;
	return first < i && last - first == 3 && last + 1 < ln->n && gb_line_is(ln, last + 1, GB_WORDS_LINE_YEAR) &&
	       ((ln->g[first].cp == '1' && ln->g[first + 1].cp == '9') || (ln->g[first].cp == '2' && ln->g[first + 1].cp == '0'));
}

bool gb_line_space(const struct gb_layout *l, const struct gb_layout_tline *ln, size_t i)
{
	const struct gb_glyph *a = &ln->g[i - 1], *b = &ln->g[i];
	const double gap = gap_before(ln, i), em = fmax(gb_line_glyph_size(l, a), gb_line_glyph_size(l, b));

	/* PM and a lowered 2.5 are one word. */
	if (gap < 0.12 * em && fmin(gb_line_glyph_size(l, a), gb_line_glyph_size(l, b)) < 0.8 * em)
		return false;
	if (number_part(a->cp) && number_part(b->cp))
		return gap > 0.18 * em && !spaced_number(ln, i) && !spaced_year(ln, i);
	if (narrow(a->cp) && narrow(b->cp))
		return gap > 0.18 * em || (b->gap && gap > -0.1 * em);
	if (gb_utf8_is_han(a->cp) && gb_utf8_is_han(b->cp))
		return gap > ln->loose + 0.4 * em && !(alone(ln, i - 1) && alone(ln, i) && gap < 5 * em);
	return gap > ln->loose + 0.7 * em;
}

static int run_order(const void *pa, const void *pb)
{
	const struct run *a = pa, *b = pb;
	const float ya = a->y0 + a->y1, yb = b->y0 + b->y1;

	if (ya < yb || ya > yb)
		return ya < yb ? -1 : 1;
	if (a->x0 < b->x0 || a->x0 > b->x0)
		return a->x0 < b->x0 ? -1 : 1;
	return (a->first > b->first) - (a->first < b->first);
}

static int glyph_order(const void *pa, const void *pb)
{
	const struct gb_glyph *a = pa, *b = pb;

	if (a->x0 < b->x0 || a->x0 > b->x0)
		return a->x0 < b->x0 ? -1 : 1;
	if (a->y0 < b->y0 || a->y0 > b->y0)
		return a->y0 < b->y0 ? -1 : 1;
	return (a->cp > b->cp) - (a->cp < b->cp);
}

/* The height a glyph takes in its line: some fonts say that all of theirs are twice as high as they are. */
static void upright(const struct gb_layout *l, const struct gb_glyph *g, float *y0, float *y1)
{
	const float most = 1.5F * (float)gb_line_glyph_size(l, g), middle = (g->y0 + g->y1) / 2;

	*y0 = g->y0;
	*y1 = g->y1;
	if (g->y1 - g->y0 <= most)
		return;
	*y0 = middle - most / 2;
	*y1 = middle + most / 2;
}

static size_t runs_of(const struct gb_layout *l, struct gb_arena *a, const struct gb_glyph *g, size_t n, struct run **out)
{
	struct run *r = gb_arena_array(a, n + 1, sizeof *r);
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		float y0, y1;
		struct run *last = k > 0 ? &r[k - 1] : NULL;

		upright(l, &g[i], &y0, &y1);
		const float h = y1 - y0, yc = (y0 + y1) / 2;

		if (last == NULL || g[i].brk || g[i].x0 < g[i - 1].x0 - 0.3F * h ||
		    fabsf(yc - (last->y0 + last->y1) / 2) > 0.4F * fminf(h, last->y1 - last->y0)) {
			r[k++] = (struct run){ i, 1, y0, y1, g[i].x0, -1 };
			continue;
		}
		last->n++;
		if (h > last->y1 - last->y0) {
			last->y0 = y0;
			last->y1 = y1;
		}
	}
	qsort(r, k, sizeof *r, run_order);
	*out = r;
	return k;
}

/* Do two pieces stand in one line?  Their heights overlap by more than half of the smaller. */
static bool same_row(const struct run *a, const struct run *b)
{
	const float overlap = fminf(a->y1, b->y1) - fmaxf(a->y0, b->y0);
	const float least = fminf(a->y1 - a->y0, b->y1 - b->y0);

	return overlap > 0.55F * least &&
	       fabsf(a->y0 + a->y1 - b->y0 - b->y1) < 0.9F * fmaxf(a->y1 - a->y0, b->y1 - b->y0);
}

/* Does the row hold text above or below the run already?  Then they are lines of a cell, beside one line of another. */
static bool row_taken(const struct run *r, const struct gb_glyph *g, size_t i, int row)
{
	const float h = r[i].y1 - r[i].y0, x1 = g[r[i].first + r[i].n - 1].x1;

	for (size_t j = i; j-- > 0 && r[i].y0 + r[i].y1 - r[j].y0 - r[j].y1 < 4 * h;) {
		const float end = g[r[j].first + r[j].n - 1].x1, lap = fminf(x1, end) - fmaxf(r[i].x0, r[j].x0);

		if (r[j].row == row && lap > 0.5F * fminf(x1 - r[i].x0, end - r[j].x0) &&
		    r[i].y0 + r[i].y1 - r[j].y0 - r[j].y1 > 0.8F * fminf(h, r[j].y1 - r[j].y0))
			return true;
	}
	return false;
}

/* Give each run the number of its row; returns how many rows. */
static int rows_of(struct run *r, const struct gb_glyph *g, size_t n)
{
	int rows = 0;
	size_t head[8] = { 0 }; /* the first run of the last rows, by row % 8 */

	for (size_t i = 0; i < n; i++) {
		for (int k = rows - 1; k >= 0 && k > rows - 8 && r[i].row < 0; k--)
			if (same_row(&r[head[k % 8]], &r[i]) && !row_taken(r, g, i, k))
				r[i].row = k;
		if (r[i].row < 0) {
			head[rows % 8] = i;
			r[i].row = rows++;
		} else if (r[i].y1 - r[i].y0 > r[head[r[i].row % 8]].y1 - r[head[r[i].row % 8]].y0)
			head[r[i].row % 8] = i;
	}
	return rows;
}

/* Does glyph `o` stand right before the small run i, larger than it and at about its height? */
static bool carries(const struct gb_layout *l, const struct run *i, const struct gb_glyph *mark, const struct gb_glyph *o)
{
	const float gap = i->x0 - o->x1, tall = o->y1 - o->y0;

	return gap > -0.15F * tall && gap < 0.25F * tall && fminf(i->y1, o->y1) - fmaxf(i->y0, o->y0) > 0.3F * (i->y1 - i->y0) &&
	       gb_line_glyph_size(l, mark) < 0.8 * gb_line_glyph_size(l, o);
}

/* The row with a larger character that the small run i stands right behind, higher or lower than it; -1 when there is none. */
static int carrier(const struct gb_layout *l, const struct run *r, const struct gb_glyph *g, size_t n, size_t i)
{
	for (size_t j = 0; j < n; j++) {
		if (r[j].row == r[i].row || r[j].y1 < r[i].y0 || r[j].y0 > r[i].y1)
			continue;
		for (size_t k = r[j].first; k < r[j].first + r[j].n; k++)
			if (carries(l, &r[i], &g[r[i].first], &g[k]))
				return r[j].row;
	}
	return -1;
}

/*
 * Marks of notes and powers (人¹, m²) that stand so high that they seem a line
 * of their own: a row of nothing but a few of them, each behind a larger run.
 */
static void take_marks(const struct gb_layout *l, struct gb_arena *a, struct run *r, const struct gb_glyph *g, size_t n, int rows)
{
	size_t *count = gb_arena_array(a, (size_t)rows + 1, sizeof *count);

	for (size_t i = 0; i < n; i++)
		count[r[i].row] += r[i].n;
	for (int k = 0; k < rows; k++) {
		bool marks = count[k] <= MARKS;

		for (size_t i = 0; i < n && marks; i++)
			marks = r[i].row != k || (r[i].n <= 3 && carrier(l, r, g, n, i) >= 0);
		for (size_t i = 0; i < n && marks; i++)
			if (r[i].row == k)
				r[i].row = carrier(l, r, g, n, i);
	}
}

/* The same character drawn twice at nearly one place is a bold effect; OCR reads none twice. */
static size_t drop_doubles(struct gb_glyph *g, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		bool again = false;

		for (size_t j = k; g[i].confidence == 0 && j-- > 0 && g[i].x0 - g[j].x0 < 0.35F * (g[i].x1 - g[i].x0) && !again;)
			again = g[j].cp == g[i].cp && fabsf(g[j].y0 - g[i].y0) < 0.35F * (g[i].y1 - g[i].y0);
		if (!again)
			g[k++] = g[i];
	}
	return k;
}

static int float_order(const void *pa, const void *pb)
{
	const double *a = pa, *b = pb;

	return (*a > *b) - (*a < *b);
}

/* The usual gap between the characters of a line that is spread to fill its width. */
static double usual_gap(struct gb_arena *a, const struct gb_layout_tline *ln)
{
	double *gap = gb_arena_array(a, ln->n, sizeof *gap);

	if (ln->n < 12)
		return 0;
	for (size_t i = 1; i < ln->n; i++)
		gap[i - 1] = gap_before(ln, i);
	qsort(gap, ln->n - 1, sizeof *gap, float_order);
	/* More than a character is no spacing but the gaps of a table with short entries. */
	return gap[ln->n / 2] < 1.2 * ln->size ? fmax(0, gap[ln->n / 2]) : 0;
}

static void measure(struct gb_layout *l, struct gb_arena *a, struct gb_layout_tline *ln)
{
	size_t best = 0, bold = 0;
	size_t *count = gb_arena_array(a, l->nface, sizeof *count);

	ln->box = (struct gb_box){ 1e9, 1e9, -1e9, -1e9 };
	for (size_t i = 0; i < ln->n; i++) {
		const struct gb_glyph *g = &ln->g[i];

		ln->box = gb_record_join_boxes(ln->box, (struct gb_box){ (double)g->x0, (double)g->y0, (double)g->x1, (double)g->y1 });
		bold += l->face[g->face].bold;
		if (++count[g->face] > best) {
			best = count[g->face];
			ln->face = g->face;
			ln->size = gb_line_glyph_size(l, g);
		}
	}
	ln->bold = 2 * bold > ln->n;
	ln->loose = usual_gap(a, ln);
	for (size_t i = 0; i < ln->n; i++)
		ln->g[i].raised = gb_line_glyph_size(l, &ln->g[i]) < 0.78 * ln->size && (double)ln->g[i].y1 < ln->box.y1 - 0.2 * ln->size;
}

struct gb_layout_tline gb_line_slice(struct gb_layout *l, struct gb_arena *a, const struct gb_layout_tline *ln, size_t from, size_t to)
{
	struct gb_layout_tline out = *ln;

	out.g = ln->g + from;
	out.n = to - from;
	measure(l, a, &out);
	return out;
}

void gb_lines_of(struct gb_layout *l, struct gb_arena *a, struct gb_glyph *g, size_t n, int page, struct gb_layout_tlines *out)
{
	struct run *r;
	const size_t nrun = runs_of(l, a, g, n, &r);
	const int rows = rows_of(r, g, nrun);
	take_marks(l, a, r, g, nrun, rows);
	size_t *size = gb_arena_array(a, (size_t)rows + 1, sizeof *size);
	struct gb_glyph **row = gb_arena_array(a, (size_t)rows + 1, sizeof *row);

	for (size_t i = 0; i < nrun; i++)
		size[r[i].row] += r[i].n;
	for (int i = 0; i < rows; i++) {
		row[i] = gb_arena_array(a, size[i], sizeof **row);
		size[i] = 0;
	}
	for (size_t i = 0; i < nrun; i++) {
		memcpy(row[r[i].row] + size[r[i].row], g + r[i].first, r[i].n * sizeof *g);
		row[r[i].row][size[r[i].row]].gap = true;
		size[r[i].row] += r[i].n;
	}
	for (int i = 0; i < rows; i++) {
		if (size[i] == 0)
			continue;
		struct gb_layout_tline *ln = GB_PUSH(a, out->item, out->n, out->cap);

		qsort(row[i], size[i], sizeof **row, glyph_order);
		*ln = (struct gb_layout_tline){ .g = row[i], .n = drop_doubles(row[i], size[i]), .grammar = l->grammar,
						.page = page };
		measure(l, a, ln);
	}
}
