/* Where finished paragraphs, tables, notes and pictures go. */
#include "internal.h"

/* A4 with usual margins is 415 by 650 points. */
#define FIGURE_AREA 10000.0 /* square points: smaller pictures are ornaments */
#define CONTENT_AREA 50000.0 /* a tenth of a page: enough for a table */

/* ---- out ---- */

void gb_docx_flow_put(struct gb_docx *d, struct gb_block *b)
{
	if (b->kind != GB_BLOCK_FURNITURE)
		d->text_bytes += b->text.n + b->cells.n;
	gb_reading_block(d->r, b);
}

struct gb_block gb_docx_flow_block(const struct gb_docx_line *l)
{
	return (struct gb_block){ .kind = l->kind, .text = l->text, .style = l->style, .where = l->where };
}

static bool story_open(const struct gb_docx_walk *w)
{
	return w->frames == 1 && !w->f->in_para && w->f->tbl == NULL;
}

static void put_waiting(struct gb_docx_walk *w)
{
	for (size_t i = 0; i < w->waiting.n; i++)
		gb_docx_flow_put(w->d, &w->waiting.item[i]);
	w->waiting = (struct gb_docx_blocks){ 0 };
	if (w->d->scratch != w->d->r->arena)
		gb_arena_reset(w->d->scratch);
}

static void wait(struct gb_docx_walk *w, struct gb_block b)
{
	if (w->story == GB_DOCX_STORY_FURNITURE)
		b.kind = GB_BLOCK_FURNITURE;
	*GB_PUSH(w->d->scratch, w->waiting.item, w->waiting.n, w->waiting.cap) = b;
}

/* ---- frames ---- */

struct gb_docx_frame *gb_docx_flow_push(struct gb_docx_walk *w, enum gb_docx_frame_kind kind, struct gb_span path)
{
	if (w->frames == GB_DOCX_FRAMES)
		return NULL;
	struct gb_docx_frame *f = w->frame[w->frames];

	if (f == NULL)
		f = w->frame[w->frames] = gb_arena_alloc(w->d->r->arena, sizeof *f);
	const struct gb_docx_para para = f->para;
	const struct gb_buf cell = f->cell, after = f->after;

	*f = (struct gb_docx_frame){ .kind = kind, .para = para, .cell = cell, .after = after };
	gb_buf_clear(&f->cell);
	gb_buf_clear(&f->after);
	gb_docx_para_begin(&f->para);
	f->place[0].path = path;
	f->places = 1;
	w->frames++;
	w->f = f;
	return f;
}

void gb_docx_flow_pop(struct gb_docx_walk *w)
{
	w->frames--;
	w->f = w->frames > 0 ? w->frame[w->frames - 1] : NULL;
}

struct gb_span gb_docx_flow_path(struct gb_docx_walk *w, struct gb_span base, struct gb_span name, int n)
{
	struct gb_buf b = { 0 };

	gb_buf_add(&b, base);
	gb_buf_add(&b, name);
	gb_buf_add_byte(&b, '[');
	gb_buf_add_int(&b, n);
	gb_buf_add_byte(&b, ']');
	const struct gb_span path = gb_arena_copy(w->d->scratch, gb_buf_span(&b));

	gb_buf_free(&b);
	return path;
}

static void add_line(struct gb_buf *b, struct gb_span s)
{
	if (s.n == 0)
		return;
	if (b->n > 0)
		gb_buf_add_byte(b, '\n');
	gb_buf_add(b, s);
}

/* The cell around this frame, or NULL. */
static struct gb_docx_frame *cell_around(struct gb_docx_walk *w)
{
	for (size_t i = w->frames; i-- > 0;)
		if (w->frame[i]->kind == GB_DOCX_IN_CELL)
			return w->frame[i];
	return NULL;
}

/* ---- paragraphs ---- */

static void put_line(struct gb_docx_walk *w, struct gb_docx_line *l)
{
	struct gb_docx_frame *f = w->f, *cell = cell_around(w);

	if (f->kind == GB_DOCX_IN_CELL) {
		add_line(&f->cell, l->text);
	} else if (f->kind == GB_DOCX_IN_NOTE) {
		struct gb_docx_note *note = &w->notes->item[w->notes->n - 1];

		*GB_PUSH(w->d->r->arena, note->lines.item, note->lines.n, note->lines.cap) = *l;
	} else if (f->kind == GB_DOCX_IN_STORY) {
		struct gb_block b = gb_docx_flow_block(l);

		if (w->story == GB_DOCX_STORY_FURNITURE)
			b.kind = GB_BLOCK_FURNITURE;
		gb_docx_flow_put(w->d, &b);
	} else if (cell != NULL) {
		add_line(&cell->after, l->text);
	} else {
		wait(w, gb_docx_flow_block(l));
	}
}

void gb_docx_flow_begin_para(struct gb_docx_walk *w)
{
	struct gb_docx_frame *f = w->f;
	struct gb_docx_place *at = &f->place[f->places - 1];

	if (f->in_para)
		gb_docx_flow_end_para(w);
	at->p++;
	if (f->para.gone) {
		/* The mark before is deleted: the text goes on, with the properties of the paragraph it goes on into. */
		f->para.gone = f->para.vanished = false;
		f->para.ppr = (struct gb_docx_ppr){ 0 };
		f->para.mark = (struct gb_docx_rpr){ 0 };
		f->para.based = false;
	} else {
		gb_docx_para_begin(&f->para);
	}
	if (f->kind != GB_DOCX_IN_CELL && f->para.where.n == 0)
		f->para.where = gb_docx_flow_path(w, at->path, GB_S("/w:p"), at->p);
	f->in_para = true;
	f->in_run = false;
}

/* A field whose code is still open at the end of its paragraph is broken: the text in it must not be lost. */
static void drop_open_fields(struct gb_docx_walk *w)
{
	struct gb_docx_para *p = &w->f->para;
	const struct gb_docx_rpr plain = { 0 };
	bool dropped = false;

	for (; w->fields > 0 && !w->field[w->fields - 1].result; w->fields--)
		dropped = true;
	if (dropped && w->withheld.n > 0) {
		const struct gb_docx_rpr run = gb_docx_para_run(w->d, p, &plain);

		gb_docx_para_add(p, &run, gb_buf_span(&w->withheld));
	}
	gb_buf_clear(&w->withheld);
}

static void finish_para(struct gb_docx_walk *w)
{
	struct gb_docx_frame *f = w->f;
	struct gb_arena *a = f->kind == GB_DOCX_IN_NOTE ? w->d->r->arena : w->d->scratch;
	struct gb_docx_lines lines = gb_docx_para_end(w->d, a, &f->para, cell_around(w) != NULL);

	f->para.gone = false;
	for (size_t i = 0; i < lines.n; i++)
		put_line(w, &lines.item[i]);
	if (f->after.n > 0)
		add_line(&f->cell, gb_buf_span(&f->after));
	gb_buf_clear(&f->after);
}

void gb_docx_flow_end_para(struct gb_docx_walk *w)
{
	struct gb_docx_frame *f = w->f;

	f->in_para = false;
	f->in_run = false;
	w->rpr = NULL;
	w->ppr = NULL;
	drop_open_fields(w);
	if (f->para.gone) {
		/* Of a hidden mark the text before it shows, and so does its number. */
		if (f->para.vanished && f->para.text.n > 0)
			gb_docx_para_number(w->d, &f->para);
		return;
	}
	finish_para(w);
	if (story_open(w))
		put_waiting(w);
}

/* Nothing follows that a paragraph without an end could go on into. */
void gb_docx_flow_settle(struct gb_docx_walk *w)
{
	if (w->f->in_para)
		gb_docx_flow_end_para(w);
	if (w->f->para.gone) {
		finish_para(w);
		gb_docx_para_begin(&w->f->para);
	}
	if (story_open(w))
		put_waiting(w);
}

/* ---- tables ---- */

static int rows_of(const struct gb_cells *cells)
{
	return cells->n > 0 ? cells->item[cells->n - 1].row + 1 : 0;
}

static int columns_of(const struct gb_cells *cells)
{
	int n = 0;

	for (size_t i = 0; i < cells->n; i++)
		n = cells->item[i].col + 1 > n ? cells->item[i].col + 1 : n;
	return n;
}

/*
 * A table in a cell, a note or a head: a real grid becomes a block of its own
 * after the block it stands in, so that its heads keep their columns; a frame
 * around text becomes lines of that text.
 */
static void end_inner_table(struct gb_docx_walk *w, const struct gb_docx_tbl *t, struct gb_cells *cells)
{
	struct gb_docx_frame *f = w->f, *cell = cell_around(w);
	const bool grid = rows_of(cells) > 1 && columns_of(cells) > 1;

	if (w->story == GB_DOCX_STORY_BODY && (grid || cell == NULL)) {
		wait(w, (struct gb_block){ .kind = GB_BLOCK_TABLE, .cells = *cells, .where = t->where });
		return;
	}
	const struct gb_span flat = gb_docx_table_flat(w->d->scratch, cells);

	if (f->kind == GB_DOCX_IN_BOX && cell != NULL) {
		add_line(&cell->after, flat);
		return;
	}
	struct gb_docx_line l = { .kind = GB_BLOCK_PARAGRAPH, .where = t->where };
	struct gb_span rest = gb_arena_copy(w->d->r->arena, flat);

	while (rest.n > 0) {
		l.text = gb_span_cut(&rest, '\n');
		put_line(w, &l);
	}
}

void gb_docx_flow_end_table(struct gb_docx_walk *w)
{
	struct gb_docx_frame *f = w->f;
	const struct gb_docx_tbl *t = f->tbl;
	struct gb_cells cells = { 0 };

	f->tbl = NULL;
	if (gb_docx_table_cells(w->d->scratch, t, &cells)) {
		if (f->kind == GB_DOCX_IN_STORY && w->story == GB_DOCX_STORY_BODY) {
			struct gb_block b = { .kind = GB_BLOCK_TABLE, .cells = cells, .where = t->where };

			gb_docx_flow_put(w->d, &b);
		} else {
			end_inner_table(w, t, &cells);
		}
	}
	if (story_open(w))
		put_waiting(w);
}

/* ---- notes and pictures ---- */

void gb_docx_flow_note(struct gb_docx_walk *w, const struct gb_docx_notes *notes, struct gb_span id)
{
	for (size_t i = 0; i < notes->n; i++) {
		const struct gb_docx_note *note = &notes->item[i];

		if (!gb_span_eq(note->id, id))
			continue;
		for (size_t k = 0; k < note->lines.n; k++)
			wait(w, gb_docx_flow_block(&note->lines.item[k]));
		return;
	}
}

void gb_docx_flow_figure(struct gb_docx_walk *w, double width, double height)
{
	if (w->story != GB_DOCX_STORY_BODY || (!w->foreign && width * height < FIGURE_AREA))
		return;
	w->d->pictures++;
	if (w->foreign)
		gb_reading_error(w->d->r, 0, GB_ERR_EMBEDDED, GB_S(""));
	else if (width * height >= CONTENT_AREA)
		gb_reading_error(w->d->r, 0, GB_ERR_IMAGE, GB_S(""));
	wait(w, (struct gb_block){ .kind = GB_BLOCK_FIGURE, .where = w->f->para.where });
}
