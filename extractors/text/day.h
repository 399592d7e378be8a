/*
 * calendar - days, and the spans of days that years, quarters and months are.
 *
 * A day is year, month, day of the Gregorian calendar, years 1..9999; year 0
 * means "not known" or "open".  A period has both ends inclusive.  Everything
 * is a plain value; nothing allocates but the printer.
 */
#ifndef GB_TEXT_DAY_H
#define GB_TEXT_DAY_H

#include "base/arena.h"

struct gb_day {
	int y, m, d;
};

struct gb_period {
	struct gb_day from, to;
};

bool gb_day_valid(struct gb_day d);
/* YYYY-MM-DD, all of s; false leaves *out alone. */
bool gb_day_parse(struct gb_span s, struct gb_day *out);
struct gb_span gb_day_print(struct gb_arena *a, struct gb_day d); /* "" when y is 0 */
int gb_day_cmp(struct gb_day a, struct gb_day b);
struct gb_day gb_day_add(struct gb_day d, long days);
/* The same day n months on, or the last of a shorter month. */
struct gb_day gb_day_add_months(struct gb_day d, int months);
int gb_day_of_month_last(int y, int m);

struct gb_period gb_day_period_years(int first, int last);
struct gb_period gb_day_period_months(int y, int first, int last);    /* months 1..12 of one year */
struct gb_period gb_day_period(struct gb_day d);
/* The n-th five-year plan: “十四五”, n = 14, is 2021 to 2025; the first began in 1953. */
struct gb_period gb_day_period_plan(int n);

#endif
