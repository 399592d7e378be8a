/*
 * utf8 - the characters of a span.
 *
 * Offsets and lengths are bytes unless a name ends in _cp (Unicode code
 * points).  Bytes that are not UTF-8 read as U+FFFD, one at a time.  No
 * function here allocates, fails or prints.
 */
#ifndef GB_BASE_UTF8_H
#define GB_BASE_UTF8_H

#include "span.h"

/* Length in bytes of the character at s (1..4); 1 for a stray byte. */
size_t gb_utf8_len(struct gb_span s);
/* The code point at the start of s (s.n > 0) and its length in bytes; U+FFFD for a bad sequence. */
uint32_t gb_utf8_decode(struct gb_span s, size_t *len);
/* The code point that ends s (s.n > 0) and its length in bytes. */
uint32_t gb_utf8_decode_last(struct gb_span s, size_t *len);
/* Writes 1..4 bytes to out and returns how many. */
size_t gb_utf8_encode(uint32_t cp, char out[4]);
bool gb_utf8_valid(struct gb_span s);
size_t gb_utf8_count(struct gb_span s);              /* code points in s */
size_t gb_utf8_offset(struct gb_span s, size_t cp);  /* byte offset of code point number cp */
/*
 * A place in a text in bytes and code points at once.  Moving costs what is
 * moved over, so a run of places in order costs the text once.  Begin with a
 * zeroed one.
 */
struct gb_utf8_cursor {
	size_t off, cp;
};
size_t gb_utf8_cursor_cp(struct gb_utf8_cursor *c, struct gb_span s, size_t off);  /* code points before byte `off` */
size_t gb_utf8_cursor_off(struct gb_utf8_cursor *c, struct gb_span s, size_t cp);  /* byte of code point number cp */
bool gb_utf8_is_space(uint32_t cp);
bool gb_utf8_is_han(uint32_t cp); /* unified ideographs and their extensions, 〇 included */

#endif
