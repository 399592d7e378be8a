/* Pages whose text runs sideways: landscape tables on upright paper, and scans laid the wrong way. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "base/utf8.h"

/* Characters that show how a page runs; a page of more is not looked at in all directions. */
enum { LEAST_VERTICAL = 16, MOST_VERTICAL = 6000 };

/* Which way do most neighbouring characters follow each other? */
static int direction(const struct gb_layout_page *p)
{
	size_t votes[4] = { 0 };

	for (size_t i = 1; i < p->nglyph; i++) {
		const struct gb_glyph *a = &p->glyph[i - 1], *b = &p->glyph[i];
		const float dx = b->x0 + b->x1 - a->x0 - a->x1, dy = b->y0 + b->y1 - a->y0 - a->y1;

		if (b->brk || b->gap)
			continue;
		if (fabsf(dx) >= fabsf(dy))
			votes[dx >= 0 ? 0 : 2]++;
		else
			votes[dy >= 0 ? 1 : 3]++;
	}
	for (int k = 1; k < 4; k++)
		if (votes[k] >= 12 && votes[k] > 2 * (votes[0] + votes[1] + votes[2] + votes[3] - votes[k]))
			return k;
	return 0;
}

static int place_order(const void *pa, const void *pb)
{
	const struct gb_glyph *a = *(const struct gb_glyph *const *)pa, *b = *(const struct gb_glyph *const *)pb;

	return (a->y0 > b->y0) - (a->y0 < b->y0);
}

/* From one character to another beside it; far when it is not. */
static float step(const struct gb_glyph *from, const struct gb_glyph *to, float em)
{
	return fabsf(to->y0 - from->y0) < 0.4F * em && to->x0 > from->x0 + 0.4F * em ? to->x0 - from->x0 : 9 * em;
}

/*
 * Lines of upright characters that run downwards: what follows a character is
 * nearer below it than beside it.  The order of the file says nothing of it.
 */
static bool is_vertical(struct gb_arena *a, const struct gb_layout_page *p)
{
	const struct gb_glyph **g = gb_arena_array(a, p->nglyph + 1, sizeof *g);
	size_t down = 0, beside = 0;

	if (p->nglyph < LEAST_VERTICAL || p->nglyph > MOST_VERTICAL)
		return false;
	for (size_t i = 0; i < p->nglyph; i++)
		g[i] = &p->glyph[i];
	qsort(g, p->nglyph, sizeof *g, place_order);
	for (size_t i = 0; i < p->nglyph; i++) {
		const float em = g[i]->x1 - g[i]->x0; /* Han characters are as wide as their size; heights are those of the font */
		float below = 3 * em, right = 3 * em;

		if (!gb_utf8_is_han(g[i]->cp))
			continue;
		for (size_t k = i; k-- > 0 && g[k]->y0 > g[i]->y0 - 0.4F * em;)
			right = fminf(right, step(g[i], g[k], em));
		for (size_t k = i + 1; k < p->nglyph && g[k]->y0 < g[i]->y0 + 3 * em; k++) {
			right = fminf(right, step(g[i], g[k], em));
			if (g[k]->y0 > g[i]->y0 + 0.4F * em && fabsf(g[k]->x0 - g[i]->x0) < 0.3F * em)
				below = fminf(below, g[k]->y0 - g[i]->y0);
		}
		down += below < 1.5F * em && below + 0.15F * em < right;
		beside += right < 1.5F * em && right + 0.15F * em < below;
	}
	return down >= LEAST_VERTICAL && down > 4 * beside;
}

/* From the page as seen to the page as read; w and h are those of the page as seen. */
static struct gb_box turned(struct gb_box b, int quarter, double w, double h)
{
	switch (quarter) {
	case 1: return (struct gb_box){ b.y0, w - b.x1, b.y1, w - b.x0 };
	case 2: return (struct gb_box){ w - b.x1, h - b.y1, w - b.x0, h - b.y0 };
	case 3: return (struct gb_box){ h - b.y1, b.x0, h - b.y0, b.x1 };
	default: return b;
	}
}

static struct gb_box turned_back(struct gb_box b, int quarter, double w, double h)
{
	switch (quarter) {
	case 1: return (struct gb_box){ w - b.y1, b.x0, w - b.y0, b.x1 };
	case 2: return turned(b, 2, w, h);
	case 3: return (struct gb_box){ b.y0, h - b.x1, b.y1, h - b.x0 };
	default: return b;
	}
}

static void turn4(float *x0, float *y0, float *x1, float *y1, const struct gb_layout_turn *t)
{
	const struct gb_box b = turned((struct gb_box){ (double)*x0, (double)*y0, (double)*x1, (double)*y1 }, t->quarter,
				       t->width, t->height);

	*x0 = (float)b.x0;
	*y0 = (float)b.y0;
	*x1 = (float)b.x1;
	*y1 = (float)b.y1;
}

static struct gb_box *turned_pictures(struct gb_arena *a, const struct gb_layout_page *p, const struct gb_layout_turn *t)
{
	struct gb_box *b = gb_arena_array(a, p->npicture + 1, sizeof *b);

	for (size_t i = 0; i < p->npicture; i++)
		b[i] = turned(p->picture[i], t->quarter, t->width, t->height);
	return b;
}

void gb_turn_page(struct gb_layout *l, struct gb_arena *a, struct gb_layout_page *p)
{
	const int told = direction(p);
	const struct gb_layout_turn t = { p->number, told == 0 && is_vertical(a, p) ? 1 : told, p->width, p->height };

	if (t.quarter == 0)
		return;
	struct gb_glyph *g = gb_arena_array(a, p->nglyph, sizeof *g);
	struct gb_layout_rule *r = gb_arena_array(a, p->nrule + 1, sizeof *r);

	memcpy(g, p->glyph, p->nglyph * sizeof *g);
	if (p->nrule > 0)
		memcpy(r, p->rule, p->nrule * sizeof *r);
	for (size_t i = 0; i < p->nglyph; i++)
		turn4(&g[i].x0, &g[i].y0, &g[i].x1, &g[i].y1, &t);
	for (size_t i = 0; i < p->nrule; i++)
		turn4(&r[i].x0, &r[i].y0, &r[i].x1, &r[i].y1, &t);
	p->glyph = g;
	p->rule = r;
	p->picture = turned_pictures(a, p, &t);
	if (t.quarter != 2) {
		p->width = t.height;
		p->height = t.width;
	}
	*GB_PUSH(l->a, l->turn, l->nturn, l->turn_cap) = t;
}

static void back(const struct gb_layout *l, int page, struct gb_box *b)
{
	for (size_t i = l->nturn; i-- > 0;)
		if (l->turn[i].page == page) {
			*b = turned_back(*b, l->turn[i].quarter, l->turn[i].width, l->turn[i].height);
			return;
		}
}

void gb_turn_back(const struct gb_layout *l, struct gb_block *b)
{
	if (l->nturn == 0)
		return;
	back(l, b->page, &b->box);
	for (size_t i = 0; i < b->lines.n; i++)
		back(l, b->lines.item[i].page, &b->lines.item[i].box);
	for (size_t i = 0; i < b->cells.n; i++) {
		struct gb_cell *c = &b->cells.item[i];

		back(l, c->page, &c->box);
		for (size_t k = 0; k < c->lines.n; k++)
			back(l, c->lines.item[k].page, &c->lines.item[k].box);
	}
}
