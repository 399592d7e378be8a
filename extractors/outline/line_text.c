/* Small things about text that more than one file of the segmenter needs. */
#include <string.h>

#include "internal.h"

static bool is_wide(uint32_t cp)
{
	return gb_cp_is_han(cp) || (cp >= 0x3001 && cp <= 0x303f) || (cp >= 0xff00 && cp <= 0xffef) ||
	       (cp >= 0x2014 && cp <= 0x2026);
}

static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

struct gb_span gb_seg_squeeze(struct gb_arena *a, struct gb_span s)
{
	char *out = gb_arena_alloc(a, s.n + 1);
	size_t n = 0, len;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);

		if (gb_cp_is_space(cp))
			continue;
		memcpy(out + n, s.p + i, len);
		n += len;
	}
	return n > 0 ? (struct gb_span){ out, n } : GB_S("");
}

/* A blank stays only between two characters that are not wide, nor both digits (a text layer spaces 2 02 6年). */
struct gb_span gb_seg_tidy(struct gb_arena *a, struct gb_span s)
{
	char *out = gb_arena_alloc(a, s.n + 1);
	size_t n = 0, len;
	uint32_t before = 0x3000;
	bool blank = false;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);

		if (gb_cp_is_space(cp)) {
			blank = true;
			continue;
		}
		if (blank && n > 0 && !is_wide(before) && !is_wide(cp) && !(is_digit(before) && is_digit(cp)))
			out[n++] = ' ';
		memcpy(out + n, s.p + i, len);
		n += len;
		before = cp;
		blank = false;
	}
	return n > 0 ? (struct gb_span){ out, n } : GB_S("");
}

/* 某 省 人 民 政 府 公 报: nearly every character is followed by a blank. */
struct gb_span gb_seg_unspaced(struct gb_arena *a, struct gb_span s)
{
	size_t han = 0, gaps = 0, len;
	bool blank = false;

	if (s.n > 300)
		return s;
	for (size_t i = 0; i < s.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);

		if (!gb_cp_is_space(cp)) {
			gaps += blank && han > 0;
			han++;
		}
		blank = gb_cp_is_space(cp);
	}
	return han >= 3 && 5 * gaps >= 4 * (han - 1) ? gb_seg_squeeze(a, s) : s;
}

struct gb_span gb_seg_brackets(struct gb_arena *a, struct gb_span s)
{
	struct gb_span in = gb_seg_squeeze(a, s);
	char *out = gb_arena_alloc(a, 3 * in.n + 1);
	size_t n = 0, len;

	for (size_t i = 0; i < in.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(in, i), &len);

		if (cp == '(' || cp == 0xfe59)
			cp = 0xff08;
		else if (cp == ')' || cp == 0xfe5a)
			cp = 0xff09;
		else if (cp >= 0xff10 && cp <= 0xff19)
			cp -= 0xff10 - '0';
		n += gb_utf8_encode(cp, out + n);
	}
	return n > 0 ? (struct gb_span){ out, n } : GB_S("");
}

static int han_digit(uint32_t cp)
{
	static const uint32_t digits[] = { 0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d };

	for (int i = 0; i < 10; i++)
		if (digits[i] == cp)
			return i;
	if (cp == 0x96f6 || cp == 0x25cb || cp == 0xff2f) /* 零 ○ Ｏ */
		return 0;
	if (cp == 0x2f00)
		return 1; /* the radical that looks like 一 */
	if (cp == 0x2f06)
		return 2;
	if (cp == 0x2f0b)
		return 8;
	return cp == 0x4e24 ? 2 : -1; /* 两 */
}

long long gb_seg_integer(struct gb_span s)
{
	long long total = 0, run = 0;
	size_t len;

	for (size_t i = 0; i < s.n && total + run < 100000000; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);
		int digit = cp >= '0' && cp <= '9' ? (int)cp - '0' : cp >= 0xff10 && cp <= 0xff19 ? (int)cp - 0xff10 : han_digit(cp);

		if (digit >= 0) {
			run = 10 * run + digit;
		} else if (cp == 0x5341 || cp == 0x2f17) { /* 十 */
			total += (run > 0 ? run : 1) * 10;
			run = 0;
		} else if (cp == 0x767e) { /* 百 */
			total += (run > 0 ? run : 1) * 100;
			run = 0;
		} else if (cp >= 0x2460 && cp <= 0x2473) {
			run = (long long)cp - 0x2460 + 1;
		} else if (!gb_cp_is_space(cp)) {
			return 0;
		}
	}
	return total + run;
}

struct gb_span gb_seg_day(struct gb_arena *a, long long y, long long m, long long d)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (y < 1000 || y > 9999 || m < 1 || m > 12 || d < 1 || d > days[m - 1])
		return GB_S("");
	char *out = gb_arena_alloc(a, 10);
	const long long part[] = { y / 1000, y / 100 % 10, y / 10 % 10, y % 10, -1, m / 10, m % 10, -1, d / 10, d % 10 };

	for (size_t i = 0; i < 10; i++)
		out[i] = part[i] < 0 ? '-' : (char)('0' + part[i]);
	return (struct gb_span){ out, 10 };
}

struct gb_span gb_seg_short(struct gb_span s, size_t most_cp)
{
	return s.n <= most_cp ? s : gb_span_sub(s, 0, gb_utf8_offset(s, most_cp));
}

bool gb_seg_same(struct gb_span a, struct gb_span b)
{
	size_t i = 0, k = 0, len;

	while (i < a.n || k < b.n) {
		if (i < a.n && gb_cp_is_space(gb_utf8_decode(gb_span_from(a, i), &len)))
			i += len;
		else if (k < b.n && gb_cp_is_space(gb_utf8_decode(gb_span_from(b, k), &len)))
			k += len;
		else if (i >= a.n || k >= b.n || a.p[i++] != b.p[k++])
			return false;
	}
	return true;
}

static bool cp_in(uint32_t cp, const char *cps)
{
	struct gb_span s = gb_span_of(cps);
	size_t len;

	for (size_t i = 0; i < s.n; i += len)
		if (gb_utf8_decode(gb_span_from(s, i), &len) == cp)
			return true;
	return false;
}

bool gb_seg_ends_in(struct gb_span s, const char *cps)
{
	size_t len;

	return s.n > 0 && cp_in(gb_utf8_decode_last(s, &len), cps);
}

size_t gb_seg_quote_step(uint32_t cp)
{
	static const struct {
		uint32_t open, close;
	} pairs[] = { { '(', ')' },       { 0xff08, 0xff09 }, { 0x201c, 0x201d }, { 0x300a, 0x300b }, { 0x2018, 0x2019 },
		      { 0x3010, 0x3011 }, { 0x3014, 0x3015 }, { 0x300c, 0x300d }, { 0x300e, 0x300f }, { '[', ']' } };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		if (cp == pairs[i].open)
			return 1;
		if (cp == pairs[i].close)
			return 2;
	}
	return 0;
}

size_t gb_seg_stop(struct gb_span s, const char *cps, size_t most_cp)
{
	size_t depth = 0, len;

	for (size_t i = 0; i < s.n && most_cp > 0; i += len, most_cp--) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);
		size_t step = gb_seg_quote_step(cp);

		if (step == 1)
			depth++;
		else if (step == 2)
			depth -= depth > 0;
		else if (depth == 0 && cp_in(cp, cps))
			return i;
	}
	return (size_t)-1;
}
