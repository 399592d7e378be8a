/*
 * loader - the sink that puts finished records into a database.
 *
 * Records are held until their file is complete (its summary, or the next source, or the end); then
 * each document goes in, in a transaction of its own.  What a document is known by is its number, or without one its title,
 * issuer and year; what a version is known by is the SHA-256 of its source and of its records.  A version that is there already is
 * left alone; another one becomes the current version, and the old ones stay.  So loading twice is
 * loading once, and a process that is killed leaves whole documents and nothing else.
 *
 * A file whose summary does not agree with the records that came, or does not come at all, is refused
 * unless `partial` is set: half a document must not take the place of a whole one.
 */
#ifndef GB_STORE_LOADER_H
#define GB_STORE_LOADER_H

#include <stdio.h>

#include "record/record.h"
#include "sql.h"

struct gb_loader;

struct gb_loader_options {
	FILE *log;        /* a line for each document that is new, has changed or is refused; NULL: none */
	bool partial;     /* take what has come, complete or not */
	bool corrections; /* the stream went through a reviewer's corrections: those that it lacks are taken back */
	const char *program; /* name and version, kept with the load */
};

struct gb_load_counts {
	unsigned long long first, reissued, reread, corrected, unchanged, refused; /* documents; refused: also files */
	unsigned long long records; /* put in */
	unsigned long long changes;
	unsigned long long dropped; /* lines that are no records */
	unsigned long long passed_by; /* records that have no table: blocks, sentences ... */
};

/* The database is lent and must outlive the loader.  NULL when the load cannot begin (gb_db_error). */
struct gb_loader *gb_loader_new(struct gb_db *db, const struct gb_loader_options *o);
struct gb_sink *gb_loader_sink(struct gb_loader *l);
/* An input file is at its end: the changes in it belong together.  (Documents may be spread over several.) */
void gb_loader_input_ends(struct gb_loader *l);
/* After end(): 0, 1 when something was refused, 3 when the database failed. */
int gb_loader_status(const struct gb_loader *l);
const struct gb_load_counts *gb_loader_counts(const struct gb_loader *l);
void gb_loader_free(struct gb_loader *l);

#endif
