/*
 * What the files of the PDF reader share.
 *
 * Poppler gives the characters; the content streams, read through qpdf, give
 * what its glib interface does not: ruling lines, pictures, and the weight of
 * text in nameless fonts or drawn bold by stroking.
 */
#ifndef GB_READ_PDF_INTERNAL_H
#define GB_READ_PDF_INTERNAL_H

#include <cairo.h>
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

/* An operation that shows text, and what decides whether anybody sees it (seen.c). */
struct gb_pdf_show {
	int object, generation; /* of the form that it is in; 0: the page's own content */
	size_t from, to;        /* bytes of that content, the operand included */
	uint32_t hash;          /* of these bytes */
	size_t bytes;           /* of text */
	float x, y;             /* where it begins */
	float size, length;     /* of its letters; of the text, a guess; points */
	float angle;            /* degrees from the nearest of the four directions, 0..45 */
	bool upright;           /* it runs to the right */
	float light, alpha;     /* of its colour: 0 black, 1 white; 0 clear */
	bool invisible;         /* text rendering mode 3 or 7 */
	bool watermark;         /* the file says so */
	size_t areas;           /* areas that were painted before it */
	bool hidden;            /* decided: nobody reads it as text of the page */
};

struct gb_pdf_shows {
	struct gb_pdf_show *item;
	size_t n, cap;
};

/* A filled box, in the order of painting; pictures and shadings too. */
struct gb_pdf_area {
	float x0, y0, x1, y1;
	bool white;  /* of the colour of paper */
	bool covers; /* opaque: what was there before it is gone */
};

struct gb_pdf_areas {
	struct gb_pdf_area *item;
	size_t n, cap;
};

/* What a page draws besides its characters; points as in layout.h. */
struct gb_pdf_drawn {
	struct gb_layout_rules rules;
	struct gb_layout_rules images; /* boxes of pictures */
	struct gb_pdf_marks marks;
	struct gb_pdf_shows shows;
	struct gb_pdf_areas areas;
	double width, height; /* of the page as a person sees it, points */
	bool damaged; /* a part of the content cannot be read, or makes no sense */
	bool bad_map; /* text in a font whose map to Unicode contradicts its encoding */
	size_t bytes; /* of content */
};

/* ---- fonts of a page (fonts.c) ---- */

enum { GB_PDF_FONTS = 512 };

struct gb_pdf_font {
	char name[64];
	bool bold;
	bool bad_map;
	bool composite; /* two bytes a character */
	double scale; /* of Type 3 fonts: their unit against the usual thousandth */
	struct gb_span real;
};

/* What is known of the fonts of the file, by the numbers of their objects. */
struct gb_pdf_known {
	int object;
	bool bad_map;
};

struct gb_pdf_fonts {
	struct gb_pdf_known known[GB_PDF_FONTS]; /* of the whole file */
	size_t nknown;
	struct gb_pdf_font item[GB_PDF_FONTS]; /* of the page in hand */
	size_t n, base; /* a form's font names are its own: from base */
};

/* Index of the font that the resources have under a name; -1 when there are too many. */
int gb_pdf_fonts_find(struct gb_pdf_fonts *f, qpdf_data q, struct gb_arena *a, qpdf_oh resources, struct gb_span name);

/* ---- objects of the file (object.c) ---- */

/* Item of an array of numbers; 0 when it is none. */
double gb_pdf_object_number(qpdf_data q, qpdf_oh array, int i);
/* Of an array of six numbers. */
cairo_matrix_t gb_pdf_object_matrix(qpdf_data q, qpdf_oh array);
/* Degrees from the nearest of the four directions, 0..45. */
double gb_pdf_object_slant(cairo_matrix_t m);
/* User space to the page as a person sees it: crop box, turn, top left. */
cairo_matrix_t gb_pdf_object_upright(qpdf_data q, qpdf_oh page);
/* Do the bytes of the stream (or of any stream of an array) contradict themselves, so that some of them are lost? */
bool gb_pdf_object_damaged(qpdf_data q, qpdf_oh stream);

/* ---- scanning (scan.c) ---- */

struct gb_pdf_scan;

/* NULL when qpdf cannot make sense of the file; then nothing is known about drawings. */
struct gb_pdf_scan *gb_pdf_scan_open(struct gb_span file, int pages);
void gb_pdf_scan_page(struct gb_pdf_scan *s, struct gb_arena *a, int index, struct gb_pdf_drawn *out);
void gb_pdf_scan_close(struct gb_pdf_scan *s);
qpdf_data gb_pdf_scan_file(struct gb_pdf_scan *s);
/* Was the file damaged as a whole, and put together again from what is left? */
bool gb_pdf_scan_repaired(const struct gb_pdf_scan *s);

/* ---- seen or not seen (seen.c) ---- */

/* Decides which shows of a page are hidden; true when any is. */
bool gb_pdf_seen(struct gb_pdf_drawn *d);

/*
 * The file without the text that is hidden on page `index` and later ones
 * (clean.c); NULL when it cannot be written.  Owned by the caller.
 */
GBytes *gb_pdf_clean(struct gb_pdf_scan *s, int index, int pages);


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
	size_t bytes;                /* in strings before it, roughly */
	struct gb_span name;         /* the last name before it, without the slash */
};

#define GB_PDF_OP1(a) ((uint32_t)(a))
#define GB_PDF_OP2(a, b) ((uint32_t)(a) | (uint32_t)(b) << 8)
#define GB_PDF_OP3(a, b, c) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16)

/* Takes the next operation off the front of *in; false at the end. */
bool gb_pdf_content_next(struct gb_span *in, struct gb_pdf_operation *out);
/* The colour that the operands are: the colour of paper; 0 black to 1 white, 0 where it is not known. */
bool gb_pdf_content_white(const struct gb_pdf_operation *o);
double gb_pdf_content_light(const struct gb_pdf_operation *o);
/* Equal texts have equal numbers. */
uint32_t gb_pdf_content_hash(struct gb_span s);

/* ---- one page as glyphs (page.c) ---- */

/* False when the page cannot be loaded.  Glyphs and rules live in the arena. */
bool gb_pdf_page_load(PopplerDocument *doc, int index, struct gb_layout *l, struct gb_arena *a, struct gb_layout_page *out,
		      struct gb_pdf_drawn *drawn);

/* ---- fields, notes and what is struck out (marks.c) ---- */

/* Adds and takes out the glyphs of *p that the file's annotations and lines say. */
void gb_pdf_marks_read(PopplerPage *page, struct gb_layout *l, struct gb_arena *a, struct gb_layout_page *p);

/* ---- drawing (draw.c) ---- */
enum gb_err gb_pdf_draw(struct gb_reading *r, int page, const struct gb_canvas *to);

#endif
