/*
 * Tables that no lines divide, or lying ones only (as in reports of statistics
 * and in books).  Lines of text that fall apart into pieces, with the pieces of
 * one line under those of another, are rows; two lying lines of one length say
 * where a table begins and ends.  When in doubt, it is text.
 */
#include <math.h>
#include <stdlib.h>

#include "internal.h"

enum { TRIES = 4, HEADS = 6 };

struct finder {
	struct gb_layout_sheet *s;
	struct gb_layout_pieces *r;
	size_t n;
};

static bool near_rows(const struct gb_layout_pieces *a, const struct gb_layout_pieces *b)
{
	const double most = a->n > 1 && b->n > 1 ? 4.5 : 3.4;

	return gb_pieces_middle(b->ln) - gb_pieces_middle(a->ln) < most * fmax(a->ln->size, b->ln->size);
}

static size_t numbers(const struct gb_layout_pieces *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += r->item[i].number;
	return n;
}

/* A head row that comes again on every page looks like a running head. */
static bool may_be_row(const struct gb_layout_tline *ln)
{
	return ln->kind == GB_LINE_TEXT || ln->kind == GB_LINE_HEAD;
}

static double width(const struct gb_layout_tline *ln)
{
	return ln->box.x1 - ln->box.x0;
}

/* "注：", "资料来源：": what is said about a table stands outside of it. */
static bool is_note(const struct gb_layout_tline *ln)
{
	const bool known = gb_line_is(ln, 0, GB_WORDS_NOTE_START);

	for (size_t i = 1; known && i < ln->n && i < 5; i++)
		if (gb_line_is(ln, i, GB_WORDS_LABEL_COLON))
			return true;
	return false;
}

/* "表2 …", "附表1 …" */
static bool is_caption(const struct gb_layout_tline *ln)
{
	const size_t n = gb_line_word(ln, 0, GB_WORDS_CAPTION_START);

	return n > 0 && n < ln->n && ln->g[n].cp >= '0' && ln->g[n].cp <= '9';
}

/* ---- which lines ---- */

static bool one_column(const struct gb_layout_region *g, const struct gb_layout_pieces *r, size_t *c)
{
	size_t c0, c1;

	if (!gb_pieces_reach(g->col, g->k, &r->item[0], &c0, &c1) || c0 != c1)
		return false;
	*c = c0;
	return true;
}

/* Does a line of one piece stand close below or above another piece of its column? */
static bool leans(const struct finder *f, const struct gb_layout_region *g, size_t i, size_t c)
{
	for (size_t j = g->first; j <= g->last; j++) {
		const double off = fabs(gb_pieces_middle(f->r[j].ln) - gb_pieces_middle(f->r[i].ln));
		size_t c0, c1;

		if (j == i || off > 1.75 * f->r[i].ln->size)
			continue;
		if (off < 0.95 * f->r[i].ln->size)
			return true; /* beside it, in a cell with another number of lines */
		for (size_t k = 0; k < f->r[j].n; k++)
			if (gb_pieces_reach(g->col, g->k, &f->r[j].item[k], &c0, &c1) && c0 == c && c1 == c)
				return true;
	}
	return false;
}

/* Is line i no part of the table, given its columns? */
static bool foreign(const struct finder *f, const struct gb_layout_region *g, size_t i)
{
	const struct gb_layout_pieces *r = &f->r[i];
	size_t c;

	if (is_note(r->ln) || is_caption(r->ln))
		return true;
	if (r->n != 1 || g->x1 > 0)
		return r->n == 0;
	if (!one_column(g, r, &c))
		return i >= g->head && (r->item[0].x0 > g->col[0].x1 || width(r->ln) > 0.6 * (g->col[g->k - 1].x1 - g->col[0].x0));
	return c > 0 && !leans(f, g, i, c);
}

/* The lines above the first with figures, but not many; for columns only. */
static size_t likely_head(const struct finder *f, const struct gb_layout_region *g)
{
	size_t head = g->first;

	while (head < g->last && head < g->first + HEADS && numbers(&f->r[head]) == 0)
		head++;
	if (head == g->first || g->last - head < 2)
		return g->first;
	return head < g->first + HEADS ? head : g->first + 1;
}

/* Columns of the lines as they are, cut short where a line does not fit; false when no table is left. */
static bool settle(const struct finder *f, struct gb_layout_region *g)
{
	for (int try = 0; try < TRIES; try++) {
		if (g->last < g->first + 1)
			return false;
		if (g->x1 <= 0)
			g->head = likely_head(f, g);
		g->k = gb_pieces_columns(f->s->a, f->r, g->first, g->head, g->last, g->col);
		if (g->k < 2)
			return false;
		size_t bad = g->first;

		while (bad <= g->last && !foreign(f, g, bad))
			bad++;
		if (bad > g->last)
			return true;
		if (g->x1 > 0 || bad == g->first)
			return false;
		for (g->last = bad - 1; g->last > g->first && f->r[g->last].n < 2;)
			g->last--;
	}
	return false;
}

/* ---- is it one? ---- */

/* A row of figures: at least two pieces, all but one or two of them numbers. */
static bool body_row(const struct gb_layout_pieces *r)
{
	const size_t k = numbers(r);

	return r->n >= 2 && k >= 1 && (k + 1 >= r->n || (k >= 2 && k + 2 >= r->n));
}

struct census {
	size_t rows, bodies, figures, full, glyphs, pieces;
};

/* Do pieces at about the height of line i stand in more than two columns? */
static bool wide_row(const struct finder *f, const struct gb_layout_region *g, size_t i)
{
	bool met[GB_COLUMNS] = { false };
	size_t n = 0, c0, c1;

	for (size_t j = i > g->first + 1 ? i - 2 : g->first; j <= g->last && j < i + 3; j++) {
		if (fabs(gb_pieces_middle(f->r[j].ln) - gb_pieces_middle(f->r[i].ln)) > 0.95 * f->r[i].ln->size)
			continue;
		for (size_t k = 0; k < f->r[j].n; k++)
			if (gb_pieces_reach(g->col, g->k, &f->r[j].item[k], &c0, &c1) && !met[c0]) {
				met[c0] = true;
				n++;
			}
	}
	return n > 2;
}

static struct census count(const struct finder *f, const struct gb_layout_region *g)
{
	struct census c = { 0 };

	for (size_t i = g->first; i <= g->last; i++) {
		const struct gb_layout_pieces *r = &f->r[i];

		c.rows += r->n > 1;
		c.bodies += body_row(r);
		c.figures += r->n > 2 && numbers(r) > 0;
		c.full += r->n > 1 && wide_row(f, g, i);
		c.glyphs += r->ln->n;
		c.pieces += r->n;
	}
	return c;
}

static bool rule_below(const struct finder *f, const struct gb_layout_region *g, size_t i)
{
	const double x = (g->col[0].x0 + g->col[g->k - 1].x1) / 2;

	return i < g->last && gb_pieces_ruled(f->s, gb_pieces_middle(f->r[i].ln), gb_pieces_middle(f->r[i + 1].ln), x);
}

/* Have most columns more than one entry? */
static bool supported(const struct finder *f, const struct gb_layout_region *g)
{
	size_t entries[GB_COLUMNS] = { 0 }, few = 0, c0, c1;

	for (size_t i = g->first; i <= g->last; i++)
		for (size_t k = 0; k < f->r[i].n; k++)
			if (gb_pieces_reach(g->col, g->k, &f->r[i].item[k], &c0, &c1) && c0 == c1)
				entries[c0]++;
	for (size_t c = 0; c < g->k; c++)
		few += entries[c] < 2;
	return few * 4 <= g->k;
}

/* Enough rows to be no accident. */
static bool is_table(const struct finder *f, const struct gb_layout_region *g)
{
	const struct census c = count(f, g);

	if (g->bands < 4 && !supported(f, g))
		return false;
	if (g->x1 > 0)
		return c.rows >= 2;
	if (c.bodies >= 3 || (c.figures >= 3 && g->k >= 3))
		return true;
	if (c.glyphs < 2 * c.pieces)
		return false; /* spread letters */
	for (size_t i = g->first; i < g->first + 3; i++)
		if (c.rows >= 3 && c.full >= 2 && rule_below(f, g, i))
			return true;
	return g->k >= 3 && c.rows >= 4 && c.full * 5 >= c.rows * 3;
}

/* The page number of "Title      12" or "第一章  Title      12"; -1 when the line is none. */
static long contents_page(const struct gb_layout_pieces *r)
{
	const struct gb_layout_piece *last = &r->item[r->n > 0 ? r->n - 1 : 0];
	long page = 0;

	if (r->n < 2 || r->n > 3 || (r->n == 3 && !gb_line_is(r->ln, 0, GB_WORDS_MARK_ORDINAL)) ||
	    last->to - last->from > 3 || last->from < 5)
		return -1;
	for (size_t k = last->from; k < last->to; k++) {
		if (r->ln->g[k].cp < '0' || r->ln->g[k].cp > '9')
			return -1;
		page = page * 10 + (long)(r->ln->g[k].cp - '0');
	}
	return page;
}

/* Titles with growing page numbers at the right: a table of contents without leaders. */
static bool is_contents(const struct finder *f, const struct gb_layout_region *g)
{
	long last = 0;
	size_t titles = 0;

	for (size_t i = g->first; i <= g->last; i++) {
		const long page = contents_page(&f->r[i]);

		if (page < 0 && numbers(&f->r[i]) > 0 && f->r[i].n > 1)
			return false;
		if (page >= 0 && page < last)
			return false;
		last = page >= 0 ? page : last;
		titles += page >= 0;
	}
	return titles >= 3;
}

/* ---- from text alone ---- */

/* Lines at the ends with one piece that belongs to a cell of the row beside it. */
static void take_ends(const struct finder *f, struct gb_layout_region *g)
{
	size_t c;

	while (g->first > 0 && f->r[g->first - 1].n == 1 && may_be_row(f->r[g->first - 1].ln) &&
	       gb_pieces_middle(f->r[g->first].ln) - gb_pieces_middle(f->r[g->first - 1].ln) < 1.15 * f->r[g->first].ln->size &&
	       one_column(g, &f->r[g->first - 1], &c))
		g->first--;
	while (g->last + 1 < f->n && f->r[g->last + 1].n == 1 && f->r[g->last + 1].ln->kind == GB_LINE_TEXT &&
	       gb_pieces_middle(f->r[g->last + 1].ln) - gb_pieces_middle(f->r[g->last].ln) < 1.5 * f->r[g->last].ln->size &&
	       one_column(g, &f->r[g->last + 1], &c) && !is_note(f->r[g->last + 1].ln) && leans(f, g, g->last + 1, c))
		g->last++;
}

/* Head rows taken for running heads: every piece above a column of its own. */
static void take_repeated_head(const struct finder *f, struct gb_layout_region *g)
{
	while (g->first > 0) {
		const struct gb_layout_pieces *r = &f->r[g->first - 1];
		size_t last = 0, c0, c1, k = 0;

		if (r->ln->kind != GB_LINE_HEAD || r->n < 3 || r->n + 1 < g->k || !near_rows(r, &f->r[g->first]))
			return;
		for (; k < r->n && gb_pieces_reach(g->col, g->k, &r->item[k], &c0, &c1) && c0 == c1 && (k == 0 || c0 > last); k++)
			last = c0;
		if (k < r->n)
			return;
		g->first--;
	}
}

static bool find_loose(const struct finder *f, size_t i, struct gb_layout_region *g)
{
	*g = (struct gb_layout_region){ .first = i, .last = i, .head = i };
	if (f->r[i].n < 2 || f->r[i].ln->kind != GB_LINE_TEXT)
		return false;
	for (size_t j = i + 1; j < f->n; j++) {
		const struct gb_layout_tline *ln = f->r[j].ln;

		if (ln->kind != GB_LINE_TEXT || f->r[j].n == 0 || !near_rows(&f->r[j - 1], &f->r[j]) || ln->column != f->r[i].ln->column)
			break;
		if (f->r[j].n > 1)
			g->last = j;
		else if (width(ln) > 0.5 * f->s->width)
			break;
	}
	if (!settle(f, g) || !is_table(f, g))
		return false;
	take_repeated_head(f, g);
	take_ends(f, g);
	/* A line right below the head tells where it ends. */
	for (size_t k = g->first; k < g->first + 4 && k < g->last; k++)
		if (rule_below(f, g, k)) {
			g->head = k + 1;
			break;
		}
	return true;
}

/* ---- between lying lines ---- */

static bool same_reach(const struct gb_layout_level *a, const struct gb_layout_level *b)
{
	return fabs(a->x0 - b->x0) < 4 && fabs(a->x1 - b->x1) < 4;
}

/* Can what stands between two lying lines be rows of a table? */
static bool is_band(const struct finder *f, const struct gb_layout_level *a, const struct gb_layout_level *b)
{
	size_t rows = 0, single = 0, wide = 0;
	double size = 10;
	bool middle = false;

	for (size_t i = 0; i < f->n; i++) {
		const struct gb_layout_tline *ln = f->r[i].ln;
		const double y = gb_pieces_middle(ln);

		if (y < a->y || y > b->y)
			continue;
		if (!may_be_row(ln) || ln->box.x0 < a->x0 - 3 || ln->box.x1 > a->x1 + 3 || f->r[i].n == 0 || is_note(ln) || is_caption(ln))
			return false;
		rows += f->r[i].n > 1;
		single += f->r[i].n == 1;
		middle = fabs(ln->box.x0 + ln->box.x1 - a->x0 - a->x1) < 2 * ln->size && ln->box.x0 > a->x0 + 4 * ln->size;
		wide += f->r[i].n == 1 && width(ln) > 0.7 * (a->x1 - a->x0);
		size = ln->size;
	}
	if (rows == 0)
		return single < 2 && b->y - a->y < (middle ? 2.2 : 2.8) * size;
	return wide <= rows;
}

static size_t first_below(const struct finder *f, double y)
{
	size_t i = 0;

	while (i < f->n && gb_pieces_middle(f->r[i].ln) < y)
		i++;
	return i;
}

/* Rows that go on below a head, where no line closes the table. */
static void grow_down(const struct finder *f, struct gb_layout_region *g)
{
	for (size_t j = g->last + 1; j < f->n; j++) {
		const struct gb_layout_tline *ln = f->r[j].ln;

		if (ln->kind != GB_LINE_TEXT || f->r[j].n == 0 || !near_rows(&f->r[j - 1], &f->r[j]) || ln->box.x0 < g->x0 - 3 ||
		    ln->box.x1 > g->x1 + 3)
			return;
		if (f->r[j].n > 1) {
			g->last = j;
			g->bottom = 0;
		} else if (width(ln) > 0.6 * (g->x1 - g->x0) || is_note(ln))
			return;
	}
}

/* The table whose uppermost line is level `i`; false when there is none. */
static bool find_ruled(const struct finder *f, size_t i, struct gb_layout_region *g)
{
	const struct gb_layout_level *v = f->s->level, *top = &v[i], *low = top;
	double second = 0;
	size_t bands = 0;

	if (top->x1 - top->x0 < 0.25 * f->s->width)
		return false;
	for (size_t k = i + 1; k < f->s->nlevel; k++) {
		if (!same_reach(top, &v[k]))
			continue;
		if (!is_band(f, low, &v[k]))
			break;
		second = second > 0 ? second : v[k].y;
		bands++;
		low = &v[k];
	}
	if (low == top)
		return false;
	*g = (struct gb_layout_region){ .first = first_below(f, top->y), .x0 = top->x0, .x1 = top->x1,
				 .top = top->y, .bottom = low->y, .bands = bands };
	const size_t end = first_below(f, low->y);

	if (end < g->first + 1)
		return false;
	g->last = end - 1;
	g->head = second < low->y ? first_below(f, second) : g->first;
	if (second >= low->y) {
		grow_down(f, g);
		g->head = g->last >= end ? end : g->first;
	}
	return g->head <= g->last && settle(f, g) && is_table(f, g);
}

/* ---- the page ---- */

/* The next table at or below line i. */
static bool find(const struct finder *f, size_t i, struct gb_layout_region *g)
{
	const double y = gb_pieces_middle(f->r[i].ln), above = i > 0 ? gb_pieces_middle(f->r[i - 1].ln) : 0;

	for (size_t k = 0; k < f->s->nlevel; k++)
		if (f->s->level[k].y > above && f->s->level[k].y < y && find_ruled(f, k, g))
			return g->first >= i;
	return find_loose(f, i, g);
}

static void mark_contents(struct finder *f, const struct gb_layout_region *g)
{
	for (size_t k = g->first; k <= g->last; k++)
		if (contents_page(&f->r[k]) >= 0)
			f->r[k].ln->kind = GB_LINE_TOC;
}

void gb_align_tables(struct gb_layout *l, struct gb_layout_sheet *s)
{
	const size_t n = s->lines.n;
	struct finder f = { s, gb_arena_array(s->a, n + 1, sizeof *f.r), n };
	struct gb_layout_tline *keep = gb_arena_array(s->a, n + 1, sizeof *keep);
	size_t kept = 0, done = 0;

	for (size_t k = 0; k < n; k++)
		gb_pieces_of(&s->lines.item[k], &f.r[k]);
	for (size_t k = 0; k < n;) {
		struct gb_layout_region g;

		if (!find(&f, k, &g) || g.first < done) {
			k++;
			continue;
		}
		k = g.last + 1;
		if (is_contents(&f, &g)) {
			mark_contents(&f, &g);
			continue;
		}
		gb_rows_grid(l, s, f.r, &g);
		for (; done < g.first; done++)
			keep[kept++] = s->lines.item[done];
		done = k;
	}
	if (done == 0)
		return;
	for (; done < n; done++)
		keep[kept++] = s->lines.item[done];
	s->lines.item = keep;
	s->lines.n = s->lines.cap = kept;
}
