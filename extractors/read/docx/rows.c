/* Tables, rows and cells: what these elements mean to a walk. */
#include "internal.h"

#define MAX_COLUMNS 1024

/* In a paragraph's or row's properties: the mark or the row is deleted; elsewhere: the content is. */
void gb_docx_rows_open_del(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_frame *f = w->f;

	if (w->ppr != NULL)
		f->para.gone = true;
	else if (w->in_row_props && f->tbl != NULL && f->tbl->n > 0)
		f->tbl->item[f->tbl->n - 1].gone = true;
	gb_docx_xml_skip(e);
}

void gb_docx_rows_open_tbl(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_frame *f = w->f;
	struct gb_docx_place *at = &f->place[f->places - 1];

	(void)e;
	gb_docx_flow_settle(w);
	f->tbl = gb_arena_alloc(w->d->scratch, sizeof *f->tbl);
	f->tbl->where = gb_docx_flow_path(w, at->path, f->kind == GB_DOCX_IN_CELL ? GB_S("//w:tbl") : GB_S("/w:tbl"), ++at->tbl);
}

void gb_docx_rows_close_tbl(struct gb_docx_walk *w)
{
	if (w->f->tbl != NULL)
		gb_docx_flow_end_table(w);
}

static struct gb_docx_tr *row(struct gb_docx_walk *w)
{
	struct gb_docx_tbl *t = w->f->tbl;

	return t != NULL && t->n > 0 ? &t->item[t->n - 1] : NULL;
}

void gb_docx_rows_open_tr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_tbl *t = w->f->tbl;

	(void)e;
	if (t != NULL)
		(void)GB_PUSH(w->d->scratch, t->item, t->n, t->cap);
}

void gb_docx_rows_open_tr_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	w->in_row_props = true;
}

void gb_docx_rows_close_tr_pr(struct gb_docx_walk *w)
{
	w->in_row_props = false;
}

static int clamp(int v, int lo, int hi)
{
	return v < lo ? lo : v > hi ? hi : v;
}

void gb_docx_rows_in_tr_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_tr *tr = row(w);

	if (tr == NULL || !w->in_row_props)
		return;
	if (e->tag == GB_DOCX_TBL_HEADER)
		tr->header = gb_docx_xml_on(e);
	else if (e->tag == GB_DOCX_HIDDEN)
		tr->gone = gb_docx_xml_on(e);
	else if (e->tag == GB_DOCX_GRID_BEFORE)
		tr->next_col = clamp(gb_docx_xml_int(e, GB_S("val"), 0), 0, MAX_COLUMNS);
}

void gb_docx_rows_open_tc(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_tr *tr = row(w);

	if (tr == NULL || tr->n >= MAX_COLUMNS ||
	    gb_docx_flow_push(w, GB_DOCX_IN_CELL, w->f->tbl->where) == NULL) {
		gb_reading_error(w->d->r, 0, GB_ERR_LIMIT,
				 GB_S("a table cell is nested too deeply or its row is too long, and was skipped"));
		gb_docx_xml_skip(e);
		return;
	}
	struct gb_docx_tc *tc = GB_PUSH(w->d->scratch, tr->item, tr->n, tr->cap);

	*tc = (struct gb_docx_tc){ .span = 1 };
}

/* The cell whose frame is open, or NULL. */
static struct gb_docx_tc *cell(struct gb_docx_walk *w)
{
	if (w->f->kind != GB_DOCX_IN_CELL || w->f->in_para || w->f->tbl != NULL)
		return NULL;
	const struct gb_docx_tbl *t = w->frame[w->frames - 2]->tbl;
	struct gb_docx_tr *tr = &t->item[t->n - 1];

	return &tr->item[tr->n - 1];
}

void gb_docx_rows_in_tc_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_tc *tc = cell(w);
	const bool restart = gb_span_eq(gb_docx_xml_val(e), GB_S("restart"));

	if (tc == NULL)
		return;
	if (e->tag == GB_DOCX_GRID_SPAN)
		tc->span = clamp(gb_docx_xml_int(e, GB_S("val"), 1), 1, MAX_COLUMNS);
	else if (e->tag == GB_DOCX_V_MERGE)
		tc->merged_v = !restart;
	else if (e->tag == GB_DOCX_H_MERGE)
		tc->merged_h = !restart;
	else if (e->tag == GB_DOCX_CELL_DEL)
		tc->gone = true;
}

/* Give the finished cell its column; one that goes on an old horizontal merge widens the one before. */
void gb_docx_rows_close_tc(struct gb_docx_walk *w)
{
	if (w->f->kind != GB_DOCX_IN_CELL)
		return;
	gb_docx_flow_settle(w);
	const struct gb_span text = gb_arena_copy(w->d->scratch, gb_span_trim(gb_buf_span(&w->f->cell)));

	gb_docx_flow_pop(w);
	struct gb_docx_tr *tr = row(w);
	struct gb_docx_tc *tc = &tr->item[tr->n - 1];

	tc->text = text;
	tc->col = tr->next_col;
	if (tr->next_col + tc->span > MAX_COLUMNS)
		tc->span = clamp(MAX_COLUMNS - tr->next_col, 1, MAX_COLUMNS);
	if (tc->gone || tr->next_col >= MAX_COLUMNS) {
		tr->n--;
		return;
	}
	tr->next_col += tc->span;
	if (tc->merged_h && tr->n > 1) {
		tr->item[tr->n - 2].span += tc->span;
		tr->n--;
	}
}
