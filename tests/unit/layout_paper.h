/*
 * layout_paper - pages made up glyph by glyph, and what the layout engine makes of them.
 *
 * Characters are ten points high and wide, five wide for ASCII.  Everything is
 * owned by the arena given; a wrong block or cell is printed and ends the test.
 */
#ifndef GB_LAYOUT_PAPER_H
#define GB_LAYOUT_PAPER_H

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "read/layout/layout.h"
#include "base/utf8.h"

enum { MOST = 3000, BLOCKS = 64 };

/* What the engine gave out. */
struct result {
	struct gb_arena *a;
	struct gb_block block[BLOCKS];
	size_t n;
};

/* The words of pages; `done` closes them. */
static inline struct gb_grammar *paper_grammar(bool done)
{
	static struct gb_grammar *g;
	struct gb_buf why = { 0 };

	if (g == NULL)
		g = gb_grammar_open("grammars", NULL, &why);
	if (g == NULL)
		printf("%.*s\n", (int)why.n, why.p);
	assert(g != NULL);
	if (done)
		gb_grammar_close(g);
	gb_buf_free(&why);
	return g;
}

static inline void keep(void *arg, struct gb_block *b)
{
	struct result *r = arg;
	struct gb_block *k = &r->block[r->n++];

	assert(r->n < BLOCKS);
	*k = *b;
	k->text = gb_arena_copy(r->a, b->text);
	k->cells.item = gb_arena_array(r->a, b->cells.n + 1, sizeof *k->cells.item);
	for (size_t i = 0; i < b->cells.n; i++) {
		k->cells.item[i] = b->cells.item[i];
		k->cells.item[i].text = gb_arena_copy(r->a, b->cells.item[i].text);
	}
	k->lines.item = gb_arena_array(r->a, b->lines.n + 1, sizeof *k->lines.item);
	for (size_t i = 0; i < b->lines.n; i++)
		k->lines.item[i] = b->lines.item[i];
}

struct paper {
	struct gb_glyph glyph[MOST];
	struct gb_layout_rule rule[100];
	struct gb_layout_page page;
	int face;
};

static inline struct paper *paper_new(struct gb_arena *a, struct gb_layout *l, int number)
{
	struct paper *p = gb_arena_alloc(a, sizeof *p);

	p->page = (struct gb_layout_page){ number, 600, 800, p->glyph, 0, p->rule, 0 };
	p->face = gb_layout_face(l, GB_S("Song"), 10, false);
	return p;
}

/* Characters 10 wide (5 for ASCII) from (x, y); a blank leaves a gap of 5, U+3000 of 10. */
static inline void print(struct paper *p, double x, double y, const char *text)
{
	struct gb_span s = gb_span_of(text);
	bool brk = true, gap = false;

	while (s.n > 0) {
		size_t n;
		const uint32_t cp = gb_utf8_decode(s, &n);
		const double w = cp < 0x80 ? 5 : 10;

		s = gb_span_from(s, n);
		if (!gb_utf8_is_space(cp)) {
			p->glyph[p->page.nglyph++] = (struct gb_glyph){ .cp = cp, .x0 = (float)x, .y0 = (float)y, .x1 = (float)(x + w),
									.y1 = (float)(y + 10), .face = p->face, .gap = gap, .brk = brk };
			brk = false;
		}
		gap = gb_utf8_is_space(cp);
		x += w;
	}
}

static inline void rule(struct paper *p, double x0, double y0, double x1, double y1)
{
	p->rule[p->page.nrule++] = (struct gb_layout_rule){ (float)x0, (float)y0, (float)x1, (float)y1 };
}

static inline void expect(const struct result *r, size_t i, enum gb_block_kind kind, const char *text)
{
	if (i >= r->n || r->block[i].kind != kind || !gb_span_eq(r->block[i].text, gb_span_of(text))) {
		fprintf(stderr, "block %zu of %zu is not \"%s\" but \"%.*s\"\n", i, r->n, text,
			i < r->n ? (int)r->block[i].text.n : 0, i < r->n ? r->block[i].text.p : "");
		assert(!"the block expected");
	}
}

static inline void expect_cell(const struct gb_block *b, int row, int col, int rowspan, int colspan, const char *text)
{
	for (size_t i = 0; i < b->cells.n; i++) {
		const struct gb_cell *c = &b->cells.item[i];

		if (c->row != row || c->col != col)
			continue;
		if (c->rowspan == rowspan && c->colspan == colspan && gb_span_eq(c->text, gb_span_of(text)))
			return;
		fprintf(stderr, "cell %d,%d is %dx%d \"%.*s\"\n", row, col, c->rowspan, c->colspan, (int)c->text.n, c->text.p);
	}
	fprintf(stderr, "no cell %d,%d \"%s\"\n", row, col, text);
	assert(!"the cell expected");
}

#endif
