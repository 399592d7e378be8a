#include "utf8.h"

#include <string.h>

/* What follows byte `at`, at most s.n. */
static struct gb_span rest_of(struct gb_span s, size_t at)
{
	return (struct gb_span){ at > 0 ? s.p + at : s.p, s.n - at };
}

size_t gb_utf8_len(struct gb_span s)
{
	unsigned char c = s.n > 0 ? (unsigned char)s.p[0] : 0;
	size_t len = c < 0xc2 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 1;

	return len <= s.n ? len : 1;
}

static bool is_tail(const char *p)
{
	return ((unsigned char)*p & 0xc0) == 0x80;
}

uint32_t gb_utf8_decode(struct gb_span s, size_t *len)
{
	const char *p = s.p;
	uint32_t c = (unsigned char)p[0];

	*len = 1;
	if (c < 0x80)
		return c;
	if (c >= 0xc2 && c < 0xe0 && s.n >= 2 && is_tail(p + 1)) {
		*len = 2;
		return (c & 0x1f) << 6 | ((unsigned char)p[1] & 0x3f);
	}
	if (c >= 0xe0 && c < 0xf0 && s.n >= 3 && is_tail(p + 1) && is_tail(p + 2)) {
		uint32_t cp = (c & 0xf) << 12 | ((uint32_t)(unsigned char)p[1] & 0x3f) << 6 |
			      ((unsigned char)p[2] & 0x3f);

		if (cp < 0x800 || (cp >= 0xd800 && cp < 0xe000))
			return 0xfffd;
		*len = 3;
		return cp;
	}
	if (c >= 0xf0 && c < 0xf5 && s.n >= 4 && is_tail(p + 1) && is_tail(p + 2) && is_tail(p + 3)) {
		uint32_t cp = (c & 7) << 18 | ((uint32_t)(unsigned char)p[1] & 0x3f) << 12 |
			      ((uint32_t)(unsigned char)p[2] & 0x3f) << 6 | ((unsigned char)p[3] & 0x3f);

		if (cp < 0x10000 || cp > 0x10ffff)
			return 0xfffd;
		*len = 4;
		return cp;
	}
	return 0xfffd;
}

uint32_t gb_utf8_decode_last(struct gb_span s, size_t *len)
{
	size_t start = s.n - 1;

	while (start > 0 && s.n - start < 4 && is_tail(s.p + start))
		start--;
	uint32_t cp = gb_utf8_decode(rest_of(s, start), len);

	if (start + *len == s.n)
		return cp;
	*len = 1;
	return 0xfffd;
}

size_t gb_utf8_encode(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

/* Three bytes that begin with e1..ec, ee or ef: nearly all of Chinese, and valid whatever the tails hold. */
static bool is_plain_three(const char *p, size_t n)
{
	unsigned char lead = (unsigned char)p[0];

	return n >= 3 && lead > 0xe0 && lead < 0xf0 && lead != 0xed && is_tail(p + 1) && is_tail(p + 2);
}

/* Eight bytes of ASCII. */
static bool is_plain_eight(const char *p, size_t n)
{
	uint64_t word;

	if (n < sizeof word)
		return false;
	memcpy(&word, p, sizeof word);
	return (word & 0x8080808080808080u) == 0;
}

bool gb_utf8_valid(struct gb_span s)
{
	size_t i = 0;

	while (i < s.n) {
		size_t len;

		if (is_plain_eight(s.p + i, s.n - i)) {
			i += 8;
			continue;
		}
		if ((unsigned char)s.p[i] < 0x80) {
			i++;
			continue;
		}
		if (is_plain_three(s.p + i, s.n - i)) {
			i += 3;
			continue;
		}
		gb_utf8_decode(rest_of(s, i), &len);
		if (len == 1)
			return false;
		i += len;
	}
	return true;
}

size_t gb_utf8_count(struct gb_span s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.n; i++)
		count += !is_tail(s.p + i);
	return count;
}

size_t gb_utf8_offset(struct gb_span s, size_t cp)
{
	size_t i = 0;

	while (i < s.n && cp > 0) {
		i += gb_utf8_len(rest_of(s, i));
		cp--;
	}
	return i;
}

size_t gb_utf8_cursor_cp(struct gb_utf8_cursor *c, struct gb_span s, size_t off)
{
	off = off < s.n ? off : s.n;
	if (off < c->off)
		c->cp -= gb_utf8_count((struct gb_span){ s.p + off, c->off - off });
	else
		c->cp += gb_utf8_count((struct gb_span){ s.p + c->off, off - c->off });
	c->off = off;
	return c->cp;
}

size_t gb_utf8_cursor_off(struct gb_utf8_cursor *c, struct gb_span s, size_t cp)
{
	for (; c->cp > cp && c->off > 0; c->cp--)
		do
			c->off--;
		while (c->off > 0 && is_tail(s.p + c->off));
	c->off += gb_utf8_offset(rest_of(s, c->off), cp - c->cp);
	c->cp = cp;
	return c->off;
}

bool gb_utf8_is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xa0 || cp == 0x3000 || cp == 0xfeff ||
	       (cp >= 0x2000 && cp <= 0x200f) || cp == 0x2028 || cp == 0x2029 || cp == 0x202f;
}

bool gb_utf8_is_han(uint32_t cp)
{
	return (cp >= 0x4e00 && cp <= 0x9fff) || (cp >= 0x3400 && cp <= 0x4dbf) || cp == 0x3007 ||
	       (cp >= 0xf900 && cp <= 0xfaff) || (cp >= 0x20000 && cp <= 0x3134f);
}
