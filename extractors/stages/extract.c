/* extract - sentences in, sentences and their mentions out. */
#include "record/record.h"
#include "tag/tag.h"
#include "internal.h"
#include "base/utf8.h"

struct extract {
	struct gb_stage stage;
	struct gb_arena *run; /* the stage itself */
	struct gb_tagger *finder;
	struct gb_buf today; /* of the current document */
};

/* The day that 今年 and 6月底 are read from: the document's own, else the first of its period. */
static void note_document(struct extract *x, const struct gb_document_record *d)
{
	const struct gb_span days[] = { d->period.start, d->signed_on, d->published, d->period.end };

	gb_buf_clear(&x->today);
	for (size_t i = 0; i < sizeof days / sizeof *days && x->today.n == 0; i++)
		gb_buf_add(&x->today, days[i]);
}

static void put_mentions(struct extract *x, const struct gb_sentence *s)
{
	struct gb_mentions found = { 0 };
	struct gb_utf8_cursor place = { 0, 0 };

	gb_tagger_find(x->finder, x->stage.rec, s->text, gb_buf_span(&x->today), &found);
	for (size_t i = 0; i < found.n; i++) {
		const struct gb_mention *m = &found.item[i];
		const struct gb_mention_record r = { .m = *m, .document = s->document, .measure = s->measure, .seq = s->seq,
						     .text = gb_span_sub(s->text, m->at.start, m->at.end - m->at.start),
						     .sentence = s->text, .place = &place };

		gb_record_put(x->stage.next, GB_KIND_MENTION, &r);
	}
}

static void extract_put(struct gb_sink *self, struct gb_record *r)
{
	struct extract *x = (struct extract *)self;
	const bool sentence = r->kind == GB_KIND_SENTENCE;
	const void *data = sentence || r->kind == GB_KIND_DOCUMENT ? gb_stage_data(&x->stage, r, GB_S("extract")) : NULL;

	if (r->kind == GB_KIND_SOURCE)
		gb_buf_clear(&x->today);
	if (data != NULL && !sentence)
		note_document(x, data);
	if (data != NULL || !sentence)
		gb_sink_put(x->stage.next, r);
	if (data != NULL && sentence)
		put_mentions(x, data);
	gb_arena_reset(x->stage.rec);
}

static void extract_end(struct gb_sink *self)
{
	gb_sink_end(((struct extract *)self)->stage.next);
}

static void extract_free(struct gb_stage *s)
{
	struct extract *x = (struct extract *)s;

	gb_tagger_free(x->finder);
	gb_buf_free(&x->today);
	gb_arena_free(s->rec);
	gb_arena_free(x->run);
}

struct gb_stage *gb_extract_new(const struct gb_grammar *g, struct gb_sink *next)
{
	struct gb_arena *run = gb_arena_new(0);
	struct extract *x = gb_arena_alloc(run, sizeof *x);

	x->stage = (struct gb_stage){ .sink = { extract_put, extract_end }, .next = next, .free = extract_free, .rec = gb_arena_new(0) };
	x->run = run;
	x->finder = gb_tagger_new(g);
	return &x->stage;
}
