/* Exact decimals: parsing, printing, the four operations, what is refused. */
#include <assert.h>
#include <string.h>

#include "base/decimal.h"

static struct gb_arena *arena;

static struct gb_decimal of(const char *s)
{
	struct gb_decimal d;

	assert(gb_decimal_parse(gb_span_of(s), &d));
	return d;
}

static void prints(struct gb_decimal d, const char *want)
{
	assert(gb_span_eq(gb_decimal_print(arena, d), gb_span_of(want)));
}

static void round_trip(void)
{
	static const char *const pairs[][2] = {
		{ "2.70", "2.7" }, { "0.50", "0.5" }, { "27000", "27000" }, { "-0.0", "0" }, { "007", "7" },
		{ "1e4", "10000" }, { "12.5e-3", "0.0125" }, { "+3", "3" }, { ".5", "0.5" }, { "5.", "5" },
	};
	static const char *const wrong[] = { "", "-", ".", "1.2.3", "1e", "1,2", "x", "1e9999" };
	struct gb_decimal d;

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		prints(of(pairs[i][0]), pairs[i][1]);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert(!gb_decimal_parse(gb_span_of(wrong[i]), &d));
}

static void operations(void)
{
	struct gb_decimal d;
	int v;

	assert(gb_decimal_mul(of("2.7"), of("1e4"), &d));
	prints(d, "27000");
	assert(gb_decimal_add(of("0.1"), of("0.2"), &d));
	prints(d, "0.3");
	assert(gb_decimal_sub(of("1"), of("1.05"), &d));
	prints(d, "-0.05");
	assert(gb_decimal_div(of("3"), of("8"), &d));
	prints(d, "0.375");
	assert(gb_decimal_div_to(of("1"), of("3"), 4, &d) && gb_decimal_cmp(d, of("0.3333")) == 0);
	assert(gb_decimal_div_to(of("-2"), of("3"), 4, &d) && gb_decimal_cmp(d, of("-0.6667")) == 0);
	assert(gb_decimal_div_to(of("1"), of("8"), 4, &d) && gb_decimal_cmp(d, of("0.125")) == 0);
	assert(gb_decimal_div_to(of("1"), of("30"), 0, &d) && gb_decimal_is_zero(d) && !gb_decimal_div_to(of("1"), of("0"), 4, &d));
	assert(gb_decimal_div_to(of("1"), of("8"), 2, &d) && gb_decimal_cmp(d, of("0.13")) == 0); /* a tie goes away from zero */
	assert(gb_decimal_div_to(of("-1"), of("8"), 2, &d) && gb_decimal_cmp(d, of("-0.13")) == 0);
	assert(gb_decimal_div_to(of("5"), of("2"), 0, &d) && gb_decimal_cmp(d, of("3")) == 0);
	assert(gb_decimal_div_to(of("1.2499"), of("1"), 1, &d) && gb_decimal_cmp(d, of("1.2")) == 0);
	assert(!gb_decimal_div(of("1"), of("3"), &d) && !gb_decimal_div(of("1"), of("0"), &d));
	assert(gb_decimal_cmp(of("2.50"), of("2.5")) == 0 && gb_decimal_cmp(of("-3"), of("2")) < 0);
	prints(gb_decimal_shift(of("1.87"), 8), "187000000");
	prints(gb_decimal_of(-120), "-120");
	assert(gb_decimal_int(of("2026"), &v) && v == 2026 && !gb_decimal_int(of("0.5"), &v));
}

/* A sum that would need more digits than there is room for is refused, not rounded. */
static void too_long(void)
{
	struct gb_decimal d = gb_decimal_of(1);

	assert(!gb_decimal_add(gb_decimal_shift(of("1"), 100), of("1"), &d));
	prints(d, "1");
}

int main(void)
{
	arena = gb_arena_new(0);
	round_trip();
	operations();
	too_long();
	gb_arena_free(arena);
	return 0;
}
