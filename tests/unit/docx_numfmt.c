/* Numbers as a word processor shows them in front of the items of a list. */
#include <assert.h>
#include <stdio.h>

#include "read/docx/internal.h"

static const struct {
	const char *format;
	int value;
	const char *shown;
} cases[] = {
	{ "decimal", 0, "0" },
	{ "decimal", -3, "-3" },
	{ "decimal", 1234, "1234" },
	{ "decimalZero", 7, "07" },
	{ "decimalZero", 12, "12" },
	{ "decimalFullWidth", 10, "１０" },
	{ "upperRoman", 1949, "MCMXLIX" },
	{ "lowerRoman", 4, "iv" },
	{ "upperLetter", 26, "Z" },
	{ "upperLetter", 28, "BB" },
	{ "lowerLetter", 53, "aaa" },
	{ "chineseCounting", 10, "十" },
	{ "chineseCounting", 11, "十一" },
	{ "chineseCounting", 20, "二十" },
	{ "chineseCountingThousand", 101, "一百零一" },
	{ "chineseCountingThousand", 110, "一百一十" },
	{ "chineseCountingThousand", 1010, "一千零一十" },
	{ "chineseCountingThousand", 1100, "一千一百" },
	{ "chineseCountingThousand", 10001, "一万零一" },
	{ "chineseCountingThousand", 10100, "一万零一百" },
	{ "chineseCountingThousand", 11000, "一万一千" },
	{ "chineseCountingThousand", 20010, "二万零一十" },
	{ "chineseCountingThousand", 12345, "一万二千三百四十五" },
	{ "taiwaneseCounting", 23, "二十三" },
	{ "japaneseCounting", 99, "九十九" },
	{ "chineseLegalSimplified", 11, "壹拾壹" },
	{ "ideographDigital", 20, "二〇" },
	{ "ideographTraditional", 10, "癸" },
	{ "ideographTraditional", 11, "11" },
	{ "ideographZodiac", 12, "亥" },
	{ "decimalEnclosedCircle", 20, "⑳" },
	{ "decimalEnclosedCircleChinese", 50, "㊿" },
	{ "decimalEnclosedCircle", 51, "51" },
	{ "decimalEnclosedParen", 3, "⑶" },
	{ "decimalEnclosedFullstop", 20, "⒛" },
	{ "numberInDash", 5, "- 5 -" },
	{ "ordinal", 12, "12th" },
	{ "ordinal", 22, "22nd" },
	{ "hex", 255, "FF" },
	{ "none", 5, "" },
	{ "a format of tomorrow", 5, "5" },
};

int main(void)
{
	struct gb_buf b = { 0 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		gb_buf_clear(&b);
		gb_docx_numfmt_put(&b, gb_docx_numfmt_of(gb_span_of(cases[i].format)), false, cases[i].value);
		if (!gb_span_eq(gb_buf_span(&b), gb_span_of(cases[i].shown)))
			fprintf(stderr, "%s %d: %.*s\n", cases[i].format, cases[i].value, (int)b.n, b.p);
		assert(gb_span_eq(gb_buf_span(&b), gb_span_of(cases[i].shown)));
	}
	gb_buf_clear(&b);
	gb_docx_numfmt_put(&b, gb_docx_numfmt_of(GB_S("chineseCounting")), true, 12);
	assert(gb_span_eq(gb_buf_span(&b), GB_S("12")));
	gb_buf_free(&b);
	assert(gb_docx_symbol(GB_S("Symbol"), 0xf0b3) == 0x2265);
	assert(gb_docx_symbol(GB_S("Wingdings"), 0xfe) == 0x2611);
	assert(gb_docx_symbol(GB_S("宋体"), 0xf0b3) == 0);
	return 0;
}
