/* Tables: the grid of cells with their spans, and whether it says something or only places things. */
#include "internal.h"

#define COLS 400   /* a wider grid is not a table anybody reads */
#define LONG_CP 400 /* a cell of this many characters and several lines holds a page, not a datum */

struct layout {
	struct gb_html_page *page;
	gb_html_cell_reader *cell;
	struct gb_html_grid *grid;
	int until[COLS]; /* first row in which the column is free again */
	bool head;       /* in thead */
	bool overflow;
};

static bool is_hidden(const struct layout *l, size_t node)
{
	const struct gb_html_look none = { 0 };

	return !l->page->show_hidden && gb_css_look(l->page, gb_html_node(l->page, node), &none).hidden;
}

static void count_cell(struct gb_html_grid *g, const struct gb_html_cell_text *t)
{
	g->cp += t->cp;
	g->link_cp += t->link_cp;
	g->images += t->images;
	g->filled += t->cp > 0;
	if (t->cp > g->max_cp) {
		g->max_cp = t->cp;
		g->max_lines = t->lines;
	}
}

/* Places a cell in the first free column from `col`; returns the column after it. */
static int place_cell(struct layout *l, size_t node, int row, int col, size_t *filled)
{
	const struct gb_html_node *n = gb_html_node(l->page, node);
	struct gb_html_grid *g = l->grid;

	while (col < COLS && l->until[col] > row)
		col++;
	if (col + n->attr->colspan > COLS) {
		l->overflow = l->overflow || col >= COLS;
		if (col >= COLS)
			return col;
	}
	const int span = n->attr->colspan < COLS - col ? n->attr->colspan : COLS - col;
	const struct gb_html_cell_text text = l->cell(l->page, node);
	struct gb_cell *c = GB_PUSH(l->page->r->arena, g->cells.item, g->cells.n, g->cells.cap);

	*c = (struct gb_cell){ .row = row, .col = col, .rowspan = n->attr->rowspan, .colspan = span,
		.header = n->tag == GB_TAG_TH || l->head,
			       .text = text.text };
	for (int i = col; i < col + span; i++)
		l->until[i] = row + n->attr->rowspan;
	g->heads = g->heads || c->header;
	g->ruled = g->ruled || gb_span_has(n->attr->style, GB_S("solid"));
	g->cols = g->cols > col + span ? g->cols : col + span;
	*filled += text.cp > 0;
	count_cell(g, &text);
	return col + span;
}

static void place_row(struct layout *l, size_t tr)
{
	const int row = l->grid->rows;
	int col = 0;
	size_t filled = 0;

	for (size_t i = gb_html_node(l->page, tr)->first; i != GB_NONE; i = gb_html_node(l->page, i)->next) {
		const enum gb_tag tag = gb_html_node(l->page, i)->tag;

		if ((tag == GB_TAG_TD || tag == GB_TAG_TH) && !is_hidden(l, i))
			col = place_cell(l, i, row, col, &filled);
	}
	l->grid->wide_rows += filled >= 2;
	l->grid->rows += col > 0;
}

static void place_rows(struct layout *l, size_t parent)
{
	for (size_t i = gb_html_node(l->page, parent)->first; i != GB_NONE; i = gb_html_node(l->page, i)->next) {
		const enum gb_tag tag = gb_html_node(l->page, i)->tag;
		const bool section = tag == GB_TAG_THEAD || tag == GB_TAG_TBODY || tag == GB_TAG_TFOOT;

		if ((!section && tag != GB_TAG_TR) || is_hidden(l, i))
			continue;
		if (tag == GB_TAG_TR) {
			place_row(l, i);
			continue;
		}
		l->head = tag == GB_TAG_THEAD;
		if (gb_html_node(l->page, parent)->tag == GB_TAG_TABLE)
			place_rows(l, i);
		l->head = false;
	}
}

bool gb_html_grid(struct gb_html_page *page, size_t table, gb_html_cell_reader *cell, struct gb_html_grid *out)
{
	struct layout l = { .page = page, .cell = cell, .grid = out };

	place_rows(&l, table);
	for (size_t i = 0; i < out->cells.n; i++) {
		struct gb_cell *c = &out->cells.item[i];

		if (c->rowspan > out->rows - c->row)
			c->rowspan = out->rows - c->row;
	}
	return !l.overflow && out->rows > 0 && out->cells.n > 0;
}

bool gb_html_is_data(const struct gb_html_node *table, const struct gb_html_grid *g)
{
	const bool ruled = table->attr->border || g->ruled || gb_span_has(table->attr->style, GB_S("solid"));
	const bool page_like = g->max_cp * 10 > g->cp * 7 && g->max_lines >= 4 && g->max_cp > LONG_CP;
	const bool menu = g->link_cp * 10 > g->cp * 6 && !g->heads;

	if (g->filled < 2 || g->cols < 2 || (page_like && !ruled && !g->heads))
		return false;
	if (g->rows == 1)
		return (ruled || g->heads) && g->max_lines <= 2 && !menu;
	if (g->wide_rows == 0)
		return false;
	return g->heads || ruled || (g->wide_rows >= 2 && !menu);
}
