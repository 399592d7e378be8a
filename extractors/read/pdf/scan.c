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

enum { STATES = 64, FORMS = 12, PATH = 20000, RULES = 40000, FONTS = 512, OPERATIONS = 4000000 };

struct state {
	cairo_matrix_t m;
	double width;
	bool fill_white, stroke_white;
	int mode; /* of text rendering */
	double size; /* of the font as Tf says it */
	int font; /* index into fonts, or -1 */
};

struct font {
	char name[64];
	bool bold;
	bool bad_map;
	double scale; /* of Type 3 fonts: their unit against the usual thousandth */
	struct gb_span real;
};

/* What is known of the fonts of the file, by the numbers of their objects. */
struct known {
	int object;
	bool bad_map;
};

struct gb_pdf_scan {
	qpdf_data q;
	struct known known[FONTS];
	size_t nknown;
	/* of the page in hand: */
	struct gb_arena *a;
	struct gb_pdf_drawn *out;
	cairo_matrix_t upright;
	struct state state[STATES];
	size_t depth, beyond; /* beyond: q without room for it */
	struct font font[FONTS];
	size_t nfont, font_base; /* a form's font names are its own: from font_base */
	cairo_matrix_t text, line;
	double leading;
	bool placed; /* the next text begins where `text` says */
	struct gb_layout_segment *path;
	size_t npath, path_cap;
	double x, y, sx, sy; /* current point, start of the subpath; user space */
	int sub;
	int forms;
	size_t operations;
};

struct gb_pdf_scan *gb_pdf_scan_open(struct gb_span file, int pages)
{
	struct gb_pdf_scan *s = g_new0(struct gb_pdf_scan, 1);

	s->q = qpdf_init();
	qpdf_set_suppress_warnings(s->q, QPDF_TRUE);
	qpdf_silence_errors(s->q);
	if ((qpdf_read_memory(s->q, "", file.p, file.n, "") & QPDF_ERRORS) != 0 ||
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

static double key_number(struct gb_pdf_scan *s, qpdf_oh array, int i)
{
	const qpdf_oh v = qpdf_oh_get_array_item(s->q, array, i);

	return qpdf_oh_is_number(s->q, v) ? qpdf_oh_get_numeric_value(s->q, v) : 0;
}

static bool key_box(struct gb_pdf_scan *s, qpdf_oh dict, const char *key, double box[4])
{
	const qpdf_oh v = qpdf_oh_get_key(s->q, dict, key);

	if (!qpdf_oh_is_array(s->q, v) || qpdf_oh_get_array_n_items(s->q, v) != 4)
		return false;
	for (int i = 0; i < 4; i++)
		box[i] = key_number(s, v, i);
	if (box[0] > box[2]) {
		const double t = box[0];
		box[0] = box[2];
		box[2] = t;
	}
	if (box[1] > box[3]) {
		const double t = box[1];
		box[1] = box[3];
		box[3] = t;
	}
	return true;
}

/* User space to the page as a person sees it: crop box, turn, top left. */
static cairo_matrix_t upright_of(struct gb_pdf_scan *s, qpdf_oh page)
{
	double media[4] = { 0, 0, 612, 792 }, c[4];
	const qpdf_oh turn = qpdf_oh_get_key(s->q, page, "/Rotate");
	int angle = qpdf_oh_is_number(s->q, turn) ? (int)qpdf_oh_get_numeric_value(s->q, turn) : 0;

	key_box(s, page, "/MediaBox", media);
	if (!key_box(s, page, "/CropBox", c))
		memcpy(c, media, sizeof c);
	c[0] = fmax(c[0], media[0]);
	c[1] = fmax(c[1], media[1]);
	c[2] = fmin(c[2], media[2]);
	c[3] = fmin(c[3], media[3]);
	angle = ((angle % 360) + 360) % 360;
	if (angle == 90)
		return (cairo_matrix_t){ 0, 1, 1, 0, -c[1], -c[0] };
	if (angle == 180)
		return (cairo_matrix_t){ -1, 0, 0, 1, c[2], -c[1] };
	if (angle == 270)
		return (cairo_matrix_t){ 0, -1, -1, 0, c[3], c[2] };
	return (cairo_matrix_t){ 1, 0, 0, -1, -c[0], c[3] };
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

static void paint(struct gb_pdf_scan *s, bool fills, bool strokes, bool closes)
{
	if (closes)
		path_line(s, s->sx, s->sy);
	if (fills && !now(s)->fill_white)
		gb_ruling_fill(s->a, &s->out->rules, s->path, s->npath);
	if (strokes && !now(s)->stroke_white)
		gb_ruling_stroke(s->a, &s->out->rules, s->path, s->npath);
	s->npath = 0;
}

static bool white_of(const struct gb_pdf_operation *o)
{
	double low = 1;

	if (o->n == 4)
		return o->num[0] + o->num[1] + o->num[2] + o->num[3] < 0.02;
	for (size_t i = 0; i < o->n; i++)
		low = fmin(low, o->num[i]);
	return o->n > 0 && low > 0.98;
}

static bool font_lies(struct gb_pdf_scan *s, qpdf_oh dict)
{
	const int object = qpdf_oh_get_object_id(s->q, dict);

	for (size_t i = 0; object > 0 && i < s->nknown; i++)
		if (s->known[i].object == object)
			return s->known[i].bad_map;
	const bool bad_map = gb_pdf_tounicode_bad(s->q, dict);

	if (object > 0 && s->nknown < FONTS)
		s->known[s->nknown++] = (struct known){ object, bad_map };
	return bad_map;
}

static void font_read(struct gb_pdf_scan *s, qpdf_oh dict, struct font *f)
{
	const qpdf_oh d = qpdf_oh_get_key(s->q, dict, "/FontDescriptor");
	qpdf_oh name = qpdf_oh_get_key(s->q, dict, "/BaseFont");
	double weight = 0;

	if (qpdf_oh_is_dictionary(s->q, d)) {
		const qpdf_oh w = qpdf_oh_get_key(s->q, d, "/FontWeight");

		if (!qpdf_oh_is_name(s->q, name))
			name = qpdf_oh_get_key(s->q, d, "/FontName");
		if (qpdf_oh_is_number(s->q, w))
			weight = qpdf_oh_get_numeric_value(s->q, w);
	}
	f->real = GB_S("");
	if (qpdf_oh_is_name(s->q, name)) {
		const char *n = qpdf_oh_get_name(s->q, name);

		f->real = gb_arena_copy(s->a, gb_span_of(n[0] == '/' ? n + 1 : n));
	}
	f->bold = weight >= 600 || gb_font_bold(f->real);
	f->bad_map = font_lies(s, dict);
	const qpdf_oh m = qpdf_oh_get_key(s->q, dict, "/FontMatrix");

	if (qpdf_oh_is_array(s->q, m) && qpdf_oh_get_array_n_items(s->q, m) == 6)
		f->scale = fabs(key_number(s, m, 0)) * 1000;
}

static int font_of(struct gb_pdf_scan *s, qpdf_oh resources, struct gb_span name)
{
	char key[72];

	if (name.n == 0 || name.n >= sizeof s->font[0].name)
		return -1;
	for (size_t i = s->font_base; i < s->nfont; i++)
		if (gb_span_eq(gb_span_of(s->font[i].name), name))
			return (int)i;
	if (s->nfont == FONTS)
		return -1;
	struct font *f = &s->font[s->nfont];

	key[0] = '/';
	memcpy(key + 1, name.p, name.n);
	key[name.n + 1] = '\0';
	memcpy(f->name, name.p, name.n);
	f->name[name.n] = '\0';
	f->bold = f->bad_map = false;
	f->scale = 1;
	f->real = GB_S("");
	const qpdf_oh fonts = qpdf_oh_get_key(s->q, resources, "/Font");

	if (qpdf_oh_is_dictionary(s->q, fonts)) {
		const qpdf_oh dict = qpdf_oh_get_key(s->q, fonts, key);

		if (qpdf_oh_is_dictionary(s->q, dict))
			font_read(s, dict, f);
	}
	return (int)s->nfont++;
}

static void text_move(struct gb_pdf_scan *s, double x, double y)
{
	s->line = multiply((cairo_matrix_t){ 1, 0, 0, 1, x, y }, s->line);
	s->text = s->line;
	s->placed = true;
}

static void text_show(struct gb_pdf_scan *s)
{
	struct gb_pdf_marks *k = &s->out->marks;
	const struct state *st = now(s);

	s->out->bad_map = s->out->bad_map || (st->font >= 0 && s->font[st->font].bad_map);
	if (s->placed && k->n < RULES * 10) {
		const struct font *f = st->font >= 0 ? &s->font[st->font] : NULL;
		const bool stroked = st->mode == 2 || st->mode == 6;
		double x, y;

		const cairo_matrix_t m = multiply(s->text, st->m);
		const double size = st->size * sqrt(fabs(m.xx * m.yy - m.yx * m.xy)) * (f != NULL ? f->scale : 1);

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
	if ((qpdf_oh_get_stream_data(s->q, form, qpdf_dl_generalized, &filtered, &bytes, &n) & QPDF_ERRORS) != 0)
		return;
	push_state(s);
	const size_t beyond = s->beyond, nfont = s->nfont, base = s->font_base;

	if (qpdf_oh_is_array(s->q, m) && qpdf_oh_get_array_n_items(s->q, m) == 6)
		now(s)->m = multiply((cairo_matrix_t){ key_number(s, m, 0), key_number(s, m, 1), key_number(s, m, 2),
						      key_number(s, m, 3), key_number(s, m, 4), key_number(s, m, 5) },
				     now(s)->m);
	s->forms++;
	s->font_base = nfont;
	run(s, (struct gb_span){ bytes != NULL ? (const char *)bytes : "", bytes != NULL ? n : 0 },
	    qpdf_oh_is_dictionary(s->q, own) ? own : resources);
	s->font_base = base;
	s->nfont = nfont;
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

	if (!qpdf_oh_is_stream(s->q, x))
		return;
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
	case GB_PDF_OP1('n'): s->npath = 0; return true;
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
	case GB_PDF_OP1('k'): now(s)->fill_white = white_of(o); return true;
	case GB_PDF_OP1('G'):
	case GB_PDF_OP2('R', 'G'):
	case GB_PDF_OP1('K'): now(s)->stroke_white = white_of(o); return true;
	case GB_PDF_OP2('s', 'c'):
	case GB_PDF_OP3('s', 'c', 'n'): now(s)->fill_white = o->n >= 3 && white_of(o); return true;
	case GB_PDF_OP2('S', 'C'):
	case GB_PDF_OP3('S', 'C', 'N'): now(s)->stroke_white = o->n >= 3 && white_of(o); return true;
	case GB_PDF_OP2('c', 's'): now(s)->fill_white = false; return true;
	case GB_PDF_OP2('C', 'S'): now(s)->stroke_white = false; return true;
	default: return false;
	}
}

static void run_text(struct gb_pdf_scan *s, const struct gb_pdf_operation *o, qpdf_oh resources)
{
	const double *v = o->num;

	switch (o->op) {
	case GB_PDF_OP2('B', 'T'):
		s->text = s->line = (cairo_matrix_t){ 1, 0, 0, 1, 0, 0 };
		s->placed = true;
		break;
	case GB_PDF_OP2('T', 'f'):
		now(s)->font = font_of(s, resources, o->name);
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
	case GB_PDF_OP1('"'): text_move(s, 0, -s->leading); text_show(s); break;
	case GB_PDF_OP2('T', 'j'):
	case GB_PDF_OP2('T', 'J'): text_show(s); break;
	default: break;
	}
}

static void run(struct gb_pdf_scan *s, struct gb_span content, qpdf_oh resources)
{
	const size_t floor = s->depth;
	struct gb_pdf_operation o;

	while (gb_pdf_content_next(&content, &o) && s->operations++ < OPERATIONS) {
		const double *v = o.num;

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
		else
			run_text(s, &o, resources);
	}
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

	if ((qpdf_oh_get_page_content_data(s->q, page, &bytes, &n) & QPDF_ERRORS) == 0 && bytes != NULL) {
		s->a = a;
		s->out = out;
		s->depth = s->beyond = s->nfont = s->font_base = s->npath = s->path_cap = s->operations = 0;
		s->path = NULL;
		s->forms = s->sub = 0;
		s->state[0] = (struct state){ .m = upright_of(s, page), .width = 1, .font = -1 };
		out->bytes = n;
		run(s, (struct gb_span){ (const char *)bytes, n }, qpdf_oh_get_key(s->q, page, "/Resources"));
	}
	free(bytes);
	qpdf_oh_release_all(s->q);
}
