/*
 * buf - a growing run of bytes with a ceiling.
 *
 * Owned by whoever made it; gb_buf_free releases it.  A zeroed struct is an
 * empty buffer with the default ceiling of 1 GiB.  Passing the ceiling or
 * running out of memory ends the process as in arena.h.
 */
#ifndef GB_BASE_BUF_H
#define GB_BASE_BUF_H

#include "span.h"

struct gb_buf {
	char *p;
	size_t n;
	size_t cap;
	size_t max; /* 0 means 1 GiB */
};

void gb_buf_free(struct gb_buf *b);
void gb_buf_reserve(struct gb_buf *b, size_t more); /* room for `more` bytes after n */
void gb_buf_add(struct gb_buf *b, struct gb_span s);
void gb_buf_add_byte(struct gb_buf *b, char c);
void gb_buf_add_cp(struct gb_buf *b, uint32_t cp);
void gb_buf_add_int(struct gb_buf *b, long long v);
/* Keeps the memory, drops the content. */
static inline void gb_buf_clear(struct gb_buf *b) { b->n = 0; }
/* The content, borrowed until the next change. */
static inline struct gb_span gb_buf_span(const struct gb_buf *b)
{
	return (struct gb_span){ b->p, b->n };
}

#endif
