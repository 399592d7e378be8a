/* normalize - sentences and mentions in; targets, facts and milestones out; a summary ends each file. */
#include "promise/target_builder.h"
#include "doubt.h"
#include "stage_int.h"

enum count { COUNT_DOCUMENT, COUNT_SECTION, COUNT_MEASURE, COUNT_TARGET, COUNT_FACT, COUNT_MILESTONE, COUNT_ERROR, COUNTS };

static const char *const count_names[COUNTS] = {
	[COUNT_DOCUMENT] = "document", [COUNT_SECTION] = "section", [COUNT_MEASURE] = "measure",     [COUNT_TARGET] = "target",
	[COUNT_FACT] = "fact",         [COUNT_ERROR] = "error",     [COUNT_MILESTONE] = "milestone",
};

/* A measure of the document at hand: who answers for it, how many records it has. */
struct measure {
	struct gb_span path, id;
	struct gb_bodies bodies;
	long long targets, stones;
};

struct normalize {
	struct gb_stage stage;
	struct gb_arena *run;
	struct gb_builder *builder;
	struct gb_arena *doc; /* measures of the document at hand */
	struct measure *measure;
	size_t nmeasure, measure_cap;
	struct measure none; /* the document itself */
	/* the sentence whose mentions are being gathered */
	struct gb_arena *held_arena;
	bool held;
	struct gb_sentence sentence;
	struct gb_mentions mentions;
	struct gb_cursor place; /* in the sentence, for its mentions */
	/* the file at hand */
	bool in_file;
	struct gb_arena *file;
	struct gb_trust trust;
	struct gb_buf path;
	long long pages, count[COUNTS];
};

/* ---- records out ---- */

/* Under the id of the measure, or of the document where there is none. */
static struct gb_span record_id(struct normalize *x, const struct measure *m, struct gb_span document, struct gb_span path, char kind,
				long long n)
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

static struct measure *measure_of(struct normalize *x, struct gb_span path)
{
	for (size_t i = x->nmeasure; path.n > 0 && i-- > 0;)
		if (gb_span_eq(x->measure[i].path, path))
			return &x->measure[i];
	return &x->none;
}

/* Who answers for what stands at `quote`: whom the sentence charges with it, else the measure's bodies. */
static const struct gb_bodies *bodies_at(const struct gb_sentence *s, struct gb_span quote, const struct measure *m)
{
	bool inside = quote.p >= s->text.p && quote.p < s->text.p + s->text.n;
	size_t at_cp = inside ? gb_utf8_count(gb_span_sub(s->text, 0, (size_t)(quote.p - s->text.p))) : 0;

	for (size_t i = 0; i < s->charges.n; i++)
		if (at_cp < s->charges.item[i].end_cp)
			return &s->charges.item[i].bodies;
	return &m->bodies;
}

static void put_promises(struct normalize *x, struct gb_promises *p)
{
	struct measure *m = measure_of(x, x->sentence.measure);
	const unsigned doubts = gb_trust_doubts(&x->trust, &x->sentence);

	for (size_t i = 0; i < p->ntarget; i++) {
		struct gb_target *t = &p->target[i];

		t->id = record_id(x, m, t->document, t->measure, 't', ++m->targets);
		t->responsible = bodies_at(&x->sentence, t->quote, m);
		t->doubts = doubts;
		x->count[t->fact ? COUNT_FACT : COUNT_TARGET]++;
		gb_target_put(x->stage.next, &x->stage.tmp, t);
	}
	for (size_t i = 0; i < p->nmilestone; i++) {
		struct gb_milestone *s = &p->milestone[i];

		s->id = record_id(x, m, s->document, s->measure, 'm', ++m->stones);
		s->responsible = bodies_at(&x->sentence, s->quote, m);
		s->doubts = doubts;
		x->count[COUNT_MILESTONE]++;
		gb_milestone_put(x->stage.next, &x->stage.tmp, s);
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
	struct gb_json j = { .out = &x->stage.tmp };

	if (!x->in_file)
		return;
	gb_buf_clear(j.out);
	gb_json_open(&j, '{');
	gb_json_key(&j, GB_S("record"));
	gb_json_str(&j, GB_S("summary"));
	gb_json_key(&j, GB_S("path"));
	gb_json_str(&j, gb_buf_span(&x->path));
	gb_json_key(&j, GB_S("counts"));
	gb_json_open(&j, '{');
	for (int i = 0; i < COUNTS; i++) {
		gb_json_key(&j, gb_span_of(count_names[i]));
		gb_json_int(&j, x->count[i]);
		x->count[i] = 0;
	}
	gb_json_close(&j, '}');
	gb_json_key(&j, GB_S("pages"));
	gb_json_int_or_null(&j, x->pages);
	gb_json_close(&j, '}');
	gb_sink_put(x->stage.next, gb_buf_span(j.out));
	x->in_file = false;
}

/* ---- records in ---- */

static void read_source(struct normalize *x, const struct gb_value *v)
{
	put_summary(x);
	x->in_file = true;
	gb_buf_clear(&x->path);
	gb_buf_add(&x->path, gb_value_text(v, GB_S("path")));
	x->pages = gb_value_int(v, GB_S("pages"));
	gb_arena_reset(x->file);
	gb_trust_read(x->file, v, &x->trust);
}

static void read_document(struct normalize *x, const struct gb_value *v)
{
	struct gb_setting s;

	gb_setting_read(v, &s);
	gb_builder_setting(x->builder, &s);
	gb_arena_reset(x->doc);
	x->measure = NULL;
	x->nmeasure = x->measure_cap = 0;
	x->none = (struct measure){ 0 };
}

static void read_measure(struct normalize *x, const struct gb_value *v)
{
	struct measure *m = GB_PUSH(x->doc, x->measure, x->nmeasure, x->measure_cap);
	const struct gb_value *bodies = gb_value_member(v, GB_S("responsible"));

	*m = (struct measure){ .path = gb_arena_copy(x->doc, gb_value_text(v, GB_S("measure"))),
				.id = gb_arena_copy(x->doc, gb_value_text(v, GB_S("id"))) };
	gb_bodies_read(x->doc, bodies, &m->bodies);
	for (size_t i = 0; i < m->bodies.n; i++) {
		m->bodies.item[i].name = gb_arena_copy(x->doc, m->bodies.item[i].name);
		m->bodies.item[i].role = gb_arena_copy(x->doc, m->bodies.item[i].role);
	}
}

static void hold_sentence(struct normalize *x, struct gb_span line)
{
	struct gb_value *v = NULL;
	size_t at;

	line = gb_arena_copy(x->held_arena, line);
	if (gb_json_parse(x->held_arena, line, &v, &at) != NULL) {
		gb_stage_parse(&x->stage, line, GB_S("normalize")); /* puts the error */
		return;
	}
	gb_sentence_read(x->held_arena, v, &x->sentence);
	x->mentions = (struct gb_mentions){ 0 };
	x->place = (struct gb_cursor){ 0, 0 };
	x->held = true;
}

static void hold_mention(struct normalize *x, struct gb_span line)
{
	struct gb_value *v = NULL;
	size_t at;

	if (!x->held)
		return;
	line = gb_arena_copy(x->held_arena, line);
	if (gb_json_parse(x->held_arena, line, &v, &at) == NULL)
		gb_mention_read(v, x->sentence.text, &x->place,
				GB_PUSH(x->held_arena, x->mentions.item, x->mentions.n, x->mentions.cap));
	else
		gb_stage_parse(&x->stage, line, GB_S("normalize"));
}

static void pass(struct normalize *x, struct gb_span line)
{
	static const struct {
		const char *kind;
		void (*read)(struct normalize *x, const struct gb_value *v);
		int count;
	} kinds[] = { { "source", read_source, -1 },
		      { "document", read_document, COUNT_DOCUMENT },
		      { "section", NULL, COUNT_SECTION },
		      { "measure", read_measure, COUNT_MEASURE },
		      { "error", NULL, COUNT_ERROR } };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const struct gb_value *v;

		if (!gb_record_is(line, kinds[i].kind))
			continue;
		v = kinds[i].read != NULL ? gb_stage_parse(&x->stage, line, GB_S("normalize")) : NULL;
		if (v != NULL)
			kinds[i].read(x, v);
		if (kinds[i].count >= 0)
			x->count[kinds[i].count]++;
	}
	gb_sink_put(x->stage.next, line);
}

static void put(struct gb_sink *self, struct gb_span line)
{
	struct normalize *x = (struct normalize *)self;

	if (gb_record_is(line, "mention")) {
		hold_mention(x, line);
		return;
	}
	flush_sentence(x);
	if (gb_record_is(line, "sentence"))
		hold_sentence(x, line);
	else
		pass(x, line);
	gb_arena_reset(x->stage.rec);
}

static void end(struct gb_sink *self)
{
	struct normalize *x = (struct normalize *)self;

	flush_sentence(x);
	put_summary(x);
	gb_sink_end(x->stage.next);
}

static void release(struct gb_stage *s)
{
	struct normalize *x = (struct normalize *)s;

	gb_builder_free(x->builder);
	gb_buf_free(&x->path);
	gb_buf_free(&s->tmp);
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

	x->stage = (struct gb_stage){ .sink = { put, end }, .next = next, .free = release, .rec = gb_arena_new(0) };
	x->run = run;
	x->builder = gb_builder_new(g);
	x->doc = gb_arena_new(0);
	x->file = gb_arena_new(0);
	x->held_arena = gb_arena_new(0);
	x->none = (struct measure){ 0 };
	return &x->stage;
}
