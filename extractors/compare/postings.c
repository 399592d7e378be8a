/* postings - which bags hold a term: one bag against all of a side at once. */
#include "internal.h"

#include <assert.h>

void gb_postings_make(const struct gb_lexicon *x, const struct gb_bag *bags, size_t n, struct gb_postings *out)
{
	size_t total = 0;

	assert(x->weighed);
	*out = (struct gb_postings){ .lexicon = x, .bag = bags, .nbag = n };
	out->first = gb_arena_array(x->arena, x->n + 2, sizeof *out->first);
	out->shared = gb_arena_array(x->arena, n + 1, sizeof *out->shared);
	for (size_t i = 0; i < n; i++) {
		total += bags[i].n;
		for (size_t t = 0; t < bags[i].n; t++)
			out->first[bags[i].item[t].id + 2]++;
	}
	for (size_t t = 2; t < x->n + 2; t++)
		out->first[t] += out->first[t - 1];
	out->holder = gb_arena_array(x->arena, total + 1, sizeof *out->holder);
	for (size_t i = 0; i < n; i++)
		for (size_t t = 0; t < bags[i].n; t++)
			out->holder[out->first[bags[i].item[t].id + 1]++] = (struct gb_holder){ (uint32_t)i, bags[i].item[t].count };
}

void gb_postings_similar(struct gb_postings *p, const struct gb_bag *bag, int *like)
{
	for (size_t i = 0; i < p->nbag; i++)
		p->shared[i] = 0;
	for (size_t t = 0; t < bag->n; t++) {
		struct gb_term term = bag->item[t];
		uint64_t weight = p->lexicon->seen[term.id];

		for (size_t h = p->first[term.id]; h < p->first[term.id + 1]; h++) {
			uint32_t count = p->holder[h].count;

			p->shared[p->holder[h].owner] += weight * (count < term.count ? count : term.count);
		}
	}
	for (size_t i = 0; i < p->nbag; i++)
		like[i] = p->shared[i] > 0 ? gb_bag_similarity(p->shared[i], p->bag[i].weight, bag->weight) : 0;
}
