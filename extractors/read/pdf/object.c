/* Objects of the file as numbers and matrices. */
#include <gio/gio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

double gb_pdf_object_number(qpdf_data q, qpdf_oh array, int i)
{
	const qpdf_oh v = qpdf_oh_get_array_item(q, array, i);

	return qpdf_oh_is_number(q, v) ? qpdf_oh_get_numeric_value(q, v) : 0;
}

static bool key_box(qpdf_data q, qpdf_oh dict, const char *key, double box[4])
{
	const qpdf_oh v = qpdf_oh_get_key(q, dict, key);

	if (!qpdf_oh_is_array(q, v) || qpdf_oh_get_array_n_items(q, v) != 4)
		return false;
	for (int i = 0; i < 4; i++)
		box[i] = gb_pdf_object_number(q, v, i);
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
cairo_matrix_t gb_pdf_object_upright(qpdf_data q, qpdf_oh page)
{
	double media[4] = { 0, 0, 612, 792 }, c[4];
	const qpdf_oh turn = qpdf_oh_get_key(q, page, "/Rotate");
	int angle = qpdf_oh_is_number(q, turn) ? (int)qpdf_oh_get_numeric_value(q, turn) : 0;

	key_box(q, page, "/MediaBox", media);
	if (!key_box(q, page, "/CropBox", c))
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

cairo_matrix_t gb_pdf_object_matrix(qpdf_data q, qpdf_oh array)
{
	double v[6];

	for (int i = 0; i < 6; i++)
		v[i] = gb_pdf_object_number(q, array, i);
	return (cairo_matrix_t){ v[0], v[1], v[2], v[3], v[4], v[5] };
}

double gb_pdf_object_slant(cairo_matrix_t m)
{
	const double angle = fabs(atan2(m.yx, m.xx) * 180 / 3.14159265358979);

	return fabs(angle - 90 * floor(angle / 90 + 0.5));
}

/* Is it compressed with nothing else around it? */
static bool is_deflated(qpdf_data q, qpdf_oh stream)
{
	qpdf_oh filter = qpdf_oh_get_key(q, qpdf_oh_get_dict(q, stream), "/Filter");

	if (qpdf_oh_is_array(q, filter) && qpdf_oh_get_array_n_items(q, filter) > 0)
		filter = qpdf_oh_get_array_item(q, filter, 0);
	return qpdf_oh_is_name_and_equals(q, filter, "/FlateDecode") || qpdf_oh_is_name_and_equals(q, filter, "/Fl");
}

/* Inflates the bytes to nowhere; false when they contradict their checksum or themselves. */
static bool inflates(const unsigned char *bytes, size_t n)
{
	GConverter *to = G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
	char out[1 << 14];
	gsize read = 0, written = 0, at = 0;
	GError *error = NULL;
	GConverterResult result = G_CONVERTER_CONVERTED;

	while (result == G_CONVERTER_CONVERTED && at < n) {
		result = g_converter_convert(to, bytes + at, n - at, out, sizeof out, G_CONVERTER_INPUT_AT_END, &read, &written, &error);
		at += result == G_CONVERTER_ERROR ? 0 : read;
	}
	g_clear_error(&error);
	g_object_unref(to);
	return result == G_CONVERTER_FINISHED;
}

bool gb_pdf_object_damaged(qpdf_data q, qpdf_oh stream)
{
	unsigned char *bytes = NULL;
	size_t n = 0;
	QPDF_BOOL filtered = QPDF_FALSE;
	bool bad = false;

	if (qpdf_oh_is_array(q, stream)) {
		const int count = qpdf_oh_get_array_n_items(q, stream);

		for (int i = 0; i < count && !bad; i++)
			bad = gb_pdf_object_damaged(q, qpdf_oh_get_array_item(q, stream, i));
		return bad;
	}
	if (!qpdf_oh_is_stream(q, stream) || !is_deflated(q, stream))
		return false;
	if ((qpdf_oh_get_stream_data(q, stream, qpdf_dl_none, &filtered, &bytes, &n) & QPDF_ERRORS) == 0 && bytes != NULL)
		bad = n > 0 && !inflates(bytes, n);
	free(bytes);
	return bad;
}
