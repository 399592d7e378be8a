#include "internal.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/json.h"
#include "base/say.h"

static const char schema_wanted[] = "gongbao-store/3";

bool gb_db_fail(struct gb_db *db, const char *what, bool bad_value)
{
	gb_buf_clear(&db->error);
	gb_buf_add(&db->error, gb_span_trim(gb_span_of(what != NULL ? what : _("no reason was given"))));
	db->bad_value = bad_value;
	return false;
}

struct gb_span gb_db_error(const struct gb_db *db)
{
	return gb_buf_span(&db->error);
}

bool gb_db_bad_value(const struct gb_db *db)
{
	return db->bad_value;
}

bool gb_db_embedded(const struct gb_db *db)
{
	return db->driver == &gb_driver_sqlite;
}

/* The place of a statement among those that are kept. */
static size_t place(struct gb_db *db, const char *sql)
{
	size_t i = 0;

	while (i < db->nsql && db->sql[i] != sql)
		i++;
	if (i == db->nsql) {
		if (i == GB_SQL_STATEMENTS)
			abort(); /* a mistake of ours: there are as many statements as the program has written down */
		db->sql[db->nsql++] = sql;
	}
	return i;
}

/* ---- rows that wait ---- */

#define MOST_WAITING ((size_t)4 << 20)

static void drop_waiting(struct gb_db *db)
{
	for (size_t i = 0; i < db->nsql; i++)
		gb_buf_clear(&db->waiting[i]);
	db->nwaiting = 0;
}

static bool send_waiting(struct gb_db *db)
{
	bool ok = true;

	for (size_t i = 0; i < db->nsql && ok && db->nwaiting > 0; i++)
		if (db->waiting[i].n > 0)
			ok = db->driver->send_rows(db, db->sql[i], gb_buf_span(&db->waiting[i]));
	drop_waiting(db);
	return ok;
}

bool gb_db_put(struct gb_db *db, const char *insert, const struct gb_sql_value *row, size_t n)
{
	size_t i = place(db, insert), before = db->waiting[i].n;

	if (db->driver->add_row == NULL)
		return db->driver->query(db, i, insert, row, n, NULL);
	db->driver->add_row(&db->waiting[i], row, n);
	db->nwaiting += db->waiting[i].n - before;
	return db->nwaiting < MOST_WAITING || send_waiting(db);
}

bool gb_db_query(struct gb_db *db, const char *sql, const struct gb_sql_value *arg, size_t n, struct gb_rows *to)
{
	if (db->nwaiting > 0 && !send_waiting(db))
		return false;
	return db->driver->query(db, place(db, sql), sql, arg, n, to);
}

bool gb_db_run(struct gb_db *db, const char *sql, const struct gb_sql_value *arg, size_t n)
{
	return gb_db_query(db, sql, arg, n, NULL);
}

struct number {
	struct gb_rows rows;
	long long *out;
};

static void take_number(struct gb_rows *self, const struct gb_sql_value *cell, size_t n)
{
	struct number *x = (struct number *)self;

	if (n > 0 && cell[0].kind != GB_SQL_NULL)
		*x->out = gb_value_parse_int(cell[0].text);
}

bool gb_db_number(struct gb_db *db, const char *sql, const struct gb_sql_value *arg, size_t n, long long *out)
{
	struct number x = { { take_number }, out };

	return gb_db_query(db, sql, arg, n, &x.rows);
}

bool gb_db_begin(struct gb_db *db)
{
	return db->driver->script(db, db->driver->begin);
}

bool gb_db_commit(struct gb_db *db)
{
	return (db->nwaiting == 0 || send_waiting(db)) && db->driver->script(db, "COMMIT");
}

void gb_db_rollback(struct gb_db *db)
{
	struct gb_buf kept = db->error; /* what went wrong first is what matters */
	bool bad_value = db->bad_value;

	drop_waiting(db);
	db->error = (struct gb_buf){ 0 };
	if (!db->driver->script(db, "ROLLBACK"))
		bad_value = false; /* the connection is gone */
	gb_buf_free(&db->error);
	db->error = kept;
	db->bad_value = bad_value;
}

struct same {
	struct gb_rows rows;
	bool yes;
};

static void take_schema(struct gb_rows *self, const struct gb_sql_value *cell, size_t n)
{
	struct same *s = (struct same *)self;

	s->yes = n == 1 && gb_span_eq(cell[0].text, gb_span_of(schema_wanted));
}

static bool check_schema(struct gb_db *db)
{
	static const char ask[] = "SELECT schema FROM gongbao";
	struct same s = { { take_schema }, false };

	if (!gb_db_query(db, ask, NULL, 0, &s.rows))
		return false;
	return s.yes || gb_db_fail(db, _("the tables are of another version of gongbao; load into a new database"), false);
}

static bool make_tables(struct gb_db *db)
{
	long long there = 0;

	/* Asked again inside: another load may just have made them. */
	if (!db->driver->script(db, db->driver->begin))
		return false;
	if (!gb_db_number(db, db->driver->has_schema, NULL, 0, &there) || (there == 0 && !gb_tables_make(db)) || !gb_db_commit(db)) {
		gb_db_rollback(db);
		return false;
	}
	if (there == 0 && db->driver->extra != NULL && !db->driver->script(db, db->driver->extra))
		gb_buf_clear(&db->error); /* it makes things faster, no more */
	return true;
}

static bool tables_there(struct gb_db *db, enum gb_db_mode mode)
{
	long long there = 0;

	if (!gb_db_number(db, db->driver->has_schema, NULL, 0, &there))
		return false;
	if (there == 0 && mode == GB_DB_USE)
		return gb_db_fail(db, _("it holds no documents; gongbao load puts them in"), false);
	return (there > 0 || make_tables(db)) && check_schema(db);
}

struct gb_db *gb_db_open(const char *address, enum gb_db_mode mode, struct gb_buf *why)
{
	bool postgres = g_str_has_prefix(address, "postgresql://") || g_str_has_prefix(address, "postgres://");
	struct gb_db *db = g_new0(struct gb_db, 1);

	db->driver = postgres ? &gb_driver_postgres : &gb_driver_sqlite;
	if (!postgres && g_str_has_prefix(address, "sqlite:"))
		address += strlen("sqlite:");
	if (db->driver->open(db, address, mode) && tables_there(db, mode))
		return db;
	gb_buf_clear(why);
	gb_buf_add(why, gb_db_error(db));
	gb_db_close(db);
	return NULL;
}

void gb_db_close(struct gb_db *db)
{
	if (db == NULL)
		return;
	db->driver->close(db);
	for (size_t i = 0; i < db->nsql; i++)
		gb_buf_free(&db->waiting[i]);
	gb_buf_free(&db->error);
	gb_buf_free(&db->tmp);
	g_free(db);
}
