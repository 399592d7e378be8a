/* dates_span - spans of time counted from the reference day, and what recurs: 今后三年, 5天前, 每半年. */
#include "internal.h"

/* The day n spans of time on from d; letter as in the maps of spans, Q a quarter. */
static struct gb_day step(struct gb_day d, struct gb_span letter, int n)
{
	switch (letter.n > 0 ? letter.p[0] : 'D') {
	case 'Y':
		return gb_day_add_months(d, 12 * n);
	case 'Q':
		return gb_day_add_months(d, 3 * n);
	case 'M':
		return gb_day_add_months(d, n);
	case 'W':
		return gb_day_add(d, 7L * n);
	default:
		return gb_day_add(d, n);
	}
}

/* The whole year, month or day that d stands in. */
static struct gb_date_point around(struct gb_day d, struct gb_span letter)
{
	char c = letter.n > 0 ? letter.p[0] : 'D';

	if (d.y == 0)
		return (struct gb_date_point){ .grain = GB_GRAIN_NONE };
	if (c == 'Y')
		return gb_date_point_of(gb_day_period_years(d.y, d.y), GB_GRAIN_YEARS);
	if (c == 'M' || c == 'Q')
		return gb_date_point_of(gb_day_period_months(d.y, d.m, d.m), GB_GRAIN_MONTH);
	return gb_date_point_of(gb_day_period(d), GB_GRAIN_DAY);
}

/*
 * Whole years around the one at hand: the past ones end with the year before,
 * the coming ones begin with this one.  Documents mean these.
 */
static struct gb_date_point whole_years(const struct gb_tag_context *r, int n, int sign)
{
	int y = r->year > 0 && sign > 0 ? r->year : r->today.y;

	if (y == 0 || n < 1 || n >= y)
		return (struct gb_date_point){ .grain = GB_GRAIN_NONE };
	return gb_date_point_of(sign > 0 ? gb_day_period_years(y, y + n - 1) : gb_day_period_years(y - n, y - 1), GB_GRAIN_YEARS);
}

/* 五年来. */
bool gb_dates_span_back(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	int n = gb_context_int(r, m, "n");
	struct gb_date_point p;

	if (n < 1 || n > 99)
		return false;
	p = whole_years(r, n, -1);
	gb_date_point_put(r, m, &p, out);
	out->kind = GB_MENTION_DATERANGE;
	return true;
}

/* 今后五年, 近三个月, 前三年. */
bool gb_dates_span_ahead(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	int n = gb_context_int(r, m, "n"), sign = gb_context_column(r, m, "ahead", "ahead", "dir").p[0] == '-' ? -1 : 1;
	bool aligned = gb_context_column(r, m, "ahead", "ahead", "align").n > 0;
	struct gb_span letter = gb_context_column(r, m, "t", "span", "iso");
	struct gb_day far;
	struct gb_date_point p = { .grain = GB_GRAIN_DAY };

	if (n < 0 || n > 60 + 540 * (letter.n > 0 && letter.p[0] == 'D') || letter.n == 0 || letter.p[0] == 'T')
		return false;
	if (gb_span_eq(gb_context_column(r, m, "t", "span", "times"), GB_S("3")))
		letter = GB_S("Q");
	far = step(r->today, letter, sign * n);
	p.at = sign > 0 ? (struct gb_period){ r->today, far } : (struct gb_period){ far, r->today };
	if (aligned && r->today.y > 0 && letter.p[0] == 'W') {
		p.at = sign > 0 ? (struct gb_period){ gb_day_add(r->today, 1), far } : (struct gb_period){ far, gb_day_add(r->today, -1) };
	} else if (aligned && r->today.y > 0) {
		struct gb_date_point next = around(step(r->today, letter, sign), letter), last = around(far, letter);

		p.at = sign > 0 ? (struct gb_period){ next.at.from, last.at.to } : (struct gb_period){ last.at.from, next.at.to };
	}
	if (!r->loose) /* in a document other spans hang on something else than its day: 发病前14天 */
		p = letter.p[0] == 'Y' ? whole_years(r, n, sign) : (struct gb_date_point){ .grain = GB_GRAIN_NONE };
	gb_date_point_put(r, m, &p, out);
	out->kind = GB_MENTION_DATERANGE;
	return true;
}

/* 二十几年前 is some day from 30 to 20 years back. */
static struct gb_date_point few_more(const struct gb_tag_context *r, int n, struct gb_span letter, bool back)
{
	struct gb_date_point near = around(step(r->today, letter, back ? -n : n), letter);
	struct gb_date_point far = around(step(r->today, letter, back ? -n - 10 : n + 10), letter);

	if (n % 10 != 0 || near.y == 0 || far.y == 0)
		return (struct gb_date_point){ .grain = GB_GRAIN_NONE };
	near.at = back ? (struct gb_period){ far.at.from, near.at.to } : (struct gb_period){ near.at.from, far.at.to };
	return near;
}

/* 5天前, 三年后, 半年后. */
bool gb_dates_span_shifted(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	int n = gb_date_point_has(r, m, "half") ? 6 : gb_context_int(r, m, "n");
	struct gb_span letter = gb_date_point_has(r, m, "half") ? GB_S("M") : gb_context_column(r, m, "t", "shift_span", "iso");
	bool back = gb_span_eq(gb_context_column(r, m, "way", "shift_way", "dir"), GB_S("back"));
	struct gb_date_point p;

	if (n < 0 || n > 9999)
		return false;
	p = around(step(r->today, letter, back ? -n : n), letter);
	if (gb_date_point_has(r, m, "few"))
		p = few_more(r, n, letter, back);
	if (!r->loose)
		p = (struct gb_date_point){ .grain = GB_GRAIN_NONE }; /* 发病7天后 */
	gb_date_point_put(r, m, &p, out);
	return true;
}

bool gb_dates_span_recurring(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	struct gb_decimal n = gb_decimal_of(1), times;
	struct gb_span per = gb_context_column(r, m, "per", "per_word", "iso"), letter = gb_context_column(r, m, "t", "span", "iso");

	*out = (struct gb_mention){ .kind = GB_MENTION_SET, .at = { m->at.start, m->at.end }, .core = { m->at.start, m->at.end } };
	if (per.n == 0 && gb_date_point_has(r, m, "th")) {
		letter = gb_context_column(r, m, "th", "half_of", "iso");
		if (!gb_decimal_parse(gb_context_column(r, m, "th", "half_of", "n"), &n))
			return false;
	} else if (per.n == 0) {
		if (!gb_context_decimal(r, m, "n", &n))
			return false;
		if (gb_decimal_parse(gb_context_column(r, m, "t", "span", "times"), &times) && !gb_decimal_mul(n, times, &n))
			return false;
	}
	out->per = per.n > 0 ? per : gb_context_iso(r->arena, n, letter);
	return out->per.n > 0;
}
