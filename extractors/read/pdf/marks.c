/*
 * What stands on a page besides its content: values of form fields and free-text
 * notes become characters at their place; what is struck out, by a line or by a
 * mark of a reviewer, is taken out.
 */
#include <math.h>

#include "internal.h"
#include "base/utf8.h"

/* Points: no larger letters are assumed in a field.  Shares of the height of a letter. */
static const float LETTER = 12, BAND = 0.2F, ENDS = 0.5F;

static const double FRAME = 3;

enum { MOST_LINES = 4000 };

/* ---- texts in boxes ---- */

static float width_of(uint32_t cp)
{
	return cp >= 0x2e80 ? 1 : 0.5F;
}

static float width_of_text(struct gb_span s)
{
	float width = 0;
	size_t len;

	for (; s.n > 0; s = gb_span_from(s, len))
		width += width_of(gb_utf8_decode(s, &len));
	return width;
}

/* Puts a text into a box, line by line, as large as it fits. */
static void put_text(struct gb_layout *l, struct gb_arena *a, struct gb_layout_page *p, struct gb_box box, struct gb_span text)
{
	const float high = (float)(box.y1 - box.y0), wide = (float)(box.x1 - box.x0), ems = width_of_text(text);
	float em = fminf(LETTER, 0.9F * high);

	if (text.n == 0 || !(em > 1) || !(wide > 1))
		return;
	const float rows = ceilf(ems * em / wide);

	em = rows > 1 ? fminf(em, high / rows) : em;
	struct gb_glyph *g = gb_arena_array(a, p->nglyph + gb_utf8_count(text), sizeof *g);
	const int face = gb_layout_face(l, GB_S(""), (double)em, false);
	float x = (float)box.x0, y = rows > 1 ? (float)box.y0 : (float)(box.y0 + box.y1) / 2 - em / 2;
	bool first = true;
	size_t len;

	for (size_t i = 0; i < p->nglyph; i++)
		g[i] = p->glyph[i];
	p->glyph = g;
	for (; text.n > 0; text = gb_span_from(text, len)) {
		const uint32_t cp = gb_utf8_decode(text, &len);
		const float step = width_of(cp) * em;

		if (x + step > (float)box.x1 + 0.5F || cp == '\n' || cp == '\r') {
			x = (float)box.x0;
			y += em;
		}
		if (!gb_utf8_is_space(cp))
			p->glyph[p->nglyph++] = (struct gb_glyph){ .cp = cp, .x0 = x, .y0 = y, .x1 = x + step, .y1 = y + em, .face = face,
								   .brk = first };
		first = false;
		x += step;
	}
}

static struct gb_box place_of(const PopplerRectangle *r, double height)
{
	return (struct gb_box){ r->x1, height - r->y2, r->x2, height - r->y1 };
}

/* What a field shows; to be freed, or NULL. */
static char *value_of(PopplerFormField *f)
{
	GString *out;

	switch (poppler_form_field_get_field_type(f)) {
	case POPPLER_FORM_FIELD_TEXT:
		return poppler_form_field_text_is_password(f) ? NULL : poppler_form_field_text_get_text(f);
	case POPPLER_FORM_FIELD_CHOICE:
		out = g_string_new(NULL);
		for (int i = 0; i < poppler_form_field_choice_get_n_items(f); i++)
			if (poppler_form_field_choice_is_item_selected(f, i)) {
				char *item = poppler_form_field_choice_get_item(f, i);

				g_string_append(out, item != NULL ? item : "");
				g_free(item);
			}
		if (out->len == 0 && poppler_form_field_choice_is_editable(f)) {
			char *typed = poppler_form_field_choice_get_text(f);

			g_string_append(out, typed != NULL ? typed : "");
			g_free(typed);
		}
		return g_string_free(out, FALSE);
	case POPPLER_FORM_FIELD_UNKNOWN:
	case POPPLER_FORM_FIELD_BUTTON:
	case POPPLER_FORM_FIELD_SIGNATURE:
	default: return NULL;
	}
}

/* The frame around a field is no table. */
static void drop_frame(struct gb_layout_page *p, struct gb_box b)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nrule; i++) {
		const struct gb_layout_rule *r = &p->rule[i];
		const bool in = (double)r->x0 > b.x0 - FRAME && (double)r->x1 < b.x1 + FRAME && (double)r->y0 > b.y0 - FRAME &&
				(double)r->y1 < b.y1 + FRAME;

		if (!in)
			p->rule[n++] = *r;
	}
	p->nrule = n;
}

static void put_fields(PopplerPage *page, struct gb_layout *l, struct gb_arena *a, struct gb_layout_page *p)
{
	GList *all = poppler_page_get_form_field_mapping(page);

	for (const GList *at = all; at != NULL; at = at->next) {
		const PopplerFormFieldMapping *m = at->data;
		char *value = value_of(m->field);

		drop_frame(p, place_of(&m->area, p->height));
		if (value != NULL && g_utf8_validate(value, -1, NULL))
			put_text(l, a, p, place_of(&m->area, p->height), gb_span_trim(gb_span_of(value)));
		g_free(value);
	}
	poppler_page_free_form_field_mapping(all);
}

/* ---- struck out ---- */

static void drop(struct gb_layout_page *p, const bool *gone)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nglyph; i++)
		if (!gone[i])
			p->glyph[n++] = p->glyph[i];
	p->nglyph = n;
}

/* Marks the glyphs that a lying line at y from x0 to x1 goes through; a line that also goes on beside them is a rule. */
static void strike(const struct gb_layout_page *p, float x0, float x1, float y, bool *gone)
{
	float first = 1e9F, last = -1e9F, high = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < p->nglyph; i++) {
			const struct gb_glyph *g = &p->glyph[i];
			const float h = g->y1 - g->y0, middle = (g->x0 + g->x1) / 2;

			if (middle < x0 || middle > x1 || fabsf(y - (g->y0 + g->y1) / 2) > BAND * h)
				continue;
			first = fminf(first, g->x0);
			last = fmaxf(last, g->x1);
			high = fmaxf(high, h);
			gone[i] = gone[i] || pass == 1;
		}
		if (first > last || fabsf(first - x0) > ENDS * high || fabsf(last - x1) > ENDS * high)
			return;
	}
}

static void strike_lines(const struct gb_layout_page *p, bool *gone)
{
	size_t lines = 0;

	for (size_t i = 0; i < p->nrule && lines < MOST_LINES; i++) {
		const struct gb_layout_rule *r = &p->rule[i];

		if (r->y1 - r->y0 > 2 || r->x1 - r->x0 < 3)
			continue;
		lines++;
		strike(p, r->x0, r->x1, (r->y0 + r->y1) / 2, gone);
	}
}

/* The quadrilaterals of a reviewer's mark. */
static void strike_annot(PopplerAnnot *annot, const struct gb_layout_page *p, bool *gone)
{
	GArray *quads = poppler_annot_text_markup_get_quadrilaterals(POPPLER_ANNOT_TEXT_MARKUP(annot));

	for (guint k = 0; quads != NULL && k < quads->len; k++) {
		const PopplerQuadrilateral *q = &g_array_index(quads, PopplerQuadrilateral, k);
		const double x0 = fmin(q->p1.x, q->p3.x), x1 = fmax(q->p2.x, q->p4.x);
		const double y0 = p->height - fmax(q->p1.y, q->p3.y), y1 = p->height - fmin(q->p1.y, q->p3.y);

		for (size_t i = 0; i < p->nglyph; i++) {
			const double x = (double)(p->glyph[i].x0 + p->glyph[i].x1) / 2, y = (double)(p->glyph[i].y0 + p->glyph[i].y1) / 2;

			gone[i] = gone[i] || (x > x0 && x < x1 && y > y0 && y < y1);
		}
	}
	if (quads != NULL)
		g_array_free(quads, TRUE);
}

static void read_annots(PopplerPage *page, struct gb_layout *l, struct gb_arena *a, struct gb_layout_page *p, bool *gone)
{
	GList *all = poppler_page_get_annot_mapping(page);

	for (const GList *at = all; at != NULL; at = at->next)
		if (poppler_annot_get_annot_type(((PopplerAnnotMapping *)at->data)->annot) == POPPLER_ANNOT_STRIKE_OUT)
			strike_annot(((PopplerAnnotMapping *)at->data)->annot, p, gone);
	drop(p, gone);
	for (const GList *at = all; at != NULL; at = at->next) {
		const PopplerAnnotMapping *m = at->data;
		const bool seen = (poppler_annot_get_flags(m->annot) & (POPPLER_ANNOT_FLAG_HIDDEN | POPPLER_ANNOT_FLAG_NO_VIEW)) == 0;

		if (poppler_annot_get_annot_type(m->annot) != POPPLER_ANNOT_FREE_TEXT || !seen)
			continue;
		char *text = poppler_annot_get_contents(m->annot);

		if (text != NULL && g_utf8_validate(text, -1, NULL))
			put_text(l, a, p, place_of(&m->area, p->height), gb_span_trim(gb_span_of(text)));
		g_free(text);
	}
	poppler_page_free_annot_mapping(all);
}

void gb_pdf_marks_read(PopplerPage *page, struct gb_layout *l, struct gb_arena *a, struct gb_layout_page *p)
{
	bool *gone = gb_arena_array(a, p->nglyph + 1, sizeof *gone);

	strike_lines(p, gone);
	read_annots(page, l, a, p, gone);
	put_fields(page, l, a, p);
}
