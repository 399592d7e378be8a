/* A page of a PDF drawn by Poppler. */
#include "base/say.h"
#include "read/draw/draw.h"
#include "internal.h"

static void paint_page(void *arg, cairo_t *cr)
{
	poppler_page_render(arg, cr);
}

enum gb_err gb_pdf_draw(struct gb_reading *r, int number, const struct gb_canvas *to)
{
	GBytes *bytes = g_bytes_new_static(r->bytes.p, r->bytes.n);
	GError *error = NULL;
	PopplerDocument *doc = poppler_document_new_from_bytes(bytes, NULL, &error);

	g_bytes_unref(bytes);
	if (doc == NULL) {
		const bool locked = g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);

		g_clear_error(&error);
		return locked ? GB_ERR_LOCKED : GB_ERR_PDF;
	}
	PopplerPage *page = gb_draw_has_page(r, number, poppler_document_get_n_pages(doc)) ?
				    poppler_document_get_page(doc, number - 1) : NULL;

	if (page != NULL) {
		double width, height;

		poppler_page_get_size(page, &width, &height);
		to->put(to, width, height, paint_page, page);
		g_object_unref(page);
	} else if (r->status == 0)
		gb_reading_error(r, number, GB_ERR_PAGE, GB_T("the page could not be drawn"));
	g_object_unref(doc);
	return GB_ERR_OK;
}
