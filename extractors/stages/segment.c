/* segment - holds the blocks of a file and gives them to the segmenter when the file is complete. */
#include <string.h>

#include "outline/outline.h"
#include "stage_int.h"

struct held_blocks {
	struct gb_block *item;
	size_t n, cap;
};

struct segment {
	struct gb_stage base;
	struct gb_seg *segmenter;
	struct gb_arena *file; /* the blocks of the file at hand, and all made from them */
	struct gb_arena *run;  /* the stage itself */
	struct gb_source source;
	struct held_blocks blocks;
	bool open; /* a source or a block has been seen */
	unsigned long limits;
};

static void read_source(struct segment *g, const struct gb_value *v)
{
	const struct gb_value *meta = gb_value_member(v, GB_S("meta"));
	struct gb_source *s = &g->source;
	size_t n = 0;

	*s = (struct gb_source){ .path = gb_arena_copy(g->file, gb_value_text(v, GB_S("path"))),
				 .media = gb_arena_copy(g->file, gb_value_text(v, GB_S("media"))),
				 .sha256 = gb_arena_copy(g->file, gb_value_text(v, GB_S("sha256"))),
				 .pages = gb_value_int(v, GB_S("pages")) };
	for (const struct gb_value *m = meta != NULL ? meta->first : NULL; m != NULL; m = m->next)
		n++;
	s->meta = gb_arena_array(g->file, n, sizeof *s->meta);
	for (const struct gb_value *m = meta != NULL ? meta->first : NULL; m != NULL; m = m->next)
		s->meta[s->nmeta++] = (struct gb_meta){ gb_arena_copy(g->file, m->key), gb_arena_copy(g->file, m->text) };
}

static void keep_lines(struct gb_arena *a, struct gb_lines *l)
{
	struct gb_line *item = gb_arena_array(a, l->n, sizeof *item);

	if (l->n > 0)
		memcpy(item, l->item, l->n * sizeof *item);
	*l = (struct gb_lines){ item, l->n, l->n };
}

/* A block read into `rec` moves to the arena of the file. */
static void keep_block(struct segment *g, const struct gb_value *v)
{
	struct gb_block *b = GB_PUSH(g->file, g->blocks.item, g->blocks.n, g->blocks.cap);
	struct gb_cell *cells;

	gb_block_read(g->base.rec, v, b);
	b->source = b->where = b->style.font = GB_S("");
	b->text = gb_arena_copy(g->file, b->text);
	keep_lines(g->file, &b->lines);
	cells = gb_arena_array(g->file, b->cells.n, sizeof *cells);
	for (size_t i = 0; i < b->cells.n; i++) {
		cells[i] = b->cells.item[i];
		cells[i].text = gb_arena_copy(g->file, cells[i].text);
		keep_lines(g->file, &cells[i].lines);
	}
	b->cells = (struct gb_cells){ cells, b->cells.n, b->cells.n };
}

static void report_limits(struct segment *g)
{
	unsigned long limits = gb_segmenter_limits(g->segmenter);
	const struct gb_error e = { g->source.path, GB_S("segment"), 0, GB_ERR_MATCH, GB_S("") };

	if (limits == g->limits)
		return;
	g->limits = limits;
	gb_error_put(g->base.next, &g->base.tmp, &e);
	g->base.status = gb_status_worst(g->base.status, gb_err_status(GB_ERR_MATCH));
}

static void finish_file(struct segment *g)
{
	if (g->open && g->blocks.n > 0) {
		gb_segmenter_file(g->segmenter, g->file, &g->source, g->blocks.item, g->blocks.n);
		report_limits(g);
	}
	g->blocks = (struct held_blocks){ 0 };
	g->source = (struct gb_source){ 0 };
	g->open = false;
	gb_arena_reset(g->file);
}

static void put(struct gb_sink *self, struct gb_span line)
{
	struct segment *g = (struct segment *)self;
	bool block = gb_record_is(line, "block"), source = gb_record_is(line, "source");
	const struct gb_value *v = block || source ? gb_stage_parse(&g->base, line, GB_S("segment")) : NULL;

	if (source)
		finish_file(g);
	if (v != NULL) {
		g->open = true;
		if (block)
			keep_block(g, v);
		else
			read_source(g, v);
	}
	if (!block)
		gb_sink_put(g->base.next, line);
	gb_arena_reset(g->base.rec);
}

static void end(struct gb_sink *self)
{
	struct segment *g = (struct segment *)self;

	finish_file(g);
	gb_sink_end(g->base.next);
}

static void release(struct gb_stage *stage)
{
	struct segment *g = (struct segment *)stage;

	gb_segmenter_free(g->segmenter);
	gb_arena_free(g->file);
	gb_arena_free(stage->rec);
	gb_buf_free(&stage->tmp);
	gb_arena_free(g->run);
}

struct gb_stage *gb_segment_new(const struct gb_grammar *g, struct gb_sink *next)
{
	struct gb_arena *run = gb_arena_new(0);
	struct segment *s = gb_arena_alloc(run, sizeof *s);

	s->base = (struct gb_stage){ .sink = { put, end }, .next = next, .free = release, .rec = gb_arena_new(0) };
	s->run = run;
	s->file = gb_arena_new(0);
	s->source = (struct gb_source){ 0 };
	s->segmenter = gb_segmenter_new(g, next);
	return &s->base;
}
