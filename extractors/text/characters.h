/*
 * characters - kinds of characters, and one code point for what readers see as one character.
 */
#ifndef GB_TEXT_CHARACTERS_H
#define GB_TEXT_CHARACTERS_H

#include "base/buf.h"

bool gb_character_is_digit(uint32_t cp); /* 0 to 9 */
/* Written in the width of a Han character: Han, kana, full-width forms, Chinese punctuation, numbers in circles. */
bool gb_character_is_wide(uint32_t cp);
/* 。！？；： and their narrow forms without the full stop, which also divides numbers. */
bool gb_character_ends_sentence(uint32_t cp);
bool gb_character_closes(uint32_t cp); /* cannot begin a line: 》 % */
bool gb_character_opens(uint32_t cp);  /* cannot end a line: 《 ( */

/* 4 as ⁴: raised figures and signs, appended; false when there is anything else in s (then nothing is). */
bool gb_character_raise(struct gb_buf *out, struct gb_span s);

/*
 * The ordinary character for one that only looks different: a radical (⼯), a
 * compatibility ideograph, a form for vertical lines (︑) or a small form (﹐); cp
 * itself where there is none.
 */
uint32_t gb_character_fold(uint32_t cp);

enum { GB_CHARACTER_FOLDED = 4 };

/* The same, with characters that stand for several: ⒈ as 1. and ㈠ as （一）.  Returns how many were put into out. */
size_t gb_character_fold_all(uint32_t cp, uint32_t out[GB_CHARACTER_FOLDED]);

#endif
