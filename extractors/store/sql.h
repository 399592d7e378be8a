/*
 * sql - one door to two databases: SQLite, which needs nothing, and PostgreSQL.
 *
 * An address that begins with postgresql:// or postgres:// goes to libpq with all that libpq knows
 * (a service, ~/.pgpass, PGPASSWORD); any other is the path of an SQLite file, with or without "sqlite:"
 * before it.
 *
 * Statements are prepared once and kept by the address of their text, which must outlive the
 * connection; parameters are $1, $2 ... and values never become part of a statement.  Every function
 * that can fail returns false, and gb_db_error then tells why.  After a failure inside a transaction the
 * only sensible call is gb_db_rollback.  Not for use from two threads.
 */
#ifndef GB_STORE_SQL_H
#define GB_STORE_SQL_H

#include "base/buf.h"

struct gb_db;

enum gb_db_mode {
	GB_DB_CREATE, /* make the file and the tables when they are not there */
	GB_DB_USE     /* they must be there */
};

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

/* NULL when it cannot be opened; *why then says it. */
struct gb_db *gb_db_open(const char *address, enum gb_db_mode mode, struct gb_buf *why);
void gb_db_close(struct gb_db *db); /* NULL is fine */

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
/* The cell of an answer of one row as a number; *out is left alone when there is none or it is NULL. */
bool gb_db_number(struct gb_db *db, const char *sql, const struct gb_sql_value *arg, size_t n, long long *out);

/* What went wrong last. */
struct gb_span gb_db_error(const struct gb_db *db);
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

#endif
