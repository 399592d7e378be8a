/*
 * sink - where records go, one a call.
 *
 * A stage is a sink that writes to the next sink; `convert` chains the same
 * stages that the filters run alone, so both give the same bytes.  The record is
 * lent for the time of the call.
 */
#ifndef GB_RECORD_SINK_H
#define GB_RECORD_SINK_H

struct gb_record;

struct gb_sink {
	void (*put)(struct gb_sink *self, struct gb_record *r);
	void (*end)(struct gb_sink *self); /* no more input: flush what is held; called once */
};

static inline void gb_sink_put(struct gb_sink *s, struct gb_record *r) { s->put(s, r); }
static inline void gb_sink_end(struct gb_sink *s) { s->end(s); }

#endif
