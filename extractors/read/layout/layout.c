/* The engine: pages are held, cut into lines and grids, and given out as blocks in reading order. */
#include "layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

#include <assert.h>

/* Pages given out when the store is full; the others stay as neighbours of those to come. */
enum { HELD = sizeof ((struct gb_layout *)0)->sheet / sizeof (struct gb_layout_sheet *), GIVEN = 16 };

struct gb_layout *gb_layout_new(const struct gb_grammar *g, void (*put)(void *arg, struct gb_block *b), void *arg)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_layout *l = gb_arena_alloc(a, sizeof *l);

	assert(g != NULL);
	l->a = a;
	l->grammar = g;
	l->put = put;
	l->arg = arg;
	return l;
}

int gb_layout_face(struct gb_layout *l, struct gb_span family, double size, bool bold)
{
	for (size_t i = l->nface; i-- > 0;)
		if (l->face[i].bold == bold && fabs(l->face[i].size - size) < 0.05 && gb_span_eq(l->face[i].family, family))
			return (int)i;
	if (l->nface >= 4096)
		return 0;
	*GB_PUSH(l->a, l->face, l->nface, l->face_cap) = (struct gb_layout_face){ gb_arena_copy(l->a, family), size, bold };
	return (int)l->nface - 1;
}

/* Put the blocks at the front that are done. */
static void give(struct gb_layout *l)
{
	size_t n = 0;

	for (; n < l->ndraft && l->draft[n]->done; n++) {
		gb_turn_back(l, &l->draft[n]->block);
		l->put(l->arg, &l->draft[n]->block);
		gb_draft_free(l->draft[n]);
	}
	if (n > 0)
		memmove(l->draft, l->draft + n, (l->ndraft - n) * sizeof *l->draft);
	l->ndraft -= n;
}

static void end_para(struct gb_layout *l)
{
	if (l->para != NULL)
		gb_draft_finish(l, l->para);
	l->para = NULL;
}

static void end_table(struct gb_layout *l)
{
	if (l->table != NULL)
		gb_table_finish(l, l->table);
	l->table = NULL;
}

static void feed_furniture(struct gb_layout *l, const struct gb_layout_tline *ln)
{
	struct gb_layout_draft *d = gb_draft_new(l, GB_BLOCK_FURNITURE);

	gb_draft_add(l, d, ln);
	gb_draft_finish(l, d);
}

static void feed_line(struct gb_layout *l, const struct gb_layout_tline *ln)
{
	if (ln->kind == GB_LINE_HEAD || ln->kind == GB_LINE_FOOT) {
		feed_furniture(l, ln);
		return;
	}
	end_table(l);
	if (l->para != NULL && !gb_para_joins(l, l->para, ln))
		end_para(l);
	if (l->para == NULL)
		l->para = gb_draft_new(l, GB_BLOCK_PARAGRAPH);
	if (ln->kind == GB_LINE_TOC)
		l->para->block.kind = GB_BLOCK_TOC;
	gb_draft_add(l, l->para, ln);
}

static bool has_text(const struct gb_layout_grid *g)
{
	for (size_t i = 0; i < g->ncell; i++)
		if (g->cell[i].lines.n > 0)
			return true;
	return false;
}

static void feed_grid(struct gb_layout *l, struct gb_layout_grid *g)
{
	if (!has_text(g))
		return;
	if (l->table != NULL && gb_table_continue(l, l->table, g))
		return;
	end_table(l);
	l->table = gb_table_begin(l, g);
}

/* A picture does not end the paragraph that goes on below it. */
static void feed_picture(struct gb_layout *l, const struct gb_layout_sheet *s, struct gb_box box)
{
	struct gb_layout_draft *d = gb_draft_new(l, GB_BLOCK_FIGURE);

	d->block.page = s->number;
	d->block.box = box;
	d->done = true;
}

/* Lines, grids and pictures of a page from top to bottom. */
static void feed_sheet(struct gb_layout *l, struct gb_layout_sheet *s)
{
	size_t i = 0, j = 0, k = 0;

	while (i < s->lines.n || j < s->grids.n || k < s->npicture) {
		const double y = fmin(i < s->lines.n ? s->lines.item[i].box.y0 : 1e9, j < s->grids.n ? s->grids.item[j].box.y0 : 1e9);

		if (k < s->npicture && s->picture[k].y0 <= y) {
			feed_picture(l, s, s->picture[k++]);
			continue;
		}
		const bool line = j == s->grids.n ||
				  (i < s->lines.n && s->lines.item[i].box.y0 + s->lines.item[i].box.y1 < 2 * s->grids.item[j].box.y0 + 4);

		if (line)
			feed_line(l, &s->lines.item[i++]);
		else
			feed_grid(l, &s->grids.item[j++]);
	}
	give(l);
}

static int grid_order(const void *pa, const void *pb)
{
	const struct gb_layout_grid *a = pa, *b = pb;

	if (a->box.y0 < b->box.y0 || a->box.y0 > b->box.y0)
		return a->box.y0 < b->box.y0 ? -1 : 1;
	return (a->box.x0 > b->box.x0) - (a->box.x0 < b->box.x0);
}

static void sort_grids(struct gb_layout_sheet *s)
{
	if (s->grids.n > 1)
		qsort(s->grids.item, s->grids.n, sizeof *s->grids.item, grid_order);
}

static void give_sheets(struct gb_layout *l, size_t n)
{
	gb_furniture_of(l, 0, n);
	for (size_t i = 0; i < n; i++) {
		gb_columns_split(l, l->sheet[i]);
		gb_align_tables(l, l->sheet[i]);
		sort_grids(l->sheet[i]);
		gb_para_area(l, l->sheet[i]);
		feed_sheet(l, l->sheet[i]);
	}
	for (size_t i = 0; i < n; i++)
		gb_arena_free(l->sheet[i]->a);
	memmove(l->sheet, l->sheet + n, (l->nsheet - n) * sizeof *l->sheet);
	l->nsheet -= n;
}

/* The grid and cell a glyph stands in, by its middle; false when in none. */
static bool cell_of(const struct gb_layout_grids *gs, const struct gb_glyph *g, size_t *grid, int *cell)
{
	const double x = ((double)g->x0 + (double)g->x1) / 2, y = ((double)g->y0 + (double)g->y1) / 2;

	for (size_t i = 0; i < gs->n; i++) {
		const struct gb_box *b = &gs->item[i].box;

		if (x < b->x0 || x > b->x1 || y < b->y0 || y > b->y1)
			continue;
		*grid = i;
		*cell = gb_grid_at(&gs->item[i], x, y);
		return *cell >= 0;
	}
	return false;
}

/* Share the glyphs out to the cells and the page, and make lines of each share. */
static void cut(struct gb_layout *l, struct gb_layout_sheet *s, const struct gb_layout_page *p)
{
	size_t cells = 1;
	size_t *base = gb_arena_array(s->a, s->grids.n + 1, sizeof *base);

	for (size_t i = 0; i < s->grids.n; i++) {
		base[i] = cells;
		cells += s->grids.item[i].ncell;
	}
	size_t *zone = gb_arena_array(s->a, p->nglyph + 1, sizeof *zone), *count = gb_arena_array(s->a, cells, sizeof *count);
	struct gb_glyph **part = gb_arena_array(s->a, cells, sizeof *part);

	for (size_t i = 0; i < p->nglyph; i++) {
		size_t grid = 0;
		int cell = 0;

		zone[i] = cell_of(&s->grids, &p->glyph[i], &grid, &cell) ? base[grid] + (size_t)cell : 0;
		count[zone[i]]++;
	}
	for (size_t i = 0; i < cells; i++) {
		part[i] = count[i] > 0 ? gb_arena_array(s->a, count[i], sizeof **part) : NULL;
		count[i] = 0;
	}
	for (size_t i = 0; i < p->nglyph; i++) {
		struct gb_glyph *g = &part[zone[i]][count[zone[i]]++];

		*g = p->glyph[i];
		g->brk = g->brk || (i > 0 && zone[i] != zone[i - 1]);
	}
	if (count[0] > 0)
		gb_lines_of(l, s->a, part[0], count[0], s->number, &s->lines);
	for (size_t i = 0; i < s->grids.n; i++)
		for (size_t k = 0; k < s->grids.item[i].ncell; k++)
			if (count[base[i] + k] > 0)
				gb_lines_of(l, s->a, part[base[i] + k], count[base[i] + k], s->number,
					    &s->grids.item[i].cell[k].lines);
}

static int box_order(const void *pa, const void *pb)
{
	const struct gb_box *a = pa, *b = pb;

	return (a->y0 > b->y0) - (a->y0 < b->y0);
}

static void keep_pictures(struct gb_layout_sheet *s, const struct gb_layout_page *p)
{
	if (p->npicture == 0)
		return;
	s->picture = gb_arena_array(s->a, p->npicture, sizeof *s->picture);
	memcpy(s->picture, p->picture, p->npicture * sizeof *s->picture);
	s->npicture = p->npicture;
	qsort(s->picture, s->npicture, sizeof *s->picture, box_order);
}

void gb_layout_page(struct gb_layout *l, const struct gb_layout_page *page)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_layout_page turned = *page;
	const struct gb_layout_page *p = &turned;
	struct gb_layout_sheet *s = gb_arena_alloc(a, sizeof *s);

	gb_turn_page(l, a, &turned);
	*s = (struct gb_layout_sheet){ .a = a, .number = p->number, .width = p->width, .height = p->height };
	keep_pictures(s, p);
	gb_grids_of(s, p);
	sort_grids(s);
	cut(l, s, p);
	for (size_t i = 0; i < s->grids.n; i++)
		gb_split_rows(a, &s->grids.item[i]);
	if (l->nsheet == HELD)
		give_sheets(l, GIVEN);
	l->sheet[l->nsheet++] = s;
}

void gb_layout_flush(struct gb_layout *l)
{
	give_sheets(l, l->nsheet);
}

void gb_layout_end(struct gb_layout *l)
{
	gb_layout_flush(l);
	end_para(l);
	end_table(l);
	give(l);
	gb_arena_free(l->a);
}
