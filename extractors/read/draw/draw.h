/*
 * draw - one page of a document as a picture, with marks drawn over it.
 *
 * Draws PDF and OFD pages; the other formats have none.  The page is drawn in a
 * confined child, as files are read (read.h).  Boxes are points from the top
 * left of the page, as in the records.  Below the page stands a line that names
 * the colours used.
 */
#ifndef GB_READ_DRAW_DRAW_H
#define GB_READ_DRAW_DRAW_H

#include "base/buf.h"
#include "read/read.h"
#include "read/reader.h"

struct _cairo; /* cairo_t */

enum gb_draw_mark_kind {
	GB_MARK_PARAGRAPH, GB_MARK_TABLE, GB_MARK_FURNITURE, GB_MARK_TOC, GB_MARK_FIGURE, /* as enum gb_block_kind */
	GB_MARK_CELL, GB_MARK_HEAD, /* cells of a table */
	GB_MARK_TARGET, GB_MARK_FACT, GB_MARK_MILESTONE, /* underlined */
	GB_MARK_KINDS
};

struct gb_draw_mark {
	enum gb_draw_mark_kind kind;
	struct gb_box box;
	struct gb_span label; /* ASCII, or empty */
};

struct gb_render {
	int page;          /* from 1 */
	double resolution; /* dots an inch */
	const struct gb_draw_mark *mark;
	size_t nmark;
};

/*
 * The picture as a PNG file.  Returns an exit status (0..3); when it is not 0
 * and nothing was drawn, *message says why (borrowed from `a`).
 */
int gb_render_file(const char *path, const struct gb_read_limits *limits, const struct gb_render *what, struct gb_arena *a,
		   struct gb_buf *png, struct gb_span *message);

/* ---- pieces of pages (crop.c) ----
 *
 * What a record refers to, as a picture with its box drawn and some of the page
 * around it.  Rendering runs in the same confined child as reading does.  One line comes for each picture:
 * {"record":"crop","index":I,"width":W,"height":H,"png":"base64"} with the
 * index of the request and pixels; errors come as `error` records.  A picture
 * that cannot be made is left out.
 */

struct gb_crop {
	int page;          /* from 1 */
	struct gb_box box; /* points from the top left */
	bool cell;         /* of a table: what names it stands to its left */
};

struct gb_crop_order {
	struct gb_span path;
	struct gb_span sha256; /* of the file the boxes belong to; of another file no picture is made */
	const struct gb_crop *item;
	size_t n;
};

/* Does not call to->end.  False when the file is gone, or is no longer that file, or has no pages. */
bool gb_crop_file(const struct gb_crop_order *o, const struct gb_read_limits *limits, struct gb_sink *to);

/* ---- for the readers that draw ---- */

/* Takes the page, whose size is in points; `paint` draws it on a surface whose unit is a point, as often as it is called. */
struct gb_canvas {
	void (*put)(const struct gb_canvas *to, double width, double height, void (*paint)(void *arg, struct _cairo *cr), void *arg);
};

/* Is there a page of that number?  If not, the error is reported. */
bool gb_draw_has_page(struct gb_reading *r, int page, long long pages);

struct gb_draw_fonts; /* one cairo_t's */
struct gb_draw_fonts *gb_draw_fonts_new(struct gb_arena *a);
/* Show one character at the current point in a face like the one named, at the current matrix; false when no font has it. */
bool gb_draw_font_glyph(struct gb_draw_fonts *f, struct _cairo *cr, struct gb_span family, bool bold, uint32_t cp);
void gb_draw_fonts_close(struct gb_draw_fonts *f);

/* Paint a JPEG picture into the unit square; false when it is none. */
bool gb_draw_jpeg(struct _cairo *cr, struct gb_span bytes);

#endif
