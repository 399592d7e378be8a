/*
 * outline - blocks of one file into documents, sections, measures and sentences.
 *
 * gb_outline_new looks up what it needs in the grammar (borrowed).  Give it a
 * source and the blocks of a file in order (both borrowed for the call, with
 * all they point to); it writes the records of every document found in them to
 * the sink, each document first, then its sections, measures and sentences in
 * the order of the text.  Furniture, tables of contents and imprints are left
 * out.  Any stream of blocks is segmented in linear time; nothing fails.
 */
#ifndef GB_OUTLINE_OUTLINE_H
#define GB_OUTLINE_OUTLINE_H

#include "record/record.h"
#include "grammar/grammar.h"

struct gb_seg;

struct gb_seg *gb_outline_new(const struct gb_grammar *g, struct gb_sink *to);
void gb_outline_free(struct gb_seg *s);
/* Takes memory from `a`, which the caller resets when the records are out. */
void gb_outline_file(struct gb_seg *s, struct gb_arena *a, const struct gb_source *source, const struct gb_block *blocks,
		       size_t n);
/* How often a rule gave up on a piece of text. */
unsigned long gb_outline_limits(const struct gb_seg *s);

#endif
