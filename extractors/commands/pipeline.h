/*
 * pipeline - the text stages chained: what `segment | extract | normalize` do, in one process.
 *
 * Owns the three stages; the grammar and the last sink are borrowed.
 */
#ifndef GB_COMMANDS_PIPELINE_H
#define GB_COMMANDS_PIPELINE_H

#include "stages/stages.h"

struct gb_pipeline {
	struct gb_stage *segment, *extract, *normalize;
};

void gb_pipeline_open(struct gb_pipeline *p, const struct gb_grammar *g, struct gb_sink *to);
struct gb_sink *gb_pipeline_sink(const struct gb_pipeline *p);
int gb_pipeline_status(const struct gb_pipeline *p);
void gb_pipeline_close(struct gb_pipeline *p); /* after end() of its sink */

#endif
