#include "internal.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/*
 * The readings of a page, in dots an inch.  The recogniser scales lines to a fixed
 * height, but not to a fixed width, and what it reads wrong depends on both: of 000
 * it can lose a 0 that it finds when there is more room.
 */
static const struct {
	double resolution, stretch;
} ways[] = { { 180, 1 }, { 240, 1 }, { 130, 1.15 } };

enum { SIDE = 6000 /* pixels */ };

/* Of the time for a file, what OCR may use: the rest is for writing down what it has found. */
static const double SHARE = 0.85;

static bool always(const struct gb_reading *r)
{
	return r->limits != NULL && r->limits->ocr == GB_OCR_ALWAYS;
}

static int milliseconds_left(const struct gb_reading *r)
{
	const gint64 spent = (g_get_monotonic_time() - r->started) / 1000;

	return (int)(r->limits->seconds * 1000 * SHARE) - (int)spent;
}

/* NULL when there is none, with *why. */
static struct gb_ocr *engine(struct gb_reading *r, struct gb_span *why)
{
	if (r->limits == NULL || r->limits->ocr == GB_OCR_NEVER) {
		*why = GB_S("");
		return NULL;
	}
	if (r->ocr == NULL && r->no_ocr.n == 0) {
		r->ocr = gb_ocr_open(&r->no_ocr);
		if (r->ocr != NULL)
			gb_reading_engine(r, gb_ocr_name(r->ocr));
	}
	*why = r->no_ocr;
	return r->ocr;
}

static void grey_of(cairo_surface_t *s, struct gb_raster *out)
{
	const unsigned char *data = cairo_image_surface_get_data(s);
	const int stride = cairo_image_surface_get_stride(s);

	for (int y = 0; y < out->height; y++)
		for (int x = 0; x < out->width; x++) {
			uint32_t v;

			memcpy(&v, data + (size_t)y * (size_t)stride + (size_t)x * 4, 4);
			out->pixel[(size_t)y * (size_t)out->stride + (size_t)x] =
				(unsigned char)(((v >> 16 & 255) * 77 + (v >> 8 & 255) * 151 + (v & 255) * 28) >> 8);
		}
}

static bool draw(const struct gb_layout_page *p, const struct gb_ocr_drawer *d, size_t way, struct gb_arena *a, struct gb_raster *out)
{
	const double most = SIDE / fmax(fmax(p->width, p->height), 1);

	out->scale = fmin(ways[way].resolution / 72, most);
	out->stretch = ways[way].stretch;
	out->width = (int)ceil(p->width * out->scale * out->stretch);
	out->height = (int)ceil(p->height * out->scale);
	if (out->width < 16 || out->height < 16)
		return false;
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, out->width, out->height);
	cairo_t *cr = cairo_create(s);

	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, out->scale * out->stretch, out->scale);
	const bool drawn = d->draw(d->arg, cr) && cairo_surface_status(s) == CAIRO_STATUS_SUCCESS;

	cairo_destroy(cr);
	cairo_surface_flush(s);
	out->stride = out->width;
	out->pixel = gb_arena_alloc(a, (size_t)out->stride * (size_t)out->height);
	if (drawn)
		grey_of(s, out);
	cairo_surface_destroy(s);
	return drawn;
}

static void lost(struct gb_reading *r, int page, enum gb_judgement why, struct gb_span because)
{
	const enum gb_err code = why == GB_PAGE_PICTURE ? GB_ERR_IMAGE : GB_ERR_UNTRUSTED;
	struct gb_span text = GB_S("");

	if (because.n > 0)
		text = gb_arena_concat(r->arena, gb_arena_concat(r->arena, gb_err_text(code), GB_S("; ")), because);
	gb_reading_judge(r, page, why);
	gb_reading_error(r, page, code, text);
}

struct attempt {
	struct gb_reading *r;
	struct gb_ocr *o;
	struct gb_layout *l;
	struct gb_arena *a;
	const struct gb_ocr_drawer *drawer;
	struct gb_span because; /* why nothing was read */
};

/* One reading of *page into *out; false with the reason. */
static bool read_once(struct attempt *x, const struct gb_layout_page *page, size_t which, struct gb_layout_page *out)
{
	struct gb_raster picture;

	*out = *page;
	x->because = GB_S("there was no time left for OCR (--seconds)");
	if (milliseconds_left(x->r) <= 0)
		return false;
	if (!draw(page, x->drawer, which, x->a, &picture)) {
		x->because = GB_S("it could not be drawn");
		return false;
	}
	return gb_ocr_read(x->o, &picture, milliseconds_left(x->r), x->l, x->a, out);
}

static bool read_page(struct attempt *x, const struct gb_layout_page *page, struct gb_layout_page *out)
{
	struct gb_layout_page second, third;

	if (!read_once(x, page, 0, out))
		return false;
	if (out->nglyph == 0)
		return true;
	if (!read_once(x, page, 1, &second))
		return false;
	const bool differ = gb_ocr_vote_differences(out, &second) > 0;

	if (differ && !read_once(x, page, 2, &third))
		return false;
	gb_ocr_vote(x->a, out, &second, differ ? &third : NULL);
	return true;
}

static bool read_picture(struct gb_reading *r, struct gb_layout *l, struct gb_arena *a, struct gb_layout_page *page, enum gb_judgement why,
		 const struct gb_ocr_drawer *drawer)
{
	struct attempt x = { .r = r, .l = l, .a = a, .drawer = drawer };
	struct gb_layout_page read;

	x.o = engine(r, &x.because);
	if (x.o == NULL || !read_page(&x, page, &read)) {
		if (why != GB_PAGE_OCR)
			lost(r, page->number, why, x.because);
		else if (x.o == NULL || page->nglyph == 0)
			gb_reading_error(r, page->number, GB_ERR_IMAGE, x.because);
		return false;
	}
	if (read.nglyph == 0 && why == GB_PAGE_PICTURE) {
		lost(r, page->number, why, GB_S("OCR found no text in it"));
		return false;
	}
	if (why == GB_PAGE_UNTRUSTED)
		lost(r, page->number, why, GB_S("it was read from its picture instead"));
	gb_reading_judge(r, page->number, GB_PAGE_OCR);
	*page = read;
	return true;
}

void gb_ocr_page_end(struct gb_reading *r)
{
	gb_ocr_close(r->ocr);
	r->ocr = NULL;
}

void gb_ocr_page_judge(struct gb_reading *r, struct gb_layout *l, struct gb_arena *a,
		       struct gb_layout_page *page, struct gb_ocr_doubt doubt,
		  const struct gb_ocr_drawer *drawer)
{
	const enum gb_trust text = gb_trust_of(page->glyph, page->nglyph);
	const enum gb_trust trust = text == GB_TRUST_FULL && doubt.bad_map ? GB_TRUST_DOUBTFUL : text;
	bool read = false;

	if (doubt.pictured)
		read = read_picture(r, l, a, page, GB_PAGE_PICTURE, drawer);
	else if (trust != GB_TRUST_FULL)
		read = read_picture(r, l, a, page, GB_PAGE_UNTRUSTED, drawer);
	else if (always(r))
		read = read_picture(r, l, a, page, GB_PAGE_OCR, drawer);
	if (!read && trust == GB_TRUST_NONE)
		page->nglyph = 0;
}
