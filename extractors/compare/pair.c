#include "text/day.h"
#include "internal.h"

#include <stdlib.h>

static const struct gb_bag *bags_of(struct gb_arena *a, const void *first, size_t n, size_t size)
{
	struct gb_bag *out = gb_arena_array(a, n + 1, sizeof *out);

	for (size_t i = 0; i < n; i++)
		out[i] = *(const struct gb_bag *)((const char *)first + i * size);
	return out;
}

/* Over the bags that stand at the same place in each element of an array. */
#define POSTINGS(p, array, count, field, out)                                                                       \
	gb_postings_make(&(p)->lexicon, bags_of((p)->arena, &(array)[0].field, (count), sizeof *(array)), (count), (out))

/* A pair that is twice as good counts four times as much: one good pair rather than two doubtful ones. */
static long long gain(int like, int least)
{
	long long over = like - least + 1;

	return over * over;
}

static void pair_papers(struct gb_pairing *p)
{
	size_t nold = p->old.npaper, nnew = p->new.npaper;
	struct gb_edges edges = { 0 };

	p->paper_like = gb_arena_array(p->arena, nold * nnew + 1, sizeof *p->paper_like);
	p->paper_taken = gb_arena_array(p->arena, nold + 1, sizeof *p->paper_taken);
	for (size_t i = 0; i < nold; i++)
		for (size_t j = 0; j < nnew; j++) {
			int like = gb_bag_alike(&p->lexicon, &p->old.paper[i].title, &p->new.paper[j].title);

			p->paper_like[i * nnew + j] = like;
			if (like >= p->scale.least_document)
				*GB_PUSH(p->arena, edges.item, edges.n, edges.cap) =
					(struct gb_edge){ j, i, gain(like, p->scale.least_document) };
		}
	p->paper_old = gb_matching_best(p->arena, nnew, nold, &edges);
	for (size_t j = 0; j < nnew; j++)
		if (p->paper_old[j] != GB_UNMATCHED)
			p->paper_taken[p->paper_old[j]] = true;
}

/* ---- measures ---- */

struct measure_index {
	struct gb_postings title, text;
	int *by_title, *by_text;
};

static void index_measures(struct gb_pairing *p, struct measure_index *x)
{
	size_t n = p->old.nmeasure;

	POSTINGS(p, p->old.measure, n, title, &x->title);
	POSTINGS(p, p->old.measure, n, text, &x->text);
	x->by_title = gb_arena_array(p->arena, n + 1, sizeof *x->by_title);
	x->by_text = gb_arena_array(p->arena, n + 1, sizeof *x->by_text);
}

/* row[i] becomes the likeness of old measure i and new measure y. */
static void like_measures(struct gb_pairing *p, struct measure_index *x, size_t y, int *row)
{
	const struct gb_measured *new = &p->new.measure[y];

	gb_postings_similar(&x->title, &new->title, x->by_title);
	gb_postings_similar(&x->text, &new->text, x->by_text);
	for (size_t i = 0; i < p->old.nmeasure; i++) {
		const struct gb_measured *old = &p->old.measure[i];
		bool titled = old->title.n > 0 && new->title.n > 0;
		int place = GB_SAME - abs(old->position - new->position);
		int like = titled ? (9 * x->by_title[i] + 9 * x->by_text[i] + 2 * place) / 20
				  : (18 * x->by_text[i] + 2 * place) / 20;

		if (x->by_title[i] < 3 * GB_SAME / 10 && x->by_text[i] < 3 * GB_SAME / 10)
			like /= 2;
		row[i] = like * (7 * GB_SAME + 3 * gb_similarity_papers(p, old->document, new->document)) / (10 * GB_SAME);
	}
}

static void pair_measures(struct gb_pairing *p, struct measure_index *x)
{
	struct gb_edges edges = { 0 };
	size_t nold = p->old.nmeasure, nnew = p->new.nmeasure;
	int *row = gb_arena_array(p->arena, nold + 1, sizeof *row);

	for (size_t y = 0; y < nnew; y++) {
		like_measures(p, x, y, row);
		for (size_t i = 0; i < nold; i++)
			if (row[i] >= p->scale.least_measure &&
			    (row[i] >= 9 * GB_SAME / 10 || !gb_similarity_apart(p, p->old.measure[i].document, p->new.measure[y].document)))
				*GB_PUSH(p->arena, edges.item, edges.n, edges.cap) =
					(struct gb_edge){ y, i, gain(row[i], p->scale.least_measure) };
	}
	p->measure_old = gb_matching_best(p->arena, nnew, nold, &edges);
	p->measure_like = gb_arena_array(p->arena, nnew + 1, sizeof *p->measure_like);
	for (size_t y = 0; y < nnew; y++) {
		if (p->measure_old[y] == GB_UNMATCHED)
			continue;
		like_measures(p, x, y, row);
		p->measure_like[y] = row[p->measure_old[y]];
	}
}

/* ---- numbers ---- */

/* Numbers that compare come first: a pair that does not is worth less than any that does. */
static long long number_gain(const struct gb_pairing *p, struct gb_score s)
{
	if (s.clash != GB_CLASH_NONE)
		return 1 + s.total / 100;
	return 20 + gain(s.total, p->scale.least_number);
}

struct number_index {
	struct gb_postings name, clause;
	struct gb_likes like; /* of the new number at hand */
	size_t measure;       /* the new measure like.measure is about */
};

static void index_numbers(struct gb_pairing *p, struct number_index *x)
{
	size_t n = p->old.nnumber;

	POSTINGS(p, p->old.number, n, name, &x->name);
	POSTINGS(p, p->old.number, n, clause, &x->clause);
	x->like.name = gb_arena_array(p->arena, n + 1, sizeof *x->like.name);
	x->like.clause = gb_arena_array(p->arena, n + 1, sizeof *x->like.clause);
	x->like.measure = gb_arena_array(p->arena, p->old.nmeasure + 1, sizeof *x->like.measure);
	x->measure = GB_UNMATCHED;
}

static void like_numbers(struct gb_pairing *p, struct measure_index *m, struct number_index *x, size_t y)
{
	const struct gb_number *n = &p->new.number[y];

	gb_postings_similar(&x->name, &n->name, x->like.name);
	gb_postings_similar(&x->clause, &n->clause, x->like.clause);
	if (n->measure != GB_UNMATCHED && n->measure != x->measure)
		like_measures(p, m, x->measure = n->measure, x->like.measure);
}

static void pair_numbers(struct gb_pairing *p, struct measure_index *m)
{
	size_t nold = p->old.nnumber, nnew = p->new.nnumber;
	struct number_index x;
	struct gb_edges edges = { 0 };

	index_numbers(p, &x);
	for (size_t y = 0; y < nnew; y++) {
		like_numbers(p, m, &x, y);
		for (size_t i = 0; i < nold; i++) {
			struct gb_score s = gb_similarity_score(p, i, y, &x.like);

			if (s.total > 0)
				*GB_PUSH(p->arena, edges.item, edges.n, edges.cap) = (struct gb_edge){ y, i, number_gain(p, s) };
		}
	}
	p->number_old = gb_matching_best(p->arena, nnew, nold, &edges);
	p->number_like = gb_arena_array(p->arena, nnew + 1, sizeof *p->number_like);
	for (size_t y = 0; y < nnew; y++) {
		if (p->number_old[y] == GB_UNMATCHED)
			continue;
		like_numbers(p, m, &x, y);
		p->number_like[y] = gb_similarity_score(p, p->number_old[y], y, &x.like).total;
	}
}

/* ---- milestones ---- */

static int stone_like(const struct gb_pairing *p, const struct gb_stone *x, const struct gb_stone *y, int action)
{
	bool same = y->measure != GB_UNMATCHED ? p->measure_old[y->measure] == x->measure : x->measure == GB_UNMATCHED;

	return action * 8 / 10 + (same ? 2 * GB_SAME / 10 : 0);
}

static void pair_stones(struct gb_pairing *p)
{
	size_t nold = p->old.nstone, nnew = p->new.nstone;
	int *action = gb_arena_array(p->arena, nold + 1, sizeof *action);
	struct gb_postings actions;
	struct gb_edges edges = { 0 };

	POSTINGS(p, p->old.stone, nold, action, &actions);
	for (size_t y = 0; y < nnew; y++) {
		gb_postings_similar(&actions, &p->new.stone[y].action, action);
		for (size_t i = 0; i < nold; i++) {
			int like = stone_like(p, &p->old.stone[i], &p->new.stone[y], action[i]);

			if (like >= p->scale.least_milestone && action[i] > 0)
				*GB_PUSH(p->arena, edges.item, edges.n, edges.cap) =
					(struct gb_edge){ y, i, gain(like, p->scale.least_milestone) };
		}
	}
	p->stone_old = gb_matching_best(p->arena, nnew, nold, &edges);
	p->stone_like = gb_arena_array(p->arena, nnew + 1, sizeof *p->stone_like);
	for (size_t y = 0; y < nnew; y++) {
		const struct gb_stone *new = &p->new.stone[y], *old;

		if (p->stone_old[y] == GB_UNMATCHED)
			continue;
		old = &p->old.stone[p->stone_old[y]];
		p->stone_like[y] = stone_like(p, old, new, gb_bag_alike(&p->lexicon, &old->action, &new->action));
	}
}

void gb_pair_make(struct gb_pairing *p, struct gb_arena *a, const struct gb_grammar *g, const struct gb_edition *old,
		     const struct gb_edition *new, const struct gb_diff_options *o)
{
	struct measure_index measures;

	*p = (struct gb_pairing){ .arena = a, .levels = o->levels };
	gb_lexicon_init(&p->lexicon, a, g);
	gb_amount_units(&p->units, g);
	gb_similarity_scale(&p->scale, g);
	gb_side_make(&p->lexicon, &p->units, old, o, false, &p->old);
	gb_side_make(&p->lexicon, &p->units, new, o, true, &p->new);
	gb_lexicon_weigh(&p->lexicon);
	gb_side_weigh(&p->lexicon, &p->old);
	gb_side_weigh(&p->lexicon, &p->new);
	pair_papers(p);
	index_measures(p, &measures);
	pair_measures(p, &measures);
	pair_numbers(p, &measures);
	pair_stones(p);
}

/* Of equally common ones the least. */
int gb_pair_usual_shift(const struct gb_pairing *p)
{
	enum { FAR = 20 };
	int count[2 * FAR + 1] = { 0 }, best = 0;

	for (size_t y = 0; y < p->new.nnumber; y++) {
		struct gb_day from, to;

		if (p->number_old[y] == GB_UNMATCHED)
			continue;
		if (gb_day_parse(p->old.number[p->number_old[y]].target->deadline, &from) &&
		    gb_day_parse(p->new.number[y].target->deadline, &to) && to.y - from.y <= FAR && from.y - to.y <= FAR)
			count[to.y - from.y + FAR]++;
	}
	for (int years = 1; years <= FAR; years++) {
		best = count[FAR + years] > count[FAR + best] ? years : best;
		best = count[FAR - years] > count[FAR + best] ? -years : best;
	}
	return best;
}
