/*
 * series - many editions of a document: one row an indicator, one point a year.
 *
 * Editions are taken in the order of their periods; each is paired with the
 * latest number of every row there is (as a diff pairs them), so that a row goes
 * on after a year in which it was left out.
 */
#ifndef GB_COMPARE_SERIES_H
#define GB_COMPARE_SERIES_H

#include "diff.h"

struct gb_point {
	int year; /* of its deadline, else of the document's period; 0: not known */
	const struct gb_target *target;
	struct gb_span value, value_max;
	struct gb_span unit, per; /* those of the row; of the target itself when they do not convert exactly */
	size_t edition;
};

struct gb_row {
	const struct gb_target *latest; /* names the row, gives its unit */
	struct gb_point *point;         /* by year, one each */
	size_t n, cap;
};

struct gb_series {
	struct gb_row *row; /* those of the newest edition in its order, then those last seen before it, and so on */
	size_t n, cap;
	int *year; /* all that occur, in order */
	size_t nyear, year_cap;
};

/* The editions are sorted by the end of their periods, equal ones as given. */
void gb_series_make(struct gb_arena *a, const struct gb_grammar *g, struct gb_edition *editions, size_t n,
		    const struct gb_diff_options *o, struct gb_series *out);

#endif
