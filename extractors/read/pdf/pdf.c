/* The PDF reader: opens the document, walks its pages, hands glyphs and lines to the layout engine. */
#include <glib.h>
#include <math.h>
#include <poppler.h>
#include <stdio.h>
#include <string.h>

#include "read/ocr/ocr.h"
#include "pdf.h"

#include "internal.h"

enum { META = 8, HEAVY_CONTENT = 3 << 20, LEGEND = 12, MOST_PICTURES = 64 };

/* A page whose pictures cover this share of it, and that has no text, has its content in the picture. */
static const double COVER = 0.25;

/* A picture of this share of a page can hold a table. */
static const double PICTURE = 0.1;

static void put_block(void *arg, struct gb_block *b)
{
	gb_reading_block(arg, b);
}

static void add_meta(struct gb_arena *a, struct gb_meta *meta, size_t *n, struct gb_span name, char *value)
{
	if (value != NULL && value[0] != '\0' && g_utf8_validate(value, -1, NULL))
		meta[(*n)++] = (struct gb_meta){ name, gb_arena_copy(a, gb_span_trim(gb_span_of(value))) };
	g_free(value);
}

static void add_date(struct gb_arena *a, struct gb_meta *meta, size_t *n, struct gb_span name, GDateTime *t)
{
	if (t == NULL)
		return;
	add_meta(a, meta, n, name, g_date_time_format(t, "%Y-%m-%dT%H:%M:%S%:z"));
	g_date_time_unref(t);
}

static void put_source(struct gb_reading *r, PopplerDocument *doc, int pages)
{
	struct gb_meta *meta = gb_arena_array(r->arena, META, sizeof *meta);
	size_t n = 0;

	add_meta(r->arena, meta, &n, GB_S("title"), poppler_document_get_title(doc));
	add_meta(r->arena, meta, &n, GB_S("author"), poppler_document_get_author(doc));
	add_meta(r->arena, meta, &n, GB_S("subject"), poppler_document_get_subject(doc));
	add_meta(r->arena, meta, &n, GB_S("keywords"), poppler_document_get_keywords(doc));
	add_meta(r->arena, meta, &n, GB_S("creator"), poppler_document_get_creator(doc));
	add_meta(r->arena, meta, &n, GB_S("producer"), poppler_document_get_producer(doc));
	add_date(r->arena, meta, &n, GB_S("created"), poppler_document_get_creation_date_time(doc));
	add_date(r->arena, meta, &n, GB_S("modified"), poppler_document_get_modification_date_time(doc));
	gb_reading_source(r, pages, meta, n);
}

static double share_of(const struct gb_layout_page *p, const struct gb_layout_rules *images)
{
	double area = 0;

	for (size_t i = 0; i < images->n; i++) {
		const struct gb_layout_rule *b = &images->item[i];

		area += ((double)b->x1 - (double)b->x0) * ((double)b->y1 - (double)b->y0);
	}
	return p->width * p->height > 0 ? area / (p->width * p->height) : 0;
}

struct reading {
	struct gb_reading *r;
	PopplerDocument *doc;
	int pages;
	PopplerDocument *clean; /* without the text that nobody sees; NULL until there is any */
	bool tried_clean;
	PopplerDocument *shown; /* the file as it is, for drawing; NULL until a page is drawn */
	struct gb_pdf_scan *scan;
	struct gb_layout *l;
	struct gb_arena *a; /* reset after every page */
	int index;
	size_t glyphs;
};

static bool draw(void *arg, cairo_t *cr)
{
	struct reading *x = arg;

	if (x->shown == NULL) {
		GBytes *bytes = g_bytes_new_static(x->r->bytes.p, x->r->bytes.n);

		x->shown = poppler_document_new_from_bytes(bytes, NULL, NULL);
		g_bytes_unref(bytes);
	}
	PopplerPage *page = x->shown != NULL ? poppler_document_get_page(x->shown, x->index) : NULL;

	if (page == NULL)
		return false;
	poppler_page_render(page, cr);
	g_object_unref(page);
	return true;
}

static void judge(struct reading *x, struct gb_layout_page *page, const struct gb_pdf_drawn *drawn)
{
	const struct gb_ocr_drawer drawer = { draw, x };
	const struct gb_ocr_doubt doubt = { page->nglyph == 0 && share_of(page, &drawn->images) >= COVER, drawn->bad_map };

	gb_ocr_page_judge(x->r, x->l, x->a, page, doubt, &drawer);
}

/* The document to take the text of the page from. */
static PopplerDocument *source_of(struct reading *x, struct gb_pdf_drawn *drawn)
{
	if (!gb_pdf_seen(drawn))
		return x->doc;
	if (!x->tried_clean) {
		GBytes *bytes = gb_pdf_clean(x->scan, x->index, x->pages);

		x->tried_clean = true;
		x->clean = bytes != NULL ? poppler_document_new_from_bytes(bytes, NULL, NULL) : NULL;
		if (bytes != NULL)
			g_bytes_unref(bytes);
	}
	return x->clean != NULL ? x->clean : x->doc;
}

/* Characters in a box. */
static size_t letters_in(const struct gb_layout_page *p, struct gb_box b)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nglyph; i++) {
		const double cx = (double)(p->glyph[i].x0 + p->glyph[i].x1) / 2, cy = (double)(p->glyph[i].y0 + p->glyph[i].y1) / 2;

		n += cx > b.x0 && cx < b.x1 && cy > b.y0 && cy < b.y1;
	}
	return n;
}

/* Pictures of some size beside the text of a page: they may hold a table, and are not read. */
static void find_pictures(struct reading *x, struct gb_layout_page *page, const struct gb_pdf_drawn *drawn)
{
	struct gb_box *all = gb_arena_array(x->a, drawn->images.n + 1, sizeof *all);
	const struct gb_box paper = { 0, 0, page->width, page->height };

	for (size_t i = 0; i < drawn->images.n && page->npicture < MOST_PICTURES; i++) {
		const struct gb_layout_rule *r = &drawn->images.item[i];
		const struct gb_box b = { fmax(r->x0, paper.x0), fmax(r->y0, paper.y0), fmin(r->x1, paper.x1), fmin(r->y1, paper.y1) };

		if (b.x1 <= b.x0 || b.y1 <= b.y0 || (b.x1 - b.x0) * (b.y1 - b.y0) < PICTURE * page->width * page->height)
			continue;
		if (letters_in(page, b) >= LEGEND) /* it lies under the text */
			continue;
		all[page->npicture++] = b;
	}
	page->picture = all;
	if (page->npicture > 0)
		gb_reading_error(x->r, x->index + 1, GB_ERR_IMAGE,
				 GB_S("a large picture on this page was skipped; what it shows needs OCR"));
}

static void read_page(struct reading *x)
{
	struct gb_layout_page page;
	struct gb_pdf_drawn drawn;

	gb_pdf_scan_page(x->scan, x->a, x->index, &drawn);
	if (!gb_pdf_page_load(source_of(x, &drawn), x->index, x->l, x->a, &page, &drawn)) {
		gb_reading_error(x->r, x->index + 1, GB_ERR_PAGE, GB_S(""));
		return;
	}
	if (drawn.damaged)
		gb_reading_error(x->r, x->index + 1, GB_ERR_PAGE, GB_S("a part of the page is damaged; what could be read of it is kept"));
	x->glyphs += page.nglyph;
	const size_t before = page.nglyph;

	judge(x, &page, &drawn);
	if (before > 0 && page.nglyph == before)
		find_pictures(x, &page, &drawn);
	x->glyphs += page.nglyph;
	gb_layout_page(x->l, &page);
}

static void read_pages(struct gb_reading *r, PopplerDocument *doc, int pages)
{
	struct reading x = { .r = r, .doc = doc, .pages = pages, .scan = gb_pdf_scan_open(r->bytes, pages),
			    .l = gb_layout_new(r->grammar, put_block, r),
			     .a = gb_arena_new(0) };
	const int before = r->status;

	if (gb_pdf_scan_repaired(x.scan))
		gb_reading_error(r, 0, GB_ERR_PDF,
				 GB_S("the PDF is damaged and was put together from what is left of it; fetch the file again"));
	for (; x.index < pages; x.index++) {
		read_page(&x);
		gb_arena_reset(x.a);
	}
	gb_ocr_page_end(r);
	gb_layout_end(x.l);
	gb_arena_free(x.a);
	if (!r->parting) /* a tenth of the time of a page goes by in taking qpdf's objects apart */
		gb_pdf_scan_close(x.scan);
	g_clear_object(&x.shown);
	g_clear_object(&x.clean);
	if (x.glyphs == 0 && r->status == before)
		gb_reading_error(r, 0, GB_ERR_NO_TEXT, GB_S(""));
}

/*
 * The file as Poppler shall see it.  Its text device is made anew for every
 * page, and with it every transform of an ICC profile: half of the time of such
 * files, for colours nobody asks for.  A colour space it does not know costs nothing.
 */
static GBytes *without_profiles(struct gb_span file)
{
	const struct gb_span name = GB_S("/ICCBased");
	size_t at = gb_span_find(file, name, 0);

	if (at == (size_t)-1)
		return g_bytes_new_static(file.p, file.n);
	char *copy = g_memdup2(file.p, file.n);

	for (; at != (size_t)-1; at = gb_span_find(file, name, at + name.n))
		memcpy(copy + at, "/IgnoreMe", name.n);
	return g_bytes_new_take(copy, file.n);
}

static enum gb_err open_pdf(struct gb_reading *r)
{
	GBytes *bytes = without_profiles(r->bytes);
	GError *error = NULL;
	PopplerDocument *doc = poppler_document_new_from_bytes(bytes, NULL, &error);
	enum gb_err err = GB_ERR_OK;

	g_bytes_unref(bytes);
	if (doc == NULL) {
		err = g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? GB_ERR_LOCKED : GB_ERR_PDF;
		g_clear_error(&error);
		return err;
	}
	const int pages = poppler_document_get_n_pages(doc);

	if (pages > 0) {
		put_source(r, doc, pages);
		read_pages(r, doc, pages);
	} else
		err = GB_ERR_PDF;
	if (!r->parting)
		g_object_unref(doc);
	return err;
}

/* Junk may stand before the header, and a whole page of it before the text. */
static enum gb_sniff sniff(const struct gb_sniffed *file)
{
	const size_t at = gb_span_find(gb_span_sub(file->bytes, 0, 65536), GB_S("%PDF-"), 0);

	if (at <= 1024)
		return GB_SNIFF_SURE;
	if (at == (size_t)-1)
		return GB_SNIFF_NO;
	return !file->text || gb_span_has(file->bytes, GB_S("startxref")) ? GB_SNIFF_MAYBE : GB_SNIFF_NO;
}

const struct gb_reader gb_pdf_reader = {
	.name = { "PDF", 3 },
	.media = { "application/pdf", 15 },
	.endings = "pdf",
	.sniff = sniff,
	.open = open_pdf,
	.draw = gb_pdf_draw,
	.needs = { .fonts = true, .judgement = true },
};
