/* SQLite: a file beside the program.  Write-ahead log, so that a killed process leaves whole transactions only. */
#include "internal.h"
#include "base/say.h"

#include <glib.h>
#include <sqlite3.h>

/* What a user can do something about; the rest is told in SQLite's own words. */
static const char *text_of(int code, sqlite3 *c)
{
	static const struct {
		int code;
		const char *text;
	} texts[] = {
		{ SQLITE_NOTADB, N_("the file is no SQLite database") },
		{ SQLITE_CANTOPEN, N_("the file cannot be opened; its folder must be there, and you must be allowed to write to it") },
		{ SQLITE_READONLY, N_("the file or its folder cannot be written to") },
		{ SQLITE_BUSY, N_("another program holds the database; try again when it has ended") },
		{ SQLITE_LOCKED, N_("another program holds the database; try again when it has ended") },
		{ SQLITE_FULL, N_("no space is left on the disk") },
		{ SQLITE_IOERR, N_("input or output failed") },
		{ SQLITE_CORRUPT, N_("the database is damaged; load into a new one") },
		{ SQLITE_NOMEM, N_("out of memory") },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i].code == code)
			return gettext(texts[i].text);
	return sqlite3_errmsg(c);
}

static bool sqlite_failed(struct gb_db *db)
{
	sqlite3 *c = db->connection;
	int code = sqlite3_errcode(c) & 0xff;
	bool bad_value = code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH || code == SQLITE_TOOBIG;

	return gb_db_fail(db, text_of(code, c), bad_value);
}

static bool sqlite_script(struct gb_db *db, const char *sql)
{
	return sqlite3_exec(db->connection, sql, NULL, NULL, NULL) == SQLITE_OK || sqlite_failed(db);
}

/* Changing the journal of a file does not wait for others who are about to do the same, so we do. */
static bool use_log(struct gb_db *db)
{
	int code = SQLITE_BUSY;

	for (int i = 0; i < 600 && code == SQLITE_BUSY; i++) {
		if (i > 0)
			g_usleep(100000);
		code = sqlite3_exec(db->connection, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) & 0xff;
	}
	return code == SQLITE_OK || sqlite_failed(db);
}

static bool sqlite_open_file(struct gb_db *db, const char *path, enum gb_db_mode mode)
{
	/* Losing power may cost the last transactions, never the file; a killed process costs nothing. */
	static const char settings[] = "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA foreign_keys = ON;"
				       "PRAGMA wal_autocheckpoint = 8192";
	static const char reading[] = "PRAGMA cache_size = -65536; PRAGMA trusted_schema = OFF";
	sqlite3 *c = NULL;
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | (mode == GB_DB_CREATE ? SQLITE_OPEN_CREATE : 0);
	int code = sqlite3_open_v2(path, &c, flags, NULL);

	db->connection = c;
	if (code != SQLITE_OK)
		return c != NULL ? sqlite_failed(db) : gb_db_fail(db, _("out of memory"), false);
	sqlite3_extended_result_codes(c, 1);
	sqlite3_busy_timeout(c, 60000);
	return mode == GB_DB_CREATE ? use_log(db) && sqlite_script(db, settings) : sqlite_script(db, reading);
}

static void sqlite_close_file(struct gb_db *db)
{
	for (size_t i = 0; i < db->nsql; i++)
		sqlite3_finalize(db->statement[i]);
	sqlite3_close(db->connection);
}

static bool has_nul(struct gb_span s)
{
	return gb_span_find(s, (struct gb_span){ "", 1 }, 0) != (size_t)-1;
}

static int bind_text(struct gb_db *db, sqlite3_stmt *s, int place, struct gb_span text)
{
	if (!has_nul(text))
		return sqlite3_bind_text64(s, place, text.n > 0 ? text.p : "", text.n, SQLITE_STATIC, SQLITE_UTF8); /* NULL is no text */
	gb_buf_clear(&db->tmp);
	for (size_t i = 0; i < text.n; i++)
		gb_buf_add(&db->tmp, text.p[i] == '\0' ? GB_S("\xef\xbf\xbd") : gb_span_sub(text, i, 1));
	return sqlite3_bind_text64(s, place, db->tmp.p, db->tmp.n, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static bool bind(struct gb_db *db, sqlite3_stmt *s, const struct gb_sql_value *arg, size_t n)
{
	int code = SQLITE_OK;

	for (size_t i = 0; i < n && code == SQLITE_OK; i++) {
		int place = (int)i + 1;

		switch (arg[i].kind) {
		case GB_SQL_NULL:
			code = sqlite3_bind_null(s, place);
			break;
		case GB_SQL_TEXT:
			code = bind_text(db, s, place, arg[i].text);
			break;
		case GB_SQL_INT:
		case GB_SQL_BOOL:
			code = sqlite3_bind_int64(s, place, arg[i].number);
			break;
		}
	}
	return code == SQLITE_OK || sqlite_failed(db);
}

static void give_row(sqlite3_stmt *s, struct gb_rows *to)
{
	struct gb_sql_value cell[GB_SQL_CELLS];
	int n = sqlite3_column_count(s);

	for (int i = 0; i < n && i < GB_SQL_CELLS; i++) {
		const char *text = (const char *)sqlite3_column_text(s, i);
		struct gb_span span = { text != NULL ? text : "", text != NULL ? (size_t)sqlite3_column_bytes(s, i) : 0 };

		cell[i] = text != NULL ? gb_sql_text(span) : gb_sql_null();
	}
	to->row(to, cell, (size_t)n);
}

/* $1 is a name to SQLite, to be looked up for every value; ?1 is a place. */
static bool sqlite_prepare(struct gb_db *db, const char *sql, sqlite3_stmt **out)
{
	struct gb_buf text = { 0 };

	for (const char *p = sql; *p != '\0'; p++)
		gb_buf_add_byte(&text, *p == '$' ? '?' : *p);
	bool ok = sqlite3_prepare_v3(db->connection, text.p, (int)text.n, SQLITE_PREPARE_PERSISTENT, out, NULL) == SQLITE_OK;

	gb_buf_free(&text);
	return ok || sqlite_failed(db);
}

static bool sqlite_query(struct gb_db *db, size_t index, const char *sql, const struct gb_sql_value *arg, size_t n, struct gb_rows *to)
{
	sqlite3_stmt *s = db->statement[index];
	int code = SQLITE_ROW;

	if (s == NULL && !sqlite_prepare(db, sql, &s))
		return false;
	db->statement[index] = s;
	if (!bind(db, s, arg, n))
		return false;
	while (code == SQLITE_ROW) {
		code = sqlite3_step(s);
		if (code == SQLITE_ROW && to != NULL)
			give_row(s, to);
	}
	bool ok = code == SQLITE_DONE || sqlite_failed(db);

	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
	return ok;
}

#define QUARTER "'now', 'localtime', 'start of month', '-' || ((strftime('%m', 'now', 'localtime') - 1) % 3) || ' months'"

static const struct gb_dialect_word words[] = {
	{ "decimal", "TEXT" }, /* exact; value_sort puts them in order */
	{ "day", "TEXT" },
	{ "year deadline", "CAST(substr(deadline, 1, 4) AS INTEGER)" },
	{ "quarter_first", "date(" QUARTER ")" },
	{ "quarter_last", "date(" QUARTER ", '+3 months', '-1 day')" },
};

const struct gb_driver gb_driver_sqlite = {
	.name = "sqlite",
	.has_schema = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'gongbao'",
	.begin = "BEGIN IMMEDIATE",
	.word = words,
	.nword = sizeof words / sizeof *words,
	.open = sqlite_open_file,
	.close = sqlite_close_file,
	.script = sqlite_script,
	.query = sqlite_query,
};
