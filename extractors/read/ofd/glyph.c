/* The pen that collects characters, ruling lines and the share of pictures for the layout engine. */
#include <math.h>

#include "internal.h"
#include "text/characters.h"
#include "base/utf8.h"

enum { GLYPHS = 2000000, ASIDES = 2000 };

/* How far a character reaches above and below its base line, in sizes. */
static const double ASCENT = 0.86, DESCENT = 0.14;

struct collector {
	struct gb_ofd_sheet *out;
	struct gb_layout *l;
	struct gb_arena *a, *keep;
	struct gb_ofd_asides *asides;
	size_t glyph_cap;
	struct gb_layout_rules rules, images, areas; /* areas: filled with a colour, pictures too */
	struct gb_glyph *hidden; /* characters that are not shown: an OCR layer under a picture */
	size_t nhidden, hidden_cap;
	struct gb_layout_segment *segment;
	size_t nsegment, segment_cap;
};

/* ---- characters ---- */

/* Widths of the printable ASCII characters in a usual text face, hundredths of its size. */
static const unsigned char ascii_width[95] = {
	25, 33, 41, 50, 50, 83, 78, 18, 33, 33, 50, 56, 25, 33, 25, 28, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 28, 28, 56, 56, 56, 44,
	92, 72, 67, 67, 72, 61, 56, 72, 72, 33, 39, 72, 61, 89, 72, 72, 56, 72, 67, 56, 61, 72, 72, 94, 72, 72, 61, 33, 28, 33, 47, 50,
	33, 44, 50, 44, 50, 44, 33, 50, 50, 28, 28, 50, 28, 78, 50, 50, 50, 50, 33, 39, 28, 50, 50, 72, 50, 50, 44, 48, 20, 48, 54,
};

/* The offset that most narrow characters of the piece have: a face of one width, or figures spaced out. */
static double common_offset(const struct gb_ofd_text *t)
{
	double best = 0;
	size_t most = 0, narrow = 0;

	for (size_t i = 0; i < t->n && i < 400; i++) {
		size_t same = 0;

		narrow += t->item[i].cp < 0x2000 && t->item[i].dx > 0;
		for (size_t k = i; k < t->n && k < i + 64 && t->item[i].cp < 0x2000; k++)
			same += t->item[k].cp < 0x2000 && fabs(t->item[k].dx - t->item[i].dx) < 0.01 * t->size;
		if (same > most && t->item[i].dx > 0) {
			most = same;
			best = t->item[i].dx;
		}
	}
	return most >= 2 && (2 * most > narrow || most >= 40) ? best : 0;
}

/* Width of a character in sizes: what the file's own offset says, where that can be its width. */
static double width_of(uint32_t cp, double offset, double common)
{
	const bool narrow = (cp < 0x2000 && cp != 0xb7 && cp != 0xd7) || (cp >= 0x2010 && cp <= 0x2013);
	const double usual = cp >= 0x20 && cp < 0x7f ? ascii_width[cp - 0x20] / 100.0 : narrow ? 0.5 : 1;

	if (narrow && offset > 0.4 * usual && (offset < fmax(usual + 0.16, 0.52) || (offset < 1.1 && fabs(offset - common) < 0.02)))
		return offset;
	return offset > 0.45 * usual && offset < usual ? offset : usual;
}

static bool blank(uint32_t cp)
{
	return gb_utf8_is_space(cp) || cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad || cp == 0xfffd || cp == 0xfffe;
}

static struct gb_box box_of(const struct gb_ofd_text *t, const struct gb_ofd_char *c, double common)
{
	const double em = t->size * t->hscale;
	const double w = em * width_of(c->cp, c->dx > 0 && fabs(c->dy) < 0.1 * t->size ? c->dx / em : 0, common / em);
	const double xs[2] = { 0, w }, ys[2] = { -ASCENT * t->size, DESCENT * t->size };
	struct gb_box b = { 1e9, 1e9, -1e9, -1e9 };

	for (int i = 0; i < 4; i++) {
		double x = xs[i & 1], y = ys[i >> 1];

		for (int k = 0; k < t->turn; k++) {
			const double old = x;

			x = -y;
			y = old;
		}
		gb_ofd_value_apply(t->m, c->x + x, c->y + y, &x, &y);
		b = gb_record_join_boxes(b, (struct gb_box){ x, y, x, y });
	}
	return b;
}

/* Does b go on where a ends?  `near` bounds the gap, in heights; characters drawn down or up the page go on too. */
static bool goes_on(const struct gb_glyph *a, const struct gb_glyph *b, float near)
{
	const float h = fminf(a->y1 - a->y0, b->y1 - b->y0), gap = b->x0 - a->x1;

	if (fabsf(a->y0 + a->y1 - b->y0 - b->y1) < 0.8F * h)
		return gap > -0.5F * h && gap < near * h;
	return near > 1 && fabsf(a->x0 - b->x0) < 0.3F * h && b->y0 < a->y1 + h && b->y1 > a->y0 - h;
}

static void add_glyph(struct collector *k, bool hidden, struct gb_glyph g, float near)
{
	struct gb_layout_page *p = &k->out->page;
	struct gb_glyph *last = hidden ? (k->nhidden > 0 ? &k->hidden[k->nhidden - 1] : NULL)
				       : (p->nglyph > 0 ? &p->glyph[p->nglyph - 1] : NULL);

	if (p->nglyph + k->nhidden >= GLYPHS)
		return;
	g.brk = last == NULL || !goes_on(last, &g, near);
	if (hidden)
		*GB_PUSH(k->a, k->hidden, k->nhidden, k->hidden_cap) = g;
	else
		*GB_PUSH(k->a, p->glyph, p->nglyph, k->glyph_cap) = g;
}

/* ---- watermarks ---- */

static bool slanted(const cairo_matrix_t *m)
{
	const double x = fabs(m->xx), y = fabs(m->yx);

	return fmin(x, y) > 0.17 * fmax(x, y);
}

/* Text that lets the page through, or large text in a grey near the colour of paper. */
static bool pale(const struct gb_ofd_text *t, double size)
{
	const double light = 1 - t->ink.alpha * (1 - (0.3 * t->ink.r + 0.59 * t->ink.g + 0.11 * t->ink.b));

	const double most = fmax(t->ink.r, fmax(t->ink.g, t->ink.b)), least = fmin(t->ink.r, fmin(t->ink.g, t->ink.b));

	return t->ink.alpha < 0.55 || (size >= 20 && light > 0.72 && light < 0.97 && most - least < 0.15);
}

/* White text shows only on something that is not: without it, it is there for machines. */
static bool unseen(const struct collector *k, const struct gb_ofd_text *t)
{
	const struct gb_box b = box_of(t, &t->item[0], 0);
	const double x = (b.x0 + b.x1) / 2, y = (b.y0 + b.y1) / 2;

	if (fmin(t->ink.r, fmin(t->ink.g, t->ink.b)) < 0.99)
		return false;
	for (size_t i = 0; i < k->areas.n; i++) {
		const struct gb_layout_rule *r = &k->areas.item[i];

		if (x >= (double)r->x0 && x <= (double)r->x1 && y >= (double)r->y0 && y <= (double)r->y1)
			return false;
	}
	return true;
}

static void add_aside(struct collector *k, const struct gb_ofd_text *t, double size)
{
	struct gb_buf text = { 0 };
	struct gb_box box = { 1e9, 1e9, -1e9, -1e9 };

	for (size_t i = 0; i < t->n && i < 400; i++) {
		gb_buf_add_cp(&text, gb_utf8_is_space(t->item[i].cp) ? ' ' : blank(t->item[i].cp) ? 0xfffd : t->item[i].cp);
		box = gb_record_join_boxes(box, box_of(t, &t->item[i], 0));
	}
	const struct gb_span s = gb_span_trim(gb_buf_span(&text));
	bool known = s.n == 0 || k->asides->n >= ASIDES;

	for (size_t i = 0; i < k->asides->n && !known; i++)
		known = gb_span_eq(k->asides->item[i].text, s);
	if (!known)
		*GB_PUSH(k->keep, k->asides->item, k->asides->n, k->asides->cap) = (struct gb_ofd_aside){
			gb_arena_copy(k->keep, s), k->out->page.number, box, { .font = t->font->family, .size = size, .bold = t->bold } };
	gb_buf_free(&text);
}

/* ---- the pen ---- */

static void take_text(void *arg, const struct gb_ofd_text *t)
{
	struct collector *k = arg;
	const double size = t->size * sqrt(fabs(t->m.xx * t->m.yy - t->m.yx * t->m.xy));
	const bool hidden = t->ink.alpha < 0.02;

	if (!(size > 0.5) || size > 2000 || unseen(k, t))
		return;
	if (!hidden && (t->role == GB_OFD_NOTE || t->role == GB_OFD_WATERMARK || slanted(&t->m) || pale(t, size))) {
		add_aside(k, t, size);
		return;
	}
	const int face = gb_layout_face(k->l, t->font->family, size, t->bold);
	const double common = common_offset(t);
	bool gap = false, first = true;

	for (size_t i = 0; i < t->n; i++) {
		if (blank(t->item[i].cp)) {
			gap = true;
			continue;
		}
		const struct gb_box b = box_of(t, &t->item[i], common);
		const struct gb_glyph g = { gb_character_fold(t->item[i].cp), (float)b.x0, (float)b.y0, (float)b.x1, (float)b.y1, face, gap,
					    false, false, 0 };

		add_glyph(k, hidden, g, first ? 0.18F : 3.0F);
		gap = first = false;
	}
}

static struct gb_box box_of_path(const struct gb_ofd_path *p)
{
	struct gb_box b = { 1e9, 1e9, -1e9, -1e9 };

	for (size_t i = 0; i < p->n; i++)
		if (p->item[i].op != 'C')
			b = gb_record_join_boxes(b, (struct gb_box){ p->item[i].v[4], p->item[i].v[5], p->item[i].v[4], p->item[i].v[5] });
	return b;
}

static void add_segment(struct collector *k, double x0, double y0, double x1, double y1, int sub)
{
	*GB_PUSH(k->a, k->segment, k->nsegment, k->segment_cap) = (struct gb_layout_segment){ x0, y0, x1, y1, sub };
}

/* The straight parts of a path. */
static void segments(struct collector *k, const struct gb_ofd_path *p)
{
	double x = 0, y = 0, sx = 0, sy = 0;
	int sub = 0;

	k->nsegment = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct gb_ofd_step *s = &p->item[i];
		const double *end = s->op == 'C' ? (const double[2]){ sx, sy } : s->v + 4;

		if (s->op == 'L' || (s->op == 'C' && (sx < x || sx > x || sy < y || sy > y)))
			add_segment(k, x, y, end[0], end[1], sub);
		if (s->op == 'M') {
			sx = end[0];
			sy = end[1];
			sub++;
		}
		x = end[0];
		y = end[1];
	}
}

static bool seen(struct gb_ofd_ink ink)
{
	return ink.alpha > 0.02 && fmin(ink.r, fmin(ink.g, ink.b)) <= 0.98;
}

static void take_path(void *arg, const struct gb_ofd_path *p)
{
	struct collector *k = arg;
	const bool fills = p->fills && seen(p->fill), strokes = p->strokes && seen(p->stroke);
	const size_t before = k->rules.n;
	bool area = false;
	const struct gb_box b = box_of_path(p);
	const double w = b.x1 - b.x0, h = b.y1 - b.y0;

	if (!(fills || strokes) || p->role == GB_OFD_NOTE || p->role == GB_OFD_WATERMARK)
		return;
	segments(k, p);
	if (fills) {
		gb_ruling_fill(k->a, &k->rules, k->segment, k->nsegment);
		area = k->rules.n == before;
		gb_ruling_add(k->a, &k->areas, b.x0, b.y0, b.x1, b.y1);
	}
	if (strokes)
		gb_ruling_stroke(k->a, &k->rules, k->segment, k->nsegment);
	if (!(area || k->rules.n == before) || !(fmax(w, h) > 2))
		return;
	k->out->shapes++;
	if (fills && p->n >= 8 && fmax(w, h) <= 60)
		k->out->outlines++;
}

static void take_image(void *arg, const struct gb_ofd_image *i)
{
	struct collector *k = arg;
	double x0, y0, x1, y1;

	if (i->role == GB_OFD_NOTE || i->role == GB_OFD_WATERMARK)
		return;
	gb_ofd_value_apply(i->m, 0, 0, &x0, &y0);
	gb_ofd_value_apply(i->m, 1, 1, &x1, &y1);
	gb_ruling_add(k->a, &k->images, x0, y0, x1, y1);
	gb_ruling_add(k->a, &k->areas, x0, y0, x1, y1);
}

static bool on_page(const struct gb_layout_page *p, const struct gb_glyph *g)
{
	const float x = (g->x0 + g->x1) / 2, y = (g->y0 + g->y1) / 2;

	return isfinite(x + y) && x >= 0 && y >= 0 && x <= (float)p->width && y <= (float)p->height && g->y1 > g->y0;
}

static void drop_outside(struct gb_layout_page *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nglyph; i++)
		if (on_page(p, &p->glyph[i]))
			p->glyph[n++] = p->glyph[i];
	p->nglyph = n;
}

static double covered(const struct gb_layout_page *p, const struct gb_layout_rules *images)
{
	double area = 0;

	for (size_t i = 0; i < images->n; i++) {
		const struct gb_layout_rule *b = &images->item[i];

		area += ((double)b->x1 - (double)b->x0) * ((double)b->y1 - (double)b->y0);
	}
	return p->width * p->height > 0 ? area / (p->width * p->height) : 0;
}

enum gb_err gb_ofd_glyph_sheet(struct gb_ofd_doc *d, size_t index, int number, struct gb_layout *l, struct gb_arena *a,
			 struct gb_ofd_sheet *out, struct gb_arena *keep, struct gb_ofd_asides *asides)
{
	struct collector k = { .out = out, .l = l, .a = a, .keep = keep, .asides = asides };
	const struct gb_ofd_pen pen = { take_text, take_path, take_image, &k };

	*out = (struct gb_ofd_sheet){ .page.number = number };
	const enum gb_err err = gb_ofd_page_draw(d, index, a, &pen, &out->page.width, &out->page.height);

	out->covered = covered(&out->page, &k.images);
	if (out->page.nglyph == 0 && out->covered > 0.25) {
		out->page.glyph = k.hidden;
		out->page.nglyph = k.nhidden;
	}
	drop_outside(&out->page);
	out->page.rule = k.rules.item;
	out->page.nrule = k.rules.n;
	return err;
}
