/*
 * arena - memory that is given back all at once.
 *
 * Everything allocated from an arena lives until gb_arena_reset or
 * gb_arena_free; nothing is freed singly.  Allocation never returns NULL:
 * passing the ceiling, or the end of the machine's memory, prints a line and
 * ends the process with status 3 (a document is read in a process of its own,
 * so this costs one document).
 */
#ifndef GB_BASE_ARENA_H
#define GB_BASE_ARENA_H

#include "span.h"

struct gb_arena;

struct gb_arena *gb_arena_new(size_t ceiling); /* bytes; 0 means 4 GiB */
void gb_arena_reset(struct gb_arena *a);       /* keeps the first block */
void gb_arena_free(struct gb_arena *a);        /* NULL is fine */
void *gb_arena_alloc(struct gb_arena *a, size_t n);               /* zeroed, aligned for any type */
void *gb_arena_array(struct gb_arena *a, size_t count, size_t n); /* count * n, checked */
struct gb_span gb_arena_copy(struct gb_arena *a, struct gb_span s);
struct gb_span gb_arena_concat(struct gb_arena *a, struct gb_span x, struct gb_span y);

/*
 * Grow an arena array kept as (pointer, count, capacity): after the call there
 * is room for one element more.  Use through GB_PUSH.
 */
void *gb_arena_room(struct gb_arena *a, void *items, size_t count, size_t *cap, size_t size);
/* Appends a zeroed element and evaluates to a pointer to it: GB_PUSH(a, v.item, v.n, v.cap). */
#define GB_PUSH(a, items, count, cap) \
	((items) = gb_arena_room((a), (items), (count), &(cap), sizeof *(items)), &(items)[(count)++])

#endif
