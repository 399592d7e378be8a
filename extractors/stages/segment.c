/* segment - holds the blocks of a file and gives them to the segmenter when the file is complete. */
#include "outline/outline.h"
#include "internal.h"

struct held_blocks {
	struct gb_block *item;
	size_t n, cap;
};

struct segment {
	struct gb_stage base;
	struct gb_seg *segmenter;
	struct gb_arena *file; /* the blocks of the current file, and all made from them */
	struct gb_arena *run;  /* the stage itself */
	struct gb_source source;
	struct held_blocks blocks;
	bool open; /* a source or a block has been seen */
	unsigned long limits;
};

/* What the segmenter does not look at is not kept. */
static void keep_block(struct segment *g, const struct gb_block *block)
{
	struct gb_block b = *block;

	b.source = b.where = b.style.font = GB_S("");
	gb_record_copy(g->file, GB_KIND_BLOCK, &b, GB_PUSH(g->file, g->blocks.item, g->blocks.n, g->blocks.cap));
}

static void report_limits(struct segment *g)
{
	unsigned long limits = gb_outline_limits(g->segmenter);
	const struct gb_error e = { .path = g->source.path, .stage = GB_S("segment"), .code = GB_ERR_MATCH };

	if (limits == g->limits)
		return;
	g->limits = limits;
	gb_record_put_error(g->base.next, &e);
	g->base.status = gb_status_worst(g->base.status, gb_err_status(GB_ERR_MATCH));
}

static void finish_file(struct segment *g)
{
	if (g->open && g->blocks.n > 0) {
		gb_outline_file(g->segmenter, g->file, &g->source, g->blocks.item, g->blocks.n);
		report_limits(g);
	}
	g->blocks = (struct held_blocks){ 0 };
	g->source = (struct gb_source){ 0 };
	g->open = false;
	gb_arena_reset(g->file);
}

static void segment_put(struct gb_sink *self, struct gb_record *r)
{
	struct segment *g = (struct segment *)self;
	const bool block = r->kind == GB_KIND_BLOCK, source = r->kind == GB_KIND_SOURCE;
	const void *data = block || source ? gb_stage_data(&g->base, r, GB_S("segment")) : NULL;

	if (source)
		finish_file(g);
	g->open = g->open || data != NULL;
	if (data != NULL && block)
		keep_block(g, data);
	else if (data != NULL)
		gb_record_copy(g->file, GB_KIND_SOURCE, data, &g->source);
	if (!block)
		gb_sink_put(g->base.next, r);
	gb_arena_reset(g->base.rec);
}

static void segment_end(struct gb_sink *self)
{
	struct segment *g = (struct segment *)self;

	finish_file(g);
	gb_sink_end(g->base.next);
}

static void segment_free(struct gb_stage *stage)
{
	struct segment *g = (struct segment *)stage;

	gb_outline_free(g->segmenter);
	gb_arena_free(g->file);
	gb_arena_free(stage->rec);
	gb_arena_free(g->run);
}

struct gb_stage *gb_segment_new(const struct gb_grammar *g, struct gb_sink *next)
{
	struct gb_arena *run = gb_arena_new(0);
	struct segment *s = gb_arena_alloc(run, sizeof *s);

	s->base = (struct gb_stage){ .sink = { segment_put, segment_end }, .next = next, .free = segment_free, .rec = gb_arena_new(0) };
	s->run = run;
	s->file = gb_arena_new(0);
	s->source = (struct gb_source){ 0 };
	s->segmenter = gb_outline_new(g, next);
	return &s->base;
}
