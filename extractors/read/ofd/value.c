/* Numbers, matrices, offsets, paths and colours as OFD writes them in attributes. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "internal.h"

enum { STEPS = 200000 };

static const char *const names[GB_OFD_TAGS] = {
	[GB_OFD_OTHER] = "",
#define X(id, name) [GB_OFD_##id] = name,
#include "tag.def"
#undef X
};

enum gb_ofd_tag gb_ofd_value_tag(struct gb_span local)
{
	size_t lo = 1, hi = GB_OFD_TAGS;

	while (lo < hi) {
		const size_t mid = (lo + hi) / 2;
		const int order = gb_span_cmp(gb_span_of(names[mid]), local);

		if (order == 0)
			return (enum gb_ofd_tag)mid;
		if (order < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return GB_OFD_OTHER;
}

/* ---- numbers ---- */

static bool separator(char c)
{
	return c == ' ' || c == ',' || c == '\t' || c == '\n' || c == '\r';
}

/* The next word; empty at the end. */
static struct gb_span word(struct gb_span *in)
{
	size_t n = 0;

	while (in->n > 0 && separator(in->p[0]))
		*in = gb_span_from(*in, 1);
	while (n < in->n && !separator(in->p[n]))
		n++;
	const struct gb_span w = gb_span_sub(*in, 0, n);

	*in = gb_span_from(*in, n);
	return w;
}

static bool number_of(struct gb_span w, double *out)
{
	char text[40];
	char *end = text;

	if (w.n == 0 || w.n >= sizeof text)
		return false;
	memcpy(text, w.p, w.n);
	text[w.n] = '\0';
	const double v = g_ascii_strtod(text, &end);

	if (end == text || !isfinite(v))
		return false;
	*out = fmax(-1e6, fmin(1e6, v));
	return true;
}

bool gb_ofd_value_number(struct gb_span *in, double *out)
{
	return number_of(word(in), out);
}

size_t gb_ofd_value_numbers(struct gb_span s, double *out, size_t max)
{
	size_t n = 0;

	while (n < max && gb_ofd_value_number(&s, &out[n]))
		n++;
	return n;
}

size_t gb_ofd_value_deltas(struct gb_span s, double *out, size_t n)
{
	size_t k = 0;

	while (s.n > 0 && k < n) {
		const struct gb_span w = word(&s);
		double count = 1, v = 0;

		if (w.n == 1 && (w.p[0] == 'g' || w.p[0] == 'G')) {
			if (!gb_ofd_value_number(&s, &count) || !gb_ofd_value_number(&s, &v))
				break;
		} else if (!number_of(w, &v))
			break;
		for (; count >= 1 && k < n; count--)
			out[k++] = v;
	}
	return k;
}

/* ---- matrices ---- */

cairo_matrix_t gb_ofd_value_multiply(cairo_matrix_t first, cairo_matrix_t then)
{
	cairo_matrix_t m;

	cairo_matrix_multiply(&m, &first, &then);
	return m;
}

void gb_ofd_value_apply(cairo_matrix_t m, double x, double y, double *px, double *py)
{
	*px = x;
	*py = y;
	cairo_matrix_transform_point(&m, px, py);
}

/* ---- attributes ---- */

bool gb_ofd_value_attr(const struct gb_elem *e, struct gb_span name, double *out)
{
	struct gb_span s;

	return gb_xml_attr(e, name, &s) && gb_ofd_value_number(&s, out);
}

void gb_ofd_value_bool(const struct gb_elem *e, struct gb_span name, bool *out)
{
	struct gb_span s;

	if (gb_xml_attr(e, name, &s))
		*out = gb_span_eq(s, GB_S("true")) || gb_span_eq(s, GB_S("1"));
}

long gb_ofd_value_id(const struct gb_elem *e, struct gb_span name)
{
	double v = -1;

	return gb_ofd_value_attr(e, name, &v) ? (long)v : -1;
}

cairo_matrix_t gb_ofd_value_place(const struct gb_elem *e, cairo_matrix_t then, double wh[2])
{
	struct gb_span s = GB_S("");
	double m[6] = { 1, 0, 0, 1, 0, 0 }, box[4] = { 0, 0, 0, 0 };

	if (gb_xml_attr(e, GB_S("CTM"), &s) && gb_ofd_value_numbers(s, m, 6) != 6)
		memcpy(m, (const double[6]){ 1, 0, 0, 1, 0, 0 }, sizeof m);
	if (gb_xml_attr(e, GB_S("Boundary"), &s) && gb_ofd_value_numbers(s, box, 4) < 2)
		box[0] = box[1] = 0;
	if (wh != NULL) {
		wh[0] = box[2];
		wh[1] = box[3];
	}
	return gb_ofd_value_multiply((cairo_matrix_t){ m[0], m[1], m[2], m[3], m[4] + box[0], m[5] + box[1] }, then);
}

static size_t components(struct gb_span s, double *out, size_t max)
{
	size_t n = 0;

	while (n < max) {
		const struct gb_span w = word(&s);
		double v = 0;

		if (w.n >= 2 && w.n <= 3 && w.p[0] == '#') {
			for (size_t i = 1; i < w.n; i++)
				v = v * 16 + g_ascii_xdigit_value(w.p[i]);
		} else if (!number_of(w, &v))
			break;
		out[n++] = fmax(0, fmin(1, v / 255));
	}
	return n;
}

void gb_ofd_value_ink(const struct gb_elem *e, struct gb_ofd_ink *out)
{
	struct gb_span s;
	double v[4], alpha = 255;
	const size_t n = gb_xml_attr(e, GB_S("Value"), &s) ? components(s, v, 4) : 0;

	gb_ofd_value_attr(e, GB_S("Alpha"), &alpha);
	if (n == 4)
		*out = (struct gb_ofd_ink){ (1 - v[0]) * (1 - v[3]), (1 - v[1]) * (1 - v[3]), (1 - v[2]) * (1 - v[3]), 1 };
	else if (n == 3)
		*out = (struct gb_ofd_ink){ v[0], v[1], v[2], 1 };
	else if (n == 1)
		*out = (struct gb_ofd_ink){ v[0], v[0], v[0], 1 };
	out->alpha = fmax(0, fmin(1, alpha / 255));
}

/* ---- paths ---- */

struct pencil {
	struct gb_arena *a;
	cairo_matrix_t m;
	struct gb_ofd_step *item;
	size_t n, cap;
	double x, y; /* where it is, in the object's space */
};

static void put_step(struct pencil *p, char op, const double *v, size_t n)
{
	struct gb_ofd_step *s = GB_PUSH(p->a, p->item, p->n, p->cap);

	s->op = op;
	for (size_t i = 0; i + 1 < n; i += 2)
		gb_ofd_value_apply(p->m, v[i], v[i + 1], &s->v[6 - n + i], &s->v[7 - n + i]);
	if (n >= 2) {
		p->x = v[n - 2];
		p->y = v[n - 1];
	}
}

/* Operands of each operator: a start or a move, a line, curves of the second and third degree, an arc, the end. */
static size_t operands(char op)
{
	static const struct {
		char op;
		size_t n;
	} all[] = { { 'S', 2 }, { 'M', 2 }, { 'L', 2 }, { 'Q', 4 }, { 'B', 6 }, { 'A', 7 }, { 'C', 0 } };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].op == op)
			return all[i].n;
	return (size_t)-1;
}

/* An arc is shown by its chord, but as a curve: it is no ruling line. */
static void step(struct pencil *p, char op, const double *v)
{
	const double x = p->x, y = p->y;

	switch (op) {
	case 'S':
	case 'M': put_step(p, 'M', v, 2); break;
	case 'L': put_step(p, 'L', v, 2); break;
	case 'B': put_step(p, 'B', v, 6); break;
	case 'Q':
		put_step(p, 'B',
			 (const double[6]){ x + (v[0] - x) * 2 / 3, y + (v[1] - y) * 2 / 3, v[2] + (v[0] - v[2]) * 2 / 3,
					    v[3] + (v[1] - v[3]) * 2 / 3, v[2], v[3] },
			 6);
		break;
	case 'A': put_step(p, 'B', (const double[6]){ x, y, v[5], v[6], v[5], v[6] }, 6); break;
	default: put_step(p, 'C', v, 0); break;
	}
}

size_t gb_ofd_value_steps(struct gb_arena *a, struct gb_span data, cairo_matrix_t m, struct gb_ofd_step **out)
{
	struct pencil p = { .a = a, .m = m };

	while (data.n > 0 && p.n < STEPS) {
		const struct gb_span w = word(&data);
		const size_t need = w.n == 1 ? operands(w.p[0]) : (size_t)-1;
		double v[8] = { 0 };
		size_t k = 0;

		if (need == (size_t)-1)
			continue;
		while (k < need && gb_ofd_value_number(&data, &v[k]))
			k++;
		if (k == need)
			step(&p, w.p[0], v);
	}
	*out = p.item;
	return p.n;
}
