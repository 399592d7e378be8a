/* The fonts that a page names: weight, unit, and whether their map to Unicode can be believed. */
#include <math.h>
#include <string.h>

#include "internal.h"

static bool is_bad_map(struct gb_pdf_fonts *f, qpdf_data q, qpdf_oh dict)
{
	const int object = qpdf_oh_get_object_id(q, dict);

	for (size_t i = 0; object > 0 && i < f->nknown; i++)
		if (f->known[i].object == object)
			return f->known[i].bad_map;
	const bool bad_map = gb_pdf_tounicode_bad(q, dict);

	if (object > 0 && f->nknown < GB_PDF_FONTS)
		f->known[f->nknown++] = (struct gb_pdf_known){ object, bad_map };
	return bad_map;
}

static void read_font(struct gb_pdf_fonts *all, qpdf_data q, struct gb_arena *a, qpdf_oh dict, struct gb_pdf_font *f)
{
	const qpdf_oh d = qpdf_oh_get_key(q, dict, "/FontDescriptor");
	qpdf_oh name = qpdf_oh_get_key(q, dict, "/BaseFont");
	double weight = 0;

	if (qpdf_oh_is_dictionary(q, d)) {
		const qpdf_oh w = qpdf_oh_get_key(q, d, "/FontWeight");

		if (!qpdf_oh_is_name(q, name))
			name = qpdf_oh_get_key(q, d, "/FontName");
		if (qpdf_oh_is_number(q, w))
			weight = qpdf_oh_get_numeric_value(q, w);
	}
	f->real = GB_S("");
	if (qpdf_oh_is_name(q, name)) {
		const char *n = qpdf_oh_get_name(q, name);

		f->real = gb_arena_copy(a, gb_span_of(n[0] == '/' ? n + 1 : n));
	}
	f->composite = qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, dict, "/Subtype"), "/Type0");
	f->bold = weight >= 600 || gb_font_bold(f->real);
	f->bad_map = is_bad_map(all, q, dict);
	const qpdf_oh m = qpdf_oh_get_key(q, dict, "/FontMatrix");

	if (qpdf_oh_is_array(q, m) && qpdf_oh_get_array_n_items(q, m) == 6)
		f->scale = fabs(gb_pdf_object_number(q, m, 0)) * 1000;
}

int gb_pdf_fonts_find(struct gb_pdf_fonts *all, qpdf_data q, struct gb_arena *a, qpdf_oh resources, struct gb_span name)
{
	char key[72];

	if (name.n == 0 || name.n >= sizeof all->item[0].name)
		return -1;
	for (size_t i = all->base; i < all->n; i++)
		if (gb_span_eq(gb_span_of(all->item[i].name), name))
			return (int)i;
	if (all->n == GB_PDF_FONTS)
		return -1;
	struct gb_pdf_font *f = &all->item[all->n];

	key[0] = '/';
	memcpy(key + 1, name.p, name.n);
	key[name.n + 1] = '\0';
	memcpy(f->name, name.p, name.n);
	f->name[name.n] = '\0';
	f->bold = f->bad_map = f->composite = false;
	f->scale = 1;
	f->real = GB_S("");
	const qpdf_oh fonts = qpdf_oh_get_key(q, resources, "/Font");

	if (qpdf_oh_is_dictionary(q, fonts)) {
		const qpdf_oh dict = qpdf_oh_get_key(q, fonts, key);

		if (qpdf_oh_is_dictionary(q, dict))
			read_font(all, q, a, dict, f);
	}
	return (int)all->n++;
}
