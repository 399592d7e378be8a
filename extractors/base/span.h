/*
 * span - a borrowed run of UTF-8 bytes.
 *
 * A span owns nothing: the bytes belong to the arena, buffer or record it was
 * cut from and must outlive it.  There is no terminating NUL.  Offsets and
 * lengths are bytes unless a name ends in _cp (Unicode code points).  No
 * function here allocates, fails or prints.
 */
#ifndef GB_BASE_SPAN_H
#define GB_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gb_span {
	const char *p; /* may be NULL when n is 0, so that a zeroed span is an empty one */
	size_t n;      /* bytes */
};

/* A span over a string literal. */
#define GB_S(lit) ((struct gb_span){ "" lit "", sizeof(lit) - 1 })

struct gb_span gb_span_of(const char *s); /* s ends in NUL and is not NULL */
struct gb_span gb_span_sub(struct gb_span s, size_t off, size_t len);
struct gb_span gb_span_from(struct gb_span s, size_t off);
bool gb_span_eq(struct gb_span a, struct gb_span b);
int gb_span_cmp(struct gb_span a, struct gb_span b); /* byte order */
/* For hash tables whose keys are spans (GHashFunc, GEqualFunc): the arguments point to struct gb_span. */
unsigned int gb_span_hash(const void *span);
int gb_span_same(const void *a, const void *b);
bool gb_span_starts(struct gb_span s, struct gb_span prefix);
bool gb_span_ends(struct gb_span s, struct gb_span suffix);
/* Byte offset of the first / last `what` in s at or after / before the end, or (size_t)-1. */
size_t gb_span_find(struct gb_span s, struct gb_span what, size_t from);
size_t gb_span_rfind(struct gb_span s, struct gb_span what);
bool gb_span_has(struct gb_span s, struct gb_span what);
/* Without white space at both ends; U+3000, U+00A0 and U+200B..U+FEFF count as white space. */
struct gb_span gb_span_trim(struct gb_span s);
/* Cut s at the first `sep`: the head is returned, *s becomes the rest (empty at the end). */
struct gb_span gb_span_cut(struct gb_span *s, char sep);

#endif
