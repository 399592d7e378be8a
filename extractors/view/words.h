/*
 * words - the words of records as people read them: raised, level, strive, target.
 *
 * In records they are English and fixed; what is shown on a terminal or a page
 * goes through here.  In English they stay as they are.
 */
#ifndef GB_VIEW_WORDS_H
#define GB_VIEW_WORDS_H

#include "base/buf.h"

/* A value of the vocabulary of the records as the reader says it; any other is given back.  A NUL stays behind it. */
struct gb_span gb_word(struct gb_span value);

/* "3 raised" as the language has it; `what` is a value of the vocabulary. */
void gb_word_count(struct gb_buf *to, unsigned long long n, struct gb_span what);

/* Why two numbers cannot be compared: "unit 个 → 户", as records have it. */
void gb_word_reason(struct gb_buf *to, struct gb_span reason);

#endif
