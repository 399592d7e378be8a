/*
 * pdf_page - one page of a Poppler document as glyphs.
 *
 * One pass over the page: text, rectangles and attributes come from the same
 * page object, which is released before the call returns.
 */
#ifndef GB_READ_PDF_PAGE_H
#define GB_READ_PDF_PAGE_H

#include <poppler.h>

#include "internal.h"

/* False when the page cannot be loaded.  Glyphs and rules live in the arena. */
bool gb_pdf_page_load(PopplerDocument *doc, struct gb_pdf_scan *scan, int index, struct gb_layout *l, struct gb_arena *a,
		      struct gb_page *out, struct gb_pdf_drawn *drawn);

#endif
