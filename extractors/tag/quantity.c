/* quantity - from the parts a quantity rule captured to exact values, units and comparators. */
#include "internal.h"
#include "base/utf8.h"

/* What a rule's match is worth; text.p of unit may be "". */
struct amount {
	struct gb_decimal low, high;
	bool has_low, has_high;
	bool rounded; /* low is about the value: 三分之一 */
};

/* Places of a fraction that has no exact decimal. */
#define FRACTION_PLACES 20

static struct gb_span field(const struct gb_tag_context *r, const struct gb_match *m, const char *name)
{
	return gb_context_field(r, m, name);
}

static bool has(const struct gb_tag_context *r, const struct gb_match *m, const char *name)
{
	return field(r, m, name).n > 0;
}

/* 15k, 3M. */
static int suffix_power(const struct gb_tag_context *r, const struct gb_match *m)
{
	struct gb_span power = gb_context_column(r, m, "suffix", "suffix", "power");

	return power.n > 0 ? power.p[0] - '0' : 0;
}

/* n, the vague word behind it and the powers behind that: 十多万. */
static bool counted(const struct gb_tag_context *r, const struct gb_match *m, struct gb_decimal *out)
{
	size_t bytes;

	if (!gb_context_decimal(r, m, "n", out))
		return false;
	*out = gb_decimal_shift(*out, gb_numeral_scale(r->numerals, field(r, m, "s"), 1, &bytes));
	*out = gb_decimal_shift(*out, suffix_power(r, m));
	if (has(r, m, "half") && !gb_decimal_add(*out, gb_decimal_shift(gb_decimal_of(5), -1), out))
		return false;
	if (has(r, m, "neg") || has(r, m, "neg2"))
		*out = gb_decimal_neg(*out);
	return true;
}

/* 一二三级 names three levels: a row of characters without zero or power counts nothing. */
static bool is_row(const struct gb_tag_context *r, struct gb_span n)
{
	size_t chars = 0;

	for (size_t i = 0; i < n.n; i += gb_utf8_len(gb_span_from(n, i)), chars++) {
		struct gb_span c = gb_span_sub(n, i, gb_utf8_len(gb_span_from(n, i)));

		if (!gb_span_eq(gb_words_value(r->numerals.word, c, "kind"), GB_S("digit")) ||
		    gb_span_eq(gb_words_value(r->numerals.word, c, "value"), GB_S("0")))
			return false;
	}
	return chars > 1;
}

static bool unit_amount(const struct gb_tag_context *r, const struct gb_match *m, struct amount *out)
{
	out->has_low = !is_row(r, field(r, m, "n")) && counted(r, m, &out->low);
	return out->has_low;
}

static bool plain_amount(const struct gb_tag_context *r, const struct gb_match *m, struct amount *out)
{
	out->has_low = counted(r, m, &out->low);
	return out->has_low;
}

static bool half_amount(const struct gb_tag_context *r, const struct gb_match *m, struct amount *out)
{
	(void)r;
	(void)m;
	out->low = gb_decimal_shift(gb_decimal_of(5), -1);
	out->has_low = true;
	return true;
}

/* 元, 角 and 分 together. */
static bool money_amount(const struct gb_tag_context *r, const struct gb_match *m, struct amount *out)
{
	static const char *const parts[] = { "n", "n2", "n3" };
	struct gb_decimal d;

	out->low = gb_decimal_of(0);
	for (int i = 0; i < 3; i++) {
		if (!has(r, m, parts[i]))
			continue;
		if (!gb_context_decimal(r, m, parts[i], &d) || !gb_decimal_add(out->low, gb_decimal_shift(d, -i), &out->low))
			return false;
	}
	out->has_low = true;
	return true;
}

static bool percent_rare(const struct gb_tag_context *r, const struct gb_match *m, struct amount *out)
{
	struct gb_span power = gb_context_column(r, m, "den", "rare_den", "power");
	struct gb_decimal d;
	int v;

	if (!counted(r, m, &out->low) || !gb_decimal_parse(power, &d) || !gb_decimal_int(d, &v))
		return false;
	out->low = gb_decimal_shift(out->low, v);
	out->has_low = true;
	return true;
}

/* 七成五 and 七成半 are 75. */
static bool tenths(const struct gb_tag_context *r, const struct gb_match *m, struct amount *out)
{
	struct gb_decimal ones;

	if (!gb_context_decimal(r, m, "n", &out->low))
		return false;
	out->low = gb_decimal_shift(out->low, 1);
	if (has(r, m, "half") && !gb_decimal_add(out->low, gb_decimal_of(5), &out->low))
		return false;
	if (gb_context_decimal(r, m, "n2", &ones) && !gb_decimal_add(out->low, ones, &out->low))
		return false;
	out->has_low = true;
	return true;
}

/* 三分之一 has no exact decimal: a document's number stands without a value, one of general text with about its value. */
static bool fraction(const struct gb_tag_context *r, const struct gb_match *m, struct amount *out)
{
	struct gb_decimal n, den, whole = gb_decimal_of(0);

	if (!gb_context_decimal(r, m, "n", &n) || !gb_context_decimal(r, m, "den", &den) || gb_decimal_is_zero(den))
		return false;
	if (has(r, m, "whole") && !gb_context_decimal(r, m, "whole", &whole))
		return false;
	out->has_low = gb_decimal_div(n, den, &out->low);
	if (!out->has_low && r->loose)
		out->has_low = out->rounded = gb_decimal_div_to(n, den, FRACTION_PLACES, &out->low);
	out->has_low = out->has_low && gb_decimal_add(whole, out->low, &out->low);
	if (out->has_low && has(r, m, "neg"))
		out->low = gb_decimal_neg(out->low);
	return true;
}

/* In 200—300万, 七千到九千亿 and 两到三千 the power at the end is said for both; a hundred only of two single figures. */
static void share_power(const struct gb_tag_context *r, struct gb_span low, struct gb_span high, struct gb_decimal *value)
{
	size_t low_bytes, high_bytes;
	int power = gb_numeral_scale(r->numerals, high, 2, &high_bytes);
	bool single = gb_utf8_count(low) == 1 && gb_utf8_count(gb_span_sub(high, 0, high.n - high_bytes)) == 1;
	struct gb_decimal bare;

	if (!single)
		power = gb_numeral_scale(r->numerals, high, 4, &high_bytes);
	if (power == 0 || gb_numeral_scale(r->numerals, low, 2, &low_bytes) >= 4 || (single && low_bytes > 0))
		return;
	high.n -= high_bytes;
	if (gb_numeral_parse(r->numerals, high, &bare) && gb_decimal_cmp(*value, bare) < 0)
		*value = gb_decimal_shift(*value, power);
}

static bool range_amount(const struct gb_tag_context *r, const struct gb_match *m, struct amount *out)
{
	if (!gb_context_decimal(r, m, "n", &out->low) || !gb_context_decimal(r, m, "n2", &out->high))
		return false;
	share_power(r, field(r, m, "n"), field(r, m, "n2"), &out->low);
	if (gb_decimal_cmp(out->low, out->high) < 0)
		out->low = gb_decimal_shift(out->low, suffix_power(r, m));
	out->high = gb_decimal_shift(out->high, suffix_power(r, m));
	if (has(r, m, "neg"))
		out->low = gb_decimal_neg(out->low);
	if (has(r, m, "neg2"))
		out->high = gb_decimal_neg(out->high);
	if (has(r, m, "half") && !gb_decimal_add(out->high, gb_decimal_shift(gb_decimal_of(5), -1), &out->high))
		return false;
	out->has_low = out->has_high = true;
	return gb_decimal_cmp(out->low, out->high) < 0;
}

/* 四十五六, 三五百, 八九亿: the head counts for both, the powers too. */
static bool pair_amount(const struct gb_tag_context *r, const struct gb_match *m, struct amount *out)
{
	struct gb_span pair = field(r, m, "pair");
	struct gb_decimal head = gb_decimal_of(0);
	size_t bytes, first = gb_utf8_len(pair);
	int power = gb_numeral_scale(r->numerals, field(r, m, "s"), 1, &bytes);

	if (!gb_numeral_parse(r->numerals, gb_span_sub(pair, 0, first), &out->low) ||
	    !gb_numeral_parse(r->numerals, gb_span_from(pair, first), &out->high))
		return false;
	if (has(r, m, "head") && !gb_context_decimal(r, m, "head", &head))
		return false;
	if (power >= 4 && !gb_decimal_is_zero(head))
		head = gb_decimal_shift(head, power);
	out->has_low = gb_decimal_add(head, gb_decimal_shift(out->low, power), &out->low);
	out->has_high = gb_decimal_add(head, gb_decimal_shift(out->high, power), &out->high);
	return out->has_low && out->has_high;
}

/* ISO 8601 of one span of time: 三个季度 is P9M, 半年 P6M, 三年半 P3.5Y. */
static struct gb_span iso_of(const struct gb_tag_context *r, const struct gb_match *m, struct gb_decimal n)
{
	struct gb_span letter = gb_match_key(m, GB_KEY_ISO);
	struct gb_decimal times;

	if (gb_decimal_parse(gb_match_key(m, GB_KEY_TIMES), &times) && !gb_decimal_mul(n, times, &n))
		return GB_S("");
	if (gb_span_eq(letter, GB_S("Y")) && gb_decimal_cmp(n, gb_decimal_shift(gb_decimal_of(5), -1)) == 0)
		return GB_S("P6M");
	return gb_context_iso(r->arena, n, letter);
}

/* 四年六个月: P4Y6M; the parts in the order of ISO 8601, days before hours. */
static struct gb_span iso_sum(const struct gb_tag_context *r, const struct gb_match *m)
{
	static const char *const order[] = { "Y", "M", "W", "D", "TH", "TM", "TS" };
	static const char *const n[] = { "n", "n2", "n3" }, *const t[] = { "t", "t2", "t3" };
	struct gb_span out = GB_S("P");
	bool time = false;
	struct gb_decimal d;

	for (size_t o = 0; o < sizeof order / sizeof *order; o++)
		for (int i = 0; i < 3; i++) {
			if (!gb_span_eq(gb_context_column(r, m, t[i], "sum_span", "iso"), gb_span_of(order[o])))
				continue;
			if (!gb_context_decimal(r, m, n[i], &d))
				return GB_S("");
			struct gb_span piece = gb_context_iso(r->arena, d, gb_span_of(order[o]));

			out = gb_arena_concat(r->arena, out, gb_span_from(piece, time && o >= 4 ? 2 : 1));
			time = time || o >= 4;
		}
	return out;
}

/* A bare numeral in characters is most often part of a word: 两侧, 三农. */
static bool is_weak(const struct gb_tag_context *r, const struct gb_match *m)
{
	struct gb_span n = field(r, m, "n");
	bool powers = false;

	for (size_t i = 0; i < n.n; i += gb_utf8_len(gb_span_from(n, i))) {
		if ((unsigned char)n.p[i] < 0x80)
			return false;
		powers = powers || gb_numeral_is_power(r->numerals, gb_span_sub(n, i, gb_utf8_len(gb_span_from(n, i))));
	}
	return gb_span_eq(gb_match_key(m, GB_KEY_CMP), GB_S("=")) && (!powers || gb_utf8_count(n) < 2);
}

static const struct maker {
	const char *rule;
	enum gb_mention_kind kind;
	bool (*amount)(const struct gb_tag_context *r, const struct gb_match *m, struct amount *out);
} makers[] = {
	{ "quantity", GB_MENTION_QUANTITY, unit_amount },
	{ "quantity.half", GB_MENTION_QUANTITY, half_amount },
	{ "quantity.money", GB_MENTION_QUANTITY, money_amount },
	{ "quantity.rate", GB_MENTION_QUANTITY, plain_amount },
	{ "quantity.people", GB_MENTION_QUANTITY, plain_amount },
	{ "duration", GB_MENTION_DURATION, unit_amount },
	{ "duration.half", GB_MENTION_DURATION, half_amount },
	{ "duration.sum", GB_MENTION_DURATION, NULL },
	{ "range.unit", GB_MENTION_RANGE, range_amount },
	{ "range.plain", GB_MENTION_RANGE, range_amount },
	{ "range.percent", GB_MENTION_RANGE, range_amount },
	{ "range.pair", GB_MENTION_RANGE, pair_amount },
	{ "percent", GB_MENTION_PERCENT, plain_amount },
	{ "percent.words", GB_MENTION_PERCENT, plain_amount },
	{ "percent.whole", GB_MENTION_PERCENT, plain_amount },
	{ "percent.rare", GB_MENTION_PERCENT, percent_rare },
	{ "percent.tenths", GB_MENTION_PERCENT, tenths },
	{ "permille", GB_MENTION_PERMILLE, plain_amount },
	{ "fraction", GB_MENTION_NUMBER, fraction },
	{ "fraction.slash", GB_MENTION_NUMBER, fraction },
	{ "ratio", GB_MENTION_QUANTITY, plain_amount },
	{ "number.ordinal", GB_MENTION_ORDINAL, plain_amount },
	{ "number.plain", GB_MENTION_NUMBER, plain_amount },
};

static const struct maker *maker_of(const struct gb_match *m)
{
	for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
		if (gb_span_eq(gb_rule_name(m->rule), gb_span_of(makers[i].rule)))
			return &makers[i];
	return NULL;
}

/* The match without the words of comparison at its ends. */
static struct gb_extent core_of(const struct gb_match *m)
{
	static const char *const before[] = { "lob", "loa", "in" }, *const behind[] = { "hib", "hia", "hix", "hin" };
	struct gb_extent core = { m->at.start, m->at.end };

	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		struct gb_range at = gb_match_range(m, before[i]);

		if (at.start != (size_t)-1 && at.end > core.start)
			core.start = at.end;
	}
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
		struct gb_range at = gb_match_range(m, behind[i]);

		if (at.start != (size_t)-1 && at.end > at.start && at.start < core.end)
			core.end = at.start;
	}
	return core.start < core.end ? core : (struct gb_extent){ m->at.start, m->at.end };
}

static void put_times(const struct gb_tag_context *r, const struct gb_match *m, const struct amount *v, struct gb_mention *out)
{
	if (!gb_span_eq(gb_match_key(m, GB_KEY_DIM), GB_S("time")) && gb_match_key(m, GB_KEY_ISO).n == 0)
		return;
	if (v->has_high)
		return;
	out->kind = GB_MENTION_DURATION;
	if (v->has_low)
		out->duration = iso_of(r, m, v->low);
	if (!v->has_low)
		out->duration = iso_sum(r, m);
}

bool gb_quantity_mention(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	const struct maker *maker = maker_of(m);
	struct amount v = { 0 };

	if (maker == NULL || (maker->amount != NULL && !maker->amount(r, m, &v)))
		return false;
	if (!r->loose && maker->kind == GB_MENTION_NUMBER && maker->amount == plain_amount && is_weak(r, m))
		return false;
	*out = (struct gb_mention){ .kind = maker->kind, .at = { m->at.start, m->at.end }, .core = core_of(m) };
	if (v.has_low)
		out->value = gb_decimal_print(r->arena, v.low);
	if (v.has_high)
		out->value_max = gb_decimal_print(r->arena, v.high);
	out->unit = gb_arena_concat(r->arena, gb_match_key(m, GB_KEY_UNIT), field(r, m, "den").n > 0 && maker->amount == unit_amount
									       ? field(r, m, "den") : GB_S(""));
	out->comparator = gb_match_key(m, GB_KEY_CMP);
	if (v.rounded && gb_span_eq(out->comparator, GB_S("=")))
		out->comparator = GB_S("~");
	put_times(r, m, &v, out);
	return true;
}
