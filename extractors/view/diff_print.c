/* diff_print - numbers and texts as the views of a diff write them. */
#include "diff_view.h"
#include "csv.h"

static bool few_places(struct gb_span number)
{
	size_t point = gb_span_find(number, GB_S("."), 0);

	return point == (size_t)-1 || number.n - point <= 5;
}

/* 30110000 as 3011万: exact, never rounded. */
static void print_number(struct gb_buf *to, struct gb_span value)
{
	static const struct {
		int power;
		const char *name;
	} scales[] = { { 8, "亿" }, { 4, "万" } };
	struct gb_decimal d, size;
	struct gb_arena *a;

	if (!gb_decimal_parse(value, &d)) {
		gb_buf_add(to, value);
		return;
	}
	size = d;
	size.neg = false;
	a = gb_arena_new(1 << 16);
	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
		struct gb_span s = gb_decimal_print(a, gb_decimal_shift(d, -scales[i].power));

		if (gb_decimal_cmp(size, gb_decimal_shift(gb_decimal_of(1), scales[i].power)) < 0 || !few_places(s))
			continue;
		gb_buf_add(to, s);
		gb_buf_add(to, gb_span_of(scales[i].name));
		gb_arena_free(a);
		return;
	}
	gb_buf_add(to, gb_decimal_print(a, d));
	gb_arena_free(a);
}

void gb_print_amount(struct gb_buf *to, struct gb_span comparator, struct gb_span value, struct gb_span value_max)
{
	static const struct {
		struct gb_span is, as;
	} signs[] = { { { ">=", 2 }, { "≥", 3 } }, { { "<=", 2 }, { "≤", 3 } }, { { ">", 1 }, { ">", 1 } },
		      { { "<", 1 }, { "<", 1 } },  { { "~", 1 }, { "≈", 3 } } };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (gb_span_eq(comparator, signs[i].is))
			gb_buf_add(to, signs[i].as);
	print_number(to, value);
	if (value_max.n > 0) {
		gb_buf_add(to, GB_S("–"));
		print_number(to, value_max);
	}
}

void gb_print_growth(struct gb_buf *to, struct gb_span ratio)
{
	struct gb_decimal r;
	struct gb_arena *a;

	if (!gb_decimal_parse(ratio, &r) || !gb_decimal_sub(r, gb_decimal_of(1), &r))
		return;
	a = gb_arena_new(1 << 16);
	if (!r.neg)
		gb_buf_add(to, GB_S("+"));
	gb_buf_add(to, gb_decimal_print(a, gb_decimal_shift(r, 2)));
	gb_buf_add(to, GB_S("%"));
	gb_arena_free(a);
}

void gb_print_percent(struct gb_buf *to, struct gb_span share)
{
	struct gb_decimal d;
	struct gb_arena *a;

	if (!gb_decimal_parse(share, &d))
		return;
	a = gb_arena_new(1 << 16);
	gb_buf_add(to, gb_decimal_print(a, gb_decimal_shift(d, 2)));
	gb_buf_add_byte(to, '%');
	gb_arena_free(a);
}

void gb_diff_cell(struct gb_buf *to, struct gb_span s, bool first)
{
	if (!first)
		gb_buf_add_byte(to, ',');
	gb_csv_cell(to, s, false);
}

static bool is_wide(uint32_t cp)
{
	static const uint32_t ranges[][2] = { { 0x1100, 0x115f },   { 0x2e80, 0x303e },	  { 0x3041, 0xa4cf },	{ 0xac00, 0xd7a3 },
					      { 0xf900, 0xfaff },   { 0xfe30, 0xfe6f },	  { 0xff00, 0xff60 },	{ 0xffe0, 0xffe6 },
					      { 0x20000, 0x3fffd } };

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (cp >= ranges[i][0] && cp <= ranges[i][1])
			return true;
	return false;
}

size_t gb_text_width(struct gb_span s)
{
	size_t width = 0, len;

	for (size_t i = 0; i < s.n; i += len)
		width += is_wide(gb_utf8_decode(gb_span_from(s, i), &len)) ? 2 : 1;
	return width;
}

void gb_show_colour(struct gb_show *w, const char *code)
{
	if (w->colour)
		gb_buf_add(&w->line, gb_span_of(code));
}

void gb_show_text(struct gb_show *w, struct gb_span s)
{
	size_t len;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);

		if (cp >= 0x20 && (cp < 0x7f || cp > 0x9f) && !(cp >= 0x202a && cp <= 0x202e) && !(cp >= 0x2066 && cp <= 0x2069) &&
		    cp != 0x2028 && cp != 0x2029)
			gb_buf_add(&w->line, gb_span_sub(s, i, len));
	}
}

void gb_show_pad(struct gb_show *w, size_t used, size_t to)
{
	for (; used < to; used++)
		gb_buf_add_byte(&w->line, ' ');
	gb_buf_add_byte(&w->line, ' ');
}

void gb_show_line(struct gb_show *w)
{
	while (w->line.n > 0 && w->line.p[w->line.n - 1] == ' ')
		w->line.n--;
	gb_buf_add_byte(&w->line, '\n');
	fwrite(w->line.p, 1, w->line.n, w->to);
	gb_buf_clear(&w->line);
}
