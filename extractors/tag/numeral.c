#include "internal.h"
#include "base/utf8.h"

enum kind { END, ARABIC, DIGIT, POWER, TENS, POINT, MINUS, HALF, BAD };

struct token {
	enum kind kind;
	int value;              /* DIGIT, TENS: 0..9; POWER: the exponent */
	struct gb_decimal figure; /* ARABIC */
	struct gb_span text;
};

/*
 * The parts of a numeral read so far.  total holds what is closed by a big
 * power (万, 亿), section what is closed by a small one (十, 百, 千), figure
 * what still waits for its power.
 */
struct reading {
	struct gb_decimal total, section, figure;
	int figures;    /* digits in figure: 0 none, 1 one, 2.. a row of digits */
	bool han;       /* figure is written in characters */
	bool zero;      /* 零 stands in figure, so it is no short form (三百零五) */
	bool powers;    /* a power has been read */
	int small, big; /* the last power of each sort in this section / in all; 0 none */
	int last;       /* the power read last, when figure follows it directly */
	bool fresh;     /* nothing since the last big power */
};

static const struct {
	const char *name;
	enum kind kind;
} kinds[] = {
	{ "digit", DIGIT }, { "power", POWER }, { "tens", TENS }, { "point", POINT }, { "minus", MINUS }, { "half", HALF },
};

struct gb_numerals gb_numeral_words(const struct gb_grammar *g)
{
	return (struct gb_numerals){ gb_grammar_words(g, GB_WORDS_NUMERAL) };
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 1,234.5 at the start of s: its bytes, commas included. */
static size_t arabic_length(struct gb_span s)
{
	size_t n = s.p[0] == '.' ? 1 : 0; /* .5 */

	while (n < s.n && (is_digit(s.p[n]) || (n > 0 && n + 1 < s.n && (s.p[n] == ',' || s.p[n] == '.') && is_digit(s.p[n + 1]))))
		n++;
	return n;
}

static bool arabic_value(struct gb_span s, struct gb_decimal *out)
{
	char plain[128];
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ',')
			continue;
		if (n == sizeof plain)
			return false;
		plain[n++] = s.p[i];
	}
	return gb_decimal_parse((struct gb_span){ plain, n }, out);
}

static struct token word_token(struct gb_numerals t, struct gb_span word)
{
	struct gb_span name = gb_words_value(t.word, word, "kind"), value = gb_words_value(t.word, word, "value");
	struct token tok = { .kind = BAD, .text = word };
	struct gb_decimal d;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (gb_span_eq(name, gb_span_of(kinds[i].name)))
			tok.kind = kinds[i].kind;
	if (value.n > 0 && gb_decimal_parse(value, &d))
		gb_decimal_int(d, &tok.value);
	return tok;
}

static struct token next(struct gb_numerals t, struct gb_span *s)
{
	struct token tok = { .kind = END, .text = *s };
	size_t n;

	if (s->n == 0)
		return tok;
	if (is_digit(s->p[0]) || (s->p[0] == '.' && s->n > 1)) {
		n = arabic_length(*s);
		tok.text = gb_span_sub(*s, 0, n);
		tok.kind = arabic_value(tok.text, &tok.figure) ? ARABIC : BAD;
	} else {
		n = gb_words_prefix(t.word, *s);
		tok = word_token(t, gb_span_sub(*s, 0, n));
	}
	*s = gb_span_from(*s, n);
	return tok;
}

/* 三, or one more in a row of digits: 二〇二六. */
static bool read_digit(struct reading *r, int digit)
{
	bool row = r->figures > 0 && !(r->figures == 1 && r->zero && r->powers);

	if (r->figures > 0 && !r->han)
		return false;
	if (row && r->powers)
		return false; /* 一百二三 is two numbers */
	if (!gb_decimal_add(gb_decimal_shift(r->figure, 1), gb_decimal_of(digit), &r->figure))
		return false;
	r->figures = row ? r->figures + 1 : 1;
	r->zero = r->zero || digit == 0;
	r->han = true;
	return true;
}

static bool read_arabic(struct reading *r, const struct token *tok)
{
	if (r->figures > 0 && !(r->han && r->zero && r->figures == 1))
		return false;
	r->figure = tok->figure;
	r->figures = tok->text.n == 1 ? 1 : 2;
	r->han = false;
	return true;
}

/* A row of characters takes a power only when it cannot be two numbers: 二〇万, not 七八万. */
static bool row_is_number(const struct reading *r)
{
	return !r->han || r->figures < 2 || r->zero || r->figures > 2;
}

static void close_figure(struct reading *r)
{
	r->figure = gb_decimal_of(0);
	r->figures = 0;
	r->zero = false;
	r->powers = true;
}

static bool read_small(struct reading *r, int power)
{
	struct gb_decimal part = r->figures > 0 ? r->figure : gb_decimal_of(1);

	if ((r->small > 0 && power >= r->small) || !row_is_number(r))
		return false;
	if (r->figures > 0 && r->han && gb_decimal_is_zero(r->figure))
		part = gb_decimal_of(1); /* 一千零十 */
	if (!gb_decimal_add(r->section, gb_decimal_shift(part, power), &r->section))
		return false;
	r->small = power;
	r->last = power;
	r->fresh = false;
	close_figure(r);
	return true;
}

/* 万 alone, as in 万余人. */
static bool begin_big(struct reading *r, int power)
{
	r->total = gb_decimal_shift(gb_decimal_of(1), power);
	r->big = r->last = power;
	r->powers = r->fresh = true;
	return true;
}

static bool read_big(struct reading *r, int power)
{
	struct gb_decimal block;
	bool empty = r->figures == 0 && gb_decimal_is_zero(r->section);

	if (empty && !r->fresh && !r->powers)
		return begin_big(r, power);
	if (empty && !r->fresh)
		return false;
	if (!row_is_number(r) || !gb_decimal_add(r->section, r->figure, &block))
		return false;
	if (empty) {
		r->total = gb_decimal_shift(r->total, power); /* 万亿 */
		r->big += power;
	} else if (r->big == 0 || power < r->big) {
		if (!gb_decimal_add(r->total, gb_decimal_shift(block, power), &r->total))
			return false;
		r->big = power;
	} else if (power > r->big) { /* 一万二千亿 */
		if (!gb_decimal_add(r->total, block, &block))
			return false;
		r->total = gb_decimal_shift(block, power);
		r->big = power;
	} else {
		return false;
	}
	r->section = gb_decimal_of(0);
	r->small = 0;
	r->last = power;
	r->fresh = true;
	close_figure(r);
	return true;
}

/* 廿, 卅: a digit that brings its ten along. */
static bool read_tens(struct reading *r, int digit)
{
	return r->figures == 0 && read_digit(r, digit) && read_small(r, 1);
}

/* What stands behind 点: a row of digits; a power may follow (三点五万). */
static bool read_fraction(struct reading *r, struct gb_numerals t, struct gb_span *s)
{
	struct gb_decimal sum, unit = gb_decimal_of(1);
	struct gb_span rest = *s;
	int n = 0;

	if (!gb_decimal_add(r->section, r->figure, &sum))
		return false;
	for (struct token tok = next(t, &rest); tok.kind == DIGIT || tok.kind == ARABIC; tok = next(t, &rest)) {
		struct gb_decimal d = tok.kind == DIGIT ? gb_decimal_of(tok.value) : tok.figure;
		int width = tok.kind == DIGIT ? 1 : (int)tok.text.n;

		unit = gb_decimal_shift(unit, -width);
		if (width > 60 || !gb_decimal_mul(d, unit, &d) || !gb_decimal_add(sum, d, &sum))
			return false;
		*s = rest;
		n++;
	}
	r->section = gb_decimal_of(0);
	r->small = 4; /* only a big power can follow */
	r->figure = sum;
	r->figures = 3;
	r->han = true;
	return n > 0;
}

static bool read_token(struct reading *r, struct gb_numerals t, const struct token *tok, struct gb_span *rest)
{
	switch (tok->kind) {
	case DIGIT:
		r->fresh = false;
		return read_digit(r, tok->value);
	case ARABIC:
		r->fresh = false;
		return read_arabic(r, tok);
	case POWER:
		return tok->value < 4 ? read_small(r, tok->value) : read_big(r, tok->value);
	case TENS:
		return read_tens(r, tok->value);
	case POINT:
		return read_fraction(r, t, rest);
	case HALF:
		r->figure = gb_decimal_shift(gb_decimal_of(5), -1);
		r->figures = 2;
		return !r->powers && rest->n == 0;
	case END:
	case MINUS:
	case BAD:
		return false;
	}
	return false;
}

/* 三万五 is 35000, 一百七 is 170: one figure right behind a power takes the next lower one. */
static bool close(struct reading *r, struct gb_decimal *out)
{
	if (r->figures == 1 && !r->zero && r->powers && r->last >= 2)
		r->figure = gb_decimal_shift(r->figure, r->last - 1);
	return gb_decimal_add(r->total, r->section, out) && gb_decimal_add(*out, r->figure, out);
}

bool gb_numeral_parse(struct gb_numerals t, struct gb_span s, struct gb_decimal *out)
{
	struct reading r = { .total = gb_decimal_of(0), .section = gb_decimal_of(0), .figure = gb_decimal_of(0) };
	struct gb_decimal d;
	struct gb_span rest = s;
	bool neg = false;
	struct token tok = s.n > 0 && s.p[0] == '-' ? (struct token){ .kind = MINUS } : next(t, &rest);

	if (tok.kind == MINUS) {
		neg = true;
		rest = s.p[0] == '-' ? gb_span_from(s, 1) : rest;
		tok = next(t, &rest);
	}
	if (tok.kind == END)
		return false;
	for (; tok.kind != END; tok = next(t, &rest))
		if (!read_token(&r, t, &tok, &rest))
			return false;
	if (!close(&r, &d))
		return false;
	*out = neg ? gb_decimal_neg(d) : d;
	return true;
}

int gb_numeral_scale(struct gb_numerals t, struct gb_span s, int least, size_t *bytes)
{
	struct gb_span rest = s;
	size_t len;
	int scale = 0;

	*bytes = 0;
	while (rest.n > 0) {
		gb_utf8_decode_last(rest, &len);
		struct token tok = word_token(t, gb_span_from(rest, rest.n - len));

		if (tok.kind != POWER || tok.value < least)
			break;
		scale += tok.value;
		*bytes += len;
		rest.n -= len;
	}
	return scale;
}

bool gb_numeral_is_power(struct gb_numerals t, struct gb_span cp)
{
	return word_token(t, cp).kind == POWER;
}
