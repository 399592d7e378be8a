/* PostgreSQL: text in, text out; the server turns text into numbers and days. */
#include "internal.h"

#include <libintl.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

/* The message of the server without "ERROR:" and without the lines that repeat the statement. */
static bool postgres_failed(struct gb_db *db, const PGresult *r)
{
	const char *state = r != NULL ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *message = r != NULL ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	/* Classes of SQLSTATE: 22 data exception, 23 integrity constraint. */
	bool bad_value = state != NULL && (strncmp(state, "22", 2) == 0 || strncmp(state, "23", 2) == 0);

	return gb_db_fail(db, message != NULL ? message : PQerrorMessage(db->connection), bad_value);
}

static void no_notice(void *arg, const PGresult *r)
{
	(void)arg;
	(void)r;
}

static bool postgres_script(struct gb_db *db, const char *sql)
{
	PGresult *r = PQexec(db->connection, sql);
	ExecStatusType status = PQresultStatus(r);
	bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || postgres_failed(db, r);

	PQclear(r);
	return ok;
}

static bool open_server(struct gb_db *db, const char *address, enum gb_db_mode mode)
{
	const char *const keys[] = { "dbname", "client_encoding", "application_name", NULL };
	const char *const values[] = { address, "UTF8", "gongbao", NULL };
	char texts[32]; /* where the library keeps its messages, which come in the language of ours */

	(void)mode;
	snprintf(texts, sizeof texts, "libpq5-%d", PQlibVersion() / 10000);
	bind_textdomain_codeset(texts, "UTF-8");
	PGconn *c = PQconnectdbParams(keys, values, 1);

	db->connection = c;
	if (PQstatus(c) != CONNECTION_OK)
		return gb_db_fail(db, PQerrorMessage(c), false);
	PQsetNoticeReceiver(c, no_notice, NULL);
	return postgres_script(db, "SET standard_conforming_strings = on; SET datestyle = 'ISO, YMD'");
}

static void close_server(struct gb_db *db)
{
	PQfinish(db->connection);
}

static bool postgres_prepare(struct gb_db *db, size_t index, const char *name, const char *sql)
{
	PGresult *r = PQprepare(db->connection, name, sql, 0, NULL);
	bool ok = PQresultStatus(r) == PGRES_COMMAND_OK || postgres_failed(db, r);

	PQclear(r);
	if (ok)
		db->statement[index] = db;
	return ok;
}

/* Adds the value with a NUL behind it to db->tmp. */
static void add_value(struct gb_db *db, const struct gb_sql_value *v)
{
	for (size_t i = 0; v->kind == GB_SQL_TEXT && i < v->text.n;) {
		size_t nul = gb_span_find(v->text, (struct gb_span){ "", 1 }, i);
		size_t end = nul != (size_t)-1 ? nul : v->text.n;

		gb_buf_add(&db->tmp, gb_span_sub(v->text, i, end - i));
		if (end < v->text.n)
			gb_buf_add(&db->tmp, GB_S("\xef\xbf\xbd"));
		i = end + 1;
	}
	if (v->kind == GB_SQL_INT)
		gb_buf_add_int(&db->tmp, v->number);
	if (v->kind == GB_SQL_BOOL)
		gb_buf_add_byte(&db->tmp, v->number != 0 ? 't' : 'f');
	gb_buf_add_byte(&db->tmp, '\0');
}

static bool send(struct gb_db *db, const char *name, const struct gb_sql_value *arg, size_t n)
{
	const char *value[GB_SQL_PARAMETERS];
	size_t at[GB_SQL_PARAMETERS];

	gb_buf_clear(&db->tmp);
	for (size_t i = 0; i < n; i++) {
		at[i] = db->tmp.n;
		add_value(db, &arg[i]);
	}
	for (size_t i = 0; i < n; i++)
		value[i] = arg[i].kind != GB_SQL_NULL ? db->tmp.p + at[i] : NULL;
	return PQsendQueryPrepared(db->connection, name, (int)n, value, NULL, NULL, 0) == 1 || postgres_failed(db, NULL);
}

static void give_rows(const PGresult *r, struct gb_rows *to)
{
	struct gb_sql_value cell[GB_SQL_CELLS];
	int n = PQnfields(r);

	for (int row = 0; row < PQntuples(r); row++) {
		for (int i = 0; i < n && i < GB_SQL_CELLS; i++) {
			struct gb_span text = { PQgetvalue(r, row, i), (size_t)PQgetlength(r, row, i) };

			cell[i] = PQgetisnull(r, row, i) != 0 ? gb_sql_null() : gb_sql_text(text);
		}
		to->row(to, cell, (size_t)n);
	}
}

static bool receive(struct gb_db *db, struct gb_rows *to)
{
	PGresult *r;
	bool ok = true;

	while ((r = PQgetResult(db->connection)) != NULL) {
		ExecStatusType status = PQresultStatus(r);

		if (status == PGRES_SINGLE_TUPLE && to != NULL)
			give_rows(r, to);
		else if (status != PGRES_SINGLE_TUPLE && status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
			ok = postgres_failed(db, r);
		PQclear(r);
	}
	return ok;
}

/* ---- rows by the bulk: COPY, in its text form ---- */

static void add_cell(struct gb_buf *to, struct gb_span text)
{
	static const struct {
		char c;
		const char *as;
	} escapes[] = { { '\\', "\\\\" }, { '\n', "\\n" }, { '\r', "\\r" }, { '\t', "\\t" }, { '\0', "\xef\xbf\xbd" } };
	size_t from = 0;

	for (size_t i = 0; i < text.n; i++)
		for (size_t e = 0; (unsigned char)text.p[i] < ' ' || text.p[i] == '\\'; e++) {
			if (e == sizeof escapes / sizeof *escapes)
				break;
			if (text.p[i] != escapes[e].c)
				continue;
			gb_buf_add(to, gb_span_sub(text, from, i - from));
			gb_buf_add(to, gb_span_of(escapes[e].as));
			from = i + 1;
			break;
		}
	gb_buf_add(to, gb_span_from(text, from));
}

static void add_row(struct gb_buf *to, const struct gb_sql_value *row, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			gb_buf_add_byte(to, '\t');
		switch (row[i].kind) {
		case GB_SQL_NULL:
			gb_buf_add(to, GB_S("\\N"));
			break;
		case GB_SQL_TEXT:
			add_cell(to, row[i].text);
			break;
		case GB_SQL_INT:
			gb_buf_add_int(to, row[i].number);
			break;
		case GB_SQL_BOOL:
			gb_buf_add_byte(to, row[i].number != 0 ? 't' : 'f');
			break;
		}
	}
	gb_buf_add_byte(to, '\n');
}

/* "INSERT INTO t (a, b) VALUES ..." becomes "COPY t (a, b) FROM STDIN". */
static bool begin_copy(struct gb_db *db, const char *insert)
{
	struct gb_span text = gb_span_from(gb_span_of(insert), sizeof "INSERT INTO " - 1);
	PGresult *r;

	gb_buf_clear(&db->tmp);
	gb_buf_add(&db->tmp, GB_S("COPY "));
	gb_buf_add(&db->tmp, gb_span_sub(text, 0, gb_span_find(text, GB_S(" VALUES"), 0)));
	gb_buf_add(&db->tmp, GB_S(" FROM STDIN"));
	gb_buf_add_byte(&db->tmp, '\0');
	r = PQexec(db->connection, db->tmp.p);
	bool ok = PQresultStatus(r) == PGRES_COPY_IN || postgres_failed(db, r);

	PQclear(r);
	return ok;
}

static bool send_rows(struct gb_db *db, const char *insert, struct gb_span rows)
{
	enum { PIECE = 1 << 20 };

	if (!begin_copy(db, insert))
		return false;
	for (size_t at = 0; at < rows.n; at += PIECE) {
		size_t n = rows.n - at < PIECE ? rows.n - at : PIECE;

		if (PQputCopyData(db->connection, rows.p + at, (int)n) != 1)
			return postgres_failed(db, NULL);
	}
	return PQputCopyEnd(db->connection, NULL) == 1 ? receive(db, NULL) : postgres_failed(db, NULL);
}

static bool postgres_query(struct gb_db *db, size_t index, const char *sql, const struct gb_sql_value *arg, size_t n, struct gb_rows *to)
{
	char name[32];

	snprintf(name, sizeof name, "s%zu", index);
	if (db->statement[index] == NULL && !postgres_prepare(db, index, name, sql))
		return false;
	if (!send(db, name, arg, n))
		return false;
	if (to != NULL)
		PQsetSingleRowMode(db->connection);
	return receive(db, to);
}

static const struct gb_dialect_word words[] = {
	{ "decimal", "NUMERIC" },
	{ "day", "DATE" },
	{ "year deadline", "CAST(extract(year FROM deadline) AS BIGINT)" },
	{ "quarter_first", "date_trunc('quarter', current_date)::date" },
	{ "quarter_last", "(date_trunc('quarter', current_date) + interval '3 months' - interval '1 day')::date" },
};

const struct gb_driver gb_driver_postgres = {
	.name = "postgresql",
	.has_schema = "SELECT count(*) FROM pg_catalog.pg_tables WHERE tablename = 'gongbao'"
		      " AND schemaname = ANY (current_schemas(false))",
	/* The number is that of nobody else's lock: "gongbao" on a telephone. */
	.begin = "BEGIN; SELECT pg_advisory_xact_lock(4664226)",
	/* Faster searches where the extension is installed and may be used. */
	.extra = "CREATE EXTENSION IF NOT EXISTS pg_trgm;"
		 "CREATE INDEX IF NOT EXISTS passages_words ON passages USING gin (words gin_trgm_ops)",
	.word = words,
	.nword = sizeof words / sizeof *words,
	.open = open_server,
	.close = close_server,
	.script = postgres_script,
	.query = postgres_query,
	.add_row = add_row,
	.send_rows = send_rows,
};
