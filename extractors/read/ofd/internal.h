/*
 * What the files of the OFD reader (GB/T 33190) share.
 *
 * ofd.c        the order of things: source, the pages of each document, what stands beside them
 * ofd_doc.c    OFD.xml, Document.xml, resources, the list of annotations
 * ofd_page.c   the objects of a page, its templates and annotations, handed to a pen
 * ofd_glyph.c  the pen that collects characters and ruling lines for the layout engine
 * ofd_value.c  numbers, matrices, offsets, paths and colours as attributes write them
 *
 * Elements are known by their local names, whatever the namespace.  Lengths in
 * the file are millimetres from the top left of the page; a pen gets points.
 */
#ifndef GB_READ_OFD_INTERNAL_H
#define GB_READ_OFD_INTERNAL_H

#include <cairo.h>

#include "read/layout/layout.h"
#include "read/package/package.h"
#include "read/internal.h"

#define GB_OFD_POINTS (72 / 25.4) /* of a millimetre */

enum gb_ofd_tag {
	GB_OFD_OTHER,
#define X(id, name) GB_OFD_##id,
#include "tag.def"
#undef X
	GB_OFD_TAGS
};

enum gb_ofd_tag gb_ofd_value_tag(struct gb_span local);

/* ---- values (ofd_value.c) ---- */

struct gb_ofd_ink { /* 0..1 */
	double r, g, b, alpha;
};

/* A number off the front of *in (saturating at +-1e6); false when there is none, then a bad word is dropped. */
bool gb_ofd_value_number(struct gb_span *in, double *out);
size_t gb_ofd_value_numbers(struct gb_span s, double *out, size_t max);
cairo_matrix_t gb_ofd_value_multiply(cairo_matrix_t first, cairo_matrix_t then);
void gb_ofd_value_apply(cairo_matrix_t m, double x, double y, double *px, double *py);
/* Attributes; what is missing or bad leaves *out as it is. */
bool gb_ofd_value_attr(const struct gb_elem *e, struct gb_span name, double *out);
void gb_ofd_value_bool(const struct gb_elem *e, struct gb_span name, bool *out);
long gb_ofd_value_id(const struct gb_elem *e, struct gb_span name); /* -1 when missing */
void gb_ofd_value_ink(const struct gb_elem *e, struct gb_ofd_ink *out);
/* CTM, then the place of the Boundary, then `then`; the size of the boundary goes to wh, which may be NULL. */
cairo_matrix_t gb_ofd_value_place(const struct gb_elem *e, cairo_matrix_t then, double wh[2]);
/* "3.2 g 4 3.2": fills out[0..n), the offsets after the first n characters; returns how many were given. */
size_t gb_ofd_value_deltas(struct gb_span s, double *out, size_t n);

/* ---- a document (ofd_doc.c) ---- */

struct gb_ofd_font {
	long id;
	struct gb_span family; /* without subset tag and style; may be empty */
	bool bold;
};

struct gb_ofd_param { /* drawing parameters */
	long id, base;
	double width; /* millimetres, -1 none given */
	bool has_fill, has_stroke;
	struct gb_ofd_ink fill, stroke;
};

struct gb_ofd_part { /* a page, a template, a picture, a drawing to be used again */
	long id;
	struct gb_span part; /* its name in the package */
	bool front;          /* of a template: lies over the page */
	int uses;            /* of a template */
};

struct gb_ofd_parts {
	struct gb_ofd_part *item;
	size_t n, cap;
};

struct gb_ofd_doc {
	struct gb_package *package;
	struct gb_arena *a;
	struct gb_span part, folder; /* of Document.xml */
	enum gb_err err;             /* why there are no pages */
	double width, height;        /* of a page that does not tell, millimetres */
	struct gb_ofd_parts pages, templates, media, units, notes; /* notes: of a page, by its id */
	struct gb_ofd_font *font;
	size_t nfont, font_cap;
	struct gb_ofd_param *param;
	size_t nparam, param_cap;
	int units_left; /* drawings that may still be used again on this page */
};

struct gb_ofd {
	struct gb_package package;
	struct gb_arena *a;
	struct gb_ofd_doc *doc;
	size_t ndoc, doc_cap;
	struct gb_meta *meta; /* of the first document */
	size_t nmeta, meta_cap;
};

/* Opens the archive and loads all documents; what is wrong with single ones stands in them.  With an error some may have been found too. */
enum gb_err gb_ofd_doc_open(struct gb_ofd *o, struct gb_arena *a, struct gb_span bytes);
void gb_ofd_doc_close(struct gb_ofd *o);
const struct gb_ofd_font *gb_ofd_font(const struct gb_ofd_doc *d, long id); /* never NULL */
struct gb_ofd_param gb_ofd_param(const struct gb_ofd_doc *d, long id);      /* with what it is based on */
const struct gb_ofd_part *gb_ofd_part(const struct gb_ofd_parts *p, long id); /* or NULL */
/* A page's own resources. */
void gb_ofd_doc_resources(struct gb_ofd_doc *d, struct gb_span part);
/* The part a path means, seen from a file in `folder`: there, else from the document, else from the root. */
struct gb_span gb_ofd_doc_find(struct gb_ofd_doc *d, struct gb_span folder, struct gb_span path);

/* ---- a page (ofd_page.c) ---- */

enum gb_ofd_role { GB_OFD_BODY, GB_OFD_TEMPLATE_TEXT, GB_OFD_NOTE, GB_OFD_WATERMARK };

struct gb_ofd_char {
	uint32_t cp;
	double x, y;   /* where it is drawn: left end of its base line, in the object's space */
	double dx, dy; /* to the next one; 0, 0 unknown */
};

struct gb_ofd_text {
	enum gb_ofd_role role;
	cairo_matrix_t m; /* from the object's space to page points */
	const struct gb_ofd_font *font;
	double size;   /* in the object's space */
	double hscale; /* of the width of its characters */
	int turn;      /* of each character, quarters clockwise */
	bool bold;
	struct gb_ofd_ink ink;
	const struct gb_ofd_char *item;
	size_t n;
};

struct gb_ofd_step {
	char op; /* M L B C: move, line, curve of Bezier, close */
	double v[6]; /* page points; the last pair is where it ends */
};

struct gb_ofd_path {
	enum gb_ofd_role role;
	const struct gb_ofd_step *item;
	size_t n;
	bool fills, strokes;
	double width; /* points */
	struct gb_ofd_ink fill, stroke;
};

struct gb_ofd_image {
	enum gb_ofd_role role;
	cairo_matrix_t m; /* from the unit square to page points */
	long id;
};

struct gb_ofd_pen {
	void (*text)(void *arg, const struct gb_ofd_text *t);
	void (*path)(void *arg, const struct gb_ofd_path *p);
	void (*image)(void *arg, const struct gb_ofd_image *i);
	void *arg;
};

/* Steps of a path, moved to the page; `m` is from the object's space. */
size_t gb_ofd_value_steps(struct gb_arena *a, struct gb_span data, cairo_matrix_t m, struct gb_ofd_step **out);

/*
 * Draw page `index` of the document: templates that lie under it, the page,
 * templates over it, annotations.  Sizes are points.  An error tells that
 * something of it is missing; what could be read has been drawn.
 */
enum gb_err gb_ofd_page_draw(struct gb_ofd_doc *d, size_t index, struct gb_arena *a, const struct gb_ofd_pen *pen,
			     double *width, double *height);

/* ---- for the layout engine (ofd_glyph.c) ---- */

struct gb_ofd_aside { /* a watermark or the text of an annotation */
	struct gb_span text;
	int page;
	struct gb_box box;
	struct gb_style style;
};

struct gb_ofd_asides {
	struct gb_ofd_aside *item;
	size_t n, cap;
};

struct gb_ofd_sheet {
	struct gb_layout_page page;
	double covered;    /* share of the page that pictures cover */
	size_t shapes;      /* painted things that are neither lines nor pictures */
	size_t outlines;    /* … small ones with many steps: characters drawn as shapes */
};

/* Collects a page; the glyphs live in `a`, asides are added in `keep`. */
enum gb_err gb_ofd_glyph_sheet(struct gb_ofd_doc *d, size_t index, int number, struct gb_layout *l, struct gb_arena *a,
			 struct gb_ofd_sheet *out, struct gb_arena *keep, struct gb_ofd_asides *asides);

/* ---- painting (paint.c) ---- */

/* Paint a page on a surface whose unit is a point. */
void gb_ofd_paint(struct gb_ofd_doc *doc, size_t index, struct gb_arena *a, cairo_t *cr);
enum gb_err gb_ofd_draw(struct gb_reading *r, int page, const struct gb_canvas *to);

#endif
