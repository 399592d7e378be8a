#include "read/crop.h"

#include <cairo.h>
#include <glib.h>
#include <poppler.h>

#include "read/read_int.h"

/* Points above and below the box, at its sides, across at least (of a row of a table); pixels a point, most pixels in a row or column. */
static const double AROUND = 40, BESIDE = 48, LEAST = 360, ROW = 440, SCALE = 1.7, WIDEST = 1600;

struct cropping {
	struct gb_reading r; /* first: the reader is called with it */
	const struct gb_crop_order *order;
	PopplerDocument *doc;
	GByteArray *png;
};

struct picture {
	double left, top, width, height; /* points of the page */
	double scale;
};

static double between(double low, double x, double high)
{
	const double least = x > low ? x : low; /* not a number becomes low */

	return least < high ? least : high;
}

/* False when nothing of the box is on the page. */
static bool frame(PopplerPage *page, const struct gb_crop *want, struct picture *p)
{
	const struct gb_box *box = &want->box;
	double width = 0, height = 0;

	poppler_page_get_size(page, &width, &height);
	if (!(width >= 1 && height >= 1) || !(box->y1 > 0 && box->y0 < height && box->y1 > box->y0))
		return false;
	const double top = between(0, box->y0 - AROUND, height);
	const double bottom = between(0, box->y1 + AROUND, height);
	const double wide = between(want->cell ? ROW : LEAST, box->x1 - box->x0 + 2 * BESIDE, width);
	const double middle = (box->x0 + box->x1 - wide) / 2, before = box->x1 + BESIDE - wide;
	const double left = between(0, want->cell ? before : middle, width - wide);
	const double longer = wide > bottom - top ? wide : bottom - top;

	*p = (struct picture){ left, top, wide, bottom - top, SCALE * longer > WIDEST ? WIDEST / longer : SCALE };
	return p->width * p->scale >= 1 && p->height * p->scale >= 1;
}

static void draw_box(cairo_t *cr, const struct gb_box *b)
{
	cairo_rectangle(cr, b->x0 - 2, b->y0 - 1, b->x1 - b->x0 + 4, b->y1 - b->y0 + 2);
	cairo_set_operator(cr, CAIRO_OPERATOR_MULTIPLY);
	cairo_set_source_rgb(cr, 1, 0.95, 0.72);
	cairo_fill_preserve(cr);
	cairo_set_operator(cr, CAIRO_OPERATOR_OVER);
	cairo_set_source_rgb(cr, 0.72, 0.14, 0.12);
	cairo_set_line_width(cr, 1.1);
	cairo_stroke(cr);
}

static cairo_status_t keep_png(void *arg, const unsigned char *bytes, unsigned int n)
{
	g_byte_array_append(arg, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static bool render(struct cropping *c, PopplerPage *page, const struct gb_box *box, const struct picture *p)
{
	const int width = (int)(p->width * p->scale), height = (int)(p->height * p->scale);
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *cr = cairo_create(s);

	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, p->scale, p->scale);
	cairo_translate(cr, -p->left, -p->top);
	cairo_save(cr);
	poppler_page_render(page, cr);
	cairo_restore(cr);
	draw_box(cr, box);
	const bool good = cairo_status(cr) == CAIRO_STATUS_SUCCESS;

	cairo_destroy(cr);
	g_byte_array_set_size(c->png, 0);
	const bool written = good && cairo_surface_write_to_png_stream(s, keep_png, c->png) == CAIRO_STATUS_SUCCESS;

	cairo_surface_destroy(s);
	return written;
}

static void put_picture(struct cropping *c, size_t index, const struct picture *p)
{
	char *base64 = g_base64_encode(c->png->data, c->png->len);
	struct gb_json j = { .out = &c->r.tmp };

	gb_buf_clear(&c->r.tmp);
	gb_json_open(&j, '{');
	gb_json_key(&j, GB_S("record"));
	gb_json_str(&j, GB_S("crop"));
	gb_json_key(&j, GB_S("index"));
	gb_json_int(&j, (long long)index);
	gb_json_key(&j, GB_S("width"));
	gb_json_int(&j, (long long)(p->width * p->scale));
	gb_json_key(&j, GB_S("height"));
	gb_json_int(&j, (long long)(p->height * p->scale));
	gb_json_key(&j, GB_S("png"));
	gb_json_str(&j, gb_span_of(base64));
	gb_json_close(&j, '}');
	gb_sink_put(c->r.to, gb_buf_span(&c->r.tmp));
	g_free(base64);
}

static void crop(struct cropping *c, size_t index)
{
	const struct gb_crop *want = &c->order->item[index];
	PopplerPage *page = want->page > 0 && want->page <= poppler_document_get_n_pages(c->doc)
				    ? poppler_document_get_page(c->doc, want->page - 1)
				    : NULL;
	struct picture p;

	if (page == NULL)
		return;
	if (frame(page, want, &p) && render(c, page, &want->box, &p))
		put_picture(c, index, &p);
	g_object_unref(page);
}

static enum gb_err crop_all(struct gb_reading *r)
{
	struct cropping *c = (struct cropping *)r;
	GBytes *bytes = g_bytes_new_static(r->bytes.p, r->bytes.n);
	GError *error = NULL;

	c->doc = poppler_document_new_from_bytes(bytes, NULL, &error);
	g_bytes_unref(bytes);
	g_clear_error(&error);
	if (c->doc == NULL)
		return GB_ERR_PDF;
	c->png = g_byte_array_new();
	for (size_t i = 0; i < c->order->n; i++)
		crop(c, i);
	g_byte_array_free(c->png, TRUE);
	g_object_unref(c->doc);
	return GB_ERR_OK;
}

static bool is_that_file(struct gb_span bytes, struct gb_span sha256)
{
	char *hex = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes.p, bytes.n);
	const bool same = gb_span_eq(gb_span_of(hex), sha256);

	g_free(hex);
	return same && gb_span_eq(gb_sniff(bytes)->media, GB_S("application/pdf"));
}

bool gb_crop_file(const struct gb_crop_order *o, const struct gb_read_limits *given, struct gb_sink *to)
{
	static const struct gb_format pictures = { { "image/png", 9 }, GB_ERR_OK, crop_all, true };
	struct gb_read_limits limits = *given;
	struct gb_arena *a = gb_arena_new(0);
	char *path = g_strndup(o->path.p, o->path.n), *bytes = NULL;
	gsize n = 0;
	bool done = false;

	gb_read_limits_fill(&limits);
	if (g_file_test(path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents(path, &bytes, &n, NULL) &&
	    is_that_file((struct gb_span){ bytes, n }, o->sha256)) {
		struct cropping c = { .r = { .path = o->path, .bytes = { bytes, n }, .sha256 = o->sha256, .to = to,
					     .arena = a, .media = pictures.media },
				      .order = o };

		gb_reading_fork(&c.r, &pictures, &limits);
		gb_buf_free(&c.r.tmp);
		done = true;
	}
	g_free(bytes);
	g_free(path);
	gb_arena_free(a);
	return done;
}
