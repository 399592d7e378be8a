/* The picture of a page: made in a child, sent as lines of a record, put together again. */
#include <glib.h>
#include <math.h>
#include <poppler.h>
#include <string.h>

#include "base/say.h"
#include "internal.h"

#define RECORD "{\"record\":\"png\",\"data\":\""
#define SLICE ((size_t)48 << 10) /* bytes of the picture in one line; three bytes are four characters */

enum { LEGEND = 18, SIDE = 12000 /* pixels */ };

/* How much of the page shines through under the marks. */
static const double FADE = 0.25;

/* ---- the child's end ---- */

static cairo_status_t collect(void *arg, const unsigned char *data, unsigned int n)
{
	gb_buf_add(arg, (struct gb_span){ (const char *)data, n });
	return CAIRO_STATUS_SUCCESS;
}

static void put_slices(struct gb_reading *r, struct gb_span png)
{
	while (png.n > 0) {
		const struct gb_span slice = gb_span_sub(png, 0, SLICE);
		char *text = g_base64_encode((const guchar *)slice.p, slice.n);

		gb_buf_clear(&r->tmp);
		gb_buf_add(&r->tmp, GB_S(RECORD));
		gb_buf_add(&r->tmp, gb_span_of(text));
		gb_buf_add(&r->tmp, GB_S("\"}"));
		gb_sink_put(r->to, gb_buf_span(&r->tmp));
		g_free(text);
		png = gb_span_from(png, slice.n);
	}
}

static void draw(struct gb_rendering *x, cairo_t *cr, double width, double height, void (*backdrop)(void *, cairo_t *), void *arg)
{
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_save(cr);
	cairo_rectangle(cr, 0, 0, width, height);
	cairo_clip(cr);
	backdrop(arg, cr);
	cairo_restore(cr);
	cairo_set_source_rgba(cr, 1, 1, 1, FADE);
	cairo_paint(cr);
	gb_render_marks(cr, x->what);
	gb_render_legend(cr, x->what, height);
}

void gb_render_put(struct gb_rendering *x, double width, double height, void (*backdrop)(void *arg, cairo_t *cr), void *arg)
{
	const double scale = x->what->resolution / 72;
	struct gb_buf png = { 0 };

	if (x->put != NULL) {
		x->put(x, width, height, backdrop, arg);
		return;
	}
	if (!(width * scale >= 1 && height * scale >= 1 && width * scale < SIDE && height * scale < SIDE)) {
		gb_reading_error(&x->r, x->what->page, GB_ERR_LIMIT, GB_T("the picture would be too large; ask for a lower resolution"));
		return;
	}
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(width * scale),
							      (int)ceil((height + LEGEND) * scale));
	cairo_t *cr = cairo_create(surface);

	cairo_scale(cr, scale, scale);
	draw(x, cr, width, height, backdrop, arg);
	cairo_destroy(cr);
	if (cairo_surface_write_to_png_stream(surface, collect, &png) == CAIRO_STATUS_SUCCESS)
		put_slices(&x->r, gb_buf_span(&png));
	else
		gb_reading_error(&x->r, x->what->page, GB_ERR_PAGE, GB_T("the page could not be drawn"));
	cairo_surface_destroy(surface);
	gb_buf_free(&png);
}

bool gb_render_has(struct gb_rendering *x, long long pages)
{
	char text[192];

	if (x->what->page >= 1 && x->what->page <= pages)
		return true;
	g_snprintf(text, sizeof text, _("there is no page %d: the file has %lld"), x->what->page, pages);
	gb_reading_error(&x->r, x->what->page, GB_ERR_PAGE, gb_span_of(text));
	return false;
}

static void pdf_backdrop(void *arg, cairo_t *cr)
{
	poppler_page_render(arg, cr);
}

enum gb_err gb_render_pdf(struct gb_reading *r)
{
	struct gb_rendering *x = (struct gb_rendering *)r;
	GBytes *bytes = g_bytes_new_static(r->bytes.p, r->bytes.n);
	GError *error = NULL;
	PopplerDocument *doc = poppler_document_new_from_bytes(bytes, NULL, &error);

	g_bytes_unref(bytes);
	if (doc == NULL) {
		const bool locked = g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);

		g_clear_error(&error);
		return locked ? GB_ERR_LOCKED : GB_ERR_PDF;
	}
	PopplerPage *page = gb_render_has(x, poppler_document_get_n_pages(doc)) ? poppler_document_get_page(doc, x->what->page - 1) : NULL;

	if (page != NULL) {
		double width, height;

		poppler_page_get_size(page, &width, &height);
		gb_render_put(x, width, height, pdf_backdrop, page);
		g_object_unref(page);
	} else if (r->status == 0)
		gb_reading_error(r, x->what->page, GB_ERR_PAGE, GB_T("the page could not be drawn"));
	g_object_unref(doc);
	return GB_ERR_OK;
}

/* ---- the parent's end ---- */

struct receiver {
	struct gb_sink sink;
	struct gb_arena *a;
	struct gb_buf *png;
	struct gb_span message; /* of the first error */
};

static void take_slice(struct gb_buf *png, struct gb_span text)
{
	gsize n = 0;
	char *copy = g_strndup(text.p, text.n);
	guchar *data = g_base64_decode(copy, &n);

	gb_buf_add(png, (struct gb_span){ (const char *)data, n });
	g_free(data);
	g_free(copy);
}

static void receive(struct gb_sink *self, struct gb_span line)
{
	struct receiver *x = (struct receiver *)self;
	const struct gb_span head = GB_S(RECORD);
	struct gb_value *v;
	size_t at;

	if (gb_span_starts(line, head) && line.n > head.n + 2)
		take_slice(x->png, gb_span_sub(line, head.n, line.n - head.n - 2));
	else if (gb_span_starts(line, GB_S("{\"record\":\"error\"")) && x->message.n == 0 && gb_json_parse(x->a, line, &v, &at) == NULL)
		x->message = gb_arena_copy(x->a, gb_value_text(v, GB_S("message")));
}

static void ignore_end(struct gb_sink *self)
{
	(void)self;
}

static enum gb_err not_drawn(struct gb_reading *r)
{
	gb_reading_error(r, 0, GB_ERR_TYPE, GB_T("only pages of PDF and OFD files can be drawn"));
	return GB_ERR_OK;
}

/* The format, with what draws it in place of what reads it. */
static const struct gb_format *choose(struct gb_span bytes)
{
	static const struct gb_format pdf = { { "application/pdf", 15 }, GB_ERR_OK, gb_render_pdf, true, false };
	static const struct gb_format ofd = { { "application/ofd", 15 }, GB_ERR_OK, gb_render_ofd, true, false };
	static const struct gb_format none = { { "", 0 }, GB_ERR_OK, not_drawn, false, false };
	const struct gb_format *f = gb_sniff(bytes);

	if (f->read == gb_read_pdf)
		return &pdf;
	if (f->read == gb_read_ofd)
		return &ofd;
	return f->read == NULL ? f : &none;
}

int gb_render_file(const char *path, const struct gb_read_limits *limits, const struct gb_render *what, struct gb_arena *a,
		   struct gb_buf *png, struct gb_span *message)
{
	struct receiver to = { { receive, ignore_end }, a, png, GB_S("") };
	struct gb_rendering x = { .r.to = &to.sink, .what = what };
	const int status = gb_reading_file(&x.r, path, limits, choose);

	*message = to.message;
	return png->n == 0 && status == 0 ? 1 : status;
}
