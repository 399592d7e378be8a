/*
 * ocr_page - a reader's page whose characters cannot be had from the file is drawn and read from its picture.
 *
 * Whether that is wanted, possible here and affordable in the time given is
 * decided here; the answer to no is an error record and a judgement of the page.
 */
#ifndef GB_READ_OCR_PAGE_H
#define GB_READ_OCR_PAGE_H

#include <cairo.h>

#include "read/layout/layout.h"
#include "read/internal.h"

struct gb_page_drawer {
	/* Draws the page on a white surface whose unit is a point; false when it cannot. */
	bool (*draw)(void *arg, cairo_t *cr);
	void *arg;
};

/* Is every page to be read from its picture? */
bool gb_ocr_always(const struct gb_reading *r);

/*
 * Reads the page from its picture because of `why` (GB_PAGE_OCR: it is wanted).
 * True when its characters are now those of the picture; else they are as they
 * were.  Judges the page and puts the errors.
 */
bool gb_ocr_page(struct gb_reading *r, struct gb_layout *l, struct gb_arena *a, struct gb_page *page, enum gb_judgement why,
		 const struct gb_page_drawer *drawer);

/* Releases what OCR holds; after the last page. */
void gb_ocr_end(struct gb_reading *r);

#endif
