/*
 * characters - kinds of characters, and one code point for what readers see as one character.
 */
#ifndef GB_TEXT_CHARACTERS_H
#define GB_TEXT_CHARACTERS_H

#include "base/span.h"

/* The ordinary character for a radical (U+2E80..2FD5); cp itself where there is none. */
uint32_t gb_character_fold(uint32_t cp);

#endif
