/*
 * stage_int - what every stage is made of: the sink it is, the sink it feeds, its worst status.
 */
#ifndef GB_STAGES_STAGE_INT_H
#define GB_STAGES_STAGE_INT_H

#include "record/record.h"
#include "stages.h"

struct gb_stage {
	struct gb_sink sink; /* first, so that a sink is its stage */
	struct gb_sink *next;
	int status;
	void (*free)(struct gb_stage *s);
	struct gb_arena *rec; /* reset after every record */
};

/* The struct of the record, in the stage's arena; when the line is no JSON, puts an error record and returns NULL. */
const void *gb_stage_data(struct gb_stage *s, struct gb_record *r, struct gb_span name);

#endif
