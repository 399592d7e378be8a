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
		.seen = gb_arena_array(l->file, gb_record_kinds_count, sizeof *l->unit.seen),
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
static const char *incomplete(const struct gb_loader *l, const struct gb_value *v)
{
	static const char *const counted[] = { "document", "section", "measure", "target", "fact", "milestone" };
	const struct gb_value *counts = gb_value_member(v, GB_S("counts"));

	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
		const struct gb_record_kind *kind = gb_record_kind_named(gb_span_of(counted[i]));

		if (gb_value_int(counts, gb_span_of(counted[i])) != (long long)l->unit.seen[kind - gb_record_kinds])
			return _("there are not as many records as its summary says; convert it again, or take what is there with "
				 "--partial");
	}
	return NULL;
}

static void take_summary(struct gb_loader *l, const struct gb_value *v)
{
	const char *wrong = l->unit.sourced && !l->o.partial ? incomplete(l, v) : NULL;

	if (wrong != NULL)
		refuse_unit(l, wrong);
	else
		write_unit(l);
}

static void take_record(struct gb_loader *l, const struct gb_record_kind *kind, struct gb_span line, const struct gb_value *v)
{
	bool head = gb_span_eq(gb_span_of(kind->record), GB_S("document"));
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
		const struct gb_record_kind *kind = gb_record_kind_named(gb_value_text(read, GB_S("record")));

		if (kind != NULL)
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

/* "line 3, byte 7: expected a value", as error records have it, in the language of the reader. */
static void tell_line(struct gb_loader *l, struct gb_span message)
{
	struct gb_span rest = message, number;

	gb_span_cut(&rest, ' ');
	number = gb_span_cut(&rest, ',');
	const size_t colon = gb_span_find(rest, GB_S(": "), 0);

	if (!gb_span_starts(message, GB_S("line ")) || colon == (size_t)-1) {
		gb_loader_tell(l, GB_S("gongbao load"), _("a line was dropped"), gb_say_span(message));
		return;
	}
	char *what = g_strdup_printf(_("line %.*s was dropped"), (int)number.n, number.p);

	gb_loader_tell(l, GB_S("gongbao load"), what, gb_say_span(gb_span_from(rest, colon + 2)));
	g_free(what);
}

/* A file that holds no records at all has many such lines; the first tell enough. */
static void drop_line(struct gb_loader *l, struct gb_span message)
{
	static const unsigned long long told = 10;

	l->counts.dropped++;
	if (l->counts.dropped <= told)
		tell_line(l, message);
	if (l->counts.dropped == told)
		gb_loader_tell(l, GB_S("gongbao load"), _("further lines are dropped without a word"), GB_S(""));
}

static void take_error(struct gb_loader *l, struct gb_span line, const struct gb_value *v)
{
	if (gb_span_eq(gb_value_text(v, GB_S("stage")), GB_S("load")))
		drop_line(l, gb_value_text(v, GB_S("message")));
	else
		*GB_PUSH(l->file, l->unit.errors.item, l->unit.errors.n, l->unit.errors.cap) = gb_arena_copy(l->file, line);
}

static void take(struct gb_loader *l, struct gb_span line, const struct gb_value *v)
{
	struct gb_span record = gb_value_text(v, GB_S("record"));
	const struct gb_record_kind *kind = gb_record_kind_named(record);

	if (gb_span_eq(record, GB_S("source")))
		take_source(l, v);
	else if (gb_span_eq(record, GB_S("summary")))
		take_summary(l, v);
	else if (kind == NULL)
		l->counts.passed_by++;
	if (kind == NULL)
		return;
	l->unit.seen[kind - gb_record_kinds]++;
	if (gb_span_eq(record, GB_S("error")))
		take_error(l, line, v);
	else if (gb_span_eq(record, GB_S("change")) || gb_span_ends(record, GB_S("_change")))
		*GB_PUSH(l->changed, l->changes.item, l->changes.n, l->changes.cap) = gb_arena_copy(l->changed, line);
	else if (gb_span_eq(record, GB_S("correction")))
		take_correction(l, line, v);
	else
		take_record(l, kind, line, v);
}

static void put(struct gb_sink *self, struct gb_span line)
{
	struct gb_loader *l = (struct gb_loader *)self;
	struct gb_value *v = NULL;
	size_t at;

	if (l->status >= 3)
		return;
	gb_arena_reset(l->rec);
	if (gb_json_parse(l->rec, line, &v, &at) == NULL)
		take(l, line, v);
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
