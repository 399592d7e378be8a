/* dates - from the parts a calendar rule captured to days, read against the reference day and the sentence. */
#include "internal.h"

/* The names of the fields of one end of a range. */
struct end {
	const char *y, *ry, *m, *rm, *d, *q, *part;
};

static const struct end near_end = { "y", "ry", "m", "rm", "d", "q", "part" };
static const struct end far_end = { "y2", "ry2", "m2", "rm2", "d2", "q2", "part2" };

static int shift_of(const struct gb_tag_context *r, const struct gb_match *m, const char *field, const char *map)
{
	struct gb_span s = gb_context_column(r, m, field, map, "shift");
	struct gb_decimal d;
	int v = 0;

	if (s.n > 0 && gb_decimal_parse(s, &d))
		gb_decimal_int(d, &v);
	return v;
}

/* 26年 is 2026, 98年 is 1998. */
static int full_year(int y)
{
	return y < 0 || y > 99 ? y : y < 50 ? 2000 + y : 1900 + y;
}

/* The year a date stands in: said, relative, or carried over from what was said before in the sentence; 0: none. */
static int year_of(const struct gb_tag_context *r, const struct gb_match *m, const struct end *e, int said, int month)
{
	int y = gb_context_int(r, m, e->y);

	if (y >= 0)
		return gb_date_point_has(r, m, "ce") ? y : full_year(y); /* a year of three figures: see early_year */
	if (gb_date_point_has(r, m, e->ry)) {
		bool from_said = gb_span_eq(gb_context_column(r, m, e->ry, "year_word", "base"), GB_S("said"));
		int base = from_said && said > 0 ? said : from_said && r->loose && r->spoken > 0 ? r->spoken : r->today.y;

		return base > 0 ? base + shift_of(r, m, e->ry, "year_word") : 0;
	}
	if (said > 0 && month >= r->month)
		return said;
	return r->today.y;
}

/* A month without a year, and no day to read it from: that of the year said last in the running text. */
static int year_or_spoken(struct gb_tag_context *r, const struct gb_match *m, const struct end *e, int y)
{
	if (y > 0 || !r->loose || r->today.y > 0 || r->spoken == 0 || !gb_date_point_has(r, m, e->m))
		return y;
	if (gb_words_suffix(gb_grammar_words(r->grammar, GB_WORDS_EVERY_YEAR), gb_span_sub(r->text, 0, m->at.start)) > 0)
		return y;
	r->assumed = true;
	return r->spoken;
}

/* Parts of a year; y may be 0 when no year is known. */
static bool below_year(const struct gb_tag_context *r, const struct gb_match *m, const struct end *e, int y, struct gb_date_point *out)
{
	static const char *const counts[] = { "mm", "qq" };
	int q = gb_context_int(r, m, e->q), n;

	for (int i = 0; i < 2; i++) {
		n = gb_context_int(r, m, counts[i]) * (i == 0 ? 1 : 3);
		if (n > 0) {
			*out = gb_date_point_of(gb_day_period_months(y, 1, n <= 12 ? n : 12), GB_GRAIN_HALF);
			return n <= 12;
		}
	}
	if (gb_date_point_has(r, m, "h")) {
		bool first = gb_span_eq(gb_context_column(r, m, "h", "half_word", "n"), GB_S("1"));

		*out = gb_date_point_of(gb_day_period_months(y, first ? 1 : 7, first ? 6 : 12), GB_GRAIN_HALF);
		return true;
	}
	if (q > 0) {
		*out = gb_date_point_of(gb_day_period_months(y, 3 * q - 2, 3 * q), GB_GRAIN_QUARTER);
		return q <= 4;
	}
	if (!gb_date_point_has(r, m, "first"))
		return false;
	*out = gb_date_point_of(gb_day_period_months(y, 1, 1), GB_GRAIN_MONTH);
	return true;
}

/* A month, a third of it, or a day in it. */
static bool in_month(const struct gb_tag_context *r, const struct gb_match *m, const struct end *e, int y, int month,
		       struct gb_date_point *out)
{
	int day = gb_context_int(r, m, e->d);
	struct gb_span third = gb_context_column(r, m, "x", "third_word", "n");

	if (month < 1 || month > 12)
		return false;
	*out = gb_date_point_of(gb_day_period_months(y, month, month), GB_GRAIN_MONTH);
	if (gb_date_point_has(r, m, e->d)) {
		out->at = gb_day_period((struct gb_day){ y, month, day });
		out->grain = GB_GRAIN_DAY;
		return day >= 1 && day <= (y > 0 ? gb_day_of_month_last(y, month) : 31);
	}
	if (third.n > 0) {
		int n = third.p[0] - '0';

		out->at.from.d = 10 * n - 9;
		out->at.to.d = n < 3 ? 10 * n : out->at.to.d;
		out->grain = GB_GRAIN_THIRD;
	}
	return true;
}

/* 下季度, 上个月9日, 明天: relative to the reference day. */
static bool relative(const struct gb_tag_context *r, const struct gb_match *m, const struct end *e, struct gb_date_point *out)
{
	struct gb_day t = r->today;

	if (gb_date_point_has(r, m, "rd")) {
		t = gb_day_add(t, shift_of(r, m, "rd", "day_word"));
		*out = gb_date_point_of(gb_day_period(t), GB_GRAIN_DAY);
		return true;
	}
	if (gb_date_point_has(r, m, e->rm)) {
		t = gb_day_add_months(t, shift_of(r, m, e->rm, "month_word"));
		return in_month(r, m, e, t.y, t.m > 0 ? t.m : 1, out);
	}
	if (!gb_date_point_has(r, m, "rq"))
		return false;
	t = gb_day_add_months(t, 3 * shift_of(r, m, "rq", "quarter_word"));
	t.m = t.m > 0 ? (t.m - 1) / 3 * 3 + 1 : 1;
	*out = gb_date_point_of(gb_day_period_months(t.y, t.m, t.m + 2), GB_GRAIN_QUARTER);
	return true;
}

/* One end of a date, without 底 and 前. */
static bool point_at(struct gb_tag_context *r, const struct gb_match *m, const struct end *e, int said_year, int said_month,
		     struct gb_date_point *out)
{
	int month = gb_context_int(r, m, e->m), y;

	if (relative(r, m, e, out))
		return true;
	y = year_or_spoken(r, m, e, year_of(r, m, e, said_year, month > 0 ? month : 12));
	if (below_year(r, m, e, y, out))
		return true;
	if (gb_date_point_has(r, m, e->m))
		return in_month(r, m, e, y, month, out);
	if (gb_date_point_has(r, m, e->d) &&
	    gb_words_suffix(gb_grammar_words(r->grammar, GB_WORDS_EVERY_MONTH), gb_span_sub(r->text, 0, m->at.start)) > 0)
		return false;
	if (gb_date_point_has(r, m, e->d))
		return in_month(r, m, e, y, said_month > 0 ? said_month : r->today.m > 0 ? r->today.m : 1, out);
	if (!gb_date_point_has(r, m, e->y) && !gb_date_point_has(r, m, e->ry))
		return false;
	*out = gb_date_point_of(gb_day_period_years(y, y), GB_GRAIN_YEARS);
	return y > 0 || r->today.y == 0;
}

/* 年底 is December, 季末 the last month, 月底 from the 25th; 初 likewise. */
static void narrow_to_end(struct gb_date_point *p)
{
	if (p->grain == GB_GRAIN_MONTH || p->grain == GB_GRAIN_THIRD) {
		p->at.from.d = p->at.from.d > 25 ? p->at.from.d : 25;
	} else if (p->grain != GB_GRAIN_DAY) {
		p->at.from = (struct gb_day){ p->at.to.y, p->at.to.m, 1 };
	}
}

static void narrow_to_start(struct gb_date_point *p)
{
	if (p->grain == GB_GRAIN_MONTH || p->grain == GB_GRAIN_THIRD) {
		p->at.to.d = p->at.from.d + 4;
	} else if (p->grain != GB_GRAIN_DAY) {
		p->at.to = (struct gb_day){ p->at.from.y, p->at.from.m, gb_day_of_month_last(p->at.from.y, p->at.from.m) };
	}
}

static void narrow_to_middle(struct gb_date_point *p)
{
	if (p->grain == GB_GRAIN_MONTH) {
		p->at.from.d = 11;
		p->at.to.d = 20;
	} else if (p->grain == GB_GRAIN_YEARS) {
		p->at = gb_day_period_months(p->at.from.y, 6, 6);
	}
}

static void narrow(struct gb_date_point *p, struct gb_span part)
{
	if (gb_span_eq(part, GB_S("end")))
		narrow_to_end(p);
	else if (gb_span_eq(part, GB_S("start")))
		narrow_to_start(p);
	else if (gb_span_eq(part, GB_S("mid")))
		narrow_to_middle(p);
}

/* 前, 之前, 底前, 止: a term. */
static bool is_limit(struct gb_span edge)
{
	return gb_span_eq(edge, GB_S("until")) || gb_span_eq(edge, GB_S("before"));
}

/* 前, 后, 起, 以来 behind the date, 自 in front of it. */
static void apply_edge(const struct gb_tag_context *r, struct gb_span edge, bool narrowed, struct gb_date_point *p)
{
	const struct gb_day open = { 0 };

	if (is_limit(edge)) {
		if (gb_span_eq(edge, GB_S("before")) && p->grain == GB_GRAIN_MONTH && !narrowed && p->at.from.y > 0)
			p->at.to = gb_day_add(p->at.from, -1); /* 6月前: before the month begins */
		p->at.from = open;
	} else if (gb_span_eq(edge, GB_S("after"))) {
		p->at.from = gb_day_add(p->at.to, 1);
		p->at.to = open;
	} else if (gb_span_eq(edge, GB_S("since"))) {
		p->at.to = open;
	} else if (gb_span_eq(edge, GB_S("now"))) {
		p->at.to = r->today;
	}
}

static void remember(struct gb_tag_context *r, const struct gb_match *m, const struct gb_date_point *p)
{
	if (p->y > 0 && gb_date_point_has(r, m, "y"))
		r->spoken = p->y;
	if (p->y == 0 || !(gb_date_point_has(r, m, "y") || gb_date_point_has(r, m, "ry") || r->year > 0))
		return;
	r->year = p->y;
	r->month = p->grain >= GB_GRAIN_MONTH ? p->m : 0;
}

/* 2026年11月底前, 第三季度, 年底, 自2015年起. */
static bool single_date(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	struct gb_span edge = gb_context_column(r, m, "edge", "edge_word", "edge");
	struct gb_span lead = gb_context_column(r, m, "lead", "lead_word", "lead");
	struct gb_span part = gb_context_column(r, m, "part", "part_word", "part");
	struct gb_date_point p;

	if (!point_at(r, m, &near_end, r->year, r->month, &p))
		p = (struct gb_date_point){ .grain = GB_GRAIN_DAY }; /* 2月30日: said, but no day */
	remember(r, m, &p);
	narrow(&p, part);
	apply_edge(r, edge.n > 0 ? edge : gb_span_eq(lead, GB_S("since")) ? lead : GB_S(""), part.n > 0, &p);
	gb_date_point_put(r, m, &p, out);
	out->deadline = is_limit(edge) || gb_span_eq(lead, GB_S("by")) || gb_span_eq(part, GB_S("end"));
	return true;
}

/* 年底前, 月底: the part stands alone. */
static bool part_alone(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	struct gb_span year_part = gb_context_column(r, m, "yp", "year_part", "part");
	struct gb_span month_part = gb_context_column(r, m, "mp", "month_part", "part");
	struct gb_span edge = gb_context_column(r, m, "edge", "edge_word", "edge");
	int y = r->year > 0 ? r->year : r->today.y, month = r->month > 0 ? r->month : r->today.m;
	struct gb_date_point p = year_part.n > 0 ? gb_date_point_of(gb_day_period_years(y, y), GB_GRAIN_YEARS)
					 : gb_date_point_of(gb_day_period_months(y, month, month), GB_GRAIN_MONTH);

	if (y == 0 || month == 0)
		p = (struct gb_date_point){ .grain = GB_GRAIN_NONE };
	else
		narrow(&p, year_part.n > 0 ? year_part : month_part);
	apply_edge(r, edge, true, &p);
	gb_date_point_put(r, m, &p, out);
	out->deadline = is_limit(edge) || gb_span_eq(year_part, GB_S("end")) || gb_span_eq(month_part, GB_S("end"));
	return true;
}

/* The first end of 2026—2028年, 1—9月: what it leaves out, the second says. */
static bool near_point(struct gb_tag_context *r, const struct gb_match *m, struct gb_date_point *out)
{
	int y2 = gb_context_int(r, m, "y2"), year = r->year;

	if (!gb_date_point_has(r, m, "y") && !gb_date_point_has(r, m, "ry") && y2 > 0)
		year = full_year(y2);
	if (gb_date_point_has(r, m, "m") || gb_date_point_has(r, m, "y") || gb_date_point_has(r, m, "ry") || gb_date_point_has(r, m, "q"))
		return point_at(r, m, &near_end, year, r->month, out);
	return point_at(r, m, &near_end, year, gb_date_point_has(r, m, "m2") ? gb_context_int(r, m, "m2") : r->month, out);
}

static bool far_point(struct gb_tag_context *r, const struct gb_match *m, const struct gb_date_point *first, struct gb_date_point *out)
{
	struct gb_tag_context from_first = *r;

	from_first.month = 0; /* the year of the first end holds whatever the month */
	if (!point_at(&from_first, m, &far_end, first->y, first->m, out))
		return false;
	if (!gb_date_point_has(r, m, "y2") && !gb_date_point_has(r, m, "ry2") && first->y > 0 && gb_day_cmp(out->at.to, first->at.from) < 0)
		return point_at(&from_first, m, &far_end, first->y + 1, first->m, out);
	return true;
}

/* 从2026年3月到6月, 2026—2028年, 6月1日至10日. */
static bool date_range(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	struct gb_date_point first, last, both;

	if (!near_point(r, m, &first) || !far_point(r, m, &first, &last)) { /* 2月30日—3月1日 */
		both = (struct gb_date_point){ .grain = GB_GRAIN_NONE };
		gb_date_point_put(r, m, &both, out);
		return true;
	}
	narrow(&first, gb_context_column(r, m, "part", "range_part", "part"));
	narrow(&last, gb_context_column(r, m, "part2", "range_part", "part"));
	if (first.y > 0 && gb_day_cmp(first.at.from, last.at.to) > 0)
		return false;
	both = last;
	both.at.from = first.at.from;
	if (first.y == last.y)
		remember(r, m, &last);
	else
		r->year = r->month = 0; /* 2026—2028年，6月底前: not of 2028 */
	gb_date_point_put(r, m, &both, out);
	return true;
}

/* “十四五”期间, “十五五”末. */
static bool plan(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	int n = gb_context_int(r, m, "plan");
	struct gb_span tail = gb_context_column(r, m, "tail", "plan_part", "part");
	struct gb_span edge = gb_context_column(r, m, "edge", "edge_word", "edge");
	struct gb_span lead = gb_context_column(r, m, "lead", "lead_word", "lead");
	struct gb_date_point p;

	if (n < 1 || n > 60)
		return false;
	p = gb_date_point_of(gb_day_period_plan(n), GB_GRAIN_YEARS);
	if (gb_span_eq(tail, GB_S("end")))
		p.at = gb_day_period_years(p.at.to.y, p.at.to.y);
	else if (gb_span_eq(tail, GB_S("start")))
		p.at = gb_day_period_years(p.at.from.y, p.at.from.y);
	apply_edge(r, gb_span_eq(tail, GB_S("now")) ? tail : edge, true, &p);
	gb_date_point_put(r, m, &p, out);
	out->kind = GB_MENTION_DATERANGE;
	out->deadline = gb_span_eq(tail, GB_S("end")) || is_limit(edge) || gb_span_eq(lead, GB_S("by"));
	return true;
}

/* 民国36年5月: years counted from another one; the number as it was written is its value. */
static bool era(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	struct gb_span first = gb_context_column(r, m, "era", "era", "first");
	int n = gb_date_point_has(r, m, "first") ? 1 : gb_context_int(r, m, "n"), start;
	struct gb_decimal d;
	struct gb_date_point p;

	if (n < 1 || !gb_decimal_parse(first, &d) || !gb_decimal_int(d, &start))
		return false;
	p = gb_date_point_of(gb_day_period_years(start + n, start + n), GB_GRAIN_YEARS);
	if (gb_date_point_has(r, m, "m") && gb_context_column(r, m, "era", "era", "months").n > 0 &&
	    !in_month(r, m, &near_end, start + n, gb_context_int(r, m, "m"), &p))
		return false;
	r->spoken = start + n;
	gb_date_point_put(r, m, &p, out);
	out->value = gb_decimal_print(r->arena, gb_decimal_of(n));
	out->unit = gb_match_key(m, GB_KEY_UNIT);
	return true;
}

/* 公元前221年: named, but no day of our calendar. */
static bool before_christ(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	const struct gb_date_point p = { .grain = GB_GRAIN_YEARS };
	int n = gb_context_int(r, m, "n");

	if (n < 1)
		return false;
	gb_date_point_put(r, m, &p, out);
	out->value = gb_decimal_print(r->arena, gb_decimal_of(n));
	out->unit = gb_match_key(m, GB_KEY_UNIT);
	return true;
}

/* “十五五”前三年. */
static bool plan_part(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	int n = gb_context_int(r, m, "n"), plan = gb_context_int(r, m, "plan");
	bool first = gb_span_eq(gb_context_column(r, m, "side", "plan_side", "side"), GB_S("first"));
	struct gb_period whole;
	struct gb_date_point p;

	if (plan < 1 || plan > 60 || n < 1 || n > 4)
		return false;
	whole = gb_day_period_plan(plan);
	p = first ? gb_date_point_of(gb_day_period_years(whole.from.y, whole.from.y + n - 1), GB_GRAIN_YEARS)
		  : gb_date_point_of(gb_day_period_years(whole.to.y - n + 1, whole.to.y), GB_GRAIN_YEARS);
	gb_date_point_put(r, m, &p, out);
	return true;
}

/* 今明两年. */
static bool this_and_next(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	const int y = r->today.y;
	struct gb_date_point p = { .grain = GB_GRAIN_YEARS };

	if (y > 0)
		p = gb_date_point_of(gb_day_period_years(y, y + 1), GB_GRAIN_YEARS);
	gb_date_point_put(r, m, &p, out);
	return true;
}

/* 2025—2026学年: 1 September to 31 August. */
static bool school_year(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	int y = gb_context_int(r, m, "y"), y2 = gb_context_int(r, m, "y2");
	struct gb_date_point p;

	if (y2 >= 0 && y2 != y + 1)
		return false;
	p = gb_date_point_of((struct gb_period){ { y, 9, 1 }, { y + 1, 8, 31 } }, GB_GRAIN_YEARS);
	gb_date_point_put(r, m, &p, out);
	return true;
}

/* 九十年代, 本世纪中叶. */
static bool long_time(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	int century = gb_context_int(r, m, "c"), decade = gb_context_int(r, m, "dec"), said = gb_context_int(r, m, "y"), first;
	int last = gb_context_int(r, m, "dec2");
	struct gb_span named = gb_context_column(r, m, "cw", "century_word", "number");
	struct gb_decimal d;
	bool middle = gb_span_eq(gb_context_column(r, m, "cpart", "century_part", "part"), GB_S("mid"));
	struct gb_date_point p;

	if (gb_decimal_parse(named, &d))
		gb_decimal_int(d, &century);
	if (last > 0)
		decade *= 10; /* 六七十年代 */
	else
		last = decade;
	if (said > 0) {
		century = said / 100 + 1;
		decade = last = said % 100;
	}
	if (century < 0)
		century = decade > 20 ? 20 : 21;
	if (century < 1 || century > 99)
		return false;
	first = (century - 1) * 100;
	p = decade > 0 || said > 0 ? gb_date_point_of(gb_day_period_years(first + decade, first + last + 9), GB_GRAIN_YEARS)
	    : middle   ? gb_date_point_of(gb_day_period_years(first + 50, first + 50), GB_GRAIN_YEARS)
		       : gb_date_point_of(gb_day_period_years(first + 1, first + 100), GB_GRAIN_YEARS);
	gb_date_point_put(r, m, &p, out);
	return true;
}

/* In a document 200年 is so many years; a text of any kind may speak of the year 649. */
static bool early_year(const struct gb_tag_context *r, const struct gb_match *m)
{
	int y = gb_context_int(r, m, "y");

	return !r->loose && y > 99 && y < 1000 && !gb_date_point_has(r, m, "ce");
}

static bool make_date(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	static const struct {
		const char *rule; /* or its beginning */
		bool (*make)(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out);
	} makers[] = {
		{ "date.era", era },
		{ "date.bc", before_christ },
		{ "date.plan.part", plan_part },
		{ "date.both", this_and_next },
		{ "date.school", school_year },
		{ "date.part", part_alone },
		{ "date.plan", plan },
		{ "date.decade", long_time },
		{ "date.century", long_time },
		{ "date.ahead", gb_dates_span_ahead },
		{ "date.back", gb_dates_span_back },
		{ "date.shift", gb_dates_span_shifted },
		{ "date.", single_date },
		{ "range.", date_range },
		{ "set.", gb_dates_span_recurring },
	};
	struct gb_span rule = gb_rule_name(m->rule);

	for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
		if (gb_span_starts(rule, gb_span_of(makers[i].rule)))
			return makers[i].make(r, m, out);
	return false;
}

bool gb_dates_mention(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	r->assumed = false;
	if (early_year(r, m) || !make_date(r, m, out))
		return false;
	out->assumed = r->assumed;
	return true;
}
