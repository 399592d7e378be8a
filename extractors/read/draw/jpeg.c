/* A JPEG picture drawn by Poppler: it is put into a PDF of one page, whose only content it is. */
#include <glib.h>
#include <poppler.h>
#include <string.h>

#include "internal.h"

struct shape {
	unsigned width, height, components;
};

static unsigned two_bytes(struct gb_span s, size_t i)
{
	return (unsigned)(unsigned char)s.p[i] << 8 | (unsigned char)s.p[i + 1];
}

/* The frame header tells; markers before it are stepped over. */
static bool shape_of(struct gb_span s, struct shape *out)
{
	for (size_t i = 2; i + 10 < s.n && (unsigned char)s.p[i] == 0xff;) {
		const unsigned char marker = (unsigned char)s.p[i + 1];
		const bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;

		if (frame) {
			*out = (struct shape){ two_bytes(s, i + 7), two_bytes(s, i + 5), (unsigned char)s.p[i + 9] };
			return out->width > 0 && out->height > 0;
		}
		i += marker == 0xff ? 1 : 2 + two_bytes(s, i + 2);
	}
	return false;
}

static GBytes *wrap(struct gb_span jpeg, struct shape shape)
{
	const char *space = shape.components == 1 ? "DeviceGray" : shape.components == 4 ? "DeviceCMYK" : "DeviceRGB";
	char *content = g_strdup_printf("%u 0 0 %u 0 0 cm /I Do", shape.width, shape.height);
	GString *pdf = g_string_new("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
				    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n");

	g_string_append_printf(pdf, "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 %u %u]/Contents 4 0 R"
			       "/Resources<</XObject<</I 5 0 R>>>>>>endobj\n",
			       shape.width, shape.height);
	g_string_append_printf(pdf, "4 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n", strlen(content), content);
	g_string_append_printf(pdf, "5 0 obj<</Type/XObject/Subtype/Image/Width %u/Height %u/ColorSpace/%s/BitsPerComponent 8"
			       "/Filter/DCTDecode/Length %zu>>stream\n", shape.width, shape.height, space, jpeg.n);
	g_string_append_len(pdf, jpeg.p, (gssize)jpeg.n);
	g_string_append(pdf, "\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
	g_free(content);
	return g_string_free_to_bytes(pdf);
}

bool gb_draw_jpeg(cairo_t *cr, struct gb_span bytes)
{
	struct shape shape;

	if (!gb_span_starts(bytes, GB_S("\xff\xd8\xff")) || !shape_of(bytes, &shape))
		return false;
	GBytes *pdf = wrap(bytes, shape);
	PopplerDocument *doc = poppler_document_new_from_bytes(pdf, NULL, NULL);
	PopplerPage *page = doc != NULL ? poppler_document_get_page(doc, 0) : NULL;

	if (page != NULL) {
		cairo_scale(cr, 1.0 / shape.width, 1.0 / shape.height);
		poppler_page_render(page, cr);
		g_object_unref(page);
	}
	g_clear_object(&doc);
	g_bytes_unref(pdf);
	return page != NULL;
}
