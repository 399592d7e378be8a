#include "span.h"

#include <string.h>

#include "utf8.h"

struct gb_span gb_span_of(const char *s)
{
	return (struct gb_span){ s, strlen(s) };
}

struct gb_span gb_span_sub(struct gb_span s, size_t off, size_t len)
{
	if (off > s.n)
		off = s.n;
	if (len > s.n - off)
		len = s.n - off;
	return (struct gb_span){ off > 0 ? s.p + off : s.p, len };
}

struct gb_span gb_span_from(struct gb_span s, size_t off)
{
	return gb_span_sub(s, off, s.n);
}

bool gb_span_eq(struct gb_span a, struct gb_span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int gb_span_cmp(struct gb_span a, struct gb_span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n > 0 ? memcmp(a.p, b.p, n) : 0;

	if (c != 0)
		return c;
	return a.n < b.n ? -1 : a.n > b.n;
}

unsigned int gb_span_hash(const void *span)
{
	const struct gb_span *s = span;
	unsigned int h = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < s->n; i++)
		h = (h ^ (unsigned char)s->p[i]) * 16777619u;
	return h;
}

int gb_span_same(const void *a, const void *b)
{
	return gb_span_eq(*(const struct gb_span *)a, *(const struct gb_span *)b);
}

bool gb_span_starts(struct gb_span s, struct gb_span prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

bool gb_span_ends(struct gb_span s, struct gb_span suffix)
{
	return s.n >= suffix.n && (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

size_t gb_span_find(struct gb_span s, struct gb_span what, size_t from)
{
	if (what.n == 0 || s.n < what.n)
		return (size_t)-1;
	while (from + what.n <= s.n) {
		const char *hit = memchr(s.p + from, what.p[0], s.n - what.n - from + 1);

		if (hit == NULL)
			return (size_t)-1;
		if (memcmp(hit, what.p, what.n) == 0)
			return (size_t)(hit - s.p);
		from = (size_t)(hit - s.p) + 1;
	}
	return (size_t)-1;
}

size_t gb_span_rfind(struct gb_span s, struct gb_span what)
{
	if (what.n == 0)
		return (size_t)-1;
	for (size_t end = s.n; end >= what.n; end--)
		if (memcmp(s.p + end - what.n, what.p, what.n) == 0)
			return end - what.n;
	return (size_t)-1;
}

bool gb_span_has(struct gb_span s, struct gb_span what)
{
	return gb_span_find(s, what, 0) != (size_t)-1;
}

struct gb_span gb_span_trim(struct gb_span s)
{
	size_t len;

	while (s.n > 0 && gb_utf8_is_space(gb_utf8_decode(s, &len)))
		s = gb_span_from(s, len);
	while (s.n > 0 && gb_utf8_is_space(gb_utf8_decode_last(s, &len)))
		s.n -= len;
	return s;
}

struct gb_span gb_span_cut(struct gb_span *s, char sep)
{
	const char *hit = s->n > 0 ? memchr(s->p, sep, s->n) : NULL;
	struct gb_span head = *s;

	if (hit == NULL) {
		*s = gb_span_from(*s, s->n);
		return head;
	}
	head.n = (size_t)(hit - s->p);
	*s = gb_span_from(*s, head.n + 1);
	return head;
}
