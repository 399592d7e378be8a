/*
 * checker - holds a record against records.def: keys and their order, types, words, forms.
 *
 * A checker is read-only once made and owns all it points to.
 */
#ifndef GB_RECORD_CHECKER_H
#define GB_RECORD_CHECKER_H

#include "record.h"

struct gb_checker;

struct gb_checker *gb_checker_new(void);
void gb_checker_free(struct gb_checker *c); /* NULL is fine */

/* A finding: `where` is a path into the record ("/where/page"), both are lent for the call. */
struct gb_findings {
	void (*found)(struct gb_findings *self, struct gb_span where, struct gb_span what);
};

/* Reports every finding; returns how many there were. */
size_t gb_checker_record(const struct gb_checker *c, const struct gb_value *v, struct gb_findings *to);

/* Adds the JSON Schema (2020-12) of all records to the buffer. */
void gb_schema_write(struct gb_buf *to);

#endif
