#include <stddef.h>

#include "internal.h"
#include "base/utf8.h"

static void add(struct gb_marks *m, enum gb_draw_mark_kind kind, struct gb_box box, struct gb_span label)
{
	*GB_PUSH(m->a, m->mark, m->nmark, m->mark_cap) = (struct gb_draw_mark){ kind, box, label };
}

/* ---- blocks ---- */

static bool lines_box(const struct gb_lines *lines, int page, struct gb_box *box)
{
	bool any = false;

	for (size_t i = 0; i < lines->n; i++)
		if (lines->item[i].page == page) {
			*box = any ? gb_record_join_boxes(*box, lines->item[i].box) : lines->item[i].box;
			any = true;
		}
	return any;
}

/* The part of the block that stands on the page; false when none does. */
static bool block_box(const struct gb_block *b, int page, struct gb_box *box)
{
	bool any = lines_box(&b->lines, page, box);

	for (size_t i = 0; i < b->cells.n; i++)
		if (b->cells.item[i].page == page) {
			*box = any ? gb_record_join_boxes(*box, b->cells.item[i].box) : b->cells.item[i].box;
			any = true;
		}
	if (!any && b->page == page)
		*box = b->box;
	return any || b->page == page;
}

static struct gb_span digits(struct gb_marks *m, long long v)
{
	struct gb_buf text = { 0 };

	gb_buf_add_int(&text, v);
	const struct gb_span s = gb_arena_copy(m->a, gb_buf_span(&text));

	gb_buf_free(&text);
	return s;
}

static void mark_block(struct gb_marks *m, const struct gb_block *b, struct gb_box box)
{
	add(m, (enum gb_draw_mark_kind)b->kind, box, digits(m, b->seq));
	for (size_t i = 0; i < b->cells.n; i++)
		if (b->cells.item[i].page == m->page)
			add(m, b->cells.item[i].header ? GB_MARK_HEAD : GB_MARK_CELL, b->cells.item[i].box, GB_S(""));
}

static void put_block(struct gb_sink *self, struct gb_record *r)
{
	struct gb_marks *m = (struct gb_marks *)((char *)self - offsetof(struct gb_marks, blocks));
	struct gb_arena *a = gb_arena_new(0);
	const struct gb_block *b = r->kind == GB_KIND_BLOCK ? gb_record_data(r, a) : NULL;
	struct gb_box box;

	gb_sink_put(m->next, r);
	if (b != NULL && block_box(b, m->page, &box)) {
		gb_record_copy(m->a, GB_KIND_BLOCK, b, GB_PUSH(m->a, m->block, m->nblock, m->block_cap));
		mark_block(m, &m->block[m->nblock - 1], box);
	}
	gb_arena_free(a);
}

static void end_blocks(struct gb_sink *self)
{
	struct gb_marks *m = (struct gb_marks *)((char *)self - offsetof(struct gb_marks, blocks));

	gb_sink_end(m->next);
}

/* ---- quotes ---- */

/* Does text, white space apart, begin with the words?  Then *end is the byte after them. */
static bool begins(struct gb_span text, struct gb_span words, size_t *end)
{
	size_t at = 0, n;

	while (words.n > 0) {
		const uint32_t want = gb_utf8_decode(words, &n);

		words = gb_span_from(words, n);
		if (gb_utf8_is_space(want))
			continue;
		uint32_t got = ' ';

		while (at < text.n && gb_utf8_is_space(got)) {
			got = gb_utf8_decode(gb_span_from(text, at), &n);
			at += n;
		}
		if (got != want)
			return false;
	}
	*end = at;
	return at > 0;
}

/* Where the words occur in the text from byte `from` on, in code points of the text. */
static bool find(struct gb_span text, size_t from, struct gb_span words, size_t *off, size_t *len)
{
	size_t end;

	for (size_t at = from; at < text.n; at += gb_utf8_len(gb_span_from(text, at)))
		if (begins(gb_span_from(text, at), words, &end)) {
			*off = gb_utf8_count(gb_span_sub(text, 0, at));
			*len = gb_utf8_count(gb_span_sub(text, at, end));
			return true;
		}
	return false;
}

static double width(uint32_t cp)
{
	return cp < 0x2000 ? 0.5 : 1;
}

/* How wide the first `cp` characters of the span are, in widths of a Chinese character. */
static double width_of(struct gb_span s, size_t cp)
{
	double w = 0;

	for (size_t i = 0, n; i < cp && s.n > 0; i++, s = gb_span_from(s, n))
		w += width(gb_utf8_decode(s, &n));
	return w;
}

/* A mark on each printed line of the page that holds some of [off, off + len). */
static void mark_words(struct gb_marks *m, enum gb_draw_mark_kind kind, struct gb_span label, struct gb_span text,
		       const struct gb_lines *lines, size_t off, size_t len)
{
	for (size_t i = 0; i < lines->n; i++) {
		const struct gb_line *l = &lines->item[i];
		const size_t from = off > l->off_cp ? off : l->off_cp;
		const size_t to = off + len < l->off_cp + l->len_cp ? off + len : l->off_cp + l->len_cp;

		if (l->page != m->page || from >= to)
			continue;
		const struct gb_span s = gb_span_from(text, gb_utf8_offset(text, l->off_cp));
		const double all = width_of(s, l->len_cp), unit = all > 0 ? (l->box.x1 - l->box.x0) / all : 0;
		struct gb_box box = l->box;

		box.x0 = l->box.x0 + unit * width_of(s, from - l->off_cp);
		box.x1 = l->box.x0 + unit * width_of(s, to - l->off_cp);
		add(m, kind, box, to == off + len ? label : GB_S(""));
	}
}

/* "…#四/（十八）/t1" is shown as "t1". */
static struct gb_span last_step(struct gb_span id)
{
	const size_t slash = gb_span_rfind(id, GB_S("/"));

	return slash == (size_t)-1 ? GB_S("") : gb_span_from(id, slash + 1);
}

static const struct gb_cell *cell_at(const struct gb_block *b, int row, int col)
{
	for (size_t i = 0; i < b->cells.n; i++)
		if (b->cells.item[i].row == row && b->cells.item[i].col == col)
			return &b->cells.item[i];
	return NULL;
}

static void mark_quote(struct gb_marks *m, enum gb_draw_mark_kind kind, struct gb_span quote, struct gb_span id, const struct gb_where *w)
{
	const struct gb_span label = last_step(id);
	const struct gb_block *b = NULL;
	size_t off, len;

	for (size_t i = 0; i < m->nblock && b == NULL; i++)
		if (m->block[i].seq == w->block)
			b = &m->block[i];
	if (b == NULL)
		return;
	const struct gb_cell *c = w->cell_row >= 0 ? cell_at(b, w->cell_row, w->cell_col) : NULL;
	const struct gb_span text = c != NULL ? c->text : b->text;

	if (find(text, gb_utf8_offset(text, w->off_cp), quote, &off, &len))
		mark_words(m, kind, gb_arena_copy(m->a, label), text, c != NULL ? &c->lines : &b->lines, off, len);
	else if (w->page == m->page) /* the words are put together from several places */
		add(m, kind, w->box, gb_arena_copy(m->a, label));
}

static void put_result(struct gb_sink *self, struct gb_record *r)
{
	struct gb_marks *m = (struct gb_marks *)((char *)self - offsetof(struct gb_marks, results));
	struct gb_arena *a = gb_arena_new(0);
	const void *data = gb_kind_is_promise(r->kind) ? gb_record_data(r, a) : NULL;
	const struct gb_milestone *s = data;
	const struct gb_target *t = data;

	if (data != NULL && r->kind == GB_KIND_MILESTONE)
		mark_quote(m, GB_MARK_MILESTONE, s->quote, s->id, &s->where);
	else if (data != NULL)
		mark_quote(m, t->fact ? GB_MARK_FACT : GB_MARK_TARGET, t->quote, t->id, &t->where);
	gb_arena_free(a);
}

static void end_results(struct gb_sink *self)
{
	(void)self;
}

void gb_marks_init(struct gb_marks *m, struct gb_arena *a, int page)
{
	*m = (struct gb_marks){ .blocks = { put_block, end_blocks }, .results = { put_result, end_results }, .a = a, .page = page };
}
