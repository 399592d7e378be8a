/* The picture of a page: made in a child, sent as lines of a record, put together again. */
#include <glib.h>
#include <math.h>
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
		gb_record_put_line(r->to, gb_buf_span(&r->tmp));
		g_free(text);
		png = gb_span_from(png, slice.n);
	}
}

static void draw(const struct gb_render *what, cairo_t *cr, double width, double height, void (*backdrop)(void *, cairo_t *), void *arg)
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
	gb_draw_marks(cr, what);
	gb_draw_marks_legend(cr, what, height);
}

/* A rendering is a reading with the page that is wanted. */
struct rendering {
	struct gb_reading r; /* first: the child is started with it */
	struct gb_canvas canvas;
	const struct gb_render *what;
};

static void put_page(const struct gb_canvas *to, double width, double height, void (*backdrop)(void *arg, cairo_t *cr), void *arg)
{
	struct rendering *x = (struct rendering *)((char *)to - offsetof(struct rendering, canvas));
	const double scale = x->what->resolution / 72;
	struct gb_buf png = { 0 };

	if (!(width * scale >= 1 && height * scale >= 1 && width * scale < SIDE && height * scale < SIDE)) {
		gb_reading_error(&x->r, x->what->page, GB_ERR_LIMIT, GB_T("the picture would be too large; ask for a lower resolution"));
		return;
	}
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(width * scale),
							      (int)ceil((height + LEGEND) * scale));
	cairo_t *cr = cairo_create(surface);

	cairo_scale(cr, scale, scale);
	draw(x->what, cr, width, height, backdrop, arg);
	cairo_destroy(cr);
	if (cairo_surface_write_to_png_stream(surface, collect, &png) == CAIRO_STATUS_SUCCESS)
		put_slices(&x->r, gb_buf_span(&png));
	else
		gb_reading_error(&x->r, x->what->page, GB_ERR_PAGE, GB_T("the page could not be drawn"));
	cairo_surface_destroy(surface);
	gb_buf_free(&png);
}

bool gb_draw_has_page(struct gb_reading *r, int page, long long pages)
{
	char text[192];

	if (page >= 1 && page <= pages)
		return true;
	g_snprintf(text, sizeof text, _("there is no page %d: the file has %lld"), page, pages);
	gb_reading_error(r, page, GB_ERR_PAGE, gb_span_of(text));
	return false;
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

static void receive(struct gb_sink *self, struct gb_record *r)
{
	struct receiver *x = (struct receiver *)self;
	const struct gb_span head = GB_S(RECORD);
	const struct gb_error *e;

	if (gb_span_starts(r->line, head) && r->line.n > head.n + 2)
		take_slice(x->png, gb_span_sub(r->line, head.n, r->line.n - head.n - 2));
	else if (r->kind == GB_KIND_ERROR && x->message.n == 0 && (e = gb_record_data(r, x->a)) != NULL)
		x->message = gb_arena_copy(x->a, e->message);
}

static void ignore_end(struct gb_sink *self)
{
	(void)self;
}

static enum gb_err draw_page(struct gb_reading *r)
{
	struct rendering *x = (struct rendering *)r;

	if (r->reader->draw != NULL)
		return r->reader->draw(r, x->what->page, &x->canvas);
	gb_reading_error(r, 0, GB_ERR_TYPE, GB_T("only pages of PDF and OFD files can be drawn"));
	return GB_ERR_OK;
}

int gb_render_file(const char *path, const struct gb_read_limits *limits, const struct gb_render *what, struct gb_arena *a,
		   struct gb_buf *png, struct gb_span *message)
{
	struct receiver to = { { receive, ignore_end }, a, png, GB_S("") };
	struct rendering x = { .r.to = &to.sink, .canvas = { put_page }, .what = what };
	const int status = gb_read_with(&x.r, path, limits, draw_page);

	*message = to.message;
	return png->n == 0 && status == 0 ? 1 : status;
}
