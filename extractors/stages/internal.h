/*
 * internal - what every stage is made of: the sink it is, the sink it feeds, its worst status; and what doubt it passes on.
 */
#ifndef GB_STAGES_INTERNAL_H
#define GB_STAGES_INTERNAL_H

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

/* ---- doubt.c ---- */

/*
 * The source record lists the pages whose text layer lies and those that OCR
 * has read; a line of a sentence tells how certain OCR was of it.
 */
struct gb_doubt_pages {
	int *item;
	size_t n, cap;
};

struct gb_doubts {
	struct gb_doubt_pages untrusted, ocr;
};

/* From a source record; the lists come from the arena. */
void gb_doubt_read(struct gb_arena *a, const struct gb_value *source, struct gb_doubts *out);
/* What is doubtful about all that is read from the sentence: bits of enum gb_flag. */
unsigned gb_doubt_flags(const struct gb_doubts *t, const struct gb_sentence *s);

#endif
