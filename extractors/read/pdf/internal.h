/*
 * pdf_int - what the files of the PDF reader share.
 *
 * Poppler gives the characters; the content streams, read through qpdf, give
 * what its glib interface does not: ruling lines, pictures, and the weight of
 * text in nameless fonts or drawn bold by stroking.
 */
#ifndef GB_READ_PDF_INTERNAL_H
#define GB_READ_PDF_INTERNAL_H

#include "read/draw/drawn.h"
#include "read/internal.h"

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
	struct gb_rules rules;
	struct gb_rules images; /* boxes of pictures */
	struct gb_pdf_marks marks;
	bool lies;    /* text in a font whose map to Unicode contradicts its encoding */
	size_t bytes; /* of content */
};

struct gb_pdf_scan;

/* NULL when qpdf cannot make sense of the file; then nothing is known about drawings. */
struct gb_pdf_scan *gb_pdf_scan_open(struct gb_span file, int pages);
void gb_pdf_scan_page(struct gb_pdf_scan *s, struct gb_arena *a, int index, struct gb_pdf_drawn *out);
void gb_pdf_scan_close(struct gb_pdf_scan *s);

bool gb_pdf_name_bold(struct gb_span font);
/* Family of a font name: without subset tag and style. */
struct gb_span gb_pdf_name_family(struct gb_span font);

enum gb_pdf_trust {
	GB_PDF_TRUSTED,
	GB_PDF_DOUBTFUL, /* text, but with figures misread */
	GB_PDF_GARBAGE   /* not the text that the page shows */
};

enum gb_pdf_trust gb_pdf_trust(const struct gb_glyph *g, size_t n);
/* The ordinary character for a radical or a compatibility form; cp itself where there is none. */
uint32_t gb_pdf_fold(uint32_t cp);

#endif
