/*
 * What the files of the PDF reader share.
 *
 * Poppler gives the characters; the content streams, read through qpdf, give
 * what its glib interface does not: ruling lines, pictures, and the weight of
 * text in nameless fonts or drawn bold by stroking.
 */
#ifndef GB_READ_PDF_INTERNAL_H
#define GB_READ_PDF_INTERNAL_H

#include <poppler.h>
#include <qpdf/qpdf-c.h>

#include "read/internal.h"
#include "read/layout/layout.h"

/* Where a piece of text begins and how it is drawn. */
struct gb_pdf_mark {
	float x, y;          /* of the base line */
	float size;          /* of the font, points on the page */
	bool bold;           /* by the font or by stroking its outline */
	bool stroked;        /* filled and stroked: bold whatever the font says */
	struct gb_span font; /* its name in the file, or empty */
};

struct gb_pdf_marks {
	struct gb_pdf_mark *item;
	size_t n, cap;
	bool stroked;        /* any of them */
};

/* What a page draws besides its characters; points as in layout.h. */
struct gb_pdf_drawn {
	struct gb_layout_rules rules;
	struct gb_layout_rules images; /* boxes of pictures */
	struct gb_pdf_marks marks;
	bool bad_map; /* text in a font whose map to Unicode contradicts its encoding */
	size_t bytes; /* of content */
};

struct gb_pdf_scan;

/* NULL when qpdf cannot make sense of the file; then nothing is known about drawings. */
struct gb_pdf_scan *gb_pdf_scan_open(struct gb_span file, int pages);
void gb_pdf_scan_page(struct gb_pdf_scan *s, struct gb_arena *a, int index, struct gb_pdf_drawn *out);
void gb_pdf_scan_close(struct gb_pdf_scan *s);


/* ---- bad ToUnicode maps (tounicode.c) ---- */

/* Does a font's map to Unicode contradict what the font draws?  False where it cannot be decided. */
bool gb_pdf_tounicode_bad(qpdf_data q, qpdf_oh font);

/* ---- the tokens of a content stream (content.c) ----
 *
 * Reads operands and operators; strings, arrays and dictionaries are skipped
 * over, inline images too.  Never reads past the span, takes anything for input.
 */

enum { GB_PDF_OPERANDS = 16 };

struct gb_pdf_operation {
	uint32_t op;                 /* up to four letters, the first in the lowest byte */
	double num[GB_PDF_OPERANDS];     /* the last numbers before it */
	size_t n;
	struct gb_span name;         /* the last name before it, without the slash */
};

#define GB_PDF_OP1(a) ((uint32_t)(a))
#define GB_PDF_OP2(a, b) ((uint32_t)(a) | (uint32_t)(b) << 8)
#define GB_PDF_OP3(a, b, c) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16)

/* Takes the next operation off the front of *in; false at the end. */
bool gb_pdf_content_next(struct gb_span *in, struct gb_pdf_operation *out);

/* ---- one page as glyphs (page.c) ---- */

/* False when the page cannot be loaded.  Glyphs and rules live in the arena. */
bool gb_pdf_page_load(PopplerDocument *doc, struct gb_pdf_scan *scan, int index, struct gb_layout *l, struct gb_arena *a,
		      struct gb_layout_page *out, struct gb_pdf_drawn *drawn);

/* ---- drawing (draw.c) ---- */
enum gb_err gb_pdf_draw(struct gb_reading *r, int page, const struct gb_canvas *to);

#endif
