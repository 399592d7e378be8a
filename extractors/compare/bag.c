/* bag - texts as bags of weighted terms: what two of them share. */
#include "internal.h"

#include <assert.h>

void gb_bag_weigh(const struct gb_lexicon *x, struct gb_bag *bag)
{
	assert(x->weighed);
	bag->weight = 0;
	for (size_t i = 0; i < bag->n; i++)
		bag->weight += (uint64_t)bag->item[i].count * x->seen[bag->item[i].id];
}

uint64_t gb_bag_shared(const struct gb_lexicon *x, const struct gb_bag *a, const struct gb_bag *b)
{
	uint64_t sum = 0;

	for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
		if (a->item[i].id == b->item[j].id) {
			uint32_t least = a->item[i].count < b->item[j].count ? a->item[i].count : b->item[j].count;

			sum += (uint64_t)least * x->seen[a->item[i].id];
			i++;
			j++;
		} else if (a->item[i].id < b->item[j].id) {
			i++;
		} else {
			j++;
		}
	}
	return sum;
}

/*
 * Two thirds what both share of both together, one third how much of the
 * shorter is in the longer; the latter says something only of more than a word.
 */
int gb_bag_similarity(uint64_t shared, uint64_t a, uint64_t b)
{
	enum { A_WORD = 700 };
	uint64_t less = a < b ? a : b;

	if (less == 0)
		return 0;
	int both = (int)(2 * GB_SAME * shared / (a + b));
	int in = (int)(GB_SAME * shared / less);

	return less < A_WORD ? both : (2 * both + in) / 3;
}

int gb_bag_alike(const struct gb_lexicon *x, const struct gb_bag *a, const struct gb_bag *b)
{
	return gb_bag_similarity(gb_bag_shared(x, a, b), a->weight, b->weight);
}
