/*
 * render_int - what draws the page under the marks.
 *
 * A backdrop is opened on the bytes of a file, tells the size of a page in
 * points and draws it on a surface whose unit is a point.
 */
#ifndef GB_READ_DRAW_INTERNAL_H
#define GB_READ_DRAW_INTERNAL_H

#include <cairo.h>

#include "read/internal.h"
#include "draw.h"

struct gb_rendering {
	struct gb_reading r; /* first, so that the reading is its rendering */
	const struct gb_render *what;
	/* Takes the page in place of a whole picture with marks; NULL: that picture is made. */
	void (*put)(struct gb_rendering *x, double width, double height, void (*backdrop)(void *arg, cairo_t *cr), void *arg);
};

/* Draw everything for a page that `backdrop` draws, and put the picture. */
void gb_render_put(struct gb_rendering *x, double width, double height, void (*backdrop)(void *arg, cairo_t *cr), void *arg);

/* Is there a page of that number?  If not, the error is reported. */
bool gb_render_has(struct gb_rendering *x, long long pages);

/* Paint a page of an OFD file on a surface whose unit is a point. */
struct gb_ofd_doc;
void gb_ofd_paint(struct gb_ofd_doc *doc, size_t index, struct gb_arena *a, cairo_t *cr);
/* Paint a JPEG picture into the unit square; false when it is none. */
bool gb_render_jpeg(cairo_t *cr, struct gb_span bytes);

enum gb_err gb_render_pdf(struct gb_reading *r);
enum gb_err gb_render_ofd(struct gb_reading *r);

/* The marks and the line that names them. */
void gb_render_marks(cairo_t *cr, const struct gb_render *what);
void gb_render_legend(cairo_t *cr, const struct gb_render *what, double y);

/* Show one character at the current point in a face like the one named, at the current matrix; false when no font has it. */
struct gb_render_fonts; /* one cairo_t's */
struct gb_render_fonts *gb_render_fonts_new(struct gb_arena *a);
bool gb_render_glyph(struct gb_render_fonts *f, cairo_t *cr, struct gb_span family, bool bold, uint32_t cp);
void gb_render_fonts_close(struct gb_render_fonts *f);

#endif
