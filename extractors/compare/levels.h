/*
 * diff_levels - a city's numbers against those of its districts: who carries which share, and what nobody took on.
 */
#ifndef GB_COMPARE_LEVELS_H
#define GB_COMPARE_LEVELS_H

#include "diff.h"

enum gb_level_kind {
	GB_LEVEL_COVERED, /* the shares reach the whole */
	GB_LEVEL_PARTLY,
	GB_LEVEL_NOBODY,
	GB_LEVEL_EACH,    /* taken on, but not a number that is shared out: a rate, a number for each household */
	GB_LEVEL_KINDS
};

struct gb_level_part {
	const struct gb_target *target;
	struct gb_span share; /* of the whole, four places; or empty */
	int similarity;
	struct gb_span reason; /* why it does not compare, or empty */
};

struct gb_level {
	enum gb_level_kind kind;
	const struct gb_target *whole;
	struct gb_level_part *part; /* in the order of the districts */
	size_t n, cap;
	struct gb_span sum, rest; /* in the unit of the whole; empty for GB_LEVEL_EACH */
};

struct gb_levels {
	struct gb_level *item; /* in the order of the city's document */
	size_t n;
	const struct gb_paper **district;
	size_t ndistrict, district_cap;
};

/* Every document of `districts` counts as one district. */
void gb_levels_make(struct gb_arena *a, const struct gb_grammar *g, const struct gb_edition *city, const struct gb_edition *districts,
		    const struct gb_diff_options *o, struct gb_levels *out);
struct gb_span gb_level_name(enum gb_level_kind k);

#endif
