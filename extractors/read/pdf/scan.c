/*
 * The content streams of a page, for what it draws besides characters.  Follows
 * q/Q/cm, paths and their painting, forms, pictures, and where text begins.
 */
#include <glib.h>
#include <math.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum { STATES = 64, FORMS = 12, PATH = 20000, RULES = 40000, OPERATIONS = 4000000 };

struct state {
	cairo_matrix_t m;
	double width;
	bool fill_white, stroke_white;
	double light, alpha; /* of what is filled: 0 black to 1 white; 0 clear */
	bool blends;         /* what is under it shows through */
	struct gb_box clip;  /* page points */
	int mode; /* of text rendering */
	double size; /* of the font as Tf says it */
	int font; /* index into fonts, or -1 */
};

struct gb_pdf_scan {
	qpdf_data q;
	bool repaired; /* the file was damaged as a whole */
	struct gb_pdf_fonts fonts;
	/* of the page in hand: */
	struct gb_arena *a;
	struct gb_pdf_drawn *out;
	cairo_matrix_t upright;
	struct state state[STATES];
	size_t depth, beyond; /* beyond: q without room for it */
	cairo_matrix_t text, line;
	double leading;
	bool placed; /* the next text begins where `text` says */
	struct gb_layout_segment *path;
	size_t npath, path_cap;
	double x, y, sx, sy; /* current point, start of the subpath; user space */
	int sub;
	int forms;
	bool clips;     /* the path is to clip when it is painted */
	uint64_t tags;  /* marked content that is open, a bit each: 1 in a watermark */
	int marked;
	int object, generation; /* of the content in hand; 0 the page's own */
	struct gb_span content;
	size_t operations;
};

struct gb_pdf_scan *gb_pdf_scan_open(struct gb_span file, int pages)
{
	struct gb_pdf_scan *s = g_new0(struct gb_pdf_scan, 1);

	s->q = qpdf_init();
	qpdf_set_suppress_warnings(s->q, QPDF_TRUE);
	qpdf_silence_errors(s->q);
	const int status = qpdf_read_memory(s->q, "", file.p, file.n, "");

	s->repaired = (status & QPDF_WARNINGS) != 0;
	if ((status & QPDF_ERRORS) != 0 ||
	    (qpdf_push_inherited_attributes_to_page(s->q) & QPDF_ERRORS) != 0 || qpdf_get_num_pages(s->q) != pages) {
		gb_pdf_scan_close(s);
		return NULL;
	}
	return s;
}

void gb_pdf_scan_close(struct gb_pdf_scan *s)
{
	if (s == NULL)
		return;
	while (qpdf_more_warnings(s->q))
		qpdf_next_warning(s->q);
	if (qpdf_has_error(s->q))
		qpdf_get_error(s->q); /* or cleaning up would print it */
	qpdf_cleanup(&s->q);
	g_free(s);
}

qpdf_data gb_pdf_scan_file(struct gb_pdf_scan *s)
{
	return s->q;
}

bool gb_pdf_scan_repaired(const struct gb_pdf_scan *s)
{
	return s != NULL && s->repaired;
}

static cairo_matrix_t multiply(cairo_matrix_t first, cairo_matrix_t then)
{
	cairo_matrix_t m;

	cairo_matrix_multiply(&m, &first, &then);
	return m;
}

static void apply(cairo_matrix_t m, double x, double y, double *px, double *py)
{
	*px = x;
	*py = y;
	cairo_matrix_transform_point(&m, px, py);
}

static struct state *now(struct gb_pdf_scan *s)
{
	return &s->state[s->depth];
}

static void push_state(struct gb_pdf_scan *s)
{
	if (s->depth + 1 >= STATES) {
		s->beyond++;
		return;
	}
	s->state[s->depth + 1] = s->state[s->depth];
	s->depth++;
}

static void pop_state(struct gb_pdf_scan *s, size_t floor)
{
	if (s->beyond > 0)
		s->beyond--;
	else if (s->depth > floor)
		s->depth--;
}

static void path_line(struct gb_pdf_scan *s, double x, double y)
{
	struct gb_layout_segment *g;
	const cairo_matrix_t m = now(s)->m;

	if (s->npath < PATH) {
		g = GB_PUSH(s->a, s->path, s->npath, s->path_cap);
		apply(m, s->x, s->y, &g->x0, &g->y0);
		apply(m, x, y, &g->x1, &g->y1);
		g->sub = s->sub;
	}
	s->x = x;
	s->y = y;
}

static void path_move(struct gb_pdf_scan *s, double x, double y)
{
	s->sub++;
	s->x = s->sx = x;
	s->y = s->sy = y;
}

static void path_box(struct gb_pdf_scan *s, const double *v)
{
	path_move(s, v[0], v[1]);
	path_line(s, v[0] + v[2], v[1]);
	path_line(s, v[0] + v[2], v[1] + v[3]);
	path_line(s, v[0], v[1] + v[3]);
	path_line(s, v[0], v[1]);
}

/* A curve leaves no line, but moves the point. */
static void path_curve(struct gb_pdf_scan *s, double x, double y)
{
	s->x = x;
	s->y = y;
}

/* The box around one subpath or several. */
static struct gb_box box_of(const struct gb_layout_segment *g, size_t n)
{
	struct gb_box b = { 1e9, 1e9, -1e9, -1e9 };

	for (size_t i = 0; i < n; i++) {
		b.x0 = fmin(b.x0, fmin(g[i].x0, g[i].x1));
		b.y0 = fmin(b.y0, fmin(g[i].y0, g[i].y1));
		b.x1 = fmax(b.x1, fmax(g[i].x0, g[i].x1));
		b.y1 = fmax(b.y1, fmax(g[i].y0, g[i].y1));
	}
	return b;
}

static struct gb_box common(struct gb_box a, struct gb_box b)
{
	return (struct gb_box){ fmax(a.x0, b.x0), fmax(a.y0, b.y0), fmin(a.x1, b.x1), fmin(a.y1, b.y1) };
}

static void add_area(struct gb_pdf_scan *s, struct gb_box b, bool white, bool covers)
{
	struct gb_pdf_areas *all = &s->out->areas;

	b = common(b, now(s)->clip);
	if (b.x1 - b.x0 > 2 && b.y1 - b.y0 > 2 && all->n < RULES)
		*GB_PUSH(s->a, all->item, all->n, all->cap) =
			(struct gb_pdf_area){ (float)b.x0, (float)b.y0, (float)b.x1, (float)b.y1, white, covers };
}

/* Only a box covers what its bounds say; other shapes may leave text free. */
static void add_areas(struct gb_pdf_scan *s)
{
	const struct state *st = now(s);

	for (size_t i = 0, to; i < s->npath; i = to) {
		bool square = true;

		for (to = i; to < s->npath && s->path[to].sub == s->path[i].sub; to++)
			square = square && (fabs(s->path[to].x1 - s->path[to].x0) < 0.3 || fabs(s->path[to].y1 - s->path[to].y0) < 0.3);
		add_area(s, box_of(s->path + i, to - i), st->fill_white, square && to - i >= 3 && st->alpha > 0.95 && !st->blends);
	}
}

static void end_path(struct gb_pdf_scan *s)
{
	if (s->clips && s->npath > 0)
		now(s)->clip = common(now(s)->clip, box_of(s->path, s->npath));
	s->clips = false;
	s->npath = 0;
}

static void paint(struct gb_pdf_scan *s, bool fills, bool strokes, bool closes)
{
	if (closes)
		path_line(s, s->sx, s->sy);
	if (fills && now(s)->alpha > 0.02)
		add_areas(s);
	if (fills && !now(s)->fill_white)
		gb_ruling_fill(s->a, &s->out->rules, s->path, s->npath);
	if (strokes && !now(s)->stroke_white)
		gb_ruling_stroke(s->a, &s->out->rules, s->path, s->npath);
	end_path(s);
}

static void text_move(struct gb_pdf_scan *s, double x, double y)
{
	s->line = multiply((cairo_matrix_t){ 1, 0, 0, 1, x, y }, s->line);
	s->text = s->line;
	s->placed = true;
}

static void add_show(struct gb_pdf_scan *s, const struct gb_pdf_operation *o, struct gb_span op, cairo_matrix_t m, double size)
{
	const struct state *st = now(s);
	struct gb_pdf_shows *all = &s->out->shows;
	double x, y;

	if (o->bytes == 0 || all->n >= RULES * 10)
		return;
	apply(m, 0, 0, &x, &y);
	*GB_PUSH(s->a, all->item, all->n, all->cap) = (struct gb_pdf_show){
		.object = s->object,
		.generation = s->generation,
		.from = (size_t)(op.p - s->content.p),
		.to = (size_t)(op.p - s->content.p) + op.n,
		.hash = gb_pdf_content_hash(op),
		.bytes = o->bytes,
		.x = (float)x,
		.y = (float)y,
		.size = (float)size,
		.length = (float)(size * (double)o->bytes * 0.5),
		.angle = (float)gb_pdf_object_slant(m),
		.upright = m.xx > 0 && fabs(m.yx) < 0.1 * m.xx,
		.light = (float)(st->mode == 1 ? 0 : st->fill_white ? 1 : st->light),
		.alpha = (float)st->alpha,
		.invisible = st->mode == 3 || st->mode == 7,
		.watermark = s->tags != 0,
		.areas = s->out->areas.n,
	};
}

/* `op`: the operation as it is written, with its operands. */
static void text_show(struct gb_pdf_scan *s, const struct gb_pdf_operation *o, struct gb_span op)
{
	struct gb_pdf_marks *k = &s->out->marks;
	const struct state *st = now(s);
	const struct gb_pdf_font *f = st->font >= 0 ? &s->fonts.item[st->font] : NULL;
	const cairo_matrix_t m = multiply(s->text, st->m);
	const double size = st->size * sqrt(fabs(m.xx * m.yy - m.yx * m.xy)) * (f != NULL ? f->scale : 1);

	s->out->bad_map = s->out->bad_map || (f != NULL && f->bad_map);
	add_show(s, o, op, m, size);
	if (s->placed && k->n < RULES * 10) {
		const bool stroked = st->mode == 2 || st->mode == 6;
		double x, y;

		apply(m, 0, 0, &x, &y);
		*GB_PUSH(s->a, k->item, k->n, k->cap) =
			(struct gb_pdf_mark){ (float)x, (float)y, (float)size, stroked || (f != NULL && f->bold), stroked,
					      f != NULL ? f->real : GB_S("") };
		k->stroked = k->stroked || stroked;
	}
	s->placed = false;
}

static void add_image(struct gb_pdf_scan *s)
{
	double x0, y0, x1, y1;

	apply(now(s)->m, 0, 0, &x0, &y0);
	apply(now(s)->m, 1, 1, &x1, &y1);
	gb_ruling_add(s->a, &s->out->images, x0, y0, x1, y1);
	add_area(s, (struct gb_box){ fmin(x0, x1), fmin(y0, y1), fmax(x0, x1), fmax(y0, y1) }, false, false);
}

/* ---- marked content and graphics states ---- */

static void open_mark(struct gb_pdf_scan *s, bool watermark)
{
	s->tags = s->tags << 1 | watermark;
	s->marked++;
}

/* /Artifact <</Subtype /Watermark …>> BDC, in place or as a resource. */
static bool says_watermark(struct gb_pdf_scan *s, struct gb_span op, struct gb_span name, qpdf_oh resources)
{
	char key[72];

	if (gb_span_has(op, GB_S("/Watermark")))
		return true;
	if (!gb_span_has(op, GB_S("/Artifact")) || name.n + 2 > sizeof key)
		return false;
	g_snprintf(key, sizeof key, "/%.*s", (int)name.n, name.p);
	const qpdf_oh all = qpdf_oh_get_key(s->q, resources, "/Properties");
	const qpdf_oh one = qpdf_oh_is_dictionary(s->q, all) ? qpdf_oh_get_key(s->q, all, key) : all;

	return qpdf_oh_is_dictionary(s->q, one) && qpdf_oh_is_name_and_equals(s->q, qpdf_oh_get_key(s->q, one, "/Subtype"), "/Watermark");
}

static void set_graphics(struct gb_pdf_scan *s, qpdf_oh resources, struct gb_span name)
{
	char key[72];

	if (name.n + 2 > sizeof key)
		return;
	g_snprintf(key, sizeof key, "/%.*s", (int)name.n, name.p);
	const qpdf_oh all = qpdf_oh_get_key(s->q, resources, "/ExtGState");
	const qpdf_oh gs = qpdf_oh_is_dictionary(s->q, all) ? qpdf_oh_get_key(s->q, all, key) : all;

	if (!qpdf_oh_is_dictionary(s->q, gs))
		return;
	const qpdf_oh alpha = qpdf_oh_get_key(s->q, gs, "/ca"), mode = qpdf_oh_get_key(s->q, gs, "/BM");

	if (qpdf_oh_is_number(s->q, alpha))
		now(s)->alpha = qpdf_oh_get_numeric_value(s->q, alpha);
	if (qpdf_oh_is_name(s->q, mode))
		now(s)->blends = !qpdf_oh_is_name_and_equals(s->q, mode, "/Normal");
}

/* Acrobat and word processors note in a form that it is a watermark. */
static bool form_is_watermark(struct gb_pdf_scan *s, qpdf_oh dict)
{
	const qpdf_oh info = qpdf_oh_get_key(s->q, dict, "/PieceInfo");
	const qpdf_oh kind = qpdf_oh_is_dictionary(s->q, info) ? qpdf_oh_get_key(s->q, info, "/ADBE_CompoundType") : info;

	return qpdf_oh_is_dictionary(s->q, kind) && qpdf_oh_is_name_and_equals(s->q, qpdf_oh_get_key(s->q, kind, "/Private"), "/Watermark");
}

static void run(struct gb_pdf_scan *s, struct gb_span content, qpdf_oh resources);

static void run_form(struct gb_pdf_scan *s, qpdf_oh form, qpdf_oh resources)
{
	const qpdf_oh dict = qpdf_oh_get_dict(s->q, form);
	const qpdf_oh m = qpdf_oh_get_key(s->q, dict, "/Matrix"), own = qpdf_oh_get_key(s->q, dict, "/Resources");
	unsigned char *bytes = NULL;
	size_t n = 0;
	QPDF_BOOL filtered = QPDF_FALSE;

	if (s->forms >= FORMS)
		return;
	const int status = qpdf_oh_get_stream_data(s->q, form, qpdf_dl_generalized, &filtered, &bytes, &n);

	s->out->damaged = s->out->damaged || (status & QPDF_ERRORS) != 0 || gb_pdf_object_damaged(s->q, form);
	if ((status & QPDF_ERRORS) != 0)
		return;
	push_state(s);
	const size_t beyond = s->beyond, nfont = s->fonts.n, base = s->fonts.base;

	if (qpdf_oh_is_array(s->q, m) && qpdf_oh_get_array_n_items(s->q, m) == 6)
		now(s)->m = multiply(gb_pdf_object_matrix(s->q, m), now(s)->m);
	const int object = s->object, generation = s->generation;

	open_mark(s, form_is_watermark(s, dict));
	s->object = qpdf_oh_get_object_id(s->q, form);
	s->generation = qpdf_oh_get_generation(s->q, form);
	s->forms++;
	s->fonts.base = nfont;
	run(s, (struct gb_span){ bytes != NULL ? (const char *)bytes : "", bytes != NULL ? n : 0 },
	    qpdf_oh_is_dictionary(s->q, own) ? own : resources);
	s->object = object;
	s->generation = generation;
	s->tags >>= 1;
	s->marked--;
	s->fonts.base = base;
	s->fonts.n = nfont;
	s->forms--;
	s->beyond = beyond;
	pop_state(s, 0);
	free(bytes);
}

static void run_object(struct gb_pdf_scan *s, qpdf_oh resources, struct gb_span name)
{
	char key[128];
	const qpdf_oh all = qpdf_oh_get_key(s->q, resources, "/XObject");

	if (name.n + 2 > sizeof key || !qpdf_oh_is_dictionary(s->q, all))
		return;
	key[0] = '/';
	memcpy(key + 1, name.p, name.n);
	key[name.n + 1] = '\0';
	const qpdf_oh x = qpdf_oh_get_key(s->q, all, key);

	if (!qpdf_oh_is_stream(s->q, x)) {
		s->out->damaged = s->out->damaged || qpdf_oh_has_key(s->q, all, key); /* it is named, and lost */
		return;
	}
	const qpdf_oh kind = qpdf_oh_get_key(s->q, qpdf_oh_get_dict(s->q, x), "/Subtype");

	if (qpdf_oh_is_name_and_equals(s->q, kind, "/Image"))
		add_image(s);
	else if (qpdf_oh_is_name_and_equals(s->q, kind, "/Form"))
		run_form(s, x, resources);
}

/* Operators on paths; true when it was one. */
static bool run_path(struct gb_pdf_scan *s, const struct gb_pdf_operation *o)
{
	const double *v = o->num;

	switch (o->op) {
	case GB_PDF_OP1('m'): if (o->n >= 2) path_move(s, v[0], v[1]); return true;
	case GB_PDF_OP1('l'): if (o->n >= 2) path_line(s, v[0], v[1]); return true;
	case GB_PDF_OP2('r', 'e'): if (o->n >= 4) path_box(s, v); return true;
	case GB_PDF_OP1('c'): if (o->n >= 6) path_curve(s, v[4], v[5]); return true;
	case GB_PDF_OP1('v'):
	case GB_PDF_OP1('y'): if (o->n >= 4) path_curve(s, v[2], v[3]); return true;
	case GB_PDF_OP1('h'): path_line(s, s->sx, s->sy); return true;
	case GB_PDF_OP1('n'): end_path(s); return true;
	case GB_PDF_OP1('W'):
	case GB_PDF_OP2('W', '*'): s->clips = true; return true;
	case GB_PDF_OP1('f'):
	case GB_PDF_OP1('F'):
	case GB_PDF_OP2('f', '*'): paint(s, true, false, false); return true;
	case GB_PDF_OP1('S'): paint(s, false, true, false); return true;
	case GB_PDF_OP1('s'): paint(s, false, true, true); return true;
	case GB_PDF_OP1('B'):
	case GB_PDF_OP2('B', '*'): paint(s, true, true, false); return true;
	case GB_PDF_OP1('b'):
	case GB_PDF_OP2('b', '*'): paint(s, true, true, true); return true;
	default: return false;
	}
}

static bool run_color(struct gb_pdf_scan *s, const struct gb_pdf_operation *o)
{
	switch (o->op) {
	case GB_PDF_OP1('g'):
	case GB_PDF_OP2('r', 'g'):
	case GB_PDF_OP1('k'):
		now(s)->fill_white = gb_pdf_content_white(o);
		now(s)->light = gb_pdf_content_light(o);
		return true;
	case GB_PDF_OP1('G'):
	case GB_PDF_OP2('R', 'G'):
	case GB_PDF_OP1('K'): now(s)->stroke_white = gb_pdf_content_white(o); return true;
	case GB_PDF_OP2('s', 'c'):
	case GB_PDF_OP3('s', 'c', 'n'):
		now(s)->fill_white = o->n >= 3 && gb_pdf_content_white(o);
		now(s)->light = o->n >= 3 ? gb_pdf_content_light(o) : 0;
		return true;
	case GB_PDF_OP2('S', 'C'):
	case GB_PDF_OP3('S', 'C', 'N'): now(s)->stroke_white = o->n >= 3 && gb_pdf_content_white(o); return true;
	case GB_PDF_OP2('c', 's'):
		now(s)->fill_white = false;
		now(s)->light = 0;
		return true;
	case GB_PDF_OP2('C', 'S'): now(s)->stroke_white = false; return true;
	default: return false;
	}
}

static void run_text(struct gb_pdf_scan *s, const struct gb_pdf_operation *o, struct gb_span op, qpdf_oh resources)
{
	const double *v = o->num;

	switch (o->op) {
	case GB_PDF_OP2('B', 'T'):
		s->text = s->line = (cairo_matrix_t){ 1, 0, 0, 1, 0, 0 };
		s->placed = true;
		break;
	case GB_PDF_OP2('T', 'f'):
		now(s)->font = gb_pdf_fonts_find(&s->fonts, s->q, s->a, resources, o->name);
		now(s)->size = o->n > 0 ? v[0] : 0;
		break;
	case GB_PDF_OP2('T', 'r'): now(s)->mode = o->n > 0 ? (int)v[0] : 0; break;
	case GB_PDF_OP2('T', 'L'): s->leading = o->n > 0 ? v[0] : 0; break;
	case GB_PDF_OP2('T', 'D'): if (o->n >= 2) s->leading = -v[1]; /* fall through */
	case GB_PDF_OP2('T', 'd'): if (o->n >= 2) text_move(s, v[0], v[1]); break;
	case GB_PDF_OP2('T', 'm'):
		if (o->n >= 6)
			s->line = (cairo_matrix_t){ v[0], v[1], v[2], v[3], v[4], v[5] };
		text_move(s, 0, 0);
		break;
	case GB_PDF_OP2('T', '*'): text_move(s, 0, -s->leading); break;
	case GB_PDF_OP1('\''):
	case GB_PDF_OP1('"'): text_move(s, 0, -s->leading); text_show(s, o, op); break;
	case GB_PDF_OP2('T', 'j'):
	case GB_PDF_OP2('T', 'J'): text_show(s, o, op); break;
	default: break;
	}
}

/* Marked content, graphics states, shadings; true when it was one.  What is open below `floor` belongs to an outer content. */
static bool run_marks(struct gb_pdf_scan *s, const struct gb_pdf_operation *o, struct gb_span op, qpdf_oh resources, int floor)
{
	switch (o->op) {
	case GB_PDF_OP3('B', 'D', 'C'):
	case GB_PDF_OP3('B', 'M', 'C'): open_mark(s, says_watermark(s, op, o->name, resources)); return true;
	case GB_PDF_OP3('E', 'M', 'C'):
		if (s->marked > floor) {
			s->tags >>= 1;
			s->marked--;
		}
		return true;
	case GB_PDF_OP2('g', 's'): set_graphics(s, resources, o->name); return true;
	case GB_PDF_OP2('s', 'h'): add_area(s, now(s)->clip, false, false); return true;
	default: return false;
	}
}

static void run(struct gb_pdf_scan *s, struct gb_span content, qpdf_oh resources)
{
	const size_t floor = s->depth;
	const struct gb_span outer = s->content;
	const int marked = s->marked;
	struct gb_pdf_operation o;
	struct gb_span rest = content;

	s->content = content;
	while (gb_pdf_content_next(&rest, &o) && s->operations++ < OPERATIONS) {
		const double *v = o.num;
		const struct gb_span whole = { content.p, content.n - rest.n };

		content = rest;
		if (run_path(s, &o) || run_color(s, &o))
			continue;
		if (o.op == GB_PDF_OP1('q'))
			push_state(s);
		else if (o.op == GB_PDF_OP1('Q'))
			pop_state(s, floor);
		else if (o.op == GB_PDF_OP2('c', 'm') && o.n >= 6)
			now(s)->m = multiply((cairo_matrix_t){ v[0], v[1], v[2], v[3], v[4], v[5] }, now(s)->m);
		else if (o.op == GB_PDF_OP2('D', 'o'))
			run_object(s, resources, o.name);
		else if (o.op == GB_PDF_OP2('B', 'I'))
			add_image(s);
		else if (!run_marks(s, &o, whole, resources, marked))
			run_text(s, &o, whole, resources);
	}
	for (; s->marked > marked; s->marked--)
		s->tags >>= 1;
	s->content = outer;
	s->depth = floor;
}

void gb_pdf_scan_page(struct gb_pdf_scan *s, struct gb_arena *a, int index, struct gb_pdf_drawn *out)
{
	unsigned char *bytes = NULL;
	size_t n = 0;

	*out = (struct gb_pdf_drawn){ 0 };
	if (s == NULL)
		return;
	const qpdf_oh page = qpdf_get_page_n(s->q, (size_t)index);
	const int status = qpdf_oh_get_page_content_data(s->q, page, &bytes, &n);

	out->damaged = (status & QPDF_ERRORS) != 0 || gb_pdf_object_damaged(s->q, qpdf_oh_get_key(s->q, page, "/Contents"));
	if ((status & QPDF_ERRORS) == 0 && bytes != NULL) {
		s->a = a;
		s->out = out;
		s->depth = s->beyond = s->fonts.n = s->fonts.base = s->npath = s->path_cap = s->operations = 0;

	  s->path = NULL;

	  s->forms = s->sub = 0;
		s->state[0] = (struct state){ .m = gb_pdf_object_upright(s->q, page), .width = 1, .font = -1, .alpha = 1,
					      .clip = { -1e6, -1e6, 1e6, 1e6 } };
		s->clips = false;
		s->tags = 0;
		s->marked = s->object = 0;
		out->bytes = n;
		run(s, (struct gb_span){ (const char *)bytes, n }, qpdf_oh_get_key(s->q, page, "/Resources"));
	}
	free(bytes);
	qpdf_oh_release_all(s->q);
}
