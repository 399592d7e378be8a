/* Spans: cutting within bounds, searching, trimming, UTF-8 whole, cut and wrong. */
#include <assert.h>
#include <string.h>

#include "base/span.h"
#include "base/utf8.h"

static bool is(struct gb_span s, const char *want)
{
	return gb_span_eq(s, gb_span_of(want));
}

static void cutting(void)
{
	const struct gb_span s = GB_S("abcdef"), none = { 0 };

	assert(is(gb_span_sub(s, 2, 3), "cde") && is(gb_span_sub(s, 4, 9), "ef") && gb_span_sub(s, 9, 1).n == 0);
	assert(is(gb_span_sub(s, 2, (size_t)-1), "cdef") && is(gb_span_from(s, 6), "") && is(gb_span_from(s, 7), ""));
	assert(gb_span_sub(none, 0, 0).n == 0 && gb_span_from(none, 3).n == 0 && gb_span_eq(none, GB_S("")));
}

static void comparing(void)
{
	const struct gb_span s = GB_S("abcabc"), none = { 0 };

	assert(gb_span_eq(s, GB_S("abcabc")) && !gb_span_eq(s, GB_S("abcab")) && !gb_span_eq(s, GB_S("abcabd")));
	assert(gb_span_cmp(GB_S("ab"), GB_S("abc")) < 0 && gb_span_cmp(GB_S("b"), GB_S("abc")) > 0 && gb_span_cmp(s, s) == 0);
	assert(gb_span_cmp(GB_S("中"), GB_S("z")) > 0 && gb_span_cmp(none, GB_S("")) == 0); /* bytes are not signed */
	assert(gb_span_starts(s, GB_S("ab")) && gb_span_starts(s, none) && !gb_span_starts(GB_S("a"), GB_S("ab")));
	assert(gb_span_ends(s, GB_S("bc")) && gb_span_ends(s, s) && !gb_span_ends(GB_S("c"), GB_S("bc")));
}

static void searching(void)
{
	const struct gb_span s = GB_S("abcabc");

	assert(gb_span_find(s, GB_S("bc"), 0) == 1 && gb_span_find(s, GB_S("bc"), 1) == 1 && gb_span_find(s, GB_S("bc"), 2) == 4);
	assert(gb_span_find(s, GB_S("bc"), 5) == (size_t)-1 && gb_span_find(s, GB_S("bc"), 99) == (size_t)-1);
	assert(gb_span_find(s, GB_S("abcabcd"), 0) == (size_t)-1 && gb_span_find(s, GB_S(""), 0) == (size_t)-1);
	assert(gb_span_find(GB_S("aab"), GB_S("ab"), 0) == 1 && gb_span_find(s, s, 0) == 0);
	assert(gb_span_rfind(s, GB_S("abc")) == 3 && gb_span_rfind(s, GB_S("abcabc")) == 0 && gb_span_rfind(s, GB_S("x")) == (size_t)-1);
	assert(gb_span_has(s, GB_S("ca")) && !gb_span_has(s, GB_S("cc")));
}

static void parts(void)
{
	struct gb_span rest = GB_S("a,,b");

	assert(is(gb_span_cut(&rest, ','), "a") && is(gb_span_cut(&rest, ','), "") && is(gb_span_cut(&rest, ','), "b"));
	assert(rest.n == 0 && gb_span_cut(&rest, ',').n == 0);
	assert(is(gb_span_trim(GB_S("\u3000 \t甲 乙\u00a0\n")), "甲 乙") && is(gb_span_trim(GB_S("\u200b\ufeff")), ""));
}

static void utf8(void)
{
	static const char *const wrong[] = { "\x80", "\xc0\xaf", "\xe4\xb8", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff", "a\xf0\x9f\x98" };
	const struct gb_span s = GB_S("a中😀");
	size_t len;
	char out[4];

	assert(gb_utf8_valid(s) && gb_utf8_count(s) == 3 && gb_utf8_valid((struct gb_span){ 0 }));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert(!gb_utf8_valid(gb_span_of(wrong[i])));
	assert(gb_utf8_offset(s, 0) == 0 && gb_utf8_offset(s, 2) == 4 && gb_utf8_offset(s, 3) == 8 && gb_utf8_offset(s, 9) == 8);
	assert(gb_utf8_decode(gb_span_from(s, 1), &len) == 0x4e2d && len == 3);
	assert(gb_utf8_decode(GB_S("\xe4\xb8"), &len) == 0xfffd && len == 1); /* cut short: nothing behind the end is read */
	assert(gb_utf8_decode_last(s, &len) == 0x1f600 && len == 4 && gb_utf8_len(gb_span_from(s, 4)) == 4);
	assert(gb_utf8_encode(0x1f600, out) == 4 && memcmp(out, "😀", 4) == 0 && gb_utf8_encode(0x7f, out) == 1);
	assert(gb_utf8_encode(0x80, out) == 2 && gb_utf8_encode(0x7ff, out) == 2 && gb_utf8_encode(0x800, out) == 3);
	assert(gb_utf8_encode(0xffff, out) == 3 && gb_utf8_encode(0x10000, out) == 4);
}

/* A cursor that moves on, and one that is asked to go back, say the same. */
static void cursors(void)
{
	const struct gb_span s = GB_S("a中b国c");
	struct gb_utf8_cursor c = { 0 };

	assert(gb_utf8_cursor_cp(&c, s, 4) == 2 && gb_utf8_cursor_cp(&c, s, 8) == 4 && gb_utf8_cursor_cp(&c, s, 1) == 1);
	assert(gb_utf8_cursor_cp(&c, s, 5) == 3 && gb_utf8_cursor_cp(&c, s, 4) == 2); /* one byte back */
	assert(gb_utf8_cursor_off(&c, s, 3) == 5 && gb_utf8_cursor_off(&c, s, 1) == 1 && gb_utf8_cursor_off(&c, s, 5) == 9);
}

/* Spans that are equal hash alike wherever they lie; different ones hardly ever do. */
static void hashes(void)
{
	enum { N = 4096 };
	static unsigned int seen[N];
	const char twice[] = "公园公园";
	const struct gb_span a = { twice, 6 }, b = { twice + 6, 6 }, none = { 0 }, empty = GB_S("");
	size_t same = 0;

	assert(gb_span_hash(&a) == gb_span_hash(&b) && gb_span_same(&a, &b) && gb_span_hash(&none) == gb_span_hash(&empty));
	for (size_t i = 0; i < N; i++) {
		const char word[] = { (char)('a' + i % 16), (char)('a' + i / 16 % 16), (char)('a' + i / 256) };
		const struct gb_span s = { word, sizeof word };

		seen[i] = gb_span_hash(&s);
		for (size_t k = 0; k < i; k++)
			same += seen[k] == seen[i];
	}
	assert(same < 8);
}

static void letters(void)
{
	assert(gb_utf8_is_han(0x4e00) && gb_utf8_is_han(0x9fff) && gb_utf8_is_han(0x3007) && gb_utf8_is_han(0x20000));
	assert(!gb_utf8_is_han('a') && !gb_utf8_is_han(0x3001) && !gb_utf8_is_han(0xff10));
	assert(gb_utf8_is_space(' ') && gb_utf8_is_space(0x3000) && gb_utf8_is_space(0x00a0) && !gb_utf8_is_space(0x3001) && !gb_utf8_is_space('a'));
}

int main(void)
{
	cutting();
	comparing();
	searching();
	parts();
	utf8();
	cursors();
	hashes();
	letters();
	return 0;
}
