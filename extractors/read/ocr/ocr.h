/*
 * ocr - a reader's page whose characters cannot be had from the file is drawn and read from its picture.
 *
 * Whether that is wanted, possible here and affordable in the time given is
 * decided here; the answer to no is an error record and a judgement of the page.
 */
#ifndef GB_READ_OCR_OCR_H
#define GB_READ_OCR_OCR_H

#include <cairo.h>

#include "read/layout/layout.h"
#include "read/internal.h"

struct gb_ocr_drawer {
	/* Draws the page on a white surface whose unit is a point; false when it cannot. */
	bool (*draw)(void *arg, cairo_t *cr);
	void *arg;
};

/* What is known of a page before its characters are believed. */
struct gb_ocr_doubt {
	bool pictured; /* it has no text, and a picture or drawn shapes where text should be */
	bool bad_map;  /* its text comes through a font whose map to Unicode is wrong */
};

/* Is the text layer of a page what the page shows?  (trust.c) */
enum gb_trust {
	GB_TRUST_FULL,
	GB_TRUST_DOUBTFUL, /* text, but with figures misread */
	GB_TRUST_NONE      /* not the text that the page shows */
};

enum gb_trust gb_trust_of(const struct gb_glyph *g, size_t n);

/*
 * Where the characters of the page cannot be had from the file, or not be
 * trusted, its picture is read, if that is wanted and possible: page->glyph is
 * then what the picture shows.  Judges the page (gb_reading_judge) and puts the
 * errors; a text layer that is not believed and cannot be replaced is dropped.
 */
void gb_ocr_page_judge(struct gb_reading *r, struct gb_layout *l, struct gb_arena *a,
		       struct gb_layout_page *page, struct gb_ocr_doubt doubt,
		  const struct gb_ocr_drawer *drawer);

/* Releases what OCR holds; after the last page. */
void gb_ocr_page_end(struct gb_reading *r);

#endif
