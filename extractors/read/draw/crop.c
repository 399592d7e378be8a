/* Pieces of pages, each page drawn once. */
#include <glib.h>

#include "read/sandbox/sandbox.h"
#include "internal.h"

/* Points above and below the box, at its sides, across at least (of a row of a table); pixels a point, most pixels in a row or column. */
static const double AROUND = 32, BESIDE = 48, LEAST = 360, ROW = 440, SCALE = 1.5, WIDEST = 1600;

struct cropping {
	struct gb_reading r;     /* first: the child is started with it */
	struct gb_canvas canvas; /* of the page in work */
	const struct gb_crop_order *order;
	int page;
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
static bool frame(double width, double height, const struct gb_crop *want, struct picture *p)
{
	const struct gb_box *box = &want->box;

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

/* Sixteen shades a colour are as good to the eye, and half the bytes. */
static void simplify(cairo_surface_t *s)
{
	unsigned char *bytes = cairo_image_surface_get_data(s);
	const size_t n = (size_t)cairo_image_surface_get_stride(s) * (size_t)cairo_image_surface_get_height(s);

	for (size_t i = 0; i < n; i++)
		bytes[i] = (unsigned char)((bytes[i] * 15 + 127) / 255 * 17);
	cairo_surface_mark_dirty(s);
}

static bool render(GByteArray *png, const struct gb_box *box, const struct picture *p, cairo_surface_t *page)
{
	const int width = (int)(p->width * p->scale), height = (int)(p->height * p->scale);
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *cr = cairo_create(s);

	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, p->scale, p->scale);
	cairo_translate(cr, -p->left, -p->top);
	cairo_set_source_surface(cr, page, 0, 0);
	cairo_paint(cr);
	draw_box(cr, box);
	const bool good = cairo_status(cr) == CAIRO_STATUS_SUCCESS;

	cairo_destroy(cr);
	cairo_surface_flush(s);
	if (good)
		simplify(s);
	g_byte_array_set_size(png, 0);
	const bool written = good && cairo_surface_write_to_png_stream(s, keep_png, png) == CAIRO_STATUS_SUCCESS;

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
	gb_record_put_line(c->r.to, gb_buf_span(&c->r.tmp));
	g_free(base64);
}

/* A page is drawn once, as a recording from which its pieces are taken. */
static void crop_page(const struct gb_canvas *to, double width, double height, void (*backdrop)(void *arg, cairo_t *cr), void *arg)
{
	struct cropping *c = (struct cropping *)((char *)to - offsetof(struct cropping, canvas));
	const cairo_rectangle_t all = { 0, 0, width, height };
	cairo_surface_t *page = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &all);
	cairo_t *cr = cairo_create(page);
	struct picture p;

	backdrop(arg, cr);
	cairo_destroy(cr);
	for (size_t i = 0; i < c->order->n; i++) {
		const struct gb_crop *want = &c->order->item[i];

		if (want->page == c->page && frame(width, height, want, &p) && render(c->png, &want->box, &p, page))
			put_picture(c, i, &p);
	}
	cairo_surface_destroy(page);
}

static bool is_first_of_page(const struct gb_crop_order *o, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (o->item[i].page == o->item[at].page)
			return false;
	return true;
}

static enum gb_err crop_all(struct gb_reading *r)
{
	struct cropping *c = (struct cropping *)r;
	enum gb_err err = GB_ERR_OK;

	c->png = g_byte_array_new();
	c->canvas.put = crop_page;
	for (size_t i = 0; i < c->order->n && err == GB_ERR_OK; i++) {
		c->page = c->order->item[i].page;
		if (c->page >= 1 && is_first_of_page(c->order, i))
			err = r->reader->draw(r, c->page, &c->canvas);
	}
	g_byte_array_free(c->png, TRUE);
	return err;
}

/* The reader of the file when it draws pages; NULL when it is another file. */
static const struct gb_reader *drawing_reader(struct gb_span bytes, struct gb_span sha256)
{
	char *hex = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes.p, bytes.n);
	const bool same = gb_span_eq(gb_span_of(hex), sha256);
	const struct gb_reader *reader = gb_readers_find(bytes);

	g_free(hex);
	return same && reader->draw != NULL ? reader : NULL;
}

bool gb_crop_file(const struct gb_crop_order *o, const struct gb_read_limits *given, struct gb_sink *to)
{
	static const struct gb_child_work work = { crop_all, true, false };
	struct gb_read_limits limits = *given;
	struct cropping c = { .r = { .path = o->path, .sha256 = o->sha256, .to = to, .media = GB_S("image/png") }, .order = o };
	char *path = g_strndup(o->path.p, o->path.n), *bytes = NULL;
	gsize n = 0;

	gb_read_limits_fill(&limits);
	if (g_file_test(path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents(path, &bytes, &n, NULL)) {
		c.r.bytes = (struct gb_span){ bytes, n };
		c.r.reader = drawing_reader(c.r.bytes, o->sha256);
	}
	if (c.r.reader != NULL) {
		c.r.arena = gb_arena_new(0);
		gb_child_run(&c.r, &work, &limits);
		gb_buf_free(&c.r.tmp);
		gb_arena_free(c.r.arena);
	}
	g_free(bytes);
	g_free(path);
	return c.r.reader != NULL;
}
