/*
 * record - which kind of record a line of JSON is, without reading it whole.
 *
 * What this program writes begins with "record" and has no blanks; what others
 * write may have blanks, and other keys before it.
 */
#ifndef GB_RECORD_RECORD_H
#define GB_RECORD_RECORD_H

#include "base/span.h"

/* The value of the key "record" of the outermost object, borrowed from the line; "" when there is none. */
struct gb_span gb_record_kind(struct gb_span line);

#endif
