/*
 * render - one page of a document as a picture, with marks drawn over it.
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

enum gb_mark_kind {
	GB_MARK_PARAGRAPH, GB_MARK_TABLE, GB_MARK_FURNITURE, GB_MARK_TOC, GB_MARK_FIGURE, /* as enum gb_block_kind */
	GB_MARK_CELL, GB_MARK_HEAD, /* cells of a table */
	GB_MARK_TARGET, GB_MARK_FACT, GB_MARK_MILESTONE, /* underlined */
	GB_MARK_KINDS
};

struct gb_mark {
	enum gb_mark_kind kind;
	struct gb_box box;
	struct gb_span label; /* ASCII, or empty */
};

struct gb_render {
	int page;          /* from 1 */
	double resolution; /* dots an inch */
	const struct gb_mark *mark;
	size_t nmark;
};

/*
 * The picture as a PNG file.  Returns an exit status (0..3); when it is not 0
 * and nothing was drawn, *message says why (borrowed from `a`).
 */
int gb_render_file(const char *path, const struct gb_read_limits *limits, const struct gb_render *what, struct gb_arena *a,
		   struct gb_buf *png, struct gb_span *message);

#endif
