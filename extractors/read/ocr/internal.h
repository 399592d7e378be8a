/*
 * What a page shows becomes characters with places, by Tesseract where it is installed.
 *
 * The library is no part of the program: it is looked for when the first page
 * needs it.  Built without its header the program has no OCR and says so.  Ruling
 * lines are found in the picture too, so that a scanned table is a table.
 */
#ifndef GB_READ_OCR_INTERNAL_H
#define GB_READ_OCR_INTERNAL_H

#include "ocr.h"

/* A grey picture, one byte a pixel, 0 is black. */
struct gb_raster {
	unsigned char *pixel;
	int width, height, stride; /* pixels; stride: bytes */
	double scale;              /* pixels a point, downwards */
	double stretch;            /* … and along the line so many times that */
};

struct gb_ocr;

/* NULL when there is no OCR here; then *why says what is missing (constant). */
struct gb_ocr *gb_ocr_open(struct gb_span *why);
void gb_ocr_close(struct gb_ocr *o); /* NULL is fine */
/* "tesseract 5.3.0 chi_sim", borrowed. */
struct gb_span gb_ocr_name(const struct gb_ocr *o);

/*
 * Puts the characters of the picture, and its ruling lines, in place of those of
 * `page`; they live in `a`.  The picture is changed.  False when the time, in
 * milliseconds, did not suffice: then the page is as it was.
 */
bool gb_ocr_read(struct gb_ocr *o, struct gb_raster *picture, int milliseconds, struct gb_layout *l, struct gb_arena *a,
		 struct gb_layout_page *page);

/*
 * Several readings of one page become one, the first (ocr_vote.c): numbers that
 * are not read alike get little confidence.  `third` may be NULL.
 */
void gb_ocr_vote(struct gb_arena *a, struct gb_layout_page *first, const struct gb_layout_page *second, const struct gb_layout_page *third);
/* How many numbers the two read differently: then a third should be asked. */
size_t gb_ocr_vote_differences(const struct gb_layout_page *first, const struct gb_layout_page *second);

/* The ruling lines of a picture in page points; they are wiped out of it (ocr_rules.c). */
void gb_rules_find(struct gb_raster *picture, struct gb_arena *a, struct gb_layout_page *page);

#endif
