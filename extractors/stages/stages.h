/*
 * stages - the filters between the reader and the user, each a sink that feeds the next.
 *
 * gb_X_new takes the grammar (borrowed, must outlive the stage) and the sink to
 * write to (borrowed).  A stage passes every record it does not consume on,
 * unchanged and in order.  put() takes one line; end() flushes and then calls
 * end() of the next sink.  gb_stage_free releases any of them after end().
 * gb_stage_status tells the worst exit status of what the stage had to drop.
 *
 *   segment    source, block   -> source, document, section, measure, sentence
 *   extract    sentence        -> sentence, mention
 *   normalize  sentence, mention -> target, fact, milestone; a summary ends each file
 */
#ifndef GB_STAGES_STAGES_H
#define GB_STAGES_STAGES_H

#include "record/record.h"
#include "grammar/grammar.h"

struct gb_stage; /* begins with a struct gb_sink */

struct gb_stage *gb_segment_new(const struct gb_grammar *g, struct gb_sink *next);
struct gb_stage *gb_extract_new(const struct gb_grammar *g, struct gb_sink *next);
struct gb_stage *gb_normalize_new(const struct gb_grammar *g, struct gb_sink *next);
struct gb_sink *gb_stage_sink(struct gb_stage *s);
int gb_stage_status(const struct gb_stage *s);
void gb_stage_free(struct gb_stage *s);

#endif
