/* What an OFD file says of its documents: OFD.xml, Document.xml, resources, the list of annotations. */
#include "internal.h"

enum { DOCUMENTS = 64, PARTS = 100000, FONTS = 4096, RESOURCES = 16, META = 48, TEXT = 4096 };

/* The text of the element in hand, for elements whose content is a word. */
struct leaf {
	struct gb_buf text;
};

static void leaf_open(struct leaf *l)
{
	gb_buf_clear(&l->text);
}

static void leaf_text(struct leaf *l, struct gb_span s)
{
	if (l->text.n + s.n <= TEXT)
		gb_buf_add(&l->text, s);
}

static struct gb_span leaf_take(struct leaf *l, struct gb_arena *a)
{
	const struct gb_span s = gb_arena_copy(a, gb_span_trim(gb_buf_span(&l->text)));

	gb_buf_clear(&l->text);
	return s;
}

static void add_part(struct gb_arena *a, struct gb_ofd_parts *p, struct gb_ofd_part part)
{
	if (p->n < PARTS)
		*GB_PUSH(a, p->item, p->n, p->cap) = part;
}

struct gb_span gb_ofd_doc_find(struct gb_ofd_doc *d, struct gb_span folder, struct gb_span path)
{
	const struct gb_span from[] = { folder, d->folder, GB_S("") };

	for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
		const struct gb_span part = gb_package_path(d->a, from[i], path);

		if (gb_package_has(d->package, part))
			return part;
	}
	/* "/Pages/Page_0" can mean the document's own folder. */
	const struct gb_span rest = path.n > 0 && path.p[0] == '/' ? gb_span_from(path, 1) : path;
	const struct gb_span part = gb_package_path(d->a, d->folder, rest);

	return gb_package_has(d->package, part) ? part : GB_S("");
}

/* ---- resources ---- */

struct resources {
	struct gb_ofd_doc *d;
	struct gb_span part, folder; /* folder: where its files lie */
	struct leaf leaf;
	long media;
	struct gb_ofd_param *param; /* in hand, or NULL */
};

static void open_font(struct resources *r, const struct gb_elem *e)
{
	struct gb_ofd_doc *d = r->d;
	struct gb_span name = GB_S("");
	bool bold = false;

	if (d->nfont == FONTS)
		return;
	if (!gb_xml_attr(e, GB_S("FontName"), &name) || name.n == 0)
		gb_xml_attr(e, GB_S("FamilyName"), &name);
	gb_ofd_value_bool(e, GB_S("Bold"), &bold);
	name = gb_arena_copy(d->a, name);
	*GB_PUSH(d->a, d->font, d->nfont, d->font_cap) =
		(struct gb_ofd_font){ gb_ofd_value_id(e, GB_S("ID")), gb_font_family(name), bold || gb_font_bold(name) };
}

static void open_param(struct resources *r, const struct gb_elem *e)
{
	struct gb_ofd_doc *d = r->d;
	double width = -1;

	if (d->nparam == FONTS)
		return;
	gb_ofd_value_attr(e, GB_S("LineWidth"), &width);
	r->param = GB_PUSH(d->a, d->param, d->nparam, d->param_cap);
	*r->param = (struct gb_ofd_param){ .id = gb_ofd_value_id(e, GB_S("ID")), .base = gb_ofd_value_id(e, GB_S("Relative")),
					   .width = width, .fill.alpha = 1, .stroke.alpha = 1 };
}

static int resources_open(void *arg, const struct gb_elem *e)
{
	struct resources *r = arg;
	const enum gb_ofd_tag tag = gb_ofd_value_tag(e->name);
	struct gb_span s;

	leaf_open(&r->leaf);
	switch ((int)tag) {
	case GB_OFD_RES:
		if (gb_xml_attr(e, GB_S("BaseLoc"), &s) && s.n > 0)
			r->folder = gb_arena_concat(r->d->a, gb_package_path(r->d->a, r->folder, s), GB_S("/"));
		break;
	case GB_OFD_FONT: open_font(r, e); break;
	case GB_OFD_DRAW_PARAM: open_param(r, e); break;
	case GB_OFD_FILL_COLOR:
		if (r->param != NULL) {
			r->param->has_fill = true;
			gb_ofd_value_ink(e, &r->param->fill);
		}
		gb_xml_skip(e->x);
		break;
	case GB_OFD_STROKE_COLOR:
		if (r->param != NULL) {
			r->param->has_stroke = true;
			gb_ofd_value_ink(e, &r->param->stroke);
		}
		gb_xml_skip(e->x);
		break;
	case GB_OFD_MULTI_MEDIA: r->media = gb_ofd_value_id(e, GB_S("ID")); break;
	case GB_OFD_COMPOSITE_UNIT:
		add_part(r->d->a, &r->d->units, (struct gb_ofd_part){ .id = gb_ofd_value_id(e, GB_S("ID")), .part = r->part });
		gb_xml_skip(e->x);
		break;
	default: break;
	}
	return (int)tag;
}

static void resources_close(void *arg, int tag)
{
	struct resources *r = arg;

	if (tag == GB_OFD_DRAW_PARAM)
		r->param = NULL;
	if (tag != GB_OFD_MEDIA_FILE)
		return;
	const struct gb_span file = leaf_take(&r->leaf, r->d->a), part = gb_ofd_doc_find(r->d, r->folder, file);

	if (part.n > 0)
		add_part(r->d->a, &r->d->media, (struct gb_ofd_part){ .id = r->media, .part = part });
}

static void resources_text(void *arg, struct gb_span s)
{
	leaf_text(&((struct resources *)arg)->leaf, s);
}

/* Damage here loses the look of the text, not the text: it is no error. */
void gb_ofd_doc_resources(struct gb_ofd_doc *d, struct gb_span part)
{
	static const struct gb_handler handler = { resources_open, resources_close, resources_text };
	struct resources r = { .d = d, .part = part, .folder = gb_package_folder(part) };

	if (part.n > 0)
		(void)gb_xml_parse(d->package, part, &handler, &r);
	gb_buf_free(&r.leaf.text);
}

const struct gb_ofd_font *gb_ofd_font(const struct gb_ofd_doc *d, long id)
{
	static const struct gb_ofd_font none = { -1, { "", 0 }, false };

	for (size_t i = 0; i < d->nfont; i++)
		if (d->font[i].id == id)
			return &d->font[i];
	return &none;
}

static const struct gb_ofd_param *find_param(const struct gb_ofd_doc *d, long id)
{
	for (size_t i = 0; i < d->nparam && id >= 0; i++)
		if (d->param[i].id == id)
			return &d->param[i];
	return NULL;
}

struct gb_ofd_param gb_ofd_param(const struct gb_ofd_doc *d, long id)
{
	struct gb_ofd_param out = { .id = id, .base = -1, .width = -1, .fill.alpha = 1, .stroke.alpha = 1 };
	const struct gb_ofd_param *p = find_param(d, id);

	for (int depth = 0; p != NULL && depth < 8; depth++, p = find_param(d, p->base)) {
		if (out.width < 0)
			out.width = p->width;
		if (!out.has_fill && p->has_fill)
			out.fill = p->fill;
		if (!out.has_stroke && p->has_stroke)
			out.stroke = p->stroke;
		out.has_fill = out.has_fill || p->has_fill;
		out.has_stroke = out.has_stroke || p->has_stroke;
	}
	return out;
}

const struct gb_ofd_part *gb_ofd_part(const struct gb_ofd_parts *p, long id)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->item[i].id == id)
			return &p->item[i];
	return NULL;
}

/* ---- annotations: which file holds those of which page ---- */

struct notes {
	struct gb_ofd_doc *d;
	struct gb_span folder;
	struct leaf leaf;
	long page;
};

static int notes_open(void *arg, const struct gb_elem *e)
{
	struct notes *n = arg;
	const enum gb_ofd_tag tag = gb_ofd_value_tag(e->name);

	leaf_open(&n->leaf);
	if (tag == GB_OFD_PAGE)
		n->page = gb_ofd_value_id(e, GB_S("PageID"));
	return (int)tag;
}

static void notes_close(void *arg, int tag)
{
	struct notes *n = arg;

	if (tag != GB_OFD_FILE_LOC)
		return;
	const struct gb_span part = gb_ofd_doc_find(n->d, n->folder, leaf_take(&n->leaf, n->d->a));

	if (part.n > 0)
		add_part(n->d->a, &n->d->notes, (struct gb_ofd_part){ .id = n->page, .part = part });
}

static void notes_text(void *arg, struct gb_span s)
{
	leaf_text(&((struct notes *)arg)->leaf, s);
}

static void load_notes(struct gb_ofd_doc *d, struct gb_span part)
{
	static const struct gb_handler handler = { notes_open, notes_close, notes_text };
	struct notes n = { .d = d, .folder = gb_package_folder(part), .page = -1 };

	if (part.n > 0)
		(void)gb_xml_parse(d->package, part, &handler, &n);
	gb_buf_free(&n.leaf.text);
}

/* ---- a document ---- */

struct document {
	struct gb_ofd_doc *d;
	struct leaf leaf;
	struct gb_span resources[RESOURCES];
	size_t nresources;
	struct gb_span notes;
};

static void open_page(struct document *x, const struct gb_elem *e, struct gb_ofd_parts *to)
{
	struct gb_ofd_doc *d = x->d;
	struct gb_span loc = GB_S(""), order = GB_S("");

	if (!gb_xml_attr(e, GB_S("BaseLoc"), &loc))
		return;
	gb_xml_attr(e, GB_S("ZOrder"), &order);
	loc = gb_arena_copy(d->a, loc);
	add_part(d->a, to, (struct gb_ofd_part){ .id = gb_ofd_value_id(e, GB_S("ID")), .part = gb_ofd_doc_find(d, d->folder, loc),
						 .front = gb_span_eq(order, GB_S("Foreground")) });
}

static int document_open(void *arg, const struct gb_elem *e)
{
	struct document *x = arg;
	const enum gb_ofd_tag tag = gb_ofd_value_tag(e->name);

	leaf_open(&x->leaf);
	if (tag == GB_OFD_PAGE)
		open_page(x, e, &x->d->pages);
	else if (tag == GB_OFD_TEMPLATE_PAGE)
		open_page(x, e, &x->d->templates);
	else if (tag == GB_OFD_OUTLINES || tag == GB_OFD_ACTIONS)
		gb_xml_skip(e->x);
	return (int)tag;
}

static void document_close(void *arg, int tag)
{
	struct document *x = arg;
	double box[4];

	if (tag == GB_OFD_PHYSICAL_BOX && gb_ofd_value_numbers(gb_buf_span(&x->leaf.text), box, 4) == 4) {
		x->d->width = box[2];
		x->d->height = box[3];
	}
	if ((tag == GB_OFD_PUBLIC_RES || tag == GB_OFD_DOCUMENT_RES) && x->nresources < RESOURCES)
		x->resources[x->nresources++] = leaf_take(&x->leaf, x->d->a);
	if (tag == GB_OFD_ANNOTATIONS)
		x->notes = leaf_take(&x->leaf, x->d->a);
}

static void document_text(void *arg, struct gb_span s)
{
	leaf_text(&((struct document *)arg)->leaf, s);
}

static void load_document(struct gb_ofd_doc *d)
{
	static const struct gb_handler handler = { document_open, document_close, document_text };
	struct document x = { .d = d };

	d->err = gb_xml_parse(d->package, d->part, &handler, &x);
	if (d->err != GB_ERR_OK && gb_package_has(d->package, GB_S("Encryptions.xml")))
		d->err = GB_ERR_LOCKED;
	for (size_t i = 0; i < x.nresources; i++)
		gb_ofd_doc_resources(d, gb_ofd_doc_find(d, d->folder, x.resources[i]));
	if (x.notes.n > 0)
		load_notes(d, gb_ofd_doc_find(d, d->folder, x.notes));
	gb_buf_free(&x.leaf.text);
}

/* ---- OFD.xml ---- */

struct root {
	struct gb_ofd *o;
	struct leaf leaf;
	struct gb_span name; /* of the custom value in hand */
	bool is_ofd;
};

static int root_open(void *arg, const struct gb_elem *e)
{
	struct root *x = arg;
	const enum gb_ofd_tag tag = gb_ofd_value_tag(e->name);
	struct gb_span s = GB_S("");

	leaf_open(&x->leaf);
	x->is_ofd = x->is_ofd || tag == GB_OFD_OFD;
	if (tag == GB_OFD_CUSTOM_DATA && gb_xml_attr(e, GB_S("Name"), &s))
		x->name = gb_arena_copy(x->o->a, gb_span_trim(s));
	return (int)tag;
}

static void add_meta(struct root *x, struct gb_span name)
{
	struct gb_ofd *o = x->o;
	const struct gb_span value = leaf_take(&x->leaf, o->a);

	if (o->ndoc > 0 || o->nmeta == META || name.n == 0 || value.n == 0)
		return;
	for (size_t i = 0; i < o->nmeta; i++)
		if (gb_span_eq(o->meta[i].name, name))
			return;
	*GB_PUSH(o->a, o->meta, o->nmeta, o->meta_cap) = (struct gb_meta){ name, value };
}

static void add_document(struct gb_ofd *o, struct gb_span path)
{
	const struct gb_span part = gb_package_path(o->a, GB_S(""), path);

	if (o->ndoc < DOCUMENTS)
		*GB_PUSH(o->a, o->doc, o->ndoc, o->doc_cap) = (struct gb_ofd_doc){
			.package = &o->package, .a = o->a, .part = part, .folder = gb_package_folder(part), .width = 210, .height = 297 };
}

static void root_close(void *arg, int tag)
{
	static const struct {
		int tag;
		struct gb_span name;
	} fields[] = {
		{ GB_OFD_TITLE, { "title", 5 } },	     { GB_OFD_AUTHOR, { "author", 6 } },   { GB_OFD_SUBJECT, { "subject", 7 } },
		{ GB_OFD_ABSTRACT, { "abstract", 8 } },	     { GB_OFD_KEYWORD, { "keywords", 8 } }, { GB_OFD_CREATOR, { "creator", 7 } },
		{ GB_OFD_CREATION_DATE, { "created", 7 } }, { GB_OFD_MOD_DATE, { "modified", 8 } },
	};
	struct root *x = arg;

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].tag == tag)
			add_meta(x, fields[i].name);
	if (tag == GB_OFD_CUSTOM_DATA)
		add_meta(x, x->name);
	if (tag == GB_OFD_DOC_ROOT)
		add_document(x->o, leaf_take(&x->leaf, x->o->a));
}

static void root_text(void *arg, struct gb_span s)
{
	leaf_text(&((struct root *)arg)->leaf, s);
}

enum gb_err gb_ofd_doc_open(struct gb_ofd *o, struct gb_arena *a, struct gb_span bytes)
{
	static const struct gb_handler handler = { root_open, root_close, root_text };
	struct root x = { .o = o };

	*o = (struct gb_ofd){ .a = a };
	enum gb_err err = gb_package_open(&o->package, a, bytes);

	if (err == GB_ERR_OK)
		err = gb_xml_parse(&o->package, GB_S("OFD.xml"), &handler, &x);
	gb_buf_free(&x.leaf.text);
	if (err == GB_ERR_OK && !x.is_ofd)
		err = GB_ERR_TYPE;
	if (err == GB_ERR_XML && o->ndoc == 0 && gb_package_has(&o->package, GB_S("Doc_0/Document.xml")))
		add_document(o, GB_S("Doc_0/Document.xml"));
	for (size_t i = 0; i < o->ndoc; i++)
		load_document(&o->doc[i]);
	return err == GB_ERR_OK && o->ndoc == 0 ? GB_ERR_NO_TEXT : err;
}

void gb_ofd_doc_close(struct gb_ofd *o)
{
	gb_package_close(&o->package);
}
