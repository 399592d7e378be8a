/* Days and periods: leap years, month ends, counting over centuries, five-year plans. */
#include <assert.h>

#include "text/day.h"

static bool same(struct gb_day a, int y, int m, int d)
{
	return a.y == y && a.m == m && a.d == d;
}

static void every_day_has_the_next(void)
{
	struct gb_day day = { 1899, 12, 31 };

	for (int y = 1900; y <= 2100; y++)
		for (int m = 1; m <= 12; m++)
			for (int d = 1; d <= gb_day_of_month_last(y, m); d++) {
				day = gb_day_add(day, 1);
				assert(same(day, y, m, d));
			}
	assert(same(gb_day_add(day, -73414), 1899, 12, 31));
}

int main(void)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_day d;

	every_day_has_the_next();
	assert(gb_day_of_month_last(2000, 2) == 29 && gb_day_of_month_last(1900, 2) == 28 && gb_day_of_month_last(2026, 13) == 0);
	assert(gb_day_parse(GB_S("2026-02-28"), &d) && !gb_day_parse(GB_S("2026-02-29"), &d) && !gb_day_parse(GB_S("2026-2-8"), &d));
	assert(gb_span_eq(gb_day_print(a, d), GB_S("2026-02-28")) && gb_day_print(a, (struct gb_day){ 0 }).n == 0);
	assert(same(gb_day_add_months((struct gb_day){ 2026, 1, 31 }, 1), 2026, 2, 28));
	assert(same(gb_day_add_months((struct gb_day){ 2026, 1, 31 }, -2), 2025, 11, 30));
	assert(same(gb_day_add_months((struct gb_day){ 2024, 2, 29 }, 12), 2025, 2, 28));
	assert(same(gb_day_add_months((struct gb_day){ 2025, 12, 31 }, 2), 2026, 2, 28));
	assert(same(gb_day_add_months((struct gb_day){ 2026, 3, 31 }, 1), 2026, 4, 30));
	assert(same(gb_day_add_months((struct gb_day){ 2026, 1, 15 }, -1), 2025, 12, 15));
	assert(same(gb_day_add_months((struct gb_day){ 2026, 11, 30 }, 1), 2026, 12, 30));
	assert(same(gb_day_add_months((struct gb_day){ 2026, 12, 1 }, -12), 2025, 12, 1));
	assert(same(gb_day_period_months(2025, 2, 2).to, 2025, 2, 28) && same(gb_day_period_months(2026, 10, 12).to, 2026, 12, 31));
	assert(same(gb_day_period_plan(14).from, 2021, 1, 1) && same(gb_day_period_plan(15).to, 2030, 12, 31));
	assert(same(gb_day_period_plan(3).from, 1966, 1, 1) && same(gb_day_period_months(2024, 1, 2).to, 2024, 2, 29));
	gb_arena_free(a);
	return 0;
}
