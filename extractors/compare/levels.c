#include "internal.h"

struct gb_span gb_level_name(enum gb_level_kind k)
{
	static const struct gb_span names[] = { [GB_LEVEL_COVERED] = { "covered", 7 },
						[GB_LEVEL_PARTLY] = { "partly", 6 },
						[GB_LEVEL_NOBODY] = { "nobody", 6 },
						[GB_LEVEL_EACH] = { "each", 4 } };

	return names[k];
}

/* The records of one document. */
static struct gb_edition one_document(struct gb_arena *a, const struct gb_edition *all, struct gb_paper *p)
{
	struct gb_edition e = { .arena = a };

	*GB_PUSH(a, e.paper, e.npaper, e.paper_cap) = p;
	for (size_t i = 0; i < all->nmeasure; i++)
		if (gb_span_eq(all->measure[i]->document, p->id))
			*GB_PUSH(a, e.measure, e.nmeasure, e.measure_cap) = all->measure[i];
	for (size_t i = 0; i < all->ntarget; i++)
		if (gb_span_eq(all->target[i]->document, p->id))
			*GB_PUSH(a, e.target, e.ntarget, e.target_cap) = all->target[i];
	return e;
}

/* Whether districts add up to the city: not so for rates, changes, ratios, what is said of each, and 一次. */
static bool is_shared_out(const struct gb_units *u, const struct gb_dimension *g, const struct gb_target *t)
{
	if (gb_words_has(u->rate, g->base) || gb_words_find(u->each, t->indicator).n > 0)
		return false;
	return !gb_span_eq(t->basis, GB_S("change")) && t->value_max.n == 0 && !gb_span_eq(t->value, GB_S("1"));
}

static void add_part(struct gb_arena *a, const struct gb_units *u, struct gb_level *l, const struct gb_change *c, struct gb_decimal *sum)
{
	struct gb_dimension whole = gb_amount_dimension(u, l->whole), part = gb_amount_dimension(u, c->to);
	struct gb_level_part *p = GB_PUSH(a, l->part, l->n, l->cap);
	struct gb_amount amount;
	struct gb_decimal ratio, all;

	*p = (struct gb_level_part){ c->to, GB_S(""), c->similarity, c->reason };
	if (c->clash != GB_CLASH_NONE || !is_shared_out(u, &whole, l->whole) || !gb_decimal_parse(l->whole->value, &all))
		return;
	if (!gb_amount_as(&part, gb_amount_of(c->to), &whole, &amount) || !gb_decimal_add(*sum, amount.low, sum))
		return;
	if (gb_decimal_div_to(amount.low, all, 4, &ratio))
		p->share = gb_decimal_print(a, ratio);
}

static void close_level(struct gb_arena *a, const struct gb_units *u, struct gb_level *l, struct gb_decimal sum)
{
	struct gb_dimension g = gb_amount_dimension(u, l->whole);
	struct gb_decimal all, rest;

	l->kind = l->n == 0 ? GB_LEVEL_NOBODY : GB_LEVEL_EACH;
	if (!is_shared_out(u, &g, l->whole) || !gb_decimal_parse(l->whole->value, &all) || !gb_decimal_sub(all, sum, &rest))
		return;
	l->sum = gb_decimal_print(a, sum);
	if (rest.neg)
		rest = gb_decimal_of(0);
	l->rest = gb_decimal_print(a, rest);
	if (l->n > 0)
		l->kind = gb_decimal_is_zero(rest) ? GB_LEVEL_COVERED : GB_LEVEL_PARTLY;
}

static size_t level_of(const struct gb_levels *l, const struct gb_target *whole)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->item[i].whole == whole)
			return i;
	return GB_UNMATCHED;
}

static void start(struct gb_arena *a, const struct gb_edition *city, const struct gb_diff_options *o, struct gb_levels *out)
{
	out->item = gb_arena_array(a, city->ntarget + 1, sizeof *out->item);
	for (size_t i = 0; i < city->ntarget; i++) {
		const struct gb_target *t = city->target[i];
		const struct gb_paper *p = gb_edition_paper(city, t->document);
		bool wanted = o->old_document.n == 0 || (p != NULL && gb_edition_wants(p, o->old_document));

		if (wanted && (!t->fact || o->facts))
			out->item[out->n++] = (struct gb_level){ .whole = t };
	}
}

void gb_levels_make(struct gb_arena *a, const struct gb_grammar *g, const struct gb_edition *city, const struct gb_edition *districts,
		    const struct gb_diff_options *o, struct gb_levels *out)
{
	struct gb_diff_options each = { .facts = o->facts, .levels = true, .old_document = o->old_document };
	struct gb_units units;

	*out = (struct gb_levels){ 0 };
	gb_amount_units(&units, g);
	start(a, city, o, out);
	struct gb_decimal *sum = gb_arena_array(a, out->n + 1, sizeof *sum);

	for (size_t k = 0; k < districts->npaper; k++) {
		struct gb_edition district;
		struct gb_diff diff;

		if (!gb_edition_wants(districts->paper[k], o->new_document))
			continue;
		*GB_PUSH(a, out->district, out->ndistrict, out->district_cap) = districts->paper[k];
		district = one_document(a, districts, districts->paper[k]);
		gb_diff_make(a, g, city, &district, &each, &diff);
		for (size_t i = 0; i < diff.n; i++) {
			const struct gb_change *c = &diff.change[i];
			size_t at = c->from != NULL && c->to != NULL ? level_of(out, c->from) : GB_UNMATCHED;

			if (at != GB_UNMATCHED)
				add_part(a, &units, &out->item[at], c, &sum[at]);
		}
	}
	for (size_t i = 0; i < out->n; i++)
		close_level(a, &units, &out->item[i], sum[i]);
}
