#include "internal.h"

#include <assert.h>

struct gb_span gb_diff_change_name(enum gb_change_kind k)
{
	static const struct gb_span names[] = {
		[GB_CHANGE_RAISED] = { "raised", 6 },           [GB_CHANGE_LOWERED] = { "lowered", 7 },
		[GB_CHANGE_SAME] = { "same", 4 },               [GB_CHANGE_REWORDED] = { "reworded", 8 },
		[GB_CHANGE_DEADLINE] = { "deadline_moved", 14 }, [GB_CHANGE_ADDED] = { "added", 5 },
		[GB_CHANGE_DROPPED] = { "dropped", 7 },         [GB_CHANGE_INCOMPARABLE] = { "incomparable", 12 },
		[GB_CHANGE_MOVED] = { "moved", 5 },             [GB_CHANGE_RESPONSIBLE] = { "responsible", 11 },
	};

	return names[k];
}

struct gb_span gb_diff_kin_name(enum gb_kin k)
{
	return k == GB_KIN_SPLIT ? GB_S("split") : k == GB_KIN_MERGE ? GB_S("merge") : GB_S("");
}

static struct gb_span or_none(struct gb_span s)
{
	return s.n > 0 ? s : GB_S("none");
}

static struct gb_span reason(struct gb_arena *a, enum gb_clash clash, const struct gb_target *from, const struct gb_target *to)
{
	static const struct gb_span what[] = {
		[GB_CLASH_NONE] = { "", 0 },         [GB_CLASH_NUMBER] = { "value ", 6 }, [GB_CLASH_UNIT] = { "unit ", 5 },
		[GB_CLASH_BASIS] = { "basis ", 6 },  [GB_CLASH_DIRECTION] = { "direction ", 10 }, [GB_CLASH_PER] = { "per ", 4 },
	};
	struct gb_span x, y;

	if (clash == GB_CLASH_NONE)
		return GB_S("");
	x = clash == GB_CLASH_UNIT ? from->unit : clash == GB_CLASH_BASIS ? from->basis : clash == GB_CLASH_PER ? from->per : GB_S("");
	y = clash == GB_CLASH_UNIT ? to->unit : clash == GB_CLASH_BASIS ? to->basis : clash == GB_CLASH_PER ? to->per : GB_S("");
	if (clash == GB_CLASH_DIRECTION) {
		x = from->direction;
		y = to->direction;
	} else if (clash == GB_CLASH_NUMBER) {
		x = from->value;
		y = to->value;
	}
	x = gb_arena_concat(a, what[clash], or_none(x));
	return gb_arena_concat(a, gb_arena_concat(a, x, GB_S(" → ")), or_none(y));
}

/* ---- one pair of numbers ---- */

static struct gb_span print_delta(struct gb_arena *a, struct gb_amount from, struct gb_amount to)
{
	struct gb_decimal d;
	bool low = gb_decimal_cmp(from.low, to.low) != 0;

	if (!gb_decimal_sub(low ? to.low : to.high, low ? from.low : from.high, &d))
		return GB_S("");
	return gb_decimal_print(a, d);
}

static struct gb_span print_ratio(struct gb_arena *a, struct gb_amount from, struct gb_amount to)
{
	struct gb_decimal r;
	bool low = gb_decimal_cmp(from.low, to.low) != 0;

	if (!gb_decimal_div_to(low ? to.low : to.high, low ? from.low : from.high, 4, &r))
		return GB_S("");
	return gb_decimal_print(a, r);
}

/* How far apart, in thousandths of the greater. */
static int distance(struct gb_amount from, struct gb_amount to)
{
	struct gb_decimal x = from.low, y = to.low, more, d, r;
	int n = 0;

	x.neg = y.neg = false;
	more = gb_decimal_cmp(x, y) > 0 ? x : y;
	if (gb_decimal_sub(to.low, from.low, &d) && gb_decimal_div_to(d, more, 3, &r)) {
		r.neg = false;
		gb_decimal_int(gb_decimal_shift(r, 3), &n);
	}
	return n;
}

static bool deadline_moved(const struct gb_target *from, const struct gb_target *to, int shift)
{
	return gb_similarity_months(from->deadline, to->deadline, shift) != 0;
}

static void compare_numbers(struct gb_arena *a, const struct gb_number *x, const struct gb_number *y, int shift, struct gb_change *c)
{
	struct gb_amount from, to, in_unit;

	c->clash = gb_amount_clash(x->target, &x->gauge, y->target, &y->gauge);
	if (c->clash == GB_CLASH_NONE && (!gb_amount_common(&x->gauge, x->amount, &y->gauge, &from) ||
					  !gb_amount_common(&y->gauge, y->amount, &x->gauge, &to)))
		c->clash = GB_CLASH_NUMBER;
	c->reason = reason(a, c->clash, c->from, c->to);
	c->kind = GB_CHANGE_INCOMPARABLE;
	if (c->clash != GB_CLASH_NONE)
		return;
	int order = gb_amount_cmp(to, from);

	if (gb_amount_as(&x->gauge, x->amount, &y->gauge, &in_unit))
		c->delta = print_delta(a, in_unit, y->amount);
	c->ratio = print_ratio(a, from, to);
	c->size = distance(from, to);
	if (order != 0)
		c->kind = order > 0 ? GB_CHANGE_RAISED : GB_CHANGE_LOWERED;
	else if (deadline_moved(c->from, c->to, shift))
		c->kind = GB_CHANGE_DEADLINE;
	else if (!gb_span_eq(c->from->comparator, c->to->comparator) || !gb_span_eq(c->from->modality, c->to->modality))
		c->kind = GB_CHANGE_REWORDED;
	else
		c->kind = GB_CHANGE_SAME;
}

/* ---- parts of a number ---- */

/* Whether `whole` may be made of `part` and `other`: of one unit, both smaller, the sum not far off. */
static bool adds_up(const struct gb_number *whole, const struct gb_number *part, const struct gb_number *other)
{
	struct gb_amount a, b;
	struct gb_decimal sum;

	if (gb_amount_clash(whole->target, &whole->gauge, part->target, &part->gauge) != GB_CLASH_NONE ||
	    gb_span_eq(part->target->basis, GB_S("change")) || gb_span_eq(whole->gauge.base, GB_S("percent")))
		return false;
	if (!gb_amount_as(&part->gauge, part->amount, &whole->gauge, &a) || !gb_amount_as(&other->gauge, other->amount, &whole->gauge, &b))
		return false;
	if (gb_decimal_cmp(a.low, whole->amount.low) >= 0 || gb_decimal_cmp(b.low, whole->amount.low) >= 0)
		return false;
	if (!gb_decimal_add(a.low, b.low, &sum) || !gb_decimal_add(sum, sum, &sum))
		return false;
	struct gb_decimal three, once = whole->amount.low;

	return gb_decimal_cmp(sum, once) >= 0 && gb_decimal_mul(once, gb_decimal_of(3), &three) && gb_decimal_cmp(sum, three) <= 0;
}

static bool is_part(const struct gb_pairing *p, const struct gb_number *whole, const struct gb_number *part, const struct gb_number *other)
{
	enum { A_PHRASE = 800 };
	uint64_t less = whole->name.weight < part->name.weight ? whole->name.weight : part->name.weight;
	uint64_t shared = gb_bag_shared(&p->lexicon, &whole->name, &part->name);

	if (less < A_PHRASE || shared * GB_SAME < less * (uint64_t)p->scale.least_part || !adds_up(whole, part, other))
		return false;
	if (gb_contrast_clash(&whole->contrasts, &part->contrasts) >= GB_CONTRAST_ALONE)
		return false;
	return part->measure == other->measure && gb_similarity_months(part->target->deadline, other->target->deadline, 0) == 0;
}

/* A new number nobody was paired with that is a part of an old one. */
static const struct gb_target *split_from(const struct gb_pairing *p, const struct gb_number *part)
{
	for (size_t y = 0; y < p->new.nnumber; y++) {
		size_t x = p->number_old[y];

		if (x != GB_UNMATCHED && is_part(p, &p->old.number[x], part, &p->new.number[y]))
			return p->old.number[x].target;
	}
	return NULL;
}

static const struct gb_target *merged_into(const struct gb_pairing *p, const struct gb_number *part)
{
	for (size_t y = 0; y < p->new.nnumber; y++) {
		size_t x = p->number_old[y];

		if (x != GB_UNMATCHED && is_part(p, &p->new.number[y], part, &p->old.number[x]))
			return p->new.number[y].target;
	}
	return NULL;
}

/* ---- all numbers ---- */

static void put_change(struct gb_diff *out, struct gb_change c)
{
	out->differs = out->differs || c.kind != GB_CHANGE_SAME;
	out->change[out->n++] = c;
}

static struct gb_change unpaired(enum gb_change_kind kind, const struct gb_target *from, const struct gb_target *to)
{
	return (struct gb_change){ .kind = kind, .from = from, .to = to };
}

static void list_numbers(const struct gb_pairing *p, struct gb_diff *out)
{
	bool *used = gb_arena_array(p->arena, p->old.nnumber + 1, sizeof *used);
	int usual = gb_pair_usual_shift(p);

	out->change = gb_arena_array(p->arena, p->old.nnumber + p->new.nnumber + 1, sizeof *out->change);
	for (size_t i = 0; i < p->new.nnumber; i++) {
		const struct gb_number *y = &p->new.number[i];
		struct gb_change c = unpaired(GB_CHANGE_ADDED, NULL, y->target);
		size_t x = p->number_old[i];
		int shift = usual;

		if (x == GB_UNMATCHED) {
			c.relative = split_from(p, y);
			c.kin = c.relative != NULL ? GB_KIN_SPLIT : GB_KIN_NONE;
			put_change(out, c);
			continue;
		}
		used[x] = true;
		c.from = p->old.number[x].target;
		c.similarity = p->number_like[i];
		if (!gb_similarity_shift(p, p->old.number[x].document, y->document, &shift))
			shift = usual;
		compare_numbers(p->arena, &p->old.number[x], y, shift, &c);
		put_change(out, c);
	}
	for (size_t i = 0; i < p->old.nnumber; i++) {
		const struct gb_number *x = &p->old.number[i];
		struct gb_change c = unpaired(GB_CHANGE_DROPPED, x->target, NULL);

		if (used[i])
			continue;
		c.relative = merged_into(p, x);
		c.kin = c.relative != NULL ? GB_KIN_MERGE : GB_KIN_NONE;
		put_change(out, c);
	}
}

void gb_diff_make(struct gb_arena *a, const struct gb_grammar *g, const struct gb_edition *old, const struct gb_edition *new,
		  const struct gb_diff_options *o, struct gb_diff *out)
{
	struct gb_pairing p;

	assert(a != NULL && g != NULL && old != NULL && new != NULL && o != NULL);
	*out = (struct gb_diff){ 0 };
	gb_pair_make(&p, a, g, old, new, o);
	list_numbers(&p, out);
	gb_measure_changes(&p, out);
	gb_milestone_changes(&p, out);
}
