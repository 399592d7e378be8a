/*
 * mention - finds every number, quantity and date in one line of Chinese text.
 *
 * The words and patterns are those of grammars/mask, calendar, quantity and
 * implied.gram, in that order: what one pass has found, the next does not see.
 * A finder borrows the grammar and keeps scratch memory between calls; one
 * finder serves one stage.  Results and their strings belong to the arena of
 * the call (or to the grammar) and are sorted by place, without overlap;
 * offsets are bytes of the text as it was given, full-width or not.
 */
#ifndef GB_TAG_TAGGER_H
#define GB_TAG_TAGGER_H

#include "record/record.h"
#include "grammar/grammar.h"

struct gb_finder;

/*
 * For whoever wants to know how: called for every hit of the passes, in the
 * order of the text, once it is clear whether it became a mention.
 */
struct gb_find_hit {
	size_t pass; /* its number, in the order in which they run */
	const struct gb_match *match;
	struct gb_span folded; /* the text the match stands in */
	struct gb_extent at;   /* the same place in the text as it was given */
	bool kept;
};

struct gb_find_trace {
	void (*hit)(struct gb_find_trace *self, const struct gb_find_hit *h);
};

struct gb_finder *gb_finder_new(const struct gb_grammar *g);
void gb_finder_free(struct gb_finder *f);
/*
 * Also report bare numerals in characters (两侧, 三农, 一): right for general
 * text, mostly wrong for documents, so it is off at first.
 */
void gb_finder_loose(struct gb_finder *f, bool on);
/*
 * The texts given from now on are lines of one running text: without a reference
 * day, a month without a year stands in the year said last, on this line or an
 * earlier one, and says so (`assumed`).  An empty line ends the text.
 */
void gb_finder_running(struct gb_finder *f, bool on);
/* today: the ISO day that 今年, 年底, 6月 are read from, or "": such dates then have no from and to. */
void gb_finder_trace(struct gb_finder *f, struct gb_find_trace *trace); /* borrowed; NULL: off */
size_t gb_finder_passes(const struct gb_finder *f);
const struct gb_pass *gb_finder_pass(const struct gb_finder *f, size_t i);
void gb_finder_find(struct gb_finder *f, struct gb_arena *a, struct gb_span text, struct gb_span today, struct gb_mentions *out);

#endif
