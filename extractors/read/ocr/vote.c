/*
 * The recogniser reads some digits wrong and is as sure of them as of the others.
 * But what it reads wrong depends on the size of the picture: so a page is read
 * in two sizes, and in a third where the two differ.  A number is certain when
 * the first two agree; one that only a majority has read is kept, but marked.
 */
#include <math.h>
#include <string.h>

#include "internal.h"

enum { DIGITS = 40, MARKED = 50, LOST = 5 };

static bool of_number(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || cp == '.' || cp == '%' || cp == ',';
}

/* Glyphs [from, from + n) of a page. */
struct run {
	size_t from, n;
	float x0, x1, y; /* y: the middle */
	float size;
};

static struct run run_of(const struct gb_layout_page *p, size_t from, size_t to)
{
	const struct gb_glyph *g = &p->glyph[from];
	struct run r = { from, to - from, g->x0, g->x1, (g->y0 + g->y1) / 2, g->y1 - g->y0 };

	for (size_t i = from; i < to; i++)
		r.x1 = fmaxf(r.x1, p->glyph[i].x1);
	return r;
}

/* The next run of characters of numbers from *i on; n == 0 at the end. */
static struct run next_number(const struct gb_layout_page *p, size_t *i)
{
	size_t from;

	while (*i < p->nglyph && !of_number(p->glyph[*i].cp))
		(*i)++;
	from = *i;
	while (*i < p->nglyph && of_number(p->glyph[*i].cp) && (*i == from || !p->glyph[*i].brk))
		(*i)++;
	return from < p->nglyph ? run_of(p, from, *i) : (struct run){ 0 };
}

static bool over(const struct run *r, const struct gb_glyph *g)
{
	const float x = (g->x0 + g->x1) / 2, y = (g->y0 + g->y1) / 2, slack = 0.25F * r->size;

	return fabsf(y - r->y) < 0.5F * r->size && x > r->x0 - slack && x < r->x1 + slack;
}

/* The number that another page shows at the place of r. */
struct digits {
	uint32_t cp[DIGITS];
	const struct gb_glyph *glyph[DIGITS];
	size_t n;
};

static void look(const struct gb_layout_page *p, const struct run *r, struct digits *out)
{
	out->n = 0;
	for (size_t i = 0; i < p->nglyph && out->n < DIGITS; i++) {
		const struct gb_glyph *g = &p->glyph[i];

		if (!of_number(g->cp) || !over(r, g))
			continue;
		out->glyph[out->n] = g;
		out->cp[out->n++] = g->cp;
	}
}

static bool same(const struct digits *a, const struct digits *b)
{
	return a->n == b->n && memcmp(a->cp, b->cp, a->n * sizeof *a->cp) == 0;
}

struct glyphs {
	struct gb_arena *a;
	struct gb_glyph *item;
	size_t n, cap;
};

static void add(struct glyphs *to, const struct gb_glyph *g, unsigned char most)
{
	struct gb_glyph *new = GB_PUSH(to->a, to->item, to->n, to->cap);

	*new = *g;
	new->confidence = g->confidence < most ? g->confidence : most;
}

static void add_run(struct glyphs *to, const struct gb_layout_page *p, const struct run *r, unsigned char most)
{
	for (size_t i = 0; i < r->n; i++)
		add(to, &p->glyph[r->from + i], most);
}

/* What the others have read in place of r, which stands on the line of `like`. */
static void add_digits(struct glyphs *to, const struct digits *d, const struct gb_glyph *like)
{
	for (size_t i = 0; i < d->n; i++) {
		struct gb_glyph g = *d->glyph[i];

		g.y0 = like->y0;
		g.y1 = like->y1;
		g.face = like->face;
		g.gap = i == 0 && like->gap;
		g.brk = i == 0 && like->brk;
		add(to, &g, MARKED);
	}
}

static void vote(struct glyphs *to, const struct gb_layout_page *first, const struct run *r, const struct gb_layout_page *second,
		 const struct gb_layout_page *third)
{
	struct digits a, b, c = { .n = 0 };

	look(first, r, &a);
	look(second, r, &b);
	if (same(&a, &b)) {
		add_run(to, first, r, 100);
		return;
	}
	if (third != NULL)
		look(third, r, &c);
	if (third != NULL && b.n > 0 && same(&b, &c))
		add_digits(to, &b, &first->glyph[r->from]);
	else
		add_run(to, first, r, third != NULL && same(&a, &c) ? MARKED : LOST);
}

/* A word of the first page in place of which the others agree on a number: 工次 for 1次. */
static bool is_number(struct glyphs *to, const struct gb_layout_page *first, size_t i,
		      const struct gb_layout_page *second, const struct gb_layout_page *third)
{
	const struct gb_glyph *g = &first->glyph[i];
	const float x = (g->x0 + g->x1) / 2;
	const struct run r = { i, 1, x - 0.1F, x + 0.1F, (g->y0 + g->y1) / 2, g->y1 - g->y0 };
	const struct run near = { i, 1, r.x0 - 1.2F * r.size, r.x1 + 1.2F * r.size, r.y, r.size };
	struct digits a, b, c;

	look(second, &r, &b);
	if (b.n == 0 || third == NULL)
		return false;
	look(first, &near, &a);
	if (a.n > 0) /* it has been read, a little aside */
		return false;
	look(third, &r, &c);
	if (!same(&b, &c))
		return false;
	add_digits(to, &b, g);
	return true;
}

static bool covered(const struct gb_layout_page *p, const struct run *r)
{
	for (size_t i = 0; i < p->nglyph; i++)
		if (over(r, &p->glyph[i]))
			return true;
	return false;
}

/* Lines that only the second page has. */
static void add_lines(struct glyphs *to, const struct gb_layout_page *first, const struct gb_layout_page *second)
{
	for (size_t i = 0; i < second->nglyph;) {
		size_t end = i + 1;

		while (end < second->nglyph && !second->glyph[end].brk)
			end++;
		const struct run line = run_of(second, i, end);

		if (!covered(first, &line))
			add_run(to, second, &line, MARKED);
		i = end;
	}
}

size_t gb_ocr_vote_differences(const struct gb_layout_page *first, const struct gb_layout_page *second)
{
	size_t n = 0;
	struct run r;
	struct digits a, b;

	for (size_t i = 0; (r = next_number(first, &i)).n > 0;) {
		look(first, &r, &a);
		look(second, &r, &b);
		n += !same(&a, &b);
	}
	for (size_t i = 0; (r = next_number(second, &i)).n > 0;) {
		look(first, &r, &a);
		n += a.n == 0;
	}
	return n;
}

void gb_ocr_vote(struct gb_arena *a, struct gb_layout_page *first, const struct gb_layout_page *second, const struct gb_layout_page *third)
{
	struct glyphs to = { .a = a };

	for (size_t i = 0; i < first->nglyph;) {
		if (of_number(first->glyph[i].cp)) {
			const struct run r = next_number(first, &i);

			vote(&to, first, &r, second, third);
			continue;
		}
		if (!is_number(&to, first, i, second, third))
			add(&to, &first->glyph[i], 100);
		i++;
	}
	add_lines(&to, first, second);
	first->glyph = to.item;
	first->nglyph = to.n;
}
