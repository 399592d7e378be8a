/*
 * out - the sink at the end of a chain: lines to a stdio stream.
 *
 * gb_out_close flushes and tells whether everything was written; a full disk or
 * a closed pipe is a system error (status 3).
 */
#ifndef GB_RECORD_OUT_H
#define GB_RECORD_OUT_H

#include <stdio.h>

#include "record.h"

struct gb_out {
	struct gb_sink sink;
	FILE *stream;      /* borrowed */
	struct gb_buf tmp; /* freed by gb_out_close */
};

void gb_out_init(struct gb_out *o, FILE *stream);
bool gb_out_failed(const struct gb_out *o); /* a write has failed: there is no use in going on */
bool gb_out_close(struct gb_out *o); /* false: something was not written */

#endif
