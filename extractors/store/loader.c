#include "loader_int.h"
#include "base/say.h"

#include <string.h>

guint gb_loader_key_hash(gconstpointer key)
{
	const struct gb_span *s = key;
	guint h = 5381;

	for (size_t i = 0; i < s->n; i++)
		h = h * 33 + (unsigned char)s->p[i];
	return h;
}

gboolean gb_loader_key_same(gconstpointer a, gconstpointer b)
{
	return gb_span_eq(*(const struct gb_span *)a, *(const struct gb_span *)b);
}

static gpointer key_of(struct gb_loader *l, struct gb_span s)
{
	struct gb_span *key = gb_arena_alloc(l->file, sizeof *key);

	*key = s;
	return key;
}

void gb_loader_tell(struct gb_loader *l, struct gb_span about, const char *what, struct gb_span why)
{
	if (l->o.log == NULL)
		return;
	fprintf(l->o.log, "%.*s: %s", (int)about.n, about.p, what);
	if (why.n > 0)
		fprintf(l->o.log, ": %.*s", (int)why.n, why.p);
	fputc('\n', l->o.log);
}

static void unit_open(struct gb_loader *l)
{
	gb_arena_reset(l->file);
	l->unit = (struct gb_unit){
		.by_id = g_hash_table_new(gb_loader_key_hash, gb_loader_key_same),
		.item_at = g_hash_table_new(gb_loader_key_hash, gb_loader_key_same),
	};
}

static void unit_close(struct gb_loader *l)
{
	g_hash_table_destroy(l->unit.by_id);
	g_hash_table_destroy(l->unit.item_at);
}

static void write_unit(struct gb_loader *l)
{
	if (l->status < 3)
		gb_loader_write(l);
	unit_close(l);
	unit_open(l);
}

static void refuse_unit(struct gb_loader *l, const char *why)
{
	gb_loader_tell(l, l->unit.path, _("refused"), gb_span_of(why));
	l->counts.refused++;
	l->status = gb_status_worst(l->status, 1);
	unit_close(l);
	unit_open(l);
}

/* No summary has come for what is held. */
static void flush(struct gb_loader *l)
{
	if (l->unit.sourced && !l->o.partial)
		refuse_unit(l, _("the records end before the summary of the file; convert it again, or take what is there with --partial"));
	else
		write_unit(l);
}

static struct gb_holding *holding_of(struct gb_loader *l, struct gb_span document, bool head)
{
	struct gb_holding *h = g_hash_table_lookup(l->unit.by_id, &document);
	int nth = h != NULL ? h->nth : 0;

	if (h != NULL && !(head && h->headed))
		return h;
	h = gb_arena_alloc(l->file, sizeof *h);
	h->id = document;
	h->nth = nth + 1;
	*GB_PUSH(l->file, l->unit.holding, l->unit.n, l->unit.cap) = h;
	g_hash_table_replace(l->unit.by_id, key_of(l, document), h);
	return h;
}

static void take_source(struct gb_loader *l, const struct gb_value *v)
{
	flush(l);
	l->unit.sourced = true;
	l->unit.path = gb_arena_copy(l->file, gb_value_text(v, GB_S("path")));
	l->unit.sha256 = gb_arena_copy(l->file, gb_value_text(v, GB_S("sha256")));
	l->unit.media = gb_arena_copy(l->file, gb_value_text(v, GB_S("media")));
}

/* Did all come that the program wrote?  NULL, or what is wrong. */
static const char *incomplete(const struct gb_loader *l, const struct gb_summary_record *s)
{
	for (int k = 0; k < GB_KINDS; k++)
		if (gb_kind_is_counted((enum gb_kind)k) && k != GB_KIND_ERROR && s->counts.of[k] != l->unit.seen.of[k])
			return _("there are not as many records as its summary says; convert it again, or take what is there with "
				 "--partial");
	return NULL;
}

static void take_summary(struct gb_loader *l, const struct gb_summary_record *s)
{
	const char *wrong = l->unit.sourced && !l->o.partial ? incomplete(l, s) : NULL;

	if (wrong != NULL)
		refuse_unit(l, wrong);
	else
		write_unit(l);
}

static void take_record(struct gb_loader *l, enum gb_kind kind, struct gb_span line, const struct gb_value *v)
{
	bool head = kind == GB_KIND_DOCUMENT;

	l->unit.seen.of[kind]++;
	struct gb_span document = gb_arena_copy(l->file, gb_value_text(v, head ? GB_S("id") : GB_S("document")));
	struct gb_holding *h = holding_of(l, document, head);
	struct gb_span copy = gb_arena_copy(l->file, line);
	struct gb_item item = { kind, copy, copy, gb_arena_copy(l->file, gb_value_text(v, GB_S("id"))) };

	h->headed = h->headed || head;
	*GB_PUSH(l->file, h->item, h->n, h->cap) = item;
	if (item.id.n > 0)
		g_hash_table_replace(l->unit.item_at, key_of(l, item.id), GSIZE_TO_POINTER(h->n));
}

/* The record a correction is about is put back to what the program had read. */
static void take_back(struct gb_loader *l, struct gb_holding *h, struct gb_span id, const struct gb_value *v)
{
	const struct gb_value *read = gb_value_member(v, GB_S("read"));
	struct gb_span raw = read != NULL && read->kind == GB_JSON_OBJECT ? gb_arena_copy(l->file, read->raw) : GB_S("");
	size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(l->unit.item_at, &id));

	if (gb_span_eq(gb_value_text(v, GB_S("action")), GB_S("reject"))) {
		const enum gb_kind kind = gb_kind_of_name(gb_value_text(read, GB_S("record")));

		if (kind < GB_KINDS)
			*GB_PUSH(l->file, h->item, h->n, h->cap) = (struct gb_item){ kind, GB_S(""), raw, id };
	} else if (at > 0 && at <= h->n && gb_span_eq(h->item[at - 1].id, id)) {
		h->item[at - 1].read = raw;
	}
}

static void take_correction(struct gb_loader *l, struct gb_span line, const struct gb_value *v)
{
	struct gb_span document = gb_arena_copy(l->file, gb_value_text(v, GB_S("document")));
	struct gb_holding *h = holding_of(l, document, false);
	struct gb_span id = gb_arena_copy(l->file, gb_value_text(v, GB_S("id")));

	*GB_PUSH(l->file, h->correction, h->ncorrection, h->correction_cap) = gb_arena_copy(l->file, line);
	if (gb_span_eq(gb_value_text(v, GB_S("state")), GB_S("applied")))
		take_back(l, h, id, v);
	else
		gb_loader_tell(l, id, _("correction not applied"), gb_say_span(gb_value_text(v, GB_S("why"))));
}

/* A file that holds no records at all has many such lines; the first tell enough. */
static void drop_line(struct gb_loader *l, const struct gb_bad_line *line)
{
	static const unsigned long long told = 10;
	char *what = NULL;

	l->counts.dropped++;
	if (l->counts.dropped <= told) {
		what = g_strdup_printf(_("line %llu was dropped"), line->line);
		gb_loader_tell(l, GB_S("gongbao load"), what, gb_span_of(gb_say(line->why)));
	}
	if (l->counts.dropped == told)
		gb_loader_tell(l, GB_S("gongbao load"), _("further lines are dropped without a word"), GB_S(""));
	g_free(what);
}

static void take_error(struct gb_loader *l, struct gb_record *r)
{
	const struct gb_error *e = gb_record_data(r, l->rec);

	if (e != NULL && e->line != NULL)
		drop_line(l, e->line);
	else if (e != NULL)
		*GB_PUSH(l->file, l->unit.errors.item, l->unit.errors.n, l->unit.errors.cap) =
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

static void put(struct gb_sink *self, struct gb_record *r)
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

static void end(struct gb_sink *self)
{
	struct gb_loader *l = (struct gb_loader *)self;

	flush(l);
	gb_loader_write_changes(l);
	gb_loader_finish(l);
}

struct gb_loader *gb_loader_new(struct gb_db *db, const struct gb_loader_options *o)
{
	struct gb_arena *run = gb_arena_new(0);
	struct gb_loader *l = gb_arena_alloc(run, sizeof *l);

	*l = (struct gb_loader){ .sink = { put, end }, .db = db, .o = *o, .run = run, .file = gb_arena_new(0), .rec = gb_arena_new(0) };
	l->changed = gb_arena_new(0);
	unit_open(l);
	if (gb_loader_begin(l))
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
	gb_loader_write_changes(l);
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
	unit_close(l);
	gb_arena_free(l->file);
	gb_arena_free(l->rec);
	gb_arena_free(l->changed);
	gb_arena_free(l->run);
}
