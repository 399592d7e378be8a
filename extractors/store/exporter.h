/*
 * exporter - the sink that writes finished records as files, one a kind.
 *
 * CSV (RFC 4180, UTF-8), the same with a Frictionless datapackage.json that tells the types, or JSON Lines
 * as they came.  The columns are those of store/columns.h.  Files appear under their names only when all is
 * written.  Records that have no table (sources, blocks, summaries ...) are passed by.
 */
#ifndef GB_STORE_EXPORTER_H
#define GB_STORE_EXPORTER_H

#include <stdio.h>

#include "record/record.h"
#include "sql.h"

enum gb_export_format { GB_EXPORT_CSV, GB_EXPORT_PACKAGE, GB_EXPORT_JSONL };

struct gb_exporter;

struct gb_exporter_options {
	enum gb_export_format format;
	bool excel;         /* CSV with a byte order mark, cells guarded (store/csv.h) */
	const char *folder; /* made when missing; NULL: one kind, to `stream` */
	struct gb_span kind;
	FILE *stream;
};

/* NULL when a file cannot be made; *why then says it. */
struct gb_exporter *gb_exporter_new(const struct gb_exporter_options *o, struct gb_buf *why);
struct gb_sink *gb_exporter_sink(struct gb_exporter *x);
/* After end(): gives the files their names; false: *why. */
bool gb_exporter_finish(struct gb_exporter *x, struct gb_buf *why);
unsigned long long gb_exporter_count(const struct gb_exporter *x); /* records written */
void gb_exporter_free(struct gb_exporter *x); /* what has not been finished is removed */

/* Puts what a database holds now: the current documents with all their records, corrections, changes, errors. */
bool gb_export_database(struct gb_db *db, struct gb_sink *to);

#endif
