/* What is no part of a document: the load itself, errors, changes, readings that nothing stands for any more. */
#include "loader_int.h"
#include "base/say.h"

/* ---- the load ---- */

static const char *now(struct gb_arena *a)
{
	GDateTime *t = g_date_time_new_now_utc();
	char *text = g_date_time_format(t, "%Y-%m-%dT%H:%M:%SZ");
	const char *copy = gb_arena_concat(a, gb_span_of(text), (struct gb_span){ "", 1 }).p;

	g_free(text);
	g_date_time_unref(t);
	return copy;
}

static void write_statements(struct gb_loader *l)
{
	static const char *const document[] = { "doc",     "identity", "version", "current",       "cause",
						"digest",  "content",  "overlay", "load",          "source_sha256",
						"media" };
	static const char *const record[] = { "doc", "seq" };
	static const char *const correction[] = { "doc", "n", "record" };
	static const char *const error[] = { "n", "record" };
	static const char *const change[] = { "from_document", "to_document", "seq", "record" };
	static const struct {
		enum gb_kind kind;
		const char *const *before;
		size_t n;
	} shapes[] = {
		{ GB_KIND_DOCUMENT, document, sizeof document / sizeof *document },
		{ GB_KIND_SECTION, record, 2 },     { GB_KIND_MEASURE, record, 2 },
		{ GB_KIND_TARGET, record, 2 },      { GB_KIND_FACT, record, 2 },
		{ GB_KIND_MILESTONE, record, 2 },   { GB_KIND_CHANGE, change, 4 },
		{ GB_KIND_MEASURE_CHANGE, change, 4 }, { GB_KIND_MILESTONE_CHANGE, change, 4 },
		{ GB_KIND_CORRECTION, correction, 3 }, { GB_KIND_ERROR, error, 2 },
	};

	for (int k = 0; k < GB_KINDS; k++)
		gb_columns_make(l->run, (enum gb_kind)k, &l->columns[k]);
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		l->insert[shapes[i].kind] = gb_loader_insert_text(l, shapes[i].kind, shapes[i].before, shapes[i].n);
	l->mend = gb_loader_update_text(l, GB_KIND_DOCUMENT, "UPDATE documents SET overlay = $2",
					" WHERE doc = $1", 2);
}

bool gb_loader_begin(struct gb_loader *l)
{
	static const char last[] = "SELECT max(load) FROM loads";
	static const char insert[] = "INSERT INTO loads (load, program, started) VALUES ($1, $2, $3)";
	bool ok = gb_db_begin(l->db) && gb_db_number(l->db, last, NULL, 0, &l->load);
	const struct gb_sql_value row[] = { gb_sql_int(++l->load), gb_sql_text(gb_span_of(l->o.program)),
					    gb_sql_text(gb_span_of(now(l->run))) };

	write_statements(l);
	ok = ok && gb_db_run(l->db, insert, row, 3) && gb_db_commit(l->db);
	if (!ok)
		gb_db_rollback(l->db);
	return ok;
}

/* A load without `finished` did not come to its end. */
void gb_loader_finish(struct gb_loader *l)
{
	static const char update[] = "UPDATE loads SET finished = $2, added = $3, unchanged = $4, refused = $5 WHERE load = $1";
	const struct gb_load_counts *c = &l->counts;
	const struct gb_sql_value row[] = { gb_sql_int(l->load), gb_sql_text(gb_span_of(now(l->run))),
					    gb_sql_int((long long)(c->first + c->reissued + c->reread)),
					    gb_sql_int((long long)(c->unchanged + c->corrected)), gb_sql_int((long long)c->refused) };

	if (l->status < 3 && !(gb_db_begin(l->db) && gb_db_run(l->db, update, row, 5) && gb_db_commit(l->db)))
		gb_loader_refused(l, GB_T("the load"));
}

/* ---- errors of the file ---- */

static bool write_error(struct gb_loader *l, struct gb_span line, long long n)
{
	struct gb_sql_value row[GB_SQL_PARAMETERS] = { gb_sql_int(n), gb_sql_text(line) };
	struct gb_value *v = NULL;
	size_t at;

	gb_arena_reset(l->rec);
	if (gb_json_parse(l->rec, line, &v, &at) != NULL)
		return true;
	const size_t columns = gb_loader_values(l, GB_KIND_ERROR, v, row, 2);

	row[2] = gb_sql_text(l->unit.path); /* that of the file, whatever the record says */
	return gb_db_put(l->db, l->insert[GB_KIND_ERROR], row, columns);
}

static bool write_errors(struct gb_loader *l)
{
	static const char drop[] = "DELETE FROM errors WHERE path = $1";
	const struct gb_sql_value path = gb_sql_text(l->unit.path);

	if (!gb_db_begin(l->db) || !gb_db_run(l->db, drop, &path, 1))
		return false;
	for (size_t i = 0; i < l->unit.errors.n; i++)
		if (!write_error(l, l->unit.errors.item[i], (long long)i))
			return false;
	return gb_db_commit(l->db);
}

/* ---- readings that nothing stands for any more ---- */

struct current {
	struct gb_rows rows;
	struct gb_loader *l;
	struct gb_span *identity;
	size_t n, cap;
};

static void take_current(struct gb_rows *self, const struct gb_sql_value *cell, size_t n)
{
	struct current *c = (struct current *)self;

	(void)n;
	for (size_t i = 0; i < c->l->unit.n; i++)
		if (gb_span_eq(c->l->unit.holding[i]->identity, cell[0].text))
			return;
	*GB_PUSH(c->l->file, c->identity, c->n, c->cap) = gb_arena_copy(c->l->file, cell[0].text);
}

/*
 * The same bytes were read as another document before (a number was overlooked, say): that reading is no longer
 * current, or the document would be there twice.
 */
static bool withdraw(struct gb_loader *l)
{
	static const char ask[] = "SELECT identity FROM documents WHERE source_sha256 = $1 AND current";
	static const char age[] = "UPDATE documents SET current = FALSE WHERE identity = $1 AND current";
	struct current c = { .rows = { take_current }, .l = l };
	const struct gb_sql_value sha256 = gb_sql_text(l->unit.sha256);

	if (!gb_db_begin(l->db) || !gb_db_query(l->db, ask, &sha256, 1, &c.rows))
		return false;
	for (size_t i = 0; i < c.n; i++) {
		const struct gb_sql_value identity = gb_sql_text(c.identity[i]);

		if (!gb_db_run(l->db, age, &identity, 1))
			return false;
		gb_loader_tell(l, c.identity[i], _("no longer current, its file is read as another document"), l->unit.path);
	}
	return gb_db_commit(l->db);
}

void gb_loader_write_rest(struct gb_loader *l)
{
	static const char known[] = "SELECT count(*) FROM errors WHERE path = $1";
	const struct gb_sql_value path = gb_sql_text(l->unit.path);
	long long errors = 0;
	bool ok = gb_db_number(l->db, known, &path, 1, &errors);

	if (ok && (errors > 0 || l->unit.errors.n > 0))
		ok = write_errors(l);
	if (ok && l->unit.wrote && l->unit.sha256.n > 0 && !l->o.partial)
		ok = withdraw(l);
	if (!ok)
		gb_loader_refused(l, l->unit.path);
}
