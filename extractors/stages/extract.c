/* extract - sentences in, sentences and their mentions out. */
#include "record/sentence.h"
#include "tag/tagger.h"
#include "stage_int.h"

struct extract {
	struct gb_stage stage;
	struct gb_arena *run; /* the stage itself */
	struct gb_finder *finder;
	struct gb_buf today; /* of the document at hand */
};

/* The day that 今年 and 6月底 are read from: the document's own, else the first of its period. */
static void note_document(struct extract *x, struct gb_span line)
{
	const struct gb_value *v = gb_stage_parse(&x->stage, line, GB_S("extract"));
	const struct gb_value *period = gb_value_member(v, GB_S("period"));
	struct gb_span days[] = { gb_value_text(period, GB_S("start")), gb_value_text(v, GB_S("signed")),
				  gb_value_text(v, GB_S("published")), gb_value_text(period, GB_S("end")) };

	gb_buf_clear(&x->today);
	for (size_t i = 0; i < sizeof days / sizeof *days && x->today.n == 0; i++)
		gb_buf_add(&x->today, days[i]);
}

static void read_sentence(struct extract *x, struct gb_span line)
{
	const struct gb_value *v = gb_stage_parse(&x->stage, line, GB_S("extract"));
	struct gb_mentions found = { 0 };
	struct gb_cursor place = { 0, 0 };
	struct gb_sentence s;

	if (v == NULL)
		return;
	gb_sentence_read(x->stage.rec, v, &s);
	gb_sink_put(x->stage.next, line);
	gb_finder_find(x->finder, x->stage.rec, s.text, gb_buf_span(&x->today), &found);
	for (size_t i = 0; i < found.n; i++)
		gb_mention_put(x->stage.next, &x->stage.tmp, s.document, s.measure, s.seq, s.text, &place, &found.item[i]);
}

static void put(struct gb_sink *self, struct gb_span line)
{
	struct extract *x = (struct extract *)self;

	if (gb_record_is(line, "sentence")) {
		read_sentence(x, line);
	} else {
		if (gb_record_is(line, "document"))
			note_document(x, line);
		else if (gb_record_is(line, "source"))
			gb_buf_clear(&x->today);
		gb_sink_put(x->stage.next, line);
	}
	gb_arena_reset(x->stage.rec);
}

static void end(struct gb_sink *self)
{
	gb_sink_end(((struct extract *)self)->stage.next);
}

static void release(struct gb_stage *s)
{
	struct extract *x = (struct extract *)s;

	gb_finder_free(x->finder);
	gb_buf_free(&x->today);
	gb_buf_free(&s->tmp);
	gb_arena_free(s->rec);
	gb_arena_free(x->run);
}

struct gb_stage *gb_extract_new(const struct gb_grammar *g, struct gb_sink *next)
{
	struct gb_arena *run = gb_arena_new(0);
	struct extract *x = gb_arena_alloc(run, sizeof *x);

	x->stage = (struct gb_stage){ .sink = { put, end }, .next = next, .free = release, .rec = gb_arena_new(0) };
	x->run = run;
	x->finder = gb_finder_new(g);
	return &x->stage;
}
