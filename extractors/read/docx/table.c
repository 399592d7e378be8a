/*
 * One table: rows as they stand in the file become cells with spans.
 *
 * Vertical merges (vMerge) and the old horizontal ones (hMerge) are resolved:
 * what continues a merge is not shown by any word processor, so it lends its
 * room to the cell it continues and its own text is not content.
 */
#include "internal.h"

/* For each column, which cell of the output (plus one) reaches down to the row above. */
struct reach {
	size_t *cell;
	size_t n; /* columns */
};

static void add_cell(struct gb_arena *a, const struct gb_docx_tc *tc, int row, bool header, struct reach *r,
		     struct gb_cells *out)
{
	const size_t up = r->cell[tc->col];
	struct gb_cell *c = tc->merged_v && up > 0 ? &out->item[up - 1] : NULL;

	if (c != NULL && c->row + c->rowspan == row) {
		c->rowspan++;
		return;
	}
	c = GB_PUSH(a, out->item, out->n, out->cap);
	*c = (struct gb_cell){ .row = row, .col = tc->col, .rowspan = 1, .colspan = tc->span, .header = header,
			       .text = tc->text };
	r->cell[tc->col] = out->n;
}

static size_t columns(const struct gb_docx_tbl *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n = (size_t)t->item[i].next_col > n ? (size_t)t->item[i].next_col : n;
	return n;
}

bool gb_docx_table_cells(struct gb_arena *a, const struct gb_docx_tbl *t, struct gb_cells *out)
{
	bool head = true, text = false;
	struct reach reach = { .n = columns(t) };
	int row = 0;

	reach.cell = gb_arena_array(a, reach.n + 1, sizeof *reach.cell);
	for (size_t i = 0; i < t->n; i++) {
		const struct gb_docx_tr *tr = &t->item[i];

		if (tr->gone)
			continue;
		head = head && tr->header; /* head rows count only from the top on */
		for (size_t k = 0; k < tr->n; k++)
			if (!tr->item[k].gone)
				add_cell(a, &tr->item[k], row, head, &reach, out);
		row++;
	}
	for (size_t i = 0; i < out->n; i++)
		text = text || out->item[i].text.n > 0;
	return text;
}

struct gb_span gb_docx_table_flat(struct gb_arena *a, const struct gb_cells *cells)
{
	struct gb_buf b = { 0 };
	int row = -1;

	for (size_t i = 0; i < cells->n; i++) {
		const struct gb_cell *c = &cells->item[i];

		if (c->text.n == 0)
			continue;
		if (b.n > 0)
			gb_buf_add_byte(&b, c->row == row ? ' ' : '\n');
		gb_buf_add(&b, c->text);
		row = c->row;
	}
	const struct gb_span flat = gb_arena_copy(a, gb_buf_span(&b));

	gb_buf_free(&b);
	return flat;
}
