#include "buf.h"
#include "say.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_MAX ((size_t)1 << 30)

void gb_buf_free(struct gb_buf *b)
{
	free(b->p);
	*b = (struct gb_buf){ .max = b->max };
}

void gb_buf_reserve(struct gb_buf *b, size_t more)
{
	size_t max = b->max > 0 ? b->max : DEFAULT_MAX;

	if (b->cap - b->n >= more)
		return;
	if (more > max || b->n > max - more) {
		gb_say_error(NULL, "%s", _("a text is longer than is allowed"));
		exit(3);
	}
	size_t cap = b->cap > 0 ? b->cap : 256;

	while (cap < b->n + more)
		cap *= 2;
	if (cap > max) /* so that the test above is the ceiling's too */
		cap = max;
	char *p = realloc(b->p, cap);

	if (p == NULL) {
		gb_say_error(NULL, "%s", _("out of memory"));
		exit(3);
	}
	b->p = p;
	b->cap = cap;
}

void gb_buf_add(struct gb_buf *b, struct gb_span s)
{
	if (s.n == 0)
		return;
	gb_buf_reserve(b, s.n);
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

void gb_buf_add_byte(struct gb_buf *b, char c)
{
	gb_buf_reserve(b, 1);
	b->p[b->n++] = c;
}

void gb_buf_add_cp(struct gb_buf *b, uint32_t cp)
{
	gb_buf_reserve(b, 4);
	b->n += gb_utf8_encode(cp, b->p + b->n);
}

void gb_buf_add_int(struct gb_buf *b, long long v)
{
	char digits[24];
	size_t i = sizeof digits;
	unsigned long long u = v < 0 ? 0ULL - (unsigned long long)v : (unsigned long long)v;

	do {
		digits[--i] = (char)('0' + u % 10);
		u /= 10;
	} while (u > 0);
	if (v < 0)
		digits[--i] = '-';
	gb_buf_add(b, (struct gb_span){ digits + i, sizeof digits - i });
}
