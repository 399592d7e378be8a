#include <stdlib.h>

#include "text/day.h"
#include "internal.h"

static int points(const struct gb_words *w, struct gb_span name, const char *column)
{
	struct gb_decimal d;
	int n = 0;

	if (gb_decimal_parse(gb_words_value(w, name, column), &d))
		gb_decimal_int(d, &n);
	return n;
}

void gb_similarity_scale(struct gb_scale *s, const struct gb_grammar *g)
{
	const struct gb_words *w = gb_grammar_words(g, GB_WORDS_DIFF_WEIGHT), *least = gb_grammar_words(g, GB_WORDS_DIFF_LEAST);

	s->name = points(w, GB_S("name"), "points");
	s->measure = points(w, GB_S("measure"), "points");
	s->scope = points(w, GB_S("scope"), "points");
	s->deadline = points(w, GB_S("deadline"), "points");
	s->document = points(w, GB_S("document"), "points");
	s->value = points(w, GB_S("value"), "points");
	s->basis = points(w, GB_S("basis"), "points");
	s->modality = points(w, GB_S("modality"), "points");
	s->position = points(w, GB_S("position"), "points");
	s->least_number = points(least, GB_S("number"), "share");
	s->least_name = points(least, GB_S("name"), "share");
	s->least_equal = points(least, GB_S("equal"), "share");
	s->least_apart = points(least, GB_S("apart"), "share");
	s->least_incomparable = points(least, GB_S("incomparable"), "share");
	s->least_measure = points(least, GB_S("measure"), "share");
	s->least_milestone = points(least, GB_S("milestone"), "share");
	s->least_document = points(least, GB_S("document"), "share");
	s->least_part = points(least, GB_S("part"), "share");
}

int gb_similarity_papers(const struct gb_pairing *p, size_t old, size_t new)
{
	if (p->old.npaper <= 1 && p->new.npaper <= 1)
		return GB_SAME;
	if (old == GB_UNMATCHED || new == GB_UNMATCHED)
		return GB_SAME / 2;
	return p->paper_old[new] == old ? GB_SAME : p->paper_like[old * p->new.npaper + new] / 2;
}

bool gb_similarity_apart(const struct gb_pairing *p, size_t old, size_t new)
{
	if (old == GB_UNMATCHED || new == GB_UNMATCHED)
		return false;
	return p->paper_old[new] != old && p->paper_old[new] != GB_UNMATCHED && p->paper_taken[old];
}

bool gb_similarity_shift(const struct gb_pairing *p, size_t old, size_t new, int *years)
{
	struct gb_day from, to;

	if (old == GB_UNMATCHED || new == GB_UNMATCHED)
		return false;
	if (!gb_day_parse(p->old.paper[old].paper->end, &from) || !gb_day_parse(p->new.paper[new].paper->end, &to))
		return false;
	*years = to.y - from.y;
	return true;
}

int gb_similarity_months(struct gb_span from, struct gb_span to, int shift)
{
	struct gb_day a, b;

	if (!gb_day_parse(from, &a) || !gb_day_parse(to, &b))
		return 0;
	int months = abs((b.y - a.y - shift) * 12 + b.m - a.m);

	return months == 0 && a.d != b.d ? 1 : months;
}

/* Equal, within a factor of two, of ten, of a hundred. */
static int value_like(const struct gb_number *x, const struct gb_number *y)
{
	static const struct {
		int times, like;
	} steps[] = { { 2, 800 }, { 10, 500 }, { 100, 250 } };
	struct gb_amount a, b;
	struct gb_decimal less, more, limit;

	if (!gb_amount_common(&x->gauge, x->amount, &y->gauge, &a) || !gb_amount_common(&y->gauge, y->amount, &x->gauge, &b))
		return GB_SAME / 2;
	int order = gb_decimal_cmp(a.low, b.low);

	if (order == 0)
		return GB_SAME;
	less = order < 0 ? a.low : b.low;
	more = order < 0 ? b.low : a.low;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (gb_decimal_mul(less, gb_decimal_of(steps[i].times), &limit) && gb_decimal_cmp(more, limit) <= 0)
			return steps[i].like;
	return 0;
}

static int scope_like(const struct gb_pairing *p, const struct gb_number *x, const struct gb_number *y)
{
	if (x->scope.n == 0 && y->scope.n == 0)
		return GB_SAME;
	if (x->scope.n == 0 || y->scope.n == 0)
		return GB_SAME / 2;
	return gb_bag_alike(&p->lexicon, &x->scope, &y->scope);
}

static int measure_like(const struct gb_pairing *p, const struct gb_number *x, const struct gb_number *y, const struct gb_likes *like)
{
	if (x->measure == GB_UNMATCHED && y->measure == GB_UNMATCHED)
		return 7 * GB_SAME / 10;
	if (x->measure == GB_UNMATCHED || y->measure == GB_UNMATCHED)
		return 3 * GB_SAME / 10;
	return like->measure[x->measure] * 6 / 10 + (p->measure_old[y->measure] == x->measure ? 4 * GB_SAME / 10 : 0);
}

/* Whether the words around the one have the other's name in full: 口袋公园, “口袋公园”等城市公园. */
static int said_in(const struct gb_number *x, const struct gb_number *y)
{
	enum { A_PHRASE = 12 }; /* bytes: four characters */

	if ((x->core.n >= A_PHRASE && gb_span_has(y->around, x->core)) || (y->core.n >= A_PHRASE && gb_span_has(x->around, y->core)))
		return GB_SAME;
	return 0;
}

/*
 * What it is called, helped by the words around the number where the names
 * differ, and by the scope where one text has it in the name.
 */
static int name_like(const struct gb_pairing *p, const struct gb_number *x, const struct gb_number *y, int name, int clause, int scope)
{
	int together = (3 * name + 2 * clause) / 5, said = (name + said_in(x, y)) / 2;

	if (x->clause.vague || y->clause.vague)
		together = name;
	else if (7 * clause / 10 > together)
		together = 7 * clause / 10;
	if (said > together)
		together = said;

	if (scope < 8 * GB_SAME / 10) {
		int full = gb_bag_alike(&p->lexicon, &x->full, &y->full);

		name = full > name ? full : name;
	}
	return together > name ? together : name;
}

static int deadline_like(const struct gb_pairing *p, const struct gb_number *x, const struct gb_number *y)
{
	int shift, months;

	if (!gb_similarity_shift(p, x->document, y->document, &shift))
		return GB_SAME / 2;
	months = gb_similarity_months(x->target->deadline, y->target->deadline, shift);
	return months == 0 ? GB_SAME : months <= 12 ? GB_SAME / 2 : 0;
}

static int weigh(const struct gb_pairing *p, const struct gb_number *x, const struct gb_number *y, int name, int measure, int scope,
		 bool compares)
{
	const struct gb_scale *s = &p->scale;
	int off = abs(x->position - y->position);
	int basis = gb_span_eq(x->target->basis, y->target->basis) ? GB_SAME : GB_SAME / 2;
	int modality = gb_span_eq(x->target->modality, y->target->modality) ? GB_SAME : 0;
	int value = compares && !p->levels ? value_like(x, y) : GB_SAME / 2;
	int sum = s->name * name + s->measure * measure + s->scope * scope + s->position * (GB_SAME - off) + s->basis * basis +
		  s->value * value + s->modality * modality + s->deadline * deadline_like(p, x, y) +
		  s->document * gb_similarity_papers(p, x->document, y->document);
	int all = s->name + s->measure + s->scope + s->position + s->basis + s->modality + s->value + s->deadline + s->document;

	return all > 0 ? sum / all : 0;
}

/* The share of words both names have; that one name is in the other does not count here. */
static int same_words(const struct gb_pairing *p, const struct gb_number *x, const struct gb_number *y)
{
	uint64_t both = x->name.weight + y->name.weight;

	return both > 0 ? (int)(2 * GB_SAME * gb_bag_shared(&p->lexicon, &x->name, &y->name) / both) : 0;
}

/*
 * The same count of the same unit, in measures that go together: a few words in
 * common are enough (531处国保单位).  One of a thing, and rates (全覆盖), are too common.
 */
static bool same_number(const struct gb_pairing *p, const struct gb_number *x, const struct gb_number *y)
{
	struct gb_amount a, b;

	if (y->measure == GB_UNMATCHED || p->measure_old[y->measure] != x->measure || !gb_span_eq(x->gauge.unit, y->gauge.unit))
		return false;
	if (!gb_span_eq(x->target->basis, y->target->basis) || x->name.vague || y->name.vague)
		return false;
	if (gb_span_eq(x->gauge.base, GB_S("percent")))
		return false;
	return gb_amount_common(&x->gauge, x->amount, &y->gauge, &a) && gb_amount_common(&y->gauge, y->amount, &x->gauge, &b) &&
	       gb_amount_cmp(a, b) == 0 && !gb_decimal_is_zero(a.low) && gb_decimal_cmp(a.low, gb_decimal_of(1)) != 0;
}

static int least_name(const struct gb_pairing *p, const struct gb_number *x, const struct gb_number *y, int measure)
{
	bool other_classifier = !x->gauge.converts && !gb_span_eq(x->gauge.unit, y->gauge.unit);

	if (measure < 6 * GB_SAME / 10 || other_classifier)
		return p->scale.least_apart;
	return same_number(p, x, y) ? p->scale.least_equal : p->scale.least_name;
}

struct gb_score gb_similarity_score(const struct gb_pairing *p, size_t xi, size_t yi, const struct gb_likes *like)
{
	const struct gb_number *x = &p->old.number[xi], *y = &p->new.number[yi];
	enum { VAGUE = 550 }; /* 启动160个项目, then 新开工…项目105个, in the same measure */
	struct gb_score s = { 0, 0, GB_CLASH_NONE };

	if (x->target->fact != y->target->fact)
		return s;
	if (like->name[xi] + like->clause[xi] < p->scale.least_name / 2 && !x->name.vague && !y->name.vague)
		return s;
	int scope = scope_like(p, x, y), measure = measure_like(p, x, y, like);

	if (measure < 9 * GB_SAME / 10 && gb_similarity_apart(p, x->document, y->document))
		return s;
	int least = least_name(p, x, y, measure);

	s.name = name_like(p, x, y, like->name[xi], like->clause[xi], scope);
	enum gb_contrast_kind contrast = gb_contrast_clash(&x->contrasts, &y->contrasts);

	if (contrast == GB_CONTRAST_AGREE && measure >= 6 * GB_SAME / 10 && (x->name.vague || y->name.vague) && s.name < VAGUE)
		s.name = VAGUE;

	if (contrast == GB_CONTRAST_SIDES)
		return s;
	if (contrast == GB_CONTRAST_ALONE)
		s.name = s.name * 6 / 10;
	if (x->scope.n > 0 && y->scope.n > 0 && scope < 3 * GB_SAME / 10)
		s.name = s.name * 7 / 10;
	if (s.name < least)
		return s;
	s.clash = gb_amount_clash(x->target, &x->gauge, y->target, &y->gauge);
	if (s.clash != GB_CLASH_NONE && same_words(p, x, y) < p->scale.least_incomparable)
		return s;
	int total = weigh(p, x, y, s.name, measure, scope, s.clash == GB_CLASH_NONE);

	s.total = total >= p->scale.least_number ? total : 0;
	return s;
}
