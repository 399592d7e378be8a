/*
 * tag - finds every number, quantity and date in one line of Chinese text.
 *
 * The words and patterns are those of grammars/marks: name, mask, implied, calendar and quantity.gram, in that order:
 * what one pass has found, the next does not see.  A tagger borrows the grammar and keeps scratch memory between calls;
 * one tagger serves one stage.  Results and their strings belong to the arena of the call (or to the grammar) and are
 * sorted by place, without overlap; offsets are bytes of the text as it was given, full-width or not.
 */
#ifndef GB_TAG_TAG_H
#define GB_TAG_TAG_H

#include "grammar/grammar.h"
#include "record/record.h"

struct gb_tagger;

/*
 * For whoever wants to know how: called for every hit of the passes, in the
 * order of the text, once it is clear whether it became a mention.
 */
struct gb_tagger_hit {
	size_t pass; /* its number, in the order in which they run */
	const struct gb_match *match;
	struct gb_span folded; /* the text the match stands in */
	struct gb_extent at;   /* the same place in the text as it was given */
	bool kept;
};

struct gb_tagger_trace {
	void (*hit)(struct gb_tagger_trace *self, const struct gb_tagger_hit *h);
};

struct gb_tagger *gb_tagger_new(const struct gb_grammar *g);
void gb_tagger_free(struct gb_tagger *f);
/*
 * Also report bare numerals in characters (两侧, 三农, 一): right for general
 * text, mostly wrong for documents, so it is off at first.
 */
void gb_tagger_loose(struct gb_tagger *f, bool on);
/*
 * The texts given from now on are lines of one running text: without a reference
 * day, a month without a year stands in the year said last, on this line or an
 * earlier one, and says so (`assumed`).  An empty line ends the text.
 */
void gb_tagger_running(struct gb_tagger *f, bool on);
/* today: the ISO day that 今年, 年底, 6月 are read from, or "": such dates then have no from and to. */
void gb_tagger_watch(struct gb_tagger *f, struct gb_tagger_trace *trace); /* borrowed; NULL: off */
size_t gb_tagger_passes(const struct gb_tagger *f);
const struct gb_pass *gb_tagger_pass(const struct gb_tagger *f, size_t i);
void gb_tagger_find(struct gb_tagger *f, struct gb_arena *a, struct gb_span text, struct gb_span today, struct gb_mentions *out);

/* ---- phrase: words put together and cut off at their ends; spans in, spans out, borrowed or from the arena ---- */

/* s without words of `lead` at its front and of `trail` at its end, unless nothing were left. */
struct gb_span gb_phrase_strip(const struct gb_words *lead, const struct gb_words *trail, struct gb_span s);
/* x and y joined, what x ends with and y begins with written once (救护培训 + 培训人数). */
struct gb_span gb_phrase_merge(struct gb_arena *a, struct gb_span x, struct gb_span y);

#endif
