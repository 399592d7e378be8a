/*
 * schema - holds a record against a JSON Schema, and its keys against the order they are declared in.
 *
 * The part of JSON Schema (2020-12) that is understood: type, const, enum,
 * properties, required, additionalProperties, items, minItems, maxItems,
 * minLength, minimum, maximum, pattern (a POSIX extended expression), $ref into $defs, and oneOf,
 * whose branch is chosen by "record".  Any other keyword that asserts something is an error when
 * the schema is loaded, never ignored.  A schema is read-only once opened and owns all it points to.
 */
#ifndef GB_RECORD_SCHEMA_H
#define GB_RECORD_SCHEMA_H

#include "base/json.h"

struct gb_schema;

/* NULL when it cannot be read or understood; *why then says it. */
struct gb_schema *gb_schema_open(const char *path, struct gb_buf *why);
void gb_schema_close(struct gb_schema *s); /* NULL is fine */

/* A finding: `where` is a path into the record ("/where/page"), both are lent for the call. */
struct gb_findings {
	void (*found)(struct gb_findings *self, struct gb_span where, struct gb_span what);
};

/* Reports every finding; returns how many there were. */
size_t gb_schema_check(const struct gb_schema *s, const struct gb_value *v, struct gb_findings *to);

#endif
