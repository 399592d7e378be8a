/*
 * characters - kinds of characters, and one code point for what readers see as one character.
 */
#ifndef GB_TEXT_CHARACTERS_H
#define GB_TEXT_CHARACTERS_H

#include "base/span.h"

bool gb_character_is_digit(uint32_t cp); /* 0 to 9 */
/* Written in the width of a Han character: Han, kana, full-width forms, Chinese punctuation, numbers in circles. */
bool gb_character_is_wide(uint32_t cp);
/* 。！？；： and their narrow forms without the full stop, which also divides numbers. */
bool gb_character_ends_sentence(uint32_t cp);
bool gb_character_closes(uint32_t cp); /* cannot begin a line: 》 % */
bool gb_character_opens(uint32_t cp);  /* cannot end a line: 《 ( */

/* The ordinary character for a radical (U+2E80..2FD5); cp itself where there is none. */
uint32_t gb_character_fold(uint32_t cp);

#endif
