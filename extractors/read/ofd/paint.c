/* An OFD page drawn by ourselves: text in fonts that are there, paths, PNG and JPEG pictures; other pictures as empty frames. */
#include <cairo.h>
#include <math.h>
#include <string.h>

#include "read/draw/draw.h"
#include "internal.h"
#include "base/utf8.h"

enum { PICTURE = 64 << 20 };

struct painter {
	struct gb_ofd_doc *doc;
	size_t index;
	struct gb_arena *a;
	cairo_t *cr;
	struct gb_draw_fonts *fonts;
};

static void set_ink(cairo_t *cr, struct gb_ofd_ink ink)
{
	cairo_set_source_rgba(cr, ink.r, ink.g, ink.b, ink.alpha);
}

static bool usable(cairo_matrix_t m)
{
	return fabs(m.xx * m.yy - m.yx * m.xy) > 1e-9;
}

static void paint_text(void *arg, const struct gb_ofd_text *t)
{
	struct painter *p = arg;

	if (!usable(t->m) || t->hscale < 0.01)
		return;
	set_ink(p->cr, t->ink);
	for (size_t i = 0; i < t->n; i++) {
		cairo_save(p->cr);
		cairo_transform(p->cr, &t->m);
		cairo_translate(p->cr, t->item[i].x, t->item[i].y);
		cairo_rotate(p->cr, t->turn * 1.57079632679489662);
		cairo_scale(p->cr, t->size * t->hscale, t->size);
		cairo_move_to(p->cr, 0, 0);
		if (!gb_utf8_is_space(t->item[i].cp) && !gb_draw_font_glyph(p->fonts, p->cr, t->font->family, t->bold, t->item[i].cp)) {
			cairo_rectangle(p->cr, 0.1, -0.8, 0.7, 0.8);
			cairo_set_line_width(p->cr, 0.05);
			cairo_stroke(p->cr);
		}
		cairo_restore(p->cr);
	}
}

static void paint_path(void *arg, const struct gb_ofd_path *path)
{
	struct painter *p = arg;

	cairo_new_path(p->cr);
	for (size_t i = 0; i < path->n; i++) {
		const double *v = path->item[i].v;

		switch (path->item[i].op) {
		case 'M': cairo_move_to(p->cr, v[4], v[5]); break;
		case 'L': cairo_line_to(p->cr, v[4], v[5]); break;
		case 'B': cairo_curve_to(p->cr, v[0], v[1], v[2], v[3], v[4], v[5]); break;
		default: cairo_close_path(p->cr); break;
		}
	}
	if (path->fills) {
		set_ink(p->cr, path->fill);
		cairo_fill_preserve(p->cr);
	}
	if (path->strokes) {
		set_ink(p->cr, path->stroke);
		cairo_set_line_width(p->cr, fmax(path->width, 0.2));
		cairo_stroke_preserve(p->cr);
	}
	cairo_new_path(p->cr);
}

static cairo_status_t give(void *arg, unsigned char *data, unsigned int n)
{
	struct gb_span *s = arg;

	if (s->n < n)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(data, s->p, n);
	*s = gb_span_from(*s, n);
	return CAIRO_STATUS_SUCCESS;
}

static bool paint_picture(struct painter *p, long id)
{
	const struct gb_ofd_part *part = gb_ofd_part(&p->doc->media, id);
	struct gb_span bytes;

	if (part == NULL || gb_package_load(p->doc->package, p->a, part->part, PICTURE, &bytes) != GB_ERR_OK)
		return false;
	if (!gb_span_starts(bytes, GB_S("\x89PNG")))
		return gb_draw_jpeg(p->cr, bytes);
	cairo_surface_t *s = cairo_image_surface_create_from_png_stream(give, &bytes);
	const bool ok = cairo_surface_status(s) == CAIRO_STATUS_SUCCESS && cairo_image_surface_get_width(s) > 0;

	if (ok) {
		cairo_scale(p->cr, 1.0 / cairo_image_surface_get_width(s), 1.0 / cairo_image_surface_get_height(s));
		cairo_set_source_surface(p->cr, s, 0, 0);
		cairo_paint(p->cr);
	}
	cairo_surface_destroy(s);
	return ok;
}

static void paint_image(void *arg, const struct gb_ofd_image *i)
{
	struct painter *p = arg;

	if (!usable(i->m))
		return;
	cairo_save(p->cr);
	cairo_transform(p->cr, &i->m);
	if (!paint_picture(p, i->id)) {
		cairo_set_source_rgba(p->cr, 0.6, 0.6, 0.6, 0.25);
		cairo_rectangle(p->cr, 0, 0, 1, 1);
		cairo_fill(p->cr);
	}
	cairo_restore(p->cr);
}

static void backdrop(void *arg, cairo_t *cr)
{
	struct painter *p = arg;
	const struct gb_ofd_pen pen = { paint_text, paint_path, paint_image, p };
	double width, height;

	p->cr = cr;
	p->fonts = gb_draw_fonts_new(p->a);
	gb_ofd_page_draw(p->doc, p->index, p->a, &pen, &width, &height);
	gb_draw_fonts_close(p->fonts);
}

void gb_ofd_paint(struct gb_ofd_doc *doc, size_t index, struct gb_arena *a, cairo_t *cr)
{
	struct painter p = { .doc = doc, .index = index, .a = a };

	backdrop(&p, cr);
}

static void no_text(void *arg, const struct gb_ofd_text *t)
{
	(void)arg;
	(void)t;
}

static void no_path(void *arg, const struct gb_ofd_path *p)
{
	(void)arg;
	(void)p;
}

static void no_image(void *arg, const struct gb_ofd_image *i)
{
	(void)arg;
	(void)i;
}

/* The size of a page is known when it has been walked, so it is walked twice. */
static void draw_page(struct painter *p, const struct gb_canvas *to)
{
	const struct gb_ofd_pen none = { no_text, no_path, no_image, NULL };
	double width, height;

	gb_ofd_page_draw(p->doc, p->index, p->a, &none, &width, &height);
	to->put(to, width, height, backdrop, p);
}

enum gb_err gb_ofd_draw(struct gb_reading *r, int page, const struct gb_canvas *to)
{
	struct painter p = { .a = r->arena };
	struct gb_ofd o;
	const enum gb_err err = gb_ofd_doc_open(&o, r->arena, r->bytes);
	long long pages = 0;
	size_t left = (size_t)page - 1;

	for (size_t i = 0; i < o.ndoc; i++)
		pages += (long long)o.doc[i].pages.n;
	for (size_t i = 0; i < o.ndoc && p.doc == NULL; i++) {
		if (left < o.doc[i].pages.n)
			p.doc = &o.doc[i];
		else
			left -= o.doc[i].pages.n;
	}
	p.index = left;
	if (o.ndoc > 0 && gb_draw_has_page(r, page, pages) && p.doc != NULL)
		draw_page(&p, to);
	gb_ofd_doc_close(&o);
	return o.ndoc > 0 ? GB_ERR_OK : err;
}
