/* One number in one of the formats of w:numFmt, as a word processor shows it. */
#include "internal.h"
#include "base/utf8.h"

enum kind {
	DECIMAL,
	ZERO,    /* at least two digits */
	WIDE,    /* full-width digits */
	DASHED,  /* - 1 - */
	HEX,
	ORDINAL, /* 1st */
	ROMAN,
	LETTER,  /* a … z aa bb */
	SEQUENCE, /* the characters of `chars`, then decimal */
	COUNT,   /* 二十三: digits 1-9, then ten, hundred, thousand, ten thousand, zero */
	FORMAL,  /* the same, but 10 is 壹拾 and not 拾 */
	DIGITS,  /* 二三: digits 1-9, then zero */
	BULLET,
	NONE
};

#define COUNT_HAN "一二三四五六七八九十百千万零"
#define CIRCLED "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"

static const struct {
	const char *name;
	enum kind kind;
	const char *chars;
} formats[] = {
	{ "decimal", DECIMAL, "" },
	{ "decimalHalfWidth", DECIMAL, "" },
	{ "decimalZero", ZERO, "" },
	{ "decimalFullWidth", WIDE, "" },
	{ "decimalFullWidth2", WIDE, "" },
	{ "numberInDash", DASHED, "" },
	{ "hex", HEX, "" },
	{ "ordinal", ORDINAL, "" },
	{ "upperRoman", ROMAN, "MDCLXVI" },
	{ "lowerRoman", ROMAN, "mdclxvi" },
	{ "upperLetter", LETTER, "A" },
	{ "lowerLetter", LETTER, "a" },
	{ "chineseCounting", COUNT, COUNT_HAN },
	{ "chineseCountingThousand", COUNT, COUNT_HAN },
	{ "taiwaneseCounting", COUNT, COUNT_HAN },
	{ "taiwaneseCountingThousand", COUNT, COUNT_HAN },
	{ "japaneseCounting", COUNT, COUNT_HAN },
	{ "koreanCounting", COUNT, COUNT_HAN },
	{ "chineseLegalSimplified", FORMAL, "壹贰叁肆伍陆柒捌玖拾佰仟万零" },
	{ "ideographLegalTraditional", FORMAL, "壹貳參肆伍陸柒捌玖拾佰仟萬零" },
	{ "japaneseLegal", FORMAL, "壱弐参四伍六七八九拾百阡萬零" },
	{ "ideographDigital", DIGITS, "一二三四五六七八九〇" },
	{ "taiwaneseDigital", DIGITS, "一二三四五六七八九〇" },
	{ "japaneseDigitalTenThousand", DIGITS, "一二三四五六七八九〇" },
	{ "koreanDigital", DIGITS, "一二三四五六七八九〇" },
	{ "decimalEnclosedCircle", SEQUENCE, CIRCLED },
	{ "decimalEnclosedCircleChinese", SEQUENCE, CIRCLED },
	{ "decimalEnclosedParen", SEQUENCE, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇" },
	{ "decimalEnclosedFullstop", SEQUENCE, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛" },
	{ "ideographEnclosedCircle", SEQUENCE, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉" },
	{ "ideographTraditional", SEQUENCE, "甲乙丙丁戊己庚辛壬癸" },
	{ "ideographZodiac", SEQUENCE, "子丑寅卯辰巳午未申酉戌亥" },
	{ "bullet", BULLET, "" },
	{ "none", NONE, "" },
};

int gb_docx_numfmt_of(struct gb_span name)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (gb_span_eq(gb_span_of(formats[i].name), name))
			return (int)i;
	return 0;
}

bool gb_docx_numfmt_is_bullet(int fmt)
{
	return formats[fmt].kind == BULLET;
}

/* Character number i of chars, empty past the end. */
static struct gb_span nth(const char *chars, int i)
{
	struct gb_span s = gb_span_of(chars);

	for (; s.n > 0; s = gb_span_from(s, gb_utf8_len(s)))
		if (i-- == 0)
			return gb_span_sub(s, 0, gb_utf8_len(s));
	return GB_S("");
}

static void put_roman(struct gb_buf *out, const char *c, int v)
{
	static const struct {
		int value;
		signed char a, b; /* places in "MDCLXVI"; b is -1 for a single letter */
	} steps[] = {
		{ 1000, 0, -1 }, { 900, 2, 0 },  { 500, 1, -1 }, { 400, 2, 1 },  { 100, 2, -1 }, { 90, 4, 2 },  { 50, 3, -1 },
		{ 40, 4, 3 },    { 10, 4, -1 },  { 9, 6, 4 },    { 5, 5, -1 },   { 4, 6, 5 },    { 1, 6, -1 },
	};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		for (; v >= steps[i].value; v -= steps[i].value) {
			gb_buf_add_byte(out, c[steps[i].a]);
			if (steps[i].b >= 0)
				gb_buf_add_byte(out, c[steps[i].b]);
		}
}

/* 1..9999 with the zeros that are spoken: 一千零一十. */
static void put_myriad(struct gb_buf *out, const char *chars, int v, bool formal)
{
	bool zero = false;
	const bool bare_ten = !formal && v >= 10 && v < 20;

	for (int power = 3, unit = 1000; power >= 0; power--, unit /= 10) {
		const int digit = v / unit % 10;

		if (digit == 0) {
			zero = v >= unit * 10;
			continue;
		}
		if (zero)
			gb_buf_add(out, nth(chars, 13));
		zero = false;
		if (!(power == 1 && bare_ten))
			gb_buf_add(out, nth(chars, digit - 1));
		if (power > 0)
			gb_buf_add(out, nth(chars, 8 + power));
	}
}

static void put_count(struct gb_buf *out, const char *chars, int v, bool formal)
{
	const int high = v / 10000, low = v % 10000;

	if (high > 0) {
		put_myriad(out, chars, high, formal);
		gb_buf_add(out, nth(chars, 12));
		if (low > 0 && low < 1000)
			gb_buf_add(out, nth(chars, 13));
	}
	put_myriad(out, chars, low, formal || high > 0); /* 二万零一十, but 十 */
}

static void put_digits(struct gb_buf *out, const char *chars, int v)
{
	int unit = 1;

	while (v / unit >= 10)
		unit *= 10;
	for (; unit > 0; unit /= 10)
		gb_buf_add(out, nth(chars, (v / unit + 9) % 10));
}

static void put_wide(struct gb_buf *out, int v)
{
	int unit = 1;

	while (v / unit >= 10)
		unit *= 10;
	for (; unit > 0; unit /= 10)
		gb_buf_add_cp(out, 0xff10 + (uint32_t)(v / unit % 10));
}

static void put_hex(struct gb_buf *out, int v)
{
	int unit = 1;

	while (v / unit >= 16)
		unit *= 16;
	for (; unit > 0; unit /= 16)
		gb_buf_add_byte(out, "0123456789ABCDEF"[v / unit % 16]);
}

static void put_ordinal(struct gb_buf *out, int v)
{
	static const char *const ends[] = { "th", "st", "nd", "rd", "th", "th", "th", "th", "th", "th" };

	gb_buf_add_int(out, v);
	gb_buf_add(out, gb_span_of(v / 10 % 10 == 1 ? "th" : ends[v % 10]));
}

/* What a format can show with its own signs; false: plain digits instead. */
static bool put_special(struct gb_buf *out, int fmt, int v)
{
	const char *chars = formats[fmt].chars;
	const struct gb_span one = formats[fmt].kind == SEQUENCE ? nth(chars, v - 1) : GB_S("");

	if (one.n > 0)
		gb_buf_add(out, one);
	else if (formats[fmt].kind == ROMAN && v < 10000)
		put_roman(out, chars, v);
	else if (formats[fmt].kind == LETTER && v <= 780)
		for (int i = 0; i <= (v - 1) / 26; i++)
			gb_buf_add_byte(out, (char)(chars[0] + (v - 1) % 26));
	else if ((formats[fmt].kind == COUNT || formats[fmt].kind == FORMAL) && v < 100000000)
		put_count(out, chars, v, formats[fmt].kind == FORMAL);
	else if (formats[fmt].kind == DIGITS)
		put_digits(out, chars, v);
	else if (formats[fmt].kind == WIDE)
		put_wide(out, v);
	else if (formats[fmt].kind == HEX)
		put_hex(out, v);
	else if (formats[fmt].kind == ORDINAL)
		put_ordinal(out, v);
	else
		return false;
	return true;
}

void gb_docx_numfmt_put(struct gb_buf *out, int fmt, bool lgl, int v)
{
	const enum kind kind = formats[fmt].kind;

	if (kind == NONE || kind == BULLET)
		return;
	if (lgl && kind != ZERO)
		fmt = 0;
	if (v > 0 && put_special(out, fmt, v))
		return;
	if (kind == ZERO && v >= 0 && v < 10)
		gb_buf_add_byte(out, '0');
	if (kind == DASHED && !lgl)
		gb_buf_add(out, GB_S("- "));
	gb_buf_add_int(out, v);
	if (kind == DASHED && !lgl)
		gb_buf_add(out, GB_S(" -"));
}
