/* normalize - sentences and mentions in; targets, facts and milestones out; a summary ends each file. */
#include "promise/target_builder.h"
#include "internal.h"
#include "base/utf8.h"

/* A measure of the current document: who answers for it, how many records it has. */
struct answered_measure {
	struct gb_span path, id;
	struct gb_bodies bodies;
	long long targets, stones;
};

struct normalize {
	struct gb_stage stage;
	struct gb_arena *run;
	struct gb_builder *builder;
	struct gb_arena *doc; /* measures of the current document */
	struct answered_measure *measure;
	size_t nmeasure, measure_cap;
	struct answered_measure none; /* the document itself */
	/* the sentence whose mentions are being gathered */
	struct gb_arena *held_arena;
	bool held;
	struct gb_sentence sentence;
	struct gb_mentions mentions;
	struct gb_utf8_cursor place; /* in the sentence, for its mentions */
	/* the current file */
	bool in_file;
	struct gb_arena *file;
	struct gb_doubts trust;
	struct gb_buf path;
	long long pages;
	struct gb_kind_counts counts;
};

/* ---- records out ---- */

/* Under the id of the measure, or of the document when there is no measure. */
static struct gb_span record_id(struct normalize *x, const struct answered_measure *m, struct gb_span document, struct gb_span path,
				char kind, long long n)
{
	struct gb_buf b = { 0 };
	struct gb_span id;

	gb_buf_add(&b, m->id.n > 0 ? m->id : document);
	if (m->id.n == 0 && path.n > 0) {
		gb_buf_add_byte(&b, '#');
		gb_buf_add(&b, path);
	}
	gb_buf_add_byte(&b, '/');
	gb_buf_add_byte(&b, kind);
	gb_buf_add_int(&b, n);
	id = gb_arena_copy(x->held_arena, gb_buf_span(&b));
	gb_buf_free(&b);
	return id;
}

static struct answered_measure *measure_of(struct normalize *x, struct gb_span path)
{
	for (size_t i = x->nmeasure; path.n > 0 && i-- > 0;)
		if (gb_span_eq(x->measure[i].path, path))
			return &x->measure[i];
	return &x->none;
}

/* Who answers for what stands at `quote`: whom the sentence charges with it, else the measure's bodies. */
static struct gb_bodies bodies_at(const struct gb_sentence *s, struct gb_span quote, const struct answered_measure *m)
{
	bool inside = s->charges.n > 0 && quote.p >= s->text.p && quote.p < s->text.p + s->text.n;
	size_t at_cp = inside ? gb_utf8_count(gb_span_sub(s->text, 0, (size_t)(quote.p - s->text.p))) : 0;

	for (size_t i = 0; i < s->charges.n; i++)
		if (at_cp < s->charges.item[i].end_cp)
			return s->charges.item[i].bodies;
	return m->bodies;
}

static void put_promises(struct normalize *x, struct gb_promises *p)
{
	struct answered_measure *m = measure_of(x, x->sentence.measure);
	const unsigned doubts = gb_doubt_flags(&x->trust, &x->sentence);

	for (size_t i = 0; i < p->ntarget; i++) {
		struct gb_target *t = &p->target[i];

		t->id = record_id(x, m, t->document, t->measure, 't', ++m->targets);
		t->responsible = bodies_at(&x->sentence, t->quote, m);
		t->flags |= doubts;
		x->counts.of[t->fact ? GB_KIND_FACT : GB_KIND_TARGET]++;
		gb_record_put_target(x->stage.next, t);
	}
	for (size_t i = 0; i < p->nmilestone; i++) {
		struct gb_milestone *s = &p->milestone[i];

		s->id = record_id(x, m, s->document, s->measure, 'm', ++m->stones);
		s->responsible = bodies_at(&x->sentence, s->quote, m);
		s->flags |= doubts;
		x->counts.of[GB_KIND_MILESTONE]++;
		gb_record_put(x->stage.next, GB_KIND_MILESTONE, s);
	}
}

static void flush_sentence(struct normalize *x)
{
	struct gb_promises found = { 0 };

	if (!x->held)
		return;
	gb_builder_sentence(x->builder, x->held_arena, &x->sentence, &x->mentions, &found);
	put_promises(x, &found);
	x->held = false;
	gb_arena_reset(x->held_arena);
}

static void put_summary(struct normalize *x)
{
	const struct gb_summary_record r = { gb_buf_span(&x->path), x->counts, x->pages };

	if (!x->in_file)
		return;
	gb_record_put(x->stage.next, GB_KIND_SUMMARY, &r);
	x->counts = (struct gb_kind_counts){ 0 };
	x->in_file = false;
}

/* ---- records in ---- */

static void take_source(struct normalize *x, const struct gb_source *s, const struct gb_value *v)
{
	put_summary(x);
	x->in_file = true;
	gb_buf_clear(&x->path);
	gb_buf_add(&x->path, s->path);
	x->pages = s->pages;
	gb_arena_reset(x->file);
	gb_doubt_read(x->file, v, &x->trust);
}

static void take_document(struct normalize *x, const struct gb_document_record *d)
{
	struct gb_setting s;

	gb_setting_read(d, &s);
	gb_builder_setting(x->builder, &s);
	gb_arena_reset(x->doc);
	x->measure = NULL;
	x->nmeasure = x->measure_cap = 0;
	x->none = (struct answered_measure){ 0 };
}

static void take_measure(struct normalize *x, const struct gb_measure_record *r)
{
	const struct gb_measure_record kept = { .id = r->id, .measure = r->measure, .responsible = r->responsible };
	struct gb_measure_record own;

	gb_record_copy(x->doc, GB_KIND_MEASURE, &kept, &own);
	*GB_PUSH(x->doc, x->measure, x->nmeasure, x->measure_cap) =
		(struct answered_measure){ .path = own.measure, .id = own.id, .bodies = own.responsible };
}

static void hold_sentence(struct normalize *x, const struct gb_sentence *s)
{
	gb_record_copy(x->held_arena, GB_KIND_SENTENCE, s, &x->sentence);
	x->mentions = (struct gb_mentions){ 0 };
	x->place = (struct gb_utf8_cursor){ 0, 0 };
	x->held = true;
}

static void hold_mention(struct normalize *x, struct gb_record *r)
{
	const struct gb_mention_record *came = r->data;
	const struct gb_value *v = came == NULL ? gb_record_value(r, x->stage.rec) : NULL;
	struct gb_mention_record m = { 0 };

	if (!x->held || (came == NULL && v == NULL))
		return;
	if (came != NULL)
		m.m = came->m;
	else
		gb_record_read_mention(v, x->sentence.text, &x->place, &m.m);
	gb_record_copy(x->held_arena, GB_KIND_MENTION, &m, &m);
	*GB_PUSH(x->held_arena, x->mentions.item, x->mentions.n, x->mentions.cap) = m.m;
}

static void pass(struct normalize *x, struct gb_record *r)
{
	const bool read = r->kind == GB_KIND_SOURCE || r->kind == GB_KIND_DOCUMENT || r->kind == GB_KIND_MEASURE;
	const void *data = read ? gb_stage_data(&x->stage, r, GB_S("normalize")) : NULL;

	if (data != NULL && r->kind == GB_KIND_SOURCE)
		take_source(x, data, gb_record_value(r, x->stage.rec));
	else if (data != NULL && r->kind == GB_KIND_DOCUMENT)
		take_document(x, data);
	else if (data != NULL)
		take_measure(x, data);
	if (gb_kind_is_counted(r->kind))
		x->counts.of[r->kind]++;
	gb_sink_put(x->stage.next, r);
}

static void normalize_put(struct gb_sink *self, struct gb_record *r)
{
	struct normalize *x = (struct normalize *)self;
	const struct gb_sentence *s;

	if (r->kind == GB_KIND_MENTION) {
		hold_mention(x, r);
	} else if (r->kind == GB_KIND_SENTENCE) {
		flush_sentence(x);
		s = gb_stage_data(&x->stage, r, GB_S("normalize"));
		if (s != NULL)
			hold_sentence(x, s);
	} else {
		flush_sentence(x);
		pass(x, r);
	}
	gb_arena_reset(x->stage.rec);
}

static void normalize_end(struct gb_sink *self)
{
	struct normalize *x = (struct normalize *)self;

	flush_sentence(x);
	put_summary(x);
	gb_sink_end(x->stage.next);
}

static void normalize_free(struct gb_stage *s)
{
	struct normalize *x = (struct normalize *)s;

	gb_builder_free(x->builder);
	gb_buf_free(&x->path);
	gb_arena_free(s->rec);
	gb_arena_free(x->held_arena);
	gb_arena_free(x->doc);
	gb_arena_free(x->file);
	gb_arena_free(x->run);
}

struct gb_stage *gb_normalize_new(const struct gb_grammar *g, struct gb_sink *next)
{
	struct gb_arena *run = gb_arena_new(0);
	struct normalize *x = gb_arena_alloc(run, sizeof *x);

	x->stage = (struct gb_stage){ .sink = { normalize_put, normalize_end }, .next = next, .free = normalize_free };
	x->stage.rec = gb_arena_new(0);
	x->run = run;
	x->builder = gb_builder_new(g);
	x->doc = gb_arena_new(0);
	x->file = gb_arena_new(0);
	x->held_arena = gb_arena_new(0);
	x->none = (struct answered_measure){ 0 };
	return &x->stage;
}
