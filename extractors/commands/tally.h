/*
 * tally - a sink that counts the records that pass and remembers the first errors.
 */
#ifndef GB_COMMANDS_TALLY_H
#define GB_COMMANDS_TALLY_H

#include "record/record.h"

/* Plain data: a worker sends it to its parent through a pipe in one write. */
struct gb_counts {
	struct gb_kind_counts kinds;
	long long pages;
	int status;
	int first_error; /* enum gb_err of the first error record, GB_ERR_OK: none */
};

struct gb_tally {
	struct gb_sink sink;
	struct gb_sink *to;
	struct gb_arena *arena;
	struct gb_counts counts;
};

void gb_tally_init(struct gb_tally *t, struct gb_arena *a, struct gb_sink *to);

#endif
