/*
 * crop - pieces of the pages of a PDF or OFD as pictures: what a record stands on, with its box drawn.
 *
 * A picture shows the box and some of the page around it.  Rendering runs in
 * the same confined child as reading does.  One line comes for each picture:
 * {"record":"crop","index":I,"width":W,"height":H,"png":"base64"} with the
 * index of the request and pixels; errors come as `error` records.  A picture
 * that cannot be made is left out.
 */
#ifndef GB_READ_DRAW_CROP_H
#define GB_READ_DRAW_CROP_H

#include "read/read.h"

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

#endif
