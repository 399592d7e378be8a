/* What draws the page under the marks. */
#ifndef GB_READ_DRAW_INTERNAL_H
#define GB_READ_DRAW_INTERNAL_H

#include <cairo.h>

#include "read/internal.h"
#include "draw.h"

/* The marks and the line that names them. */
void gb_draw_marks(cairo_t *cr, const struct gb_render *what);
void gb_draw_marks_legend(cairo_t *cr, const struct gb_render *what, double y);

#endif
