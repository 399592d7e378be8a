#include <assert.h>
#include <string.h>

#include "internal.h"
#include "base/utf8.h"

struct folder {
	struct gb_numerals numerals;
	struct gb_span in;
	struct gb_folded *out;
	char *p;
	size_t groups;   /* separators of thousands that are still to come in the number in hand */
	bool thousands;  /* the last blank stood between thousands */
	uint32_t before; /* the last character that was written, 0 at the start */
};

static bool is_figure(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_wide_figure(uint32_t c)
{
	return c >= 0xff10 && c <= 0xff19;
}

static bool is_dash(uint32_t c)
{
	return c == '-' || c == '~' || c == 0x2014 || c == 0x2013 || c == 0x2212;
}

static uint32_t peek(struct gb_span in, size_t at)
{
	size_t len;

	return at < in.n ? gb_utf8_decode(gb_span_from(in, at), &len) : 0;
}

static bool is_numeral(const struct folder *f, uint32_t c)
{
	char bytes[4];

	return c >= 0x80 && gb_words_has(f->numerals.word, (struct gb_span){ bytes, gb_utf8_encode(c, bytes) });
}

static bool is_power(const struct folder *f, uint32_t c)
{
	char bytes[4];

	return c >= 0x80 && gb_numeral_is_power(f->numerals, (struct gb_span){ bytes, gb_utf8_encode(c, bytes) });
}

/* Half-width form of letters, figures and signs, wherever they stand. */
static uint32_t narrow(uint32_t c)
{
	if (is_wide_figure(c) || (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a))
		return c - 0xfee0;
	switch (c) {
	case 0xff05: case 0xfe6a:
		return '%';
	case 0xff0b: case 0xff0d: case 0xff0f: case 0xff1c: case 0xff1d: case 0xff1e: case 0xff5e:
		return c - 0xfee0;
	case 0x301c: case 0x223c:
		return '~';
	case 0x2010: case 0x2011: case 0x2012: case 0x2212:
		return '-';
	case 0x2236:
		return ':';
	default:
		return c;
	}
}

/* A run of exactly three figures at `at`. */
static bool three_figures(struct gb_span s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && is_figure((unsigned char)s.p[at + n]))
		n++;
	return n == 3;
}

/* 233,333，333,434: a full-width comma between groups of three that have half-width ones at both ends. */
static bool inside_thousands(const struct folder *f, size_t next_at)
{
	struct gb_span done = f->out->text;

	return done.n >= 4 && done.p[done.n - 4] == ',' && three_figures(done, done.n - 3) && three_figures(f->in, next_at) &&
	       peek(f->in, next_at + 3) == ',' && three_figures(f->in, next_at + 4);
}

/*
 * 12，500平方米 and 2, 000万元: what stands between one to three figures and exactly three more is no
 * punctuation, unless further ones follow (50，100，150个 is a list) or the first ones are a year's.
 */
static bool joins_thousands(const struct folder *f, size_t written, size_t next_at)
{
	struct gb_span done = gb_span_sub(f->out->text, 0, f->out->text.n - written);
	uint32_t after = peek(f->in, next_at + 3);
	size_t n = 0;

	while (n < done.n && is_figure((unsigned char)done.p[done.n - 1 - n]))
		n++;
	if (n < 1 || n > 3 || !three_figures(f->in, next_at) || done.p[done.n - n] == '0')
		return false;
	if (n < done.n && strchr(".,-~/:", done.p[done.n - 1 - n]) != NULL)
		return false;
	return after != 0 && after != ',' && after != 0xff0c && after != '.' && after != 0x3001;
}

static bool is_comma(uint32_t c)
{
	return c == ',' || c == 0xff0c;
}

/*
 * 1，234，567元: how many groups of three figures follow, two or more, that are one number with the
 * figures before; 0 when they may be a list (50，100，150个): round numbers, none of which begins with 0.
 */
static size_t long_thousands(const struct folder *f, size_t next_at)
{
	const struct gb_span done = f->out->text;
	size_t n = 0, groups = 0, at = next_at, len = 1;
	bool list = false;

	while (n < done.n && is_figure((unsigned char)done.p[done.n - 1 - n]))
		n++;
	if (n < 1 || n > 3 || done.p[done.n - n] == '0' || (n < done.n && strchr(".,-~/:", done.p[done.n - 1 - n]) != NULL))
		return 0;
	list = n > 1 && (done.p[done.n - 1] == '0' || done.p[done.n - 1] == '5');
	for (; three_figures(f->in, at); at += 3 + len) {
		const char first = f->in.p[at], last = f->in.p[at + 2];

		list = list && first != '0' && (last == '0' || last == '5');
		groups++;
		if (!is_comma(peek(f->in, at + 3)))
			break;
		len = gb_utf8_len(gb_span_from(f->in, at + 3));
	}
	return groups >= 2 && !list ? groups : 0;
}

/* Is the comma between thousands of a number with several of them? */
static bool in_long_thousands(struct folder *f, size_t next_at)
{
	if (f->groups > 0 && three_figures(f->in, next_at)) {
		f->groups--;
		return true;
	}
	f->groups = long_thousands(f, next_at);
	if (f->groups == 0)
		return false;
	f->groups--;
	return true;
}

/* Signs that are punctuation elsewhere: only between figures are they part of a number. */
static uint32_t narrow_between(struct folder *f, uint32_t c, size_t next_at)
{
	uint32_t next = peek(f->in, next_at), to = narrow(next);

	if (c == 0xff0e && is_figure(f->before) && is_figure(to))
		return '.';
	if (c == 0xff1a && is_figure(f->before) && is_figure(to))
		return ':';
	if (is_comma(c) && is_figure(f->before) && in_long_thousands(f, next_at))
		return ',';
	if (c == 0xff0c && is_figure(f->before) && (is_wide_figure(next) || inside_thousands(f, next_at) || joins_thousands(f, 0, next_at)))
		return ',';
	if ((c == 0x25cb || c == 0x25ef) && is_numeral(f, f->before) && (is_numeral(f, next) || next == 0x5e74 || next == c))
		return 0x3007;
	if ((narrow(c) == 'O' || narrow(c) == 'o') && is_numeral(f, f->before) && (is_numeral(f, next) || next == 0x5e74))
		return 0x3007;
	return narrow(c);
}

/*
 * 46 820: a blank between thousands.  A thin or fixed blank is that by itself;
 * a plain one only in a text that is nothing but the number and its unit, as
 * in a cell.
 */
static bool blank_in_thousands(const struct folder *f, size_t at, size_t end)
{
	struct gb_span done = f->out->text;
	size_t figures = 0, len;
	uint32_t blank = gb_utf8_decode(gb_span_from(f->in, at), &len);

	while (figures < done.n && is_figure((unsigned char)done.p[done.n - 1 - figures]))
		figures++;
	if (figures == 0 || !three_figures(f->in, end) || at + len != end)
		return false;
	if (blank == 0x2009 || blank == 0x202f || blank == 0xa0 || blank == 0x2005 || blank == 0x2006)
		return figures <= 3 || f->thousands;
	return (figures == done.n && (figures <= 3 || f->thousands)) && f->in.n - end <= 3 + 4 * 8;
}

static bool is_share(uint32_t c)
{
	return c == '%' || c == 0x2030 || c == 0x2103;
}

/* A sign of comparison. */
static bool is_sign(uint32_t c)
{
	return c == '<' || c == '>' || c == 0x2264 || c == 0x2265 || c == 0x2266 || c == 0x2267;
}

/* Does a run of blanks between these two characters say nothing? */
static bool blank_is_noise(const struct folder *f, uint32_t next, uint32_t after, bool line_end)
{
	uint32_t before = f->before;

	next = narrow(next);
	if (is_figure(before) && gb_utf8_is_han(next))
		return !is_numeral(f, next) || is_power(f, next);
	if (line_end)
		return false;
	if (gb_utf8_is_han(before) && is_figure(next))
		return !is_power(f, before);
	if (gb_utf8_is_han(before) && gb_utf8_is_han(next))
		return true;
	if ((is_figure(before) && (next == '%' || next == 0x2030)) || (is_share(before) && gb_utf8_is_han(next)))
		return true;
	if ((next == '/' && gb_utf8_is_han(before)) || (before == '/' && gb_utf8_is_han(next)))
		return true; /* 吨 / 万元 */
	if ((is_sign(before) && is_figure(next)) || (gb_utf8_is_han(before) && is_sign(next)))
		return true;
	if (is_figure(before) && next == '.')
		return is_figure(narrow(after));
	return (is_dash(next) && (is_figure(before) || before == '%')) || (is_dash(before) && is_figure(next));
}

/* 1.8 : 1: the blanks around the sign between two figures. */
static bool joins_ratio(const struct folder *f, size_t end)
{
	const struct gb_span done = f->out->text;
	size_t len = 0;

	if (is_figure(f->before) && narrow(peek(f->in, end)) == ':') {
		end += gb_utf8_len(gb_span_from(f->in, end));
		while (gb_utf8_is_space(peek(f->in, end)))
			end += gb_utf8_len(gb_span_from(f->in, end));
		return is_figure(narrow(peek(f->in, end)));
	}
	return f->before == ':' && is_figure(narrow(peek(f->in, end))) && done.n > 1 &&
	       is_figure(gb_utf8_decode_last(gb_span_sub(done, 0, done.n - 1), &len));
}

/* Over a run of blanks at `at`; writes one blank (or line end) unless it is noise. */
static size_t fold_blanks(struct folder *f, size_t at)
{
	size_t end = at, len;
	bool line_end = false;

	while (end < f->in.n) {
		uint32_t c = gb_utf8_decode(gb_span_from(f->in, end), &len);

		if (!gb_utf8_is_space(c))
			break;
		line_end = line_end || c == '\n' || c == '\r';
		end += len;
	}
	uint32_t next = peek(f->in, end);

	if (joins_ratio(f, end))
		return end;
	f->thousands = blank_in_thousands(f, at, end) || (f->before == ',' && end == at + 1 && joins_thousands(f, 1, end));
	if (f->thousands)
		return end;
	if (f->before != 0 && next != 0 &&
	    !blank_is_noise(f, next, peek(f->in, end + gb_utf8_len(gb_span_from(f->in, end))), line_end)) {
		f->before = line_end ? '\n' : ' ';
		f->out->start[f->out->text.n] = at;
		f->p[f->out->text.n++] = (char)f->before;
	}
	return end;
}

/* ---- marks of notes, powers of ten ---- */

/* The value of a raised figure; -1 when it is none. */
static int raised_value(uint32_t c)
{
	if (c == 0xb9)
		return 1;
	if (c == 0xb2 || c == 0xb3)
		return (int)(c - 0xb0);
	return c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ? (int)(c - 0x2070) : -1;
}

/* The number of raised figures at `at`, up to three; *end behind them. */
static int raised_number(const struct folder *f, size_t at, size_t *end)
{
	int value = -1;

	for (int i = 0; i < 3; i++) {
		const int one = raised_value(peek(f->in, at));

		if (one < 0)
			break;
		value = value < 0 ? one : value * 10 + one;
		at += gb_utf8_len(gb_span_from(f->in, at));
	}
	*end = at;
	return value;
}

/* [2], 〔2〕, ［2］: behind it, or `at` when there is none. */
static size_t bracketed_end(const struct folder *f, size_t at)
{
	const uint32_t open = peek(f->in, at);
	const uint32_t close = open == '[' ? ']' : open == 0x3014 ? 0x3015 : open == 0xff3b ? 0xff3d : 0;
	size_t to = at + (close != 0 ? gb_utf8_len(gb_span_from(f->in, at)) : 0), figures = 0;

	for (; close != 0 && is_figure(peek(f->in, to)) && figures < 3; to++)
		figures++;
	return figures == 1 || figures == 2 ? (peek(f->in, to) == close ? to + gb_utf8_len(gb_span_from(f->in, to)) : at) : at;
}

static bool is_ten(struct gb_span done)
{
	return gb_span_ends(done, GB_S("10")) && (done.n == 2 || !is_figure((unsigned char)done.p[done.n - 3]));
}

/* A mark of a note between a number and its unit or bound (30¹所, 20①个, 95%[2]以上): behind it, or `at`. */
static size_t note_end(const struct folder *f, size_t at)
{
	const uint32_t c = peek(f->in, at);
	size_t end = at;

	if (!is_figure(f->before) && !is_share(f->before))
		return at;
	if (raised_number(f, at, &end) >= 0)
		return is_ten(f->out->text) ? at : end;
	if (c >= 0x2460 && c <= 0x2473)
		end = at + gb_utf8_len(gb_span_from(f->in, at));
	else
		end = bracketed_end(f, at);
	return end > at && gb_utf8_is_han(peek(f->in, end)) ? end : at;
}

/* 1.2×10⁴ is written as 12000, its figures at the place of the whole; behind it, or `at`. */
static size_t fold_power(struct folder *f, size_t at)
{
	const uint32_t c = peek(f->in, at);
	const struct gb_span done = f->out->text;
	size_t ten = at + (at < f->in.n ? gb_utf8_len(gb_span_from(f->in, at)) : 0), end, n = 0, point = 0;
	char figures[32];
	size_t k = 0;

	if ((c != 0xd7 && c != '*' && c != 'x') || !is_figure(f->before) || !gb_span_starts(gb_span_from(f->in, ten), GB_S("10")))
		return at;
	const int power = raised_number(f, ten + 2, &end);
	size_t last = ten + 2, step;

	while (n < done.n && n < 12 && (is_figure((unsigned char)done.p[done.n - 1 - n]) || done.p[done.n - 1 - n] == '.'))
		n++;
	for (size_t i = done.n - n; i < done.n; i++)
		if (done.p[i] == '.')
			point = done.n - 1 - i;
		else
			figures[k++] = done.p[i];
	if (power < 1 || power > 12 || n == 0 || point > (size_t)power)
		return at;
	for (size_t zeros = (size_t)power - point; zeros > 0; zeros--)
		figures[k++] = '0';
	while ((step = gb_utf8_len(gb_span_from(f->in, last))) > 0 && last + step < end)
		last += step;
	const size_t from = done.n - n, start = f->out->start[from];
	size_t skip = 0;

	while (skip + 1 < k && figures[skip] == '0')
		skip++;
	for (size_t i = skip; i < k; i++) {
		f->p[from + i - skip] = figures[i];
		f->out->start[from + i - skip] = i + 1 == k ? last : start;
	}
	f->out->text.n = from + k - skip;
	f->before = '0';
	return end;
}

struct gb_folded gb_fold_line(struct gb_arena *a, struct gb_numerals t, struct gb_span line)
{
	struct gb_folded out = { .original = line };
	struct folder f = { .numerals = t, .in = line, .out = &out };
	size_t len;

	assert(line.p != NULL || line.n == 0);
	/* A power of ten takes up to twelve bytes more than it was written with. */
	f.p = gb_arena_alloc(a, 3 * line.n + 1);
	out.text.p = f.p;
	out.start = gb_arena_array(a, 3 * line.n + 1, sizeof *out.start);
	for (size_t at = 0; at < line.n;) {
		uint32_t c = gb_utf8_decode(gb_span_from(line, at), &len);

		if (gb_utf8_is_space(c)) {
			at = fold_blanks(&f, at);
			continue;
		}
		const size_t note = note_end(&f, at), power = fold_power(&f, at);

		if (note > at || power > at) {
			at = note > at ? note : power;
			continue;
		}
		f.before = narrow_between(&f, c, at + len);
		size_t n = gb_utf8_encode(f.before, f.p + out.text.n);

		for (size_t i = 0; i < n; i++)
			out.start[out.text.n + i] = at;
		out.text.n += n;
		at += len;
	}
	out.start[out.text.n] = line.n;
	return out;
}

struct gb_range gb_fold_back(const struct gb_folded *f, struct gb_range at)
{
	assert(at.start <= at.end && at.end <= f->text.n);

	size_t last = at.end > at.start ? f->start[at.end - 1] : f->start[at.start];
	struct gb_range out = { f->start[at.start], last };

	if (at.end > at.start)
		out.end += gb_utf8_len(gb_span_from(f->original, last));
	return out;
}
