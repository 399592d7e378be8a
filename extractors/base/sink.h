/*
 * sink - where records go: one JSON object a call, without the line end.
 *
 * A stage is a sink that writes to the next sink; `convert` chains the same
 * stages that the filters run alone, so both give the same bytes.  The line is
 * borrowed for the time of the call.
 */
#ifndef GB_BASE_SINK_H
#define GB_BASE_SINK_H

#include "err.h"

struct gb_sink {
	void (*put)(struct gb_sink *self, struct gb_span line);
	void (*end)(struct gb_sink *self); /* no more input: flush what is held; called once */
};

static inline void gb_sink_put(struct gb_sink *s, struct gb_span line) { s->put(s, line); }
static inline void gb_sink_end(struct gb_sink *s) { s->end(s); }

#endif
