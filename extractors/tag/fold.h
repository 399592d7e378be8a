/*
 * fold - one line of text in normal form, with the way back.
 *
 * Full-width letters, figures and signs become half-width, and blanks that a
 * typesetter put inside a number or between characters go, so that the
 * grammars need one spelling only.  `text` and `start` belong to the arena.
 */
#ifndef GB_TAG_FOLD_H
#define GB_TAG_FOLD_H

#include "tag/numeral.h"

struct gb_folded {
	struct gb_span text;
	struct gb_span original; /* borrowed */
	size_t *start;           /* for each byte of text: where its character begins in the original */
};

struct gb_folded gb_fold(struct gb_arena *a, struct gb_numerals t, struct gb_span line);
/* A stretch of folded text as bytes of the original, without blanks at its ends. */
struct gb_range gb_unfold(const struct gb_folded *f, struct gb_range at);

#endif
