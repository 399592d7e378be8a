/*
 * The tree is walked once in document order; block elements, and <br>s where they
 * mean it, cut the characters into items.  Depth is limited by the tree, so the
 * walk may recurse.
 */
#include "internal.h"
#include "base/utf8.h"

struct flow {
	struct gb_html_page *page;
	struct gb_html_run *run;
	struct gb_buf prefix;      /* number of the list item that has no text yet */
	struct gb_html_items *items;    /* NULL: lines of a cell are wanted */
	struct gb_html_cell_text cell;
	struct gb_buf lines;       /* of the cell */
	size_t node;               /* the block whose characters come now */
	struct gb_html_look look;       /* of that block */
	struct gb_span alt;        /* of the last picture */
	int width;                 /* of it, pixels; 0 unknown */
};

struct flow_state { /* what children inherit */
	struct gb_html_look look;
	bool link, file, pre; /* in a link; in one to a file to fetch */
	size_t block;
};

/* ---- items ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "标题……15": a line of a table of contents. */
static bool is_toc(const struct gb_html_page *page, struct gb_span s)
{
	size_t digits = 0;

	while (s.n > 0 && (is_digit(s.p[s.n - 1]) || s.p[s.n - 1] == ' ')) {
		digits += is_digit(s.p[s.n - 1]);
		s.n--;
	}
	if (digits == 0 || digits > 4)
		return false;
	return gb_words_suffix(gb_html_words(page, GB_WORDS_CONTENTS_DOTS), s) > 0;
}

static int level_of(enum gb_tag tag)
{
	return tag >= GB_TAG_H1 && tag <= GB_TAG_H6 ? (int)(tag - GB_TAG_H1) + 1 : 0;
}

static void put_picture(struct flow *f)
{
	struct gb_html_item *it = GB_PUSH(f->page->r->arena, f->items->item, f->items->n, f->items->cap);

	*it = (struct gb_html_item){ .kind = GB_BLOCK_FIGURE, .node = f->node, .text = gb_span_trim(f->alt), .images = f->run->images,
				.width = f->width };
}

static void put_items(struct flow *f)
{
	const int level = level_of(gb_html_node(f->page, f->node)->tag);
	const size_t from = f->items->n;

	if (f->run->images > 0)
		put_picture(f);
	gb_run_items(f->page, f->run, &f->look, level > 0, f->items);
	for (size_t i = from; i < f->items->n; i++) {
		struct gb_html_item *it = &f->items->item[i];

		it->node = f->node;
		it->style.level = level;
		it->files = f->run->files;
		if (it->kind == GB_BLOCK_PARAGRAPH && is_toc(f->page, it->text))
			it->kind = GB_BLOCK_TOC;
	}
}

static void flush(struct flow *f)
{
	if (f->items != NULL) {
		put_items(f);
	} else {
		gb_run_lines(f->run, &f->lines);
		f->cell.cp += f->run->cp;
		f->cell.link_cp += f->run->link_cp;
		f->cell.images += f->run->images;
		for (size_t i = 0; i < f->run->nseg; i++)
			f->cell.lines += f->run->seg[i].end > f->run->seg[i].start;
	}
	gb_run_clear(f->run);
}

/* ---- numbers of list items ---- */

static void add_roman(struct gb_buf *b, int n, bool upper)
{
	static const struct {
		int value;
		const char *low, *up;
	} steps[] = {
		{ 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" }, { 400, "cd", "CD" }, { 100, "c", "C" },
		{ 90, "xc", "XC" }, { 50, "l", "L" }, { 40, "xl", "XL" }, { 10, "x", "X" }, { 9, "ix", "IX" },
		{ 5, "v", "V" }, { 4, "iv", "IV" }, { 1, "i", "I" },
	};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		for (; n >= steps[i].value; n -= steps[i].value)
			gb_buf_add(b, gb_span_of(upper ? steps[i].up : steps[i].low));
}

static void number_item(struct flow *f, const struct gb_html_node *list, int n)
{
	const char type = list->attr->type.n == 1 ? list->attr->type.p[0] : '1';

	gb_buf_clear(&f->prefix);
	if ((type == 'a' || type == 'A') && n >= 1 && n <= 26)
		gb_buf_add_byte(&f->prefix, (char)(type + n - 1));
	else if ((type == 'i' || type == 'I') && n >= 1 && n < 4000)
		add_roman(&f->prefix, n, type == 'I');
	else
		gb_buf_add_int(&f->prefix, n);
	gb_buf_add_byte(&f->prefix, '.');
}

/* The text has a number of its own (the page hides the list's by a sheet we do not see): 一、 （一） 1. 1、 */
static bool numbered(const struct gb_html_page *page, struct gb_span s)
{
	size_t i = 0, n = 1;

	if (gb_words_prefix(gb_html_words(page, GB_WORDS_ITEM_START), s) > 0)
		return true;
	while (n > 0 && i < s.n && i < 12) {
		n = gb_words_prefix(gb_html_words(page, GB_WORDS_ITEM_DIGIT), gb_span_from(s, i));
		i += n;
	}
	return i > 0 && gb_words_prefix(gb_html_words(page, GB_WORDS_ITEM_END), gb_span_from(s, i)) > 0;
}

static void add_prefix(struct flow *f, struct gb_span text, const struct flow_state *st)
{
	const struct gb_span s = gb_span_trim(text);
	size_t len;

	if (f->prefix.n == 0 || s.n == 0)
		return;
	if (gb_run_empty(f->run) && !numbered(f->page, s)) {
		gb_run_add(f->page->r->arena, f->run, gb_buf_span(&f->prefix), &st->look, st->link, false);
		if (gb_utf8_decode(s, &len) < 0x2e80) /* 1. 5G, not 1.5G */
			gb_run_add(f->page->r->arena, f->run, GB_S(" "), &st->look, st->link, false);
	}
	gb_buf_clear(&f->prefix);
}

/* ---- the walk ---- */

static void walk(struct flow *f, size_t node, const struct flow_state *st);

static int int_of(struct gb_span s)
{
	int v = 0;

	for (size_t i = 0; i < s.n && is_digit(s.p[i]) && v < 100000; i++)
		v = v * 10 + (s.p[i] - '0');
	return v;
}

/* Marks of a file type, spacers and buttons are small. */
static bool is_icon(const struct gb_html_node *n)
{
	return (n->attr->width.n > 0 && int_of(n->attr->width) < 60 && !gb_span_has(n->attr->width, GB_S("%"))) ||
		gb_span_has(n->attr->src, GB_S("icon")) ||
	       gb_span_ends(n->attr->src, GB_S(".gif")) || gb_span_has(n->attr->src, GB_S("/fileTypeImages/"));
}

static void enter_block(struct flow *f, size_t node, const struct gb_html_look *look)
{
	flush(f);
	f->node = node;
	f->look = *look;
}

static bool put_table(struct flow *f, size_t node)
{
	const struct gb_html_node *n = gb_html_node(f->page, node);
	struct gb_html_grid g = { 0 };

	if (n->nests || !gb_html_grid(f->page, node, gb_html_cell, &g) || !gb_html_is_data(n, &g))
		return false;
	struct gb_html_item *it = GB_PUSH(f->page->r->arena, f->items->item, f->items->n, f->items->cap);

	*it = (struct gb_html_item){ .kind = GB_BLOCK_TABLE, .node = node, .cells = g.cells, .cp = g.cp,
		.link_cp = g.link_cp };
	return true;
}

static void walk_children(struct flow *f, size_t node, const struct flow_state *st)
{
	const struct gb_html_node *n = gb_html_node(f->page, node);
	const bool counts = n->tag == GB_TAG_OL && !st->look.no_marks;
	int number = n->attr->start.n > 0 ? int_of(n->attr->start) : 1;

	for (size_t i = n->first; i != GB_NONE; i = gb_html_node(f->page, i)->next) {
		const struct gb_html_node *child = gb_html_node(f->page, i);

		if (counts && child->tag == GB_TAG_LI) {
			number = child->attr->value.n > 0 ? int_of(child->attr->value) : number;
			number_item(f, n, number++);
		}
		walk(f, i, st);
	}
}

/* A data table's caption stands before it as a paragraph; the rest of it is in the cells. */
static void walk_captions(struct flow *f, size_t table, const struct flow_state *st)
{
	for (size_t i = gb_html_node(f->page, table)->first; i != GB_NONE; i = gb_html_node(f->page, i)->next)
		if (gb_html_node(f->page, i)->tag == GB_TAG_CAPTION)
			walk(f, i, st);
}

static void walk_block(struct flow *f, size_t node, const struct flow_state *st, size_t outer, const struct gb_html_look *outer_look)
{
	enter_block(f, node, &st->look);
	if (gb_html_node(f->page, node)->tag == GB_TAG_TABLE && f->items != NULL) {
		struct flow_state in = *st;
		const size_t before = f->items->n;

		walk_captions(f, node, &in);
		flush(f);
		f->page->table_look = in.look;
		if (put_table(f, node)) {
			enter_block(f, outer, outer_look);
			return;
		}
		f->items->n = before; /* its caption comes with the rest */
	}
	walk_children(f, node, st);
	if (gb_html_node(f->page, node)->tag == GB_TAG_LI)
		gb_buf_clear(&f->prefix);
	enter_block(f, outer, outer_look);
}

/* A share of the page counts as wide. */
static int picture_width(const struct gb_html_node *n)
{
	const size_t at = gb_span_find(n->attr->style, GB_S("width"), 0);
	struct gb_span s = n->attr->width;

	if (s.n == 0 && at != GB_NONE && (at == 0 || n->attr->style.p[at - 1] != '-')) {
		s = gb_span_from(n->attr->style, at);
		gb_span_cut(&s, ':');
		s = gb_span_trim(gb_span_cut(&s, ';'));
	}
	return gb_span_has(s, GB_S("%")) ? int_of(s) * 8 : int_of(s);
}

static void walk_inline(struct flow *f, size_t node, const struct flow_state *st)
{
	const struct gb_html_node *n = gb_html_node(f->page, node);

	if (n->tag == GB_TAG_BR) {
		gb_run_break(f->page->r->arena, f->run);
	} else if (n->tag == GB_TAG_IMG) {
		if (!is_icon(n)) {
			f->run->images++;
			f->alt = n->attr->alt;
			f->width = picture_width(n);
		}
	} else {
		walk_children(f, node, st);
	}
}

static void add_text(const struct gb_html_page *page, size_t node, struct gb_buf *out)
{
	for (size_t i = node; i < page->nodes.item[node].end; i++)
		if (page->nodes.item[i].tag == GB_TAG_TEXT)
			gb_buf_add(out, page->nodes.item[i].text);
}

/* What an input field shows is its value; boxes, buttons and what is secret show none. */
static bool shows_value(struct gb_span type)
{
	static const char *const types[] = { "", "text", "number", "date", "month", "tel", "url", "email", "time" };

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (gb_span_eq(type, gb_span_of(types[i])))
			return true;
	return false;
}

/* The options that are chosen; a list shows its first one where none is. */
static void add_chosen(const struct gb_html_page *page, size_t select, struct gb_buf *out)
{
	size_t first = GB_NONE;
	bool any = false;

	for (size_t i = select; i < page->nodes.item[select].end; i++) {
		const struct gb_html_node *n = &page->nodes.item[i];

		if (n->tag != GB_TAG_OPTION)
			continue;
		first = first == GB_NONE ? i : first;
		any = any || n->attr->selected;
		if (n->attr->selected)
			add_text(page, i, out);
	}
	if (!any && first != GB_NONE)
		add_text(page, first, out);
}

/* The text of a form field as the page shows it; may be empty. */
static void add_field(struct flow *f, size_t node, const struct flow_state *st)
{
	const struct gb_html_node *n = gb_html_node(f->page, node);
	struct gb_buf text = { 0 };

	if (n->tag == GB_TAG_INPUT && shows_value(n->attr->type))
		gb_buf_add(&text, n->attr->value);
	else if (n->tag == GB_TAG_SELECT)
		add_chosen(f->page, node, &text);
	else if (n->tag == GB_TAG_TEXTAREA)
		add_text(f->page, node, &text);
	gb_run_add(f->page->r->arena, f->run, gb_span_trim(gb_buf_span(&text)), &st->look, st->link, n->tag == GB_TAG_TEXTAREA);
	gb_buf_free(&text);
}

static bool is_field(enum gb_tag tag)
{
	return tag == GB_TAG_INPUT || tag == GB_TAG_SELECT || tag == GB_TAG_TEXTAREA;
}

static bool is_foreign(enum gb_tag tag)
{
	return tag == GB_TAG_IFRAME || tag == GB_TAG_OBJECT || tag == GB_TAG_EMBED || tag == GB_TAG_APPLET;
}

/* A frame that counts visits has no size. */
static bool has_size(const struct gb_html_node *n, const struct gb_html_look *look)
{
	return !look->no_room && (n->attr->width.n == 0 || int_of(n->attr->width) > 10) &&
	       (n->attr->height.n == 0 || int_of(n->attr->height) > 10);
}

/* What a form field shows is text; a frame or an embedded object is a figure. */
static void walk_field(struct flow *f, size_t node, const struct flow_state *st)
{
	const struct gb_html_node *n = gb_html_node(f->page, node);

	if (is_field(n->tag)) {
		add_field(f, node, st);
	} else if (f->items != NULL && n->attr->src.n > 0 && has_size(n, &st->look)) {
		flush(f);
		*GB_PUSH(f->page->r->arena, f->items->item, f->items->n, f->items->cap) =
			(struct gb_html_item){ .kind = GB_BLOCK_FIGURE, .node = node, .foreign = true };
	}
}

static void walk(struct flow *f, size_t node, const struct flow_state *st)
{
	const struct gb_html_node *n = gb_html_node(f->page, node);

	if (n->tag == GB_TAG_TEXT) {
		if (!gb_css_shows(&st->look))
			return;
		add_prefix(f, n->text, st);
		gb_run_add(f->page->r->arena, f->run, n->text, &st->look, st->link, st->pre);
		f->run->files += st->file;
		return;
	}
	struct flow_state in = *st;

	if (gb_html_tag_kind(n->tag) == GB_TAG_KIND_SKIP && !is_field(n->tag) && !is_foreign(n->tag))
		return;
	in.look = gb_css_look(f->page, n, &st->look);
	if (in.look.unseen || (in.look.hidden && !f->page->show_hidden))
		return;
	if (gb_html_tag_kind(n->tag) == GB_TAG_KIND_SKIP) {
		walk_field(f, node, &in);
		return;
	}
	in.link = st->link || (n->tag == GB_TAG_A && n->attr->href.n > 0);
	in.file = st->file || (n->tag == GB_TAG_A && gb_html_is_file(n->attr->href));
	in.pre = st->pre || n->tag == GB_TAG_PRE;
	if (gb_html_tag_kind(n->tag) == GB_TAG_KIND_BLOCK || in.look.block) {
		in.block = node;
		walk_block(f, node, &in, st->block, &st->look);
		return;
	}
	walk_inline(f, node, &in);
}

static void release(struct flow *f)
{
	gb_buf_free(&f->prefix);
	gb_buf_free(&f->lines);
}

void gb_html_flow(struct gb_html_page *page, size_t root, struct gb_html_items *out)
{
	struct gb_html_run run = { .cp = 0 };
	struct flow f = { .page = page, .run = &run, .items = out, .node = root };
	struct flow_state st = { .block = root };

	walk_children(&f, root, &st);
	flush(&f);
	gb_buf_free(&run.text);
	release(&f);
}

/* The look of a row or a group of rows. */
static struct gb_html_look look_up(struct gb_html_page *page, size_t node)
{
	const struct gb_html_node *n = &page->nodes.item[node];
	const bool below = n->parent != GB_NONE && page->nodes.item[n->parent].tag != GB_TAG_TABLE && n->tag == GB_TAG_TR;
	const struct gb_html_look outer = below ? look_up(page, n->parent) : page->table_look;

	return gb_css_look(page, n, &outer);
}

/* The look of a cell, from that of the table that is read; what places text is the cell's own affair. */
static struct gb_html_look look_in_table(struct gb_html_page *page, size_t node)
{
	const struct gb_html_node *n = &page->nodes.item[node];
	struct gb_html_look look = { 0 };

	if (n->tag != GB_TAG_TD && n->tag != GB_TAG_TH)
		return look;
	look = n->parent != GB_NONE && page->nodes.item[n->parent].tag != GB_TAG_TABLE ? look_up(page, n->parent) : page->table_look;
	look = gb_css_look(page, n, &look);
	return look;
}

struct gb_html_cell_text gb_html_cell(struct gb_html_page *page, size_t node)
{
	struct flow f = { .page = page, .run = page->cell_run, .node = node };
	struct flow_state st = { .block = node, .look = look_in_table(page, node) };

	walk_children(&f, node, &st);
	flush(&f);
	f.cell.text = gb_arena_copy(page->r->arena, gb_buf_span(&f.lines));
	release(&f);
	return f.cell;
}
