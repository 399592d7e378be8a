/*
 * store - finished records in a database (SQLite or PostgreSQL) and in files of tables: load, search, export.
 *
 * An address that begins with postgresql:// or postgres:// goes to libpq with all that libpq knows
 * (a service, ~/.pgpass, PGPASSWORD); any other is the path of an SQLite file, with or without "sqlite:"
 * before it.  Not for use from two threads.
 */
#ifndef GB_STORE_STORE_H
#define GB_STORE_STORE_H

#include <stdio.h>

#include "record/record.h"

struct gb_db;

enum gb_db_mode {
	GB_DB_CREATE, /* make the file and the tables when they are not there */
	GB_DB_USE     /* they must be there */
};

/* NULL when it cannot be opened; *why then says it. */
struct gb_db *gb_db_open(const char *address, enum gb_db_mode mode, struct gb_buf *why);
void gb_db_close(struct gb_db *db); /* NULL is fine */
struct gb_span gb_db_error(const struct gb_db *db); /* what went wrong last */

/* ---- load ---- */

/*
 * The loader is the sink that puts finished records into a database.
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

/* ---- search ---- */

/*
 * A record is found when each word stands somewhere in its texts (title, text, indicator, scope,
 * action, context), wherever it begins: Chinese is not cut into words.  ASCII letters match in either case.
 * SQLite narrows the search by trigrams, PostgreSQL by pg_trgm where that is installed; words of one or two characters are looked for
 * one passage after the other.  The documents that were loaded last come first.
 */
struct gb_search {
	const struct gb_span *word; /* none is empty */
	size_t n;
	struct gb_span kind; /* "target" and so on; empty: all */
	bool history;        /* old versions too */
	unsigned long long limit;
};

/* Puts the records found, as lines, and counts them; false: gb_db_error.  Does not call to->end. */
bool gb_search_run(struct gb_db *db, const struct gb_search *s, struct gb_sink *to, unsigned long long *found);

/* ---- export ---- */

/*
 * The exporter is the sink that writes finished records as files, one a kind.
 *
 * CSV (RFC 4180, UTF-8), the same with a Frictionless datapackage.json that tells the types, or JSON Lines
 * as they came.  The columns are those of record/columns.h.  Files appear under their names only when all is
 * written.  Records that have no table (sources, blocks, summaries ...) are skipped.
 */
enum gb_export_format { GB_EXPORT_CSV, GB_EXPORT_PACKAGE, GB_EXPORT_JSONL };

struct gb_exporter;

struct gb_exporter_options {
	enum gb_export_format format;
	bool excel;         /* CSV with a byte order mark, cells guarded (view/csv.h) */
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
bool gb_exporter_database(struct gb_db *db, struct gb_sink *to);

#endif
