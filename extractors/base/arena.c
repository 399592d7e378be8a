#include "arena.h"
#include "say.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)64 << 10)

struct block {
	struct block *next;
	size_t size; /* usable bytes */
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

struct gb_arena {
	struct block *head;
	size_t total;
	size_t ceiling;
};

static _Noreturn void exhausted(const char *what)
{
	gb_say_error(NULL, "%s", what);
	exit(3);
}

static struct block *add_block(struct gb_arena *a, size_t size)
{
	if (size > a->ceiling - a->total)
		exhausted(_("a document needs more memory than is allowed"));
	struct block *b = malloc(sizeof *b + size);

	if (b == NULL)
		exhausted(_("out of memory"));
	b->size = size;
	b->used = 0;
	b->next = a->head;
	a->head = b;
	a->total += size;
	return b;
}

struct gb_arena *gb_arena_new(size_t ceiling)
{
	struct gb_arena *a = calloc(1, sizeof *a);

	if (a == NULL)
		exhausted(_("out of memory"));
	a->ceiling = ceiling > 0 ? ceiling : (size_t)4 << 30;
	return a;
}

void gb_arena_reset(struct gb_arena *a)
{
	while (a->head != NULL && a->head->next != NULL) {
		struct block *next = a->head->next;

		a->total -= a->head->size;
		free(a->head);
		a->head = next;
	}
	if (a->head != NULL)
		a->head->used = 0;
}

void gb_arena_free(struct gb_arena *a)
{
	if (a == NULL)
		return;
	gb_arena_reset(a);
	free(a->head);
	free(a);
}

void *gb_arena_alloc(struct gb_arena *a, size_t n)
{
	const size_t align = alignof(max_align_t);
	struct block *b = a->head;

	if (n > SIZE_MAX - align)
		exhausted(_("a size overflows"));
	n = (n + align - 1) / align * align;
	if (b == NULL || b->size - b->used < n)
		b = add_block(a, n > BLOCK_SIZE ? n : BLOCK_SIZE);
	void *p = b->bytes + b->used;

	b->used += n;
	memset(p, 0, n);
	return p;
}

void *gb_arena_array(struct gb_arena *a, size_t count, size_t n)
{
	if (n != 0 && count > SIZE_MAX / n)
		exhausted(_("a size overflows"));
	return gb_arena_alloc(a, count * n);
}

struct gb_span gb_arena_copy(struct gb_arena *a, struct gb_span s)
{
	return gb_arena_concat(a, s, GB_S(""));
}

struct gb_span gb_arena_concat(struct gb_arena *a, struct gb_span x, struct gb_span y)
{
	if (x.n + y.n == 0)
		return GB_S("");
	char *p = gb_arena_alloc(a, x.n + y.n);

	if (x.n > 0)
		memcpy(p, x.p, x.n);
	if (y.n > 0)
		memcpy(p + x.n, y.p, y.n);
	return (struct gb_span){ p, x.n + y.n };
}

void *gb_arena_room(struct gb_arena *a, void *items, size_t count, size_t *cap, size_t size)
{
	if (count < *cap)
		return items;
	size_t more = *cap > 0 ? *cap * 2 : 8;
	void *grown = gb_arena_array(a, more, size);

	if (count > 0)
		memcpy(grown, items, count * size);
	*cap = more;
	return grown;
}
