/* amount - exact numbers as people write them: ≥3011万. */
#include "internal.h"

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
		const char *label;
	} scales[] = { { 8, "scale.8" }, { 4, "scale.4" } };
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
		gb_buf_add(to, gb_span_of(gb_word_label(scales[i].label, GB_CHINESE)));
		gb_arena_free(a);
		return;
	}
	gb_buf_add(to, gb_decimal_print(a, d));
	gb_arena_free(a);
}

void gb_amount_print(struct gb_buf *to, struct gb_span comparator, struct gb_span value, struct gb_span value_max)
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

void gb_amount_basis(struct gb_buf *to, const struct gb_target *t)
{
	if (gb_span_eq(t->basis, GB_S("cumulative"))) /* as documents write it, in every language */
		gb_buf_add(to, gb_span_of(gb_word_label("basis.cumulative", GB_CHINESE)));
	if (gb_span_eq(t->basis, GB_S("change")))
		gb_buf_add(to, gb_span_eq(t->direction, GB_S("down")) ? GB_S("↓") : GB_S("↑"));
}

void gb_amount_growth(struct gb_buf *to, struct gb_span ratio)
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

void gb_amount_percent(struct gb_buf *to, struct gb_span share)
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
