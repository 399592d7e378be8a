/*
 * stage_int - what every stage is made of: the sink it is, the sink it feeds, its worst status.
 */
#ifndef GB_STAGES_STAGE_INT_H
#define GB_STAGES_STAGE_INT_H

#include "base/json.h"
#include "stages.h"

struct gb_stage {
	struct gb_sink sink; /* first, so that a sink is its stage */
	struct gb_sink *next;
	int status;
	void (*free)(struct gb_stage *s);
	struct gb_arena *rec; /* reset after every record */
	struct gb_buf tmp;    /* for serialising */
};

/* Is the line a record of this kind? */
bool gb_record_is(struct gb_span line, const char *kind);
/* Parse a line into the stage's arena; on failure puts an error record and returns NULL. */
const struct gb_value *gb_stage_parse(struct gb_stage *s, struct gb_span line, struct gb_span name);

#endif
