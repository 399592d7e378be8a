/*
 * internal - what the files of the store share: the connection, the load that is running, the exporter.
 *
 *   db, sqlite, postgres, tables   one door to two databases
 *   loader -> version -> rows      collects a file; a document goes in, as a version; its rows
 *   loader -> changes              comparisons of documents
 *   load                           below all of these: the row of the load, statements, values
 *   exporter, search
 */
#ifndef GB_STORE_INTERNAL_H
#define GB_STORE_INTERNAL_H

#include <glib.h>

#include "record/record.h"
#include "store.h"

/* ---- one door to two databases ---- */

/*
 * Statements are prepared once and kept by the address of their text, which must outlive the
 * connection; parameters are $1, $2 ... and values never become part of a statement.  Every function
 * that can fail returns false, and gb_db_error then tells why.  After a failure inside a transaction the
 * only sensible call is gb_db_rollback.
 */
enum gb_sql_kind { GB_SQL_NULL, GB_SQL_TEXT, GB_SQL_INT, GB_SQL_BOOL };

struct gb_sql_value {
	enum gb_sql_kind kind;
	struct gb_span text; /* as a parameter: a NUL in it becomes U+FFFD, as neither database can be trusted with one */
	long long number;    /* 0 or 1 for BOOL */
};

/* Rows of an answer go here, one call each; cells are TEXT or NULL and lent for the call, in which the connection must not be used. */
struct gb_rows {
	void (*row)(struct gb_rows *self, const struct gb_sql_value *cell, size_t n);
};

bool gb_db_begin(struct gb_db *db); /* a transaction that waits for, and keeps out, every other writer of documents */
bool gb_db_commit(struct gb_db *db);
void gb_db_rollback(struct gb_db *db);

bool gb_db_run(struct gb_db *db, const char *sql, const struct gb_sql_value *arg, size_t n);
/*
 * One row more, inside of a transaction.  The statement is "INSERT INTO table (columns) VALUES ($1, $2 ...)" and nothing
 * else; the row may wait until the next query or the commit, and it is there that a wrong one fails.
 */
bool gb_db_put(struct gb_db *db, const char *insert, const struct gb_sql_value *row, size_t n);
bool gb_db_query(struct gb_db *db, const char *sql, const struct gb_sql_value *arg, size_t n, struct gb_rows *to);
/* The cell of an answer of one row as a number; *out is left alone when there is no row or it is NULL. */
bool gb_db_number(struct gb_db *db, const char *sql, const struct gb_sql_value *arg, size_t n, long long *out);

/* It was the fault of the values, not of the database: others may still go in. */
bool gb_db_bad_value(const struct gb_db *db);
/* Is it SQLite, with the index of trigrams? */
bool gb_db_embedded(const struct gb_db *db);

static inline struct gb_sql_value gb_sql_text(struct gb_span s) { return (struct gb_sql_value){ GB_SQL_TEXT, s, 0 }; }
static inline struct gb_sql_value gb_sql_text_or_null(struct gb_span s)
{
	return (struct gb_sql_value){ s.n > 0 ? GB_SQL_TEXT : GB_SQL_NULL, s, 0 };
}
static inline struct gb_sql_value gb_sql_int(long long v) { return (struct gb_sql_value){ GB_SQL_INT, { "", 0 }, v }; }
static inline struct gb_sql_value gb_sql_bool(bool v) { return (struct gb_sql_value){ GB_SQL_BOOL, { "", 0 }, v }; }
static inline struct gb_sql_value gb_sql_null(void) { return (struct gb_sql_value){ GB_SQL_NULL, { "", 0 }, 0 }; }

/* A driver: db.c holds the connection, sqlite.c and postgres.c know the libraries. */

struct gb_dialect_word {
	const char *name; /* {name} in schema.sql */
	const char *text;
};

struct gb_driver {
	const char *name;      /* "-- only: name" in schema.sql */
	const char *has_schema; /* answers with a number, 0 when the tables are not there */
	const char *begin;      /* a transaction that keeps other writers of ours out */
	const char *extra;      /* tried after the tables were made; may fail; NULL: nothing */
	const struct gb_dialect_word *word;
	size_t nword;
	bool (*open)(struct gb_db *db, const char *address, enum gb_db_mode mode);
	void (*close)(struct gb_db *db);
	bool (*script)(struct gb_db *db, const char *sql); /* statements without parameters */
	/* index: the place of the statement among those that are kept; to may be NULL */
	bool (*query)(struct gb_db *db, size_t index, const char *sql, const struct gb_sql_value *arg, size_t n, struct gb_rows *to);
	/* Rows by the bulk: one is added to the text, and the text goes to the table.  NULL: a query each. */
	void (*add_row)(struct gb_buf *to, const struct gb_sql_value *row, size_t n);
	bool (*send_rows)(struct gb_db *db, const char *insert, struct gb_span rows);
};

enum { GB_SQL_STATEMENTS = 64, GB_SQL_PARAMETERS = 48, GB_SQL_CELLS = 64 };

struct gb_db {
	const struct gb_driver *driver;
	void *connection;                    /* sqlite3 or PGconn */
	const char *sql[GB_SQL_STATEMENTS];  /* texts of the statements that are kept */
	void *statement[GB_SQL_STATEMENTS];  /* the driver's; NULL: not prepared */
	size_t nsql;
	struct gb_buf waiting[GB_SQL_STATEMENTS]; /* rows that are not in the table yet */
	size_t nwaiting;                          /* bytes of them, in all */
	struct gb_buf error;
	bool bad_value;
	struct gb_buf tmp; /* the driver's, for values and names */
};

extern const struct gb_driver gb_driver_sqlite, gb_driver_postgres;

bool gb_db_fail(struct gb_db *db, const char *what, bool bad_value); /* keeps the message, returns false */
/* Make the tables of schema.sql; inside a transaction. */
bool gb_tables_make(struct gb_db *db);

/* ---- a load ---- */

struct gb_batch_item {
	enum gb_kind kind;
	struct gb_span line; /* as it came, corrections applied; empty: a reviewer has rejected it */
	struct gb_span read; /* as the program read it; empty: a reviewer has added it */
	struct gb_span id;
	const struct gb_value *value; /* of line; NULL: to be parsed again, so that no more memory is held */
};

/* A document and all that came with it, in order. */
struct gb_document_batch {
	struct gb_span id;
	struct gb_span identity; /* set when it is written */
	int nth;          /* of those of this id in the file, from 1 */
	bool headed;      /* its document record has come */
	struct gb_batch_item *item;
	size_t n, cap;
	struct gb_span *correction; /* lines */
	size_t ncorrection, correction_cap;
};

/* What is held of a file. */
struct gb_file_batch {
	bool sourced; /* began with a source record */
	struct gb_span path, sha256, media;
	struct gb_document_batch **document;
	size_t n, cap;
	GHashTable *by_id;   /* document id -> the latest struct gb_document_batch; keys are struct gb_span in the arena */
	GHashTable *item_at; /* record id -> index + 1 of the latest item in its document */
	struct gb_kind_counts seen;
	struct gb_spans errors; /* lines */
	size_t held; /* bytes of lines whose values are kept */
	bool wrote; /* a document of the file was new */
};

struct gb_loader {
	struct gb_sink sink; /* first */
	struct gb_db *db;
	struct gb_loader_options o;
	struct gb_arena *run, *file, *rec; /* of the load; of the file; of a record, reset at will */
	struct gb_arena *changed; /* for `changes` */
	struct gb_spans changes;  /* lines of the current input file */
	struct gb_file_batch batch;
	struct gb_load_counts counts;
	long long load;
	struct gb_kind_columns columns[GB_KINDS];
	const char *insert[GB_KINDS]; /* NULL: not written that way */
	const char *mend;    /* the columns of a document once more */
	int status;
};

/* load.c */
void gb_load_tell(struct gb_loader *l, struct gb_span about, const char *what, struct gb_span why); /* a line to the log */
/* The database could not do it: true when it is only the values' fault and the load may go on. */
bool gb_load_refused(struct gb_loader *l, struct gb_span about);
bool gb_load_begin(struct gb_loader *l); /* the row of the load, the statements */
void gb_load_finish(struct gb_loader *l);
/* The parsed line, in l->rec, which is reset; NULL when it is no JSON. */
const struct gb_value *gb_load_parse(struct gb_loader *l, struct gb_span line);
/* The columns of the kind behind the n values that are there; returns how many there are then. */
size_t gb_load_values(struct gb_loader *l, enum gb_kind kind, const struct gb_value *v, struct gb_sql_value *to, size_t n);

/* rows.c: inside of a transaction; all but the row of the document.  False: gb_db_error. */
bool gb_rows_write(struct gb_loader *l, const struct gb_document_batch *d, long long doc);
const struct gb_value *gb_rows_value(struct gb_loader *l, const struct gb_batch_item *item); /* of item->line; l->rec is reset */

/* version.c: a transaction; counts and tells what became of it. */
void gb_version_write(struct gb_loader *l, struct gb_document_batch *d);

/* changes.c: those that are held, in a transaction. */
void gb_changes_write(struct gb_loader *l);

/* ---- an export ---- */

struct gb_export_file {
	FILE *stream;
	char *part, *final; /* g_free; NULL: not ours */
	GChecksum *sum;
	unsigned long long bytes, rows;
};

struct gb_exporter {
	struct gb_sink sink; /* first */
	struct gb_exporter_options o;
	struct gb_arena *run, *rec;
	struct gb_buf line;
	struct gb_kind_columns columns[GB_KINDS];
	struct gb_export_file file[GB_KINDS];
	unsigned long long count;
};


/* package.c: the text of datapackage.json. */
void gb_package_write(const struct gb_exporter *x, struct gb_buf *to);

#endif
