#include "internal.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "view/view.h"

static void say(struct gb_buf *why, const char *path)
{
	gb_buf_clear(why);
	gb_buf_add(why, gb_span_of(path));
	gb_buf_add(why, GB_S(": "));
	gb_buf_add(why, gb_span_of(strerror(errno)));
}

/* ---- files ---- */

static bool open_file(struct gb_exporter *x, size_t i, struct gb_buf *why)
{
	struct gb_export_file *f = &x->file[i];
	const char *suffix = x->o.format == GB_EXPORT_JSONL ? "jsonl" : "csv";
	char *name = g_strdup_printf("%s.%s", gb_kind_table((enum gb_kind)i).p, suffix);
	char *hidden = g_strdup_printf(".%s.%ld.part", name, (long)getpid());

	f->final = g_build_filename(x->o.folder, name, NULL);
	f->part = g_build_filename(x->o.folder, hidden, NULL);
	f->stream = fopen(f->part, "wb");
	if (f->stream == NULL)
		say(why, f->part);
	g_free(hidden);
	g_free(name);
	return f->stream != NULL;
}

static bool open_files(struct gb_exporter *x, struct gb_buf *why)
{
	if (g_mkdir_with_parents(x->o.folder, 0777) != 0) {
		say(why, x->o.folder);
		return false;
	}
	for (size_t i = 0; i < GB_KINDS; i++)
		if (gb_kind_table((enum gb_kind)i).n > 0 && !open_file(x, i, why))
			return false;
	return true;
}

static void write_bytes(struct gb_export_file *f, struct gb_span s)
{
	fwrite(s.p, 1, s.n, f->stream);
	g_checksum_update(f->sum, (const guchar *)s.p, (gssize)s.n);
	f->bytes += s.n;
}

static void write_header(struct gb_exporter *x, size_t i)
{
	const struct gb_kind_columns *columns = &x->columns[i];

	gb_buf_clear(&x->line);
	if (x->o.excel)
		gb_buf_add(&x->line, GB_S("\xef\xbb\xbf"));
	for (size_t c = 0; c < columns->n; c++) {
		if (c > 0)
			gb_buf_add_byte(&x->line, ',');
		gb_csv_cell(&x->line, columns->item[c].name, x->o.excel);
	}
	gb_buf_add(&x->line, GB_S("\r\n"));
	write_bytes(&x->file[i], gb_buf_span(&x->line));
}

static void write_row(struct gb_exporter *x, size_t i, const struct gb_value *v)
{
	const struct gb_kind_columns *columns = &x->columns[i];
	const struct gb_value *next = NULL;

	gb_buf_clear(&x->line);
	for (size_t c = 0; c < columns->n; c++) {
		struct gb_span text = GB_S("");

		if (c > 0)
			gb_buf_add_byte(&x->line, ',');
		if (gb_column_text(x->rec, &columns->item[c], v, &next, &text))
			gb_csv_cell(&x->line, text, x->o.excel);
	}
	gb_buf_add(&x->line, GB_S("\r\n"));
	write_bytes(&x->file[i], gb_buf_span(&x->line));
}

/* ---- the sink ---- */

static void exporter_put(struct gb_sink *self, struct gb_record *r)
{
	struct gb_exporter *x = (struct gb_exporter *)self;
	const struct gb_value *v;

	gb_arena_reset(x->rec);
	if (r->kind >= GB_KINDS || x->file[r->kind].stream == NULL || (v = gb_record_value(r, x->rec)) == NULL)
		return;
	x->count++;
	x->file[r->kind].rows++;
	if (x->o.format != GB_EXPORT_JSONL) {
		write_row(x, r->kind, v);
		return;
	}
	write_bytes(&x->file[r->kind], gb_record_line(r, x->rec));
	write_bytes(&x->file[r->kind], GB_S("\n"));
}

static void exporter_end(struct gb_sink *self)
{
	(void)self;
}

struct gb_exporter *gb_exporter_new(const struct gb_exporter_options *o, struct gb_buf *why)
{
	struct gb_exporter *x = g_new0(struct gb_exporter, 1);
	bool ok = true;

	*x = (struct gb_exporter){ .sink = { exporter_put, exporter_end }, .o = *o, .run = gb_arena_new(0), .rec = gb_arena_new(0) };
	for (int k = 0; k < GB_KINDS; k++) {
		gb_columns_make(x->run, (enum gb_kind)k, &x->columns[k]);
		x->file[k].sum = g_checksum_new(G_CHECKSUM_SHA256);
	}
	if (o->folder != NULL)
		ok = open_files(x, why);
	else
		x->file[gb_kind_of_name(o->kind)].stream = o->stream;
	for (size_t i = 0; i < GB_KINDS && ok && o->format != GB_EXPORT_JSONL; i++)
		if (x->file[i].stream != NULL)
			write_header(x, i);
	if (ok)
		return x;
	gb_exporter_free(x);
	return NULL;
}

struct gb_sink *gb_exporter_sink(struct gb_exporter *x)
{
	return &x->sink;
}

unsigned long long gb_exporter_count(const struct gb_exporter *x)
{
	return x->count;
}

static bool close_file(struct gb_export_file *f, struct gb_buf *why)
{
	bool written = ferror(f->stream) == 0;

	errno = EIO;
	bool ok = fclose(f->stream) == 0 && written;

	f->stream = NULL;
	if (!ok)
		say(why, f->part);
	return ok;
}

static bool write_package(struct gb_exporter *x, struct gb_buf *why)
{
	char *path = g_build_filename(x->o.folder, "datapackage.json", NULL);
	struct gb_buf text = { 0 };
	GError *error = NULL;

	gb_package_write(x, &text);
	bool ok = g_file_set_contents(path, text.p, (gssize)text.n, &error) != FALSE;

	if (!ok) {
		gb_buf_clear(why);
		gb_buf_add(why, gb_span_of(error->message));
	}
	g_clear_error(&error);
	gb_buf_free(&text);
	g_free(path);
	return ok;
}

bool gb_exporter_finish(struct gb_exporter *x, struct gb_buf *why)
{
	if (x->o.folder == NULL)
		return true;
	for (size_t i = 0; i < GB_KINDS; i++)
		if (x->file[i].stream != NULL && !close_file(&x->file[i], why))
			return false;
	for (size_t i = 0; i < GB_KINDS; i++) {
		if (x->file[i].part != NULL && rename(x->file[i].part, x->file[i].final) != 0) {
			say(why, x->file[i].final);
			return false;
		}
		g_clear_pointer(&x->file[i].part, g_free);
	}
	return x->o.format != GB_EXPORT_PACKAGE || write_package(x, why);
}

void gb_exporter_free(struct gb_exporter *x)
{
	for (size_t i = 0; i < GB_KINDS; i++) {
		struct gb_export_file *f = &x->file[i];

		if (f->stream != NULL && x->o.folder != NULL)
			fclose(f->stream);
		if (f->part != NULL)
			unlink(f->part);
		g_free(f->part);
		g_free(f->final);
		g_checksum_free(f->sum);
	}
	gb_buf_free(&x->line);
	gb_arena_free(x->rec);
	gb_arena_free(x->run);
	g_free(x);
}

/* ---- from a database ---- */

struct pump {
	struct gb_rows rows;
	struct gb_sink *to;
};

static void pass(struct gb_rows *self, const struct gb_sql_value *cell, size_t n)
{
	(void)n;
	gb_record_put_line(((struct pump *)self)->to, cell[0].text);
}

bool gb_exporter_database(struct gb_db *db, struct gb_sink *to)
{
	static const char records[] = "SELECT r.record FROM records r JOIN documents d ON d.doc = r.doc WHERE d.current"
				      " ORDER BY r.doc, r.seq";
	static const char corrections[] = "SELECT c.record FROM corrections c JOIN documents d ON d.doc = c.doc WHERE d.current"
					  " ORDER BY c.doc, c.n";
	static const char changes[] = "SELECT record FROM changes ORDER BY from_document, to_document, seq";
	static const char measures[] = "SELECT record FROM measure_changes ORDER BY from_document, to_document, seq";
	static const char milestones[] = "SELECT record FROM milestone_changes ORDER BY from_document, to_document, seq";
	static const char errors[] = "SELECT record FROM errors ORDER BY path, n";
	struct pump p = { { pass }, to };

	static const char *const all[] = { records, corrections, changes, measures, milestones, errors };
	bool ok = true;

	for (size_t i = 0; i < sizeof all / sizeof *all && ok; i++)
		ok = gb_db_query(db, all[i], NULL, 0, &p.rows);
	return ok;
}
