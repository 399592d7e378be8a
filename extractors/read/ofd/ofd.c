/*
 * The OFD reader: documents in their order, pages in the order of each
 * document, then what stands beside the text (watermarks, annotations).
 */
#include <cairo.h>

#include "read/ocr/ocr.h"
#include "ofd.h"

#include "internal.h"

/* A page whose pictures cover this share of it, and that has no text, has its content in the picture. */
static const double COVER = 0.25;

/* So many characters drawn as shapes, and more of them than there is text, are text that cannot be read. */
enum { OUTLINES = 40 };

struct reading {
	struct gb_reading *r;
	struct gb_arena *page; /* reset after every page */
	struct gb_ofd_asides asides;
	size_t glyphs;
	int number; /* of the last page */
};

static void put_block(void *arg, struct gb_block *b)
{
	gb_reading_block(arg, b);
}

struct drawing {
	struct gb_ofd_doc *doc;
	size_t index;
	struct gb_arena *a;
};

static bool draw(void *arg, cairo_t *cr)
{
	const struct drawing *d = arg;

	gb_ofd_paint(d->doc, d->index, d->a, cr);
	return true;
}

static void judge(struct reading *x, struct gb_layout *l, struct gb_ofd_sheet *s, struct drawing *drawing)
{
	struct gb_layout_page *p = &s->page;
	const bool drawn = p->nglyph == 0 && (s->covered >= COVER || s->shapes > 0);
	const struct gb_ocr_drawer drawer = { draw, drawing };
	const struct gb_ocr_doubt doubt = { drawn || (s->outlines >= OUTLINES && s->outlines > p->nglyph), false };

	gb_ocr_page_judge(x->r, l, x->page, p, doubt, &drawer);
}

static void read_document(struct reading *x, struct gb_ofd_doc *d)
{
	struct gb_layout *l = gb_layout_new(x->r->grammar, put_block, x->r);

	if (d->err == GB_ERR_LOCKED)
		gb_reading_error(x->r, 0, d->err, GB_S(""));
	else if (d->err != GB_ERR_OK)
		gb_reading_error(x->r, 0, d->err, gb_arena_concat(x->r->arena, GB_S("a part of the document is damaged: "), d->part));
	for (size_t i = 0; i < d->pages.n; i++) {
		struct gb_ofd_sheet sheet;
		const enum gb_err err = gb_ofd_glyph_sheet(d, i, ++x->number, l, x->page, &sheet, x->r->arena, &x->asides);

		if (err != GB_ERR_OK)
			gb_reading_error(x->r, x->number, err, GB_S(""));
		x->glyphs += sheet.page.nglyph;
		judge(x, l, &sheet, &(struct drawing){ d, i, x->page });
		x->glyphs += sheet.page.nglyph;
		gb_layout_page(l, &sheet.page);
		gb_arena_reset(x->page);
	}
	gb_layout_end(l);
}

static void put_asides(struct reading *x)
{
	for (size_t i = 0; i < x->asides.n; i++) {
		const struct gb_ofd_aside *s = &x->asides.item[i];
		struct gb_block b = { .kind = GB_BLOCK_FURNITURE, .text = s->text, .page = s->page, .box = s->box, .style = s->style };

		gb_reading_block(x->r, &b);
	}
}

static void read_documents(struct gb_reading *r, struct gb_ofd *o)
{
	struct reading x = { .r = r, .page = gb_arena_new(0) };
	const int before = r->status;
	size_t pages = 0;

	for (size_t i = 0; i < o->ndoc; i++)
		pages += o->doc[i].pages.n;
	gb_reading_source(r, (long long)pages, o->meta, o->nmeta);
	for (size_t i = 0; i < o->ndoc; i++)
		read_document(&x, &o->doc[i]);
	gb_ocr_page_end(r);
	put_asides(&x);
	if (x.glyphs == 0 && r->status == before)
		gb_reading_error(r, 0, GB_ERR_NO_TEXT, GB_S(""));
	gb_arena_free(x.page);
}

static enum gb_err open_ofd(struct gb_reading *r)
{
	struct gb_ofd o;
	enum gb_err err = gb_ofd_doc_open(&o, r->arena, r->bytes);

	if (o.ndoc > 0) {
		if (err != GB_ERR_OK)
			gb_reading_error(r, 0, err, GB_S(""));
		read_documents(r, &o);
		err = GB_ERR_OK;
	}
	gb_ofd_doc_close(&o);
	return err;
}

static enum gb_sniff sniff(const struct gb_sniffed *file)
{
	return file->zip && gb_span_has(file->bytes, GB_S("OFD.xml")) ? GB_SNIFF_SURE : GB_SNIFF_NO;
}

const struct gb_reader gb_ofd_reader = {
	.name = { "OFD", 3 },
	.media = { "application/ofd", 15 },
	.endings = "ofd",
	.sniff = sniff,
	.open = open_ofd,
	.draw = gb_ofd_draw,
	.needs = { .fonts = true, .judgement = true },
};
