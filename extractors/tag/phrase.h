/*
 * phrase - words put together and cut off at their ends.
 *
 * Spans in, spans out; what is returned is borrowed from the argument or comes
 * from the arena.
 */
#ifndef GB_TAG_PHRASE_H
#define GB_TAG_PHRASE_H

#include "grammar/grammar.h"

/* s without words of `lead` at its front and of `trail` at its end, unless nothing were left. */
struct gb_span gb_phrase_strip(const struct gb_words *lead, const struct gb_words *trail, struct gb_span s);
/* x and y joined, what x ends with and y begins with written once (救护培训 + 培训人数). */
struct gb_span gb_phrase_merge(struct gb_arena *a, struct gb_span x, struct gb_span y);

#endif
