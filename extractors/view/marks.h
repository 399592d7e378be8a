/*
 * marks - records become marks on one page: what `gongbao render` draws over it.
 *
 * Two sinks: `blocks` stands between the reader and the stages and keeps what
 * it needs of the blocks on the page while it passes everything on; `results`
 * stands at the end of the chain.  A quote is found again in the text of its
 * block, so that the mark covers the words and no more.  All memory is the arena's.
 */
#ifndef GB_VIEW_MARKS_H
#define GB_VIEW_MARKS_H

#include "record/record.h"
#include "read/draw/draw.h"

struct gb_marks {
	struct gb_sink blocks, results;
	struct gb_sink *next; /* of blocks */
	struct gb_arena *a;
	int page;
	struct gb_block *block; /* those on the page, in reading order */
	size_t nblock, block_cap;
	struct gb_draw_mark *mark;
	size_t nmark, mark_cap;
};

void gb_marks_init(struct gb_marks *m, struct gb_arena *a, int page);

#endif
