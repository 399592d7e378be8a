/* The load as the database sees it: its row, the statements it writes with, the values of records. */
#include "internal.h"

#include "base/say.h"

void gb_load_tell(struct gb_loader *l, struct gb_span about, const char *what, struct gb_span why)
{
	if (l->o.log == NULL)
		return;
	fprintf(l->o.log, "%.*s: %s", (int)about.n, about.p, what);
	if (why.n > 0)
		fprintf(l->o.log, ": %.*s", (int)why.n, why.p);
	fputc('\n', l->o.log);
}

bool gb_load_refused(struct gb_loader *l, struct gb_span about)
{
	gb_db_rollback(l->db);
	l->counts.refused++;
	l->status = gb_status_worst(l->status, gb_db_bad_value(l->db) ? 1 : 3);
	if (l->status < 3)
		gb_load_tell(l, about, _("refused"), gb_db_error(l->db));
	return l->status < 3;
}

const struct gb_value *gb_load_parse(struct gb_loader *l, struct gb_span line)
{
	struct gb_value *v = NULL;
	size_t at;

	gb_arena_reset(l->rec);
	return gb_json_parse(l->rec, line, &v, &at) == NULL ? v : NULL;
}

/* ---- statements ---- */

static const char *insert_text(struct gb_loader *l, enum gb_kind kind, const char *const *before, size_t nbefore)
{
	const struct gb_kind_columns *columns = &l->columns[kind];
	struct gb_buf b = { 0 };
	size_t n = nbefore;

	gb_buf_add(&b, GB_S("INSERT INTO "));
	gb_buf_add(&b, gb_kind_table(kind));
	for (size_t i = 0; i < nbefore; i++) {
		gb_buf_add(&b, i == 0 ? GB_S(" (") : GB_S(", "));
		gb_buf_add(&b, gb_span_of(before[i]));
	}
	for (size_t i = 0; i < columns->n; i++) {
		if (columns->item[i].filed)
			continue;
		gb_buf_add(&b, GB_S(", "));
		gb_buf_add(&b, columns->item[i].name);
		n++;
	}
	for (size_t i = 1; i <= n; i++) {
		gb_buf_add(&b, i == 1 ? GB_S(") VALUES ($") : GB_S(", $"));
		gb_buf_add_int(&b, (long long)i);
	}
	gb_buf_add_byte(&b, ')');
	gb_buf_add_byte(&b, '\0');
	const char *text = gb_arena_copy(l->run, gb_buf_span(&b)).p;

	gb_buf_free(&b);
	return text;
}

static const char *update_text(struct gb_loader *l, enum gb_kind kind, const char *head, const char *tail, size_t nbefore)
{
	const struct gb_kind_columns *columns = &l->columns[kind];
	struct gb_buf b = { 0 };
	size_t n = nbefore;

	gb_buf_add(&b, gb_span_of(head));
	for (size_t i = 0; i < columns->n; i++) {
		if (columns->item[i].filed)
			continue;
		gb_buf_add(&b, GB_S(", "));
		gb_buf_add(&b, columns->item[i].name);
		gb_buf_add(&b, GB_S(" = $"));
		gb_buf_add_int(&b, (long long)++n);
	}
	gb_buf_add(&b, gb_span_of(tail));
	gb_buf_add_byte(&b, '\0');
	const char *text = gb_arena_copy(l->run, gb_buf_span(&b)).p;

	gb_buf_free(&b);
	return text;
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
		l->insert[shapes[i].kind] = insert_text(l, shapes[i].kind, shapes[i].before, shapes[i].n);
	l->mend = update_text(l, GB_KIND_DOCUMENT, "UPDATE documents SET overlay = $2",
					" WHERE doc = $1", 2);
}

/* ---- values ---- */

static struct gb_sql_value column_value(struct gb_loader *l, const struct gb_kind_column *c, const struct gb_value *v,
					const struct gb_value **next)
{
	struct gb_span text = GB_S("");

	if (!gb_column_text(l->rec, c, v, next, &text))
		return gb_sql_null();
	if (!gb_column_fits(c->type, text)) {
		gb_load_tell(l, gb_value_text(v, GB_S("id")), _("left empty, as the database has no such value"), text);
		l->status = gb_status_worst(l->status, 1);
		return gb_sql_null();
	}
	if (c->type == GB_COLUMN_INT)
		return gb_sql_int(gb_value_parse_int(text));
	if (c->type == GB_COLUMN_BOOL)
		return gb_sql_bool(gb_span_eq(text, GB_S("true")));
	return gb_sql_text(text);
}

size_t gb_load_values(struct gb_loader *l, enum gb_kind kind, const struct gb_value *v, struct gb_sql_value *to, size_t n)
{
	const struct gb_kind_columns *columns = &l->columns[kind];
	const struct gb_value *next = NULL;

	for (size_t i = 0; i < columns->n; i++)
		if (!columns->item[i].filed)
			to[n++] = column_value(l, &columns->item[i], v, &next);
	return n;
}

/* ---- the row of the load ---- */

static const char *now(struct gb_arena *a)
{
	GDateTime *t = g_date_time_new_now_utc();
	char *text = g_date_time_format(t, "%Y-%m-%dT%H:%M:%SZ");
	const char *copy = gb_arena_concat(a, gb_span_of(text), (struct gb_span){ "", 1 }).p;

	g_free(text);
	g_date_time_unref(t);
	return copy;
}

bool gb_load_begin(struct gb_loader *l)
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
void gb_load_finish(struct gb_loader *l)
{
	static const char update[] = "UPDATE loads SET finished = $2, added = $3, unchanged = $4, refused = $5 WHERE load = $1";
	const struct gb_load_counts *c = &l->counts;
	const struct gb_sql_value row[] = { gb_sql_int(l->load), gb_sql_text(gb_span_of(now(l->run))),
					    gb_sql_int((long long)(c->first + c->reissued + c->reread)),
					    gb_sql_int((long long)(c->unchanged + c->corrected)), gb_sql_int((long long)c->refused) };

	if (l->status < 3 && !(gb_db_begin(l->db) && gb_db_run(l->db, update, row, 5) && gb_db_commit(l->db)))
		gb_load_refused(l, GB_T("the load"));
}
