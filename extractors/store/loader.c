/* The sink: holds the records of a file until it is complete, then its documents go in, and what is no part of them. */
#include "internal.h"

#include "base/say.h"

/* Lines of a file whose values are kept from when they came; beyond, they are parsed once more when they are written. */
#define MOST_HELD ((size_t)64 << 20)

static gpointer key_of(struct gb_loader *l, struct gb_span s)
{
	struct gb_span *key = gb_arena_alloc(l->file, sizeof *key);

	*key = s;
	return key;
}

/* ---- errors of the file ---- */

static bool write_error(struct gb_loader *l, struct gb_span line, long long n)
{
	struct gb_sql_value row[GB_SQL_PARAMETERS] = { gb_sql_int(n), gb_sql_text(line) };
	const struct gb_value *v = gb_load_parse(l, line);

	if (v == NULL)
		return true;
	const size_t columns = gb_load_values(l, GB_KIND_ERROR, v, row, 2);

	row[2] = gb_sql_text(l->batch.path); /* that of the file, whatever the record says */
	return gb_db_put(l->db, l->insert[GB_KIND_ERROR], row, columns);
}

static bool write_errors(struct gb_loader *l)
{
	static const char drop[] = "DELETE FROM errors WHERE path = $1";
	const struct gb_sql_value path = gb_sql_text(l->batch.path);

	if (!gb_db_begin(l->db) || !gb_db_run(l->db, drop, &path, 1))
		return false;
	for (size_t i = 0; i < l->batch.errors.n; i++)
		if (!write_error(l, l->batch.errors.item[i], (long long)i))
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
	for (size_t i = 0; i < c->l->batch.n; i++)
		if (gb_span_eq(c->l->batch.document[i]->identity, cell[0].text))
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
	const struct gb_sql_value sha256 = gb_sql_text(l->batch.sha256);

	if (!gb_db_begin(l->db) || !gb_db_query(l->db, ask, &sha256, 1, &c.rows))
		return false;
	for (size_t i = 0; i < c.n; i++) {
		const struct gb_sql_value identity = gb_sql_text(c.identity[i]);

		if (!gb_db_run(l->db, age, &identity, 1))
			return false;
		gb_load_tell(l, c.identity[i], _("no longer current, its file is read as another document"), l->batch.path);
	}
	return gb_db_commit(l->db);
}

static void write_rest(struct gb_loader *l)
{
	static const char known[] = "SELECT count(*) FROM errors WHERE path = $1";
	const struct gb_sql_value path = gb_sql_text(l->batch.path);
	long long errors = 0;
	bool ok = gb_db_number(l->db, known, &path, 1, &errors);

	if (ok && (errors > 0 || l->batch.errors.n > 0))
		ok = write_errors(l);
	if (ok && l->batch.wrote && l->batch.sha256.n > 0 && !l->o.partial)
		ok = withdraw(l);
	if (!ok)
		gb_load_refused(l, l->batch.path);
}

/* ---- the file ---- */

static void batch_open(struct gb_loader *l)
{
	gb_arena_reset(l->file);
	l->batch = (struct gb_file_batch){
		.by_id = g_hash_table_new(gb_span_hash, gb_span_same),
		.item_at = g_hash_table_new(gb_span_hash, gb_span_same),
	};
}

static void batch_close(struct gb_loader *l)
{
	g_hash_table_destroy(l->batch.by_id);
	g_hash_table_destroy(l->batch.item_at);
}

static void write_batch(struct gb_loader *l)
{
	for (size_t i = 0; i < l->batch.n && l->status < 3; i++)
		gb_version_write(l, l->batch.document[i]);
	if (l->status < 3)
		write_rest(l);
	batch_close(l);
	batch_open(l);
}

static void refuse_batch(struct gb_loader *l, const char *why)
{
	gb_load_tell(l, l->batch.path, _("refused"), gb_span_of(why));
	l->counts.refused++;
	l->status = gb_status_worst(l->status, 1);
	batch_close(l);
	batch_open(l);
}

/* No summary has come for what is held. */
static void flush(struct gb_loader *l)
{
	if (l->batch.sourced && !l->o.partial)
		refuse_batch(l, _("the records end before the summary of the file; convert it again, or take what is there with "
				  "--partial"));
	else
		write_batch(l);
}

static struct gb_document_batch *document_of(struct gb_loader *l, struct gb_span document, bool head)
{
	struct gb_document_batch *h = g_hash_table_lookup(l->batch.by_id, &document);
	int nth = h != NULL ? h->nth : 0;

	if (h != NULL && !(head && h->headed))
		return h;
	h = gb_arena_alloc(l->file, sizeof *h);
	h->id = document;
	h->nth = nth + 1;
	*GB_PUSH(l->file, l->batch.document, l->batch.n, l->batch.cap) = h;
	g_hash_table_replace(l->batch.by_id, key_of(l, document), h);
	return h;
}

static void take_source(struct gb_loader *l, const struct gb_value *v)
{
	flush(l);
	l->batch.sourced = true;
	l->batch.path = gb_arena_copy(l->file, gb_value_text(v, GB_S("path")));
	l->batch.sha256 = gb_arena_copy(l->file, gb_value_text(v, GB_S("sha256")));
	l->batch.media = gb_arena_copy(l->file, gb_value_text(v, GB_S("media")));
}

/* Did all come that the program wrote?  NULL, or what is wrong. */
static const char *incomplete(const struct gb_loader *l, const struct gb_summary_record *s)
{
	for (int k = 0; k < GB_KINDS; k++)
		if (gb_kind_is_counted((enum gb_kind)k) && k != GB_KIND_ERROR && s->counts.of[k] != l->batch.seen.of[k])
			return _("there are not as many records as its summary says; convert it again, or take what is there with "
				 "--partial");
	return NULL;
}

static void take_summary(struct gb_loader *l, const struct gb_summary_record *s)
{
	const char *wrong = l->batch.sourced && !l->o.partial ? incomplete(l, s) : NULL;

	if (wrong != NULL)
		refuse_batch(l, wrong);
	else
		write_batch(l);
}

static void take_record(struct gb_loader *l, enum gb_kind kind, struct gb_span line, const struct gb_value *v)
{
	bool head = kind == GB_KIND_DOCUMENT;

	l->batch.seen.of[kind]++;
	struct gb_span document = gb_arena_copy(l->file, gb_value_text(v, head ? GB_S("id") : GB_S("document")));
	struct gb_document_batch *h = document_of(l, document, head);
	struct gb_span copy = gb_arena_copy(l->file, line);
	struct gb_batch_item item = { kind, copy, copy, gb_arena_copy(l->file, gb_value_text(v, GB_S("id"))), NULL };

	l->batch.held += line.n;
	if (l->batch.held < MOST_HELD)
		item.value = gb_json_copy(l->file, v, line, copy);

	h->headed = h->headed || head;
	*GB_PUSH(l->file, h->item, h->n, h->cap) = item;
	if (item.id.n > 0)
		g_hash_table_replace(l->batch.item_at, key_of(l, item.id), GSIZE_TO_POINTER(h->n));
}

/* The record a correction is about is put back to what the program had read. */
static void take_back(struct gb_loader *l, struct gb_document_batch *h, struct gb_span id, const struct gb_value *v)
{
	const struct gb_value *read = gb_value_member(v, GB_S("read"));
	struct gb_span raw = read != NULL && read->kind == GB_JSON_OBJECT ? gb_arena_copy(l->file, read->raw) : GB_S("");
	size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(l->batch.item_at, &id));

	if (gb_span_eq(gb_value_text(v, GB_S("action")), GB_S("reject"))) {
		const enum gb_kind kind = gb_kind_of_name(gb_value_text(read, GB_S("record")));

		if (kind < GB_KINDS)
			*GB_PUSH(l->file, h->item, h->n, h->cap) = (struct gb_batch_item){ .kind = kind, .read = raw, .id = id };
	} else if (at > 0 && at <= h->n && gb_span_eq(h->item[at - 1].id, id)) {
		h->item[at - 1].read = raw;
	}
}

static void take_correction(struct gb_loader *l, struct gb_span line, const struct gb_value *v)
{
	struct gb_span document = gb_arena_copy(l->file, gb_value_text(v, GB_S("document")));
	struct gb_document_batch *h = document_of(l, document, false);
	struct gb_span id = gb_arena_copy(l->file, gb_value_text(v, GB_S("id")));

	*GB_PUSH(l->file, h->correction, h->ncorrection, h->correction_cap) = gb_arena_copy(l->file, line);
	if (gb_span_eq(gb_value_text(v, GB_S("state")), GB_S("applied")))
		take_back(l, h, id, v);
	else
		gb_load_tell(l, id, _("correction not applied"), gb_say_span(gb_value_text(v, GB_S("why"))));
}

/* A file that holds no records at all has many such lines; the first tell enough. */
static void drop_line(struct gb_loader *l, const struct gb_bad_line *line)
{
	static const unsigned long long told = 10;
	char *what = NULL;

	l->counts.dropped++;
	if (l->counts.dropped <= told) {
		what = g_strdup_printf(_("line %llu was dropped"), line->line);
		gb_load_tell(l, GB_S("gongbao load"), what, gb_span_of(gb_say(line->why)));
	}
	if (l->counts.dropped == told)
		gb_load_tell(l, GB_S("gongbao load"), _("further bad lines are not listed"), GB_S(""));
	g_free(what);
}

static void take_error(struct gb_loader *l, struct gb_record *r)
{
	const struct gb_error *e = gb_record_data(r, l->rec);

	if (e != NULL && e->line != NULL)
		drop_line(l, e->line);
	else if (e != NULL)
		*GB_PUSH(l->file, l->batch.errors.item, l->batch.errors.n, l->batch.errors.cap) =
			gb_arena_copy(l->file, gb_record_line(r, l->rec));
}

static bool is_change(enum gb_kind kind)
{
	return kind == GB_KIND_CHANGE || kind == GB_KIND_MEASURE_CHANGE || kind == GB_KIND_MILESTONE_CHANGE;
}

static void take(struct gb_loader *l, struct gb_record *r, const struct gb_value *v)
{
	const struct gb_span line = gb_record_line(r, l->rec);

	if (r->kind == GB_KIND_SOURCE)
		take_source(l, v);
	else if (r->kind == GB_KIND_SUMMARY)
		take_summary(l, gb_record_data(r, l->rec));
	else if (r->kind == GB_KIND_CORRECTION)
		take_correction(l, line, v);
	else if (is_change(r->kind))
		*GB_PUSH(l->changed, l->changes.item, l->changes.n, l->changes.cap) = gb_arena_copy(l->changed, line);
	else if (gb_kind_table(r->kind).n > 0)
		take_record(l, r->kind, line, v);
	else
		l->counts.passed_by++;
}

static void loader_put(struct gb_sink *self, struct gb_record *r)
{
	struct gb_loader *l = (struct gb_loader *)self;
	const struct gb_value *v;

	if (l->status >= 3)
		return;
	gb_arena_reset(l->rec);
	if (r->kind == GB_KIND_ERROR)
		take_error(l, r);
	else if ((v = gb_record_value(r, l->rec)) != NULL)
		take(l, r, v);
}

static void loader_end(struct gb_sink *self)
{
	struct gb_loader *l = (struct gb_loader *)self;

	flush(l);
	gb_changes_write(l);
	gb_load_finish(l);
}

struct gb_loader *gb_loader_new(struct gb_db *db, const struct gb_loader_options *o)
{
	struct gb_arena *run = gb_arena_new(0);
	struct gb_loader *l = gb_arena_alloc(run, sizeof *l);

	*l = (struct gb_loader){ .sink = { loader_put, loader_end }, .db = db, .o = *o, .run = run };
	l->file = gb_arena_new(0);
	l->rec = gb_arena_new(0);
	l->changed = gb_arena_new(0);
	batch_open(l);
	if (gb_load_begin(l))
		return l;
	gb_loader_free(l);
	return NULL;
}

struct gb_sink *gb_loader_sink(struct gb_loader *l)
{
	return &l->sink;
}

void gb_loader_input_ends(struct gb_loader *l)
{
	gb_changes_write(l);
}

int gb_loader_status(const struct gb_loader *l)
{
	return l->status;
}

const struct gb_load_counts *gb_loader_counts(const struct gb_loader *l)
{
	return &l->counts;
}

void gb_loader_free(struct gb_loader *l)
{
	batch_close(l);
	gb_arena_free(l->file);
	gb_arena_free(l->rec);
	gb_arena_free(l->changed);
	gb_arena_free(l->run);
}
