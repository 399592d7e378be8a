#include "internal.h"
#include "text/characters.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What Poppler says of a page, held until the glyphs are made. */
struct raw {
	PopplerPage *page;
	char *text;
	PopplerRectangle *rect;
	guint nrect;
	GList *attributes;
};

static bool raw_open(struct raw *r, PopplerDocument *doc, int index)
{
	memset(r, 0, sizeof *r);
	r->page = poppler_document_get_page(doc, index);
	if (r->page == NULL)
		return false;
	r->text = poppler_page_get_text(r->page);
	if (r->text != NULL && !poppler_page_get_text_layout(r->page, &r->rect, &r->nrect))
		r->nrect = 0;
	r->attributes = poppler_page_get_text_attributes(r->page);
	return true;
}

static void raw_close(struct raw *r)
{
	poppler_page_free_text_attributes(r->attributes);
	g_free(r->rect);
	g_free(r->text);
	g_clear_object(&r->page);
}

/* The face of each run of characters, from Poppler's attributes. */
struct faces {
	struct gb_layout *l;
	const GList *at;
	int face;
	bool named;
	const PopplerTextAttributes *current;
};

static void face_at(struct faces *f, int index)
{
	while (f->at != NULL && index > ((const PopplerTextAttributes *)f->at->data)->end_index)
		f->at = f->at->next;
	if (f->at == NULL || f->at->data == f->current)
		return;
	f->current = f->at->data;
	const struct gb_span name = f->current->font_name != NULL ? gb_span_of(f->current->font_name) : GB_S("");

	f->named = name.n > 0 && !gb_span_eq(name, GB_S("Default"));
	f->face = gb_layout_face(f->l, f->named ? gb_font_family(name) : GB_S(""), f->current->font_size,
				 f->named && gb_font_bold(name));
}

static int mark_order(const void *pa, const void *pb)
{
	const struct gb_pdf_mark *a = pa, *b = pb;

	if (a->x < b->x || a->x > b->x)
		return a->x < b->x ? -1 : 1;
	return (a->y > b->y) - (a->y < b->y);
}

/* The mark at the left end of the glyph, its base line within the glyph's height. */
static const struct gb_pdf_mark *mark_at(const struct gb_pdf_marks *k, const struct gb_glyph *g)
{
	size_t lo = 0, hi = k->n;
	const struct gb_pdf_mark *best = NULL;

	while (lo < hi) {
		const size_t mid = (lo + hi) / 2;

		if (k->item[mid].x < g->x0 - 0.7F)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < k->n && k->item[lo].x <= g->x0 + 0.7F; lo++)
		if (k->item[lo].y > g->y0 && k->item[lo].y < g->y1 + 1)
			best = &k->item[lo];
	return best;
}

/* Nameless fonts take name and weight from the content stream; text that is stroked as well as filled is bold. */
static void mark_faces(struct gb_layout *l, struct gb_layout_page *p, struct gb_pdf_marks *k, const double *size, const bool *named)
{
	const struct gb_pdf_mark *m = NULL;

	qsort(k->item, k->n, sizeof *k->item, mark_order);
	for (size_t i = 0; i < p->nglyph; i++) {
		struct gb_glyph *g = &p->glyph[i];
		const struct gb_pdf_mark *here = mark_at(k, g);
		const bool follows = i > 0 && !g->brk && fabsf(g->y0 - g[-1].y0) < 1 && g->x0 >= g[-1].x0 &&
				     (!named[i] || g->face == g[-1].face || !m || !m->stroked);

		if (here != NULL)
			m = here;
		else if (!follows)
			m = NULL;
		if (m != NULL && !named[i])
			g->face = gb_layout_face(l, gb_font_family(m->font), m->size > 0 ? (double)m->size : size[i], m->bold);
	}
	/* Second walk: stroked runs of named fonts, so that `follows` above compares the fonts themselves. */
	m = NULL;
	for (size_t i = 0; k->stroked && i < p->nglyph; i++) {
		struct gb_glyph *g = &p->glyph[i];
		const struct gb_pdf_mark *here = mark_at(k, g);

		if (here != NULL)
			m = here;
		else if (g->brk)
			m = NULL;
		if (m != NULL && m->stroked && named[i])
			g->face = gb_layout_face(l, gb_font_family(m->font), size[i], true);
	}
}

static bool on_page(const struct gb_layout_page *p, const struct gb_glyph *g)
{
	const float x = (g->x0 + g->x1) / 2, y = (g->y0 + g->y1) / 2;

	return isfinite(x + y) && x >= 0 && y >= 0 && x <= (float)p->width && y <= (float)p->height && g->x1 >= g->x0 &&
	       g->y1 > g->y0;
}

static bool no_glyph(uint32_t cp)
{
	return gb_utf8_is_space(cp) || cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad || cp == 0xfffd || cp == 0xfffe;
}

static void glyphs(struct raw *r, struct gb_layout *l, struct gb_arena *a, struct gb_layout_page *p, struct gb_pdf_marks *k)
{
	struct gb_span s = gb_span_of(r->text);
	struct faces f = { .l = l, .at = r->attributes, .face = gb_layout_face(l, GB_S(""), 0, false) };
	double *size = gb_arena_array(a, r->nrect + 1, sizeof *size);
	bool *named = gb_arena_array(a, r->nrect + 1, sizeof *named);
	bool gap = false, brk = true, unnamed = false;

	p->glyph = gb_arena_array(a, r->nrect + 1, sizeof *p->glyph);
	for (guint i = 0; i < r->nrect && s.n > 0; i++) {
		size_t n;
		const uint32_t cp = gb_utf8_decode(s, &n);
		const PopplerRectangle *b = &r->rect[i];
		struct gb_glyph g = { gb_character_fold(cp), (float)b->x1, (float)b->y1, (float)b->x2, (float)b->y2, 0, gap, brk,
					false, 0 };

		s = gb_span_from(s, n);
		if (no_glyph(cp) || !on_page(p, &g)) {
			gap = true;
			brk = brk || cp == '\n';
			continue;
		}
		face_at(&f, (int)i);
		g.face = f.face;
		size[p->nglyph] = f.current != NULL ? f.current->font_size : 0;
		named[p->nglyph] = f.named;
		unnamed = unnamed || !f.named;
		p->glyph[p->nglyph++] = g;
		gap = brk = false;
	}
	if ((unnamed || k->stroked) && k->n > 0)
		mark_faces(l, p, k, size, named);
}

bool gb_pdf_page_load(PopplerDocument *doc, int index, struct gb_layout *l, struct gb_arena *a, struct gb_layout_page *out,
		      struct gb_pdf_drawn *drawn)
{
	struct raw r;

	*out = (struct gb_layout_page){ .number = index + 1 };
	if (!raw_open(&r, doc, index))
		return false;
	poppler_page_get_size(r.page, &out->width, &out->height);
	if (r.text != NULL && r.rect != NULL)
		glyphs(&r, l, a, out, &drawn->marks);
	out->rule = drawn->rules.item;
	out->nrule = drawn->rules.n;
	gb_pdf_marks_read(r.page, l, a, out);
	raw_close(&r);
	return true;
}
