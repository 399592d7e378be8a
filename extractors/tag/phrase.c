#include "tag.h"

struct gb_span gb_phrase_strip(const struct gb_words *lead, const struct gb_words *trail, struct gb_span s)
{
	for (size_t n = 1; n > 0;) {
		n = gb_words_prefix(lead, s);
		if (n == s.n)
			return s;
		s = gb_span_from(s, n);
	}
	for (size_t n = 1; n > 0;) {
		n = gb_words_suffix(trail, s);
		if (n == s.n)
			return s;
		s.n -= n;
	}
	return s;
}

struct gb_span gb_phrase_merge(struct gb_arena *a, struct gb_span x, struct gb_span y)
{
	for (size_t n = x.n < y.n ? x.n : y.n; n >= 6; n--)
		if (gb_span_eq(gb_span_from(x, x.n - n), gb_span_sub(y, 0, n)))
			return gb_arena_concat(a, x, gb_span_from(y, n));
	return gb_arena_concat(a, x, y);
}
