/* amount - numbers that compare: their dimension (unit and period), and amounts in a common measure. */
#include "internal.h"

void gb_amount_units(struct gb_units *u, const struct gb_grammar *g)
{
	u->unit = gb_grammar_words(g, GB_WORDS_UNIT);
	u->kind = gb_grammar_words(g, GB_WORDS_DIFF_KIND);
	u->factor = gb_grammar_words(g, GB_WORDS_DIFF_FACTOR);
	u->aside = gb_grammar_words(g, GB_WORDS_DIFF_ASIDE);
	u->rate = gb_grammar_words(g, GB_WORDS_DIFF_RATE);
	u->each = gb_grammar_words(g, GB_WORDS_DIFF_EACH);
}

/* Without what is said aside: 套（间） counts 套. */
static struct gb_span bare_unit(const struct gb_units *u, struct gb_span unit)
{
	struct gb_span open = gb_words_find(u->aside, unit);

	if (open.n > 0 && open.p > unit.p)
		unit = gb_span_sub(unit, 0, (size_t)(open.p - unit.p));
	return gb_span_trim(unit);
}

/* P3M is 3 months, P1W 7 days; how often a year or a week that is. */
static void set_period(struct gb_dimension *g, struct gb_span per)
{
	static const struct {
		char letter;
		int whole, part;
		const char *family;
	} letters[] = { { 'Y', 1, 12, "month" }, { 'M', 12, 1, "month" }, { 'W', 1, 7, "day" }, { 'D', 7, 1, "day" } };
	struct gb_decimal n, one;

	g->per_family = per;
	g->per_times = gb_decimal_of(1);
	if (per.n < 3 || per.p[0] != 'P' || !gb_decimal_parse(gb_span_sub(per, 1, per.n - 2), &n))
		return;
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
		if (letters[i].letter != per.p[per.n - 1] || !gb_decimal_div(gb_decimal_of(letters[i].whole), n, &one))
			continue;
		g->per_family = gb_span_of(letters[i].family);
		g->per_times = one;
	}
}

struct gb_dimension gb_amount_dimension(const struct gb_units *u, const struct gb_target *t)
{
	struct gb_dimension g = { .unit = t->unit };
	struct gb_span unit = bare_unit(u, t->unit), kind, times, named = gb_words_value(u->unit, unit, "name");

	if (named.n > 0)
		unit = named;
	g.base = unit;
	kind = gb_words_value(u->kind, unit, "kind");
	if (kind.n > 0)
		g.base = kind;
	times = gb_words_value(u->factor, unit, "times");
	if (times.n > 0 && gb_decimal_parse(times, &g.times)) {
		g.base = gb_words_value(u->factor, unit, "base");
		g.converts = true;
	}
	set_period(&g, t->per);
	return g;
}

struct gb_amount gb_amount_of(const struct gb_target *t)
{
	struct gb_amount a = { 0 };

	a.ok = gb_decimal_parse(t->value, &a.low);
	a.high = a.low;
	if (a.ok && t->value_max.n > 0 && !gb_decimal_parse(t->value_max, &a.high))
		a.high = a.low;
	return a;
}

/* A number without a unit (事故起数 0) compares with one of any classifier. */
static bool same_unit(const struct gb_dimension *x, const struct gb_dimension *y)
{
	if (gb_span_eq(x->base, y->base))
		return true;
	return (x->unit.n == 0 && !y->converts) || (y->unit.n == 0 && !x->converts);
}

/* A standing stock and a total so far are both what is there in the end. */
static bool same_basis(struct gb_span x, struct gb_span y)
{
	struct gb_span level = GB_S("level"), total = GB_S("cumulative");

	if (x.n == 0 || y.n == 0 || gb_span_eq(x, y))
		return true;
	return (gb_span_eq(x, level) && gb_span_eq(y, total)) || (gb_span_eq(x, total) && gb_span_eq(y, level));
}

/* The very same number said of a stock here and of a year's work there is one number, read in two ways. */
static bool same_value(const struct gb_target *x, const struct gb_target *y)
{
	static const struct gb_span change = { "change", 6 };

	return gb_span_eq(x->value, y->value) && gb_span_eq(x->value_max, y->value_max) && !gb_span_eq(x->basis, change) &&
	       !gb_span_eq(y->basis, change);
}

enum gb_clash gb_amount_clash(const struct gb_target *x, const struct gb_dimension *gx,
			      const struct gb_target *y, const struct gb_dimension *gy)
{
	if (x->value.n == 0 || y->value.n == 0)
		return GB_CLASH_NUMBER;
	if (!same_unit(gx, gy))
		return GB_CLASH_UNIT;
	if (!same_basis(x->basis, y->basis) && !same_value(x, y))
		return GB_CLASH_BASIS;
	if (gb_span_eq(x->basis, GB_S("change")) && x->direction.n > 0 && y->direction.n > 0 && !gb_span_eq(x->direction, y->direction))
		return GB_CLASH_DIRECTION;
	return gb_span_eq(gx->per_family, gy->per_family) ? GB_CLASH_NONE : GB_CLASH_PER;
}

static bool scale(const struct gb_dimension *g, const struct gb_dimension *other, struct gb_decimal *v)
{
	if (g->converts && other->converts && !gb_decimal_mul(*v, g->times, v))
		return false;
	return gb_decimal_mul(*v, g->per_times, v);
}

/* Back from the common measure; where nothing changes, nothing is divided. */
static bool unscale(const struct gb_dimension *from, const struct gb_dimension *to, struct gb_decimal given, struct gb_decimal *v)
{
	bool same = !(from->converts && to->converts) || gb_decimal_cmp(from->times, to->times) == 0;

	if (same && gb_decimal_cmp(from->per_times, to->per_times) == 0) {
		*v = given;
		return true;
	}
	if (from->converts && to->converts && !gb_decimal_div(*v, to->times, v))
		return false;
	return gb_decimal_div(*v, to->per_times, v);
}

bool gb_amount_common(const struct gb_dimension *g, struct gb_amount x, const struct gb_dimension *other, struct gb_amount *out)
{
	*out = x;
	return x.ok && scale(g, other, &out->low) && scale(g, other, &out->high);
}

bool gb_amount_as(const struct gb_dimension *gx, struct gb_amount x, const struct gb_dimension *gy, struct gb_amount *out)
{
	return gb_amount_common(gx, x, gy, out) && unscale(gx, gy, x.low, &out->low) && unscale(gx, gy, x.high, &out->high);
}

int gb_amount_cmp(struct gb_amount x, struct gb_amount y)
{
	int low = gb_decimal_cmp(x.low, y.low);

	return low != 0 ? low : gb_decimal_cmp(x.high, y.high);
}
