/*
 * The DOCX reader: an archive of XML parts becomes source, blocks and errors.
 *
 * Order of the records: source; the blocks of the body, each followed by what
 * hangs on it (text boxes, foot- and endnotes, tables in its cells, pictures);
 * then each header and footer once, as furniture.
 */
#include "docx.h"

#include "internal.h"

#define OFFICE "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

struct meta {
	struct gb_docx *d;
	struct gb_meta *item;
	size_t n, cap;
	int depth;
	struct gb_buf text;
	struct gb_span name;
};

static void meta_open(void *arg, const struct gb_docx_elem *e)
{
	struct meta *m = arg;

	if (++m->depth == 2)
		m->name = gb_arena_copy(m->d->r->arena, e->name);
	gb_buf_clear(&m->text);
}

static void meta_close(void *arg, enum gb_docx_tag tag)
{
	struct meta *m = arg;
	const struct gb_span value = gb_span_trim(gb_buf_span(&m->text));

	(void)tag;
	for (size_t i = 0; i < m->n && m->depth == 2; i++)
		if (gb_span_eq(m->item[i].name, m->name))
			gb_buf_clear(&m->text);
	if (m->depth-- == 2 && m->text.n > 0 && value.n > 0 && m->n < 64) {
		*GB_PUSH(m->d->r->arena, m->item, m->n, m->cap) =
			(struct gb_meta){ m->name, gb_arena_copy(m->d->r->arena, value) };
		gb_buf_clear(&m->text);
	}
}

static void meta_text(void *arg, struct gb_span s)
{
	struct meta *m = arg;

	if (m->depth == 2 && m->text.n + s.n < 65536)
		gb_buf_add(&m->text, s);
}

static void put_source(struct gb_docx *d, const struct gb_docx_rels *package)
{
	static const struct gb_docx_handler handler = { .open = meta_open, .close = meta_close, .text = meta_text };
	const struct gb_span part = gb_docx_rels_type(package, GB_S("core-properties"));
	struct meta m = { .d = d };

	/* What the file says of itself is not worth an error. */
	if (part.n > 0 && gb_package_has(&d->package, part))
		(void)gb_docx_xml_parse(d, part, &handler, &m);
	gb_reading_source(d->r, 0, m.item, m.n);
	gb_buf_free(&m.text);
}

/* The main part, by relationship or by its usual name; empty when it is no such document. */
static struct gb_span main_part(struct gb_docx *d, const struct gb_docx_rels *package)
{
	const struct gb_span part = gb_docx_rels_type(package, GB_S("officeDocument"));

	if (part.n > 0 && gb_package_has(&d->package, part))
		return part;
	return gb_package_has(&d->package, GB_S("word/document.xml")) ? GB_S("word/document.xml") : GB_S("");
}

static void probe_open(void *arg, const struct gb_docx_elem *e)
{
	enum gb_docx_tag *root = arg;

	*root = e->tag;
	gb_docx_xml_stop(e);
}

/* Before anything is put: can the main part be opened, and is it a text document? */
static enum gb_err probe(struct gb_docx *d, struct gb_span part)
{
	static const struct gb_docx_handler handler = { .open = probe_open };
	enum gb_docx_tag root = GB_DOCX_OTHER;
	const enum gb_err err = gb_docx_xml_parse(d, part, &handler, &root);

	if (err != GB_ERR_OK)
		return err;
	return root == GB_DOCX_DOCUMENT ? GB_ERR_OK : GB_ERR_TYPE;
}

static void load(struct gb_docx *d, struct gb_span type, enum gb_err (*from)(struct gb_docx *, struct gb_span))
{
	const struct gb_span part = gb_docx_rels_type(&d->rels, type);
	const enum gb_err err = part.n > 0 && gb_package_has(&d->package, part) ? from(d, part) : GB_ERR_OK;

	if (err != GB_ERR_OK)
		gb_reading_error(d->r, 0, err, gb_arena_concat(d->r->arena, GB_S("a part of the document is damaged: "), part));
}

static enum gb_err load_footnotes(struct gb_docx *d, struct gb_span part)
{
	return gb_docx_body_walk(d, part, GB_DOCX_STORY_NOTES, &d->footnotes);
}

static enum gb_err load_endnotes(struct gb_docx *d, struct gb_span part)
{
	return gb_docx_body_walk(d, part, GB_DOCX_STORY_NOTES, &d->endnotes);
}

static void put_furniture(struct gb_docx *d)
{
	for (size_t i = 0; i < d->sections.n && i < 64; i++) {
		const struct gb_span part = d->sections.item[i];
		const bool there = gb_package_has(&d->package, part);
		const enum gb_err err = there ? gb_docx_body_walk(d, part, GB_DOCX_STORY_FURNITURE, NULL) : GB_ERR_OK;

		if (err != GB_ERR_OK)
			gb_reading_error(d->r, 0, err, gb_arena_concat(d->r->arena, GB_S("a part of the document is damaged: "), part));
	}
}

static enum gb_err read_parts(struct gb_docx *d)
{
	const struct gb_docx_rels package = gb_docx_rels_of(d, GB_S(""));
	const struct gb_span part = main_part(d, &package);
	enum gb_err err = part.n > 0 ? probe(d, part) : GB_ERR_TYPE;

	if (err != GB_ERR_OK)
		return err;
	put_source(d, &package);
	d->rels = gb_docx_rels_of(d, part);
	load(d, GB_S("theme"), gb_docx_style_theme);
	load(d, GB_S("styles"), gb_docx_styles_load);
	load(d, GB_S("numbering"), gb_docx_numbering_load);
	load(d, GB_S("footnotes"), load_footnotes);
	load(d, GB_S("endnotes"), load_endnotes);
	d->scratch = gb_arena_new(0);
	err = gb_docx_body_walk(d, part, GB_DOCX_STORY_BODY, NULL);
	if (err != GB_ERR_OK)
		gb_reading_error(d->r, 0, err, GB_S(""));
	put_furniture(d);
	if (d->text_bytes == 0 && err == GB_ERR_OK)
		gb_reading_error(d->r, 0, d->pictures > 0 ? GB_ERR_IMAGE : GB_ERR_NO_TEXT, GB_S(""));
	return GB_ERR_OK;
}

static enum gb_err open_docx(struct gb_reading *r)
{
	struct gb_docx d = { .r = r, .scratch = r->arena };
	enum gb_err err = gb_package_open(&d.package, r->arena, r->bytes);

	if (err == GB_ERR_OK)
		err = read_parts(&d);
	gb_package_close(&d.package);
	if (d.scratch != r->arena)
		gb_arena_free(d.scratch);
	return err;
}

static bool has_either(struct gb_span s, struct gb_span x, struct gb_span y)
{
	return gb_span_has(s, x) || gb_span_has(s, y);
}

/* Member names are in the clear both before each member and in the directory at the end. */
static enum gb_sniff sniff(const struct gb_sniffed *file)
{
	const struct gb_span s = file->bytes;

	if (!file->zip)
		return GB_SNIFF_NO;
	if (has_either(s, GB_S("word/document"), GB_S("word/_rels")))
		return GB_SNIFF_SURE;
	if (has_either(s, GB_S("xl/"), GB_S("ppt/")) || gb_span_has(s, GB_S("mimetypeapplication/")))
		return GB_SNIFF_NO;
	return gb_span_has(s, GB_S("[Content_Types].xml")) ? GB_SNIFF_LIKELY : GB_SNIFF_NO;
}

const struct gb_reader gb_docx_reader = {
	.name = { "DOCX", 4 },
	.media = { OFFICE, sizeof OFFICE - 1 },
	.endings = "docx",
	.sniff = sniff,
	.open = open_docx,
};
