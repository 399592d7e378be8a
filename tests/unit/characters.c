/* Characters: one code point for what looks the same, raised figures, kinds. */
#include <assert.h>
#include <string.h>

#include "text/characters.h"

static void one(uint32_t from, uint32_t to)
{
	assert(gb_character_fold(from) == to);
}

static void several(uint32_t from, const char *want)
{
	uint32_t out[GB_CHARACTER_FOLDED];
	const size_t n = gb_character_fold_all(from, out);
	struct gb_buf b = { 0 };

	assert(n >= 1 && n <= GB_CHARACTER_FOLDED);
	for (size_t i = 0; i < n; i++)
		gb_buf_add_cp(&b, out[i]);
	assert(gb_span_eq(gb_buf_span(&b), gb_span_of(want)));
	gb_buf_free(&b);
}

static void raised(const char *in, bool can, const char *want)
{
	struct gb_buf b = { 0 };

	assert(gb_character_raise(&b, gb_span_of(in)) == can);
	assert(gb_span_eq(gb_buf_span(&b), gb_span_of(want)));
	gb_buf_free(&b);
}

int main(void)
{
	one('a', 'a');
	one(0x5de5, 0x5de5);
	one(0x2f2f, 0x5de5);  /* radical */
	one(0x2ea0, 0x6c11);
	one(0xf900, 0x8c48);  /* compatibility ideographs */
	one(0x2f800, 0x4e3d);
	one(0xfe12, 0x3002);  /* vertical stop */
	one(0xfe30, 0xff1a); /* written for a colon */
	one(0xfe35, 0xff08);
	one(0xfe43, 0x300e);
	one(0xfe45, 0xfe45);  /* sesame dot: no ordinary form */
	one(0xfe50, 0xff0c);  /* small comma */
	one(0xfe6a, 0xff05);
	one(0xff11, 0xff11);  /* width is not folded here */
	one(0x2460, 0x2460);  /* nor circles */
	several(0x2474, "（1）");
	several(0x2487, "（20）");
	several(0x2488, "1.");
	several(0x249b, "20.");
	several(0x3220, "（一）");
	several(0x3229, "（十）");
	several(0x4e00, "一");
	raised("4", true, "⁴");
	raised("-12", true, "⁻¹²");
	raised("a1", false, "");
	assert(gb_character_is_wide(0x4e00) && gb_character_is_wide(0xff0c) && !gb_character_is_wide('a') && !gb_character_is_wide(0xe9));
	assert(gb_character_ends_sentence(0x3002) && !gb_character_ends_sentence('.') && !gb_character_ends_sentence(0xff0c));
	return 0;
}
