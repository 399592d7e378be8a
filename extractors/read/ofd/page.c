/* The objects of a page, its templates and annotations, handed to a pen. */
#include <math.h>
#include <string.h>

#include "internal.h"
#include "base/utf8.h"

enum { CODES = 1 << 20, UNITS = 400, DATA = 16 << 20 };

/* The object in hand. */
struct object {
	int tag; /* TEXT_OBJECT, PATH_OBJECT, or OTHER */
	cairo_matrix_t m;
	double alpha; /* 0..1 */
	struct gb_ofd_ink fill, stroke;
	bool fills, strokes;
	double width; /* of lines, millimetres */
	/* text: */
	const struct gb_ofd_font *font;
	double size, hscale, weight;
	int turn;
	double x, y; /* of the last TextCode: what the next does not tell it takes from it */
	struct gb_ofd_char *item;
	size_t n, cap;
	double *dx, *dy; /* offsets of the code in hand, as written */
	struct gb_span delta_x, delta_y;
	/* path: */
	struct gb_span data;
};

struct walk {
	struct gb_ofd_doc *d;
	struct gb_arena *a;
	const struct gb_ofd_pen *pen;
	enum gb_ofd_role role;
	cairo_matrix_t m; /* of the space that the objects stand in, to page points */
	double alpha;       /* of what they stand in */
	long param;         /* drawing parameters of the layer, or -1 */
	struct object o;
	struct gb_buf text; /* of the element in hand */
	bool inside;        /* objects may come: within Content, Appearance or the unit looked for */
	long unit;          /* the unit looked for, or -1: a page */
	double width, height; /* millimetres; 0 not told */
	bool in_area;
	struct { long id; bool front; } template[16];
	size_t ntemplate;
	enum gb_err err;
};

static enum gb_err walk_part(const struct walk *parent, struct gb_span part, enum gb_ofd_role role, cairo_matrix_t m, double alpha,
			     long unit);

/* ---- objects ---- */

static void begin_object(struct walk *w, const struct gb_elem *e, int tag)
{
	struct object *o = &w->o;
	const long id = gb_ofd_value_id(e, GB_S("DrawParam"));
	const struct gb_ofd_param p = gb_ofd_param(w->d, id >= 0 ? id : w->param);
	double alpha = 255;

	*o = (struct object){ .tag = tag, .m = gb_ofd_value_place(e, w->m, NULL), .fill = p.fill, .stroke = p.stroke,
			      .width = p.width >= 0 ? p.width : 0.353, .hscale = 1, .weight = 400, .size = 0,
			      .fills = tag == GB_OFD_TEXT_OBJECT, .strokes = tag == GB_OFD_PATH_OBJECT };
	gb_ofd_value_attr(e, GB_S("Alpha"), &alpha);
	o->alpha = w->alpha * fmax(0, fmin(1, alpha / 255));
	gb_ofd_value_bool(e, GB_S("Fill"), &o->fills);
	gb_ofd_value_bool(e, GB_S("Stroke"), &o->strokes);
	gb_ofd_value_attr(e, GB_S("LineWidth"), &o->width);
	if (tag != GB_OFD_TEXT_OBJECT) {
		o->fill.alpha = p.has_fill ? o->fill.alpha : 0; /* a path without a colour to fill it with is not filled */
		return;
	}
	double turn = 0;

	o->font = gb_ofd_font(w->d, gb_ofd_value_id(e, GB_S("Font")));
	gb_ofd_value_attr(e, GB_S("Size"), &o->size);
	gb_ofd_value_attr(e, GB_S("HScale"), &o->hscale);
	gb_ofd_value_attr(e, GB_S("Weight"), &o->weight);
	gb_ofd_value_attr(e, GB_S("CharDirection"), &turn);
	o->turn = ((int)lround(turn / 90) % 4 + 4) % 4;
}

static struct gb_ofd_ink faded(struct gb_ofd_ink ink, double alpha)
{
	ink.alpha *= alpha;
	return ink;
}

static void end_text(struct walk *w)
{
	const struct object *o = &w->o;
	const bool outlined = o->strokes && o->stroke.alpha > 0.02;
	struct gb_ofd_text t = { .role = w->role, .m = o->m, .font = o->font, .size = o->size, .hscale = o->hscale, .turn = o->turn,
				 .bold = o->weight >= 600 || o->font->bold || (o->fills && outlined),
				 .ink = faded(o->fills ? o->fill : o->stroke, o->alpha), .item = o->item, .n = o->n };

	if (!o->fills && !outlined)
		t.ink.alpha = 0;
	if (o->n > 0 && o->size > 0)
		w->pen->text(w->pen->arg, &t);
}

static void end_path(struct walk *w)
{
	const struct object *o = &w->o;
	struct gb_ofd_step *item;
	struct gb_ofd_path p = { .role = w->role, .fills = o->fills, .strokes = o->strokes, .fill = faded(o->fill, o->alpha),
				 .stroke = faded(o->stroke, o->alpha),
				 .width = o->width * sqrt(fabs(o->m.xx * o->m.yy - o->m.yx * o->m.xy)) };

	p.n = gb_ofd_value_steps(w->a, o->data, o->m, &item);
	p.item = item;
	if (p.n > 0 && (p.fills || p.strokes))
		w->pen->path(w->pen->arg, &p);
}

static void open_image(struct walk *w, const struct gb_elem *e)
{
	struct gb_span s;
	double wh[2];
	struct gb_ofd_image i = { .role = w->role, .m = gb_ofd_value_place(e, w->m, wh), .id = gb_ofd_value_id(e, GB_S("ResourceID")) };

	if (!gb_xml_attr(e, GB_S("CTM"), &s)) /* then it fills its boundary */
		i.m = gb_ofd_value_multiply((cairo_matrix_t){ wh[0], 0, 0, wh[1], 0, 0 }, i.m);
	w->pen->image(w->pen->arg, &i);
}

static void open_composite(struct walk *w, const struct gb_elem *e)
{
	const long id = gb_ofd_value_id(e, GB_S("ResourceID"));
	const struct gb_ofd_part *unit = gb_ofd_part(&w->d->units, id);
	double alpha = 255;

	gb_ofd_value_attr(e, GB_S("Alpha"), &alpha);
	if (unit == NULL || w->d->units_left == 0) {
		w->err = unit == NULL ? GB_ERR_PAGE : GB_ERR_LIMIT;
		return;
	}
	w->d->units_left--;
	const enum gb_err err = walk_part(w, unit->part, w->role, gb_ofd_value_place(e, w->m, NULL), w->alpha * alpha / 255, id);

	if (err != GB_ERR_OK)
		w->err = err;
}

/* ---- one piece of text ---- */

static void open_code(struct walk *w, const struct gb_elem *e)
{
	struct object *o = &w->o;
	struct gb_span s = GB_S("");

	gb_ofd_value_attr(e, GB_S("X"), &o->x);
	gb_ofd_value_attr(e, GB_S("Y"), &o->y);
	o->delta_x = gb_xml_attr(e, GB_S("DeltaX"), &s) ? gb_arena_copy(w->a, s) : GB_S("");
	o->delta_y = gb_xml_attr(e, GB_S("DeltaY"), &s) ? gb_arena_copy(w->a, s) : GB_S("");
	gb_buf_clear(&w->text);
}

/* What stands in the element, without the line ends and indents of a file laid out for reading. */
static struct gb_span code_text(const struct gb_buf *text)
{
	const struct gb_span s = gb_buf_span(text);

	return gb_span_has(s, GB_S("\n")) ? gb_span_trim(s) : s;
}

static void end_code(struct walk *w)
{
	struct object *o = &w->o;
	struct gb_span s = code_text(&w->text);
	const size_t n = gb_utf8_count(s);

	if (n == 0 || o->n + n > CODES)
		return;
	double *dx = gb_arena_array(w->a, n, sizeof *dx), *dy = gb_arena_array(w->a, n, sizeof *dy);
	double x = o->x, y = o->y;

	gb_ofd_value_deltas(o->delta_x, dx, n - 1);
	gb_ofd_value_deltas(o->delta_y, dy, n - 1);
	for (size_t i = 0; i < n; i++) {
		size_t len;
		const uint32_t cp = gb_utf8_decode(s, &len);

		if (i > 0 && dx[i - 1] == 0 && dy[i - 1] == 0) /* not told: as wide as it is */
			dx[i - 1] = o->item[o->n - 1].cp < 0x2000 ? o->size * o->hscale / 2 : o->size * o->hscale;
		if (i > 0) {
			x += dx[i - 1];
			y += dy[i - 1];
			o->item[o->n - 1].dx = dx[i - 1];
			o->item[o->n - 1].dy = dy[i - 1];
		}
		*GB_PUSH(w->a, o->item, o->n, o->cap) = (struct gb_ofd_char){ cp, x, y, 0, 0 };
		s = gb_span_from(s, len);
	}
}

/* ---- elements ---- */

static bool skipped(const struct gb_elem *e, enum gb_ofd_tag tag)
{
	bool visible = true;

	gb_ofd_value_bool(e, GB_S("Visible"), &visible);
	return !visible || tag == GB_OFD_CLIPS || tag == GB_OFD_ACTIONS || tag == GB_OFD_PATTERN || tag == GB_OFD_CELL_CONTENT ||
	       tag == GB_OFD_CG_TRANSFORM || tag == GB_OFD_BORDER;
}

static void open_template(struct walk *w, const struct gb_elem *e)
{
	const struct gb_ofd_part *t = gb_ofd_part(&w->d->templates, gb_ofd_value_id(e, GB_S("TemplateID")));
	struct gb_span order = GB_S("");
	const bool told = gb_xml_attr(e, GB_S("ZOrder"), &order);

	if (w->role != GB_OFD_BODY || w->ntemplate == sizeof w->template / sizeof *w->template)
		return;
	if (t == NULL || t->part.n == 0) {
		w->err = GB_ERR_PAGE;
		return;
	}
	w->template[w->ntemplate].id = t->id;
	w->template[w->ntemplate++].front = told ? gb_span_eq(order, GB_S("Foreground")) : t->front;
	if (w->template[w->ntemplate - 1].front)
		return;
	const enum gb_err err = walk_part(w, t->part, GB_OFD_TEMPLATE_TEXT, w->m, 1, -1);

	if (err != GB_ERR_OK)
		w->err = err;
}

static void open_annotation(struct walk *w, const struct gb_elem *e, enum gb_ofd_tag tag)
{
	struct gb_span type = GB_S("");

	if (tag == GB_OFD_ANNOT) {
		gb_xml_attr(e, GB_S("Type"), &type);
		w->role = gb_span_eq(type, GB_S("Watermark")) ? GB_OFD_WATERMARK : GB_OFD_NOTE;
		return;
	}
	w->inside = true;
	w->m = gb_ofd_value_place(e, (cairo_matrix_t){ GB_OFD_POINTS, 0, 0, GB_OFD_POINTS, 0, 0 }, NULL);
}

static void open_object(struct walk *w, const struct gb_elem *e, enum gb_ofd_tag tag)
{
	if (!w->inside)
		return;
	if (tag == GB_OFD_TEXT_OBJECT || tag == GB_OFD_PATH_OBJECT)
		begin_object(w, e, (int)tag);
	else if (tag == GB_OFD_IMAGE_OBJECT)
		open_image(w, e);
	else if (tag == GB_OFD_COMPOSITE_OBJECT)
		open_composite(w, e);
}

static int walk_open(void *arg, const struct gb_elem *e)
{
	struct walk *w = arg;
	const enum gb_ofd_tag tag = gb_ofd_value_tag(e->name);

	if (skipped(e, tag)) {
		gb_xml_skip(e->x);
		return 0;
	}
	switch ((int)tag) {
	case GB_OFD_AREA: w->in_area = w->role == GB_OFD_BODY; break;
	case GB_OFD_CONTENT: w->inside = w->inside || w->unit < 0; break;
	case GB_OFD_COMPOSITE_UNIT:
		if (gb_ofd_value_id(e, GB_S("ID")) != w->unit)
			gb_xml_skip(e->x);
		else
			w->inside = true;
		break;
	case GB_OFD_LAYER: w->param = gb_ofd_value_id(e, GB_S("DrawParam")); break;
	case GB_OFD_TEMPLATE: open_template(w, e); break;
	case GB_OFD_ANNOT:
	case GB_OFD_APPEARANCE: open_annotation(w, e, tag); break;
	case GB_OFD_FILL_COLOR: gb_ofd_value_ink(e, &w->o.fill); break;
	case GB_OFD_STROKE_COLOR: gb_ofd_value_ink(e, &w->o.stroke); break;
	case GB_OFD_TEXT_CODE: open_code(w, e); break;
	default: open_object(w, e, tag); break;
	}
	if (tag == GB_OFD_ABBREVIATED_DATA || tag == GB_OFD_PHYSICAL_BOX || tag == GB_OFD_PAGE_RES)
		gb_buf_clear(&w->text);
	return (int)tag;
}

static void take_box(struct walk *w)
{
	double box[4];

	if (w->in_area && gb_ofd_value_numbers(gb_buf_span(&w->text), box, 4) == 4) {
		w->width = box[2];
		w->height = box[3];
	}
}

static void walk_close(void *arg, int tag)
{
	struct walk *w = arg;

	switch (tag) {
	case GB_OFD_AREA: w->in_area = false; break;
	case GB_OFD_PHYSICAL_BOX: take_box(w); break;
	case GB_OFD_PAGE_RES:
		gb_ofd_doc_resources(w->d, gb_ofd_doc_find(w->d, w->d->folder, gb_arena_copy(w->d->a,
											     gb_span_trim(gb_buf_span(&w->text)))));
		break;
	case GB_OFD_APPEARANCE: w->inside = false; break;
	case GB_OFD_COMPOSITE_UNIT: w->inside = false; break;
	case GB_OFD_TEXT_CODE:
		if (w->o.tag == GB_OFD_TEXT_OBJECT)
			end_code(w);
		break;
	case GB_OFD_ABBREVIATED_DATA: w->o.data = gb_arena_copy(w->a, gb_buf_span(&w->text)); break;
	case GB_OFD_TEXT_OBJECT:
		if (w->o.tag == tag)
			end_text(w);
		w->o.tag = GB_OFD_OTHER;
		break;
	case GB_OFD_PATH_OBJECT:
		if (w->o.tag == tag)
			end_path(w);
		w->o.tag = GB_OFD_OTHER;
		break;
	default: break;
	}
}

static void walk_text(void *arg, struct gb_span s)
{
	struct walk *w = arg;

	if (w->text.n + s.n <= DATA)
		gb_buf_add(&w->text, s);
}

static const struct gb_handler handler = { walk_open, walk_close, walk_text };

static enum gb_err walk_part(const struct walk *parent, struct gb_span part, enum gb_ofd_role role, cairo_matrix_t m, double alpha,
			     long unit)
{
	struct walk w = { .d = parent->d, .a = parent->a, .pen = parent->pen, .role = role, .m = m, .alpha = alpha, .param = -1,
			  .unit = unit };
	const enum gb_err err = gb_xml_parse(w.d->package, part, &handler, &w);

	gb_buf_free(&w.text);
	return err != GB_ERR_OK ? err : w.err;
}

enum gb_err gb_ofd_page_draw(struct gb_ofd_doc *d, size_t index, struct gb_arena *a, const struct gb_ofd_pen *pen,
			     double *width, double *height)
{
	const struct gb_ofd_part *page = &d->pages.item[index];
	const cairo_matrix_t m = { GB_OFD_POINTS, 0, 0, GB_OFD_POINTS, 0, 0 };
	struct walk w = { .d = d, .a = a, .pen = pen, .role = GB_OFD_BODY, .m = m, .alpha = 1, .param = -1, .unit = -1 };
	enum gb_err err = page->part.n > 0 ? GB_ERR_OK : GB_ERR_PAGE, more;

	d->units_left = UNITS;
	if (err == GB_ERR_OK)
		err = gb_xml_parse(d->package, page->part, &handler, &w);
	for (size_t i = 0; i < w.ntemplate; i++)
		if (w.template[i].front) {
			more = walk_part(&w, gb_ofd_part(&d->templates, w.template[i].id)->part, GB_OFD_TEMPLATE_TEXT, m, 1, -1);
			err = err == GB_ERR_OK ? more : err;
		}
	for (size_t i = 0; i < d->notes.n; i++)
		if (d->notes.item[i].id == page->id) {
			more = walk_part(&w, d->notes.item[i].part, GB_OFD_NOTE, m, 1, -1);
			err = err == GB_ERR_OK ? more : err;
		}
	gb_buf_free(&w.text);
	*width = (w.width > 0 ? w.width : d->width) * GB_OFD_POINTS;
	*height = (w.height > 0 ? w.height : d->height) * GB_OFD_POINTS;
	return err != GB_ERR_OK ? err : w.err;
}
