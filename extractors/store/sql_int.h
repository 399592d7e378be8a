/*
 * sql_int - what a database driver is: sql.c holds the connection, sqlite.c and postgres.c know the libraries.
 */
#ifndef GB_STORE_SQL_INT_H
#define GB_STORE_SQL_INT_H

#include "sql.h"

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

#endif
